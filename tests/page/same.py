"""Whether two sets of outputs are the same: texts by their bytes, workbooks by every part inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path


def files_below(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """What differs, by file and, in a workbook, by part."""
    return [*_differences(one, other)]


def _differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted(one.keys() ^ other.keys()):
        yield f"{name} stands in one of the two only"
    for name in sorted(one.keys() & other.keys()):
        if one[name] == other[name]:
            continue
        if name.endswith(".xlsx"):
            yield from (f"{name}: {part}" for part in _parts_that_differ(one[name], other[name]))
        else:
            yield name


def _parts_that_differ(one: bytes, other: bytes) -> Iterator[str]:
    """Names of parts; a workbook that is only packed differently has none."""
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        if a.namelist() != b.namelist():
            yield "the list of parts"
        for part in sorted(set(a.namelist()) & set(b.namelist())):
            if a.read(part) != b.read(part):
                yield part
