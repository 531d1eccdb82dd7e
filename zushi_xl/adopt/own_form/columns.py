"""What the two workbooks of an own form hold, sheet by sheet."""

from __future__ import annotations

from zushi_xl.form.model import Meaning
from zushi_xl.masters.records import ColumnSpec, SheetSpec

KINDS = (
    "一行", "文章", "選択", "はい・いいえ", "数値", "金額", "日付", "年", "コード",
)  # fmt: skip
SUBJECT = "対象"
"""The role of a field whose answer names the item of the plan that the others are about."""
ROLES = (SUBJECT, *(meaning.value for meaning in Meaning))
AXES = ("行", "列", "ブロック")
YES_NO = ("○", "×")


def _settings(of: str) -> SheetSpec:
    return SheetSpec(
        "設定",
        f"{of}全体の設定",
        (
            ColumnSpec("項目", "設定の名前です。書き換えません。", True, True, width=150),
            ColumnSpec("値", "設定の値です。", True, width=360),
            ColumnSpec("説明", "設定の説明です。", width=460),
        ),
        needed=True,
    )


FORM_SHEETS = (
    _settings("様式"),
    SheetSpec(
        "項目",
        "原本の記入欄。1行が一つの欄になる",
        (
            ColumnSpec(
                "確認",
                "自動では決められなかった行に「要確認」とあります。確かめたら消してください。",
                choices=("要確認",),
                width=70,
            ),
            ColumnSpec(
                "ID",
                "欄の名前です。英字で始まる英数字と_で、重ならないようにします。",
                True,
                True,
                width=80,
            ),
            ColumnSpec(
                "ラベル", "欄の見出しです。結果の列の名前になります。", True, True, width=300
            ),
            ColumnSpec("型", "欄に入るものです。", True, True, choices=KINDS, width=90),
            ColumnSpec("単位", "数や金額の単位です。", width=60),
            ColumnSpec(
                "選択肢",
                "選ぶ語を改行か「、」で分けます。原本のセルにあるときは =シート!A1:A9 とします。",
                width=200,
            ),
            ColumnSpec("必須", "記入が必要なら○にします。", choices=YES_NO, width=50),
            ColumnSpec(
                "繰り返し", "同じことを何度も書く欄なら、並ぶ向きです。", choices=AXES, width=80
            ),
            ColumnSpec("回数", "繰り返す回数です。", width=50),
            ColumnSpec("間隔", "次の回までの行数または列数です。", width=50),
            ColumnSpec("番号", "何回目かです。空欄なら、この行がすべての回を表します。", width=50),
            ColumnSpec("まとまり", "何を繰り返すかです。結果の表の名前になります。", width=140),
            ColumnSpec("原本シート", "欄のある原本のシート名です。", True, True, width=140),
            ColumnSpec("原本セル", "欄のセルです（B5、B5:D6）。", True, True, width=90),
            ColumnSpec(
                "見出しセル", "見出しのあるセルです。二つ以上は「、」で分けます。", width=120
            ),
            ColumnSpec(
                "役割",
                "計画の評価に使う欄なら、値の意味です。「対象」は、どの取り組みやKPIのことかを"
                "名前かコードで書く欄です。空欄なら、ただの欄です。",
                choices=ROLES,
                width=90,
            ),
            ColumnSpec(
                "コード",
                "計画のどこの値かです（5-1-①、5-1-①-②、5-1-① KPI2、5-1-① KPI2 2023）。空欄なら、"
                "同じ行か同じ様式の「対象」の欄が決めます。「対象」の欄と、役割のない欄のときは、"
                "階層の名前（取り組みなど）かKPIを書きます。",
                width=140,
            ),
            ColumnSpec("尺度", "役割が評価のときの尺度の名前です。", width=90),
            ColumnSpec("入力の手引き", "記入する人に見せる短い説明です。", width=220),
            ColumnSpec(
                "公開",
                "公開データに含めるなら○です。×と空欄は含めません。",
                choices=YES_NO,
                width=50,
            ),
            ColumnSpec("確信度", "下書きがどれほど確かかです（0～1）。", width=60),
            ColumnSpec("根拠", "記入欄だと考えた理由と、迷った点です。", width=320),
        ),
        needed=True,
    ),
    SheetSpec(
        "下書きの記録",
        "adopt が前回書いた行（直した行を残すために使う）",
        (
            ColumnSpec("原本シート", "書き換えません。", width=140),
            ColumnSpec("原本セル", "書き換えません。", width=90),
            ColumnSpec("指紋", "書き換えません。", width=160),
        ),
    ),
)

PLAN_SHEETS = (
    _settings("照会"),
    SheetSpec(
        "担当課",
        "様式を配る先",
        (
            ColumnSpec("課名", "課の名前です。ファイル名になります。", True, True, width=160),
            ColumnSpec("別名", "以前の名前や略称です。二つ以上は「、」で分けます。", width=200),
            ColumnSpec("連絡先", "課の連絡先です。", width=200),
        ),
        needed=True,
    ),
    SheetSpec(
        "記入済みの値",
        "あらかじめ記入して配る値、過去の年度の値",
        (
            ColumnSpec(
                "年度", "値の年度です。空欄なら、配る様式にあらかじめ記入します。", width=70
            ),
            ColumnSpec("課名", "どの課の値かです。", True, True, width=160),
            ColumnSpec("ID", "様式定義の欄の ID です。", True, True, width=90),
            ColumnSpec("番号", "繰り返しの何回目かです。", width=50),
            ColumnSpec("ラベル", "欄の見出しです（読むためだけのもの）。", width=260),
            ColumnSpec("値", "記入する値です。", True, width=300),
            ColumnSpec("出典", "値を読んだファイルとセルです。", width=260),
        ),
    ),
    SheetSpec(
        "年度別の値",
        "記入済みの写しにあった、年度ごとの値",
        (
            ColumnSpec("課名", "どの課の値かです。", width=160),
            ColumnSpec("指標", "何の値かです。", width=260),
            ColumnSpec("時点", "年度などです。", width=110),
            ColumnSpec("値", "値です。", width=140),
            ColumnSpec("単位", "値の単位です。", width=60),
            ColumnSpec("出典", "値を読んだファイルとセルです。", width=260),
        ),
    ),
)
