"""An own form and whom it goes to, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from zushi_xl.workbook.cells import Area, Source, Workbook


@dataclass(frozen=True, slots=True)
class FieldRepeat:
    """``axis``: 行, 列 or ブロック. Without ``index`` the field stands for all ``count``."""

    axis: str
    count: int
    step: int
    index: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class OwnField:
    """One row of 項目: what is asked, and where its answer stands in the original."""

    id: str
    label: str
    kind: str
    sheet: str
    area: Area
    label_areas: tuple[Area, ...]
    source: Source
    unit: str = ""
    choices: tuple[str, ...] = ()
    repeat: FieldRepeat | None = None
    required: bool = False
    published: bool = True
    help: str = ""
    role: str = ""  # 役割; empty: a plain field
    code: str = ""  # コード as typed: the item of the plan that the field is about
    scale: str = ""  # 尺度 of a grade
    code_source: Source = Source("")
    numbers: tuple[tuple[str, str], ...] = ()  # with which the original prints the choices

    @property
    def is_table(self) -> bool:
        """Whether the field stands for a whole column of a table."""
        return self.repeat is not None and self.repeat.index is None

    @property
    def last_row(self) -> int | None:
        """The last row of a table of single rows, to which people may add; else None."""
        repeat = self.repeat
        if repeat is None or repeat.index is not None or (repeat.axis, repeat.step) != ("行", 1):
            return None
        return self.area.top + repeat.count - 1

    def places(self) -> Iterator[tuple[int, Area]]:
        """Number (from 1) and area of each answer."""
        repeat = self.repeat
        if repeat is None or repeat.index is not None:
            yield (repeat.index or 1) if repeat else 1, self.area
            return
        top, left, bottom, right = self.area
        for number in range(repeat.count):
            down = 0 if repeat.axis == "列" else number * repeat.step
            along = number * repeat.step if repeat.axis == "列" else 0
            yield number + 1, Area(top + down, left + along, bottom + down, right + along)


@dataclass(frozen=True)
class OwnForm:
    """The form: its original as a file and as read, and the fields."""

    file: str
    title: str
    version: str
    original: Path  # where it was; of a page that reads it once, it may be gone since
    book: Workbook
    fields: tuple[OwnField, ...]
    content: bytes = b""  # of the original

    @cached_property
    def by_id(self) -> Mapping[str, OwnField]:
        """The fields by their id."""
        return {field.id: field for field in self.fields}


class Prefilled(NamedTuple):
    """A value known beforehand. ``part``: of which of a division's copies."""

    division: str
    field_id: str
    number: int
    text: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class OwnFormDivision:
    """A division that gets copies of the form, by all its names."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnPlan:
    """Whom the form goes to, and what is known beforehand."""

    file: str
    fiscal_year: int
    round: int
    divisions: tuple[OwnFormDivision, ...]
    prefilled: tuple[Prefilled, ...] = field(default=())
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by division: of its copies

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each division, by all its names."""
        return {name: d.name for d in self.divisions for name in (*d.aliases, d.name)}

    def copies(self, division: str) -> tuple[str, ...]:
        """The copies that a division gets, by what they are about: one of all, if nothing else."""
        return self.parts.get(division, ("",))


@dataclass(frozen=True)
class OwnMasters:
    """The two masters of an own form, as loaded."""

    form: OwnForm
    plan: OwnPlan
