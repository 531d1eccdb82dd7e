"""Nothing is lost or made up: any two texts come back from their marked difference."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zushi_xl.redline import text_diff
from zushi_xl.redline.compose import TextPair, composed
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined, new_text, old_text
from zushi_xl.redline.row_parts import LONGEST_CELL, MOST_RUNS, split_pieces
from zushi_xl.redline.text_diff import diff_texts
from zushi_xl.redline.tokens import sentences, tokens

ANY = st.text(st.characters(), max_size=60)
# few characters of every script make texts that have much in common
JAPANESE = st.text("市民活動のをにする推進カナーAI12０,.％。、・\n（）「」　_x000D", max_size=60)
TEXTS = ANY | JAPANESE
PIECES = st.lists(st.builds(MarkedPiece, st.sampled_from(Mark), st.text(min_size=1, max_size=40)))


@settings(deadline=None)
@given(TEXTS)
def test_tokens_and_sentences_keep_every_character(text: str) -> None:
    assert "".join(tokens(text)) == text
    assert "".join(sentences(text)) == text


@settings(max_examples=600, deadline=None)
@given(TEXTS, TEXTS)
def test_a_difference_gives_both_texts_back(old: str, new: str) -> None:
    pieces = diff_texts(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert pieces == joined(pieces)


@settings(max_examples=300, deadline=None)
@given(JAPANESE, st.data())
def test_an_edited_text_keeps_what_was_not_touched(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    new = text[:cut] + data.draw(JAPANESE) + text[cut:]
    pieces = diff_texts(text, new)
    assert (old_text(pieces), new_text(pieces)) == (text, new)


@settings(deadline=None)
@given(st.lists(st.tuples(st.none() | JAPANESE, st.none() | JAPANESE)))
def test_a_row_gives_the_lines_of_both_versions(lines: list[tuple[str | None, str | None]]) -> None:
    pieces = composed([TextPair(*line) for line in lines], ["（注記）"])
    before = "\n".join(old for old, _ in lines if old is not None)
    after = "\n".join(new for _, new in lines if new is not None)
    assert (old_text(pieces), new_text(pieces)) == (before, after)


@settings(deadline=None)
@given(PIECES.map(joined), st.integers(1, 30))
def test_parts_are_the_whole(pieces: Pieces, longest: int) -> None:
    parts = list(split_pieces(pieces, lambda p: sum(len(piece.text) for piece in p) <= longest))
    assert joined(piece for part in parts for piece in part) == pieces
    assert all(sum(len(piece.text) for piece in part) <= longest for part in parts)


def test_parts_keep_to_the_limits_of_excel() -> None:
    long = (MarkedPiece(Mark.ADDED, "𠮷あ" * 30_000),)
    many = tuple(MarkedPiece(mark, "字") for mark in (Mark.REMOVED, Mark.ADDED) * 3_000)
    for pieces in (long, many):
        parts = list(split_pieces(pieces, lambda _: True))
        assert joined(piece for part in parts for piece in part) == pieces
        for part in parts:
            assert len(part) <= MOST_RUNS
            text = "".join(piece.text for piece in part)
            assert len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_parts_are_cut_at_line_ends_or_sentences() -> None:
    pieces = (MarkedPiece(Mark.KEPT, "一行目の文。\n二行目の文。さらに続く文です。"),)
    parts = split_pieces(pieces, lambda p: sum(len(piece.text) for piece in p) <= 16)
    assert ["".join(p.text for p in part) for part in parts] == [
        "一行目の文。\n二行目の文。",
        "さらに続く文です。",
    ]


@settings(deadline=None)
@given(JAPANESE, JAPANESE)
def test_very_long_sentences_are_exact_as_well(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_diff, "_LONGEST", 2)
        patch.setattr(text_diff, "_MOST_PAIRS", 4)
        pieces = diff_texts(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)


_NUMBER = re.compile(r"[0-9０-９]+(?:[,.][0-9０-９]+)*")
_WORDS = st.sampled_from(
    [
        "1,030人",
        "55％",
        "5",
        "12.5",
        "50万円",
        "令和５年度",
        "2024年",
        "を",
        "の",
        "市民",
        "。",
        "、",
        "・",
        "\n",
    ]
    + ["支援する", "ため", "葛\U000e0100", "か\u3099", "サービス"]
)
SENTENCES = st.lists(_WORDS, max_size=14).map("".join)


def cuts(pieces: Pieces, side: Mark) -> set[int]:
    """Where marks begin or end in the text of one side."""
    at, found = 0, set()
    for mark, text in pieces:
        if mark in (Mark.KEPT, side):
            at += len(text)
        found.add(at)
    return found


@settings(max_examples=600, deadline=None)
@given(SENTENCES, SENTENCES)
def test_no_mark_cuts_a_number_or_the_form_of_a_character(old: str, new: str) -> None:
    pieces = diff_texts(old, new)
    for text, side in ((old, Mark.REMOVED), (new, Mark.ADDED)):
        borders = cuts(pieces, side)
        for number in _NUMBER.finditer(text):
            assert not borders.intersection(range(number.start() + 1, number.end()))
        for index, character in enumerate(text):
            assert character not in "\U000e0100\u3099" or index not in borders
