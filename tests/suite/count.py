"""How many cases each rule has: ``python -m tests.suite.count``."""

from __future__ import annotations

from collections import Counter

from tests.suite.pages import cases, known_failures


def main() -> None:
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
