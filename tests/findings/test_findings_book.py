"""点検結果: the sheets as values, and as files that Excel accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.publish import small
from tests.xlsx_out.package_check import check_package
from tests.xlsx_out.text_rendering import render_sheet
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.plan.rule_settings import Waiver
from zushi_xl.report.model import DivisionState, Receipt, Report
from zushi_xl.sheets.findings import findings_book
from zushi_xl.sheets.findings.filter_list import Heading, ListColumn, list_sheet
from zushi_xl.sheets.findings.styles import book_styles
from zushi_xl.workbook.sheet import Link, Sheet
from zushi_xl.workbook.style import Style
from zushi_xl.xlsx_out import book_bytes

assert rules  # declares the rules whose names are shown
ERROR, CONFIRM, INFO = Severity
GOLDEN = Path(__file__).parent / "概要.txt"
FOUND = (
    small.finding(),
    small.finding("kpi-unit", CONFIRM, code="1-1-②", division=small.SHORE),
    small.finding("kpi-unit", CONFIRM, code="1-1-①", given="=1+1"),
    small.finding("plan-doubt", INFO, division="", source=None, code="1"),
    small.finding("waived-rule", ERROR, waived=True),
)
LINKS = {small.WELFARE: "差し戻し/福祉課_差し戻し2.xlsx"}


def sheet(name: str, report: Report) -> Sheet:
    return next(s for s in findings_book(report, LINKS).sheets if s.name == name)


def text_of(value: object) -> object:
    return value.text if isinstance(value, Link) else value


def grid(made: Sheet) -> Iterator[list[object]]:
    """The values of each row from left to right."""
    rows: dict[int, dict[int, object]] = {}
    for cell in made.cells:
        rows.setdefault(cell.row, {})[cell.column] = text_of(cell.value)
    for _, row in sorted(rows.items()):
        yield [value for _, value in sorted(row.items())]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((small.finding(),), "要修正があるのは1課です。"),
        (
            (small.finding(), small.finding(division=""), small.finding("file-unreadable", division="")),
            "要修正があるのは1課です。ほかに、どの課のものでもない要修正が2件あります。",
        ),
        ((small.finding(division=""),), "お知らせ 0件。ほかに、どの課のものでもない要修正が1件あります。"),
        ((small.finding(severity=CONFIRM),), "お知らせ 0件。"),
    ],
)  # fmt: skip
def test_the_summary_counts_divisions_as_their_states_do(
    found: tuple[Finding, ...], told: str
) -> None:
    report = small.report(findings=found)
    said = [str(text_of(c.value)) for c in sheet("概要", report).cells]
    assert any(line.startswith("点検：") and line.endswith(told) for line in said)
    states = [standing.word for standing in report.standings]
    assert states.count("要修正") == ("1課" in told)


def body(name: str, report: Report) -> list[list[object]]:
    """The rows of the native table."""
    made = sheet(name, report)
    return list(grid(made))[made.tables[0].area.top + 1 :]


def package_faults(report: Report, folder: Path) -> list[str]:
    file = folder / "点検結果.xlsx"
    file.write_bytes(book_bytes(findings_book(report, LINKS)))
    return check_package(file)


def test_the_sheets() -> None:
    book = findings_book(small.report(findings=FOUND))
    assert [s.name for s in book.sheets] == [
        "概要",
        "点検一覧",
        "回収状況",
        "前の回との違い",
        "提出状況",
        "正規化の記録",
    ]
    assert book.properties["title"] == "点検結果　2024年度"


def test_the_summary_as_text() -> None:
    assert render_sheet(sheet("概要", small.report(findings=FOUND))) == GOLDEN.read_text(
        encoding="utf-8"
    )


def test_divisions_without_a_return_come_first_then_the_most_faulty() -> None:
    states = (
        DivisionState("甲課", Receipt.RECEIVED, "a", 1),
        DivisionState("乙課", Receipt.RECEIVED, "b", 1),
        DivisionState("丙課", Receipt.UNREADABLE, "c"),
        DivisionState("丁課", Receipt.MISSING),
    )
    found = [small.finding(division="乙課"), small.finding("r", CONFIRM, division="甲課")]
    made = sheet("概要", small.report(findings=found, divisions=states))
    names = [c.value for c in made.cells if c.column == 0 and str(c.value).endswith("課")]
    assert names[1:] == ["丁課", "丙課", "乙課", "甲課"]


def test_findings_of_a_division_that_is_not_asked_are_counted() -> None:
    found = [small.finding(division="知らない課"), small.finding(division="")]
    rows = list(grid(sheet("概要", small.report(findings=found))))
    assert ["計画・その他", "―", None, 2, 0, 0, 0, ""] in [row[:8] for row in rows]
    assert any(row[:4] == ["計", "", "", 2] for row in rows)


def test_order_of_findings_open_grave_division_code() -> None:
    rows = body("点検一覧", small.report(findings=reversed(FOUND)))
    assert [(row[0], row[1], row[2], row[12]) for row in rows] == [
        ("要修正", "福祉課", "1-1-①", ""),
        ("要確認", "福祉課", "1-1-①", ""),
        ("要確認", "環境課", "1-1-②", ""),
        ("お知らせ", "―", "1", ""),
        ("要修正", "福祉課", "1-1-①", "了承済み"),
    ]


def test_a_finding_in_the_order_that_officers_read() -> None:
    made = sheet("点検一覧", small.report(findings=FOUND[:1]))
    head, row = list(grid(made))[-2:]
    assert dict(zip(head, row, strict=True)) == {
        "重大度": "要修正",
        "担当課": "福祉課",
        "コード": "1-1-①",
        "内容": "「今後の対応」が書かれていません。",
        "直し方": "この欄に記入してください。",
        "記入された値": "",
        "正しいと考えられる値": "記入",
        "欄": "今後の対応",
        "ファイル": "福祉課.xlsx",
        "シート": "1-1-①",
        "セル": "B14",
        "ルール": "必須の欄が空\nrequired-empty",
        "了承": "",
        "差し戻し": "開く",
    }


def test_links_to_the_correction_of_the_division() -> None:
    made = sheet("点検一覧", small.report(findings=FOUND))
    targets = [c.value.target for c in made.cells if isinstance(c.value, Link)]
    assert targets == ["external:差し戻し/福祉課_差し戻し2.xlsx"] * 2


def test_who_accepted_it() -> None:
    waiver = Waiver(
        "waived-rule", "1-1", "計画書どおり", "企画課長", date(2026, 3, 31), small.Source("m")
    )
    report = small.report(plan=small.plan(waivers=(waiver,)), findings=FOUND)
    assert body("点検一覧", report)[-1][12] == "了承済み（企画課長）\n計画書どおり"


def test_the_list_can_be_filtered_frozen_and_printed() -> None:
    made = sheet("点検一覧", small.report(findings=FOUND))
    head = made.tables[0].area.top
    assert made.freeze == (head + 1, 0)
    assert made.print.repeat_rows == (head, head)
    assert made.print.landscape
    assert made.protection is None


def test_files_with_what_became_of_them() -> None:
    rows = body("提出状況", small.report())
    assert [(row[0], row[1], row[2], row[3]) for row in rows] == [
        ("読めない", "―", None, "壊れ.xlsx"),
        ("採用", "福祉課", 1, "福祉課.xlsx"),
        ("採用", "環境課", 2, "環境課.xlsx"),
        ("差し替え済み", "環境課", 1, "古い.xlsx"),
        ("対象外", "―", None, "送付状.txt"),
    ]
    assert rows[1][5] == "a" * 64


def test_who_is_late_stands_over_the_files() -> None:
    rows = list(grid(sheet("提出状況", small.report())))
    assert rows[1] == ["未提出（提出期限 2025年5月30日）：総務課"]


def test_what_was_read_otherwise() -> None:
    rows = body("正規化の記録", small.report())
    row = next(r for r in rows if r[2] == "２，２８９，２３３円")
    assert row[:2] + row[3:4] == ["福祉課", "実績額", "2289233円"]


def test_a_year_without_anything_says_so(tmp_path: Path) -> None:
    report = small.report(answers={}, inputs=(), divisions=())
    assert list(grid(sheet("点検一覧", report)))[-1] == ["点検で見つかったことはありません。"]
    assert list(grid(sheet("提出状況", report)))[-1] == ["提出されたファイルはありません。"]
    assert "すべて記入されたまま" in str(list(grid(sheet("正規化の記録", report)))[-1])
    texts = [str(cell.value) for cell in sheet("概要", report).cells]
    assert "点検：直すところは見つかりませんでした。" in texts
    assert package_faults(report, tmp_path) == []


def hostile() -> Iterator[Finding]:
    for text in (
        "=cmd|' /C calc'!A0",
        "+1",
        "@SUM(A1)",
        "<r>太字</r>",
        "_x0041_",
        "\x00",
        "𠮷\ud842",
    ):
        yield small.finding(given=text, expected=text, message=text, code=text, division=text)
    yield small.finding(given="長い" * 20_000, message="行\n" * 500, remedy="い" * 3_000)


def test_any_text_stays_text_and_every_row_fits(tmp_path: Path) -> None:
    report = small.report(findings=hostile())
    made = sheet("点検一覧", report)
    assert max(made.heights.values()) <= 409
    assert package_faults(report, tmp_path) == []
    assert any("（全40,000文字）" in str(cell.value) for cell in made.cells)


def test_no_text_is_taller_than_its_row() -> None:
    """A cut text would hide what to do: the beginning is shown and the length is told."""
    finding = small.finding(message="あ" * 5_000, remedy="い\n" * 50, given="う" * 5_000)
    made = sheet("点検一覧", small.report(findings=[finding]))
    shown = [str(c.value) for c in made.cells if c.row == made.tables[0].area.top + 1]
    assert all(len(text) < 400 for text in shown)
    assert sum("…（全" in text for text in shown) == 3


def test_thousands_of_findings() -> None:
    found = [
        replace(FOUND[0], code=f"1-1-{i % 20 + 1}", rule=f"rule-{i % 90}") for i in range(3000)
    ]
    report = small.report(findings=found)
    assert len(body("点検一覧", report)) == 3000
    rules = [row for row in grid(sheet("概要", report)) if str(row[0]).startswith("ほか")]
    assert rules == [["ほか 71 ルール", "", "", pytest.approx(2366, abs=40), ""]]


def test_equal_reports_give_equal_bytes() -> None:
    first, second = (book_bytes(findings_book(small.report(findings=FOUND), LINKS)) for _ in "ab")
    assert first == second


def test_a_form_without_styles_has_stand_ins_and_its_own_ones_hold() -> None:
    assert small.FORM.styles == {}
    own = Style("title", font="游ゴシック", size=20)
    report = small.report(form=replace(small.FORM, styles={"title": own}))
    assert findings_book(report).styles["title"] == own


def test_every_style_that_a_sheet_names_exists() -> None:
    book = findings_book(small.report(findings=[*FOUND, *hostile()]), LINKS)
    assert {cell.style for s in book.sheets for cell in s.cells} <= set(book.styles)


@pytest.mark.parametrize("divisions", [1, 9, 30])
def test_the_summary_prints_on_one_page(divisions: int) -> None:
    """Fitted to the page's width, the sheet is no higher than the page."""
    states = tuple(DivisionState(f"第{i}課", Receipt.RECEIVED, "f", 1) for i in range(divisions))
    made = sheet("概要", small.report(findings=FOUND, divisions=states))
    scale = min(1, 10.89 * 96 / sum(made.widths))
    assert sum(made.heights.values()) * scale <= (8.27 - 1.15) * 72 + 1


def test_a_list_that_no_sheet_can_hold_says_so() -> None:
    heading = Heading("一覧", "一覧", (), "ありません。", "市")
    styles = book_styles(small.FORM)
    made = [
        list_sheet(heading, "表", [ListColumn("値", 90, str)], range(count), styles, most=1000)
        for count in (1000, 1001)
    ]
    assert [sheet.tables[0].area.bottom for sheet in made] == [1001, 1002]
    told = "1,001件のうち、はじめの1,000件です。残りは収集結果.json をご覧ください。"
    assert [told in {cell.value for cell in sheet.cells} for sheet in made] == [False, True]
