"""Long texts are parted between rows and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.sheets.book.long_texts import MOST_LINES, split_text
from zushi_xl.workbook.metrics import lines_needed

_WORDS = st.text(alphabet="あいう。、aA1 ①\n", max_size=3000)


@given(_WORDS)
def test_parts_hold_the_whole_text_and_fit(text: str) -> None:
    parts = split_text(text, 500, 10)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(lines_needed(part, 500, 10) <= MOST_LINES for part in parts)


def test_text_is_parted_at_line_ends() -> None:
    lines = [f"・{number}行目の記載。" for number in range(40)]
    parts = split_text("\n".join(lines), 500, 10)
    assert [line for part in parts for line in part.split("\n")] == lines
    assert len(parts) == 3


def test_one_endless_line_is_parted_after_a_sentence() -> None:
    parts = split_text("市民とともに進める。" * 200, 500, 10)
    assert len(parts) > 1
    assert all(part.endswith("。") for part in parts)


def test_short_text_stays_whole() -> None:
    assert split_text("", 500, 10) == [""]
    assert split_text("一行目\n二行目", 500, 10) == ["一行目\n二行目"]
