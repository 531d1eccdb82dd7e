"""The benchmark of the stages names what the package has: a stage that is gone would end it."""

from __future__ import annotations

import pytest

from benchmarks.stages import STAGES


@pytest.mark.parametrize(("stage", "holder", "name"), STAGES)
def test_a_stage_is_there(stage: str, holder: object, name: str):
    assert callable(getattr(holder, name, None)), stage
