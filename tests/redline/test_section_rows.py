"""Sections that come, go, move or get other words: every part of their rows, and their order."""

from __future__ import annotations

from tests.masters.books import PLAN
from tests.redline.plans import edited, revisions
from tests.redline.shown import shown

DIRECTION = "1-1 | １ | 道を整える | | 歩道を広げます。"
MEASURE = "1-1-② | ② | 緑陰の整備 | 公園課 | B | 増やします。 | 14"
WATER = f"{MEASURE}\n1-1-③ | ③ | 水辺の整備 | 公園課 | | | 15"
RIVER = f"{DIRECTION}\n1-2 | ２ | 川を守る | | 川を清めます。"
STEPS = "1-1-①-② | ② | 段差をなくす | 公園課 | なくします。 | ー | ー | | 継続 | |"


def rows(new: str, old: str = PLAN) -> list[tuple[str, str, tuple[str, ...], str, str, str]]:
    return [
        (r.key, r.kind.value, r.place, r.page_new, r.page_old, shown(r.pieces))
        for r in revisions(new, old)
    ]


def test_a_measure_comes_and_goes() -> None:
    place, more = ("第１節", "1－③"), edited((MEASURE, WATER))
    assert rows(more) == [
        ("具体的施策/新1-1-③", "新規", place, "15", "ー", "<（新規）\n>{+具体的施策③　水辺の整備+}")
    ]
    assert rows(PLAN, more) == [
        ("具体的施策/1-1-③", "削除", place, "ー", "15", "<（削除）\n>[-具体的施策③　水辺の整備-]")
    ]


def test_a_direction_comes_and_goes_with_its_text() -> None:
    place, more = ("第１節", "2"), edited((DIRECTION, RIVER))
    text = "取り組みの方向２　川を守る\n≪本文≫\n川を清めます。"
    assert rows(more) == [
        ("取り組みの方向/新1-2", "新規", place, "", "ー", f"<（新規）\n>{{+{text}+}}")
    ]
    assert rows(PLAN, more) == [
        ("取り組みの方向/1-2", "削除", place, "ー", "", f"<（削除）\n>[-{text}-]")
    ]


def test_a_measure_that_moved_says_from_where_and_its_texts_are_rows() -> None:
    old = edited((DIRECTION, RIVER))
    new = edited(("1-1-②", "1-2-①"), ("1-2-① | ②", "1-2-① | ①"), text=old)
    assert rows(new, old) == [
        (
            "具体的施策/1-1-②/名称",
            "移動",
            ("第１節", "2－①"),
            "14",
            "14",
            "<（第１節 1から移動）\n>具体的施策[-②-]{+①+}　緑陰の整備",
        )
    ]


def test_a_name_and_a_text_are_two_rows() -> None:
    new = edited(("道を整える | | 歩道を広げます。", "道を直す | | 歩道を延ばします。"))
    assert rows(new) == [
        (
            "取り組みの方向/1-1/名称",
            "改正",
            ("第１節", "1"),
            "",
            "",
            "取り組みの方向１　道を[-整える-]{+直す+}",
        ),
        (
            "取り組みの方向/1-1/本文",
            "改正",
            ("第１節", "1", "本文"),
            "",
            "",
            "取り組みの方向１　道を直す\n≪本文≫\n歩道を[-広げます-]{+延ばします+}。",
        ),
    ]


def test_the_rows_tell_which_columns_they_show() -> None:
    new = edited(("道を整える | | 歩道を広げます。", "道を直す | | 歩道を延ばします。"))
    assert [r.told for r in revisions(new)] == [{"名称", "番号", "コード"}, {"本文"}]
    assert [r.name for r in revisions(new)] == ["道を直す 名称", "道を直す 本文"]
    assert [r.told for r in revisions(edited((MEASURE, WATER)))] == [{"*"}]
    assert [r.told for r in revisions(PLAN, edited((MEASURE, WATER)))] == [{"*"}]


def test_blanks_within_a_name_are_no_change() -> None:
    assert rows(edited(("歩いて楽しいまち", "歩いて 楽しいまち"))) == []


def initiative(code: str, title: str, text: str) -> str:
    return f"{code} | {code[-1]} | {title} | 公園課 | {text} | ー | ー | | 継続 | |"


def with_initiatives(*rows: str, text: str = PLAN) -> str:
    """The plan with these initiatives alone."""
    head, rest = text.split("1-1-①-① | ① | 歩道を広げる")
    return head + "\n".join(rows) + rest[rest.index("\n# 総合戦略") :]


WALK = initiative("1-1-①-①", "歩道を広げる", "広げます。")
STEP = initiative("1-1-①-②", "段差をなくす", "平らにする。")
SIGN = initiative("1-1-①-③", "標識を直す", "標識です。")
TREE = initiative("1-1-②-①", "並木を植える", "植えます。")
BOOK = initiative("1-1-①-②", "図書を貸す", "文庫の本。")


def keys(new: str, old: str) -> list[tuple[str, str]]:
    return [(key, kind) for key, kind, *_ in rows(new, old)]


def test_what_went_stands_before_what_has_its_number_now() -> None:
    old = with_initiatives(WALK, STEP, SIGN, TREE)
    new = with_initiatives(WALK, BOOK.replace("ー | ー", "ー | 道路事業"), SIGN, TREE)
    assert keys(new, old) == [("取り組み/1-1-①-②", "削除"), ("取り組み/新1-1-①-②", "新規")]


def test_rows_stand_in_the_order_of_the_new_plan() -> None:
    """① and ③ went, ② and the tree changed: what went stands by its old number."""
    old = with_initiatives(WALK, STEP, SIGN, TREE)
    new = with_initiatives(STEP.replace("平ら", "平滑"), TREE.replace("植えます", "植樹します"))
    assert keys(new, old) == [
        ("取り組み/1-1-①-①", "削除"),
        ("取り組み/1-1-①-②", "改正"),
        ("取り組み/1-1-①-③", "削除"),
        ("取り組み/1-1-②-①", "改正"),
    ]


def test_what_went_from_a_measure_that_has_another_number_now_stands_there() -> None:
    """The walks are measure ③ now, behind the trees; the sign that went was the walks'."""
    old = with_initiatives(WALK, STEP, SIGN, TREE)
    new = with_initiatives(
        WALK, STEP.replace("平ら", "平滑"), TREE.replace("植えます", "植樹します")
    )
    new = edited(
        ("1-1-①", "1-1-③"), ("1-1-③ | ①", "1-1-③ | ③"), ("K02 | 1-1-1", "K02 | 1-1-3"), text=new
    )
    new = new.replace("1-1-③ | 歩道\n", "1-1-① | 歩道\n")  # of 総合戦略
    assert keys(new, old) == [
        ("取り組み/1-1-②-①", "改正"),
        ("具体的施策/1-1-①/名称", "改正"),
        ("取り組み/1-1-①-②", "改正"),
        ("取り組み/1-1-①-③", "削除"),
    ]
