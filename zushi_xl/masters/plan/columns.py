"""What 計画マスタ.xlsx holds, sheet by sheet: headers, and what to type below them."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.masters.plan.judging_columns import JUDGING_SHEETS
from zushi_xl.masters.plan.level_columns import ABOVE_COLUMN, LEVEL_SHEET
from zushi_xl.masters.plan.reviewing_columns import REVIEWING_SHEETS
from zushi_xl.masters.plan.revising_columns import REVISING_SHEETS
from zushi_xl.masters.plan.shared_columns import OLD_PAGE, PAGE, REMARK
from zushi_xl.masters.records import ColumnSpec, SheetSpec
from zushi_xl.plan.levels import Level, PlanLevel
from zushi_xl.plan.model import Counting, Trend

_CODE = "計画のコードです（柱 5、取り組みの方向 5-1、具体的施策 5-1-①、取り組み 5-1-①-②）。"
_TITLE = ColumnSpec("名称", "計画書に載っている名称です。", needed=True, filled=True, width=280)
_ID = ColumnSpec(
    "ID", "改定でコードや名称が変わっても変えない印です（例：A012）。なくても構いません。", width=70
)


def _code(note: str = _CODE) -> ColumnSpec:
    return ColumnSpec("コード", note, needed=True, filled=True, width=80)


def _number(note: str) -> ColumnSpec:
    return ColumnSpec("番号", note, width=70)


def _lead(note: str, *, filled: bool = False) -> ColumnSpec:
    return ColumnSpec(
        "主担当課", note, needed=True, filled=filled, choices_from="担当課!課名", width=120
    )


_PARTNERS = ColumnSpec(
    "共同担当課",
    "一緒に担当する課です。同じ様式を渡しますが、答えを決めるのは主担当課（取り組みでは担当課）です。"
    "二つ以上は「、」で分けます。",
    width=120,
)

KPI_COLUMNS = (
    _code("KPIが属するもののコードです（どの階層のものでも構いません）。"),
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
    ColumnSpec(
        "測定周期",
        "いつ測るかです（毎年、隔年など）。測らない年度に値を求めないときは、"
        "「隔年（2023年度から）」「2024年度、2026年度」のように年度を書きます。",
        width=80,
    ),
    ColumnSpec("種類", "指標の種類です（活動、成果など）。なくても構いません。", width=60),
    ColumnSpec(
        "再掲元",
        "別のKPIの再掲なら、元のコードと番号です（1-1-① KPI2）。"
        "値は元のKPIに記入し、一度だけ数えます。",
        width=90,
    ),
    ColumnSpec("中間目標", "途中の年度までに届くべき値です。なければ空欄にします。", width=80),
    ColumnSpec("中間目標年度", "中間目標の年度です。", width=80),
    ColumnSpec("目標年度", "目標の年度です。空欄なら計画終了年度です。", width=80),
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
    LEVEL_SHEET,
    SheetSpec(
        "柱",
        "一番上の階層",
        (
            _code(),
            _number("名称の前に印刷する番号です（例：第５節）。"),
            _TITLE,
            _lead("進捗状況を評価する課です。評価しないときは空欄にします。"),
            _PARTNERS,
            ColumnSpec("めざすべきまちの姿", "めざすまちの姿を述べた文章です。", width=420),
            ColumnSpec("前年度の評価", "前年度の評価の記号です。", width=90),
            REMARK,
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
            _PARTNERS,
            ColumnSpec("本文", "方向を述べた文章です。", width=420),
            REMARK,
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
            _PARTNERS,
            ColumnSpec("前年度の評価", "前年度の評価の記号です。", width=90),
            ColumnSpec("前年度の今後の対応", "前年度に書いた今後の対応です。", width=420),
            PAGE,
            OLD_PAGE,
            _ID,
            REMARK,
        ),
        needed=True,
    ),
    SheetSpec("KPI", "指標と年度ごとの値", (*KPI_COLUMNS, REMARK), needed=True),
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
            _PARTNERS,
            ColumnSpec("説明", "取り組みの説明です。", width=380),
            ColumnSpec(
                "総合戦略",
                "総合戦略のコードです（4-2-①-1）。二つ以上は改行で分け、なければーとします。",
                width=90,
            ),
            ColumnSpec(
                "予算事業名",
                "シート「予算事業」にある名前です。なければーとします。二つ以上は改行で分けます。",
                choices_from="予算事業!予算事業名",
                width=220,
            ),
            ColumnSpec("再掲元", "別の取り組みの再掲なら、元のコードです。", width=80),
            ColumnSpec("状態", "継続、新規、終了などです。", width=60),
            ColumnSpec(
                "前年度の評価", "前年度の評価の記号です。評価するときに使います。", width=90
            ),
            ColumnSpec("前年度実績額", "前年度の実績額（円）です。", width=110, number=True),
            ColumnSpec("前年度実施内容", "前年度に実施した内容です。", width=320),
            PAGE,
            OLD_PAGE,
            _ID,
            REMARK,
        ),
    ),
    SheetSpec(
        "総合戦略",
        "総合戦略の体系",
        (
            _code("総合戦略のコードです（基本目標 4、基本的方向 4-2、具体的施策 4-2-①）。"),
            _TITLE,
            REMARK,
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
            REMARK,
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
            REMARK,
        ),
    ),
    SheetSpec(
        "予算事業",
        "予算事業の名前と決算額",
        (
            ColumnSpec(
                "予算事業名", "予算書のとおりの名前です。", needed=True, filled=True, width=280
            ),
            ColumnSpec("別名", "以前の名前や略称です。二つ以上は「、」で分けます。", width=200),
            ColumnSpec(
                "決算額",
                "評価年度の決算額（円）です。分からなければ空欄にします。",
                width=120,
                number=True,
            ),
            ColumnSpec("前年度決算額", "前年度の決算額（円）です。", width=120, number=True),
            REMARK,
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
            ColumnSpec("別名", "以前の名前や略称です。二つ以上は「、」で分けます。", width=200),
            ColumnSpec("連絡先", "課の連絡先です。", width=200),
            ColumnSpec(
                "団体",
                "いくつもの団体（市区町村）から集めるときだけ、課の属する団体の名前です。"
                "施策が多いとき、評価書を団体ごとに分けます。",
                width=140,
            ),
            REMARK,
        ),
        needed=True,
    ),
    SheetSpec(
        "公開履歴",
        "公開データを公開した日と、変えた日",
        (
            ColumnSpec(
                "公開日",
                "公開した日です（例：2025年9月1日）。",
                needed=True,
                filled=True,
                width=140,
            ),
            ColumnSpec(
                "内容",
                "公開や訂正の内容です（例：2024年度の評価を公開）。",
                needed=True,
                filled=True,
                width=460,
            ),
            REMARK,
        ),
    ),
    *REVIEWING_SHEETS,
    *JUDGING_SHEETS,
    *REVISING_SHEETS,
)


_SHEET_FOR_EACH = (
    "{}を一つずつシートにするなら、見出しはそのままで、"
    "シート「階層」の「様式」を「シート」にします。"
)


def level_spec(level: PlanLevel) -> SheetSpec:
    """The sheet of a level that 階層 describes."""
    standard = Level.MEASURE if level.has_sheet else Level.INITIATIVE
    spec = next(spec for spec in PLAN_SHEETS if spec.name == standard.value)
    return SheetSpec(level.sheet, f"{level.depth}番目の階層", tuple(_described(spec, level)))


def level_sheet_spec(name: str, *, is_block: bool) -> SheetSpec:
    """The sheet of a level before anybody has said how its codes look."""
    standard = Level.INITIATIVE if is_block else Level.MEASURE
    spec = next(spec for spec in PLAN_SHEETS if spec.name == standard.value)
    own = {
        "コード": _code(
            "計画書に印刷するコードです。シート「階層」の「コードの形」のとおりに書きます。"
        ),
        "主担当課": ColumnSpec("主担当課", "記入する課です。記入がないときは空欄にします。"),
        "担当課": ColumnSpec("担当課", "行い、記入する課です。空欄なら主担当課です。"),
        "説明": ColumnSpec("説明", "計画書に載っている説明です。", width=380),
        "再掲元": ColumnSpec("再掲元", "別のものの再掲なら、元のコードです。"),
    }
    columns = (own.get(column.header, column) for column in spec.columns)
    return SheetSpec(name, "計画の階層", (*columns, ABOVE_COLUMN))


def _described(spec: SheetSpec, level: PlanLevel) -> Iterator[ColumnSpec]:
    for column in spec.columns:
        if column.header == "コード":
            yield _code(f"計画書に印刷するコードです（例：{level.code_format.example}）。")
        elif column.header == "主担当課":
            yield column._replace(filled=False)
        elif column.header == "担当課":
            yield column._replace(otherwise=_SHEET_FOR_EACH.format(level.name))
        else:
            yield column
        if column.header == "名称" and not level.names_parent:
            yield ABOVE_COLUMN
