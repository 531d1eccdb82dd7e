"""The container of old .xls files: its chains of sectors, walked before calamine walks them.

A chain that points back into itself makes calamine grow until the process is aborted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .faults import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
_LAST_SECTOR = 0xFFFFFFFA  # larger numbers are marks: end of chain, free, …
_NORMAL_BYTES = 4096  # smaller streams lie in pieces of 64 bytes in the stream of the root
_IN_HEADER = 109  # places for sectors of the FAT in the header


def check_ole(data: bytes) -> None:
    """Refuse a container whose chains loop or leave the file."""
    _, fat = _table(data)
    for start in (_first(data), struct.unpack_from("<L", data, 60)[0]):
        _walk(fat, start)


def read_stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream of one of these names; empty where there is none."""
    size, fat = _table(data)
    directory = _chain(data, size, fat, _first(data))
    root_start, _ = struct.unpack_from("<LL", directory, 116)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length, 2) - 2].decode("utf-16-le", "replace")
        start, most = struct.unpack_from("<LL", directory, at + 116)
        if name in names and most >= _NORMAL_BYTES:
            return _chain(data, size, fat, start)[:most]
        if name in names:
            small = _chain(data, size, fat, root_start)
            table = _chain(data, size, fat, struct.unpack_from("<L", data, 60)[0])
            places = _walk(list(struct.unpack(f"<{len(table) // 4}L", table)), start)
            return b"".join(small[n * 64 : n * 64 + 64] for n in places)[:most]
    return b""


def _chain(data: bytes, size: int, fat: list[int], start: int) -> bytes:
    return b"".join(_sector(data, number, size) for number in _walk(fat, start))


def _first(data: bytes) -> int:
    return int(struct.unpack_from("<L", data, 48)[0])


def _table(data: bytes) -> tuple[int, list[int]]:
    """Size of a sector, and the table that chains them."""
    if len(data) < _HEADER_BYTES:
        raise Refused("damaged", "途中で切れています")
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise Refused("damaged", "内部の区画の大きさが不正です")
    size = 1 << shift
    fat = [
        number
        for sector in _fat_sectors(data, size)
        for number in struct.unpack(f"<{size // 4}L", _sector(data, sector, size))
    ]
    return size, fat


def _fat_sectors(data: bytes, size: int) -> Iterator[int]:
    """Sectors of the FAT: listed in the header, then in a chain of further lists."""
    yield from (
        number
        for number in struct.unpack_from(f"<{_IN_HEADER}L", data, 76)
        if number < _LAST_SECTOR
    )
    following, seen = struct.unpack_from("<L", data, 68)[0], set()
    while following < _LAST_SECTOR:
        if following in seen:
            raise Refused("damaged", "内部のつながりが輪になっています")
        seen.add(following)
        *numbers, following = struct.unpack(f"<{size // 4}L", _sector(data, following, size))
        yield from (number for number in numbers if number < _LAST_SECTOR)


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    if start >= len(data):
        raise Refused("damaged", "内部のつながりがファイルの外を指しています")
    return data[start : start + size].ljust(size, b"\xff")


def _walk(fat: list[int], start: int) -> list[int]:
    """The sectors of a chain, which ends once and stays in the file."""
    seen: dict[int, None] = {}
    while start < _LAST_SECTOR:
        if start in seen or start >= len(fat):
            raise Refused("damaged", "内部のつながりが輪になるか、途切れています")
        seen[start] = None
        start = fat[start]
    return list(seen)
