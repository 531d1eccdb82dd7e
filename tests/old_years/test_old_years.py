"""Books of former years are read by this version with the answers and findings of their time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.old_years.freeze import FOLDER, RESULT, read_again

YEARS = sorted(path.parent.name for path in FOLDER.glob(f"*/{RESULT}"))
KEYS = {
    "evaluations": ("code",),
    "kpi_values": ("code", "kpi", "period", "status"),
    "initiatives": ("code",),
    "budget_programs": ("name",),
    "divisions": ("name",),
    "inputs": ("file",),
}
FINDING = ("rule", "severity", "file", "sheet", "cell")


def explained() -> set[tuple[str, str]]:
    """Year and thing of every difference that 違い.md gives a reason for."""
    lines = (FOLDER / "違い.md").read_text(encoding="utf-8").splitlines()
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {(row[0], row[1]) for row in rows if len(row) == 3 and row[0].isdigit() and row[2]}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """What differs, each in one word: a record and its key, or a finding and its place."""
    before, after = (_findings(year) for year in (old, new))
    gone = {f"消えた指摘 {finding}" for finding in before - after}
    come = {f"新しい指摘 {finding}" for finding in after - before}
    return {*gone, *come, *_records(old, new)}


def _findings(year: Mapping[str, Any]) -> set[str]:
    """Findings of one rule and place are told apart by a number."""
    texts = (" ".join(str(f[key] or "－") for key in FINDING) for f in year["findings"])
    seen: Counter[str] = Counter()
    found = set()
    for text in texts:
        seen[text] += 1
        found.add(text if seen[text] == 1 else f"{text} {seen[text]}")
    return found


def _records(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Keys may be added to a record; what it held must be there as it was."""
    for name, key in KEYS.items():
        now = {tuple(record[k] for k in key): record for record in new[name]}
        for record in old[name]:
            found = now.get(tuple(record[k] for k in key), {})
            for field, value in record.items():
                if not _is_kept(value, found.get(field, "なし")):
                    yield f"{name} {' '.join(str(record[k]) for k in key)} {field}"


def _is_kept(old: object, new: object) -> bool:
    """Whether all that something held is there as it was; records in it may have further keys."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and _is_kept(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_is_kept, old, new))
    return old == new


@pytest.mark.parametrize("year", YEARS)
def test_a_frozen_year_gives_what_it_gave(year: str) -> None:
    old = json.loads((FOLDER / year / RESULT).read_text(encoding="utf-8"))
    found = {(year, what) for what in differences(old, json.loads(read_again(FOLDER / year)))}
    known = {entry for entry in explained() if entry[0] == year}
    assert sorted(found - known) == []
    assert sorted(known - found) == []


def test_a_year_is_kept() -> None:
    assert "2024" in YEARS


def test_a_change_would_be_noticed() -> None:
    year = FOLDER / YEARS[0]
    old = json.loads((year / RESULT).read_text(encoding="utf-8"))
    new = json.loads((year / RESULT).read_text(encoding="utf-8"))
    assert differences(old, new) == set()
    new["initiatives"][0]["amount_yen"] = 1
    new["findings"].pop()
    assert len(differences(old, new)) == 2
    new["initiatives"][0]["budgets"][0]["more"] = 1  # a further key is none
    assert len(differences(old, new)) == 2
    new["initiatives"][0]["budgets"][0]["amount_text"] = "1円"
    assert len(differences(old, new)) == 3
