"""Whether a book is still as this package wrote it.

A book that is sent out carries a hash over all that is in it but its own properties. Whatever
program saves the book writes its parts anew, so the hash no longer fits.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from . import limits
from .package import ZIP_ERRORS

PROPERTY = "照合"
CUSTOM_PART = "docProps/custom.xml"


def content_hash(source: Path) -> str:
    """A hash over the names and contents of all parts but the properties.

    Raises:
        ValueError: a part, or all together, larger than a form ever is.
    """
    with zipfile.ZipFile(source) as package:
        return hash_of_parts(_parts(package))


def hash_of_parts(parts: Iterable[tuple[str, bytes]]) -> str:
    """The same of parts by name, sorted by their names."""
    digest = hashlib.sha256()
    for name, data in parts:
        if name != CUSTOM_PART:
            digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left = limits.FILE_BYTES
    for part in sorted(package.infolist(), key=lambda info: info.filename):
        with package.open(part) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise ValueError(part.filename)
        yield part.filename, data


def is_as_written(path: Path, properties: Mapping[str, str]) -> bool:
    """Whether the book at ``path``, with these properties, was never saved by another program."""
    sealed = properties.get(PROPERTY)
    if not sealed or properties.get("modified") != properties.get("created"):
        return False  # the cheap test: who saves a book notes the time
    try:
        return content_hash(path) == sealed
    except ZIP_ERRORS:
        return False
