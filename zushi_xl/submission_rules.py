"""What can be wrong with a returned book as such, before anybody looks at its figures."""

from __future__ import annotations

from zushi_xl.catalogue import Rule, declare
from zushi_xl.finding import Severity

_AREA = "提出"
NOT_A_FORM = declare(
    Rule(
        "not-our-form",
        _AREA,
        "様式でないファイル",
        Severity.ERROR,
        "提出ファイルの中に、配布した様式のしるし（識別シート・欄外の識別行）が見つからない。",
        "別の調査の回答ブックが inputs/ に入っている。",
    )
)
IDENTITY_CONFLICT = declare(
    Rule(
        "identity-conflict",
        _AREA,
        "識別の食い違い",
        Severity.ERROR,
        "隠しシートの識別と、シートの欄外に見える識別が食い違っている。",
        "隠しシートは市民協働課、欄外は社会福祉課。",
    )
)
WRONG_YEAR = declare(
    Rule(
        "wrong-year",
        _AREA,
        "年度違い",
        Severity.ERROR,
        "提出ファイルの年度が、計画マスタの評価年度と異なる。",
        "2024年度の収集に2023年度の様式が提出された。",
    )
)
OLD_FORM = declare(
    Rule(
        "old-form",
        _AREA,
        "様式・計画の版違い",
        Severity.CONFIRM,
        "提出ファイルの様式または計画の版が、現在のものと異なる。",
        "様式2024-1で配布したあと様式定義を2024-2に改めた。",
    )
)
SHEET_MISSING = declare(
    Rule(
        "sheet-missing",
        _AREA,
        "シートがない",
        Severity.ERROR,
        "課が記入すべきシートが提出ファイルに見つからない。",
        "5-1-② のシートが削除されている。",
    )
)
SHEET_TWICE = declare(
    Rule(
        "sheet-twice",
        _AREA,
        "同じシートが2枚ある",
        Severity.ERROR,
        "同じ施策のシートが2枚以上あり、記入内容が異なる。",
        "シートを複写して片方に書き込んだ。",
    )
)
FIELD_LOST = declare(
    Rule(
        "field-lost",
        _AREA,
        "記入欄が見つからない",
        Severity.ERROR,
        "記入欄の行が削除されたり見出しが書き換えられたりして、欄の場所が分からない。",
        "「今後の対応」の行が削除されている。",
    )
)
FIELD_UNCLEAR = declare(
    Rule(
        "field-unclear",
        _AREA,
        "どのセルが答えか分からない",
        Severity.ERROR,
        "記入欄が空で、その周りの複数のセルに書き込みがある。",
        "実績額の欄が空で、右の2つのセルに別々の金額がある。",
    )
)
FIELD_MOVED = declare(
    Rule(
        "field-moved",
        _AREA,
        "1つずれたセルへの記入",
        Severity.INFO,
        "記入欄そのものは空で、その欄の範囲にある別のセルに1つだけ書き込みがある。",
        "実績額が1行下のセルに書かれている。",
    )
)
STRAY_TEXT = declare(
    Rule(
        "stray-text",
        _AREA,
        "欄外への記入",
        Severity.CONFIRM,
        "記入欄でないセルに書き込みがある。",
        "シートの右端に「昨年と同じです」とメモがある。",
    )
)
PREFILLED_CHANGED = declare(
    Rule(
        "prefilled-changed",
        _AREA,
        "記入済みの欄の変更",
        Severity.CONFIRM,
        "事務局が記入して配った欄の内容が変わっている。計画マスタの内容を採る。",
        "2023年度の実績 18.90% が 19.8% に書き換えられている。",
    )
)
LINE_DOUBLED = declare(
    Rule(
        "line-doubled",
        _AREA,
        "同じ欄の行が2つある",
        Severity.CONFIRM,
        "行の複写により、同じ欄の行が2つ以上ある。上の行を採る。",
        "取り組み①の行をまとめて複写し、下に貼り付けた。",
    )
)
CELL_ERROR = declare(
    Rule(
        "cell-error",
        _AREA,
        "エラー値・未計算の式",
        Severity.ERROR,
        "記入欄に #REF! などのエラー値、または計算結果が保存されていない式がある。",
        "実績額のセルが =別ブック!A1 で、結果が保存されていない。",
    )
)
