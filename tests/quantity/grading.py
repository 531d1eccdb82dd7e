"""How a reading is graded against a row of the corpus.

A row is right when the value (or the absence of one) is among the accepted answers; it is
silently wrong when a value came out, unflagged, that is not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zushi_xl.quantity import Quantity

CORPUS = Path(__file__).with_name("corpus.jsonl")
BESIDE = Path(__file__).with_name("corpus2.jsonl")
"""Texts whose meaning hangs on what stands beside the number."""
Row = dict[str, Any]
_VALUES = ("value", "low", "high")
_WITHOUT_VALUE = ("text", "missing")


@dataclass(frozen=True)
class Grade:
    """The verdict on one row."""

    right: bool
    silent: bool
    """A wrong value was given without a flag."""


def read_corpus(path: Path = CORPUS) -> list[Row]:
    """Read the rows of a corpus file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def grade(row: Row, got: Quantity) -> Grade:
    """Grade a reading against a row."""
    gives = got.has_value and not got.ambiguous
    right = _agrees(row, got, gives)
    quiet = not gives and bool(row.get("null_ok"))
    return Grade(right or quiet, gives and not right)


def _agrees(row: Row, got: Quantity, gives: bool) -> bool:
    if row["kind"] == "date":
        return got.kind == "date" and got.date == row.get("date")
    if row["kind"] in _WITHOUT_VALUE and not gives:
        return _gives_nothing(row, got)
    answers = [{**row, **accepted} for accepted in (*row.get("accept", ()),)]
    if row["kind"] not in _WITHOUT_VALUE:
        answers.append(row)
    return gives and any(_same_values(answer, got) for answer in answers)


def _gives_nothing(row: Row, got: Quantity) -> bool:
    """A refusal is right for any text without a value; a mark must be of an accepted kind."""
    if got.ambiguous:
        return row["kind"] == "text"
    kinds = {row["kind"], *(answer.get("kind") for answer in row.get("accept", ()))}
    kind = "text" if got.kind == "date" and got.date is None else got.kind
    return kind in kinds and not row.get("ambiguous")


def _same_values(answer: Row, got: Quantity) -> bool:
    return all(_close(answer.get(key), getattr(got, key)) for key in _VALUES)


def _close(expected: float | None, got: Any) -> bool:
    if expected is None or got is None:
        return expected is None and got is None
    return abs(float(got) - expected) <= 1e-9 * max(1.0, abs(expected))


def field_agrees(row: Row, got: Quantity, field: str) -> bool:
    """Whether one field beside the value agrees (other spellings of a unit count)."""
    value = getattr(got, field)
    if field == "fiscal_years":
        value = list(value) or None
    others = [answer[field] for answer in row.get("accept", ()) if field in answer]
    return value in (row.get(field), *others)
