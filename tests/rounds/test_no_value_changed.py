"""A correction holds what its division gave: reading it gives the answers of the return."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reading.filled import Distribution
from tests.reading.mutations import ALL, COMBINED, mutate
from zushi_xl import rules
from zushi_xl.findings.finding import Severity
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.sheets.correction import correction_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Workbook
from zushi_xl.workflow.gathering import Collected, gather
from zushi_xl.workflow.which_counts import Sender
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import write_book


@pytest.fixture(scope="module")
def collected(masters: Masters) -> Collected:
    return gather(masters, [ROOT / "inputs"])


def corrected(masters: Masters, given: Submission, folder: Path) -> Submission:
    """What the reader makes of the correction of a return."""
    found = rules.settle(rules.check_book(masters.plan, masters.form, given), masters.plan)
    findings = [f for f in found if f.severity is not Severity.INFO and not f.waived]
    file = folder / "差し戻し.xlsx"
    builder = FormBuilder(masters.plan, masters.form)
    write_book(correction_book(builder, given, findings), file)
    book = read_workbook(file)
    assert isinstance(book, Workbook)
    again = Reader(masters.plan, masters.form).read(book)
    assert isinstance(again, Submission)
    return again


def meaning(answer: Answer) -> object:
    """A figure is its value with unit and bounds, however it is spelled; a text is its words."""
    q = answer.quantity
    if q is not None and q.has_value and not answer.refused:
        return q.value, q.low, q.high, q.unit, q.qualifier, q.planned, q.also
    return fold(answer.used or answer.text)


def meanings(submission: Submission) -> dict[Key, object]:
    """Of the answers that were given: a cell with an error or a link to a blank one gives none."""
    given = {key: meaning(a) for key, a in submission.answers.items() if a.refill.strip()}
    return {key: value for key, value in given.items() if value}


def test_no_value_changes_on_the_way_through_a_correction(
    masters: Masters, collected: Collected, tmp_path: Path
) -> None:
    assert len(collected.submissions) == 8
    for sender, given in collected.submissions.items():
        again = corrected(masters, given, tmp_path)
        assert meanings(again) == meanings(given), sender
        assert again.identity == given.identity.next_round()


def test_a_correction_of_a_correction_is_the_same(
    masters: Masters, collected: Collected, tmp_path: Path
) -> None:
    given = collected.submissions[Sender("市民協働課")]
    twice = corrected(masters, corrected(masters, given, tmp_path), tmp_path)
    assert meanings(twice) == meanings(given)
    assert twice.identity.round == given.identity.round + 2


@pytest.fixture(scope="module")
def distribution(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    return Distribution(masters, tmp_path_factory.mktemp("distributed"))


_BOOKS = [(name, 11) for name in ALL] + [(COMBINED, seed) for seed in range(24)]


@pytest.mark.parametrize(("name", "seed"), _BOOKS)
def test_no_value_changes_of_mutated_books(
    name: str, seed: int, masters: Masters, distribution: Distribution, tmp_path: Path
) -> None:
    book = read_workbook(mutate(distribution, name, seed).write(tmp_path))
    given = Reader(masters.plan, masters.form).read(book) if isinstance(book, Workbook) else None
    if isinstance(given, Submission):  # others are refused as a whole, and get no correction
        again = corrected(masters, given, tmp_path)
        new = {key: value for key, value in meanings(again).items() if key not in meanings(given)}
        assert {key: v for key, v in meanings(again).items() if key not in new} == meanings(given)
        assert new == {key: prefilled(again.answers[key]) for key in new if is_gone(given, key)}


def is_gone(given: Submission, key: Key) -> bool:
    """Whether the division destroyed the field, so that the form's own filling stands again."""
    answer = given.answers.get(key)
    return answer is None or bool(answer.refused)


def prefilled(answer: Answer) -> object:
    return meaning(answer) if fold(answer.text) == fold(answer.slot.prefilled) else None
