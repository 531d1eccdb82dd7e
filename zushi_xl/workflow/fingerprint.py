"""Whether a distributed book is still as it was written.

A book carries a fingerprint among its properties: a hash over all that is in it but those. Whatever
program saves the book writes its parts anew, so it no longer fits.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_out import book_bytes
from zushi_xl.xlsx_out.safe_text import escaped

PROPERTY = "照合"
_PROPERTIES = "docProps/custom.xml"
_LARGEST = 50_000_000  # bytes of a part; a form's parts are far smaller


def with_fingerprint(book: Book) -> bytes:
    """The book as a file, with its fingerprint."""
    fingerprint = _hash(book_bytes(replace(book, custom={**book.custom, PROPERTY: ""})))
    return book_bytes(replace(book, custom={**book.custom, PROPERTY: fingerprint}))


def is_untouched(path: Path) -> bool:
    """Whether the file is a distributed book that nobody has saved since."""
    try:
        content = path.read_bytes()
        fingerprint = _hash(content)
        properties = zipfile.ZipFile(BytesIO(content)).read(_PROPERTIES).decode("utf-8")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return False
    found = re.search(f'name="{escaped(PROPERTY)}".*?>([0-9a-f]{{64}})<', properties)
    return found is not None and found[1] == fingerprint


def _hash(content: bytes) -> str:
    """A hash over the names and contents of all parts but the properties."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(BytesIO(content)) as package:
        for part in sorted(package.infolist(), key=lambda info: info.filename):
            if part.filename == _PROPERTIES:
                continue
            if part.file_size > _LARGEST:
                raise ValueError(part.filename)
            digest.update(part.filename.encode() + b"\0" + package.read(part) + b"\0")
    return digest.hexdigest()
