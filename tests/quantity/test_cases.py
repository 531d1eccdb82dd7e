"""Our own cases, written beside the corpus to hold the general rules (cases_*.tsv).

Each line is a text and its reading: kind, then value or low..high, unit and marks.  Two kinds
of line breaks are written as \\n; `text!` is a refusal, `text` is plain text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from zushi_xl.quantity import Quantity, read_quantity

FILES = sorted(Path(__file__).parent.glob("cases_*.tsv"))


def describe(got: Quantity) -> str:
    """Write a reading as the case files do."""
    if got.ambiguous:
        return f"{got.kind}!" if got.date is None else f"{got.kind}! {got.date}"
    words = [got.kind, got.missing_reason or "", got.date or "", _number(got), got.unit or ""]
    words += [got.qualifier or "", "planned" if got.planned else ""]
    words += ["FY" + ",".join(map(str, got.fiscal_years))] if got.fiscal_years else []
    return " ".join(word for word in words if word)


def _number(got: Quantity) -> str:
    if got.value is None and got.low is not None:
        return f"{got.low:f}..{got.high:f}"
    return "" if got.value is None else f"{got.value:f}"


def read_cases(path: Path) -> list[tuple[str, str]]:
    """Read the text and the reading of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text.replace("\\n", "\n"), reading) for text, reading in pairs]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    cases = read_cases(path)
    wrong = [
        (text, expected, got)
        for text, expected in cases
        if (got := describe(read_quantity(text))) != expected
    ]
    assert cases
    assert wrong == []
