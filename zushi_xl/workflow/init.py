"""A working folder for a new city: the two masters, empty folders, a short guide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.shipped import PACKAGE, shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.page.checksums import SHEET
from zushi_xl.workflow.handbook_html import FILE, handbook_html

GUIDE = "手引き.txt"
HANDBOOK = "説明書"
EMPTY = "空"  # folder of the masters of no city
TEMPLATES = ("計画マスタ.xlsx", "様式定義.xlsx")
_OURS = frozenset({"templates_xlsx", "inputs", "outputs", HANDBOOK, GUIDE})
_NOT_COUNTED = frozenset({"desktop.ini", "thumbs.db"})


class InitEntry(NamedTuple):
    """What became of one file or folder: made, or kept as it was."""

    path: Path
    is_new: bool

    @property
    def line(self) -> str:
        """What is told of the file: made, or left as it was."""
        return f"{'作成' if self.is_new else 'そのまま'}：{self.path}"


def init(
    folder: Path, *, sample: bool = False, empty: bool = False, example: str = ""
) -> tuple[InitEntry, ...]:
    """Set up ``folder``; what is there already stays as it is.

    ``empty``: with masters of no city; ``example``: with those of an invented one.

    Raises:
        Problem: no such example; no folder, one with other things in it, or one that cannot be
            written to.
    """
    masters = _masters(EMPTY if empty else example)
    _refuse_foreign(folder)
    try:
        return tuple(_set_up(folder, masters, sample=sample))
    except OSError as error:
        raise Problem(
            f"{error.filename or folder} を作れません。"
            "フォルダの権限とディスクの空きを確かめてください。"
        ) from error


def examples() -> tuple[str, ...]:
    """The names of the invented cities in the package."""
    folders = (path.parent.name for path in shipped("templates_xlsx").glob(f"*/{TEMPLATES[0]}"))
    return tuple(sorted(name for name in folders if name != EMPTY))


def _masters(name: str) -> Path:
    """The folder of the masters that an option names."""
    folder = shipped("templates_xlsx") / name
    if name not in ("", EMPTY, *examples()):
        raise Problem(
            f"例「{name}」はありません。--example に使えるのは {' / '.join(examples())} です。"
        )
    return folder


def _refuse_foreign(folder: Path) -> None:
    """A folder that holds things, none of them ours, was not meant."""
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} はファイルです。フォルダの名前を指定してください。")
    names = {path.name for path in folder.iterdir() if _counts(path)} if folder.exists() else set()
    if names and not names & _OURS:
        raise Problem(
            f"{folder.resolve()} は空のフォルダではありません（{min(names)} など）。"
            "zushi-xl init 新しいフォルダ名 のように、別のフォルダを指定してください。"
        )


def _counts(path: Path) -> bool:
    """Hidden files, and the folder of Python's own that the tool may live in, do not count."""
    is_hidden = path.name.startswith(".") or path.name.lower() in _NOT_COUNTED
    return not is_hidden and not (path / "pyvenv.cfg").exists()


def _set_up(folder: Path, masters: Path, *, sample: bool) -> Iterator[InitEntry]:
    for name in TEMPLATES:
        yield _copy(masters / name, folder / "templates_xlsx" / name)
    for name in ("inputs", "outputs"):
        yield _make(folder / name)
    docs = shipped("docs")
    for page in sorted(path for path in docs.rglob("*") if path.is_file()):
        if "__pycache__" not in page.parts:  # pip compiles the examples where it installs them
            yield _copy(page, folder / HANDBOOK / page.relative_to(docs))
    officers = (page for page in docs.glob("*.md") if not page.stem.isascii())
    html = handbook_html(page for page in officers if page.stem != SHEET)  # that one changes
    yield _write(folder / HANDBOOK / FILE, html.encode("utf-8"))
    guide = (PACKAGE / "data" / GUIDE).read_text(encoding="utf-8")
    yield _write(folder / GUIDE, guide.replace("\n", "\r\n").encode("utf-8-sig"))
    if sample:
        inputs = shipped("inputs")
        for path in sorted(path for path in inputs.rglob("*") if path.is_file()):
            yield _copy(path, folder / "inputs" / path.relative_to(inputs))


def _copy(source: Path, path: Path) -> InitEntry:
    return _write(path, source.read_bytes())


def _write(path: Path, content: bytes) -> InitEntry:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return InitEntry(path, is_new=False)
    return InitEntry(path, is_new=True)


def _make(folder: Path) -> InitEntry:
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    return InitEntry(folder, is_new)
