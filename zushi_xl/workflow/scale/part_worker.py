"""The process that does parts of the work beside the one that runs the job.

Standard input brings a pickled BookContext, then parts; standard output takes an answer each. The
rooms that such work needs are loaded before the context comes: the masters load meanwhile.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

from zushi_xl.quantity import read_quantity
from zushi_xl.workflow.memory_release import without_cycle_collection
from zushi_xl.workflow.scale.pipes import OtherEndGone, answers_out, receive, send
from zushi_xl.workflow.single_books import BookContext, Work

_ROOMS = ("sheets.correction", "sheets.form", "workflow.fingerprint", "workflow.scale.isolated")


class Raised(NamedTuple):
    """An answer that is an error."""

    error: Exception


def serve() -> None:
    """Answer until standard input ends."""
    out = answers_out()
    without_cycle_collection()
    for room in _ROOMS:
        import_module(f"zushi_xl.{room}")
    read_quantity("令和6年度 約1,234円")  # the first one waits for its expressions
    try:
        context: BookContext = pickle.loads(receive(sys.stdin.buffer))
        while True:
            work, part = pickle.loads(receive(sys.stdin.buffer))
            send(out, _answer(context, work, part))
    except (OtherEndGone, OSError):
        os._exit(0)  # taking the masters apart would take a second


def _answer(context: BookContext, work: Work[Any, Any], part: Sequence[Any]) -> bytes:
    """The pickled results, or the pickled error with the way to it as a note."""
    try:
        return pickle.dumps([*work(context, part)], pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return pickle.dumps(Raised(error), pickle.HIGHEST_PROTOCOL)
