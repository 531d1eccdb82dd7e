"""What goes into the page besides Python itself: this package, its libraries, the example."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distribution, requires
from pathlib import Path

from zushi_xl.files.shipped import PACKAGE, shipped
from zushi_xl.text.regex import regex

_REQUIRED = regex(r"[\w.-]+")
_INSIDE = "zushi_xl/workflow/browser/inside"  # where the page looks for masters of its own
_FORM = "様式定義.xlsx"  # of which the forms of evaluations on a city's own workbook are made
_DATE = (1980, 1, 1, 0, 0, 0)
_OWN = ("**/*.py", "publish/site/templates/*")
NOT_INSIDE = frozenset({"rich", "markdown-it-py", "pandas", "numpy", "filelock", "python-calamine"})
# of the standard library, what serves networks, terminals, processes, tests: none is imported
NOT_NEEDED = frozenset(
    [
        "_pyrepl",
        "bdb",
        "cProfile",
        "dbm",
        "doctest",
        "ensurepip",
        "ftplib",
        "idlelib",
        "imaplib",
        "mailbox",
        "modulefinder",
        "multiprocessing",
        "nntplib",
        "optparse",
        "pdb",
        "pickletools",
        "plistlib",
        "poplib",
        "profile",
        "pstats",
        "pydoc",
        "smtplib",
        "socketserver",
        "test",
        "tkinter",
        "trace",
        "turtle",
        "turtledemo",
        "unittest",
        "venv",
        "wave",
        "wsgiref",
        "xmlrpc",
    ]
)


def libraries() -> tuple[Distribution, ...]:
    """The pure-Python distributions that the package needs when it runs in a page."""
    found: dict[str, Distribution] = {}
    _add(found, "zushi_xl")
    return tuple(found[name] for name in sorted(found))


def _add(found: dict[str, Distribution], name: str) -> None:
    for line in requires(name) or ():
        needed, _, marker = line.partition(";")
        library = _name(needed)
        if "extra" in marker or library in NOT_INSIDE or library in found:
            continue
        found[library] = distribution(library)
        _add(found, library)


def _name(requirement: str) -> str:
    found = _REQUIRED.match(requirement)
    return found[0].lower() if found else ""


def packed(files: Mapping[str, bytes]) -> bytes:
    """A .zip, not compressed: the page compresses it whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _DATE), files[name])
    return buffer.getvalue()


def standard_library(content: bytes) -> bytes:
    """python_stdlib.zip without what is never imported."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed(
            {
                name: archive.read(name)
                for name in archive.namelist()
                if name.split("/")[0].removesuffix(".py") not in NOT_NEEDED
            }
        )


def application(masters: Mapping[str, bytes], *, example: bool) -> bytes:
    """This package and its libraries as files below a folder of modules."""
    files = dict(_library_files(libraries()))
    files |= _own_files()
    files |= _example_files() if example else _shipped_files([shipped("templates_xlsx") / _FORM])
    files |= {f"{_INSIDE}/{name}": content for name, content in masters.items()}
    return packed(files)


def _library_files(found: Iterable[Distribution]) -> Iterator[tuple[str, bytes]]:
    for library in found:
        for file in library.files or ():
            name = file.as_posix()
            if name.endswith((".py", "METADATA")) and not name.startswith(".."):
                yield name, Path(str(file.locate())).read_bytes()


def _own_files() -> dict[str, bytes]:
    root = PACKAGE
    found = (path for kind in _OWN for path in root.glob(kind) if path.is_file())
    return {f"zushi_xl/{p.relative_to(root).as_posix()}": p.read_bytes() for p in found}


def _example_files() -> dict[str, bytes]:
    """What ``zushi-xl init --sample`` lays out, and two versions of the plan to compare."""
    return _shipped_files(
        [*shipped("templates_xlsx").glob("*.xlsx"), *shipped("inputs").rglob("*")]
    )


def _shipped_files(found: Iterable[Path]) -> dict[str, bytes]:
    root = shipped("inputs").parent
    return {
        f"zushi_xl/data/{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in found
        if path.is_file()
    }
