"""The sheets that only a revision of the plan reads: 本文, 体裁, 改正項目."""

from __future__ import annotations

from zushi_xl.masters.plan.shared_columns import OLD_PAGE, PAGE, REMARK
from zushi_xl.masters.records import ColumnSpec, SheetSpec

REVISING_SHEETS = (
    SheetSpec(
        "本文",
        "章や節の文章（改定内容一覧を作るときだけ使う）",
        (
            ColumnSpec(
                "ID",
                "改定しても変えない印です。新旧の同じ文章に同じ印をつけます。",
                needed=True,
                filled=True,
                width=80,
            ),
            ColumnSpec("場所", "章や節の名前です。改定内容一覧の左の欄に印刷します。", width=160),
            ColumnSpec("見出し", "文章の見出しです。", width=240),
            ColumnSpec("本文", "文章です。段落は改行で分けます。", width=560),
            ColumnSpec(
                "図",
                "図の名前か版です。差し替えたら書き換えます（例：体系図 2025年版）。",
                width=160,
            ),
            PAGE,
            OLD_PAGE,
            ColumnSpec(
                "差込",
                "ここに入るもので、場所とページだけを示す行です"
                "（例：基本目標1、人口見通し2030、計画）。",
                width=120,
            ),
            REMARK,
        ),
    ),
    SheetSpec(
        "体裁",
        "改定内容一覧と新旧対照表の刷り方（前の呼び名「改定資料」でも読む）",
        (
            ColumnSpec(
                "項目", "設定の名前です。書き換えません。", needed=True, filled=True, width=220
            ),
            ColumnSpec(
                "値", "設定の値です。空欄なら初めの設定のとおりです。", needed=True, width=240
            ),
            ColumnSpec("説明", "設定の説明です。", width=460),
            REMARK,
        ),
    ),
    SheetSpec(
        "改正項目",
        "改定内容一覧で選ぶ項目",
        (
            ColumnSpec("項目", "改正した理由や根拠です。", needed=True, filled=True, width=480),
            REMARK,
        ),
    ),
)
