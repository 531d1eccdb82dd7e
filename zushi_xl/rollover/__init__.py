"""This year's plan master and collected result → next year's plan master. Pure: tables in, out.

The steps are small and each writes down what it changes; the new book carries that list as the
sheet 年度更新の記録. The old master is only read.
"""

from zushi_xl.rollover.doubts import RolloverDoubts
from zushi_xl.rollover.master_tables import left_behind, master_tables
from zushi_xl.rollover.result import YearResult, read_result
from zushi_xl.rollover.year import Rolled, roll_over

__all__ = [
    "Rolled",
    "RolloverDoubts",
    "YearResult",
    "left_behind",
    "master_tables",
    "read_result",
    "roll_over",
]
