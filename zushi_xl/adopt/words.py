"""Words of forms: what a text in a form is about. Grammar of printed forms, no form in particular.
All patterns match folded text (`folded`): narrow digits and letters, no blanks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_letters

from zushi_xl.text.regex import regex

_BLANKS = regex(r"\s+")
_STATED = regex(
    r"(?<!願いし)(?<!願い致し)(?<!願いいたし)(?:ます|ました|です|でした|[しっ]た|[てで]いる)。$"
)
_UNIT_WORDS = (
    "\\$|usd|us\\$|€|eur|百万円|千円|万円|億円|円|ドル|%|‰|ポイント|pt|m2|m3|km2|km|cm|mm|kwh|mwh|kw|kg|mg|ha|t-co2|kl|ml|"
    "トン|時台|時間|日間|年間|週間|分間|人日|人月|人工|人槽|人|名|件|棟|戸|世帯|事業所|施設|団体|法人|箇所|個所|か所|カ所|ヶ所|ケ所|ヵ所|"
    "か月|カ月|ヶ月|ケ月|ヵ月|箇月|か年|校|園|社|台|回|冊|枚|本|袋|個|点|部|室|床|席|店舗|区画|路線|品目|種類|科目|"
    "組|班|票|株|頭|羽|匹|隻|便|号|番|位|歳|才|年度|年|月|日|時|分|秒|週|期|泊|食|口|通|着|度|倍|割|"
    "基|缶|箱|食分|人分|日分|セット|式|両|脚|階|°c|cc|坪|kcal|ppm|ppb|db|lx|hz|kpa|hpa|mmhg|kva|mj|gj|面|巻|束|把|頁|ページ|字|文字|学級|クラス|コマ|往復|m|g|t|l|w|a|ml|min|mins|minutes|hr|hrs|hours|days|weeks|months|years|miles|lbs|ft|people|persons|staff|fte|h|°|段階|級|周|人/日|円/月|円/年|円/人|円/時間"
)
UNIT = regex(rf"(?:{_UNIT_WORDS})$")
MONEY_UNIT = regex(r"(?:百万|千|万|億)?円(?:/.+)?$|ドル$|(?:us)?\$$|usd$|€$")
_COUNTED = {
    "人": "人|名|会員|生徒|児童|園児|学生|者|員",
    "棟": "棟|建物棟",
    "戸": "戸|住戸",
    "世帯": "世帯",
    "事業所": "事業所",
    "施設": "施設",
    "団体": "団体",
    "件": "件|相談件|申請件|処理件",
    "回": "回|開催回|実施回",
    "台": "台",
    "箇所": "箇所|か所|カ所|ヶ所",
    "校": "校|学校",
    "日": "日|開館日|営業日|稼働日",
    "社": "社|企業",
    "冊": "冊",
    "枚": "枚",
    "床": "床|病床",
    "店舗": "店舗",
    "月": "月",
    "点": "点",
    "学級": "学級|クラス",
    "年": "年",
    "階": "階",
    "泊": "泊",
    "km": "km",
}
_COUNTERS = "頭羽匹基本袋箱班株便席室食口票缶束巻"  # 頭数, 箱数: counted in 頭, 箱
COUNTED = (
    *((regex(rf"(?:{names})数$"), unit) for unit, names in _COUNTED.items()),
    *((regex(f"{sign}数$"), sign) for sign in _COUNTERS),
    (regex(r"(?:定員|人員)$"), "人"),
)
_REQUEST = regex(
    r"(?:を|は)?(?:お|ご)?(?:答え|回答|記入|記載|入力|教え|選び|選択|書き).{0,6}(?:ください|下さい)。?$"
)
_HOURS = regex(r"(?:平均|労働|総|延べ?|作業|残業|所要)時間数?$|時間数$")
_RATE = regex(r"(?:率|割合|比率|百分比|シェア)$")
_ASKED_UNIT = regex(
    r"何(%|人|件|回|台|か所|箇所|世帯|棟|校|日|時間|円|千円)(?:です|でした|あり|い)"
)

PLACEHOLDER_PIECE = regex(
    r"(?:(?:令和|平成|昭和|大正|西暦|明治|[令平昭大明rhst])年?度?|年度?(?:末|から|まで)?|月(?:分|末|から|まで)?|日(?:から|まで|現在|生)?|満|曜日?|時(?:台|頃|から|まで)?|分頃?|款|項|目|節|頃|秒|午前|午後|第|約|から|まで|自|至|より|迄|組|"
    r"金|[￥¥]|(?:百万|千|万|億)?円|人|名|件|回|か所|箇所|ヶ所|台|世帯|戸|棟|歳|才|号|番地?|丁目|階|税込み?|税抜き?|予定|見込み?|%|m2|ha|km|kg|電話|fax|tel)$"
)
_CLOSING = regex(r"(?:頃|[ごこ]ろ|程度|くらい|以[内上下降前]|未満|前後|ずつ|[生代末])$")
_PLACEHOLDER_SIGNS = regex(r"[\s　()（）\[\]［］「」~～〜:：;/／・,，.、。_＿@＠…‥\-－―—ー〒×．]+")
_ALONE = frozenset(
    ("円", "千円", "万円", "百万円", "人", "件", "回", "%", "台", "戸", "棟", "世帯", "歳", "才",
     "時台", "m2", "ha", "km", "kg", "年", "月", "日", "時", "分", "箇所", "か所", "ヶ所")
)  # fmt: skip  # units that alone in an answer cell only say what to write
ENUMERATOR = regex(
    r"(?:no\.?|第|\(|\[)?(?:\d{1,4}|[ivx]{1,4}|[a-z]|[アイウエオカキクケコ]|[一二三四五六七八九十]{1,3})"
    r"(?:\)|\]|\.|番|号|位|行|件目|人目|つ目|回目|番目)?$"
)
_CIRCLED = regex(r"[①-⑳㉑-㊿❶-❿⑴-⒇Ⅰ-Ⅻ]$")

EXAMPLE = regex(
    r"[(【「\[<]?(?:(?:記入|記載|入力|回答|作成)?例(?:示|[\d①-⑳a-z])?|見本|サンプル|sample|example)[)】」\]>]?[:：]?$"
)
EXAMPLE_BEFORE = regex(r"[(【\[<](?:(?:記入|記載|入力)?例)[)】\]>].{1,20}$")
OFFICE = regex(
    r"事務局(?:記入|使用|処理|確認|記載|整理|欄)|(?:役所|市|区|町|村|県|都|庁|課|署|保健所|事務|当局|審査会?|"
    r"センター|担当者?|受付者?|窓口|職員|経理|財政課|企画課|総務課)(?:使用|処理|記入|記載|確認|整理)欄|"
    r"^※?受付(?:番号|印|日|年月日|欄|者|no\.?)?$|^※整理番号$|"
    r"^※(?!備考|自由|特記|その他)[^(]{1,6}欄$|^※?(?:決裁|審査|査定|処理)(?:欄|印|結果|番号|者|日|年月日)?$|"
    r"\((?:職員|事務局|担当|窓口|受付)[^()]{0,6}(?:記入|使用|記載|確認)\)$|"
    r"記入しないで|記入不要$|記載しないで|記入しないこと|officeuse|officialuse|foroffice|useonly(?::|$)|^※(?:印の)?欄"
)
EXAMPLE_SHEET = regex(
    r"記入例|記載例|入力例|作成例|回答例|記入方法|記載方法|入力方法|記入要領|記載要領|作成要領|記入の手引|手引|"
    r"はじめに|お読み|参考(?:\)|資料|$)|ご利用に|使い方|使用方法|操作方法|マニュアル|見本|サンプル|readme|instruction|manual|sample|"
    r"example|howto|©|copyright|eula|disclaimer|変更履歴|改訂履歴|改版履歴|changelog"
)
EXPLAINING_SHEET = regex(r"要領|説明|注意|留意|ガイド|案内|目次|guide|help|about|overview|notes?$")
CODE_SHEET = regex(
    r"コード|選択肢|(?<!チェック)リスト$|プルダウン|ドロップダウン|マスタ|マスター|区分表|分類表|一覧表?（?選択|設定$|作業用|"
    r"計算用|集計用|code|list$|lists$|lookup|master|dropdown|validation|ref(?:erence)?$|^data$|config|vlook|"
    r"picklist|options?$|enum"
)
INPUT_LEGEND = regex(
    r"(?:この|の|同じ)?(?:色|カラー|着色|塗|網掛|網かけ|黄色|水色|青色|緑色|橙色|オレンジ|ピンク|桃色|白色|ハッチ)"
    r".{0,12}(?:セル|欄|箇所|部分|項目|枠|に入力|に記入|を入力|を記入)|"
    r"(?:入力|記入)(?:セル|欄|箇所|項目|する欄)$|^(?:入力|記入)欄$|input(?:cell|field)s?|"
    r"(?:yellow|blue|green|gr[ae]y|colou?red|shaded).{0,12}(?:cell|field)|"
    r"^[:：←→=＝…]{0,2}(?:入力|記入)(?:して|し|する)?(?:てください|下さい|ください|項目)?[。]?$"
)
_INSTRUCTION = regex(
    r"記入|記載|入力|選択|回答|ください|下さい|こと$|場合|不要|必須|任意|自動|計算され|印刷|添付|複数可|該当|[全半]角|\d[文桁]字?以内|"
    r"please|enter|select|optional|required|ifany|seeinstr"
)
_NOTE_MARK = regex(
    r"[(（\[]?[※＊*](?:\d{1,2}|[①-⑳])?[)）\]]?|\(注\d*\)|（注[\d０-９]*）|[*＊]\d{1,2}"
)
_UNIT_AT_END = regex(r"[（(\[【][ 　]*単位[^（）()]{1,12}[)）\]】]\s*$")
_BRACKETS = regex(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")


@lru_cache(maxsize=1 << 13)
def folded(text: str) -> str:
    """Text for comparison with the patterns here: NFKC (nothing of it is kept), no blanks, lower
    case; circled numbers stay."""
    signs = unicodedata.normalize("NFC", "".join(map(_folded_sign, text)))  # ﾌﾘｶﾞﾅ: two signs
    return _BLANKS.sub("", signs).casefold()


def _folded_sign(sign: str) -> str:
    return (
        sign if "①" <= sign <= "⓿" or "㉑" <= sign <= "㊿" else unicodedata.normalize("NFKC", sign)
    )


@lru_cache(maxsize=1 << 13)
def clean(text: str) -> str:
    """A label as a person would say it: one line, no colon behind it, no marks of notes at its
    end, no blanks between single letters (氏　名)."""
    text = "".join(_joined(line) for line in text.splitlines() if line.strip())
    return text.strip(" 　:：▼▽↓→■●◆◇○").rstrip(" 　（(").strip()


def _joined(line: str) -> str:
    words = line.split()
    latin = any(ord(sign) < 0x250 and sign.isalpha() for sign in line)
    if words and all(len(word) <= 2 for word in words) and not latin:
        return "".join(words)  # letters set apart: 氏　名
    if latin and not any(ord(sign) > 0x2FFF for sign in line):
        return " ".join(words) + " "
    return line.strip()


@lru_cache(maxsize=1 << 13)
def without_notes(text: str) -> str:
    """Without reference marks: ※4, (注1), *."""
    return _NOTE_MARK.sub("", text).strip() or text


@lru_cache(maxsize=1 << 13)
def without_instruction(text: str) -> str:
    """Without what a bracket asks for (個人の場合は記入不要): a bracket that names stays."""
    cut = _BRACKETS.sub(lambda m: "" if _INSTRUCTION.search(folded(m[0])) else m[0], text).strip()
    return cut or text


@lru_cache(maxsize=1 << 13)
def brackets(text: str) -> tuple[str, ...]:
    """What stands in brackets."""
    return tuple(match[0][1:-1].strip() for match in _BRACKETS.finditer(text))


@lru_cache(maxsize=1 << 13)
def without_remark(text: str) -> str:
    """Without a remark behind it: ITツール番号※登録済であれば記載してください."""
    name, mark, rest = text.partition("※")
    return name.strip() if mark and name.strip() and len(rest) > 5 else text


@lru_cache(maxsize=1 << 13)
def is_remark(text: str) -> bool:
    """Whether a text is a remark rather than a heading: ※時間単価は１万円を上限とします."""
    return text.strip().startswith(("※", "＊", "*", "注）", "注)")) and len(text.strip()) > 12


@lru_cache(maxsize=1 << 13)
def first_sentence(text: str) -> str:
    """A long text up to the end of its first sentence."""
    match = re.match(r"(.{15,}?)(?:。|[.．] (?=[(A-Z])|[.．]$)", text)
    return match[1] if match and len(text) > 25 else text


_PARTING = " \u3000\n\t/／(（"  # before a translation
_TRANSLATION = frozenset(f"{ascii_letters} \n.,'’/()-")
_BEGINS = regex(r"[ \u3000\n\t/／(（](?=[A-Za-z])")


def without_translation(text: str) -> str:
    """「生年月日 Date of Birth」 → 生年月日."""
    bare = text.rstrip()
    if (stem := bare.rstrip("".join(_TRANSLATION) + _PARTING)) and not stem[0].isascii():
        for match in _BEGINS.finditer(bare, len(stem)):
            is_long = len(bare) - match.end() > (1 if match[0] == "\n" else 2)
            if is_long and _TRANSLATION.issuperset(bare[match.end() :]):
                return bare[: match.start()].rstrip(_PARTING)
    return text


def words_before_room(text: str) -> str:
    """「通院頻度　　　　回/」 → 通院頻度."""
    match = re.match(r"\s*(\S.*?)(?:[ 　]{3,}|[（(][ 　_＿]+[)）]|[_＿]{3,}|$)", text)
    name = match[1] if match else text
    return re.sub(r"\A[（(](?=[^）)]*\Z)", "", name)  # （生年月日　　年　　月　　日）


@lru_cache(maxsize=1 << 13)
def without_brackets(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETS.sub("", text).strip()


@lru_cache(maxsize=1 << 13)
def unit_of(text: str) -> str:
    """The unit that a text is, as written; "" where it is none."""
    bare = text.strip().strip("()（）[]［］").strip()
    bare = re.sub(r"^単位[:：]?\s*|[(（]税[込抜別]$", "", bare)
    parts = [part for part in re.split(r"[/／・]", folded(bare)) if part]
    return bare if parts and len(parts) < 3 and all(map(UNIT.match, parts)) else ""


NAMES_TOO = frozenset(("年度", "種類", "科目"))  # words that are units and names
_THINGS = ("施設", "団体", "法人", "事業所", "店舗")  # that are counted, and head columns
_NO_HEADING_UNIT = NAMES_TOO | frozenset((*"年月日時分秒期名番号位週口部点", "人月", *_THINGS))


@lru_cache(maxsize=1 << 13)
def heading_unit(text: str) -> str:
    """The unit that a heading alone is (㎡ under 延床面積); 年度 and 名 are headings, no units."""
    unit = unit_of(text)
    return "" if folded(unit) in _NO_HEADING_UNIT else unit


@lru_cache(maxsize=1 << 13)
def counted_unit(label: str) -> str:
    """The unit that a label counts in: 世帯数 → 世帯, 利用率 → ％."""
    name = _REQUEST.sub("", folded(without_brackets(without_notes(label)))).replace("の数", "数")
    if _RATE.search(name):
        return "％"
    if _HOURS.search(name):
        return "時間"
    if match := _ASKED_UNIT.search(folded(label)):
        return "％" if match[1] == "%" else match[1]
    names = (name, name.partition(":")[0])  # 従業員数：正規雇用
    return next((unit for pattern, unit in COUNTED if any(map(pattern.search, names))), "")


_MOSTLY = 4  # pieces that ask for each word beside them: 時　分～　時　分（うち休憩　分）


@lru_cache(maxsize=1 << 13)
def is_placeholder(text: str) -> bool:
    """Whether a text only says how to answer: 〒, 円, 年　月　日, ：　～　：, （　　）."""
    bare = text.strip()
    is_short = len(bare) <= 1 or not _PLACEHOLDER_SIGNS.search(bare)
    if is_short and not has_space(text) and bare != "〒":
        return folded(bare) in _ALONE
    if len(bare) <= 1 and bare != "〒":
        return bool(UNIT.match(folded(bare)))
    pieces = [folded(piece) for piece in _PLACEHOLDER_SIGNS.split(bare) if piece]
    pieces = [_CLOSING.sub("", piece) or piece for piece in pieces]  # 　月ごろ, 　人程度, 　年生
    if not pieces:
        return "〒" in bare or has_room(bare) or len(re.findall(r"[:：／/・]", bare)) >= 2
    asked = (PLACEHOLDER_PIECE,) if "\n" in bare else (PLACEHOLDER_PIECE, UNIT)  # 本 over 人 names
    asking = sum(any(p.match(piece) for p in asked) for piece in pieces)
    return asking == len(pieces) or asking >= _MOSTLY * (len(pieces) - asking)


@lru_cache(maxsize=1 << 13)
def is_date_placeholder(text: str) -> bool:
    """年 月 日 with room between."""
    return bool(re.search(r"月日|年月", folded(text)) and is_placeholder(text))


@lru_cache(maxsize=1 << 13)
def is_enumerator(text: str) -> bool:
    """1, No.2, ③, (4), ア, ⅳ: a number, no name."""
    rest = folded(text)
    return bool(_CIRCLED.match(text.strip()) or (len(rest) <= 6 and ENUMERATOR.match(rest)))


_FIGURE = regex(r"-?\d{3,}(?:\.\d+)?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+\.\d+")


def is_figure(text: str) -> bool:
    """Whether a text is a bare figure, too large for a number of a row: 12000, 0.5."""
    return bool(_FIGURE.fullmatch(folded(text)))


_NUMBER = r"\d++(?:\.\d++)?"
_BOUND = regex(
    rf"(?<!\d)(?:[~～〜]?{_NUMBER}(?:以上|以下|以内|未満|超)|{_NUMBER}[~～〜-]{_NUMBER})"
)


def is_bound(text: str) -> bool:
    """Whether a text is a bound or a range of figures alone: 15以下, 1.5～2.0."""
    return bool(_BOUND.fullmatch(folded(text)))


@lru_cache(maxsize=1 << 13)
def has_space(text: str) -> bool:
    """Whether blanks stand within a text."""
    return bool(re.search(r"\S[\s　]+\S|[（(][\s　]+[)）]|^[\s　]+\S", text))


def rooms(text: str) -> int:
    """How many blanks a text leaves to write in."""
    return len(re.findall(r"[ 　]{2,}|[（(][ 　_＿]+[)）]|[_＿]{3,}", text.strip(" 　\n")))


@lru_cache(maxsize=1 << 13)
def has_room(text: str) -> bool:
    """Whether a text leaves room to write in: （　　　）, three blanks between words. Blanks that
    set single letters apart, or move （単位：円） to the edge, are none."""
    if is_set_apart(text):
        return False
    text = _UNIT_AT_END.sub("", text).strip()
    return bool(re.search(r"[^\s　][ 　]{3,}[^\s　]|[（(][ 　_＿]{1,}[)）]|[_＿]{3,}", text))


_RANGE_SIGN = regex(r"[~～〜]|から|より|至")


@lru_cache(maxsize=1 << 13)
def is_range_placeholder(text: str) -> bool:
    """A time from and to, in one cell: 　月～　月, 　年度から　年度まで."""
    timed = re.search(r"[年月日時分]|[:：].*[~～〜].*[:：]", text)
    return bool(timed and _RANGE_SIGN.search(text) and is_placeholder(text))


def is_set_apart(text: str) -> bool:
    """Whether a text is one word in single letters: 中　央　区; not 年　月　日, 円　　銭."""
    pieces = text.split()
    return (
        len(pieces) > 1
        and all(len(piece) == 1 and _is_letter_of_words(piece) for piece in pieces)
        and not all(PLACEHOLDER_PIECE.match(piece) for piece in pieces)
    )


def _is_letter_of_words(sign: str) -> bool:
    return "ぁ" <= sign <= "ヿ" or "㐀" <= sign <= "鿿" or sign == "々"


def is_truth(text: str) -> bool:
    """Whether a cell holds TRUE or FALSE: a box to tick of Excel or Google."""
    return folded(text) in ("true", "false")


_JOINING = frozenset("/／・：:-－―‐＊*､、,，↓↑")


_TOTAL = regex(r"(?:合|小|総|累)?計(?:額|金額)?$|総数$")


def is_total(text: str) -> bool:
    """Whether a label names a row of sums: 合計, 小計, 総数."""
    return bool(_TOTAL.match(folded(text)))


def is_sign(text: str) -> bool:
    """Whether a text only joins what stands around it: ×, ＝, ＋, →, ／."""
    bare = text.strip()
    signs = all(unicodedata.category(sign) == "Sm" or sign in _JOINING for sign in bare)
    return 0 < len(bare) <= 2 and signs


def asks(text: str) -> bool:
    """Whether a text asks in a sentence: 人数をお答えください, 実施しましたか."""
    return folded(text).endswith(("。", "か", "ください", "下さい"))


def states(text: str) -> bool:
    """Whether a sentence says what is or was, as answers do: 体験会を開きました。"""
    return bool(_STATED.search(text.strip()))


def explains(text: str) -> bool:
    """Whether a text explains rather than names: a remark, a point of a list, a sentence."""
    bare = text.strip()
    sentence = len(bare) > 12 and bare.endswith(("。", "ください", "下さい", "こと"))
    return is_remark(bare) or bare.startswith(("・", "例）", "例)", "⇒", "→")) or sentence


def is_instruction(text: str) -> bool:
    """Whether a text tells people what to do."""
    return bool(_INSTRUCTION.search(folded(text)))
