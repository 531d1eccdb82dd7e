"""What a page looks like to a reader: labels, headings, and the texts that the office filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Page, PageLine, Role, Slot
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

Shape = tuple[str, ...]
_ABOVE = ("/見出し", "/時点")  # tags of lines that head the line below them
_KANJI_DIGITS = "一二三四五六七八九十"
_NUMBER = regex(rf"(?:[①-⑳㉑-㉟㊱-㊿]|(?<!\d)\d++|(?<![{_KANJI_DIGITS}])[{_KANJI_DIGITS}]++)$")
_NOTES = regex(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>|《[^《》]*》")
_BRACKETS = "()[]【】<>《》「」『』"
_LEADING = regex(r"^(?:[■□●○◆◇▼▽▶►・※*>#◎★☆]+|\(?\d{1,2}[.)、])")
_TRAILING = regex(r"(?:[:;。.,、※*]|記入欄|の欄|欄){1,20}$")
_LONGEST_LABEL = 80
_LONG_ENOUGH = 6  # folded letters of a locked text that can tell one block from another
_SHORTEST_TITLE = 2  # of a title that no other block of the page has


def unnumbered(folded: str) -> str:
    """The label of a block without its number: 取り組み① → 取り組み#."""
    return _NUMBER.sub("#", folded)


@lru_cache(maxsize=1 << 14)
def bare_label(folded: str) -> str:
    """A label without what people and forms put around it: notes, bullets, colons."""
    without_notes = _NOTES.sub("", folded).strip(_BRACKETS) or folded.strip(_BRACKETS)
    return _TRAILING.sub("", _LEADING.sub("", without_notes)) or folded


class LineMark(NamedTuple):
    """What marks one line. ``labels`` and ``locked`` are (place of the box, folded text)."""

    line: PageLine
    block: str  # tag of the block: the section's code, 5-1-①/KPI1, 5-1-①-②
    is_head: bool  # the first line of a block that repeats
    labels: tuple[tuple[int, str], ...]
    shape: Shape
    locked: tuple[tuple[int, str], ...]

    @property
    def tag(self) -> str:
        """The tag of the line in the hidden column."""
        return self.line.tag


class PageMarks:
    """The marks of all lines of a page, and what its labels are called."""

    def __init__(self, page: Page, is_foreign: Callable[[str], bool] = lambda _: False):
        self.page = page
        self.is_foreign = is_foreign  # whether a folded text is another section's
        self._starts_of: dict[str, tuple[int, ...]] = {}
        self.lines = _marked(page)
        self.by_tag = {mark.tag: mark for mark in self.lines}
        self.blocks: dict[str, list[LineMark]] = {}
        self.by_shape: dict[Shape, list[LineMark]] = {}
        for mark in self.lines:
            self.blocks.setdefault(mark.block, []).append(mark)
            if mark.shape:
                self.by_shape.setdefault(mark.shape, []).append(mark)
        self.section = page.section.code
        self._keys = {label: key for mark in self.lines for label, key in _keys(mark)}
        self._heads = {mark.shape[0] for mark in self.lines if mark.is_head and mark.shape}
        self._titles = Counter(title for mark in self.lines for title in _titles(mark))
        self._bare = _unique_bare(self._keys)
        self._starts = {label[:length] for label in self._keys for length in range(1, len(label))}

    def columns(self, mark: LineMark, grid: Grid) -> tuple[int, ...]:
        """The first column of each box of a line, as distributed."""
        if mark.tag not in self._starts_of:
            self._starts_of[mark.tag] = tuple(map(grid.first_column, mark.line.boxes))
        return self._starts_of[mark.tag]

    @property
    def repeated(self) -> list[str]:
        """Tags of the blocks that repeat below the section, in page order."""
        return [block for block in self.blocks if block != self.section]

    def is_only_title(self, mark: LineMark, text: str) -> bool:
        """Whether a text, however short, is the title of this block and of no other here."""
        return len(text) >= _SHORTEST_TITLE and self._titles[text] == 1 and text in _titles(mark)

    def head(self, block: str) -> LineMark:
        """The mark of the line that begins a block."""
        return self.blocks[block][0]

    def key(self, folded: str) -> str | None:
        """Which label a text is, however it is decorated; None when it is none."""
        if not folded or len(folded) > _LONGEST_LABEL:
            return None
        key = self._keys.get(folded) or self._bare.get(bare_label(folded))
        if key is None:
            head = unnumbered(bare_label(folded))
            key = next((h for h in (head, head.removesuffix("#")) if h in self._heads), None)
        return key

    def could_begin(self, folded: str) -> bool:
        """Whether a label begins with this text: it may be broken over cells."""
        return folded in self._starts

    def joined(self, folded: str) -> str | None:
        """The key of a label that a text is; None where it is none."""
        return self._keys.get(folded)


def _marked(page: Page) -> tuple[LineMark, ...]:
    seen: set[str] = {page.section.code}
    marks = []
    for line in page.lines:
        block = block_of(line.tag)
        is_head = block not in seen
        seen.add(block)
        boxes = enumerate(line.boxes)
        labels = tuple((i, fold(b.text)) for i, b in boxes if b.text and b.role is not Role.NUMBER)
        shape = tuple(text for _, text in labels)
        if is_head and shape:
            shape = (unnumbered(shape[0]), *shape[1:])
        locked = tuple(
            (i, fold(slot.prefilled))
            for i, box in enumerate(line.boxes)
            if (slot := box.slot) is not None and is_known(slot)
        )
        marks.append(LineMark(line, block, is_head, labels, shape, locked))
    return tuple(marks)


def block_of(tag: str) -> str:
    """The block that a line's tag names."""
    for ending in _ABOVE:
        tag = tag.removesuffix(ending)
    return tag.rpartition("/")[0]


def is_known(slot: Slot) -> bool:
    """Whether the office has filled the slot in and nobody else may change it."""
    return not slot.owner and bool(slot.prefilled.strip()) and slot.prefilled != NONE_MARK


def tells_apart(text: str) -> bool:
    """Whether a folded text is long enough to be found nowhere else by chance."""
    return len(text) >= _LONG_ENOUGH


def _titles(mark: LineMark) -> Iterable[str]:
    """The text that names a block: the first that the office filled in at its head."""
    return (text for _, text in mark.locked[: int(mark.is_head)])


def _keys(mark: LineMark) -> Iterable[tuple[str, str]]:
    return zip((text for _, text in mark.labels), mark.shape, strict=True)


def _unique_bare(keys: dict[str, str]) -> dict[str, str]:
    """Bare labels that mean one label only."""
    bare: dict[str, set[str]] = {}
    for label, key in keys.items():
        bare.setdefault(bare_label(label), set()).add(key)
    return {text: found.pop() for text, found in bare.items() if len(found) == 1}
