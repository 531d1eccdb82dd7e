"""What can be wrong with a returned book as such, before anybody looks at its figures."""

from __future__ import annotations

from zushi_xl.findings.finding import Severity
from zushi_xl.findings.rule import RuleArea, declare

NOT_A_FORM = declare(
    "not-our-form",
    RuleArea.RETURN,
    Severity.ERROR,
    "様式でないファイル",
    "提出ファイルの中に、配布した様式のしるし（識別シート・欄外の識別行）が見つからない。",
    "別の調査の回答ブックが inputs/ に入っている。",
)
IDENTITY_CONFLICT = declare(
    "identity-conflict",
    RuleArea.RETURN,
    Severity.ERROR,
    "識別の食い違い",
    "隠しシートの識別と、シートの欄外に見える識別が食い違っている。",
    "隠しシートは市民協働課、欄外は社会福祉課。",
)
TOO_MUCH = declare(
    "return-too-large",
    RuleArea.RETURN,
    Severity.ERROR,
    "読み取りを打ち切ったブック",
    "様式の何倍もの見出しや記入があり、読むのに限りのない手間がかかる。手間は数えて限るので、"
    "どのPCでも同じ結果になる。",
    "施策の見出しが6万か所に貼り付けられている。",
)
WRONG_YEAR = declare(
    "wrong-year",
    RuleArea.RETURN,
    Severity.INFO,
    "年度違い",
    "提出ファイルの年度が、計画マスタの評価年度と異なる。読まず、差し戻しもしない。",
    "2024年度の収集に2023年度の様式が提出された。",
)
OLD_FORM = declare(
    "old-form",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "様式・計画の版違い",
    "提出ファイルの様式または計画の版が、現在のものと異なる。",
    "様式2024-1で配布したあと様式定義を2024-2に改めた。",
)
SHEET_MISSING = declare(
    "sheet-missing",
    RuleArea.RETURN,
    Severity.ERROR,
    "シートがない",
    "課が記入すべきシートが提出ファイルに見つからない。",
    "5-1-② のシートが削除されている。",
)
SHEET_TWICE = declare(
    "sheet-twice",
    RuleArea.RETURN,
    Severity.ERROR,
    "同じシートが2枚ある",
    "同じ施策のシートが2枚以上あり、記入内容が異なる。",
    "シートを複写して片方に書き込んだ。",
)
FIELD_LOST = declare(
    "field-lost",
    RuleArea.RETURN,
    Severity.ERROR,
    "記入欄が見つからない",
    "記入欄の行が削除されたり見出しが書き換えられたりして、欄の場所が分からない。",
    "「今後の対応」の行が削除されている。",
)
FIELD_UNCLEAR = declare(
    "field-unclear",
    RuleArea.RETURN,
    Severity.ERROR,
    "どのセルが答えか分からない",
    "記入欄が空で周りの複数のセルに書き込みがある。"
    "または、行やシートの写しがあり、同じ欄に違う内容が書かれている。",
    "実績額の欄が空で、右の二つのセルに別々の金額がある。",
)
FIELD_MOVED = declare(
    "field-moved",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "一つずれたセルへの記入",
    "記入欄そのものは空で、その欄の範囲にある別のセルに一つだけ書き込みがある。",
    "実績額が1行下のセルに書かれている。",
)
STRAY_TEXT = declare(
    "stray-text",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "欄外への記入",
    "記入欄でないセルに書き込みがある。",
    "シートの右端に「昨年と同じです」とメモがある。",
)
PREFILLED_CHANGED = declare(
    "prefilled-changed",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "記入済みの欄の変更",
    "取りまとめ課が記入して配った欄の内容が変わっている。計画マスタの内容を採る。",
    "2023年度の実績 18.90% が 19.8% に書き換えられている。",
)
PLAN_SINCE = declare(
    "plan-changed-since",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "配った後の計画マスタの変更",
    "様式を配った後に計画マスタが変わり、配った様式の記載か、誰が記入する欄かが今の計画と違う。"
    "計画マスタの内容を採る。課が書き換えたものではない。",
    "様式を配った後に、計画マスタの目標 500団体 を 450団体 に改めた。",
)
CHANGED_UNASKED = declare(
    "changed-beyond-request",
    RuleArea.RETURN,
    Severity.INFO,
    "お願いしていない欄の変更",
    "差し戻しでお願いしていない欄の記入が、差し戻したときと違う。今の記入を採る。",
    "差し戻しでは評価を尋ねたが、返ってきた様式では実績額も変わっている。",
)
NOT_ASKED = declare(
    "not-asked",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "今回聞いていない欄への記入",
    "ほかの段階で記入する欄、または役割の対象でない項目の欄に書き込みがある。採らない。",
    "計画時の様式で、評価時に記入する評価の欄にAと書かれている。",
)
LINE_DOUBLED = declare(
    "line-doubled",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "同じ欄の行が二つある",
    "行の複写により、同じ欄の行が二つ以上ある。内容が同じならそのまま読み、違えば読まない。",
    "取り組み①の行をまとめて複写し、下に貼り付けた。",
)
CELL_ERROR = declare(
    "cell-error",
    RuleArea.RETURN,
    Severity.ERROR,
    "エラー値・未計算の式",
    "記入欄に #REF! などのエラー値、または計算結果が保存されていない式がある。",
    "実績額のセルが =別ブック!A1 で、結果が保存されていない。",
)
SHEET_UNSURE = declare(
    "sheet-unsure",
    RuleArea.RETURN,
    Severity.ERROR,
    "どの施策のシートか分からない",
    "シートの目印（隠し列・欄外）と、見えている見出しとが、別の施策を示している。読み取らない。",
    "5-1-① のシートに 5-1-② の内容が貼り付けられている。",
)
IDENTITY_INFERRED = declare(
    "identity-inferred",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "識別のない提出",
    "隠しシートも欄外の識別行もないか、その課名が計画マスタになく、表紙の課名やシートの顔ぶれから課を推定した。",
    "新しいブックに値だけを貼り付けて提出された。",
)
LINES_AT_ODDS = declare(
    "lines-at-odds",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "目印と見出しの食い違い",
    "隠し列の目印と、見えている見出しが合わない行がある。見出しに従って読み、"
    "見出しからも分からない欄は読まない。",
    "見えているセルだけをコピーして、別の取り組みの上に貼り付けた。",
)
BLOCK_RETITLED = declare(
    "block-retitled",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "番号や見出しの変更",
    "取り組みやKPIの番号・名称が書き換えられているが、ほかの記載からどれか分かる。",
    "取り組み②の番号が③に変えられている。",
)
BLOCK_ADDED = declare(
    "block-added",
    RuleArea.RETURN,
    Severity.ERROR,
    "計画にない取り組み・KPIの追加",
    "計画マスタにない取り組みやKPIの欄が、様式に書き足されている。集計には含めない。",
    "取り組み③を複写して「取り組み④」を作り、記入した。",
)
HIDDEN_ANSWER = declare(
    "hidden-answer",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "隠れた欄の記入",
    "見た目では分からない記入がある。非表示の行・列・シート、結合したセルの下、値を見せない"
    "表示形式、背景と同じ色の文字など。値は読む。",
    "行が非表示のまま「今後の対応」に記入がある。",
)
ZERO_AS_BLANK = declare(
    "zero-as-blank",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "文章の欄の0",
    "文章や選択の欄に数値の0が入っている。空欄へのリンクを貼り付けるとこうなる。空欄とみなす。",
    "「今後の対応」が 0 になっている。",
)
LEAKED_FURIGANA = declare(
    "leaked-furigana",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "ふりがなの混入",
    "漢字のすぐ後に、その読みらしいカタカナが続いている。ふりがなが値に混ざった疑いがある。",
    "「協議会キョウギカイを開いた」と書かれている。",
)
ODD_CHARACTERS = declare(
    "odd-characters",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "外字・文字化け",
    "ほかのPCでは表示できない外字や、化けた文字が含まれている。",
    "氏名の一字が外字で記入されている。",
)
REMARK = declare(
    "file-remark",
    RuleArea.RETURN,
    Severity.INFO,
    "ブックに含まれるもの",
    "マクロ、ほかのブックへのリンク、DDE、貼り付けられたファイルなどがある。実行も参照もしない。",
    "マクロ有効ブック（.xlsm）で提出された。",
)
DRAWN = declare(
    "drawn-shape",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "図形による記入",
    "様式にない図形（丸や線など）が描かれている。文字のない図形は、答えとして読めない。",
    "評価の「Ｂ」を丸の図形で囲んで提出した。",
)
TEXT_BOX = declare(
    "text-box",
    RuleArea.RETURN,
    Severity.INFO,
    "図形などの中の文字",
    "テキストボックスや図形、ヘッダー・フッター、代替テキスト、入力規則のメッセージ、リンクのヒント、"
    "ブックのプロパティ、名前の定義、シナリオ、シートの名前に、様式にない文字がある。記入欄の値にはしない。",
    "シートに「確認中」と書いたテキストボックスが置かれている。",
)
COMMENT = declare(
    "cell-comment",
    RuleArea.RETURN,
    Severity.INFO,
    "セルのコメント",
    "セルにコメント（メモ）が付いている。記入欄の値にはしない。",
    "実績額のセルに「決算見込み」というコメントがある。",
)
REPLY = declare(
    "division-reply",
    RuleArea.RETURN,
    Severity.INFO,
    "差し戻しへの回答",
    "差し戻しの「修正のお願い」に、担当課が回答を書いている。",
    "「隔年調査のため空欄です」と回答した。",
)
EXTRA_SHEET = declare(
    "extra-sheet",
    RuleArea.RETURN,
    Severity.INFO,
    "様式にないシート",
    "配布した様式にないシートがあり、何か書かれている。読み取りの対象にはしない。",
    "「参考資料」というシートが加えられている。",
)
