"""The type of an answer, by its input rule, its unit, its label, its size. Strongest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from zushi_xl.text.regex import regex

from . import printed_options, series, words
from .answer_units import speaks_of_money
from .label import Label
from .model import FieldType, Region

_DATE = regex(
    r"(?:年月日|月日|日付|期日|期限|日時|[作記提申着完開実終発届交決承認受検購契予定施成出請手了始生立結工約]日|生年月日|締切日?|納期|"
    r"実施日|[のたるう]日|(?<![曜休祝平毎何])(?<=[一-龥ァ-ヴー])日|date)(?:\(.*\))?$|^date(?!base)[a-z]*$"
)
_YEAR = regex(
    r"(?:年度|西暦|西暦年|対象年|実施年|設立年|year|(?<![毎隔周何経学少青成])(?<=[一-龥])年)(?:\(.*\))?$|西暦"
)
_SPAN_OF_TIME = regex(r"(?:年数|月数|年月数|[在勤]職期間)(?:\(.*\))?$")
_NAMED_YEAR = regex(r"(?:令和|平成|昭和|[rhs])?(?:\d{1,4}|元)年度?")  # below it stand its values
_CODE = regex(
    r"番号|コード|記号|code|郵便(?:番号)?$|〒|電話|phone|fax|ファックス|(?:^|[^a-z])tel$|(?:^|[^a-z])id$|(?:^|[^a-z])no\.?$|uei$|ein$|(?:uei|ein|id|account|serial|licen[sc]e|case|grant|award|project|contract|file|invoice|reference|employee|tax|zip|duns|policy|application)number$|区分※|型番|品番|識別|identification"
)
_NUMBER = regex(
    r"(?:^地[上下]|数|数[:：・].{1,10}|(?:平均|労働|総|延べ?|作業|残業|所要)時間|数量|面積|率|割合|時間数|日数|延べ|人員|定員|延長|距離|重量|容量|年齢|高さ|長さ|幅|点数|得点|回数|人口|"
    r"(?<=[一-龥])値|[評採得配加減]点|[体気水室]温|体重|身長|倍率|比率|合計|count|(?:^|\b)numberof.*|number|total|quantity|qty|rate)(?:\(.*\))?$|^total(?=[a-z])"
)
_SEVERAL = regex(
    r"(?:品[目名]|種類|名称|氏名|内容|項目|機種|型式)(?:・|及び|および|並びに|と|、)[^・、]{0,6}"
    r"(?:数量?|金額|価格|単価)$"
)  # a thing and how many of it, in one answer
_PERSON = regex(r"(?:氏名|名前|フリガナ|ふりがな)(?:\(.*\))?$")
_LONG = regex(
    r"理由|内容|方針|意見|概要|詳細|具体的|状況|説明|効果|課題|取組|取り組み|目的|動機|要望|感想|評価|改善|対応|計画|目標|"
    r"活動|特徴|特記|経緯|考え|根拠|背景|全体像|役割|留意|自由記述|コメント|意向|"
    r"content|explain|describe|description|comment|reason|detail|narrative|remarks|polic"
)
_TEXT = regex(
    r"(?:氏名|名称|名|名前|者|担当|所属|部署|課|住所|(?<!余)地|地域|国籍|地番|場所|時期|時刻|月|期間|構造|工法|先|役職|職名|職業|続柄|愛称|性別|学年|学級|曜日|天気|天候|地点|会場|種別|種類|資格|資料|内訳|様式|書|メール|mail|"
    r"アドレス|url|item|organi[sz]ation|項目|品目|種目|科目|分野|分類|ふりがな|フリガナ|カナ|頻度|name|title|address)(?:\(.*\))?$"
)
_PLAIN_TEXT = regex(r"備考|補足|摘要|仕様|指標$|単位$|項目$|品目$|区分$")
_ENDS_PLAIN = regex(r"(?:指標|単位|項目|品目|区分)$")
_NUMBERED = regex(r"\A\s*第[\s　_（）()]+号\s*$")  # a number of a document, no quantity
_DATE_FORMAT = regex(r"(?:^|[^\\\"a-z])(?:yy|ggge|e/m|m/d|d/m|yyyy|m\"月|mm-dd)", re.IGNORECASE)
_TIME_FORMAT = regex(r"\[?h{1,2}\]?(?::mm|\"?時)", re.IGNORECASE)
_NUMBER_FORMAT = regex(r"#,##0|0\.0|^0$|0%|#")
_TALL = 34.0  # points: two lines and more
_WIDE = 14.0  # characters
_ROOM_FOR_WORDS = 25.0  # characters: a figure needs less


_QUESTIONS: tuple[tuple[re.Pattern[str], FieldType], ...] = (
    (regex(r"^(?:does|do|did|is|are|was|were|has|have|will|can)(?!te)[a-z].*\?$"), "yesno"),
    (_SEVERAL, "text"),
    (regex(r"いくら|何円"), "money"),
    (
        regex(
            r"数(?:を|は)(?:お|ご)?(?:答|記入|記載|入力|教)|何(?:人|件|回|か所|箇所|台|日|時間|年間|名|校|%|割)|いくつ|の数(?:を|は|\(|$)|人数を|件数を"
        ),
        "number",
    ),
    (regex(r"いつ|どこ|だれ|誰|名称を|氏名を"), "text"),
    (regex(r"ください。?$|下さい。?$|ですか。?$|ますか。?$|でしょうか。?$"), "long"),
)
_MEASURED = regex(
    r"(?:目標|実績|計画|現状|見込み?|予定|基準|達成|前年|当初|最終|中間)(?:値|数値)?(?:\(.*\))?$"
)


class Kind(NamedTuple):
    """A type and how well it is founded (0–1)."""

    type: FieldType
    weight: float


def kind_of(
    region: Region,
    label: Label,
    unit: str,
    entries: tuple[str, ...],
    is_list: bool,
    marks: bool = False,
) -> Kind:
    """The type of an answer. ``entries`` are what it is chosen from, as far as known; ``marks``:
    the sheet asks for marks where something holds."""
    name, by_row = _name(label)
    chosen = _chosen(label, entries, is_list)
    leaf = words.folded(label.heads[-1].text) if label.matrix and label.heads else ""
    if not chosen and leaf in _YES_NO_HEADS and region.width <= _MARK_WIDTH:
        return Kind("yesno", 0.8)
    return (
        chosen
        or (_mark(region, label) if marks and not region.rule else None)
        or (None if label.part in ("月", "日") else _by_rule(region, name, unit))
        or _by_unit(name, unit, label)
        or _weighed(_by_name(region, name, label), by_row)
    )


def as_figure(kind: Kind, by_row: bool = False) -> Kind:
    """The type of an answer that a formula counts with, where no word says otherwise; ``by_row``:
    only what the row's label says (技術者 beside 採点)."""
    if kind.type in ("number", "money"):
        return Kind(kind.type, max(kind.weight, _COMPUTED))
    guessed = kind.type in ("text", "long") and (kind.weight < _SAID or by_row)
    return Kind("number", _COMPUTED) if guessed else kind


_SAID = 0.8
_COMPUTED = 0.85


def _weighed(kind: Kind, by_row: bool) -> Kind:
    return Kind(kind.type, min(kind.weight, _BY_ROW)) if by_row and kind.type != "text" else kind


def _name(label: Label) -> tuple[str, bool]:
    """The part of the label that says what is asked: of a matrix the heading, unless it only
    counts through a thing (years, weekdays). Also whether it is the row's label although the
    heading is no such count: 児童手当 under 窓口."""
    if not label.matrix or label.row is None:
        return words.folded(words.without_translation(label.text)), False
    parts = label.text.split("／")
    leaf = series.after_period(words.folded(parts[-1]))
    counts = not leaf or series.is_period(leaf)
    if len(parts) > 1 and not counts and (_speaks(leaf) or series.is_period(parts[0])):
        return leaf, False
    return words.folded(parts[0]), len(parts) > 1 and not counts


def asks_for_words(text: str) -> bool:
    """Whether a label asks for words although a unit stands beside them: 氏名（　　歳）."""
    name = words.folded(text.rpartition("／")[2])
    return bool(_PERSON.search(name) or _SEVERAL.search(name))


def says_what(text: str) -> bool:
    """Whether the words of a label say what sort of answer it asks for: 氏名, 電話番号, 理由."""
    text = words.clean(text)
    name = words.folded(words.without_notes(text))
    bare = words.folded(words.without_brackets(text)) or name
    return _speaks(bare) or _speaks(name) or bool(words.counted_unit(text))


def said_types(name: str) -> frozenset[str]:
    """All that the end of a label says of its type: date, code, year, figure, words."""
    bare = words.folded(words.without_brackets(words.without_notes(name))) or words.folded(name)
    found = {kind for kind, patterns in _SAID_BY.items() if any(p.search(bare) for p in patterns)}
    if words.counted_unit(name) or speaks_of_money(bare):
        found.add("figure")
    return frozenset(found)


def _speaks(name: str) -> bool:
    patterns = (_DATE, _YEAR, _CODE, _NUMBER, _LONG, _TEXT)
    plain = _PLAIN_TEXT.search(name)
    return bool(plain) or speaks_of_money(name) or any(p.search(name) for p in patterns)


_SAID_BY: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "date": (_DATE,),
    "code": (_CODE,),
    "year": (_YEAR,),
    "figure": (_NUMBER,),
    "words": (_TEXT, _LONG, _PLAIN_TEXT),
}
_YES_NO_HEADS = frozenset(
    (
        "はい",
        "いいえ",
        "有",
        "無",
        "あり",
        "なし",
        "該当",
        "非該当",
        "○",
        "×",
        "適",
        "否",
        "yes",
        "no",
        "チェック",
        "チェック欄",
        "check",
    )
)
_BY_ROW = 0.55  # how well a type is founded that the row's label says
_MARK_WIDTH = 15.0  # characters
_NARROW_MARK = 6.0


def _mark(region: Region, label: Label) -> Kind | None:
    """A small blank of a table whose heading asks for nothing else: 窓口｜郵送｜電子申請."""
    leaf = words.folded(label.heads[-1].text) if label.heads else ""
    plain = region.blank and region.number_format in ("General", "@")
    plain = plain and (series.is_period(leaf) or not _speaks(leaf))
    if not plain or region.width > _MARK_WIDTH:
        return None
    leads = label.row is not None and label.row.area.left > region.area.right and not label.heads
    counted = series.is_period(leaf) and region.width > _NARROW_MARK
    return Kind("yesno", 0.65) if leads or (label.heads and not counted) else None


_MOST_CHECK = 12  # letters: 提出書類の確認 heads a column of ticks, a sentence on checking does not
_CHECK = regex(r"(?:チェック|確認|該当|有無|要否|適否|可否)(?:欄|印|の有無)?(?:\(.*\))?$|^[✓✔☑□]$")


def _chosen(label: Label, entries: tuple[str, ...], is_list: bool) -> Kind | None:
    if not entries and not is_list:
        return None
    years = [
        re.fullmatch(r"(?:19|20)\d\d(?:年度?)?|(?:令和|平成|r)\d+(?:年度?)?", words.folded(e))
        for e in entries
    ]
    if label.part:
        return Kind("date", 0.9)
    if entries and all(years):
        return Kind("year", 0.9)
    if printed_options.is_yes_no(entries):
        return Kind("yesno", 0.95)
    return Kind("choice", 0.95)


def _by_rule(region: Region, name: str, unit: str) -> Kind | None:
    kind = region.rule.kind if region.rule else ""
    if kind == "date":
        return Kind("date", 0.95)
    if kind in ("whole", "decimal"):
        if _YEAR.search(name):
            return Kind("year", 0.8)
        money = words.MONEY_UNIT.match(words.folded(unit)) or speaks_of_money(name)
        return Kind("money" if money else "number", 0.9)
    if words.is_date_placeholder(region.text):
        return Kind("text", 0.7) if _SPAN_OF_TIME.search(name) else Kind("date", 0.9)
    if words.is_range_placeholder(region.text):
        return Kind("text", 0.75)
    if _TIME_FORMAT.match(region.number_format):
        return Kind("text", 0.7)
    if _NUMBERED.match(region.text):
        return Kind("code", 0.8)
    if _DATE_FORMAT.search(region.number_format):
        said = said_types(name)  # the format of a cell is often copied from elsewhere: 御社名
        return Kind("date", 0.85) if not said or said & {"date", "year"} else None
    return None


def _by_unit(name: str, unit: str, label: Label) -> Kind | None:
    if label.part in ("年", "月", "日"):
        return Kind("date", 0.8)
    if not unit:
        return None
    if asks_for_words(name):
        return Kind("text", 0.75)
    if words.MONEY_UNIT.match(words.folded(unit)):
        return Kind("money", 0.95)
    if unit in ("年", "年度"):
        counted = re.search(r"学年|年生|年数|期間|耐用|経過|歴|任期|何年", name)
        return Kind("number", 0.8) if counted else Kind("year", 0.7)
    if unit == "時台" or not unit.endswith("/"):
        return Kind("number", 0.85)
    return Kind("text", 0.6)


def _by_name(region: Region, name: str, label: Label) -> Kind:
    bare = words.folded(words.without_brackets(words.without_notes(name))) or name
    return _by_word(region, name, bare, label) or _by_size(region, bare, label)


def _by_word(region: Region, name: str, bare: str, label: Label) -> Kind | None:
    """The type that the words of a label say."""
    question = next((kind for pattern, kind in _QUESTIONS if pattern.search(name)), None)
    if question:
        return Kind(question, 0.7)
    leaf = words.folded(label.text.rpartition("／")[2])
    if len(leaf) <= _MOST_CHECK and _CHECK.search(leaf):
        return Kind("yesno", 0.7)
    if speaks_of_money(name) and not _roomy(region):
        return Kind("money", 0.8)
    if bare.endswith("有無"):
        return Kind("yesno", _SAID)
    if _DATE.search(bare):
        return Kind("date", 0.85)
    if _CODE.search(bare) or ("区分" in bare and "※" in label.text + name):
        return Kind("code", 0.8)
    if _YEAR.search(bare) and not _NAMED_YEAR.match(leaf):
        return Kind("year", 0.75)
    if _NUMBER.search(bare) and not _LONG.search(bare):
        return Kind("number", 0.75)
    if _TEXT.search(bare) and not (_tall(region) and _LONG.search(bare)):
        return Kind("text", 0.85)
    return None


def _roomy(region: Region) -> bool:
    """Whether there is room for sentences, as no figure needs."""
    return region.height >= 60 and region.width >= 40


def _tall(region: Region) -> bool:
    return region.height >= _TALL and region.width >= _WIDE


def _by_size(region: Region, bare: str, label: Label) -> Kind:
    """A long text where there is room for one, else what the number format says."""
    leaf = words.folded(label.text.rpartition("／")[2])
    if region.width < _ROOM_FOR_WORDS and (weight := _measured(leaf, label)):
        return Kind("number", weight)
    tall = _tall(region)
    large = tall or region.width >= 60
    if _ENDS_PLAIN.search(bare) and not tall:
        return Kind("text", _SAID)
    if _LONG.search(bare) and (large or region.width >= 25 or tall or bare.isascii()):
        return Kind("long", 0.8 if tall else 0.65)
    if region.height >= 60 and region.width >= 9:
        return Kind("long", 0.65)
    if large and not _NUMBER_FORMAT.search(region.number_format):
        plain = _SAID if _PLAIN_TEXT.search(bare) else 0.6
        return Kind("long", 0.6) if region.height >= 45 else Kind("text", plain)
    if _MEASURED.match(leaf) or (label.heads and series.is_year(leaf)):
        return Kind("number", 0.55)
    if _NUMBER_FORMAT.search(region.number_format):
        return Kind("number", 0.6)
    if _PLAIN_TEXT.search(bare):
        return Kind("text", _SAID)
    return Kind("text", 0.7 if region.number_format in ("General", "@") else 0.55)


def _measured(leaf: str, label: Label) -> float:
    """How sure a heading of a period says that a figure is asked: R4実績, 目標 under 令和５年度."""
    over = label.heads[-2].text if len(label.heads) > 1 else ""
    rest = series.after_period(leaf)
    dated = rest != leaf or series.is_year(over)
    return 0.65 if dated and _MEASURED.match(rest) else 0.0
