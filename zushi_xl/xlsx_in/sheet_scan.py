"""Cells of one sheet of an .xlsx package, scanned row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from zushi_xl.workbook.cells import UNSEEN_LINE, Area, a1

from . import limits
from .cell_formats import PLAIN, Look, unseen_in
from .cell_tips import Tips, add_links, add_prompts
from .conditions import hidden_areas, mark_conditional
from .general_format import parse_number
from .merges import cut_area, mark_beneath
from .package import Relation
from .page_margins import margin_remarks
from .part_xml import children, descendants, is_true, local, stream
from .plain import PlainCell, PlainRemark, PlainSheet
from .reference import area, position, refuse_many_merges, row_index
from .rich_values import is_picture_formula
from .stored_values import Typed, typed_number, typed_other
from .strings import Text, read_text, split_struck, unseen_runs
from .unreadable import Refused
from .visible_text import OFFICE_THEME

_SEEN_HEIGHT = 3  # points: in a lower row nobody reads a text
_SEEN_WIDTH = 0.5  # characters
_TEXT_KINDS = ("s", "str", "inlineStr")
_PICTURE = "セルの中に画像が入っています。画像の中の文字は読めません"
LOST: Text = ()  # points to a shared string that is not in the file
_LOST: Typed = (None, "", "#文字列欠落")
_UNCALCULATED: Typed = (None, "", None)


@dataclass(slots=True)
class SheetContext:
    """What all sheets of a workbook share, and what they may still hold together."""

    strings: Sequence[Text] = ()
    looks: Mapping[str | None, Look] = field(default_factory=dict)
    theme: Sequence[int] = OFFICE_THEME
    hiding: frozenset[str] = frozenset()  # conditional formats that may hide or strike
    pictures: frozenset[str] = frozenset()  # rich values that are pictures
    epoch_1904: bool = False
    budget: limits.Budget = limits.RETURNED
    tips: Tips = field(default_factory=Tips)
    cells: int = 0
    text_left: int = limits.TOTAL_TEXT

    def string(self, raw: str) -> Text:
        """The shared string of an index; ``LOST`` where there is none."""
        try:
            index = int(raw)
        except ValueError:
            return LOST
        return self.strings[index] if 0 <= index < len(self.strings) else LOST

    def spend(self, sheet: str, cells: Sequence[PlainCell]) -> None:
        """Count the cells of a sheet and their text against what a workbook may hold.

        Raises:
            Refused: it is more.
        """
        self.cells += len(cells)
        self.text_left -= sum(len(cell[3]) for cell in cells)
        if self.text_left < 0:
            raise Refused("too_many", f"文字の合計が{limits.TOTAL_TEXT:,}を超えています")
        longest = max(cells, key=lambda cell: len(cell[3]), default=None)
        if longest and len(longest[3]) > limits.TEXT_LENGTH:
            place = f"{sheet} {a1(longest[0], longest[1])} に{len(longest[3]):,}文字"
            raise Refused("text_too_long", place)


@dataclass(slots=True)
class Scanner:
    """Scans one sheet; ``comments`` are those of the sheet by row and column."""

    name: str
    context: SheetContext
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    cells: list[PlainCell] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)
    remarks: list[PlainRemark] = field(default_factory=list)
    _conditional: list[Area] = field(default_factory=list)
    _hidden_columns: set[int] = field(default_factory=set)
    _columns: dict[str, int] = field(default_factory=dict)
    _row: int = -1
    _hidden: bool = False

    def scan(self, data: bytes, part: str, visible: bool = True) -> PlainSheet:
        """The sheet's cells and what stands beside them.

        Raises:
            Refused: there is more of it than a form can hold.
        """
        self._check_number(data.count(b"<v>"))  # by the tags alone, before millions are parsed
        self._scan_parts(stream(data, part, self.context.budget.tags, "row"))
        for (row, column), comment in self.comments.items():
            blank = (row, column, None, "", None, None, None, False, comment, "", None)
            self.cells.append(blank)
        self.context.spend(self.name, self.cells)
        merges = tuple(cut_area(merge, self.cells) for merge in self.merges)
        mark_beneath(self.cells, merges)
        mark_conditional(self.cells, self._conditional)
        return PlainSheet(self.name, visible, merges, self.cells)

    def _scan_parts(self, elements: Iterable[Element]) -> None:
        """The rows of cells, and what stands before and behind them."""
        for element in elements:
            match local(element.tag):
                case "row":
                    self._scan_row(element)
                case "cols":
                    self._hidden_columns.update(hidden_columns(element))
                case "mergeCells":
                    self.merges.extend(merged_areas(element))
                case _:
                    self._scan_end(element)

    def _scan_end(self, element: Element) -> None:
        """What stands behind the cells: texts in the margins, tips, conditional formats."""
        for item in descendants(element, "headerFooter"):
            self.remarks.extend(margin_remarks(item, self.name))
        tips = self.context.tips
        match local(element.tag):
            case "dataValidations" | "extLst":
                add_prompts(tips, element, self.name)
            case "hyperlinks":
                add_links(tips, element, self.name, self.relations)
            case "scenarios":
                for item in children(element, "scenario"):
                    tips.add("scenario", (item.get("name"), item.get("comment")), self.name, "")
        self._conditional += hidden_areas(element, self.context.hiding, self.context.theme)

    def _scan_row(self, row: Element) -> None:
        number = row.get("r")
        self._row = self._row + 1 if number is None else row_index(number)
        self._hidden = is_true(row.get("hidden")) or is_below(row.get("ht"), _SEEN_HEIGHT)
        digits = str(self._row + 1)
        columns = self._columns
        for cell in row:
            if not len(cell):
                continue
            reference = cell.get("r") or name_cells(row, digits, cell)
            column = columns.get(reference.removesuffix(digits))
            if column is None:
                self._row, column = position(reference)
                digits = str(self._row + 1)
                columns[reference.removesuffix(digits)] = column
            self._scan_cell(cell, column)
        self._check_number()

    def _check_number(self, more: int = 0) -> None:
        most = self.context.budget.cells
        if self.context.cells + len(self.cells) + more > most:
            raise Refused("too_many", f"記入のあるセルが{most:,}を超えています")

    def _scan_cell(self, cell: Element, column: int) -> None:
        raw = formula = text = None
        for child in cell:
            tag = child.tag
            if tag[-1] == "v":
                raw = child.text or ""
            elif tag[-1] == "f":
                formula = "=" + (child.text or "")
            elif local(tag) == "is":
                text = read_text(child)
        if cell.get("t") == "e" and cell.get("vm") in self.context.pictures:
            self._add_picture(column)
        else:
            self._add_stored(column, cell.get("s"), cell.get("t", "n"), raw, formula, text)

    def _add_stored(
        self,
        column: int,
        style: str | None,
        kind: str,
        raw: str | None,
        formula: str | None,
        text: Text | None,
    ) -> None:
        look = self.context.looks.get(style, PLAIN)
        if is_picture_formula(formula):
            self._add_picture(column)
        elif formula is not None and not raw and (raw is None or kind == "n"):
            self._add(column, look, _UNCALCULATED, None, formula, True)
        elif kind in _TEXT_KINDS:
            if kind == "s" and raw:
                text = self.context.string(raw)
            self._add_text(column, look, raw or "" if text is None else text, formula)
        elif raw:
            if kind == "n":
                typed = typed_number(raw, look, self.context.epoch_1904)
            else:
                typed = typed_other(kind, raw)
            self._add_typed(column, look, typed, formula)

    def _add_picture(self, column: int) -> None:
        """A picture in the place of a value: the cell says nothing that could be read."""
        self.remarks.append(("picture", _PICTURE, self.name, a1(self._row, column)))

    def _add_text(self, column: int, look: Look, text: Text, formula: str | None) -> None:
        if isinstance(text, str) and not look.struck:
            if text:
                self._add(column, look, (text, text, None), None, formula)
        elif text == LOST:
            self._add(column, look, _LOST, None, formula)
        elif text:
            kept, struck = split_struck(text, look.struck)
            look = look._replace(unseen=look.unseen or unseen_runs(text, look.paper))
            self._add(column, look, (kept or None, kept, None), struck, formula)

    def _add_typed(self, column: int, look: Look, typed: Typed, formula: str | None) -> None:
        if look.struck:
            self._add(column, look, (None, "", typed[2]), typed[1], formula)
        else:
            self._add(column, look, typed, None, formula)

    def _add(
        self,
        column: int,
        look: Look,
        typed: Typed,
        struck: str | None,
        formula: str | None,
        uncalculated: bool = False,
    ) -> None:
        value, text, error = typed
        row = self._row
        comment = self.comments.pop((row, column), None) if self.comments else None
        is_hidden = self._hidden or column in self._hidden_columns
        hidden = UNSEEN_LINE if is_hidden else unseen_in(look, value) if look is not PLAIN else ""
        self.cells.append(
            (
                row,
                column,
                value,
                text,
                look.format,
                struck,
                error,
                uncalculated,
                comment,
                hidden,
                formula,
            )
        )


def is_below(measure: str | None, least: float) -> bool:
    """Whether a stored height or width is given and less than ``least``, of the same unit."""
    number = parse_number(measure) if measure else None
    return number is not None and number < least


def hidden_columns(cols: Element | None) -> Iterator[int]:
    """The 0-based columns that nobody sees: hidden, or too narrow."""
    for item in children(cols, "col"):
        if is_true(item.get("hidden")) or is_below(item.get("width"), _SEEN_WIDTH):
            first, last = int(item.get("min", "1")), int(item.get("max", "0"))
            yield from range(max(first, 1) - 1, min(last, limits.LAST_COLUMN))


def merged_areas(merge_cells: Element) -> Iterator[Area]:
    """The merged areas."""
    refuse_many_merges(len(merge_cells))
    return (area(item.get("ref", "")) for item in children(merge_cells, "mergeCell"))


def name_cells(row: Element, digits: str, cell: Element) -> str:
    """Give references to cells that have none: each stands right of the one before it."""
    column = -1
    for item in row:
        given = item.get("r")
        column = column + 1 if given is None else position(given)[1]
        if given is None:
            item.set("r", a1(int(digits) - 1, column))
    return cell.get("r", "")
