"""The sheet 階層: a row per level of the plan, from the top."""

from __future__ import annotations

from zushi_xl.masters.records import ColumnSpec, SheetSpec

WITHIN_PARENT, THROUGH_PLAN = "親の中", "通し"
OWN_SHEET, BLOCK = "シート", "ブロック"
YES_NO = ("○", "×")
ABOVE = "上位"  # column of a level's sheet: the code of the item above

ABOVE_COLUMN = ColumnSpec(
    ABOVE, "上の階層のコードです。コードがそれを含まないときに書きます。", width=80
)

LEVEL_SHEET = SheetSpec(
    "階層",
    "計画の階層。上から順に1行が一つの階層になります（2から5）",
    (
        ColumnSpec(
            "階層",
            "階層の呼び名です（例：基本目標）。同じ名前のシートに、その階層のものを1行ずつ書きます。",
            needed=True,
            filled=True,
            width=160,
        ),
        ColumnSpec(
            "コードの形",
            "計画書に印刷するとおりの例を一つ書きます（例：Ⅲ-5-31-(2)、06-21-02、0086、①）。"
            "空欄なら、上のコードに-と番号を続けます。",
            width=110,
        ),
        ColumnSpec(
            "番号の付け方",
            "上の階層の中で付けるか（親の中）、計画を通して付けるか（通し）です。",
            choices=(WITHIN_PARENT, THROUGH_PLAN),
            width=90,
        ),
        ColumnSpec(
            "様式",
            "一つずつシートにするか、上の階層のシートの中のブロックにするかです。"
            "ブロックにできるのは一番下の階層だけで、空欄なら一番下はブロック、ほかはシートです。",
            choices=(OWN_SHEET, BLOCK),
            width=80,
        ),
        ColumnSpec("評価", "評価するなら○、しないなら×です。", choices=YES_NO, width=50),
        ColumnSpec("KPI", "KPIを置くなら○、置かないなら×です。", choices=YES_NO, width=50),
        ColumnSpec("金額", "金額を報告するなら○、しないなら×です。", choices=YES_NO, width=50),
        ColumnSpec("説明", "覚え書きです。", width=320),
    ),
)
