"""Makes docs/images/様式_記入中.png: a form sheet half filled in, as it stands on the screen.

    python -m tests.samples.make_form_picture

The column 「記入の確認」 is not printed; here it is, so that readers of the docs see what the form
says while somebody fills it in.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from tests.samples.make_pictures import IMAGES, ROOT, Picture, framed, page, save
from tests.xlsx_out.office import convert
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import load_masters
from zushi_xl.sheets.form import FormBuilder, FormSheet, Marks
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import PrintSetup
from zushi_xl.xlsx_out import write_book

DIVISION, CODE = "市民協働課", "5-1-②"
ANSWERS = {
    Key(CODE, "values", 1, "2024"): "3,900団体",
    Key(CODE, "rating"): "B：概ね順調であるとみなせる",
    Key(CODE, "remarks"): "登録の更新に合わせて、活動を終えた団体の登録を整理しました。",
    Key(f"{CODE}-①", "results"): "協働事業の提案を２回募集し、４件を採択しました。",
    Key(f"{CODE}-①", "actual_spend"): "約20万円",
}
NAMES = ("様式_記入中",)
_WIDTH, _KEPT = 1240, 14  # pixels


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """The picture into ``target``; ``folder`` takes what comes between."""
    paper = convert(screen_book(folder / "form.xlsx"), "pdf", folder)
    save(framed(trimmed(page(paper, 1, _WIDTH))), target / "様式_記入中.png")


def screen_book(path: Path) -> Path:
    """A book of the one sheet, its check column printed with it."""
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    builder = FormBuilder(masters.plan, masters.form)
    identity = builder.identity_of(DIVISION)
    sheets = builder.sheets(identity, Marks(ANSWERS))
    sheet = next(sheet for sheet in sheets if sheet.page.section.code == CODE)
    shown = replace(sheet.sheet, print=_setup(sheet))
    book = builder.book(identity, (), (sheet,))
    sheets_ = tuple(shown if each is sheet.sheet else each for each in book.sheets)
    write_book(replace(book, sheets=sheets_), path)
    return path


def _setup(sheet: FormSheet) -> PrintSetup:
    end = next((row for row in sheet.sheet.print.breaks), sheet.rows) - 1
    return PrintSetup(area=Area(0, 1, end, sheet.check_column))


def trimmed(picture: Picture) -> Picture:
    """What is printed, with a little white around it."""
    white = b"\xff\xff\xff"
    rows = [i for i, row in enumerate(picture.rows) if row != white * picture.width]
    columns = [
        x
        for x in range(picture.width)
        if any(row[3 * x : 3 * x + 3] != white for row in picture.rows)
    ]
    left, right = max(0, columns[0] - _KEPT), columns[-1] + _KEPT
    cut = [row[3 * left : 3 * right] for row in picture.rows[rows[0] - _KEPT : rows[-1] + _KEPT]]
    return Picture(len(cut[0]) // 3, cut)


if __name__ == "__main__":
    main()
