"""対応の確認: each kind of line, with the words that stand in it."""

from __future__ import annotations

import pytest

from tests.masters.books import PLAN
from tests.redline.plans import WITH_IDS, compared, edited
from tests.redline.test_plan_diff import LAST_ROW, STEPS
from zushi_xl.redline.carried import Carried, Conflict
from zushi_xl.redline.carried_values import CarriedRow, Memory, PartlyCarried
from zushi_xl.redline.hand_rows import Displaced
from zushi_xl.redline.pieces import kept
from zushi_xl.redline.remarks import carried_remarks, remarks_of

FOLLOWS = edited(("並木を植える | | 植えます。", "歩道を広げる | | 広げます。"))
DIRECTION = "1-1 | １ | 道を整える | | 歩道を広げます。"
TWO = edited((DIRECTION, f"{DIRECTION}\n1-2 | ２ | 川を守る | | 川を清めます。"), text=FOLLOWS)
BY_CODE = "場所と番号が同じです。別のものなら、IDを変えてください。"
OTHER = "1-1-①-② | ② | 図書を貸す | 公園課 | 本です。 | ー | ー | | 継続 | |"


def remarks(new: str, old: str) -> list[tuple[str, str, str, str]]:
    return [(r.what, r.old, r.new, r.how) for r in remarks_of(compared(new, old).pairs)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FOLLOWS, FOLLOWS, []),
        (FOLLOWS, edited(("なくします。", "減らします。"), text=FOLLOWS), []),
        (FOLLOWS, edited((STEPS + "\n", ""), text=FOLLOWS), []),
        (
            FOLLOWS,
            edited(("1-1-①-② | ②", "1-1-①-③ | ③"), text=FOLLOWS),
            [("番号変更", "1-1-①-②　取り組み②　段差をなくす", "1-1-①-③　取り組み③　段差をなくす", "名称が同じです。")],
        ),
        (
            FOLLOWS,
            edited(("| 段差をなくす |", "| 段差を減らす |"), text=FOLLOWS),
            [("名称変更", "1-1-①-②　取り組み②　段差をなくす", "1-1-①-②　取り組み②　段差を減らす", BY_CODE)],
        ),
        (
            FOLLOWS,
            edited((STEPS, STEPS.replace("1-1-①-②", "1-1-②-②")), text=FOLLOWS),
            [("移動", "1-1-①-②　取り組み②　段差をなくす", "1-1-②-②　取り組み②　段差をなくす", "名称が同じです。")],
        ),
        (
            FOLLOWS,
            edited(("人が行き交うまち", "緑のまち"), ("歩いて楽しいまち", "歩いて嬉しいまち"), text=FOLLOWS),
            [("名称変更", "1　第１節　歩いて楽しいまち", "1　第１節　歩いて嬉しいまち", BY_CODE)],
        ),
        (
            FOLLOWS,
            edited(("緑陰の整備", "図書の貸出し"), text=FOLLOWS),
            [
                (
                    "入れ替えか",
                    "1-1-②　具体的施策②　緑陰の整備",
                    "1-1-②　具体的施策②　図書の貸出し",
                    "番号は同じですが、名称も文章もあまり似ていません（0%）。"
                    "一つのものが変わったとして示しました。別のものに入れ替えたのなら、"
                    "それぞれに違うIDを付けると、削除と新規になります。",
                )
            ],
        ),
        (
            TWO,
            edited(("1-1-②", "1-2-①"), ("1-2-① | ②", "1-2-① | ①"), text=TWO),
            [("移動", "1-1-②　具体的施策②　緑陰の整備", "1-2-①　具体的施策①　緑陰の整備", "名称が同じです。")],
        ),
    ],
)  # fmt: skip
def test_how_items_were_recognised(
    old: str, new: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert remarks(new, old) == expected


def test_an_id_is_named_as_the_reason() -> None:
    old, new = (
        WITH_IDS.replace(STEPS, f"{row} | A1").replace(
            "並木を植える | | 植えます。", "歩道を広げる | | 広げます。"
        )
        for row in (STEPS, OTHER)
    )
    assert remarks(new, old) == [
        (
            "名称変更",
            "1-1-①-②　取り組み②　段差をなくす",
            "1-1-①-②　取り組み②　図書を貸す",
            "IDまたは再掲元が同じです。",
        )
    ]


def test_likeness_is_named_as_the_reason() -> None:
    old = edited(("段差をなくす", "歩道の段差をなくす"), text=FOLLOWS)
    moved = STEPS.replace("1-1-①-②", "1-1-②-②").replace("段差をなくす", "歩道の段差を減らす")
    new = edited((STEPS, moved), text=FOLLOWS)
    ((what, _, _, how),) = remarks(new, old)
    assert (what, how) == (
        "移動",
        "名称か文章が似ています（100%）。別のものなら、それぞれにIDを付けてください。",
    )


SWAPPED = (
    "入れ替えか",
    "1-1-①-②　取り組み②　段差をなくす",
    "1-1-①-②　取り組み②　図書を貸す",
    "番号は同じですが、名称も文章も違うので、削除と新規として示しました。"
    "一つのものなら、両方に同じIDを付けてください。",
)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [(("", ""), [SWAPPED]), (("A1", ""), [SWAPPED]), (("", "B1"), [SWAPPED]), (("A1", "B1"), [])],
)
def test_what_came_under_the_code_of_what_went(
    ids: tuple[str, str], expected: list[tuple[str, str, str, str]]
) -> None:
    """Two IDs of two things have answered the question."""
    text = WITH_IDS.replace("並木を植える | | 植えます。", "歩道を広げる | | 広げます。")
    old = text.replace(STEPS, f"{STEPS} | {ids[0]}").replace("なくします。", "平らにする。")
    new = text.replace(STEPS, f"{OTHER} | {ids[1]}")
    old, new = (each.replace("| ー | ー |", "| ー | |") for each in (old, new))
    assert remarks(new, old) == expected


def test_what_came_under_another_code_is_no_question() -> None:
    new = edited((STEPS, OTHER.replace("1-1-①-② | ②", "1-1-①-③ | ③")), text=FOLLOWS)
    assert remarks(new, FOLLOWS) == []


def test_what_came_under_the_code_of_what_was_renumbered_is_no_question() -> None:
    moved = STEPS.replace("1-1-①-② | ②", "1-1-①-③ | ③")
    new = edited((STEPS, f"{OTHER}\n{moved}"), text=FOLLOWS)
    steps = "取り組み{}　段差をなくす"
    assert remarks(new, FOLLOWS) == [
        (
            "番号変更",
            f"1-1-①-②　{steps.format('②')}",
            f"1-1-①-③　{steps.format('③')}",
            "名称が同じです。",
        )
    ]


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ("歩道を広げる | | 広げます。 | 1-1-①-2 | 道路事業", False),
        ("歩道を拡げる | | 広げます。 | 1-1-①-2 | 道路事業", True),
        ("歩道を広げる | | 拡げます。 | 1-1-①-2 | 道路事業", True),
        ("歩道を広げる | | 広げます。 | 1-1-①-2 | ー", True),
    ],
)
def test_a_relisted_row_must_say_what_its_source_says(row: str, is_told: bool) -> None:
    text = edited(("並木を植える | | 植えます。 | 1-1-①-2 | 道路事業", row))
    name = row.split(" | ")[0]
    expected = (
        "再掲",
        "1-1-①-①　取り組み①　歩道を広げる",
        f"1-1-②-①　取り組み①　{name}",
        "再掲の行が元（1-1-①-①）と違います。計画マスタの取り組み A4の行を元に合わせてください。",
    )
    assert remarks(text, text) == ([expected] if is_told else [])


def test_a_row_without_a_source_is_no_relisted_one() -> None:
    text = edited((LAST_ROW, LAST_ROW.replace("| 1-1-①-① |", "| |")))
    assert remarks(text, text) == []
    assert remarks(PLAN, PLAN) != []


def test_what_became_of_what_people_wrote() -> None:
    carried = Carried(
        rows=(
            CarriedRow("a", "甲", {"文": kept("人の文"), "頁": kept("9")}, corrected=("文",)),
            CarriedRow("b", "乙", {"文": kept("元の文")}),
        ),
        memory={},
        conflicts=(
            Conflict("2", "丙", "頁", "28"),
            Conflict("3", "丁", "文", "古い", is_known=False),
        ),
        absent=(
            ("x", Memory("戊", "4", typed={"項目": kept("時点修正")}, comments={"文": "見て"})),
            ("y", Memory("", typed={"項目": kept("己")})),
        ),
        displaced=(Displaced("手", "庚", "甲"), Displaced("上", "辛", "")),
        restored=("壬",),
        notices=(PartlyCarried("数式", "F5", "LEN(E5)", "値だけです。"),),
    )
    absent = "前の一覧にあり、今回はありません。書き込みは覚えていて、行がまた現れたら戻します。"
    stood = "がまた現れたら、その下に戻します。"
    assert [(r.what, r.old, r.new, r.how) for r in carried_remarks(carried)] == [
        ("前の行", "No.4　戊\n項目：時点修正\nメモ：見て", "", absent),
        ("前の行", "y\n項目：己", "", absent),
        (
            "手直しと食い違い",
            "No.2　丙　頁：28",
            "",
            "前の一覧で手直しされていましたが、計画マスタも変わったので、新しい方を載せました。",
        ),
        (
            "控えのないセル",
            "No.3　丁　文：古い",
            "",
            "前の一覧のシート「控え」にこの行がないので、手直しか計画マスタの変更か分かりません。"
            "新しい方を載せました。手直しなら、もう一度書き込んでください。",
        ),
        ("数式", "F5\nLEN(E5)", "", "値だけです。"),
        (
            "手直し",
            "甲",
            "文：人の文",
            "前の一覧で手直しされたまま載せました。計画マスタからの文に戻すには、"
            "前の一覧を別の場所に移してから実行してください。",
        ),
        (
            "手で加えた行",
            "手",
            "甲",
            f"すぐ上にあった行「庚」が今回はないので、「改定案」に示す行の下に置きました。行{stood}",
        ),
        (
            "手で加えた行",
            "上",
            "（先頭）",
            f"すぐ上にあった行「辛」が今回はないので、「改定案」に示す行の下に置きました。行{stood}",
        ),
        ("消した行", "壬", "", "前の一覧から消されていましたが、違いがあるので載せました。"),
    ]


def test_a_row_that_is_no_longer_relisted_is_no_other_name() -> None:
    """It keeps its code and name, as after a year in which its source has ended."""
    new = edited((" | 道路事業 | 1-1-①-① | 新規", " | 道路事業 | | 新規"), text=FOLLOWS)
    assert remarks(new, FOLLOWS) == [
        (
            "入れ替えか",
            "1-1-②-①　取り組み①　歩道を広げる",
            "1-1-②-①　取り組み①　歩道を広げる",
            "番号は同じですが、片方だけが再掲なので、削除と新規として示しました。"
            "再掲をやめたか、再掲にしたのなら、このままで構いません。",
        )
    ]
