"""Mutated books: no value of another field without a word, nothing lost without a word.

``benchmarks/robustness.py`` runs more of them and prints the table.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.reading.filled import Distribution
from tests.reading.judging import judge
from tests.reading.mutations import ALL, COMBINED, mutate
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader

_COMBINATIONS = range(50)
_FATAL = ("wrong", "lost", "traceback", "unsaid", "noise")


@pytest.fixture(scope="module")
def distribution(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    return Distribution(masters, tmp_path_factory.mktemp("distributed"))


@pytest.fixture(scope="module")
def reader(masters: Masters) -> Reader:
    return Reader(masters.plan, masters.form)


@pytest.mark.parametrize("name", ALL)
def test_alone(name: str, distribution: Distribution, reader: Reader, tmp_path: Path) -> None:
    mutated = mutate(distribution, name, seed=7)
    verdict = judge(reader, mutated, mutated.write(tmp_path))
    assert not {kind for kind in _FATAL if verdict.counts[kind]}, verdict.notes


def test_combined(distribution: Distribution, reader: Reader, tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    notes = []
    for seed in _COMBINATIONS:
        mutated = mutate(distribution, COMBINED, seed)
        verdict = judge(reader, mutated, mutated.write(tmp_path))
        counts.update(verdict.counts)
        notes += [f"{seed} {'+'.join(mutated.steps)} {note}" for note in verdict.notes]
    assert not counts["wrong"] + counts["traceback"], notes
    fields = sum(counts[kind] for kind in ("right", "reported", "lost"))
    assert counts["right"] + counts["reported"] >= 0.995 * fields, notes
