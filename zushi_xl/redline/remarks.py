"""What a person should look at again: how items were recognised where that is not plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan
from zushi_xl.redline.carried import Carried
from zushi_xl.redline.matching import SAME_TEXT
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.printed_places import initiative_heading, section_heading
from zushi_xl.text.code_format import own_part
from zushi_xl.text.folding import fold


@dataclass(frozen=True, slots=True)
class CheckRemark:
    """A line of 対応の確認: what a person should look at, and why."""

    what: str
    old: str
    new: str
    how: str


def remarks_of(pairs: Iterable[Pair]) -> tuple[CheckRemark, ...]:
    """Items that were renamed, moved, renumbered or replaced; relisted ones that do not follow."""
    all_pairs = tuple(pairs)
    return (
        *(remark for pair in all_pairs for remark in _of_pair(pair)),
        *_in_the_same_place(all_pairs),
        *_not_following(all_pairs),
    )


def _of_pair(pair: Pair) -> Iterator[CheckRemark]:
    if not (pair.match.old and pair.match.new):
        return
    what = _what(pair)
    if what:
        yield CheckRemark(what, *_names(pair), _how(pair))


def _names(pair: Pair) -> tuple[str, str]:
    old, new = pair.match.old, pair.match.new
    return f"{old}　{_name(pair.old, old)}", f"{new}　{_name(pair.new, new)}"


def _what(pair: Pair) -> str:
    if is_doubtful(pair):
        return "入れ替えか"
    if pair.is_moved:
        return "移動"
    titles = {fold(item.title) for item in (pair.old_item, pair.new_item) if item}
    if len(titles) > 1:
        return "名称変更"
    return "番号変更" if renumbered(pair) else ""


def is_doubtful(pair: Pair) -> bool:
    """Whether only the code says that the two are one: it may be something else in its place."""
    return pair.match.how == "コード" and pair.match.alike < SAME_TEXT


def renumbered(pair: Pair) -> bool:
    """Whether the item has another number in its place, or stands in another one."""
    if not (pair.match.old and pair.match.new):
        return False
    if pair.is_moved:
        return True
    if not pair.new.holds_parent(pair.level):
        return pair.match.old != pair.match.new
    old = own_number(pair.old, pair.level, pair.match.old)
    return old != own_number(pair.new, pair.level, pair.match.new)


def own_number(plan: Plan, level: Level, code: str) -> str:
    """The number of an item in its place, without the code above that its own holds."""
    return own_part(code, plan.parent_of(code)) if plan.holds_parent(level) else code


def _how(pair: Pair) -> str:
    match pair.match.how:
        case "ID":
            return "IDまたは再掲元が同じです。"
        case "名称":
            return "名称が同じです。"
        case "コード" if is_doubtful(pair):
            return (
                f"番号は同じですが、名称も文章もあまり似ていません（{pair.match.alike:.0%}）。"
                "一つのものが変わったとして示しました。別のものに入れ替えたのなら、"
                "それぞれに違うIDを付けると、削除と新規になります。"
            )
        case "コード":
            return "場所と番号が同じです。別のものなら、IDを変えてください。"
        case _:
            return (
                f"名称か文章が似ています（{pair.match.alike:.0%}）。"
                "別のものなら、それぞれにIDを付けてください。"
            )


def _name(plan: Plan, code: str) -> str:
    initiative = plan.initiative_by_code.get(code)
    if initiative is not None:
        return initiative_heading(plan, initiative)
    section = plan.section_by_code.get(code)
    return section_heading(plan, section) if section else ""


def _in_the_same_place(pairs: Iterable[Pair]) -> Iterator[CheckRemark]:
    """Something that went and something that came under one code: are they one?"""
    went = {p.match.old: p for p in pairs if p.match.old and not p.match.new}
    for pair in pairs:
        gone = went.get(pair.match.new) if not pair.match.old else None
        if gone is not None and not _has_ids(gone, pair):
            yield CheckRemark(
                "入れ替えか",
                f"{gone.match.old}　{_name(gone.old, gone.match.old)}",
                f"{pair.match.new}　{_name(pair.new, pair.match.new)}",
                _WHY_TWO_BY_RELISTING if _is_relisted_once(gone, pair) else _WHY_TWO,
            )


_WHY_TWO = (
    "番号は同じですが、名称も文章も違うので、削除と新規として示しました。"
    "一つのものなら、両方に同じIDを付けてください。"
)
_WHY_TWO_BY_RELISTING = (
    "番号は同じですが、片方だけが再掲なので、削除と新規として示しました。"
    "再掲をやめたか、再掲にしたのなら、このままで構いません。"
)


def _is_relisted_once(gone: Pair, new: Pair) -> bool:
    """Whether one of the two is shown again, and the other stands for itself."""
    was, now = gone.old_initiative, new.new_initiative
    return bool(was and was.relisted_from) is not bool(now and now.relisted_from)


def _has_ids(old: Pair, new: Pair) -> bool:
    """Two ids of two things have answered the question already."""
    items = (old.old_item, new.new_item)
    return all(item is not None and item.texts.get("ID", "") for item in items)


def _not_following(pairs: Iterable[Pair]) -> Iterator[CheckRemark]:
    """Relisted initiatives of the new plan whose name is not that of their source."""
    for pair in pairs:
        new = pair.new_initiative
        source = pair.new.initiative_by_code.get(new.relisted_from) if new else None
        if new and source and _differs(new, source):
            yield CheckRemark(
                "再掲",
                f"{source.code}　{initiative_heading(pair.new, source)}",
                f"{new.code}　{initiative_heading(pair.new, new)}",
                f"再掲の行が元（{source.code}）と違います。計画マスタの{new.source.sheet} "
                f"{new.source.cell}の行を元に合わせてください。",
            )


def _differs(new: Initiative, source: Initiative) -> bool:
    texts = ((i.title, i.texts.get("説明", ""), i.budget_program) for i in (new, source))
    return len(set(texts)) > 1


_CHANGED = "前の一覧で手直しされていましたが、計画マスタも変わったので、新しい方を載せました。"
_UNKNOWN = (
    "前の一覧のシート「控え」にこの行がないので、手直しか計画マスタの変更か分かりません。"
    "新しい方を載せました。手直しなら、もう一度書き込んでください。"
)


def carried_remarks(carried: Carried) -> Iterator[CheckRemark]:
    """What people wrote into an earlier document and what became of it."""
    for key, memory in carried.absent:
        texts = [f"{h}：{''.join(t for _, t in p)}" for h, p in memory.typed.items()]
        texts += [f"メモ：{text}" for text in memory.comments.values()]
        number = f"No.{memory.number}　" if memory.number else ""
        yield CheckRemark(
            "前の行",
            f"{number}{memory.name or key}\n" + "\n".join(texts),
            "",
            "前の一覧にあり、今回はありません。書き込みは覚えていて、行がまた現れたら戻します。",
        )
    for conflict in carried.conflicts:
        yield CheckRemark(
            "手直しと食い違い" if conflict.is_known else "控えのないセル",
            f"No.{conflict.number}　{conflict.name}　{conflict.header}：{conflict.typed}",
            "",
            _CHANGED if conflict.is_known else _UNKNOWN,
        )
    for notice in carried.notices:
        yield CheckRemark(notice.what, f"{notice.place}\n{notice.text}", "", notice.how)
    for row in carried.rows:
        for header in row.corrected:
            yield CheckRemark(
                "手直し",
                row.name,
                f"{header}：{''.join(t for _, t in row.cells.get(header, ()))}",
                "前の一覧で手直しされたまま載せました。計画マスタからの文に戻すには、"
                "前の一覧を別の場所に移してから実行してください。",
            )
    yield from _other_places(carried)


def _other_places(carried: Carried) -> Iterator[CheckRemark]:
    """Rows that people added and that stand elsewhere for now; those that people deleted."""
    for row in carried.displaced:
        yield CheckRemark(
            "手で加えた行",
            row.text,
            row.below or "（先頭）",
            f"すぐ上にあった行「{row.missing}」が今回はないので、「改定案」に示す行の下に置きました。"
            "行がまた現れたら、その下に戻します。",
        )
    for name in carried.restored:
        yield CheckRemark(
            "消した行", name, "", "前の一覧から消されていましたが、違いがあるので載せました。"
        )
