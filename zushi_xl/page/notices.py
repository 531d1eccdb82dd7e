"""The licences of everything inside the page: shown on it, as they ask for.

The npm package of Pyodide carries no licence text, neither its own nor those of what it is
linked from; they stand in ``licences/``. Libraries bring theirs with their distributions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import NamedTuple

from zushi_xl.findings.finding import Problem
from zushi_xl.page.runtime import VERSION

_TEXTS = Path(__file__).parent / "licences"
_OF_A_LIBRARY = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


class Notice(NamedTuple):
    """One work inside the page: its name, the name of its licence, the text."""

    name: str
    licence: str
    text: str


# This package; what pyodide.asm.wasm and the .mjs files are made from; the file with the text.
_TEXT_OF = (
    ("zushi-xl", "MIT", "zushi_xl"),
    (f"Pyodide {VERSION}", "MPL-2.0", "pyodide"),
    ("stackframe, error-stack-parser", "MIT", "stackframe"),
    ("CPython 3.14", "PSF-2.0", "cpython"),
    ("CPython に含まれるもの（expat, libffi, zlib, libmpdec ほか）", "各文面", "cpython-parts"),
    ("HACL*", "MIT", "hacl"),
    ("Emscripten", "MIT / NCSA", "emscripten"),
    ("musl libc", "MIT", "musl"),
    ("LLVM（compiler-rt, libc++, libunwind）", "Apache-2.0 WITH LLVM-exception", "llvm"),
    ("mimalloc", "MIT", "mimalloc"),
    ("bzip2", "bzip2-1.0.6", "bzip2"),
    ("Zstandard", "BSD-3-Clause", "zstd"),
    ("liblzma, SQLite", "パブリックドメイン", "public-domain"),
)


def notices(libraries: Iterable[Distribution]) -> Iterator[Notice]:
    """All notices, those of the libraries last.

    Raises:
        Problem: a library that brings no licence text.
    """
    for name, licence, file in _TEXT_OF:
        yield Notice(name, licence, (_TEXTS / f"{file}.txt").read_text(encoding="utf-8"))
    for library in libraries:
        yield _notice(library)


def _notice(library: Distribution) -> Notice:
    texts = [
        Path(str(file.locate())).read_text(encoding="utf-8")
        for file in library.files or ()
        if file.name.upper().startswith(_OF_A_LIBRARY) and ".dist-info/" in file.as_posix()
    ]
    if not texts:
        raise Problem(
            f"ライブラリ {library.name} にライセンスの文面がないため、ページに入れられません。"
            "pip install --force-reinstall で入れ直してください。"
        )
    told = library.metadata.json  # a licence expression where there is one, else a word
    licence = str(told.get("license_expression") or told.get("license") or "")
    return Notice(f"{library.name} {library.version}", licence.split("\n")[0], "\n".join(texts))
