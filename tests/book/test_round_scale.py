"""Round scales hold every figure and begin at 0 unless all figures lie far from it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.report.round_scale import RoundScale

_FIGURES = st.lists(st.decimals(-(10**6), 10**9, places=2), min_size=1, max_size=8)


@given(_FIGURES)
def test_every_figure_lies_within_few_steps(figures: list[Decimal]) -> None:
    for scale in (RoundScale.over(figures), RoundScale.around(figures)):
        assert scale.low <= min(figures)
        assert max(figures) <= scale.high
        assert 1 <= len(scale.ticks) <= 7


def test_a_scale_begins_at_zero_where_the_figures_are_near_it() -> None:
    assert RoundScale.around([Decimal(20), Decimal(50)]).low == 0
    assert RoundScale.around([Decimal(91), Decimal(95)]).low == 91
    assert RoundScale.around([Decimal(7)]).low == 0
    assert RoundScale.over([Decimal(91), Decimal(95)]).low == 0
