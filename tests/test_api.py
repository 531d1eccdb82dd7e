"""The examples in docstrings run as they stand there: of the public functions, and of all others."""

from __future__ import annotations

import doctest
import importlib

import pytest

import zushi_xl
from tests.conftest import ROOT
from tests.test_layers import SOURCES, _module

WITH_EXAMPLES = [_module(path) for path in SOURCES if ">>> " in path.read_text(encoding="utf-8")]


def test_the_public_functions_have_examples() -> None:
    for function in (zushi_xl.collect, zushi_xl.load, zushi_xl.normalize):
        assert doctest.DocTestFinder(recurse=False).find(function)[0].examples, function.__name__


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_every_module_are_true(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert found.failed == 0


def test_normalize_knows_what_the_field_knows() -> None:
    assert zushi_xl.normalize("2,289", unit="千円").value == 2_289_000
    with pytest.raises(TypeError):
        zushi_xl.normalize("1", colour="red")
