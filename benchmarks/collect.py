"""How long ``zushi-xl collect`` takes, beside what else there is. Prints tables.

    python -m benchmarks.collect                       6, 30, 300 and 1,000 books: an hour
    python -m benchmarks.collect --sizes 6 30 --rounds 3
    python -m benchmarks.collect --sizes 30 --rounds 5 --against ../base

With ``--against``, a checkout of another version (``git worktree add ../base REV``) collects the
same books, which it has made, in turn with this one; it uses the libraries that are installed here.

Per size, in one alternating run of whole processes: the collection in one process and with
--workers 2, the floor (``benchmarks.floor``) and the peers (``benchmarks.peers``) that are
installed; then the share of each stage, what a start costs, and one check.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.books import FORM, INPUTS, PLAN, make_city
from benchmarks.process import ROOT, Run, alternate, compiled, median, run

COMMAND = [
    "-c",
    "import sys; sys.argv[0] = 'zushi-xl'; from zushi_xl.cli.commands import main; main()",
]
ELSEWHERE = """\
import sys; sys.path.insert(0, {!r})
try: from zushi_xl.cli.commands import main
except ImportError: from zushi_xl.cli import main
sys.argv[0] = 'zushi-xl'; main()"""
PIPELINE = "import zushi_xl.workflow.collect"
MAKING = """\
import sys; sys.path.insert(0, {!r})
from pathlib import Path
from benchmarks.books import make_city
make_city(Path({!r}), {})"""
OURS, CREW, FLOOR = "zushi-xl collect --workers 1", "zushi-xl collect --workers 2", "floor"
EARLIER = "--against --workers 1"
PEERS = {"openpyxl_pandas": "openpyxl", "calamine_pandas": "pandas"}


def main() -> None:
    options = _options()
    for checkout in filter(None, (ROOT, options.against)):
        compiled(checkout)
    folder = Path(options.folder or tempfile.mkdtemp(prefix="benchmark-"))
    print("| 冊 | 処理 | 経過 秒 | CPU 秒 | 1冊 ms (CPU) | 最大 MB |\n|---|---|---|---|---|---|")
    for books in options.sizes:
        city = _city(folder / str(books), books, options.against)
        _table(books, city, folder, options)
    for books in options.sizes[:2]:
        print(f"\n工程の割合（{books}冊、1プロセス）")
        shown = run(["-m", "benchmarks.stages", str(folder / str(books)), str(folder / "s")]).shown
        print(shown)
    _starts(folder / str(options.sizes[0]), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[6, 30, 300, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers-to", type=int, default=300, help="largest size for the peers")
    parser.add_argument("--against", type=Path, help="a checkout of another version")
    parser.add_argument("--folder", help="where the books are made and kept")
    return parser.parse_args()


def _table(books: int, city: Path, folder: Path, options: argparse.Namespace) -> None:
    recording = folder / f"{books}.recording"
    run(["-m", "benchmarks.recording", str(city), str(recording)])
    jobs = _jobs(city, folder, recording)
    if options.against:
        jobs[EARLIER] = _of_another(options.against, city, folder)
    if books <= options.peers_to:
        jobs |= _peers(city, folder)
    runs = alternate(jobs, options.rounds if books <= 30 else min(options.rounds, 3))
    runs[FLOOR] = [_without_loading(each) for each in runs[FLOOR]]
    for name, several in runs.items():
        wall, cpu, megabytes, _ = median(several)
        row = f"{books} | {name} | {wall:.2f} | {cpu:.2f} | {1000 * cpu / books:.0f}"
        print(f"| {row} | {megabytes:.0f} |", flush=True)
    for name in runs:
        if name != OURS:
            pairs = zip(runs[name], runs[OURS], strict=True)
            walls, cpus = zip(*((a.wall / b.wall, a.cpu / b.cpu) for a, b in pairs), strict=True)
            ratio = f"経過 {statistics.median(walls):.2f}、CPU {statistics.median(cpus):.2f}"
            print(f"| {books} | {name} ÷ {OURS} | {ratio} | | | |", flush=True)


def _jobs(city: Path, folder: Path, recording: Path) -> dict[str, list[str]]:
    masters = ["--plan", str(city / PLAN), "--form", str(city / FORM)]
    ours = [*COMMAND, "collect", str(city / INPUTS), *masters, "-o"]
    floor = ["-m", "benchmarks.floor", str(city), str(recording), str(folder / "floor")]
    return {
        OURS: [*ours, str(folder / "one"), "--workers", "1"],
        CREW: [*ours, str(folder / "two"), "--workers", "2"],
        FLOOR: floor,
    }


def _city(folder: Path, books: int, against: Path | None) -> Path:
    """The books; of another version where that is to read them too: it knows no later masters."""
    if against is None:
        return make_city(folder, books)
    run(["-c", MAKING.format(str(against.resolve()), str(folder), books)])
    return folder


def _of_another(checkout: Path, city: Path, folder: Path) -> list[str]:
    masters = ["--plan", str(city / PLAN), "--form", str(city / FORM)]
    command = ["-c", ELSEWHERE.format(str(checkout.resolve()))]
    return [*command, "collect", str(city / INPUTS), *masters, "-o", str(folder / "other"),
            "--workers", "1"]  # fmt: skip


def _peers(city: Path, folder: Path) -> dict[str, list[str]]:
    names = [name for name, needed in PEERS.items() if find_spec(needed)]
    if shutil.which("soffice"):
        names.append("libreoffice")
    where = [str(city / INPUTS), str(folder / "peer.xlsx")]
    return {name: ["-m", f"benchmarks.peers.{name}", *where] for name in names}


def _without_loading(each: Run) -> Run:
    """The floor without the time in which it loaded its recording."""
    seconds = float(each.shown.split()[-1])
    return each._replace(wall=each.wall - seconds, cpu=each.cpu - seconds)


def _starts(city: Path, options: argparse.Namespace) -> None:
    book = min((city / INPUTS).iterdir())
    masters = ["--plan", str(city / PLAN), "--form", str(city / FORM)]
    check = ["check", str(book), *masters]
    jobs = {
        "python -c pass": ["-c", "pass"],
        "python -c 'import click'": ["-c", "import click"],
        "zushi-xl --help": [*COMMAND, "--help"],
        "import zushi_xl.workflow.collect": ["-c", PIPELINE],
        "zushi-xl check（1冊）": [*COMMAND, *check],
    }
    if options.against:
        there = str(options.against.resolve())
        jobs |= {
            "--against import": ["-c", f"import sys; sys.path.insert(0, {there!r}); {PIPELINE}"],
            "--against check": ["-c", ELSEWHERE.format(there), *check],
        }
    print("| 処理 | 経過 秒 | CPU 秒 | 最大 MB |\n|---|---|---|---|")
    for name, several in alternate(jobs, max(options.rounds, 7)).items():
        wall, cpu, megabytes, _ = median(several)
        print(f"| {name} | {wall:.3f} | {cpu:.3f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
