"""Fields that follow from others: sources of funds in 千円, costs of hours, rates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conditions import town
from tests.xlsx_out.office import convert, load
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.plan.conditions.calculations import (
    CalculationError,
    calculated,
    operands_in,
    read_calculation,
    written,
)
from zushi_xl.report.amount_sums import amount_sums
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.model import DivisionState, Receipt
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workbook.sheet import Formula

FUNDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
initiatives | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | | | |
state | 取り組み | 国庫支出金 | 金額 | 担当課 | | | なし | | | | 千円 |
own | 取り組み | 一般財源 | 金額 | 担当課 | | | なし | | | | 千円 |
cost | 取り組み | 事業費 | 金額 | 担当課 | ○ | | 実績額 | | | | 千円 | 国庫支出金＋一般財源＝事業費
hours | 取り組み | 業務時間 | 数値 | 担当課 | | | なし | | | | 時間 |
staff | 取り組み | 人件費 | 金額 | 担当課 | | | なし | | | | 千円 | 4×業務時間
whole | 取り組み | 全体の費用 | 金額 | 担当課 | | | なし | | | | 円 | 事業費＋人件費
users | 取り組み | 利用者数 | 数値 | 担当課 | | | なし | | | | 人 |
each | 取り組み | 一人当たり | 数値 | 担当課 | | | なし | | | | | 事業費÷利用者数
"""
ONE = "1-①-①"


def year() -> Masters:
    return town.masters(FUNDS)


def used(table: str, field: str) -> tuple[str, Decimal | None]:
    answer = town.returned(year(), table).answers[Key(ONE, field)]
    return answer.used, answer.quantity.value if answer.quantity else None


@pytest.mark.parametrize(
    ("table", "field", "text", "value"),
    [
        (f"{ONE} state | 500\n{ONE} own | 300", "cost", "800千円", 800_000),
        (f"{ONE} state | 500", "cost", "500千円", 500_000),  # an empty source is none
        # a sum is the total of its parts, to the yen and below
        (f"{ONE} state | 1,234,567円\n{ONE} own | 2円", "cost", "1,234.569千円", 1_234_569),
        (f"{ONE} hours | 0.33325", "staff", "1.333千円", 1_333),  # a product: to the yen
        (f"{ONE} state | ー\n{ONE} own | 1,200", "cost", "1,200千円", 1_200_000),
        (f"{ONE} state | ー\n{ONE} own | ━", "cost", "ー", None),  # none and none make none, not 0
        (f"{ONE} state | 0\n{ONE} own | ー", "cost", "0千円", 0),
        (f"{ONE} state | 500,000円\n{ONE} own | 30万円", "cost", "800千円", 800_000),
        ("", "cost", "", None),
        (f"{ONE} state | 未定\n{ONE} own | 300", "cost", "未定", None),  # nobody guesses
        (f"{ONE} state | 未定\n{ONE} own | いくらか", "cost", "", None),
        (f"{ONE} state | 未定", "cost", "未定", None),
        (f"{ONE} state | 不明\n{ONE} own | ー", "cost", "不明", None),
        (f"{ONE} state | 秘匿\n{ONE} own | 300", "cost", "秘匿", None),
        (f"{ONE} state | 廃止\n{ONE} own | 300", "cost", "", None),  # 300 or none: the form asks
        (f"{ONE} hours | 120", "staff", "480千円", 480_000),
        ("", "staff", "", None),
        (f"{ONE} hours | ー", "staff", "", None),
        (f"{ONE} hours | 集計中", "staff", "集計中", None),
        (f"{ONE} state | 未確定\n{ONE} hours | 120", "whole", "未確定", None),
        (f"{ONE} state | 未確定\n{ONE} users | 40", "each", "未確定", None),
        (f"{ONE} state | 未確定", "each", "", None),  # 利用者数 is missing too
        (f"{ONE} state | ー\n{ONE} hours | 120", "whole", "480,000円", 480_000),
        (f"{ONE} state | ー", "whole", "ー", None),
        (f"{ONE} state | 500\n{ONE} hours | 120", "whole", "980,000円", 980_000),
        (f"{ONE} state | 500\n{ONE} users | 40", "each", "12.5", Decimal("12.5")),
        (f"{ONE} state | 500\n{ONE} users | 0", "each", "", None),
        (f"{ONE} state | 500\n{ONE} users | 3", "each", "166.67", Decimal("166.67")),
    ],
)
def test_what_is_left_empty_is_worked_out(table: str, field: str, text: str, value: object) -> None:
    assert used(table, field) == (text, value)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("800", []), ("800,000円", []), ("900", ["800千円"]), ("802", ["800千円"]), ("80万円", [])],
)
def test_a_typed_value_must_be_the_sum(typed: str, expected: list[str]) -> None:
    table = f"{ONE} state | 500\n{ONE} own | 300\n{ONE} cost | {typed}"
    told = town.found(year(), table, "computed-differs")
    assert [finding.expected for finding in told] == expected
    if expected:
        assert "国庫支出金 500＋一般財源 300＝800千円 です" in told[0].message


@pytest.mark.parametrize(
    ("state", "typed", "count"),
    [
        ("いくらか", "800", 0),  # nothing follows from what cannot be read
        ("未確定", "800", 0),
        ("500", "多額", 0),  # which is told by a rule of its own
        ("ー", "0", 0),  # a sum of nothing may be written as 0
        ("ー", "ー", 0),
        ("ー", "800", 1),
    ],
)
def test_what_is_compared_and_what_is_not(state: str, typed: str, count: int) -> None:
    table = f"{ONE} state | {state}\n{ONE} own | ー\n{ONE} cost | {typed}"
    found = town.found(year(), table, "computed-differs")
    assert len(found) == count
    if count:
        assert found[0].expected == "ー"
        assert "国庫支出金 ー＋一般財源 ー＝ー です" in found[0].message


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("166.7", 0),
        ("167", 0),
        ("166.67", 0),
        ("166.5", 0),
        ("166.83", 0),
        ("166.4", 1),
        ("168", 1),
    ],
)
def test_a_quotient_is_compared_as_far_as_it_is_written(typed: str, count: int) -> None:
    """500千円 are 499.5 to 500.5 千円, and three people are three."""
    table = f"{ONE} state | 500\n{ONE} users | 3\n{ONE} each | {typed}"
    assert len(town.found(year(), table, "computed-differs")) == count


@pytest.mark.parametrize(
    ("typed", "count"),
    [("801", 0), ("799", 0), ("802", 1), ("798", 1), ("801,000円", 0), ("801.6", 1), ("799.2", 0)],
)
def test_each_rounded_part_of_a_sum_may_miss_by_half_a_unit(typed: str, count: int) -> None:
    """Two parts and the sum in 千円: at most 1.5 千円 apart; the sum with a decimal at most 1.05."""
    table = f"{ONE} state | 500\n{ONE} own | 300\n{ONE} cost | {typed}"
    assert len(town.found(year(), table, "computed-differs")) == count


SHARES = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
initiatives | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | | | |
first | 取り組み | 前期 | 数値 | 担当課 | | | なし | | | | ％ |
second | 取り組み | 後期 | 数値 | 担当課 | | | なし | | | | ％ |
third | 取り組み | その他 | 数値 | 担当課 | | | なし | | | | ％ |
all | 取り組み | 全体 | 数値 | 担当課 | | | なし | | | | ％ | 前期＋後期＋その他
men | 取り組み | 男性 | 数値 | 担当課 | | | なし | | | | 人 |
women | 取り組み | 女性 | 数値 | 担当課 | | | なし | | | | 人 |
people | 取り組み | 参加者 | 数値 | 担当課 | | | なし | | | | 人 | 男性＋女性
"""


@pytest.mark.parametrize(
    ("parts", "whole", "count"),
    [
        ("33.3 33.3 33.3", "100.0", 0),  # 99.9: four terms of 0.05
        ("33.3 33.3 33.3", "100.1", 0),
        ("33.3 33.3 33.3", "100.2", 1),
        ("33.3 33.3 33", "99.8", 0),  # Excel drops the zero of 33.0
        ("33 33 33", "101", 0),  # whole shares are rounded too: 99, four terms of a half
        ("33 33 33", "102", 1),
    ],
)
def test_shares_may_miss_their_sum_by_what_they_were_rounded(
    parts: str, whole: str, count: int
) -> None:
    of = town.masters(SHARES)
    fields = zip(("first", "second", "third", "all"), (*parts.split(), whole), strict=True)
    table = "\n".join(f"{ONE} {field} | {typed}" for field, typed in fields)
    assert len(town.found(of, table, "computed-differs")) == count


@pytest.mark.parametrize(("typed", "count"), [("53", 0), ("54", 1), ("52", 1)])
def test_people_are_counted_and_not_rounded(typed: str, count: int) -> None:
    table = f"{ONE} men | 30\n{ONE} women | 23\n{ONE} people | {typed}"
    assert len(town.found(town.masters(SHARES), table, "computed-differs")) == count


@pytest.mark.parametrize(
    ("typed", "count"),
    [("12.25", 0), ("12.3", 0), ("12.2", 0), ("12", 0), ("12.4", 1), ("12.1", 1), ("12.0", 1)],
)
def test_half_a_unit_of_what_is_written_is_allowed_either_way(typed: str, count: int) -> None:
    """490千円 by 40 are 12.25: Excel rounds half up; 12.0 says more than 12."""
    table = f"{ONE} state | 490\n{ONE} users | 40\n{ONE} each | {typed}"
    assert len(town.found(year(), table, "computed-differs")) == count


def test_nobody_is_asked_for_it_and_the_form_works_it_out() -> None:
    of = year()
    assert not town.slots(of)[Key(ONE, "cost")].is_required
    (sheet,) = FormBuilder(of.plan, of.form).sheets(Identity("都市課", 2022, 1, "1", ""))
    cells = {
        key: next(c for c in sheet.sheet.cells if _address(c.row, c.column) == place)
        for key, place in sheet.places.items()
        if key.code == ONE
    }
    formulas = {k.field: c.value for k, c in cells.items() if isinstance(c.value, Formula)}
    assert set(formulas) == {"cost", "staff", "whole", "each"}
    assert formulas["cost"].cached == ""
    assert {c.style for c in cells.values() if isinstance(c.value, Formula)} == {"computed"}
    hours = sheet.places[Key(ONE, "hours")]
    letters = hours.rstrip("0123456789")
    filled = f'NOT(TRIM(SUBSTITUTE(${letters}${hours[len(letters) :]},"　"," "))="")'
    assert filled in formulas["staff"].expression


# 国庫支出金, 一般財源, what the form makes of them in 千円, and the return, which knows words too
SUMS: list[tuple[object, object, object, object]] = [
    ("", "", "", ""),
    ("500", "", 500, "500千円"),
    ("500", "ー", 500, "500千円"),
    ("0", "", 0, "0千円"),
    ("ー", "ー", "ー", "ー"),
    ("━", "‒", "ー", "ー"),
    ("─", "﹣", "ー", "ー"),
    ("ー", "", "ー", "ー"),
    ("　ー　", "300", 300, "300千円"),
    ("　", "300", 300, "300千円"),
    ("　", " ", "", ""),
    (0, "ー", 0, "0千円"),
    ("未定", "300", "", "未定"),
    ("なし", "300", "", "300千円"),
    ("なし", "該当なし", "", "ー"),
    ("ーー", "300", "", "300千円"),
    ("いくらか", "300", "", ""),
]


@pytest.mark.office
def test_form_and_return_make_the_same_of_nothing(tmp_path: Path) -> None:
    of = year()
    (sheet,) = FormBuilder(of.plan, of.form).sheets(Identity("都市課", 2022, 1, "1", ""))
    cells = {_address(c.row, c.column): c.value for c in sheet.sheet.cells}
    formula = cells[sheet.places[Key(ONE, "cost")]]
    assert isinstance(formula, Formula)
    fixed = {f: _fixed(sheet.places[Key(ONE, f)]) for f in ("state", "own")}
    book = Workbook()
    for row, (state, own, _, _) in enumerate(SUMS, 1):
        book.active.cell(row, 1).value, book.active.cell(row, 2).value = state, own
        text = formula.expression.replace(fixed["state"], f"A{row}").replace(
            fixed["own"], f"B{row}"
        )
        book.active.cell(row, 3).value = text
    book.save(tmp_path / "sums.xlsx")
    fresh = load(convert(tmp_path / "sums.xlsx", "xlsx", tmp_path), data_only=True).active
    in_form = [fresh.cell(row, 3).value for row in range(1, len(SUMS) + 1)]
    assert [value if value is not None else "" for value in in_form] == [s[2] for s in SUMS]


@pytest.mark.parametrize(("state", "own", "total"), [(s[0], s[1], s[3]) for s in SUMS])
def test_the_return_makes_the_same_of_nothing(state: object, own: object, total: object) -> None:
    lines = (
        f"{ONE} {field} | {text}" for field, text in (("state", state), ("own", own)) if text != ""
    )
    assert used("\n".join(lines), "cost")[0] == total


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"


def test_a_number_in_another_unit_is_told_and_not_used() -> None:
    (told,) = town.found(year(), f"{ONE} hours | 2日", "value-doubtful")
    assert told.field == "業務時間（時間）"
    assert used(f"{ONE} hours | 2日", "staff") == ("", None)
    assert used(f"{ONE} hours | 2時間", "staff") == ("8千円", 8_000)


def test_the_book_sums_each_amount() -> None:
    of = year()
    other = "1-①-②"
    table = f"{ONE} state | 500\n{ONE} own | 300\n{other} state | 1,200,500円\n{ONE} hours | 120"
    states = (DivisionState("都市課", Receipt.RECEIVED, "都市課.xlsx", 1),)
    made = consolidate(of.plan, of.form, [town.returned(of, table)], states)
    sums = {s.field.id: (s.total, s.count, s.without) for s in amount_sums(made)}
    assert sums == {
        "state": (Decimal("1700.5"), 2, ()),
        "own": (300, 1, (("記入なし", 1),)),
        "cost": (Decimal("2000.5"), 2, ()),
        "staff": (480, 1, (("記入なし", 1),)),
        "whole": (2_480_500, 2, ()),  # 800 + 480 + 1,200.5 千円: one part alone is a sum as well
    }
    (sheet,) = [sheet for sheet in annual_book(made).sheets if sheet.name == "金額集計"]
    assert "2,000.5" in [cell.value for cell in sheet.cells]


def _address(row: int, column: int) -> str:
    from zushi_xl.workbook.cells import a1

    return a1(row, column)


@pytest.mark.parametrize(
    ("text", "shown", "names"),
    [
        ("甲＋乙－丙", "甲＋乙－丙", ("甲", "乙", "丙")),
        ("甲-（乙-丙）", "甲－（乙－丙）", ("甲", "乙", "丙")),
        ("4 × 業務時間", "4×業務時間", ("業務時間",)),
        ("（甲＋乙）÷2", "（甲＋乙）÷2", ("甲", "乙")),
        ("サービス費＋「甲＋乙」", "サービス費＋甲＋乙", ("サービス費", "甲＋乙")),
        ("５０％×予算", "0.5×予算", ("予算",)),
    ],
)
def test_sums_are_read(text: str, shown: str, names: tuple[str, ...]) -> None:
    calculation, result = read_calculation(text)
    assert (written(calculation, str), operands_in(calculation), result) == (shown, names, "")


@pytest.mark.parametrize("text", ["1,5", "12,34", "1,0000", "1,000,00", "１，５"])
def test_a_comma_that_groups_no_thousands_makes_no_figure(text: str) -> None:
    """It is taken for a name, which no field has: that is told with the cell."""
    calculation, _ = read_calculation(f"{text}×件数")
    assert operands_in(calculation) == (text, "件数")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲＋",
        "＋甲",
        "甲＝乙＝丙",
        "甲＋乙＝丙＋丁",
        "（甲",
        "甲）",
        "「甲",
        "甲「乙」",
        "（" * 12 + "甲",
    ],
)
def test_no_sum_says_why(text: str) -> None:
    with pytest.raises(CalculationError, match="。$"):
        read_calculation(text)


def test_order_of_work() -> None:
    calculation, _ = read_calculation("甲－乙×2＋6÷3")
    figures = {"甲": Decimal(10), "乙": Decimal(3)}
    assert calculated(calculation, figures.get) == 6


def test_mistakes_all_at_once() -> None:
    rows = """
a | 取り組み | 甲 | 金額 | 担当課 | | | なし | | | | 千円 | 甲＋乙
b | 取り組み | 乙 | 金額 | 担当課 | | | なし | | | | 千円 | 丙＋3
c | 取り組み | 丙 | 金額 | 担当課 | | | なし | | | | 千円 | 乙－1
d | 取り組み | 丁 | 数値 | 担当課 | | | なし | | | | 千円 |
e | 取り組み | 戊 | 数値 | 担当課 | | | なし | | | | | 甲＋丁
f | 取り組み | 己 | 文章 | 担当課 | | | なし | | | | | 丁＋1
g | 取り組み | 庚 | 数値 | 担当課 | | | なし | | | | | 丁＋己
h | 取り組み | 辛 | 数値 | 担当課 | | | なし | | | | | 丁の倍
i | 取り組み | 壬 | 数値 | 担当課 | | | なし | | | | | 丁＝戊
j | 取り組み | 癸 | 金額 | 担当課 | | | なし | | | | | 甲×乙
k | 取り組み | 子 | 数値 | 担当課 | | | なし | | | | | 丁＋
"""
    assert town.faulty(rows) == [
        ("form-calculation-circle", "項目!M2"),
        ("form-condition-circle", "項目!M3"),
        ("form-unit", "項目!L5"),
        ("form-calculation-unit", "項目!M6"),
        ("form-calculation", "項目!M7"),
        ("form-calculation-name", "項目!M8"),
        ("form-calculation-name", "項目!M9"),
        ("form-calculation", "項目!M10"),
        ("form-calculation-unit", "項目!M11"),
        ("form-calculation", "項目!M12"),
    ]


TOTALS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
cost | 具体的施策 | 事業費の計 | 金額 | 主担当課 | | | | | | | 千円 | {total}
items | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
spent | 取り組み | 実績額 | 金額 | 担当課 | | | | | | | 円 | {own}
"""


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [
        ("1,200,000円", "300,000円", "1,500千円"),
        ("1,200,000円", "", "1,200千円"),
        ("1,200,000円", "ー", "1,200千円"),
        ("ー", "ー", "ー"),
        ("ー", "", "ー"),
        ("ー", "0円", "0千円"),
        ("", "", ""),
        ("未確定", "300,000円", "未確定"),
        ("いくらか", "300,000円", ""),
    ],
)
def test_what_stands_in_blocks_is_added_up(first: str, second: str, total: str) -> None:
    of = town.masters(TOTALS.format(total="実績額の合計", own=""))
    said = [("1-①-①", first), ("1-①-②", second)]
    table = "\n".join(f"{code} spent | {text}" for code, text in said if text)
    answers = town.returned(of, table).answers
    assert next(a.used for key, a in answers.items() if key.field == "cost") == total


@pytest.mark.parametrize(
    ("total", "own", "rule"),
    [
        ("支出の合計", "", "form-calculation-name"),
        ("実績額の合計×実績額の合計", "", "form-calculation-unit"),
        ("実績額の合計", "事業費の計", "form-condition-circle"),
        ("実績額の合計＋事業費の計", "", "form-calculation-circle"),
    ],
)
def test_mistakes_of_a_total(total: str, own: str, rule: str) -> None:
    assert rule in {found for found, _ in town.faulty(TOTALS.format(total=total, own=own))}
