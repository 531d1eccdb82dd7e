"""Mutations that a person with the sheet before them does not see, or sees where no answer belongs."""

from __future__ import annotations

from decimal import Decimal

from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.reading.cell_edits import WORDS, pick, pick_figure, type_in
from tests.reading.filled import Book
from zushi_xl.form.layout import Key

# Formats, what is stored, what people see: the value that counts.
FORMATS = (
    ('[=0]"－";#,##0', 1071, "1071"),
    ('#,##0"人"', 1071, "1071"),
    ('"約"#,##0', 1071, "1071"),
    ("#,##0_ ;[Red]-#,##0 ", 1071, "1071"),
    ("0.00", 12.5, "12.5"),
    ("# ?/?", 12.5, "12.5"),
    ("[>=1000]#,##0;0", 12, "12"),
    ("[$-411]#,##0", 1071, "1071"),
    ('#,##0;"▲"#,##0', 1071, "1071"),
    ("0.0E+0", 1000, "1000"),
)
RATES = (
    ('0.0"%"', 0.5, "0.5"),
    ("0.0\\%", 64.1, "64.1"),
    ("0%", 0.64, "64"),
    ("0.0%", 0.641, "64.1"),
)


def _cell(book: Book, key: Key):  # type: ignore[no-untyped-def]
    return book.sheet(book.section(key))[book.places[key][1]]


def comment_on_blank(book: Book) -> None:
    """The field is left blank; the answer stands in a comment on it."""
    key = pick(book, *WORDS)
    if key is not None:
        cell = _cell(book, key)
        words = f"答えはここ：{book.truth.texts[key]}"
        cell.value, cell.comment = None, Comment(words, "担当")
        book.truth.lose(key)
        book.truth.expect("cell-comment", words, key)


def header_text(book: Book) -> None:
    """Words in the header of a sheet, where our own forms have none."""
    sheet = book.sheet(book.random.choice(list(book.sheets)))
    sheet.oddHeader.center.text = "決算見込みにつき未確定"
    book.truth.expect("text-box", "決算見込みにつき未確定")


def input_message(book: Book) -> None:
    """Words in an input message of one's own; those of the form stay as they are."""
    sheet = book.sheet(book.random.choice(list(book.sheets)))
    words = "昨年度と測り方が違います"
    sheet.add_data_validation(DataValidation(sqref="A1", promptTitle="担当から", prompt=words))
    book.truth.expect("text-box", f"担当から\n{words}")


def link_tip(book: Book) -> None:
    """Words in the tip of a link, and an address that the cell does not show."""
    key = pick(book, *WORDS)
    if key is not None:
        cell = _cell(book, key)
        cell.hyperlink = "https://example.jp/figures"
        cell.hyperlink.tooltip = "詳しくはこちら（市の統計）"
        book.truth.expect("text-box", "詳しくはこちら（市の統計）")
        book.truth.expect("file-remark", "https://example.jp/figures")


def book_property(book: Book) -> None:
    """Words in the properties of the book."""
    book.workbook.properties.description = "課長の確認前です"
    book.truth.expect("text-box", "課長の確認前です")


def named_text(book: Book) -> None:
    """A name that stands for a text."""
    name = DefinedName("申し送り", attr_text='"来年度は休止します"')
    book.workbook.defined_names["申し送り"] = name
    book.truth.expect("text-box", "申し送り：来年度は休止します")


def struck_whole(book: Book) -> None:
    """An answer struck through as a whole is none."""
    key = pick(book, *WORDS)
    if key is not None:
        cell = _cell(book, key)
        cell.font = Font(name=cell.font.name, size=cell.font.size, strike=True)
        said = book.truth.texts[key]
        book.truth.lose(key)
        book.truth.struck[key] = said


def _hidden(book: Book, **font: object) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        cell = _cell(book, key)
        old = cell.font
        looks = {"name": old.name, "size": old.size, **font}
        cell.font = Font(**looks)
        book.truth.expect("hidden-answer", book.truth.texts[key], key)


def white_text(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        cell = _cell(book, key)
        paper = cell.fill.fgColor.rgb if cell.fill.patternType == "solid" else "FFFFFFFF"
        cell.font = Font(name=cell.font.name, size=cell.font.size, color=paper)
        book.truth.expect("hidden-answer", book.truth.texts[key], key)


def tiny_text(book: Book) -> None:
    _hidden(book, size=1)


def hidden_format(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        _cell(book, key).number_format = ";;;"
        book.truth.expect("hidden-answer", book.truth.texts[key], key)


def conditional_strike(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        look = DifferentialStyle(font=Font(strike=True))
        rule = Rule(type="expression", formula=["TRUE"], dxf=look)
        book.sheet(book.section(key)).conditional_formatting.add(book.places[key][1], rule)
        book.truth.expect("hidden-answer", book.truth.texts[key], key)


def ticked(book: Book) -> None:
    """A ticked box in a field for words."""
    key = pick(book, *WORDS)
    if key is not None:
        type_in(book, key, True)
        book.truth.texts.pop(key)
        book.truth.refused.add(key)
        book.truth.quiet = False


def figure_formats(book: Book) -> None:
    unit, formats = book.random.choice((("人", FORMATS), ("％", RATES)))
    key = pick_figure(book, unit)
    if key is not None:
        code, stored, value = book.random.choice(formats)
        type_in(book, key, stored, code)
        book.truth.texts.pop(key)
        book.truth.values[key] = Decimal(value)
        book.truth.quiet = False


UNSEEN_EDITS = {
    "comment_on_blank": comment_on_blank,
    "header_text": header_text,
    "input_message": input_message,
    "link_tip": link_tip,
    "book_property": book_property,
    "named_text": named_text,
    "struck_whole": struck_whole,
    "white_text": white_text,
    "tiny_text": tiny_text,
    "hidden_format": hidden_format,
    "conditional_strike": conditional_strike,
    "ticked": ticked,
    "figure_formats": figure_formats,
}
