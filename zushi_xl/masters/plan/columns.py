"""What 計画マスタ.xlsx holds, sheet by sheet: headers, and what to type below them."""

from __future__ import annotations

from zushi_xl.masters.records import ColumnSpec, SheetSpec
from zushi_xl.plan.model import Counting, GradeClass, Trend

_CODE = "計画のコードです（柱 5、取り組みの方向 5-1、具体的施策 5-1-①、取り組み 5-1-①-②）。"
_TITLE = ColumnSpec("名称", "計画書に載っている名称です。", needed=True, filled=True, width=280)
_ID = ColumnSpec(
    "ID", "改定でコードや名称が変わっても変えない印です（例：A012）。なくても構いません。", width=70
)
_PAGE = ColumnSpec("ページ", "計画書のページです。", width=60)
_OLD_PAGE = ColumnSpec(
    "現計画のページ",
    "新しく加えたものが、現計画の何ページに入るかです。改定内容一覧だけで使います。",
    width=80,
)
_REMARK = ColumnSpec("備考", "覚え書きです。架空の値には「例示」と書きます。", width=160)


def _code(note: str = _CODE) -> ColumnSpec:
    return ColumnSpec("コード", note, needed=True, filled=True, width=80)


def _number(note: str) -> ColumnSpec:
    return ColumnSpec("番号", note, width=70)


def _lead(note: str, *, filled: bool = False) -> ColumnSpec:
    return ColumnSpec(
        "主担当課", note, needed=True, filled=filled, choices_from="担当課!課名", width=120
    )


KPI_COLUMNS = (
    _code("KPIが属する柱・取り組みの方向・具体的施策のコードです。"),
    ColumnSpec(
        "KPI番号", "同じコードの中で1から数えた番号です。", needed=True, filled=True, width=70
    ),
    ColumnSpec(
        "KPI",
        "めざす状態を述べた文です。計画書のとおりに書きます。",
        needed=True,
        filled=True,
        width=320,
    ),
    ColumnSpec(
        "単位", "値の単位です（％、件、人など）。定性的なKPIは空欄にします。", needed=True, width=60
    ),
    ColumnSpec(
        "方向",
        "値がどちらへ向かうとよいかです。",
        needed=True,
        filled=True,
        choices=tuple(Trend),
        width=60,
    ),
    ColumnSpec(
        "集計",
        "値の性質です。文章で表すKPIは「定性」にします。",
        needed=True,
        filled=True,
        choices=tuple(Counting),
        width=60,
    ),
    ColumnSpec("測定周期", "いつ測るかです（毎年、隔年など）。", width=80),
)
PERIOD_NOTE = (
    "計画書に印刷するとおりに書きます（64.1%、約710人、未実施）。"
    "計画値は全角の（ ）で囲み、後で決まる値は「未確定」とします。"
)

PLAN_SHEETS = (
    SheetSpec(
        "設定",
        "計画全体の設定",
        (
            ColumnSpec(
                "項目", "設定の名前です。書き換えません。", needed=True, filled=True, width=170
            ),
            ColumnSpec("値", "設定の値です。", needed=True, width=320),
            ColumnSpec("説明", "設定の説明です。", width=460),
        ),
        needed=True,
    ),
    SheetSpec(
        "柱",
        "一番上の階層",
        (
            _code(),
            _number("名称の前に印刷する番号です（例：第５節）。"),
            _TITLE,
            _lead("進捗状況を評価する課です。評価しないときは空欄にします。"),
            ColumnSpec("めざすべきまちの姿", "めざすまちの姿を述べた文章です。", width=420),
            ColumnSpec("前年度の評価", "前年度の評価の記号です。", width=90),
            _REMARK,
        ),
    ),
    SheetSpec(
        "取り組みの方向",
        "二番目の階層",
        (
            _code(),
            _number("名称の前に印刷する番号です（例：１）。"),
            _TITLE,
            _lead("記入する課です。記入がないときは空欄にします。"),
            ColumnSpec("本文", "方向を述べた文章です。", width=420),
            _REMARK,
        ),
    ),
    SheetSpec(
        "具体的施策",
        "様式を1枚ずつ作る階層",
        (
            _code(),
            _number("名称の前に印刷する番号です（例：①）。"),
            _TITLE,
            _lead("KPIと評価を記入する課です。必ず一つ決めます。", filled=True),
            ColumnSpec("前年度の評価", "前年度の評価の記号です。", width=90),
            ColumnSpec("前年度の今後の対応", "前年度に書いた今後の対応です。", width=420),
            _PAGE,
            _OLD_PAGE,
            _ID,
            _REMARK,
        ),
        needed=True,
    ),
    SheetSpec("KPI", "指標と年度ごとの値", (*KPI_COLUMNS, _REMARK), needed=True),
    SheetSpec(
        "取り組み",
        "一番下の階層",
        (
            _code(),
            _number("名称の前に印刷する番号です（例：①）。空欄ならコードの末尾です。"),
            _TITLE,
            ColumnSpec(
                "担当課",
                "取り組みを行い、記入する課です。空欄なら主担当課です。",
                needed=True,
                choices_from="担当課!課名",
                width=120,
            ),
            ColumnSpec("説明", "取り組みの説明です。", width=380),
            ColumnSpec(
                "総合戦略",
                "総合戦略のコードです（4-2-①-1）。二つ以上は改行で分け、なければーとします。",
                width=90,
            ),
            ColumnSpec(
                "予算事業名",
                "シート「予算事業」にある名前です。なければーとします。",
                choices_from="予算事業!予算事業名",
                width=220,
            ),
            ColumnSpec("再掲元", "別の取り組みの再掲なら、元のコードです。", width=80),
            ColumnSpec("状態", "継続、新規、終了などです。", width=60),
            ColumnSpec("前年度実績額", "前年度の実績額（円）です。", width=110, number=True),
            ColumnSpec("前年度実施内容", "前年度に実施した内容です。", width=320),
            _PAGE,
            _OLD_PAGE,
            _ID,
            _REMARK,
        ),
    ),
    SheetSpec(
        "総合戦略",
        "総合戦略の体系",
        (
            _code("総合戦略のコードです（基本目標 4、基本的方向 4-2、具体的施策 4-2-①）。"),
            _TITLE,
            _REMARK,
        ),
    ),
    SheetSpec(
        "基本目標",
        "総合戦略の数値目標",
        (
            ColumnSpec("番号", "基本目標の番号です。", needed=True, filled=True, width=60),
            _TITLE,
            ColumnSpec("指標", "数値目標を述べた文です。", needed=True, filled=True, width=320),
            ColumnSpec(
                "目標値", "目標の値です（例：90.0％）。", needed=True, filled=True, width=90
            ),
            ColumnSpec("目標年度", "目標の年度です（例：2029）。", width=80),
            ColumnSpec("現状値", "現状の値です。", width=90),
            ColumnSpec("現状時点", "現状の時点です（例：2023年度）。", width=160),
            ColumnSpec("補足説明", "目標の考え方や出典です。", width=420),
            _REMARK,
        ),
    ),
    SheetSpec(
        "人口見通し",
        "将来の人口",
        (
            ColumnSpec("年", "西暦の年です。", needed=True, filled=True, width=60),
            ColumnSpec("区分", "年齢の区分です。", needed=True, filled=True, width=120),
            ColumnSpec("人数", "人数です。", needed=True, filled=True, width=90, number=True),
            ColumnSpec("割合", "総人口に占める割合（％）です。", width=70),
            ColumnSpec("合計行", "合計の行に○をつけます。", choices=("○",), width=60),
            _REMARK,
        ),
    ),
    SheetSpec(
        "予算事業",
        "予算事業の名前と決算額",
        (
            ColumnSpec(
                "予算事業名", "予算書のとおりの名前です。", needed=True, filled=True, width=280
            ),
            ColumnSpec("別名", "以前の名前や略称です。二つ以上は、で分けます。", width=200),
            ColumnSpec(
                "決算額",
                "評価年度の決算額（円）です。分からなければ空欄にします。",
                width=120,
                number=True,
            ),
            ColumnSpec("前年度決算額", "前年度の決算額（円）です。", width=120, number=True),
            _REMARK,
        ),
    ),
    SheetSpec(
        "担当課",
        "様式を配る課",
        (
            ColumnSpec(
                "課名",
                "課の名前です。様式のファイル名になります。",
                needed=True,
                filled=True,
                width=140,
            ),
            ColumnSpec("別名", "以前の名前や略称です。二つ以上は、で分けます。", width=200),
            ColumnSpec("連絡先", "課の連絡先です。", width=200),
            ColumnSpec(
                "団体",
                "いくつもの団体（市区町村）から集めるときだけ、課の属する団体の名前です。"
                "施策が多いとき、評価書を団体ごとに分けます。",
                width=140,
            ),
            _REMARK,
        ),
        needed=True,
    ),
    SheetSpec(
        "評価区分",
        "評価の記号と意味",
        (
            ColumnSpec("階層", "使う階層です。空欄ならすべて、二つ以上は、で分けます。", width=160),
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
            _REMARK,
        ),
        needed=True,
    ),
    SheetSpec(
        "評価基準",
        "KPIの値から評価を決める、または提案する行。上から順に試す",
        (
            ColumnSpec("階層", "使う階層です。空欄ならすべて、二つ以上は、で分けます。", width=140),
            ColumnSpec("適用開始", "使い始める年度です。空欄なら初めからです。", width=80),
            ColumnSpec("適用終了", "使い終わる年度です。空欄なら終わりはありません。", width=80),
            ColumnSpec(
                "条件",
                "「達成率 ≧ 100 かつ 実績 ≧ 前年度」のように書きます。"
                "または「定性」「値なし」「その他」の一語です。",
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
                "「決める」なら違う評価を要修正に、「提案」なら要確認にします。空欄なら提案です。",
                choices=("決める", "提案"),
                width=80,
            ),
            ColumnSpec(
                "値がないとき",
                "条件に使う値が分からないときです。空欄なら次の行へ進みます。",
                choices=("次の行へ", "担当課の判断"),
                width=110,
            ),
            _REMARK,
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
            _REMARK,
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
            _REMARK,
        ),
    ),
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
            _PAGE,
            _OLD_PAGE,
            ColumnSpec(
                "差込",
                "ここに入るもので、場所とページだけを示す行です"
                "（例：基本目標1、人口見通し2030、計画）。",
                width=120,
            ),
            _REMARK,
        ),
    ),
    SheetSpec(
        "改定資料",
        "改定内容一覧と新旧対照表の刷り方",
        (
            ColumnSpec(
                "項目", "設定の名前です。書き換えません。", needed=True, filled=True, width=220
            ),
            ColumnSpec(
                "値", "設定の値です。空欄なら初めの設定のとおりです。", needed=True, width=240
            ),
            ColumnSpec("説明", "設定の説明です。", width=460),
            _REMARK,
        ),
    ),
    SheetSpec(
        "改正項目",
        "改定内容一覧で選ぶ項目",
        (
            ColumnSpec("項目", "改正した理由や根拠です。", needed=True, filled=True, width=480),
            _REMARK,
        ),
    ),
)
