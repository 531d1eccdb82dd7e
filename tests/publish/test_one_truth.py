"""Every figure of a year, by the cell that it came from, in every product: the page of the book, the
lists, the data sheet, CSV, JSON, the frames and the 差し戻し. They agree in value, mark and word.

The sample year holds planted mistakes; the city of thirty divisions is made and then spoilt.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

import zushi_xl
from benchmarks.books import FORM, INPUTS, PLAN, make_city
from tests.book.builders import sheet_of, texts
from tests.conftest import ROOT
from tests.publish.small import csv_contents
from zushi_xl.findings.finding import Severity
from zushi_xl.masters.load import load_masters
from zushi_xl.publish import result_json
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import figure_text
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.correction import correction_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workbook.sheet import Book, Formula, Placed, Sheet
from zushi_xl.workflow.gathering import Collected, gather

WORDS = {"none": "", "confirm": "要確認", "error": "要修正", "waived": "了承"}
FEWEST = 40  # figures that must have been walked


class Year(NamedTuple):
    """A collected year with its products."""

    collected: Collected
    json: dict[str, Any]
    frames: zushi_xl.publish.frames.Frames
    csv: Mapping[str, list[dict[str, str]]]
    book: Book

    @property
    def report(self) -> Report:
        return self.collected.report


@pytest.fixture(scope="module", params=["sample", "city"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp("year")
    if request.param == "sample":
        masters = load_masters(
            ROOT / "templates_xlsx/計画マスタ.xlsx", ROOT / "templates_xlsx/様式定義.xlsx"
        )
        inputs = ROOT / "inputs"
    else:
        city = make_city(folder / "30", divisions=30, measures=1)
        masters, inputs = load_masters(city / PLAN, city / FORM), city / INPUTS
    collected = gather(masters, [inputs])
    result = folder / "収集結果.json"
    result.write_text("".join(result_json(collected.report)), encoding="utf-8")
    tables = {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for name, content in csv_contents(collected.report).items()
    }
    loaded = json.loads(result.read_text(encoding="utf-8"))
    book = annual_book(collected.report)
    return Year(collected, loaded, zushi_xl.load(result), tables, book)


def _cell(place: Mapping[str, Any]) -> tuple[str, str, str]:
    return place["file"], place["sheet"], place["cell"]


def _expected(year: Year) -> dict[tuple[str, str, str], str]:
    """The review of each cell by the words of the contract, worked out from the findings."""
    order = ["waived", "confirm", "error"]
    found: dict[tuple[str, str, str], str] = {}
    for finding in year.json["findings"]:
        word = "waived" if finding["waived"] else finding["severity"]
        for place in (finding, *finding["also_at"]) if word in order else ():
            cell = _cell(place)
            found[cell] = max(word, found.get(cell, word), key=order.index)
    return found


def _returned(records: list[dict[str, Any]], year: Year) -> Iterator[dict[str, Any]]:
    """Records that came from a returned book."""
    files = {i["file"] for i in year.json["inputs"]}
    return (r for r in records if r["source"] and r["source"]["file"] in files)


def test_the_review_is_that_of_the_findings(year: Year) -> None:
    expected, walked = _expected(year), 0
    records = [
        *year.json["kpi_values"],
        *(budget for i in year.json["initiatives"] for budget in i["budgets"]),
        *(rating for e in year.json["evaluations"] for rating in e["ratings"]),
    ]
    for record in _returned(records, year):
        assert record["review"] == expected.get(_cell(record["source"]), "none"), record
        walked += 1
    assert walked >= FEWEST
    assert {r["review"] for r in records} >= {"none", "confirm", "error"}


def test_kpi_values_in_csv_and_frames(year: Year) -> None:
    rows = {(r["コード"], r["KPI番号"], r["時点"], r["種別"]): r for r in year.csv["KPI.csv"]}
    frame = year.frames.kpi_values.set_index(["source_file", "source_sheet", "source_cell"])
    for value in _returned(year.json["kpi_values"], year):
        label = f"{value['period']}年度"
        kind = {"actual": "実績値", "planned": "計画値"}[value["status"]]
        row = rows[value["code"], str(value["kpi"]), label, kind]
        assert row["点検"] == WORDS[value["review"]]
        assert row["記載"].removeprefix("'") == value["text"].removeprefix("'")
        if value["review"] == "error":
            assert (row["値"], row["欠測理由"]) == ("", "読み取り保留・要修正")
        elif not value["refused"]:
            assert row["値"] == (value["value"] or "")
        framed = frame.loc[_cell(value["source"])]
        assert (framed["review"], framed["text"]) == (value["review"], value["text"])


def test_amounts_in_csv_and_frames(year: Year) -> None:
    pairs = {(r["コード"], r["予算事業"]): r for r in year.csv["取り組み_予算事業.csv"]}
    frame = year.frames.budgets.set_index(["code", "program"])
    for item in year.json["initiatives"]:
        for budget in item["budgets"]:
            row = pairs[item["code"], budget["program"]]
            assert row["点検"] == WORDS[budget["review"]]
            is_published = budget["amount_yen"] is not None and budget["review"] != "error"
            assert row["実績額"] == (str(budget["amount_yen"]) if is_published else "")
            assert bool(row["欠測理由"]) is not is_published
            assert frame.loc[(item["code"], budget["program"])]["review"] == budget["review"]


def test_ratings_in_csv_and_frames(year: Year) -> None:
    rows = {r["コード"]: r for r in year.csv["評価.csv"]}
    frame = year.frames.evaluations.set_index("code")
    for evaluation in year.json["evaluations"]:
        row, ratings = rows[evaluation["code"]], evaluation["ratings"]
        assert row["点検"] == (WORDS[ratings[0]["review"]] if ratings else "")
        assert row["評価"] == (evaluation["rating"] or "")
        assert frame.loc[evaluation["code"]]["rating_text"] == evaluation["rating_text"]


def test_programs_in_csv_book_and_total(year: Year) -> None:
    rows = {r["予算事業"]: r for r in year.csv["予算事業.csv"]}
    sheet = sheet_of(year.book, "予算一覧")
    total = Decimal(0)
    for program in year.json["budget_programs"]:
        row = rows[program["name"]]
        assert row["状態"] == program["state"]
        assert row["実績額"] == (
            "" if program["amount_yen"] is None else str(program["amount_yen"])
        )
        total += program["amount_yen"] or 0
        if program["amount_yen"] is None:
            assert any(program["name"] in t and "合計に入れていない" in t for t in texts(sheet))
    numbers = [c.value for c in sheet.cells if c.column == 4 and isinstance(c.value, Decimal)]
    sums = [c.value for c in sheet.cells if c.column == 4 and isinstance(c.value, Formula)]
    assert sum(numbers) == total
    assert [formula.cached for formula in sums] == [total]


def test_the_pages_and_lists_bear_the_mark(year: Year) -> None:
    pages = {t for s in year.book.sheets if s.name[:1].isdigit() for t in texts(s)}
    listed = set(texts(sheet_of(year.book, "KPI一覧")))
    for figure in year.report.kpi_figures:
        review = year.report.review_at(figure.source)
        if review.is_open:
            shown = f"{figure_text(figure.text, figure.quantity)}\n{review.label}"
            assert any(
                text.endswith(shown) for text in pages
            )  # a sentence bears its year before it
            assert shown in listed or review.value == "confirm"
            if review.value == "confirm" and shown not in listed:
                assert any(figure.kpi.statement in t and "要確認：" in t for t in listed)


INEXACT = ("万円", "千円", "百万円", "約", "以上")


def test_an_amount_that_is_not_known_to_the_yen_is_nowhere_exact(year: Year) -> None:
    """Printed as typed with the mark; the number that totals count stands behind it."""
    styles, walked = year.book.styles, 0
    pages = {t for s in year.book.sheets if s.name[:1].isdigit() for t in texts(s)}
    lists = [s for s in year.book.sheets if s.name in ("予算一覧", "取り組み一覧", "団体一覧")]
    for item in year.json["initiatives"]:
        for budget in item["budgets"]:
            typed, amount = budget["amount_text"].strip(), budget["amount_yen"]
            if amount is None or not any(word in typed for word in INEXACT):
                continue
            assert (budget["review"], typed) != ("none", typed)
            mark = WORDS[budget["review"]]
            shown = f"{typed}（{mark}）" if mark in ("要確認", "要修正") else typed
            assert shown in pages
            assert f"{amount:,}円" not in "".join(pages)
            for sheet in lists:
                for cell in (c for c in sheet.cells if c.value == Decimal(amount)):
                    below = text_below(sheet, cell)  # the mark, where one line does not hold both
                    bare = shown.removesuffix(below)
                    assert shown == f"{bare}{below}"
                    assert f'"{bare}"' in (styles[cell.style].number_format or ""), shown
                    walked += 1
    assert walked or len(year.report.divisions) == 30  # the city has none


def text_below(sheet: Sheet, cell: Placed) -> str:
    """What stands right under a number of one row whose border is open there."""
    under = (c for c in sheet.cells if (c.row, c.column) == (cell.row + 1, cell.column))
    text = next((str(c.value) for c in under), "")
    return text if "要" in text else ""


def test_the_summary_counts_the_marks_of_the_pages(year: Year) -> None:
    sheets = [s for s in year.book.sheets if s.name[:1].isdigit()]
    cells = [c for s in sheets for c in s.cells if c.note.startswith(("要修正：", "要確認："))]
    summary = "".join(texts(sheet_of(year.book, "総括")))
    for word in ("要修正", "要確認"):
        marked = sum(c.note.startswith(f"{word}：") for c in cells)
        assert not marked or f"「{word}」{marked}か所" in summary
        assert all(word in str(c.value) for c in cells if c.note.startswith(f"{word}："))


def test_the_charts_draw_the_published_figures(year: Year) -> None:
    """Each point of 実績 is a figure of the result, and no sound figure is left out; one with an
    open error is not drawn."""
    sheets = {
        sheet.name: {(c.row, c.column): c.value for c in sheet.cells} for sheet in year.book.sheets
    }
    units = {(kpi.code, kpi.number): kpi.unit for kpi in year.report.plan.kpis}
    statements = {(kpi.code, kpi.number): kpi.statement for kpi in year.report.plan.kpis}
    walked = 0
    for sheet in year.book.sheets:
        for chart in sheet.charts:
            for series in (s for s in chart.series if s.name == "実績"):
                cells = sheets[series.sheet or sheet.name]
                kpi = next(k for k, text in statements.items() if f"{k[0]} {text}" in chart.alt)
                drawn = {
                    str(cells[series.categories.top, column]): cells.get(
                        (series.values.top, column)
                    )
                    for column in range(series.values.left, series.values.right + 1)
                }
                shown = {label: value for label, value in drawn.items() if value not in (None, "")}
                assert shown == _actual(year, kpi, units[kpi]), chart.alt
                walked += len(shown)
    assert walked >= 10


def _actual(year: Year, kpi: tuple[str, int], unit: str | None) -> dict[str, Decimal]:
    """The actual figures that may be drawn, by fiscal year."""
    return {
        value["period"]: in_unit(Decimal(value["value"]), unit)
        for value in year.json["kpi_values"]
        if (value["code"], value["kpi"]) == kpi
        and value["status"] == "actual"
        and value["value"] is not None
        and value["review"] != "error"
        and not value["also"]
    }


def test_the_data_sheet_is_the_csv(year: Year) -> None:
    sheet = next(s for s in year.book.sheets if s.name == "データ_KPI")
    heads = [str(c.value) for c in sorted(sheet.cells, key=lambda c: c.column) if c.row == 0]
    place = heads.index("点検")
    marks = {c.row: str(c.value) for c in sheet.cells if c.column == place and c.row}
    assert [marks.get(n, "") for n, _ in enumerate(year.csv["KPI.csv"], 1)] == [
        row["点検"] for row in year.csv["KPI.csv"]
    ]


def test_the_correction_marks_the_same_cells(year: Year) -> None:
    builder = FormBuilder(year.report.plan, year.report.form)
    for submission, findings in year.collected.faulty():
        book = correction_book(builder, submission, findings)
        notes = "\n".join(c.note for sheet in book.sheets for c in sheet.cells)
        for answer in submission.answers.values():
            review = year.report.review_at(answer.source)
            if review.is_open:
                assert any(
                    f"{f.severity.label}：{f.message}" in notes
                    for f in findings
                    if answer.source in f.cells and f.severity is not Severity.INFO
                ), answer.source
