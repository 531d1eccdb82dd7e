"""For whom the page is: keyboard, reader aloud, large letters, dark rooms, paper; no freeze."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.page.conftest import MASTERS
from tests.page.driver import Browser

pytestmark = pytest.mark.browser
AXE = ROOT / "tests" / "node_modules" / "axe-core" / "axe.min.js"
# The longest time in which the page answered nothing, as a clock in the page saw it.
_WATCH = """
window.longest = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - 20);
  last = now;
}, 20);
"""


@pytest.fixture
def opened(browser: Browser, toolkit: Path) -> Browser:
    browser.at(toolkit.as_uri())
    return browser


def violations(browser: Browser) -> list[Any]:
    browser.tell("script", path=str(AXE))
    return list(
        browser.script(
            "axe.run().then(({violations}) => violations.map(({id, nodes}) =>"
            " [id, nodes.map(({html}) => html.slice(0, 120))]))"
        )
    )


def test_the_page_does_not_freeze(browser: Browser, toolkit: Path) -> None:
    """From opening to the last finding. A busy machine adds to it, so the best of three tries counts."""
    longest = []
    while len(longest) < 3 and min(longest, default=500) >= 500:
        browser.ready(toolkit.as_uri(), before=_WATCH)
        browser.go("collect")
        browser.tell("click", selector="#sample")
        assert browser.wait("done") == "done"
        longest.append(browser.script("longest"))
    assert min(longest) < 500, longest


# An answer as it comes from Python, with many findings and a full table.
_MANY = """
(async () => {
  const finding = (cell) => ({ rule: "例示", severity: "confirm", division: `課${cell % 30}`,
    file: "例示.xlsx", sheet: "例示", cell: `B${cell}`,
    message: "例示の文です。".repeat(10), remedy: "例示の直し方です。".repeat(5) });
  const numbers = (many) => [...Array(many).keys()];
  page.run = { request: { verb: "collect" } };
  longest = 0;
  await show({ findings: numbers(5000).map(finding), table: numbers(500).map((row) => ["例示", `${row}`]),
    lines: [], files: [], archive: "", result: "", state: "done", summary: "例示" }, {});
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return longest;
})()
"""


def test_thousands_of_findings_do_not_freeze_it(browser: Browser, toolkit: Path) -> None:
    longest: list[float] = []
    while len(longest) < 3 and min(longest, default=500) >= 500:
        browser.ready(toolkit.as_uri(), before=_WATCH)
        longest.append(browser.script(_MANY))
        assert len(browser.findings()) == 5000
    assert min(longest) < 500, longest


@pytest.mark.parametrize("view", ["collect", "check", "distribute", "redline", "rollover"])
def test_no_barrier_is_found(opened: Browser, view: str) -> None:
    opened.go(view)
    assert violations(opened) == []
    opened.tell("click", selector="#sample")
    assert opened.wait("done") == "done"
    opened.script("for (const part of document.querySelectorAll('details')) part.open = true")
    assert violations(opened) == []


def test_no_barrier_in_the_dark_nor_where_it_cannot_work(browser: Browser, toolkit: Path) -> None:
    browser.open(toolkit.as_uri(), scheme="dark", before="delete window.WebAssembly")
    assert violations(browser) == []
    browser.ready(toolkit.as_uri(), scheme="dark")
    browser.tell("click", selector="#sample")
    assert browser.wait("done") == "done"
    assert violations(browser) == []


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, toolkit: Path, width: int) -> None:
    """320 is 1280 at 400 %, 640 at 200 %."""
    browser.ready(toolkit.as_uri(), width=width)
    browser.tell("click", selector="#sample")
    assert browser.wait("done") == "done"
    wide = browser.script("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_the_result_is_told_aloud(opened: Browser) -> None:
    opened.go("check")
    assert opened.script("document.querySelector('#status').getAttribute('role')") == "status"
    opened.tell("click", selector="#sample")
    assert opened.wait("done") == "done"
    assert "要修正" in opened.text("#status")
    # Not by colour alone: each finding says its weight in words.
    words = opened.script(
        "[...document.querySelectorAll('#findings strong')].map((it) => it.textContent)"
    )
    assert {word.split()[-1] for word in words} <= {"要修正", "要確認", "お知らせ", "了承済み"}


def test_findings_can_be_narrowed_to_a_division(opened: Browser) -> None:
    opened.go("collect")
    opened.tell("click", selector="#sample")
    assert opened.wait("done") == "done"
    opened.script(
        "{ const list = document.querySelector('#division'); list.value = '学校教育課';"
        " list.dispatchEvent(new Event('change')); }"
    )
    shown = opened.script(
        "[...document.querySelectorAll('#findings > li:not([hidden])')]"
        ".map((item) => item.dataset.division)"
    )
    assert set(shown) == {"学校教育課"}


def test_sixty_books_at_once(opened: Browser, tmp_path: Path) -> None:
    """All are listed, none is lost, names that are alike stand apart."""
    files = []
    for number in range(60):
        path = tmp_path / f"{number:02d}" / "回答.xlsx"
        path.parent.mkdir()
        path.write_bytes((ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx").read_bytes())
        files.append(path)
    opened.go("collect")
    opened.choose("masters", MASTERS)
    opened.choose("files", files)
    assert opened.text("[data-field=files] output").startswith("60件")
    assert opened.run(seconds=200) == "done"
    result = json.loads(opened.save("#result").read_text(encoding="utf-8"))
    assert len(result["inputs"]) == 60
    assert len({entry["file"] for entry in result["inputs"]}) == 60
