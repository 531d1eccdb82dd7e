"""What passes between the page and Python: chosen files and options in, files and words out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zushi_xl.findings.finding import Finding
from zushi_xl.publish import finding_json

Tell = Callable[[dict[str, Any]], None]
_DATE = (1980, 1, 1, 0, 0, 0)  # of every file in the archive: equal outputs, equal bytes
OUTPUTS = "outputs"
_MOST_ROWS = 1_000  # that a page lays out without a pause


@dataclass(frozen=True)
class Request:
    """What a person asked for.

    ``folder`` holds the chosen files as ``<field>/<number>/<folder>/<name>``. Single files stand
    together in a folder ``inputs``; the number of a chosen folder begins with f. ``faults`` names
    the files, as paths below ``folder``, that ended an earlier attempt, with the kind of fault.
    """

    folder: Path
    verb: str
    options: Mapping[str, Any] = field(default_factory=dict)
    sample: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed as an option. Half a character, which no file can hold, is shown as �."""
        typed = str(self.options.get(name, ""))
        return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    @property
    def outputs(self) -> Path:
        """The folder, in the memory of the page, that outputs are written into."""
        return self.folder / OUTPUTS

    def roots(self, name: str) -> list[Path]:
        """The folders chosen in a field."""
        return sorted(self.folder.glob(f"{name}/*/*"))

    def files(self, name: str) -> list[Path]:
        """All files chosen in a field."""
        return sorted(p for root in self.roots(name) for p in root.rglob("*") if p.is_file())


def holds_single_files(root: Path) -> bool:
    """Whether a folder was made here, for files that were chosen one by one."""
    return root.parent.name.isdigit()


@dataclass(frozen=True)
class PageAnswer:
    """What the page shows.

    ``lines`` tell more; ``table`` is a head and its rows; ``archive`` names the archive of all
    outputs, ``result`` the file for programs among them. A ``refused`` answer says what to do.
    """

    summary: str
    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    archive: str = ""
    result: Path | None = None
    refused: bool = False


def described(request: Request, answer: PageAnswer) -> dict[str, Any]:
    """The answer as the page reads it; the archive is written here."""
    made = [] if answer.refused else sorted(p for p in request.outputs.rglob("*") if p.is_file())
    if answer.archive and made:
        _pack(request, made, request.folder / answer.archive)
    result = answer.result.relative_to(request.folder).as_posix() if answer.result else ""
    names = [path.relative_to(request.folder).as_posix() for path in made]
    archive = answer.archive if made else ""
    more = len(answer.table) - 1 - _MOST_ROWS
    cut = f"一覧は先頭の {_MOST_ROWS:,} 行です。残りの {more:,} 行は、保存するファイルにあります。"
    return {
        "state": "refused" if answer.refused else "done",
        "summary": answer.summary,
        "lines": (*answer.lines, *([cut] if more > 0 else ())),
        "findings": [finding_json(finding) for finding in answer.findings],
        "table": answer.table[: _MOST_ROWS + 1],
        "archive": archive,
        "result": result,
        "files": [*names, archive] if archive else names,
    }


def _pack(request: Request, files: list[Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            name = path.relative_to(request.outputs).as_posix()
            archive.writestr(zipfile.ZipInfo(name, _DATE), path.read_bytes())
