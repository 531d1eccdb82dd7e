"""Who sends a form in: names and addresses at its head or foot that are drawn without boxes."""

from __future__ import annotations

from collections.abc import Container, Iterator

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import text_width

from . import words
from .kinds import says_what
from .model import Region, SheetLook
from .runs import runs

_NAME = regex(
    r"(?:氏名|名称|事業[所者]名|法人名|会社名|団体名|組織名|施設名|学校名|店名|商号|部署名?|課名|所属|住所|所在地"
    r"|郵便番号|電話(?:番号)?|tel|fax(?:番号)?|e?-?mail|メール(?:アドレス)?|連絡先|担当者名?|責任者名?|代表者(?:職?氏?名)?"
    r"|職名?|役職名?|署名|記名|[^署記]名|番号)[)）]?$"
)
_DAY = regex(r"(?:日付|年月日|[成入出告請込問答行記]日)$")
_SEAL = regex(r"[(（]?[印㊞][)）]?|㊞|公印省略|自署")
_LONGEST = 16  # letters of such a name
_LONGEST_ASKED = 25  # letters before a colon
_TOGETHER = 8  # rows in which another one stands
_LEAST_ROOM = 6.0  # characters
_COLUMN = 8.43  # characters of a column that shows nothing
_WIDE_LINE = 20.0  # characters of one cell
_LISTED = 3  # names below each other, at least
_MOST_COLUMNS = 12  # looked at for room


def beside_senders(look: SheetLook, taken: Container[Area]) -> Iterator[Region]:
    """Where such a name leaves room: the blank right of it, or joined cells right of or below it.
    ``taken`` are the areas of the answers that are known. A name alone, without a seal behind it,
    may be anything."""
    return _Senders(look, taken).rooms()


def behind_colons(look: SheetLook) -> Iterator[Region]:
    """「氏名：」 on a sheet without boxes: the line under it, or the cell behind it."""
    for region in look.regions:
        line = _line_under(look, region)
        if line is not None:
            yield line
            continue
        text = region.text.strip()
        place = (region.area.top, region.area.right + 1)
        short = text.endswith((":", "：")) and 1 < len(text) <= _LONGEST_ASKED and "\n" not in text
        if short and region.label and place not in look.at:
            yield Region(Area(*place, *place), width=20.0, height=15.0)


def _line_under(look: SheetLook, name: Region) -> Region | None:
    """The line to write on, as wide as the short name over it: 「所在地：」 over ＿＿＿＿."""
    text, (_, left, bottom, _) = name.text.strip(), name.area
    line = look.at.get((bottom + 1, left))
    if line is None or not (name.label and text.endswith((":", "："))):
        return None
    drawn = "b" in line.sides and not (set(line.sides) & set("lr") or line.fill)
    wide = line.columns > 1 or line.width >= _WIDE_LINE
    plain = line.blank and wide and line.area[1::2] == name.area[1::2]
    under = look.at.get((line.area.bottom + 1, left))
    heads_box = under is not None and (set(under.sides) & set("lr") or under.fill)
    short = len(text) <= _LONGEST_ASKED and not (set(name.sides) & set("lr") or name.fill)
    return line if drawn and plain and short and not heads_box else None


class _Senders:
    """The names of a sheet."""

    def __init__(self, look: SheetLook, taken: Container[Area]) -> None:
        self._look, self._taken = look, taken
        self._joined = look.joined_at

    def rooms(self) -> Iterator[Region]:
        """What the names leave to write in."""
        regions = self._look.regions
        first_box = min((region.area.top for region in regions if region.boxed), default=0)
        for name in regions:
            line = _line_under(self._look, name)
            if line is not None and line.area not in self._taken:
                yield line
        listed = {name.area for name in self._listed(first_box)}
        names = [n for n in regions if _is_name(n) or self._has_colon(n) or n.area in listed]
        found = [(name, room) for name in names if (room := self._room(name)) is not None]
        for name, room in found:
            others = (n for n, _ in found if n is not name and n.area.left == name.area.left)
            near = any(abs(other.area.top - name.area.top) <= _TOGETHER for other in others)
            dated = _DAY.search(_folded(name)) and name.area.top < first_box
            followed = self._has_colon(name) or self._has_seal(name)
            if near or dated or followed or "b" in room.sides:
                yield room

    def _listed(self, first_box: int) -> Iterator[Region]:
        """Short texts right below each other above the first box, most of them names: 顧客名,
        相談日, 商品名 at the head of a form."""
        heads = [r for r in self._look.regions if r.area.bottom < first_box and _may_be_name(r)]
        heads.sort(key=lambda region: (region.area.left, region.area.top))
        for names in runs(heads, _follows):
            yield from names if _is_list(names) else ()

    def _room(self, name: Region) -> Region | None:
        """The blank that belongs to a name."""
        row, first = name.area.top, name.area.right + (2 if self._has_colon(name) else 1)
        room = self._joined.get((name.area.bottom + 1, name.area.left))
        if room is None or (row, first) in self._joined:
            room = self._right_of(name, first)
        return None if room is None or room.area in self._taken else room

    def _right_of(self, name: Region, first: int) -> Region | None:
        """The blank from a column on; of cells that are not joined, as far as nothing is drawn."""
        row = name.area.top
        spilt = max(0.0, text_width(name.text) - name.width)  # over the columns beside it
        width, start, lined = 0.0, None, False
        for column in range(first, first + _MOST_COLUMNS):
            if (row, column) in self._joined:
                return self._joined[row, column]
            near = self._look.at.get((row, column))
            if near is not None and near.area in self._taken:
                return None
            if near is not None and (set(near.sides) - {"b"} or near.fill or not near.blank):
                break
            lined = lined or (near is not None and "b" in near.sides)
            its_width = near.width if near else _COLUMN
            if 2 * spilt > _COLUMN:  # less leaves room beside it
                spilt -= its_width
                continue
            start = column if start is None else start
            width += its_width
        if start is None or width < _LEAST_ROOM:
            return None
        area, sides = Area(row, start, row, start), "b" if lined else ""
        return Region(area, sides=sides, width=width, height=name.height)

    def _has_colon(self, name: Region) -> bool:
        """Whether a colon follows a short text in a cell of its own."""
        after = self._look.at.get((name.area.top, name.area.right + 1))
        plain = name.label and not name.boxed and len(_folded(name)) <= _LONGEST
        return plain and after is not None and after.text.strip() in (":", "：")

    def _has_seal(self, name: Region) -> bool:
        columns = range(name.area.right + 1, name.area.right + _MOST_COLUMNS)
        row = (self._look.at.get((name.area.top, column)) for column in columns)
        return any(near is not None and _SEAL.fullmatch(near.text.strip()) for near in row)


def _is_name(region: Region) -> bool:
    folded = _folded(region)
    drawn = set(region.sides) - {"b"} or region.fill
    named = (_NAME.search(folded) or _DAY.search(folded)) and not words.is_placeholder(region.text)
    return not drawn and region.label and len(folded) <= _LONGEST and bool(named)


def _may_be_name(region: Region) -> bool:
    plain = region.label and region.rows == 1 and not words.explains(region.text)
    return plain and 1 < len(_folded(region)) <= _LONGEST and not words.is_enumerator(region.text)


def _follows(name: Region, below: Region) -> bool:
    return below.area.left == name.area.left and below.area.top == name.area.bottom + 1


def _is_list(names: list[Region]) -> bool:
    said = sum(says_what(name.text) for name in names)
    return len(names) >= _LISTED and 3 * said >= 2 * len(names)


def _folded(region: Region) -> str:
    return words.folded(region.text).rstrip(":：")
