"""A workbook's package (.xlsx, .xlsm, .ods): its parts, inflated under limits."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from . import limits
from .part_xml import attribute, children, parse
from .unreadable import Refused

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    struct.error,
)


class Relation(NamedTuple):
    """A relation of a package: its kind, and the part or address that it names."""

    kind: str  # the last word of its type: "worksheet", "comments", …
    target: str  # part name, or address when external
    external: bool


def check_directory(path: Path) -> None:
    """Refuse a list of parts too long to be built in memory, before zipfile builds it.

    Raises:
        Refused: it is too long, or cut off.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557 - 20))
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) < at + _END.size:
            raise Refused("damaged", "末尾が欠けています")
        length: int = _END.unpack_from(tail, at)[5]
        locator = tail[at - 20 : at] if at >= 20 else b""
        if locator[:4] == b"PK\6\7":
            file.seek(min(int.from_bytes(locator[8:16], "little"), size))
            record = file.read(_END_64.size)
            length = max(length, _END_64.unpack(record)[8]) if len(record) == _END_64.size else 0
    if length > limits.DIRECTORY_BYTES:
        raise Refused("bomb", f"部品の一覧が{length:,}バイトあります")


class Package:
    """The parts by name. Names are compared without regard to case, as Excel does."""

    def __init__(self, path: Path) -> None:
        check_directory(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except ZIP_ERRORS as error:
            raise Refused("damaged", "ZIP として開けません") from error
        try:
            self._parts = dict(self._index())
        except Refused:
            self.close()
            raise
        self._left = limits.TOTAL_BYTES

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def _index(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        infos = self._zip.infolist()
        if len(infos) > limits.ENTRIES:
            raise Refused("bomb", f"部品が{len(infos):,}個あります")
        check_overlap(infos)
        seen = set()
        for info in infos:
            name = _part_name(info)
            if name in seen:
                raise Refused("unsafe_package", f"同じ名前の部品が二つあります: {name}")
            seen.add(name)
            yield name, info

    @property
    def packed(self) -> datetime | None:
        """When the last part was put in, by the program's clock; None where that is no time."""
        try:
            return datetime(*max(info.date_time for info in self._parts.values()))
        except ValueError:
            return None

    def read(self, name: str, most: int = limits.PART_BYTES) -> bytes:
        """The inflated part, refused as soon as more comes out than should.

        Raises:
            Refused: the part is not there, damaged, locked or too large.
        """
        info = self._parts.get(name.lower())
        if info is None:
            raise Refused("damaged", f"部品 {name} がありません")
        if info.flag_bits & 1:
            raise Refused("encrypted")
        most = min(most, self._left)
        try:
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except ZIP_ERRORS as error:
            raise Refused("damaged", f"部品 {name} を展開できません") from error
        self._check_size(name, len(data), info.compress_size, most)
        self._left -= len(data)
        return data

    def _check_size(self, name: str, size: int, packed: int, most: int) -> None:
        if size > most:
            raise Refused("bomb", f"部品 {name} が{most:,}バイトを超えます")
        if size > limits.RATIO_FROM_BYTES and size > packed * limits.RATIO:
            raise Refused("bomb", f"部品 {name} が{size // max(packed, 1):,}倍に膨らみます")

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part points to, by id; ``""`` is the package itself.

        Raises:
            Refused: the part is no XML, or too large.
        """
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        root = parse(self.read(rels), rels)
        return {
            str(attribute(item, "Id")): _relation(folder, item)
            for item in children(root, "Relationship")
        }


def _relation(folder: str, item: object) -> Relation:
    get = item.attrib.get  # type: ignore[attr-defined]
    kind = str(get("Type", "")).rpartition("/")[2]
    target = str(get("Target", ""))
    if get("TargetMode") == "External":
        return Relation(kind, target, True)
    target = unquote(target.replace("\\", "/").partition("#")[0])
    joined = posixpath.normpath(posixpath.join("/", folder, target))
    return Relation(kind, joined.lstrip("/"), False)


def _part_name(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or "\0" in name:
        raise Refused("unsafe_package", f"部品の名前が不正です: {name!r}")
    return name.lower()


def check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Parts that share bytes are how small files grow into huge ones.

    Raises:
        Refused: two parts do.
    """
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("bomb", f"部品が重なり合っています: {info.filename!r}")
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size
