"""共同担当課の記入.csv: what divisions wrote of items on which another one decides."""

from __future__ import annotations

from zushi_xl.form.answers import Answer
from zushi_xl.report.model import Report
from zushi_xl.report.tables.shared_columns import distinct, year_column
from zushi_xl.report.tables.tidy import TEXT, TidyColumn, TidyTable


def opinion_table(report: Report) -> TidyTable[Answer]:
    """The fields that are published."""
    titles = report.plan.titles
    columns: list[TidyColumn[Answer]] = [
        year_column(report),
        TidyColumn("コード", TEXT, "計画上のコード", lambda a: a.key.code),
        TidyColumn("名称", TEXT, "計画上の名称", lambda a: titles.get(a.key.code, "")),
        TidyColumn("欄", TEXT, "様式の欄の見出し", _label),
        TidyColumn("KPI", TEXT, "指標の文", _statement, blank="指標の欄ではない"),
        TidyColumn(
            "共同担当課", TEXT, "記入した課。答えを決める課ではない", lambda a: a.slot.owner
        ),
        TidyColumn("記入", TEXT, "書かれた内容", lambda a: a.used or a.text),
    ]
    rows = tuple(answer for answer in report.opinions if answer.slot.field.published)
    return TidyTable("共同担当課の記入.csv", "一つの課の一つの欄の記入", distinct(columns), rows)


def _label(answer: Answer) -> str:
    return answer.slot.label.replace("\n", "")


def _statement(answer: Answer) -> str:
    return answer.slot.kpi.statement if answer.slot.kpi else ""
