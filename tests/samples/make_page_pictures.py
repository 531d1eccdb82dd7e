"""Makes the pictures of docs/ブラウザで使う.md from the page in Chromium.

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

_WIDTH = 860
_TALLEST = 1180


def main() -> None:
    browser = Browser("chrome", "--lang=ja")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _toolkit(browser, place)
        _self_check(browser, place)
    browser.close()


def _toolkit(browser: Browser, folder: Path) -> None:
    page = folder / "zushi-xl.html"
    make.write_page(page, make.page_bytes(make.toolkit(), RUNTIME))
    browser.ready(f"{page.as_uri()}#collect", width=_WIDTH)
    browser.choose("masters", MASTERS)
    browser.choose("folder", [ROOT / "inputs"])
    assert browser.run() == "done"
    _save(browser, folder, "ページ_集める")


def _self_check(browser: Browser, folder: Path) -> None:
    kind, year = make.self_check_of(*MASTERS)
    page = folder / make.self_check_file(year)
    make.write_page(page, make.page_bytes(kind, RUNTIME))
    browser.ready(page.as_uri(), width=_WIDTH)
    browser.choose("files", (ROOT / "inputs").glob("★経済観光課*"))
    assert browser.run() == "done"
    _save(browser, folder, "ページ_自己点検")


def _save(browser: Browser, folder: Path, name: str) -> None:
    taken = folder / "taken.png"
    browser.tell("picture", path=str(taken))
    with Image.open(taken) as picture:
        shown = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, _TALLEST)))
        shown.quantize(64).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
