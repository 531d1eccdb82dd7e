"""The manual's tables of columns are those of the loaders."""

from __future__ import annotations

import pytest

from tests.samples.make_master_docs import DOCS, PAGES, refreshed


@pytest.mark.parametrize("name", PAGES)
def test_the_manual_is_up_to_date(name: str) -> None:
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == refreshed(name)
