"""How far the confidence of a draft can be trusted, on forms of which a person has said the truth.

    python benchmarks/adopt_confidence.py FOLDER

FOLDER holds ``NAME.xlsx`` with ``NAME.json`` (fields: sheet, cell, area, label, also, type,
type_ok). A drafted field is right where it stands in the area of a true field and its label and
type are ones that a person would give. Printed: per step of confidence how many are right and how
many are marked, then what is marked of what is right and of what is wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from zushi_xl.adopt import draft_of
from zushi_xl.adopt.model import DraftField
from zushi_xl.adopt.own_form.load import parse_place
from zushi_xl.findings.finding import Problem
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Area

STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)  # upper ends
_SIGNS = "／/|>＞・,、-　 "
Truth = Mapping[str, Any]


class Judged(NamedTuple):
    """A drafted field against the truth."""

    field: DraftField
    is_right: bool


def judged(fields: Sequence[DraftField], truth: Truth) -> Iterator[Judged]:
    """The drafted fields that the truth speaks of, and those that are none."""
    for field in fields:
        known = next((t for t in truth["fields"] if _covers(t, field)), None)
        if known is None and _is_open(field, truth):
            continue  # inside a table of which only the first rows are labelled
        if known is None or known["sure"]:
            yield Judged(field, known is not None and _agrees(known, field))


def _covers(true: Truth, field: DraftField) -> bool:
    area = parse_place(true["area"].split(",")[0])
    return true["sheet"] == field.sheet and area is not None and _meets(area, field.area)


def _meets(one: Area, other: Area) -> bool:
    return one.top <= other.top <= one.bottom and one.left <= other.left <= one.right


def _is_open(field: DraftField, truth: Truth) -> bool:
    areas = (a for t in truth.get("tables", ()) if t["sheet"] == field.sheet for a in t["areas"])
    return any((area := parse_place(text)) and _meets(area, field.area) for text in areas)


def _agrees(true: Truth, field: DraftField) -> bool:
    names = [_bare(name) for name in (true["label"], *true.get("also", ()))]
    label = _bare(field.label)
    named = any(label in name or name in label for name in names if name and label)
    return named and field.type in (true["type"], *true.get("type_ok", ()))


def _bare(label: str) -> str:
    return fold(label).translate({ord(sign): None for sign in _SIGNS})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    found: list[Judged] = []
    for truth in sorted(parser.parse_args().folder.glob("*.json")):
        form = truth.with_suffix(".xlsx")
        if not form.is_file():
            continue
        try:
            fields = draft_of(form, ()).fields
        except Problem as problem:
            print(problem)
            continue
        found += judged(fields, json.loads(truth.read_text(encoding="utf-8")))
    low = 0.0
    print("confidence   fields  right  marked")
    for high in STEPS:
        step = [each for each in found if low <= each.field.confidence < high]
        right = sum(each.is_right for each in step)
        marked = sum(not each.field.sure for each in step)
        share = f"{100 * right / len(step):5.0f}%" if step else "    - "
        print(f"{low:.1f} – {min(high, 1):.1f}    {len(step):5}  {share}  {marked:5}")
        low = high
    counts = Counter((each.is_right, not each.field.sure) for each in found)
    for is_right, name in ((True, "right"), (False, "wrong")):
        total = counts[is_right, True] + counts[is_right, False]
        print(f"of the {name}: {counts[is_right, True]} of {total} marked")


if __name__ == "__main__":
    main()
