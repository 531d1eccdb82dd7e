"""What lies beside a good return, and which of two counts: a part of ``robustness.py --folders``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workflow import folder_cases
from zushi_xl.masters.load import Masters

FORMATS = ("xlsx",)  # no other program is needed for these


@pytest.fixture(scope="module")
def material(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> folder_cases.Material:
    return folder_cases.Material(masters, tmp_path_factory.mktemp("material"), FORMATS, 2)


@pytest.mark.skipif(os.name == "nt", reason="pipes and links are those of POSIX")
def test_every_entry_is_met_and_told(material: folder_cases.Material, tmp_path: Path) -> None:
    notes = []
    for number, name in enumerate(folder_cases.entries(material)):
        folder = tmp_path / name
        folder.mkdir()
        case = folder_cases.entry(material, name, number, folder)
        notes += folder_cases.judge(material, case, folder).notes
    assert notes == []


def test_the_right_one_of_two_counts(material: folder_cases.Material, tmp_path: Path) -> None:
    notes = []
    for number, (relation, one, other) in enumerate(folder_cases.orders(material)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        case = folder_cases.order(material, relation, one, other, number, folder)
        notes += folder_cases.judge(material, case, folder).notes
    assert notes == []
