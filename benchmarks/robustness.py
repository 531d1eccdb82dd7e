"""How mutated books are read: a table by mutation.

    python benchmarks/robustness.py [BOOKS] [SEED] [--notes]
    python benchmarks/robustness.py 600 --first 1200 --workers 1 --sum FILE
    python benchmarks/robustness.py --folders 9

A part is added to FILE, and the table of all parts so far is shown. Books are numbered from
``--first``. Everything happens in one process a worker, about 0.3 s a book.

right: read as typed. reported: not read, and a finding leads to the field. lost: neither.
wrong: another value without a finding. unsaid: something that had to be reported was not.
noise: a finding where none was due.

``--folders`` tries folders instead (``tests/workflow/folder_cases.py``): what lies beside a good
return (links, loops, pipes, doubles, empty folders, last year's books, own products, blank forms
that were saved again), and two returns of one division in any two formats, saved in any order.
Their fields are the entries of a folder. LibreOffice makes the .ods and .xls.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.reading.filled import Book, Distribution  # noqa: E402
from tests.reading.judging import Verdict, judge  # noqa: E402
from tests.reading.mutations import ALL, COMBINED, mutate  # noqa: E402
from tests.workflow import folder_cases  # noqa: E402
from zushi_xl.masters.load import load_masters  # noqa: E402
from zushi_xl.returned.submission import Reader  # noqa: E402
from zushi_xl.xlsx_in import read_workbook  # noqa: E402

COLUMNS = ("right", "reported", "lost", "wrong", "traceback", "unsaid", "noise")
_STATE: list[object] = []


def start(folder: str) -> None:
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    own = Path(tempfile.mkdtemp(dir=folder))
    _STATE[:] = [Distribution(masters, own), Reader(masters.plan, masters.form), own]


def run(job: tuple[str, int]) -> tuple[str, int, tuple[str, ...], str, Verdict]:
    name, seed = job
    distribution, reader, folder = _STATE
    try:
        mutated = mutate(distribution, name, seed)  # type: ignore[arg-type]
    except Exception as error:
        raise RuntimeError(f"{name} {seed}") from error
    path = mutated.write(folder)  # type: ignore[arg-type]
    verdict = judge(reader, mutated, path)  # type: ignore[arg-type]
    path.unlink()
    return name, seed, mutated.steps, mutated.division, verdict


def jobs(count: int, seed: int, first: int = 0) -> list[tuple[str, int]]:
    names = list(ALL)
    made = []
    for number in range(first, first + count):
        name = COMBINED if number % 3 == 2 else names[(number - number // 3) % len(names)]
        made.append((name, seed * 100_000 + number))
    return made


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("books", type=int, nargs="?", default=1200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first book")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sum", type=Path, help="JSON file that the table is added to")
    parser.add_argument("--folders", type=int, help="folders instead: each kind so many times")
    parser.add_argument("--notes", action="store_true", help="what was not right, book by book")
    return parser.parse_args()


def main() -> None:
    options = parsed()
    began = time.perf_counter()
    table: dict[str, Counter[str]] = {}
    if options.folders:
        try_folders(table, options.folders, options.notes)
        show(table)
        print(f"{time.perf_counter() - began:.0f} s")
        return
    if options.sum and options.sum.exists():
        table = {k: Counter(v) for k, v in json.loads(options.sum.read_text("utf-8")).items()}
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(options.workers, initializer=start, initargs=(folder,)) as pool,
    ):
        todo = jobs(options.books, options.seed, options.first)
        for name, number, steps, division, verdict in pool.map(run, todo, chunksize=8):
            table.setdefault(name, Counter()).update(verdict.counts)
            table[name]["books"] += 1
            if options.notes:
                for note in verdict.notes:
                    print(number, division, "+".join(steps), note, flush=True)
    if options.sum:
        options.sum.write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    show(table)
    if not options.sum:
        times()
    print(f"{time.perf_counter() - began:.0f} s")


def try_folders(table: dict[str, Counter[str]], rounds: int, notes: bool) -> None:
    """Every entry and every order of saving, each time for other divisions."""
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    with tempfile.TemporaryDirectory() as place:
        material = folder_cases.Material(masters, Path(place))
        names = [(n, partial(folder_cases.entry, material, n)) for n in folder_cases.ENTRIES]
        names += [
            (f"saved {order[0]}", partial(folder_cases.order, material, *order))
            for order in folder_cases.orders(material)
        ]
        for number, (name, build) in enumerate(names * rounds):
            folder = Path(tempfile.mkdtemp(dir=place))
            case = build(number, folder)
            verdict = folder_cases.judge(material, case, folder)
            table.setdefault(name, Counter()).update(verdict.counts)
            table[name]["books"] += len(case.status)
            for note in verdict.notes if notes else ():
                print(note, flush=True)


def times() -> None:
    """How long the reader takes for one book once its cells are read (the median of 20)."""
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        distribution, reader, own = _STATE
        for name, edit in (("as sent", None), *((n, ALL[n]) for n in _TIMED)):
            book = max((distribution.book(d, 1) for d in distribution.divisions), key=_size)  # type: ignore[attr-defined]
            if edit is not None:
                edit(book)
            path = own / "book.xlsx"  # type: ignore[operator]
            book.workbook.save(path)
            cells = read_workbook(path)
            took = sorted(timed(lambda: reader.read(cells)) for _ in range(20))  # type: ignore[attr-defined]  # noqa: B023
            print(f"{name.ljust(22)}{len(book.sheets)} sheets{took[10] * 1000:8.1f} ms")


_TIMED = ("insert_blank_row", "insert_column", "erase_tags", "paste_values")


def _size(book: Book) -> int:
    return len(book.sheets)


def timed(call: Callable[[], object]) -> float:
    """Time of the processor, so that other work on the machine does not count."""
    began = time.process_time()
    call()
    return time.process_time() - began


def show(table: dict[str, Counter[str]]) -> None:
    heads = ("books", "fields", *COLUMNS)
    print("mutation".ljust(22) + "".join(head.rjust(10) for head in heads))
    total: Counter[str] = Counter()
    for name, counts in [*table.items(), ("total", total)]:
        counts["fields"] = sum(counts[c] for c in ("right", "reported", "lost", "wrong"))
        print(name.ljust(22) + "".join(f"{counts[head]:10,}" for head in heads))
        if name != "total":
            total.update({k: v for k, v in counts.items() if k != "fields"})
    good = total["right"] + total["reported"]
    print(f"recovered or reported: {good / max(1, total['fields']):.2%}")


if __name__ == "__main__":
    main()
