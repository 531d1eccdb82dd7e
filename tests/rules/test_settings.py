"""From what was found to what is read: settings, follow-ons, waivers, groups, order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from tests.rules.builders import LEAD, MASTER, brief, plan
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.rules import settle
from zushi_xl.rules.kpi_digits import kpi_digit_slip
from zushi_xl.rules.settings import threshold
from zushi_xl.rules.waivers import NEEDING_A_VALUE
from zushi_xl.workbook.cells import Source

PLAN = plan(
    sections="5 | |\n5-1 | |\n5-1-② | |\n5-1-⑩ | |",
    initiatives="5-1-②-① | ① | 補償 | 市民協働課 | | 国際交流推進事業",
)


def finding(rule: str, cell: str = "C5", code: str = "5-1-②", message: str = "") -> Finding:
    source = Source("市民協働課.xlsx", code, cell)
    return RULES[rule].at(source, message or rule, "", division="市民協働課", code=code)


def with_settings(*settings: tuple[str, str, str]) -> tuple[RuleSetting, ...]:
    return tuple(
        RuleSetting(
            rule,
            severity,
            Decimal(limit) if limit else None,
            Source(MASTER, "点検ルール"),
            "理由",
            date(2025, 4, 1),
        )
        for rule, severity, limit in settings
    )


def waiver(place: str, rule: str = "too-long", expires: date | None = None) -> Waiver:
    return Waiver(rule, place, "理由", "部長", expires, Source(MASTER, "了承", "A2"))


@pytest.mark.parametrize("severity", ["error", "confirm", "info"])
def test_a_severity_is_a_setting(severity: str) -> None:
    changed = replace(PLAN, rule_settings=with_settings(("too-long", severity, "")))
    assert settle([finding("too-long")], changed)[0].severity == severity


def test_a_rule_can_be_off() -> None:
    changed = replace(PLAN, rule_settings=with_settings(("too-long", "off", "")))
    assert settle([finding("too-long")], changed) == ()


def test_a_threshold_is_a_setting() -> None:
    assert threshold(PLAN, kpi_digit_slip) == 4
    changed = replace(PLAN, rule_settings=with_settings(("kpi-digit-slip", "", "2.5")))
    assert threshold(changed, kpi_digit_slip) == Decimal("2.5")


def test_setting_unknown_rule_raised() -> None:
    changed = replace(
        PLAN,
        rule_settings=with_settings(("rating-mising", "info", "")),
        waivers=(waiver("5-1-②", "rating-mising"),),
    )
    assert sorted(brief(settle([], changed))) == [
        ("setting-unknown-rule", ""),
        ("setting-unknown-rule", "A2"),
    ]


def test_setting_unknown_rule_silent() -> None:
    changed = replace(PLAN, rule_settings=with_settings(("rating-missing", "info", "")))
    assert settle([], changed) == ()


def test_an_unusable_cell_hides_further_findings_of_the_same_cell_only() -> None:
    found = [finding("too-long"), finding("required-empty"), finding("kpi-unreadable")]
    elsewhere = finding("too-long", "C9")
    assert brief(settle([*found, elsewhere], PLAN)) == [
        ("required-empty", "C5"),
        ("too-long", "C9"),
    ]


def test_a_rule_that_is_off_hides_nothing() -> None:
    changed = replace(PLAN, rule_settings=with_settings(("required-empty", "off", "")))
    found = [finding("too-long"), finding("required-empty")]
    assert brief(settle(found, changed)) == [("too-long", "C5")]


@pytest.mark.parametrize("place", ["5-1-②-①", "5-1-②", "5", "市民協働課", "国際交流推進事業"])
def test_a_waived_finding_stays_visible(place: str) -> None:
    changed = replace(PLAN, waivers=(waiver(place),))
    (waived,) = settle([finding("too-long", code="5-1-②-①")], changed)
    assert (waived.rule, waived.waived) == ("too-long", True)


@pytest.mark.parametrize("place", ["5-1-⑩", "社会教育課", "別の事業", "5-1-②-②"])
def test_a_waiver_covers_its_place_only(place: str) -> None:
    changed = replace(PLAN, waivers=(waiver(place),))
    found = settle([finding("too-long", code="5-1-②-①")], changed)
    assert [(f.rule, f.waived) for f in found] == [("too-long", False), ("waiver-unused", False)]


def test_waiver_expired_raised() -> None:
    changed = replace(PLAN, waivers=(waiver("5-1-②", expires=date(2025, 3, 30)),))
    found = settle([finding("too-long")], changed)
    assert brief(found) == [("waiver-expired", "A2"), ("too-long", "C5")]
    assert not any(f.waived for f in found)
    assert (found[0].given, found[0].expected) == ("2025年3月30日", "2025年3月31日以後")


def test_a_waiver_to_the_end_of_the_year_holds_though_returns_come_later() -> None:
    settings = replace(PLAN.settings, deadline=date(2025, 5, 30))
    for day, waived in ((date(2025, 3, 31), True), (date(2025, 3, 30), False)):
        late = replace(PLAN, settings=settings, waivers=(waiver("5-1-②", expires=day),))
        found = settle([finding("too-long")], late)
        assert any(f.waived for f in found) is waived
        assert (("waiver-expired", "A2") in brief(found)) is not waived


def test_a_deadline_within_the_year_counts() -> None:
    settings = replace(PLAN.settings, deadline=date(2024, 12, 20))
    early = replace(PLAN, settings=settings, waivers=(waiver("5-1-②", expires=date(2024, 12, 20)),))
    assert any(f.waived for f in settle([finding("too-long")], early))


@pytest.mark.parametrize("expires", [None, date(2025, 3, 31), date(2026, 3, 31)])
def test_waiver_expired_silent(expires: date | None) -> None:
    changed = replace(PLAN, waivers=(waiver("5-1-②", expires=expires),))
    assert [f.waived for f in settle([finding("too-long")], changed)] == [True]


def test_waiver_unused_raised() -> None:
    changed = replace(PLAN, waivers=(waiver("5-1-②"),))
    assert brief(settle([], changed)) == [("waiver-unused", "A2")]


def test_waiver_unused_silent() -> None:
    changed = replace(PLAN, waivers=(waiver("5-1-②"),))
    assert brief(settle([finding("too-long")], changed)) == [("too-long", "C5")]


def test_findings_that_differ_by_cell_only_become_one() -> None:
    found = [finding("stray-text", cell, message="欄外です。") for cell in ("B10", "B9", "C9")]
    found = [replace(f, given=f.source.cell.lower()) for f in found if f.source]
    (one,) = settle(found, PLAN)
    assert one.source is not None
    assert (one.source.cell, one.given) == ("B9", "b9、c9、b10")
    assert one.message == "欄外です。（ほかに C9、B10 も同じです。）"


def test_the_same_finding_twice_is_one() -> None:
    assert settle([finding("too-long"), finding("too-long")], PLAN) == (finding("too-long"),)


def test_the_order_is_by_weight_then_plan_then_cell_and_accepted_ones_come_last() -> None:
    found = [
        finding("required-empty", "C9", "5-1-②", "C9が空です。"),
        finding("required-empty", "C10", "5-1-②", "C10が空です。"),
        finding("required-empty", "C2", "5-1-⑩"),
        finding("too-long", "C1", "5-1-②"),
        finding("rating-missing", "A1", "5-1-②-①"),
    ]
    changed = replace(PLAN, waivers=(waiver("5-1-②-①", "rating-missing"),))
    settled = [settle(order, changed) for order in permutations(found)]
    assert len(set(settled)) == 1
    assert brief(settled[0]) == [
        ("required-empty", "C9"),
        ("required-empty", "C10"),
        ("required-empty", "C2"),
        ("too-long", "C1"),
        ("rating-missing", "A1"),
    ]


def test_books_that_are_none_come_first() -> None:
    whole = RULES["not-our-form"].at(Source("別の調査.xlsx"), "", "")
    settled = settle([finding("required-empty"), whole], PLAN)
    assert [f.rule for f in settled] == ["not-our-form", "required-empty"]
    assert all(f.severity is Severity.ERROR for f in settled)


def test_setting_off_unexplained_raised() -> None:
    (setting,) = with_settings(("too-long", "off", ""))
    for lacking in (setting._replace(reason=""), setting._replace(decided=None)):
        found = settle([], replace(PLAN, rule_settings=(lacking,)))
        assert [f.rule for f in found] == ["setting-off-unexplained"]


def test_setting_off_unexplained_silent() -> None:
    for severity in ("off", "info"):
        settings = with_settings(("too-long", severity, ""))
        assert settle([], replace(PLAN, rule_settings=settings)) == ()


def test_setting_without_effect_raised() -> None:
    for row, said in (
        (("too-long", "", ""), "「too-long」の行に重大度もしきい値も書かれていません。"),
        (
            ("too-long", "info", "3"),
            "「too-long」の行にしきい値がありますが、このルールは使いません。",
        ),
        (("too-long", "", "0"), "「too-long」の行にしきい値がありますが、このルールは使いません。"),
    ):
        (told,) = settle([], replace(PLAN, rule_settings=with_settings(row)))
        assert (told.rule, told.message, told.given) == ("setting-without-effect", said, "too-long")


def test_setting_without_effect_silent() -> None:
    rows = (
        ("too-long", "info", ""),
        ("kpi-digit-slip", "", "5"),
        ("kpi-far-off", "info", "2"),
        ("population-share", "", "0.1"),  # in place of what rounding allows
    )
    assert settle([], replace(PLAN, rule_settings=with_settings(*rows))) == ()


def _conflict(*amounts: str) -> Finding:
    listed = "、".join(
        f"5-1-②-{n} は {a}（市民協働課）" for n, a in zip("①②③", amounts, strict=False)
    )
    message = f"予算事業「講座事業」の実績額が一致しません：{listed}。"
    place = Source("a.xlsx", "5-1-②", "E12")
    return Finding(
        "budget-conflict", Severity.CONFIRM, message, "直してください。", place, LEAD, "5-1-②-①",
        "実績額", amounts[0],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "amounts", "accepted"),
    [
        ("315,760円～380,318円", ("315,760円", "380,318円"), True),
        ("315,760円～380,318円", ("315,760円", "380,319円"), False),
        ("315,760円～380,318円", ("1円", "380,318円"), False),
        ("315,760円", ("315,760円", "380,318円"), False),
        ("", ("315,760円", "380,318円"), True),
        ("", ("1円", "88,984,883円"), False),
        ("", ("1,000円", "10,000円"), False),
        ("", ("1,001円", "10,000円"), True),
    ],
)
def test_a_waiver_is_tied_to_the_value_or_its_span(
    value: str, amounts: tuple[str, ...], accepted: bool
) -> None:
    accepting = waiver("5-1-②", "budget-conflict")._replace(value=value)
    year = plan(initiatives="5-1-②-① | ① | 講座", waivers=(accepting,))
    (found,) = (f for f in settle([_conflict(*amounts)], year) if f.rule == "budget-conflict")
    assert found.waived is accepted


@pytest.mark.parametrize(
    ("value", "given", "accepted"),
    [
        ("390団体", "390団体", True),
        ("390団体", "３９０団体", True),
        ("390団体", "391団体", False),
        ("300団体～400団体", "390団体", True),
        ("", "5団体", False),  # nothing says which figure was accepted
        ("未実施", "未実施", True),
        ("未実施", "390団体", False),
    ],
)
def test_a_waiver_of_a_figure(value: str, given: str, accepted: bool) -> None:
    accepting = waiver("5-1-②", "kpi-far-off")._replace(value=value)
    place = Source("a.xlsx", "5-1-②", "D3")
    doubt = Finding(
        "kpi-far-off",
        Severity.CONFIRM,
        "疑い。",
        "確かめて。",
        place,
        LEAD,
        "5-1-②",
        "実績値",
        given,
    )
    (found,) = (f for f in settle([doubt], plan(waivers=(accepting,))) if f.rule == "kpi-far-off")
    assert found.waived is accepted


def test_waiver_needs_value_raised() -> None:
    """Once for all that it would cover, with what to write."""
    accepting = waiver("5", "kpi-negative")
    doubts = [
        Finding("kpi-negative", Severity.CONFIRM, "負", "確かめる", code=code, given=given)
        for code, given in (("5-1-②", "▲390団体"), ("5-1", "▲12人"))
    ]
    found = settle(doubts, plan(waivers=(accepting,)))
    assert [f.waived for f in found if f.rule == "kpi-negative"] == [False] * 2
    (told,) = (f for f in found if f.rule.startswith("waiver"))
    assert (told.rule, told.severity) == ("waiver-needs-value", Severity.CONFIRM)
    assert (
        "値ごとに行を分けて、列「値」（なければ加えます）に「▲390団体」「▲12人」と書いて"
        in told.remedy
    )


def test_waiver_needs_value_silent() -> None:
    """A rule of how a value is written is accepted without one."""
    accepting = waiver("5-1-②", "kpi-inexact")
    doubt = Finding("kpi-inexact", Severity.CONFIRM, "幅", "確かめる", code="5-1-②", given="5～6回")
    found = settle([doubt], plan(waivers=(accepting,)))
    assert [(f.rule, f.waived) for f in found] == [("kpi-inexact", True)]


def test_every_rule_that_needs_a_value_exists() -> None:
    assert set(NEEDING_A_VALUE) <= set(RULES)


@pytest.mark.parametrize(
    ("rule", "given", "expected", "value", "accepted"),
    [
        ("budget-settled-differs", "88,900,000円", "88,984,883円", "", True),
        ("budget-settled-differs", "1円", "88,984,883円", "", False),
        ("budget-settled-differs", "0円", "88,984,883円", "", False),
        ("budget-settled-differs", "1円", "88,984,883円", "1円", True),
        ("budget-ledger-differs", "889,848,830円", "88,984,883円", "", False),
        ("budget-far-from-last-year", "1,608,000円", "402,000円に近い額", "", True),
        ("budget-far-from-last-year", "4,020,000円", "402,000円に近い額", "", False),
        ("budget-far-from-last-year", "4,020,000円", "402,000円に近い額", "4,020,000円", True),
        ("budget-digit-slip", "4,020,000円", "402,000円に近い額", "", False),
        ("budget-digit-slip", "4,020,000円", "402,000円に近い額", "4,020,000円", True),
    ],
)
def test_a_waiver_without_value_holds_for_a_difference_of_its_size(
    rule: str, given: str, expected: str, value: str, accepted: bool
) -> None:
    accepting = waiver("5-1-②", rule)._replace(value=value)
    doubt = Finding(
        rule, Severity.CONFIRM, "違います", "確かめる", code="5-1-②", given=given, expected=expected
    )
    found = settle([doubt], plan(waivers=(accepting,)))
    assert [f.waived for f in found if f.rule == rule] == [accepted]
