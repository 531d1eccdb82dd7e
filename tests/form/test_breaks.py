"""Pages end before a block, never between a label and its field, and are never overfull."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.sheets.form.breaks import PAGE_HEIGHT, page_breaks


def test_one_page_needs_no_break() -> None:
    assert page_breaks(dict.fromkeys(range(7), 100), range(7), 50, (), ()) == ()


def test_a_block_goes_to_the_next_page_whole() -> None:
    heights = dict.fromkeys(range(10), 100)
    assert page_breaks(heights, range(10), 50, {0, 4}, {1, 2, 3, 5, 6, 7, 8, 9}) == (4,)


def test_a_block_longer_than_a_page_is_parted_between_its_lines() -> None:
    heights = dict.fromkeys(range(20), 100)
    breaks = page_breaks(heights, range(20), 0, {0}, {1, 3, 5, 7, 9, 11, 13, 15, 17, 19})
    assert breaks == (6, 12, 18)


def test_rows_that_belong_together_are_parted_only_where_they_must() -> None:
    heights = dict.fromkeys(range(9), 100)
    assert page_breaks(heights, range(9), 0, (), set(range(1, 9))) == (7,)


ROWS = st.lists(st.floats(5, 409), min_size=1, max_size=60)


@given(ROWS, st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.floats(0, 60))
def test_no_page_is_overfull(
    rows: list[float], blocks: set[int], kept: set[int], repeated: float
) -> None:
    heights = dict(enumerate(rows))
    edges = [0, *page_breaks(heights, range(len(rows)), repeated, blocks, kept), len(rows)]
    assert edges == sorted(set(edges))
    for begin, end in zip(edges, edges[1:], strict=False):
        height = sum(rows[begin:end]) + (repeated if begin else 0)
        assert height <= PAGE_HEIGHT + 1e-6 or end == begin + 1
