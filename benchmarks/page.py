"""The page beside the command line: size, start, first check, a collection. Prints a table.

    python -m benchmarks.page                     30 and 60 books, Chromium and Firefox
    python -m benchmarks.page --books 30 --browsers chrome

Native and page take turns on the same books in one run, so that what else the machine does weighs
on both; ratios count, not seconds. Memory is what all processes of the browser hold for themselves
(USS), above an empty page. It needs what the tests of the page need (``.ci/run``), and on a quiet
machine of two cores about three minutes: the first number of books is collected ``--rounds`` times
each way, the others once, in the page alone, for the memory. Beside each figure stands its limit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import psutil

from benchmarks.books import FORM, INPUTS, PLAN, make_city
from tests.page.conftest import RUNTIME
from tests.page.driver import Browser
from zushi_xl.page import make

_CHOOSING = 3.0  # seconds between the masters and the book: a person's next dialog


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--books", type=int, nargs="+", default=[30, 60])
    parser.add_argument("--browsers", nargs="+", default=["chrome", "firefox"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="benchmark-page-"))
    page = folder / "zushi-xl.html"
    made = make.write_page(page, make.page_bytes(make.toolkit(), RUNTIME))
    print(f"zushi-xl.html: {made.size / 1e6:.2f} MB\n")
    cities = {number: make_city(folder / str(number), number) for number in options.books}
    for kind in options.browsers:
        browser = Browser(kind)
        print(f"{kind} {browser.tell('version')}")
        _start(browser, page, cities[min(cities)], options.rounds)
        compared, *others = options.books
        _compare(browser, page, cities[compared], compared, options.rounds)
        for number in others:
            _remember(browser, page, cities[number], number)
        browser.close()


def _start(browser: Browser, page: Path, city: Path, rounds: int) -> None:
    browser.open("about:blank")
    empty = _memory()
    book = sorted(path for path in (city / INPUTS).rglob("*.xlsx"))[0]
    ready: list[float] = []
    first: dict[float, list[float]] = {_CHOOSING: [], 0: []}
    for _ in range(rounds):
        for pause, seconds in first.items():
            ready.append(_seconds(lambda: browser.ready(f"{page.as_uri()}#check")))
            browser.choose("masters", [city / PLAN, city / FORM])
            time.sleep(pause)
            browser.choose("files", [book])
            seconds.append(_seconds(browser.run))
    print(
        f"  opened to ready {median(ready):.1f} s (≤ 6), the first time {ready[0]:.1f} s; first"
        f" check {median(first[_CHOOSING]):.1f} s (≤ 1), with masters chosen in the same moment"
        f" {median(first[0]):.1f} s"
    )
    print(f"  memory above an empty page {_memory() - empty:.0f} MB")


def _compare(browser: Browser, page: Path, city: Path, number: int, rounds: int) -> None:
    native, shown = [], []
    books = sorted((city / INPUTS).rglob("*.xlsx"))
    browser.ready(f"{page.as_uri()}#collect")
    for _ in range(rounds):
        native.append(_seconds(lambda: _command(city)))
        shown.append(_seconds(lambda: _collect(browser, city, books)))
    ratios = sorted(one / other for one, other in zip(shown, native, strict=True))
    print(
        f"  {number} books: page {median(shown):.1f} s, command {median(native):.1f} s,"
        f" ratio {median(ratios):.2f} (≤ 2; {ratios[0]:.2f}–{ratios[-1]:.2f})"
    )


def _remember(browser: Browser, page: Path, city: Path, number: int) -> None:
    browser.open("about:blank")
    empty = _memory()
    browser.ready(f"{page.as_uri()}#collect")
    seconds = _seconds(lambda: _collect(browser, city, sorted((city / INPUTS).rglob("*.xlsx"))))
    print(f"  {number} books: page {seconds:.1f} s, memory afterwards {_memory() - empty:.0f} MB")


def _collect(browser: Browser, city: Path, books: Sequence[Path]) -> None:
    browser.choose("masters", [city / PLAN, city / FORM])
    browser.choose("files", books)
    state = browser.run(seconds=600)
    assert state == "done", browser.text("#status")


def _command(city: Path) -> None:
    given = ["--plan", city / PLAN, "--form", city / FORM, "-o", city / "outputs"]
    command = [sys.executable, "-m", "zushi_xl", "collect", city / INPUTS, "--workers", "1", *given]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=600)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _memory() -> float:
    """MB of all browsers below this process."""
    children = psutil.Process().children(recursive=True)
    found = [child for child in children if "node" not in child.name()]
    return sum(child.memory_full_info().uss for child in found) / 1e6


if __name__ == "__main__":
    main()
