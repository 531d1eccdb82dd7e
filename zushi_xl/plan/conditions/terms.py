"""The figures of a KPI that conditions of 評価基準 speak of, by name."""

from __future__ import annotations

VALUE, START, BASELINE, PLANNED, TARGET, BEFORE, INTERIM = (
    *("実績", "基準値", "現状", "計画値", "目標", "前年度", "中間目標"),
)
LEVEL_TERMS = (VALUE, START, BASELINE, PLANNED, TARGET, BEFORE, INTERIM)
"""Figures in the unit of the KPI. A KPI that should fall is mirrored: ≧ means at most."""

REACHED, OF_PLAN, WAY, WAY_OF_PLAN, CHANGE, WAY_TO_INTERIM, ELAPSED = (
    *("達成率", "計画比", "進捗率", "計画進捗率", "増減率", "中間進捗率", "経過率"),
)
RATES = (REACHED, OF_PLAN, WAY, WAY_OF_PLAN, CHANGE, WAY_TO_INTERIM)
"""Rates in ％, larger for the better; 経過率 is the part of the plan's years that has passed."""

TERMS = (*LEVEL_TERMS, *RATES, ELAPSED)
SAME = {"値": VALUE, "実績値": VALUE, "現状値": BASELINE, "目標値": TARGET}
"""Other words for a term."""
