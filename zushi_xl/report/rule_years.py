"""What became of each rule's findings, year by year: which rules only make noise.

A finding counts where a division was asked about it (要修正, 要確認): what is only information, for
reference or of a rule that is off is no noise to anybody. What was fixed, in any round, is known
from the corrections that came back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from zushi_xl.findings.finding import Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.report.printed_figures import rounded
from zushi_xl.report.rounds import RequestOutcome

ALL_YEARS = "計"


class RuleYear(NamedTuple):
    """The findings of one rule in one year, or in all of them (``year`` is 計)."""

    rule: str
    year: str
    fixed: int
    waived: int
    answered: int
    open: int

    @property
    def raised(self) -> int:
        """How often the rule asked in that year."""
        return self.fixed + self.waived + self.answered + self.open

    @property
    def accepted(self) -> Decimal:
        """How many in a hundred were right as they stood: accepted, or closed by a reply."""
        return rounded(Decimal(100 * (self.waived + self.answered)) / self.raised, 1)

    @property
    def corrected(self) -> Decimal:
        """How many in a hundred led to a correction."""
        return rounded(Decimal(100 * self.fixed) / self.raised, 1)


def rule_years(results: Iterable[Mapping[str, Any]]) -> tuple[RuleYear, ...]:
    """The rules that spoke in results with the keys of 収集結果.json, of one year the last.

    First those of which most was accepted, each with its years and, of several, their sum.
    """
    by_year = {result["fiscal_year"]: Counter(_outcomes(result)) for result in results}
    rules = sorted({rule for counts in by_year.values() for rule, _ in counts} & {*RULES})
    groups = [list(_years_of(rule, by_year)) for rule in rules]
    groups.sort(key=lambda group: (-group[-1].accepted, -group[-1].raised))
    return tuple(line for group in groups for line in group)


_FIXED, _WAIVED, _ANSWERED, _OPEN = "fixed", "waived", "answered", "open"
_OUTCOMES = (_FIXED, _WAIVED, _ANSWERED, _OPEN)
_IN_ROUNDS = {RequestOutcome.FIXED.value: _FIXED, RequestOutcome.ANSWERED.value: _ANSWERED}


def _outcomes(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Rule and outcome of everything that a division was asked."""
    for finding in result["findings"]:
        if finding["waived"] or finding["severity"] != Severity.INFO:
            yield finding["rule"], _WAIVED if finding["waived"] else _OPEN
    for change in (*result["round_changes"], *result.get("earlier_changes", ())):
        if change["change"] in _IN_ROUNDS:
            yield change.get("rule", ""), _IN_ROUNDS[change["change"]]


def _years_of(rule: str, by_year: Mapping[int, Counter[tuple[str, str]]]) -> Iterator[RuleYear]:
    spoken = {year: counts for year, counts in sorted(by_year.items()) if _of(rule, counts)}
    for year, counts in spoken.items():
        yield RuleYear(rule, f"{year}年度", *_of(rule, counts))
    if len(spoken) > 1:
        total = sum(spoken.values(), Counter[tuple[str, str]]())
        yield RuleYear(rule, ALL_YEARS, *_of(rule, total))


def _of(rule: str, counts: Mapping[tuple[str, str], int]) -> tuple[int, ...]:
    """The outcomes of one rule; nothing where it did not speak."""
    found = tuple(counts[rule, outcome] for outcome in _OUTCOMES)
    return found if any(found) else ()
