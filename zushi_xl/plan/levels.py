"""The levels of a plan."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The levels of a plan; the value is the standard word, cities may show another one."""

    PILLAR = "柱"
    DIRECTION = "取り組みの方向"
    MEASURE = "具体的施策"
    INITIATIVE = "取り組み"

    @property
    def key(self) -> str:
        """The word that programs read (``level`` in the JSON)."""
        return self.name.lower()
