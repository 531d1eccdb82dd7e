"""A questionnaire with an open table, its masters, and copies of it that people filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import choose, new_form, put
from zushi_xl.adopt.drafting import write_drafts
from zushi_xl.adopt.own_form.gathered import Gathered
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.workflow.own_form import distribute, gather_returns
from zushi_xl.xlsx_in import read_workbook

FORM = "計画の調査.xlsx"


def questionnaire() -> Workbook:
    """所属, a choice, a count, an amount, a date, a text; a table of three rows."""
    book, sheet = new_form("回答票")
    sheet["A1"] = "計画の策定状況について（照会）"
    labels = (
        "所属名",
        "計画はありますか",
        "計画の数（件）",
        "策定の費用（千円）",
        "策定年月日",
        "意見",
    )
    for row, label in enumerate(labels, 3):
        put(sheet, f"A{row}:B{row}", label)
        put(sheet, f"C{row}:E{row}")
    choose(sheet, "C4", '"はい,いいえ"')
    sheet.row_dimensions[8].height = 80
    put(sheet, "A10", "No.")
    put(sheet, "B10:C10", "計画の名称")
    put(sheet, "D10", "終期（年度）")
    for row in range(11, 14):
        put(sheet, f"A{row}", row - 10)
        put(sheet, f"B{row}:C{row}")
        put(sheet, f"D{row}")
    sheet["A15"] = "ご協力ありがとうございました。"
    return book


def masters_in(folder: Path, book: Workbook | None = None, *divisions: str) -> OwnMasters:
    """Adopt the form and name the divisions, as an officer would."""
    original = folder / FORM
    (book or questionnaire()).save(original)
    write_drafts(original, (), folder)
    plan = load_workbook(folder / "計画マスタ.xlsx")
    for row, name in enumerate(divisions or ("企画課", "福祉課"), 2):
        plan["担当課"].cell(row, 1).value = name
    plan.save(folder / "計画マスタ.xlsx")
    return load_own(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")


def filled(
    masters: OwnMasters,
    folder: Path,
    values: Mapping[str, object],
    change: Callable[[Worksheet, Workbook], None] | None = None,
    division: str = "企画課",
) -> Path:
    """The division's copy with values typed in (by address), then changed by hand."""
    path = distribute(masters, folder, [division], overwrite=True)[0]
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for address, value in values.items():
        sheet[address].value = value
    if change is not None:
        change(sheet, book)
    target = folder / "提出" / f"{division}.xlsx"
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


class Here:
    """Opens files in this process."""

    def read(self, files):  # type: ignore[no-untyped-def]
        for file in files:
            assert isinstance(file, IncomingFile)
            yield read_workbook(file.place, file.name)


def gathered(masters: OwnMasters, folder: Path) -> Gathered:
    return gather_returns(masters, [folder / "提出"], Here())


def texts(found: Gathered) -> dict[str, str]:
    """What was read, by label and number."""
    out = {}
    for _, answer in found.answers():
        number = f"#{answer.number}" if answer.field.is_table else ""
        out[answer.field.label + number] = answer.text
    return out
