"""What each answer is called: the label beside it, the headings above it, or both."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from zushi_xl.workbook.cells import Area

from . import printed_options, series, words
from .among_headings import follows_name
from .asked_in_columns import counts_years, ends_answer
from .asked_inside import asks_inside, with_inner_name
from .asked_marks import marked_item
from .between_answers import span_part, unit_and_name
from .candidates import AnswerCandidate, CandidateSheet
from .cell_signs import among_figures, is_grey, says_a_value, states_bound
from .headings import Headings
from .label import Label
from .last_resort import last_resort
from .line_leaders import LineLeaders, asks_below_answer, share_row
from .model import Region
from .name_signs import is_name
from .namesakes import told_apart
from .naming import ColumnNames, is_generic, is_split, plain_name
from .shared_boxes import is_dash
from .ticks import names_tick, tick_item, ticked_text

_MOST_GAP = 16.0  # characters between a label and its answer on one row
_MOST_GAP_IN_BOX = 60.0  # the same, in a label's box that is open towards the answer
_DIGIT = 5.0  # characters: a box for one digit or letter
_MOST_NAME = 15  # letters: between two answers of a row a longer text is a note of the first
_BETWEEN = (
    "（", "(", "～", "〜", "~", "－", "-", "：", ":", "から", "より", "自", "至",
    "令和", "平成", "昭和", "西暦", "有", "無", "はい", "いいえ", "男", "女",
)  # fmt: skip
_ENDS = ("から", "まで")
PARTS_OF_TIME = ("年", "月", "日", "時", "分")
_PLACE_PARTS = (
    "局", "部", "課", "係", "室", "都", "道", "府", "県", "郡", "市", "区", "町", "村",
    "丁目", "番", "番地", "号",
)  # fmt: skip
_PARTS = (frozenset(PARTS_OF_TIME), frozenset(_PLACE_PARTS))


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
        self._counting: dict[Area, bool] = {}

    @cached_property
    def all(self) -> dict[Area, Label]:
        """The label of every candidate, by the area of the candidate."""
        rows = {area: self._beside_or_above(c) for area, c in self._candidates.items()}
        labels = {b.label.area: b.label for b in rows.values() if b.label is not None}
        self._leaders = LineLeaders(self._at, self._candidates, tuple(labels.values()))
        heads = self._headings(rows)
        self._columns = ColumnNames(heads.values())
        matrix = _matrix(rows, heads)
        found = {
            area: self._label(c, rows[area], heads[area], area in matrix)
            for area, c in self._candidates.items()
        }
        return told_apart(self._sheet.look, found)

    def _headings(self, rows: Mapping[Area, Beside]) -> dict[Area, tuple[Region, ...]]:
        leading = {area: beside.label for area, beside in rows.items()}
        numbered = frozenset(area for area, beside in rows.items() if beside.numbers)
        headings = Headings(self._sheet, self._candidates, leading, numbered)
        found = {
            area: _below_sentences(headings.above(c.region, leading[area]))
            for area, c in self._candidates.items()
        }
        for area, heads in found.items():
            if not heads and leading[area] is None:
                found[area] = self._in_line(area, found)
        return found

    def _in_line(self, area: Area, heads: Mapping[Area, tuple[Region, ...]]) -> tuple[Region, ...]:
        """The heading of a blank among printed names, in the line of its neighbour's headings:
        科目 over 会費, 補助金 and two blanks."""
        after = self._at.get((area.top, area.right + 1))
        over = heads.get(after.area, ()) if after is not None else ()
        first = self._at.get((area.top - 1, area.left))
        if not over or first is None or not first.boxed or first.area[1::2] != area[1::2]:
            return ()
        head = self._at.get((over[-1].area.top, area.left))
        fits = head is not None and head.label and head.area[1::2] == area[1::2]
        return (head,) if head is not None and fits and head.area.top < first.area.top else ()

    # -- beside ------------------------------------------------------------------------------

    def _beside_or_above(self, candidate: AnswerCandidate) -> Beside:
        """What stands left of an answer; above it too where nothing is drawn around them."""
        beside, (top, left, _, _) = self._beside(candidate.region), candidate.area
        over = beside.label is None and "sender" in candidate.evidence
        return Beside(self._at.get((top - 1, left)), (), ()) if over else beside

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
            greyed = is_grey(near.fill) and near.fill != self._sheet.grey_to_fill
            return near.width < 3 or near.crossed or greyed
        if near.text.strip() in _BETWEEN or words.is_sign(near.text) or self._is_value(near):
            return True
        if printed_options.is_pair(near.text) or share_row(self._at, near, region):
            return True
        look, before = self._sheet.look, self._at.get((near.area.top, near.area.left - 1))
        answered = bool(before and before.area in self._candidates)
        ends = near.text.strip() in _PLACE_PARTS or (before and ends_answer(look, before))
        if answered and ends:
            return True
        if near.area in self._sheet.units or (not answered and follows_name(look, near)):
            return True
        name = near.boxed and near.text.strip() in words.NAMES_TOO
        beside = name and near.area.right + 1 == region.area.left
        return bool(words.unit_of(near.text) and answered and not beside)

    def _is_value(self, near: Region) -> bool:
        """Whether a number is a printed value of its row (20, 30, 24), not its own number."""
        if words.is_figure(near.text) or states_bound(self._sheet.look, near):
            return True
        return near.label and near.text.strip().isdecimal() and not self._counts(near)

    def _counts(self, near: Region) -> bool:
        """Whether the numbers of a column go on by one, or begin anew."""
        if near.area not in self._counting:
            column = self._numbers_along(near)
            numbers = [int(region.text) for region in column]
            steps = [b - a for a, b in pairwise(numbers)]
            anew = numbers[0] <= 1 and all(b - a == 1 or b <= 1 for a, b in pairwise(numbers))
            counts = anew or all(step == 1 for step in steps)
            counts = counts and not any(among_figures(self._sheet.look, n) for n in column)
            self._counting.update((region.area, counts) for region in column)
        return self._counting[near.area]

    def _numbers_along(self, near: Region) -> list[Region]:
        """The numbers above and below a number, with itself."""
        found = deque([near])
        for way in (-1, 1):
            at: Region | None = near
            while at is not None:
                row = at.area.top - 1 if way < 0 else at.area.bottom + 1
                at = self._at.get((row, near.area.left))
                if at is None or not at.text.strip().isdecimal():
                    break
                found.appendleft(at) if way < 0 else found.append(at)
        return list(found)

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
        if not (row or heads):
            return last_resort(self._sheet.look, candidate, numbers, part)
        parted = is_dash(self._at.get((region.area.top, region.area.left - 1)))
        stray = not parted and _stray(candidate, passed)
        if row is not None and not heads and not part and stray:
            return Label("", row, (), numbers, doubts=("見出しの2つ目の空欄",))
        far = bool(passed and row is not None and not part)
        noted = row is not None and not heads and self._is_note(row, region)
        doubts = ("見出しが左の欄の説明のようである",) if noted else ()
        both = matrix and bool(row and heads)
        name = with_inner_name(self._name(row, heads, part), region.text)
        return Label(name, row, heads, numbers, part, both, doubts, far)

    def _own_name(self, candidate: AnswerCandidate, beside_it: bool) -> str:
        """The name that the answer's own cell holds: □ 継続する, 通院頻度　　回."""
        text = candidate.region.text
        if _names_itself(candidate) and (
            not beside_it or asks_below_answer(self._at, self._candidates, candidate.region)
        ):
            name = plain_name(words.words_before_room(text))
            return f"{name}（内容）" if names_tick(self._sheet.look, candidate.region) else name
        alone = len(text.strip()) == 1 or words.is_truth(text)
        return plain_name(ticked_text(text)) if "tick" in candidate.evidence and not alone else ""

    def _sources(
        self,
        candidate: AnswerCandidate,
        beside: Beside,
        heads: tuple[Region, ...],
        matrix: bool,
    ) -> tuple[Region | None, tuple[Region, ...]]:
        """What names an answer: the text beside it, the headings above, or both."""
        region, (row, _, passed) = candidate.region, beside
        after = tick_item(self._sheet.look, region) if "tick" in candidate.evidence else None
        if after is not None:
            alone = row is not None and row.rows == region.rows and not passed
            before = alone and row is not None and row.boxed and region.boxed
            return (row if before and row is not None and after.boxed else after), ()
        if row is not None and heads and says_a_value(row.text):
            return None, heads
        digits = passed and all(p.width == region.width <= _DIGIT for p in passed)
        if row is not None and digits and row.boxed:
            return row, ()
        if row is not None and heads and not matrix:
            beside_first = not passed and (row.boxed or not heads[-1].boxed)
            return (row, ()) if beside_first else (None, heads)
        if item := marked_item(self._at, self._candidates, region, row, heads):
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
            if self._leaders.leader(row) is not None or is_name(row):
                return False
            again = self._leaders.is_shared(row) and not self._drawn_as_label(row, before)
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

    def _row_name(self, row: Region) -> str:
        text = row.text
        before = self._at.get((row.area.top, row.area.left - 1))
        if before and before.label and is_split(before, row):
            text = before.text + text
        if before and before.area in self._candidates:
            text = unit_and_name(text)[1] or text
        name = plain_name(words.words_before_room(text) if row.area in self._candidates else text)
        if before and before.label and before.rows > row.rows and self._leaders.told_apart(row):
            name = f"{plain_name(before.text)}／{name}"
        elif name and (leader := self._leaders.leader(row)) is not None:
            name = f"{plain_name(leader.text)}／{name}"
        return name

    def _date_part(self, region: Region) -> str:
        after = self._at.get((region.area.top, region.area.right + 1))
        text = after.text.strip() if after and after.label else ""
        if text in _ENDS:
            return text
        if end := span_part(self._sheet.look, region, self._candidates):
            return end
        kinds = [kind for kind in _PARTS if text in kind]
        if not kinds or (text in PARTS_OF_TIME and region.width >= 16):
            return ""
        others = (
            self._at.get((region.area.top, c))
            for c in range(region.area.left - 12, region.area.right + 14)
        )
        texts = {other.text.strip() for other in others if other}
        return text if any(len(texts & kind) > 1 for kind in kinds) else ""


def _below_sentences(heads: tuple[Region, ...]) -> tuple[Region, ...]:
    """The headings below what the form has answered itself: 前年度の対応, a text, 今後の対応."""
    ends = [n for n, head in enumerate(heads[:-1], 1) if head.text.strip().endswith("。")]
    return heads[max(ends, default=0) :]


def _matrix(
    rows: dict[Area, Beside],
    heads: dict[Area, tuple[Region, ...]],
) -> set[Area]:
    """The answers that a row label and a column heading name together."""
    by_head, by_row = defaultdict(set), defaultdict(set)
    for area, found in heads.items():
        if found and (row := rows[area].label) is not None:
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
    printed = words.is_placeholder(region.text) or printed_options.options(region.text)
    own = not printed or asks_inside(region.text)
    return own and bool({"inline", "room", "inside"} & set(evidence))


def _stray(candidate: AnswerCandidate, passed: tuple[Region, ...]) -> bool:
    """A further blank behind a label that has its answer, of another size and without heading."""
    if candidate.strong or not passed or counts_years(candidate.region.text):
        return False
    return abs(passed[-1].width - candidate.region.width) > 1
