"""A plugin of pytest that runs the tests of a list, in its order (``mutation_run``)."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--asked", type=Path, help="a file with the names of tests")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that is not there any more was one of a table that the change made shorter."""
    names = config.getoption("--asked").read_text(encoding="utf-8").splitlines()
    found = {item.nodeid: item for item in items}
    items[:] = [found[name] for name in names if name in found]
