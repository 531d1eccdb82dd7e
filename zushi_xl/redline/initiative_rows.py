"""Rows of the initiatives: one each, with its heading and everything of it that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan
from zushi_xl.redline.compose import (
    ChangeKind,
    Revision,
    TextPair,
    block,
    changes_of,
    composed,
    line_of,
)
from zushi_xl.redline.pair import Pair, is_abolished
from zushi_xl.redline.printed_places import NOTHING, initiative_name, wide
from zushi_xl.redline.section_rows import MORE_PROGRAMS, text_lines

MAIN_TEXT = "説明"  # printed without its label where only a part of it changed
PROGRAM, STRATEGY = "【参考】予算事業名", "総合戦略"
ENDED = ("終了", "完了", "中止", "休止", "統合")  # the plan book still prints it, and says so


def initiative_rows(pair: Pair) -> Iterator[Revision]:
    """The row of one initiative, if anything printed of it changed."""
    old, new = _printed(pair)
    if old is None and new is None:
        return
    if old is None or new is None:
        yield _whole_row(pair, old, new)
        return
    heading = _heading(pair, old, new)
    texts = {label: text for label, text in _texts(old, new).items() if text.differs}
    changed = [
        line
        for label, text in texts.items()
        for line in ((text,) if label == MAIN_TEXT else block(label, text.old, text.new))
    ]
    notes = [*pair.move_notes(), *_status_notes(old, new)]
    if changed or notes or changes_of(heading.values()):
        pieces = composed([*heading.values(), *changed], notes)
        kind = ChangeKind.MOVED if pair.is_moved else ChangeKind.CHANGED
        told = [header for header, line in heading.items() if line.differs]
        yield pair.row("", "", pieces, kind, (*told, *_headers(texts), *_status_told(notes)))


def _printed(pair: Pair) -> tuple[Initiative | None, Initiative | None]:
    """Both versions; one that is abolished is in the plan book no more."""
    items = (pair.old_initiative, pair.new_initiative)
    old, new = (item if item and not is_abolished(item) else None for item in items)
    return old, new


def _status_notes(old: Initiative, new: Initiative) -> tuple[str, ...]:
    """（状態：継続→終了）"""
    was, now = (any(word in item.status for word in ENDED) for item in (old, new))
    return (f"（状態：{old.status or NOTHING}→{new.status or NOTHING}）",) if was != now else ()


def _status_told(notes: list[str]) -> tuple[str, ...]:
    """A row that moved stands under another code; one that ended has another status."""
    return ("状態", "コード") if notes else ()


def _headers(texts: Mapping[str, TextPair]) -> Iterator[str]:
    for label in texts:
        yield from ("予算事業名", MORE_PROGRAMS) if label == PROGRAM else (label,)


def _whole_row(pair: Pair, old: Initiative | None, new: Initiative | None) -> Revision:
    """An initiative that came or went, with everything of it."""
    lines = [*_heading(pair, old, new).values()]
    for label, text in _texts(old, new).items():
        if NOTHING not in (text.old, text.new):
            lines += block(label, text.old, text.new)
    kind = ChangeKind.NEW if new else ChangeKind.DELETED
    both = (pair.old_initiative, pair.new_initiative)
    statuses = "→".join(item.status or NOTHING for item in both if item)
    notes = [f"（{kind.value}）", *([f"（状態：{statuses}）"] if all(both) else [])]
    told = ("状態",) if all(both) else ("*",)
    return pair.row("", "", composed(lines, notes), kind, told)


def _heading(pair: Pair, old: Initiative | None, new: Initiative | None) -> dict[str, TextPair]:
    """【３－１再掲】, 取り組み③ and the name, by header: each compared for itself."""
    sources = TextPair(_relisted(pair.old, old), _relisted(pair.new, new))
    lines = {
        "番号": TextPair(_name(pair.old, old), _name(pair.new, new), end=""),
        "名称": line_of(old, new, lambda initiative: initiative.title),
    }
    return {"再掲元": sources, **lines} if sources.old or sources.new else lines


def _name(plan: Plan, initiative: Initiative | None) -> str | None:
    return f"{initiative_name(plan, initiative)}　" if initiative else None


def _relisted(plan: Plan, initiative: Initiative | None) -> str | None:
    """【３－１再掲】 says where a relisted initiative belongs; its direction, or what is above."""
    if initiative is None or not initiative.relisted_from:
        return None
    *_, measure = plan.ancestors(initiative.relisted_from)
    return f"【{wide(measure.code.rpartition('-')[0] or measure.code)}再掲】"


def _texts(old: Initiative | None, new: Initiative | None) -> dict[str, TextPair]:
    """The labelled passages in the order of the printed page."""
    lines = text_lines(Level.INITIATIVE, old.texts if old else {}, new.texts if new else {})
    lines.pop(MORE_PROGRAMS, None)
    return {
        STRATEGY: line_of(old, new, lambda i: "\n".join(i.strategy_codes) or NOTHING),
        **lines,
        PROGRAM: line_of(old, new, _programs),
    }


def _programs(initiative: Initiative) -> str:
    """Every budget program on a line of its own; ー where there is none."""
    names = [initiative.budget_program, initiative.texts.get(MORE_PROGRAMS, "")]
    return "\n".join(filter(None, names)) or NOTHING
