"""Makes the pictures of docs/はじめての方へ.md: what the window shows after each command.

    python -m tests.samples.make_first_pictures

The texts are those that the commands print; Chromium draws them as a window shows them.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.page.driver import Browser
from tests.samples.make_pictures import IMAGES, ROOT

STEPS = {
    "はじめて_版": "--version",
    "はじめて_作業フォルダ": "init --sample",
    "はじめて_集める": "collect inputs/",
}
NAMES = tuple(STEPS)
_MOST_LINES = 16
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: #012456; }}
pre {{ margin: 0; padding: 14px; color: #eee; white-space: pre-wrap; word-break: break-all; font: 15px/1.5 "BIZ UDゴシック", monospace; }}
</style><pre>{text}</pre>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def shown_texts(folder: Path) -> dict[str, str]:
    """What the window shows after each step, by the name of its picture."""
    return {name: _shown(folder, arguments) for name, arguments in STEPS.items()}


def _shown(folder: Path, arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "zushi_xl", *arguments.split()],
        cwd=folder, capture_output=True, encoding="utf-8", timeout=300, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "88"},
    )  # fmt: skip
    lines = [line.rstrip() for line in run.stdout.splitlines()]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES // 2], "  …", *lines[-_MOST_LINES // 2 :]]
    return "\n".join([f"PS C:\\進捗評価> zushi-xl {arguments}", *lines, "PS C:\\進捗評価> "])


def make_pictures(folder: Path, target: Path) -> None:
    """Draw each into ``target``; ``folder`` becomes the working folder that they speak of."""
    work = folder / "work"
    work.mkdir()
    browser = Browser("chrome", "--lang=ja")
    try:
        for name, text in shown_texts(work).items():
            page = folder / "window.html"
            page.write_text(_PAGE.format(text=html.escape(text)), encoding="utf-8")
            browser.open(page.as_uri(), width=820, height=100)
            _save(browser, folder / "taken.png", target / f"{name}.png")
    finally:
        browser.close()


def _save(browser: Browser, taken: Path, path: Path) -> None:
    browser.tell("picture", path=str(taken))
    with Image.open(taken) as picture:
        picture.convert("RGB").quantize(32).save(path, optimize=True)


if __name__ == "__main__":
    main()
