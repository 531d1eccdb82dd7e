"""Headings that count through one thing: weekdays, months, years, times, 第1回."""

from __future__ import annotations

from functools import lru_cache

from zushi_xl.text.regex import regex

from . import words

_SERIES = (
    regex(r"(?:[月火水木金土日祝]|[月火水木金土日]曜日?|日[・･/]祝日?|土日祝?)$"),
    regex(r"\A(?:date)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[\d/.-]*$"),  # Sunday 6/25
    regex(
        r"\A(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
        r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?$"
    ),
    regex(r"\d{1,2}月(?:分|末|期)?$"),
    regex(r"\d{1,2}(?:月\d{1,2}日|/\d{1,2})(?:\(.\))?$"),
    regex(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\(.\))?$"),
    regex(r"(?:令和|平成|昭和|[rh])?(?:\d{1,4}|元)年度?(?:.{0,6})$"),
    regex(r"(?:[rhs]|fy)\d{1,4}(?:\(.*\))?$"),
    regex(r"(?:19|20)\d\d$"),
    regex(r"\d{1,2}:\d\d(?:[~-](?:\d{1,2}:\d\d)?)?$"),
    regex(r"\d{1,2}時台?(?:[~-]\d{1,2}時台?)?$"),
    regex(r"第?\d{1,3}(?:回|期|四半期|年目|日目|週目?|回目|人目|件目|位|次|子|順位|希望|候補)$"),
    regex(
        r"第?[一二三四五六七八九十]{1,2}(?:回|期|四半期|年目|日目|週目?|回目|人目|件目|位|次|子|順位|希望|候補)$"
    ),
    regex(r".{0,14}年度(?:末|分)?$"),
    regex(
        r"(?:基準年度?|直近期?(?:決算)?|現状|最終年度|目標年度|(?:計画|事業)?第?(?:\d|[一二三四五])年(?:目|次)|"
        r"(?:\d|[一二三四五])期目)(?:.{0,6})$"
    ),
    regex(r"\d{1,2}(?:か|カ|ヶ|ケ|ヵ|箇)?(?:月|年|日|週間?)[前後]$"),
    regex(r"(?:前々|前|当|本|今|次|翌|翌々|来)(?:年度?|期|月|回|週)(?:.{0,4})$"),
)


_YEARS = tuple(
    pattern
    for pattern in _SERIES
    if any(pattern.match(year) for year in ("令和6年度", "r6", "2024", "基準年度", "前年度"))
)


def is_series(texts: list[str]) -> bool:
    """Whether headings count through one thing: weekdays, months, years, times, 第1回 …"""
    names = list(map(_name, texts))
    if len(set(names)) < 2:
        return False
    if all(words.is_enumerator(text) for text in texts):
        return True
    return any(all(pattern.match(name) for name in names) for pattern in _SERIES)


@lru_cache(maxsize=1 << 13)
def is_period(text: str) -> bool:
    """Whether a heading only says when: 令和６年度, 4月, 火曜日, 第1回."""
    return any(pattern.match(_name(text)) for pattern in _SERIES)


def _name(text: str) -> str:
    """A heading without what its brackets say, unless that is all."""
    return words.folded(words.without_brackets(text)) or words.folded(text)


_PERIOD_BEFORE = regex(
    r"(?:(?:令和|平成|昭和|[rhs]|fy)(?:\d{1,4}|元)(?:年度?)?|(?:\d{1,4}|元)年度?|"
    r"(?:前々|前|当|本|今|次|翌々|翌|来)(?:年度?|期|月|回))(?:末|分|における)?の?"
)


def after_period(name: str) -> str:
    """What a folded heading says beside its period: R4実績 → 実績; "" where it only says when."""
    match = _PERIOD_BEFORE.match(name)
    return name[match.end() :] if match else name


def is_year(text: str) -> bool:
    """Whether a heading is a year: 令和６年度, R6, 2024, 前年度."""
    return any(pattern.match(_name(text)) for pattern in _YEARS)


def is_weekday(text: str) -> bool:
    """Whether a text is a day of the week."""
    return bool(_SERIES[0].match(words.folded(text)))
