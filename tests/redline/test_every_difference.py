"""Nothing differs between two masters without being told: a row, a remark or a listed difference."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masters.books import PLAN, sheets_of
from tests.redline.plans import compared, edited, version
from tests.redline.shown import shown
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.redline.comparable import comparable
from zushi_xl.redline.compose import ChangeKind
from zushi_xl.redline.plan_diff import PlanDiff, diff_plans
from zushi_xl.workbook.cells import Cell, a1

FULL = (
    PLAN.replace("前年度実施内容\n", "前年度実施内容 | 課長に確認\n").replace(
        "1200000 | 広げた。", "1200000 | 広げた。 | 済み"
    )
    + """
# 本文
ID | 場所 | 見出し | 本文 | 図 | ページ
A | 総論 | はじめに | 計画の趣旨を述べます。 | 体系図 | 1
B | 総論 | 構成 | 計画の構成を述べます。 | | 2
# 改正項目
項目
時点修正
# 体裁
項目 | 値
見え消しの順 | 旧→新
# 庁内メモ
題 | 中身
日程 | 12月に議会
"""
)


def told(diff: PlanDiff) -> bool:
    return bool(diff.revisions or diff.remarks or diff.not_compared)


def cells() -> Iterator[tuple[str, int, int]]:
    for sheet, places in sheets_of(FULL).items():
        for row, column in places:
            yield sheet, row, column


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(list(cells())), st.sampled_from(["別の語", "3", "", "5-1", "廃止", " ", "○"])
)
def test_any_one_cell_that_changes_is_told(place: tuple[str, int, int], text: str) -> None:
    sheet, row, column = place
    before = sheets_of(FULL)[sheet][row, column].text
    try:
        new = version(FULL, {f"{sheet}!{a1(row, column)}": Cell(row, column, text, text)})
    except FaultyBook:
        return  # told as a mistake of the master, with its cell
    assert told(diff_plans(version(FULL), new)) == (before != text)


def test_equal_masters_have_nothing_to_tell() -> None:
    assert not told(compared(FULL, FULL))


@pytest.mark.parametrize(
    ("old", "new", "sheet", "header", "reason"),
    [
        ("| 都市課 | 広げます。", "| 公園課 | 広げます。", "取り組み", "担当課", "担当は"),
        ("1200000 | 広げた。", "1300000 | 広げた。", "取り組み", "前年度実績額", "前年度の"),
        ("12km | | |", "12km | 13km | |", "KPI", "2024年度", "実績の追加"),
        ("| ％ | 上昇", "| % | 下降", "KPI", "方向", "性質の違い"),
        ("K01 | 要確認", "K01 | 要修正", "点検ルール", "重大度", "点検の設定"),
        ("日程 | 12月", "日程 | 1月", "庁内メモ", "中身", "加えた列"),
        ("広げた。 | 済み", "広げた。 | まだ", "取り組み", "課長に確認", "計画書に載せる列"),
    ],
)
def test_what_is_not_compared_says_why(
    old: str, new: str, sheet: str, header: str, reason: str
) -> None:
    diff = compared(edited((old, new), text=FULL), FULL)
    found = [d for d in diff.not_compared if d.sheet == sheet and d.header == header]
    assert found, diff.not_compared
    assert all(reason in each.reason for each in found)


SETTLED = "評価の決まりは計画書の文ではありません。"
MORE = ("日程 | 12月に議会", "日程 | 12月に議会\n場所 | 庁議室")
OFFICES = "都市課 | 建設課、道路課 | 内線1\n公園課 | | 内線2"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            FULL,
            edited((" | A | 順調", " | S | 最良 | 別格 | 順位 | |\n | A | 順調"), text=FULL),
            ("評価区分", "新 2行目", "", "", "S　最良　別格　順位", SETTLED),
        ),
        (
            FULL,
            edited(MORE, text=FULL),
            (
                "庁内メモ",
                "新 3行目",
                "",
                "",
                "場所　庁議室",
                "この行は新の計画マスタにだけあります。",
            ),
        ),
        (
            edited(MORE, text=FULL),
            FULL,
            (
                "庁内メモ",
                "旧 3行目",
                "",
                "場所　庁議室",
                "",
                "この行は旧の計画マスタにだけあります。",
            ),
        ),
        (
            FULL,
            edited((OFFICES, "\n".join(reversed(OFFICES.split("\n")))), text=FULL),
            ("担当課", "行", "", "", "", "行の並びが違います。一覧はコードの順に並べます。"),
        ),
        (
            FULL,
            FULL[: FULL.index("# 庁内メモ")],
            ("庁内メモ", "シート", "", "1行", "", "このシートは旧の計画マスタにだけあります。"),
        ),
        (
            FULL[: FULL.index("# 庁内メモ")],
            FULL,
            ("庁内メモ", "シート", "", "", "1行", "このシートは新の計画マスタにだけあります。"),
        ),
        (
            FULL,
            edited(("課名 | 別名 | 連絡先", "課名 | 別名 | 連絡先 | 室"), text=FULL),
            ("担当課", "新 D1", "室", "", "室", "この列は新の計画マスタにだけあります。"),
        ),
        (
            FULL,
            edited(("課名 | 別名", "課　名 | 別名"), text=FULL),
            (
                "担当課",
                "旧 A1／新 A1",
                "課　名",
                "課名",
                "課　名",
                "見出しの書き方だけの違いです。",
            ),
        ),
        (
            FULL,
            edited(("A | 総論 | はじめに", "A | 序論 | 計画の趣旨"), text=FULL),
            ("本文", "旧 B2／新 B2", "場所", "総論", "序論", "一覧の左の欄に示します。"),
        ),
        (
            FULL,
            edited(("歩道の整備 | 都市課", "歩道の整備 | 都 市課"), text=FULL),
            (
                "具体的施策",
                "旧 D2／新 D2",
                "主担当課",
                "都市課",
                "都 市課",
                "見た目の同じ文字か、見えない文字か、空白の違いだけです。",
            ),
        ),
    ],
)
def test_each_place_that_is_not_compared(old: str, new: str, expected: tuple[str, ...]) -> None:
    found = compared(new, old).not_compared
    assert [(d.sheet, d.place, d.header, d.old, d.new, d.reason) for d in found] == [expected]


WALKING = "1-1-① | 1 | 歩道が延びている。 | km | 上昇 | 累計 | 毎年 | 10km | 12km | | | 20km以上"
GROWING = "1-1-① | 1 | 木が増えている。 | 本 | 上昇 | 累計 | 毎年 | 10本 | 12本 | | | 20本以上"
WORK = "2 | 働く場 | 店が増えている。 | 10店 | 2025年度 | 8店 | 2023年 |"
CHILDREN = "2030 | 年少人口 | 1,000 | 10.0 |\n"


@pytest.mark.parametrize(
    ("new", "row"),
    [
        (
            edited((" | 2023年 | 調査による。", " | 2023年 |"), text=FULL),
            "【基本目標１】人の流れ\n＜数値目標（2025年度（令和７年度））＞\n"
            "指標：歩く人が増えている。\n目標値：300人\n現状：277人（2023年）"
            "[-\n補足説明：\n調査による。-]",
        ),
        (
            edited(("調査による。", f"調査による。\n{WORK}"), text=FULL),
            "<（新規）\n>{+【基本目標２】働く場\n＜数値目標（2025年度（令和７年度））＞\n"
            "指標：店が増えている。\n目標値：10店\n現状：8店（2023年）+}",
        ),
        (
            edited((CHILDREN, ""), text=FULL),
            "将来展望人口2030（令和12）\n計：10,000人、100.0％[-\n年少人口：1,000人、10.0％-]",
        ),
        (
            edited(("1,000 | 10.0", "1,200 | 12.0"), text=FULL),
            "将来展望人口2030（令和12）\n年少人口：[-1,000-]{+1,200+}人、[-10.0-]{+12.0+}％\n"
            "計：10,000人、100.0％",
        ),
        (edited(("体系図", "別の図"), text=FULL), "はじめに\n計画の趣旨を述べます。<\n（図　差し替え）>"),
        (
            edited(("体系図 | 1", " | 1"), text=FULL),
            "はじめに\n計画の趣旨を述べます。<\n（図　削除）>",
        ),
        (
            edited(("述べます。 | | 2", "述べます。 | 組織図 | 2"), text=FULL),
            "構成\n計画の構成を述べます。<\n（図　追加）>",
        ),
        (
            FULL.replace("B | 総論 | 構成", "C | 総論 | 年表 | 年表です。 | | 2\nB | 総論 | 構成"),
            "<（新規）\n>{+年表\n年表です。+}",
        ),
        (
            edited(("20km以上", "25km以上"), text=FULL),
            "KPI　歩道が延びている。\n目標　[-20-]{+25+}km以上",
        ),
    ],
)  # fmt: skip
def test_what_a_row_shows_is_not_listed_again(new: str, row: str) -> None:
    diff = compared(new, FULL)
    assert [shown(r.pieces) for r in diff.revisions] == [row]
    assert (diff.not_compared, diff.remarks) == ((), ())


@pytest.mark.parametrize(
    "new",
    [
        edited(("調査による。", f"調査による。\n{WORK}"), text=FULL),
        edited((CHILDREN, ""), text=FULL),
        FULL.replace("B | 総論 | 構成", "C | 総論 | 年表 | 年表です。 | | 2\nB | 総論 | 構成"),
        edited(("1-1-②-① | ① |", "1-1-①-③ | ③ | 標識 | 公園課 | 直す。 | ー | ー | | 継続 | |\n1-1-②-① | ① |"), text=FULL),
    ],
)  # fmt: skip
def test_what_comes_or_goes_as_a_whole_is_not_listed_again(new: str) -> None:
    for old, now in ((FULL, new), (new, FULL)):
        diff = compared(now, old)
        assert len(diff.revisions) == 1
        assert (diff.not_compared, diff.remarks) == ((), ())


def test_a_figure_is_told_by_its_cell_though_its_row_stands_elsewhere_now() -> None:
    """The target of a KPI that is the second of its measure now: L3 was, L4 is."""
    later = WALKING.replace("| 1 |", "| 2 |").replace("20km", "25km")
    diff = compared(edited((WALKING, f"{GROWING}\n{later}"), text=FULL), FULL)
    assert [(d.place, d.header) for d in diff.not_compared] == [("旧 B3／新 B4", "KPI番号")]
    first = compared(edited(("10km | 12km |", " | 12km |"), text=FULL), FULL)
    assert (len(first.revisions), first.not_compared) == (1, ())


def test_rows_of_passages_in_another_order_are_no_further_difference() -> None:
    assert compared(edited((f"{A}\n{B}", f"{B}\n{A}"), text=FULL), FULL).not_compared == ()


def test_what_went_from_the_passages_stands_after_its_forerunner() -> None:
    more = f"{B}\nC | 総論 | 年表 | 年表です。 | | 3"
    old = edited((B, more), text=FULL)
    new = edited((f"{B}\n", ""), ("年表です", "年の表です"), ("趣旨を", "目的を"), text=old)
    assert [r.key for r in compared(new, old).revisions] == ["本文/A", "本文/B", "本文/C"]


def test_columns_with_unlike_contents_are_two() -> None:
    both = with_public("課長に確認", "所管の見解")
    new = edited(
        ("実施内容 | 課長に確認", "実施内容 | 所管の見解"), ("済み", "図書館を建てる"), text=both
    )
    diff = compared(new, both)
    said = [f"シート「取り組み」の列「{header}」" for header in ("課長に確認", "所管の見解")]
    again = "見出しだけの列を加えて、もう一度実行してください。"
    assert [(r.what, r.old, r.new, r.how) for r in diff.remarks] == [
        (
            "列が片方だけ",
            said[0],
            "",
            "この列は旧の計画マスタにだけあるので、比べていません。計画書に載せなくなったのなら、"
            f"新の計画マスタに{again}",
        ),
        (
            "列が片方だけ",
            "",
            said[1],
            "この列は新の計画マスタにだけあるので、比べていません。計画書に加えたのなら、"
            f"旧の計画マスタに{again}",
        ),
    ]


def test_a_column_that_nobody_made_public_is_no_plan_text() -> None:
    diff = compared(edited(("広げた。 | 済み", "広げた。 | 市長へ"), text=FULL), FULL)
    assert diff.revisions == ()


def with_public(*headers: str, text: str = FULL) -> str:
    return edited(("旧→新\n", f"旧→新\n計画書に載せる列 | {'、'.join(headers)}\n"), text=text)


def test_a_public_column_is_plan_text() -> None:
    old = with_public("課長に確認")
    (row,) = compared(edited(("広げた。 | 済み", "広げた。 | 済んだ"), text=old), old).revisions
    assert "課長に確認" in "".join(piece.text for piece in row.pieces)


def test_a_renamed_column_is_one_remark() -> None:
    old = with_public("課長に確認")
    new = edited(("実施内容 | 課長に確認", "実施内容 | 部長に確認"), text=with_public("部長に確認"))
    diff = compared(new, old)
    assert diff.revisions == ()
    assert [r.what for r in diff.remarks] == ["列名の変更"]
    assert [d.header for d in diff.not_compared] == ["値"]  # of 体裁


def test_a_renamed_column_is_compared_under_its_new_name() -> None:
    """All its texts changed a little, and 体裁 still says the old name."""
    old = with_public("課長に確認").replace("済み", "道が狭く、段差が多い。")
    new = edited(
        ("実施内容 | 課長に確認", "実施内容 | 現況"), ("段差が多い", "段差もなお多い"), text=old
    )
    diff = compared(new, old)
    assert [r.what for r in diff.remarks] == ["列名の変更"]
    (row,) = diff.revisions
    assert shown(row.pieces).endswith("現況\n道が狭く、段差[-が-]{+もなお+}多い。")


@pytest.mark.parametrize(
    ("sheet", "header", "other"),
    [
        ("取り組み", "番号", "No"),
        ("取り組み", "説明", "内容"),
        ("取り組み", "総合戦略", "戦略の位置"),
        ("本文", "見出し", "題"),
        ("本文", "本文", "文章"),
        ("本文", "図", "挿絵"),
        ("人口見通し", "割合", "構成比"),
        ("基本目標", "補足説明", "補い"),
    ],
)
@pytest.mark.parametrize("is_old", [True, False])
def test_a_column_of_the_format_under_another_name_is_one_remark(
    sheet: str, header: str, other: str, is_old: bool
) -> None:
    before, head, rest = FULL.partition(f"# {sheet}\n")
    first, end, body = rest.partition("\n")
    cells = [other if cell == header else cell for cell in first.split(" | ")]
    assert other in cells
    renamed = before + head + " | ".join(cells) + end + body
    diff = compared(*((FULL, renamed) if is_old else (renamed, FULL)))
    assert (diff.revisions, diff.not_compared) == ((), ())
    (remark,) = diff.remarks
    names = (f"シート「{sheet}」の列「{header}」", f"シート「{sheet}」の列「{other}」")
    assert (remark.old, remark.new) == (names[::-1] if is_old else names)


@pytest.mark.parametrize(
    ("sheet", "header"),
    [
        ("取り組み", "総合戦略"),
        ("本文", "見出し"),
        ("本文", "図"),
        ("人口見通し", "割合"),
        ("基本目標", "補足説明"),
    ],
)
@pytest.mark.parametrize("which", ["旧", "新"])
def test_a_printed_column_of_one_master_is_one_question(
    sheet: str, header: str, which: str
) -> None:
    before, head, rest = FULL.partition(f"# {sheet}\n")
    body, end, after = rest.partition("\n# ")
    lines = [[cell.strip() for cell in line.split("|")] for line in body.split("\n")]
    place = lines[0].index(header)
    short = "\n".join(" | ".join((*line[:place], *line[place + 1 :])) for line in lines)
    without = before + head + short + end + after
    diff = compared(*((FULL, without) if which == "新" else (without, FULL)))
    assert diff.revisions == ()
    (remark,) = diff.remarks
    said = f"シート「{sheet}」の列「{header}」"
    assert (remark.what, remark.old, remark.new) == (
        ("列が片方だけ", "", said) if which == "新" else ("列が片方だけ", said, "")
    )
    assert {d.header for d in diff.not_compared} == {header}


def test_a_column_under_another_name_is_compared_all_the_same() -> None:
    old = edited(("前年度実施内容 | 課長に確認", "前年度実施内容"), (" | 済み", ""), text=FULL)
    new = edited(
        ("見出し | 本文 |", "見出し | 文章 |"), ("趣旨を述べます", "ねらいを述べます"), text=old
    )
    (row,) = compared(new, old).revisions
    assert shown(row.pieces) == "はじめに\n計画の[-趣旨-]{+ねらい+}を述べます。"


def test_a_sheet_of_one_master_is_one_question() -> None:
    without = FULL[: FULL.index("# 本文")] + FULL[FULL.index("# 改正項目") :]
    for old, new, which in ((without, FULL, "新"), (FULL, without, "旧")):
        diff = compared(new, old)
        assert diff.revisions == ()
        (remark,) = diff.remarks
        said, other, kind = "シート「本文」（2行）", "新旧"[which == "新"], "削新"[which == "新"]
        assert (remark.what, remark.old, remark.new) == (
            "シートが片方だけ",
            said if which == "旧" else "",
            said if which == "新" else "",
        )
        assert remark.how == (
            f"このシートは{which}の計画マスタにだけあるので、比べていません。全部が"
            f"{'新規' if kind == '新' else '削除'}なら、{other}の計画マスタに見出しだけのシート"
            "「本文」を加えて、もう一度実行してください。"
        )


def test_a_public_column_of_one_master_is_one_question() -> None:
    new = edited(
        (
            "主担当課 | 前年度の評価 | 前年度の今後の対応 | ページ",
            "主担当課 | 前年度の評価 | 前年度の今後の対応 | ページ | 現況",
        ),
        ("| 続けます。 | 12", "| 続けます。 | 12 | 道が狭い。"),
        ("| 増やします。 | 14", "| 増やします。 | 14 | 木が少ない。"),
        text=with_public("現況"),
    )
    diff = compared(new, with_public("現況"))
    assert diff.revisions == ()
    assert [r.what for r in diff.remarks] == ["列が片方だけ"]


def test_a_printed_column_of_the_format_in_one_master_is_one_question() -> None:
    old = FULL.replace("主担当課 | 本文\n", "主担当課\n").replace(
        "整える | | 歩道を広げます。", "整える"
    )
    diff = compared(FULL, old)
    assert diff.revisions == ()
    assert [r.what for r in diff.remarks] == ["列が片方だけ"]


def test_both_headers_are_enough_to_compare() -> None:
    """The remedy of the question: an empty column in the other master."""
    head = "主担当課 | 前年度の評価 | 前年度の今後の対応 | ページ"
    old = edited((head, head + " | 現況"), text=with_public("現況"))
    new = edited(("| 続けます。 | 12", "| 続けます。 | 12 | 道が狭い。"), text=old)
    (row,) = compared(new, old).revisions
    assert row.key == "具体的施策/1-1-①/現況"


def test_comparable_leaves_equal_masters_alone() -> None:
    one = version(FULL)
    both = comparable(one, version(FULL))
    assert (both.renamed, both.remarks) == ((), ())


def test_the_strategy_tree_is_compared() -> None:
    (row,) = compared(edited(("1-1 | 歩く人", "1-1 | 歩く人びと"), text=FULL), FULL).revisions
    assert (row.key, row.place) == ("総合戦略/1-1", ("総合戦略", "１－１"))
    assert "基本的方向１－１" in "".join(piece.text for piece in row.pieces)


def test_a_goal_that_is_renamed_with_its_node_is_one_row() -> None:
    new = FULL.replace("1 | 人の流れ\n", "1 | 人のながれ\n").replace(
        "1 | 人の流れ | 歩", "1 | 人のながれ | 歩"
    )
    diff = compared(new, FULL)
    assert [row.key for row in diff.revisions] == ["基本目標1"]
    assert diff.not_compared == ()


A = "A | 総論 | はじめに | 計画の趣旨を述べます。 | 体系図 | 1"
B = "B | 総論 | 構成 | 計画の構成を述べます。 | | 2"


def test_chapters_in_another_order_have_moved() -> None:
    (row,) = compared(edited((f"{A}\n{B}", f"{B}\n{A}"), text=FULL), FULL).revisions
    assert (row.key, row.kind) == ("本文/B", ChangeKind.MOVED)
    assert row.pieces[0].text == "（「はじめに」の次から移動）\n"


def test_a_passage_under_another_id_is_asked_about() -> None:
    diff = compared(edited(("B | 総論", "B2 | 総論"), text=FULL), FULL)
    assert [row.kind for row in diff.revisions] == [ChangeKind.DELETED, ChangeKind.NEW]
    assert [r.what for r in diff.remarks] == ["IDだけの違いか"]


STEPS = "なくします。 | ー | ー | | 継続"


@pytest.mark.parametrize("status", ["廃止", "削除", "廃止（令和６年度末）"])
def test_an_initiative_that_is_abolished_goes(status: str) -> None:
    new = edited((STEPS, STEPS.replace("継続", status)), text=FULL)
    (row,) = compared(new, FULL).revisions
    assert (row.kind, row.page_new) == (ChangeKind.DELETED, "ー")
    (back,) = compared(FULL, new).revisions
    assert (back.kind, back.page_old) == (ChangeKind.NEW, "ー")


def test_an_initiative_that_ends_says_so() -> None:
    (row,) = compared(edited((STEPS, STEPS.replace("継続", "終了")), text=FULL), FULL).revisions
    assert "（状態：継続→終了）" in row.pieces[0].text


def test_what_is_abolished_in_both_is_listed_with_its_reason() -> None:
    old = edited((STEPS, STEPS.replace("継続", "廃止")), text=FULL)
    diff = compared(edited(("なくします。", "なくした。"), text=old), old)
    assert diff.revisions == ()
    assert "廃止・削除" in diff.not_compared[0].reason


def test_pages_of_a_column_are_one_line() -> None:
    new = edited(
        ("続けます。 | 12", "続けます。 | 13"),
        ("増やします。 | 14", "増やします。 | 15"),
        text=FULL,
    )
    (line,) = compared(new, FULL).not_compared
    assert (line.place, line.old, line.new) == ("2か所", "G2：12、G3：14", "G2：13、G3：15")
