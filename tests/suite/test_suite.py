"""Every case of the suite has exactly the findings that its page lists, through every door.

    python -m tests.suite.count    the number of cases by rule

A case that the product does not meet stands in 外れている事例.md with the reason; once it is met, the
line there is the mistake.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.suite.doors import by_command, expected, in_python
from tests.suite.pages import Case, cases, known_failures
from tests.suite.town import write_case
from zushi_xl.findings.rule import RULES

CASES, KNOWN = cases(), known_failures()
AT_LEAST = 300
OF_COPIES = "own-form-"  # of a city's own workbook, which no case of the suite has: tests/own_form


def _marked(case: Case) -> object:
    reason = KNOWN.get(case.id)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_exactly_these_findings(case: Case, tmp_path: Path) -> None:
    places = write_case(case, tmp_path)
    wanted = list(map(str, expected(case.expected, places)))
    assert list(map(str, by_command(tmp_path))) == wanted
    assert list(map(str, in_python(tmp_path))) == wanted


def test_there_are_enough_cases_of_different_names() -> None:
    names = Counter(case.id for case in CASES)
    assert len(names) == len(CASES) >= AT_LEAST


def test_every_rule_is_raised_and_nearly_raised() -> None:
    raised = {case.rule for case in CASES if case.raises}
    near = {case.rule for case in CASES if not case.raises}
    own = [rule for rule in RULES if not rule.startswith(OF_COPIES)]
    assert [rule for rule in own if rule not in raised] == []
    assert [rule for rule in own if rule not in near] == []


def test_every_page_is_of_a_rule() -> None:
    assert {case.rule for case in CASES} <= set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_page_says_what_its_table_shows(case: Case) -> None:
    assert (case.rule in {finding.rule for finding in case.expected}) == case.raises


def test_known_failures_are_cases() -> None:
    assert [name for name in KNOWN if name not in {case.id for case in CASES}] == []
