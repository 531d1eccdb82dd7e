"""What people write where no cell is, and what of it the form has written itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.reading.filled import Distribution
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Submission
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.returned.written_beside import OwnWriting, written_beside
from zushi_xl.workbook.cells import Cell, Remark, Worksheet
from zushi_xl.workbook.cells import Workbook as ReadBook
from zushi_xl.xlsx_in import read_workbook

SHEET = "1-3-① 介護予防の推進"


@pytest.fixture(scope="module")
def distribution(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    return Distribution(masters, tmp_path_factory.mktemp("forms"))


def _message(book: Workbook) -> None:
    rule = DataValidation(sqref="E7", showInputMessage=True, promptTitle="担当から")
    rule.prompt = "去年と同じ測り方です"
    book[SHEET].data_validations.append(rule)


def _own_message_reworded(book: Workbook) -> None:
    rule = next(r for r in book[SHEET].data_validations.dataValidation if r.prompt)
    rule.prompt = "この欄は企画課で書いてください"


def _titles_lost(book: Workbook) -> None:
    for number, rule in enumerate(book[SHEET].data_validations.dataValidation):
        setattr(rule, "promptTitle" if number % 2 else "prompt", None)


def _error(book: Workbook) -> None:
    rule = next(r for r in book[SHEET].data_validations.dataValidation if r.error)
    rule.error = "ここは空けておきます"


def _tip(book: Workbook) -> None:
    cell = book[SHEET]["E7"]
    cell.hyperlink = "https://example.jp/data"
    cell.hyperlink.tooltip = "市の統計から"


def _typed_address(book: Workbook) -> None:
    cell = book["表紙"]["H3"]
    cell.value, cell.hyperlink = "https://example.jp", "https://example.jp/"


def _name(book: Workbook) -> None:
    book.defined_names["メモ"] = DefinedName("メモ", attr_text='"来年度は廃止です"')


def _comment_of_book(book: Workbook) -> None:
    book.properties.description = "決算前の見込みで書きました"


def _title(book: Workbook) -> None:
    book.properties.title = "見込みで書いたもの"


def _own_property(book: Workbook) -> None:
    book.custom_doc_props.append(StringProperty(name="申し送り", value="内線123まで"))


def _label_of_rights(book: Workbook) -> None:
    book.custom_doc_props.append(StringProperty(name="MSIP_Label_1_Name", value="庁内限り"))
    book.custom_doc_props.append(StringProperty(name="KSOProductBuildVer", value="1041-11.2"))
    book.properties.creator = "山田 花子"


def _renamed(book: Workbook) -> None:
    book[SHEET].title = "この事業は昨年度で終わりました"


def _renamed_plainly(book: Workbook) -> None:
    book[SHEET].title = "介護予防の推進（修正済み）"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (_message, [("入力規則のメッセージ", "担当から\n去年と同じ測り方です", "E7")]),
        (
            _own_message_reworded,
            [("入力規則のメッセージ", "実績値\nこの欄は企画課で書いてください", "E7")],
        ),
        (_error, [("入力規則のメッセージ", "ここは空けておきます", "E7")]),
        (_tip, [("リンクのヒント", "市の統計から", "E7"), ("", "https://example.jp/data", "E7")]),
        (_titles_lost, []),
        (_typed_address, []),
        (_name, [("名前の定義", "メモ：来年度は廃止です", "")]),
        (_comment_of_book, [("ブックのプロパティ", "決算前の見込みで書きました", "")]),
        (_title, [("ブックのプロパティ", "見込みで書いたもの", "")]),
        (_own_property, [("ブックのプロパティ", "内線123まで", "")]),
        (_label_of_rights, []),
        (_renamed, [("シートの名前", "この事業は昨年度で終わりました", "")]),
        (_renamed_plainly, []),
    ],
)
def test_what_somebody_wrote_is_told(
    edit: Callable[[Workbook], None],
    told: list[tuple[str, str, str]],
    distribution: Distribution,
    masters: Masters,
    tmp_path: Path,
) -> None:
    book = distribution.book("高齢介護課", 1)
    edit(book.workbook)
    path = tmp_path / "回答.xlsx"
    book.workbook.save(path)
    result = Reader(masters.plan, masters.form).read(read_workbook(path))
    assert isinstance(result, Submission), result
    found = [f for f in result.findings if f.rule in ("text-box", "file-remark")]
    assert [(_where(f), f.given, f.source.cell if f.source else "") for f in found] == told


def _where(finding: Finding) -> str:
    where, is_text, _ = finding.message.partition("に文字があります")
    return where if is_text else ""


@pytest.mark.parametrize(
    ("is_old", "said", "told"),
    [
        (True, "実績値\n以前の説明です", []),
        (False, "実績値\n以前の説明です", ["実績値\n以前の説明です"]),
        (True, "担当から\n去年と同じです", ["担当から\n去年と同じです"]),
    ],
)
def test_a_form_of_another_version_has_other_messages(
    is_old: bool, said: str, told: list[str]
) -> None:
    cell = Cell(6, 1, "実績値（2024年度）", "実績値（2024年度）")
    sheet = Worksheet("5-1-①", {(6, 1): cell})
    book = ReadBook("a.xlsx", "", (sheet,), (Remark("prompt", said, "5-1-①", "E7"),))
    own = OwnWriting(frozenset([""]), frozenset(), {"5-1-①": ("",)}, is_old)
    assert [remark.text for remark in written_beside(book, own)] == told
