"""Which item of the plan a row of the master is of, however its code is typed there."""

from __future__ import annotations

from zushi_xl.masters.plan.level_columns import ABOVE
from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.rollover.master_editor import EditedSheet, MasterEditor
from zushi_xl.text.codes import numbers

Code = tuple[int | str, ...]  # what two spellings of one code have in common


def code_key(text: str) -> Code:
    """The numbers of a code; of one that is more than numbers the folded text.

    >>> code_key("5-1-①") == code_key("５－１－１"), code_key("Ⅲ-(2)")
    (True, ('ⅲ-(2)',))
    """
    return numbers(text) or (match_key(text),)


class RowCodes:
    """The codes of a plan by how the rows of its master spell them."""

    def __init__(self, plan: Plan):
        items: tuple[Section | Initiative | Kpi, ...]
        items = (*plan.sections, *plan.initiatives, *plan.kpis)
        self._codes = {(match_key(item.code), ""): item.code for item in items}
        for item in items:
            typed, above = item.texts.get("コード", ""), item.texts.get(ABOVE, "")
            self._codes.setdefault((match_key(typed), match_key(above)), item.code)

    def of(self, sheet: EditedSheet, row: list[str], header: str = "コード") -> Code:
        """The code that a row names in a column, as a key."""
        typed, above = sheet.get(row, header), sheet.get(row, ABOVE)
        code = self._codes.get((match_key(typed), match_key(above)))
        return code_key(code or typed)


def sheet_of_level(editor: MasterEditor, plan: Plan, kind: Level) -> EditedSheet | None:
    """The sheet of a level, where the plan uses it."""
    return editor.sheet(*sheet_names_of(plan, kind))


def sheet_names_of(plan: Plan, kind: Level) -> tuple[str, ...]:
    """The names that the sheet of a level may bear."""
    level = plan.level_of(kind)
    if level and level.sheet:
        return (level.sheet, level.place)
    return (kind.value, plan.settings.level_names.get(kind, ""))
