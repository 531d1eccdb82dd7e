"""Words that say what a value is counted per (月平均, 1人あたり), and how often a thing is done."""

from __future__ import annotations

import re
from decimal import Decimal

from zushi_xl.text.regex import regex

_WORDS = {
    "月": "月 月間 月に 毎月 月額 月平均 1か月 1か月に 1か月あたり 1か月平均 月あたり 各月",
    "週": "週 週間 週に 毎週 週平均 1週間 1週間に 1週間あたり 週あたり 各週",
    "日": "日に 毎日 日額 日平均 1日 1日に 1日平均 1日あたり 日あたり 日量",
    "四半期": "四半期 四半期に 毎四半期 四半期ごとに",
    "時間": "時給 1時間あたり",
    "人": "1人あたり 1人平均 一人あたり ひとりあたり 市民1人あたり 住民1人あたり 人口1人あたり",
    "世帯": "1世帯あたり 世帯あたり 一世帯あたり",
    "件": "1件あたり",
    "回": "1回平均 1回あたり 一回あたり 毎回",
    "か所": "1か所あたり",
    "校": "1校あたり 一校あたり",
    "施設": "1施設あたり",
}


def _period_table() -> dict[str, str]:
    table = {word: per for per, block in _WORDS.items() for word in block.split()}
    table.update(
        {
            word.replace("あたり", other): per
            for word, per in table.copy().items()
            for other in ("当たり", "当り", "につき")
        }
    )
    table.update(
        {
            word.replace("か", other): per
            for word, per in table.copy().items()
            for other in "ヶヵカ"
            if "か月" in word or "か所" in word
        }
    )
    return table


PER = _period_table()
PER_WORD = "|".join(sorted(map(re.escape, PER), key=len, reverse=True))
_AVERAGE = regex("(?:平均|あたり|当たり|当り|につき|[月日]額|時給)$")
_SPAN_AVERAGE = regex("[0-9]{1,3}(日|回|会場|か所|か月|校|地区)間?の?平均")
_EACH = regex(
    "各(?![種位])[^でに0-9]{1,12}|.{1,8}(?:ごと|毎)|1(?:か月|週)間?"
    "|第[0-9一二三四五六七八九十]{1,3}(?:回|会場|部|日|週|四半期|学期|校|地区|班)目?"
)
_OFTEN = regex(
    "(?:原則)?(?:(毎月|各月|月|四半期|年)に?([0-9])回|(毎月|各月|四半期ごと|四半期毎|隔月)に?)"
    "(?:第[0-9][月火水木金土日]曜日?)?(?:に?(?:開催|実施|発行))?(?:×12か月)?"
)
_TIMES_A_YEAR = {"月": 12, "毎月": 12, "各月": 12, "隔月": 6, "四半期": 4, "年": 1}


def period_of_note(text: str) -> str:
    """Return what a note says the value is averaged over (月平均 → 月), or nothing.

    毎月 and 月に alone say how often a thing is done, not what its count is taken over.
    """
    if over := _SPAN_AVERAGE.fullmatch(text):
        return "月" if over[1] == "か月" else over[1]
    return PER.get(text, "") if _AVERAGE.search(text) else ""


def is_each(text: str) -> bool:
    """Whether a note says that the value may be one of several (各会場, 学校ごと, 1か月, 第1回)."""
    return bool(_EACH.fullmatch(text))


def agrees_with_frequency(text: str, times: Decimal) -> bool:
    """Whether a note says how the times of a year come about: 12回（月1回）, 4回（四半期ごと）."""
    match = _OFTEN.fullmatch(text)
    if not match:
        return False
    period = (match[1] or match[3]).removesuffix("ごと").removesuffix("毎")
    return times == _TIMES_A_YEAR[period] * int(match[2] or 1)
