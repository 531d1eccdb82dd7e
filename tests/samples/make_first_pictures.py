"""Makes the pictures of docs/はじめての方へ.md: what the window shows after each command.

    python -m tests.samples.make_first_pictures

The texts are those that the commands print; Chromium draws them as a window shows them. What is
Windows' own is typed and silent: ``py``, ``pip -q`` and the line for the path print nothing. The
window of インストール.cmd shows what that file says, to its end without a fault.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from docs.examples.windows_folder import INSTALL
from tests.page.driver import Browser
from tests.samples.make_pictures import IMAGES, ROOT
from zushi_xl import __version__

WHEEL = f"zushi_xl-{__version__}-py3-none-any.whl"
SILENT = {  # what is typed before a picture's command, and prints nothing
    "はじめて_入れる": (
        "py -3 -m venv .venv",
        f".venv\\Scripts\\pip install -q {WHEEL}",
        '$env:Path = "$PWD\\.venv\\Scripts;$env:Path"',
    ),
    "はじめて_確かめる": ('$env:Path = "$env:USERPROFILE\\zushi_xl\\Scripts;$env:Path"',),
}
STEPS = {
    "はじめて_画面": "",
    "はじめて_入れる": "--version",
    "はじめて_確かめる": "--version",
    "はじめて_作業フォルダ": "init --sample",
    "はじめて_集める": "collect inputs/",
}
INSTALLING = "はじめて_フォルダから"
NAMES = (*STEPS, INSTALLING)
_PROMPT = "PS C:\\進捗評価> "
_HOME = "C:\\Users\\yamada"  # %USERPROFILE% of an officer
_ANY_KEY = "続行するには何かキーを押してください . . ."  # what `pause` says
_POWERSHELL, _CMD = "#012456", "#0c0c0c"  # the colours of the two windows
_MOST_LINES = 16
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: {colour}; }}
pre {{ margin: 0; padding: 14px; color: #eee; white-space: pre-wrap; word-break: break-all; font: 15px/1.5 "BIZ UDゴシック", monospace; }}
</style><pre>{text}</pre>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def shown_texts(folder: Path) -> dict[str, str]:
    """What the window shows after each step, by the name of its picture."""
    shown = {name: _shown(folder, name, arguments) for name, arguments in STEPS.items()}
    return shown | {INSTALLING: _installing(folder)}


def _shown(folder: Path, name: str, arguments: str) -> str:
    typed = [f"{_PROMPT}{line}" for line in SILENT.get(name, ())]
    if arguments:
        typed += [f"{_PROMPT}zushi-xl {arguments}", *_printed(folder, arguments)]
    return "\n".join([*typed, _PROMPT])


def _printed(folder: Path, arguments: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-m", "zushi_xl", *arguments.split()],
        cwd=folder, capture_output=True, encoding="utf-8", timeout=300, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "88"},
    )  # fmt: skip
    lines = [line.rstrip() for line in run.stdout.splitlines()]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES // 2], "  …", *lines[-_MOST_LINES // 2 :]]
    return lines


def _installing(folder: Path) -> str:
    """What インストール.cmd shows where nothing fails."""
    shown = []
    for line in INSTALL.partition("\nexit ")[0].splitlines():
        if line == "pause":
            shown.append(_ANY_KEY)
        elif 'zushi-xl.exe" --version' in line:
            shown += _printed(folder, "--version")
        elif line == "echo." or line.startswith("echo "):
            shown.append(line[5:].replace("%PLACE%", f"{_HOME}\\zushi_xl"))
    return "\n".join(shown)


def make_pictures(folder: Path, target: Path) -> None:
    """Draw each into ``target``; ``folder`` becomes the working folder that they speak of."""
    work = folder / "work"
    work.mkdir()
    browser = Browser("chrome", "--lang=ja")
    try:
        for name, text in shown_texts(work).items():
            page = folder / "window.html"
            page.write_text(_drawn(name, text), encoding="utf-8")
            browser.open(page.as_uri(), width=820, height=100)
            save_picture(browser, folder / "taken.png", target / f"{name}.png")
    finally:
        browser.close()


def _drawn(name: str, text: str) -> str:
    colour = _CMD if name == INSTALLING else _POWERSHELL
    return _PAGE.format(colour=colour, text=html.escape(text))


def save_picture(browser: Browser, taken: Path, path: Path) -> None:
    """What the browser shows, in few colours."""
    browser.tell("picture", path=str(taken))
    with Image.open(taken) as picture:
        picture.convert("RGB").quantize(32).save(path, optimize=True)


if __name__ == "__main__":
    main()
