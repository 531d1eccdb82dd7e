"""收集結果.json is read as what it is, or refused in one Japanese line."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rollover.small import (
    actual,
    error,
    evaluation,
    initiative,
    program,
    result,
)
from zushi_xl.findings.finding import Problem
from zushi_xl.rollover import read_result

FULL = result(
    evaluations=[evaluation("1")],
    kpi_values=[actual("1", "51.2%", "51.2", "％")],
    initiatives=[initiative("1-1-①-①", "広げた。", 5)],
    budget_programs=[program("道路事業", 5)],
    findings=[error()],
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return [path, *(p for key, inner in items for p in _paths(inner, (*path, key)))]


def _with(path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(FULL)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def test_the_facts_of_a_year() -> None:
    year = read_result(json.dumps(FULL), "収集結果.json")
    assert year.fiscal_year == 2024
    assert year.sections[(1,)].rating == "B"
    assert year.actuals[(1,), 1].text == "51.2%"
    assert year.initiatives[1, 1, 1, 1].amount == 5
    assert [e.rule for e in year.errors] == ["rating-unknown"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"schema": 2}', "開けません", "[" * 99999]
)
def test_what_is_no_result(text: str) -> None:
    with pytest.raises(Problem, match="収集結果の形ではありません"):
        read_result(text, "収集結果.json")


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("evaluations",), {}, "「evaluations」"),
        (("evaluations", 0, "rating"), 5, "「evaluations」の 1 件目"),
        (("kpi_values", 0, "text"), None, "「kpi_values」の 1 件目"),
        (("initiatives", 0, "amount_yen"), "5円", "「initiatives」の 1 件目"),
        (("initiatives", 0, "amount_yen"), True, "「initiatives」の 1 件目"),
        (("findings", 0), "だめ", "「findings」の 1 件目"),
        (("fiscal_year",), "2024", "「fiscal_year」"),
    ],
)
def test_another_shape_is_named(path: tuple[Any, ...], value: Any, place: str) -> None:
    with pytest.raises(Problem) as refused:
        read_result(json.dumps(_with(path, value)), "収集結果.json")
    assert place in str(refused.value)
    assert "\n" not in str(refused.value)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(path=st.sampled_from(_paths(FULL)), value=_ANY)
def test_any_change_is_read_or_refused(path: tuple[Any, ...], value: Any) -> None:
    with suppress(Problem):
        read_result(json.dumps(_with(path, value)), "収集結果.json")
