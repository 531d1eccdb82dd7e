"""Tables that explain the others: grades, words, how complete the year is, history, description."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zushi_xl.plan.model import Kpi, ValueStatus
from zushi_xl.plan.plan_settings import Release
from zushi_xl.plan.scales import Grade
from zushi_xl.publish.open_data.code_meanings import CODE_MEANINGS
from zushi_xl.publish.open_data.description import Explanation, explanations_of
from zushi_xl.publish.open_data.further_columns import city_columns
from zushi_xl.report.facts import rated_evaluations, why_absent
from zushi_xl.report.five_values import NOT_DUE, usable
from zushi_xl.report.model import Report
from zushi_xl.report.review import Review
from zushi_xl.report.spending import spending_of
from zushi_xl.report.tables.shared_columns import year_column
from zushi_xl.report.tables.tidy import INTEGER, NUMBER, TEXT, TidyColumn, TidyTable

_Headers = Mapping[str, Collection[str]]  # of every published file


class CodeMeaning(NamedTuple):
    """What a word of a column means."""

    column: str
    word: str
    meaning: str


class Share(NamedTuple):
    """How many of those that are due are there."""

    item: str
    found: int
    total: int
    meaning: str


def explaining_tables(
    report: Report, published: Sequence[TidyTable[Any]]
) -> Iterator[TidyTable[Any]]:
    """In the order in which people should read them; they speak of what is ``published`` only."""
    headers = {table.file: set(table.headers) for table in published}
    yield _grades(report)
    yield _codes(set().union(*headers.values()))
    yield _completeness(report, headers)
    yield _releases(report)
    yield _description(report)


def _grades(report: Report) -> TidyTable[Grade]:
    names = report.plan.settings.level_names

    def levels(grade: Grade) -> str:
        return "、".join(filter(None, (names.get(level, "") for level in grade.levels)))

    columns: tuple[TidyColumn[Grade], ...] = (
        TidyColumn("尺度", TEXT, "評価の一覧の名前", lambda g: g.scale, blank="名前のない一覧"),
        TidyColumn("階層", TEXT, "使う階層", levels, blank="すべての階層"),
        TidyColumn("記号", TEXT, "評価の記号", lambda g: g.symbol),
        TidyColumn("表示", TEXT, "評価の言葉", lambda g: g.label, blank="言葉がない"),
        TidyColumn("定義", TEXT, "選ぶ基準", lambda g: g.definition, blank="定義の登録がない"),
        TidyColumn("評価の分類", TEXT, "順位をつける評価か", lambda g: g.grade_class.value),
        TidyColumn("順", INTEGER, "よいほうから1、2、3…", lambda g: g.rank, "位", "行の順がよい順"),
        TidyColumn("点", NUMBER, "平均を出すときの点", lambda g: g.points, "点", "点の定めがない"),
        TidyColumn(
            "適用開始", INTEGER, "使い始める年度", lambda g: g.valid_from, "年度", "初めから"
        ),
        TidyColumn(
            "適用終了", INTEGER, "使い終わる年度", lambda g: g.valid_to, "年度", "終わりなし"
        ),
        *city_columns(report),
    )
    return TidyTable("評価区分.csv", "評価の記号一つ", columns, report.plan.grades)


def _codes(headers: Collection[str]) -> TidyTable[CodeMeaning]:
    rows = tuple(
        CodeMeaning(column, word, meaning)
        for column, words in CODE_MEANINGS.items()
        if column in headers
        for word, meaning in words.items()
    )
    columns: tuple[TidyColumn[CodeMeaning], ...] = (
        TidyColumn("列名", TEXT, "語が入る列", lambda c: c.column),
        TidyColumn("値", TEXT, "列に入る語", lambda c: c.word),
        TidyColumn("意味", TEXT, "語の意味", lambda c: c.meaning),
    )
    return TidyTable("コード表.csv", "列に入る語一つ", columns, rows)


def _completeness(report: Report, headers: _Headers) -> TidyTable[Share]:
    columns: tuple[TidyColumn[Share], ...] = (
        year_column(report),
        TidyColumn("項目", TEXT, "何を数えたか", lambda s: s.item),
        TidyColumn("件数", INTEGER, "そろった数", lambda s: s.found, "件"),
        TidyColumn("対象の数", INTEGER, "そろうべき数", lambda s: s.total, "件"),
        TidyColumn("説明", TEXT, "数え方", lambda s: s.meaning),
        *city_columns(report),
    )
    return TidyTable("データの状況.csv", "項目一つ", columns, tuple(_shares(report, headers)))


def _shares(report: Report, headers: _Headers) -> Iterator[Share]:
    divisions = len(report.divisions)
    came = len(report.reported)
    yield Share("報告した担当課", came, divisions, "様式が戻り、読めて、記入のあった課")
    accepted = sum(s.word == "受理" for s in report.standings)
    yield Share("受理した担当課", accepted, divisions, "直すところも確かめるところもない課")
    yield from _published_shares(report, headers)
    doubts = list(report.reviews.values())
    for review in (Review.ERROR, Review.CONFIRM, Review.WAIVED):
        meaning = CODE_MEANINGS["点検"][review.label]
        yield Share(f"点検が{review.label}の欄", doubts.count(review), len(doubts), meaning)


def _published_shares(report: Report, headers: _Headers) -> Iterator[Share]:
    """Of what may be shown."""
    if "評価" in headers.get("評価.csv", ()):
        asked = rated_evaluations(report)
        rated = sum(e.grade is not None for e in asked)
        meaning = "評価区分のとおりに報告された評価"
        yield Share("評価", rated, len(asked), meaning)
    if "KPI.csv" in headers:
        has_figure = [_has_figure(report, kpi) for kpi in _kpis_due(report)]
        meaning = "評価年度の実績が読み取れた指標（再掲と、測定しない年度で報告もないものを除く）"
        yield Share("KPIの実績値", sum(has_figure), len(has_figure), meaning)
    if "実績額" in headers.get("予算事業.csv", ()):
        programs = spending_of(report)
        spent = sum(s.amount is not None for s in programs)
        meaning = "合計に入れる額が決まった予算事業"
        yield Share("予算事業の実績額", spent, len(programs), meaning)


def _kpis_due(report: Report) -> Iterator[Kpi]:
    """Each once, but those of which nothing is measured in the year, and nothing was said."""
    for kpi in report.plan.kpis:
        if kpi.relisted_from is None and why_absent(report, kpi) != NOT_DUE:
            yield kpi


def _has_figure(report: Report, kpi: Kpi) -> bool:
    """Whether the actual value of the year may be published."""
    return any(
        f.status is ValueStatus.ACTUAL
        and f.period.fiscal_year == report.fiscal_year
        and (found := usable(f.quantity, report.review_at(f.source))) is not None
        and found.has_value
        for f in report.figures_of(kpi)
    )


def _releases(report: Report) -> TidyTable[Release]:
    columns: tuple[TidyColumn[Release], ...] = (
        TidyColumn("公開日", TEXT, "公開した日（年-月-日）", lambda r: r.day.isoformat()),
        TidyColumn("内容", TEXT, "公開や訂正の内容", lambda r: r.text),
        *city_columns(report),
    )
    return TidyTable("更新履歴.csv", "公開または訂正一つ", columns, report.plan.releases)


def _description(report: Report) -> TidyTable[Explanation]:
    columns: tuple[TidyColumn[Explanation], ...] = (
        TidyColumn("項目", TEXT, "何についての説明か", lambda r: r.item),
        TidyColumn("内容", TEXT, "説明", lambda r: r.text),
        TidyColumn(
            "未設定のときの書き方",
            TEXT,
            "内容が「未設定」のとき、計画マスタのどこに書くか",
            lambda r: r.remedy,
            blank="設定がある、または設定のいらない項目",
        ),
    )
    return TidyTable("データの説明.csv", "説明一つ", columns, tuple(explanations_of(report)))
