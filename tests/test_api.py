"""The public functions: their examples run as they stand in the docstrings."""

from __future__ import annotations

import doctest

import pytest

import zushi_xl
from tests.conftest import ROOT


def test_the_examples_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(zushi_xl)
    assert found.attempted >= 4
    assert found.failed == 0


def test_normalize_knows_what_the_field_knows() -> None:
    assert zushi_xl.normalize("2,289", unit="千円").value == 2_289_000
    with pytest.raises(TypeError):
        zushi_xl.normalize("1", colour="red")
