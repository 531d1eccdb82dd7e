"""Cases as files, for doors that are not opened from Python: ``python -m tests.suite.export FOLDER``.

Each case gets a numbered folder with its masters, its ledger, ``inputs/`` and ``expected.json``: its
id and the findings as rule, severity, file, sheet, cell. ``--every N`` takes every Nth case that
the product meets.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.suite.doors import expected
from tests.suite.pages import Case, cases, known_failures
from tests.suite.town import write_case


def sample(every: int) -> tuple[Case, ...]:
    """Every Nth case that the product meets, so that all areas are among them."""
    known = known_failures()
    return tuple(case for case in cases() if case.id not in known)[::every]


def export(case: Case, folder: Path) -> None:
    """The files of one case."""
    places = write_case(case, folder)
    wanted = [list(told) for told in expected(case.expected, places)]
    content = json.dumps({"id": case.id, "findings": wanted}, ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(content, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    for number, case in enumerate(sample(given.every)):
        export(case, given.folder / f"{number:03}")


if __name__ == "__main__":
    main()
