"""Existing forms: adopted, distributed, filled in through LibreOffice, handled, read back.

    python -m benchmarks.own_form FOLDER [--cells 30]

For each ``.xlsx`` in FOLDER: how many fields were recognised and doubted, seconds; then for each
handling how many typed values came back right, were told, or are silently wrong (must be 0), and
under which rules anything was said.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from zushi_xl.adopt.drafting import write_drafts
from zushi_xl.adopt.own_form.gathered import gather
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.adopt.own_form.model import OwnField, OwnMasters
from zushi_xl.adopt.own_form.returned import OwnFormReader, OwnReturn
from zushi_xl.findings.finding import Problem
from zushi_xl.quantity import read_quantity
from zushi_xl.text.folding import fold
from zushi_xl.workflow.own_form import distribute
from zushi_xl.xlsx_in import read_workbook

HANDLINGS = ("", "rename", "sheet", "row", "column", "row inside", "column inside", "delete row")
_TYPED = {
    "数値": "12", "金額": "34500", "日付": "2024-05-06", "年": "2024", "コード": "A-001",
    "文章": "特に問題はありません", "一行": "試験の記入",
}  # fmt: skip


def typed(field: OwnField, number: int) -> str:
    if field.choices:
        chosen = [entry for entry in field.choices if entry not in "□☐"]
        return chosen[number % len(chosen)].split("：")[0]
    if field.kind == "はい・いいえ":
        return "☑"
    text = _TYPED.get(field.kind, "回答")
    return text if field.kind in ("日付", "年") else f"{text}{number}"


def wanted(masters: OwnMasters, most: int) -> Iterator[tuple[OwnField, int, str]]:
    """Fields spread over the form, each with a number and a text to type."""
    fields = masters.form.fields
    step = max(1, len(fields) // most)
    for count, field in enumerate(fields[::step]):
        for number, _ in list(field.places())[:2]:
            yield field, number, typed(field, count)


def job(path: Path, values: list[tuple[OwnField, int, str]], verb: str) -> dict:
    cells = []
    for field, number, text in values:
        area = dict(field.places())[number]
        cells.append([field.sheet, area.top, area.left, text])
    first = [cell for cell in cells if cell[0] == cells[0][0]]
    rows = sorted({cell[1] for cell in first})
    columns = sorted({cell[2] for cell in first})
    return {
        "book": str(path.resolve()),
        "target": str(path.with_name(f"{path.stem}_{verb or 'plain'}.xlsx").resolve()),
        "cells": cells,
        "handlings": [verb] if verb else [],
        "inside": rows[len(rows) // 2],
        "inside column": columns[len(columns) // 2],
    }


def outcome(returned: OwnReturn, values: list[tuple[OwnField, int, str]]) -> tuple[int, int, list]:
    """Right, told, silently wrong."""
    told = {finding.code for finding in returned.findings}
    stray = {fold(finding.given) for finding in returned.findings if finding.given}
    more = sum(
        int(n) for f in returned.findings for n in re.findall(r"ほかに([0-9]+)か所", f.message)
    )
    lost_sheet = any(f.rule == "own-form-sheet" for f in returned.findings)
    right, said, wrong = 0, 0, []
    texts = {key: answer.text for key, answer in returned.answers.items()}
    for field, number, text in values:
        found = texts.get((field.id, number), "")
        if _same(found, text, field):
            right += 1
        elif field.id in told or _is_quoted(text, field, stray) or lost_sheet:
            said += 1
        elif not found and more:
            said, more = said + 1, more - 1
        elif field.is_table and any(
            _same(t, text, field) for (i, _), t in texts.items() if i == field.id
        ):
            right += 1  # a table that grew: the row counts on
        else:
            wrong.append((field.id, field.label, number, text, found))
    return right, said, wrong


def _is_quoted(text: str, field: OwnField, quoted: set[str]) -> bool:
    """Whether a finding quotes what was typed; a day is quoted as LibreOffice shows it."""
    if fold(text) in quoted:
        return True
    return field.kind == "日付" and any(_day(each) == text for each in quoted)


def _day(quoted: str) -> str | None:
    """A day as quoted, or the number of days that a cell without a date format holds."""
    if quoted.isdecimal() and len(quoted) == 5:
        return str(date(1899, 12, 30) + timedelta(days=int(quoted)))
    return read_quantity(quoted).date


def _same(found: str, text: str, field: OwnField) -> bool:
    if field.kind in ("日付", "年"):
        return bool(found)
    return fold(text) in (fold(found), fold(found).replace(",", "")) or (
        field.kind in ("数値", "金額") and found.replace(",", "").startswith(text)
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cells", type=int, default=30)
    options = parser.parse_args()
    total = [0, 0, 0]
    for form in sorted(options.folder.glob("*.xlsx")):
        with tempfile.TemporaryDirectory() as folder:
            for number, count in enumerate(measure(form, Path(folder), options.cells)):
                total[number] += count
    print(f"all: right {total[0]}, told {total[1]}, silently wrong {total[2]}")


def measure(form: Path, folder: Path, cells: int) -> tuple[int, int, int]:
    start = time.perf_counter()
    try:
        drafted = write_drafts(form, (), folder)
    except Problem as problem:
        print(f"{form.stem:14} {problem}")
        return 0, 0, 0
    seconds = time.perf_counter() - start
    plan = load_workbook(folder / "計画マスタ.xlsx")
    plan["担当課"]["A2"].value = "試験課"
    plan.save(folder / "計画マスタ.xlsx")
    masters = load_own(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    copy = distribute(masters, folder / "outputs")[0]
    values = list(wanted(masters, cells))[: 2 * cells]
    jobs = [job(copy, values, verb) for verb in HANDLINGS]
    script = Path(__file__).with_name("uno_fill.py")
    subprocess.run(["/usr/bin/python3", script], input=json.dumps(jobs).encode(), check=True)
    reader, sums = OwnFormReader(masters.form), [0, 0, 0]
    doubted = sum(not field.sure for field in drafted.draft.fields)
    print(f"{form.stem:14} fields {len(drafted.draft.fields)} doubted {doubted} {seconds:.1f} s")
    for verb, each in zip(HANDLINGS, jobs, strict=True):
        returned = reader.read(read_workbook(Path(each["target"])))
        gather(masters, [returned], [], [])
        right, told, wrong = outcome(returned, values)
        counts = f"typed {len(values)} right {right} told {told} wrong {len(wrong)}"
        rules = Counter(finding.rule for finding in returned.findings)
        said = "  ".join(f"{rule} {count}" for rule, count in sorted(rules.items()))
        print(f"  {verb or 'as it is':14} {counts}  {said}".rstrip())
        for item in wrong[:5]:
            print("     ", item)
        sums = [sums[0] + right, sums[1] + told, sums[2] + len(wrong)]
    return sums[0], sums[1], sums[2]


if __name__ == "__main__":
    main()
