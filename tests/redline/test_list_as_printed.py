"""The list and the sheets beside it as they are printed: styles, widths, heights, places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.redline.plans import version
from tests.redline.printed_sheets import around, cells, look
from tests.redline.shown import marked
from zushi_xl.redline.carried_values import EarlierDocument, FoundRow
from zushi_xl.redline.compose import ChangeKind, Revision
from zushi_xl.redline.documents.books import DocumentContext, revision_book
from zushi_xl.redline.documents.further import (
    checks_sheet,
    classes_sheet,
    memory_sheet,
    not_compared_sheet,
)
from zushi_xl.redline.documents.list_sheet import print_setup
from zushi_xl.redline.documents.looks import bare_colors, list_styles, table_styles, tallest
from zushi_xl.redline.documents.marked_texts import texts_book
from zushi_xl.redline.house_style import HouseStyle, TableMarks
from zushi_xl.redline.listed import CONTENT, ITEM, revision_list
from zushi_xl.redline.not_compared import Difference
from zushi_xl.redline.pieces import Mark, kept
from zushi_xl.redline.reading import MarkedReading, ReadCell, UnreadMark
from zushi_xl.redline.remarks import CheckRemark
from zushi_xl.workbook.sheet import Sheet, Validation
from zushi_xl.workbook.style import Style

PLAN = version().plan
LOOKS = list_styles({})
# A text line is 13.8 points high and a row keeps 5 free: 28 lines 391.4, Excel's tallest being 400;
# a longer text goes on in rows of at most 240 points, 17 lines with the one that it breaks off.
LINES_28, LINES_29 = (
    marked(f"[-{chr(10).join(map(str, range(1, count + 1)))}-]") for count in (28, 29)
)


def list_of(rows: list[Revision], earlier: EarlierDocument | None = None) -> Sheet:
    house = HouseStyle(title="改定の一覧", document_number="資料３")
    about = DocumentContext(PLAN, PLAN, house, ("時点修正", "組織の変更"))
    return revision_book(revision_list(rows, earlier, house), about, {}).sheets[0]


GRID = "border=thin border_color=7F7F7F number_format=@"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", "size=14 bold=True align=center"),
        ("note", "size=9 color=404040"),
        ("table_head", f"size=9 bold=True fill=D9E2F0 align=center {GRID}"),
        ("table_text", f"valign=top {GRID}"),
        ("redline_text", ""),
        ("redline_removed", "strike=True color=D9000D"),
        ("redline_added", "underline=True color=00208A"),
        ("redline_note", "bold=True"),
        ("centre", f"align=center valign=top {GRID}"),
        ("item", f"size=9 valign=top {GRID} locked=False"),
        ("key", f"size=8 color=808080 valign=top wrap=False {GRID}"),
        ("number", "size=11 bold=True color=404040 align=right"),
        ("band", f"bold=True fill=F2F2F2 valign=top {GRID}"),
    ],
)
def test_how_the_documents_look(name: str, expected: str) -> None:
    looks = list_styles({})
    assert look(looks[name]) == f"font=BIZ UDゴシック {expected}".strip()
    assert len(looks) == 13


def test_the_city_s_own_styles_go_before() -> None:
    own = {
        "redline_text": Style("redline_text", "游明朝", size=11, strike=True, bold=True),
        "table_head": Style("table_head", "游明朝", size=12, fill="FFFFFF", align="left"),
        "redline_note": Style("redline_note", underline=True),
        "table_text": Style("table_text", size=8),
    }
    found = list_styles(own, HouseStyle(removed_color="FF0000", is_added_underlined=False))
    assert look(found["redline_text"]) == "font=游明朝 size=11"
    assert look(found["table_head"]) == "font=游明朝 size=9 fill=FFFFFF align=center"
    assert look(found["table_text"]) == "size=11 valign=top number_format=@"
    assert look(found["item"]) == "size=9 valign=top number_format=@ locked=False"
    assert look(found["redline_note"]) == "bold=True"
    assert look(found["redline_removed"]) == "font=BIZ UDゴシック strike=True color=FF0000"
    assert look(found["redline_added"]) == "font=BIZ UDゴシック color=00208A"
    assert bare_colors(found) == {"00208A": Mark.ADDED}
    assert bare_colors(LOOKS) == {}


@pytest.mark.parametrize(
    ("lines", "removed", "added"),
    [
        (TableMarks.UNDERLINE, "underline=True color=D9000D", "underline=True color=00208A"),
        (TableMarks.STRIKE, "strike=True color=D9000D", "underline=True color=00208A"),
    ],
)
def test_the_lines_of_the_table(lines: TableMarks, removed: str, added: str) -> None:
    found = table_styles({}, HouseStyle(lines=lines))
    assert look(found["redline_removed"]) == f"font=BIZ UDゴシック {removed}"
    assert look(found["redline_added"]) == f"font=BIZ UDゴシック {added}"


def test_a_row_is_as_high_as_its_longest_text() -> None:
    """28 lines, of which the last is empty, fit; a 29th would be higher than Excel's tallest."""
    assert tallest([("甲\n乙", 100), ("丙", 100)], 10) == 32.6
    assert tallest([("甲\n" * 27, 100)], 10) == 391.4
    assert tallest([("甲\n" * 28, 100)], 10) == 400


def test_a_list_with_what_people_added() -> None:
    rows = [
        Revision(
            "取り組み/1-1-①-①",
            ("第１節", "1－①"),
            "12",
            "10",
            marked("歩道を[-広げます-]{+直します+}。"),
            ChangeKind.CHANGED,
            "歩道を広げる",
        ),
        Revision(
            "取り組み/新1-1-①-③",
            ("第１節",),
            "14",
            "ー",
            marked("<（新規）\n>{+緑を植える+}"),
            ChangeKind.NEW,
            "緑を植える",
        ),
    ]
    earlier = EarlierDocument(
        (
            FoundRow(
                "取り組み/1-1-①-①",
                "1",
                {"担当": kept("都市課"), ITEM: marked("組織の[-変更-]")},
                {"担当": "聞く"},
            ),
            FoundRow("", "", {CONTENT: kept("手で書いた行")}),
        ),
        ("No.", "担当", ITEM),
    )
    made = list_of(rows, earlier)
    assert around(made) == {
        "widths": (44, 132, 62, 62, 548, 218, 120, 60),
        "heights": {0: 30.0, 1: 18.0, 2: 44.0, 3: 32.6, 4: 18.8, 5: 32.6},
        "hidden_columns": (7,),
        "validations": (
            Validation(
                (3, 5, 5, 5),  # type: ignore[arg-type]
                "='改正項目'!$A$2:$A$3",
                title="改正項目",
                message="一覧から選ぶか、記入してください。二つ以上あるときは改行で分けます。",
                advisory=True,
            ),
        ),
        "freeze": (3, 0),
        "autofilter": "A3:H6",
        "tab_color": "1F3864",
        "print landscape": True,
        "print header": "&R&9改定内容一覧",
        "print footer": "&L&8架空市総合計画&C&9&P",
        "print repeat_rows": (2, 2),
        "print area": "A1:F6",
        "print margins": (0.5, 0.5, 0.55, 0.55),
    }
    assert cells(made) == [
        "A1+4 title: 改定の一覧",
        "F1 number: 資料３",
        "A2+5 note*: 凡例：[-削除する文字-]　{+加える文字+}　<（注記）>　計画書の文ではない説明"
        "　　全3件（改正1件、新規1件、手で加えた行1件）",
        "A3 table_head: No.",
        "B3 table_head: 柱⏎取り組みの方向⏎具体的施策",
        "C3 table_head: 改定案の⏎ページ",
        "D3 table_head: 現計画の⏎ページ",
        "E3 table_head: 改正内容（見え消し）",
        "F3 table_head: 改正項目",
        "G3 table_head: 担当",
        "H3 table_head: 行の印",
        "A4 centre: 1",
        "B4 table_text: 第１節⏎1－①",
        "C4 centre: 12",
        "D4 centre: 10",
        "E4 table_text*: 歩道を[-広げます-]{+直します+}。",
        "F4 item*: 組織の[-変更-]",
        "G4 item: 都市課 #聞く",
        "H4 key: 取り組み/1-1-①-①",
        "A5 centre: 2",
        "B5 table_text: ",
        "C5 centre: ",
        "D5 centre: ",
        "E5 table_text*: 手で書いた行",
        "F5 item: ",
        "G5 item: ",
        "H5 key: 手書き/1",
        "A6 centre: 3",
        "B6 table_text: 第１節",
        "C6 centre: 14",
        "D6 centre: ー",
        "E6 table_text*: <（新規）⏎>{+緑を植える+}",
        "F6 item: ",
        "G6 item: ",
        "H6 key: 取り組み/新1-1-①-③",
    ]


def test_a_list_without_any_row() -> None:
    about = DocumentContext(PLAN, PLAN)
    book = revision_book(revision_list([], None, HouseStyle()), about, {})
    made = book.sheets[0]
    assert cells(made)[:2] == [
        "A1+5 title: 架空市総合計画　第1版　改定内容一覧",
        "A2+5 note*: 凡例：[-削除する文字-]　{+加える文字+}　<（注記）>　計画書の文ではない説明",
    ]
    assert cells(made)[-2:] == ["A4+5 table_text: 改正した箇所はありません。", "G4 key: （なし）"]
    found = around(made)
    assert (found["hidden_columns"], found["autofilter"]) == ((6,), "A3:G4")
    assert (found["print area"], found["widths"]) == ("A1:F4", (44, 132, 62, 62, 548, 218, 60))
    assert "validations" not in found  # no classes to choose from
    assert book.properties == {
        "title": "改定内容一覧　架空市総合計画",
        "subject": "第1版　第1版",
    }
    assert book.custom == {"種類": "改定内容一覧"}


def test_a_long_text_goes_on_in_rows_of_a_page_s_height() -> None:
    earlier = EarlierDocument(
        (FoundRow("b", "", {"担当": kept("課")}, {"担当": "メモ", CONTENT: "文のメモ"}),), ("担当",)
    )
    rows = [Revision("a", (), "", "", LINES_28), Revision("b", ("節",), "1", "2", LINES_29)]
    made = list_of(rows, earlier)
    found = around(made)["heights"]
    assert found == {0: 30.0, 1: 18.0, 2: 44.0, 3: 391.4, 4: 239.6, 5: 184.4}
    parts = [line for line in cells(made) if line[1:3] in ("5 ", "6 ")]
    first, second = (
        "⏎".join(map(str, range(start, end + 1))) for start, end in ((1, 16), (17, 29))
    )
    assert parts == [
        "A5 centre: 2⏎1/2",
        "B5 table_text: 節",
        "C5 centre: 1",
        "D5 centre: 2",
        f"E5 table_text*: [-{first}⏎-] #文のメモ",
        "F5 item: ",
        "G5 item: 課 #メモ",
        "H5 key: b",
        "A6 centre: 2⏎2/2",
        "B6 table_text: 節⏎（続き）",
        "C6 centre: 1",
        "D6 centre: 2",
        f"E6 table_text*: [-{second}-]",
        "F6 item: ",
        "G6 item: ",
        "H6 key: b‖2",
    ]


def test_a_long_entry_of_people_makes_its_row_high() -> None:
    """120 pixels hold 6 characters, 132 of the places 7: one each is kept for line breaking."""
    earlier = EarlierDocument((FoundRow("a", "", {"担当": kept("課" * 19)}),), ("担当",))
    made = list_of([Revision("a", ("節",), "1", "2", marked("{+文+}"))], earlier)
    assert made.heights[3] == round(13.8 * 3 + 5, 2)


def test_the_name_of_the_plan_in_the_footer() -> None:
    """80 units of it, & said twice, as one alone begins a command of Excel's; no size of letters."""

    def footer(title: str) -> str:
        plan = replace(PLAN, settings=replace(PLAN.settings, plan_title=title))
        return print_setup(plan, 9, 5, "一覧").footer

    assert footer("甲" * 80) == f"&L&8{'甲' * 80}&C&9&P"
    assert footer("甲" * 81) == f"&L&8{'甲' * 80}&C&9&P"
    assert footer("甲" * 78 + "&乙") == f"&L&8{'甲' * 78}&&&C&9&P"
    assert footer("甲" * 79 + "&乙") == f"&L&8{'甲' * 79}&C&9&P"
    assert footer("2024年計画") == "&L&8 2024年計画&C&9&P"


# ------------------------------------------------------------------ the further sheets


def test_the_classes_to_choose_from() -> None:
    made = classes_sheet(("時点修正", "甲" * 60), LOOKS)
    assert around(made) == {
        "widths": (640,),
        "heights": {0: 24.0, 1: 18.8, 2: 32.6},
        "tab_color": "A6A6A6",
        "print landscape": True,
        "print header": "&R&9改正項目",
        "print footer": "&C&9&P",
    }
    assert cells(made)[:2] == ["A1 table_head: 改正項目", "A2 table_text: 時点修正"]
    assert cells(classes_sheet((), LOOKS))[1:] == [
        "A2 note: 新しい計画マスタのシート「改正項目」に加えると、ここに並びます。"
    ]
    assert classes_sheet(("甲\n" * 40,), LOOKS).heights[1] == 400


@pytest.mark.parametrize(
    ("make", "widths", "color", "lines"),
    [
        (
            lambda: checks_sheet([CheckRemark("移動", "旧", "新\n二行", "見分け方")], LOOKS),
            (110, 300, 300, 330),
            "C55A11",
            [
                "A1 table_head: 種類",
                "B1 table_head: 現計画",
                "C1 table_head: 改定案",
                "D1 table_head: 見分け方",
                "A2 table_text: 移動",
                "B2 table_text: 旧",
                "C2 table_text: 新⏎二行",
                "D2 table_text: 見分け方",
            ],
        ),
        (
            lambda: not_compared_sheet(
                [Difference("KPI", "旧 A1／新 A2", "単位", "人", "件", "理由\n二行")], LOOKS
            ),
            (110, 110, 110, 240, 240, 250),
            "7F6000",
            [
                "A1 table_head: シート",
                "B1 table_head: セル（旧／新）",
                "C1 table_head: 列",
                "D1 table_head: 現計画",
                "E1 table_head: 改定案",
                "F1 table_head: 一覧に載せない理由",
                "A2 table_text: KPI",
                "B2 table_text: 旧 A1／新 A2",
                "C2 table_text: 単位",
                "D2 table_text: 人",
                "E2 table_text: 件",
                "F2 table_text: 理由⏎二行",
            ],
        ),
    ],
)
def test_what_should_be_looked_at(
    make: Callable[[], Sheet], widths: tuple[int, ...], color: str, lines: list[str]
) -> None:
    made = make()
    assert around(made) == {
        "widths": widths,
        "heights": {0: 24.0, 1: 32.6},
        "freeze": (1, 0),
        "tab_color": color,
        "print landscape": True,
        "print header": f"&R&9{made.name}",
        "print footer": "&C&9&P",
        "print repeat_rows": (0, 0),
    }
    assert cells(made) == lines


def test_where_nothing_should_be_looked_at() -> None:
    assert cells(checks_sheet([], LOOKS))[4:] == ["A2+3 table_text: 確かめることはありません。"]
    assert cells(not_compared_sheet([], LOOKS))[6:] == [
        "A2+5 table_text: 一覧に載せていない違いはありません。"
    ]


@pytest.mark.parametrize(("length", "is_cut"), [(16_000, False), (16_001, True)])
def test_a_text_that_no_cell_holds_is_cut_and_says_so(length: int, is_cut: bool) -> None:
    made = checks_sheet([CheckRemark("移動", "甲" * length, "", "")], LOOKS)
    end = "…（長いので途中までです。元のセルで確かめてください。）" if is_cut else ""
    assert made.cells[5].value == "甲" * 16_000 + end
    assert made.heights[1] == 400


def test_the_hidden_sheet() -> None:
    made = memory_sheet([("見出し", "{}"), ("a", "一", "二")])
    assert around(made) == {"widths": (200, 300), "visible": False}
    assert cells(made) == ["A1 key: 見出し", "B1 key: {}", "A2 key: a", "B2 key: 一", "C2 key: 二"]


# ------------------------------------------------------------------ what was read


def test_read_texts_side_by_side() -> None:
    """A part of 27 lines with the line end of the last, then two lines; 200 pixels hold 13 characters."""
    reading = MarkedReading(
        (
            ReadCell("一", "B2", marked("甲[-乙-]{+丙+}"), "下線を追加とみなした"),
            ReadCell("一", "B3", LINES_29, "根拠"),
            ReadCell("一", "B4", marked("[-丁-]"), "取り消し線を削除とみなし、" * 3),
        ),
        (UnreadMark("一", "C1", "見出し", "理由\n二行"), UnreadMark("一", "C2", "長" * 32_001, "")),
    )
    read, left_out = texts_book("市の一覧.xlsx", reading).sheets
    assert around(read) == {
        "widths": (110, 60, 290, 290, 290, 200),
        "heights": {0: 28.0, 1: 24.0, 2: 18.8, 3: 391.4, 4: 32.6, 5: 46.4},
        "freeze": (2, 0),
        "autofilter": "A2:F6",
        "print landscape": True,
        "print footer": "&C&9&P",
        "print repeat_rows": (1, 1),
    }
    assert cells(read)[:13] == [
        "A1+5 title: 市の一覧.xlsx の見え消し",
        "A2 table_head: シート",
        "B2 table_head: セル",
        "C2 table_head: 改正前",
        "D2 table_head: 改正後",
        "E2 table_head: 見え消し",
        "F2 table_head: 読み方の根拠",
        "A3 table_text: 一",
        "B3 table_text: B2",
        "C3 table_text: 甲乙",
        "D3 table_text: 甲丙",
        "E3 table_text*: 甲[-乙-]{+丙+}",
        "F3 table_text: 下線を追加とみなした",
    ]
    assert [line for line in cells(read) if line.startswith("E5")] == ["E5 table_text*: [-28⏎29-]"]
    assert around(left_out) == {
        "widths": (110, 60, 420, 420),
        "heights": {0: 24.0, 1: 32.6, 2: 400},
        "freeze": (1, 0),
        "tab_color": "C55A11",
        "print landscape": True,
        "print footer": "&C&9&P",
        "print repeat_rows": (0, 0),
    }
    assert cells(left_out)[:8] == [
        "A1 table_head: シート",
        "B1 table_head: セル",
        "C1 table_head: 文",
        "D1 table_head: 理由",
        "A2 table_text: 一",
        "B2 table_text: C1",
        "C2 table_text: 見出し",
        "D2 table_text: 理由⏎二行",
    ]
    assert left_out.cells[10].value == "長" * 32_000


def test_where_nothing_was_read() -> None:
    book = texts_book("市の一覧.xlsx", MarkedReading())
    read, left_out = book.sheets
    assert around(read)["autofilter"] == "A2:F2"
    assert cells(left_out)[4:] == [
        "A2+3 table_text: 印のように見えて読まなかったものはありません。"
    ]
    assert book.properties == {"title": "見え消しの読み取り"}
