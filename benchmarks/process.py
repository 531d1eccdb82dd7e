"""Whole processes as the operating system accounts for them."""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def compiled(checkout: Path) -> None:
    """Compile a checkout, as an installation is: else each process would compile what it loads,
    half a second of a check."""
    compileall.compile_dir(checkout / "zushi_xl", quiet=1)


class Run(NamedTuple):
    """Seconds and megabytes. CPU and memory are those of the process and its children; the
    memory is that of the largest single process. ``shown`` is what it printed."""

    wall: float
    cpu: float
    megabytes: float
    shown: str = ""


def run(arguments: Sequence[str]) -> Run:
    """Run Python with ``arguments`` and wait for it."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != _NO_BYTECODE},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    shown = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:  # 1: done, with findings
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, shown)


def alternate(jobs: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Run]]:
    """All jobs in turn, ``rounds`` times: what slows the machine down meets them all."""
    runs: dict[str, list[Run]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, arguments in jobs.items():
            runs[name].append(run(arguments))
    return runs


def median(runs: Sequence[Run]) -> Run:
    return Run(*(statistics.median(values) for values in list(zip(*runs, strict=True))[:3]))
