"""Figures and amounts against what was: copied, slipped, swapped, far off. Worked out by hand."""

from __future__ import annotations

import pytest

from tests.rules.builders import in_book, in_report, plan
from zushi_xl.plan.model import Plan

KPIS = (
    "5-1-② | 満足している人の割合が70％以上 | ％ | 上昇 割合 | 2022.3=63.5% | 2023=64.1% | target=70.0％",
    "5-1-② | 相談を受けた件数が600件以上 | 件 | 上昇 実数 | 2022.3=391件 | 2023=424件 | target=600件",
    "5-1-② | 転入と転出の差 | 人 | 上昇 実数 | 2022.3=▲120人 | 2023=▲98人 | target=0人",
    "5-1-② | 協定の数 | 件 | 上昇 実数 | 2022.3=3件 | 2023=5件 | target=8件",
    "5-1-② | 組織の様子 | | 上昇 定性 | 2023=逗子小学校区の自治会へ働きかけ",
    "5-1-② | 施設の数 | か所 | 上昇 実数 | 2022.3=169か所 | 2023=170か所 | target=190か所",
)
YEAR = plan(kpis="\n".join(KPIS))


def kpi(number: int, typed: str, *more: str) -> set[str]:
    """Rules raised by one KPI's figure (and further lines)."""
    table = "\n".join([f"D{number} | 5-1-② KPI{number} | {typed}", *more])
    return {f.rule for f in in_book(YEAR, table)}


@pytest.mark.parametrize(
    ("number", "typed"), [(1, "46.2％"), (2, "244件"), (2, "344件"), (1, "76.0％")]
)
def test_kpi_digits_swapped_raised(number: int, typed: str) -> None:
    assert "kpi-digits-swapped" in kpi(number, typed)


@pytest.mark.parametrize(
    ("number", "typed"), [(1, "64.9％"), (2, "442件"), (2, "約244件"), (4, "4件")]
)
def test_kpi_digits_swapped_silent(number: int, typed: str) -> None:
    assert "kpi-digits-swapped" not in kpi(number, typed)


def test_kpi_swap_is_nearer_raised() -> None:
    assert "kpi-swap-is-nearer" in kpi(6, "197か所")  # 179 lies near the path of 177.6


def test_kpi_swap_is_nearer_silent() -> None:
    assert "kpi-swap-is-nearer" not in kpi(6, "171か所")
    assert "kpi-swap-is-nearer" not in kpi(2, "244件")


@pytest.mark.parametrize(
    ("number", "typed"),
    [(1, "77.7％"), (1, "52.0％"), (2, "679件"), (2, "169件"), (4, "18件"), (3, "60人")],
)
def test_kpi_far_off_raised(number: int, typed: str) -> None:
    expected = typed != "60人"
    assert ("kpi-far-off" in kpi(number, typed)) is expected


@pytest.mark.parametrize(
    ("number", "typed"),
    # four times the usual step and no more: 4 × 3 points, 4 × 63.6 (15 ％ of 424), 4 × 3
    [(1, "76.1％"), (1, "52.1％"), (2, "678件"), (2, "170件"), (4, "17件"), (2, "4,240件")],
)
def test_kpi_far_off_silent(number: int, typed: str) -> None:
    assert "kpi-far-off" not in kpi(number, typed)


def test_kpi_sign_lost_raised() -> None:
    assert "kpi-sign-lost" in kpi(3, "105人")


@pytest.mark.parametrize("typed", ["▲105人", "12人", "1,500人"])
def test_kpi_sign_lost_silent(typed: str) -> None:
    assert "kpi-sign-lost" not in kpi(3, typed)


def test_a_share_has_no_sign_to_lose() -> None:
    year = plan(kpis="5-1-② | 満足 | ％ | 上昇 割合 | 2023=▲62.0% | target=70.0％")
    assert "kpi-sign-lost" not in {f.rule for f in in_book(year, "D3 | 5-1-② KPI1 | 64.0％")}


def test_kpi_same_as_last_year_raised() -> None:
    assert "kpi-same-as-last-year" in kpi(1, "64.1％")
    assert "kpi-same-as-last-year" in kpi(2, "424件")
    assert "kpi-same-as-last-year" in kpi(5, "逗子小学校区の自治会へ働きかけ")


@pytest.mark.parametrize(
    ("number", "typed"), [(1, "64.2％"), (4, "5件"), (5, "準備会を開いた"), (6, "170か所")]
)
def test_kpi_same_as_last_year_silent(number: int, typed: str) -> None:
    assert "kpi-same-as-last-year" not in kpi(number, typed)


@pytest.mark.parametrize(("typed", "told"), [("100.0％", False), ("99.25％", True)])
def test_all_of_a_share_comes_again_by_itself(typed: str, told: bool) -> None:
    year = plan(
        kpis="5-1-② | 実施率 | ％ | 上昇 割合 | 2022.3=99.25％ | 2023=98.5％ | target=100％"
    )
    if not told:
        year = plan(
            kpis="5-1-② | 実施率 | ％ | 上昇 割合 | 2022.3=100.0％ | 2023=98.5％ | target=100％"
        )
    found = {f.rule for f in in_book(year, f"D3 | 5-1-② KPI1 | {typed}")}
    assert ("kpi-same-as-last-year" in found) is told


def test_kpi_unchanged_raised() -> None:
    assert "kpi-unchanged" in kpi(6, "170か所")


def test_kpi_unchanged_silent() -> None:
    assert kpi(4, "5件") == set()  # one digit
    assert "kpi-unchanged" not in kpi(1, "64.1％")


def test_kpi_same_as_target_raised() -> None:
    assert "kpi-same-as-target" in kpi(1, "70.0％")
    assert "kpi-same-as-target" in kpi(2, "600件")


def test_kpi_same_as_target_silent() -> None:
    assert "kpi-same-as-target" not in kpi(2, "601件")
    assert "kpi-same-as-target" not in kpi(4, "8件")  # one digit


def test_kpi_same_as_other_raised() -> None:
    assert "kpi-same-as-other" in kpi(6, "431か所", "D9 | 5-1-② KPI2 | 431件")


def test_kpi_same_as_other_silent() -> None:
    assert "kpi-same-as-other" not in kpi(6, "171か所", "D9 | 5-1-② KPI2 | 431件")
    assert "kpi-same-as-other" not in kpi(4, "6件", "D9 | 5-1-② KPI2 | 6件")  # one digit


def test_kpi_decimal_leaves_what_is_measured() -> None:
    for unit in ("ha", "km", "t", "時間", "㎡", "kWh"):
        year = plan(kpis=f"5-1-② | 量 | {unit} | 上昇 実数 | 2023=12{unit} | target=20{unit}")
        assert in_book(year, f"D3 | 5-1-② KPI1 | 12.5{unit}") == []


SPENT = plan(
    initiatives="5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業\n5-1-②-② | ② | 補助 | 市民協働課 | | 補助事業",
    programs="講座事業 | | 2,310,583\n補助事業 | | 500,000",
)
SETTLED = plan(
    initiatives="5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業",
    programs="講座事業 | 9,242,332 | 2,310,583",
)


def amount(typed: str, results: str = "講座を3回開いた。", of: Plan = SPENT) -> set[str]:
    table = f"C11 | 5-1-②-① results | {results}\nE12 | 5-1-②-① amount | {typed}"
    return {f.rule for f in in_book(of, table)}


@pytest.mark.parametrize("typed", ["22,892,330円", "231,058円", "231,058,300円", "2,310,583,000円"])
def test_budget_digit_slip_raised(typed: str) -> None:
    found = amount(typed)
    assert "budget-digit-slip" in found
    assert "budget-far-from-last-year" not in found


@pytest.mark.parametrize("typed", ["2,289,233円", "4,621,166円", "2,289円", "▲22,892,330円"])
def test_budget_digit_slip_silent(typed: str) -> None:
    assert "budget-digit-slip" not in amount(typed)


@pytest.mark.parametrize("typed", ["6,931,750円", "770,194円", "9,000,000円"])
def test_budget_far_from_last_year_raised(typed: str) -> None:
    assert "budget-far-from-last-year" in amount(typed)


def test_how_far_is_told_in_round_figures() -> None:
    for typed, said in (("9,100,200円", "約3.9倍違います"), ("1円", "約2,310,583倍違います")):
        found = in_book(SPENT, f"E12 | 5-1-②-① amount | {typed}")
        (doubt,) = (f for f in found if f.rule == "budget-far-from-last-year")
        assert said in doubt.message


@pytest.mark.parametrize("typed", ["6,931,749円", "770,195円", "2,310,583円"])
def test_budget_far_from_last_year_silent(typed: str) -> None:
    assert "budget-far-from-last-year" not in amount(typed)  # just three times, a third


@pytest.mark.parametrize(("typed", "is_asked"), [("139,999円", False), ("140,000円", True)])
def test_a_small_difference_is_not_asked(typed: str, is_asked: bool) -> None:
    """3.5 times last year's 40,000円: what matters is 100,000円 more or less."""
    small = plan(
        initiatives="5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業",
        programs="講座事業 | | 40,000",
    )
    assert ("budget-far-from-last-year" in amount(typed, of=small)) == is_asked


def test_budget_far_from_last_year_leaves_what_finance_has_settled() -> None:
    assert amount("9,242,332円", of=SETTLED) == set()


def test_budget_same_as_last_year_raised() -> None:
    assert "budget-same-as-last-year" in amount("2,310,583円")


def test_budget_same_as_last_year_silent() -> None:
    assert "budget-same-as-last-year" not in amount("2,310,584円")
    found = in_book(SPENT, "E16 | 5-1-②-② amount | 500,000円")  # a grant, the same every year
    assert found == []


def test_budget_zero_though_done_raised() -> None:
    for done in ("市民団体に補助金を交付した。", "備品を購入した。", "運営を委託した。"):
        assert "budget-zero-though-done" in amount("0円", done)


def test_budget_zero_though_done_silent() -> None:
    assert amount("0円", "会議を3回開いた。") == set()
    assert "budget-zero-though-done" not in amount("1円", "補助金を交付した。")


def test_budget_same_amount_raised() -> None:
    table = "E12 | 5-1-②-① amount | 1,422,271円\nE16 | 5-1-②-② amount | 1,422,271円"
    assert "budget-same-amount" in {f.rule for f in in_report(SPENT, table)}


def test_budget_same_amount_silent() -> None:
    for one, other in (("1,422,271円", "1,422,272円"), ("1,422,000円", "1,422,000円")):
        table = f"E12 | 5-1-②-① amount | {one}\nE16 | 5-1-②-② amount | {other}"
        assert "budget-same-amount" not in {f.rule for f in in_report(SPENT, table)}


@pytest.mark.parametrize(("settled", "told"), [("1422271", False), ("1422270", True), ("", True)])
def test_the_same_amount_as_another_program_is_right_where_it_is_settled(
    settled: str, told: bool
) -> None:
    of = plan(
        initiatives="5-1-②-① | ① | 甲 | 市民協働課 | | 甲事業\n5-1-②-② | ② | 乙 | 市民協働課 | | 乙事業",
        programs=f"甲事業 | 1422271\n乙事業 | {settled}",
    )
    table = "E12 | 5-1-②-① amount | 1,422,271円\nE16 | 5-1-②-② amount | 1,422,271円"
    assert ("budget-same-amount" in {f.rule for f in in_report(of, table)}) is told


@pytest.mark.parametrize("typed", ["集計中", "未定", "未実施", "なし", "ー", "調整中", "不明"])
def test_no_value_of_a_named_program_is_told(typed: str) -> None:
    assert "budget-amount-missing" in amount(typed)


def test_no_value_does_not_hide_a_conflict() -> None:
    shared = plan(
        initiatives="\n".join(f"5-1-②-{n} | {n} | 講座 | 市民協働課 | | 講座事業" for n in "①②③"),
        programs="講座事業",
    )
    for word in ("集計中", "なし", "ー", ""):
        table = (
            "E12 | 5-1-②-① amount | 315,760円\nE16 | 5-1-②-② amount | "
            f"{word}\nE20 | 5-1-②-③ amount | 380,318円"
        )
        assert "budget-conflict" in {f.rule for f in in_report(shared, table)}


@pytest.mark.parametrize(
    ("results", "typed", "told"),
    [
        ("台風のため中止した。", "2,200,000円", True),
        ("開催を見送った。\\n実施しなかった。", "1,155,292円", True),  # half of last year's
        ("台風のため中止した。", "1,155,291円", False),
        ("前期は中止した。後期は開催した。", "2,200,000円", False),
    ],
)
def test_called_off_though_much_was_spent(results: str, typed: str, told: bool) -> None:
    assert ("results-empty-though-spent" in amount(typed, results)) is told
