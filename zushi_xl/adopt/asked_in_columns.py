"""Cells of a table that are understood by what stands over them and along their column: ・ under
月日, 対面・郵送 in each row, ＿|小学校 under 学校名."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.text.regex import regex

from . import printed_options, words
from .among_headings import is_heading_word
from .cell_signs import is_answer_text, over_blanks
from .model import Region, SheetLook

_DATE_HEAD = regex(r"\A(?:.*[^平休祝曜])?(?:年月日|月日|日付|期日|日)(?:\(.*\))?")
_OF_PERSON = regex(r"(?:氏名|名前)(?:\(.*\))?$")
_QUANTITY = regex(r"[数量額価費率積齢高長]$")
_NAMES_UNIT = regex(r"単位")
_DATE_SIGNS = ("・", "･", "／", "/", ".")
_SUFFIX = regex(
    r"(?:[小中]|高等?|大)?学校|大学|幼稚園|保育[園所]|こども園|[市区町村県課係部局室組班]|支[所店]|丁目|"
    r"町内会|自治会|会社|銀行|信用金庫|病院"
)


def asks_in_column(look: SheetLook, region: Region) -> bool:
    """Whether a box of a table asks for an answer that its text alone does not ask for."""
    return asks_under_heading(look, region) or offers_along(look, region)


def asks_under_heading(look: SheetLook, region: Region) -> bool:
    """Whether a sign or a unit alone asks for what the heading of its column names."""
    unit = region.boxed and words.unit_of(region.text) and has_own_heading(look, region)
    return bool(unit) or is_date_sign(look, region)


def is_date_sign(look: SheetLook, region: Region) -> bool:
    """「・」 under 月日: a month and a day are written around it."""
    if not region.boxed or region.text.strip() not in _DATE_SIGNS:
        return False
    head = _heading(look, region)
    return head is not None and bool(_DATE_HEAD.fullmatch(words.folded(head.text)))


def is_heading(look: SheetLook, region: Region) -> bool:
    """Whether a word that could ask for an answer names one: 年 over names, 月　日 over blanks."""
    asks = has_own_heading(look, region) or counts_age(look, region)
    return (is_heading_word(look, region) and not asks) or _is_date_heading(look, region)


def _is_date_heading(look: SheetLook, region: Region) -> bool:
    """Whether 「月　日」 heads a column: answers stand below it and below the text beside it."""
    if region.text[:1].isspace() or not _over_answer(look, region):
        return False
    beside = look.at.get((region.area.top, region.area.right + 1))
    dated = words.folded(region.text) in ("月日", "年月日")
    return dated and beside is not None and beside.label and _over_answer(look, beside)


def offers_along(look: SheetLook, region: Region) -> bool:
    """Whether each row of a column under a heading offers the same words, right of a blank."""
    if not region.boxed or not printed_options.offered(region.text, 2):
        return False
    before = look.at.get((region.area.top, region.area.left - 1))
    asked = before is not None and before.boxed and before.rows == region.rows and before.blank
    rows = (region.area.top - 1, region.area.bottom + 1)
    near = (look.at.get((row, region.area.left)) for row in rows)
    again = any(n is not None and _alike(n, region) and n.text == region.text for n in near)
    return asked and again and _heading(look, region) is not None


def _heading(look: SheetLook, region: Region) -> Region | None:
    """The text over the blanks, or the cells of the same text, that a box stands under."""
    at: Region | None = region
    while at is not None and _alike(at, region) and (at.blank or at.text == region.text):
        at = look.at.get((at.area.top - 1, region.area.left))
    return at if at is not None and _alike(at, region) and at.label else None


def _alike(one: Region, other: Region) -> bool:
    return one.boxed and one.area[1::2] == other.area[1::2]


def ends_answer(look: SheetLook, blank: Region) -> bool:
    """Whether a text right of a blank ends what is written there, with one heading over both:
    学校名 over ＿｜小学校."""
    after = look.at.get((blank.area.top, blank.area.right + 1))
    head = over_blanks(look, blank)
    if after is None or head is None or not (head.label and head.boxed):
        return False
    both = head.area[1::2] == (blank.area.left, after.area.right)
    return both and bool(_SUFFIX.fullmatch(words.folded(after.text)))


def counts_years(text: str) -> bool:
    """Whether a text is 歳, in which only ages are counted."""
    return words.folded(text) in ("歳", "才")


def counts_age(look: SheetLook, unit: Region) -> bool:
    """Whether 「歳」 in a box of its own asks for an age behind the box of a name: 氏名｜＿｜歳."""
    if not (unit.boxed and counts_years(unit.text)):
        return False
    before = look.at.get((unit.area.top, unit.area.left - 1))
    if before is None or not (before.blank and before.boxed):
        return False
    name = look.at.get((unit.area.top, before.area.left - 1))
    return name is not None and name.label and bool(_OF_PERSON.search(words.folded(name.text)))


def has_own_heading(look: SheetLook, unit: Region) -> bool:
    """Whether a unit in a box stands under a heading that asks for what is counted in it, or under
    an empty one, beside a blank with another heading: 氏名｜年齢 over ＿｜歳."""
    before = look.at.get((unit.area.top, unit.area.left - 1))
    if before is None or not (before.blank or words.unit_of(before.text)):
        return False
    other = _heading(look, before)
    below = look.at.get((unit.area.bottom + 1, unit.area.left))
    if other is None or (below is not None and below.blank and _alike(below, unit)):
        return False  # or a row of units under the headings
    over = look.at.get((unit.area.top - 1, unit.area.left))
    while over is not None and _alike(over, unit) and over.text == unit.text:
        over = look.at.get((over.area.top - 1, unit.area.left))
    if over is not None and over.blank and is_gap_in_headings(look, over):
        return not _QUANTITY.search(words.folded(words.without_brackets(other.text)))
    head = _heading(look, unit)
    level = head is not None and head.area.top == other.area.top
    return level and head is not None and not _NAMES_UNIT.search(words.folded(head.text))


def is_gap_in_headings(look: SheetLook, blank: Region) -> bool:
    """Whether an empty box stands in a line of headings: no other is empty there, an answer stands
    below it, and below at least two of the texts of its line, of which one stands beside it."""
    over = look.at.get((blank.area.top - 1, blank.area.left))
    if not _over_answer(look, blank) or (over is not None and over.label and over.boxed):
        return False
    line = [*_along(look, blank, -1), *_along(look, blank, 1)]
    named = (near for near in line if near.label and not is_answer_text(near.text))
    heads = [near for near in named if _over_answer(look, near)]
    beside = look.at.get((blank.area.top, blank.area.left - 1))
    return len(heads) > 1 and beside in heads and not any(near.blank for near in line)


def _along(look: SheetLook, region: Region, way: int) -> Iterator[Region]:
    """The boxes of one line on one side of a box."""
    at = region
    while True:
        column = at.area.left - 1 if way < 0 else at.area.right + 1
        near = look.at.get((region.area.top, column))
        if near is None or not near.boxed or near.area[::2] != region.area[::2]:
            return
        yield near
        at = near


def _over_answer(look: SheetLook, region: Region) -> bool:
    below = look.at.get((region.area.bottom + 1, region.area.left))
    if below is None or not _alike(below, region):
        return False
    asks = is_answer_text(below.text) or below.text.strip() in _DATE_SIGNS
    return below.blank or asks or bool(words.unit_of(below.text))
