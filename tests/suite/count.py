"""How many cases each rule has: ``python -m tests.suite.count``; ``areas``: each area, as the table
of docs/約束.md."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from tests.suite.pages import PAGES, cases, known_failures


def areas() -> Iterator[str]:
    """The lines of a table: rules and cases of each area, and of all."""
    yield "| 分野 | ルール | 出る事例 | 出ない事例 |"
    yield "|---|---|---|---|"
    area_of = {path.stem: path.parent.name for path in PAGES.rglob("*.md")}
    rows = [(area_of[case.rule], case.rule, case.raises) for case in cases()]
    for area in (*sorted(set(area_of.values())), "計"):
        own = [row for row in rows if area in (row[0], "計")]
        raised = sum(raises for _, _, raises in own)
        rules = len({rule for _, rule, _ in own})
        yield f"| {area} | {rules} | {raised} | {len(own) - raised} |"


def main() -> None:
    if "areas" in sys.argv:
        print("\n".join(areas()))
        return
    found = cases()
    raised = Counter(case.rule for case in found if case.raises)
    near = Counter(case.rule for case in found if not case.raises)
    known = Counter(name.partition("／")[0] for name in known_failures())
    print(f"{'':28}出る 出ない 外れている")
    for rule in sorted({*raised, *near}):
        print(f"{rule:28}{raised[rule]:4}{near[rule]:6}{known[rule] or '':>8}")
    sums = (sum(counter.values()) for counter in (raised, near, known))
    print("{:28}{:4}{:6}{:8}".format(f"{len(found)} cases", *sums))


if __name__ == "__main__":
    main()
