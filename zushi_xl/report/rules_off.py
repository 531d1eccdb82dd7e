"""The rules that do not speak this year: the plan master switched them off, for a reason.

Who trusts a list of findings must know what was not looked for: the EBA publishes the list of its
own rules that are wrong and not applied; 点検結果 and the annual book print ours, 収集結果.json
holds it, and the commands and the page say it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from zushi_xl.findings.rule import NEVER_OFF, RULES
from zushi_xl.plan.model import Plan

HEADS = ("ルール", "名前", "どんなときに出るか", "点検しない理由", "決めた日")
TITLE = "点検しないルール"
_UNSAID = "（書かれていません）"


class RuleOff(NamedTuple):
    """A rule that is off: its id, name and meaning, why and since when, as far as is written."""

    id: str
    name: str
    meaning: str
    reason: str
    decided: date | None

    @property
    def printed(self) -> tuple[str, ...]:
        """The texts below ``HEADS``."""
        day = self.decided
        decided = f"{day.year}年{day.month}月{day.day}日" if day else _UNSAID
        return self.id, self.name, self.meaning, self.reason or _UNSAID, decided


def rules_off(plan: Plan) -> tuple[RuleOff, ...]:
    """The rules that are off in the year of the plan, in the order of 点検ルール."""
    own = plan.in_own_words
    return tuple(
        RuleOff(row.rule, own(rule.name), own(rule.meaning), row.reason, row.decided)
        for row in plan.rule_settings
        if row.severity == "off" and row.rule not in NEVER_OFF and (rule := RULES.get(row.rule))
    )


def rules_off_line(plan: Plan) -> str:
    """The same in a line; nothing where every rule speaks."""
    off = rules_off(plan)
    named = "、".join(f"{rule.name}（{rule.id}）" for rule in off)
    return f"{TITLE}：{len(off)} 件。{named}" if off else ""
