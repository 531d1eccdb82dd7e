"""The plan's own order, its references, and what must agree with each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.builders import MASTER, brief, in_book, in_report, plan
from zushi_xl.plan.outlook import Goal, PopulationRow
from zushi_xl.plan.rule_settings import RuleSetting
from zushi_xl.quantity import read_quantity
from zushi_xl.workbook.cells import Source

TWICE = "5-1-②-① | ① | 補償\n5-1-②-② | ② | 活動の場\n5-1-②-③ | ② | サイト"
ORDERLY = "5-1-②-① | ① | 補償\n5-1-②-② | ② | 活動の場"


def test_initiative_number_twice_raised() -> None:
    (finding,) = in_report(plan(initiatives=TWICE))
    assert (finding.rule, finding.code) == ("initiative-number-twice", "5-1-②-③")
    assert finding.source == Source(MASTER, "取り組み", "A4")
    assert finding.message == "5-1-② に「取り組み②」が2個あります（「活動の場」と「サイト」）。"


def test_initiative_number_twice_silent() -> None:
    assert in_report(plan(initiatives=ORDERLY)) == []


def test_initiative_number_gap_raised() -> None:
    (finding,) = in_report(plan(initiatives="5-1-②-① | ① | 補償\n5-1-②-④ | ④ | サイト"))
    assert brief([finding]) == [("initiative-number-gap", "A2")]
    assert "2、3 がありません" in finding.message


def test_initiative_number_gap_silent() -> None:
    assert in_report(plan(initiatives=ORDERLY)) == []


def coded(codes: str) -> str:
    return f"5-1-②-① | ① | 補償 | 市民協働課 | {codes}"


def test_strategy_unknown_raised() -> None:
    assert brief(in_report(plan(initiatives=coded("4-9-①-1")))) == [("strategy-unknown", "A2")]


def test_strategy_unknown_raised_at_the_cell_of_a_return() -> None:
    table = "D20 | 5-1-②-① strategy | 4-9-①-1"
    findings = in_report(plan(initiatives=coded("4-2-①-3")), table)
    assert brief(findings) == [("strategy-unknown", "D20")]
    assert findings[0].division == "市民協働課"


@pytest.mark.parametrize("codes", ["", "4-2-①-3", "1-3-①-2 4-2-①-3", "4-2-①"])
def test_strategy_unknown_silent(codes: str) -> None:
    assert in_report(plan(initiatives=coded(codes))) == []


def test_strategy_twice_raised() -> None:
    findings = in_report(plan(initiatives=coded("4-2-①-3 4-2-①-3")))
    assert brief(findings) == [("strategy-twice", "A2")]


def test_strategy_twice_silent() -> None:
    shared = coded("4-2-①-3") + "\n5-1-②-② | ② | サイト | 市民協働課 | 4-2-①-3"
    assert in_report(plan(initiatives=shared)) == []


def test_division_unknown_raised() -> None:
    table = "F12 | 5-1-②-① division | 協働推進課"
    assert brief(in_book(plan(initiatives=ORDERLY), table)) == [("division-unknown", "F12")]


def test_division_unknown_silent() -> None:
    assert in_book(plan(initiatives=ORDERLY), "F12 | 5-1-②-① division | 社会教育課　") == []


def test_division_renamed_raised() -> None:
    (finding,) = in_book(plan(initiatives=ORDERLY), "F12 | 5-1-②-① division | 協働課")
    assert brief([finding]) == [("division-renamed", "F12")]
    assert (finding.severity, finding.expected) == ("info", "市民協働課")


def test_division_renamed_silent() -> None:
    assert in_book(plan(initiatives=ORDERLY), "F12 | 5-1-②-① division | 市民協働課") == []


RELISTED = plan(
    initiatives="5-1-②-① | ① | 海岸 | 市民協働課 | 4-2-①-1 | 海岸整備\n"
    "5-1-②-② | ② | 海岸 | 社会教育課 | 4-2-①-1 | 海岸整備 | 5-1-②-①"
)


def relisted(amount: str, results: str) -> list[tuple[str, str]]:
    one = "E12 | 5-1-②-① amount | 7,902,400円\nC11 | 5-1-②-① results | 清掃を3回行った。"
    copy = f"E20 | 5-1-②-② amount | {amount}\nC19 | 5-1-②-② results | {results}"
    return [b for b in brief(in_report(RELISTED, one, copy)) if b[0] == "relisted-differs"]


def test_relisted_differs_raised() -> None:
    assert relisted("7,920,400円", "清掃を3回行った。") == [("relisted-differs", "E20")]
    assert relisted("7,902,400円", "清掃を4回行った。") == [("relisted-differs", "C19")]


def test_relisted_differs_quotes_both() -> None:
    one = "E12 | 5-1-②-① amount | 7,902,400円\nC11 | 5-1-②-① results | 清掃を3回行った。"
    copy = "E20 | 5-1-②-② amount | 7,902,400円\nC19 | 5-1-②-② results | 清掃を4回行った。"
    (found,) = (f for f in in_report(RELISTED, one, copy) if f.rule == "relisted-differs")
    assert "元は「清掃を3回行った。」、再掲は「清掃を4回行った。」" in found.message
    assert found.given.startswith("清掃を4回行った。")
    assert "清掃を3回行った。" in found.expected


def test_relisted_differs_raised_by_the_plan_alone() -> None:
    other = plan(initiatives="5-1-②-① | ① | 海岸\n5-1-②-② | ② | 海辺 | 市民協働課 | | | 5-1-②-①")
    assert brief(in_report(other)) == [("relisted-differs", "A3")]


def test_relisted_differs_silent() -> None:
    assert relisted("７，９０２，４００円", "清掃を３回行った。") == []


def population(*rows: str, settings: tuple[RuleSetting, ...] = ()) -> list[tuple[str, str]]:
    people = []
    for line, row in enumerate(rows, 2):
        group, number, share = row.split()
        source = Source(MASTER, "人口見通し", f"C{line}")
        share_ = Decimal(share) if share != "-" else None
        is_total = group == "計"
        number_ = Decimal(number) if number != "-" else None
        people.append(PopulationRow(2030, group, number_, share_, is_total, source))
    return brief(in_report(plan(population=tuple(people), rule_settings=settings)))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # shares: half a unit of the last place of the column
        (("年少 6305 12.0", "老年 46245 88.0", "計 52550 100"), []),
        (("年少 6305 12", "老年 46245 88", "計 52550 -"), []),
        (("年少 6305 11.95", "老年 46245 88.05", "計 52550 -"), ["population-share"] * 2),
        (("年少 6305 11.998", "老年 46245 88.002", "計 52550 -"), []),
        (("年少 6305 12", "老年 46245 88.0", "計 52550 -"), []),
        (("年少 7 33.3", "中年 7 33.3", "老年 7 33.3", "計 21 -"), []),
        # people in thousands are rounded too: 6.25 to 6.35 of 52.55 to 52.65 are 11.87 to 12.08 ％
        (("年少 6.3 11.9", "老年 46.3 88.0", "計 52.6 -"), []),
        (("年少 6.3 12.1", "老年 46.3 88.0", "計 52.6 -"), []),
        (("年少 6.3 12.2", "老年 46.3 88.0", "計 52.6 -"), ["population-share"]),
        (("年少 6.3 11.8", "老年 46.3 88.0", "計 52.6 -"), ["population-share"]),
        # sums: counts are exact, rounded figures have an interval
        (("年少 6305 -", "老年 46245 -", "計 52551 -"), ["population-sum"]),
        (("年少 6.3 -", "中年 28.3 -", "老年 18.0 -", "計 52.8 -"), []),
        (("年少 6.3 -", "中年 28.3 -", "老年 18.0 -", "計 52.9 -"), ["population-sum"]),
        # three terms of one decimal may miss 100 by 0.2 (0.05 each, and the total's), twelve by more
        (("年少 33.3 -", "中年 33.3 -", "老年 33.3 -", "計 100.0 -"), []),
        (("年少 33.3 -", "中年 33.3 -", "老年 33.1 -", "計 100.0 -"), ["population-sum"]),
        ((*(f"{n}歳 8.3 -" for n in range(12)), "計 100.0 -"), []),
        ((*(f"{n}歳 8.4 -" for n in range(12)), "計 100.0 -"), ["population-sum"]),
    ],
)
def test_no_more_than_rounding_allows(rows: tuple[str, ...], found: list[str]) -> None:
    assert [rule for rule, _ in population(*rows)] == found


def test_a_threshold_that_somebody_set_counts() -> None:
    setting = RuleSetting("population-share", "", Decimal("0.1"), Source(MASTER))
    rows = ("年少 6305 12.0", "生産年齢 28295 53.9", "老年 17950 34.2", "計 52550 -")
    assert population(*rows, settings=(setting,)) == []


PARTS = ("年少 6305 12.0", "生産年齢 28295 53.8", "老年 17950 34.2")


def test_population_sum_raised() -> None:
    assert ("population-sum", "C5") in population(*PARTS, "計 52500 -")


def test_population_sum_silent() -> None:
    assert population(*PARTS, "計 52550 -") == []


def test_population_share_raised() -> None:
    rows = ("年少 6305 12.0", "生産年齢 28295 53.9", "老年 17950 34.2", "計 52550 -")
    assert population(*rows) == [("population-share", "C3")]


def test_population_share_silent() -> None:
    assert population("年少 6305 12.0", "老年 46245 88.0", "計 52550 100") == []


def test_a_goal_whose_sentence_differs_from_its_target() -> None:
    goal = Goal(
        number="1",
        title="希望をかなえる",
        indicator="出生数が280人を維持している。",
        target="290人",
        target_quantity=read_quantity("290人"),
        target_year=2029,
        baseline="277人",
        baseline_quantity=read_quantity("277人"),
        baseline_period="2023年",
        note="",
        source=Source(MASTER, "基本目標", "B2"),
    )
    assert brief(in_report(plan(goals=(goal,)))) == [("kpi-target-sentence", "B2")]
    same = goal._replace(target="280人", target_quantity=read_quantity("280人"))
    assert in_report(plan(goals=(same,))) == []
