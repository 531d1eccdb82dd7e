"""What an answer is called, with the texts of the form that say it."""

from __future__ import annotations

from dataclasses import dataclass

from zushi_xl.workbook.cells import Area

from .model import Region


@dataclass(frozen=True, slots=True)
class Label:
    """The parts of a name. ``row``: label beside; ``heads``: headings above, outermost first."""

    text: str
    row: Region | None = None
    heads: tuple[Region, ...] = ()
    enumerators: tuple[Region, ...] = ()  # numbers between the label and the answer
    part: str = ""  # 年, 月 or 日 of a date in parts
    matrix: bool = False
    doubts: tuple[str, ...] = ()
    far: bool = False  # another answer stands between label and answer

    @property
    def parts(self) -> tuple[Region, ...]:
        """What the name was read from."""
        return (*filter(None, [self.row]), *self.heads)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The cells of the label in its row, then those of its heads."""
        return tuple(region.area for region in self.parts)
