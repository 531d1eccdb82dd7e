"""Whether a distributed book is still as it was written.

A book carries a fingerprint among its properties: a hash over all that is in it but those. Whatever
program saves the book writes its parts anew, so it no longer fits.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_in.package import ZIP_ERRORS
from zushi_xl.xlsx_in.seal import CUSTOM_PART, PROPERTY, content_hash
from zushi_xl.xlsx_out import book_bytes
from zushi_xl.xlsx_out.safe_text import escaped

_NOT_YET = "0" * 64


def with_fingerprint(book: Book) -> bytes:
    """The book as a file, with its fingerprint."""
    written = book_bytes(replace(book, custom={**book.custom, PROPERTY: _NOT_YET}))
    fingerprint = content_hash(BytesIO(written))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(written)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == CUSTOM_PART:
                data = data.replace(_NOT_YET.encode(), fingerprint.encode())
            target.writestr(part, data, part.compress_type)
    return out.getvalue()


def is_untouched(path: Path) -> bool:
    """Whether the file is a distributed book that nobody has saved since."""
    try:
        fingerprint = content_hash(path)
        properties = zipfile.ZipFile(path).read(CUSTOM_PART).decode("utf-8")
    except (*ZIP_ERRORS, KeyError):
        return False
    found = re.search(f'name="{escaped(PROPERTY)}".*?>([0-9a-f]{{64}})<', properties)
    return found is not None and found[1] == fingerprint
