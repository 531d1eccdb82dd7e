"""The verbs where a city's own workbook is the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from zushi_xl.adopt.own_form.copies import (
    corrected_copy,
    distributed_copy,
    is_untouched,
    unplaced,
)
from zushi_xl.adopt.own_form.gathered import Gathered, OwnFormFile, gather
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.adopt.own_form.result_book import result_book
from zushi_xl.adopt.own_form.result_files import OPEN_DATA_HEADS, open_data_rows, result_json
from zushi_xl.adopt.own_form.returned import OwnFormReader, OwnReturn
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.files.whole_output import say_nothing, whole_output
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Problem
from zushi_xl.publish.csv_writing import csv_lines
from zushi_xl.workbook.cells import Source, Unreadable, Workbook
from zushi_xl.workbook.names import file_name, file_names
from zushi_xl.workflow.edited_books import keep_edited
from zushi_xl.workflow.found_files import found_files, passed_over
from zushi_xl.workflow.output_names import CORRECTIONS, FORMS, OPEN_DATA, RESULT
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.xlsx_out import write_book

_OWNED = ("*.xlsx", f"{CORRECTIONS}/*", f"{OPEN_DATA}/*.csv", RESULT)


class FormOpener(Protocol):
    """Opens files, in this process or in one of their own."""

    def read(self, files: Iterable[IncomingFile]) -> Iterator[Workbook | Unreadable]:
        """The workbook of each file, or why it cannot be read, in the order of the files."""


def distribute(
    masters: OwnMasters,
    output: Path,
    only: Iterable[str] = (),
    progress: Progress = silent,
    *,
    overwrite: bool = False,
    tell: Callable[[str], None] = say_nothing,
) -> tuple[Path, ...]:
    """Write a copy of the original for each division, or for ``only`` those; gives their paths.

    A copy in the way that somebody has changed is kept beside (unless ``overwrite``); ``tell``
    hears of it, and of what an interrupted run had left.

    Raises:
        Problem: an unknown division.
    """
    names = _chosen(masters, tuple(only))
    folder = _folder(masters, output) / FORMS
    suffix = masters.form.original.suffix
    everyone = [division.name for division in masters.plan.divisions]
    files = dict(zip(everyone, file_names(everyone), strict=True))
    title = file_name(masters.form.title)
    paths = {
        (name, part): folder
        / f"{files[name]}_{f'{file_name(part)}_' if part else ''}{title}{suffix}"
        for name in names
        for part in masters.plan.copies(name)
    }
    with whole_output(folder, tell=tell) as new:
        kept = () if overwrite else keep_edited(paths.values(), new, is_untouched)
        for done, ((name, part), path) in enumerate(paths.items()):
            progress(name, done, len(paths))
            (new / path.name).write_bytes(distributed_copy(masters, name, part))
    progress("", len(paths), len(paths))
    for sentence in (*kept, *unplaced(masters)):
        tell(sentence)
    return tuple(paths.values())


def _folder(masters: OwnMasters, output: Path) -> Path:
    return output / f"{masters.plan.fiscal_year}年度"


def _chosen(masters: OwnMasters, only: tuple[str, ...]) -> list[str]:
    names = masters.plan.names
    for typed in only:
        if typed not in names:
            raise Problem(
                f"「{typed}」という課は計画マスタの「担当課」にありません。"
                f"次の中から指定してください：{'、'.join(d.name for d in masters.plan.divisions)}"
            )
    wanted = {names[typed] for typed in only}
    return [d.name for d in masters.plan.divisions if not only or d.name in wanted]


def gather_returns(
    masters: OwnMasters,
    inputs: Iterable[Path],
    opener: FormOpener,
    progress: Progress = silent,
    *,
    or_none: bool = False,
) -> Gathered:
    """Read and judge all returned copies; nothing is written. With ``or_none`` a folder may be
    empty: nothing has come back yet.

    Raises:
        Problem: no file is there, or none is a workbook.
    """
    found = found_files(inputs, or_none=or_none)
    others = [OwnFormFile(f.name, f.sha256, "ignored", f.ignored) for f in found if f.ignored]
    wanted = [IncomingFile(file.name, file.path) for file in found if not file.ignored]
    findings = list(passed_over(found, masters.plan.divisions))
    reader, returns = OwnFormReader(masters.form), list[OwnReturn]()
    for done, book in enumerate(opener.read(wanted)):
        progress(book.file, done, len(wanted))
        if isinstance(book, Unreadable):
            findings.append(rules.UNREADABLE.at(Source(book.file), f"{book.reason}。", book.remedy))
            others.append(OwnFormFile(book.file, book.sha256, "unreadable", book.reason))
        else:
            returns.append(reader.read(book))
    progress("", len(wanted), len(wanted))
    return gather(masters, returns, others, findings)


def collect(
    masters: OwnMasters,
    inputs: Iterable[Path],
    output: Path,
    opener: FormOpener,
    progress: Progress = silent,
    tell: Callable[[str], None] = say_nothing,
) -> tuple[Gathered, Path]:
    """Read, judge and write everything; gives the result and the folder it stands in.

    A 差し戻し that somebody has filled in where it stands is kept beside; ``tell`` hears of it,
    and of what an interrupted run had left.

    Raises:
        Problem: no file is there, or none is a workbook; an output is open in Excel.
    """
    gathered = gather_returns(masters, inputs, opener, progress)
    folder = _folder(masters, output)
    year, title = masters.plan.fiscal_year, file_name(masters.form.title)
    with whole_output(folder, _OWNED, RESULT, tell) as new:
        earlier = sorted(path for path in (folder / CORRECTIONS).glob("*") if path.is_file())
        kept = keep_edited(earlier, new / CORRECTIONS, is_untouched)
        write_book(result_book(gathered), new / f"回答一覧_{title}_{year}年度.xlsx")
        write_corrections(gathered, new)
        (new / OPEN_DATA).mkdir(exist_ok=True)
        with (new / OPEN_DATA / "回答.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(OPEN_DATA_HEADS, open_data_rows(gathered)))
        (new / RESULT).write_text(result_json(gathered), encoding="utf-8")
    for sentence in kept:
        tell(sentence)
    return gathered, folder


def write_corrections(gathered: Gathered, new: Path) -> None:
    """Write into ``new`` each faulty division's copy with its answers and the marks."""
    suffix = gathered.masters.form.original.suffix
    for division, returned, findings in gathered.faulty():
        (new / CORRECTIONS).mkdir(parents=True, exist_ok=True)
        round_ = returned.identity.round + 1 if returned.identity else 1
        name = f"{file_name(division)}_{CORRECTIONS}{round_}{suffix}"
        (new / CORRECTIONS / name).write_bytes(corrected_copy(gathered.masters, returned, findings))
