"""The year parted by 団体: every part is whole in itself, together they are the year, and the index
counts what their books show.

After a wanted change: ``python -m tests.book.test_volumes`` writes 団体一覧.txt anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.book.builders import many_measures, published, report_of, row_of, sheet_of, texts
from tests.book.groups import HILL, OF_DIVISION, RIVER, SEA, grouped
from tests.conftest import ROOT
from tests.xlsx_out.text_rendering import render_sheet
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.layout import Slot
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.plan.groups import Groups, is_parted
from zushi_xl.plan.model import Plan
from zushi_xl.report.facts import evaluations_of, rated_level, standings
from zushi_xl.report.model import Report
from zushi_xl.report.parts import parts_of
from zushi_xl.report.spending import spending_of, total_of
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.index_book import ELSEWHERE, NAME, index_book
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.sheet import Formula, Link, Sheet

BOOKS = {name: f"団体別/評価_{name}.xlsx" for name in (HILL, SEA, RIVER)}
RENDERED = Path(__file__).parent / "団体一覧.txt"


def year(masters: Masters, missing: tuple[str, ...] = ("社会教育課",)) -> Report:
    """The year of three 団体: a division has not reported, errors are open in two of them."""
    report = report_of(grouped(masters.plan), masters.form, missing=missing)
    faults = (_fault("5-1-②", "市民協働課"), _fault("1", "社会福祉課"), _fault("", ""))
    return replace(report, findings=faults)


def _fault(code: str, division: str) -> Finding:
    source = Source(f"{division}.xlsx", code)
    return Finding(
        "kpi-unreadable", Severity.ERROR, "読めません。", "直す。", source, division, code
    )


@pytest.fixture(scope="module")
def whole(masters: Masters) -> Report:
    return year(masters)


@pytest.fixture(scope="module")
def parts(whole: Report) -> dict[str, Report]:
    return {part.group: part for part in parts_of(whole)}


@pytest.fixture(scope="module")
def listed(whole: Report) -> Sheet:
    return sheet_of(index_book(whole, BOOKS), NAME)


def test_a_part_holds_what_its_divisions_lead(parts: dict[str, Report]) -> None:
    assert list(parts) == [HILL, SEA, RIVER]
    assert [s.code for s in parts[HILL].plan.sections] == [
        "1", "1-3", "1-3-①", "1-5", "1-5-①", "2", "2-1", "2-1-②",
    ]  # fmt: skip
    assert [s.code for s in parts[SEA].plan.sections] == [
        "1", "1-1", "1-1-①", "2", "2-4", "2-4-①",
    ]  # fmt: skip


def test_every_measure_and_initiative_is_in_one_part(
    whole: Report, parts: dict[str, Report]
) -> None:
    level = rated_level(whole)
    led = Counter(e.section.code for p in parts.values() for e in evaluations_of(p, level))
    assert led == Counter(e.section.code for e in evaluations_of(whole, level))
    done = Counter(i.initiative.code for p in parts.values() for i in p.initiatives)
    assert done == Counter(i.initiative.code for i in whole.initiatives)
    assert sum((total_of(spending_of(p)) for p in parts.values()), Decimal(0)) == total_of(
        spending_of(whole)
    )
    assert sum(len(p.programs) for p in parts.values()) == len(whole.programs)


def test_answers_and_changes_of_notation_go_with_their_place(
    whole: Report, parts: dict[str, Report]
) -> None:
    assert {key for p in parts.values() for key in p.answers} == set(whole.answers)
    assert parts[RIVER].normalised
    assert all(n.source.sheet.startswith(("3", "4", "5")) for n in parts[RIVER].normalised)


def test_a_part_knows_who_reports_in_it(parts: dict[str, Report]) -> None:
    """Divisions of another 団体 that lead or help in it stand with their state, own ones first."""
    assert {d.name for d in parts[HILL].divisions} == {
        "高齢介護課", "子育て支援課", "社会教育課", "社会福祉課", "学校教育課",
    }  # fmt: skip
    assert {f.division for f in parts[SEA].inputs} == {"社会福祉課", "防災安全課", "学校教育課"}


def test_a_fault_is_told_wherever_its_place_is_shown(parts: dict[str, Report]) -> None:
    told = {name: [f.code for f in part.findings] for name, part in parts.items()}
    assert told == {HILL: ["1"], SEA: ["1"], RIVER: ["5-1-②"]}


def test_the_plan_of_a_part_names_only_what_is_used(parts: dict[str, Report]) -> None:
    plan = parts[RIVER].plan
    used = {code for i in plan.initiatives for code in i.strategy_codes}
    assert plan.strategy
    assert all(any(c == n.code or c.startswith(f"{n.code}-") for c in used) for n in plan.strategy)
    assert {p.name for p in plan.programs} <= {p.name for p in parts[RIVER].programs}


def test_a_pillar_of_several_has_a_page_in_each_book(parts: dict[str, Report]) -> None:
    pages = {name: texts(sheet_of(annual_book(parts[name]), "1 ")) for name in (HILL, SEA)}
    for name, code in ((HILL, "1-3-①"), (SEA, "1-1-①")):
        own = parts[name].plan.section_by_code[code]
        assert any(own.title in text for text in pages[name])
    assert not set(pages[HILL]) & {f"　{parts[SEA].plan.section_by_code['1-1-①'].heading}"}


def test_a_division_is_in_one_state_in_every_book(whole: Report, parts: dict[str, Report]) -> None:
    """Though what is asked of it stands in the part of another 団体."""
    states = {name: standing.state for name, standing in whole.standing_of.items()}
    assert (states["社会福祉課"], states["社会教育課"]) == ("要修正 1", "未提出")
    for part in parts.values():
        shown = {name: standing.state for name, standing in part.standing_of.items()}
        assert shown == {name: states[name] for name in shown}
        assert [s.division for s in part.standings if s.division not in part.divisions] == []
    assert "社会福祉課" in parts[HILL].standing_of


def test_the_cover_and_the_feet_name_the_group(parts: dict[str, Report]) -> None:
    book = annual_book(parts[SEA])
    assert SEA in texts(book.sheets[0])
    assert f"逗子市　{SEA}　進捗状況評価　2024年度" in book.sheets[1].print.footer
    assert book.properties["title"].endswith(SEA)
    assert not book.sheets[0].print.breaks


def test_programs_of_one_name_are_two_in_two_groups(masters: Masters) -> None:
    """Each municipality has a budget of its own; within one, the program is counted once."""
    plan = grouped(masters.plan)
    named = tuple(replace(i, budget_program="道路事業") for i in plan.initiatives)
    plan = replace(plan, initiatives=named, programs=())

    def typed(slot: Slot) -> str | None:
        return {"actual_spend": "1,000円"}.get(slot.field.id) or published(slot)

    report = report_of(plan, masters.form, typed)
    assert [(p.name, p.amount) for p in report.programs] == [("道路事業", Decimal(1000))] * 3
    assert [total_of(spending_of(part)) for part in parts_of(report)] == [Decimal(1000)] * 3


def test_the_list_as_text(listed: Sheet) -> None:
    assert render_sheet(listed) == RENDERED.read_text(encoding="utf-8")


def test_the_list_counts_what_the_books_show(listed: Sheet, parts: dict[str, Report]) -> None:
    for name, part in parts.items():
        row = row_of(listed, name)
        own = [d for d in part.divisions if OF_DIVISION[d.name] == name]
        assert row[1:3] == [str(sum(d.receipt == s for d in own)) for s in ("received", "missing")]
        assert row[3] == str(len(evaluations_of(part, rated_level(part))))
        led = {s.code for s in part.plan.sections if OF_DIVISION.get(s.division) == name}
        assert row[9] == str(sum(s.kpi.code in led for s in standings(part)))
        assert f"{total_of(spending_of(part)):,}" in row


def test_the_total_is_the_year(listed: Sheet, whole: Report) -> None:
    total = row_of(listed, "計")
    assert total[3] == str(len(evaluations_of(whole, rated_level(whole))))
    assert total[9] == str(len(standings(whole)))
    assert f"{total_of(spending_of(whole)):,}" in total
    assert total[-2:] == ["3", "0"]
    head = next(cell for cell in listed.cells if cell.value == "計")
    live = [c.value for c in listed.cells if c.row == head.row and c.column]
    assert all(isinstance(value, Formula) for value in live)


def test_what_is_of_nobody_has_a_line(listed: Sheet, whole: Report) -> None:
    assert row_of(listed, ELSEWHERE)[-2:] == ["1", "0"]
    clean = replace(whole, findings=())
    assert ELSEWHERE not in texts(sheet_of(index_book(clean, BOOKS), NAME))


def test_the_list_prints_with_its_heads_on_every_page(listed: Sheet) -> None:
    first = next(cell.row for cell in listed.cells if cell.value == "団体")
    assert listed.print.repeat_rows == (first, first + 1)
    assert listed.freeze == (first + 2, 0)
    assert listed.print.landscape
    assert not listed.print.fit_width


def test_links_are_safe_addresses(whole: Report) -> None:
    odd = {"名前 #1市": "団体別/評価_名前 #1市.xlsx"}
    cells = sheet_of(index_book(whole, odd), NAME).cells
    links = [cell.value.target for cell in cells if isinstance(cell.value, Link)]
    assert links == ["external:団体別/評価_名前%20%231市.xlsx"]


def test_when_the_book_is_parted(masters: Masters) -> None:
    def many(count: int) -> Plan:
        return grouped(many_measures(masters, count, 0))

    assert [is_parted(many(count)) for count in (200, 201)] == [False, True]
    assert not is_parted(many_measures(masters, 201, 0))
    one = tuple(d._replace(group=SEA) for d in many(201).divisions)
    assert not is_parted(replace(many(201), divisions=one))
    assert Groups(many(1)).names == (HILL, SEA, RIVER)


if __name__ == "__main__":
    folder = ROOT / "templates_xlsx"
    own = load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    text = render_sheet(sheet_of(index_book(year(own), BOOKS), NAME))
    RENDERED.write_text(text, encoding="utf-8", newline="\n")
