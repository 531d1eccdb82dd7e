"""The list of all rules: every finding comes from a ``Rule`` that is declared here by its module.

A rule's words stand beside the code that raises it; the list in the documentation and the command
``zushi-xl rules`` are made from this register.
"""

from __future__ import annotations

from dataclasses import dataclass

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.workbook.cells import Source

RULES: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """``meaning`` says in one Japanese sentence what raises it, ``example`` shows such a case.

    ``severity`` is the default; the plan master's 点検ルール may set another, or a threshold.
    """

    id: str
    area: str
    name: str
    severity: Severity
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


def declare(rule: Rule) -> Rule:
    """Register a rule; ids are unique."""
    if rule.id in RULES:
        raise ValueError(f"rule {rule.id} is declared twice")
    RULES[rule.id] = rule
    return rule
