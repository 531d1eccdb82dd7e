"""The sheets that say who reviews, and when: 役割 and 段階."""

from __future__ import annotations

from zushi_xl.masters.plan.shared_columns import REMARK
from zushi_xl.masters.records import ColumnSpec, SheetSpec

REVIEWING_SHEETS = (
    SheetSpec(
        "役割",
        "記入し、評価する人。様式定義の「記入者」がこの名前で選びます",
        (
            ColumnSpec(
                "役割",
                "記入者の名前です（例：外部委員会、副町長）。",
                needed=True,
                filled=True,
                width=120,
            ),
            ColumnSpec("順", "評価する順です（1、2、3…）。空欄なら行の順です。", width=50),
            ColumnSpec(
                "課",
                "この役割の欄を、どの課のブックに入れるかです。課名のほか、「主担当課」「担当課」"
                "（項目ごとの課）とも書けます。空欄なら、役割の名前でブックを一つ作ります。",
                width=120,
            ),
            ColumnSpec(
                "対象",
                "評価する項目です。空欄か「すべて」ならすべて、列の見出しを書けば、"
                "計画マスタのその列に○のある項目だけです。条件でも選べます（区分 ＝ 重点）。",
                width=160,
            ),
            REMARK,
        ),
    ),
    SheetSpec(
        "段階",
        "年度のうち、欄を開く時期。様式定義の「段階」がこの名前で選びます",
        (
            ColumnSpec(
                "段階", "段階の名前です（例：事中、事後）。", needed=True, filled=True, width=120
            ),
            ColumnSpec("順", "段階の順です（1、2、3…）。空欄なら行の順です。", width=50),
            ColumnSpec("開始", "様式を配る日です（例：2024年10月1日）。", width=120),
            ColumnSpec("終了", "様式を返す期限です。表紙に提出期限として印刷します。", width=120),
            REMARK,
        ),
    ),
)
