"""What stands beside a value in brackets or behind a mark: （2018～2020年度平均）, ※1, （千円）.

A note is read by grammar, and each kind says what it does to the value: a year or a planned mark
fills a field, a unit scales it, a part of it or last year's figure is kept beside it.  What
corrects or cancels the value, states a second figure of its unit, gives it a sign, or cannot be
read at all is a doubt: the cell is refused with the reason.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.quantity.dates import DateReading, read_date
from zushi_xl.quantity.missing import missing_reason
from zushi_xl.quantity.model import Quantity, Refusal
from zushi_xl.quantity.note_words import (
    changes_value,
    is_ahead,
    is_bare_part,
    is_comparison,
    is_harmless,
    is_part,
    is_planned_note,
    is_span_or_class,
    is_survey_base,
)
from zushi_xl.quantity.numerals import EXACT, without_zeros
from zushi_xl.quantity.periods import agrees_with_frequency, is_each, period_of_note
from zushi_xl.quantity.ranges import read_bounded
from zushi_xl.quantity.units import Unit, canonical_unit, find_unit, split_scale
from zushi_xl.quantity.years import Years, match_years, read_years
from zushi_xl.text.regex import regex

_MARK = regex(
    r"(?:※+[^()※]{0,40}|注\)[^()]{1,40}|注[0-9]{1,2}|\*[0-9]{0,2}|(?<![mM0-9])[¹²³⁴-⁹]{1,2}|。)$"
)
_FOOTNOTE = regex(
    r"(?:注|※|\*)?[0-9]{1,2}|(?:注|※|\*)[0-9]{1,2}(?:[、,・~][0-9]{1,2}){1,4}|注|※+|\*+|[¹²³⁴-⁹]{1,2}|。|[a-z]"
)
_BARE_MARK = regex(r"[※*][0-9]{1,2}")
_BRACKETED = regex(r"(.+)[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]", re.DOTALL)
_UNIT_NOTE = regex("(?:単位[:は]?)?(.{1,12})")
_UNIT_LABEL = regex(
    r"(?:[(\[](?:単位[:は]?)?([^()\[\]0-9]{1,12})[)\]]|単位[:は]([^()\[\]0-9:、]{1,12}?)[:、 ]?)"
    r"([-+▲△約]?[0-9][0-9.,]*)"
)
_CALENDAR = frozenset("年月日時分秒")
_SPANS = frozenset(("年", "年間", "か年", "か月", "か月間"))  # a plan of five years
_TENTHS = "割"
_YEAR_WORDS = regex(
    "(?:の)?(?:(?:年度?)?平均値?|決算額?|実績値?|調査(?:結果)?|末|末時点|末現在|当初|時点|現在|累計|合計|"
    "速報値?|確定値?|暫定値?|推計値?|推計|基準|分|単年度?|まで|以降|から|開始|国勢調査|中|"
    "までの累計|までの平均|の平均|の累計|の合計|決算ベース)?"
)
_BEGAN = regex("(?:から|より|に)?の?(?:実施|開始|開設|新設|創設|設置|供用開始|開館|開園|スタート)")
_PART_BREAK = regex("[、/;・と]|(?<=[^0-9]),|,(?=[^0-9])|及び|並びに")
_FIGURE_AT_END = regex(
    r"((?:[0-9]{1,2}月|1(?:回|日|人|か所|校))?[^0-9]*?)[:=]?([-+▲△約]*[0-9].*?)"
    r"(?:[がのは]?(?:書面|オンライン|Web|対面|電話|郵送|窓口)(?:で?の?(?:参加|実施|開催))?|[がの]?(?:参加|実施|開催|利用|来場|配布|出席))?"
)
_FIGURE_AHEAD = regex(
    "([-+▲△約]*[0-9].*?)(?:を|の|に|で)?(?:見込|予定|計画|目標|予算|想定|予測|見通し)"
)
_NAMES = regex("[、・,]|及び")
_LONGEST_NAME = 16
_HAS_DIGIT = regex("[0-9]")
_ROUNDED = Decimal("0.5")
_DAYS_APART = regex("[、・,と]|及び")
_DAY = regex("[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}日")
_SCORE_SCALE = regex("([0-9]{1,4})(?:点満点|段階(?:評価)?)(?:中|で|のうち)?(?:の?平均)?")
_PART_COMMA = regex("^(うち|内|その内)、")
_INCLUDED_FIGURE = regex("([^0-9、]{1,16}[0-9][0-9,]*[^0-9、]{1,4}?)を?(?:含む|含めた|含んだ)")
_QUOTIENT = regex("([0-9]{1,6})/([0-9]{1,6})")
_COUNTED_QUOTIENT = regex("([0-9]{1,6})[^0-9/]{1,4}/([0-9]{1,6})[^0-9/]{1,4}")
_OUT_OF = regex("([0-9]{1,6})[^0-9]{1,4}(?:中|のうち)、?([0-9]{1,6})[^0-9]{1,4}")

TWO_VALUES = "値が二つ以上あります"


class Note(NamedTuple):
    """What one piece beside a value says; an empty note only stands there."""

    text: str = ""
    planned: bool = False
    years: Years | None = None
    also: tuple[Quantity, ...] = ()
    """Quantities that the note states itself."""
    unit: Unit | None = None
    """The unit of a value that has none; its scale is applied."""
    per: str = ""
    """The period or the thing that the value is counted per (月, 人)."""


def split_note(folded: str) -> tuple[str, str] | None:
    """Split the last note off: 390団体※1 → (390団体, ※1); ``None`` when there is none."""
    if mark := _MARK.search(folded[-48:]):
        cut = len(folded) - len(mark[0])
        return (folded[:cut], mark[0]) if cut else None
    if folded[-1:] in (")", "]") and (match := _BRACKETED.fullmatch(folded)):
        return match[1], match[2]
    return None


def split_unit_label(folded: str) -> tuple[str, str] | None:
    """Split a unit before a bare number off: （千円）2,289, 単位：千円 2,289 → (千円, 2,289)."""
    match = _UNIT_LABEL.fullmatch(folded)
    unit = match and (match[1] or match[2])
    if not match or not unit or unit in _CALENDAR or not _unit_of(unit):
        return None
    return unit, match[3]


def read_note(folded: str, main: Quantity) -> Note | Refusal:
    """Read a note by what it stands beside."""
    if folded in ("", "。"):
        return Note()
    text = folded.removeprefix("注)").lstrip("※*")
    if main.kind == "missing":
        return Note(folded) if folded[0] in "注※*" else _beside_missing(text)
    if main.kind in ("year", "date"):
        return _beside_date(text)
    if _FOOTNOTE.fullmatch(folded):
        return _read_footnote(folded, main)
    if main.value == 0 and missing_reason(text) == "none":
        return Note(text)
    if _counts_its_names(text, main):
        return Note(text)
    if period := _read_period(text, main):
        return period
    found = _read_unit(text, main) or _read_year_note(text) or _read_as_of(text)
    if not found and is_planned_note(text):
        return Refusal(TWO_VALUES) if _states_figure(text) else Note(text, planned=True)
    return found or _read_figures(text, main) or _read_words(text)


def _states_figure(text: str) -> bool:
    """Whether a planned note has a figure of its own: 2件（3件予定） says two things."""
    match = _FIGURE_AHEAD.match(text)
    found = read_bounded(match[1]) if match else None
    if not isinstance(found, Quantity) or found.unit in _SPANS:
        return False
    return found.has_value


def _read_period(text: str, main: Quantity) -> Note | Refusal | None:
    """Read 月平均 (the value is one of 人/月), 月1回 (beside 12回) and 各会場 (a doubt)."""
    if main.unit == "回" and main.value is not None and agrees_with_frequency(text, main.value):
        return Note(text)
    if per := period_of_note(text):
        return Note(text, per=per)
    return (
        Refusal(f"注記「{text}」から、一つ分の数か全体の数か決められません")
        if is_each(text)
        else None
    )


def _counts_its_names(text: str, main: Quantity) -> bool:
    """Whether a note names as many things as the value counts: 3施設（会館、図書館、体育館）."""
    names = _NAMES.split(text)
    if len(names) < 2 or main.value != len(names) or _HAS_DIGIT.search(text):
        return False
    return all(0 < len(name) <= _LONGEST_NAME and not changes_value(name) for name in names)


def _read_footnote(folded: str, main: Quantity) -> Note | Refusal:
    """A number behind a bare number may be a factor (23*4) or a second value."""
    bare = main.unit is None and main.kind == "number" and main.has_value
    if bare and (_BARE_MARK.fullmatch(folded) or folded.isdecimal()):
        return Refusal("注の番号か、掛ける数か、別の値か決められません")
    if folded.isdecimal() and main.has_value:
        return Refusal(TWO_VALUES)
    return Note(folded)


def _beside_missing(text: str) -> Note | Refusal:
    """Reasons and dates pass; a figure beside 未実施 contradicts it, unless it is zero."""
    years = read_years(text, bare=True)
    if years:
        return years if isinstance(years, Refusal) else Note(text, years=years)
    found = read_bounded(text) if _HAS_DIGIT.search(text) else None
    if isinstance(found, Quantity) and (found.value or found.unit is None):
        return Refusal("値がないという言葉と値が並んでいます")
    return Note(text)


def _beside_date(text: str) -> Note | Refusal:
    if years := _read_year_note(text):
        return years
    return Note(text, planned=is_planned_note(text))


def _read_unit(text: str, main: Quantity) -> Note | Refusal | None:
    """Read （千円）（単位：人）（割）: the unit of a bare number, or the same unit again."""
    match = None if text[:1].isdecimal() else _UNIT_NOTE.fullmatch(text)
    unit = match and _unit_of(match[1])
    if not unit or not main.has_value or is_planned_note(text):
        return None
    if main.unit is None:
        return Note(text, unit=unit) if main.kind in ("number", "range") else None
    if unit.scale != 1 or unit.name == _TENTHS:
        return Refusal("単位が二つあります")
    return Note(text) if unit.name == main.unit else None


def _unit_of(word: str) -> Unit | None:
    if word == _TENTHS:
        return Unit("％", "ratio", 10)
    if unit := find_unit(word):
        return unit
    scale, name = split_scale(canonical_unit(word))
    unit = find_unit(name) if scale != 1 else None
    return unit and Unit(unit.name, unit.kind, scale)


def _read_as_of(text: str) -> Note | None:
    start, apart, last = text.partition("~")
    if apart and _is_month(start) and _is_month(last):
        return Note(text)
    core = re.sub("(?:末?時点|末?現在|末?まで|調べ|調査|末)$", "", text)
    dated = isinstance(read_date(text), DateReading) or isinstance(read_date(core), DateReading)
    dated = dated or re.fullmatch("[0-9]{1,2}/[0-9]{1,2}(?:時点|現在)", text) is not None
    return Note(text) if dated else None


def _is_month(text: str) -> bool:
    return isinstance(read_date(text), DateReading)


def _read_year_note(folded: str) -> Note | Refusal | None:
    years = read_years(folded, bare=True)
    if isinstance(years, Years):
        return Note(folded, years=years)
    if isinstance(years, Refusal):
        return years
    match = match_years(folded)
    return _read_year_words(folded, match) if match else None


def _read_year_words(folded: str, match: re.Match[str]) -> Note | Refusal | None:
    """Read 2018年度～2020年度平均 and R6見込 as years with a word behind."""
    rest = folded[match.end() :]
    planned = is_planned_note(rest)
    if _BEGAN.fullmatch(rest):
        return Note(folded)
    if not planned and not _YEAR_WORDS.fullmatch(rest):
        return None
    years = read_years(match[0], bare=False)
    if isinstance(years, Refusal):
        return years
    return Note(folded, planned, years=years) if years else None


def _read_figures(text: str, main: Quantity) -> Note | Refusal | None:
    """Read a note that states figures: parts, last year's figure, the same in another unit."""
    if not _HAS_DIGIT.search(text):
        return None
    if quotient := _read_quotient(text, main):
        return quotient
    if is_comparison(text) or _are_dates(text) or is_span_or_class(text) or is_harmless(text):
        return Note(text)
    if main.unit == "％" and is_survey_base(text):
        return Note(text)
    if score := _read_scale_of_score(text, main):
        return score
    if (included := _INCLUDED_FIGURE.fullmatch(text)) and not is_ahead(text):
        text = f"うち{included[1]}"
    text = _PART_COMMA.sub(r"\1", text)
    if len(figures := _without_harmless_words(text)) < len(text):
        return _read_figures(figures, main)
    parts = [_read_part(part) for part in _PART_BREAK.split(text) if part]
    if any(part is None for part in parts):
        return Refusal(f"注記「{text}」が値を変えるか決められません")
    return _weigh_parts(text, [part for part in parts if part], main)


def _without_harmless_words(text: str) -> str:
    """速報値、n=1,200 → n=1,200."""
    words = _PART_BREAK.split(text)
    kept = [word for word in words if _HAS_DIGIT.search(word) or not is_harmless(word)]
    return "、".join(kept) if len(kept) < len(words) else text


def _read_scale_of_score(text: str, main: Quantity) -> Note | None:
    """4.2（5点満点） is a score, and no higher than its scale."""
    scale = _SCORE_SCALE.fullmatch(text)
    if not scale or main.value is None or main.value > Decimal(scale[1]):
        return None
    if main.unit is None:
        return Note(text, unit=find_unit("点"))
    return Note(text) if main.unit == "点" else None


def _read_quotient(text: str, main: Quantity) -> Note | Refusal | None:
    """Read 3/5, and beside a rate 17人/20人 and 20人中17人."""
    if plain := _QUOTIENT.fullmatch(text):
        return _check_quotient(text, plain[1], plain[2], main)
    if main.unit != "％":
        return None
    if counted := _COUNTED_QUOTIENT.fullmatch(text):
        return _check_quotient(text, counted[1], counted[2], main)
    out_of = _OUT_OF.fullmatch(text)
    return _check_quotient(text, out_of[2], out_of[1], main) if out_of else None


def _check_quotient(text: str, counted: str, of: str, main: Quantity) -> Note | Refusal:
    """60％（3/5） and 85％（20人中17人） say the same twice."""
    above, below = Decimal(counted), Decimal(of)
    if main.unit != "％" or main.value is None or not below:
        return Refusal(TWO_VALUES)
    same = abs(above / below * 100 - main.value) <= _ROUNDED
    return Note(text) if same else Refusal(TWO_VALUES)


def _are_dates(text: str) -> bool:
    """Whether a note lists days (4/1、7/1) or months (4月、7月、10月)."""
    return all(_DAY.fullmatch(part) for part in _DAYS_APART.split(text))


class _Part(NamedTuple):
    label: str
    figure: Quantity


def _read_part(part: str) -> _Part | None:
    match = _FIGURE_AT_END.fullmatch(part)
    found = read_bounded(match[2]) if match else None
    if not match or not isinstance(found, Quantity) or found.note:
        return None
    return _Part(match[1], found)


def _weigh_parts(text: str, parts: list[_Part], main: Quantity) -> Note | Refusal:
    figures = tuple(part.figure for part in parts)
    if any(figure.unit == "倍" or (figure.unit or "").endswith("分") for figure in figures):
        return Refusal(f"注記「{text}」が値に掛かるか決められません")
    rivals = [part for part in parts if is_second_value(main, part.figure)]
    if not rivals:
        return (
            Refusal(TWO_VALUES)
            if any(changes_value(part.label) for part in parts)
            else (Note(text, also=figures))
        )
    if _are_parts(text, rivals, main) or _same_again(rivals, main):
        return Note(text)
    return Refusal(TWO_VALUES)


def _are_parts(text: str, rivals: list[_Part], main: Quantity) -> bool:
    """Whether the figures are parts of the value: うち…, or labelled parts that add up to it."""
    values = [part.figure.value for part in rivals if part.figure.value is not None]
    if main.value is None or len(values) != len(rivals) or any(value < 0 for value in values):
        return False
    total = sum(values, Decimal(0))
    if is_part(text):
        return total <= main.value and not changes_value(text.removeprefix("うち"))
    labelled = all(part.label and not changes_value(part.label) for part in rivals)
    return labelled and total == main.value and (len(rivals) > 1 or is_bare_part(rivals[0].label))


def _same_again(rivals: list[_Part], main: Quantity) -> bool:
    """Whether a note repeats the value in another scale (1億円（100百万円）)."""
    repeated = [part for part in rivals if part.figure.value == main.value]
    return len(repeated) == len(rivals) and not any(part.label for part in rivals)


def _read_words(text: str) -> Note | Refusal:
    if is_harmless(text):
        return Note(text)
    if changes_value(text):
        return Refusal(f"注記「{text}」が値を打ち消すか、変えています")
    return Refusal(f"注記「{text}」が値を変えるか決められません")


def is_second_value(main: Quantity, note: Quantity) -> bool:
    """Whether a quantity in a note competes with the value (66.7％（67.5％）, 390（500））."""
    return note.unit is None or note.unit == main.unit


def apply_unit_note(main: Quantity, unit: Unit) -> Quantity:
    """Give a bare number the unit of its note: 12（億円） is 1200000000 円."""
    factor = Decimal(unit.scale)

    def scaled(value: Decimal | None) -> Decimal | None:
        return None if value is None else without_zeros(EXACT.multiply(value, factor))

    return main._replace(
        kind="range" if main.kind == "range" else unit.kind,
        value=scaled(main.value),
        low=scaled(main.low),
        high=scaled(main.high),
        unit=unit.name,
        scale_applied=main.scale_applied or (unit.scale != 1 and unit.name != "％"),
    )
