"""Which section of the plan a sheet is about: by its tags, its foot and what its title says."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from zushi_xl.form.identity import FRAME, foot_lines, frame_tag
from zushi_xl.form.pages import Pages
from zushi_xl.returned.marks import bare_label, is_known, tells_apart
from zushi_xl.text.folding import fold
from zushi_xl.text.work import spend
from zushi_xl.workbook.cells import Cell, Worksheet

_KEPT = 64  # pages whose tags are at hand: those of the divisions that come one after another
_A_SHEET = 10_000  # steps that a further sheet costs whoever reads it
_ENOUGH = 2  # known texts of one section that tell it without title, tags and foot


class Sighting(NamedTuple):
    """One section seen in a sheet. ``rivals`` are sections that other signs of the sheet name;
    ``is_sure`` is False where only a rival's signs and ours stand against each other."""

    code: str
    sheet: Worksheet
    rivals: tuple[str, ...] = ()
    is_sure: bool = True


class PrintedSigns(NamedTuple):
    """Where a folded text stands on the pages of a plan: the codes of the sections of which it is
    the title, by the label beside it, and of those on whose page the office has printed it."""

    titles: Mapping[str, Mapping[str, Sequence[str]]]
    texts: Mapping[str, Sequence[str]]


def printed_signs(pages: Pages) -> PrintedSigns:
    """The signs of all pages."""
    titles: dict[str, dict[str, list[str]]] = {}
    texts: dict[str, list[str]] = {}
    for code, section in pages.sections.items():
        of_title = titles.setdefault(fold(section.heading), {})
        of_title.setdefault(bare_label(fold(pages.first_label(code))), []).append(code)
        printed = (fold(slot.prefilled) for slot in pages.printed(code) if is_known(slot))
        for text in filter(tells_apart, dict.fromkeys(printed)):
            texts.setdefault(text, []).append(code)
    return PrintedSigns(titles, {text: tuple(codes) for text, codes in texts.items()})


class Sections:
    """What tells the sections of a plan apart."""

    def __init__(self, pages: Pages, signs: PrintedSigns | None = None):
        """``signs``: of these pages, where they are there already."""
        self._pages = pages
        self.tags = Tags(pages)
        self.printed = signs or printed_signs(pages)
        self._titles, self._texts = self.printed
        self._further = pages.further_sheets

    def seen_in(self, sheet: Worksheet) -> Iterator[Sighting]:
        """The sections of a sheet: none, one, or several below each other."""
        signs = self._signs(sheet)
        starts = list(self._starts(sheet)) if len({*signs.tagged, *signs.titled}) > 1 else []
        rows = [row for _, row in starts] if len({code for code, _ in starts}) > 1 else []
        rows = rows or self._pages_below_each_other(sheet, signs)
        if len(rows) < 2:
            sighting = _judge(sheet, signs)
            if sighting is not None:
                yield sighting
            return
        for part in _parts(sheet, rows[1:]):
            sighting = _judge(part, self._signs(part))
            if sighting is not None:
                yield sighting

    def _pages_below_each_other(self, sheet: Worksheet, signs: _Signs) -> list[int]:
        """Rows of the titles of a further sheet that a division has for several sections; whose
        each is, its foot tells."""
        if not self._further or len(signs.feet) < 2:
            return []
        ends = ((row, cell.text.rpartition("　")[2]) for (row, _), cell in sheet.cells.items())
        return sorted({row for row, end in ends if end in self._further})

    def _starts(self, sheet: Worksheet) -> Iterator[tuple[str, int]]:
        """Rows in which the sheet of a section begins, where more than one may be on a sheet."""
        last = ""
        for (row, _), cell in sorted(sheet.cells.items()):
            code, _, name = cell.text.partition(f"/{FRAME}/")
            if name != "title" or code not in self._pages:
                named = self._named(sheet, cell)
                code = next(iter(named)) if len(named) == 1 else ""
            if code and code != last:
                last = code
                yield code, row

    def _named(self, sheet: Worksheet, cell: Cell) -> set[str]:
        """Sections of which the cell is the title: their heading, right of the title's label."""
        named = self._titles.get(fold(cell.text))
        if not named:
            return set()
        spend(cell.column)
        beside = {
            bare_label(fold(left.text))
            for column in range(cell.column)
            if (left := sheet.cells.get((cell.row, column)))
        }
        return {code for label, codes in named.items() if label in beside for code in codes}

    def is_foreign(self, code: str, folded: str) -> bool:
        """Whether a text of the office stands on other sections' pages only."""
        owners = self._texts.get(folded)
        return owners is not None and code not in owners

    def _signs(self, sheet: Worksheet) -> _Signs:
        signs = _Signs(Counter(), set(), Counter(), set())
        spend(len(sheet.cells))
        tags, texts, titles = self.tags, self._texts, self._titles
        for cell in sheet.cells.values():
            text = cell.text
            if code := tags.section(text):
                signs.tagged[code] += 1
                continue
            folded = fold(text)
            if folded in texts and len(texts[folded]) == 1:
                signs.known.update(texts[folded])
            if folded in titles:
                signs.titled.update(self._named(sheet, cell))
        signs.feet.update(code for _, code in foot_lines(sheet) if code in self._pages)
        return signs


class Tags(Container[str]):
    """The tags of the lines of all pages. A page is laid out when a text begins with the code of
    something on it: those of all divisions of a ministry would be half a gigabyte."""

    def __init__(self, pages: Pages):
        self._section_of = {code: code for code in pages.sections}
        for code, section in pages.items_below.items():
            self._section_of.setdefault(code, section)
        self._of_page = lru_cache(_KEPT)(partial(_tags_of, pages))

    def section(self, text: str) -> str:
        """Code of the section on whose page a line has this tag; empty where none has."""
        end = text.find("/")
        while end > 0:  # a code may hold a / of its own
            code = self._section_of.get(text[:end], "")
            if code and text in self._of_page(code):
                return code
            end = text.find("/", end + 1)
        return ""

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and bool(self.section(text))


def _tags_of(pages: Pages, code: str) -> frozenset[str]:
    frame = (frame_tag(name, code) for name in ("title", "place", "legend", "foot"))
    return frozenset((*frame, *(line.tag for line in pages[code].lines)))


class _Signs(NamedTuple):
    """What a sheet says about its section: tags, titles, texts of the office, foot lines."""

    tagged: Counter[str]
    titled: set[str]
    known: Counter[str]
    feet: set[str]


def _judge(sheet: Worksheet, signs: _Signs) -> Sighting | None:
    """Weigh the signs: what is seen decides, tags and foot support it or contradict."""
    tagged, titled, known, feet = signs
    hidden = max(tagged, key=tagged.__getitem__, default=None)
    shown = max(known, key=known.__getitem__, default=None)
    if hidden is None:
        hidden = next(iter(feet)) if len(feet) == 1 else None
    if hidden is None:
        return _by_sight(sheet, titled, known, shown)
    rivals = sorted((titled | feet) - {hidden})
    if not rivals or hidden in titled:
        return Sighting(hidden, sheet, tuple(sorted(feet - {hidden})))
    return Sighting(hidden, sheet, tuple(rivals), is_sure=known[hidden] > sum(known.values()) / 2)


def _by_sight(
    sheet: Worksheet, titled: set[str], known: Counter[str], shown: str | None
) -> Sighting | None:
    """Neither tags nor foot: the title, or enough texts of one section only."""
    if len(titled) == 1 and (shown is None or shown in titled):
        return Sighting(next(iter(titled)), sheet)
    if titled:
        return None
    if shown is not None and known[shown] >= _ENOUGH and len(known) == 1:
        return Sighting(shown, sheet)
    return None


def _parts(sheet: Worksheet, bounds: Sequence[int]) -> Iterator[Worksheet]:
    """The rows of a sheet up to the first bound, from there to before the second, and so on."""
    parts: list[dict[tuple[int, int], Cell]] = [{} for _ in range(len(bounds) + 1)]
    for place, cell in sheet.cells.items():
        parts[bisect_right(bounds, place[0])][place] = cell
    for cells in parts:
        spend(_A_SHEET)
        yield Worksheet(sheet.name, cells, sheet.visible, sheet.merges)
