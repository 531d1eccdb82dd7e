"""The main job: returned books → everything in ``outputs/<年度>/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from zushi_xl.files.json_in import read_json
from zushi_xl.files.refused_outputs import refuse_among_inputs
from zushi_xl.files.remote import Url
from zushi_xl.files.whole_output import say_nothing, whole_run
from zushi_xl.findings.finding import Problem
from zushi_xl.findings.ways import Way
from zushi_xl.masters.load import Masters
from zushi_xl.plan.groups import ONE_BOOK
from zushi_xl.report.model import Receipt, Report
from zushi_xl.workflow import phases
from zushi_xl.workflow.earlier_years import results_of, with_rule_years
from zushi_xl.workflow.gathering import Collected, gather
from zushi_xl.workflow.output_names import RESULT
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.site import NO_SITE, SiteOptions
from zushi_xl.workflow.workers import Workers


def collect(
    masters: Masters,
    inputs: Iterable[Path | Url],
    output: Path | Url,
    progress: Progress = silent,
    ledger: Path | None = None,
    workers: Workers | None = None,
    *,
    pdf: bool = False,
    pdf_date: date | None = None,
    site: SiteOptions = NO_SITE,
    one_book: int = ONE_BOOK,
    tell: Callable[[str], None] = say_nothing,
    force: bool = False,
    freeze: str = "",
    years: Iterable[Path] = (),
) -> tuple[Collected, Path | Url]:
    """Read, judge and write everything; gives the result and the folder it stands in.

    ``ledger`` is the finance system's CSV of settled amounts; ``workers`` does the work on single
    books, by default in this process; ``site`` makes the site for citizens, ``pdf`` prints the
    annual book as well, of the day ``pdf_date`` (else without one), parted by 団体 where it would
    have more measures than ``one_book``; ``force`` writes the year also where nothing has come,
    and replaces an earlier result that has something. ``tell`` hears what an interrupted run had
    left behind, and of every 差し戻し that somebody had written into.

    ``freeze`` keeps the result under a name: later runs list what has changed since. ``years`` are
    results of earlier years, or folders of them, for the list of rules in 点検結果.

    Raises:
        Problem: output not writable, or among the inputs; another state of the name ``freeze``;
            unless ``force``, no inputs or nothing received where the earlier result has something.
            Earlier outputs are then untouched.
    """
    paths = list(inputs)
    if isinstance(output, Url):
        output.exists()  # a store out of reach is told before hours of reading
    else:
        refuse_among_inputs(output, (path for path in paths if isinstance(path, Path)))
    workers, earlier = workers or Workers(BookContext(masters)), results_of(years)
    folder = output / f"{masters.plan.fiscal_year}年度"
    wanted = site._replace(wanted=site.wanted or masters.plan.settings.site)
    with whole_run(folder, tell):
        collected = gather(masters, paths, progress, ledger, workers, or_none=force)
        if not force:
            _refuse_to_empty(folder, collected.report)
        # What builds and writes is loaded when there is something to build.
        from zushi_xl.sheets.book import relative_inputs
        from zushi_xl.workflow.volumes import VolumeOptions
        from zushi_xl.workflow.year_files import stamped, write_outputs

        options = VolumeOptions(relative_inputs(paths), pdf, one_book, pdf_date)
        report, state = stamped(with_rule_years(collected.report, earlier), folder, freeze)
        collected = replace(collected, report=report)
        kept = write_outputs(masters, collected, folder, progress, workers, options, wanted, state)
    given = {answer.slot.field.phase for answer in report.answers.values()}
    for sentence in (*kept, *phases.not_collected(report.plan, given)):
        tell(sentence)
    return collected, folder


def _refuse_to_empty(folder: Path | Url, report: Report) -> None:
    """A result with returns is not replaced by one without any: that is a wrong folder."""
    received = [d for d in report.divisions if d.receipt is Receipt.RECEIVED]
    if received or not isinstance(folder, Path):
        return
    try:
        earlier = read_json(folder / RESULT)
        names = [d["name"] for d in earlier["divisions"] if d["status"] == Receipt.RECEIVED]
    except (OSError, ValueError, LookupError, TypeError):
        return
    if names:
        raise Problem(
            f"提出されたブックが一つもありません。{folder} には{len(names)}課の提出を集めた結果が"
            "あるため、置き換えていません。フォルダを確かめてください。置き換えてよければ"
            f"{Way.FORCE}を付けてください。"
        )
