"""Files that may be returned workbooks, in folders and in .zip archives."""

from __future__ import annotations

import errno
import stat
import unicodedata
from collections.abc import Container, Iterable, Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.other_kinds import HOLDERS, advice_on
from zushi_xl.files.remote import Url, here
from zushi_xl.xlsx_in import limits
from zushi_xl.xlsx_in.archive import unpack
from zushi_xl.xlsx_in.file_kinds import file_kind
from zushi_xl.xlsx_in.reader import fingerprint
from zushi_xl.xlsx_in.unreadable import Refused, why_refused

_WORKBOOKS = frozenset(
    (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".ots", ".xltx", ".xltm", ".xlt")
)
_SYSTEM = {".ds_store": "Mac のフォルダ情報です", "thumbs.db": "Windows の縮小画像の控えです"}
_SYSTEM |= {"desktop.ini": "Windows のフォルダ設定です"}
_MARK_OF_THE_WEB = ":zone.identifier"
_RENAME = "末尾を .xlsx などに直すか、Excel で開いて保存し直してください"
_OTHER_END = "中身は Excel ブックですが、名前の末尾が違うため読みません。"
_HIDDEN = (
    "中身は Excel ブックですが、隠しファイルなので読みません。名前の先頭の「.」を除いてください"
)
_LINKED = "フォルダへのリンクです。リンクの先は読みません。元のフォルダを指定してください"
_CLOSED = "フォルダを開けません（{}）。権限を確かめてください"
_SAME = "{} へのリンクです。そちらを読みます"
_HOLLOW = "空のフォルダです"


_AT_A_GLANCE = 1_000  # entries


class Likelihood(Enum):
    """How likely a file that is not read holds what somebody reports."""

    NONE = 0  # programs leave it behind
    BY_NAME = 1  # if its name says whose it is
    LIKELY = 2  # workbook bytes under another ending, a folder that cannot be looked into


class FoundFile(NamedTuple):
    """A file found: to be read, or ``ignored`` with the reason in Japanese."""

    name: str  # as shown to people: relative to the folder given, "/" between, NFC
    path: Path | Url
    ignored: str | None = None
    likelihood: Likelihood = Likelihood.BY_NAME

    @property
    def sha256(self) -> str:
        """Fingerprint of the file, also when it is ignored; empty where there is none to read."""
        try:
            return fingerprint(here(self.path), limits.ARCHIVE_FILE_BYTES)
        except (OSError, Refused):
            return ""


class _Entry(NamedTuple):
    """What a folder holds: a file by its display name, or what cannot be looked into and why."""

    name: str
    path: Path | Url
    closed: str | None = None
    likelihood: Likelihood = Likelihood.LIKELY


def about_how_many(paths: Iterable[Path | Url]) -> int:
    """How many workbooks the paths may hold, by their names alone and at a glance: of a folder what
    lies in it and in the folders below it, of archives and stores nothing."""
    number = 0
    for path in paths:
        if isinstance(path, Path):
            names = [path.name] if path.is_file() else _names_in(path)
            number += sum(name.lower().endswith(tuple(_WORKBOOKS)) for name in names)
    return number


def _names_in(folder: Path) -> Iterator[str]:
    try:
        for pattern in ("*", "*/*"):
            yield from (entry.name for entry in islice(folder.glob(pattern), _AT_A_GLANCE))
    except OSError:  # told by whoever reads the folder
        return


def find_workbooks(paths: Iterable[Path | Url]) -> Iterator[FoundFile]:
    """Every entry below the paths once, in an order that does not depend on the disk."""
    met: set[Path | Url] = set()  # entries
    known: dict[Path | Url, str] = {}  # what they are, links followed, and how it is called
    names: set[str] = set()
    for root in paths:
        for entry in sorted(_entries(root), key=_is_link):  # a file has its own name, no link's
            place = _place(entry.path)
            if place in met:
                continue
            met.add(place)
            name = _unused(entry.name, root, names)
            names.add(name)
            resolved = _resolved(entry.path)
            if entry.closed is not None:
                yield FoundFile(name, entry.path, entry.closed, entry.likelihood)
            elif resolved in known:
                yield FoundFile(name, entry.path, _SAME.format(known[resolved]), Likelihood.NONE)
            else:
                known[resolved] = name
                yield from _judge(name, entry.path)


def _is_link(entry: _Entry) -> bool:
    return isinstance(entry.path, Path) and entry.path.is_symlink()


def _place(path: Path | Url) -> Path | Url:
    """Where an entry stands: what it links to is another question."""
    return _resolved(path.parent) / path.name if isinstance(path, Path) else path


def _resolved(path: Path | Url) -> Path | Url:
    """The path without links; a link that leads back to itself stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute() if isinstance(path, Path) else path


def _entries(root: Path | Url) -> Iterator[_Entry]:
    """What is below a path, in the order of the names."""
    if not root.is_dir():
        yield _Entry(_display(root.name), root)
        return
    if isinstance(root, Url):
        found = [_Entry(_display(name), path) for name, path in root.files()]
    else:
        found = list(_entries_of(root))
    yield from sorted(found, key=lambda entry: (entry.name, str(entry.path)))


def _entries_of(folder: Path) -> Iterator[_Entry]:
    """All entries below a folder but the folders that hold some; links to folders are not
    followed."""
    left = [folder]
    while left:
        opened = left.pop()
        try:
            children = list(opened.iterdir())
        except OSError as error:
            yield _entry(folder, Path(error.filename), _CLOSED.format(why_refused(error)))
            continue
        if not children and opened != folder:
            yield _entry(folder, opened, _HOLLOW)._replace(likelihood=_likelihood(opened.name))
        for path in children:
            if not _is_folder(path):
                yield _entry(folder, path)
            elif path.is_symlink():
                yield _entry(folder, path, _LINKED)
            else:
                left.append(path)


def _entry(folder: Path, path: Path, closed: str | None = None) -> _Entry:
    name = folder.name if path == folder else path.relative_to(folder).as_posix()
    return _Entry(_display(name), path, closed)


def _likelihood(name: str) -> Likelihood:
    """How likely what is called so stands where a return should, though nobody can read it."""
    likely = _WORKBOOKS | HOLDERS
    ends = [end.lower() for end in Path(name).suffixes[-2:]]
    is_shortcut = ends[-1:] in ([".lnk"], [".url"])
    ends = ends[:1] if is_shortcut and len(ends) > 1 else ends[-1:]
    return Likelihood.LIKELY if likely.intersection(ends) else Likelihood.BY_NAME


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _display(name: str) -> str:
    """NFC, and printable: bytes that are no text on this system show as U+FFFD."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def _unused(name: str, root: Path | Url, names: set[str]) -> str:
    """A display name of its own: two inputs may hold files of the same name."""
    if name not in names:
        return name
    return numbered(f"{_display(root.resolve().name)}/{name}" if root.is_dir() else name, names)


def numbered(base: str, names: Container[str]) -> str:
    """A name that none of ``names`` is: a number follows it where it is taken."""
    number, name = 2, base
    while name in names:
        name, number = f"{base} #{number}", number + 1
    return name


def _judge(name: str, path: Path | Url) -> Iterator[FoundFile]:
    reason = reason_to_ignore(name)
    likelihood = _likelihood(name) if reason else Likelihood.BY_NAME
    if isinstance(path, Path) and (irregular := _irregular(path)) is not None:
        yield FoundFile(name, path, irregular, _likelihood(name))
        return
    if reason is not None and is_byproduct(name):
        likelihood = Likelihood.NONE
    elif reason is not None and isinstance(path, Path) and _is_workbook(path):
        is_hidden = name.rpartition("/")[2].startswith(".")
        reason = _HIDDEN if is_hidden else f"{_OTHER_END}{_RENAME}"
        likelihood = Likelihood.LIKELY
    if reason is None and name.lower().endswith(".zip"):
        yield from _judge_zip(name, here(path))
    else:
        yield FoundFile(name, path, reason, likelihood)


def _irregular(path: Path) -> str | None:
    """Why a path is no ordinary file, which alone is ever opened."""
    try:
        return None if stat.S_ISREG(path.stat().st_mode) else "通常のファイルではありません"
    except FileNotFoundError:
        is_link = path.is_symlink()
        return "リンクの先が見つかりません" if is_link else "ファイルが見つかりません"
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "リンクが輪になっています"
        return f"ファイルを開けません（{why_refused(error)}）"


def _judge_zip(name: str, path: Path) -> Iterator[FoundFile]:
    return iter((FoundFile(name, path),)) if _is_workbook(path) else _judge_archive(name, path)


def _is_workbook(path: Path) -> bool:
    """Whether the bytes are those of a workbook, whatever its name says."""
    try:
        file_kind(path)
    except (Refused, OSError):
        return False
    return True


def _judge_archive(name: str, path: Path) -> Iterator[FoundFile]:
    """The workbooks of an archive, each a candidate of its own, and then the archive itself."""
    count = 0
    try:
        for member in unpack(path, _reason_inside):
            count += member.refused is None
            inner = f"{name}/{_display(member.name)}"
            likelihood = Likelihood.NONE if is_byproduct(inner) else _likelihood(inner)
            yield FoundFile(inner, member.path or path, member.refused, likelihood)
    except Refused as refused:
        yield FoundFile(name, path, f"zip を開けません。{refused.reason}", Likelihood.LIKELY)
        return
    reason = f"zip の中のブック{count}件を読みました" if count else "zip の中にブックがありません"
    yield FoundFile(name, path, reason, Likelihood.NONE if count else Likelihood.BY_NAME)


def _reason_inside(name: str) -> str | None:
    if name.lower().endswith(".zip"):
        return "zip の中の zip は開きません。中のブックを直接提出してください"
    return reason_to_ignore(name)


def is_byproduct(name: str) -> bool:
    """Whether a program or the system leaves files of this name behind."""
    base = name.rpartition("/")[2].lower()
    if base.endswith(_MARK_OF_THE_WEB):
        return True
    is_temporary = base.startswith(("~$", ".~lock.", "._"))
    return is_temporary or "__MACOSX" in name.split("/") or base in _SYSTEM


def reason_to_ignore(name: str) -> str | None:
    """Why a file of this name is no returned workbook; None when it may be one."""
    base = name.rpartition("/")[2]
    suffix = Path(base).suffix.lower()
    if base.startswith(("~$", ".~lock.")):
        return "Excel や LibreOffice で開いている間だけできる一時ファイルです"
    if "__MACOSX" in name.split("/") or base.startswith("._"):
        return "Mac の付属情報です"
    if base.lower().endswith(_MARK_OF_THE_WEB):
        return "Windows がダウンロードしたファイルに付ける印です"
    if base.lower() in _SYSTEM:
        return _SYSTEM[base.lower()]
    if base.startswith("."):
        return "隠しファイルです"
    if suffix == ".zip" or suffix in _WORKBOOKS:
        return None
    return advice_on(suffix)
