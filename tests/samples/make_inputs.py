"""Makes ``inputs/``: the sample divisions' books, filled in the way people fill them.

    python -m tests.samples.make_inputs

Starts from what ``zushi-xl distribute`` writes and types into it with openpyxl, finding the
cells as a person would: by the labels on the sheet. Two books then go through LibreOffice, as
books from divisions without Excel do. Nothing here uses the reader under test.

Planted, one of each main kind (see PLANTED in tests/test_sample_year.py): a required field left
empty, an unknown grade, a percentage over 100, a unit that is not the KPI's, an amount that cannot
be read, a placeholder, a pre-filled cell changed, a note beside the form, an inserted row, a
renamed sheet, one superseded version, one division missing, a file that is no workbook.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.samples.answers import ANSWERS, EARLIER, Done, Said

ROOT = Path(__file__).parents[2]
TAGS = 1  # the hidden column A names each line


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "inputs"
        made.mkdir()
        for division, book in distributed(Path(folder)):
            for name, saved, edit in RETURNS.get(division, ()):
                copy = load_workbook(book)
                fill(copy, division)
                edit(copy)
                (made / name).parent.mkdir(exist_ok=True)
                copy.save(made / name)
                if division in WITHOUT_EXCEL:
                    through_libreoffice(made / name)
                stamp(made / name, saved)
        (made / "送付状.txt").write_text("各課の回答を送ります。\n", encoding="utf-8")
        (made / "【回答】ダウンロード.xlsx").write_bytes(
            "<html><body>ページを表示できません。</body></html>".encode()
        )
        shutil.rmtree(ROOT / "inputs", ignore_errors=True)
        shutil.copytree(made, ROOT / "inputs")


def distributed(folder: Path) -> Iterator[tuple[str, Path]]:
    """The books as the divisions get them, by division."""
    command = [Path(sys.executable).parent / "zushi-xl", "distribute", "-o", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=600)
    for book in sorted(folder.glob("*年度/配布/*.xlsx")):
        yield book.name.split("_")[0], book


def fill(book: Workbook, division: str) -> None:
    """Type all of the division's answers."""
    for code, answer in ANSWERS[division].items():
        sheet = sheet_of(book, code)
        if isinstance(answer, Said):
            say(sheet, code, answer)
        else:
            do(sheet, code, answer)


def say(sheet: Worksheet, code: str, said: Said) -> None:
    for number, value in enumerate(said.values, 1):
        beneath(sheet, f"{code}/KPI{number}/values/時点", "2024年度").value = value
    beside(sheet, f"{code}/rating", "進捗状況評価").value = said.rating
    if said.remarks:
        below(sheet, f"{code}/remarks").value = said.remarks
    if said.next_steps:
        below(sheet, f"{code}/next_steps").value = said.next_steps


def do(sheet: Worksheet, code: str, done: Done) -> None:
    beside(sheet, f"{code}/results", "2024年度実施内容").value = done.results
    beside(sheet, f"{code}/budget_program", "【参考】実績額").value = done.amount
    if done.program:
        beside(sheet, f"{code}/budget_program", "【参考】予算事業名").value = done.program


def sheet_of(book: Workbook, code: str) -> Worksheet:
    """The sheet on which a line of ``code`` stands."""
    for sheet in book.worksheets:
        for (cell,) in sheet.iter_rows(min_col=TAGS, max_col=TAGS):
            if str(cell.value or "").startswith(f"{code}/"):
                return sheet
    raise LookupError(code)


def row_of(sheet: Worksheet, tag: str) -> int:
    return next(
        cell.row for (cell,) in sheet.iter_rows(min_col=TAGS, max_col=TAGS) if cell.value == tag
    )


def beside(sheet: Worksheet, tag: str, label: str) -> Cell:
    """The field right of ``label``."""
    cell = _label(sheet, row_of(sheet, tag), label)
    return sheet.cell(cell.row, _end(sheet, cell) + 1)


def beneath(sheet: Worksheet, tag: str, label: str) -> Cell:
    """The field under the head ``label`` of a table."""
    cell = _label(sheet, row_of(sheet, tag), label)
    return sheet.cell(cell.row + 1, cell.column)


def below(sheet: Worksheet, tag: str) -> Cell:
    """The field that takes the whole width."""
    return sheet.cell(row_of(sheet, tag), TAGS + 1)


def _label(sheet: Worksheet, row: int, label: str) -> Cell:
    return next(cell for cell in sheet[row] if cell.value == label)


def _end(sheet: Worksheet, cell: Cell) -> int:
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return int(merged.max_col)
    return int(cell.column)


def stamp(path: Path, saved: str) -> None:
    """Write the time of saving (in Japan) into the book: the programs here put their own."""
    utc = datetime.fromisoformat(f"{saved}+09:00").astimezone(UTC)
    time = utc.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path) as book:
        parts = {info.filename: book.read(info) for info in book.infolist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:(modified|created)[^>]*>)[^<]*", rb"\g<1>" + time, core
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def through_libreoffice(path: Path) -> None:
    """Open and save in LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                folder,
                str(path),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=600,
        )
        shutil.copy(Path(folder) / path.name, path)


def nothing(_book: Workbook) -> None:
    """Return the form as filled in."""


def earlier(book: Workbook) -> None:
    """The first version: figures that were corrected later."""
    for code, value in EARLIER.items():
        sheet = sheet_of(book, code)
        if isinstance(value, tuple):
            beneath(sheet, f"{code}/KPI1/values/時点", "2024年度").value = value[0]
        else:
            beside(sheet, f"{code}/budget_program", "【参考】実績額").value = value


def final(book: Workbook) -> None:
    """A row squeezed in above a field, and a sheet under another name."""
    sheet = sheet_of(book, "5-1-①")
    insert_row(sheet, row_of(sheet, "5-1-①/next_steps/見出し"))
    sheet_of(book, "5-2-②").title = "男女平等（修正済み）"


def insert_row(sheet: Worksheet, row: int) -> None:
    """What Excel does on 行の挿入; openpyxl alone would leave merges and heights behind."""
    heights = {r: d.height for r, d in sheet.row_dimensions.items() if r >= row}
    merges = [m for m in sheet.merged_cells.ranges if m.min_row >= row]
    for merged in merges:
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(row)
    for merged in merges:
        merged.shift(row_shift=1)
        sheet.merge_cells(str(merged))
    for r, height in heights.items():
        sheet.row_dimensions[r + 1].height = height
    sheet.row_dimensions[row].height = 15


def changed_plan(book: Workbook) -> None:
    """社会福祉課 "corrects" a published figure and leaves a note beside the form."""
    sheet = sheet_of(book, "1-1-①")
    beneath(sheet, "1-1-①/KPI1/values/時点", "2023年度").value = "121人"
    sheet.cell(4, sheet.max_column + 2).value = "KPI2は隔年調査です。確認をお願いします。"


WITHOUT_EXCEL = ("子育て支援課", "環境都市課")
Return = tuple[str, str, Callable[[Workbook], None]]
RETURNS: dict[str, tuple[Return, ...]] = {
    "市民協働課": (
        ("市民協働課_進捗状況評価シート.xlsx", "2025-05-20T10:02:00", earlier),
        ("市民協働課_進捗状況評価シート（最終）.xlsx", "2025-05-27T16:40:00", final),
    ),
    "社会福祉課": (("社会福祉課_進捗状況評価シート.xlsx", "2025-05-22T09:15:00", changed_plan),),
    "防災安全課": (("防災安全課_進捗状況評価シート (1).xlsx", "2025-05-23T11:30:00", nothing),),
    "高齢介護課": (("高齢介護課_進捗状況評価シート.xlsx", "2025-05-23T14:05:00", nothing),),
    "子育て支援課": (("04_子育て支援課_進捗状況評価シート.xlsx", "2025-05-26T08:50:00", nothing),),
    "学校教育課": (("学校教育課_進捗状況評価シート.xlsx", "2025-05-26T17:20:00", nothing),),
    "経済観光課": (("★経済観光課_進捗状況評価シート.xlsx", "2025-05-28T13:00:00", nothing),),
    "環境都市課": (("環境都市課/R6 進捗評価（環境都市）.xlsx", "2025-05-30T16:59:00", nothing),),
}

if __name__ == "__main__":
    main()
