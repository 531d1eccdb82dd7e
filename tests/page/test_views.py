"""Each view in each browser: the page does what the command line does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.page.conftest import MASTERS
from tests.page.driver import Browser

pytestmark = pytest.mark.browser


def test_every_view_shows_the_example(browser: Browser, toolkit: Path) -> None:
    browser.ready(toolkit.as_uri())
    for view in ("collect", "check", "distribute", "redline", "rollover"):
        browser.go(view)
        browser.tell("click", selector="#sample")
        assert browser.wait("done", "refused") == "done", browser.text("#status")
        assert browser.archive()


def test_a_returned_form_is_checked(browser: Browser, self_check: Path) -> None:
    browser.ready(self_check.as_uri())
    browser.choose("files", (ROOT / "inputs").glob("学校教育課*"))
    assert browser.run() == "done"
    [finding] = browser.findings()
    assert finding["rule"] == "kpi-out-of-range"
    assert finding["cell"] == "E7"
    assert "差し戻し/学校教育課_差し戻し2.xlsx" in browser.archive()


def test_without_masters_it_says_so(browser: Browser, toolkit: Path) -> None:
    browser.ready(toolkit.as_uri())
    browser.choose("files", (ROOT / "inputs").glob("学校教育課*"))
    assert browser.run() == "refused"
    assert "計画マスタと様式定義がありません" in browser.text("#status")
    browser.choose("masters", MASTERS)
    assert browser.run() == "done"
