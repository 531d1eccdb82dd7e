"""A process of this machine that does parts of the work; it ends with the one that started it.

It is no process of ``multiprocessing``: that would run the script of whoever calls us once more.
"""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from zushi_xl.workflow.scale.launch import launched, serving
from zushi_xl.workflow.scale.part_worker import Raised
from zushi_xl.workflow.scale.pipes import OtherEndGone, receive, send
from zushi_xl.workflow.single_books import Work

_START = serving("part_worker")
_SECONDS_TO_END = 2.0


class ProcessLost(Exception):
    """The process has ended, over whatever it was at."""


class PartProcess:
    """One process, started at once. One thread at a time may use it.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self) -> None:
        self._process = launched(_START)

    def prepare(self, context: bytes) -> None:
        """Give it its pickled BookContext, before any part.

        Raises:
            ProcessLost: it has ended.
        """
        try:
            send(self._process.stdin, context)
        except OSError as error:
            raise ProcessLost from error

    def results(self, work: Work[Any, Any], part: Sequence[Any]) -> list[Any]:
        """What ``work`` gives for the part; an error that it raises is raised here.

        Raises:
            ProcessLost: it ended over this part, or before.
        """
        try:
            send(self._process.stdin, pickle.dumps((work, part)))
            answer = pickle.loads(receive(self._process.stdout))
        except (OtherEndGone, OSError) as error:
            raise ProcessLost from error
        if isinstance(answer, Raised):
            raise answer.error
        results: list[Any] = answer
        return results

    def stop(self) -> None:
        """Let it end; what it is at is given up."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]
