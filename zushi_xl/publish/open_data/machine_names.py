"""Names of files and columns in ASCII, for programs that cannot use the Japanese ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zushi_xl.report.tables.tidy import TidyColumn, TidyTable

_FILES: Mapping[str, str] = {
    "評価": "evaluations",
    "評価集計": "rating_counts",
    "KPI定義": "kpis",
    "KPI": "kpi_values",
    "予算事業": "budget_programs",
    "基本目標": "goals",
    "人口見通し": "population",
    "正誤表": "errata",
    "共同担当課の記入": "partner_answers",
    "評価区分": "grades",
    "コード表": "code_list",
    "データの状況": "completeness",
    "更新履歴": "releases",
    "データの説明": "about",
    "ファイル一覧": "files",
    "データ定義": "columns",
}
_COLUMNS: Mapping[str, str] = {
    "西暦年度": "fiscal_year",
    "西暦年": "year",
    "階層": "level",
    "コード": "code",
    "半角コード": "plain_code",
    "名称": "title",
    "担当課": "division",
    "区分": "category",
    "再掲元コード": "relisted_from",
    "再掲元半角コード": "relisted_from_plain",
    "評価": "rating",
    "評価の内容": "rating_label",
    "評価の分類": "rating_class",
    "評価の状態": "rating_state",
    "評価の欄": "rating_field",
    "記入者": "filled_by",
    "尺度": "scale",
    "段階": "phase",
    "欄": "field_label",
    "共同担当課": "partner",
    "記入": "answer",
    "件数": "count",
    "割合": "share",
    "点": "points",
    "点検": "review",
    "点検のある欄": "reviewed_fields",
    "KPI番号": "kpi_number",
    "KPI": "kpi",
    "単位": "unit",
    "望ましい向き": "trend",
    "数え方": "counting",
    "測定周期": "cycle",
    "時点": "period",
    "種別": "status",
    "枝番": "part",
    "値": "value",
    "下限": "low",
    "上限": "high",
    "限定": "qualifier",
    "対象年度（始め）": "first_year",
    "対象年度（終わり）": "last_year",
    "欠測理由": "missing_reason",
    "欠測の区分": "missing_class",
    "記載": "text",
    "予算事業": "budget_program",
    "実績額": "amount",
    "実績額の単位": "amount_unit",
    "実績額の欠測理由": "amount_missing_reason",
    "実績額の欠測の区分": "amount_missing_class",
    "実績額の記載": "amount_text",
    "決算額": "settled_amount",
    "差額": "difference",
    "状態": "state",
    "総合戦略コード": "strategy_code",
    "総合戦略半角コード": "strategy_plain_code",
    "総合戦略の基本目標番号": "strategy_goal_number",
    "総合戦略の基本的方向番号": "strategy_direction_number",
    "総合戦略の具体的施策番号": "strategy_measure_number",
    "総合戦略の主な取り組み番号": "strategy_initiative_number",
    "基本目標番号": "goal_number",
    "基本目標": "goal",
    "指標": "indicator",
    "備考": "note",
    "合計": "total",
    "項目": "item",
    "確定の名前": "frozen_as",
    "箇所": "field",
    "誤": "old",
    "正": "new",
    "理由": "reason",
    "全国地方公共団体コード": "city_code",
    "団体半角コード": "city_code_plain",
    "団体名": "city",
    "記号": "symbol",
    "表示": "label",
    "定義": "definition",
    "順": "rank",
    "適用開始": "valid_from",
    "適用終了": "valid_to",
    "列名": "column",
    "意味": "meaning",
    "対象の数": "total_count",
    "説明": "description",
    "公開日": "released_on",
    "内容": "content",
    "ファイル": "file",
    "英数字名": "name",
    "1行の内容": "subject",
    "列数": "column_count",
    "行数": "row_count",
    "列番号": "number",
    "型": "type",
    "空欄の意味": "blank_meaning",
    "未設定のときの書き方": "how_to_set",
}


def table_name(table: TidyTable[Any]) -> str:
    """The name of a table: its own, else by its file, evaluations for 評価.csv."""
    return table.name or _FILES[table.file.removesuffix(".csv")]


def machine_names(table: TidyTable[Any]) -> tuple[str, ...]:
    """A name for every column; one that is taken gets a number behind it."""
    return tuple(_distinct(table.columns))


def _distinct(columns: tuple[TidyColumn[Any], ...]) -> Iterator[str]:
    taken: set[str] = set()
    for column in columns:
        own = column.name if column.name.isascii() else ""
        first = name = own or _COLUMNS.get(column.header) or "column"
        number = 2
        while name in taken:
            name, number = f"{first}_{number}", number + 1
        taken.add(name)
        yield name
