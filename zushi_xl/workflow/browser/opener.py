"""Opening files in the browser's one thread: the page watches, because nothing else can.

Before each file its place is told, with the seconds that it may take, and again when it is open:
the work on it that follows is counted (``text/work``), so that every machine stops at the same
place. When a file stalls or kills Python, the page ends the worker and begins the run again, with
that file among ``faults``: it is then a file that cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.browser.exchange import Tell
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_in.plain import PlainFault, make_workbook
from zushi_xl.xlsx_in.reader import fingerprint

SECONDS_A_FILE = 40  # twice what the command line allows: Python is slower here
_DETAILS = {"timed_out": str(SECONDS_A_FILE), "reader_died": "ブラウザの中で"}


class WatchedOpener:
    """Opens files one after another and tells before each what comes."""

    def __init__(self, folder: Path, faults: Mapping[str, str], tell: Tell):
        """``faults`` are kinds of fault by place below ``folder``."""
        self._folder = folder
        self._faults = faults
        self._tell = tell

    def read(self, files: Iterable[IncomingFile]) -> Iterator[Workbook | Unreadable]:
        """Each file as a workbook, or as what could not be read.

        Raises:
            Refused: what is to be read is no ordinary file.
        """
        for file in files:
            path = file.at_hand(self._folder / "brought")
            place = self._place(path)
            if kind := self._faults.get(place):
                fault = PlainFault.of(kind, _DETAILS.get(kind, ""))
                yield make_workbook(file.name, fingerprint(path), fault)
            else:
                step = f"{file.name} を読んでいます"
                self._tell({"reading": place, "seconds": SECONDS_A_FILE, "step": step})
                book = read_workbook(path, file.name)
                self._tell({"reading": place})
                yield book

    def _place(self, path: Path) -> str:
        inside = path.is_relative_to(self._folder)
        return (path.relative_to(self._folder) if inside else path).as_posix()

    def release(self) -> None:
        """There is nothing to let go."""
