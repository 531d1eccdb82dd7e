"""What a city calls the grades that it publishes: by the label of their field. The title of its
evaluation is that of the whole."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.form.model import BLOCK_OF_LEVEL, Block, Meaning
from zushi_xl.plan.levels import Level
from zushi_xl.report.model import Report

RATING = "評価"  # where several levels call it differently


def rating_name(report: Report, levels: Iterable[Level]) -> str:
    """The label of the rating that counts for the levels, where all have the same."""
    blocks = (Block.INITIATIVE if k is Level.INITIATIVE else BLOCK_OF_LEVEL[k] for k in levels)
    fields = (report.form.meant(block, Meaning.RATING) for block in dict.fromkeys(blocks))
    names = {field.label_in(report.fiscal_year) for field in fields if field}
    return names.pop() if len(names) == 1 else RATING


def rating_of(level: str, name: str) -> str:
    """A rating with its level, which is said once.

    >>> rating_of("施策", "一次評価"), rating_of("施策", "施策評価")
    ('施策の一次評価', '施策評価')
    """
    return name if level in name else f"{level}の{name}"
