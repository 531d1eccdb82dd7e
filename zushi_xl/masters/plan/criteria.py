"""評価基準: rows of condition → grade, in the words of the officer who types them.

達成率 ≧ 100 かつ 実績 ≧ 前年度 → A
計画比 90以上                   → B
値なし または 基準値なし         → －
その他                          → C
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zushi_xl.masters.plan.judging import is_misplaced
from zushi_xl.masters.plan.values import level_words, read_levels, read_validity
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key, suggestion
from zushi_xl.plan.conditions.grammar import STATEMENTS, ConditionError, read_predicate
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Figure,
    PartOf,
    Predicate,
    Presence,
    Statement,
    names_in,
    renamed,
    tests_in,
)
from zushi_xl.plan.conditions.terms import ELAPSED, LEVEL_TERMS, SAME, TERMS
from zushi_xl.plan.levels import Level
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.plan.scales import Criterion, Grade, Treatment, WithoutValue


def read_criteria(
    book: MasterBook, settings: Settings, grades: Sequence[Grade]
) -> tuple[Criterion, ...]:
    """The rows of 評価基準."""
    words = level_words(settings)
    records = book.records("評価基準")
    columns = book.headers({}).get("KPI", ()) if records else ()
    return tuple(_criterion(r, words, settings, grades, columns, book.mistakes) for r in records)


def _criterion(
    record: Record,
    words: Mapping[str, Level],
    settings: Settings,
    grades: Sequence[Grade],
    columns: Sequence[str],
    mistakes: Mistakes,
) -> Criterion:
    valid_from, valid_to = read_validity(record, mistakes)
    treatment = choose(record, "扱い", Treatment, mistakes)
    without_value = choose(record, "値がないとき", WithoutValue, mistakes)
    return Criterion(
        levels=read_levels(record, words, settings, mistakes),
        valid_from=valid_from,
        valid_to=valid_to,
        condition=record["条件"],
        predicate=_predicate(record, columns, mistakes),
        grade=_grade(record, grades, mistakes),
        treatment=Treatment(treatment or Treatment.PROPOSES),
        without_value=WithoutValue(without_value) if without_value else None,
        source=record.source("条件"),
        scale=_scale(record, grades),
        field=record["欄"],
    )


def _predicate(record: Record, columns: Sequence[str], mistakes: Mistakes) -> Predicate:
    text = record["条件"]
    try:
        predicate = criterion_predicate(text, columns)
    except ConditionError as error:
        if text:
            _report(record, f"「{text}」を読めません。{error}", mistakes)
        return Statement("")
    for message in _faults(predicate, columns):
        _report(record, message, mistakes)
    return predicate


def criterion_predicate(text: str, columns: Sequence[str] = ()) -> Predicate:
    """The condition of a row, its terms by their standard names.

    Raises:
        ConditionError: it cannot be read.
    """
    return _with_terms(read_predicate(text, (*TERMS, *SAME, *columns)), frozenset(columns))


def _with_terms(predicate: Predicate, columns: frozenset[str]) -> Predicate:
    return renamed(predicate, lambda name: name if name in columns else SAME.get(name, name))


def _report(record: Record, message: str, mistakes: Mistakes) -> None:
    remedy = (
        f"「達成率 ≧ 100」のように、{'・'.join(TERMS)} と ≧ > ≦ < と数を並べるか、"
        f"「値なし」「KPIの列の見出し ＝ 語」とし、二つ以上は「かつ」「または」でつなぎます。"
        f"{'・'.join(STATEMENTS)} は一語で書きます。"
    )
    mistakes.at("criterion", record, "条件", f"「条件」の{message}", remedy)


def _faults(predicate: Predicate, columns: Sequence[str]) -> Iterator[str]:
    """What the grammar allows and no KPI can answer."""
    known = {*TERMS, *columns}
    for name in names_in(predicate):
        if name not in known:
            message = f"「{name}」は、使える語にもシート「KPI」の列にもありません。"
            yield message + suggestion(name, known)
    for test in tests_in(predicate):
        if isinstance(test, Comparison) and not set(names_in(test)) - known:
            yield from _unlike(test)
        elif isinstance(test, Presence) and test.name == ELAPSED:
            yield f"「{ELAPSED}」は計画の期間で決まるので、あり・なしを問えません。"


def _unlike(test: Comparison) -> Iterator[str]:
    """Two sides that cannot be compared: a rate and a figure, a text, a figure with a unit."""
    right = test.right.name if isinstance(test.right, PartOf) else test.right
    sides = [side for side in (test.left, right) if isinstance(side, str)]
    texts = [side for side in sides if side not in TERMS]
    if texts:
        yield f"「{'」「'.join(texts)}」は数ではないので、大きさを比べられません。"
    elif len({side in LEVEL_TERMS for side in sides}) > 1:
        yield f"「{'」と「'.join(sides)}」は、値と率なので比べられません。"
    elif isinstance(right, Figure) and right.unit not in ("", "％"):
        yield f"数に単位「{right.unit}」が付いています。単位を付けずに書いてください。"


def _grade(record: Record, grades: Sequence[Grade], mistakes: Mistakes) -> str:
    text, scale = record["評価"], _scale(record, grades)
    named = [grade for grade in grades if grade.scale == scale]
    symbols = {match_key(grade.symbol): grade.symbol for grade in named}
    symbol = symbols.get(match_key(text), "")
    if scale and grades and not named:
        scales = [grade.scale for grade in grades if grade.scale]
        remedy = f"{suggestion(scale, scales)}「評価区分」の列「尺度」にある名前にしてください。"
        message = f"尺度「{scale}」がシート「評価区分」にありません。"
        mistakes.at("criterion-scale", record, "尺度", message, remedy)
    elif text and symbols and not symbol and not _may_be_elsewhere(text, grades):
        mistakes.at(
            "criterion-grade",
            record,
            "評価",
            f"「評価」の「{text}」がシート「評価区分」にありません。",
            f"{suggestion(text, symbols.values())}使えるのは {' / '.join(symbols.values())} です。",
        )
    return symbol


def _scale(record: Record, grades: Iterable[Grade]) -> str:
    """The scale as its grades spell it."""
    known = {match_key(grade.scale): grade.scale for grade in grades}
    return known.get(match_key(record["尺度"]), record["尺度"])


def _may_be_elsewhere(symbol: str, grades: Sequence[Grade]) -> bool:
    """Whether a grade with a symbol stands in a scale in which its rank is told as a mistake."""
    named = (grade for grade in grades if match_key(grade.symbol) == match_key(symbol))
    return any(is_misplaced(grade, grades) for grade in named)
