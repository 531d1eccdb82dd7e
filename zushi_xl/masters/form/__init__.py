"""様式定義.xlsx → ``Form``: every mistake at once, each with its sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.form.model import Block, Form
from zushi_xl.masters.form.columns import FORM_SHEETS
from zushi_xl.masters.form.fields import STANDARD_WORDS, read_fields
from zushi_xl.masters.form.further_sheets import read_further_sheets
from zushi_xl.masters.form.named_styles import read_styles
from zushi_xl.masters.form.own_checks import read_own_checks
from zushi_xl.masters.plan.reviewing_sheets import NO_NAMES, ReviewingNames
from zushi_xl.masters.plan.values import read_number
from zushi_xl.masters.records import MasterBook, Mistakes, Record, match_key
from zushi_xl.workbook.cells import Workbook

__all__ = ["load_form"]

_NEEDED = ("様式版", "書体", "文字の大きさ")


def load_form(
    workbook: Workbook,
    names: ReviewingNames = NO_NAMES,
    blocks: Mapping[str, Block] = STANDARD_WORDS,
) -> Form:
    """The form that a form definition holds. The other settings are texts too.

    ``names`` are those of the roles and phases of the plan, which fields may name; ``blocks`` the
    blocks by the city's words, where they are not the standard ones.

    Raises:
        FaultyBook: with a ``Finding`` for each mistake, in the order of the book.
    """
    book = MasterBook(workbook, FORM_SHEETS, Mistakes("form"))
    settings = _by_name(book, "設定", "項目")
    _check_settings(settings, book.mistakes)
    size_row = settings.get("文字の大きさ")
    size = read_number(size_row, "値", "", book.mistakes) if size_row else None
    font = settings["書体"]["値"] if "書体" in settings else ""
    further = read_further_sheets(book)
    fields = read_fields(book, names, blocks, further)
    form = Form(
        file=workbook.file,
        version=settings["様式版"]["値"] if "様式版" in settings else "",
        fields=fields,
        checks=read_own_checks(book, fields, blocks),
        further_sheets=further,
        styles=read_styles(book, font, float(size or 10)),
        texts={name: record["値"] for name, record in settings.items()}
        | {name: record["文"] for name, record in _by_name(book, "文言", "ID").items()},
        headers=book.headers({}).get("項目", ()),
    )
    book.mistakes.raise_any(workbook, form)
    return form


def _by_name(book: MasterBook, sheet: str, header: str) -> dict[str, Record]:
    """The rows of a sheet by the name in their first column, each name once."""
    rows: dict[str, Record] = {}
    keys: dict[str, Record] = {}
    for record in book.records(sheet):
        first = keys.setdefault(match_key(record[header]), record)
        rows.setdefault(record[header], record)
        if first is not record and record[header]:
            book.mistakes.at(
                "name-twice",
                record,
                header,
                f"「{record[header]}」が{first.source(header).cell}にもあります。",
                "どちらかの行を削除してください。",
            )
    return rows


def _check_settings(settings: dict[str, Record], mistakes: Mistakes) -> None:
    for name in _NEEDED:
        if settings and name not in settings:
            place = next(reversed(settings.values())).source("項目")
            remedy = f"一番下に項目「{name}」の行を加えてください。"
            mistakes.add("setting", place, f"設定「{name}」の行がありません。", remedy, name=name)
