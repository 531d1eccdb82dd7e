"""Reading typical cells: this reader beside kanjize, pynormalizenumexp and ja-timex.

    python benchmarks/quantity.py [--seconds 2] [--corpus tests/quantity/corpus.jsonl]

Each reader gets the same texts in turn, several rounds, so that a busy machine slows all of
them alike; the best round counts.  A peer that is not installed shows 未導入.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.quantity.grading import CORPUS, grade, read_corpus  # noqa: E402
from zushi_xl.quantity import Quantity, read_quantity  # noqa: E402

Reader = Callable[[str], object]
ROUNDS = 3
DISTINCT = 20_000
REPEATED = 100


def typical_cells(count: int) -> list[str]:
    """Return distinct cells like those of returned books, the same ones every time."""
    rng = random.Random(20240401)
    shapes: list[Callable[[int], str]] = [
        lambda n: f"{n:,}人",
        lambda n: f"{n / 10:.1f}％",
        lambda n: f"約{n:,}団体",
        lambda n: f"{n:,}千円",
        lambda n: f"（{n / 10:.1f}％）",
        lambda n: f"{n}件（{2015 + n % 12}年度）",
        lambda n: f"{n}億{n % 9000 + 1000:,}万円",
        lambda n: f"{n}件以上",
        lambda n: f"▲{n / 100:.2f}ポイント",
        lambda n: f"令和{n % 9 + 1}年{n % 12 + 1}月{n % 28 + 1}日（{n}回）",
    ]
    cells: dict[str, None] = {}
    while len(cells) < count:
        cells[rng.choice(shapes)(rng.randrange(1, 10**6))] = None
    return list(cells)


def readers() -> dict[str, Reader | None]:
    """Return this reader and the peers that are installed."""
    return {
        "zushi_xl": read_quantity,
        "kanjize": _kanjize(),
        "pynormalizenumexp": _numexp(),
        "ja-timex": _timex(),
    }


def _load(module: str, name: str) -> Callable[..., object] | None:
    try:
        found: Callable[..., object] = getattr(importlib.import_module(module), name)
    except ImportError:
        return None
    return found


def _kanjize() -> Reader | None:
    kanji2number = _load("kanjize", "kanji2number")
    if kanji2number is None:
        return None

    def read(text: str) -> object:
        try:
            return kanji2number(text)
        except ValueError:
            return None

    return read


def _numexp() -> Reader | None:
    factory = _load("pynormalizenumexp.normalize_numexp", "NormalizeNumexp") or _load(
        "pynormalizenumexp.numexp_normalizer", "NumexpNormalizer"
    )
    return None if factory is None else factory("ja").normalize  # type: ignore[attr-defined]


def _timex() -> Reader | None:
    factory = _load("ja_timex", "TimexParser")
    return None if factory is None else factory().parse  # type: ignore[attr-defined]


def rate(read: Reader, texts: Iterable[str], seconds: float) -> float:
    """Return texts read per second, stopping after some seconds."""
    started, count = time.perf_counter(), 0
    for text in texts:
        read(text)
        count += 1
        if count % 64 == 0 and time.perf_counter() - started > seconds:
            break
    return count / (time.perf_counter() - started)


def answered(read: Reader, texts: list[str]) -> float:
    """Return the share of texts that a reader gives anything for at all."""
    return sum(_is_answer(read(text)) for text in texts) / len(texts)


def _is_answer(result: object) -> bool:
    if isinstance(result, Quantity):
        return result.kind != "text"
    return bool(getattr(result, "timexes", result))


def measure(seconds: float) -> dict[str, tuple[float, float] | None]:
    """Return the best rates (distinct, repeated) of each reader, in alternating rounds."""
    available = readers()
    best: dict[str, tuple[float, float] | None] = dict.fromkeys(available)
    cells = typical_cells(DISTINCT * ROUNDS)
    for turn in range(ROUNDS):
        distinct = cells[turn * DISTINCT : (turn + 1) * DISTINCT]
        repeated = distinct[:200] * REPEATED
        for name, read in available.items():
            if read is not None:
                rates = rate(read, distinct, seconds), rate(read, repeated, seconds)
                old = best[name] or (0.0, 0.0)
                best[name] = max(old[0], rates[0]), max(old[1], rates[1])
    return best


def accuracy(path: Path) -> tuple[int, int, int, int]:
    """Return rows, silent errors, core rows, core rows right of a corpus file."""
    graded = [(row, grade(row, read_quantity(row["text"]))) for row in read_corpus(path)]
    core = [verdict.right for row, verdict in graded if not row.get("arguable")]
    silent = sum(verdict.silent for _, verdict in graded)
    return len(graded), silent, len(core), sum(core)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=2.0, help="longest time of one round")
    options.add_argument("--corpus", type=Path, default=CORPUS)
    chosen = options.parse_args()
    sample, available = typical_cells(500), readers()
    print(f"{'reader':<20}{'distinct/s':>14}{'repeated/s':>14}{'answered':>12}{'answered/s':>14}")
    for name, rates in measure(chosen.seconds).items():
        read = available[name]
        if rates is None or read is None:
            print(f"{name:<20}未導入")
            continue
        share = answered(read, sample)
        shown = f"{rates[0]:>14,.0f}{rates[1]:>14,.0f}{share:>12.0%}{rates[0] * share:>14,.0f}"
        print(f"{name:<20}{shown}")
    rows, silent, core, right = accuracy(chosen.corpus)
    print(f"corpus: {rows} rows, silent errors {silent}, core right {right}/{core}")


if __name__ == "__main__":
    main()
