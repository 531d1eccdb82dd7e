"""What a Python program calls: paths in, the collected year out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from os import PathLike
from pathlib import Path

from zushi_xl.masters.load import Masters
from zushi_xl.workflow.checked_masters import checked_masters
from zushi_xl.workflow.collect import collect as collect_into
from zushi_xl.workflow.gathering import Collected, gather
from zushi_xl.workflow.phases import at_phase
from zushi_xl.workflow.run_progress import silent
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.workers import Workers

AnyPath = str | PathLike[str]


def collect(
    inputs: Iterable[AnyPath] | AnyPath,
    plan: AnyPath,
    form: AnyPath,
    output: AnyPath | None,
    ledger: AnyPath | None,
    workers: int | None,
    phase: str = "",
) -> Collected:
    """``zushi_xl.collect``, which says what the arguments are. Raises Problem."""
    paths = [Path(inputs)] if isinstance(inputs, str | PathLike) else [*map(Path, inputs)]
    masters = checked_masters(Path(plan), Path(form))
    masters = at_phase(masters, Path(output or "outputs"), phase)
    amounts = Path(ledger) if ledger is not None else None
    with _workers(masters, workers) as at_work:
        if output is None:
            return gather(masters, paths, silent, amounts, at_work)
        collected, _ = collect_into(
            masters, paths, Path(output), silent, amounts, at_work, tell=warnings.warn
        )
        return collected


def _workers(masters: Masters, number: int | None) -> AbstractContextManager[Workers]:
    """For this thread alone nothing is loaded that could start another."""
    if number == 0:
        return nullcontext(Workers(BookContext(masters)))
    from zushi_xl.workflow.scale.pooled import workers_for

    return workers_for(masters, number)
