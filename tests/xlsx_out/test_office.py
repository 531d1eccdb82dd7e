"""The writer's books in a real LibreOffice: nothing lost on the way to paper."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.xlsx_out.office import convert, formula_differences, load, text_of_pdf
from tests.xlsx_out.sample import ACTUAL, PLANNED, STYLES, YEARS, at, figures, saved
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import (
    Book,
    Chart,
    Condition,
    ExcelTable,
    Formula,
    Link,
    PrintSetup,
    Protection,
    Rich,
    Run,
    Series,
    Sheet,
    Sparkline,
    Validation,
)

pytestmark = pytest.mark.office

TEXTS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(A1)",
    "<r>印</r>",
    "𠮷野家 ①㈱",
    "一行目\n二行目",
    "_x0041_",
)


def whole_book() -> Book:
    """Every feature once."""
    cells = (
        *figures(),
        at(5, 0, "表題", "head", columns=3, note="メモの文"),
        at(6, 0, Rich((Run("2029", "struck"), Run("2024年度", "added")))),
        at(6, 1, Formula('=IF(A2=2022,"済","")', "済")),
        at(6, 2, Formula('=IFS(A2>3000,"x",TRUE,"")', "")),
        at(7, 1, Formula("=SUM(B2:B4)", 40)),
        at(7, 2, Formula("=SUMPRODUCT((B2:B4>C2:C4)*1)", 2)),
        at(8, 0, Link("表紙へ", "internal:'表紙 ''24'!A1")),
        *(
            at(10 + row, 0, text, columns=3, rows=2)
            for row, text in zip(range(0, 14, 2), TEXTS, strict=True)
        ),
        at(26, 0, None, "open"),
    )
    sheet = Sheet(
        "様式",
        cells,
        widths=(160, 160, 160, 80),
        heights={5: 30},
        validations=(Validation(Area(26, 0, 26, 0), ("A", "B"), message="選ぶ"),),
        conditions=(
            Condition(Area(1, 1, 3, 1), "=B2<C2", "warn"),
            Condition(Area(1, 2, 3, 2), bar="4472C4"),
        ),
        tables=(ExcelTable("実績表", Area(0, 0, 3, 2), ("年度", "実績", "計画")),),
        charts=tuple(
            Chart(
                28 + 13 * number,
                0,
                480,
                240,
                kind,
                f"推移{number}",
                "説明",
                (
                    Series("実績系列", YEARS, ACTUAL, color="C00000", marker="circle"),
                    Series("計画系列", YEARS, PLANNED, color="808080", dash="round_dot"),
                ),
            )
            for number, kind in enumerate(("line", "bar"))
        ),
        sparklines=(Sparkline(1, 3, Area(1, 1, 1, 2)),),
        print=PrintSetup(
            header="&L見出し行 && 節", footer="&C&P / &N", repeat_rows=(0, 0), breaks=(28,)
        ),
        protection=Protection(),
        freeze=(1, 0),
    )
    return Book((Sheet("表紙 '24", (at(0, 0, "表紙の文"),)), sheet), STYLES, {"title": "題"})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(whole_book(), tmp_path_factory.mktemp("office"))


def test_paper_holds_every_text(whole: Path) -> None:
    printed = text_of_pdf(convert(whole, "pdf", whole.parent))
    bare = re.sub(r"\s", "", printed)
    expected = [*TEXTS, "表題", "20292024年度", "済", "40", "表紙へ", "表紙の文", "見出し行&節"]
    expected += ["推移0", "推移1", "実績系列", "計画系列", "2/3"]
    assert [text for text in expected if re.sub(r"\s", "", text) not in bare] == []
    assert printed.count("\f") == 3  # the cover, and two pages by the page break


def test_formulas_calculate_to_their_cached_values(whole: Path) -> None:
    assert formula_differences(whole, whole.parent) == []


def test_a_wrong_cached_value_would_be_noticed(tmp_path: Path) -> None:
    cells = (at(0, 0, Formula("=1+1", 3)), at(1, 0, Formula("=NOSUCHFUNCTION(1)", 3)))
    path = saved(Book((Sheet("様式", cells),), STYLES), tmp_path)
    assert len(formula_differences(path, tmp_path)) == 2


def test_another_program_keeps_the_form_working(whole: Path) -> None:
    sheet = load(convert(whole, "xlsx", whole.parent))["様式"]
    assert sheet.protection.sheet
    assert sheet["A27"].protection.locked is False
    assert sheet.data_validations.dataValidation[0].formula1 == '"A,B"'
    assert sheet["A6"].comment.text.strip() == "メモの文"
    assert sheet["A9"].hyperlink.location.replace(".", "!") == "'表紙 ''24'!A1"
    assert sheet["A11"].value == TEXTS[0]
    assert sheet["A11"].data_type == "s"


def test_columns_have_the_width_that_was_asked_for(tmp_path: Path) -> None:
    """160 pixels are 120 points: borders on paper stand there (no shrinking to the page)."""
    path = saved(
        Book(
            (
                Sheet(
                    "様式",
                    (at(0, 0, "左"), at(0, 1, "右")),
                    widths=(160, 160),
                    print=PrintSetup(fit_width=False, center=False),
                ),
            ),
            STYLES,
        ),
        tmp_path,
    )
    pdf = convert(path, "pdf", tmp_path)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=600
    )
    left, right = (
        float(x) for x in re.findall(r'xMin="([\d.]+)"[^>]*>[左右]<', boxes.stdout.decode())
    )
    assert right - left == pytest.approx(120, rel=0.03)
