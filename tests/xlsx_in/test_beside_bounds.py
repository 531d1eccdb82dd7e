"""What lies beside the cells is read in time that grows with its size, whatever points to what."""

from __future__ import annotations

import struct
from pathlib import Path
from time import process_time

from zushi_xl.workbook.cells import Workbook
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_in.cell_tips import Tips
from zushi_xl.xlsx_in.xls_beside import beside_cells
from zushi_xl.xlsx_in.xls_charts import chart_remarks

from .biff_of import record
from .parts_of import A1, minimal, rels, sheet, write

MANY = 30_000


def test_charts_that_show_each_other_are_read_once(tmp_path: Path) -> None:
    words = '<c xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></c>'
    again = [("chart", "c.xml"), ("chartUserShapes", "u.xml")] * 400
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("drawing", "../d.xml")),
        "xl/d.xml": "<d/>",
        "xl/_rels/d.xml.rels": rels(*again),
        "xl/c.xml": words.format("表"),
        "xl/_rels/c.xml.rels": rels(*again, ("chart", "d.xml")),
        "xl/u.xml": words.format("裏"),
        "xl/_rels/u.xml.rels": rels(*again),
    }
    book = read_workbook(write(tmp_path / "a.xlsx", minimal(A1, **parts)))
    assert isinstance(book, Workbook), book
    assert [remark.text for remark in book.remarks] == ["表", "裏"]


def test_many_links_tips_and_messages(tmp_path: Path) -> None:
    links = "".join(f'<hyperlink ref="A1" tooltip="ヒント{n}"/>' for n in range(MANY))
    parts = {"xl/worksheets/sheet1.xml": sheet(A1, after=f"<hyperlinks>{links}</hyperlinks>")}
    started = process_time()
    book = read_workbook(write(tmp_path / "a.xlsx", minimal(A1, **parts)))
    assert process_time() - started < 5
    assert isinstance(book, Workbook), book
    assert len(book.remarks) == 1_000


def test_many_texts_of_shapes_and_charts_of_an_xls() -> None:
    text = record(0x1B6, b"\0" * 10 + struct.pack("<HH", 1, 16) + b"\0" * 4)
    texts = (text + record(0x3C, b"\0a")) * MANY
    head = record(0x809, struct.pack("<4H", 0x600, 16, 0, 0))
    chart = record(0x809, struct.pack("<4H", 0x600, 0x20, 0, 0)) + texts + record(0x0A)
    started = process_time()
    beside = beside_cells(head + texts + record(0x0A), 0, "様式", Tips(), {})
    (told,) = chart_remarks(record(0x0A) + head + chart + record(0x0A))
    assert process_time() - started < 5
    assert (len(beside.remarks), told[1]) == (MANY, "a")
