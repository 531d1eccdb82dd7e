"""The states of divisions and the rules that are off, as the page shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.page.driver import Browser
from tests.suite.six_states import OFF, OFF_LINE, RECEIVED, STATES, WITH_COUNTS, write_year
from tests.suite.town import FORM, INPUTS, PLAN

pytestmark = pytest.mark.browser


def test_the_page_says_what_the_command_says(
    browser: Browser, toolkit: Path, tmp_path: Path
) -> None:
    write_year(tmp_path)
    browser.at(toolkit.as_uri())
    for view in ("collect", "check"):
        browser.go(view)
        browser.choose("files", sorted((tmp_path / INPUTS).iterdir()))
        browser.choose("masters", [tmp_path / PLAN, tmp_path / FORM])
        assert browser.run() == "done", browser.text("#status")
        assert OFF_LINE in browser.text("#lines")
        result = json.loads(browser.save("#result").read_text(encoding="utf-8"))
        assert [r["rule"] for r in result["rules_off"]] == [rule for rule, *_ in OFF]
        if view == "collect":
            assert RECEIVED in browser.text("#lines")
            rows = browser.script(
                "[...document.querySelectorAll('#table tr')]"
                ".map((row) => [...row.cells].map((cell) => cell.textContent))"
            )
            assert {row[0]: row[1] for row in rows if row[0] in STATES} == WITH_COUNTS
            assert {d["name"]: d["state"] for d in result["divisions"]} == STATES
