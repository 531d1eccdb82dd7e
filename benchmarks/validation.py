"""How much of what is wrong the rules find, and how much they say of a year without mistakes.

    python -m benchmarks.validation                      # 6 cities, 30 divisions each
    python -m benchmarks.validation --seeds 11 12 --each 20

Plants one mistake at a time in the year of a seed and compares the findings with those of the year
as it was. ``found`` is a new finding of severity error or confirm at the place, ``told`` one of
any severity. Of the clean years it counts what the planning division would read, per division.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from random import Random

from benchmarks.validation_city import make_city
from benchmarks.validation_faults import FAULTS, Fault
from benchmarks.validation_run import Year
from zushi_xl.findings.finding import Finding, Severity


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5, 6])
    parser.add_argument("--each", type=int, default=5, help="faults of a kind in a year")
    parser.add_argument("--missed", action="store_true", help="show what was not told")
    options = parser.parse_args()
    years = [Year(make_city(seed)) for seed in options.seeds]
    _clean(years)
    _planted(years, options.each, options.missed)


def _clean(years: Iterable[Year]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    divisions = odd = asked = 0
    for year in years:
        divisions += len(year.city.divisions)
        for finding in year.clean:
            counts[finding.severity.value, finding.rule] += 1
            if finding.severity is not Severity.INFO:
                asked += 1
                odd += year.is_odd(finding)
    print(f"clean years: {divisions} divisions, {asked} to confirm or mend,"
          f" {asked / divisions:.2f} a division, {odd} of them at a sown oddity")  # fmt: skip
    for (severity, rule), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"  {severity:8}{rule:32}{count:5}{count / divisions:8.3f}")


def _planted(years: list[Year], each: int, missed: bool) -> None:
    for area, faults in FAULTS.items():
        found = told = total = 0
        for name, fault in faults.items():
            results = [r for year in years for r in _tries(year, name, fault, each, missed)]
            found += results.count("found")
            told += len(results) - results.count("")
            total += len(results)
            print(f"  {_wide(name)}{results.count('found'):4}{len(results) - results.count(''):5}"
                  f" of {len(results)}")  # fmt: skip
        print(f"{area}: found {found / total:.1%}, told {told / total:.1%} of {total}")


def _tries(year: Year, name: str, fault: Fault, each: int, missed: bool) -> Iterable[str]:
    for number in range(each):
        planted = fault(year.city, Random(f"{name} {number}"))
        if planted is None:
            continue
        after = year.findings({**year.city.answers, planted.key: planted.text})
        new = [f for f in after if _identity(f) not in {_identity(f) for f in year.clean}]
        new = [f for f in new if planted.key[0] in (f.code, *f.message.split())]
        if missed and not new:
            print(f"    missed {name}: {planted.key} {planted.text[-60:]!r}")
        grave = any(f.severity is not Severity.INFO for f in new)
        yield "found" if grave else "told" if new else ""


def _identity(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.code, finding.field, finding.message


def _wide(name: str) -> str:
    return name + "　" * (10 - len(name))


if __name__ == "__main__":
    main()
