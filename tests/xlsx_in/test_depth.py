"""How deep elements may be nested: told by counting tags, before anything is parsed."""

from __future__ import annotations

import pytest

from zushi_xl.xlsx_in import limits
from zushi_xl.xlsx_in.part_xml import parse, refuse_deep, stream
from zushi_xl.xlsx_in.unreadable import Refused


def nested(depth: int, inner: str = "") -> bytes:
    return ("<a>" * depth + inner + "</a>" * depth).encode()


@pytest.mark.parametrize("depth", [1, 2, limits.DEPTH - 1, limits.DEPTH])
def test_up_to_the_limit_it_is_parsed(depth: int) -> None:
    assert parse(nested(depth), "a.xml").tag == "a"


@pytest.mark.parametrize("depth", [limits.DEPTH + 2, 5_000, 100_000])
def test_beyond_it_is_refused(depth: int) -> None:
    with pytest.raises(Refused, match="入れ子が深すぎます"):
        parse(nested(depth), "a.xml")


def test_side_by_side_is_not_deep() -> None:
    refuse_deep(nested(3, "<b>x</b>" * 50_000 + "<c/>" * 50_000), "a.xml")


def test_comments_are_no_elements() -> None:
    refuse_deep(nested(1, "<!-- x --><b>x</b>" * 5_000), "a.xml")


def test_a_large_part_is_counted_across_its_pieces() -> None:
    side = b"<b>" + b"x" * 1000 + b"</b>"
    wide = b"<r>" + side * 5_000 + b"</r>"
    assert sum(1 for _ in stream(wide, "a.xml", 100_000, "b")) > 4_999
    deep = b"<r>" + side * 2_500 + nested(2_000) + side * 2_500 + b"</r>"
    with pytest.raises(Refused, match="入れ子が深すぎます"):
        list(stream(deep, "a.xml", 100_000, "b"))
