"""Makes the pictures of docs/ブラウザで使う.md and of the page in docs/はじめての方へ.md, in Chromium.

    python -m tests.samples.make_page_pictures

They show the page as it is for the sample city: a year that was collected, a form that was checked.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from tests.page.conftest import MASTERS, RUNTIME
from tests.page.driver import Browser
from tests.samples.make_pictures import IMAGES, ROOT
from zushi_xl.page import make

NAMES = ("ページ_集める", "ページ_自己点検", "はじめて_ページ_開く", "はじめて_ページ_見本")
_WIDTH = 860
_TALLEST = 1180


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """Every picture into ``target``; ``folder`` takes the pages that are photographed."""
    browser = Browser("chrome", "--lang=ja")
    try:
        address = _toolkit(folder)
        _save(_opened(browser, address, folder), target / "はじめて_ページ_開く.png")
        _save(_sample(browser, folder), target / "はじめて_ページ_見本.png", _top(browser, "#run"))
        _save(_collected(browser, address, folder), target / "ページ_集める.png")
        _save(_self_check(browser, folder), target / "ページ_自己点検.png")
    finally:
        browser.close()


def _toolkit(folder: Path) -> str:
    """The address of the toolkit's page."""
    page = folder / "zushi-xl.html"
    make.write_page(page, make.page_bytes(make.toolkit(), RUNTIME))
    return f"{page.as_uri()}#collect"


def _opened(browser: Browser, address: str, folder: Path) -> Path:
    browser.ready(address, width=_WIDTH)
    return _taken(browser, folder)


def _sample(browser: Browser, folder: Path) -> Path:
    """The year of the sample collected, on the page that is open."""
    browser.tell("click", selector="#sample")
    assert browser.wait("done", "refused") == "done"
    return _taken(browser, folder)


def _top(browser: Browser, selector: str) -> int:
    """Where a part of the page begins, in pixels from its top, with a little above it."""
    place = f"document.querySelector('{selector}').getBoundingClientRect().top + scrollY - 12"
    return int(browser.script(place))


def _collected(browser: Browser, address: str, folder: Path) -> Path:
    browser.ready(address, width=_WIDTH)
    browser.choose("masters", MASTERS)
    browser.choose("folder", [ROOT / "inputs"])
    assert browser.run() == "done"
    return _taken(browser, folder)


def _self_check(browser: Browser, folder: Path) -> Path:
    kind, year = make.self_check_of(*MASTERS)
    page = folder / make.self_check_file(year)
    make.write_page(page, make.page_bytes(kind, RUNTIME))
    browser.ready(page.as_uri(), width=_WIDTH)
    browser.choose("files", (ROOT / "inputs").glob("★経済観光課*"))
    assert browser.run() == "done"
    return _taken(browser, folder)


def _taken(browser: Browser, folder: Path) -> Path:
    taken = folder / "taken.png"
    browser.tell("picture", path=str(taken))
    return taken


def _save(taken: Path, path: Path, top: int = 0) -> None:
    with Image.open(taken) as picture:
        bottom = min(picture.height, top + _TALLEST)
        shown = picture.convert("RGB").crop((0, top, picture.width, bottom))
        shown.quantize(64).save(path, optimize=True)


if __name__ == "__main__":
    main()
