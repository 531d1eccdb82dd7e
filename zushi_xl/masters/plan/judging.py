"""How the plan is judged: 評価区分, 点検ルール, 了承."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zushi_xl.masters.plan.code_book import CodeBook
from zushi_xl.masters.plan.values import (
    level_words,
    read_day,
    read_levels,
    read_number,
    read_validity,
    read_year,
)
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key, suggestion
from zushi_xl.plan.levels import Level
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source

_RULE_ID = regex("[a-z]+(?:-[a-z]+)*")
_SEVERITIES = {
    "要修正": "error",
    "要確認": "confirm",
    "お知らせ": "info",
    "点検しない": "off",
    "error": "error",
    "confirm": "confirm",
    "info": "info",
    "off": "off",
}


def read_grades(book: MasterBook, settings: Settings) -> tuple[Grade, ...]:
    """The rows of 評価区分."""
    words = level_words(settings)
    records = book.records("評価区分")
    scales: dict[str, str] = {}  # names that are spelt differently are one
    grades = tuple(_grade(record, words, scales, settings, book.mistakes) for record in records)
    for index, grade in enumerate(grades):
        for earlier in grades[:index]:
            if _clash(grade, earlier):
                _report_clash(grade, earlier, book.mistakes)
                break
    _check_scale(grades, settings, book)
    _check_ranks(list(zip(grades, records, strict=True)), book.mistakes)
    return grades


def _check_ranks(grades: Sequence[tuple[Grade, Record]], mistakes: Mistakes) -> None:
    """In one list either all ranked grades have a rank, each its own, or none has."""
    ranked = [pair for pair in grades if pair[0].grade_class is GradeClass.RANKED]
    for index, (grade, record) in enumerate(ranked):
        beside = [other for other, _ in ranked[:index] if _stand_together(grade, other)]
        twin = next((o for o in beside if o.rank == grade.rank is not None), None)
        if twin is not None:
            message = f"「順」の{grade.rank}が{twin.source.cell}の行にもあります。"
            _report_rank(record, message, mistakes)
        elif any((o.rank is None) != (grade.rank is None) for o in beside):
            message = "同じ尺度に、「順」のある評価とない評価があります。"
            _report_rank(record, message, mistakes)


def is_misplaced(grade: Grade, grades: Iterable[Grade]) -> bool:
    """Whether a grade has the rank of another one beside it: it may be of another scale."""
    others = (other for other in grades if other is not grade and other.rank == grade.rank)
    return grade.rank is not None and any(_stand_together(grade, other) for other in others)


def _report_rank(record: Record, message: str, mistakes: Mistakes) -> None:
    remedy = "区分が「順位」の評価すべてに、よいほうから1、2、3…と違う順を記入してください。"
    if record["尺度"]:
        remedy += "別の一覧の評価なら、「尺度」を違う名前にしてください。"
    mistakes.at("rank", record, "順", message, remedy)


def _grade(
    record: Record,
    words: Mapping[str, Level],
    scales: dict[str, str],
    settings: Settings,
    mistakes: Mistakes,
) -> Grade:
    valid_from, valid_to = read_validity(record, mistakes)
    # what is mistyped is taken for the kind that its other cells speak of
    otherwise = GradeClass.RANKED if record["順"] else GradeClass.NOT_RATABLE
    grade_class = choose(record, "区分", GradeClass, mistakes) or otherwise
    return Grade(
        levels=read_levels(record, words, settings, mistakes),
        symbol=record["記号"],
        label=record["表示"],
        definition=record["定義"],
        grade_class=GradeClass(grade_class),
        valid_from=valid_from,
        valid_to=valid_to,
        source=record.source("記号"),
        scale=scales.setdefault(match_key(record["尺度"]), record["尺度"]),
        rank=_rank(record, mistakes),
        points=read_number(record, "点", "", mistakes),
    )


def _rank(record: Record, mistakes: Mistakes) -> int | None:
    number = read_number(record, "順", "", mistakes)
    if number is not None and (number < 1 or number != number.to_integral_value()):
        mistakes.at(
            "rank",
            record,
            "順",
            f"「順」の「{record['順']}」は順番になりません。",
            "1、2、3…のように、よいほうから数えた整数を記入してください。",
        )
        return None
    return None if number is None else int(number)


def _clash(one: Grade, other: Grade) -> bool:
    """Whether two grades could be meant by the same symbol in one scale and year."""
    same_symbol = bool(one.symbol) and match_key(one.symbol) == match_key(other.symbol)
    return same_symbol and _stand_together(one, other)


def _stand_together(one: Grade, other: Grade) -> bool:
    """Whether two grades are offered in one list at some level in some year."""
    same_level = not one.levels or not other.levels or set(one.levels) & set(other.levels)
    same_years = (one.valid_from or 0) <= (other.valid_to or 9999) and (other.valid_from or 0) <= (
        one.valid_to or 9999
    )
    return one.scale == other.scale and bool(same_level) and same_years


def _report_clash(grade: Grade, earlier: Grade, mistakes: Mistakes) -> None:
    mistakes.add(
        "grade-twice",
        grade.source,
        f"記号「{grade.symbol}」が{earlier.source.cell}にもあり、階層と適用期間が重なります。",
        "どちらかの記号を変えるか、尺度、階層または適用開始・適用終了を分けてください。",
        grade.symbol,
        "記号",
    )


def _check_scale(grades: tuple[Grade, ...], settings: Settings, book: MasterBook) -> None:
    year = settings.fiscal_year
    if (
        book.sheet("評価区分")
        and year
        and not any((grade.valid_from or 0) <= year <= (grade.valid_to or 9999) for grade in grades)
    ):
        book.mistakes.add(
            "grades",
            Source(book.workbook.file, "評価区分", "A2"),
            f"{year}年度に使える評価区分が一つもありません。",
            "評価区分を加えるか、適用開始・適用終了を直してください。",
        )


def read_rule_settings(book: MasterBook, fiscal_year: int) -> tuple[RuleSetting, ...]:
    """The rows of 点検ルール that hold in a year: those without 年度 hold in every year, as far as
    one of the year itself says nothing else."""
    always: dict[str, RuleSetting] = {}
    this_year: dict[str, RuleSetting] = {}
    for record in book.records("点検ルール"):
        year, setting = _rule_setting(record, book.mistakes)
        if year not in (None, fiscal_year):
            continue
        found = always if year is None else this_year
        if setting.rule in found:
            book.mistakes.at(
                "rule-twice",
                record,
                "ルール",
                f"ルール「{setting.rule}」が{found[setting.rule].source.cell}にもあります。",
                "どちらかの行を削除してください。",
            )
        found[setting.rule] = setting
    own = {rule: _over(always.get(rule), setting) for rule, setting in this_year.items()}
    return tuple((always | own).values())


def _over(always: RuleSetting | None, own: RuleSetting) -> RuleSetting:
    """The row of a year, with what only the row of every year says."""
    if always is None:
        return own
    threshold = always.threshold if own.threshold is None else own.threshold
    return own._replace(severity=own.severity or always.severity, threshold=threshold)


def _rule_id(text: str) -> str:
    """The id of a rule in any width and case; what cannot be one stays as typed."""
    key = match_key(text)
    return key if _RULE_ID.fullmatch(key) else text


def _rule_setting(record: Record, mistakes: Mistakes) -> tuple[int | None, RuleSetting]:
    severity = choose(record, "重大度", _SEVERITIES, mistakes)
    return read_year(record, "年度", mistakes), RuleSetting(
        _rule_id(record["ルール"]),
        _SEVERITIES.get(severity or "", ""),
        read_number(record, "しきい値", "", mistakes),
        record.source("ルール"),
        record["理由"],
        read_day(record, "決めた日", mistakes),
    )


def read_waivers(book: MasterBook, codes: CodeBook, names: Mapping[str, str]) -> tuple[Waiver, ...]:
    """The accepted findings; ``names`` are those of divisions and budget programs."""
    return tuple(
        Waiver(
            rule=_rule_id(record["ルール"]),
            place=_place(record, codes, names, book.mistakes),
            reason=record["理由"],
            approver=record["承認者"],
            expires=read_day(record, "期限", book.mistakes),
            source=record.source("ルール"),
            value=record["値"],
        )
        for record in book.records("了承")
    )


def _place(record: Record, codes: CodeBook, names: Mapping[str, str], mistakes: Mistakes) -> str:
    text = record["場所"]
    code = codes.canonical(text)
    place = code if code in codes.rows else names.get(match_key(text))
    if place is None and text and not codes.is_doubtful(text):
        mistakes.at(
            "waiver-place",
            record,
            "場所",
            f"「場所」の「{text}」は、計画のコードでも課名でも予算事業名でもありません。",
            f"{suggestion(text, [*codes.rows, *names.values()])}計画にあるものを記入してください。",
        )
    return place or text
