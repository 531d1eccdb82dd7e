"""Results of earlier years, from which 点検結果 tells what became of each rule's findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from zushi_xl.report.model import Report
from zushi_xl.report.rule_years import rule_years


def results_of(paths: Iterable[Path]) -> list[Mapping[str, Any]]:
    """The results that paths lead to: files, folders of a year, folders of years.

    Raises:
        Problem: a path leads to none, or to one that cannot be read.
    """
    wanted = list(paths)
    if not wanted:
        return []
    from zushi_xl.publish.results import read_results  # with all that publishes

    return [result for path in wanted for result in read_results(path)]


def with_rule_years(report: Report, earlier: Sequence[Mapping[str, Any]]) -> Report:
    """The report with its rules over the years; without earlier results as it is. What they say
    of the report's own year or of later ones does not count."""
    if not earlier:
        return report
    from zushi_xl.publish import result_json

    before = [result for result in earlier if result["fiscal_year"] < report.fiscal_year]
    now = json.loads("".join(result_json(report)))
    return replace(report, rule_years=rule_years([*before, now]))
