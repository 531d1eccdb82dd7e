"""The entries that an answer is chosen from: drop-down lists, printed options, notes."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.text.regex import regex

from . import printed_options, words
from .answer_units import asks_no_quantity
from .label import Label
from .look import parse_area
from .model import Region, SheetLook

Choices = tuple[str, ...] | str | None
_OF_CHOICE = regex(r"\A(.+)の別")  # 常勤・非常勤の別
_RANGE = regex(r"\A(?:'?([^'!]+)'?!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)$")


def choices_of(region: Region, label: Label, look: SheetLook, names: Mapping[str, str]) -> Choices:
    """Entries, or ``range:Sheet!A1:A9`` where a drop-down takes them from cells.

    ``names``: defined names of the book with the place each stands for.
    """
    rule = region.rule
    if rule is not None and rule.kind == "list" and rule.formula:
        return _listed(rule.formula, look.name, names)
    printed = printed_options.options(region.text) or printed_options.offered(region.text, 2)
    return printed or _in_label(label) or None


def _in_label(label: Label) -> tuple[str, ...]:
    """耐震（有・無） above the column, or 有・無 as the last of its headings."""
    if len(label.heads) > 1 and (entries := printed_options.options(label.heads[-1].text)):
        return entries
    remarks = bool(label.matrix and label.heads and asks_no_quantity(label.heads[-1].text))
    rows = [label.row] if label.row and not remarks else []
    for region in (*reversed(label.heads), *rows):
        if of_choice := _OF_CHOICE.fullmatch(words.folded(region.text)):
            return printed_options.offered(of_choice[1], 2)
        if printed_options.stem(region.text):
            return printed_options.options(region.text)
        if pair := printed_options.pair_in_label(region.text)[1]:
            return pair
    return ()


def _listed(formula: str, sheet: str, names: Mapping[str, str]) -> Choices:
    formula = formula.strip().removeprefix("=")
    if formula.startswith('"'):
        entries = (entry.strip() for entry in formula.strip('"').replace('""', '"').split(","))
        return tuple(entry for entry in entries if entry) or None
    formula = names.get(formula, formula)
    match = _RANGE.match(formula)
    if not match:
        return None  # computed: INDIRECT and the like
    place = match[2].replace("$", "")
    return f"range:{match[1] or sheet}!{place}"


def range_texts(choices: str, looks: tuple[SheetLook, ...]) -> tuple[str, ...]:
    """What stands in the cells of ``range:Sheet!A1:A9``."""
    sheet, _, place = choices.removeprefix("range:").rpartition("!")
    area = parse_area(place)
    look = next((look for look in looks if look.name == sheet), None)
    if area is None or look is None:
        return ()
    regions = (
        look.at.get((row, column))
        for row in range(area.top, min(area.bottom, area.top + 2000) + 1)
        for column in range(area.left, area.right + 1)
    )
    return tuple(region.text.strip() for region in regions if region and region.text.strip())
