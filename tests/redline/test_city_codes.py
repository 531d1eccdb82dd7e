"""Codes of other cities: numbered through the plan, or with another sign between their parts."""

from __future__ import annotations

from tests.masters.test_levels import FOUR
from tests.redline.plans import compared, edited

DOTTED = edited(
    ("施策 | Ⅲ-5 |", "施策 | Ⅲ.5 |"),
    ("Ⅰ-1 | 港", "Ⅰ.1 | 港"),
    ("Ⅱ-1 | 見守り", "Ⅱ.1 | 見守り"),
    ("訪問 | Ⅱ-1", "訪問 | Ⅱ.1"),
    ("ⅰ－１ | 1", "ⅰ．１ | 1"),
    text=FOUR,
)


def _pairs(new: str, old: str) -> dict[str, tuple[str, str]]:
    """By the old code the new one, and how they were known for one."""
    return {p.match.old: (p.match.new, p.match.how) for p in compared(new, old).pairs}


def test_a_number_through_the_plan_is_known_again_in_another_place() -> None:
    moved = edited(
        ("21101 | 訪問 | Ⅱ-1 | 福祉課", "21101 | 通いの場 | Ⅰ-1 | 福祉課"),
        ("0102 | 電話の見守り | 21101", "0102 | 集いの支援 | 11101"),
        text=FOUR,
    )
    pairs = _pairs(moved, FOUR)
    assert pairs["21101"] == ("21101", "コード")
    assert pairs["0102"] == ("0102", "コード")
    assert "" not in pairs  # nothing came


def test_two_ids_are_two_things_whatever_their_number() -> None:
    ids = edited(
        (
            "コード | 名称 | 上位 | 担当課 | 予算事業名",
            "コード | 名称 | 上位 | 担当課 | 予算事業名 | ID",
        ),
        ("0102 | 電話の見守り | 21101 | | ー", "0102 | 電話の見守り | 21101 | | ー | A"),
        ("86 | 桟橋の改修 | 11101 | 港湾課 | ー", "86 | 桟橋の改修 | 11101 | 港湾課 | ー | B"),
        text=FOUR,
    )
    other = edited(("電話の見守り | 21101 | | ー | A", "集いの支援 | 21101 | | ー | C"), text=ids)
    pairs = _pairs(other, ids)
    assert pairs["0102"][0] == ""
    assert pairs[""] == ("0102", "")


def test_the_own_number_of_a_dotted_code_is_known_under_a_renumbered_parent() -> None:
    renumbered = edited(
        ("Ⅱ | 福祉 |", "Ⅲ | 福祉 |"),
        ("Ⅱ.1 | 見守り", "Ⅲ.1 | 支えあい"),
        ("訪問 | Ⅱ.1", "訪問 | Ⅲ.1"),
        text=DOTTED,
    )
    pairs = _pairs(renumbered, DOTTED)
    assert pairs["Ⅱ"] == ("Ⅲ", "名称")
    assert pairs["Ⅱ.1"] == ("Ⅲ.1", "コード")
    whats = {remark.old: remark.what for remark in compared(renumbered, DOTTED).remarks}
    assert not [what for old, what in whats.items() if old.startswith("Ⅱ.1") and what == "番号変更"]
