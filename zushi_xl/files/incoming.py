"""A file to be read: its name in ``inputs/``, and where it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.remote import Url
from zushi_xl.xlsx_in.limits import FILE_BYTES


class Packed(NamedTuple):
    """What a file holds."""

    content: bytes

    def fetch(self, target: Path) -> None:
        """Write the content to a path."""
        target.write_bytes(self.content)


class IncomingFile(NamedTuple):
    """A file as it came, on this machine, behind an address or packed up."""

    name: str
    place: Path | Url | Packed

    @property
    def size(self) -> int:
        """Bytes; 0 where it is not on this machine."""
        return self.place.stat().st_size if isinstance(self.place, Path) else 0

    def packed(self) -> IncomingFile:
        """As it can be read on another machine. Raises OSError where it cannot."""
        if not isinstance(self.place, Path):
            return self
        if self.size > FILE_BYTES:
            raise OSError("too large to be a workbook")
        return IncomingFile(self.name, Packed(self.place.read_bytes()))

    def at_hand(self, target: Path) -> Path:
        """A path of this machine: ``target``, where the file had to be brought."""
        if isinstance(self.place, Path):
            return self.place
        self.place.fetch(target)
        return target
