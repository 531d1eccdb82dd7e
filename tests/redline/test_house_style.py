"""体裁: how a city prints its revision, as data."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masters.books import PLAN
from tests.redline.plans import edited, version
from tests.redline.shown import marked, shown
from tests.redline.test_bad_input import write
from tests.xlsx_out.office import load
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.redline.house_style import Gap, HouseStyle, OldPage, Order, Side
from zushi_xl.redline.pieces import Mark, MarkedPiece, joined, new_text, old_text
from zushi_xl.redline.plan_diff import diff_plans
from zushi_xl.redline.printed import arranged
from zushi_xl.workbook.cells import Cell
from zushi_xl.workflow.redline import from_cells, redline


def styled(*rows: str) -> str:
    return PLAN + "# 体裁\n項目 | 値\n" + "\n".join(rows) + "\n"


def test_what_is_not_set_is_as_before() -> None:
    assert version(PLAN).style == HouseStyle()


def test_settings_are_read() -> None:
    style = version(
        styled(
            "見え消しの順 | 新→旧",
            "見え消しの間 | 数字の間に空白",
            "削る文字の色 | #d9000d",
            "加える文字の線 | なし",
            "資料番号 | 資料３",
            "対照表の新しい文の側 | 右",
            "対照表の備考 | なし",
            "計画書に載せる列 | 現況・課題、目標像",
        )
    ).style
    assert (style.order, style.gap) == (Order.NEW_FIRST, Gap.FIGURES)
    assert (style.removed_color, style.is_added_underlined) == ("D9000D", False)
    assert (style.new_side, style.has_remarks) == (Side.RIGHT, False)
    assert (style.document_number, style.public) == ("資料３", ("現況・課題", "目標像"))


@pytest.mark.parametrize(
    ("rows", "cell", "said"),
    [
        (["見え消しの順番 | 新→旧"], "A2", "「見え消しの順」の書き誤りではありませんか"),
        (["見え消しの順 | 新旧"], "B2", "選べるのは 旧→新 / 新→旧"),
        (["削る文字の色 | 赤"], "B2", "RRGGBB"),
        (["資料番号 | 1", "資料番号 | 2"], "A3", "どちらかの行を削除"),
        (["削る文字の線 | なし", "加える文字の線 | なし"], "B3", "「加える文字の線」を下線に"),
        (["対照表の新しい文の見出し | 現行"], "B2", "ほかの列の見出しと同じです"),
        (["対照表の古い文の見出し | 行の印"], "B2", "ほかの列の見出しと同じです"),
        (
            ["対照表の新しい文の見出し | 改正後", "対照表の古い文の見出し | 改正後"],
            "B2",
            "ほかの列の見出しと同じです",
        ),
    ],
)
def test_a_word_that_cannot_be_meant_is_a_mistake(rows: list[str], cell: str, said: str) -> None:
    with pytest.raises(FaultyBook) as fault:
        version(styled(*rows))
    (finding,) = fault.value.findings
    assert finding.place == f"計画.xlsx 体裁 {cell}"
    assert said in finding.message + finding.remedy


def test_heads_that_change_places_are_two_words() -> None:
    rows = ("対照表の新しい文の見出し | 現行", "対照表の古い文の見出し | 改正案")
    assert version(styled(*rows)).style.new_head == "現行"


def test_the_former_name_of_the_sheet_is_still_read() -> None:
    text = styled("資料番号 | 資料３").replace("# 体裁", "# 改定資料")
    assert version(text).style.document_number == "資料３"


def test_settings_in_both_sheets_are_a_question() -> None:
    with pytest.raises(FaultyBook) as fault:
        version(styled("資料番号 | 1") + "# 改定資料\n項目 | 値\n資料番号 | 2\n")
    (finding,) = fault.value.findings
    assert finding.place == "計画.xlsx 改定資料"
    assert finding.remedy == "設定をシート「体裁」にまとめ、「改定資料」を削除してください。"


NEW_FIRST = HouseStyle(order=Order.NEW_FIRST, gap=Gap.FIGURES)


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("[-2024-]{+2029+}年度", NEW_FIRST, "{+2029+}< >[-2024-]年度"),
        ("令和[-６-]{+11+}年度", NEW_FIRST, "令和{+11+}< >[-６-]年度"),
        ("現状：[-1.28-]{+277人+}", NEW_FIRST, "現状：{+277人+}< >[-1.28-]"),
        ("[-４-]{+５+}年間", NEW_FIRST, "{+５+}[-４-]年間"),
        ("[-3事業者-]{+事業者+}の", NEW_FIRST, "{+事業者+}[-3事業者-]の"),
        ("第[-１-]{+２+}章", NEW_FIRST, "第{+２+}[-１-]章"),
        ("[-目指-]{+めざ+}す", NEW_FIRST, "{+めざ+}[-目指-]す"),
        ("[-目指-]{+めざ+}す", HouseStyle(gap=Gap.ALWAYS), "[-目指-]< >{+めざ+}す"),
        ("[-甲。-]{+乙。\n・丙。+}", NEW_FIRST, "{+乙。+}[-甲。-]{+\n・丙。+}"),
        ("[-甲-]乙{+丙+}", NEW_FIRST, "[-甲-]乙{+丙+}"),
    ],
)
def test_the_order_of_a_house(text: str, style: HouseStyle, expected: str) -> None:
    assert shown(arranged(marked(text), style)) == expected


@settings(deadline=None)
@given(
    st.lists(st.builds(MarkedPiece, st.sampled_from(Mark), st.text("ab1\n文", min_size=1))).map(
        joined
    ),
    st.builds(HouseStyle, order=st.sampled_from(Order), gap=st.sampled_from(Gap)),
)
def test_every_order_keeps_both_texts(pieces: tuple[MarkedPiece, ...], style: HouseStyle) -> None:
    found = arranged(pieces, style)
    assert (old_text(found), new_text(found)) == (old_text(pieces), new_text(pieces))


@pytest.mark.parametrize(
    "rows",
    [
        ["見え消しの順 | 新→旧", "見え消しの間 | 空白"],
        ["削る文字の線 | なし"],
        ["加える文字の線 | なし", "加える文字の色 | 0000FF"],
    ],
)
def test_texts_come_back_from_every_house(tmp_path: Path, rows: list[str]) -> None:
    old = write(tmp_path / "旧.xlsx", PLAN)
    text = edited(("277人", "280人"), ("なくします。", "すっかりなくす。"), text=styled(*rows))
    made = redline(old, write(tmp_path / "新.xlsx", text), tmp_path)
    texts = [(cell.old, cell.new) for cell in from_cells(made.path).cells]
    assert texts[-1] == (
        "取り組み②　段差をなくす\nなくします。",
        "取り組み②　段差をなくす\nすっかりなくす。",
    )
    assert "277人" in texts[0][0]
    assert "280人" not in texts[0][0]
    assert redline(old, tmp_path / "新.xlsx", tmp_path).told == ()


def test_title_and_number_of_the_document(tmp_path: Path) -> None:
    old = write(tmp_path / "旧.xlsx", PLAN)
    new = write(tmp_path / "新.xlsx", styled("一覧の表題 | 改定に係る一覧", "資料番号 | 資料３"))
    sheet = load(redline(old, new, tmp_path).path)["改定内容一覧"]
    assert (sheet["A1"].value, sheet["F1"].value) == ("改定に係る一覧", "資料３")


def test_old_pages_of_new_items() -> None:
    last = "1-1-②-① | ① | 並木を植える | | 植えます。 | 1-1-①-2 | 道路事業 | 1-1-①-① | 新規 | |"
    row = "1-1-②-② | ② | 緑の相談 | 公園課 | 庭木の相談に応じます。 | ー | ー | | 新規 | |"
    new = PLAN.replace(last, f"{last}\n{row}")
    for style, page in (("ー", "ー"), (str(OldPage.PLACE), "14")):
        text = new + f"# 体裁\n項目 | 値\n新規の行の現計画のページ | {style}\n"
        (found,) = diff_plans(version(PLAN), version(text)).revisions
        assert found.page_old == page


def test_figures_are_printed_as_their_cells_show_them() -> None:
    def figure(row: int, column: int, value: float, number_format: str) -> Cell:
        return Cell(row, column, value, str(value), number_format=number_format)

    new = version(
        PLAN,
        {
            "人口見通し!D2": figure(1, 3, 12, "0.0"),
            "基本目標!F2": figure(1, 5, 28926, '#,##0"人"'),
            "KPI!H3": figure(2, 7, 12.0, '0.0"km"'),
        },
    )
    said = ["".join(p.text for p in row.pieces) for row in diff_plans(version(PLAN), new).revisions]
    assert "現状：27728,926人（2023年）" in said[0]
    assert "年少人口：1,000人、10.012.0％" in said[1]
    assert "現状（2022.3）　1012.0km" in said[2]


def test_what_is_not_set_prints_as_the_manual_says() -> None:
    style = HouseStyle()
    assert (style.order, style.gap, style.old_page) == (Order.OLD_FIRST, Gap.NONE, OldPage.NOTHING)
    assert (style.is_removed_struck, style.is_added_underlined) == (True, True)
    assert (style.new_head, style.old_head, style.new_side) == ("改正案", "現行", Side.LEFT)
    assert (style.has_remarks, style.unchanged.value, style.lines.value) == (True, "略す", "下線")
    assert (style.new_word, style.deleted_word, style.omitted_word) == (
        "（新設）",
        "（削除）",
        "（略）",
    )
