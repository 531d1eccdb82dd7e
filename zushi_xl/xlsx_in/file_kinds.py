"""What a file really is, by its first bytes and its parts, whatever its name says."""

from __future__ import annotations

import re
from contextlib import closing
from enum import Enum
from pathlib import Path

from zushi_xl.text.regex import regex

from . import limits
from .container import MAGIC, refuse_other_documents
from .package import Package
from .unreadable import Refused

_BIFF = regex(rb"\x09[\x00\x02\x04\x08]\x08?.\x00", re.DOTALL)
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "リッチテキスト"),
    (b"\x89PNG", "画像"),
    (b"\xff\xd8\xff", "画像"),
    (b"GIF8", "画像"),
)
_ARCHIVES = (
    (b"7z\xbc\xaf", "7-Zip の書庫"),
    (b"Rar!", "RAR の書庫"),
)


class FileKind(Enum):
    """Kinds of workbook, named by their usual ending."""

    XLSX = ".xlsx"
    XLS = ".xls"
    ODS = ".ods"


def file_kind(path: Path) -> FileKind:
    """The kind of workbook, or a refusal that names what the file is.

    Raises:
        Refused: it is no workbook that is read.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK"):
        return _zip_kind(path)
    if start.startswith(MAGIC):
        return _ole_kind(path)
    if _BIFF.match(start):
        return FileKind.XLS  # of the years before OLE
    for kind, others in (("other_document", _OTHERS), ("archive", _ARCHIVES)):
        for magic, name in others:
            if start.startswith(magic):
                raise Refused(kind, name)
    raise Refused("not_a_workbook", _text_kind(start))


def _zip_kind(path: Path) -> FileKind:
    with closing(Package(path)) as package:
        return _package_kind(package)


def _package_kind(package: Package) -> FileKind:
    if "xl/workbook.bin" in package:
        raise Refused("unsupported", "Excel バイナリブック .xlsb")
    if "encrypted-package" in package:
        raise Refused("encrypted")
    if "content.xml" in package:
        return _open_document_kind(package)
    for part, name in (("word/document.xml", "Word 文書"), ("ppt/presentation.xml", "PowerPoint")):
        if part in package:
            raise Refused("other_document", name)
    if any(part.startswith("index/") and part.endswith(".iwa") for part in package):
        raise Refused("to_export", "Numbers のファイル")
    if "[content_types].xml" not in package and "xl/workbook.xml" not in package:
        raise Refused("archive", "ZIP の書庫")
    return FileKind.XLSX


def _open_document_kind(package: Package) -> FileKind:
    mimetype = package.read("mimetype", limits.KIB) if "mimetype" in package else b"spreadsheet"
    if b"spreadsheet" not in mimetype:
        raise Refused("other_document", "OpenDocument の文書")
    return FileKind.ODS


def _ole_kind(path: Path) -> FileKind:
    refuse_other_documents(path.read_bytes())
    return FileKind.XLS


def _text_kind(start: bytes) -> str:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html")) or b"<html" in head or b"<table" in head:
        return "HTML（Web ページ）"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "XML スプレッドシート 2003"
    if b"urn:oasis:names:tc:opendocument" in head:
        return "OpenDocument の XML 形式 .fods"
    if head.startswith(b"<"):
        return "XML の文書"
    if head.startswith(b"id;p"):
        return "SYLK 形式の表"
    if b"\0" not in start and (b"," in start or b"\t" in start):
        return "CSV などの文字だけのファイル"
    return "不明な形式"
