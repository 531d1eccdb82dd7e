"""What the plan master leaves open of a KPI's targets: the year of the interim one."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import Form
from zushi_xl.masters.master_cells import at_header
from zushi_xl.plan.model import INTERIM, Kpi, Plan
from zushi_xl.rules.registry import master_rules

MASTERS = master_rules(RuleArea.SETTING)

_VALUE, _YEAR = "中間目標", "中間目標年度"


@MASTERS.confirm_rule(
    "中間目標の年度",
    "中間目標に年度がない、中間目標年度だけがある、または中間目標年度が目標の年度より前でない。",
    "中間目標に「30人」とあるが、中間目標年度が空欄である。",
)
def interim_target_year(plan: Plan, _form: Form) -> Iterator[Finding]:
    """An interim target whose year is missing, alone, or not before that of the target."""
    for kpi in plan.kpis:
        found = None if kpi.relisted_from else _doubt(kpi, plan)
        if found is not None:
            header, message, remedy = found
            value = kpi.values.get(INTERIM)
            given = str(kpi.interim_year or "") if header == _YEAR else ""
            yield interim_target_year.at(
                at_header(plan.headers, kpi.source, header),
                f"{kpi.code} KPI{kpi.number} の{message}",
                remedy,
                code=kpi.code,
                field=header,
                given=given or (value.text if value else ""),
            )


def _doubt(kpi: Kpi, plan: Plan) -> tuple[str, str, str] | None:
    """The column in question, what is said of it, the remedy; None where all is said."""
    value, last = kpi.values.get(INTERIM), kpi.target_year or plan.settings.last_year
    if value is not None and kpi.interim_year is None:
        return (
            _YEAR,
            f"中間目標「{value.text}」が何年度のものかが書かれていません。"
            "計画値の道筋には使いません。",
            f"列「{_YEAR}」に、その年度（2026 など）を記入してください。",
        )
    if value is None and kpi.interim_year is not None:
        return (
            _VALUE,
            f"中間目標年度は{kpi.interim_year}年度ですが、中間目標がありません。",
            "中間目標を記入してください。決まっていなければ「未確定」と、なければ年度を消します。",
        )
    if kpi.interim_year is not None and kpi.interim_year >= last:
        return (
            _YEAR,
            f"中間目標年度（{kpi.interim_year}年度）が、目標の年度（{last}年度）より前でありません。",
            f"「{_YEAR}」か「目標年度」を直してください。",
        )
    return None
