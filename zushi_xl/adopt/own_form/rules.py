"""What may be said of a returned copy of an own form.

These rules need no plan of an evaluation, and its settings do not reach them: they are not in the
register.
"""

from __future__ import annotations

from zushi_xl.findings.finding import Severity
from zushi_xl.findings.rule import Rule, RuleArea

NO_OWNER = Rule(
    "own-form-owner", RuleArea.RETURN.value, Severity.ERROR, "どの課の提出かわからない",
    "配布した様式の識別が消えていて、どの課のものかわからないとき",
    "別のブックに貼り直して提出した",
)  # fmt: skip
NO_SHEET = Rule(
    "own-form-sheet", RuleArea.RETURN.value, Severity.ERROR, "様式のシートがない",
    "原本のシートにあたるシートが提出ファイルに見つからないとき", "シートを1枚消して提出した",
)  # fmt: skip
NO_PLACE = Rule(
    "own-form-place", RuleArea.RETURN.value, Severity.ERROR, "欄の場所がわからない",
    "行や列の増減のため欄の場所が決められないとき、または見出しが書き換えられたとき",
    "見出しと記入欄の間に行を挿入した",
)  # fmt: skip
STRAY = Rule(
    "own-form-stray", RuleArea.ENTRY.value, Severity.CONFIRM, "欄の外の記入",
    "様式のどの欄でもないセルに文字があるとき", "表の右の余白に補足を書いた",
)  # fmt: skip
REFUSED = Rule(
    "own-form-value", RuleArea.ENTRY.value, Severity.ERROR, "読み取れない値",
    "欄の型のとおりに読み取れないとき", "人数の欄に「約1万ほど」と書いた",
)  # fmt: skip
DOUBTFUL = Rule(
    "own-form-unit", RuleArea.ENTRY.value, Severity.CONFIRM, "単位の食い違い",
    "欄の単位と、書かれた単位が違うとき", "千円の欄に「120万円」と書いた",
)  # fmt: skip
MISSING = Rule(
    "own-form-missing", RuleArea.ENTRY.value, Severity.ERROR, "必須の欄が空欄",
    "必須の欄に何も書かれていないとき", "所属名が空欄である",
)  # fmt: skip
BROKEN = Rule(
    "own-form-cell", RuleArea.ENTRY.value, Severity.ERROR, "値のないセル",
    "欄がエラー値か、計算結果のない数式のとき", "#REF! と表示されている",
)  # fmt: skip
UNREADABLE = Rule(
    "own-form-file", RuleArea.RETURN.value, Severity.ERROR, "読めないファイル",
    "提出ファイルを開けないとき", "パスワードが付いている",
)  # fmt: skip
SUBJECT = Rule(
    "own-form-subject", RuleArea.STRUCTURE.value, Severity.ERROR, "計画にない対象",
    "役割「対象」の欄に書かれた名前やコードが計画マスタにないとき", "事業名を略して書いた",
)  # fmt: skip
NO_COPY = Rule(
    "own-form-copy", RuleArea.RETURN.value, Severity.ERROR, "届いていない様式",
    "取り組みやKPIごとの様式のうち、課から届いていないものがあるとき",
    "五つの事業のうち四つだけ提出した",
)  # fmt: skip
NO_ITEM = Rule(
    "own-form-item", RuleArea.STRUCTURE.value, Severity.ERROR, "どこの値か分からない",
    "値があるのに、どの取り組みやKPIのことかが書かれていないとき", "事業名の欄を空けて額だけ書いた",
)  # fmt: skip
NOT_YOURS = Rule(
    "own-form-division", RuleArea.STRUCTURE.value, Severity.CONFIRM, "ほかの課の欄",
    "計画マスタではほかの課が記入する欄に書かれているとき", "移管した事業の行にも記入した",
)  # fmt: skip
TWICE = Rule(
    "own-form-twice", RuleArea.STRUCTURE.value, Severity.ERROR, "同じ値が二つある",
    "一つの様式に、同じ取り組みやKPIの同じ値が二か所あるとき", "同じ事業名を二つの行に書いた",
)  # fmt: skip
