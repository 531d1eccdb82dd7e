"""The list of all rules: every finding comes from a ``Rule`` that is declared here by its module.

A rule's words stand beside the code that raises it; the list in the documentation and the command
``zushi-xl rules`` are made from this register.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.workbook.cells import Source

RULES: dict[str, Rule] = {}
NEVER_OFF = {
    "file-unreadable": "読めない提出はいつも知らせます",
    "setting-off-unexplained": "理由のない「点検しない」はいつも知らせます",
    "setting-unknown-rule": "知らないルールの行はいつも知らせます",
    "setting-without-effect": "何も変えない行はいつも知らせます",
}
"""Said whatever 点検ルール says: without the first a return would be gone without a word, without
the others a row of that sheet could hide that rows of it are not explained or not used."""


class RuleArea(StrEnum):
    """What a rule looks at, in the order in which a return goes through them."""

    RETURN = "提出"
    ENTRY = "記入"
    KPI = "KPI"
    GRADE = "評価"
    BUDGET = "予算"
    STRUCTURE = "構成"
    SETTING = "点検設定"


@dataclass(frozen=True, slots=True)
class Rule:
    """``meaning`` says in one Japanese sentence what raises it, ``example`` shows such a case.

    ``severity`` is the default; the plan master's 点検ルール may set another, or a threshold.
    """

    id: str
    area: str
    severity: Severity
    name: str
    meaning: str
    example: str
    threshold: str = ""

    def at(
        self,
        source: Source | None,
        message: str,
        remedy: str,
        *,
        division: str = "",
        code: str = "",
        field: str = "",
        given: str = "",
        expected: str = "",
        also_at: tuple[Source, ...] = (),
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            self.id,
            self.severity,
            message,
            remedy,
            source,
            division,
            code,
            field,
            given,
            expected,
            also_at=also_at,
        )


def declare(id_: str, area: RuleArea, severity: Severity, *words: str) -> Rule:
    """Register a rule; ids are unique.

    ``words`` are its name, meaning and example, then its threshold if it has one.

    Raises:
        ValueError: a rule of that id is there.
    """
    if id_ in RULES:
        raise ValueError(f"rule {id_} is declared twice")
    rule = RULES[id_] = Rule(id_, area.value, severity, *words)
    return rule
