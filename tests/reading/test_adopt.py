"""Which of several returns counts: the same whatever the files are called or when they were copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

import zushi_xl
from tests.reading.filled import Distribution
from tests.suite.pages import Case, Step
from tests.suite.town import FORM, INPUTS, PLAN, write_case
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.answers import Submission
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.quantity import Quantity
from zushi_xl.report.model import Adoption
from zushi_xl.report.saved_time import day_of, saved_time
from zushi_xl.returned.rules import COMMENT
from zushi_xl.returned.submission import Reader
from zushi_xl.workbook.cells import Source
from zushi_xl.workflow.which_counts import (
    AnswerElsewhere,
    Returned,
    Sender,
    adopt,
    answered_elsewhere,
    contradictions,
    with_other_answers,
    words_beside,
)
from zushi_xl.xlsx_in import read_workbook


@pytest.fixture(scope="module")
def submission(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Submission:
    folder = tmp_path_factory.mktemp("adopt")
    book = Distribution(masters, folder).book("防災安全課", 1)
    book.workbook.save(folder / "book.xlsx")
    read = Reader(masters.plan, masters.form).read(read_workbook(folder / "book.xlsx"))
    assert isinstance(read, Submission)
    return read


def returned(
    submission: Submission,
    name: str,
    saved: str = "",
    round_: int = 1,
    blank: int = 0,
    sha: str = "",
) -> Returned:
    answers = dict(submission.answers)
    for key in list(answers)[:blank]:
        answers[key] = replace(answers[key], text="", used="")
    identity = submission.identity._replace(round=round_)
    return Returned(
        replace(submission, file=name, sha256=sha or name, identity=identity, answers=answers),
        saved,
    )


def chosen(books: Sequence[Returned]) -> tuple[str, dict[str, str]]:
    """The adopted file and the reasons of the others, whatever the order of the files."""
    results = []
    for order in permutations(books):
        adopted, files = adopt(order)
        reasons = {f.file: f.reason for f in files if f.status is Adoption.SUPERSEDED}
        results.append((adopted[Sender("防災安全課")].file, reasons))
    assert all(result == results[0] for result in results)
    return results[0]


def test_a_later_round_counts_though_saved_earlier(submission: Submission) -> None:
    first = returned(submission, "最終.xlsx", "2025-06-10T10:00:00Z", 1, blank=1)
    second = returned(submission, "a.xlsx", "2025-06-01T10:00:00Z", 2)
    best, reasons = chosen([first, second])
    assert best == "a.xlsx"
    assert reasons == {"最終.xlsx": "第2回の a.xlsx を採用しました。"}


def test_the_book_saved_last_counts(submission: Submission) -> None:
    old = returned(submission, "z (1).xlsx", "2025-06-01T10:00:00Z")
    new = returned(submission, "a.xlsx", "2025-06-01T10:00:01Z", blank=1)
    assert chosen([old, new]) == (
        "a.xlsx",
        {"z (1).xlsx": "後で保存された a.xlsx を採用しました。"},
    )


def test_times_are_compared_as_times(submission: Submission) -> None:
    japan = returned(submission, "a.xlsx", "2025-06-01T18:00:00+09:00")
    zulu = returned(submission, "b.xlsx", "2025-06-01T10:00:00Z", blank=1)
    assert chosen([japan, zulu])[0] == "b.xlsx"


def test_without_times_the_fuller_book_counts(submission: Submission) -> None:
    full, half = returned(submission, "a.xlsx"), returned(submission, "b.xlsx", blank=2)
    assert chosen([full, half]) == (
        "a.xlsx",
        {"b.xlsx": "どちらも保存日時がないため、記入された欄が多い a.xlsx を採用しました。"},
    )


def test_copies_are_named_as_copies(submission: Submission) -> None:
    time = "2025-06-01T10:00:00Z"
    books = [
        returned(submission, "回答.xlsx", time, sha="same"),
        returned(submission, "回答 (1).xlsx", time, sha="same"),
        returned(submission, "回答 - コピー.xlsx", "2025-06-02T10:00:00Z"),
    ]
    best, reasons = chosen(books)
    assert best == "回答 - コピー.xlsx"
    assert set(reasons.values()) == {"回答 - コピー.xlsx と記入内容が同じです。"}


def test_of_equal_books_the_plainest_name_counts(submission: Submission) -> None:
    books = [returned(submission, name, sha="same") for name in ("回答.xlsx", "回答 (1).xlsx")]
    best, reasons = chosen(books)
    assert best == "回答.xlsx"
    assert reasons == {"回答 (1).xlsx": "回答.xlsx と同じファイルです。"}


def test_the_time_of_the_file_does_not_matter(masters: Masters, tmp_path: Path) -> None:
    import os

    book = Distribution(masters, tmp_path / "forms").book("防災安全課", 1)
    path = tmp_path / "book.xlsx"
    book.workbook.save(path)
    before = read_workbook(path)
    os.utime(path, (0, 0))
    assert read_workbook(path) == before


NOW = datetime(2025, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("saved", "moment", "has_zone", "doubt"),
    [
        ("2025-06-01T10:00:00Z", "2025-06-01T10:00:00+00:00", True, ""),
        ("2025-06-01T19:00:00+09:00", "2025-06-01T10:00:00+00:00", True, ""),
        ("2025-06-01T10:00:00.123456789", "2025-06-01T01:00:00.123456+00:00", False, ""),
        ("", None, True, "保存日時がない"),
        ("昨日", None, True, "保存日時を読めない"),
        ("0001-01-01T00:00:00+14:00", None, True, "保存日時を読めない"),
        ("9999-12-31T23:00:00Z", None, True, "保存日時を読めない"),
        ("2025-06-10T00:59:59Z", "2025-06-10T00:59:59+00:00", True, ""),
        ("2025-06-10T01:00:01Z", None, True, "保存日時が先の日付である"),
        ("2025-06-10T10:00:01", None, True, "保存日時が先の日付である"),
    ],
)
def test_times_that_decide_and_those_that_do_not(
    saved: str, moment: str | None, has_zone: bool, doubt: str
) -> None:
    found = saved_time(saved, NOW)
    assert (found.moment and found.moment.isoformat(), found.has_zone, found.doubt) == (
        moment,
        has_zone,
        doubt,
    )


@pytest.mark.parametrize("saved", ["", "昨日", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00Z"])
def test_a_garbled_time_has_no_day(saved: str) -> None:
    assert day_of(saved) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("", "2025-06-01T10:00:00Z", "a.xlsx は保存日時がないため、保存日時の分かる b.xlsx を"),
        ("いつか", "2025-06-01T10:00:00Z", "a.xlsx は保存日時を読めないため、保存日時の分かる"),
        ("2025-06-01T10:00:00Z", "2025-06-01T10:00:00Z", "保存日時が同じため、"),
        ("2025-06-01T10:00:00Z", "2025-06-01T20:00:00", "一方の保存日時に時差の記載がなく"),
        ("2025-06-01T18:00:00", "2025-06-01T10:00:00Z", "前後は確かではありません。"),
        ("2025-06-01T10:00:00", "2025-06-01T12:00:00", "どちらの保存日時にも時差の記載がなく"),
        ("2025-06-01T10:00:00Z", "2025-06-02T12:00:00", "後で保存された b.xlsx を採用しました。"),
    ],
)
def test_the_reason_is_true_of_both(
    submission: Submission, ours: str, theirs: str, said: str
) -> None:
    mine, its = (
        returned(submission, "a.xlsx", ours, blank=2),
        returned(submission, "b.xlsx", theirs),
    )
    best, reasons = chosen([mine, its])
    assert best == "b.xlsx"
    assert said in reasons["a.xlsx"]


def test_an_empty_book_saved_later_never_counts(submission: Submission) -> None:
    full = returned(submission, "a.xlsx", "2025-06-01T10:00:00Z")
    empty = returned(submission, "b.xlsx", "2025-06-09T10:00:00Z", blank=len(submission.answers))
    assert chosen([full, empty]) == (
        "a.xlsx",
        {"b.xlsx": "何も記入されていないため、a.xlsx を採用しました。"},
    )


def test_answers_of_the_other_book_are_named(submission: Submission, masters: Masters) -> None:
    newer = returned(submission, "後半.xlsx", "2025-06-09T10:00:00Z", blank=2)
    older = returned(submission, "前半.xlsx", "2025-06-01T10:00:00Z")
    lost = list(submission.answers.values())[:2]
    (told,) = contradictions([older, newer])
    assert all(f"前半.xlsx だけ「{answer.text}」" in told.given for answer in lost)
    blank = Finding(
        "required-empty", Severity.ERROR, "空です。", "書いてください。", None, "防災安全課"
    )
    blank = replace(blank, code=lost[0].key.code, field=lost[0].slot.label)
    elsewhere = answered_elsewhere([older, newer])
    (said,) = with_other_answers([blank], elsewhere, masters.plan)
    assert f"前半.xlsx {lost[0].slot.label}「{lost[0].text}」" in said.message


def test_a_blank_page_names_what_stands_below_it_in_the_plan(masters: Masters) -> None:
    """0086 is below 62101 because the plan says so, 62101-9 is not though it looks so."""
    plan = replace(
        masters.plan,
        sections=(
            replace(masters.plan.level(Level.MEASURE)[0], code="62101", parent=""),
            replace(masters.plan.level(Level.MEASURE)[0], code="62101-9", parent=""),
        ),
        initiatives=(replace(masters.plan.initiatives[0], code="0086", parent="62101"),),
    )
    page = Finding("sheet-blank", Severity.ERROR, "白紙です。", "", None, "土木課")
    page = replace(page, code="62101")
    elsewhere = {
        "土木課": [
            AnswerElsewhere(Key("0086", "spend"), "実績額", "前.xlsx 実績額「5円」", None),
            AnswerElsewhere(Key("62101-9", "rating"), "評価", "前.xlsx 評価「A」", None),
        ]
    }
    (said,) = with_other_answers([page], elsewhere, plan)
    assert "実績額「5円」" in said.message
    assert "評価「A」" not in said.message


def test_of_several_kpis_the_one_that_is_empty_is_named(masters: Masters) -> None:
    """Their fields have one name, 実績値: the cell tells them apart."""
    cells = [Source("後.xlsx", "1-1-①", cell) for cell in ("E7", "E10")]
    texts = ["205人", "15.1%"]
    elsewhere = {
        "福祉課": [
            AnswerElsewhere(Key("1-1-①", "actual", n, "2024"), "実績値", f"前.xlsx「{text}」", cell)
            for n, (text, cell) in enumerate(zip(texts, cells, strict=True), 1)
        ]
    }
    blank = Finding("required-empty", Severity.ERROR, "空です。", "", cells[0], "福祉課", "1-1-①")
    blanks = [replace(blank, field="実績値", source=cell) for cell in cells]
    told = [f.message for f in with_other_answers(blanks, elsewhere, masters.plan)]
    assert told == [
        "空です。採用しなかった提出には記入があります（前.xlsx「205人」）。",
        "空です。採用しなかった提出には記入があります（前.xlsx「15.1%」）。",
    ]


def test_an_earlier_round_is_no_contradiction(submission: Submission) -> None:
    first = returned(submission, "a.xlsx", "2025-06-01T10:00:00Z", 1)
    second = returned(submission, "b.xlsx", "2025-06-09T10:00:00Z", 2, blank=2)
    assert list(contradictions([first, second])) == []


def quoted(book: Returned, *texts: str) -> Returned:
    """The return with these comments."""
    source = next(iter(book.submission.answers.values())).source
    told = (COMMENT.at(source, "コメントがあります。", "", given=text) for text in texts)
    return book._replace(submission=replace(book.submission, findings=tuple(told)))


@pytest.mark.parametrize(
    ("older_round", "blank", "told"),
    [(1, 0, ["測り方が違います"]), (0, 0, []), (0, 99, ["測り方が違います"])],
)
def test_words_beside_the_answers_of_the_other_book_are_told(
    submission: Submission, older_round: int, blank: int, told: list[str]
) -> None:
    blank = min(blank, len(submission.answers))
    old = returned(submission, "前.xlsx", "2025-06-01T10:00:00Z", older_round, blank=blank)
    new = returned(submission, "後.xlsx", "2025-06-09T10:00:00Z", 1)
    older, newer = quoted(old, "確認中", "測り方が違います"), quoted(new, "確認中 ")
    found = {"後.xlsx": newer.submission.findings}
    said = list(words_beside([older, newer], found))
    assert [finding.given for finding in said] == told
    assert all("採用しなかった 前.xlsx にだけあります。" in f.message for f in said)


def test_two_spellings_of_one_value_are_no_contradiction(submission: Submission) -> None:
    answer = next(a for a in submission.answers.values() if a.quantity and a.quantity.has_value)

    def book(name: str, text: str, value: int) -> Returned:
        quantity = Quantity(text, "number", value=Decimal(value))
        answers = dict(submission.answers)
        answers[answer.key] = replace(answer, text=text, used=text, quantity=quantity)
        made = returned(submission, name, "2025-06-01T10:00:00Z")
        return made._replace(submission=replace(made.submission, answers=answers))

    one = book("一.xlsx", "1,200円", 1200)
    assert list(contradictions([one, book("二.xlsx", "１２００", 1200)])) == []
    (told,) = contradictions([one, book("二.xlsx", "1,201円", 1201)])
    assert all(f"用「{text}」" in told.given for text in ("1,200円", "1,201円"))


def test_of_several_kpis_of_a_measure_each_has_its_number(tmp_path: Path) -> None:
    steps = (
        Step("福祉課", "記入", "1-1-① KPI1 2024年度", "205人"),
        Step("福祉課", "違う写しを出す", "1-1-① KPI1 2024年度", "写し.xlsx：206人"),
        Step("福祉課", "違う写しを出す", "1-1-① KPI2 2024年度", "写し.xlsx：15.2%"),
    )
    write_case(Case("twice", "", True, "", steps), tmp_path)
    year = zushi_xl.collect(tmp_path / INPUTS, plan=tmp_path / PLAN, form=tmp_path / FORM)
    (told,) = [f for f in year.findings if f.rule == "returns-differ"]
    assert told.given == (
        "1-1-① KPI1 実績値：採用「206人」、不採用「205人」\n"
        "1-1-① KPI2 実績値：採用「15.2%」、不採用「15.1%」"
    )
