"""Files that may be returned workbooks, in folders and in .zip archives."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zushi_xl.files.remote import Url, here
from zushi_xl.xlsx_in.archive import unpack
from zushi_xl.xlsx_in.faults import Refused
from zushi_xl.xlsx_in.kinds import file_kind

_WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx", ".xltm", ".xlt"))
_SYSTEM = {".ds_store": "Mac のフォルダー情報です", "thumbs.db": "Windows の縮小画像の控えです"}
_SYSTEM |= {"desktop.ini": "Windows のフォルダー設定です"}
_RESAVE = "Excel で開き、Excel ブック（.xlsx）として保存して提出してください"
_ADVICE = {
    ".csv": f"CSV は書式や記入欄の位置が失われるため読みません。様式に記入し、{_RESAVE}",
    ".tsv": f"文字だけのファイルです。様式に記入し、{_RESAVE}",
    ".txt": "文字だけのファイルです",
    ".doc": "Word 文書です",
    ".docx": "Word 文書です",
    ".pdf": "PDF です。元の Excel ブックを提出してください",
    ".ppt": "PowerPoint です",
    ".pptx": "PowerPoint です",
    ".jtd": "一太郎の文書です",
    ".numbers": "Numbers のファイルです。Excel 形式に書き出して提出してください",
    ".et": f"WPS 表計算の独自形式です。{_RESAVE}",
    ".fods": f"OpenDocument の XML 形式です。{_RESAVE}",
    ".htm": f"Web ページです。{_RESAVE}",
    ".html": f"Web ページです。{_RESAVE}",
    ".xml": f"XML です。{_RESAVE}",
    ".7z": "zip 以外の書庫です。zip にするか、ブックのまま提出してください",
    ".rar": "zip 以外の書庫です。zip にするか、ブックのまま提出してください",
    ".lzh": "zip 以外の書庫です。zip にするか、ブックのまま提出してください",
    ".tmp": "作業中の一時ファイルです",
    ".bak": "控えのファイルです",
    ".lnk": "ショートカットです。元のファイルを提出してください",
    ".url": "ショートカットです。元のファイルを提出してください",
    ".msg": "電子メールです。添付のブックを取り出して提出してください",
    ".eml": "電子メールです。添付のブックを取り出して提出してください",
}


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file found: to be read, or ``ignored`` with the reason in Japanese."""

    name: str  # as shown to people: relative to the folder given, "/" between, NFC
    path: Path | Url
    ignored: str | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of the file, also when it is ignored; empty where there is none to read."""
        try:
            with here(self.path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""


def find_workbooks(paths: Iterable[Path | Url]) -> Iterator[FoundFile]:
    """Every file below the paths once, in an order that does not depend on the disk."""
    seen: set[Path | Url] = set()
    names: set[str] = set()
    for root in paths:
        for name, path in _files(root):
            resolved = path.resolve()
            if resolved in seen:
                continue
            seen.add(resolved)
            name = _unused(name, root, names)
            names.add(name)
            yield from _judge(name, path)


def _files(root: Path | Url) -> Iterator[tuple[str, Path | Url]]:
    """Files with their display names; links to folders are not followed."""
    if not root.is_dir():
        yield _display(root.name), root
        return
    found = root.files() if isinstance(root, Url) else _files_of(root)
    named = [(_display(name), path) for name, path in found]
    yield from sorted(named, key=lambda pair: (pair[0], str(pair[1])))


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return ((path.relative_to(folder).as_posix(), path) for path in found)


def _display(name: str) -> str:
    """NFC, and printable: bytes that are no text on this system show as U+FFFD."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def _unused(name: str, root: Path | Url, names: set[str]) -> str:
    """A display name of its own: two inputs may hold files of the same name."""
    if name not in names:
        return name
    base = f"{_display(root.resolve().name)}/{name}" if root.is_dir() else name
    number, name = 2, base
    while name in names:
        name, number = f"{base} #{number}", number + 1
    return name


def _judge(name: str, path: Path | Url) -> Iterator[FoundFile]:
    reason = reason_to_ignore(name)
    if reason is None and isinstance(path, Path) and not path.is_file():
        reason = "通常のファイルではありません" if path.exists() else "ファイルが見つかりません"
    if reason is None and name.lower().endswith(".zip"):
        yield from _judge_zip(name, here(path))
    else:
        yield FoundFile(name, path, reason)


def _judge_zip(name: str, path: Path) -> Iterator[FoundFile]:
    return iter((FoundFile(name, path),)) if _is_workbook(path) else _judge_archive(name, path)


def _is_workbook(path: Path) -> bool:
    """A workbook renamed to .zip."""
    try:
        file_kind(path)
    except Refused:
        return False
    return True


def _judge_archive(name: str, path: Path) -> Iterator[FoundFile]:
    """The workbooks of an archive, each a candidate of its own, and then the archive itself."""
    count = 0
    try:
        for member in unpack(path, _reason_inside):
            count += member.refused is None
            inner = f"{name}/{_display(member.name)}"
            yield FoundFile(inner, member.path or path, member.refused)
    except Refused as refused:
        yield FoundFile(name, path, f"zip を開けません。{refused.reason}")
        return
    reason = f"zip の中のブック{count}件を読みました" if count else "zip の中にブックがありません"
    yield FoundFile(name, path, reason)


def _reason_inside(name: str) -> str | None:
    if name.lower().endswith(".zip"):
        return "zip の中の zip は開きません。中のブックを直接提出してください"
    return reason_to_ignore(name)


def reason_to_ignore(name: str) -> str | None:
    """Why a file of this name is no returned workbook; None when it may be one."""
    base = name.rpartition("/")[2]
    suffix = Path(base).suffix.lower()
    if base.startswith(("~$", ".~lock.")):
        return "Excel や LibreOffice で開いている間だけできる一時ファイルです"
    if "__MACOSX" in name.split("/") or base.startswith("._"):
        return "Mac の付属情報です"
    if base.lower() in _SYSTEM:
        return _SYSTEM[base.lower()]
    if base.startswith("."):
        return "隠しファイルです"
    if suffix == ".zip" or suffix in _WORKBOOKS:
        return None
    return _ADVICE.get(suffix, "Excel ブックではありません（拡張子による）")
