"""Which regions of a sheet are to be filled in: evidence for, reasons against.

Evidence, strongest first: what filled copies hold differently, unlocked cells of a sheet whose
labels are locked, input rules, defined names, the colour that a legend explains, a bordered blank
beside or below a label, text that leaves room for an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, words
from .among_headings import among_units, heads_column, is_unit_cell, unit_cells
from .cell_signs import (
    example_areas,
    has_room_inside,
    is_answer_text,
    is_default_answer,
    is_framed,
    is_grey,
    is_light,
    is_named_inline,
    is_tick_box,
    is_underlined,
    leaves_room,
)
from .model import LeftOut, Region, SheetLook

_NARROW = 1.3  # characters: too narrow to write in
_LOW = 5.0  # points
_TICK_WIDTH = 5.0  # characters: a box for a tick
_OPEN_END = regex(r"\S[ 　]{3,}$|\A[ 　]{4,}\S{1,6}$")
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
    "underline": "見出しの右の下線",
    "placeholder": "記入のしかただけが書かれている",
    "options": "選ぶものが並んでいる",
    "tick": "印を付ける四角",
    "room": "文の中に空きがある",
    "inline": "見出しの後ろに書く",
    "colon": "「：」の後ろの空いたセル",
    "inside": "枠の上に見出しがあり、下に余白がある",
}


class CandidateSheet:
    """The candidates of one sheet."""

    def __init__(self, look: SheetLook) -> None:
        self.look = look
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
            behind = tuple(self._behind_colons())
            labels = sum(region.label for region in self.look.regions)
            return behind if 2 * len(behind) >= labels else ()  # else it is prose
        for region in self._lines_beside_room(accepted):
            accepted[region.area] = AnswerCandidate(region, ("inline",))
        return tuple(sorted(accepted.values(), key=lambda candidate: candidate.area))

    def _behind_colons(self) -> Iterator[AnswerCandidate]:
        """「氏名：」 on a sheet that draws no boxes at all: the empty cell behind it."""
        for region in self.look.regions:
            text = region.text.strip()
            place = (region.area.top, region.area.right + 1)
            short = text.endswith((":", "：")) and 1 < len(text) <= 25 and "\n" not in text
            if short and region.label and place not in self.look.at:
                blank = Region(Area(*place, *place), width=20.0, height=15.0)
                yield AnswerCandidate(blank, ("colon",))

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

    def _alone(self, near: Region, right: int) -> bool:
        """A short boxed text of the same width that has no blank to write in beside it."""
        short = near.label and near.boxed and len(near.text.strip()) <= 20
        same = near.area.right == right and near.locked
        after = self._blank_at(near.area.top, near.area.right + 1)
        under = self._blank_at(near.area.bottom + 1, near.area.left)
        return short and same and not after and not under and not self.by_lock

    def leave_out(self, region: Region, reason: str) -> None:
        """Note that a region is no answer, and why, with the first 80 letters of its text."""
        self.left_out.append(LeftOut(self.look.name, region.area, reason, region.text[:80]))

    # -- what the sheet as a whole says ------------------------------------------------------

    @cached_property
    def by_lock(self) -> bool:
        """Whether unlocked cells say where to write."""
        regions = [r for r in self.look.regions if not r.is_formula]
        labels = [r for r in regions if r.label and not words.is_placeholder(r.text)]
        open_labels = sum(not r.locked for r in labels)
        open_boxes = [r for r in regions if not r.locked and (r.blank or r.rule) and is_framed(r)]
        if not open_boxes or 2 * open_labels > len(labels):
            return bool(self.look.protected and open_labels < len(labels) and self._any_open)
        boxes = [r for r in regions if r.blank and r.boxed and not r.crossed]
        return self.look.protected or 10 * len(open_boxes) >= 4 * len(boxes)

    @cached_property
    def _any_open(self) -> bool:
        return any(not r.locked and not r.is_formula for r in self.look.regions)

    @cached_property
    def legend(self) -> tuple[str, Area | None]:
        """The colour of input cells that the sheet explains, and the sample of it."""
        for region in self.look.regions:
            if not region.label or not words.INPUT_LEGEND.search(words.folded(region.text)):
                continue
            for near in self._neighbours(region):
                if near.blank and near.fill:
                    return near.fill, near.area
            if region.fill and len(region.text) < 30 and self._blanks_of(region.fill) >= 2:
                return region.fill, region.area
        return "", None

    def _neighbours(self, region: Region) -> Iterator[Region]:
        top, left, bottom, right = region.area
        for place in ((top, left - 1), (top, right + 1), (top - 1, left), (bottom + 1, left)):
            near = self.look.at.get(place)
            if near is not None:
                yield near

    def _blanks_of(self, fill: str) -> int:
        return sum(r.blank and r.fill == fill for r in self.look.regions)

    @cached_property
    def input_fills(self) -> frozenset[str]:
        """Colours that blanks have and labels have not."""
        labels = Counter(r.fill for r in self.look.regions if r.label and r.fill)
        bars = {(r.area.top, r.fill) for r in self.look.regions if r.label and r.fill}
        blanks = [r for r in self.look.regions if r.blank and r.fill]
        apart = Counter(r.fill for r in blanks if (r.area.top, r.fill) not in bars)
        total = Counter(r.fill for r in blanks)
        return frozenset(
            fill
            for fill, count in apart.items()
            if count >= 2 and count >= 4 * labels[fill] and 2 * count > total[fill]
            and is_light(fill) and not is_grey(fill)
        )  # fmt: skip

    @cached_property
    def by_fill(self) -> bool:
        """Whether the colour alone says where to write: most blank boxes have it."""
        blanks = [r for r in self.look.regions if r.blank and (r.boxed or r.fill) and not r.crossed]
        return 2 * sum(r.fill in self.input_fills for r in blanks) > len(blanks) > 0

    @cached_property
    def units(self) -> frozenset[Area]:
        """Cells that hold the unit of an answer beside them."""
        return unit_cells(self.look)

    @cached_property
    def _examples(self) -> tuple[Area, ...]:
        return tuple(example_areas(self.look))

    def in_example(self, region: Region) -> bool:
        """Whether a region meets an area that shows how to fill in the form."""
        return any(area.meets(region.area) for area in self._examples)

    # -- one region --------------------------------------------------------------------------

    def _evidence(self, region: Region, accepted: dict[Area, AnswerCandidate]) -> tuple[str, ...]:
        if region.is_formula or self._outside_print(region):
            return ()
        found = [word for word, holds in self._signs(region, accepted) if holds]
        if self.by_lock and "differs" not in found:
            return tuple(found) if "unlocked" in found else ()
        if self.legend[0] and not {"legend", "differs", "rule"} & set(found):
            return ()
        if self.by_fill and found and not {"fill", "differs", "rule", "name"} & set(found):
            found = [word for word in found if word != "box"]
        return tuple(found)

    def _signs(
        self, region: Region, accepted: dict[Area, AnswerCandidate]
    ) -> Iterator[tuple[str, bool]]:
        writable = region.blank or is_answer_text(region.text)
        rule = region.rule is not None and region.rule.kind in _REAL_RULES
        yield "differs", region.differs > 0
        if self.by_lock:
            yield "unlocked", not region.locked and self._open(region, writable, rule, accepted)
        yield "rule", rule and (writable or is_default_answer(region))
        yield "name", bool(region.name) and region.blank
        fill, sample = self.legend
        coloured = bool(fill) and region.fill == fill and region.area != sample
        yield "legend", coloured and (writable or self._sample(region))
        yield "fill", region.blank and region.fill in self.input_fills
        yield "box", region.boxed and (region.blank or self._filled_row(region, accepted))
        yield "underline", is_underlined(self.look, region)
        framed = region.boxed or not region.locked
        dated = words.is_date_placeholder(region.text) and words.has_space(region.text)
        yield "placeholder", (framed or dated) and words.is_placeholder(region.text)
        printed = printed_options.options(region.text) if len(region.text) < 200 else ()
        yield "options", bool(printed) and (framed or "□" in region.text)
        yield "tick", is_tick_box(self.look, region)
        room = leaves_room(region.text) or self._ends_open(region)
        yield "room", framed and room
        yield "inline", is_named_inline(self.look, region)
        yield "inside", has_room_inside(self.look, region)

    def _open(
        self, region: Region, writable: bool, rule: bool, accepted: dict[Area, AnswerCandidate]
    ) -> bool:
        """Whether an unlocked region is an answer and no spacer: it shows, or follows a label."""
        sample = self.look.protected and self._sample(region)
        if not (writable or rule or is_default_answer(region) or sample):
            return False
        if rule or region.name or is_framed(region):
            return True
        if self._has_frames:
            return self._follows_plain_label(region)
        top, left, _, _ = region.area
        for place in ((top, left - 1), (top - 1, left)):
            near = self.look.at.get(place)
            if near and (near.area in accepted or (near.label and near.locked)):
                return True
        return False

    def _sample(self, region: Region) -> bool:
        """A short text that may be written over, right of a label: 株式会社○○."""
        near = self.look.at.get((region.area.top, region.area.left - 1))
        same = near is not None and near.locked == region.locked and near.fill == region.fill
        return bool(near and near.label and not same and region.boxed and len(region.text) < 40)

    def _follows_plain_label(self, region: Region) -> bool:
        """Right of a label that has no box either: 名称：＿＿＿＿."""
        near = self.look.at.get((region.area.top, region.area.left - 1))
        return bool(near and near.label and near.locked and not near.boxed and region.width > 6)

    @cached_property
    def _has_frames(self) -> bool:
        """Whether the sheet draws boxes around its answers."""
        return sum(r.boxed for r in self.look.regions) >= 5

    def _filled_row(self, region: Region, accepted: dict[Area, AnswerCandidate]) -> bool:
        """A short text in the column of a numbered table whose other rows are blank, right of an
        answer: what somebody would write over."""
        before = self.look.at.get((region.area.top, region.area.left - 1))
        if not before or before.area not in accepted or before.rows != region.rows:
            return False
        if not before.blank or len(region.text.strip()) > 20 or words.unit_of(region.text):
            return False
        number = self._heading_left(region)
        if number is None or not words.is_enumerator(number.text):
            return False
        at: Region | None = region
        while at and at.boxed and at.label and at.area[1::2] == region.area[1::2]:
            at = self.look.at.get((at.area.bottom + 1, region.area.left))
        blank = at is not None and at.blank and at.boxed and not at.crossed
        return bool(blank and at and at.area[1::2] == region.area[1::2])

    def _ends_open(self, region: Region) -> bool:
        """「区分　　　　」 or 「　　　　小学校」 right of its label: the rest is to be written."""
        before = self.look.at.get((region.area.top, region.area.left - 1))
        return bool(
            _OPEN_END.search(region.text.strip("\n"))
            and before
            and before.label
            and before.boxed
            and not words.is_enumerator(before.text)
            and not self._blank_at(region.area.top, region.area.right + 1)
            and not self._blank_at(region.area.bottom + 1, region.area.left)
        )

    def _outside_print(self, region: Region) -> bool:
        areas = self.look.print_area
        inside = not areas or any(area.meets(region.area) for area in areas)
        return not inside and region.rule is None and not region.name and not region.differs

    def _rejected(self, region: Region, evidence: tuple[str, ...]) -> bool:
        reason = self._against(region, evidence)
        if reason:
            self.leave_out(region, reason)
        return bool(reason)

    def _against(self, region: Region, evidence: tuple[str, ...]) -> str:
        if "differs" in evidence:
            return ""
        if self.in_example(region):
            return "記入例の行または列"
        if region.crossed:
            return "斜線が引かれている"
        if region.width < _NARROW or region.height < _LOW:
            return "書き込める大きさがない"
        if {"unlocked", "legend", "rule", "name"} & set(evidence):
            return ""
        if is_grey(region.fill) and region.blank:
            return "灰色の欄（記入しない）"
        if region.blank and (self._spacer(region) or among_units(self.look, region)):
            return "見出しの一部（空いた角や区切り）"
        if words.is_placeholder(region.text) and is_unit_cell(self.look, region):
            return "単位だけのセル"
        if not region.blank and heads_column(self.look, region):
            return "見出しの一部（答え方の説明）"
        return ""

    def _spacer(self, region: Region) -> bool:
        """A blank that heads other labels: a label follows at once, none leads to it."""
        top, left, bottom, right = region.area
        before = self._heading_left(region)
        after = self.look.at.get((top, right + 1))
        if before or after is None or not after.label or words.unit_of(after.text):
            return False
        if words.is_placeholder(after.text) and region.width > _TICK_WIDTH:
            return True
        return not (region.width <= _TICK_WIDTH and region.rows == after.rows and top > 0
                    and not self._blank_at(after.area.top, after.area.right + 1))  # fmt: skip

    def _heading_left(self, region: Region) -> Region | None:
        column = region.area.left - 1
        while column >= 0:
            near = self.look.at.get((region.area.top, column))
            if near is None:
                return None
            if near.label:
                return near
            if near.area.top != region.area.top or near.area.bottom != region.area.bottom:
                return None
            column = near.area.left - 1
        return None

    def _blank_at(self, row: int, column: int) -> bool:
        near = self.look.at.get((row, column))
        return near is not None and near.blank and near.boxed
