"""The unit of an answer: in its cell, the next one, its label, a caption, or what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import series, words
from .asked_in_columns import has_own_heading
from .between_answers import unit_and_name
from .label import Label
from .model import Region, SheetLook

_CAPTION = regex(r"単位\s*+[:：]?\s*+([^）)\]\s]{1,8})\s*+[）)\]]?\s*$")
_RANGE = regex(r"\A\d+(?P<unit>\D{1,4})[~-]\d+(?P=unit)(?:未満|以下)?$")
_OF_PERSON = regex(r"氏名|名前")
_TAIL = regex(r"[ 　）)](\S{1,6})$")


class Units:
    """The units of one sheet's answers."""

    def __init__(self, look: SheetLook, cells: frozenset[Area] = frozenset()) -> None:
        """``cells``: those under a heading 単位."""
        self._look, self._cells = look, cells
        self._money_columns: set[Area] = set()
        self._captions = [
            (region.area, match[1])
            for region in look.regions
            if region.label and (match := _CAPTION.search(region.text.strip()))
        ]
        text = "".join(words.folded(r.text) for r in look.regions if len(r.text) > 20)
        self._speaks_of_time = bool(re.search(r"時間数|分数|所要時間|何分", text))

    def unit_of(self, region: Region, label: Label) -> str:
        """The unit as written; "" where none is."""
        return next(filter(None, self.readings(region, label)), "") or self._of_ranges(label)

    def readings(self, region: Region, label: Label) -> Iterator[str]:
        """The unit by each of the things that may say it, the surest first: its cell, what stands
        beside it, brackets of its label, its row, a caption, what its label counts."""
        yield self._in_cell(region)
        yield self._beside(region, label) or self._between(region, label)
        yield self._in_brackets(label)
        yield self._of_row(region, label)
        yield self._captioned(region, label)
        yield self._counted(label)

    def of_money(self, label: Label) -> str:
        """What money is counted in where nothing is said, in a Japanese form."""
        return "" if label.text.replace("／", "").isascii() else "円"

    def _in_cell(self, region: Region) -> str:
        text = region.text.strip()
        timed = words.is_date_placeholder(text) or words.is_range_placeholder(text)
        asking = words.is_placeholder(region.text) and region.text[:2].isspace()
        if timed or words.rooms(text) + asking > 1:
            return ""
        match = _TAIL.search(" " + text)
        tail = match[1] if match else ""
        unit = words.unit_of(tail)
        asked = words.is_placeholder(region.text) or words.has_room(text)
        if unit and (asked or unit == text):
            return unit
        return tail if tail.endswith("/") and words.unit_of(tail[:-1]) else ""

    def _beside(self, region: Region, label: Label) -> str:
        near = self._look.at.get((region.area.top, region.area.right + 1))
        if near is None or not near.label or label.part:
            return ""
        text = near.text.strip()
        after = self._look.at.get((near.area.top, near.area.right + 1))
        if text in words.NAMES_TOO and after is not None and after.boxed and not after.label:
            return ""
        if text in words.NAMES_TOO and after is not None and words.is_placeholder(after.text):
            return ""
        counts = len(text) <= _COUNTED and f"{words.folded(text)}数" in words.folded(label.text)
        if _OF_PERSON.search(words.folded(label.text)) or has_own_heading(self._look, near):
            return ""
        unit = words.unit_of(text) or unit_and_name(text)[0]
        return unit or (text if near.area in self._cells or counts else "")

    def _between(self, region: Region, label: Label) -> str:
        """A unit between a label and its answers: 職員数｜人工｜＿｜＿."""
        if label.row is None or (label.heads and not measures(label.heads[-1].text)):
            return ""
        column = label.row.area.right + 1
        near = self._look.at.get((region.area.top, column)) if column < region.area.left else None
        return words.heading_unit(near.text) if near is not None and near.label else ""

    def _asked(self, label: Label) -> list[Region]:
        """The headings that may say what is measured, the nearest first: beside 備考 or 理由
        the row's label says nothing of the answer."""
        heads = [*reversed(label.heads)]
        row = [label.row, *self._group(label.row)] if label.row is not None else []
        if label.matrix and heads and asks_no_quantity(heads[0].text):
            return heads
        return heads + row + self._corner(label)

    def _group(self, row: Region) -> list[Region]:
        """The label of several rows left of a row's label: 経営面積（a） over 田, 畑."""
        near = self._look.at.get((row.area.top, row.area.left - 1))
        return [near] if near is not None and near.label and near.rows > row.rows else []

    def _corner(self, label: Label) -> list[Region]:
        """What heads the labels of the rows, beside the headings: 事業費（千円）."""
        if not (label.matrix and label.row and label.heads):
            return []
        corner = self._look.at.get((label.heads[-1].area.top, label.row.area.left))
        return [corner] if corner and corner.label and corner.area != label.row.area else []

    def _in_brackets(self, label: Label) -> str:
        """（円） in the nearest heading first, or a heading that is a unit."""
        if len(label.heads) > 1 and words.heading_unit(label.heads[-1].text):
            return words.heading_unit(label.heads[-1].text)
        for region in self._asked(label):
            for text in reversed(words.brackets(words.without_notes(region.text))):
                if _is_inside(text, region.text):
                    continue
                if unit := words.unit_of(text) or _among_remarks(text):
                    dated = unit in ("年", "月", "日")
                    counted = words.counted_unit(region.text) or (
                        unit
                        if _SPAN.search(words.folded(words.without_brackets(region.text)))
                        else ""
                    )
                    return counted if dated else unit
        return ""

    def _of_row(self, region: Region, label: Label) -> str:
        """What stands in the row under the heading 単位, for a figure of the row."""
        leaf = words.folded(label.heads[-1].text) if label.heads else ""
        measures = _MEASURES.search(leaf) or series.is_period(leaf)
        if not measures or asks_no_quantity(leaf):
            return ""
        texts = (
            self._look.at[area[:2]].text for area in self._cells if area.top == region.area.top
        )
        return next(map(str.strip, texts), "")

    def _captioned(self, region: Region, label: Label) -> str:
        """（単位：円） above a table holds for its amounts."""
        above = [unit for area, unit in self._captions if area.top <= region.area.top]
        if not above or not words.unit_of(above[-1]):
            return ""
        unit, money = above[-1], bool(words.MONEY_UNIT.match(above[-1]))
        counted = words.counted_unit(label.parts[-1].text) if label.parts else ""
        if counted and not money and not unit.endswith(counted):
            return ""
        parts = label.text.split("／")
        leaf = words.folded(parts[-1])
        if not money and (_NO_QUANTITY.search(leaf) or _for_sentences(region)):
            return ""
        if money and _NO_MONEY.search(words.folded(words.without_brackets(parts[-1]))):
            return ""
        column = label.heads[-1].area if label.matrix and label.heads else None
        speaks = any(map(speaks_of_money, parts)) or column in self._money_columns
        return unit if not money or speaks else ""

    def learn(self, labels: Iterable[Label]) -> None:
        """Note the columns in which some answer is an amount of money."""
        self._money_columns = {
            label.heads[-1].area
            for label in labels
            if label.matrix and label.heads and speaks_of_money(label.text)
        }

    def _counted(self, label: Label) -> str:
        for region in self._asked(label):
            if unit := words.counted_unit(region.text):
                return unit
        return ""

    def _of_ranges(self, label: Label) -> str:
        """Minutes under 00分-09分, where the sheet asks how long."""
        match = _RANGE.match(words.folded(label.heads[-1].text)) if label.heads else None
        return match["unit"] if match and self._speaks_of_time else ""


def _is_inside(bracket: str, text: str) -> bool:
    """Whether a word follows right after a bracket, which then is part of a name: 学校（園）名."""
    return bool(re.search(re.escape(bracket) + r"[）)][一-龥]{1,2}$", text.strip()))


def _among_remarks(text: str) -> str:
    """The unit among what a bracket says: 税込・千円, 概数・km; one in Japanese letters may be a
    thing as well (頻度・時間)."""
    parts = [part.strip() for part in _PARTED.split(text)]
    return next(filter(_only_a_unit, parts), "") if len(parts) > 1 else ""


def _only_a_unit(text: str) -> bool:
    name = words.folded(text)
    money = words.MONEY_UNIT.fullmatch(name)
    return bool(money or (len(name) > 1 and name.isascii() and words.unit_of(text)))


_PARTED = regex(r"[・,、，;；/／ 　]")
_MONEY = regex(
    r"金額|価格|価額|費用|経費|予算|決算|料金|単価|賃金|給与|報酬|収入|支出|売上|補助金|交付金|利益|資産|負債|償却|仕入|原価|税額|納税|負担金|負担額|"
    r"時給|日給|月給|年収|年俸|賞与|手当|負担上限|借入金|資金$|自己資金|残高|人件費|[^定総]額|総額|定額|保険料|使用料|手数料|利用料|賃借料|委託料|受講料|入場料|占用料|原稿料|賃料|家賃|借料|謝金|謝礼|報償|寄附金|寄付金|会費|掛金|(?:所得|住民|消費|固定資産|市民|県民|法人|事業|自動車|都市計画|印紙)税|租税公課|所得$|賃$|[^資材燃肥飼塗飲原香食試]料$|現在高|敷金|礼金|[^会学]費$|[^会学]費[(（／]|円|cost|amount|price|budget|fee$|"
    r"obligations?|expenditures?|expended|expenses?|income|revenues?|funds|salary|wages?$|payments?$"
)
_NO_MONEY = regex(
    r"名$|者$|者名|理由|内容|方法|根拠|区分|資料|調達先|先$|番号|コード|率|item|name|title|code|type|categor|explan|descri|narrat|justif|date|status|number|有無|名称|種別|内訳|備考|の別|日$|時期|説明|概要|効果|作業$|業務$|項目$|事項$|明細$|品目$|品名$|摘要|用途|使途|仕様|型式|チェック|確認"
)
_ACTION = regex(
    r"(?:推進|拡大|拡充|縮小|確保|見直し|活用|充実|向上|整備|強化|促進|削減|抑制|支援|導入|実施|検討|改善|適正化|効率化|"
    r"合理化|把握|管理|状況)$"
)  # what is done about money is no amount of it
_SENTENCE = 24  # letters: in a longer label only its end says what is asked
_END = 10


_COUNTED = 6  # letters of what a label counts: 学級 beside 普通学級数
_SPAN = regex(r"年数$|月数$|期間$|経過$")
_MEASURES = regex(r"値|実績|目標|見込|計画$|数量|[^件人]数$|年度$")
_NO_QUANTITY = regex(
    r"備考|理由|説明|内容|名$|日$|有無|資料|摘要|根拠|担当|方法|補足|記述|意見|コメント|特記|メモ|感想|課題|分析|要因|方針|方策|取組"
)


def measures(heading: str) -> bool:
    """Whether a heading says that a figure stands below it: 実績値, 4月, 受診者数."""
    leaf = words.folded(words.without_brackets(heading)) or words.folded(heading)
    said = _MEASURES.search(leaf) or series.is_period(leaf)
    return bool(said or words.unit_of(heading) or words.counted_unit(heading))


def asks_no_quantity(text: str) -> bool:
    """Whether a heading asks for words: 備考, 理由, 補足 （自由記述）; 7月22日 only says when."""
    name = words.folded(words.without_brackets(text))
    return bool(_NO_QUANTITY.search(name)) and not series.is_period(text)


def _for_sentences(region: Region) -> bool:
    return region.height >= 30 and region.width >= 25


def speaks_of_money(label: str) -> bool:
    """Whether a label names an amount of money."""
    last = words.folded(words.without_brackets(label.rpartition("／")[2])) or words.folded(label)
    if _NO_MONEY.search(last) or _ACTION.search(last):
        return False
    if len(last) > _SENTENCE and last.isascii() is False:
        return bool(_MONEY.search(last[-_END:]))
    return bool(_MONEY.search(last) or _MONEY.search(words.folded(label)))
