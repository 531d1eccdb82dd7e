"""役割 and 段階 in the masters: what is read, and every mistake at its cell, all at once."""

from __future__ import annotations

import pytest

from tests.masters.books import Edits, book
from tests.workflow.test_reviewers import FORM, PLAN
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.masters.load import Masters, read_masters
from zushi_xl.plan.selection import is_selected
from zushi_xl.rules import check_masters
from zushi_xl.workflow.checked_masters import with_what_is_open


def load(plan: Edits | None = None, form: Edits | None = None) -> Masters:
    return read_masters(book(PLAN, plan), book(FORM, form))


def faults(plan: Edits | None = None, form: Edits | None = None) -> list[tuple[str, str]]:
    with pytest.raises(FaultyBook) as caught:
        load(plan, form)
    assert all(f.remedy for f in caught.value.findings)
    return [
        (f.rule, f"{f.source.sheet}!{f.source.cell}") for f in caught.value.findings if f.source
    ]


def test_the_order_is_the_column_not_the_row() -> None:
    plan = load().plan
    assert [phase.name for phase in plan.phases] == ["事中", "事後"]
    assert [reviewer.name for reviewer in plan.reviewers] == [
        "主担当課",
        "外部委員会",
        "副町長",
        "町長",
    ]


def test_a_role_without_a_division_has_a_book_of_its_own() -> None:
    plan = load({"役割!C4": "公園課"}).plan
    assert [d.name for d in plan.divisions] == ["都市課", "公園課", "外部委員会", "町長"]
    assert plan.reviewer_named["副町長"].division == "公園課"


@pytest.mark.parametrize(
    ("plan", "form", "expected"),
    [
        ({"役割!A6": "議会"}, {}, [("plan-role-without-field", "役割!A6")]),
        ({"段階!A4": "期末"}, {}, [("plan-phase-without-field", "段階!A4")]),
        ({"役割!A6": "町長"}, {}, [("plan-name-twice", "役割!A6")]),
        ({"段階!A4": "事中"}, {}, [("plan-name-twice", "段階!A4")]),
        ({"役割!B4": "2"}, {}, [("plan-order", "役割!A4")]),
        ({"役割!B4": "二番"}, {}, [("plan-number", "役割!B4")]),
        ({"役割!B4": "0"}, {}, [("plan-order", "役割!B4")]),
        ({"役割!C4": "総務課"}, {}, [("plan-unknown", "役割!C4")]),
        ({"役割!D3": "委員"}, {}, [("plan-selection", "役割!D3")]),
        ({"具体的施策!E3": "済"}, {}, [("plan-selection", "具体的施策!E3")]),
        ({"役割!D3": "区分 ＝ 重点"}, {}, [("plan-selection", "役割!D3")]),
        ({"役割!D3": "（委員会あり"}, {}, [("plan-selection", "役割!D3")]),
        ({"役割!D3": "委員会 ≧ 3"}, {}, [("plan-selection", "役割!D3")]),
        ({"段階!D3": "2024年9月1日"}, {}, [("plan-phase-days", "段階!D3")]),
        ({"段階!C3": "秋"}, {}, [("plan-date", "段階!C3")]),
        ({}, {"項目!E5": "委員"}, [("form-choice", "項目!E5")]),  # nobody has 外部委員会 then
        ({}, {"項目!J5": "期末"}, [("form-choice", "項目!J5")]),
        ({}, {"項目!J2": "事中"}, [("form-phase", "項目!J2")]),
    ],
)
def test_a_mistake_is_told_with_its_cell(
    plan: Edits, form: Edits, expected: list[tuple[str, str]]
) -> None:
    assert sorted(faults(plan, form)) == sorted(expected)


@pytest.mark.parametrize(
    ("typed", "selected"),
    [
        ("", "123"),
        ("すべて", "123"),
        ("委員会", "13"),
        ("区分 ＝ 重点", "2"),
        ("区分=重点、新規", "12"),
        ("区分 ≠ 重点", "13"),
        ("区分あり", "12"),
        ("区分が空欄", "3"),
        ("区分 ＝ 重点 または 委員会 ＝ ○", "123"),
        ("区分あり かつ 委員会なし", "2"),
        ("（区分 ＝ 新規）でない", "23"),
    ],
)
def test_a_condition_selects_items(typed: str, selected: str) -> None:
    kinds = {"具体的施策!F1": "区分", "具体的施策!F2": "新規", "具体的施策!F3": "重点"}
    plan = load({**kinds, "役割!D3": typed}).plan
    committee = plan.reviewer_named["外部委員会"]
    found = [s.number for s in plan.sections if is_selected(plan, committee, s)]
    assert "".join(found).translate(str.maketrans("１２３", "123")) == selected


@pytest.mark.parametrize(
    ("typed", "column_e", "told"),
    [
        ("区分 ＝ 重典", "", ["「重典」は、列「区分」のどの行にもありません。"]),
        ("区分 ＝ 重点、親規", "", ["「親規」は、列「区分」のどの行にもありません。"]),
        ("区分 ≠ 重典", "", ["「重典」は、列「区分」のどの行にもありません。"]),
        ("区分 ＝ 重点 かつ 区分 ＝ 新規", "", ["に当たる行が、計画に一つもありません。"]),
        ("委員会", "消す", ["（列「委員会」の○）に当たる行が、計画に一つもありません。"]),
        ("委員会", "", []),
        ("区分 ＝ 重点", "", []),
        ("区分が空欄", "", []),
        ("", "", []),
    ],
)
def test_what_selects_nothing_is_told(typed: str, column_e: str, told: list[str]) -> None:
    kinds: dict[str, str | None] = {
        "具体的施策!F1": "区分", "具体的施策!F2": "新規", "具体的施策!F3": "重点",
    }  # fmt: skip
    if column_e:
        kinds |= {"具体的施策!E2": None, "具体的施策!E3": None, "具体的施策!E4": None}
    masters = load({**kinds, "役割!D3": typed or None})
    found = [
        f for f in check_masters(masters.plan, masters.form) if f.rule == "selection-of-nothing"
    ]
    assert [words in f.message for f, words in zip(found, told, strict=True)] == [True] * len(told)
    assert {f.source.cell for f in found if f.source} <= {"D3"}
    if typed == "区分 ＝ 重典":
        assert "「重点」" in found[0].remedy
        assert "この役割の欄は、どこにも出ません。" in found[0].message


def test_a_row_that_is_lost_to_a_mistake_is_not_told_twice() -> None:
    """The only row with ○ has no readable code: that is the mistake, not the 対象."""
    with pytest.raises(FaultyBook) as caught:
        load({"具体的施策!A2": "壱-x", "具体的施策!E4": None})
    told = with_what_is_open(caught.value)
    assert {f.rule for f in told.findings if f.source and f.source.sheet == "役割"} == set()


def test_mistakes_of_both_books_come_together() -> None:
    found = faults({"役割!A6": "議会", "設定!B3": None}, {"項目!D4": "評点"})
    assert found == [
        ("plan-empty", "設定!B3"),
        ("form-choice", "項目!D4"),
        ("plan-role-without-field", "役割!A6"),
    ]


def test_a_phase_needs_a_sheet() -> None:
    text = PLAN.split("# 段階")[0] + "# 評価区分" + PLAN.split("# 評価区分")[1]
    with pytest.raises(FaultyBook) as caught:
        read_masters(book(text), book(FORM))
    rules = {f.rule for f in caught.value.findings}
    assert rules == {"form-phase"}
    assert "シート「段階」を加えて" in caught.value.findings[0].remedy


def test_a_circle_is_told_in_the_words_of_the_city() -> None:
    """The level is called 施策 here, and so is the block in 様式定義."""
    text = FORM.replace("| 具体的施策 |", "| 施策 |").replace("| 公開\n", "| 公開 | 必須の条件\n")
    first, second = "first | 施策 | 一次評価", "committee | 施策 | 委員会評価"
    text = "\n".join(
        f"{line} | {'委員会評価' if line.startswith(first) else '一次評価'}あり"
        if line.startswith((first, second))
        else line
        for line in text.splitlines()
    )
    with pytest.raises(FaultyBook) as caught:
        read_masters(book(PLAN), book(text))
    (circle,) = (f for f in caught.value.findings if f.rule == "form-condition-circle")
    assert "（施策 first → 施策 committee → 施策 first）" in circle.message
