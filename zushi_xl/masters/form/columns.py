"""What 様式定義.xlsx holds, sheet by sheet: headers, and what to type below them."""

from __future__ import annotations

from zushi_xl.form.model import FILLERS, STANDARD_BLOCKS, TABLES, FieldType, Meaning, Position
from zushi_xl.masters.records import ColumnSpec, SheetSpec

YES_NO = ("○", "×")
BORDERS = ("なし", "細線", "太線", "極細")
ALIGNS = ("左", "中央", "右")
VALIGNS = ("上", "中央", "下")

FORM_SHEETS = (
    SheetSpec(
        "設定",
        "様式全体の設定",
        (
            ColumnSpec("項目", "設定の名前です。書き換えません。", True, True, width=170),
            ColumnSpec("値", "設定の値です。", True, width=320),
            ColumnSpec("説明", "設定の説明です。", width=420),
        ),
        needed=True,
    ),
    SheetSpec(
        "項目",
        "様式の欄。1行が一つの欄になります",
        (
            ColumnSpec(
                "ID",
                "欄の名前です。英字で始まる英数字と_で、同じブロックの中で重ならないようにします。",
                True,
                True,
                width=140,
            ),
            ColumnSpec(
                "ブロック",
                "欄が属するまとまりです。表1から表5は、行を増やせる表の列です。",
                True,
                True,
                choices=(*STANDARD_BLOCKS, *TABLES),
                width=120,
            ),
            ColumnSpec(
                "ラベル",
                "欄の見出しです。{番号}と{年度}は、印刷のときに置き換わります。",
                True,
                width=260,
            ),
            ColumnSpec("型", "欄に入るものです。", True, True, choices=tuple(FieldType), width=110),
            ColumnSpec(
                "記入者",
                "誰が記入するかです。計画マスタの「役割」にある名前も書けます。",
                True,
                True,
                choices=FILLERS,
                is_open=True,
                width=80,
            ),
            ColumnSpec("必須", "記入が必要なら○にします。", choices=YES_NO, width=50),
            ColumnSpec(
                "選択肢",
                "型が「選択」なら選ぶ語を改行か、で分けて書きます。「繰り返し」ならブロックの名前（KPI、表1など）です。",
                width=160,
            ),
            ColumnSpec(
                "配置",
                "行＝左に見出し、横＝前の欄と同じ行、下＝見出しの下、本文＝見出しなしです。",
                choices=tuple(Position),
                width=60,
            ),
            ColumnSpec(
                "幅", "ページの幅に占める割合（％）です。同じ行の合計を100にします。", width=50
            ),
            ColumnSpec("見出し幅", "見出しの幅（ページの幅に対する％）です。", width=70),
            ColumnSpec(
                "行数",
                "高さを文字の行数で書きます。表を置く「繰り返し」では、はじめの行の数です。",
                width=50,
            ),
            ColumnSpec(
                "最大文字数", "記入できる文字数の上限です。なければ空欄にします。", width=80
            ),
            ColumnSpec(
                "役割",
                "欄の値が何として点検・集計されるかです。空欄なら、ID か型で決まります。"
                "同じ型の欄が二つ以上あるときは、どれがそれに当たるかを書きます（ほかは「なし」）。",
                choices=tuple(Meaning),
                width=80,
            ),
            ColumnSpec(
                "尺度",
                "型が「評価」のとき、使う評価区分の尺度の名前です。空欄なら名前のない尺度です。",
                width=90,
            ),
            ColumnSpec(
                "単位",
                "型が「金額」「数値」のとき、単位を付けずに書かれた数の単位です（千円、時間など）。"
                "ラベルに（ ）で印刷します。",
                width=60,
            ),
            ColumnSpec(
                "計算",
                "ほかの欄から計算する欄の式です（国庫支出金＋一般財源、4×業務時間）。"
                "＋ － × ÷ と（ ）を使います。",
                width=200,
            ),
            ColumnSpec(
                "必須の条件",
                "ある場合だけ必須なら、その条件です（評価 ＝ X、Y）。",
                width=160,
            ),
            ColumnSpec(
                "記入しない条件",
                "記入を求めない場合があれば、その条件です（事業の種類 ＝ 法定受託事務）。",
                width=160,
            ),
            ColumnSpec(
                "段階",
                "記入する段階の名前です（計画マスタの「段階」）。空欄なら、どの段階でも記入できます。",
                width=80,
            ),
            ColumnSpec(
                "シート",
                "初めのシートのほかのシートに置くなら、その名前です（シート「シート」にある名前）。",
                width=100,
            ),
            ColumnSpec("入力の手引き", "記入する人に見せる短い説明です。", width=420),
            ColumnSpec(
                "公開",
                "評価書に印刷し、公開データに含めるなら○です。×と空欄は、どちらにも載せません。",
                choices=YES_NO,
                width=50,
            ),
            ColumnSpec(
                "転記元",
                "あらかじめ印刷する計画マスタの列の見出しです。空欄ならラベルと同じ列です。",
                width=140,
            ),
        ),
        needed=True,
    ),
    SheetSpec(
        "シート",
        "一つの項目の欄を、二枚以上のシートに分けるときの、二枚目からのシート",
        (
            ColumnSpec("シート", "シートの名前です（20字まで）。", True, True, width=140),
            ColumnSpec(
                "作り方",
                "項目ごとに一枚ずつ作るか、課のすべての項目を一枚に並べるかです。空欄なら項目ごとです。",
                choices=("項目ごと", "課で一枚"),
                width=90,
            ),
            ColumnSpec("説明", "覚え書きです。", width=320),
        ),
    ),
    SheetSpec(
        "独自点検",
        "この市だけの点検。条件が当てはまる記入を指摘します",
        (
            ColumnSpec("名前", "点検の名前です。指摘の初めに示します。", True, True, width=140),
            ColumnSpec(
                "ブロック",
                "どのまとまりごとに確かめるかです。",
                True,
                True,
                choices=STANDARD_BLOCKS,
                width=120,
            ),
            ColumnSpec(
                "条件",
                "指摘する場合の条件です（評価 ＝ A かつ 補足説明なし）。",
                True,
                True,
                width=300,
            ),
            ColumnSpec("欄", "指摘する欄のIDかラベルです。空欄なら条件の初めの欄です。", width=120),
            ColumnSpec(
                "重大度", "空欄なら要確認です。", choices=("要修正", "要確認", "お知らせ"), width=80
            ),
            ColumnSpec("内容", "指摘の文です。", True, True, width=320),
            ColumnSpec("直し方", "どうすればよいかです。空欄なら決まった文になります。", width=320),
        ),
    ),
    SheetSpec(
        "体裁",
        "書式の名前と見え方",
        (
            ColumnSpec("スタイル", "書式の名前です。書き換えません。", True, True, width=120),
            ColumnSpec("文字の大きさ", "ポイントです。空欄なら設定のとおりです。", width=90),
            ColumnSpec("太字", "太字にするなら○です。", choices=YES_NO, width=50),
            ColumnSpec("文字色", "色を6桁の英数字（RRGGBB）で書きます。", width=80),
            ColumnSpec("塗り", "塗りの色です。空欄なら塗りません。", width=80),
            ColumnSpec("横位置", "文字の横の位置です。", choices=ALIGNS, width=60),
            ColumnSpec("縦位置", "文字の縦の位置です。", choices=VALIGNS, width=60),
            ColumnSpec("罫線", "周りの線です。", choices=BORDERS, width=60),
            ColumnSpec("表示形式", "Excelの表示形式です。@は文字列です。", width=110),
            ColumnSpec("説明", "どこに使う書式かです。", width=320),
        ),
        needed=True,
    ),
    SheetSpec(
        "文言",
        "表紙などの文",
        (
            ColumnSpec("ID", "文の名前です。書き換えません。", True, True, width=160),
            ColumnSpec(
                "文", "印刷する文です。{ }の部分は、印刷のときに置き換わります。", width=640
            ),
            ColumnSpec("説明", "どこに使う文かです。", width=320),
        ),
    ),
)
