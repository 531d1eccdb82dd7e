"""Lines among a table's headings that name no column: names for machines, 必須, how to fill in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .model import Region, SheetLook

MOST_LINES = 8  # of headings; more are rows of a list
_LONG_ASCII, _LONG = 45, 25  # letters of a text that explains rather than names
_OPENING, _CLOSING = ("(", "[", "【"), (")", "]", "】")
_FEWEST = 3  # columns of a line that says the same sort of thing of each
_NEEDED = regex(
    r"(?:必須|任意|必要|不要|条件付き?(?:必須)?|required|optional|conditional|mandatory|"
    r"recommended|ifapplicable)(?:入力|項目|記入)?[.。]?"
)
_FORMAT = regex(
    r"\A(?:(?:半角|全角)[^。]{0,20}|.{0,6}?\d++(?:文字|桁|字)(?:以内|まで)?|"
    r"(?:文字列|数値|整数|日付|テキスト|text|string|varchar|number|numeric|integer|decimal|date|"
    r"boolean|yes(?:/|or)no|picklist|dropdown)(?:\(\d+\))?[.。]?|"
    r"yyyy[/.-]?mm[/.-]?dd|mm/dd/yyyy|dd/mm/yyyy)"
)
_EXAMPLE = regex(r"(?:例|記入例)[:：)）].+|e\.?g\.?[,.:)].+")
_MACHINE = regex(
    r"\A(?:[A-Za-z][A-Za-z0-9]*+(?:_++[A-Za-z0-9]++)+|[a-z]++(?:[A-Z][a-z0-9]++)+|"
    r"[a-z]++(?:\.[a-z]++)+)"
)
_ROLES = {
    "name": regex(r"(?:field|column|item|data)?(?:name|label)s?|(?:項目|列|フィールド)名称?|項目"),
    "machine": regex(r"(?:field|api|column|item)(?:id|key|apiname)|物理名|(?:項目|列)(?:id|キー)"),
    "needed": regex(r"(?:required|mandatory)(?:/?optional)?\??|必須(?:[・/]?任意|区分|項目)?|要否"),
    "help": regex(
        r"help(?:text)?|descriptions?|instructions?|guidance|説明|記[入載](?:方法|要領)|入力方法"
    ),
    "format": regex(r"(?:data)?(?:type|format)|(?:入力)?形式|(?:データ)?型|桁数|文字数"),
    "example": regex(r"examples?|samples?|(?:記入|入力)?例"),
}


def lines_up_from(
    at: Mapping[tuple[int, int], Region], row: int, columns: range
) -> list[list[Region]]:
    """The lines of headings over some columns, uppermost first, from their last one up."""
    lines: list[list[Region]] = []
    while row >= 0 and len(lines) < MOST_LINES:
        near = {
            r.area: r for c in columns if (r := at.get((row, c))) and (r.label or r.sides or r.fill)
        }
        covered = sum(min(a.right, columns[-1]) - max(a.left, columns[0]) + 1 for a in near)
        alone = len(near) == 1 and bool(lines)
        if alone or 2 * covered < len(columns) or not any(r.label for r in near.values()):
            break
        lines.insert(0, list(near.values()))
        row -= 1
    return lines


def leads_lines(lines: Sequence[Sequence[Region]]) -> bool:
    """Whether the first text of each line says what the line holds: Field Name, Help Text."""
    firsts = [words.folded(line[0].text) for line in lines if line]
    told = {role for text in firsts for role, shape in _ROLES.items() if shape.fullmatch(text)}
    return "name" in told and len(told) > 1


def helping_cells(look: SheetLook) -> frozenset[Area]:
    """The cells over blanks that say something of the headings above or below them."""
    rows: dict[int, list[Region]] = defaultdict(list)
    for region in look.regions:
        if region.rows == 1:
            rows[region.area.top].append(region)
    helping = {row for row, line in rows.items() if _helps(line)}
    found: set[Area] = set()
    for row in helping:
        labels = [region for region in rows[row] if region.label]
        if _over_blanks(look, labels, row, helping) and _has_names(look, labels, row, helping):
            found.update(region.area for region in _side_by_side(rows[row], labels[0]))
    found.update(_remarks_below_names(look))
    return frozenset(found)


def _side_by_side(line: Sequence[Region], first: Region) -> Iterator[Region]:
    """The regions of a line from one on, to the next gap."""
    right = first.area.left - 1
    for region in line:
        if region.area.left == right + 1:
            yield region
            right = region.area.right


def _helps(line: Sequence[Region]) -> bool:
    labels = [region for region in line if region.label]
    if len(labels) < _FEWEST:
        return False
    how = sum(_says_how(region.text) for region in labels)
    machine = sum(bool(_MACHINE.fullmatch(region.text.strip())) for region in labels)
    return 10 * max(how, machine) >= 6 * len(labels)


def _says_how(text: str) -> bool:
    """Whether a text says whether or how something is filled in: 必須, 全角10文字以内, Enter the ….
    What only asks (年　月　日) is no such text: it is written over."""
    bare = text.strip()
    folded = words.folded(bare)
    if words.is_placeholder(bare):
        return False
    inner = _without_brackets_around(folded)
    if any(shape.fullmatch(inner) for shape in (_NEEDED, _FORMAT, _EXAMPLE)):
        return True
    if bare.isascii() or sum(map(str.isascii, bare)) > 0.9 * len(bare):
        return len(bare) > _LONG_ASCII or (bare.endswith(".") and not bare.endswith("No."))
    return len(bare) > _LONG or words.explains(bare)


def _without_brackets_around(folded: str) -> str:
    """（任意） → 任意; text(10) stays."""
    wrapped = folded[:1] in _OPENING and folded[-1:] in _CLOSING
    return folded[1:-1] if wrapped else folded


def _over_blanks(look: SheetLook, labels: Sequence[Region], row: int, helping: set[int]) -> bool:
    """Whether blanks stand below a line, or below the lines that it is one of."""
    below, named = row + 1, 0
    while below - row < MOST_LINES:
        if below not in helping and (named or not _named_at(look, labels, below)):
            break
        named += below not in helping
        below += 1
    blanks = [look.at.get((below, label.area.left)) for label in labels]
    return 2 * sum(near is not None and near.blank for near in blanks) > len(labels)


def _has_names(look: SheetLook, labels: Sequence[Region], row: int, helping: set[int]) -> bool:
    """Whether the columns have names of their own, above or below."""
    for way in (-1, 1):
        at = row + way
        while at in helping and abs(at - row) < MOST_LINES:
            at += way
        if _named_at(look, labels, at):
            return True
    return False


def _named_at(look: SheetLook, labels: Sequence[Region], row: int) -> bool:
    """Whether a row has a name for most of some columns, each as wide."""
    named = 0
    for label in labels:
        near = look.at.get((row, label.area.left))
        named += near is not None and near.label and near.area[1::2] == label.area[1::2]
    return 10 * named >= 6 * len(labels)


def _remarks_below_names(look: SheetLook) -> Iterator[Area]:
    """（全角10文字以内） or （任意） in a cell of its own between a name and a blank."""
    for region in look.regions:
        text = region.text.strip()
        if not region.label or text[:1] not in ("(", "（", "[", "［", "【"):
            continue
        over = look.at.get((region.area.top - 1, region.area.left))
        below = look.at.get((region.area.bottom + 1, region.area.left))
        if over is None or below is None or not over.label or not below.blank:
            continue
        same = over.area[1::2] == region.area[1::2] == below.area[1::2]
        inner = _without_brackets_around(words.folded(text))
        if same and (_NEEDED.fullmatch(inner) or _FORMAT.fullmatch(inner)):
            yield region.area
