"""The styles of a form: those of 「体裁」, made fit for being filled in.

What a division types into is unlocked whatever 「体裁」 says; labels beside their fields and the
figures of the years stand in the middle; formulas are no texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Counting
from zushi_xl.workbook.metrics import fits_in
from zushi_xl.workbook.style import Style
from zushi_xl.workbook.whole_numbers import WHOLE

_INPUTS = ("input", "input_line", "input_figure")
_NEEDED = (
    *_INPUTS,
    *("base", "title", "heading", "label", "value", "readonly", "readonly_figure", "period"),
    *("period_now", "planned", "target", "note", "small", "warning", "ok", "missing", "footer"),
    *(
        "table_head",
        "table_text",
        "table_number",
        "table_link",
        "link",
        "cover_title",
        "cover_text",
    ),
)  # a row that 「体裁」 lacks looks plain
_SMALL = 8.0  # points of sentences in the narrow columns of the years
_FIGURES = (FieldType.YEARLY, FieldType.MONEY, FieldType.NUMBER)
_PLANNED = ("（", "(")


def form_styles(styles: Mapping[str, Style]) -> dict[str, Style]:
    """The styles of the form's sheets, by name."""
    plain = styles.get("base", Style("base"))
    made = {name: replace(plain, name=name, border="thin") for name in _NEEDED} | dict(styles)
    for name in _INPUTS:
        made[name] = replace(made[name], locked=False)
    for name in ("input", "readonly"):
        word = replace(made[name], name=f"{name}_word", size=_SMALL)
        made[word.name] = word
    made["check"] = replace(made["note"], name="check", valign="center", number_format="General")
    for name in ("missing", "warning", "ok"):
        made[f"check_{name}"] = replace(made[name], name=f"check_{name}", fill="", border="")
    made["computed"] = replace(made["readonly_figure"], name="computed", number_format="General")
    made["whole"] = WHOLE
    made["label_side"] = replace(made["label"], name="label_side", align="center")
    for name in ("input_figure", "readonly_figure", "planned", "target"):
        year = replace(made[name], name=f"{name}_year", align="center")
        made[year.name] = year
        made[f"{year.name}_small"] = replace(year, name=f"{year.name}_small", size=_SMALL)
    for name in ("table_text", "table_link", "table_number"):
        row = replace(made[name], name=f"cover_{name}", valign="center", number_format="General")
        made[row.name] = row
    made["cover_table_number"] = replace(made["cover_table_number"], align="center")
    return made


def open_style(slot: Slot) -> str:
    """How a field looks that the division fills."""
    if is_wordy(slot):
        return "input_word"
    if slot.field.type is FieldType.TEXT:
        return "input"
    if slot.field.type not in _FIGURES:
        return "input_line"
    return f"input_figure{_of_year(slot)}"


def locked_style(slot: Slot) -> str:
    """How a field looks that is only shown."""
    if is_wordy(slot):
        return "readonly_word"
    if slot.field.type not in _FIGURES:
        return "readonly"
    if slot.key.period == "target":
        return "target_year"
    is_planned = slot.prefilled.startswith(_PLANNED)
    return f"{'planned' if is_planned else 'readonly_figure'}{_of_year(slot)}"


def fitted(styles: Mapping[str, Style], name: str, text: str, width: float) -> str:
    """The small sister of a style, where it has one and a line of the text would not fit."""
    small = f"{name}_small"
    fits = all(fits_in(line, width, styles[name].size) for line in text.split("\n"))
    return name if fits or small not in styles else small


def _of_year(slot: Slot) -> str:
    """Figures of a row of years stand in the middle, amounts at the right."""
    return "_year" if slot.kpi is not None and slot.key.period else ""


def is_wordy(slot: Slot) -> bool:
    """Whether the slot is a value of a KPI in words."""
    is_value = slot.field.type is FieldType.YEARLY
    return is_value and slot.kpi is not None and slot.kpi.counting is Counting.QUALITATIVE
