"""A Dask cluster of separate processes on this machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SCHEDULER = "from distributed.cli.dask_scheduler import main; main()"
_WORKER = "from distributed.cli.dask_worker import main; main()"
_QUIET = ("--no-dashboard", "--host", "127.0.0.1")
# A worker of an environment without zushi_xl.
STRANGER = "import sys; sys.modules['zushi_xl'] = None;"


class LocalCluster:
    def __init__(self, folder: Path):
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        self.scheduler = self._start(_SCHEDULER, "--port", "0", "--no-show", *_QUIET)
        self.address = _said(self.scheduler, r"Scheduler at:\s+(tcp://\S+)")

    def worker(self, before: str = "") -> subprocess.Popen[str]:
        """One more process; ``before`` runs in it first."""
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", str(self._folder))
        worker = self._start(before + _WORKER, self.address, *options, *_QUIET)
        _said(worker, r"Registered to:\s+(\S+)")
        return worker

    def _start(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, *arguments]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self._processes.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.communicate(timeout=60)


def _said(process: subprocess.Popen[str], pattern: str) -> str:
    """Wait until the log says it."""
    assert process.stderr is not None
    seen = []
    for line in process.stderr:
        seen.append(line)
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError("".join(seen))


@contextmanager
def local_cluster(folder: Path, workers: int) -> Iterator[LocalCluster]:
    cluster = LocalCluster(folder)
    try:
        for _ in range(workers):
            cluster.worker()
        yield cluster
    finally:
        cluster.stop()
