"""What findings say and to whom, in which order they stand: one small question each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.publish.small import finding
from tests.rules.builders import FORM, MASTER, grades, in_report, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.plan.model import Plan
from zushi_xl.plan.outlook import Goal, PopulationRow
from zushi_xl.quantity import read_quantity
from zushi_xl.rules.ledger_amounts import Precision
from zushi_xl.rules.settings import settle
from zushi_xl.rules.shared_work import once_a_book
from zushi_xl.rules.text_figures import names_of
from zushi_xl.workbook.cells import Source


def told(findings: list[Finding], rule: str) -> list[Finding]:
    return [f for f in findings if f.rule == rule]


# ------------------------------------------------------------------ the order of reading


def test_findings_stand_as_people_read() -> None:
    """Open before accepted, grave before light; of one sheet row by row, AA right of Z."""

    def at(cell: str, **more: object) -> Finding:
        source = Source("福祉課.xlsx", "1-1-①", cell)
        return finding("甲", Severity.CONFIRM, source=source, message=cell, **more)

    cells = [at(cell) for cell in ("B10", "AA2", "Z2", "B2", "A3", "")]
    others = [
        finding("甲", Severity.ERROR, message="誤り", code="9"),
        finding("甲", Severity.CONFIRM, message="全体", code=""),
        finding("甲", Severity.CONFIRM, message="了承", waived=True),
        finding("甲", Severity.INFO, message="お知らせ"),
    ]
    assert [f.message for f in settle([*others, *cells], plan())] == [
        "誤り",
        "全体",
        "",
        "B2",
        "Z2",
        "AA2",
        "A3",
        "B10",
        "お知らせ",
        "了承",
    ]


# ------------------------------------------------------------------ the plan


def outlook(*rows: tuple[str, str, str | None]) -> list[Finding]:
    """Group, people and share of the year 2030; the last is the total."""
    made = tuple(
        PopulationRow(
            2030,
            group,
            Decimal(people),
            None if share is None else Decimal(share),
            number == len(rows),
            Source(MASTER, "人口見通し", f"C{number + 1}"),
        )
        for number, (group, people, share) in enumerate(rows, 1)
    )
    return told(in_report(plan(population=made), ""), "population-share")


def test_a_share_is_told_with_what_it_should_be() -> None:
    (found,) = outlook(("年少", "6305", "13.0"), ("計", "52550", "100"))
    assert found.message == "2030年の年少は 6,305人÷52,550人 = 12.00％ ですが、割合は 13.0％ です。"
    assert (found.field, found.source and found.source.cell) == ("割合", "C2")


GOAL = Goal(
    "1", "子育て", "出生数が280人を超えている。", "281人以上", read_quantity("281人以上"), 2029,
    "277人", read_quantity("277人"), "2023年", "", Source(MASTER, "基本目標", "B2"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "target", "is_told"),
    [
        ("出生数が280人を超えている。", "281人以上", False),  # people are whole
        ("出生数が280人を超えている。", "280人超", False),
        ("出生数が280人を超えている。", "282人以上", True),
        ("割合が70％を超えている。", "71％以上", True),  # per cent are not
        ("割合が70％を超えている。", "70％超", False),
        ("割合が5ポイント上がっている。", "75％", False),  # says nothing of where it ends
    ],
)
def test_a_goal_and_its_sentence(sentence: str, target: str, is_told: bool) -> None:
    goal = GOAL._replace(indicator=sentence, target=target, target_quantity=read_quantity(target))
    found = told(in_report(plan(goals=(goal,))), "kpi-target-sentence")
    assert bool(found) is is_told


RELISTED = plan(
    initiatives="5-1-②-① | ① | 海岸 | 市民協働課 | 4-2-①-1 | 海岸整備\n"
    "5-1-②-② | ② | 海岸 | 社会教育課 | 4-2-①-1 | 海岸整備 | 5-1-②-①"
)


def test_a_relisted_row_is_told_to_the_division_that_wrote_it() -> None:
    one = "C11 | 5-1-②-① results | 清掃を3回行った。"
    copy = "C19 | 5-1-②-② results | 清掃を4回行った。"
    (found,) = told(in_report(RELISTED, one, copy), "relisted-differs")
    assert (found.division, found.source and found.source.file) == ("社会教育課", "社会教育課.xlsx")


# ------------------------------------------------------------------ words and figures


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("街歩き団体の登録数が増えている。", ["登録", "団体", "街歩"]),
        ("合併数が減っている。", ["合併"]),
        ("率が上がっている。", []),
        ("水量が増えている。", ["水量"]),  # two characters are the whole word
        ("講座の参加人数は増えている。", ["参加人", "講座"]),
        ("ボランティアが増えている。", ["ボランティア"]),
        ("満足した市民の割合が増えている。", ["満足"]),
    ],
)
def test_the_words_by_which_a_kpi_is_spoken_of(statement: str, names: list[str]) -> None:
    kpi = plan(kpis=f"5-1-② | {statement} | 人 | 上昇 実数").kpis[0]
    assert names_of(kpi) == names


@pytest.mark.parametrize(
    ("step", "cuts_off", "lines", "bounds"),
    [
        (1, False, 3, (0, 0)),
        (1, True, 3, (0, 0)),
        (1000, False, 1, (-500, 500)),
        (1000, False, 3, (-1500, 1500)),
        (1000, True, 1, (0, 999)),
        (1000, True, 3, (0, 2999)),
    ],
)
def test_how_far_the_unit_of_a_ledger_reaches(
    step: int, cuts_off: bool, lines: int, bounds: tuple[int, int]
) -> None:
    precision = Precision(Decimal(step), cuts_off)
    low, high = precision.around(lines)
    assert (low, high) == bounds
    assert precision.allows(low, lines)
    assert precision.allows(high, lines)
    assert not precision.allows(low - 1, lines)
    assert not precision.allows(high + 1, lines)


# ------------------------------------------------------------------ masters


def of_masters(of: Plan, rule: str) -> list[Finding]:
    return told(list(rules.check_masters(of, FORM)), rule)


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ((1, 2, 3), ""),
        ((1, 3), "2"),
        ((2,), "1"),
        ((1, 12), "2、3、4、5、6、7、8、9、10、11"),
        ((1, 14), "2、3、4、5、6、7、8、9、10、11"),
    ],
)
def test_numbers_of_kpis_that_are_left_out(numbers: tuple[int, ...], missing: str) -> None:
    lines = "\n".join(["5-1-② | 団体が増えている。 | 団体 | 上昇 実数"] * len(numbers))
    of = plan(kpis=lines)
    kpis = tuple(replace(k, number=n) for k, n in zip(of.kpis, numbers, strict=True))
    found = of_masters(replace(of, kpis=kpis), "kpi-number-gap")
    assert [f"KPI番号{missing}" in f.message.replace(" ", "") for f in found] == (
        [True] if missing else []
    )


@pytest.mark.parametrize(
    ("since", "until", "is_told"),
    [
        (None, None, False),
        (2023, None, False),
        (2024, None, True),
        (None, 2022, True),
        (None, 2023, False),
    ],
)
def test_a_grade_of_last_year_is_one_of_that_year(
    since: int | None, until: int | None, is_told: bool
) -> None:
    """The year under evaluation is 2024."""
    later = grades("A順調 B概ね順調")
    later += (later[0]._replace(symbol="E", label="中止", valid_from=since, valid_to=until),)
    of = plan(
        sections="5 | | 市民協働課\n5-1 | |\n5-1-② | 活動 | 市民協働課 | 前年度の評価=E",
        grades=later,
    )
    assert of.fiscal_year == 2024
    assert bool(of_masters(of, "last-grade-unknown")) is is_told


def test_what_several_rules_ask_is_worked_out_once() -> None:
    asked: list[object] = []

    @once_a_book
    def work(one: object, other: object = None) -> list[int]:
        asked.append((one, other))
        return [len(asked)]

    book, next_book = object(), object()
    assert [work(book), work(book), work(next_book), work(next_book, book), work(book)] == [
        (1,),
        (1,),
        (2,),
        (3,),
        (4,),
    ]
