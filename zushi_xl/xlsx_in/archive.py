"""Workbooks inside a .zip archive, taken out under limits into a folder of this process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zushi_xl.text.regex import regex

from . import limits
from .package import ZIP_ERRORS, check_directory, check_overlap
from .unreadable import Refused

_CHUNK = limits.MIB
_DRIVE = regex(r"[A-Za-z]:")
_CLIMBS = "フォルダの外を指す名前のため開きません"
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 1


class Member(NamedTuple):
    """A file of an archive, or why it is not taken."""

    name: str
    path: Path | None
    refused: str | None = None


@cache
def kept_folder() -> Path:
    """Where members and copies of files are put; gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="zushi_xl_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def unpack(path: Path, reason_to_ignore: Callable[[str], str | None]) -> Iterator[Member]:
    """The files of an archive in the order of their names; only those not to ignore are taken.

    Raises:
        Refused: it is too large, damaged, or holds too much.
    """
    if path.stat().st_size > limits.ARCHIVE_FILE_BYTES:
        raise Refused("too_big", f"{path.stat().st_size // limits.MIB:,}MB")
    check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, reason_to_ignore)
    except ZIP_ERRORS as error:
        raise Refused("damaged", "ZIP として開けません") from error


def _members(
    archive: zipfile.ZipFile, reason_to_ignore: Callable[[str], str | None]
) -> Iterator[Member]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.ENTRIES:
        raise Refused("bomb", f"ファイルが{len(infos):,}個あります")
    check_overlap(infos)
    folder = Path(tempfile.mkdtemp(dir=kept_folder()))
    left = limits.ARCHIVE_BYTES
    for number, info in enumerate(sorted(infos, key=member_name)):
        name = member_name(info)
        reason = _CLIMBS if climbs(name) else reason_to_ignore(name)
        if reason is None and info.flag_bits & _ENCRYPTED_FLAG:
            reason = "zip にパスワードが付いています。外して提出してください"
        if reason is not None:
            yield Member(name, None, reason)
        else:
            target = folder / f"{number:04}{Path(name).suffix.lower()}"
            member, size = _take_out(archive, info, target, min(left, limits.FILE_BYTES))
            left -= size
            yield member


def _take_out(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int
) -> tuple[Member, int]:
    """Inflate one file, stopping as soon as it is larger than a workbook may be."""
    name, size = member_name(info), 0
    try:
        with archive.open(info) as source, target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    break
                out.write(chunk)
    except ZIP_ERRORS:
        target.unlink(missing_ok=True)
        return Member(name, None, "zip の中で壊れています。元のファイルを提出してください"), size
    if size > most:
        target.unlink()
        return Member(name, None, "zip の中で大きすぎます"), size
    return Member(name, target), size


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member: in UTF-8, or in the Shift_JIS that Windows in Japan writes."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp932"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def climbs(name: str) -> bool:
    """Whether a name points out of the folder it is unpacked to."""
    rooted = name.startswith("/") or _DRIVE.match(name) is not None
    return rooted or ".." in name.split("/") or "\0" in name
