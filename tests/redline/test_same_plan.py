"""Two masters of one plan the right way round: what raises a question and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.masters.books import PLAN
from tests.redline.plans import version
from zushi_xl.findings.finding import Problem
from zushi_xl.plan.levels import Level
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.matching import Match
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.remarks import is_doubtful, renumbered
from zushi_xl.redline.same_plan import check_alike, check_masters, order_remarks
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet

ONE = version(PLAN)


def named(file: str) -> Version:
    return replace(ONE, plan=replace(ONE.plan, file=file))


@pytest.mark.parametrize(
    ("old", "new", "asks"),
    [
        ("マスタ_改定後.xlsx", "マスタ_改定前.xlsx", True),
        ("マスタ_改定後.xlsx", "マスタ.xlsx", False),  # one name alone says nothing
        ("マスタ.xlsx", "マスタ_改定前.xlsx", False),
        ("マスタ_改定前.xlsx", "マスタ_改定後.xlsx", False),
        ("マスタ.xlsx", "マスタ.xlsx", False),
    ],
)
def test_file_names_that_look_swapped_raise_a_question(old: str, new: str, asks: bool) -> None:
    found = order_remarks(named(old), named(new))
    assert [remark.what for remark in found] == (["旧・新が逆か"] if asks else [])
    assert all("ファイルの名前" in remark.how for remark in found)


@pytest.mark.parametrize(
    ("names", "is_master"),
    [
        (("設定", "柱", "KPI"), True),
        (("設定", "柱", "KPI", "取り組み"), True),
        (("設定", "柱", "メモ", "控え"), False),
        ((), False),
    ],
)
def test_a_book_with_three_sheets_of_a_plan_master_is_one(
    names: tuple[str, ...], is_master: bool
) -> None:
    book = Workbook("甲.xlsx", "", tuple(Worksheet(name, {}) for name in names))
    if is_master:
        check_masters(book, book)
    else:
        with pytest.raises(Problem, match="計画マスタではありません"):
            check_masters(book, book)


@pytest.mark.parametrize("more", [(), ("設定", "柱", "KPI")])
def test_a_form_definition_is_known_by_its_sheets(more: tuple[str, ...]) -> None:
    names = ("項目", "体裁", "文言", *more)
    book = Workbook("様式定義.xlsx", "", tuple(Worksheet(name, {}) for name in names))
    with pytest.raises(Problem, match="様式定義です"):
        check_masters(book, book)


def settings_of(**values: str) -> Workbook:
    said = {"団体名": "架空市", "計画名": "架空市総合計画", **values}
    lines = [("項目", "値"), *said.items()]
    cells = {(r, c): Cell(r, c, t, t) for r, line in enumerate(lines) for c, t in enumerate(line)}
    return Workbook(
        "計画マスタ.xlsx",
        "",
        (Worksheet("設定", cells), Worksheet("柱", {}), Worksheet("KPI", {})),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("架空市総合計画", "架空市総合計画", ""),
        ("甲乙丙丁戊", "甲乙丙丁子丑寅", ""),  # three of five pairs: a revision may rename it
        ("甲乙丙丁戊", "甲乙丙丁子丑寅卯", "「計画名」が違います"),
        ("架空市総合計画", "架空市観光振興ビジョン", "「計画名」が違います"),
    ],
)
def test_a_plan_may_be_renamed_a_little(old: str, new: str, message: str) -> None:
    books = settings_of(計画名=old), settings_of(計画名=new)
    check_masters(*books, force=True)
    if not message:
        check_masters(*books)
        return
    with pytest.raises(Problem, match=message):
        check_masters(*books)


def test_another_city_is_refused() -> None:
    books = settings_of(), settings_of(団体名="よその市")
    check_masters(*books, force=True)
    with pytest.raises(Problem, match="「団体名」が違います"):
        check_masters(*books)


def pair(old: str, new: str, how: str = "", alike: float = 1.0) -> Pair:
    return Pair(ONE.plan, ONE.plan, Level.MEASURE, Match(old, new, how, alike), {}, {})


@pytest.mark.parametrize(
    ("how", "alike", "doubtful"),
    [("コード", 0.49, True), ("コード", 0.5, False), ("類似", 0.49, False), ("ID", 0.0, False)],
)
def test_a_code_alone_is_doubtful_up_to_half_of_the_text(
    how: str, alike: float, doubtful: bool
) -> None:
    assert is_doubtful(pair("1-1-①", "1-1-①", how, alike)) is doubtful


@pytest.mark.parametrize(
    ("old", "new", "is_other"),
    [
        ("1-1-①", "1-1-①", False),
        ("1-1-①", "1-1-②", True),
        ("", "1-1-②", False),  # what came or went has no other number
        ("1-1-②", "", False),
    ],
)
def test_only_what_both_plans_have_is_renumbered(old: str, new: str, is_other: bool) -> None:
    assert renumbered(pair(old, new)) is is_other


@pytest.mark.parametrize(("same", "is_other"), [(3, False), (2, True)])
def test_three_of_ten_names_make_one_plan(same: int, is_other: bool) -> None:
    """Ten measures in both; the others went and came."""
    pairs = [pair("1-1-①", "1-1-①", "名称")] * same
    pairs += [pair("1-1-①", ""), pair("", "1-1-①")] * (10 - same)
    if is_other:
        with pytest.raises(Problem, match="10件のうち2件"):
            check_alike(pairs, "旧.xlsx", "新.xlsx")
    else:
        check_alike(pairs, "旧.xlsx", "新.xlsx")
