"""Weak evidence of a field's place, name, type and unit, weighed together.

None of these signs alone says that a field is wrong; each has points, and from `LIMIT` on a person
is asked to look. The points are twice the coefficients of a logistic regression, rounded, on forms
labelled by a person whose words, lines, colours and locks had been taken away at random, and on
the same forms as they are (`benchmarks/README.md`): at the limit, one right field in ten is marked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import series, words
from .answer_units import measures
from .candidates import AnswerCandidate, CandidateSheet
from .cell_signs import is_grey
from .choices import Choices
from .kinds import Kind
from .label import Label
from .labels import is_generic
from .model import Region, Repeat

LIMIT = 7


class DoubtSign(NamedTuple):
    """Points for doubt, and what a person reads."""

    points: int
    text: str


SIGNS: Mapping[str, DoubtSign] = {
    "no_unit": DoubtSign(7, "数を書く欄とみたが、単位が見つからない"),
    "bracket": DoubtSign(6, "見出しのかっこの中の語を、単位とみていない"),
    "whose": DoubtSign(6, "見出しのかっこに、記入する人らしい名がある"),
    "grey_name": DoubtSign(6, "見出しが灰色である"),
    "by_size": DoubtSign(5, "型は、欄の大きさからみただけである"),
    "beside": DoubtSign(5, "欄の右の短い語を、単位とみていない"),
    "other_money": DoubtSign(6, "見出しに単位がなく、ほかの所に円でない単位がある"),
    "unit_by_name": DoubtSign(6, "単位は行の見出しが数えるもので、列の見出しは量をいわない"),
    "unit_of_row": DoubtSign(4, "行の単位と違う"),
    "room_in_name": DoubtSign(3, "見出しに空きか単位だけの語がある"),
    "open_table": DoubtSign(2, "表の1列を一つの欄とみた"),
    "formula_below": DoubtSign(2, "同じ列に数式がある"),
    "formula_beside": DoubtSign(2, "同じ行に数式がある"),
    "name_apart": DoubtSign(2, "見出しの色が、ほかの見出しと違う"),
    "gap": DoubtSign(2, "見出しと欄が離れている"),
    "mixed": DoubtSign(1, "同じ列に、型の違う欄がある"),
    "thin_type": DoubtSign(1, "型の手がかりが弱い"),
    "unused": DoubtSign(1, "欄の見出しとみなかった語が、シートに多い"),
    "two_heads": DoubtSign(1, "見出しが二段である"),
    "small_for_text": DoubtSign(1, "文を書くには狭い"),
    "not_repeated": DoubtSign(1, "同じ行に、繰り返しの欄がある"),
    "undrawn": DoubtSign(1, "囲みも色も規則もない"),
    "no_rule": DoubtSign(1, "ロックや入力規則などの強い手がかりがない"),
}
_BY_SIZE = 0.75  # types that weigh less are not said by a word, a unit or a rule
_THIN = (0.6, 0.7)
_SHORT = 4  # letters of a unit
_LONG_UNIT = 6
_SIGN = 2
_MANY = 0.6
_LOW, _SLIM = 20.0, 25.0  # points and characters
_DRAWN = frozenset(("box", "unlocked", "rule", "name", "differs", "legend", "fill"))
_WHOSE = regex(r"(?:[課室局係]|委員会|審査会|医師|校長|所長|[^業患若高]者)(?:が?(?:記入|使用))?$")
_WITHOUT_UNIT = regex(r"(?:数量|得点|評点|配点|点数|順位|指数)$")
_MONEY = regex(r"百万円|千円|万円|億円|円")


class AskedAnswer(NamedTuple):
    """What an answer is: its type, its unit, what it is chosen from."""

    kind: Kind
    unit: str
    choices: Choices


class WeakSigns:
    """The weak signs of the answers of one sheet."""

    def __init__(
        self,
        sheet: CandidateSheet,
        labels: Mapping[Area, Label],
        asked: Mapping[Area, AskedAnswer],
        repeats: Mapping[Area, Repeat],
    ) -> None:
        """``asked``: the answers that are kept; ``labels``: of these and of others."""
        self._sheet, self._at, self._asked, self._repeats = sheet, sheet.look.at, asked, repeats
        self._labels = {area: labels[area] for area in asked}

    def about(self, candidate: AnswerCandidate, label: Label) -> Iterator[str]:
        """What makes a field doubtful, in Japanese, where it is enough together."""
        area = candidate.area
        asked = self._asked[area]
        found = [
            *self._of_place(candidate),
            *self._of_name(area, label),
            *self._of_type(candidate.region, label, asked.kind),
            *(self._of_unit(candidate.region, label, asked) if not label.part else ()),
        ]
        signs = [SIGNS[name] for name in found]
        if sum(sign.points for sign in signs) >= LIMIT:
            yield from (sign.text for sign in signs if sign.points > 1)

    # -- place ----------------------------------------------------------------------

    def _of_place(self, candidate: AnswerCandidate) -> Iterator[str]:
        area = candidate.area
        if not candidate.strong:
            yield "no_rule"
        if not _DRAWN & set(candidate.evidence):
            yield "undrawn"
        if self._unused:
            yield "unused"
        repeat = self._repeats.get(area)
        if repeat is not None and repeat.index is None:
            yield "open_table"
        if repeat is None and any(near in self._repeats for near in self._rows[area.top]):
            yield "not_repeated"

    def _of_name(self, area: Area, label: Label) -> Iterator[str]:
        row = label.row
        if row is not None and not label.heads and row.fill != self._usual_fill:
            yield "name_apart"
        if row is not None and not label.heads and row.area.right + 1 != area.left:
            yield "gap"
        if row is not None and not label.heads and self._is_grey_alone(row):
            yield "grey_name"
        if any(map(_names_somebody, (*label.parts, *self._group(row)))):
            yield "whose"
        if any(map(_asks_itself, label.parts)):
            yield "room_in_name"
        if len(label.heads) == 2:
            yield "two_heads"

    def _group(self, row: Region | None) -> Iterable[Region]:
        """The label of several rows left of a row's label."""
        near = self._at.get((row.area.top, row.area.left - 1)) if row is not None else None
        return (near,) if near and row and near.label and near.rows > row.rows else ()

    @cached_property
    def _usual_fill(self) -> str:
        fills = Counter(label.row.fill for label in self._labels.values() if label.row)
        return fills.most_common(1)[0][0] if fills else ""

    def _is_grey_alone(self, row: Region) -> bool:
        """Whether a label is grey, or under a grey one, and most others are not."""
        grey = any(is_grey(near.fill) for near in (row, *self._group(row)))
        return grey and not is_grey(self._usual_fill)

    @cached_property
    def _unused(self) -> bool:
        """Whether most boxed texts of the sheet name no answer."""
        used = {area for label in self._labels.values() for area in label.areas}
        boxed = [r.area for r in self._sheet.look.regions if r.label and r.boxed]
        named = [area for area in boxed if area not in self._asked]
        return sum(area not in used for area in named) > _MANY * len(named)

    @cached_property
    def _rows(self) -> Mapping[int, list[Area]]:
        found: dict[int, list[Area]] = defaultdict(list)
        for area in self._asked:
            found[area.top].append(area)
        return found

    # -- type --------------------------------------------------------------------------------

    def _of_type(self, region: Region, label: Label, kind: Kind) -> Iterator[str]:
        if kind.type == "text" and kind.weight < _BY_SIZE:
            yield "by_size"
        if _THIN[0] <= kind.weight < _THIN[1]:
            yield "thin_type"
        if kind.type in ("text", "long", "choice") and region.area.left in self._computed[1]:
            yield "formula_below"
        if kind.type == "text" and region.area.top in self._computed[0]:
            yield "formula_beside"
        if kind.type == "long" and (region.height < _LOW or region.width < _SLIM):
            yield "small_for_text"
        head = label.heads[-1] if label.heads else None  # under a period rows differ
        if head and len(self._columns[head.area]) > 1 and not series.is_period(head.text):
            yield "mixed"

    @cached_property
    def _computed(self) -> tuple[frozenset[int], frozenset[int]]:
        """The rows and the columns that hold formulas."""
        areas = [r.area for r in self._sheet.look.regions if r.is_formula]
        columns = {column for area in areas for column in range(area.left, area.right + 1)}
        return frozenset(area.top for area in areas), frozenset(columns)

    @cached_property
    def _columns(self) -> Mapping[Area, set[str]]:
        """The types of the answers under each heading."""
        found: dict[Area, set[str]] = defaultdict(set)
        for area, label in self._labels.items():
            if label.heads:
                found[label.heads[-1].area].add(self._asked[area].kind.type)
        return found

    # -- unit --------------------------------------------------------------------------------

    def _of_unit(self, region: Region, label: Label, asked: AskedAnswer) -> Iterator[str]:
        kind, unit = asked.kind.type, asked.unit
        parts = [part for part in label.parts if not series.is_period(part.text)]
        texts = [text for part in parts for text in words.brackets(part.text)]
        by_size = kind == "text" and asked.kind.weight < _BY_SIZE
        if by_size and any(0 < len(text) <= _SIGN for text in texts):
            yield "bracket"
        if kind not in ("number", "money"):
            return
        leaf = words.folded(label.text.rpartition("／")[2])
        if kind == "number" and not (unit or leaf.isascii() or _WITHOUT_UNIT.search(leaf)):
            yield "no_unit"
        near = self._at.get((region.area.top, region.area.right + 1))
        if near is not None and near.label and _may_be_unit(near.text.strip(), unit, _SHORT):
            yield "beside"
        if any(_may_be_unit(text, unit, _LONG_UNIT) for text in texts):
            yield "bracket"
        units = self._row_units.get(region.area.top)
        if units and unit not in units:
            yield "unit_of_row"
        if unit and self._counts_by_row(label, unit):
            yield "unit_by_name"
        said = any("円" in part.text for part in label.parts)
        if kind == "money" and unit == "円" and not said and self._monies - {"円"}:
            yield "other_money"

    def _counts_by_row(self, label: Label, unit: str) -> bool:
        """Whether a unit is what the row's label counts, under a heading of several rows that
        names no quantity."""
        if not (label.matrix and label.row and unit == words.counted_unit(label.row.text)):
            return False
        head = label.heads[-1]
        several = self._rows_under[head.area] > 1 and not is_generic(head.text)
        return several and not measures(head.text)

    @cached_property
    def _rows_under(self) -> Counter[Area]:
        return Counter(label.heads[-1].area for label in self._labels.values() if label.heads)

    @cached_property
    def _row_units(self) -> Mapping[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for area in self._sheet.units:
            found[area.top].add(self._at[area[:2]].text.strip())
        return found

    @cached_property
    def _monies(self) -> set[str]:
        """The units of money that the sheet prints."""
        texts = (words.folded(r.text) for r in self._sheet.look.regions if r.label)
        return {unit for text in texts for unit in _MONEY.findall(text)}


def _names_somebody(region: Region) -> bool:
    """Whether a bracket of a text names who fills it in: 二次評価（企画課）."""
    return any(_WHOSE.search(words.folded(text)) for text in words.brackets(region.text))


def _asks_itself(region: Region) -> bool:
    text = region.text
    return words.is_placeholder(text) or text[:1] in " \u3000" or bool(words.unit_of(text))


def _may_be_unit(text: str, unit: str, most: int) -> bool:
    return 0 < len(text) <= most and text != unit and not words.is_enumerator(text)
