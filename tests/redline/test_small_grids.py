"""What no row of the list shows, of two sheets as small tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zushi_xl.redline.grids import TypedGrid, grids
from zushi_xl.redline.not_compared import ShownColumns, differences
from zushi_xl.redline.renamed_columns import Renamed
from zushi_xl.workbook.cells import Cell, Source, Workbook, Worksheet

PAGE = "ページの違いだけでは改正としません。行があればその欄に示します。"
ADDED = "加えた列は、体裁の「計画書に載せる列」に書いたものだけを一覧に載せます。"
ALIKE = "見た目の同じ文字か、見えない文字か、空白の違いだけです。"
SAME = "書き方だけの違いで、読み取った中身は同じです。"
NAMES = "担当は計画書の文ではありません。"


def grid(text: str, name: str = "取り組み") -> TypedGrid:
    """Rows parted by ``/``, cells by ``|``; an empty cell is not there, nor is an empty row."""
    lines = {
        number: {c: cell for c, cell in enumerate(row.split("|")) if cell}
        for number, row in enumerate(text.split("/"))
    }
    return TypedGrid(name, {number: line for number, line in lines.items() if line})


def found(
    old: str,
    new: str,
    told: Sequence[ShownColumns] = (),
    renamed: Sequence[Renamed] = (),
    name: str = "取り組み",
) -> list[tuple[str, str, str, str, str]]:
    sides = {name: grid(old, name)}, {name: grid(new, name)}
    rows = differences(*sides, told, renamed)
    assert {row.sheet for row in rows} <= {name}
    return [(d.place, d.header, d.old, d.new, d.reason) for d in rows]


def at(old: int | None, new: int | None, *columns: str, reason: str = "") -> ShownColumns:
    """Lines of the old and the new sheet that are one, as Excel numbers them."""
    sources = [None if n is None else Source("", "取り組み", f"A{n}") for n in (old, new)]
    return ShownColumns(sources[0], sources[1], frozenset(columns), reason)


def test_equal_sheets() -> None:
    assert found("コード|名称/1|甲", "コード|名称/1|甲") == []


def test_a_cell_that_differs() -> None:
    old, new = "コード|担当課/1|甲課/2|乙課", "コード|担当課/1|甲課/2|丙課"
    assert found(old, new) == [("旧 B3／新 B3", "担当課", "乙課", "丙課", NAMES)]


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        (at(2, 2), False),
        (at(2, 2, "担当課"), True),
        (at(2, 2, "担当 課"), True),
        (at(2, 2, "名称"), False),
        (at(2, 2, "B2"), True),
        (at(2, 2, "B3"), False),
        (at(2, 2, "*"), True),
    ],
)
def test_what_a_row_of_the_list_shows(told: ShownColumns, is_told: bool) -> None:
    rows = found("コード|担当課/1|甲課", "コード|担当課/1|乙課", [told])
    assert (rows == []) is is_told


def test_rows_that_are_one_though_their_lines_and_names_differ() -> None:
    told = [at(2, 3), at(3, 2, "名称"), at(3, 2, "担当課")]
    rows = found("コード|名称|担当課/1|甲|い/2|乙|ろ", "コード|名称|担当課/2|乙乙|は/3|甲|に", told)
    assert rows == [
        ("旧 A2／新 A3", "コード", "1", "3", "上の階層の番号か、書き方だけの違いです。"),
        ("旧 C2／新 C3", "担当課", "い", "に", NAMES),
    ]


def test_the_reason_of_the_row_goes_before() -> None:
    told = [at(2, 2, reason="廃止です。"), at(2, 2, reason="別の理由")]
    assert found("コード|担当課/1|い", "コード|担当課/1|ろ", told)[0][4] == "廃止です。"


def test_rows_of_one_master() -> None:
    both = "コード|名称/1|甲"
    old, new = (f"この行は{side}の計画マスタにだけあります。" for side in "旧新")
    assert found(both, f"{both}/2|乙") == [("新 3行目", "", "", "2　乙", new)]
    assert found(f"{both}/2|乙", both) == [("旧 3行目", "", "2　乙", "", old)]
    assert found(f"{both}/2|乙", both, [at(3, None, "*")]) == []
    assert found(f"{both}/2|乙", both, [at(3, None)]) == [("旧 3行目", "", "2　乙", "", old)]
    abolished = [at(None, 3, reason="廃止です。")]
    assert found(both, f"{both}/2|乙", abolished) == [("新 3行目", "", "", "2　乙", "廃止です。")]
    assert found(both, f"{both}/2|乙/3|丙") == [
        ("2か所", "", "", "3行目：2　乙\n4行目：3　丙", new)
    ]
    rows = found(f"{both}/4|丁/5|戊", f"{both}/2|乙/3|丙")
    assert [row[:4] for row in rows] == [
        ("2か所", "", "", "3行目：2　乙\n4行目：3　丙"),
        ("2か所", "", "3行目：4　丁\n4行目：5　戊", ""),
    ]


def test_columns_of_one_master() -> None:
    assert found("コード|メモ/1|甲", "コード/1") == [
        ("2か所", "メモ", "B1：メモ\nB2：甲", "", "この列は旧の計画マスタにだけあります。")
    ]
    assert found("コード/1", "コード||メモ/1") == [
        ("新 C1", "メモ", "", "メモ", "この列は新の計画マスタにだけあります。")
    ]
    assert found("コード|メモ/1|甲", "コード|メ モ/1|甲") == [
        ("旧 B1／新 B1", "メ モ", "メモ", "メ モ", "見出しの書き方だけの違いです。")
    ]


def test_a_renamed_column_is_one() -> None:
    renamed = [Renamed("取り組み", "メモ", "覚え"), Renamed("KPI", "備考", "メモ")]
    old, new = "コード|メモ/1|甲/2|乙", "コード||覚え/1||甲/2||丙"
    assert found(old, new, renamed=renamed) == [("旧 B3／新 C3", "覚え", "乙", "丙", ADDED)]


def test_pages_are_one_line() -> None:
    old, new = "コード|ページ/1|3/2|5/3|/4|9", "コード|ページ/1|4/2|6/3|8/4|"
    rows = found(old, new)
    assert rows == [
        ("旧 B4／新 B4", "ページ", "", "8", PAGE),
        ("旧 B5／新 B5", "ページ", "9", "", PAGE),
        ("2か所", "ページ", "B2：3、B3：5", "B2：4、B3：6", PAGE),
    ]


@pytest.mark.parametrize(
    ("count", "places"), [(200, ["200か所"]), (201, ["200か所", "新 202行目"])]
)
def test_one_line_tells_200_differences(count: int, places: list[str]) -> None:
    rows = found("コード", "/".join(["コード", *map(str, range(1, count + 1))]))
    assert [row[0] for row in rows] == places


@pytest.mark.parametrize(
    ("name", "header", "old", "new", "reason"),
    [
        ("取り組み", "担当課", "甲", "乙", NAMES),
        ("取り組み", "メモ", "甲", "乙", ADDED),
        ("取り組み", "説明", "甲", "乙", SAME),
        ("取り組み", "前年度実績額", "1", "2", "前年度の実績と評価は計画書の文ではありません。"),
        ("取り組み", "説明", "甲 乙", "甲乙", ALIKE),
        ("取り組み", "説明", "⼦ども", "子ども", ALIKE),
        (
            "KPI",
            "単位",
            "人",
            "件",
            "実績の追加や、単位・方向などの性質の違いで、計画書の文ではありません。",
        ),
        ("KPI", "ページ", "", "2", PAGE),
        ("設定", "値", "1", "2", "設定は計画書の文ではありません。"),
        ("設定", "値", "甲 乙", "甲乙", ALIKE),
        ("体裁", "値", "1", "2", "一覧の刷り方の設定です。"),
    ],
)
def test_why_a_cell_is_not_compared(
    name: str, header: str, old: str, new: str, reason: str
) -> None:
    rows = found(f"コード|{header}/1|{old}", f"コード|{header}/1|{new}", name=name)
    assert [(row[1], row[4]) for row in rows] == [(header, reason)]


def test_rows_in_another_order() -> None:
    old, new = "題|文/甲|い/乙|ろ", "題|文/乙|ろ/甲|い"
    order = "行の並びが違います。一覧はコードの順に並べます。"
    assert found(old, new) == [("行", "", "", "", order)]
    assert found(old, new, name="本文") == []  # the list says of its rows where they were
    assert found("題/甲/乙", "題/甲/丙/乙") == [
        ("新 3行目", "", "", "丙", "この行は新の計画マスタにだけあります。")
    ]


def test_rows_of_one_name_are_compared_in_order() -> None:
    rows = found("題|文/甲|い/甲|ろ", "題|文/甲|は/甲|ろ/甲|に")
    assert [row[:4] for row in rows] == [
        ("旧 B2／新 B2", "文", "い", "は"),
        ("新 4行目", "", "", "甲　に"),
    ]


def test_sheets_that_two_columns_name() -> None:
    rows = found(
        "年|区分|人数/2030|計|10/2030|年少|3",
        "年|区分|人数/2030|年少|4/2030|計|10",
        name="人口見通し",
    )
    assert rows[0][:4] == ("旧 C3／新 C2", "人数", "3", "4")
    assert [row[0] for row in rows[1:]] == ["行"]


def test_sheets_of_one_master() -> None:
    old, new = {"メモ": grid("題/甲/乙", "メモ")}, {"覚え": grid("題/甲", "覚え")}
    rows = differences(old, new, (), ())
    assert [(d.sheet, d.place, d.old, d.new, d.reason) for d in rows] == [
        ("覚え", "シート", "", "1行", "このシートは新の計画マスタにだけあります。"),
        ("メモ", "シート", "2行", "", "このシートは旧の計画マスタにだけあります。"),
    ]
    told = [ShownColumns(Source("", "メモ", "A2"), None)]
    assert [d.sheet for d in differences(old, {}, told, ())] == []
    assert [d.sheet for d in differences(old, {}, [ShownColumns(None, None)], ())] == ["メモ"]


def test_a_sheet_as_a_person_sees_it() -> None:
    cells = {
        (0, 0): Cell(0, 0, "題", "題", comment="手引き"),
        (0, 2): Cell(0, 2, " 文 ", " 文 "),
        (2, 0): Cell(2, 0, 12.0, "12", number_format="0.0"),
        (2, 1): Cell(2, 1, True, "TRUE"),
        (2, 2): Cell(2, 2, "甲", "甲", struck="乙", comment="聞く"),
        (3, 1): Cell(3, 1, None, ""),
    }
    made = grids(Workbook("", "", (Worksheet("一 覧", cells),)))["一覧"]
    assert made.name == "一 覧"
    assert made.lines == {
        0: {0: "題", 2: " 文 "},
        2: {0: "12.0", 1: "TRUE", 2: "甲［取り消し線：乙］［メモ：聞く］"},
    }
    assert made.headers == {0: "題", 1: "B列", 2: "文"}
    assert made.body == (2,)
    assert (made.under(2, "文"), made.under(2, "ない"), made.text(5, 5)) == (
        "甲［取り消し線：乙］［メモ：聞く］",
        "",
        "",
    )
    twins = TypedGrid("", {0: {0: "題", 3: "題"}})
    assert twins.column_by_key == {"題": 0}
