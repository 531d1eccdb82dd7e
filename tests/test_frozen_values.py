"""Everything between reading and writing is a frozen value; who works with changing state is named."""

from __future__ import annotations

import dataclasses
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import zushi_xl

ROOMS = (
    "findings",
    "plan",
    "quantity",
    "redline",
    "report",
    "returned",
    "rules",
    "text",
    "workbook",
)
WORKERS = {
    "zushi_xl.redline.difference_cleanup.Step",
    "zushi_xl.redline.matching._Rest",
    "zushi_xl.returned.instances.Instance",
    "zushi_xl.returned.line_rows.LineRows",
}


def dataclasses_of(room: str) -> Iterator[type]:
    package = import_module(f"zushi_xl.{room}")
    names = [m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    for module in map(import_module, names):
        for _, one in inspect.getmembers(module, inspect.isclass):
            if one.__module__ == module.__name__ and dataclasses.is_dataclass(one):
                yield one


@pytest.mark.parametrize("room", ROOMS)
def test_values_are_frozen(room: str) -> None:
    for one in dataclasses_of(room):
        name = f"{one.__module__}.{one.__qualname__}"
        assert one.__dataclass_params__.frozen is (name not in WORKERS), name  # type: ignore[attr-defined]


def test_the_rooms_are_there() -> None:
    assert all(import_module(f"{zushi_xl.__name__}.{room}") for room in ROOMS)
