"""Which regions of a sheet are to be filled in: evidence for, reasons against.

Evidence, strongest first: what filled copies hold differently, unlocked cells of a sheet whose
labels are locked, input rules, defined names, the colour that a legend explains, a bordered blank
beside or below a label, text that leaves room for an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, words
from .among_headings import asks_beside
from .asked_in_columns import asks_in_column, asks_under_heading, is_heading, offers_along
from .asked_inside import asks_in_bracket, asks_inside
from .begun_answers import before_seal, begins_address, ends_open, stands_for_answer
from .between_answers import unit_and_name
from .bracketed_rooms import bracketed_rooms
from .cell_signs import (
    among_figures,
    blank_at,
    counts_on,
    has_room_inside,
    heading_left,
    is_answer_text,
    is_clock,
    is_date_part,
    is_default_answer,
    is_framed,
    is_named_inline,
    is_pair_beside_name,
    is_underlined,
    leaves_room,
    text_before,
)
from .model import LeftOut, Region, SheetLook
from .no_answers import why_none
from .senders import behind_colons, beside_senders
from .sheet_signs import SheetSigns
from .ticks import is_bracket_to_mark, is_tick_box, names_tick

_OF_CHOICE = regex(r"の(?:別|種別|区分)$")
_TICK_WIDTH = 6.0
_FAR = 8  # cells that a text in a protected sheet may run over before its answer
_REAL_RULES = ("list", "whole", "decimal", "date", "time", "textLength", "custom")


@dataclass(frozen=True, slots=True)
class AnswerCandidate:
    """A region that is probably an answer, with the evidence for it (words of `REASONS`)."""

    region: Region
    evidence: tuple[str, ...]

    @property
    def area(self) -> Area:
        """Where it stands on its sheet."""
        return self.region.area

    @property
    def place(self) -> Area:
        """Where the answer is written: of a box of several cells the one with the text that the
        answer takes the place of (□, 年　月　日), or what 円, 〒 or a caption leaves of the box."""
        over = {"tick", "placeholder", "options"} & set(self.evidence)
        box, text = self.area, self.region.text_area
        if text is None or not over:
            return ("inside" in self.evidence and self.region.below_text) or box
        written = self.region.text.strip()
        unit = words.unit_of(words.without_brackets(written)) and not words.has_space(written)
        if unit and text.left > box.left:
            return Area(box.top, box.left, box.bottom, text.left - 1)
        first = written == "〒" and text[:2] == box[:2] and box.top == box.bottom
        if first and text.right < box.right:
            return Area(box.top, text.right + 1, box.bottom, box.right)
        return text

    @property
    def covers_text(self) -> bool:
        """Whether the answer is written where the form's text stands."""
        text = self.region.text_area
        return text is None or self.place.meets(text)

    @property
    def strong(self) -> bool:
        """Whether one of its signs alone makes it an answer."""
        return any(word in STRONG for word in self.evidence)


STRONG = frozenset(("differs", "unlocked", "rule", "name", "legend"))
REASONS = {
    "differs": "記入済みの写しで内容が違う",
    "unlocked": "保護されたシートでロックが外れている",
    "rule": "入力規則がある",
    "name": "名前が付いている",
    "legend": "凡例が示す入力用の色",
    "fill": "入力欄らしい色",
    "box": "罫線で囲まれた空欄",
    "listed": "見出しの下の、ブックが表の続きとする行",
    "underline": "見出しの右の下線",
    "placeholder": "記入のしかただけが書かれている",
    "options": "選ぶものが並んでいる",
    "offered": "選ぶ語が並んでいる",
    "zero": "罫線で囲まれ、0 が入っている",
    "begun": "住所の初め、または末尾の印だけが印字されている",
    "standing": "見出しの右に、答えの語が入っている",
    "tick": "印を付ける四角",
    "room": "文の中に空きがある",
    "inline": "見出しの後ろに書く",
    "sibling": "同じ並びの見出しの横の空いたセル",
    "guessed": "見出しのそばの空いたセル",
    "sender": "名や住所の見出しのそばの、枠のない余白",
    "colon": "「：」の後ろの空いたセル",
    "inside": "枠の上に見出しがあり、下に余白がある",
    "bracket": "別のセルのかっこの間の空き",
    "part": "年・月・日の前の空いたセル",
}


class CandidateSheet(SheetSigns):
    """The candidates of one sheet."""

    def __init__(self, look: SheetLook) -> None:
        super().__init__(look)
        self.left_out: list[LeftOut] = []

    @cached_property
    def found(self) -> tuple[AnswerCandidate, ...]:
        """Candidates by row and column, before their labels are known."""
        accepted: dict[Area, AnswerCandidate] = {}
        for region in self.look.regions:
            evidence = self._evidence(region, accepted)
            if evidence and not self._rejected(region, evidence):
                accepted[region.area] = AnswerCandidate(region, evidence)
        if not accepted and not self.look.protected:
            behind = tuple(AnswerCandidate(room, ("colon",)) for room in behind_colons(self.look))
            labels = sum(region.label for region in self.look.regions)
            return behind if 2 * len(behind) >= labels else ()  # else it is prose
        for region in self._lines_beside_room(accepted):
            accepted[region.area] = AnswerCandidate(region, ("inline",))
        for region in list(self._in_line_of_names(accepted)):
            accepted.setdefault(region.area, AnswerCandidate(region, ("sibling",)))
        for region in self._of_senders(accepted):
            accepted.setdefault(region.area, AnswerCandidate(region, ("sender",)))
        for region in () if self.by_lock else bracketed_rooms(self.look):
            if not self.in_example(region):
                accepted.setdefault(region.area, AnswerCandidate(region, ("bracket",)))
        return tuple(sorted(accepted.values(), key=lambda candidate: candidate.area))

    def _lines_beside_room(self, accepted: dict[Area, AnswerCandidate]) -> list[Region]:
        """「通院先」 above 「通院頻度　　　回」: lines of one list, each to be written behind."""
        found = []
        for candidate in accepted.values():
            if "room" not in candidate.evidence or words.is_placeholder(candidate.region.text):
                continue
            top, left, bottom, right = candidate.area
            for row in (top - 1, bottom + 1):
                near = self.look.at.get((row, left))
                if near is not None and near.area not in accepted and self._alone(near, right):
                    found.append(near)
        return found

    def _in_line_of_names(self, accepted: dict[Area, AnswerCandidate]) -> Iterator[Region]:
        """The empty cells beside coloured names, where nothing is drawn around an answer that
        stands beside such a name."""
        if self.by_lock or any(c.region.boxed for c in accepted.values()):
            return
        looks = set()
        for area in accepted:
            name = self.look.at.get((area.top, area.left - 1))
            if name is not None and name.label and name.fill:
                looks.add((name.area[1::2], name.fill))
        for name in self.look.regions:
            place = (name.area.top, name.area.right + 1)
            near = self.look.at.get(place)
            if (
                name.label
                and (name.area[1::2], name.fill) in looks
                and (near is None or near.blank)
            ):
                yield near or Region(Area(*place, *place), width=name.width, height=name.height)

    def _of_senders(self, accepted: dict[Area, AnswerCandidate]) -> tuple[Region, ...]:
        """What names without boxes leave to write in, beside boxes, where no lock and no colour
        says where to write."""
        if self.by_lock or self.by_fill or self.legend[0] or not self.has_boxes:
            return ()
        rooms = beside_senders(self.look, accepted)
        heads = self.rows_over_listed
        return tuple(r for r in rooms if not (self.in_example(r) or r.area.top in heads))

    def _alone(self, near: Region, right: int) -> bool:
        """A short boxed text of the same width that has no blank to write in beside it."""
        short = near.label and near.boxed and len(near.text.strip()) <= 20
        same = near.area.right == right and near.locked
        after = blank_at(self.look, near.area.top, near.area.right + 1)
        before = self.look.at.get((near.area.top, near.area.left - 1))
        ticked = before is not None and before.blank and before.boxed
        ticked = ticked and before is not None and before.width <= _TICK_WIDTH
        under = blank_at(self.look, near.area.bottom + 1, near.area.left)
        return short and same and not (after or under or ticked or self.by_lock)

    def leave_out(self, region: Region, reason: str) -> None:
        """Note that a region is no answer, and why, with the first 80 letters of its text."""
        self.left_out.append(LeftOut(self.look.name, region.area, reason, region.text[:80]))

    # -- one region --------------------------------------------------------------------------

    def _evidence(self, region: Region, accepted: dict[Area, AnswerCandidate]) -> tuple[str, ...]:
        if region.is_formula or self._outside_print(region):
            return ()
        found = [word for word, holds in self._signs(region, accepted) if holds]
        if self.by_lock and "differs" not in found:
            open_too = "fill" in found and not self.look.protected
            open_too = open_too or "unlocked" in found or self.was_forgotten(region)
            return tuple(found) if open_too else ()
        if self.legend[0] and not {"legend", "differs", "rule"} & set(found):
            return ()
        if self.by_fill and found and not {"fill", "differs", "rule", "name"} & set(found):
            found = [word for word in found if word != "box"]
        return tuple(found)

    def _signs(
        self, region: Region, accepted: dict[Area, AnswerCandidate]
    ) -> Iterator[tuple[str, bool]]:
        asked_here = asks_in_column(self.look, region)
        writable = region.blank or is_answer_text(region.text) or asked_here
        rule = region.rule is not None and region.rule.kind in _REAL_RULES
        yield "differs", region.differs > 0
        if self.by_lock:
            yield "unlocked", not region.locked and self._open(region, writable, rule, accepted)
        yield "rule", rule and (writable or self._has_default(region))
        yield "name", bool(region.name) and region.blank
        fill, sample = self.legend
        coloured = bool(fill) and region.fill == fill and region.area != sample
        yield "legend", coloured and (writable or self._sample(region))
        yield "fill", region.blank and region.fill in self.input_fills
        drawn = "guessed" if self.look.guessed else "listed" if region.listed else "box"
        yield drawn, region.boxed and (region.blank or self._filled_row(region, accepted))
        underlined = is_underlined(self.look, region)
        yield "underline", underlined
        zero = region.boxed and region.text.strip() == "0" and not self.by_fill
        yield "zero", zero and not among_figures(self.look, region)
        framed = region.boxed or not region.locked
        named = asks_inside(region.text)
        dated = words.is_date_placeholder(region.text) and words.has_space(region.text)
        heads = is_heading(self.look, region)
        asked = words.is_placeholder(region.text) and not (heads or (named and framed))
        asked = ((framed or dated or underlined) and asked) or is_clock(self.look, region)
        yield "placeholder", asked or asks_under_heading(self.look, region)
        printed = printed_options.options(region.text) if len(region.text) < 200 else ()
        offered = framed or "□" in region.text or is_pair_beside_name(self.look, region)
        heading = asks_beside(self.look, region) or self._over_example(region)
        heading = heading or bool(unit_and_name(region.text)[0])
        yield "options", bool(printed) and offered and not heading
        yield "offered", self._offers(region, accepted) or offers_along(self.look, region)
        yield "begun", begins_address(self.look, region) or before_seal(self.look, region)
        yield "standing", stands_for_answer(self.look, region, accepted)
        marked = self.speaks_of_marks and is_bracket_to_mark(self.look, region)
        yield "tick", marked or is_tick_box(self.look, region)
        room = (named or leaves_room(region.text)) and not counts_on(self.look, region)
        room = room or ends_open(self.look, region)
        computed = self._before_formula(region)
        room = room and (framed or names_tick(self.look, region))
        yield "room", room and not computed and not self._asks_beside(region)
        yield "inline", is_named_inline(self.look, region) and not computed
        before = self.look.at.get((region.area.top, region.area.left - 1))
        tick = accepted.get(before.area) if before is not None else None
        ticked = tick is not None and "tick" in tick.evidence
        behind = ticked and asks_in_bracket(self.look, region)
        yield "inside", behind or has_room_inside(self.look, region)
        yield "part", is_date_part(self.look, region)

    def _open(
        self, region: Region, writable: bool, rule: bool, accepted: dict[Area, AnswerCandidate]
    ) -> bool:
        """Whether an unlocked region is an answer and no spacer: it shows, or follows a label."""
        sample = self.look.protected and self._sample(region)
        writable = writable or leaves_room(region.text)
        if not (writable or rule or is_default_answer(region) or sample):
            return False
        dated = words.is_date_placeholder(region.text) and words.has_space(region.text)
        if rule or dated or region.name or is_framed(region) or self._joined_to_write(region):
            return True
        if self.has_frames:
            return self._follows_plain_label(region)
        top, left, _, _ = region.area
        for place in ((top, left - 1), (top - 1, left)):
            near = self.look.at.get(place)
            if near and (near.area in accepted or (near.label and near.locked)):
                return True
        return False

    def _joined_to_write(self, region: Region) -> bool:
        """Whether somebody joined and unlocked cells in a protected sheet to write in them, or
        unlocked a part of a drawn line: a text stands before them there, or a unit behind them."""
        lined = {"t", "b"} <= set(region.sides)
        if not (self.look.protected and region.blank and (lined or region.area.size > 1)):
            return False
        before = text_before(self.look, region, _FAR)
        after = self.look.at.get((region.area.top, region.area.right + 1))
        unit = after is not None and after.locked and bool(words.unit_of(after.text))
        if before is None or (region.area.size == 1 and words.unit_of(before.text)):
            return unit
        return unit or (before.label and before.locked)

    def _has_default(self, region: Region) -> bool:
        heads = region.area.bottom in self.rows_over_listed  # a rule for the whole column
        return is_default_answer(region) and not heads

    def _sample(self, region: Region) -> bool:
        """A short text that may be written over, right of a label: 株式会社○○."""
        near = self.look.at.get((region.area.top, region.area.left - 1))
        same = near is not None and near.locked == region.locked and near.fill == region.fill
        return bool(near and near.label and not same and region.boxed and len(region.text) < 40)

    def _follows_plain_label(self, region: Region) -> bool:
        """Right of a label that has no box either: 名称：＿＿＿＿."""
        near = self.look.at.get((region.area.top, region.area.left - 1))
        named = near is not None and near.label and not words.unit_of(near.text)
        return bool(near and named and near.locked and not near.boxed and region.width > 6)

    def _filled_row(self, region: Region, accepted: dict[Area, AnswerCandidate]) -> bool:
        """A short text in the column of a numbered table whose other rows are blank, right of an
        answer: what somebody would write over."""
        before = self.look.at.get((region.area.top, region.area.left - 1))
        if not before or before.area not in accepted or before.rows != region.rows:
            return False
        if not before.blank or len(region.text.strip()) > 20 or words.unit_of(region.text):
            return False
        number = heading_left(self.look, region)
        if number is None or not words.is_enumerator(number.text):
            return False
        at: Region | None = region
        while at and at.boxed and at.label and at.area[1::2] == region.area[1::2]:
            at = self.look.at.get((at.area.bottom + 1, region.area.left))
        blank = at is not None and at.blank and at.boxed and not at.crossed
        return bool(blank and at and at.area[1::2] == region.area[1::2])

    def _before_formula(self, region: Region) -> bool:
        """Whether a formula stands beside a text, which then names what it computes."""
        near = self.look.at.get((region.area.top, region.area.right + 1))
        return near is not None and near.is_formula

    def _asks_beside(self, region: Region) -> bool:
        """Whether a text with room in it is a question whose answer stands beside it:
        病気にかかっていますか（病名：　　　）｜はい　いいえ."""
        after = self.look.at.get((region.area.top, region.area.right + 1))
        writable = after is not None and (after.blank or is_answer_text(after.text))
        asks = words.asks(words.without_brackets(region.text))
        return bool(asks and writable and after is not None and after.boxed)

    def _over_example(self, region: Region) -> bool:
        below = self.look.at.get((region.area.bottom + 1, region.area.left))
        return below is not None and self.in_example(below)

    def _offers(self, region: Region, accepted: dict[Area, AnswerCandidate]) -> bool:
        """決行・延期・中止 right of its label: drawn otherwise, or below an answer that has its
        label left of it too (then two words are enough), or with no box that it might head."""
        if not region.boxed or not printed_options.offered(region.text, 2):
            return False
        before = self.look.at.get((region.area.top, region.area.left - 1))
        if not (before and before.label and before.boxed and before.rows == region.rows):
            return False
        below = self.look.at.get((region.area.bottom + 1, region.area.left))
        if _OF_CHOICE.search(words.folded(before.text)):
            return True
        goes_on = any(self._led(area, before) for area in accepted if area.left == region.area.left)
        under = self.look.at.get((before.area.bottom + 1, before.area.left))
        heads = under is not None and under.boxed and (under.blank or is_answer_text(under.text))
        if not (printed_options.offered(region.text) or (goes_on and not heads)):
            return False
        if before.fill and before.fill != region.fill and region.rows == 1:
            return True
        led = below is not None and self._led(below.area, before)
        led = led and below is not None and (below.blank or is_answer_text(below.text))
        free = below is None or not below.boxed or goes_on or led
        return free and not blank_at(self.look, region.area.top, region.area.right + 1)

    def _led(self, answer: Area, label: Region) -> bool:
        """Whether an answer has a label left of it, as wide as another one."""
        near = self.look.at.get((answer.top, answer.left - 1))
        return bool(near and near.label and near.area[1::2] == label.area[1::2])

    def _outside_print(self, region: Region) -> bool:
        areas = self.look.print_area
        inside = not areas or any(area.meets(region.area) for area in areas)
        told = inside or region.rule or region.name or region.differs
        return not (told or (self.look.protected and not region.locked))

    def _rejected(self, region: Region, evidence: tuple[str, ...]) -> bool:
        reason = why_none(self, region, evidence)
        if reason:
            self.leave_out(region, reason)
        return bool(reason)
