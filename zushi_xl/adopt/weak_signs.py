"""Whether what a form says of a field agrees: its place, name, type, unit and repetition.

A field is read from several things: the words of its label, the size of its box, its unit, the
fields in its row and its column, what stands around it. A sign here is that two of these say
different things, or that only one of them says anything. No sign knows a mistake: each asks whether
the evidence is of one mind. From `LIMIT` points on a person is asked to look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import text_width

from . import printed_options, series, words
from .answer_units import Units
from .candidates import AnswerCandidate, CandidateSheet
from .choices import Choices
from .doubt_signs import LIMIT, SIGNS
from .kinds import Kind, said_types
from .label import Label
from .model import FieldType, Region
from .name_signs import has_unread_bracket, only_asks, runs_up_to, without_digits
from .naming import says_how
from .repeats_along import FoundRepeat
from .said_of_type import (
    Sort,
    asked_name,
    asks_anew,
    counts_people,
    said_by_letter,
    sort_of,
)

_ONE_WORD = 0.75  # the weight of a type that one word says
_SAID, _PLAIN = 0.8, 0.6  # types that weigh less are said by one word at most; texts
_TALL, _WIDE = 45.0, 30.0  # points and characters: room for sentences, which tells enough
_NARROW = 4
_ROOM = 6.0
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
        self._found, self._repeats = found, found.repeats
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
        """The texts that name or number an answer or say how to write it, and the answers."""
        labels = self._labels.values()
        named = {region.area for label in labels for region in (*label.parts, *label.enumerators)}
        return frozenset(named) | frozenset(self._asked) | self._sheet.helping

    @cached_property
    def _head_rows(self) -> frozenset[int]:
        return frozenset(h.area.top for label in self._labels.values() for h in label.heads)

    @cached_property
    def _mates(self) -> Mapping[object, set[tuple[bool, Sort]]]:
        """The answers of a row that one text leads, with headings or without: which of them
        repeat, and what they are."""
        found: dict[object, set[tuple[bool, Sort]]] = defaultdict(set)
        for area, asked in self._asked.items():
            own = (area in self._repeating, sort_of(asked.kind.type))
            found[_line_of(area, self._labels[area])].add(own)
        return found

    @cached_property
    def _ways(self) -> Mapping[tuple[int, str], set[tuple[str, int] | None]]:
        """How the answers of a row repeat whose headings differ in their digits only."""
        found: dict[tuple[int, str], set[tuple[str, int] | None]] = defaultdict(set)
        for area, label in self._labels.items():
            if label.heads:
                found[area.top, without_digits(label.heads[-1].text)].add(self._way(area))
        return found

    @cached_property
    def _kin(self) -> Mapping[Area, tuple[Counter[Sort], frozenset[str]]]:
        """The types of the answers under each heading, and the units of the figures."""
        found = {}
        for head, areas in self._under.items():
            asked = [self._asked[area] for area in areas]
            sorts = Counter(sort_of(each.kind.type) for each in asked)
            figures = (each.unit for each in asked if sort_of(each.kind.type) == "figure")
            found[head] = (sorts, frozenset(figures))
        return found

    # -- place ---------------------------------------------------------------------------------

    def _of_place(self, candidate: AnswerCandidate, label: Label) -> Iterator[str]:
        area, text = candidate.area, candidate.region.text
        tick = "tick" in candidate.evidence
        if text.strip() and candidate.covers_text and not (candidate.strong or tick):
            entries = printed_options.options(text) or printed_options.offered(text, 2)
            roomy = words.unit_of(text) and candidate.region.width >= text_width(text) + _ROOM
            if not (words.has_space(text) or "〒" in text or entries or roomy):
                yield "no_room"
        if area.top in self._head_rows:
            yield "head_line"
        if candidate.strong:
            return
        if candidate.region.fill != self._usual_fill and area not in self._sheet.coloured_as_heads:
            yield "fill"
        if self._is_small_head(area) and self._stamps[area.top] > 1:
            yield "stamp"
        if not tick and any(_OTHERS.search(words.folded(part.text)) for part in label.parts):
            yield "others"

    @cached_property
    def _usual_fill(self) -> str:
        """The colour of most answers."""
        regions = (self._at.get(area[:2]) for area in self._asked)
        return _most(Counter(region.fill for region in regions if region is not None))

    @cached_property
    def _stamps(self) -> Counter[int]:
        """How many blanks in each row stand once under a short heading."""
        return Counter(area.top for area in self._asked if self._is_small_head(area))

    def _is_small_head(self, area: Area) -> bool:
        label = self._labels[area]
        short = len(label.heads) == 1 and len(words.folded(label.heads[0].text)) <= _NARROW
        return short and label.row is None and area not in self._repeats

    # -- name ----------------------------------------------------------------------------------

    def _of_name(self, region: Region, label: Label, asked: AskedAnswer) -> Iterator[str]:
        area, row, parts = region.area, label.row, label.parts
        if row is not None and not label.heads:
            if row.area.right + 1 != area.left and not runs_up_to(row, region):
                yield "gap"
            if self._leading[row.area] > 1 and area not in self._repeats and not label.part:
                yield "shared"
        ends = {_end(self._labels[near]) for near in self._next_to(area)}
        if ends - {_end(label)}:
            yield "level"
        if self._looks_apart(label) and area not in self._sheet.coloured_as_heads:
            yield "apart"
        asking = [only_asks(part) for part in parts if not self._is_understood(part, asked)]
        if any(asking):
            yield "asks"
        if asking and all(asking):
            yield "only_asks"
        dated = asked.kind.type in ("date", "year")
        chosen = sort_of(asked.kind.type) == "choice"
        if not (asked.unit or chosen) and has_unread_bracket(parts, dated):
            yield "bracket"
        if label.heads and self._is_unused(label.heads[0]):
            yield "head_left"

    def _is_understood(self, part: Region, asked: AskedAnswer) -> bool:
        """Whether a text of a label was read as the unit, or as how the answer is chosen."""
        unit = words.unit_of(part.text)
        if unit:
            return words.folded(unit) == words.folded(asked.unit)
        return says_how(part.text) and sort_of(asked.kind.type) == "choice"

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
        types = self._kin[label.heads[-1].area][0] if label.heads else Counter()
        plain = asks_anew(label) or (sort == "words" and _counts_through(label))
        if types.total() > 2 and 2 * types[sort] < types.total() and not plain:
            yield "odd"
        listed = region.rule is not None and region.rule.kind == "list"
        if sort == "choice" or listed or words.is_range_placeholder(region.text):
            return
        name = asked_name(label)
        if weight < _SAID and not (said_types(name) or asked.unit or words.unit_of(name)):
            yield from self._of_silence(region, label, asked.kind.type)
        yield from self._of_words(region, label, asked)

    def _of_words(self, region: Region, label: Label, asked: AskedAnswer) -> Iterator[str]:
        """What the words of a label say against the type."""
        name, sort = asked_name(label), sort_of(asked.kind.type)
        said, last = said_types(name), said_by_letter(name)
        bare = not (region.text.strip() or region.rule)
        if bare and asked.kind.type == "date" and not (label.part or said):
            yield "format"
        people = counts_people(name, asked.unit)
        if said and sort not in said and not people:
            yield "other_type"
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
        figures = self._kin[label.heads[-1].area][1] if label.heads else ()
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
        mates = self._mates[_line_of(area, label)]
        apart = {sort for other, sort in mates if other != repeats}
        if apart:
            yield "kin_repeats"
        if sort_of(kind) in apart:
            yield "like_repeats"
        text = label.heads[-1].text if label.heads else ""
        ways = self._ways[area.top, without_digits(text)] if text else set()
        if without_digits(text) != words.folded(text) and ways - {self._way(area)}:
            yield "numbered"
        if label.heads and self._found.is_split(area, self._under[label.heads[-1].area]):
            yield "split"
        elif label.heads and repeats and self._is_shorter(area, label.heads[-1].area.bottom):
            yield "shorter"

    def _is_shorter(self, area: Area, head: int) -> bool:
        """Whether another column of the table repeats in more rows than these: in all of them."""
        own = self._found.rows_of(area)
        return own is not None and any(
            rows.start <= own.start and own.stop <= rows.stop and len(own) < len(rows)
            for rows in self._long_columns[head]
        )

    @cached_property
    def _long_columns(self) -> Mapping[int, list[range]]:
        """The rows that columns repeat in, by the row that their headings end in."""
        found: dict[int, list[range]] = defaultdict(list)
        for area, label in self._labels.items():
            rows = self._found.rows_of(area)
            if label.heads and rows is not None:
                found[label.heads[-1].area.bottom].append(rows)
        return found

    def _way(self, area: Area) -> tuple[str, int] | None:
        repeat = self._repeats.get(area)
        return (repeat.axis, repeat.count) if repeat is not None else None


def _counts_through(label: Label) -> bool:
    """Whether the heading over an answer only says when."""
    return bool(label.heads) and series.is_period(label.heads[-1].text)


def _line_of(area: Area, label: Label) -> tuple[object, ...]:
    """What the answers have in common that one text leads."""
    return area.top, area.bottom, label.row.area if label.row else None, bool(label.heads)


def _end(label: Label) -> int:
    """The last row of the headings over an answer, but for a row of units; -1 where none are."""
    named = [h for h in label.heads if not (words.heading_unit(h.text) or says_how(h.text))]
    rows = [head.area.bottom for head in named]
    return rows[-1] if rows else -1


def _most(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0] if counted else ""
