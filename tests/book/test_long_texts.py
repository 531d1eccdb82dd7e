"""Where lines of long texts end: nothing is lost, no line is too long, none begins with 。."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.sheets.book.long_texts import NEVER_FIRST, begun_text, line_ends
from zushi_xl.workbook.metrics import text_width, units_of_line

_TEXTS = st.text(alphabet="あいう。、）aA1 ①\n", max_size=600)
_ROOM = units_of_line(500, 10)


def lines(text: str, width: float = 500) -> list[str]:
    """The lines as a reader sees them."""
    ends = line_ends(text, width, 10)
    begins = [0, *ends[:-1]]
    return [text[a:b].removeprefix("\n") for a, b in zip(begins, ends, strict=True)]


@given(_TEXTS)
def test_lines_hold_the_whole_text_and_fit(text: str) -> None:
    shown = lines(text)
    assert "".join(shown).replace("\n", "") == text.replace("\n", "")
    assert all(text_width(line) <= _ROOM for line in shown)


@given(st.lists(st.sampled_from("市民とともに、進める。（例）"), max_size=400).map("".join))
def test_no_line_begins_with_a_closing_mark(text: str) -> None:
    for before, line in zip(lines(text), lines(text)[1:], strict=False):
        # marks in a row that fill a line leave no other place
        assert line[0] not in NEVER_FIRST or all(c in NEVER_FIRST for c in before[-24:])


def test_typed_line_ends_are_line_ends() -> None:
    assert lines("・一つ目。\n\n・二つ目。") == ["・一つ目。", "", "・二つ目。"]
    assert lines("") == [""]


def test_figures_and_latin_words_stay_whole() -> None:
    assert lines("あ" * 34 + "2,289,233円")[1].startswith("2,289,233")


def test_a_comma_at_the_end_of_a_line_takes_the_character_before_it_along() -> None:
    text = "あ" * (_ROOM // 2) + "、" + "い" * 5
    assert lines(text)[1] == "あ、いいいいい"


def test_begun_text_is_whole_where_it_fits() -> None:
    assert begun_text("一行目\n二行目", 500, 10, 2) == "一行目\n二行目"
    assert begun_text("一\n二\n三", 500, 10, 2) == "一\n二"
