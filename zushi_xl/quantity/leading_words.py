"""Words before a value, and what they make of it: 実績値, 延べ, 令和6年10月1日現在, 月平均.

A label is read by grammar.  It introduces the value (参加者, 65歳以上の割合), dates it, makes it a
planned one, or says what it is counted per (月2回); a label that names another figure
(前年度実績値, 県平均値, 未受診率, 残額) is a doubt.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from zushi_xl.quantity.dates import DateReading, read_date
from zushi_xl.quantity.model import Refusal
from zushi_xl.quantity.note_grammar import Note
from zushi_xl.quantity.note_words import is_planned_note, names_other_figure
from zushi_xl.quantity.numerals import KANJI_DIGITS, SCALES
from zushi_xl.quantity.periods import PER, PER_WORD
from zushi_xl.quantity.word_lists import words
from zushi_xl.quantity.years import read_years
from zushi_xl.text.regex import regex

_INTRODUCING = words(
    """
    税込 税抜 税込み 税抜き 実績 実績値 実績額 実績数 実数 実人数 現状 現状値 現在 数値 金額
    決算 決算額 執行額 支出額 支出済額 事業費 総額 総事業費 合計 合計額 計 小計 総計 総数 累計
    累積 通算 延べ 延 のべ 延べ数 延べ人数 延人数 年間 年 年額 通年 平均 年平均 年間平均 平均値
    件数 回数 人数 世帯数 団体数 参加者 参加者数 参加人数 利用者 利用者数 来場者 来場者数
    入場者数 来館者 来館者数 登録者 登録者数 登録数 実施回数 開催回数 会員数 総人口 人口 世帯
    割合 率 比率 達成率 実施率 参加率 回答率 回収率 受診率 普及率 満足度 認知度 面積 延長
    総延長 新規 継続 市内 全 全部で 全体で 合わせて あわせて 総 男女計 参加 登録 相談 申込
    受講者 入場者 対象者 当選者 応募者 応募 結果 実施 開催 総勢 トータル トータルで 平均して
    全校 年間を通じて 年度内に 年度内 期間中 期間中に 今回 約計 毎年 市全体 アンケート 年に 年で
    """
)
_BULLETS = frozenset("※*・■●◆")
_NO_LABELS = ("震度", "マグニチュード", "要介護度")
_PLANNED = words(
    """
    計画 計画値 目標 目標値 予定 見込み 見込 見込値 見込額 計画額 目標数 目標人数 予定数 予定額
    計画数 目標額 目標件数 予算 予算額 予算現額 当初予算 当初予算額 予算額計
    """
)
_ENDS = (
    "数|者|員|生|児|客|童|徒|額|金|料|費|率|値|量|割合|比率|比|人口|面積|延長|幅員|距離|長さ|高さ|深さ|幅|重さ|重量|濃度"
    "|気温|水温|水深|標高|度|点|得点|点数|時給|日給|月給|年収|収入|所得|件数|人員|世帯|平均|累計|合計"
)
_COUNTING = (
    "数",
    "率",
    "額",
    "割合",
    "人口",
    "面積",
    "者",
    "値",
    "量",
    "人員",
    "平均",
    "累計",
    "合計",
)
_CLASS = (
    "(?:[0-9]{1,3}(?:(?:歳|才)(?:児|以上|未満|以下)?|代|(?:分|日|年|回|時間)(?:以上|未満|以下|以内|超))"
    "|第[0-9]子(?:以降)?)"
)
_CLASS_LABEL = regex(
    rf"([^0-9]{{0,12}}{_CLASS}(?:~{_CLASS})?[^0-9]{{0,24}}?(?:割合|比率|率|人口|人数|者数|件数|世帯数|出生数))"
    r"[:=は]?(?=[-+▲△約]?[0-9])"
)
_AGE_LABEL = regex(
    r"([0-9]{1,3}(?:歳|才)(?:(?:以上|未満|以下)|~[0-9]{1,3}(?:歳|才))):?(?=[0-9][0-9.,]*[^0-9.,歳才])"
)
_NUMERAL = f"0-9{KANJI_DIGITS}{SCALES}"
_FREE_LABEL = regex(
    rf"((?:[A-Z]{{1,4}}[0-9](?:\.[0-9])?)?(?![第数{_NUMERAL}])[^0-9()\[\]:=は、。,./~→±*※]{{0,20}}?(?:{_ENDS}))"
    r"(?:[:=は]|は、|で|が)?(?=[-+▲△約¥]?[0-9])"
)
_WORD = "|".join(sorted(map(re.escape, _INTRODUCING), key=len, reverse=True))
_WORD_LABEL = regex(rf"({_WORD})(?:[:=はで]|は、)?(?=[^:=は)\]])")
_PLAN_WORD = "|".join(sorted(map(re.escape, _PLANNED), key=len, reverse=True))
_PLANNED_LABEL = regex(
    rf"[(\[]?({_PLAN_WORD})[)\]]?"
    rf"(?:[:=はが](?=[^:=)\]])|(?=(?:約|およそ|概ね|延べ|年間|累計)?[-+▲△¥{_NUMERAL}]))"
)
_OTHER_LABEL = regex(
    rf"([^{_NUMERAL}()\[\]:=、。]{{1,20}})(?:[:=は])?(?=約?[-+▲△]?[0-9{KANJI_DIGITS}])"
)
_BRACKET_LABEL = regex(r"[(\[]([^()\[\]]{1,20})[)\]](?=[^)\]])")
_AS_OF = regex(r"(.{2,16}?(?:末?現在|末?時点|付け?|末))[:、はの]?(?=.)")
_MONTH_AND_DAY = regex("[0-9]{1,2}/[0-9]{1,2}")
_YEAR_LABEL = regex(r"(.{2,24}?(?:年度|年))(?:末|の|は|、|:)*(?=.)")
_SHORT_YEAR = regex(
    "((?:令和|平成|[RHrh令平])[0-9元]{1,2})(?:[: のは](?=[^-./年,])|(?=[^-0-9元./年,:]))",
    having="令平RHrh",
)
_PER_LABEL = regex(rf"({PER_WORD})(?:平均|に|で|の)?:?(?=.)")
_SPANS = frozenset(("1日", "1週間", "1か月", "1ヶ月", "1カ月", "1ヵ月"))
_SPAN_OF_TIME = regex("約?[0-9][0-9.,]*(?:時間|分|秒|日|週|か月|年|半)")
"""1日8時間 may be one day and eight hours."""
_REACHED = regex(
    "(?:(?:達成|クリア|完了)(?:している|済み?)?|(?<!と)した|しました|だった|でした"
    "|(?:上回|下回|割)った|[超越こ]えた|(?:上回って|下回って|超えて)いる)。?$"
)
AIM_OR_REACHED = "目標の値か、達成した値か決められません"
OTHER_FIGURE = "別の数値の見出しが付いています"


class QuantityLabel(NamedTuple):
    """A label taken off the front: what it says, and the text behind it."""

    note: Note | Refusal
    rest: str
    dated: bool = False
    """A year or a day stands before the value: only a value with a unit may follow."""
    free: bool = False
    """A word that no list knows and that counts nothing: a bare whole number behind it may be
    part of a name (資料1, 地点120)."""


def split_label(folded: str) -> QuantityLabel | None:
    """Take one label off the front of a text; ``None`` when it begins with none."""
    if folded[:1] in _BULLETS and len(folded) > 1:
        return QuantityLabel(Note(), folded[1:], dated=True)
    return (
        _split_bracketed(folded)
        or _split_planned(folded)
        or _split_period(folded)
        or _split_date(folded)
        or _split_words(folded)
    )


def _split_bracketed(folded: str) -> QuantityLabel | None:
    """Read （R5）23件, （計画）30件 and （延べ）30人."""
    match = _BRACKET_LABEL.match(folded)
    if not match:
        return None
    rest = folded[match.end() :]
    years = read_years(match[1], bare=True)
    if isinstance(years, Refusal):
        return QuantityLabel(years, rest)
    if years:
        return QuantityLabel(Note(match[1], years=years), rest, dated=True)
    if is_planned_note(match[1]):
        return QuantityLabel(Note(match[1], planned=True), rest)
    return QuantityLabel(Note(match[1]), rest) if match[1] in _INTRODUCING else None


def _split_planned(folded: str) -> QuantityLabel | None:
    match = _PLANNED_LABEL.match(folded)
    if not match:
        return None
    rest = folded[match.end() :]
    if _REACHED.search(rest[-12:]):
        return QuantityLabel(Refusal(AIM_OR_REACHED), rest)
    return QuantityLabel(Note(match[1], planned=True), rest)


def _split_period(folded: str) -> QuantityLabel | None:
    """Read 月2回, 毎週1回, 1人あたり1,200円: the value is counted per period or thing."""
    match = _PER_LABEL.match(folded)
    if not match or (match[1] in _SPANS and _SPAN_OF_TIME.match(folded, match.end())):
        return None
    return QuantityLabel(Note(match[0].rstrip(":"), per=PER[match[1]]), folded[match.end() :])


def _split_date(folded: str) -> QuantityLabel | None:
    if match := _AS_OF.match(folded):
        core = re.sub("(?:末?現在|末?時点|付け?|末)$", "", match[1])
        if _MONTH_AND_DAY.fullmatch(core) or isinstance(read_date(core), DateReading):
            return QuantityLabel(Note(match[1]), folded[match.end() :], dated=True)
    for pattern in (_YEAR_LABEL, _SHORT_YEAR):
        if (match := pattern.match(folded)) and (years := read_years(match[1])):
            note = years if isinstance(years, Refusal) else Note(match[1], years=years)
            return QuantityLabel(note, folded[match.end() :], dated=True)
    return None


def _split_words(folded: str) -> QuantityLabel | None:
    if folded.startswith(_NO_LABELS):
        return None
    for pattern in (_FREE_LABEL, _CLASS_LABEL, _AGE_LABEL, _WORD_LABEL):
        if match := pattern.match(folded):
            return _name_label(match, folded)
    match = _OTHER_LABEL.match(folded)
    return _name_label(match, folded) if match and names_other_figure(match[1]) else None


def _name_label(match: re.Match[str], folded: str) -> QuantityLabel:
    label, rest = match[1], folded[match.end() :]
    if label not in _INTRODUCING and names_other_figure(label):
        return QuantityLabel(Refusal(f"「{label}」は{OTHER_FIGURE}"), rest)
    return QuantityLabel(
        Note(label), rest, free=not label.endswith(_COUNTING) and label not in _INTRODUCING
    )
