"""Answers of one line that are asked for several times: years, weekdays, the same again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.workbook.cells import Area

from . import series, words
from .candidates import AnswerCandidate
from .label import Label
from .model import Repeat
from .runs import runs


class FoundRepeat(NamedTuple):
    """The repeats of a sheet: per answer its repeat; answers that another one stands for."""

    repeats: dict[Area, Repeat]
    stood_for: set[Area]
    lines: dict[Area, Area]  # answers of several lines: the first line, all of them
    named: dict[Area, str]  # answers that one line of a label names: フリガナ over 氏名

    def is_split(self, area: Area, under: Iterable[Area]) -> bool:
        """Whether a column goes on at once above or below what repeats in it. ``under``: the
        answers under the heading of one of them."""
        column = [other for other in under if other[1::2] == area[1::2]]
        parts = [part for part in column if part not in self.stood_for]
        ends = {part: (self.rows_of(part) or range(part.bottom + 1)).stop for part in parts}
        return len(parts) < len(column) and any(
            ends[part] == other.top and area in (part, other) for part in parts for other in parts
        )

    def rows_of(self, area: Area) -> range | None:
        """The rows that an answer stands for; None where it stands for itself."""
        repeat = self.repeats.get(area)
        if repeat is None or repeat.index is not None or repeat.axis != "rows":
            return None
        return range(area.top, area.top + repeat.count * repeat.step)


def stand_for(run: list[AnswerCandidate], repeat: Repeat, found: FoundRepeat) -> None:
    """Let the first answer of a run stand for all."""
    found.repeats[run[0].area] = repeat
    found.stood_for.update(candidate.area for candidate in run[1:])


def along(
    candidates: Sequence[AnswerCandidate], labels: Mapping[Area, Label], found: FoundRepeat
) -> None:
    """Note the answers of one line that repeat."""
    lines: dict[tuple[int, int, Area | None], list[AnswerCandidate]] = defaultdict(list)
    for candidate in candidates:
        row = labels[candidate.area].row
        area = candidate.area
        if area in found.repeats or area in found.stood_for:
            continue
        lines[area.top, area.bottom, row.area if row else None].append(candidate)
    single = {key[:2] for key, line in lines.items() if key[2] and len(line) == 1}
    for key, line in lines.items():
        for run in _side_by_side(line):
            _repeat_columns(run, labels, found, beside=key[:2] in single)
    _named_beside(candidates, labels, found)


def _named_beside(
    candidates: Sequence[AnswerCandidate], labels: Mapping[Area, Label], found: FoundRepeat
) -> None:
    """Answers of a line whose labels, each beside its own, count through one thing: 1か月前｜＿｜
    2か月前｜＿."""
    lines: dict[object, list[AnswerCandidate]] = defaultdict(list)
    for candidate in candidates:
        label, area = labels[candidate.area], candidate.area
        if label.row is not None and not label.heads and area not in found.repeats:
            lines[area.top, area.bottom, candidate.region.columns].append(candidate)
    for line in lines.values():
        texts = [row.text for c in line if (row := labels[c.area].row)]
        steps = {b.area.left - a.area.left for a, b in zip(line, line[1:], strict=False)}
        if len(line) > 1 and len(steps) == 1 and series.is_series(texts):
            of, step = words.clean(texts[0]), steps.pop()
            for index, candidate in enumerate(line, 1):
                found.repeats[candidate.area] = Repeat("columns", of, len(line), step, index)


def _side_by_side(line: list[AnswerCandidate]) -> Iterable[list[AnswerCandidate]]:
    by_column = sorted(line, key=lambda candidate: candidate.area.left)
    return runs(by_column, lambda one, other: other.area.left == one.area.right + 1)


def _repeat_columns(
    run: list[AnswerCandidate], labels: Mapping[Area, Label], found: FoundRepeat, *, beside: bool
) -> None:
    """Note what repeats along a line. ``beside``: another name of the line has one answer, so that
    a further blank without a heading is none of this name: メーカー｜＿｜品番｜＿｜＿."""
    own = [labels[candidate.area] for candidate in run]
    heads = [label.heads[-1].text if label.heads else "" for label in own]
    if len(run) < 2:
        return
    texts = [words.folded(candidate.region.text) for candidate in run]
    width = run[0].region.columns
    of = words.clean(own[0].heads[0].text if own[0].heads else own[0].text)
    same = len(set(heads)) == 1 and len({c.region.columns for c in run}) == 1
    odd = beside and len(run) == 2 and not (heads[0] or texts[0])
    if same and len(set(texts)) == 1 and (own[0].row is not None or texts[0]) and not odd:
        stand_for(run, Repeat("columns", of, len(run), width), found)
        return
    period = _period(heads)
    if period and _parents_count(own, period):
        _periodic(run, period, of, found)
        return
    for part in _series(own, heads):
        of = words.clean(own[part.start].heads[0].text)
        for index, number in enumerate(part, 1):
            found.repeats[run[number].area] = Repeat("columns", of, len(part), width, index)


def _parents_count(own: list[Label], period: int) -> bool:
    """Whether what stands above the returning headings counts through one thing, or is none."""
    parents = [label.heads[-2].text if len(label.heads) > 1 else "" for label in own[::period]]
    return len(set(parents)) == 1 or series.is_series(parents)


def _series(own: list[Label], heads: list[str]) -> Iterator[range]:
    """The longest stretches of headings that count through one thing under one parent."""
    start = 0
    while start < len(own):
        stop = start + 1
        while stop < len(own) and _goes_on(own, heads, start, stop):
            stop += 1
        if stop - start > 1:
            yield range(start, stop)
        start = stop


def _goes_on(own: list[Label], heads: list[str], start: int, stop: int) -> bool:
    parents = own[start].heads[:-1]
    return (
        bool(heads[start] and heads[stop])
        and own[stop].heads[:-1] == parents
        and series.is_series(heads[start : stop + 1])
    )


def _period(heads: list[str]) -> int:
    """After how many columns the headings begin again; 0 where they do not."""
    for period in range(2, len(heads) // 2 + 1):
        if len(heads) % period == 0 and heads == heads[:period] * (len(heads) // period):
            return period if len(set(heads[:period])) == period and all(heads) else 0
    return 0


def _periodic(run: list[AnswerCandidate], period: int, of: str, found: FoundRepeat) -> None:
    count = len(run) // period
    for first in range(period):
        group = run[first::period]
        step = group[1].area.left - group[0].area.left
        stand_for(group, Repeat("columns", of, count, step), found)
