"""What a form says while it is filled in: formulas beside the page, no macros."""

from zushi_xl.sheets.live_help.checks import (
    DONE,
    DOUBT,
    DOUBTS,
    EMPTY,
    MENDED,
    TO_CONFIRM,
    TO_MEND,
    Asked,
    OpenCell,
    check_of_line,
    is_empty,
    is_unchanged,
    quoted,
)

__all__ = [
    "DONE",
    "DOUBT",
    "DOUBTS",
    "EMPTY",
    "MENDED",
    "TO_CONFIRM",
    "TO_MEND",
    "Asked",
    "OpenCell",
    "check_of_line",
    "is_empty",
    "is_unchanged",
    "quoted",
]
