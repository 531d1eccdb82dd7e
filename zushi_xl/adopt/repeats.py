"""Answers that are asked for several times: down a table, along it, in blocks below each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import series, words
from .candidates import AnswerCandidate
from .label import Label
from .model import CellRule, Region, Repeat, SheetLook
from .naming import is_generic
from .repeats_along import FoundRepeat, along, stand_for
from .runs import runs

_FEWEST_NAMED = 3  # rows of a table, before spare ones


def repeats_of(
    look: SheetLook, candidates: Sequence[AnswerCandidate], labels: Mapping[Area, Label]
) -> FoundRepeat:
    """Which answers repeat. A run of rows without labels of their own is one answer that stands
    for all; rows or columns that are named one by one stay answers with an index."""
    found = FoundRepeat({}, set(), {}, {})
    runs = list(_columns(look, candidates, labels))
    for run in runs:
        _unnamed_rows(look, run, labels, found)
    along(candidates, labels, found)
    for run in runs:
        _named_rows(look, run, labels, found)
    _blocks(candidates, labels, found)
    return found


# -- down a table ------------------------------------------------------------------------------


def _columns(
    look: SheetLook, candidates: Sequence[AnswerCandidate], labels: Mapping[Area, Label]
) -> Iterator[list[AnswerCandidate]]:
    """Answers under one heading that follow each other."""
    columns: dict[object, list[AnswerCandidate]] = defaultdict(list)
    for candidate in candidates:
        label = labels[candidate.area]
        head = label.heads[-1].area if label.heads else None
        columns[candidate.area.left, candidate.area.right, head].append(candidate)
    for column in columns.values():
        for run in _runs(look, column):
            yield from _of_one_rule(look, run, labels)


def _of_one_rule(
    look: SheetLook, run: list[AnswerCandidate], labels: Mapping[Area, Label]
) -> Iterator[list[AnswerCandidate]]:
    """A run, unless drop-downs tell its answers apart: then rows with names of their own are no
    repeat, and the others are one by one."""
    rules = {_same_rule(candidate.region.rule) for candidate in run}
    if len(rules) == 1:
        yield run
    elif not all(labels[candidate.area].row for candidate in run):
        for rule in sorted(rules):
            yield from _runs(look, [c for c in run if _same_rule(c.region.rule) == rule])


def _same_rule(rule: CellRule | None) -> str:
    """Lists tell columns apart; other rules may move with the row."""
    return rule.formula if rule and rule.kind == "list" and ":" not in rule.formula else ""


def _runs(look: SheetLook, column: list[AnswerCandidate]) -> Iterable[list[AnswerCandidate]]:
    """Answers of one height that follow each other without a gap."""

    def follows(above: AnswerCandidate, candidate: AnswerCandidate) -> bool:
        at_once = look.row_above(candidate.area.top) == above.area.bottom
        return at_once and candidate.region.rows == above.region.rows

    return runs(column, follows)


def _unnamed_rows(
    look: SheetLook, run: list[AnswerCandidate], labels: Mapping[Area, Label], found: FoundRepeat
) -> None:
    own = [labels[candidate.area] for candidate in run]
    told = own[0].heads or own[0].enumerators
    if len(run) > 1 and told and not any(label.row for label in own):
        step = run[0].region.rows
        below = look.left_out.get(run[-1].area.bottom + 1, 0)
        count = (run[-1].area.bottom - run[0].area.top + 1) // step + below
        stand_for(run, Repeat("rows", _of(look, own), count, step), found)


def _named_rows(
    look: SheetLook, run: list[AnswerCandidate], labels: Mapping[Area, Label], found: FoundRepeat
) -> None:
    last = labels[run[-1].area].row
    if last is not None and words.is_total(last.text):
        run = run[:-1]
    run = run[: _counting(run, labels)]
    run = run[: _before_spare(run, labels)]
    own = [labels[candidate.area] for candidate in run]
    rows = [label.row for label in own]
    named = [row for row in rows if row is not None]
    if len(run) < 2 or not named or any(c.area in found.repeats for c in run):
        return
    if None in rows or len({row.area for row in named}) < len(run):
        _shared_rows(look, run, own, found)
        return
    if len({candidate.region.text.strip() for candidate in run}) > 1 or _asks(own[0]):
        return
    counted = all(label.enumerators for label in own) or _numbered(look, named)
    counted = counted and any(
        label.heads or c.region.boxed for label, c in zip(own, run, strict=True)
    )
    counted = counted or _itemised(look, own, named)
    if counted or series.is_series([row.text for row in named]):
        of = _of(look, own)
        for index, candidate in enumerate(run, 1):
            found.repeats[candidate.area] = Repeat(
                "rows", of, len(run), candidate.region.rows, index
            )


def _before_spare(run: list[AnswerCandidate], labels: Mapping[Area, Label]) -> int:
    """How many rows have names, if all others follow below them: spare rows to name oneself."""
    rows = [labels[candidate.area].row for candidate in run]
    named = next((n for n, row in enumerate(rows) if row is None), len(rows))
    return named if named >= _FEWEST_NAMED and not any(rows[named:]) else len(rows)


def _counting(run: list[AnswerCandidate], labels: Mapping[Area, Label]) -> int:
    """How many rows belong together: those that count through one thing (9:00, 9:30 …), where at
    least three do; else all."""
    rows = [labels[candidate.area].row for candidate in run]
    texts = [row.text for row in rows if row is not None]
    if len(texts) < len(rows) or not series.is_series(texts[:3]):
        return len(run)
    return next((n for n in range(len(texts), 2, -1) if series.is_series(texts[:n])), len(run))


_NO_ITEMS = regex(
    r"区分|内訳|科目|費目|設問|質問|問|項目|回答|事項|収入|支出|歳入|歳出|\A[^(（\n]*+[(（].*"
)


def _itemised(look: SheetLook, own: Sequence[Label], named: Sequence[Region]) -> bool:
    """Whether rows are things of one sort, which a heading over their names says: 品目, 手続."""
    head = look.at.get((named[0].area.top - 1, named[0].area.left))
    if len(named) < 3 or head is None or not (head.label and all(label.matrix for label in own)):
        return False
    level = own[0].heads[-1].area.bottom == head.area.bottom
    return level and not _NO_ITEMS.fullmatch(words.folded(head.text))


def _shared_rows(
    look: SheetLook, run: list[AnswerCandidate], own: list[Label], found: FoundRepeat
) -> None:
    """Rows that share a label (two lines for each hour, five lines under one heading)."""
    groups: dict[Area | None, list[AnswerCandidate]] = defaultdict(list)
    labels_of = {candidate.area: label for candidate, label in zip(run, own, strict=True)}
    for candidate, label in zip(run, own, strict=True):
        groups[label.row.area if label.row else None].append(candidate)
    one = len(groups) == 1
    counted = series.is_series([label.row.text for label in own if label.row])
    if not one and not counted:
        return
    if not one and _numbered_anew(list(groups.values()), labels_of):
        for group in groups.values():
            _count_through(group, _of(look, own), found)
        return
    for group in groups.values() if not one else [run]:
        repeat = Repeat("rows", _of(look, own), len(run), run[0].region.rows)
        if one and own[0].heads:
            stand_for(group, repeat, found)
            continue
        if one and len(_texts(own[0].row)) == len(group):
            found.named.update(
                (candidate.area, line)
                for candidate, line in zip(group, _texts(own[0].row), strict=True)
            )
            continue
        if one:
            first, last = group[0].area, group[-1].area
            found.lines[first] = Area(first.top, first.left, last.bottom, last.right)
            found.stood_for.update(candidate.area for candidate in group[1:])
            continue
        for candidate in group:
            index = run.index(candidate) + 1
            found.repeats[candidate.area] = replace(repeat, index=index)


def _numbered_anew(
    groups: Sequence[Sequence[AnswerCandidate]], labels: Mapping[Area, Label]
) -> bool:
    """Whether each group of rows is numbered as the first one: periods 1 to 4 of each day."""
    numbers = [
        [words.folded(n.text) for c in group for n in labels[c.area].enumerators[:1]]
        for group in groups
    ]
    return len(numbers[0]) > 1 and all(each == numbers[0] for each in numbers)


def _count_through(group: Sequence[AnswerCandidate], of: str, found: FoundRepeat) -> None:
    """The rows of a group are one answer, each with its index."""
    step = group[0].region.rows
    for index, candidate in enumerate(group, 1):
        found.repeats[candidate.area] = Repeat("rows", of, len(group), step, index)


def _texts(row: Region | None) -> list[str]:
    return [line.strip() for line in row.text.splitlines() if line.strip()] if row else []


def _asks(label: Label) -> bool:
    """Whether a column answers questions, each of them another."""
    return bool(label.heads) and is_generic(label.heads[-1].text)


def _numbered(look: SheetLook, rows: Sequence[Region]) -> bool:
    """Whether a number of its own stands left of each row's label: ① マスタ設定."""
    before = [look.at.get((row.area.top, row.area.left - 1)) for row in rows]
    numbers = {n.area for n in before if n and (words.is_enumerator(n.text) or n.is_formula)}
    return len(numbers) == len(rows)


def _of(look: SheetLook, own: list[Label]) -> str:
    """What repeats: the heading over the numbers, or the outermost heading."""
    for label in own[:1]:
        for number in label.enumerators[-1:]:
            above = look.at.get((number.area.top - 1, number.area.left))
            if above is not None and _titles(above):
                return words.clean(above.text)
        if label.heads:
            return words.clean(label.heads[0].text)
        if label.row is not None:
            return words.clean(label.row.text)
    return words.clean(own[0].text)


def _titles(region: Region) -> bool:
    text = words.folded(region.text)
    return region.label and not words.is_enumerator(text) and not words.EXAMPLE.match(text)


# -- blocks ------------------------------------------------------------------------------------


def _whole_blocks(
    groups: list[list[AnswerCandidate]],
    step: int,
    candidates: Sequence[AnswerCandidate],
    found: FoundRepeat,
) -> bool:
    """Whether most of what stands in the first block comes again, not only その他 and 合計."""
    top = min(group[0].area.top for group in groups)
    inside = sum(
        top <= candidate.area.top < top + step and candidate.area not in found.repeats
        for candidate in candidates
        if candidate.area not in found.stood_for
    )
    return len(groups) >= 0.7 * inside


def _blocks(
    candidates: Sequence[AnswerCandidate], labels: Mapping[Area, Label], found: FoundRepeat
) -> None:
    """The same labels again, the same distance below each other."""
    places: dict[object, list[AnswerCandidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.area in found.repeats or candidate.area in found.stood_for:
            continue
        label, area = labels[candidate.area], candidate.area
        alone = label.row is not None and not label.heads  # 事業１／事業名: 事業名
        text = label.text.rpartition("／")[2] if alone else label.text
        if text:
            places[words.folded(text), area.left, area.right, candidate.region.rows].append(
                candidate
            )
    steps: dict[tuple[int, int], list[list[AnswerCandidate]]] = defaultdict(list)
    for group in places.values():
        distances = {b.area.top - a.area.top for a, b in zip(group, group[1:], strict=False)}
        if len(distances) == 1:
            steps[distances.pop(), len(group)].append(group)
    for (step, count), groups in steps.items():
        span = max(g[0].area.bottom for g in groups) - min(g[0].area.top for g in groups) + 1
        if (
            len(groups) < 2
            or span > step
            or step < 2
            or not _whole_blocks(groups, step, candidates, found)
        ):
            continue
        for group in groups:
            for index, candidate in enumerate(group, 1):
                of = words.clean(labels[groups[0][0].area].text)
                found.repeats[candidate.area] = Repeat("blocks", of, count, step, index)
