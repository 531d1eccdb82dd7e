"""Where a collection spends its time, by stage.

python -m benchmarks.stages CITY OUTPUT
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.books import FORM, INPUTS, PLAN
from zushi_xl import rules
from zushi_xl.masters import load as masters
from zushi_xl.returned.submission import Reader
from zushi_xl.sheets import correction
from zushi_xl.workflow import collect, fingerprint, gathering, volumes, year_files
from zushi_xl.workflow.memory_release import without_cycle_collection
from zushi_xl.workflow.single_books import OpenHere

_seconds: dict[str, float] = defaultdict(float)
STAGES: tuple[tuple[str, object, str], ...] = (
    ("計画マスタ・様式定義を読む", masters, "load_masters"),
    ("ブックを読む", OpenHere, "read"),
    ("欄を見つけて読み取る", Reader, "read"),
    ("ブックごとの点検", rules, "check_book"),
    ("全体の点検", rules, "check_report"),
    ("まとめる", gathering, "consolidate"),
    ("評価書を組む", volumes, "annual_book"),
    ("点検結果を組む", year_files, "findings_book"),
    ("差し戻しを組む", correction, "correction_book"),
    ("差し戻しを書く", fingerprint, "book_parts"),
    ("評価書を書く", volumes, "last_bytes"),
    ("点検結果を書く", year_files, "last_bytes"),
    ("公開データと JSON", year_files, "_write_open_data"),
)


def main(city: Path, output: Path) -> None:
    without_cycle_collection()
    for stage, holder, name in STAGES:
        work = getattr(holder, name)
        timed = _timed_items if holder is OpenHere else _timed
        setattr(holder, name, timed(stage, work))
    start = time.perf_counter()
    loaded = masters.load_masters(city / PLAN, city / FORM)
    collect.collect(loaded, [city / INPUTS], output)
    whole = time.perf_counter() - start
    for stage, _, _ in STAGES:
        print(f"{stage}\t{_seconds[stage]:.2f}\t{_seconds[stage] / whole:.0%}")
    rest = whole - sum(_seconds.values())
    print(f"その他\t{rest:.2f}\t{rest / whole:.0%}")


def _timed(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The work with its own time counted: what another stage does within it is that one's."""

    def timed(*arguments: Any, **options: Any) -> Any:
        start, before = time.perf_counter(), sum(_seconds.values())
        try:
            return work(*arguments, **options)
        finally:
            within = sum(_seconds.values()) - before
            _seconds[stage] += time.perf_counter() - start - within

    return timed


def _timed_items(stage: str, work: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    def timed(*arguments: Any, **options: Any) -> Iterator[Any]:
        items = iter(work(*arguments, **options))
        next_item = _timed(stage, lambda: next(items, None))
        while (item := next_item()) is not None:
            yield item

    return timed


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
