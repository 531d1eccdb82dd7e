"""Reading cells: this reader beside kanjize, pynormalizenumexp and ja-timex.

    python benchmarks/quantity.py [--seconds 1] [--rounds 5] [--corpus tests/quantity/corpus.jsonl]

Every reader gets the same texts by turns, in several rounds, and the median of its CPU time
counts: first typical cells, then what each peer was made for.  The cells are made from values,
so that an answer can be right or wrong.  A peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
import importlib
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.quantity.grading import CORPUS, grade, read_corpus  # noqa: E402
from zushi_xl.quantity import Quantity, read_quantity  # noqa: E402

DISTINCT = 10_000
"""Texts of a round; no text comes in two rounds."""
MOST_ROUNDS = 9
"""There are about 100,000 dates to write."""
REPEATED = 100
GRADED = 1_000
KANJI = "〇一二三四五六七八九"
ERAS = (("令和", 2019, 5), ("平成", 1989, 2), ("昭和", 1926, 12))


class Cell(NamedTuple):
    """A text and what it says: a value, or a date as far as it is written (2024, 2024-04)."""

    text: str
    value: Decimal | None = None
    date: str = ""


class Reader(NamedTuple):
    """A library: how it reads a text, and whether it answered, and rightly."""

    name: str
    read: Callable[[str], Any]
    is_right: Callable[[Any, Cell], bool]


Write = Callable[[int], Iterator[Cell]]
"""Writes a number in every shape of a ground."""


def typical(number: int) -> Iterator[Cell]:
    """Write a number in every shape of returned books."""
    n, tenth, hundredth = number, Decimal(number) / 10, Decimal(number) / 100
    myriads = n * 10**8 + (n % 9000 + 1000) * 10**4
    day = f"{n % 9 + 2019}-{n % 12 + 1:02}-{n % 28 + 1:02}"
    era = f"{era_year(n % 9 + 2019, n % 12 + 1)}年{n % 12 + 1}月{n % 28 + 1}日"
    yield Cell(f"{n:,}人", Decimal(n))
    yield Cell(f"{tenth:.1f}％", tenth)
    yield Cell(f"約{n:,}団体", Decimal(n))
    yield Cell(f"{n:,}千円", Decimal(n * 1000))
    yield Cell(f"（{tenth:.1f}％）", tenth)
    yield Cell(f"{n}件（{2015 + n % 12}年度）", Decimal(n))
    yield Cell(f"{n}億{n % 9000 + 1000:,}万円", Decimal(myriads))
    yield Cell(f"{n}件以上", Decimal(n))
    yield Cell(f"▲{hundredth:.2f}ポイント", -hundredth)
    yield Cell(f"{era}（{n}回）", date=day)


def bare_numerals(number: int) -> Iterator[Cell]:
    """Write an integer in kanji, in figures with 億 and 万, and in figures: kanjize's ground."""
    n = number * 257
    for value in (n, n % 10**4 or 1):
        yield Cell(in_kanji(value), Decimal(value))
    yield Cell(mixed(n), Decimal(n))
    yield Cell(str(number), Decimal(number))


def numbers_with_units(number: int) -> Iterator[Cell]:
    """Write a number with a unit, also as a bound: pynormalizenumexp's ground."""
    n = number
    yield Cell(f"{n:,}人", Decimal(n))
    yield Cell(f"{n / 10:.1f}％", Decimal(n) / 10)
    yield Cell(f"{mixed(n * 257)}円", Decimal(n * 257))
    yield Cell(f"{in_kanji(n)}人", Decimal(n))
    yield Cell(f"{n}件以上", Decimal(n))
    yield Cell(f"{n}個未満", Decimal(n))


def dates_and_years(number: int) -> Iterator[Cell]:
    """Write dates, months and fiscal years, western and of the eras: ja-timex's ground."""
    year, month, day = 1927 + number % 100, number // 100 % 12 + 1, number // 1200 % 28 + 1
    for written in (str(year), era_year(year, month)):
        yield Cell(f"{written}年{month}月{day}日", date=f"{year}-{month:02}-{day:02}")
        yield Cell(f"{written}年{month}月", date=f"{year}-{month:02}")
        yield Cell(f"{written}年度", date=str(year))
    yield Cell(f"{year}/{month}/{day}", date=f"{year}-{month:02}-{day:02}")


def era_year(year: int, month: int) -> str:
    """Write a year in its era (令和6)."""
    name, first = next(
        (era, first) for era, first, start in ERAS if (year, month) >= (first, start)
    )
    return f"{name}{year - first + 1}" if year > first else f"{name}元"


def in_kanji(number: int) -> str:
    """Write an integer in kanji: 二億三千四百五十六万."""
    text = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        text += _section_in_kanji(part) + name if part else ""
    return text


def _section_in_kanji(number: int) -> str:
    text = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("" if digit == 1 and name else KANJI[digit]) + name
    return text


def mixed(number: int) -> str:
    """Write an integer in figures with 億 and 万: 2億3456万."""
    text = ""
    for scale, name in ((10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        text += f"{part}{name}" if part else ""
    return text


GROUNDS: dict[str, Write] = {
    "typical": typical,
    "kanjize": bare_numerals,
    "pynormalizenumexp": numbers_with_units,
    "ja-timex": dates_and_years,
}


def make_cells(write: Write, count: int) -> list[Cell]:
    """Return distinct cells, the same ones every time."""
    rng = random.Random(20240401)
    cells: dict[str, Cell] = {}
    while len(cells) < count:
        cells.update((cell.text, cell) for cell in write(rng.randrange(10, 10**6)))
    mixed_up = list(cells.values())
    rng.shuffle(mixed_up)
    return mixed_up[:count]


def readers() -> list[Reader]:
    """Return this reader and the peers that are installed."""
    return [Reader("zushi_xl", read_quantity, _is_ours_right), *_kanjize(), *_numexp(), *_timex()]


def _load(module: str, name: str) -> Any:
    try:
        return getattr(importlib.import_module(module), name)
    except ImportError:
        print(f"{module}: 未導入")
        return None


def _is_ours_right(found: Quantity, cell: Cell) -> bool:
    if found.ambiguous:
        return False
    if cell.date:
        return cell.date in (found.date, *map(str, found.fiscal_years))
    return found.value == cell.value


def _kanjize() -> Iterator[Reader]:
    if kanji2number := _load("kanjize", "kanji2number"):

        def read(text: str) -> int | None:
            try:
                number: int = kanji2number(text)
            except ValueError:
                return None
            return number

        yield Reader(
            "kanjize", read, lambda number, cell: number is not None and number == cell.value
        )


def _numexp() -> Iterator[Reader]:
    if factory := _load("pynormalizenumexp.normalize_numexp", "NormalizeNumexp"):
        yield Reader("pynormalizenumexp", factory("ja").normalize, _is_numexp_right)


def _is_numexp_right(found: list[Any], cell: Cell) -> bool:
    """Whether any expression has the value as its bound or (約) as its middle, or the date."""
    pairs = [(one.value_lower_bound, one.value_upper_bound) for one in found]
    if cell.date:
        asked = [int(part) for part in cell.date.split("-")]
        dated = [low for low, _ in pairs if hasattr(low, "year")]
        return any([one.year, one.month, one.day][: len(asked)] == asked for one in dated)
    value = float(cell.value or 0)
    plain = [pair for pair in pairs if not hasattr(pair[0], "year")]
    return any(
        abs(one - value) <= 1e-9 * abs(value)
        for low, high in plain
        for one in (low, high, (low + high) / 2)
    )


def _timex() -> Iterator[Reader]:
    if factory := _load("ja_timex", "TimexParser"):
        yield Reader("ja-timex", factory().parse, _is_timex_right)


def _is_timex_right(found: list[Any], cell: Cell) -> bool:
    """Whether any expression begins with the date; an era's 年度 comes as a year, which counts."""
    dates = [timex.value.removeprefix("FY") for timex in found]
    return bool(cell.date) and any(date.startswith(cell.date) for date in dates)


def is_answer(found: Any) -> bool:
    """Whether a reader gave anything at all for a text, right or wrong."""
    if isinstance(found, Quantity):
        return found.kind != "text"
    return found is not None and found != []


def rate(read: Callable[[str], object], texts: Iterable[str], seconds: float) -> float:
    """Return texts read per second of CPU time, stopping after some seconds."""
    started, count = time.process_time(), 0
    for text in texts:
        read(text)
        count += 1
        if count % 64 == 0 and time.process_time() - started > seconds:
            break
    return count / (time.process_time() - started)


class Result(NamedTuple):
    """What one reader did with one kind of cells."""

    distinct: float
    repeated: float
    answered: float
    right: float


def measure(
    write: Write, available: list[Reader], rounds: int, seconds: float
) -> dict[str, Result]:
    """Let every reader read the same cells by turns; grade it on cells of its own."""
    cells = make_cells(write, DISTINCT * rounds + GRADED)
    graded, texts = cells[:GRADED], [cell.text for cell in cells[GRADED:]]
    rates: dict[str, list[tuple[float, float]]] = {reader.name: [] for reader in available}
    for turn in range(rounds):
        distinct = texts[turn * DISTINCT : (turn + 1) * DISTINCT]
        repeated = distinct[:200] * REPEATED
        for name, read, _ in available:
            rates[name].append((rate(read, distinct, seconds), rate(read, repeated, seconds)))
    results = {}
    for reader in available:
        distinct_rates, repeated_rates = zip(*rates[reader.name], strict=True)
        middle = statistics.median(distinct_rates), statistics.median(repeated_rates)
        results[reader.name] = Result(*middle, *_shares(reader, graded))
    return results


def _shares(reader: Reader, graded: list[Cell]) -> tuple[float, float]:
    """Return the shares of cells that were answered, and answered rightly."""
    answers = [(reader.read(cell.text), cell) for cell in graded]
    answered = sum(is_answer(found) for found, _ in answers) / len(graded)
    return answered, sum(reader.is_right(found, cell) for found, cell in answers) / len(graded)


def accuracy(path: Path) -> tuple[int, int, int, int]:
    """Return rows, silent errors, core rows, core rows right of a corpus file."""
    graded = [(row, grade(row, read_quantity(row["text"]))) for row in read_corpus(path)]
    core = [verdict.right for row, verdict in graded if not row.get("arguable")]
    silent = sum(verdict.silent for _, verdict in graded)
    return len(graded), silent, len(core), sum(core)


def show(title: str, results: dict[str, Result]) -> None:
    """Print one table."""
    heads = f"{'distinct/s':>11}{'repeated/s':>12}{'answered':>10}{'right':>7}{'right/s':>10}"
    print(f"\n{title:<28}{heads}")
    for name, got in results.items():
        rates = f"{got.distinct:>11,.0f}{got.repeated:>12,.0f}"
        shares = f"{got.answered:>10.0%}{got.right:>7.0%}{got.distinct * got.right:>10,.0f}"
        print(f"  {name:<26}{rates}{shares}")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=1.0, help="longest time of one turn")
    options.add_argument("--rounds", type=int, default=5, choices=range(1, MOST_ROUNDS + 1))
    options.add_argument("--corpus", type=Path, default=CORPUS)
    chosen = options.parse_args()
    available = readers()
    for ground, write in GROUNDS.items():
        chosen_readers = [
            one for one in available if ground in ("typical", one.name) or one.name == "zushi_xl"
        ]
        title = "typical cells" if ground == "typical" else f"what {ground} reads"
        show(title, measure(write, chosen_readers, chosen.rounds, chosen.seconds))
    rows, silent, core, right = accuracy(chosen.corpus)
    print(f"\ncorpus: {rows} rows, silent errors {silent}, core right {right}/{core}")


if __name__ == "__main__":
    main()
