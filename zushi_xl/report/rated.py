"""A grade that somebody gave, and what has such grades."""

from __future__ import annotations

from dataclasses import dataclass

from zushi_xl.form import model as form_model
from zushi_xl.plan.scales import Grade
from zushi_xl.workbook.cells import Source


@dataclass(frozen=True, slots=True)
class Rating:
    """One grade that somebody gave. ``role`` is who fills the field, ``scale`` the name of its list
    of grades; ``grade`` is None where ``text`` is none of them. ``is_main``: the one that counts
    for its section, KPI or initiative."""

    field: form_model.Field
    role: str
    scale: str
    grade: Grade | None
    text: str
    source: Source
    is_main: bool


class Rated:
    """What is rated: one of its ratings is the one that counts."""

    __slots__ = ()
    ratings: tuple[Rating, ...]

    @property
    def main(self) -> Rating | None:
        """The rating that counts."""
        return next((rating for rating in self.ratings if rating.is_main), None)

    @property
    def grade(self) -> Grade | None:
        """None where nothing valid came."""
        return self.main.grade if self.main else None
