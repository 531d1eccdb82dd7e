"""Rows of the initiatives: one each, with its heading and everything of it that changed."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.plan import Initiative, Level, Plan
from zushi_xl.redline.compose import Kind, Line, Revision, block, changes_of, composed
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.placing import NOTHING, initiative_heading
from zushi_xl.redline.section_rows import text_lines

PROGRAM, MORE_PROGRAMS, STRATEGY = "【参考】予算事業名", "ほかの予算事業名", "総合戦略"


def initiative_rows(pair: Pair) -> Iterator[Revision]:
    """The row of one initiative, if anything printed of it changed."""
    heading, blocks = _heading(pair), _blocks(pair)
    if pair.old_initiative is None or pair.new_initiative is None:
        kind = Kind.NEW if pair.new_initiative else Kind.DELETED
        lines = [heading, *(line for lines in blocks for line in lines)]
        yield pair.row("", "", composed(lines, [f"（{kind.value}）"]), kind)
        return
    changed = [line for lines in blocks if changes_of(lines) for line in lines]
    notes = pair.move_notes()
    if changed or notes or changes_of([heading]):
        pieces = composed([heading, *changed], notes)
        yield pair.row("", "", pieces, Kind.MOVED if notes else Kind.CHANGED)


def _heading(pair: Pair) -> Line:
    old, new = pair.old_initiative, pair.new_initiative
    return Line(
        _titled(pair.old, old) if old else None,
        _titled(pair.new, new) if new else None,
    )


def _titled(plan: Plan, initiative: Initiative) -> str:
    """The heading as printed; a relisted one says first where it belongs."""
    heading = initiative_heading(plan, initiative)
    source = initiative.relisted_from.rpartition("-")[0]
    return f"【{source}再掲】\n{heading}" if source else heading


def _blocks(pair: Pair) -> list[tuple[Line, ...]]:
    """The labelled passages in the order of the printed page."""
    old, new = pair.old_initiative, pair.new_initiative
    lines = text_lines(Level.INITIATIVE, old.texts if old else {}, new.texts if new else {})
    lines.pop(MORE_PROGRAMS, None)
    blocks = [block(header, line.old, line.new) for header, line in lines.items()]
    if any(i.strategy_codes for i in (*pair.old.initiatives, *pair.new.initiatives)):
        blocks.insert(0, block(STRATEGY, _strategy(old), _strategy(new)))
    return [*blocks, block(PROGRAM, _programs(old), _programs(new))]


def _strategy(initiative: Initiative | None) -> str | None:
    return ("\n".join(initiative.strategy_codes) or NOTHING) if initiative else None


def _programs(initiative: Initiative | None) -> str | None:
    """Every budget program on a line of its own; ー where there is none."""
    if initiative is None:
        return None
    names = [initiative.budget_program, initiative.texts.get(MORE_PROGRAMS, "")]
    return "\n".join(filter(None, names)) or NOTHING
