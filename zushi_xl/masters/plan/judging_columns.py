"""The sheets that say how a plan is judged: 評価区分, 評価基準, 点検ルール, 了承."""

from __future__ import annotations

from zushi_xl.masters.plan.shared_columns import REMARK
from zushi_xl.masters.records import ColumnSpec, SheetSpec
from zushi_xl.plan.scales import GradeClass, Treatment, WithoutValue

JUDGING_SHEETS = (
    SheetSpec(
        "評価区分",
        "評価の記号と意味",
        (
            ColumnSpec(
                "尺度",
                "評価の一覧の名前です。様式定義の「尺度」がこの名前で選びます。"
                "一つだけなら空欄で構いません。",
                width=100,
            ),
            ColumnSpec(
                "階層", "使う階層です。空欄ならすべて、二つ以上は「、」で分けます。", width=160
            ),
            ColumnSpec(
                "順",
                "区分が「順位」のとき、よいほうから1、2、3…です。"
                "空欄なら、行の順がよいほうからの順です。",
                width=50,
            ),
            ColumnSpec("点", "平均を出すときの点です。空欄なら平均を出しません。", width=50),
            ColumnSpec("記号", "評価の記号です（例：A）。", needed=True, filled=True, width=60),
            ColumnSpec("表示", "記号の後に印刷する言葉です（例：順調である）。", width=260),
            ColumnSpec("定義", "どんなときに選ぶかです。", width=420),
            ColumnSpec(
                "区分",
                "順位をつける評価か、それ以外かです。",
                needed=True,
                filled=True,
                choices=tuple(GradeClass),
                width=90,
            ),
            ColumnSpec("適用開始", "使い始める年度です。空欄なら初めからです。", width=80),
            ColumnSpec("適用終了", "使い終わる年度です。空欄なら終わりはありません。", width=80),
            REMARK,
        ),
        needed=True,
    ),
    SheetSpec(
        "評価基準",
        "KPIの値から評価を記入する、決める、または提案する行。上から順に試します",
        (
            ColumnSpec(
                "階層", "使う階層です。空欄ならすべて、二つ以上は「、」で分けます。", width=140
            ),
            ColumnSpec(
                "尺度",
                "どの尺度の評価を決めるかです。空欄なら名前のない尺度です。",
                width=90,
            ),
            ColumnSpec(
                "欄",
                "どの評価の欄を決めるかを、様式定義のIDかラベルで書きます。空欄なら、尺度のある行は"
                "その尺度の欄すべて、ない行は役割が「評価」の欄です。",
                width=110,
            ),
            ColumnSpec("適用開始", "使い始める年度です。空欄なら初めからです。", width=80),
            ColumnSpec("適用終了", "使い終わる年度です。空欄なら終わりはありません。", width=80),
            ColumnSpec(
                "条件",
                "「達成率 ≧ 100 かつ 実績 ≧ 前年度」「達成率 80以上100未満」「実績 ≧ 現状の90％」"
                "「値なし または 基準値なし」のように書きます。「定性」「その他」は一語です。",
                needed=True,
                filled=True,
                width=320,
            ),
            ColumnSpec(
                "評価",
                "当てはまるときの評価の記号です。空欄なら担当課の判断に任せます。",
                needed=True,
                width=70,
            ),
            ColumnSpec(
                "扱い",
                "「記入する」なら評価を自動で入れ、「決める」なら違う評価を要修正に、"
                "「提案」なら要確認にします。空欄なら提案です。",
                choices=tuple(Treatment),
                width=80,
            ),
            ColumnSpec(
                "値がないとき",
                "条件に使う値が分からないときです。空欄なら次の行へ進み、"
                "計算できない率のときだけ担当課の判断に任せます。",
                choices=tuple(WithoutValue),
                width=110,
            ),
            REMARK,
        ),
    ),
    SheetSpec(
        "点検ルール",
        "点検の重大度としきい値",
        (
            ColumnSpec(
                "ルール",
                "ルールの記号です（zushi-xl rules で一覧が出ます）。",
                needed=True,
                filled=True,
            ),
            ColumnSpec(
                "重大度",
                "空欄ならルールのとおりです。",
                width=90,
                choices=("要修正", "要確認", "お知らせ", "点検しない"),
            ),
            ColumnSpec("しきい値", "ルールで使う数値です。空欄ならルールのとおりです。", width=90),
            ColumnSpec("年度", "この行を使う年度です。空欄なら毎年使います。", width=70),
            ColumnSpec("理由", "点検しない（重大度やしきい値を変える）理由です。", width=260),
            ColumnSpec("決めた日", "そう決めた日付です。", width=110),
            REMARK,
        ),
    ),
    SheetSpec(
        "了承",
        "理由があって認める指摘",
        (
            ColumnSpec("ルール", "認める指摘のルールの記号です。", needed=True, filled=True),
            ColumnSpec(
                "場所",
                "計画のコード、課名または予算事業名です。",
                needed=True,
                filled=True,
                width=140,
            ),
            ColumnSpec("理由", "認める理由です。", needed=True, filled=True, width=360),
            ColumnSpec("承認者", "認めた人です。", needed=True, filled=True, width=140),
            ColumnSpec("期限", "いつまで認めるかの日付です。空欄なら期限はありません。", width=120),
            ColumnSpec(
                "値",
                "認めた値です（390団体）。金額や値の幅でも書けます（315,760円～380,318円）。"
                "書けば、ほかの値の指摘は了承しません。"
                "値そのものを疑う指摘（kpi-digit-slip など）には必ず書きます。"
                "ほかの指摘では、空欄なら値を問いませんが、"
                "budget-conflict は、額が10倍以上離れていれば了承しません。",
                width=200,
            ),
            REMARK,
        ),
    ),
)
