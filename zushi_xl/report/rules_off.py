"""The rules that do not speak this year: the plan master switched them off, for a reason.

Who trusts a list of findings must know what was not looked for: the EBA publishes the list of its
own rules that are wrong and not applied; 点検結果 and the annual book print ours.
"""

from __future__ import annotations

from typing import NamedTuple

from zushi_xl.findings.rule import RULES
from zushi_xl.plan.model import Plan

HEADS = ("ルール", "名前", "どんなときに出るか", "点検しない理由", "決めた日")
TITLE = "点検しないルール"
_UNSAID = "（書かれていません）"


class RuleOff(NamedTuple):
    """A rule that is off: its id, name and meaning, why and since when."""

    id: str
    name: str
    meaning: str
    reason: str
    decided: str


def rules_off(plan: Plan) -> tuple[RuleOff, ...]:
    """The rules that are off in the year of the plan, in the order of 点検ルール."""
    return tuple(
        RuleOff(
            row.rule,
            RULES[row.rule].name,
            RULES[row.rule].meaning,
            row.reason or _UNSAID,
            f"{row.decided.year}年{row.decided.month}月{row.decided.day}日"
            if row.decided
            else _UNSAID,
        )
        for row in plan.rule_settings
        if row.severity == "off" and row.rule in RULES
    )
