"""Every kind of change between two versions of a plan."""

from __future__ import annotations

import pytest

from tests.masters.books import PLAN
from tests.redline.plans import compared, edited, revisions, rows
from zushi_xl.redline.compose import ChangeKind
from zushi_xl.redline.remarks import remarks_of

NEW_ROW = "1-1-②-② | ② | 緑の相談 | 公園課 | 庭木の相談に応じます。 | ー | 道路事業 | | 新規 | |"
LAST_ROW = "1-1-②-① | ① | 並木を植える | | 植えます。 | 1-1-①-2 | 道路事業 | 1-1-①-① | 新規 | |"
STEPS = "1-1-①-② | ② | 段差をなくす | 公園課 | なくします。 | ー | ー | | 継続 | |"


def test_nothing_changed() -> None:
    assert rows(PLAN) == {}


def test_what_a_plan_book_does_not_print_is_no_revision() -> None:
    new = edited(
        ("1200000 | 広げた。", "1300000 | もっと広げた。"),
        ("| A | 続けます。 | 12", "| B | やめます。 | 13"),
        ("| 都市課 | 広げます。", "| 公園課 | 広げます。"),
        ("評価年度 | 2024", "評価年度 | 2025"),
        ("12km | | |", "12km | 13km | |"),
    )
    assert rows(new) == {}


def test_a_new_initiative_is_added_as_a_whole() -> None:
    (row,) = revisions(PLAN.replace(LAST_ROW, f"{LAST_ROW}\n{NEW_ROW}"))
    assert rows(PLAN.replace(LAST_ROW, f"{LAST_ROW}\n{NEW_ROW}")) == {
        "取り組み/新1-1-②-②": "<（新規）\n>{+取り組み②　緑の相談\n説明\n庭木の相談に応じます。\n"
        "【参考】予算事業名\n道路事業+}"
    }
    assert (row.kind, row.page_new, row.page_old) == (ChangeKind.NEW, "14～", "ー")
    assert row.place == ("第１節", "1－②", "取り組み②")


def test_a_deleted_initiative_stands_where_it_was() -> None:
    (row,) = revisions(edited((STEPS + "\n", "")))
    assert (row.key, row.kind, row.page_new) == ("取り組み/1-1-①-②", ChangeKind.DELETED, "ー")


def test_a_renumbered_initiative() -> None:
    new = edited((STEPS, STEPS.replace("1-1-①-② | ②", "1-1-①-③ | ③")))
    assert rows(new) == {"取り組み/1-1-①-②": "取り組み[-②-]{+③+}　段差をなくす"}


def test_a_renamed_initiative_keeps_its_code() -> None:
    new = edited(("| 段差をなくす |", "| 誰もが歩きやすい道にする |"))
    assert rows(new) == {
        "取り組み/1-1-①-②": "取り組み②　[-段差をなくす-]{+誰もが歩きやすい道にする+}"
    }


def test_a_moved_initiative_is_one_row() -> None:
    new = edited((STEPS, STEPS.replace("1-1-①-②", "1-1-②-②")))
    (row,) = revisions(new)
    assert row.kind is ChangeKind.MOVED
    assert rows(new) == {
        "取り組み/1-1-①-②": "<（第１節 1－① 取り組み②から移動）\n>取り組み②　段差をなくす"
    }


def test_moved_and_reworded_is_found_by_likeness() -> None:
    old = edited(
        ("段差をなくす | 公園課 | なくします。", "歩道の段差をなくす | 公園課 | 段差を直します。")
    )
    moved = STEPS.replace("1-1-①-②", "1-1-②-②")
    new = edited(
        (STEPS, moved),
        (
            "段差をなくす | 公園課 | なくします。",
            "歩道と公園の段差をなくす | 公園課 | 段差を直します。",
        ),
    )
    (text,) = rows(new, old).values()
    assert "から移動" in text
    assert "歩道{+と公園+}の段差をなくす" in text


def test_different_ids_are_different_initiatives() -> None:
    header = ("前年度実施内容\n", "前年度実施内容 | ID\n")
    old = edited(header, (STEPS, STEPS + " | A1"))
    new = edited(header, (STEPS, STEPS + " | B1"))
    assert [row.kind for row in revisions(new, old)] == [ChangeKind.DELETED, ChangeKind.NEW]


def test_the_same_id_outweighs_everything() -> None:
    header = ("前年度実施内容\n", "前年度実施内容 | ID\n")
    old = edited(header, (STEPS, STEPS + " | A1"))
    changed = "1-1-②-② | ② | 全く別の名前 | 公園課 | 文も違う。 | ー | 道路事業 | | 継続 | | | A1"
    new = edited(header, (STEPS + "\n", ""), (LAST_ROW, f"{LAST_ROW}\n{changed}"))
    (row,) = revisions(new, old)
    assert (row.key, row.kind) == ("取り組み/A1", ChangeKind.MOVED)


def test_a_relisted_row_follows_its_source() -> None:
    new = edited(("歩道を広げる |", "歩く道を広げる |"), ("並木を植える |", "歩く道を広げる |"))
    texts = rows(new, edited(("並木を植える |", "歩道を広げる |")))
    assert texts["取り組み/1-1-①-①"] == "取り組み①　[-歩道-]{+歩く道+}を広げる"
    assert texts["取り組み/1-1-②-①"].startswith(
        "【１－１再掲】\n取り組み①　[-歩道-]{+歩く道+}を広げる"
    )


def test_a_relisted_row_that_does_not_follow_is_remarked() -> None:
    new = edited(("歩道を広げる |", "歩く道を広げる |"))
    remarks = remarks_of(compared(new).pairs)
    assert any(r.what == "再掲" and "取り組み A4" in r.how for r in remarks)


def test_budget_programs_renamed_replaced_removed() -> None:
    renamed = edited(("道路事業", "道路緑化事業"))
    assert "【参考】予算事業名\n道路{+緑化+}事業" in rows(renamed)["取り組み/1-1-①-①"]
    removed = edited(("1-1-①-1 | 道路事業", "1-1-①-1 | ー"))
    assert rows(removed)["取り組み/1-1-①-①"] == (
        "取り組み①　歩道を広げる\n【参考】予算事業名\n[-道路事業-]{+ー+}"
    )


def test_strategy_codes() -> None:
    new = edited(("1-1-①-1 | 道路事業", "1-1-①-7 | 道路事業"))
    assert "総合戦略\n1-1-①-[-1-]{+7+}" in rows(new)["取り組み/1-1-①-①"]


def test_kpi_baseline_target_and_sentence() -> None:
    new = edited(
        ("歩道が延びている。", "歩道が20kmまで延びている。"),
        ("10km | 12km | | | 20km以上", "11km | 12km | | | 25km以上"),
    )
    assert rows(new)["具体的施策/1-1-①/KPI1"] == (
        "KPI　歩道が{+20kmまで+}延びている。\n現状（2022.3）　[-10-]{+11+}km\n"
        "目標　[-20-]{+25+}km以上"
    )


def test_kpi_planned_value() -> None:
    assert (
        "2025年度　（[-52.0-]{+53.5+}％）"
        in rows(edited(("（52.0％）", "（53.5％）")))["柱/1/KPI1"]
    )


def test_goal_and_population() -> None:
    new = edited(
        ("300人 | 2025年度（令和7年度）", "350人 | 2029"), ("1,000 | 10.0", "1,200 | 12.0")
    )
    texts = rows(new)
    assert "＜数値目標（[-2025-]{+2029+}年度（令和[-７-]{+11+}年度））＞" in texts["基本目標1"]
    assert "目標値：[-300-]{+350+}人" in texts["基本目標1"]
    assert "年少人口：[-1,000-]{+1,200+}人、[-10.0-]{+12.0+}％" in texts["人口見通し2030"]


def test_a_section_renamed_and_its_text() -> None:
    new = edited(("歩いて楽しいまち", "歩きたくなるまち"), ("人が行き交うまち", "人と緑のまち"))
    texts = rows(new)
    assert texts["柱/1/名称"].startswith("第１節　")
    assert texts["柱/1/めざすべきまちの姿"].startswith(
        "第１節　歩きたくなるまち\n≪めざすべきまちの姿≫"
    )


def test_a_renumbered_section_moves_nothing_in_it() -> None:
    new = edited(("1-1-②", "1-1-③"), ("③ | ② | 緑陰", "③ | ③ | 緑陰"))
    assert rows(new) == {"具体的施策/1-1-②/名称": "具体的施策[-②-]{+③+}　緑陰の整備"}


CHAPTERS = """
# 本文
ID | 場所 | 見出し | 本文 | 図 | ページ | 差込
A | 第1章 | 1 背景 | 背景の文です。 | | 3 |
B | 第1章 | | | | 4 | 基本目標1
P | | | | | | 計画
Z | 第5章 | 推進 | 推進の文です。 | 体系図 旧 | 90 |
"""


def test_chapters_stand_in_the_order_of_the_book() -> None:
    new = edited(
        ("背景の文です。", "背景の文章です。"),
        ("277人", "280人"),
        ("歩道を広げる |", "歩く道を広げる |"),
        ("体系図 旧", "体系図 新"),
        text=PLAN + CHAPTERS,
    )
    found = revisions(new, PLAN + CHAPTERS)
    assert [row.key for row in found] == ["本文/A", "基本目標1", "取り組み/1-1-①-①", "本文/Z"]
    assert (found[1].place, found[1].page_new) == (("第1章",), "4")
    assert rows(new, PLAN + CHAPTERS)["本文/Z"] == "推進\n推進の文です。<\n（図　差し替え）>"


def test_a_chapter_comes_and_goes() -> None:
    old, new = PLAN + CHAPTERS, edited(("Z | 第5章", "Y | 第5章"), text=PLAN + CHAPTERS)
    kinds = [(row.key, row.kind) for row in revisions(new, old)]
    assert kinds == [("本文/Z", ChangeKind.DELETED), ("本文/Y", ChangeKind.NEW)]


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ("11km | 12km | | | 20km以上", "KPI\n現状（2022.3）"),
        ("10km | 13km | | | 20km以上", "KPI\n2023年度"),  # a result that was corrected
        ("11km | 12km | | | 21km以上", "KPI\n現状（2022.3）\n目標"),
        ("11km | 13km | | | 21km以上", "KPI"),  # three would fill the column
    ],
)
def test_the_place_of_a_kpi_names_up_to_two_values(values: str, label: str) -> None:
    (row,) = revisions(edited(("10km | 12km | | | 20km以上", values)))
    assert row.place == ("第１節", "1－①", label)


def test_a_result_that_comes_in_is_no_revision() -> None:
    assert revisions(edited(("12km | | | 20km", "12km | 14km | | 20km"))) == ()


def test_a_relisted_row_that_comes_or_goes_says_where_it_belongs() -> None:
    row = "1-1-②-② | ② | 段差をなくす | 公園課 | なくします。 | ー | ー | 1-1-①-② | 新規 | |"
    more = edited((LAST_ROW, f"{LAST_ROW}\n{row}"))
    text = "【１－１再掲】\n取り組み②　段差をなくす\n説明\nなくします。"
    assert rows(more) == {"取り組み/新1-1-②-②": f"<（新規）\n>{{+{text}+}}"}
    assert rows(PLAN, more) == {"取り組み/1-1-②-②": f"<（削除）\n>[-{text}-]"}


STRATEGY = ("1-1-① | 歩道\n", "1-1-① | 歩道\n1-1-② | 並木\n")


@pytest.mark.parametrize(
    ("old", "new", "key", "pages"),
    [
        (PLAN, edited(STRATEGY), "総合戦略/新1-1-②", ("", "ー")),
        (edited(STRATEGY), PLAN, "総合戦略/1-1-②", ("ー", "")),
        (PLAN, edited(("1-1 | 歩く人", "1-1 | 走る人")), "総合戦略/1-1", ("", "")),
    ],
)
def test_a_version_without_the_node_has_no_page_and_nothing_is_told_twice(
    old: str, new: str, key: str, pages: tuple[str, str]
) -> None:
    found = compared(new, old)
    (row,) = found.revisions
    assert (row.key, (row.page_new, row.page_old)) == (key, pages)
    assert found.not_compared == ()


@pytest.mark.parametrize(
    ("before", "after", "order"),
    [
        ("P |", "X | 第2章 | 仕組み | | | |\nP |", "A 基本目標1 X Z"),
        ("B | 第1章", "X | 第2章 | 仕組み | | | |\nB | 第1章", "A X 基本目標1 Z"),
        ("A | 第1章", "X | 第2章 | 仕組み | | | |\nA | 第1章", "X A 基本目標1 Z"),
    ],
)
def test_a_chapter_that_went_stands_after_its_forerunner(
    before: str, after: str, order: str
) -> None:
    old = (PLAN + CHAPTERS).replace(before, after)
    changes = ("背景の文です。", "背景の文章です。"), ("277人", "280人"), ("推進の文", "進める文")
    found = revisions(edited(*changes, text=PLAN + CHAPTERS), old)
    assert [row.key.removeprefix("本文/") for row in found] == order.split()


@pytest.mark.parametrize(
    ("old", "new", "header", "reason"),
    [
        (
            PLAN,
            edited(("2025年度（令和7年度）", "2025年度")),
            "目標年度",
            "書き方だけの違いで、読み取った中身は同じです。",
        ),
        (
            edited(
                ("現状時点 | 補足説明\n", "現状時点 | 補足説明 | 連絡先\n"),
                ("による。", "による。 | 甲"),
            ),
            edited(
                ("現状時点 | 補足説明\n", "現状時点 | 補足説明 | 連絡先\n"),
                ("による。", "による。 | 乙"),
            ),
            "連絡先",  # a column of another sheet is none of this one
            "加えた列は、体裁の「計画書に載せる列」に書いたものだけを一覧に載せます。",
        ),
    ],
)
def test_why_a_column_is_not_compared(old: str, new: str, header: str, reason: str) -> None:
    (told,) = compared(new, old).not_compared
    assert (told.header, told.reason) == (header, reason)
