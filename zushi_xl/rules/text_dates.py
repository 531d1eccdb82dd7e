"""Rules about dates in texts: days that do not exist, days of another year, eras that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Submission
from zushi_xl.form.model import FieldType, Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.rules.asked import REPLY, at, name_of, of_type
from zushi_xl.rules.registry import book_rules
from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.ENTRY)

_DIGITS = NARROW_DIGITS | str.maketrans("／．", "/.")
_ERA = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_YEAR = r"(?:(?P<era>令和|平成|昭和|R|H)[ 　]*(?P<n>\d{1,2}|元)|(?P<year>(?:19|20)\d\d))"
_DATE = regex(
    rf"(?<![\d.,/])(?:{_YEAR}(?:年|[./])[ 　]*+)?(?P<month>\d{{1,2}})"
    r"(?:月(?![間額分刊次])[ 　]*(?:(?P<day>\d{1,2})日)?|[./](?P<tail>\d{1,2})(?![\d.,/]))",
    having="月./",
)
_BOTH = regex(
    r"(?P<era>令和|平成|昭和)[ 　]*(?P<n>\d{1,2}|元)(?:年度|年|)[ 　]*"
    r"[（(](?P<year>(?:19|20)\d\d)(?:年度|年|)[）)]"
    r"|(?<![A-Za-z])(?P<era3>R|H)[ 　]*(?P<n3>\d{1,2}|元)(?:年度|年|)[ 　]*"
    r"[（(](?P<year3>(?:19|20)\d\d)(?:年度|年|)[）)]"
    r"|(?P<year2>(?:19|20)\d\d)(?:年度|年|)[ 　]*"
    r"[（(](?P<era2>令和|平成|昭和|R|H)[ 　]*(?P<n2>\d{1,2}|元)(?:年度|年|)[）)]",
    having="令平昭RH",
)
_GROUPS = ("era", "era2", "era3"), ("n", "n2", "n3"), ("year", "year2", "year3")
_FISCAL = regex(
    r"(?:(?P<era>令和|平成|R|H)[ 　]*(?P<n>\d{1,2}|元)|(?P<year>20\d\d))年度(?:に|には|は|、)"
)
_KANJI_NUMBER = regex("[一二三四五六七八九十]{1,3}(?=[年月日])")
_HELD = regex(
    "開催|実施|行っ|行い|開い|配布|開設|設置|訪問|参加|交付|支給|作成|策定|発行|講演|受け付け"
)
_ELSEWHEN = regex(
    "踏まえ|を受け(?!付)|以降|施行|改正|発生|起き|起こ|前年度|昨年度|昨年|前年|向け|予定|計画|準備|備え|締結|設立|締切"
    "|から.{0,20}(?:継続|続け)|比べ|比較|より"
)


class _Day(NamedTuple):
    text: str
    year: int | None
    month: int
    day: int | None
    sentence: str
    weekday: str = ""


def _days(text: str) -> Iterator[_Day]:
    for sentence in re.split("[。\n]", _with_digits(text)):
        year: int | None = None
        for match in _DATE.finditer(sentence):
            said = _year_of(match["era"], match["n"], match["year"])
            named = _WEEKDAY.match(sentence, match.end())
            if match["tail"] and said is None and not named:
                continue  # 3/4 may be a fraction, 6.3 a figure
            year = said or year
            day = match["day"] or match["tail"]
            month, weekday = int(match["month"]), named["day"] if named else ""
            yield _Day(match[0].strip(), said, month, int(day) if day else None, sentence, weekday)


_WEEKDAY = regex("[ 　]?[（(](?P<day>[月火水木金土日])(?:曜日?)?(?:・?祝)?[）)]")


def _with_digits(text: str) -> str:
    """A text with the figures of its dates in narrow digits: 令和七年六月三日 too."""
    return _KANJI_NUMBER.sub(lambda m: str(_number(m[0])), text.translate(_DIGITS))


def _number(kanji: str) -> int:
    tens, ten, ones = kanji.rpartition("十")
    one = "〇一二三四五六七八九".find(ones[-1:]) if ones else 0
    return one if not ten else 10 * ("〇一二三四五六七八九".find(tens[-1:]) if tens else 1) + one


def _year_of(era: str | None, number: str | None, year: str | None) -> int | None:
    if era and number:
        return _ERA[era] + (1 if number == "元" else int(number))
    return int(year) if year else None


@BOOK.confirm_rule(
    "ない日付",
    "文章に、暦にない月日がある。年と並べた曜日が、その日の曜日でない。",
    "9月31日に開催した。2024年11月3日（土）に開催した（日曜日である）。",
)
def date_impossible(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A day that the calendar does not have, or with a wrong day of the week."""
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        found = next((d for d in _days(answer.text) if not _exists(d) or _weekday_of(d)), None)
        if found is not None:
            right = _weekday_of(found)
            wrong = (
                f"（{found.weekday}）」は、{right}曜日です" if right else "」は、暦にない日付です"
            )
            yield at(
                date_impossible,
                answer,
                f"{name_of(answer)}の「{found.text}{wrong}。",
                f"正しい{'月日か曜日' if right else '月日'}に直してください。",
            )


def _weekday_of(day: _Day) -> str:
    """The weekday of a date that is told with another one; empty where none is wrong."""
    if not (day.year and day.day and day.weekday and _exists(day)):
        return ""
    right = "月火水木金土日"[date(day.year, day.month, day.day).weekday()]
    return right if right != day.weekday else ""


def _exists(day: _Day) -> bool:
    year = day.year or 2024  # without a year, 29 February may be
    try:
        date(year, day.month, 1 if day.day is None else day.day)
    except ValueError:
        return False
    return True


@BOOK.confirm_rule(
    "年度の外の日付",
    "年度実施内容に、評価年度（4月から翌年3月まで）の外の年月や年度に行ったと書かれている。"
    "過去の出来事を受けた、継続しているなどの文は指摘しない。",
    "2024年度実施内容に「2023年5月12日に開催した。」とある。",
)
def date_outside_year(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A date of the results that is not in the fiscal year."""
    for answer in of_type(submission, FieldType.TEXT):
        if answer.slot.field.meaning is not Meaning.RESULTS:
            continue
        year = plan.fiscal_year
        days = (d.text for d in _days(answer.text) if _is_outside(d, year))
        found = next(days, "") or _other_year(answer.text, year)
        if found:
            yield at(
                date_outside_year,
                answer,
                f"{name_of(answer)}の「{found}」は、{year}年度（{year}年4月～{year + 1}年3月）"
                "の外です。",
                f"年月を確かめ、誤りなら直してください。正しければ、{REPLY}",
                f"{year}年4月～{year + 1}年3月",
            )


_UNTIL = regex(r"から(?P<year>[^0-9]{0,3}\d{1,4}年)?[^0-9]{0,3}(?P<month>\d{1,2})月[^。]{0,6}まで")
_NEAR = 2  # years; a slip takes last year's or next year's


def _is_outside(day: _Day, year: int) -> bool:
    if day.year is None or not _exists(day):
        return False
    fiscal = day.year - (day.month <= 3)
    until = _UNTIL.search(day.sentence)
    if until and (until["year"] or int(until["month"]) < day.month or day.month <= 3):
        return False  # it went on into the year
    if abs(fiscal - year) > _NEAR:
        return False  # long ago: when something began
    return (
        fiscal != year and bool(_HELD.search(day.sentence)) and not _ELSEWHEN.search(day.sentence)
    )


def _other_year(text: str, year: int) -> str:
    """Another fiscal year in which the one thing that a sentence tells was done."""
    for sentence in re.split("[。\n]", _with_digits(text)):
        match = _FISCAL.search(sentence)
        if match is None or _ELSEWHEN.search(sentence) or _CONTRASTED.search(sentence):
            continue
        said = _year_of(match["era"], match["n"], match["year"])
        is_near = said is not None and 0 < abs(said - year) <= _NEAR
        is_whole = not _RELATIVE.search(sentence, match.end()) and sentence.endswith("た")
        if is_near and is_whole and _HELD.search(sentence, match.end()):
            return match[0].rstrip("には、")
    return ""


_CONTRASTED = regex("[今本当]年度|が、")
_RELATIVE = regex("[ただるい](?=[一-龥ァ-ヶ])")  # 令和5年度に策定した計画: of something else


@BOOK.confirm_rule(
    "和暦と西暦の食い違い",
    "和暦と西暦を並べた年が、同じ年でない。",
    "令和6年（2025年）に実施した。",
)
def date_eras_differ(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A year in Japanese and in western counting that are not the same."""
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        for match in _BOTH.finditer(answer.text.translate(_DIGITS)):
            era, number, year = (next(filter(None, map(match.__getitem__, g))) for g in _GROUPS)
            said, western = _year_of(era, number, None), int(year)
            if said is not None and said != western:
                yield at(
                    date_eras_differ,
                    answer,
                    f"{name_of(answer)}の「{match[0]}」は、和暦では{said}年で、西暦と合いません。",
                    "どちらかの年を直してください。",
                )
                break
