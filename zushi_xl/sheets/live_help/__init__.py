"""What a form says while it is filled in: formulas beside the page, no macros."""

from zushi_xl.sheets.live_help.checks import (
    OpenCell,
    RequestedFix,
    check_of_line,
    is_empty,
    is_missing,
    is_unchanged,
    quoted,
)
from zushi_xl.sheets.live_help.computed_formula import ComputedCell
from zushi_xl.sheets.live_help.condition_formula import ConditionWriter, PageCells, fixed
from zushi_xl.sheets.live_help.grade_of_rating import grade_of_rating
from zushi_xl.sheets.live_help.grade_of_value import grades_of_value

__all__ = [
    "ComputedCell",
    "ConditionWriter",
    "PageCells",
    "RequestedFix",
    "OpenCell",
    "check_of_line",
    "fixed",
    "grade_of_rating",
    "grades_of_value",
    "is_empty",
    "is_missing",
    "is_unchanged",
    "quoted",
]
