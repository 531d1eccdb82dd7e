"""The annual book as PDF, printed by LibreOffice without a window.

Its bookmarks have the levels of the plan, its pictures texts (``pdf_marks``). LibreOffice works in
a profile of its own: a window that is open on the same computer does not hinder it.
Nothing of the clock stays in the file, so equal books give equal bytes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from zushi_xl.findings.finding import Problem
from zushi_xl.text.regex import regex
from zushi_xl.workflow.pdf_macro import URL, set_up
from zushi_xl.workflow.pdf_marks import PdfMarks, unmarked, with_marks

PROGRAM = "ZUSHI_XL_SOFFICE"
TIME_LIMIT = 300.0  # seconds
_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_ON_WINDOWS = "LibreOffice/program/soffice.com"
# In a Japanese locale LibreOffice on Linux took the bold face of BIZ UDゴシック for the regular
# one; in a plain C locale it finds no file with a Japanese name. So it gets a locale of our choice,
# and the language of the document is set afterwards.
_LOCALE = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
_MISSING = (
    "PDF を作るには LibreOffice が要ります。インストールするか、"
    f"環境変数 {PROGRAM} に soffice の場所を書いてください。"
)
_DAY = regex(rb"/CreationDate\(D:(\d+)[^)]*\)")
_CHECKSUM = regex(rb"(?<=/DocChecksum /)[0-9A-F]+")
_IDENTITY = regex(rb"/ID \[\s*<[0-9A-F]+>\s*<[0-9A-F]+>\s*\]")
_NOWHERE = b"/A<</Type/Action/S/URI/URI()>>"  # a link to a sheet that is not printed
_DIGIT = regex(rb"[0-9A-F]")


def book_pdf(book: Path, target: Path, pages: int = 0, marks: PdfMarks | None = None) -> str:
    """Write ``book`` as PDF to ``target``: its first ``pages`` pages, all where it is 0, with
    ``marks`` of its own instead of LibreOffice's bookmarks. Gives a sentence on the marks that the
    PDF could not take, else an empty one.

    Raises:
        Problem: no LibreOffice, or it did not give a PDF in time.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="zushi_xl-pdf-") as place:
        folder = Path(place)
        copy = folder / book.name
        shutil.copyfile(book, copy)
        made = copy.with_suffix(".pdf")
        options = _options(pages)
        set_up(folder / "profile", copy, made, options)
        for command in _commands(program, copy, options):
            if not made.exists():
                _run(command, book)
        if not made.exists():
            raise Problem(
                f"LibreOffice が {book.name} を PDF にできませんでした。"
                "Excel で開き、「エクスポート」で PDF にしてください。"
            )
        content = _kept(made.read_bytes(), marks.day if marks else None)
        target.write_bytes(with_marks(content, marks) if marks else content)
        lost = unmarked(content, marks) if marks else ""
        return f"{target.name}：{lost}" if lost else ""


def _program() -> str:
    """The environment's word first, then the path, then where installers put it."""
    told = os.environ.get(PROGRAM, "")
    if told:
        found = shutil.which(told)
        if found is None:
            raise Problem(
                f"環境変数 {PROGRAM} の「{told}」がありません。soffice の場所を書いてください。"
            )
        return found
    for name in (*_NAMES, *_usual_places()):
        found = shutil.which(name)
        if found:
            return found
    raise Problem(_MISSING)


def _usual_places() -> Iterator[str]:
    yield from _ELSEWHERE
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        folder = os.environ.get(variable, "")
        if folder:
            yield str(Path(folder) / _ON_WINDOWS)


def _commands(program: str, copy: Path, options: Mapping[str, bool | str]) -> Iterator[list[str]]:
    """With the macro; without it where an office has forbidden macros."""
    start = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(copy.parent / 'profile').resolve().as_uri()}",
    ]
    yield [*start, URL]
    kinds = {bool: "boolean", str: "string"}
    typed = {n: {"type": kinds[type(v)], "value": _lower(v)} for n, v in options.items()}
    told = f"pdf:calc_pdf_Export:{json.dumps(typed)}"
    yield [*start, "--convert-to", told, "--outdir", str(copy.parent), str(copy)]


def _lower(value: bool | str) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _options(pages: int) -> dict[str, bool | str]:
    """Bookmarks and tags, the title in the window, no notes drawn over the text, no path of this
    computer in links to sheets that are not printed."""
    switches: dict[str, bool | str] = {
        "ExportBookmarks": True,
        "OpenBookmarkFrames": True,
        "UseTaggedPDF": True,
        "DisplayPDFDocumentTitle": True,
        "ExportLinksRelativeFsys": True,
        "ExportNotes": False,
    }
    return switches | ({"PageRange": f"1-{pages}"} if pages else {})


def _run(command: list[str], book: Path) -> None:
    """LibreOffice starts children of its own: when time is up, all of them end."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        stdin=silent,
        stdout=silent,
        stderr=silent,
        env={**os.environ, **_LOCALE},
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(TIME_LIMIT)
    except BaseException as error:
        _end(process)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        raise Problem(
            f"LibreOffice が {TIME_LIMIT:g} 秒たっても {book.name} の PDF を作り終えません。"
            "もう一度実行してください。"
        ) from None


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _kept(content: bytes, day: date | None) -> bytes:
    """In Japanese, without the time of the run and what is counted from it, of the ``day`` that it
    is to be, or of none; no offset moves."""
    content = _DAY.sub(partial(_dated, day), content).replace(b"/Lang(en-US)", b"/Lang(ja-JP)")
    content = _CHECKSUM.sub(lambda match: b"0" * len(match[0]), content)
    content = content.replace(_NOWHERE, b" " * len(_NOWHERE))
    return _IDENTITY.sub(_zeros_between, content)


def _dated(day: date | None, match: re.Match[bytes]) -> bytes:
    if day is None:
        return b" " * len(match[0])
    shown = f"{day:%Y%m%d}".encode().ljust(len(match[1]), b"0")
    return match[0].replace(match[1], shown)


def _zeros_between(match: re.Match[bytes]) -> bytes:
    return b"/ID " + _DIGIT.sub(b"0", match[0][4:])
