"""What each answer is called: the label beside it, the headings above it, or both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, series, words
from .candidates import AnswerCandidate, CandidateSheet
from .cell_signs import says_a_value
from .headings import Headings
from .model import Region
from .naming import ColumnNames, is_split, plain_name

_MOST_GAP = 16.0  # characters between a label and its answer on one row
_MOST_GAP_IN_BOX = 60.0  # the same, in a label's box that is open towards the answer
_MOST_NAME = 15  # letters: between two answers of a row a longer text is a note of the first
_GENERIC = regex(r"数値$|ご?(?:回答|記載|記入|入力|解答)(?:欄|内容)?$|answers?$|responses?$")
_BETWEEN = (
    "～", "〜", "~", "－", "-", "：", ":", "から", "より", "自", "至",
    "令和", "平成", "昭和", "西暦", "有", "無", "はい", "いいえ", "男", "女",
)  # fmt: skip
_ENDS = ("から", "まで")
_DATE_PARTS = ("年", "月", "日", "時", "分")


@dataclass(frozen=True, slots=True)
class Label:
    """The parts of a name. ``row``: label beside; ``heads``: headings above, outermost first."""

    text: str
    row: Region | None = None
    heads: tuple[Region, ...] = ()
    enumerators: tuple[Region, ...] = ()  # numbers between the label and the answer
    part: str = ""  # 年, 月 or 日 of a date in parts
    matrix: bool = False
    doubts: tuple[str, ...] = ()
    far: bool = False  # another answer stands between label and answer

    @property
    def areas(self) -> tuple[Area, ...]:
        """The cells of the label in its row, then those of its heads."""
        return tuple(region.area for region in (*filter(None, [self.row]), *self.heads))


def is_generic(text: str) -> bool:
    """Whether a heading only says that an answer stands below it: 回答, 記入欄."""
    return bool(_GENERIC.match(words.folded(text)))


class Beside(NamedTuple):
    """What stands left of an answer, up to its label. ``passed``: other answers, their units."""

    label: Region | None
    numbers: tuple[Region, ...]
    passed: tuple[Region, ...]


class Labels:
    """The labels of a sheet's candidates."""

    def __init__(self, sheet: CandidateSheet, candidates: Iterable[AnswerCandidate]) -> None:
        self._sheet = sheet
        self._at = sheet.look.at
        self._candidates = {c.area: c for c in candidates}

    @cached_property
    def all(self) -> dict[Area, Label]:
        """The label of every candidate, by the area of the candidate."""
        rows = {area: self._beside(c.region) for area, c in self._candidates.items()}
        labels = {b.label.area: b.label for b in rows.values() if b.label is not None}
        self._row_regions = tuple(labels.values())
        heads = self._headings(rows)
        self._columns = ColumnNames(heads.values())
        matrix = _matrix(rows, heads)
        return {
            area: self._label(c, rows[area], heads[area], area in matrix)
            for area, c in self._candidates.items()
        }

    def _headings(self, rows: Mapping[Area, Beside]) -> dict[Area, tuple[Region, ...]]:
        leading = {area: beside.label for area, beside in rows.items()}
        numbered = frozenset(area for area, beside in rows.items() if beside.numbers)
        headings = Headings(self._sheet, self._candidates, leading, numbered)
        return {
            area: _below_sentences(headings.above(c.region, leading[area]))
            for area, c in self._candidates.items()
        }

    # -- beside ------------------------------------------------------------------------------

    def _beside(self, region: Region) -> Beside:
        """The label left of a region, the numbers passed on the way, and the answers passed."""
        numbers: list[Region] = []
        passed: list[Region] = []
        gap, column = 0.0, region.area.left - 1
        while column >= 0 and gap <= _MOST_GAP_IN_BOX:
            near = self._at.get((region.area.top, column))
            if near is None or (
                near.blank and not near.boxed and near.area not in self._candidates
            ):
                gap += (0.0 if near.sides else near.width) if near else 4.0
                column = near.area.left - 1 if near else column - 1
                continue
            if self._names_row(near, region):
                return Beside(near, tuple(numbers), tuple(passed))
            if self._passes(near, region):
                passed += [near] if near.area in self._candidates else []
            elif near.label and words.is_enumerator(near.text) and len(near.text.strip()) <= 5:
                numbers.append(near)
            else:
                reaches = gap <= _MOST_GAP or "r" not in near.sides
                label = near if reaches and self._leads(near, region) else None
                return Beside(label, tuple(numbers), tuple(passed))
            column = near.area.left - 1
        return Beside(None, tuple(numbers), tuple(passed))

    def _leads(self, near: Region, region: Region) -> bool:
        """Whether a region is a label that answers to its right belong to; what heads a column
        of answers is none."""
        if not near.label or self._sheet.in_example(near) or near.area in self._candidates:
            return False
        below = self._at.get((near.area.bottom + 1, near.area.left))
        before = self._at.get((near.area.top, near.area.left - 1))
        return not (
            below is not None
            and below.area in self._candidates
            and (below.area.left, below.area.right) == (near.area.left, near.area.right)
            and before is not None
            and before.label
            and self._under_text(region)
        )

    def _names_row(self, near: Region, region: Region) -> bool:
        """Whether an answer in the same row names that row too: その他（　　　）."""
        candidate = self._candidates.get(near.area)
        return (
            candidate is not None
            and "room" in candidate.evidence
            and _names_itself(candidate)
            and bool(region.blank and near.boxed and near.rows == region.rows)
        )

    def _under_text(self, region: Region) -> bool:
        above = self._at.get((region.area.top - 1, region.area.left))
        return (
            above is not None
            and above.label
            and above.area not in self._candidates
            and above.area.left <= region.area.left <= region.area.right <= above.area.right
        )

    def _passes(self, near: Region, region: Region) -> bool:
        """Whether a label may stand beyond ``near``: another answer of the row, its unit."""
        if self._sheet.in_example(near):
            return True
        if near.area in self._candidates or near.is_formula:
            return (near.area.top, near.area.bottom) == (region.area.top, region.area.bottom)
        if near.blank:
            return near.width < 3 or near.crossed
        if near.text.strip() in _BETWEEN or words.is_sign(near.text):
            return True
        if near.area in self._sheet.units:
            return True
        before = self._at.get((near.area.top, near.area.left - 1))
        return bool(words.unit_of(near.text) and before and before.area in self._candidates)

    # -- both --------------------------------------------------------------------------------

    def _label(
        self,
        candidate: AnswerCandidate,
        beside: Beside,
        heads: tuple[Region, ...],
        matrix: bool,
    ) -> Label:
        region, (row, numbers, passed) = candidate.region, beside
        own = self._own_name(candidate, row is not None and row.boxed and not passed)
        if own:
            return Label(own, region, (), numbers)
        part = self._date_part(region)
        row, heads = self._sources(candidate, beside, heads, matrix)
        if row is None and not heads:
            return self._last_resort(candidate, numbers, part)
        if row is not None and not heads and not part and _stray(candidate, passed):
            return Label("", row, (), numbers, doubts=("見出しの2つ目の空欄",))
        far = bool(passed and row is not None and not part)
        noted = row is not None and not heads and self._is_note(row, region)
        doubts = ("見出しが左の欄の説明のようである",) if noted else ()
        both = matrix and bool(row and heads)
        return Label(self._name(row, heads, part), row, heads, numbers, part, both, doubts, far)

    def _own_name(self, candidate: AnswerCandidate, beside_it: bool) -> str:
        """The name that the answer's own cell holds: □ 継続する, 通院頻度　　回."""
        text = candidate.region.text
        if _names_itself(candidate) and not beside_it:
            return plain_name(words.words_before_room(text))
        alone = len(text.strip()) == 1 or words.is_truth(text)
        return plain_name(text.strip()[1:]) if "tick" in candidate.evidence and not alone else ""

    def _sources(
        self,
        candidate: AnswerCandidate,
        beside: Beside,
        heads: tuple[Region, ...],
        matrix: bool,
    ) -> tuple[Region | None, tuple[Region, ...]]:
        """What names an answer: the text beside it, the headings above, or both."""
        region, (row, _, passed) = candidate.region, beside
        if "tick" in candidate.evidence:
            return self._at[region.area.top, region.area.right + 1], ()
        if row is not None and heads and says_a_value(row.text):
            return None, heads
        if row is not None and heads and not matrix:
            beside_first = not passed and (row.boxed or not heads[-1].boxed)
            return (row, ()) if beside_first else (None, heads)
        if row is None and heads and _is_mark(region, heads) and (item := self._item(region)):
            return item, ()
        return row, heads

    def _name(self, row: Region | None, heads: tuple[Region, ...], part: str) -> str:
        column = self._columns.name(heads) if heads else ""
        side = self._row_name(row) if row is not None else ""
        if part and row is not None:
            return f"{side}（{part}）"
        names = [side, column]
        if heads and row is not None and series.is_weekday(heads[-1].text):
            names.reverse()  # a timetable: 月／６：００
        if row is not None and heads and is_generic(column):
            names = [side]  # 質問｜回答
        return "／".join(filter(None, names))

    def _is_note(self, row: Region, answer: Region) -> bool:
        """Whether a text rather says something of what stands left of it: ハイフンなし."""
        before = self._at.get((row.area.top, row.area.left - 1))
        if before is None or before is answer or words.is_enumerator(before.text):
            return False
        if before.area in self._candidates or before.is_formula:
            again = self._shared(row) and not self._drawn_as_label(row, before)
            return again or words.explains(row.text) or len(row.text) > _MOST_NAME
        return before.label and words.explains(row.text)

    def _drawn_as_label(self, row: Region, answer: Region) -> bool:
        """Whether a text behind an answer looks like the label before that answer, and does not
        go down a column as remarks do."""
        rows = (row.area.top - 1, row.area.bottom + 1)
        near = (self._at.get((place, row.area.left)) for place in rows)
        if any(other and other.text.strip() == row.text.strip() for other in near):
            return False
        first = self._at.get((answer.area.top, answer.area.left - 1))
        return bool(first and first.label and row.boxed and first.boxed and first.fill == row.fill)

    def _item(self, region: Region) -> Region | None:
        """What a mark is set at: the text right of its box, which no other answer belongs to."""
        after = self._at.get((region.area.top, region.area.right + 1))
        if after is None or not after.label or after.area.top != region.area.top:
            return None
        return None if words.unit_of(after.text) else after

    def _row_name(self, row: Region) -> str:
        text = row.text
        before = self._at.get((row.area.top, row.area.left - 1))
        if before and before.label and is_split(before, row):
            text = before.text + text
        name = plain_name(words.words_before_room(text) if row.area in self._candidates else text)
        if before and before.label and before.rows > row.rows and self._shared(row):
            name = f"{plain_name(before.text)}／{name}"
        return name

    def _shared(self, row: Region) -> bool:
        """Whether another row of the sheet has the same label: その他."""
        key = words.folded(row.text)
        return sum(words.folded(other.text) == key for other in self._row_regions) > 1

    def _date_part(self, region: Region) -> str:
        after = self._at.get((region.area.top, region.area.right + 1))
        text = after.text.strip() if after and after.label else ""
        if text in _ENDS:
            return text
        if text not in _DATE_PARTS or region.width >= 16:
            return ""
        others = (
            self._at.get((region.area.top, c))
            for c in range(region.area.left - 12, region.area.right + 14)
        )
        parts = {
            other.text.strip() for other in others if other and other.text.strip() in _DATE_PARTS
        }
        return text if len(parts) > 1 else ""

    def _last_resort(
        self, candidate: AnswerCandidate, numbers: tuple[Region, ...], part: str
    ) -> Label:
        """A label right of the box, its own text, a text box near it."""
        region = candidate.region
        if entries := printed_options.options(region.text):
            name = "・".join(entries) + ("の別" if len(entries) < 5 else "")
            return Label(name, None, (), numbers, doubts=("見出しがない",))
        after = self._at.get((region.area.top, region.area.right + 1))
        doubt = ("見出しが右にしかない",)
        if after and after.label and not words.unit_of(after.text):
            return Label(plain_name(after.text), after, (), numbers, doubts=doubt)
        if numbers and not region.blank:
            return Label(plain_name(region.text), None, (), numbers, doubts=("見出しがない",))
        if region.text.strip() and words.is_placeholder(region.text):
            name = "年月日" if words.is_date_placeholder(region.text) else plain_name(region.text)
            return Label(name, None, (), numbers, part, doubts=("見出しがない",))
        box = self._text_box(region)
        if box:
            return Label(
                plain_name(box), None, (), numbers, part, doubts=("見出しが図形の中にある",)
            )
        return Label("", None, (), numbers, part, doubts=("見出しが見つからない",))

    def _text_box(self, region: Region) -> str:
        from .look import parse_area

        for cell, text in self._sheet.look.text_boxes:
            place = parse_area(cell)
            if place and len(text) < 60 and _beside_box(place, region.area):
                return text
        return ""


def _below_sentences(heads: tuple[Region, ...]) -> tuple[Region, ...]:
    """The headings below what the form has answered itself: 前年度の対応, a text, 今後の対応."""
    ends = [n for n, head in enumerate(heads[:-1], 1) if head.text.strip().endswith("。")]
    return heads[max(ends, default=0) :]


def _beside_box(place: Area, area: Area) -> bool:
    above = area.top - 2 <= place.top <= area.top and area.left <= place.left <= area.right
    left = place.top in range(area.top - 1, area.bottom + 1) and 0 < area.left - place.left <= 6
    return above or left


def _matrix(
    rows: dict[Area, Beside],
    heads: dict[Area, tuple[Region, ...]],
) -> set[Area]:
    """The answers that a row label and a column heading name together."""
    by_head, by_row = defaultdict(set), defaultdict(set)
    for area, found in heads.items():
        row = rows[area].label
        if row is not None and found:
            by_head[found[-1].area].add(row.area)
            by_row[row.area].add(found[-1].area)
    return {
        area
        for area, found in heads.items()
        if (row := rows[area].label) is not None
        and found
        and (len(by_head[found[-1].area]) > 1 or len(by_row[row.area]) > 1)
    }


def _names_itself(candidate: AnswerCandidate) -> bool:
    """Whether label and answer share a cell: 計画開始年月日：, 通院頻度　　回."""
    region, evidence = candidate.region, candidate.evidence
    own = not (words.is_placeholder(region.text) or printed_options.options(region.text))
    return own and bool({"inline", "room", "inside"} & set(evidence))


def _is_mark(region: Region, heads: Iterable[Region]) -> bool:
    """Whether an answer is a mark, set or not: by a list of one entry, or by its heading."""
    listed = region.rule is not None and region.rule.kind == "list"
    entries = region.rule.formula.strip('",') if listed and region.rule else ""
    single = bool(entries) and not set(entries) & set(",:!$(")
    return single or any(words.asks_for_mark(head.text) for head in heads)


def _stray(candidate: AnswerCandidate, passed: tuple[Region, ...]) -> bool:
    """A further blank behind a label that has its answer, of another size and without heading."""
    if candidate.strong or not passed:
        return False
    return abs(passed[-1].width - candidate.region.width) > 1
