"""The masters as every verb opens them: with all that is wrong and all that is open, at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zushi_xl import rules
from zushi_xl.findings.finding import FaultyBook, Severity
from zushi_xl.masters.follow_ons import independent
from zushi_xl.masters.form.original import is_own_form
from zushi_xl.masters.load import Masters, load_masters


def checked_masters(plan: Path, form: Path) -> Masters:
    """Both books.

    Raises:
        Problem: a file is missing or unreadable.
        FaultyBook: mistakes, of both books together, with what they leave open beside.
    """
    with telling_what_is_open():
        if is_own_form(form):
            from zushi_xl.adopt.own_plan.load import load_own_plan  # what only such a form needs

            return load_own_plan(plan, form)
        return load_masters(plan, form)


@contextmanager
def telling_what_is_open() -> Iterator[None]:
    """Whoever opens masters within hears of their mistakes and of what is open beside.

    Raises:
        FaultyBook: instead of one with the mistakes alone.
    """
    try:
        yield
    except FaultyBook as fault:
        raise with_what_is_open(fault) from None


def with_what_is_open(fault: FaultyBook) -> FaultyBook:
    """The mistakes of the masters, then what they leave open as far as it does not follow from
    one of them."""
    if not isinstance(fault.loaded, Masters):
        return fault
    open_ = rules.open_in_masters(fault.loaded.plan, fault.loaded.form)
    told = [finding for finding in open_ if finding.severity is not Severity.INFO]
    findings = (*fault.findings, *independent(told, fault.findings))
    return FaultyBook(fault.file, findings, fault.loaded)
