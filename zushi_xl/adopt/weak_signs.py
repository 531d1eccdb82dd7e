"""Whether what a form says of a field agrees: its place, name, type, unit and repetition.

A field is read from several things: the words of its label, the size of its box, its unit, the
fields in its row and its column, what stands around it. A sign here is that two of these say
different things, or that only one of them says anything. No sign knows a mistake: each asks whether
the evidence is of one mind. Its points are twice the coefficient of a logistic regression, rounded,
on the mistakes that earlier readers made in forms they had not met (`benchmarks/README.md`). From
`LIMIT` on a person is asked to look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, series, words
from .answer_units import Units
from .candidates import AnswerCandidate, CandidateSheet
from .choices import Choices
from .kinds import Kind, said_types
from .label import Label
from .model import FieldType, Region
from .name_signs import has_unread_bracket, only_asks, without_digits
from .repeats_along import FoundRepeat
from .said_of_type import asked_name, asks_anew, counts_people, said_by_letter, sort_of

LIMIT = 4


class DoubtSign(NamedTuple):
    """Points for doubt, and what a person reads."""

    points: int
    text: str


SIGNS: Mapping[str, DoubtSign] = {
    # its place
    "printed": DoubtSign(1, "欄の中に様式の文字がある"),
    "no_room": DoubtSign(3, "欄の中の文字に、書き込む空きがない"),
    "head_line": DoubtSign(3, "見出しと同じ段にある"),
    "alone": DoubtSign(1, "縦にも横にも、並ぶ欄がない"),
    "stamp": DoubtSign(2, "短い見出しの下に一つずつ並び、印の欄のようである"),
    "others": DoubtSign(2, "見出しに、記入する人と別の人の役割の語がある"),
    "fill": DoubtSign(1, "ほかの多くの欄と色が違う"),
    # its name
    "gap": DoubtSign(2, "見出しと欄が離れている"),
    "shared": DoubtSign(3, "同じ見出しを、ほかの欄も見出しとしている"),
    "level": DoubtSign(2, "隣の欄と、見出しの段が違う"),
    "apart": DoubtSign(1, "見出しの色が、ほかの見出しと違う"),
    "asks": DoubtSign(2, "見出しの一つが、単位や答え方の語である"),
    "only_asks": DoubtSign(2, "見出しが、単位や答え方の語だけである"),
    "bracket": DoubtSign(2, "見出しのかっこの中の短い語を、読み取りに使っていない"),
    "head_left": DoubtSign(1, "見出しの上に、使っていない見出しがある"),
    # its type
    "mute": DoubtSign(3, "見出しの語も単位も、型をいわない"),
    "narrow": DoubtSign(1, "文を書くには狭い欄である"),
    "other_type": DoubtSign(2, "見出しの語は、別の型をいう"),
    "ends_otherwise": DoubtSign(2, "見出しの最後の字は、数や日付のようである"),
    "ends_in_words": DoubtSign(4, "見出しの最後の字は、言葉を書く欄のようである"),
    "odd": DoubtSign(3, "同じ列の多くの欄と、型が違う"),
    "formula": DoubtSign(1, "同じ列に数式がある"),
    "thin": DoubtSign(1, "型の手がかりが弱い"),
    "one_word": DoubtSign(1, "数や年とみた手がかりは、見出しの一語だけである"),
    # its unit
    "no_unit": DoubtSign(4, "数を書く欄とみたが、単位が見つからない"),
    "yen_unsaid": DoubtSign(3, "金額の欄とみたが、円とはどこにもない"),
    "other_money": DoubtSign(4, "シートのほかの所に、円でない金額の単位がある"),
    "units_differ": DoubtSign(4, "単位の手がかりが食い違う"),
    "kin_unit": DoubtSign(2, "同じ列のほかの欄と、単位が違う"),
    # whether it repeats
    "kin_repeats": DoubtSign(2, "同じ行の欄と、繰り返しのとり方が違う"),
    "like_repeats": DoubtSign(1, "同じ行の同じ型の欄と、繰り返しのとり方が違う"),
    "rows_once": DoubtSign(2, "同じ見出しの下に並ぶが、繰り返しとみていない"),
    "numbered": DoubtSign(3, "数字だけが違う見出しの欄と、繰り返しのとり方が違う"),
}
_ONE_WORD = 0.75  # the weight of a type that one word says
_SAID, _PLAIN = 0.8, 0.6  # types that weigh less are said by one word at most; texts
_TALL, _WIDE = 45.0, 30.0  # points and characters: room for sentences, which tells enough
_NARROW = 4
_NARROW_BOX = 16.0  # characters: room for a word or a figure
_OTHERS = regex(
    r"決定|査定|審査|承認|認定|検収|受付|受理|判定|決裁|(?:所見|意見|確認|長)$|"
    r"[\((](?:[^()]*[課室局係]|委員会|審査会|医師|[^()業患若高]+者)(?:が?(?:記入|使用))?[\))]$"
)
_WITHOUT_UNIT = regex(r"(?:数量|得点|評点|配点|点数|順位|指数)$")
_THOUSANDS = regex(r"(?:百万|千|万|億)円")
_ALIKE = {"名": "人", "か月": "月", "カ月": "月", "ヶ月": "月", "年間": "年", "日間": "日"}


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
        found: FoundRepeat,
        units: Units,
    ) -> None:
        """``asked``: the answers that are kept; ``labels``: of these and of others."""
        self._sheet, self._at, self._asked = sheet, sheet.look.at, asked
        self._repeats = found.repeats
        self._repeating = frozenset(found.repeats) | found.stood_for
        self._labels = {area: labels[area] for area in asked}
        self._units = units

    def about(self, candidate: AnswerCandidate, label: Label) -> Iterator[str]:
        """What makes a field doubtful, in Japanese, where it is enough together."""
        region, asked = candidate.region, self._asked[candidate.area]
        found = (
            *self._of_place(candidate, label),
            *self._of_name(region, label, asked),
            *self._of_type(region, label, asked),
            *self._of_unit(region, label, asked),
            *self._of_repeat(region.area, label, asked.kind.type),
        )
        signs = [SIGNS[name] for name in found]
        if sum(sign.points for sign in signs) >= LIMIT:
            yield from (sign.text for sign in signs)

    # -- what stands where ---------------------------------------------------------------------

    @cached_property
    def _lines(self) -> Mapping[int, list[Area]]:
        """The answers that begin in each row."""
        found: dict[int, list[Area]] = defaultdict(list)
        for area in self._asked:
            found[area.top].append(area)
        return found

    @cached_property
    def _columns(self) -> Counter[tuple[int, int]]:
        """How many answers stand in each column of boxes of one width."""
        return Counter((area.left, area.right) for area in self._asked)

    @cached_property
    def _under(self) -> Mapping[Area, list[Area]]:
        """The answers under each heading."""
        found: dict[Area, list[Area]] = defaultdict(list)
        for area, label in self._labels.items():
            if label.heads:
                found[label.heads[-1].area].append(area)
        return found

    @cached_property
    def _leading(self) -> Counter[Area]:
        """How many answers each text beside answers names without any heading."""
        rows = ((label.row, label.heads) for label in self._labels.values())
        return Counter(row.area for row, heads in rows if row is not None and not heads)

    @cached_property
    def _used(self) -> frozenset[Area]:
        """The texts that name or number an answer, and the answers."""
        labels = self._labels.values()
        named = {region.area for label in labels for region in (*label.parts, *label.enumerators)}
        return frozenset(named) | frozenset(self._asked)

    @cached_property
    def _head_rows(self) -> frozenset[int]:
        return frozenset(h.area.top for label in self._labels.values() for h in label.heads)

    def _beside(self, area: Area, label: Label) -> Iterator[Area]:
        """The other answers of a row that the same text leads, with headings or without as it."""
        for other in self._lines[area.top]:
            its = self._labels[other]
            same = its.row is label.row and bool(its.heads) == bool(label.heads)
            if other != area and same and other.bottom == area.bottom:
                yield other

    # -- place ---------------------------------------------------------------------------------

    def _of_place(self, candidate: AnswerCandidate, label: Label) -> Iterator[str]:
        area, text = candidate.area, candidate.region.text
        if text.strip() and not candidate.strong:
            if not words.is_date_placeholder(text):
                yield "printed"
            entries = printed_options.options(text) or printed_options.offered(text, 2)
            if not (words.has_space(text) or "〒" in text or entries):
                yield "no_room"
        if area.top in self._head_rows:
            yield "head_line"
        if self._columns[area.left, area.right] == 1 and len(self._lines[area.top]) == 1:
            yield "alone"
        if candidate.strong:
            return
        if candidate.region.fill != self._usual_fill:
            yield "fill"
        if self._is_stamp(area):
            yield "stamp"
        if any(_OTHERS.search(words.folded(part.text)) for part in label.parts):
            yield "others"

    @cached_property
    def _usual_fill(self) -> str:
        """The colour of most answers."""
        regions = (self._at.get(area[:2]) for area in self._asked)
        return _most(Counter(region.fill for region in regions if region is not None))

    def _is_stamp(self, area: Area) -> bool:
        """Whether a blank, once under a short heading, stands beside others of that sort."""
        line = self._lines[area.top]
        return (
            len(line) > 1 and sum(map(self._is_small_head, line)) > 1 and self._is_small_head(area)
        )

    def _is_small_head(self, area: Area) -> bool:
        label = self._labels[area]
        short = len(label.heads) == 1 and len(words.folded(label.heads[0].text)) <= _NARROW
        return short and label.row is None and area not in self._repeats

    # -- name ----------------------------------------------------------------------------------

    def _of_name(self, region: Region, label: Label, asked: AskedAnswer) -> Iterator[str]:
        area, row, parts = region.area, label.row, label.parts
        if row is not None and not label.heads:
            if row.area.right + 1 != area.left:
                yield "gap"
            if self._leading[row.area] > 1 and area not in self._repeats and not label.part:
                yield "shared"
        ends = {_end(self._labels[near]) for near in self._next_to(area)}
        if ends - {_end(label)}:
            yield "level"
        if self._looks_apart(label):
            yield "apart"
        asking = [only_asks(part) for part in parts if part.text.strip() != asked.unit]
        if any(asking):
            yield "asks"
        if asking and all(asking):
            yield "only_asks"
        dated = asked.kind.type in ("date", "year")
        if not asked.unit and has_unread_bracket(parts, dated):
            yield "bracket"
        if label.heads and self._is_unused(label.heads[0]):
            yield "head_left"

    def _next_to(self, area: Area) -> Iterator[Area]:
        """The answers right beside one that the same text leads."""
        for column in (area.left - 1, area.right + 1):
            near = self._at.get((area.top, column))
            its = self._labels.get(near.area) if near is not None else None
            if near is not None and its is not None and its.row is self._labels[area].row:
                yield near.area

    def _looks_apart(self, label: Label) -> bool:
        usual_row, usual_head = self._usual_fills
        if label.heads:
            return label.row is None and label.heads[-1].fill != usual_head
        return label.row is not None and label.row.fill != usual_row

    @cached_property
    def _usual_fills(self) -> tuple[str, str]:
        """The colour of most texts beside answers, and of most headings."""
        labels = self._labels.values()
        rows = Counter(label.row.fill for label in labels if label.row)
        heads = Counter(label.heads[-1].fill for label in labels if label.heads)
        return _most(rows), _most(heads)

    def _is_unused(self, head: Region) -> bool:
        """Whether a framed text over a heading names nothing."""
        over = self._at.get((head.area.top - 1, head.area.left))
        return over is not None and over.label and over.boxed and over.area not in self._used

    # -- type ----------------------------------------------------------------------------------

    def _of_type(self, region: Region, label: Label, asked: AskedAnswer) -> Iterator[str]:
        sort = sort_of(asked.kind.type)
        weight = asked.kind.weight
        if weight < (_PLAIN if asked.kind.type == "text" else _SAID):
            yield "thin"
        if _ONE_WORD <= weight < _SAID:
            yield "one_word"
        types = Counter(sort_of(self._asked[area].kind.type) for area in self._kin(label))
        plain = asks_anew(label) or (sort == "words" and _counts_through(label))
        if types.total() > 2 and 2 * types[sort] < types.total() and not plain:
            yield "odd"
        listed = region.rule is not None and region.rule.kind == "list"
        if sort == "choice" or listed or words.is_range_placeholder(region.text):
            return
        name = asked_name(label)
        said = said_types(name)
        if weight < _SAID and not (said or asked.unit or words.unit_of(name)):
            yield from self._of_silence(region, label, asked.kind.type)
        people = counts_people(name, asked.unit)
        if said and sort not in said and not people:
            yield "other_type"
        last = said_by_letter(name)
        if sort == "words" and last not in (None, "words"):
            yield "ends_otherwise"
        if sort != "words" and last == "words" and not people:
            yield "ends_in_words"
        if sort not in ("figure", "date") and region.area[1::2] in self._computed:
            yield "formula"

    def _of_silence(self, region: Region, label: Label, kind: FieldType) -> Iterator[str]:
        """Where no word and no unit say the type: whether the size of the box does."""
        if kind == "long" and region.height >= _TALL and region.width >= _WIDE:
            return
        yield "mute"
        last = words.folded(label.row.text)[-1:] if label.row is not None else ""
        stated = "ぁ" <= last <= "ん"  # あいさつがよくできている: marked, not counted
        if label.matrix and region.width < _NARROW_BOX and not (stated or _counts_through(label)):
            yield "narrow"

    def _kin(self, label: Label) -> Iterable[Area]:
        """The answers under the same heading."""
        return self._under[label.heads[-1].area] if label.heads else ()

    @cached_property
    def _computed(self) -> frozenset[tuple[int, int]]:
        """The columns (first, last) of the formulas."""
        formulas = (region for region in self._sheet.look.regions if region.is_formula)
        return frozenset((formula.area.left, formula.area.right) for formula in formulas)

    # -- unit ----------------------------------------------------------------------------------

    def _of_unit(self, region: Region, label: Label, asked: AskedAnswer) -> Iterator[str]:
        kind = asked.kind.type
        leaf = words.folded(label.text.rpartition("／")[2])
        if kind == "number" and not (asked.unit or leaf.isascii() or _WITHOUT_UNIT.search(leaf)):
            yield "no_unit"
        if sort_of(kind) not in ("figure", "words"):
            return
        said = [words.folded(unit) for unit in self._units.readings(region, label) if unit]
        if len({_ALIKE.get(unit, unit) for unit in said}) > 1:
            yield "units_differ"
        others = (self._asked[area] for area in self._kin(label))
        figures = {other.unit for other in others if sort_of(other.kind.type) == "figure"}
        if sort_of(kind) == "figure" and len(figures) > 1 and not _counts_through(label):
            yield "kin_unit"
        if kind == "money" and not said:
            yield "yen_unsaid"
            if self._in_thousands:
                yield "other_money"

    @cached_property
    def _in_thousands(self) -> bool:
        """Whether the sheet prints a unit of money other than 円."""
        texts = (words.folded(r.text) for r in self._sheet.look.regions if r.label)
        return any(map(_THOUSANDS.search, texts))

    # -- repeat --------------------------------------------------------------------------------

    def _of_repeat(self, area: Area, label: Label, kind: FieldType) -> Iterator[str]:
        repeats = area in self._repeating
        if asks_anew(label):
            return
        apart = [a for a in self._beside(area, label) if (a in self._repeating) != repeats]
        if apart:
            yield "kin_repeats"
        if any(sort_of(self._asked[other].kind.type) == sort_of(kind) for other in apart):
            yield "like_repeats"
        if any(self._goes_on(other, area) for other in self._lines[area.top]):
            yield "numbered"
        several = label.matrix and len(self._under[label.heads[-1].area]) > 2
        if several and not (repeats or _counts_through(label)):
            yield "rows_once"

    def _goes_on(self, other: Area, area: Area) -> bool:
        """Whether the headings of two answers differ in their digits only (第１期, 第２期), and the
        one repeats otherwise than the other, or does not."""
        heads, own = self._labels[other].heads, self._labels[area].heads
        if not (heads and own) or heads[-1].text == own[-1].text:
            return False
        text = without_digits(own[-1].text)
        alike = text == without_digits(heads[-1].text) and text != words.folded(own[-1].text)
        return alike and self._way(area) != self._way(other)

    def _way(self, area: Area) -> tuple[str, int] | None:
        repeat = self._repeats.get(area)
        return (repeat.axis, repeat.count) if repeat is not None else None


def _counts_through(label: Label) -> bool:
    """Whether the heading over an answer only says when."""
    return bool(label.heads) and series.is_period(label.heads[-1].text)


def _end(label: Label) -> int:
    """The last row of the headings over an answer, but for a row of units; -1 where none are."""
    rows = [head.area.bottom for head in label.heads if not words.heading_unit(head.text)]
    return rows[-1] if rows else -1


def _most(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0] if counted else ""
