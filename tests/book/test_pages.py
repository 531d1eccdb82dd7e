"""The evaluation pages: everything reported, in the published order, nothing unpublished."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.book.builders import (
    cell_with,
    only,
    published,
    report_of,
    row_of,
    sheet_of,
    stacked_texts,
    texts,
)
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import Block, Field, FieldType, Filler, Form, Position
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.book.printed_pages import published as without_unpublished
from zushi_xl.workbook.page_breaks import PORTRAIT
from zushi_xl.workbook.sheet import Link, Sheet


@pytest.fixture(scope="module")
def direction(masters: Masters) -> Sheet:
    """第5節 1 with its three measures."""
    return sheet_of(annual_book(report_of(only(masters, "5"), masters.form)), "5-1 ")


def test_published_order(direction: Sheet) -> None:
    shown = texts(direction)
    order = [
        "取り組みの方向",
        "１　市民自治のまち",
        "②　市民活動の推進",
        "市内で活動している市民団体が500団体になっている。",
        "407団体",
        "424団体",
        "390団体",
        "500団体",
        "B：概ね順調であるとみなせる",
        "補足説明（反省点・問題点、工夫している点）",
        "今後の対応",
        "主な取り組み",
        "市民協働推進事業の推進",
        "1-3-①-2\n4-2-①-3",
        "205,158円",
        "市民活動の場の確保（市民交流センターの運営）",
        "88,984,883円",
        "市民協働課",
    ]
    rest = iter(shown)
    assert [text for text in order if text not in rest] == []


def test_periods_run_from_the_baseline_to_the_target(direction: Sheet) -> None:
    assert row_of(direction, "2022.3") == [
        "2022.3",
        *(f"{year}年度" for year in range(2023, 2030)),
        "目標",
    ]


def test_planned_values_stand_in_brackets(masters: Masters) -> None:
    book = annual_book(report_of(only(masters, "5"), masters.form))
    values = row_of(sheet_of(book, "5 "), "66.7%")
    assert values == ["未実施", "64.1%", "66.7%", *values[3:8], "74.1%"]
    assert values[3] == "（67.5％）"


def test_baseline_in_two_parts_prints_as_the_city_writes_it(direction: Sheet) -> None:
    assert "23件（2021年度）\n8.8件（2018年度～2020年度平均）" in texts(direction)


def test_a_measure_starts_a_page_where_that_costs_none(direction: Sheet) -> None:
    starts = {
        cell_with(direction, t).row
        for t in ("②　市民活動の推進", "③　行政活動に対する市民参加の推進")
    }
    assert starts & set(direction.print.breaks)


def test_running_head_names_pillar_and_direction(direction: Sheet) -> None:
    assert "第５節　新しい地域の姿を示す市民主権のまち" in direction.print.header
    assert "１　市民自治のまち" in direction.print.header


def test_normalised_figure_has_a_note(direction: Sheet) -> None:
    cell = next(c for c in direction.cells if "８８，９８４，８８３円" in c.note)
    assert cell.value == "88,984,883円"
    assert "使った値：88984883円" in cell.note
    assert "出典：市民協働課.xlsx 5-1-②" in cell.note


def test_unpublished_field_is_not_printed(masters: Masters) -> None:
    book = annual_book(report_of(masters.plan, masters.form))
    assert all("前年度の今後の対応" not in texts(sheet) for sheet in book.sheets)


def test_room_of_an_unpublished_head_goes_to_what_stands_beside_it(masters: Masters) -> None:
    fields = tuple(
        replace(f, published=False) if f.id == "budget_program" else f for f in masters.form.fields
    )
    form = without_unpublished(replace(masters.form, fields=fields))
    spend = form.find(Block.INITIATIVE, "actual_spend")
    assert spend is not None
    assert spend.position is Position.ROW
    sheet = sheet_of(
        annual_book(report_of(only(masters, "5-1"), replace(masters.form, fields=fields))), "5-1 "
    )
    assert "【参考】予算事業名" not in texts(sheet)
    assert row_of(sheet, "205,158円") == ["【参考】実績額", "205,158円", "担当課", "市民協働課"]


def _with_field(form: Form, **more: object) -> Form:
    """The form with one more text field, as an officer would add a row."""
    base = form.find(Block.MEASURE, "remarks")
    assert base is not None
    added = replace(base, id="voice", label="市民の声", **more)  # type: ignore[arg-type]
    place = form.fields.index(base) + 1
    return replace(form, fields=(*form.fields[:place], added, *form.fields[place:]))


def test_added_field_prints_by_itself(masters: Masters) -> None:
    def typed(slot: Slot) -> str | None:
        return "窓口で感謝の声があった。" if slot.field.id == "voice" else published(slot)

    report = report_of(only(masters, "5-1-②"), _with_field(masters.form), typed)
    shown = texts(sheet_of(annual_book(report), "5-1 "))
    assert shown[shown.index("市民の声") + 1] == "窓口で感謝の声があった。"


def test_missing_division_is_visible(masters: Masters) -> None:
    report = report_of(masters.plan, masters.form, missing=["経済観光課"])
    sheet = sheet_of(annual_book(report), "4-5 ")
    assert "未提出　主担当課（経済観光課）の報告がまだありません。" in texts(sheet)
    assert row_of(sheet, "進捗状況評価") == ["進捗状況評価", "未提出"]
    # an initiative of another division under the same measure is there
    assert "市民団体と商店街の連携" in texts(sheet)
    assert "120,000円" in texts(sheet)


def test_empty_required_field_says_so(masters: Masters) -> None:
    report = report_of(only(masters, "5-1-②"), masters.form, lambda _: None)
    assert row_of(sheet_of(annual_book(report), "5-1 "), "進捗状況評価")[1] == "（記入なし）"


def test_refused_figure_prints_as_typed_and_marked(masters: Masters) -> None:
    def typed(slot: Slot) -> str | None:
        return "2百万円ほか" if slot.field.type is FieldType.MONEY else published(slot)

    report = report_of(only(masters, "5-1-②"), masters.form, typed)
    faults = tuple(
        Finding("budget-unreadable", Severity.ERROR, "読めません。", "直してください。", a.source)
        for a in report.answers.values()
        if a.text == "2百万円ほか"
    )
    book = annual_book(replace(report, findings=faults))
    cell = cell_with(sheet_of(book, "5-1 "), "2百万円ほか（要修正）")
    assert cell.style == "warning"
    assert cell.note.startswith("要修正：読めません。")
    for name in ("予算一覧", "担当課別", "総合戦略別"):
        assert "2百万円ほか（要修正）" in stacked_texts(sheet_of(book, name))


def test_figure_with_an_open_error_is_marked(masters: Masters) -> None:
    report = report_of(only(masters, "5-1-②"), masters.form)
    figure = next(a for a in report.answers.values() if a.used == "390団体" or a.text == "390団体")
    fault = Finding(
        "kpi-unit", Severity.ERROR, "単位が違います。", "直してください。", figure.source
    )
    book = annual_book(replace(report, findings=(fault,)))
    cell = cell_with(sheet_of(book, "5-1 "), "390団体\n要修正")
    assert cell.style == "book_page_error"
    assert "単位が違います。" in cell.note
    assert any("「要修正」1か所" in text for text in texts(sheet_of(book, "総括")))
    assert any("判定なし 1件" in text for text in texts(sheet_of(book, "総括")))
    assert "390団体\n要修正" in texts(sheet_of(book, "KPI一覧"))


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "𠮷野家の①", "-2+3"])
def test_texts_that_look_like_formulas_stay_texts(masters: Masters, text: str) -> None:
    def typed(slot: Slot) -> str | None:
        return text if slot.field.id == "results" else published(slot)

    book = annual_book(report_of(only(masters, "5-1-②"), masters.form, typed))
    assert cell_with(sheet_of(book, "5-1 "), text).value == text


def _long_results(masters: Masters, lines: list[str]) -> Sheet:
    """The page of a measure whose initiatives tell ``lines``."""

    def typed(slot: Slot) -> str | None:
        return "\n".join(lines) if slot.field.id == "results" else published(slot)

    return sheet_of(annual_book(report_of(only(masters, "5-3-②"), masters.form, typed)), "5-3 ")


def test_long_text_is_parted_at_the_end_of_a_page_only(masters: Masters) -> None:
    lines = [f"・{number}つ目の取り組みを進めた。" for number in range(1, 80)]
    sheet = _long_results(masters, lines)
    parts = [c for c in sheet.cells if "つ目の" in str(c.value)]
    assert len(parts) > 1
    assert "\n".join(str(c.value) for c in parts).split("\n") == lines
    assert all(c.style.endswith("_top") for c in parts)
    heights = [sum(sheet.heights[c.row + i] for i in range(c.rows)) for c in parts]
    assert max(heights) <= PORTRAIT


def test_page_that_goes_on_names_measure_and_entry_and_repeats_the_label(masters: Masters) -> None:
    sheet = _long_results(masters, [f"・{n}つ目の取り組みを進めた。" for n in range(1, 80)])
    shown = texts(sheet)
    again = [text for text in shown if text.count("（つづき）") == 2]
    assert again
    assert any(text.startswith("2024年度実施内容（つづき）") for text in shown)


def test_sentence_takes_the_room_of_empty_years(masters: Masters) -> None:
    sheet = sheet_of(annual_book(report_of(only(masters, "5-1-①"), masters.form)), "5-1 ")
    cell = next(c for c in sheet.cells if str(c.value).startswith("（2024年度）逗子小学校区"))
    assert cell.columns > 1


def test_pillar_page_lists_what_stands_below_it(masters: Masters) -> None:
    book = annual_book(report_of(only(masters, "5"), masters.form))
    sheet = sheet_of(book, "5 ")
    assert row_of(sheet, "　②　市民活動の推進") == [
        "　②　市民活動の推進",
        "市民協働課",
        "B：概ね順調であるとみなせる",
    ]
    assert sheet.charts[0].alt.startswith("折れ線グラフ。5 ")


def test_every_page_has_a_way_back(masters: Masters) -> None:
    book = annual_book(report_of(only(masters, "5"), masters.form))
    for name in ("5 ", "5-1 ", "5-3 "):
        first = sheet_of(book, name).cells[0].value
        assert isinstance(first, Link)
        assert first.target == "internal:'目次'!A1"


def test_field_without_form_block_is_no_fault(masters: Masters) -> None:
    form = replace(masters.form, fields=masters.form.of(Block.MEASURE))
    assert annual_book(report_of(only(masters, "5-1"), form)).sheets


def test_office_fields_alone_print_without_owner(masters: Masters) -> None:
    fields: tuple[Field, ...] = tuple(replace(f, filler=Filler.OFFICE) for f in masters.form.fields)
    report = report_of(only(masters, "5-1"), replace(masters.form, fields=fields))
    assert annual_book(report).sheets
    assert not report.divisions


def test_levels_decide_the_sheets(masters: Masters) -> None:
    book = annual_book(report_of(only(masters, "5"), masters.form))
    pages = [s.name for s in book.sheets if s.name[0] == "5"]
    assert [name.split()[0] for name in pages] == ["5", "5-1", "5-2", "5-3"]
    assert Level.MEASURE.value not in pages
