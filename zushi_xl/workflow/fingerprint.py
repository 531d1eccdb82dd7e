"""Whether a distributed book is still as it was written.

A book carries a fingerprint among its properties: a hash over all that is in it but those. Whatever
program saves the book writes its parts anew, so it no longer fits.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_in.package import ZIP_ERRORS
from zushi_xl.xlsx_in.seal import CUSTOM_PART, PROPERTY, content_hash, hash_of_parts
from zushi_xl.xlsx_out.book import book_parts, packed
from zushi_xl.xlsx_out.safe_text import escaped

_NOT_YET = "0" * 64


def with_fingerprint(book: Book) -> bytes:
    """The book as a file, with its fingerprint.

    Raises:
        BookFault: the book cannot be built.
    """
    parts = book_parts(replace(book, custom={**book.custom, PROPERTY: _NOT_YET}))
    fingerprint = hash_of_parts(sorted(parts.items()))
    parts[CUSTOM_PART] = parts[CUSTOM_PART].replace(_NOT_YET.encode(), fingerprint.encode())
    return packed(parts)


def is_untouched(path: Path) -> bool:
    """Whether the file is a distributed book that nobody has saved since."""
    try:
        fingerprint = content_hash(path)
        properties = zipfile.ZipFile(path).read(CUSTOM_PART).decode("utf-8")
    except (*ZIP_ERRORS, KeyError):
        return False
    found = re.search(f'name="{escaped(PROPERTY)}".*?>([0-9a-f]{{64}})<', properties)
    return found is not None and found[1] == fingerprint
