"""Mutations of single fields: how people fill cells, and what programs make of it."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from decimal import Decimal

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from tests.reading.filled import Book
from tests.reading.package_edits import cached
from zushi_xl.form.expected_values import is_qualitative
from zushi_xl.form.layout import Key
from zushi_xl.form.model import FieldType

WORDS = (FieldType.TEXT, FieldType.LINE)


def type_in(book: Book, key: Key, value: object, number_format: str = "") -> None:
    """Type into a field, which stands where it was sent."""
    cell = book.sheet(book.section(key))[book.places[key][1]]
    cell.value = value
    book.touched.add(key)
    if isinstance(value, str) and value.startswith("="):
        cell.data_type = "f"
    if number_format:
        cell.number_format = number_format


def pick(book: Book, *types: FieldType) -> Key | None:
    """One of the division's fields that no other mutation has touched."""
    keys = [k for k in book.keys(*types) if book.truth.texts.get(k) and k not in book.touched]
    return _chosen(book, keys)


def _chosen(book: Book, keys: list[Key]) -> Key | None:
    if not keys:
        return None
    key = book.random.choice(keys)
    book.touched.add(key)
    return key


def pick_figure(book: Book, unit: str = "") -> Key | None:
    keys = [
        k
        for k in book.keys(FieldType.YEARLY)
        if not is_qualitative(book.slots[k])
        and k in book.truth.texts
        and k not in book.touched
        and (not unit or (kpi := book.slots[k].kpi) is not None and kpi.unit == unit)
    ]
    return _chosen(book, keys)


def _retype(book: Book, key: Key | None, text: str) -> None:
    if key is not None:
        type_in(book, key, text)
        book.truth.texts[key] = text
        book.truth.quiet = False  # the text itself may be doubtful


def _value(book: Book, key: Key | None, typed: object, value: str, number_format: str = "") -> None:
    if key is not None:
        type_in(book, key, typed, number_format)
        book.truth.texts.pop(key)
        book.truth.values[key] = Decimal(value)
        book.truth.quiet = False


def dashes(book: Book) -> None:
    _retype(book, pick_figure(book), book.random.choice("-－―‐–"))


def full_width(book: Book) -> None:
    _value(book, pick_figure(book, "％"), "６７．５", "67.5")


def trailing_tab(book: Book) -> None:
    _value(book, pick(book, FieldType.MONEY), "104,602\t", "104602")


def typed_number(book: Book) -> None:
    _value(book, pick(book, FieldType.MONEY), 205158, "205158")


def percent_format(book: Book) -> None:
    _value(book, pick_figure(book, "％"), 0.675, "67.5", "0.0%")


def unit_in_format(book: Book) -> None:
    _value(book, pick(book, FieldType.MONEY), 2289, "2289", '#,##0"円"')


def ditto(book: Book) -> None:
    _retype(
        book, pick(book, *WORDS), book.random.choice(("前年度と同じ", "　前年度に同じ", "同上"))
    )


def date_in_figure(book: Book) -> None:
    key = pick_figure(book)
    if key is not None:
        type_in(book, key, datetime(2024, 1, 3), "yyyy/m/d")
        del book.truth.texts[key]
        book.truth.refused.add(key)
        book.truth.quiet = False


def formula_uncalculated(book: Book) -> None:
    key = pick(book, FieldType.MONEY)
    if key is not None:
        type_in(book, key, "=SUM(Z1:Z3)")
        book.truth.lose(key)
        book.truth.expect("cell-error", "", key)


def formula_cached(book: Book) -> None:
    _value(book, pick(book, FieldType.MONEY), "=1+1", "77001")
    book.after.append(cached("77001"))


def error_value(book: Book) -> None:
    key = pick(book, FieldType.MONEY)
    if key is not None:
        cell = book.sheet(book.section(key))[book.places[key][1]]
        cell.value, cell.data_type = "#REF!", "e"
        book.truth.lose(key)
        book.truth.expect("cell-error", "#REF!", key)


def struck_runs(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        struck = TextBlock(InlineFont(strike=True), "2024年度に")
        kept = TextBlock(InlineFont(), "2029年度に見直した。")
        type_in(book, key, CellRichText(struck, kept))
        book.truth.texts[key] = "2029年度に見直した。"
        book.truth.quiet = False


def leaked_furigana(book: Book) -> None:
    text = "協議会キョウギカイを開いた。"
    key = pick(book, *WORDS)
    if key is not None:
        _retype(book, key, text)
        book.truth.expect("leaked-furigana", text, key)


def odd_characters(book: Book) -> None:
    marks = book.random.choice(("\u200b", "\ufeff", "\x0b", "\u2028", "\r\n", "\u00a0"))
    key = pick(book, *WORDS)
    if key is not None:
        marks = "\r\n" if marks == "\x0b" else marks
        text = f"説明会を{marks}開いた。"
        type_in(book, key, text)
        book.truth.texts[key] = "説明会を開いた。" if marks in "\u200b\ufeff" else text


def private_use(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        _retype(book, key, "\ue000木さんを招いた。")
        book.truth.expect("odd-characters", "\ue000", key)


def nfd(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        text = "バスでパネル展をがんばった。"
        type_in(book, key, unicodedata.normalize("NFD", text))
        book.truth.texts[key] = text


def padded(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        text = "　・相談を受けた。"
        type_in(book, key, f"{text}  \n　\n")
        book.truth.texts[key] = text


def rating_words(book: Book) -> None:
    key = pick(book, FieldType.RATING)
    if key is not None:
        text = book.truth.texts[key]
        symbol, _, label = text.partition("：")
        if label:
            typed = (f"{symbol} {label}", f"（{symbol}）{label}", f"{symbol}評価", f"{symbol}　")
            _retype(book, key, book.random.choice(typed))


def zero_for_blank(book: Book) -> None:
    key = pick(book, *WORDS)
    if key is not None:
        type_in(book, key, 0)
        book.truth.lose(key)
        book.truth.expect("zero-as-blank", "", key)


def left_blank(book: Book) -> None:
    key = pick(book)
    if key is not None:
        type_in(book, key, None)
        book.truth.texts[key] = ""


def comment(book: Book) -> None:
    key = pick(book)
    if key is not None:
        cell = book.sheet(book.section(key))[book.places[key][1]]
        cell.comment = Comment("決算見込みです", "担当")
        book.truth.expect("cell-comment", "決算見込みです", key)


def changed_locked(book: Book) -> None:
    """A pre-filled figure is "corrected"."""
    code = book.random.choice(list(book.sheets))
    sheet = book.sheet(code)
    cells = [c for row in sheet.iter_rows(min_col=2, max_col=3) for c in row if c.value]
    cell = next((c for c in cells if str(c.value).endswith(("%", "％", "人", "件"))), None)
    if cell is not None:
        cell.value = "12.34"
        book.truth.expect("prefilled-changed", "12.34")


def note_beside(book: Book) -> None:
    sheet = book.sheet(book.random.choice(list(book.sheets)))
    sheet.cell(4, sheet.max_column + 2).value = "確認をお願いします"
    book.truth.expect("stray-text", "確認をお願いします")


def one_off(book: Book) -> None:
    """The value lands in the cell below: outside every field, or in the next line."""
    key = pick(book, FieldType.MONEY, FieldType.PROGRAM)
    if key is not None:
        sheet = book.sheet(book.section(key))
        cell = sheet[book.places[key][1]]
        target = sheet.cell(cell.row - 1, cell.column)
        if target.coordinate in sheet.merged_cells or target.value:
            return
        target.value, cell.value = cell.value, None
        book.truth.lose(key)


CELL_EDITS = {
    "dashes": dashes,
    "full_width": full_width,
    "trailing_tab": trailing_tab,
    "typed_number": typed_number,
    "percent_format": percent_format,
    "unit_in_format": unit_in_format,
    "ditto": ditto,
    "date_in_figure": date_in_figure,
    "formula_uncalculated": formula_uncalculated,
    "formula_cached": formula_cached,
    "error_value": error_value,
    "struck_runs": struck_runs,
    "leaked_furigana": leaked_furigana,
    "odd_characters": odd_characters,
    "private_use": private_use,
    "nfd": nfd,
    "padded": padded,
    "rating_words": rating_words,
    "zero_for_blank": zero_for_blank,
    "left_blank": left_blank,
    "comment": comment,
    "changed_locked": changed_locked,
    "note_beside": note_beside,
    "one_off": one_off,
}
