"""Whether the tests bite: small changes of the code, one at a time, that some test must notice.

    python -m benchmarks.mutants --room quantity --count 300 --seed 1
    python -m benchmarks.mutants --room quantity --count 300 --seed 1 --wide

``--wide`` changes texts too, leaves out a ``not`` and drops arguments that are given by name.
Takes ``count`` places by chance (the same for the same seed) and changes one at a time. The nearest
tests are collected once and run once, to learn which of them reach which line; then a process is
forked for each change, which puts it into the function concerned and runs the tests that reach it,
until one fails (``benchmarks.mutation_run``). What survives is printed: each is a missing test, or
a change that means the same and stands with its reason in ``benchmarks/equal_mutants.tsv``. A test
that runs out of time has noticed. ``--again`` takes a saved output and tries what survived, for
tests written since; where the code changed, the seed picks others. ``--seconds 15`` runs only as
many tests for a change as take that long together, those first that have noticed most: what the
others would notice counts as survived, so the figure is a lower bound. Outside the normal run: some
ten to thirty minutes a room.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.mutation_run import survivors
from benchmarks.mutations import ROOT, Mutant, chosen

_EVERYWHERE = "tests/test_frozen_values.py"
NEAREST = {
    "quantity": (_EVERYWHERE, "tests/quantity"),
    "returned": (
        _EVERYWHERE,
        "tests/reading/test_returned.py",
        "tests/reading/test_small_readings.py",
        "tests/reading/test_small_steps.py",
        "tests/reading/test_small_bounds.py",
        "tests/reading/test_beside_fields.py",
        "tests/reading/test_findings_of_a_sheet.py",
        "tests/reading/test_which_section.py",
        "tests/reading/test_blocks_of_a_sheet.py",
        "tests/reading/test_whose_book.py",
        "tests/reading/test_small_sheets.py",
        "tests/reading/test_small_kpis.py",
        "tests/reading/test_cell_answer.py",
        "tests/reading/test_every_rule.py",
        "tests/reading/test_work.py",
        "tests/reading/test_mutations.py::test_alone",
        "tests/reading/test_adopt.py",
        "tests/reading/test_former_legend.py",
        "tests/reading/test_guide_sheet.py",
        "tests/reading/test_reorganised.py",
        "tests/reading/test_written_beside.py",
        "tests/form/test_correction.py",
        "tests/form/test_spellings.py",
        "tests/new_city/test_tables.py",
        "tests/new_city/test_further_sheets.py",
        "tests/workflow/test_reviewers.py",
        "tests/workflow/test_partners.py",
    ),
    "rules": (
        _EVERYWHERE,
        "tests/rules",
        "tests/findings",
        "tests/conditions",
        "tests/masters/test_reviewing.py",
        "tests/new_city/test_tables.py",
        "tests/workflow/test_partners.py",
    ),
    "report": (
        _EVERYWHERE,
        "tests/report",
        "tests/publish",
        "tests/findings",
        "tests/book/test_facts.py",
        "tests/rules",
    ),
    "redline": (_EVERYWHERE, "tests/redline"),
}
EQUAL = ROOT / "benchmarks" / "equal_mutants.tsv"


def equal_mutants() -> set[str]:
    """The changes that mean the same: name, tab, reason; ``*`` for the module is every one."""
    lines = EQUAL.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line.strip()}


def _is_equal(mutant: Mutant, equal: set[str]) -> bool:
    return mutant.name in equal or f"*:{mutant.what}" in equal


def _say(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--room", choices=NEAREST, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wide", action="store_true", help="texts, not, arguments by name too")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="of tests for a change, at most"
    )
    parser.add_argument("--again", type=Path, help="a saved output: only what survived then")
    given = parser.parse_args()
    equal = equal_mutants()
    all_mutants = chosen(given.room, given.count, given.seed, wide=given.wide)
    mutants = [mutant for mutant in all_mutants if not _is_equal(mutant, equal)]
    if given.again:
        said = given.again.read_text(encoding="utf-8")
        mutants = [mutant for mutant in mutants if f"survived: {mutant.name} (line" in said]
    room = ROOT / "zushi_xl" / given.room
    left = survivors(mutants, NEAREST[given.room], _say, room, given.seconds)
    for mutant in left:
        print(f"survived: {mutant.name} (line {mutant.line})")
    killed = len(mutants) - len(left)
    print(f"{given.room}: {killed} of {len(mutants)} killed, {killed / max(1, len(mutants)):.0%}")


if __name__ == "__main__":
    main()
