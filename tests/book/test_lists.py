"""The lists and the data sheets: counted once, linked, calculating."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.book.builders import SHA, only, published, report_of, row_of, sheet_of, texts
from zushi_xl.form.layout import Slot
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.book.data import SOURCE_HEADERS
from zushi_xl.sheets.book.rows import text_of
from zushi_xl.workbook.metrics import fits_in
from zushi_xl.workbook.sheet import Book, Formula, Link, Sheet

TOTAL = 2289233 + 1422271 + 205158 + 88984883 + 190050 + 1950632 + 5289079 + 283283


@pytest.fixture(scope="module")
def book(masters: Masters) -> Book:
    return annual_book(report_of(only(masters, "5"), masters.form), inputs="../../inputs")


def test_sheets_stand_in_order(book: Book) -> None:
    names = [sheet.name for sheet in book.sheets]
    wanted = ["表紙", "目次", "総括", "5 ", "5-1 ", "KPI一覧", "予算一覧", "総合戦略別", "担当課別"]
    positions = [next(i for i, n in enumerate(names) if n.startswith(w)) for w in wanted]
    assert positions == sorted(positions)
    assert names[positions[-1] + 1] == "前年度比較"
    assert all(name.startswith("データ_") for name in names[positions[-1] + 2 :])


def test_document_says_what_it_is(book: Book) -> None:
    assert book.properties["title"] == "逗子市総合計画中期実施計画 進捗状況評価 2024年度"
    assert all(chart.alt for sheet in book.sheets for chart in sheet.charts)


def test_summary_states_the_counts(book: Book) -> None:
    shown = texts(sheet_of(book, "総括"))
    assert "○ 具体的施策7件の評価は、A 5件、B 2件、C 0件、D 0件です。" in shown
    told = "○ 前年度と比べられる7件のうち、評価が上がったもの 1件、同じもの 5件、下がったもの 1件です。"
    assert told in shown
    assert (
        "○ KPI8件のうち、目標達成 1件、前進 4件、横ばい 0件、後退 2件、判定なし 1件（文章による記載 1件）です。"
        in shown
    )
    left_out = "合計に入れていない事業：金額相違 1件（国際交流推進事業）"
    money = f"実績額の合計は{TOTAL:,}円です（{left_out}）"
    assert f"○ 予算事業は9件、{money}。" in shown


def test_summary_is_one_page_before_its_pictures(book: Book) -> None:
    sheet = sheet_of(book, "総括")
    pictures = next(
        c.row for c in sheet.cells if c.value == "基本目標ごとの取り組み（具体的施策の評価）"
    )
    assert len(sheet.print.breaks) == 1
    assert sheet.print.breaks[0] <= pictures
    assert all(c.row < sheet.print.breaks[0] for c in sheet.cells if c.value == "実績額の合計")


def test_program_is_counted_once(book: Book) -> None:
    sheet = sheet_of(book, "予算一覧")
    amounts = [c.value for c in sheet.cells if c.value == Decimal(88984883)]
    assert len(amounts) == 2  # 実績額 once, 決算額 once
    assert row_of(sheet, "市民交流センター維持管理事業")[-1] == "0"


def test_total_is_a_live_sum_with_its_value(book: Book) -> None:
    sheet = sheet_of(book, "予算一覧")
    total = next(
        c.value
        for c in sheet.cells
        if isinstance(c.value, Formula) and c.style.startswith("book_total_money")
    )
    assert isinstance(total, Formula)
    assert total.cached == TOTAL
    assert total.expression.startswith("=SUM(E")
    numbers = [c.value for c in sheet.cells if c.column == 4 and isinstance(c.value, Decimal)]
    assert sum(numbers) == TOTAL  # what does not count is no number


def test_conflicting_amounts_are_both_shown(book: Book) -> None:
    warning = "▲ 国際交流推進事業：報告額が一致しません（315,760円、380,318円）。"
    assert any(text.startswith(warning) for text in texts(sheet_of(book, "予算一覧")))


def test_initiative_with_two_codes_stands_under_both(book: Book) -> None:
    sheet = sheet_of(book, "総合戦略別")
    assert row_of(sheet, "市民協働推進事業の推進")[0] == "1-3-①-2"
    assert row_of(sheet, "【再掲】市民協働推進事業の推進")[0] == "4-2-①-3"


def test_goals_show_target_and_history(book: Book) -> None:
    goal = next(t for t in texts(sheet_of(book, "総合戦略別")) if "出生数が280人" in t)
    assert "277人 → 2029年度 目標 280人" in goal


def test_initiatives_outside_the_strategy_are_not_forgotten(book: Book) -> None:
    sheet = sheet_of(book, "総合戦略別")
    assert "総合戦略に位置づけのない取り組み　5件" in texts(sheet)
    assert row_of(sheet, "市民参加制度の運用")[0] == "ー"


def test_kpi_list_has_a_row_for_each_kpi(book: Book) -> None:
    sheet = sheet_of(book, "KPI一覧")
    assert Decimal("69.70") in [cell.value for cell in sheet.cells]
    assert len(sheet.sparklines) == 7  # 5-1-① has words only
    assert len({line.row for line in sheet.sparklines}) == 7
    assert row_of(sheet, "市内で活動している市民団体が500団体になっている。") == [
        "5-1-②",
        "市内で活動している市民団体が500団体になっている。",
        "団体",
        "407",
        "424",
        "390",
        "500",
        *row_of(sheet, "市内で活動している市民団体が500団体になっている。")[7:],
    ]
    by_style = {str(c.value): c.style for c in sheet.cells if isinstance(c.value, Decimal)}
    assert by_style["69.70"].startswith("book_kpi_figure_2")


def test_charts_draw_from_cells_that_exist(book: Book) -> None:
    for sheet in book.sheets:
        for chart in sheet.charts:
            for series in chart.series:
                drawn = next(s for s in book.sheets if s.name == (series.sheet or sheet.name))
                bottom = max(cell.row for cell in drawn.cells)
                assert series.values.bottom <= bottom
                assert series.values.top == series.values.bottom or chart.kind != "line"


def test_divisions_show_state_and_work(book: Book) -> None:
    shown = texts(sheet_of(book, "担当課別"))
    assert "市民協働課　評価 8件・取り組み 14件　受理（第1回）" in shown


def test_year_on_year_names_moves_with_signs(book: Book) -> None:
    sheet = sheet_of(book, "前年度比較")
    assert row_of(sheet, "市民活動の推進")[-1] == "↓ 下がった"
    assert row_of(sheet, "フェアトレードの認知度が50％を超えている。")[2:] == [
        "45.0%（2023年度）",
        "44.6%",
        "▼ 後退",
    ]


def data_sheets(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if sheet.name.startswith("データ_")]


def test_data_is_tidy(book: Book) -> None:
    for sheet in data_sheets(book):
        assert all(cell.rows == cell.columns == 1 for cell in sheet.cells)
        (table,) = sheet.tables
        assert table.area.top == 0
        heads = [text_of(c.value) for c in sheet.cells if c.row == 0]
        assert tuple(heads) == table.headers


def test_numbers_are_numbers(book: Book) -> None:
    sheet = next(s for s in data_sheets(book) if s.name == "データ_予算事業")
    column = sheet.tables[0].headers.index("実績額")
    values = [c.value for c in sheet.cells if c.column == column and c.row]
    assert all(isinstance(value, Decimal) for value in values)
    assert Decimal(88984883) in values


def test_every_datum_names_its_source(book: Book) -> None:
    sheet = next(s for s in data_sheets(book) if s.name == "データ_取り組み")
    headers = sheet.tables[0].headers
    assert headers[-4:] == SOURCE_HEADERS
    row = {headers[c.column]: c.value for c in sheet.cells if c.row == 1}
    link = row["出典ファイル"]
    assert isinstance(link, Link)
    assert link.target.startswith("external:../../inputs/市民協働課.xlsx#'5-1-①'!C")
    assert row["出典SHA-256（先頭16桁）"] == SHA[:16]


def test_no_links_to_returned_books_where_the_way_is_unknown(masters: Masters) -> None:
    plain = annual_book(report_of(only(masters, "5-1"), masters.form))
    links = [c.value for s in plain.sheets for c in s.cells if isinstance(c.value, Link)]
    assert all(link.target.startswith("internal:") for link in links)


def test_internal_links_lead_to_sheets_of_the_book(book: Book) -> None:
    names = {f"internal:'{sheet.name}'" for sheet in book.sheets}
    links = [c.value for s in book.sheets for c in s.cells if isinstance(c.value, Link)]
    targets = {link.target.rpartition("!")[0] for link in links if link.target[0] == "i"}
    assert targets <= names


def test_a_long_way_back_stands_on_one_line(masters: Masters) -> None:
    """5-1-② is to go from 407 to 500 団体; with 1 it is 406 back of 93."""

    def typed(slot: Slot) -> str | None:
        return "1団体" if slot.key.code == "5-1-②" and slot.kpi else published(slot)

    book = annual_book(report_of(only(masters, "5"), masters.form, typed))
    sheet = sheet_of(book, "KPI一覧")
    (part,) = [cell for cell in sheet.cells if cell.value == "-436.6%"]
    assert fits_in("-436.6%", sheet.widths[part.column], book.styles[part.style].size)
