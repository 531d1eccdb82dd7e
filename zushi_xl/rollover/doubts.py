"""What stands against closing the year: open errors, and codes or titles that do not meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.findings.ways import Way
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.rollover.result import ReportedItem, YearResult
from zushi_xl.rollover.row_codes import Code, code_key
from zushi_xl.workbook.cells import Source

_Known = Mapping[Code, Section | Initiative]


class RolloverDoubts(Problem):
    """The year cannot be closed without ``--force``; each doubt has its place."""

    def __init__(self, file: str, findings: tuple[Finding, ...]):
        self.findings = findings
        super().__init__(
            f"{file} に、年度を締める前に片づけることが {len(findings)} 件あります。"
            f"直して{Way.COLLECT}をやり直すか、"
            f"このまま進めるなら{Way.FORCE}を付けてください（新しいマスタに記録が残ります）。"
        )


def refuse_other_plan(plan: Plan, result: YearResult) -> None:
    """Another year, another city or another plan is not a matter of ``--force``.

    Raises:
        Problem: it is not the year of this plan.
    """
    settings = plan.settings
    if result.fiscal_year != plan.fiscal_year:
        raise Problem(
            f"{result.file} は {result.fiscal_year} 年度の収集結果ですが、計画マスタ "
            f"{plan.file} の評価年度は {plan.fiscal_year} です。"
            f"年度の合う計画マスタを{Way.PLAN}で指定してください。"
        )
    for name, theirs, ours in (
        ("団体名", result.city, settings.city),
        ("計画名", result.plan_title, settings.plan_title),
    ):
        if match_key(theirs) != match_key(ours):
            raise Problem(
                f"{result.file} は別の計画の収集結果です（{name}は「{theirs}」、計画マスタ "
                f"{plan.file} では「{ours}」）。"
                f"同じ計画の計画マスタを{Way.PLAN}で指定してください。"
            )
    if plan.fiscal_year >= settings.last_year:
        raise Problem(
            f"評価年度 {plan.fiscal_year} は計画の最後の年度です。続けるときは、計画マスタ "
            f"{plan.file} の「計画終了年度」とKPIの年度の列を延ばしてから実行してください。"
        )


def find_doubts(plan: Plan, result: YearResult) -> tuple[Finding, ...]:
    """Everything that somebody has to look at first, in the order of the result."""
    sections = {code_key(s.code): s for s in plan.sections}
    initiatives = {code_key(i.code): i for i in plan.initiatives}
    return (
        *result.errors,
        *_strangers(result.sections, sections, plan),
        *_kpi_strangers(plan, result),
        *_strangers(result.initiatives, initiatives, plan),
    )


def _strangers(said: Mapping[Code, ReportedItem], known: _Known, plan: Plan) -> Iterator[Finding]:
    for code, one in said.items():
        item = known.get(code)
        if item is None:
            yield _doubt(
                "rollover-code",
                one.code,
                one.source,
                one.title,
                f"収集結果の「{one.code}　{one.title}」が計画マスタ {plan.file} にありません。",
                "計画マスタのコードを確かめてください。",
            )
        elif match_key(item.title) != match_key(one.title):
            yield _other_name(one.code, item.source, one.title, item.title)


def _kpi_strangers(plan: Plan, result: YearResult) -> Iterator[Finding]:
    known = {(code_key(kpi.code), kpi.number): kpi for kpi in plan.kpis}
    for key, statement in result.statements.items():
        kpi, actual = known.get(key), result.actuals.get(key)
        if kpi is None and actual is not None:
            yield _doubt(
                "rollover-code",
                actual.code,
                actual.source,
                actual.text,
                f"収集結果の「{actual.code}」のKPI「{statement}」が計画マスタ {plan.file} に"
                "ありません。",
                "計画マスタのコードとKPI番号を確かめてください。",
            )
        elif kpi is not None and match_key(kpi.statement) != match_key(statement):
            yield _other_name(kpi.code, kpi.source, statement, kpi.statement)


def _other_name(code: str, source: Source, theirs: str, ours: str) -> Finding:
    return _doubt(
        "rollover-title",
        code,
        source,
        theirs,
        f"「{code}」の名称が、収集結果の「{theirs}」から「{ours}」に変わっています。",
        "同じものか確かめてください。違うものなら、今年度の結果を引き継いではいけません。",
    )


def _doubt(
    rule: str, code: str, source: Source | None, given: str, message: str, remedy: str
) -> Finding:
    return Finding(rule, Severity.ERROR, message, remedy, source=source, code=code, given=given)
