"""The report of a year parted by 団体: each part is a report of a plan of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zushi_xl.findings.finding import Finding
from zushi_xl.plan.groups import Groups
from zushi_xl.plan.model import Plan
from zushi_xl.report.consolidate import normalised
from zushi_xl.report.model import Report
from zushi_xl.text.codes import is_within

_Split = Mapping[str, Mapping[str, tuple[Any, ...]]]  # by field, by 団体


def parts_of(report: Report) -> Iterator[Report]:
    """The part of each 団体, made when it is asked for, in the order of 担当課.

    It holds what the divisions of the 団体 lead, with the sections above and the initiatives below,
    and what was reported, found and counted there, whichever division did it.
    """
    parting = _Parting(report)
    return map(parting.part, parting.groups.names)


class _Parting:
    """Everything of a report by 団体. The report is looked through once, however many there are."""

    def __init__(self, report: Report):
        self._report = report
        self.groups = Groups(report.plan)
        self._of_plan = self._split_plan(report.plan)
        self._of_report = self._split_report(report)
        self._keys = self.groups.split(report.answers, lambda key: self._shown(key.code))

    def part(self, group: str) -> Report:
        answers = {key: self._report.answers[key] for key in self._keys[group]}
        report = replace(
            self._report,
            group=group,
            answers=answers,
            normalised=tuple(normalised(answers)),
            year_standings=self._report.standings,
            **_own(self._of_report, group),
        )
        return replace(report, plan=self._plan(report))

    def _plan(self, report: Report) -> Plan:
        """The plan's own lists without what nobody here refers to."""
        plan = replace(report.plan, **_own(self._of_plan, report.group))
        used = tuple(code for i in plan.initiatives for code in i.strategy_codes)
        named = (
            *(p.name for p in report.programs),
            *(name for i in plan.initiatives for name in i.budget_programs),
        )
        known = report.plan.program_by_name
        return replace(
            plan,
            strategy=tuple(n for n in plan.strategy if _is_above(n.code, used)),
            goals=tuple(g for g in plan.goals if _is_above(g.number, used)),
            programs=tuple(known[name] for name in dict.fromkeys(named) if name in known),
        )

    def _split_plan(self, plan: Plan) -> _Split:
        split, shown = self.groups.split, self._shown
        return {
            "sections": split(plan.sections, lambda section: shown(section.code)),
            "kpis": split(plan.kpis, lambda kpi: shown(kpi.code)),
            "initiatives": split(plan.initiatives, lambda initiative: shown(initiative.code)),
            "divisions": split(plan.divisions, lambda division: self._concerning(division.name)),
        }

    def _split_report(self, report: Report) -> _Split:
        split, shown, concerning = self.groups.split, self._shown, self._concerning
        return {
            "divisions": split(report.divisions, lambda state: concerning(state.name)),
            "evaluations": split(report.evaluations, lambda e: shown(e.section.code)),
            "kpi_figures": split(report.kpi_figures, lambda figure: shown(figure.kpi.code)),
            "initiatives": split(report.initiatives, lambda i: shown(i.initiative.code)),
            "programs": split(report.programs, lambda program: shown(program.initiatives[0])),
            "inputs": split(report.inputs, lambda file: concerning(file.division)),
            "findings": split(report.findings, self._told),
            "replies": split(report.replies, lambda reply: self._own(reply.division)),
            "changes": split(report.changes, lambda change: self._own(change.division)),
            "earlier_changes": split(report.earlier_changes, lambda c: self._own(c.division)),
            "reconciled": split(report.reconciled, lambda row: shown(*row.initiatives[:1])),
        }

    def _shown(self, code: str = "") -> Sequence[str]:
        return self.groups.shown_in.get(code, ())

    def _concerning(self, division: str) -> Sequence[str]:
        return self.groups.concerning.get(division, ())

    def _own(self, division: str) -> Sequence[str]:
        group = self.groups.of_division.get(division)
        return (group,) if group else ()

    def _told(self, finding: Finding) -> Sequence[str]:
        """Where its place is shown; without a place in the plan, where its division is."""
        return self._shown(finding.code) or self._own(finding.division)


def _own(split: _Split, group: str) -> dict[str, Any]:
    return {name: by_group[group] for name, by_group in split.items()}


def _is_above(code: str, codes: Sequence[str]) -> bool:
    return any(is_within(each, code) for each in codes)
