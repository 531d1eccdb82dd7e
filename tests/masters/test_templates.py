"""The committed masters: equal to their text renderings, and true to what the city published."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from tests.conftest import open_book
from tests.samples.make_templates import BUILDERS, TEMPLATES, made
from zushi_xl.form.model import Block, Form
from zushi_xl.masters.form import load_form
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.records import match_key
from zushi_xl.masters.tables import read_table, tables_from_text
from zushi_xl.plan.levels import STANDARD, Level
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Workbook
from zushi_xl.xlsx_in import read_workbook


@cache
def committed(name: str) -> Workbook:
    found = read_workbook(TEMPLATES / f"{name}.xlsx")
    assert isinstance(found, Workbook)
    return found


@cache
def plan() -> Plan:
    return load_plan(committed("計画マスタ"))


@cache
def form() -> Form:
    return load_form(committed("様式定義"))


@pytest.mark.parametrize("name", BUILDERS)
def test_a_workbook_says_what_its_text_rendering_says(name: str) -> None:
    text = (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")
    expected = {
        table.name: [table.headers, *(row.texts for row in table.rows)]
        for table in tables_from_text(text)
    }
    assert expected == {
        table.name: [table.headers, *(row.texts for row in table.rows)]
        for table in (read_table(sheet, "") for sheet in committed(name).sheets)
    }


@pytest.mark.parametrize("name", BUILDERS)
def test_a_workbook_is_the_one_that_would_be_made(name: str) -> None:
    assert (TEMPLATES / f"{name}.xlsx").read_bytes() == made(name)


def test_the_size_of_the_plan() -> None:
    fifth = [s for s in plan().sections if s.code.startswith("5")]
    assert [sum(s.level is level for s in fifth) for level in STANDARD[:3]] == [1, 3, 7]
    assert sum(i.code.startswith("5") for i in plan().initiatives) == 14
    assert len(plan().level(Level.MEASURE)) == 15
    assert len(plan().initiatives) == 36
    assert len({i.division for i in plan().initiatives}) == 9


def test_some_initiatives_are_not_the_lead_divisions() -> None:
    leads = {s.code: s.division for s in plan().sections}
    others = [i.code for i in plan().initiatives if i.division != leads[i.measure]]
    assert len(others) >= 5


PUBLISHED_VALUES = [
    # code, 2022.3, 2023年度, 目標 (as printed)
    ("5", "未実施", "64.1%", "74.1%"),
    ("5-1-②", "407団体", "424団体", "500団体"),
    ("5-1-③", "23件（2021年度）\n8.8件（2018年度～2020年度平均）", "10.4件", "21件以上"),
    ("5-2-①", "未実施", "69.70%", "70％超"),
    ("5-2-②", "15.8%", "18.90%", "50％超"),
    ("5-3-①", "39.4%", "45.0%", "50％超"),
    ("5-3-②", "約710人", "約1,030人", "3,001人以上"),
]


@pytest.mark.parametrize(("code", "baseline", "actual", "target"), PUBLISHED_VALUES)
def test_published_values(code: str, baseline: str, actual: str, target: str) -> None:
    (kpi,) = plan().kpis_of(code)
    assert [kpi.values[p].text for p in ("2022.3", "2023", "target")] == [baseline, actual, target]
    assert "2024" not in kpi.values  # collected by the form


def test_planned_values_of_the_pillar() -> None:
    values = plan().kpis_of("5")[0].values
    planned = {p: v.quantity.value for p, v in values.items() if v.status.value == "planned"}
    assert planned == {
        "2025": Decimal("67.5"),
        "2026": Decimal("69.2"),
        "2027": Decimal("70.9"),
        "2028": Decimal("72.5"),
        "2029": Decimal("74.1"),
    }


PUBLISHED_INITIATIVES = [
    ("5-1-①-①", "①", "4-2-①-1", "地域自治システム推進事業"),
    ("5-1-①-②", "②", "4-2-①-7", "コミュニティ活動推進事業"),
    ("5-1-②-①", "①", "1-3-①-2 4-2-①-3", "市民協働推進事業"),
    ("5-1-②-②", "②", "4-2-①-8", "市民交流センター維持管理事業"),
    ("5-1-②-③", "②", "4-1-①-4", "市民交流センター維持管理事業"),
    ("5-1-③-①", "①", "", "市民参加制度審査会経費"),
    ("5-2-①-①", "①", "", "人権推進事業"),
    ("5-2-①-②", "②", "", "人権推進事業"),
    ("5-2-①-③", "③", "", "人権推進事業"),
    ("5-2-②-①", "①", "1-3-①-1", "男女平等参画プラン推進事業"),
    ("5-2-②-②", "②", "", "男女平等参画プラン推進事業"),
    ("5-3-①-①", "①", "4-1-①-1", "国際交流推進事業"),
    ("5-3-①-②", "②", "4-1-①-5", "国際交流推進事業"),
    ("5-3-②-①", "①", "4-1-①-2", "非核平和推進事業"),
]


@pytest.mark.parametrize(("code", "number", "strategy", "program"), PUBLISHED_INITIATIVES)
def test_published_initiatives(code: str, number: str, strategy: str, program: str) -> None:
    found = plan().initiative_by_code[code]
    assert (found.number, found.budget_program) == (number, program)
    assert " ".join(found.strategy_codes) == strategy
    assert found.division == "市民協働課"


def test_settled_amounts() -> None:
    settled = {p.name: p.settled for p in plan().programs}
    assert settled["市民交流センター維持管理事業"] == Decimal(88984883)
    assert settled["国際交流推進事業"] is None  # published with two different amounts


def test_goals_and_population_are_the_revised_ones() -> None:
    goals = [(g.target, g.baseline, g.target_year) for g in plan().goals]
    assert goals == [
        ("280人", "277人", 2029),
        ("1,000人", "1,071人", 2029),
        ("31,450人", "28,926人", 2029),
        ("90.0％", "87.1％", 2029),
    ]
    *groups, total = plan().population
    assert [row.people for row in groups] == [Decimal(6305), Decimal(28295), Decimal(17950)]
    assert total.is_total
    assert total.people == sum(row.people or 0 for row in groups) == 52550


def test_the_order_of_the_published_page() -> None:
    assert [f.id for f in form().of(Block.MEASURE)] == [
        "title",
        "kpi",
        "rating",
        "remarks",
        "previous_next_steps",
        "next_steps",
        "initiatives",
    ]
    assert [f.label for f in form().of(Block.INITIATIVE)] == [
        "取り組み{番号}",
        "総合戦略",
        "説明",
        "{年度}年度実施内容",
        "【参考】予算事業名",
        "【参考】実績額",
        "担当課",
    ]


def test_every_field_tells_what_to_do_in_one_or_two_sentences() -> None:
    for field in form().fields:
        assert field.help.endswith("。")
        assert 8 <= len(field.help) <= 80


def test_prefilled_texts_come_from_columns_that_the_plan_master_has() -> None:
    headers = {
        match_key(header)
        for sheet in committed("計画マスタ").sheets
        for header in read_table(sheet, "").headers
    }
    for field in form().fields:
        assert not field.copied_from or match_key(field.copied_from) in headers, field.id


def luminance(color: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_style_can_be_read() -> None:
    for style in form().styles.values():
        dark, light = sorted([luminance(style.color), luminance(style.fill or "FFFFFF")])
        assert (light + 0.05) / (dark + 0.05) >= 4.5, style.name


def test_codes_stay_text_in_excel() -> None:
    sheet = next(s for s in committed("計画マスタ").sheets if s.name == "取り組みの方向")
    assert all(isinstance(cell.value, str) for cell in sheet.cells.values())


def test_invented_titles_are_marked() -> None:
    (first, *_) = plan().sections
    assert re.search("例示", first.texts["備考"])
    assert "例示" in plan().settings.sample_note


@pytest.mark.parametrize("city", ["空", "波里町", "白帆市"])
def test_every_head_says_what_to_write(city: str) -> None:
    """Also those of the sheets of levels, without a word of another city."""
    book = open_book(TEMPLATES / city / "計画マスタ.xlsx")
    heads = [cell for sheet in book for cell in next(sheet.iter_rows(max_row=1)) if cell.value]
    own = {"委員会"}  # a column that the town has added
    without = [c for c in heads if c.comment is None and c.value not in own]
    assert [(cell.parent.title, cell.value) for cell in without] == []
    of_levels = [c for c in heads if c.parent["A1"].value == "コード" and c.comment]
    told = {cell.comment.text for cell in of_levels if cell.parent.title != "KPI"}
    assert not [text for text in told if "柱" in text or "取り組み" in text or "具体的" in text]
