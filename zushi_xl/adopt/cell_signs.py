"""What the look of a cell says on its own: framed, grey, with room to write in, an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from zushi_xl.quantity import read_quantity
from zushi_xl.workbook.cells import Area

from . import printed_options, series, words
from .model import Region, SheetLook

_ROOM_BEHIND = 4  # times the letters of 「名称：」 that its box is wide, a text beside it
_DATE_SIGNS = ("年", "月", "日")
_DATE_SPAN = 8  # columns
_MOST_PART = 3  # columns
_PART_WIDTH = 14.0  # characters, of more columns
_CLOCK_WIDTH = 6.0  # characters
_SHORT_NAME = 12  # letters
_MOST_EMPTY = 4  # cells that a text may run over before its answer
_BEFORE_COLON = 8  # such cells before a colon at the beginning of a line
_FREE_ROWS = 3  # below the caption in a frame of several cells
_NARROW_GAP = 3.0  # characters


def is_framed(region: Region) -> bool:
    """Whether three or four sides have a line, or the region has a fill."""
    return len(region.sides) >= 3 or bool(region.fill)


def is_answer_text(text: str) -> bool:
    """Whether a text can stand in an answer cell before anybody wrote in it."""
    folded = words.folded(text)
    return bool(
        words.is_placeholder(text)
        or printed_options.options(text)
        or folded
        in ("□", "☐", "〇", "○", "選択", "選択してください", "選んでください", "リストから選択")
        or folded.startswith(("例)", "(例", "例:", "例)", "記入例", "プルダウン"))
    )


@lru_cache(maxsize=1 << 12)
def says_a_value(text: str) -> bool:
    """Whether a text is a measured figure, which a form shows and which names nothing: 92.4%, 29件.
    What heads a column is a bound, a number or a time: 10人未満, ①, 2024年度, 100％, 5年."""
    if words.is_figure(text):
        return True
    read = read_quantity(text)
    is_whole = read.value is None or read.value == read.value.to_integral_value()
    if not read.has_value or read.unit is None or read.qualifier or read.low is not None:
        return False
    if read.kind == "count" and (read.note or not words.unit_of(read.unit)):
        return False  # 60条申請, ７　職業
    return read.kind in ("ratio", "count", "money") and not (is_whole and read.kind == "ratio")


def is_default_answer(region: Region) -> bool:
    """A value that a form is handed out with: 0, a tick, an entry of its list."""
    text = words.folded(region.text)
    if region.rule is None or region.rule.kind != "list":
        return text in ("0", "0.0")
    entries = region.rule.formula.strip()
    if entries[:1] == '"' and text not in map(words.folded, entries.strip('"').split(",")):
        return False
    return 0 < len(text) <= 20 and not words.is_enumerator(region.text)


def among_figures(look: SheetLook, region: Region) -> bool:
    """Whether a figure is printed right above or below a cell, in a box as wide."""
    area = region.area
    places = ((area.top - 1, area.left), (area.bottom + 1, area.left))
    near = (look.at.get(place) for place in places)
    return any(n and n.area[1::2] == area[1::2] and words.is_figure(n.text) for n in near)


def states_bound(look: SheetLook, region: Region) -> bool:
    """Whether a cell right of a name states what is allowed of it: 15以下, 1.5～2.0."""
    name = look.at.get((region.area.top, region.area.left - 1))
    if name is None or not words.is_bound(region.text) or name.rows != region.rows:
        return False
    return name.label and name.boxed and not words.is_enumerator(name.text)


def leaves_room(text: str) -> bool:
    """Whether a short text leaves room to write in, and is no list of options."""
    return len(text.strip()) < 80 and words.has_room(text) and not printed_options.options(text)


def counts_on(look: SheetLook, region: Region) -> bool:
    """Whether a text goes on from a text beside it that leaves no room, whose blanks are then none
    either: Date Thursday 6/29｜Date   Friday 6/30."""
    places = ((region.area.top, column) for column in (region.area.left - 1, region.area.right + 1))
    near = (look.at.get(place) for place in places)
    return any(
        n is not None
        and n.label
        and not leaves_room(n.text)
        and series.is_series([n.text, region.text])
        for n in near
    )


def is_light(fill: str) -> bool:
    """Whether one can write on a colour: bars of headings are darker."""
    if "/" in fill:
        return float(fill.rpartition("/")[2]) >= 0.3  # a tint of a theme's colour
    if len(fill) != 8:
        return True
    red, green, blue = (int(fill[i : i + 2], 16) for i in (2, 4, 6))
    return 0.3 * red + 0.59 * green + 0.11 * blue >= 150


def is_grey(fill: str) -> bool:
    """A neutral darker shade: in printed forms, what is not to be filled in."""
    if fill.startswith("0/-"):
        return True
    if len(fill) != 8 or "/" in fill:
        return fill in ("i22", "i23", "i55")
    red, green, blue = (int(fill[i : i + 2], 16) for i in (2, 4, 6))
    return max(red, green, blue) - min(red, green, blue) <= 8 and red <= 0xEC


def in_striped_row(look: SheetLook, region: Region) -> bool:
    """Whether every other row of a table is shaded as a region's is, from the text that leads the
    row on."""
    lead = heading_left(look, region)
    if lead is None or lead.fill != region.fill or lead.rows != region.rows:
        return False

    def fills(shift: int) -> tuple[str, str] | None:
        row = region.area.top + shift * region.rows
        near, first = look.at.get((row, region.area.left)), look.at.get((row, lead.area.left))
        if near is None or first is None or near.area[1::2] != region.area[1::2]:
            return None
        alike = near.blank and near.boxed and first.label and first.area[1::2] == lead.area[1::2]
        return (first.fill, near.fill) if alike else None

    ways = ((fills(way), fills(2 * way)) for way in (-1, 1))
    shaded = (region.fill, region.fill)
    return any(
        next_ is not None and region.fill not in next_ and after == shaded for next_, after in ways
    )


def is_underlined(look: SheetLook, region: Region) -> bool:
    """A blank with a line below it and none at its sides, right of a label without one."""
    asked = words.is_placeholder(region.text)
    asked = asked and (words.has_space(region.text) or not words.unit_of(region.text))
    free = region.blank or asked
    if not free or "b" not in region.sides or set(region.sides) & set("lr"):
        return False
    near = _before_line(look, region, _MOST_EMPTY)
    if near is None or region.width <= 6:
        return False
    if "b" in near.sides and _only_parts(near):
        name = _before_line(look, near, _BEFORE_COLON)
        short = name is not None and name.label and not words.explains(name.text)
        apart = set("lr") if near.text.strip() else set("lrb")  # a colon shows whose line it is
        return short and name is not None and not apart & set(name.sides)
    return near.label and ("b" not in near.sides or near.text.rstrip().endswith((":", "：")))


def _only_parts(region: Region) -> bool:
    """Whether a cell on a line only parts the name from the rest of the line: 「：」, or narrow."""
    colon = region.text.strip() in (":", "：")
    return colon or (region.blank and region.columns == 1 and region.width <= _NARROW_GAP)


def _before_line(look: SheetLook, line: Region, most: int) -> Region | None:
    """What stands left of a line to write on, beyond empty cells; the line that the row above
    is written on is none of theirs."""
    row, left = line.area.top, line.area.left
    for column in range(left - 1, max(-1, left - 2 - most), -1):
        near = look.at.get((row, column))
        if near is not None and not (near.blank and not near.fill and set(near.sides) <= {"t"}):
            return near
    return None


def is_date_part(look: SheetLook, region: Region) -> bool:
    """A small blank before 年, 月 or 日, one of at least two in a line that lines or a colour
    draw."""
    if not region.blank or region.crossed or not (region.sides or region.fill):
        return False
    after = look.at.get((region.area.top, region.area.right + 1))
    large = region.columns > _MOST_PART and region.width > _PART_WIDTH
    if after is None or after.text.strip() not in _DATE_SIGNS or large:
        return False
    columns = range(max(0, region.area.left - _DATE_SPAN), region.area.right + _DATE_SPAN)
    near = (look.at.get((region.area.top, column)) for column in columns)
    return len({text for n in near if n and (text := n.text.strip()) in _DATE_SIGNS}) > 1


def text_before(look: SheetLook, region: Region, most: int = _MOST_EMPTY) -> Region | None:
    """The text left of a region, beyond ``most`` cells that it runs over."""
    row, column = region.area.top, region.area.left - 1
    while column >= 0 and region.area.left - column <= most:
        if near := look.at.get((row, column)):
            return near
        column -= 1
    return None


def is_pair_beside_name(look: SheetLook, region: Region) -> bool:
    """「男　・　女」 or 「有・無」 at once right of a short text, nothing drawn around either."""
    name = look.at.get((region.area.top, region.area.left - 1))
    plain = name is not None and name.label and not name.sides and not region.sides
    return bool(
        plain and name and len(name.text.strip()) <= _SHORT_NAME
    ) and printed_options.is_pair(region.text)


def is_clock(look: SheetLook, region: Region) -> bool:
    """「：」 alone in a box of its own, for a time; not between two boxes."""
    top, left, _, right = region.area
    between = all(blank_at(look, top, column) for column in (left - 1, right + 1))
    colon = region.text.strip() in (":", "：") and region.width >= _CLOCK_WIDTH
    return region.boxed and colon and not between


def is_named_inline(look: SheetLook, region: Region) -> bool:
    """「計画開始年月日：」 with nothing to write in beside it."""
    text = region.text.rstrip()
    if not text.endswith((":", "：")) or "\n" in text.strip() or len(text) > 25:
        return False
    near = look.at.get((region.area.top, region.area.right + 1))
    under = look.at.get((region.area.bottom + 1, region.area.left))
    roomy = near is not None and near.label and region.width >= _ROOM_BEHIND * len(text)
    free = near is None or not near.boxed or roomy
    free = free and not (under and under.boxed and under.blank)
    return free and not words.is_instruction(text) and region.boxed


def has_room_inside(look: SheetLook, region: Region) -> bool:
    """A large box with its label at the top and room to write below it: ご意見."""
    text = region.text.strip()
    room = region.height >= 60 and region.width >= 30 and region.width * region.height > 4000
    below = region.below_text
    free = below is not None and below.bottom - below.top + 1 >= _FREE_ROWS
    room = room or (free and region.width >= 30)
    if not (region.boxed and region.top_aligned and room and 0 < len(text) <= 30):
        return False
    after = look.at.get((region.area.top, region.area.right + 1))
    under = look.at.get((region.area.bottom + 1, region.area.left))
    return not any(near and near.boxed and near.blank for near in (after, under))


def example_areas(look: SheetLook) -> Iterator[Area]:
    """Rows and columns that a heading calls an example."""
    for region in look.regions:
        text = words.folded(region.text)
        if not region.label or not (words.EXAMPLE.match(text) or _begins_example(look, region)):
            continue
        top, left, bottom, right = region.area
        after = look.at.get((top, right + 1))
        if _leads_row(look, region) and after and not words.is_placeholder(after.text):
            yield Area(top, left, bottom, 1 << 14)
        else:
            yield Area(top, left, _last_row(look, region), right)


def _begins_example(look: SheetLook, region: Region) -> bool:
    """（例）4/1 in the first cell of a filled row, answers below it."""
    if not words.EXAMPLE_BEFORE.match(words.folded(region.text)) or not _leads_row(look, region):
        return False
    after = look.at.get((region.area.top, region.area.right + 1))
    below = look.at.get((region.area.bottom + 1, region.area.left))
    return bool(after and after.label and below and below.blank)


def _leads_row(look: SheetLook, region: Region) -> bool:
    before: Iterable[Region] = (
        r for r in look.regions if r.label and r.area.top == region.area.top
    )
    return all(r.area.left >= region.area.left for r in before)


def _last_row(look: SheetLook, region: Region) -> int:
    """The last row of the box column under a heading."""
    row = region.area.bottom
    while (below := look.at.get((row + 1, region.area.left))) and below.boxed:
        row = below.area.bottom
    return row


def blank_at(look: SheetLook, row: int, column: int) -> bool:
    """Whether an empty box covers a cell."""
    near = look.at.get((row, column))
    return near is not None and near.blank and near.boxed


def over_blanks(look: SheetLook, region: Region) -> Region | None:
    """What stands over a region, beyond the empty boxes of its column."""
    over = look.at.get((region.area.top - 1, region.area.left))
    while over and over.blank and over.boxed and over.area[1::2] == region.area[1::2]:
        over = look.at.get((over.area.top - 1, region.area.left))
    return over


def heading_left(look: SheetLook, region: Region) -> Region | None:
    """The first text left of a region, beyond cells of its own rows."""
    column = region.area.left - 1
    while column >= 0:
        near = look.at.get((region.area.top, column))
        if near is None:
            return None
        if near.label:
            return near
        if near.area.top != region.area.top or near.area.bottom != region.area.bottom:
            return None
        column = near.area.left - 1
    return None
