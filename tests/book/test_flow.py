"""Which strips begin a page: none lost, none overfull, none nearly empty where that can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.sheets.book.flow import ENTRY, FREE, KEPT, ROW, Strip, fill_pages

_STRIPS = st.lists(
    st.builds(
        Strip,
        st.floats(1, 90),
        st.sampled_from([0.0, 5.0]),
        st.sampled_from([FREE, ENTRY, ROW, KEPT]),
        st.sampled_from([0.0, 10.0]),
        st.booleans(),
    ),
    min_size=1,
    max_size=60,
)


def list_of_starts(strips: list[Strip], room: float) -> list[int]:
    return list(fill_pages(strips, room).starts)


def filled(strips: list[Strip], room: float) -> list[float]:
    """Points used of each page."""
    starts, left_out = fill_pages(strips, room)
    return [
        strips[a].opening
        + strips[a].height
        + sum(strips[i].gap + strips[i].height for i in range(a + 1, b) if i not in left_out)
        for a, b in zip(starts, [*starts[1:], len(strips)], strict=True)
    ]


@given(_STRIPS)
def test_no_page_is_overfull(strips: list[Strip]) -> None:
    starts, left_out = fill_pages(strips, 100.0)
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))
    assert all(strips[number].spare for number in left_out)
    assert all(used <= 100.0 + 1e-6 for used in filled(strips, 100.0))


def test_nothing_is_no_page() -> None:
    assert list_of_starts([], 100.0) == []


def test_a_strip_higher_than_the_page_gets_one() -> None:
    assert list_of_starts([Strip(10.0), Strip(500.0), Strip(10.0)], 100.0) == [0, 1, 2]


def test_the_last_page_is_not_nearly_empty() -> None:
    """Eleven rows of ten points: 10 + 1 would leave the second page a tenth full."""
    pages = filled([Strip(10.0)] * 11, 100.0)
    assert len(pages) == 2
    assert min(pages) > 33


def test_a_page_that_fits_stays_one() -> None:
    strips = [Strip(10.0), *[Strip(10.0, cost=FREE)] * 9]
    assert list_of_starts(strips, 100.0) == [0]


def test_entries_stay_whole_where_that_costs_no_page() -> None:
    strips = [Strip(20.0, cost=ENTRY if n % 4 == 0 else ROW) for n in range(8)]
    assert list_of_starts(strips, 100.0) == [0, 4]


def test_an_entry_is_parted_where_that_saves_a_page() -> None:
    strips = [Strip(20.0, cost=ENTRY if n % 3 == 0 else ROW) for n in range(9)]
    assert len(list_of_starts(strips, 100.0)) == 2


def test_what_is_kept_with_the_line_above_begins_no_page() -> None:
    strips = [*[Strip(10.0)] * 10, Strip(10.0, cost=KEPT), *[Strip(10.0)] * 5]
    assert 10 not in list_of_starts(strips, 100.0)


def test_a_chain_of_kept_strips_is_parted_all_the_same() -> None:
    assert len(list_of_starts([Strip(30.0, cost=KEPT)] * 6, 100.0)) == 2


def test_heads_that_come_again_take_room() -> None:
    assert list_of_starts([Strip(50.0, opening=10.0)] * 3, 100.0) == [0, 1, 2]
    assert len(list_of_starts([Strip(50.0)] * 3, 100.0)) == 2


def test_a_spare_strip_is_left_out_where_it_would_cost_a_page() -> None:
    rows = [Strip(45.0), Strip(30.0, spare=True), Strip(45.0)]
    assert fill_pages(rows, 100.0) == ((0,), frozenset({1}))
    assert fill_pages(rows, 120.0) == ((0,), frozenset())
