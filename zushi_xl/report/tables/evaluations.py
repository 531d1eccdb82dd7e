"""評価.csv: one row per rated section."""

from __future__ import annotations

from zushi_xl.form.model import BLOCK_OF_LEVEL, Block, FieldType
from zushi_xl.plan.levels import SECTION_LEVELS
from zushi_xl.report.five_values import EMPTY, NONE, NOT_REPORTED, NOT_YET, class_of_words
from zushi_xl.report.model import Evaluation, Report
from zushi_xl.report.rating_counts import is_rated
from zushi_xl.report.rating_names import rating_name
from zushi_xl.report.review import Review
from zushi_xl.report.tables.shared_columns import (
    code_columns,
    distinct,
    division_columns,
    doubts_column,
    field_columns,
    is_published,
    review_column,
    year_column,
)
from zushi_xl.report.tables.tidy import TEXT, TidyColumn, TidyTable

_NO_GRADE = "評価区分にない記載"
_UNRATED = "評価の対象でない"


def evaluation_table(report: Report) -> TidyTable[Evaluation]:
    """A row for each evaluation."""
    plan = report.plan
    levels = (evaluation.section.level for evaluation in report.evaluations)
    blocks = dict.fromkeys(_block(evaluation) for evaluation in report.evaluations)
    columns: list[TidyColumn[Evaluation]] = [
        year_column(report),
        TidyColumn("階層", TEXT, "計画の階層", lambda e: plan.word(e.section.level)),
        *code_columns(plan, _code, *SECTION_LEVELS),
        TidyColumn("名称", TEXT, "計画上の名称", lambda e: e.section.title),
        *division_columns(report.form, Block.MEASURE, lambda e: e.division),
        *_rating_columns(report),
        *field_columns(report, blocks, _block, lambda e: e.texts, _code),
        doubts_column(report, _block, _code),
    ]
    subject = "・".join(plan.word(level) for level in dict.fromkeys(levels))
    return TidyTable(
        "評価.csv", f"評価の対象（{subject}）一つ", distinct(columns), report.evaluations
    )


def _code(evaluation: Evaluation) -> str:
    return evaluation.section.code


def _block(evaluation: Evaluation) -> Block:
    return BLOCK_OF_LEVEL[evaluation.section.level]


def _rating_columns(report: Report) -> list[TidyColumn[Evaluation]]:
    def shown(evaluation: Evaluation) -> bool:
        return is_published(report.form, _block(evaluation), FieldType.RATING)

    def state(evaluation: Evaluation) -> str:
        if not shown(evaluation):
            return "非公表"
        if evaluation.grade:
            return "評価済"
        if not is_rated(report, evaluation.section):
            return _UNRATED
        said = class_of_words(evaluation.rating_text)
        return {EMPTY: NOT_REPORTED, NONE: NONE, NOT_YET: NOT_YET}.get(said, _NO_GRADE)

    def review(evaluation: Evaluation) -> Review:
        return report.review_at(evaluation.rating_source) if shown(evaluation) else Review.NONE

    levels = {evaluation.section.level for evaluation in report.evaluations}
    if report.evaluations and not any(map(shown, report.evaluations)):
        return []
    return [
        TidyColumn(
            "評価",
            TEXT,
            f"{rating_name(report, levels)}の区分",
            lambda e: e.grade.symbol if e.grade and shown(e) else "",
            blank="「評価の状態」の列による",
        ),
        TidyColumn(
            "評価の内容",
            TEXT,
            "評価区分の意味",
            lambda e: e.grade.label if e.grade and shown(e) else "",
            blank="「評価の状態」の列による",
        ),
        TidyColumn(
            "評価の分類",
            TEXT,
            "順位（よしあしの順がある評価）、完了、未着手、中止、評価対象外",
            lambda e: e.grade.grade_class.value if e.grade and shown(e) else "",
            blank="「評価の状態」の列による",
        ),
        TidyColumn(
            "評価の状態",
            TEXT,
            f"評価済、{NOT_REPORTED}、{NONE}、{NOT_YET}、{_NO_GRADE}、{_UNRATED}、非公表",
            state,
        ),
        review_column("評価", review),
    ]
