"""What a person should look at again: how items were recognised where that is not plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zushi_xl.plan.model import Initiative, Plan
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.listed import Earlier
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.placing import initiative_heading, section_heading
from zushi_xl.redline.plan_diff import PlanDiff
from zushi_xl.text.folding import fold


@dataclass(frozen=True, slots=True)
class Remark:
    what: str
    old: str
    new: str
    how: str


def remarks_of(diff: PlanDiff, earlier: Mapping[str, Earlier]) -> tuple[Remark, ...]:
    """Items that were renamed, moved or renumbered; relisted ones that do not follow; lost rows."""
    pairs = (remark for pair in diff.pairs for remark in _of_pair(pair))
    return (*pairs, *_not_following(diff.pairs), *_lost(diff.revisions, earlier))


def _of_pair(pair: Pair) -> Iterator[Remark]:
    if not (pair.match.old and pair.match.new):
        return
    old, new = (_name(plan, code) for plan, code in zip(_plans(pair), pair.match[:2], strict=True))
    what = _what(pair)
    if what:
        yield Remark(what, f"{pair.match.old}　{old}", f"{pair.match.new}　{new}", _how(pair))


def _plans(pair: Pair) -> tuple[Plan, Plan]:
    return pair.old, pair.new


def _what(pair: Pair) -> str:
    if pair.is_moved:
        return "移動"
    items = (
        pair.old_section or pair.old_initiative,
        pair.new_section or pair.new_initiative,
    )
    if len({fold(item.title) for item in items if item}) > 1:
        return "名称変更"
    numbers = (code.rpartition("-")[2] for code in pair.match[:2])
    return "番号変更" if len(set(numbers)) > 1 else ""


def _how(pair: Pair) -> str:
    match pair.match.how:
        case "ID":
            return "IDまたは再掲元が同じです。"
        case "名称":
            return "名称が同じです。"
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


def _not_following(pairs: Iterable[Pair]) -> Iterator[Remark]:
    """Relisted initiatives of the new plan whose name is not that of their source."""
    for pair in pairs:
        new = pair.new_initiative
        source = pair.new.initiative_by_code.get(new.relisted_from) if new else None
        if new and source and _differs(new, source):
            yield Remark(
                "再掲",
                f"{source.code}　{initiative_heading(pair.new, source)}",
                f"{new.code}　{initiative_heading(pair.new, new)}",
                f"再掲の行が元（{source.code}）と違います。計画マスタの{new.source.sheet} "
                f"{new.source.cell}の行を元に合わせてください。",
            )


def _differs(new: Initiative, source: Initiative) -> bool:
    texts = ((i.title, i.texts.get("説明", ""), i.budget_program) for i in (new, source))
    return len(set(texts)) > 1


def _lost(revisions: Iterable[Revision], earlier: Mapping[str, Earlier]) -> Iterator[Remark]:
    """Rows of the earlier list with a 改正項目 that this list no longer has."""
    keys = {revision.key for revision in revisions}
    for key, row in earlier.items():
        if row.item and key not in keys:
            yield Remark(
                "前回の行",
                f"No.{row.number}　{row.item}",
                "",
                "前回の一覧にあり、今回はありません。改正項目を控えておくときは、ここから写してください。",
            )
