"""Every case of the suite has exactly the findings that its page lists, through every door."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.suite.doors import by_command, expected, in_python
from tests.suite.pages import Case, cases
from tests.suite.town import write_case

CASES = {case.id: case for case in cases()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_exactly_these_findings(case: Case, tmp_path: Path) -> None:
    places = write_case(case, tmp_path)
    wanted = list(map(str, expected(case.expected, places)))
    assert list(map(str, by_command(tmp_path))) == wanted
    assert list(map(str, in_python(tmp_path))) == wanted
