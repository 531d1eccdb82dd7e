"""The small values that products are made of: each word, each bound, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.publish.small import finding
from zushi_xl.findings.finding import Severity
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.quantity.rounding import declared_places, half_unit, slack_of_sum
from zushi_xl.report.frozen import Erratum, errata_between
from zushi_xl.report.ledger import LedgerMatch
from zushi_xl.report.printed_figures import (
    amount_as_printed,
    figure_text,
    is_to_the_yen,
    number_of,
    rounded,
    yen,
)
from zushi_xl.report.published import digits, whole_yen
from zushi_xl.report.review import (
    Review,
    gravest,
    messages_by_cell,
    review_of,
    reviews_by_cell,
)
from zushi_xl.report.round_scale import RoundScale
from zushi_xl.report.rounds import RequestOutcome
from zushi_xl.report.saved_time import SavedTime, day_of, saved_time, time_of
from zushi_xl.workbook.cells import Source


def decimals(text: str) -> list[Decimal]:
    return [Decimal(word) for word in text.split()]


# ------------------------------------------------------------------ rounding


@pytest.mark.parametrize(
    ("figures", "places", "slack"),
    [
        ("6.3 28.3 34.7", 1, "0.15"),
        ("6.3", 1, "0.05"),
        ("6 28 34", 0, "0"),  # counts, nothing rounded
        ("6.25 28 34", 2, "0.015"),
        ("12.0 53.8 34.2 0 0 0 0 0 0 0 0 0", 1, "0.60"),  # twelve terms
        ("", 0, "0"),
        ("1E+2 3", 0, "0"),
    ],
)
def test_how_far_rounding_may_carry_a_sum(figures: str, places: int, slack: str) -> None:
    assert declared_places(decimals(figures)) == places
    assert slack_of_sum(decimals(figures)) == Decimal(slack)


@pytest.mark.parametrize(("places", "half"), [(0, "0.5"), (1, "0.05"), (2, "0.005")])
def test_half_of_the_last_place(places: int, half: str) -> None:
    assert half_unit(places) == Decimal(half)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("66.66", 1, "66.7"),
        ("66.64", 1, "66.6"),
        ("12.25", 1, "12.3"),  # half up, as Excel
        ("12.35", 1, "12.4"),
        ("-12.25", 1, "-12.3"),
        ("0.5", 0, "1"),
        ("5", 2, "5.00"),
        ("Infinity", 1, "Infinity"),
    ],
)
def test_rounded(value: str, places: int, shown: str) -> None:
    assert str(rounded(Decimal(value), places)) == shown


# ------------------------------------------------------------------ scales of charts


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ("52 68", "0 20 40 60 80"),
        ("0", "0 0.25"),
        ("100", "0 25 50 75 100"),
        ("101", "0 50 100 150"),
        ("40", "0 10 20 30 40"),
        ("41", "0 20 40 60"),
        ("8", "0 2 4 6 8"),
        ("9", "0 2.5 5.0 7.5 10.0"),
        ("4", "0 1 2 3 4"),
        ("-3 5", "-4 -2 0 2 4 6"),
        ("-5 -3", "-6 -4 -2 0"),
        ("0.04", "0 0.01 0.02 0.03 0.04"),
    ],
)
def test_a_round_scale_from_0(figures: str, ticks: str) -> None:
    assert RoundScale.over(decimals(figures)).ticks == decimals(ticks)


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ("91 95", "91 92 93 94 95"),
        ("60 100", "0 25 50 75 100"),  # 0.6 of the highest: from 0
        ("61 100", "60 70 80 90 100"),
        ("95 95", "0 25 50 75 100"),  # a level line
        ("-5 3", "-6 -4 -2 0 2 4"),
    ],
)
def test_a_round_scale_around_figures_far_from_0(figures: str, ticks: str) -> None:
    assert RoundScale.around(decimals(figures)).ticks == decimals(ticks)


# ------------------------------------------------------------------ printed figures


@pytest.mark.parametrize(
    ("typed", "is_exact", "printed"),
    [
        ("2,289,233円", True, "2,289,233円"),
        ("2289233", True, "2,289,233円"),
        ("228万9,233円", True, "2,289,233円"),
        ("2,289千円", False, "2,289千円"),
        ("2,289（千円）", False, "2,289（千円）"),
        ("2,289（単位：千円）", False, "2,289（単位：千円）"),
        ("約229万円", False, "約229万円"),
        ("229万円", False, "229万円"),
        ("12.5円", False, "12.5円"),
        ("（2,289,233円）", False, "（2,289,233円）"),
        ("2,289,233円以上", False, "2,289,233円以上"),
        ("2,289,233円（概算）", False, "2,289,233円（概算）"),
        ("2,289,233円（速報値）", False, "2,289,233円（速報値）"),
        ("2,289,233円（確定値）", True, "2,289,233円"),
    ],
)
def test_amounts_as_books_print_them(typed: str, is_exact: bool, printed: str) -> None:
    quantity = read_quantity(typed, Context("円"))
    assert quantity.value is not None
    assert is_to_the_yen(typed, quantity) is is_exact
    assert amount_as_printed(f" {typed} ", quantity, quantity.value) == printed


def test_an_amount_without_a_reading_is_printed_in_yen() -> None:
    assert amount_as_printed("別", None, Decimal(1234)) == "1,234円"
    assert (yen(Decimal(0)), yen(Decimal(-1234))) == ("0円", "-1,234円")


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("390団体", "団体", "390"),
        ("66.7％", "％", "66.7"),
        ("3～5件", "件", None),
        ("12件、15件", "件", None),
        ("未実施", "件", None),
        ("調査中の値", "件", None),
        ("0件", "件", "0"),
    ],
)
def test_the_one_number_of_a_figure(typed: str, unit: str, number: str | None) -> None:
    found = number_of(read_quantity(typed, Context(unit)))
    assert found == (None if number is None else Decimal(number))
    assert number_of(None) is None


@pytest.mark.parametrize(
    ("typed", "unit", "planned", "printed"),
    [
        ("約1,030人", "人", False, "約1,030人"),
        ("1030人", "人", False, "1,030人"),
        ("１０３０人", "人", False, "1,030人"),
        ("69.70%", "％", False, "69.70%"),
        ("67.5％", "％", True, "（67.5％）"),
        ("（67.5％）", "％", False, "（67.5％）"),
        ("（67.5％）", "％", True, "（67.5％）"),
        (" 未実施 ", "％", False, "未実施"),
        ("12件、15件", "件", False, "12件、15件"),
    ],
)
def test_figures_for_print(typed: str, unit: str, planned: bool, printed: str) -> None:
    assert figure_text(typed, read_quantity(typed, Context(unit)), planned) == printed
    assert figure_text(" 文 ", None) == "文"


@pytest.mark.parametrize(
    ("value", "text", "amount"),
    [("22.20", "22.20", None), ("1E+3", "1000", 1000), ("0", "0", 0), ("-5.0", "-5.0", -5)],
)
def test_exact_digits(value: str, text: str, amount: int | None) -> None:
    assert (digits(Decimal(value)), whole_yen(Decimal(value))) == (text, amount)
    assert (digits(None), whole_yen(None)) == (None, None)


# ------------------------------------------------------------------ 点検


def test_the_words_of_a_review() -> None:
    assert {r.value: (r.label, r.is_open) for r in Review} == {
        "none": ("", False),
        "waived": ("了承", False),
        "confirm": ("要確認", True),
        "error": ("要修正", True),
    }


def test_the_gravest_review_counts() -> None:
    order = [Review.NONE, Review.WAIVED, Review.CONFIRM, Review.ERROR]
    for place, one in enumerate(order):
        for other in order[: place + 1]:
            assert gravest((one, other)) is gravest((other, one)) is one
    assert gravest(()) is Review.NONE


@pytest.mark.parametrize(
    ("severity", "waived", "review"),
    [
        (Severity.ERROR, False, Review.ERROR),
        (Severity.ERROR, True, Review.WAIVED),
        (Severity.CONFIRM, False, Review.CONFIRM),
        (Severity.CONFIRM, True, Review.WAIVED),
        (Severity.INFO, False, Review.NONE),
        (Severity.INFO, True, Review.NONE),
    ],
)
def test_what_a_finding_makes_of_its_value(
    severity: Severity, waived: bool, review: Review
) -> None:
    assert review_of(finding(severity=severity, waived=waived)) is review


ONE, TWO, THREE = (Source("a.xlsx", "様式", cell) for cell in ("A1", "B2", "C3"))


def test_every_cell_has_the_review_of_its_gravest_finding_and_all_that_is_said() -> None:
    findings = (
        finding(severity=Severity.CONFIRM, source=ONE, also_at=(TWO,), message="甲"),
        finding(severity=Severity.ERROR, source=TWO, message="乙"),
        finding(severity=Severity.CONFIRM, source=ONE, waived=True, message="了承した"),
        finding(severity=Severity.CONFIRM, source=ONE, message="甲"),
        finding(severity=Severity.INFO, source=THREE, message="参考"),
        finding(severity=Severity.ERROR, source=None, message="どこでもない"),
    )
    assert reviews_by_cell(findings) == {ONE: Review.CONFIRM, TWO: Review.ERROR}
    assert messages_by_cell(findings) == {ONE: "甲", TWO: "甲\n乙"}


def test_the_words_of_outcomes_and_of_the_ledger() -> None:
    assert {o.value: o.label for o in RequestOutcome} == {
        "fixed": "直った",
        "answered": "回答のある",
        "remains": "残っている",
        "accepted": "了承した",
        "new": "新しい",
    }
    assert {m.value: m.label for m in LedgerMatch} == {
        "agrees": "一致",
        "differs": "相違",
        "only_ledger": "台帳のみ",
        "only_reports": "報告のみ",
        "open": "報告額が未定",
        "unsure": "台帳を読めない",
    }


# ------------------------------------------------------------------ times of saving


@pytest.mark.parametrize(
    ("saved", "moment", "has_zone", "doubt"),
    [
        ("2025-05-30T16:00:00Z", (2025, 5, 30, 16), True, ""),
        ("2025-05-30T16:00:00+09:00", (2025, 5, 30, 7), True, ""),
        ("2025-05-30T16:00:00", (2025, 5, 30, 7), False, ""),  # of Japan
        ("", None, True, "保存日時がない"),
        (" ", None, True, "保存日時がない"),
        ("きのう", None, True, "保存日時を読めない"),
        ("0001-01-01T00:00:00+14:00", None, True, "保存日時を読めない"),
        ("9999-12-31T23:00:00Z", None, True, "保存日時を読めない"),  # no day in Japan
        ("2025-06-01T01:00:00Z", (2025, 6, 1, 1), True, ""),  # an hour ahead
        ("2025-06-01T01:00:01Z", None, True, "保存日時が先の日付である"),
    ],
)
def test_the_time_of_saving(
    saved: str, moment: tuple[int, ...] | None, has_zone: bool, doubt: str
) -> None:
    now = datetime(2025, 6, 1, tzinfo=UTC)
    wanted = None if moment is None else datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]
    assert saved_time(saved, now) == SavedTime(wanted, has_zone, doubt)


def test_the_day_in_japan() -> None:
    assert day_of("2025-05-30T14:59:59Z") == date(2025, 5, 30)
    assert day_of("2025-05-30T15:00:00Z") == date(2025, 5, 31)
    assert (day_of(""), time_of("")) == (None, None)
    time = time_of("2025-05-30T16:00:00Z")
    assert time is not None
    assert (time.day, time.hour) == (31, 1)


_BOTH = "ただしどちらの保存日時にも時差の記載がなく、日本の時刻とみなしました。前後は確かではありません。"
_ONE = _BOTH.replace("どちらの保存日時にも", "一方の保存日時に")


@pytest.mark.parametrize(
    ("hours", "zones", "said"),
    [
        (1, (True, True), ""),
        (1, (False, True), _ONE),
        (1, (True, False), _ONE),
        (1, (False, False), _BOTH),
        (14, (False, False), _BOTH),
        (15, (False, False), ""),  # no zone turns fifteen hours
    ],
)
def test_a_zone_that_is_not_written_may_turn_the_order(
    hours: int, zones: tuple[bool, bool], said: str
) -> None:
    first = SavedTime(datetime(2025, 5, 30, 0, tzinfo=UTC), zones[0])
    second = SavedTime(datetime(2025, 5, 30, hours, tzinfo=UTC), zones[1])
    assert first.order_doubt(second) == second.order_doubt(first) == said
    assert first.order_doubt(SavedTime(None)) == SavedTime(None).order_doubt(first) == ""


# ------------------------------------------------------------------ 正誤表


def _result(
    text: str = "続ける。",
    file: str = "a.xlsx",
    sha: str = "1",
    amount: int | None = 1000,
    **more: object,
) -> dict[str, object]:
    source = {"file": file} if file else None
    record = {
        "code": "1-1",
        "title": "見守り",
        "source": source,
        "remarks": text,
        "extra": {"memo": text, "secret": text},
        "budgets": [
            {"program": "事業", "amount_text": "1,000円", "amount_yen": 1000, "source": source}
        ],
    }
    value = {
        "code": "1-1",
        "kpi": 1,
        "period": "2024",
        "status": "actual",
        "text": "5件",
        "source": source,
    }
    return {
        "evaluations": [record],
        "initiatives": [],
        "kpi_values": [value],
        "budget_programs": [{"name": "事業", "amount_yen": amount, "state": "金額相違"}],
        "inputs": [{"file": file, "sha256": sha}] if file else [],
        **more,
    }


def test_errata_name_what_changed_and_why() -> None:
    old = _result()
    published = {"memo": "一言"}

    def changed(new: dict[str, object]) -> list[Erratum]:
        return list(errata_between(old, new, published))

    def of(what: str, was: str, now: str, reason: str) -> Erratum:
        return Erratum("1-1", "見守り", what, was, now, reason)

    assert changed(_result()) == []
    again = "提出ファイルの更新（a.xlsx）"
    assert changed(_result("やめる。", sha="2")) == [
        of("補足説明", "続ける。", "やめる。", again),
        of("一言", "続ける。", "やめる。", again),
    ]
    other = "提出ファイルの差し替え（a.xlsx → b.xlsx）"
    assert changed(_result("やめる。", "b.xlsx")) == [
        of("補足説明", "続ける。", "やめる。", other),
        of("一言", "続ける。", "やめる。", other),
    ]
    none = "提出ファイルの差し替え（a.xlsx → なし）"
    assert [e.reason for e in changed(_result("やめる。", ""))] == [none, none]
    assert [e.reason for e in changed(_result("やめる。"))] == ["設定の変更", "設定の変更"]
    gone = _result("やめる。", inputs=[])
    assert [e.reason for e in changed(gone)] == ["計画マスタの変更", "計画マスタの変更"]
    assert changed(_result(amount=None)) == [
        Erratum(
            "事業",
            "事業",
            "予算事業の合計に入る額",
            "1,000円",
            "金額相違",
            "計画マスタか提出の変更",
        )
    ]
    empty = _result(kpi_values=[])
    assert changed(empty) == [of("KPI1 2024年度", "5件", "", "計画マスタか提出の変更")]
    assert list(errata_between(empty, old, published)) == [
        of("KPI1 2024年度", "", "5件", "計画マスタか提出の変更")
    ]


@pytest.mark.parametrize("unit", [None, "件"])  # a unit alone is no figure
def test_words_in_place_of_a_figure_are_compared(unit: str | None) -> None:
    def result(text: str) -> dict[str, object]:
        made = _result()
        (value,) = made["kpi_values"]  # type: ignore[misc]
        return {**made, "kpi_values": [{**value, "text": text, "unit": unit, "value": None}]}

    found = list(errata_between(result("集計中"), result("未実施"), {}))
    assert [each[3:5] for each in found] == [("集計中", "未実施")]
    same = {"value": "390", "low": None, "high": None, "unit": "件"}
    (value,) = _result()["kpi_values"]  # type: ignore[misc]
    one = _result(kpi_values=[{**value, **same, "text": "390件"}])
    other = _result(kpi_values=[{**value, **same, "text": "３９０件"}])
    assert list(errata_between(one, other, {})) == []
