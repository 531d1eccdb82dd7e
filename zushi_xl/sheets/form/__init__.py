"""The book that a division fills in: one sheet per section it takes part in, from one layout.

The correction and the blank form are the same book with other contents.
"""

from zushi_xl.sheets.form.blank import blank_book
from zushi_xl.sheets.form.builder import FormBuilder
from zushi_xl.sheets.form.choices import CHOICES_SHEET
from zushi_xl.sheets.form.jumps import JUMPS_SHEET, Jumps
from zushi_xl.sheets.form.sheet import NO_MARKS, FormSheet, Marks, NumberedFinding

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
