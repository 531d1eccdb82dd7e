"""The Python of the browser: the npm package ``pyodide``, one release, known by its hash.

It is not part of this repository. A wheel may carry it (``setup.py``), or a person names the file.
"""

from __future__ import annotations

import hashlib
import tarfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from zushi_xl.findings.finding import Problem

VERSION = "314.0.7"
INTEGRITY = (  # as the registry states it
    "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
)
FILE = f"pyodide-{VERSION}.tgz"
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
CARRIED = Path(__file__).parents[1] / "data" / FILE
_HOW = (
    "インターネットにつながるPCのブラウザで "
    f"https://registry.npmjs.org/pyodide/-/{FILE} を開いて受け取り（npm pack pyodide@{VERSION} "
    "でも同じものができます）、作業フォルダに置くか、--runtime で指定してください。"
)


@dataclass(frozen=True)
class Runtime:
    """The files of the release by name."""

    files: dict[str, bytes]


def find_runtime(told: Path | None) -> Path:
    """The file to use: the one told, the one in the wheel, or the one lying here.

    Raises:
        Problem: there is none; the text says how to get it.
    """
    if told is not None:
        if not told.is_file():
            raise Problem(f"{told} が見つかりません。{_HOW}")
        return told
    for path in (CARRIED, Path(FILE)):
        if path.is_file():
            return path
    raise Problem(f"ブラウザで動く Python（{FILE}）がありません。{_HOW}")


def read_runtime(path: Path) -> Runtime:
    """The files of the release.

    Raises:
        Problem: it is another file, or a damaged one.
    """
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha512").digest() != b64decode(INTEGRITY[7:]):
            raise Problem(f"{path} は {FILE} と内容が違うため使えません（sha512 の不一致）。{_HOW}")
        file.seek(0)
        return Runtime(dict(_members(file)))


def _members(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    wanted = {f"package/{name}": name for name in (*PARTS, LOCK)}
    with tarfile.open(fileobj=file) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name in wanted else None
            if content is not None:
                yield wanted[member.name], content.read()
