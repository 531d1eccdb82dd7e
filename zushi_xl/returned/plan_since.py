"""What has changed since a book was sent: by the office in the plan, told apart from what the
division has changed in the book, and by the division where a correction did not ask for it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule
from zushi_xl.form.layout import Page
from zushi_xl.form.page_parts import block_of_tag
from zushi_xl.form.sent import SentTexts
from zushi_xl.returned.cell_answer import is_blank
from zushi_xl.returned.locate import Addition, Found
from zushi_xl.returned.quoting import LONGEST, labels, quote, shown
from zushi_xl.returned.rules import CHANGED_UNASKED, PLAN_SINCE
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Cell, Worksheet

_BLANK = "（空欄）"
Changed = tuple[Found, Cell | None]
Tell = Callable[[Rule, str, str, str, str], Finding]
"""Makes a finding of the sheet: rule, cell, message, remedy, what is given."""


class Parted(NamedTuple):
    """Cells of the office that do not say what the plan says now: as they were sent (``since``),
    filled in by who was asked then (``moved``), and all others."""

    since: tuple[Changed, ...]
    moved: tuple[Changed, ...]
    others: tuple[Changed, ...]


def parted(changed: Iterable[Changed], sent: SentTexts) -> Parted:
    """The cells by who has changed what they say."""
    since, moved, others = [], [], []
    for found, cell in changed:
        if sent.asked(found.slot.key):
            if not is_blank(cell):
                moved.append((found, cell))
        elif sent.showed(found.slot.key, _text(cell)) and not _is_broken(cell):
            since.append((found, cell))
        else:
            others.append((found, cell))
    return Parted(tuple(since), tuple(moved), tuple(others))


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""


def _is_broken(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.struck or cell.error)


def blocks_of(changed: Iterable[Changed]) -> frozenset[str]:
    """The blocks of the page in which the cells stand: 1-1-①, 1-1-①/KPI2."""
    keys = (found.slot.key for found, _ in changed)
    return frozenset(f"{key.code}/KPI{key.kpi}" if key.kpi else key.code for key in keys)


def told_since(since: Parted, tell: Tell) -> Iterator[Finding]:
    """What the plan says otherwise since the book was sent: one finding for a sheet."""
    if since.since:
        answered = any(found.slot.seen for found, _ in since.since)
        what = "計画マスタかほかの課の記入" if answered else "計画マスタ"
        yield tell(
            PLAN_SINCE,
            since.since[0][0].place,
            f"様式を配った後に{what}が変わり、取りまとめ課が記入した欄のうち"
            f"{len(since.since)}か所が今の内容と違います。今の内容を使います。",
            "今の内容でも、答えが合っているか確かめてください。",
            _before_and_after(since.since),
        )
    for owner in dict.fromkeys(found.slot.owner for found, _ in since.moved):
        moved = [each for each in since.moved if each[0].slot.owner == owner]
        now = f"{owner}が記入する欄です" if owner else "記入する欄ではありません"
        yield tell(
            PLAN_SINCE,
            moved[0][0].place,
            "様式を配った後に計画マスタが変わり、記入された"
            f"{labels(found.slot for found, _ in moved)}の欄は、今は{now}。採っていません。",
            "計画マスタの担当課が正しいか確かめ、正しければ、記入された内容を今の担当課に渡してください。",
            quote(cell for _, cell in moved if cell is not None),
        )


def told_unasked(own: Iterable[Found], sent: SentTexts, tell: Tell) -> Iterator[Finding]:
    """What the division has changed in a correction that did not ask for it."""
    changed = [f for f in own if sent.changed_unasked(f.slot.key, _text(f.cell))]
    if changed:
        texts = (f"{f.slot.label}（{f.place}）「{shown(f.cell) or _BLANK}」" for f in changed)
        yield tell(
            CHANGED_UNASKED,
            changed[0].place,
            f"差し戻しでお願いしていない欄のうち{len(changed)}か所が、差し戻したときの記入と違います。"
            "今の記入を採りました。",
            "変えたとおりでよいか確かめてください。",
            shorten("、".join(texts), LONGEST),
        )


def without_removed(
    added: Sequence[Addition], sheet: Worksheet, page: Page, sent: SentTexts, tell: Tell
) -> Generator[Finding, None, tuple[Addition, ...]]:
    """Tell of blocks that were sent and are no more in the plan; gives those that nobody sent."""
    now = {line.block for line in page.lines}
    others = []
    for one in added:
        block = block_of_tag(sheet.text(one.row, 0))
        if block in now or not sent.had(block):
            others.append(one)
            continue
        yield tell(
            PLAN_SINCE,
            one.cells[0].address if one.cells else f"B{one.row + 1}",
            f"{one.row + 1}行目からは、様式を配った後に計画マスタから除かれた {block} の欄です。"
            "集計に含めていません。",
            "計画から除いたことが正しいか、計画マスタを確かめてください。",
            quote(one.cells),
        )
    return tuple(others)


def without_renumbered(
    retitled: Sequence[tuple[int, str]], sheet: Worksheet, sent: SentTexts, tell: Tell
) -> Generator[Finding, None, tuple[tuple[int, str], ...]]:
    """Tell of blocks that had another code when they were sent; gives the others."""
    others = []
    for row, block in retitled:
        former = block_of_tag(sheet.text(row, 0))
        if sent.had(block) or former == block or not sent.had(former):
            others.append((row, block))
            continue
        yield tell(
            PLAN_SINCE,
            f"B{row + 1}",
            f"様式を配った後に計画マスタが変わり、{former} は {block} になりました。"
            f"{block} として読みました。",
            "同じものか確かめてください。",
            former,
        )
    return tuple(others)


def _before_and_after(changed: Sequence[Changed]) -> str:
    """Where they stand, what was sent and what the plan says now."""
    texts = (
        f"{found.place}「{shown(cell) or _BLANK}」→「{found.slot.shown or _BLANK}」"
        for found, cell in changed
    )
    return shorten("、".join(texts), LONGEST)
