"""The main job: returned books → everything in ``outputs/<年度>/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zushi_xl import rules
from zushi_xl.cells import Unreadable
from zushi_xl.consolidate import consolidate
from zushi_xl.finding import Finding, Problem
from zushi_xl.publish import csv_files, result_json
from zushi_xl.report import Adoption, DivisionState, InputFile, Receipt, Report
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.correction import correction_book
from zushi_xl.sheets.findings import findings_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.sheets.model import Book
from zushi_xl.sheets.names import file_name
from zushi_xl.submission import Reader, Submission
from zushi_xl.whole_output import whole_output
from zushi_xl.workflow.adopt import Returned, adopt
from zushi_xl.workflow.distribute import Progress, reporting_divisions, silent
from zushi_xl.workflow.masters import Masters
from zushi_xl.xlsx_in import Candidate, find_workbooks, read_workbooks
from zushi_xl.xlsx_out import write_book

CORRECTIONS = "差し戻し"
OPEN_DATA = "公開データ"
RESULT = "収集結果.json"


@dataclass(frozen=True)
class Collected:
    """The year as read and judged, with the submissions behind it."""

    report: Report
    submissions: dict[str, Submission]

    def faulty(self) -> Iterator[tuple[Submission, tuple[Finding, ...]]]:
        """Submissions with findings that their division should see, and those findings."""
        for division, submission in self.submissions.items():
            findings = tuple(f for f in self.report.open_findings(division) if f.severity != "info")
            if findings:
                yield submission, findings


def collect(
    masters: Masters, inputs: Iterable[Path], output: Path, progress: Progress = silent
) -> tuple[Collected, Path]:
    """Read, judge and write everything; gives the result and the folder it stands in.

    Raises:
        Problem: no inputs, output not writable; earlier outputs are then untouched.
    """
    collected = gather(masters, inputs, progress)
    folder = output / f"{masters.plan.fiscal_year}年度"
    write_outputs(masters, collected, folder, progress)
    return collected, folder


def gather(masters: Masters, inputs: Iterable[Path], progress: Progress = silent) -> Collected:
    """Everything up to the report; nothing is written."""
    candidates = _candidates(inputs)
    reader = Reader(masters.plan, masters.form)
    returned, refused, files = _read(reader, candidates, progress)
    adopted, judged = adopt(returned)
    saved = {book.submission.file: book.saved for book in returned}
    files += [replace(file, saved=saved[file.file]) for file in judged]
    builder = FormBuilder(masters.plan, masters.form)
    order = reporting_divisions(builder)
    submissions = {name: adopted[name] for name in order if name in adopted}
    report = consolidate(
        masters.plan,
        masters.form,
        submissions.values(),
        tuple(_state(name, submissions, files) for name in order),
        tuple(sorted(files, key=lambda f: f.file)),
    )
    found = [*refused]
    for submission in submissions.values():
        found += rules.check_book(masters.plan, masters.form, submission)
    found += rules.check_report(report)
    return Collected(replace(report, findings=rules.settle(found, masters.plan)), submissions)


def _candidates(inputs: Iterable[Path]) -> list[Candidate]:
    paths = list(inputs)
    for path in paths:
        if not path.exists():
            raise Problem(
                f"{path} が見つかりません。提出ファイルのあるフォルダを指定してください。"
            )
    candidates = list(find_workbooks(paths))
    if all(candidate.ignored for candidate in candidates):
        raise Problem(
            f"{'、'.join(map(str, paths))} に Excel ブックがありません。"
            "各課から届いたファイルを入れてから実行してください。"
        )
    return candidates


def _read(
    reader: Reader, candidates: list[Candidate], progress: Progress
) -> tuple[list[Returned], list[Finding], list[InputFile]]:
    """Returns, findings about files that are none, and what became of those files."""
    returned: list[Returned] = []
    findings: list[Finding] = []
    files = [
        InputFile(c.name, c.sha256, Adoption.IGNORED, c.ignored) for c in candidates if c.ignored
    ]
    wanted = [(c.name, c.path) for c in candidates if not c.ignored]
    for done, book in enumerate(read_workbooks(wanted)):
        progress(book.file, done, len(wanted))
        if isinstance(book, Unreadable):
            findings.append(rules.unreadable(book))
            files.append(InputFile(book.file, book.sha256, Adoption.UNREADABLE, book.reason))
            continue
        submission = reader.read(book)
        if isinstance(submission, Submission):
            returned.append(Returned(submission, book.properties.get("modified", "")))
        else:
            findings.append(submission)
            files.append(
                InputFile(
                    book.file,
                    book.sha256,
                    Adoption.IGNORED,
                    submission.message,
                    submission.division,
                )
            )
    progress("", len(wanted), len(wanted))
    return returned, findings, files


def _state(
    name: str, submissions: dict[str, Submission], files: Iterable[InputFile]
) -> DivisionState:
    submission = submissions.get(name)
    if submission is not None:
        saved = next((f.saved for f in files if f.file == submission.file), "")
        round_ = submission.identity.round
        return DivisionState(name, Receipt.RECEIVED, submission.file, round_, saved)
    unreadable = (
        f.file for f in files if f.status is Adoption.UNREADABLE and file_name(name) in f.file
    )
    file = next(unreadable, "")
    return DivisionState(name, Receipt.UNREADABLE if file else Receipt.MISSING, file)


def write_outputs(
    masters: Masters, collected: Collected, folder: Path, progress: Progress = silent
) -> None:
    """Write all files of the year together."""
    report = collected.report
    year = f"{report.fiscal_year}年度"
    builder = FormBuilder(masters.plan, masters.form)
    owned = ("*.xlsx", f"{CORRECTIONS}/*.xlsx", f"{OPEN_DATA}/*.csv", RESULT)
    with whole_output(folder, owned) as new:
        corrections = {}
        faulty = list(collected.faulty())
        for done, (submission, findings) in enumerate(faulty):
            progress(f"差し戻し {submission.identity.division}", done, len(faulty) + 2)
            name = _correction_name(submission)
            corrections[submission.identity.division] = f"{CORRECTIONS}/{name}"
            _write(new / CORRECTIONS / name, correction_book(builder, submission, findings))
        progress("評価書", len(faulty), len(faulty) + 2)
        _write(new / f"進捗状況評価_{year}.xlsx", annual_book(report))
        progress("点検結果", len(faulty) + 1, len(faulty) + 2)
        _write(new / f"点検結果_{year}.xlsx", findings_book(report, corrections))
        _write_open_data(report, new)
    progress("", len(faulty) + 2, len(faulty) + 2)


def _write(path: Path, book: Book) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_book(book, path)


def _write_open_data(report: Report, new: Path) -> None:
    (new / OPEN_DATA).mkdir(exist_ok=True)
    for name, content in csv_files(report).items():
        (new / OPEN_DATA / name).write_bytes(content)
    (new / RESULT).write_text(result_json(report), encoding="utf-8", newline="\n")


def _correction_name(submission: Submission) -> str:
    identity = submission.identity
    return f"{file_name(identity.division)}_{CORRECTIONS}{identity.next_round().round}.xlsx"
