"""The files of a year, written together: all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any

from zushi_xl.files.remote import Url
from zushi_xl.files.whole_output import whole_output
from zushi_xl.masters.load import Masters
from zushi_xl.publish import result_json
from zushi_xl.publish.open_data import open_data_files
from zushi_xl.report.model import Report
from zushi_xl.sheets.findings import findings_book
from zushi_xl.workflow import phase_records
from zushi_xl.workflow.edited_books import keep_edited
from zushi_xl.workflow.fingerprint import is_untouched
from zushi_xl.workflow.freezing import against_frozen, frozen, write_state
from zushi_xl.workflow.gathering import Collected
from zushi_xl.workflow.output_names import (
    BY_GROUP,
    CORRECTIONS,
    OPEN_DATA,
    RESULT,
    SITE,
    correction_name,
)
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.workflow.single_books import BookContext, CorrectionRequest, corrections
from zushi_xl.workflow.site import NO_SITE, SiteOptions, write_site
from zushi_xl.workflow.volumes import (
    VolumeOptions,
    annual_books,
    index_of_books,
    write_volumes,
)
from zushi_xl.workflow.workers import Workers
from zushi_xl.xlsx_out import last_bytes

ANNUAL = VolumeOptions()
OWNED = (
    "*.xlsx",
    "*.pdf",
    f"{BY_GROUP}/*.xlsx",
    f"{BY_GROUP}/*.pdf",
    f"{CORRECTIONS}/*.xls[xm]",
    f"{OPEN_DATA}/*.csv",
    f"{SITE}/*",
    f"{SITE}/*/*",
    RESULT,
)


def stamped(
    report: Report, folder: Path | Url, freeze: str
) -> tuple[Report, Mapping[str, Any] | None]:
    """The report against the state that was kept, or kept itself; what is to be written of it.

    Raises:
        Problem: another state was kept under that name, or it cannot be read.
    """
    if isinstance(folder, Url):
        return report, None
    return frozen(report, freeze, folder) if freeze else (against_frozen(report, folder), None)


def write_outputs(
    masters: Masters,
    collected: Collected,
    folder: Path | Url,
    progress: Progress = silent,
    workers: Workers | None = None,
    options: VolumeOptions = ANNUAL,
    site: SiteOptions = NO_SITE,
    state: Mapping[str, Any] | None = None,
) -> tuple[str, ...]:
    """Write all files of the year together; gives a sentence for each book that was kept, and for
    each PDF that lacks something.

    Raises:
        Problem: a file cannot be built or written.
    """
    workers = workers or Workers(BookContext(masters))
    report = collected.report
    requests = {
        correction_name(s): CorrectionRequest(s, findings) for s, findings in collected.faulty()
    }
    names = {r.submission.identity.division: f"{CORRECTIONS}/{n}" for n, r in requests.items()}
    lacking: list[str] = []
    steps, done = len(options.groups(report.plan)) + len(requests) + 2, count(1)
    annual = annual_books(workers, report, options)
    index = index_of_books(workers, report, options)
    with (
        whole_output(folder, OWNED, RESULT) as new,
        workers.meanwhile(write_volumes(annual, options, new, lacking.append)) as written,
        workers.meanwhile(_write_corrections(workers, requests, new / CORRECTIONS)) as corrected,
    ):
        kept = keep_edited(_corrections_in(folder), new / CORRECTIONS, _untouched(masters))
        progress("点検結果", 0, steps)
        checked = last_bytes(lambda: findings_book(report, names))
        (new / f"点検結果_{report.fiscal_year}年度.xlsx").write_bytes(checked)
        _write_open_data(report, new)
        if masters.has_original:
            from zushi_xl.workflow.own_plan import write_answers  # what only such a form needs

            write_answers(masters, collected.submissions, report.findings, new)
        if report.plan.phases:
            phase_records.write_states(
                report.plan, (*report.answers.values(), *report.opinions), new
            )
        if state is not None:
            write_state(state, new)
        write_site(report, site, folder, new)
        progress("評価書", next(done), steps)
        for path in chain(write_volumes(index, options, new, lacking.append), written):
            progress(path.stem, next(done), steps)
        for division in corrected:
            progress(f"{CORRECTIONS} {division}", next(done), steps)
    progress("", steps, steps)
    return (*kept, *lacking)


def _untouched(masters: Masters) -> Callable[[Path], bool]:
    """What knows a correction that nobody has changed since it was written."""
    if masters.has_original:
        from zushi_xl.adopt.own_form.copies import is_untouched as is_untouched_copy

        return is_untouched_copy
    return is_untouched


def _corrections_in(folder: Path | Url) -> tuple[Path, ...]:
    """Those of an earlier run; in a store nobody writes into them in place."""
    return (
        () if isinstance(folder, Url) else tuple(sorted((folder / CORRECTIONS).glob("*.xls[xm]")))
    )


def _write_corrections(
    workers: Workers, requests: Mapping[str, CorrectionRequest], folder: Path
) -> Iterator[str]:
    """Write corrections under their names; gives the division of each when it is written."""
    if requests:
        folder.mkdir(parents=True, exist_ok=True)
    books = workers.each(corrections, requests.values(), len(requests))
    for (name, request), book in zip(requests.items(), books, strict=True):
        (folder / name).write_bytes(book)
        yield request.submission.identity.division


def _write_open_data(report: Report, new: Path) -> None:
    (new / OPEN_DATA).mkdir(exist_ok=True)
    for name, lines in open_data_files(report):
        write_lines(new / OPEN_DATA / name, lines)
    write_lines(new / RESULT, result_json(report))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a text line by line: what is long is never whole in memory."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
