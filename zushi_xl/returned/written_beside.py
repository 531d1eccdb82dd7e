"""What a person can write where no cell is: shapes, margins, messages, tips, properties, names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.form.frame import REQUESTS
from zushi_xl.form.identity import PROPERTY_NAMES
from zushi_xl.form.input_help import (
    NOT_IN_LIST,
    error_of,
    meanings_of,
    message_of,
    title_of,
)
from zushi_xl.form.layout import Page
from zushi_xl.plan.model import Plan
from zushi_xl.returned.quoting import LONGEST
from zushi_xl.returned.rules import DRAWN, REMARK, TEXT_BOX
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Remark, Source, Workbook

_MOVE = "報告に含める内容なら、記入欄に書いてください。"
# By the kind of remark: where the text stands, and how to get to see it.
_WHERE: Mapping[str, tuple[str, str]] = {
    "text_box": ("図形の中", ""),
    "margin": (
        "ヘッダーかフッター",
        "［ページ レイアウト］の［印刷タイトル］からヘッダー・フッターを開けます。",
    ),
    "alt": ("図や表の代替テキスト", "図を右クリックし、［代替テキストの表示］で出せます。"),
    "prompt": ("入力規則のメッセージ", "［データ］の［データの入力規則］で出せます。"),
    "link_tip": (
        "リンクのヒント",
        "セルを右クリックし、［リンクの編集］の［ヒント設定］で出せます。",
    ),
    "name": ("名前の定義", "［数式］の［名前の管理］で出せます。"),
    "scenario": ("シナリオ", "［データ］の［What-If 分析］の［シナリオの登録と管理］で出せます。"),
    "property": ("ブックのプロパティ", "［ファイル］の［情報］で出せます。"),
    "sheet_name": ("シートの名前", ""),
}
_BY_PROGRAMS = frozenset(
    (
        *("creator", "lastModifiedBy", "initial-creator", "printed-by", "Company", "company"),
        *("Application", "AppVersion", "generator", "created", "modified", "date", "照合"),
    )
)
_OWN = ("title", "subject")  # the form has its own
_TYPED = ("description", "keywords", "category", "contentStatus", "Manager")
_LABELS = "MSIP_"  # begins the names of properties that rights management writes
_JAPANESE = regex(r"[ぁ-ヿ㐀-鿿]")
_NO_WORDS = regex(r"[\W\d_①-⑳]+|sheet|シート|コピー|施策|年度")
_A_SENTENCE = regex(r".{12}|(?=.{6}).*[ぁ-ゖ]{2}")  # 「修正済み」 says nothing of the evaluation
_COMPARED = 2_000  # letters of a cell: an address is no longer
_DIGITS = regex(r"\d+")


class OwnWriting(NamedTuple):
    """What the form itself writes beside the cells of a book."""

    names: Collection[str]  # folded: of the division, of the plan; "" is nothing
    help: Collection[str]  # folded input messages, all digits alike
    sheets: Mapping[str, Sequence[str]]  # by the name of a sheet: the texts that its name may hold
    is_old: bool = False  # of another version, of which the input messages are not known

    def holds(self, remark: Remark, texts: Mapping[str, str]) -> bool:
        """Whether the form has written this, or the cell says it too. ``texts`` are those of the
        sheet, folded, by their addresses."""
        match remark.kind:
            case "margin":
                return all(fold(line) in self.names for line in remark.text.splitlines())
            case "prompt":
                title = fold(remark.text.partition("\n")[0])
                if _alike(remark.text) in self.help:
                    return True
                return self.is_old and any(text.startswith(title) for text in texts.values())
            case "link":  # Excel makes a link of an address that is typed
                address = fold(remark.text).removeprefix("mailto:").rstrip("/")
                return address[:_COMPARED] in texts.get(remark.cell, "")
            case _:
                return False


def _alike(text: str) -> str:
    return _DIGITS.sub("0", fold(text))


NOTHING = OwnWriting(frozenset(), frozenset(), {})  # of the form is known


def own_help(plan: Plan, page: Page) -> frozenset[str]:
    """The input messages of a page, as ``OwnWriting`` knows them."""
    texts = {NOT_IN_LIST}
    for slot in page.slots:
        title, message = title_of(slot), message_of(slot, meanings_of(plan, slot.field))
        # other programs keep but one of the two
        texts |= {f"{title}{message}", title, message, error_of(slot.field.max_length)}
    return frozenset(map(_alike, texts))


def written_beside(book: Workbook, own: OwnWriting = NOTHING) -> Iterator[Remark]:
    """What the book holds beside its cells and the form has not written."""
    by_name = {sheet.name: sheet for sheet in book.sheets}
    texts: dict[str, dict[str, str]] = {}  # of sheets with links or messages: by address
    for remark in book.remarks:
        if remark.kind in ("link", "prompt") and remark.sheet not in texts:
            sheet = by_name.get(remark.sheet)
            cells = sheet.cells.values() if sheet else ()
            texts[remark.sheet] = {cell.address: fold(cell.text[:_COMPARED]) for cell in cells}
        if not own.holds(remark, texts.get(remark.sheet, {})):
            yield remark
    yield from _properties(book.properties, own)
    yield from _sheet_names(book, own)


def _properties(properties: Mapping[str, str], own: OwnWriting) -> Iterator[Remark]:
    told = {}
    for name, text in properties.items():
        if name in PROPERTY_NAMES or name in _BY_PROGRAMS or name.startswith(_LABELS):
            continue
        is_own = name in _OWN and (own.is_old or any(n and n in fold(text) for n in own.names))
        if not is_own and (name in _TYPED or _JAPANESE.search(text)):
            told[text.strip()] = name
    yield from (Remark("property", text) for text in told if text)


def _sheet_names(book: Workbook, own: OwnWriting) -> Iterator[Remark]:
    """Names of sheets that say something: what is no part of the form's own name is a sentence."""
    for sheet in book.sheets:
        known = [_NO_WORDS.sub("", fold(text)) for text in own.sheets.get(sheet.name, ())]
        said = _NO_WORDS.sub("", fold(sheet.name))
        rest = said
        for text in filter(None, known):
            rest = rest.replace(text, "")
        is_own = sheet.name.startswith(REQUESTS) or any(said in text for text in known)
        if _A_SENTENCE.match(rest) and not is_own:
            yield Remark("sheet_name", sheet.name, sheet.name)


def remark_finding(file: str, remark: Remark, division: str) -> Finding:
    """What is said of a remark."""
    source = Source(file, remark.sheet, remark.cell)
    if remark.kind in _WHERE:
        where, way = _WHERE[remark.kind]
        return TEXT_BOX.at(
            source,
            f"{where}に文字があります。記入欄の値にはしていません。",
            f"{_MOVE}{way}",
            division=division,
            given=shorten(remark.text, LONGEST),
        )
    if remark.kind == "shape":
        return DRAWN.at(
            source,
            f"{remark.text}。答えとしては読めません。",
            "選んだ答えを囲んだものなら、記入欄に文字で書いてください。",
            division=division,
        )
    if remark.kind == "link":
        return REMARK.at(
            source,
            "セルにリンクがあります。開いていません。",
            "報告に要る資料なら、取りまとめ課へ別に送ってください。",
            division=division,
            given=shorten(remark.text, LONGEST),
        )
    return REMARK.at(
        source,
        f"{remark.text}。" if not remark.text.endswith("。") else remark.text,
        "心当たりがなければ、提出した課に確かめてください。",
        division=division,
        given=remark.kind,
    )
