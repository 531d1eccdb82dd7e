"""The third door of the suite: its cases collected in the page give the same findings.

One browser is enough here: that both give the same is tested with the year's outputs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page.driver import Browser
from tests.suite.doors import expected, told
from tests.suite.export import sample
from tests.suite.pages import Case
from tests.suite.town import FORM, INPUTS, LEDGER, PLAN, write_case

pytestmark = pytest.mark.browser
CASES = sample(6)
AT_LEAST = 60


@pytest.fixture(scope="module")
def page(toolkit: Path) -> Iterator[Browser]:
    """The page for the planning division, its Python ready."""
    browser = Browser("chrome")
    browser.ready(toolkit.as_uri())
    yield browser
    browser.close()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= AT_LEAST


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_page_gives_exactly_these_findings(case: Case, page: Browser, tmp_path: Path) -> None:
    places = write_case(case, tmp_path)
    page.go("collect")
    page.choose("files", sorted((tmp_path / INPUTS).iterdir()))
    page.choose("masters", [tmp_path / PLAN, tmp_path / FORM])
    if case.ledger:
        page.choose("ledger", [tmp_path / LEDGER])
    assert page.run() == "done", page.text("#status")
    outputs = page.archive()
    (result,) = (content for name, content in outputs.items() if name.endswith("収集結果.json"))
    wanted = list(map(str, expected(case.expected, places)))
    assert list(map(str, told(json.loads(result)["findings"]))) == wanted
