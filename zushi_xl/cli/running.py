"""How a command runs a verb: its workers, its progress, and what becomes of a ``Problem``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zushi_xl.cli.japanese import Stop
from zushi_xl.cli.streams import say

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url
    from zushi_xl.findings.finding import Finding
    from zushi_xl.masters.load import Masters
    from zushi_xl.workflow.workers import Workers


def load(plan: Path | Url, form: Path | Url) -> Masters:
    """The two masters, checked; mistakes end the command."""
    from zushi_xl.files.remote import here
    from zushi_xl.workflow.checked_masters import checked_masters

    masters: Masters = stopping(lambda: checked_masters(here(plan), here(form)))
    _say_what_is_open(masters)
    return masters


def _say_what_is_open(masters: Masters) -> None:
    """What the masters leave open, a line each: no command may pass over it in silence."""
    from zushi_xl import rules
    from zushi_xl.findings.finding import Severity

    for finding in rules.open_in_masters(masters.plan, masters.form):
        if finding.severity is not Severity.INFO:
            click.echo(f"{finding.severity.label} {_line(finding)}", err=True)


@contextmanager
def preparing_workers(
    inputs: Iterable[Path | Url],
    plan: Path | Url,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Callable[[Masters], Workers]]:
    """Who works on single books gets ready while the masters are loaded; what people should know of
    how it went is said at the end."""
    from zushi_xl.files.find import about_how_many
    from zushi_xl.workflow.scale.pooled import prepared_workers

    made: list[Workers] = []

    def at_work(masters: Masters) -> Workers:
        made.append(stopping(ready, masters))
        return made[-1]

    with prepared_workers(workers, scheduler, about_how_many(inputs), plan) as ready:
        yield at_work
    for note in (note for each in made for note in each.notes):
        say(note, err=True)


def _line(finding: Finding) -> str:
    return f"{finding.place}：{finding.message}{finding.remedy}"


def stopping(run: Callable[..., Any], *arguments: Any) -> Any:
    """Run a verb; a ``Problem`` ends the command with one line, after the places it is about."""
    from zushi_xl.findings.finding import FaultyBook, Problem

    try:
        return run(*arguments)
    except FaultyBook as fault:
        for finding in fault.findings:
            say(_line(finding), err=True)
        raise Stop(str(fault)) from None
    except Problem as problem:
        for finding in getattr(problem, "findings", ()):
            say(_line(finding), err=True)
        raise Stop(str(problem)) from None


class Progress:
    """A progress bar, on a terminal only."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> Callable[[str, int, int], None]:
        if not sys.stderr.isatty():
            return lambda _what, _done, _all: None
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task("", total=None)
        return lambda what, done, total: self._bar.update(
            task, description=what or "完了", completed=done, total=total
        )

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
