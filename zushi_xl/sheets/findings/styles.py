"""The styles of the findings book: those of the form, and what stands in where it lacks one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from zushi_xl.findings.finding import Severity
from zushi_xl.form.model import Form
from zushi_xl.workbook.style import Style

_DARK = "1F3864"
_LOOKS: Mapping[str, dict[str, object]] = {
    "title": {"size": 16, "bold": True, "color": _DARK},
    "heading": {"size": 12, "bold": True, "color": "FFFFFF", "fill": _DARK},
    "label": {"bold": True, "color": _DARK, "fill": "DCE6F1", "border": "thin"},
    "note": {"size": 9, "color": "404040", "valign": "top"},
    "small": {"size": 8, "color": "404040"},
    "link": {"color": "0B5394"},
    "footer": {"size": 8, "color": "404040"},
    "warning": {"bold": True, "color": "8A2A00", "fill": "FCE4D6", "border": "thin"},
    "missing": {"bold": True, "color": "7A4A00", "fill": "FFF2CC", "border": "thin"},
    "ok": {"bold": True, "color": "1E4620", "fill": "E2EFDA", "border": "thin"},
    "table_head": {
        "bold": True,
        "color": "FFFFFF",
        "fill": _DARK,
        "align": "center",
        "border": "thin",
    },
    "table_text": {"valign": "top", "border": "thin"},
    "table_number": {
        "align": "right",
        "valign": "top",
        "border": "thin",
        "number_format": "#,##0",
    },
    "table_share": {
        "align": "right",
        "valign": "top",
        "border": "thin",
        "number_format": "0.0",
    },
}
_SHADES = 3
# From faint to strong, light enough for black digits; what counts is written in every cell.
_HEAT = {
    Severity.ERROR: ("FBE5D6", "F8CBAD", "F4A582"),
    Severity.CONFIRM: ("FFF5D6", "FFE699", "FFD34D"),
    Severity.INFO: ("EAF2FA", "CFE2F3", "A9CCEA"),
}


def book_styles(form: Form) -> dict[str, Style]:
    """The form's styles over the stand-ins, so that a city's own fonts and colours hold."""
    base = form.styles.get("base") or Style("base")
    styles = {"base": base}
    for name, look in _LOOKS.items():
        styles[name] = replace(base, name=name, **look)  # type: ignore[arg-type]
    styles |= form.styles
    return _counts(styles) | _cells(styles) | styles


def _counts(styles: Mapping[str, Style]) -> dict[str, Style]:
    """Counts: a whole number in the middle of its cell, darker where there are more."""
    plain = replace(
        styles["table_number"],
        name="count",
        align="center",
        valign="center",
        number_format="#,##0",
    )
    counts = {
        "count": plain,
        "count_none": replace(plain, name="count_none", color="767676"),
        "count_total": replace(plain, name="count_total", bold=True, fill="F2F2F2"),
    }
    for severity, colors in _HEAT.items():
        for level, color in enumerate(colors, 1):
            name = f"heat_{severity.value}_{level}"
            counts[name] = replace(plain, name=name, fill=color, bold=level == len(colors))
    return counts


def _cells(styles: Mapping[str, Style]) -> dict[str, Style]:
    """Cells of tables that a form need not name."""
    text = styles["table_text"]
    middle = replace(text, name="table_middle", valign="center")
    return _states(styles) | {
        "table_middle": middle,
        "table_total": replace(middle, name="table_total", bold=True, fill="F2F2F2"),
        "table_center": replace(text, name="table_center", align="center"),
        "table_small": replace(text, name="table_small", size=8),
        "table_waived": replace(text, name="table_waived", color="595959", fill="F2F2F2"),
        "table_link": replace(text, name="table_link", color="0B5394", underline=True),
        "middle_link": replace(middle, name="middle_link", color="0B5394", underline=True),
    }


def _states(styles: Mapping[str, Style]) -> dict[str, Style]:
    """Words that stand for a state, at the top of tall rows (state) and in low ones (middle)."""
    looks = {
        "error": styles["warning"],
        "confirm": styles["missing"],
        "info": replace(styles["table_text"], color=_DARK, fill="EAF2FA"),
        "ok": styles["ok"],
    }
    states = {}
    for place, valign in (("state", "top"), ("middle", "center")):
        for word, look in looks.items():
            name = f"{place}_{word}"
            states[name] = replace(look, name=name, align="center", valign=valign)
    return states


def heat(severity: Severity, count: int, most: int) -> str:
    """The style of a count among counts of which the largest is ``most``; one alone stays faint."""
    if not count:
        return "count_none"
    return f"heat_{severity.value}_{math.ceil(_SHADES * count / max(most, _SHADES))}"
