"""Tables and their text rendering."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.masters.books import book
from zushi_xl.masters.tables import Table, make_table, read_table, tables_from_text, tables_to_text

texts = st.text(
    st.one_of(
        st.sampled_from("\\\t\n\r# ⏎n①"),
        st.characters(max_codepoint=0x3100, exclude_categories=["Cs"]),
    ),
    max_size=8,
)


@st.composite
def some_tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    row = st.lists(texts, min_size=width, max_size=width)
    headers = draw(row.filter(any))
    return make_table(draw(texts), headers, draw(st.lists(row, max_size=4)))


@given(st.lists(some_tables(), max_size=3))
def test_the_text_rendering_gives_the_tables_back(tables: list[Table]) -> None:
    assert tables_from_text(tables_to_text(tables)) == tuple(tables)


def test_the_rendering_is_one_line_per_row() -> None:
    table = make_table("KPI", ["コード", "値"], [["5-1", "23件\n8件"], ["#", ""]])
    assert tables_to_text([table]) == "## KPI\nコード\t値\n5-1\t23件\\n8件\n\\#\t\n"


def test_spaces_lost_at_line_ends_do_not_matter() -> None:
    assert tables_from_text("## A\nx\ty\n1\n") == (make_table("A", ["x", "y"], [["1", ""]]),)


def test_empty_rows_are_left_out_and_lines_stay_true() -> None:
    sheet = book("# A\nx | y\n1 |\n\n | 2\n").sheets[0]
    table = read_table(sheet, "f.xlsx")
    assert [(row.line, row.texts) for row in table.rows] == [(1, ("1", "")), (3, ("", "2"))]
    assert str(table.source(3, 1)) == "f.xlsx A B4"
