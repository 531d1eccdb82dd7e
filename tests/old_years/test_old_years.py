"""Books of former years are read by this version with the answers and findings of their time."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from tests.old_years.freeze import FOLDER, RESULT, read_again

YEARS = sorted(path.parent.name for path in FOLDER.glob(f"*/{RESULT}"))
KEYS = {
    "evaluations": ("code",),
    "kpis": ("code", "kpi"),
    "kpi_values": ("code", "kpi", "period", "status"),
    "initiatives": ("code",),
    "budget_programs": ("name",),
    "strategy": ("code",),
    "goals": ("number",),
    "divisions": ("name",),
    "inputs": ("file",),
}
LISTED = {
    "findings": ("rule", "severity", "file", "sheet", "cell", "code", "given", "waived"),
    "normalised": ("file", "sheet", "cell", "given", "used"),
    "replies": ("file", "sheet", "cell", "asked", "text"),
    "round_changes": ("division", "rule", "place", "change"),
}
"""Told apart by what they say; the words of messages and of how something was read may change."""
NAMES = {
    "findings": "指摘",
    "normalised": "表記の統一",
    "replies": "回答",
    "round_changes": "前の回との違い",
}


def explained() -> set[tuple[str, str]]:
    """Year and thing of every difference that 違い.md gives a reason for."""
    lines = (FOLDER / "違い.md").read_text(encoding="utf-8").splitlines()
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {(row[0], row[1]) for row in rows if len(row) == 3 and row[0].isdigit() and row[2]}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """What differs, each in one word: a record and its key, or a finding and its place."""
    found = set(_records(old, new))
    for name, word in NAMES.items():
        before, after = _listed(old, name), _listed(new, name)
        found |= {f"消えた{word} {entry}" for entry in before - after}
        found |= {f"新しい{word} {entry}" for entry in after - before}
    lists = {*KEYS, *LISTED}
    rest = (name for name in old if name not in lists and not _is_kept(old[name], new.get(name)))
    return found | set(rest)


def _listed(year: Mapping[str, Any], name: str) -> set[str]:
    """Entries that say the same are told apart by a number."""
    keys = LISTED[name]
    texts = (" ".join(str(e.get(key) or "－") for key in keys) for e in year[name])
    seen: Counter[str] = Counter()
    found = set()
    for text in texts:
        seen[text] += 1
        found.add(text if seen[text] == 1 else f"{text} {seen[text]}")
    return found


def _records(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Keys may be added to a record; what it held must be there as it was, and no record more."""
    for name, key in KEYS.items():
        now = _by_key(new[name], key)
        before = _by_key(old[name], key)
        yield from (f"新しい {name} {place}" for place in now if place not in before)
        for place, record in before.items():
            found = now.get(place, {})
            for field, value in record.items():
                if not _is_kept(value, found.get(field, "なし")):
                    yield f"{name} {place} {field}"


def _by_key(
    records: Iterable[Mapping[str, Any]], key: tuple[str, ...]
) -> dict[str, Mapping[str, Any]]:
    """The records by place; a further one of the same place is told apart by a number."""
    found: dict[str, Mapping[str, Any]] = {}
    for record in records:
        place = first = " ".join(str(record[k]) for k in key)
        number = 1
        while place in found:
            number += 1
            place = f"{first} {number}"
        found[place] = record
    return found


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


OLD = json.loads((FOLDER / YEARS[0] / RESULT).read_text(encoding="utf-8"))


def changed() -> Any:
    """The frozen year, to be changed."""
    return copy.deepcopy(OLD)


def test_a_change_would_be_noticed() -> None:
    new = changed()
    assert differences(OLD, new) == set()
    new["initiatives"][0]["amount_yen"] = 1
    new["findings"].pop()
    assert len(differences(OLD, new)) == 2
    new["initiatives"][0]["budgets"][0]["more"] = 1  # a further key is none
    assert len(differences(OLD, new)) == 2
    new["initiatives"][0]["budgets"][0]["amount_text"] = "1円"
    assert len(differences(OLD, new)) == 3


@pytest.mark.parametrize("name", [name for name, part in OLD.items() if part])
def test_every_part_of_a_year_is_compared(name: str) -> None:
    """What is gone, what is more, and another word in place of one."""
    for spoil in (_less, _more) if isinstance(OLD[name], list) else (_other,):
        new = changed()
        spoil(new, name)
        assert differences(OLD, new) != set(), spoil.__name__


def _less(year: Any, name: str) -> None:
    year[name].pop(0)


def _more(year: Any, name: str) -> None:
    year[name].append(year[name][-1])


def _other(year: Any, name: str) -> None:
    year[name] = "別"


@pytest.mark.parametrize("field", ["given", "code", "waived", "severity"])
def test_another_finding_of_one_place_would_be_noticed(field: str) -> None:
    new = changed()
    new["findings"][0][field] = "別"
    assert len(differences(OLD, new)) == 2


def test_other_words_of_a_message_are_no_difference() -> None:
    new = changed()
    new["findings"][0]["message"] = "別の言い方"
    assert differences(OLD, new) == set()
