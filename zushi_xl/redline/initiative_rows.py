"""Rows of the initiatives: one each, with its heading and everything of it that changed."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan
from zushi_xl.redline.compose import Kind, Line, Revision, block, changes_of, composed, line_of
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.placing import NOTHING, initiative_name, wide
from zushi_xl.redline.section_rows import text_lines

MAIN_TEXT = "説明"  # printed without its label where only a part of it changed
PROGRAM, MORE_PROGRAMS, STRATEGY = "【参考】予算事業名", "ほかの予算事業名", "総合戦略"


def initiative_rows(pair: Pair) -> Iterator[Revision]:
    """The row of one initiative, if anything printed of it changed."""
    if pair.old_initiative is None or pair.new_initiative is None:
        yield _whole_row(pair)
        return
    heading = _heading(pair)
    changed = [
        line
        for label, text in _texts(pair).items()
        if text.old != text.new
        for line in ((text,) if label == MAIN_TEXT else block(label, text.old, text.new))
    ]
    notes = pair.move_notes()
    if changed or notes or changes_of(heading):
        pieces = composed([*heading, *changed], notes)
        yield pair.row("", "", pieces, Kind.MOVED if notes else Kind.CHANGED)


def _whole_row(pair: Pair) -> Revision:
    """An initiative that came or went, with everything of it."""
    lines = _heading(pair)
    for label, text in _texts(pair).items():
        if NOTHING not in (text.old, text.new):
            lines += block(label, text.old, text.new)
    kind = Kind.NEW if pair.new_initiative else Kind.DELETED
    return pair.row("", "", composed(lines, [f"（{kind.value}）"]), kind)


def _heading(pair: Pair) -> list[Line]:
    """【３－１再掲】, 取り組み③ and the name: each compared for itself."""
    old, new = pair.old_initiative, pair.new_initiative
    sources = Line(_relisted(pair.old, old), _relisted(pair.new, new))
    names = Line(_name(pair.old, old), _name(pair.new, new), end="")
    title = line_of(old, new, lambda initiative: initiative.title)
    return [sources, names, title] if sources.old or sources.new else [names, title]


def _name(plan: Plan, initiative: Initiative | None) -> str | None:
    return f"{initiative_name(plan, initiative)}　" if initiative else None


def _relisted(plan: Plan, initiative: Initiative | None) -> str | None:
    """【３－１再掲】 says where a relisted initiative belongs; its direction, or what is above."""
    if initiative is None or not initiative.relisted_from:
        return None
    *_, measure = plan.ancestors(initiative.relisted_from)
    return f"【{wide(measure.code.rpartition('-')[0] or measure.code)}再掲】"


def _texts(pair: Pair) -> dict[str, Line]:
    """The labelled passages in the order of the printed page."""
    old, new = pair.old_initiative, pair.new_initiative
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
