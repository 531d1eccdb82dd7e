"""What may be said of a returned copy of a city's own form.

These rules need no plan of an evaluation: a questionnaire has no settings for them, an evaluation
has those of its plan master.
"""

from __future__ import annotations

from zushi_xl.findings.finding import Severity
from zushi_xl.findings.rule import RuleArea, declare

NO_OWNER = declare(
    "own-form-owner", RuleArea.RETURN, Severity.ERROR, "どの課の提出かわからない",
    "配布した様式の識別が消えていて、どの課のものかわからない。",
    "別のブックに貼り直して提出した。",
)  # fmt: skip
NO_SHEET = declare(
    "own-form-sheet", RuleArea.RETURN, Severity.ERROR, "様式のシートがない",
    "原本のシートにあたるシートが提出ファイルに見つからない。", "シートを1枚消して提出した。",
)  # fmt: skip
NO_PLACE = declare(
    "own-form-place", RuleArea.RETURN, Severity.ERROR, "欄の場所がわからない",
    "行や列の増減のため欄の場所が決められない。または、見出しが書き換えられた。",
    "見出しと記入欄の間に行を挿入した。",
)  # fmt: skip
NO_ROWS = declare(
    "own-form-rows", RuleArea.RETURN, Severity.CONFIRM, "表の行がない",
    "表の行のうち、写しのどこにあるか分からないものがある。行が消されたと見て、その行の答えはないものとする。",
    "使わない行を削除して提出した。",
)  # fmt: skip
STRAY = declare(
    "own-form-stray", RuleArea.ENTRY, Severity.CONFIRM, "欄の外の記入",
    "様式のどの欄でもないセルに文字がある。", "表の右の余白に補足を書いた。",
)  # fmt: skip
PRINTED = declare(
    "own-form-printed", RuleArea.RETURN, Severity.CONFIRM, "印刷された文字の変更",
    "様式に印刷された見出し、単位、注意書きなどが書き換えられたか、消えている。",
    "単位の「千円」を「円」に書き換えて記入した。",
)  # fmt: skip
NOTE = declare(
    "own-form-note", RuleArea.ENTRY, Severity.INFO, "様式の写しのメモ",
    "課がセルにメモ（コメント）を付けている。欄の値にはしない。",
    "決算額のセルに「見込み」というメモがある。",
)  # fmt: skip
NOTE_ONLY = declare(
    "own-form-note-only", RuleArea.ENTRY, Severity.CONFIRM, "メモだけの欄",
    "欄は空で、そのセルにメモ（コメント）が付いている。メモは答えとして読まない。",
    "件数の欄に書かず、メモに「4件です」と書いた。",
)  # fmt: skip
MERGED = declare(
    "own-form-merged", RuleArea.ENTRY, Severity.CONFIRM, "結合された欄",
    "欄のセルがほかの欄と結合され、この欄には何も書けなくなっている。結合した答えは、初めの欄だけの答えとして読む。",
    "表の2行の施設名を一つに結合して記入した。",
)  # fmt: skip
FIGURE = declare(
    "own-form-figure", RuleArea.ENTRY, Severity.CONFIRM, "確かめたい数",
    "増減でない欄に負の数がある。または、値を伏せる印か書きかけか分からない「XX」「＊」がある。",
    "件数の欄に「▲3」と書いた。",
)  # fmt: skip
REFUSED = declare(
    "own-form-value", RuleArea.ENTRY, Severity.ERROR, "読み取れない値",
    "欄の型のとおりに読み取れない。", "人数の欄に「約1万ほど」と書いた。",
)  # fmt: skip
DOUBTFUL = declare(
    "own-form-unit", RuleArea.ENTRY, Severity.CONFIRM, "単位の食い違い",
    "欄の単位と、書かれた単位が違う。", "千円の欄に「120万円」と書いた。",
)  # fmt: skip
LINES = declare(
    "own-form-lines", RuleArea.ENTRY, Severity.CONFIRM, "欄の途中の行の文字",
    "何行かにわたる表の欄で、初めでない行に文字がある。行の増減で、次の欄の文字が上がってきたのかもしれない。",
    "3行の枠の並ぶ表で、途中の1行を削除した。",
)  # fmt: skip
STRUCK = declare(
    "own-form-struck", RuleArea.ENTRY, Severity.CONFIRM, "取り消し線だけの欄",
    "欄の文字にすべて取り消し線がある。答えとして読まない。",
    "件数の「12」に取り消し線を引き、正しい数を欄の外に書いた。",
)  # fmt: skip
ELSEWHERE = declare(
    "own-form-elsewhere", RuleArea.ENTRY, Severity.CONFIRM, "ほかを見ないと分からない答え",
    "「同上」「〃」「別紙のとおり」など、その欄だけでは分からない答えがある。",
    "単価の欄に「同上」と書いた。",
)  # fmt: skip
SEVERAL = declare(
    "own-form-several", RuleArea.ENTRY, Severity.CONFIRM, "一つを選ぶ欄に二つの答え",
    "「一つ」「いずれか」とある欄や、二つから選ぶ欄で、二つ以上が選ばれている。"
    "様式に「複数」「すべて」などとあるときは指摘しない。",
    "「■有　■無」とある。",
)  # fmt: skip
UNMARKED = declare(
    "own-form-unmarked", RuleArea.ENTRY, Severity.CONFIRM, "印のない選択肢への記入",
    "印の付いていない選択肢のかっこに文字がある。選ばれたものとして数えない。",
    "「■目視　□その他（ドローン）」とある。",
)  # fmt: skip
OVERWRITTEN = declare(
    "own-form-overwritten", RuleArea.ENTRY, Severity.CONFIRM, "計算するセルの書き換え",
    "様式の数式のセルに、数式でない値が書かれている。欄ではないので取り込まない。",
    "合計のセルに数を書き込んだ。",
)  # fmt: skip
SENDER = declare(
    "own-form-sender", RuleArea.RETURN, Severity.CONFIRM, "ほかの課の名前がある写し",
    "所属や担当課の欄に、配った課ではなく、計画マスタにあるほかの課の名前がある。",
    "福祉課に配った写しに、企画課が記入した。",
)  # fmt: skip
CHANGED = declare(
    "own-form-changed", RuleArea.RETURN, Severity.INFO, "求めていない欄の変更",
    "差し戻しの写しで、直しを求めていない欄の答えも前の回と違う。",
    "選択肢を直してもらった写しで、件数も1,200から1,300に変わっていた。",
)  # fmt: skip
ALTERED = declare(
    "own-form-altered", RuleArea.RETURN, Severity.INFO, "記入して渡した値の変更",
    "あらかじめ記入して配った値か、差し戻しの写しで直しを求めていない値が変わっている。"
    "前の回の提出が一緒にあるときは、それと比べて「求めていない欄の変更」として挙げる。",
    "「去年の件数 12」と記入して配った欄が、15に書き換えられている。",
)  # fmt: skip
MISSING = declare(
    "own-form-missing", RuleArea.ENTRY, Severity.ERROR, "必須の欄が空欄",
    "必須の欄に何も書かれていない。", "所属名が空欄である。",
)  # fmt: skip
BROKEN = declare(
    "own-form-cell", RuleArea.ENTRY, Severity.ERROR, "値のないセル",
    "欄がエラー値か、計算結果のない数式である。", "#REF! と表示されている。",
)  # fmt: skip
UNREADABLE = declare(
    "own-form-file", RuleArea.RETURN, Severity.ERROR, "読めないファイル",
    "提出ファイルを開けない。", "パスワードが付いている。",
)  # fmt: skip
SUBJECT = declare(
    "own-form-subject", RuleArea.STRUCTURE, Severity.ERROR, "計画にない対象",
    "役割「対象」の欄に書かれた名前やコードが計画マスタにない。", "事業名を略して書いた。",
)  # fmt: skip
NO_COPY = declare(
    "own-form-copy", RuleArea.RETURN, Severity.ERROR, "届いていない様式",
    "取り組みやKPIごとの様式のうち、課から届いていないものがある。",
    "五つの事業のうち四つだけ提出した。",
)  # fmt: skip
NO_ITEM = declare(
    "own-form-item", RuleArea.STRUCTURE, Severity.ERROR, "どこの値か分からない",
    "値があるのに、どの取り組みやKPIのことかが書かれていない。", "事業名の欄を空けて額だけ書いた。",
)  # fmt: skip
NOT_YOURS = declare(
    "own-form-division", RuleArea.STRUCTURE, Severity.CONFIRM, "ほかの課の欄",
    "計画マスタではほかの課が記入する欄に書かれている。", "移管した事業の行にも記入した。",
)  # fmt: skip
TWICE = declare(
    "own-form-twice", RuleArea.STRUCTURE, Severity.ERROR, "同じ値が二つある",
    "一つの様式に、同じ取り組みやKPIの同じ値が二か所ある。", "同じ事業名を二つの行に書いた。",
)  # fmt: skip
DIFFER = declare(
    "own-form-differ", RuleArea.RETURN, Severity.CONFIRM, "食い違う二つの写し",
    "一つの課から同じ回の様式が二つ以上届き、記入内容が違う。採らなかった方だけにある答えも挙げる。",
    "二人が半分ずつ記入した様式が、別々に提出された。",
)  # fmt: skip
