"""Two plan masters → 改定内容一覧, 新旧対照表; a book with 見え消し → its old and new texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.findings.ways import Way
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import loaded_or_faults
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.plan.reviewing_sheets import reviewing_names
from zushi_xl.redline.book_pages import with_book_pages
from zushi_xl.redline.carried_values import EarlierDocument
from zushi_xl.redline.chapters import Version, read_version
from zushi_xl.redline.cleaned import cleaned_workbook
from zushi_xl.redline.documents.books import (
    KIND_PROPERTY,
    DocumentContext,
    revision_book,
    table_book,
)
from zushi_xl.redline.documents.further import CHECKS, CLASSES, NOT_COMPARED
from zushi_xl.redline.documents.list_sheet import LIST, place_head
from zushi_xl.redline.documents.marked_texts import texts_book
from zushi_xl.redline.documents.table_sheet import TABLE, table_heads
from zushi_xl.redline.earlier import read_earlier
from zushi_xl.redline.listed import CONTENT, MEMORY, RevisionList, heads_of, revision_list
from zushi_xl.redline.looks_alike import look_alike_remarks
from zushi_xl.redline.marked_cells import read_marked_sheets
from zushi_xl.redline.not_read import with_uncalculated, without_lost
from zushi_xl.redline.noticed import other_sheets
from zushi_xl.redline.own_lists import read_list, read_table, remembered_rows
from zushi_xl.redline.plan_diff import PlanDiff, diff_plans
from zushi_xl.redline.provisions import TABLE_COLUMNS, ComparisonTable, comparison_table
from zushi_xl.redline.reading import MarkedReading, read_marked
from zushi_xl.redline.remarks import CheckRemark, carried_remarks, remarks_of
from zushi_xl.redline.renamed_columns import with_known_headers
from zushi_xl.redline.same_plan import check_alike, check_masters, order_remarks
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workbook.sheet import Book
from zushi_xl.workbook.style import Style
from zushi_xl.workflow.fingerprint import with_fingerprint
from zushi_xl.workflow.redline_files import Document, write_documents
from zushi_xl.xlsx_in import MASTER, read_workbook, why_unreadable
from zushi_xl.xlsx_out import book_bytes

_T = TypeVar("_T")
FILE, TABLE_FILE = f"{LIST}.xlsx", f"{TABLE}.xlsx"
TEXTS_FILE = "見え消しの読み取り.xlsx"


class Product(StrEnum):
    """What ``--style`` asks for."""

    LIST = "見え消し"
    TABLE = "新旧対照表"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Options:
    """How the documents are made.

    ``form`` may give the styles. What people wrote is taken over from ``previous``, or from the
    document that stands in the output already; with ``keep_numbers`` its numbers as well.
    ``book_old`` and ``book_new`` are built books whose 目次 gives the pages of the sections.
    ``force`` compares masters that do not look like two versions of one plan.
    """

    form: Path | None = None
    previous: Path | None = None
    keep_numbers: bool = False
    book_old: Path | None = None
    book_new: Path | None = None
    product: Product = Product.LIST
    force: bool = False


@dataclass(frozen=True, slots=True)
class RedlineFiles:
    """The files written, and what their reader should know at once."""

    paths: tuple[Path, ...]
    told: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The first of the files."""
        return self.paths[0]


def redline(old: Path, new: Path, output: Path, options: Options | None = None) -> RedlineFiles:
    """Write ``output/改定内容一覧.xlsx``, ``output/新旧対照表.xlsx`` or both.

    Raises:
        Problem: a file cannot be read or written, or the masters are not of one plan.
        FaultyBook: mistakes in the masters, of both together.
    """
    chosen = options or Options()
    targets = _targets(output, chosen)
    before, after = load_versions(old, new, force=chosen.force)
    _check_previous(chosen.previous, [name for _, name, _ in targets])
    earlier = [_earlier(chosen.previous, *target, after) for target in targets]
    before, after = _with_pages(before, chosen.book_old), _with_pages(after, chosen.book_new)
    comparison = compare(before, after)
    if not chosen.force:
        check_alike(comparison.diff.pairs, before.plan.file, after.plan.file)
    styles = _styles(chosen.form, new)
    documents = []
    for (path, name, _), found in zip(targets, earlier, strict=True):
        book, carried = _document(comparison, name, found, chosen, styles)
        documents.append(Document(path, with_fingerprint(book), carried))
    told = write_documents(documents)
    unused = _unused_numbers(chosen, _has_list(targets, earlier))
    paths = tuple(path for path, *_ in targets)
    return RedlineFiles(paths, (*comparison.told, *unused, *told))


def _has_list(
    targets: Iterable[tuple[Path, str, Sequence[str]]], earlier: Iterable[EarlierDocument | None]
) -> bool:
    names = (name for _, name, _ in targets)
    return any(found for name, found in zip(names, earlier, strict=True) if name == LIST)


def _unused_numbers(chosen: Options, has_list: bool) -> tuple[str, ...]:
    """That there were no numbers to keep, where they should be kept."""
    if not chosen.keep_numbers or has_list:
        return ()
    if chosen.product is Product.TABLE:
        return ("新旧対照表には No. がないので、前回の No. は使いませんでした。",)
    return ("前回の一覧がないので、No. は1から付けました。",)


def _targets(output: Path, options: Options) -> list[tuple[Path, str, Sequence[str]]]:
    """Path, name and marked columns of every document that is asked for."""
    both = (
        (output / FILE, LIST, (CONTENT,), Product.LIST),
        (output / TABLE_FILE, TABLE, TABLE_COLUMNS[:2], Product.TABLE),
    )
    wanted = (options.product, Product.BOTH)
    chosen = (each for each in both if each[3] in wanted or options.product is Product.BOTH)
    return [(path, name, columns) for path, name, columns, _ in chosen]


# ------------------------------------------------------------------ comparing


@dataclass(frozen=True)
class VersionComparison:
    """Two versions and everything in which they differ."""

    old: Version
    new: Version
    diff: PlanDiff
    remarks: tuple[CheckRemark, ...]
    told: tuple[str, ...] = ()

    @property
    def about(self) -> DocumentContext:
        """What the documents say beside the rows themselves."""
        return DocumentContext(
            self.old.plan,
            self.new.plan,
            self.new.style,
            self.new.classes,
            self.remarks,
            self.diff.not_compared,
        )


def compare(old: Version, new: Version) -> VersionComparison:
    """What differs between two versions, and what is to be said of the comparison."""
    diff = diff_plans(old, new)
    swapped = order_remarks(old, new)
    alike = look_alike_remarks(old.raw, new.raw, diff.revisions)
    remarks = (*swapped, *diff.remarks, *remarks_of(diff.pairs), *alike)
    return VersionComparison(old, new, diff, remarks, tuple(f"{r.what}：{r.how}" for r in swapped))


def _document(
    comparison: VersionComparison,
    name: str,
    earlier: EarlierDocument | None,
    options: Options,
    styles: Mapping[str, Style],
) -> tuple[Book, RevisionList | ComparisonTable]:
    if name == TABLE:
        return table_document(comparison, earlier, styles)
    return list_book(comparison, earlier, keep_numbers=options.keep_numbers, styles=styles)


def list_book(
    comparison: VersionComparison,
    earlier: EarlierDocument | None = None,
    *,
    keep_numbers: bool = False,
    styles: Mapping[str, Style] | None = None,
) -> tuple[Book, RevisionList]:
    """The list as a book, and its rows."""
    style = comparison.new.style
    found = revision_list(comparison.diff.revisions, earlier, style, keep_numbers=keep_numbers)
    about = replace(
        comparison.about, remarks=(*comparison.remarks, *carried_remarks(found.carried))
    )
    return revision_book(found, about, styles or {}), found


def table_document(
    comparison: VersionComparison,
    earlier: EarlierDocument | None = None,
    styles: Mapping[str, Style] | None = None,
) -> tuple[Book, ComparisonTable]:
    """The comparison table as a book, and its rows."""
    table = comparison_table(comparison.diff.revisions, earlier, comparison.new.style)
    about = replace(
        comparison.about, remarks=(*comparison.remarks, *carried_remarks(table.carried))
    )
    return table_book(table, about, styles or {}), table


# ------------------------------------------------------------------ 見え消し of others


def from_cells(path: Path) -> MarkedReading:
    """The cells of a workbook that carry 見え消し, each with its old and its new text.

    In a document made here the parts of a split row are one again, at the cell of the first.

    Raises:
        Problem: the file cannot be read, or is of a kind whose marks cannot be.
    """
    book = _open(path)
    _refuse_other_kinds(path)
    sheets = read_marked_sheets(path, book)
    shifted = "LibreOffice" in book.properties.get("Application", "")
    match book.properties.get(KIND_PROPERTY):
        case "改定内容一覧":
            found = read_list(sheets, shifted=shifted)
            reading = without_lost(found, remembered_rows(sheets))
        case "新旧対照表":
            reading = read_table(sheets)
        case _:
            reading = read_marked(sheets, _shapes(book))
    return with_uncalculated(reading, sheets)


def _refuse_other_kinds(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(200)
    kind = "LibreOffice の表（.ods）" if b"opendocument" in start else ""
    kind = kind or ("" if start.startswith(b"PK") else "古い形式のブック（.xls など）")
    if kind:
        raise Problem(
            f"{path} は{kind}です。見え消しを読めるのは Excel ブック（.xlsx）だけです。"
            "Excel か LibreOffice で開き、.xlsx として保存し直して指定してください。"
        )


def _shapes(book: Workbook) -> tuple[tuple[str, str, str], ...]:
    """Sheet, cell and text of what stands in shapes, which have no marks to read."""
    return tuple((r.sheet, r.cell, r.text) for r in book.remarks if r.kind == "text_box")


def write_texts(path: Path, output: Path) -> RedlineFiles:
    """Write what ``from_cells`` gives as ``output/見え消しの読み取り.xlsx``.

    Raises:
        Problem: the book holds no marked cell.
    """
    reading = from_cells(path)
    if not reading.cells:
        raise Problem(
            f"{path} に見え消しのセルがありません。"
            f"削除は取り消し線、追加は下線か色で示したブックを指定してください。{_hint(reading)}"
        )
    target = output / TEXTS_FILE
    write_documents([Document(target, book_bytes(texts_book(path.name, reading)))])
    told = f"{len(reading.cells)}個のセルを読みました。"
    if reading.left_out:
        told += (
            f"印のように見えて読まなかったものが{len(reading.left_out)}か所あります"
            "（シート「読まなかったもの」）。"
        )
    return RedlineFiles((target,), (told,))


def _hint(reading: MarkedReading) -> str:
    if not reading.left_out:
        return ""
    first = reading.left_out[0]
    return f"（読まなかったもの：{first.sheet} {first.cell}「{first.text[:20]}」{first.reason}）"


# ------------------------------------------------------------------ reading


def load_versions(old: Path, new: Path, *, force: bool = False) -> tuple[Version, Version]:
    """Both masters, once they are known to be two versions of one plan.

    Raises:
        Problem: a master is missing or unreadable.
        FaultyBook: they hold mistakes, or are no two versions of one plan.
    """
    books = (_open(old), _open(new))
    check_masters(*books, force=force)
    loaded = [loaded_or_faults(_version, book) for book in books]
    faults = [fault for fault in loaded if isinstance(fault, FaultyBook)]
    if faults:
        findings = tuple(finding for fault in faults for finding in fault.findings)
        files = dict.fromkeys(f.source.file for f in findings if f.source is not None)
        raise FaultyBook("・".join(files), findings)
    before, after = (version for version in loaded if isinstance(version, Version))
    return with_known_headers(before, after)


def _with_pages(version: Version, book: Path | None) -> Version:
    return with_book_pages(version, _open(book)) if book else version


def _version(raw: Workbook) -> Version:
    book = cleaned_workbook(raw)
    return read_version(book, load_plan(book), raw)


def _open(path: Path) -> Workbook:
    if not path.is_file():
        raise Problem(f"{path} が見つかりません。ファイルの場所を確かめてください。")
    book = read_workbook(path, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"{path} を読めません。{why_unreadable(book)}")
    return book


def _styles(form: Path | None, plan: Path) -> Mapping[str, Style]:
    return load_form(_open(form), reviewing_names(_open(plan))).styles if form else {}


def _check_previous(previous: Path | None, names: Sequence[str]) -> None:
    """``--previous`` names a document of a kind that is made now."""
    if previous is not None and (kind := _kind_of(previous)) not in names:
        raise Problem(
            f"{previous} は{kind}です。{'か'.join(names)}を{Way.PREVIOUS}に指定するか、"
            f"作る資料を{Way.STYLE}で合わせてください。"
        )


def _kind_of(path: Path) -> str:
    return _open(path).properties.get(KIND_PROPERTY, LIST)


def _earlier(
    previous: Path | None, target: Path, name: str, columns: Sequence[str], version: Version
) -> EarlierDocument | None:
    """What people wrote into the document that ``previous`` names, or that stands at the target."""
    path = previous if previous and _kind_of(previous) == name else target
    if not path.exists():
        return None
    book = _open(path)
    heads = table_heads(version.style) if name == TABLE else heads_of(place_head(version.plan))
    found = read_earlier(book, read_marked_sheets(path, book), columns, heads)
    if found is None:
        raise Problem(
            f"{path} は以前の{name}として読めません（見出し「行の印」の行がありません）。"
            "別の場所に移すか、以前のものを指定してから、もう一度実行してください。"
        )
    others = other_sheets(book, (name, CLASSES, CHECKS, NOT_COMPARED, MEMORY))
    return replace(found, notices=(*found.notices, *others))


def lines_of(made: RedlineFiles) -> Iterator[str]:
    """What the terminal says: the files, then what should be known."""
    yield from (str(path) for path in made.paths)
    yield from made.told
