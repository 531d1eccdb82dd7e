"""点検結果 in a real LibreOffice: what stands on paper."""

from __future__ import annotations

import pytest

from tests.publish import small
from tests.xlsx_out.office import convert, text_of_pdf
from zushi_xl.report.model import DivisionState, Receipt
from zushi_xl.sheets.findings import findings_book
from zushi_xl.xlsx_out import write_book

pytestmark = pytest.mark.office
LONG = "実績額の桁が前の年度と大きく違い、決算額とも合いません。" * 10


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page, blanks left out."""
    folder = tmp_path_factory.mktemp("printed")
    states = tuple(DivisionState(f"第{i}課", Receipt.RECEIVED, "f", 1) for i in range(30))
    found = [
        small.finding(code=f"1-1-{i}", message=LONG + f"その{i}まで。", division=f"第{i}課")
        for i in range(30)
    ]
    file = folder / "点検結果.xlsx"
    write_book(findings_book(small.report(divisions=states, findings=found)), file)
    text = text_of_pdf(convert(file, "pdf", folder))
    return ["".join(page.split()) for page in text.split("\f")]


def test_the_summary_is_one_page(pages: list[str]) -> None:
    assert pages[0].startswith("点検結果")
    assert "第29課" in pages[0]
    assert "お知らせ：知っておけばよいもの" in pages[0]
    assert pages[1].startswith("点検一覧")


def test_heads_repeat_on_every_page_of_the_list(pages: list[str]) -> None:
    listed = [page for page in pages[1:] if "第" in page and "その" in page]
    assert len(listed) > 1
    assert all("重大度担当課コード内容直し方" in page for page in listed)


def test_no_message_is_cut(pages: list[str]) -> None:
    """The end of each message is printed, whole."""
    whole = "".join(pages)
    assert whole.count("まで。") == 30
