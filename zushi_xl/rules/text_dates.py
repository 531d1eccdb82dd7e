"""Rules about dates in texts: days that do not exist, days of another year, eras that disagree."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import FieldType, Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.returned.submission import Submission
from zushi_xl.rules.asked import REPLY, at, name_of, of_type
from zushi_xl.rules.registry import book_rule
from zushi_xl.text.folding import NARROW_DIGITS

_DIGITS = NARROW_DIGITS | str.maketrans("／．", "/.")
_ERA = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_YEAR = r"(?:(?P<era>令和|平成|昭和|R|H)[ 　]*(?P<n>\d{1,2}|元)|(?P<year>(?:19|20)\d\d))"
_DATE = re.compile(
    rf"(?<![\d.,/])(?:{_YEAR}(?:年|[./])[ 　]*+)?(?P<month>\d{{1,2}})"
    r"(?:月(?![間額分刊次])[ 　]*(?:(?P<day>\d{1,2})日)?|[./](?P<tail>\d{1,2})(?![\d.,/]))"
)
_BOTH = re.compile(
    r"(?P<era>令和|平成|昭和)[ 　]*(?P<n>\d{1,2}|元)(?:年度|年|)[ 　]*"
    r"[（(](?P<year>(?:19|20)\d\d)(?:年度|年|)[）)]"
    r"|(?P<year2>(?:19|20)\d\d)(?:年度|年|)[ 　]*"
    r"[（(](?P<era2>令和|平成|昭和|R|H)[ 　]*(?P<n2>\d{1,2}|元)(?:年度|年|)[）)]"
)
_HELD = re.compile(
    "開催|実施|行っ|行い|開い|配布|開設|設置|訪問|参加|交付|支給|作成|策定|発行|講演|受け付け"
)
_ELSEWHEN = re.compile(
    "踏まえ|を受け(?!付)|以降|施行|改正|発生|起き|起こ|前年度|昨年度|昨年|前年|向け|予定|計画|準備|備え|締結|設立|締切"
    "|から.{0,20}(?:まで|継続|続け)|比べ|比較|より"
)


class _Day(NamedTuple):
    text: str
    year: int | None
    month: int
    day: int | None
    sentence: str


def _days(text: str) -> Iterator[_Day]:
    for sentence in re.split("[。\n]", text.translate(_DIGITS)):
        year: int | None = None
        for match in _DATE.finditer(sentence):
            said = _year_of(match["era"], match["n"], match["year"])
            if match["tail"] and said is None:
                continue  # 3/4 may be a fraction, 6.3 a figure
            year = said or year
            day = match["day"] or match["tail"]
            yield _Day(
                match[0].strip(), said, int(match["month"]), int(day) if day else None, sentence
            )


def _year_of(era: str | None, number: str | None, year: str | None) -> int | None:
    if era and number:
        return _ERA[era] + (1 if number == "元" else int(number))
    return int(year) if year else None


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "ない日付",
    "文章に、暦にない月日がある。",
    "9月31日に開催した。",
)
def date_impossible(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        found = next((d for d in _days(answer.text) if not _exists(d)), None)
        if found is not None:
            yield at(
                date_impossible,
                answer,
                f"{name_of(answer)}の「{found.text}」は、暦にない日付です。",
                "正しい月日に直してください。",
            )


def _exists(day: _Day) -> bool:
    if not 1 <= day.month <= 12:
        return False
    last = calendar.monthrange(day.year or 2024, day.month)[1]  # without a year, 29 February may be
    return day.day is None or 1 <= day.day <= last


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "年度の外の日付",
    "年度実施内容に、評価年度（4月から翌年3月まで）の外の年月に行ったと書かれている。"
    "過去の出来事を受けた、継続しているなどの文は指摘しない。",
    "2024年度実施内容に「2023年5月12日に開催した。」とある。",
)
def date_outside_year(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer in of_type(submission, FieldType.TEXT):
        if answer.slot.field.meaning is not Meaning.RESULTS:
            continue
        found = next((d for d in _days(answer.text) if _is_outside(d, plan.fiscal_year)), None)
        if found is not None:
            year = plan.fiscal_year
            yield at(
                date_outside_year,
                answer,
                f"{name_of(answer)}の「{found.text}」は、{year}年度（{year}年4月～{year + 1}年3月）"
                "の外です。",
                f"年月を確かめ、誤りなら直してください。正しければ、{REPLY}",
                f"{year}年4月～{year + 1}年3月",
            )


_NEAR = 2  # years; a slip takes last year's or next year's


def _is_outside(day: _Day, year: int) -> bool:
    if day.year is None or not _exists(day):
        return False
    fiscal = day.year - (day.month <= 3)
    if abs(fiscal - year) > _NEAR:
        return False  # long ago: when something began
    return (
        fiscal != year and bool(_HELD.search(day.sentence)) and not _ELSEWHEN.search(day.sentence)
    )


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "和暦と西暦の食い違い",
    "和暦と西暦を並べた年が、同じ年でない。",
    "令和6年（2025年）に実施した。",
)
def date_eras_differ(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        for match in _BOTH.finditer(answer.text.translate(_DIGITS)):
            said = _year_of(match["era"] or match["era2"], match["n"] or match["n2"], None)
            western = int(match["year"] or match["year2"])
            if said is not None and said != western:
                yield at(
                    date_eras_differ,
                    answer,
                    f"{name_of(answer)}の「{match[0]}」は、和暦では{said}年で、西暦と合いません。",
                    "どちらかの年を直してください。",
                )
                break
