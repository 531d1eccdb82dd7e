"""How labels are put together from the texts of a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, words
from .model import Region

_HOW = regex(r"[(\[](?:選択|入力|記入|記載|プルダウン)[^()]{0,8}[)\]]$")
_GENERIC = regex(r"数値$|ご?(?:回答|記載|記入|入力|解答)(?:欄|内容)?$|answers?$|responses?$")
_SHORT = 6  # a heading of so few letters says little without the one above it

Stack = tuple[Region, ...]  # headings of a column, outermost first


class ColumnNames:
    """The names of columns, each told apart from the others of the sheet."""

    def __init__(self, stacks: Iterable[Stack]) -> None:
        by_leaf = {stack[-1].area: stack for stack in stacks if stack}
        self._leaves = Counter(_leaf_key(stack[-1]) for stack in by_leaf.values())
        self._suffixes = Counter(
            _key(parts[start:])
            for parts in map(_joined, by_leaf.values())
            for start in range(len(parts))
        )
        self._names: dict[tuple[Area, ...], str] = {}

    def name(self, heads: Stack) -> str:
        """What a column is called, by its headings."""
        key = tuple(head.area for head in heads)
        if key not in self._names:
            self._names[key] = self._composed(heads)
        return self._names[key]

    def _composed(self, heads: Stack) -> str:
        """The leaf alone where it says enough; else with what stands above it."""
        parts = _joined(heads)
        if len(parts) > 1 and words.heading_unit(parts[-1]):
            parts, heads = parts[:-1], heads[:-1]  # a row of units under the headings
        elif len(parts) > 1 and _asks_how(parts[-1]):
            parts, heads = parts[:-1], heads[:-1]
        while len(parts) > 1 and words.is_enumerator(parts[-1]):
            parts = parts[:-1]  # 水害原因 1, 2, 3
        parts = _without_repeated(parts)
        leaf = heads[-1]
        alone = self._leaves[_leaf_key(leaf)] == 1
        if len(parts) > 1 and alone and len(words.folded(parts[-1])) > _SHORT:
            parts = parts[-1:]
        parts = self._enough(parts)
        if len(parts) > 1:
            parts = [words.without_notes(part) for part in parts]
        return "／".join(map(plain_name, parts))

    def _enough(self, parts: list[str]) -> list[str]:
        """As much of a stack of headings as names a quantity and only this column."""
        measured = [number for number, part in enumerate(parts) if _measures(part)]
        if not measured:
            return parts
        start = measured[-1]
        while start > 0 and self._suffixes[_key(parts[start:])] > 1:
            start -= 1
        return parts[start:]


def _joined(heads: tuple[Region, ...]) -> list[str]:
    """Texts of headings; cells without a line between them are one text."""
    parts: list[str] = []
    for upper, lower in zip((None, *heads), heads, strict=False):
        if upper is not None and open_between(upper, lower) and not _is_apart(lower.text):
            translated = lower.text.strip().isascii() and not parts[-1].isascii()
            parts[-1] += ("\n" if translated else "") + lower.text.strip()
        else:
            parts.append(lower.text.strip())
    return parts


def _is_apart(text: str) -> bool:
    """Whether a text under a heading goes on with no name: a unit, (選択)."""
    return bool(words.heading_unit(text)) or says_how(text)


def is_generic(text: str) -> bool:
    """Whether a heading only says that an answer stands below it: 回答, 記入欄."""
    return bool(_GENERIC.match(words.folded(text)))


def says_how(text: str) -> bool:
    """Whether a text only says how to answer: （選択）."""
    return bool(_HOW.match(words.folded(text)))


def open_between(upper: Region, lower: Region) -> bool:
    """Whether one cell runs into the one below without a line."""
    same = (upper.area.left, upper.area.right) == (lower.area.left, lower.area.right)
    return same and "b" not in upper.sides and "t" not in lower.sides


def is_split(left: Region, right: Region) -> bool:
    """One word set in two cells: 氏 | 名."""
    short = len(left.text.strip()) <= 2 and len(right.text.strip()) <= 2
    open_line = "r" not in left.sides and "l" not in right.sides
    return short and open_line and not words.is_enumerator(left.text)


def plain_name(text: str) -> str:
    """The name in a label, without its translation, options, remarks and instructions."""
    text = words.without_translation(text)
    text = printed_options.stem(text) or text
    text = words.without_remark(printed_options.pair_in_label(text)[0])
    text = words.first_sentence(words.without_instruction(words.clean(text)))
    return words.clean(_without_half_bracket(text))


def _without_half_bracket(text: str) -> str:
    """Without a bracket of which the other half stands elsewhere: 金額（, ）件数, （〒."""
    bare = text.strip().removesuffix("（").removesuffix("(").rstrip()
    if bare[:1] in ("（", "(") and not any(sign in bare for sign in "）)"):
        return bare[1:]
    return bare[1:].lstrip() if bare[:1] in ("）", ")") else bare


def _without_repeated(parts: list[str]) -> list[str]:
    """Without headings that the next one says again: 年度 over 令和６年度."""
    nexts = [*map(words.folded, parts[1:]), ""]
    return [
        part for part, below in zip(parts, nexts, strict=True) if words.folded(part) not in below
    ]


def _key(parts: list[str]) -> tuple[str, ...]:
    return tuple(words.folded(words.without_notes(part)) for part in parts)


def _leaf_key(leaf: Region) -> str:
    return words.folded(words.without_notes(leaf.text))


def _measures(text: str) -> bool:
    """Whether a heading names a quantity: 被害建物棟数, 面積（m2）."""
    return bool(words.counted_unit(text) or any(map(words.unit_of, words.brackets(text))))


def _asks_how(text: str) -> bool:
    """Whether a heading only says how to answer: 有・無, （西暦）."""
    return not words.without_brackets(text) or bool(printed_options.options(text))
