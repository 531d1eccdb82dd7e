"""The book that a division fills in: one sheet per section it takes part in, from one layout.

The correction and the blank form are the same book with other contents.
"""

from zushi_xl.sheets.form.blank import blank_book
from zushi_xl.sheets.form.builder import FormBuilder
from zushi_xl.sheets.form.choice_lists import CHOICES_SHEET
from zushi_xl.sheets.form.correction_marks import NO_MARKS, Marks, NumberedFinding
from zushi_xl.sheets.form.division_sheet import FormSheet
from zushi_xl.sheets.form.jumps import JUMPS_SHEET, Jumps

__all__ = [
    "CHOICES_SHEET",
    "JUMPS_SHEET",
    "NO_MARKS",
    "FormBuilder",
    "FormSheet",
    "Jumps",
    "NumberedFinding",
    "Marks",
    "blank_book",
]
