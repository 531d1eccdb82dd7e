"""What a worker holds of a large plan before its first book, and how long it waits for it.

    python -m benchmarks.worker_plan 5000

Loads the masters of so many divisions (a minute for 5,000), packs what a worker gets and lets
another process unpack it. Reads the memory as Linux tells it.
"""

from __future__ import annotations

import pickle
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.books import FORM, PLAN
from benchmarks.city import TEMPLATES, plan_tables
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.workflow.scale import part_worker
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.xlsx_out import write_book

_MEASURES = 6


def main(divisions: int) -> None:
    """Print bytes, seconds and megabytes."""
    with TemporaryDirectory() as folder:
        plan, form, packed = (Path(folder, name) for name in (PLAN, FORM, "packed"))
        write_book(build_plan_book(plan_tables(divisions, _MEASURES, one_book=False)), plan)
        shutil.copy(TEMPLATES / FORM, form)
        packed.write_bytes(pickle.dumps(BookContext(load_masters(plan, form))))
        subprocess.run([sys.executable, "-m", "benchmarks.worker_plan", str(packed)], check=True)


def unpack(packed: Path) -> None:
    """What a worker does before its first book."""
    assert part_worker  # its modules are loaded before the plan comes
    before, began = _megabytes(), time.perf_counter()
    data = packed.read_bytes()
    context: BookContext = pickle.loads(data)
    assert context.pages.divisions
    assert context.reader
    seconds, more = time.perf_counter() - began, _megabytes() - before
    print(f"{len(data) / 1e6:.0f} MB received, {seconds:.1f} s, {more:.0f} MB held")


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    if sys.argv[1].isdecimal():
        main(int(sys.argv[1]))
    else:
        unpack(Path(sys.argv[1]))
