"""様式定義.xlsx with an original, and its 計画マスタ.xlsx → frozen values; all mistakes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from zushi_xl.adopt.own_form.columns import AXES, FORM_SHEETS, KINDS, PLAN_SHEETS, ROLES
from zushi_xl.adopt.own_form.model import (
    FieldRepeat,
    OwnField,
    OwnForm,
    OwnFormDivision,
    OwnMasters,
    OwnPlan,
    Prefilled,
)
from zushi_xl.adopt.printed_options import numbered
from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.masters.form.original import ORIGINAL, original_in
from zushi_xl.masters.master_file import forget_masters, read_master
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, split_items
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area, Source, Unreadable, Workbook, column_number
from zushi_xl.xlsx_in import MASTER, read_workbook, why_unreadable

_ID = regex(r"[A-Za-z][A-Za-z0-9_]*")
_PLACE = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
_T = TypeVar("_T")
_U = TypeVar("_U")


class Original(NamedTuple):
    """The city's own workbook: where it is to be, and what it holds if that is known already."""

    path: Path
    book: Workbook | Unreadable | None = None

    @property
    def opened(self) -> Workbook | Unreadable | None:
        """None where there is no such file."""
        if self.book is not None or not self.path.is_file():
            return self.book
        return read_workbook(self.path, budget=MASTER)


def load_own(plan: Path, form: Path, *, anybody: bool = False) -> OwnMasters:
    """Load both books and the original beside the form definition; with ``anybody`` the plan may
    name no division yet.

    Raises:
        Problem: a file is missing or unreadable.
        FaultyBook: mistakes, of both books together.
    """
    form_book, plan_book = open_both(form, plan)
    original = Original(form.parent / original_in(form_book))
    return read_own(plan_book, form_book, original, anybody=anybody)


def read_own(
    plan_book: Workbook, form_book: Workbook, original: Original, *, anybody: bool = False
) -> OwnMasters:
    """What the books hold.

    Raises:
        FaultyBook: mistakes, of both books together.
    """
    form, plan = both_loaded(
        lambda: own_form_in(form_book, original), lambda: _plan(plan_book, anybody=anybody)
    )
    return OwnMasters(form, plan)


def both_loaded(first: Callable[[], _T], second: Callable[[], _U]) -> tuple[_T, _U]:
    """What two books hold.

    Raises:
        FaultyBook: mistakes, of both books together.
    """
    faults: list[FaultyBook] = []
    found: list[object] = []
    for load in (first, second):
        try:
            found.append(load())
        except FaultyBook as fault:
            faults.append(fault)
    if faults:
        findings = tuple(finding for fault in faults for finding in fault.findings)
        files = dict.fromkeys(f.source.file for f in findings if f.source)
        raise FaultyBook("・".join(files), findings)
    one, other = found
    return cast(_T, one), cast(_U, other)


def open_both(form: Path, plan: Path) -> tuple[Workbook, Workbook]:
    """The cells of both masters, for whoever loads them.

    Raises:
        Problem: a file is missing or unreadable.
    """
    books = open_master(form, "様式定義"), open_master(plan, "計画マスタ")
    forget_masters()
    return books


def open_master(path: Path, name: str) -> Workbook:
    """The cells of a master, which is called ``name``.

    Raises:
        Problem: it is missing or unreadable.
    """
    if not path.is_file():
        raise Problem(f"{name} {path} が見つかりません。ファイルの場所を確かめてください。")
    book = read_master(path)
    if isinstance(book, Unreadable):
        raise Problem(f"{name} {path} を読めません。{why_unreadable(book)}")
    return book


# ------------------------------------------------------------------ the form


def own_form_in(workbook: Workbook, original: Original) -> OwnForm:
    """The form that a form definition with an original holds.

    Raises:
        FaultyBook: mistakes in it, or an original that cannot be read.
    """
    book = MasterBook(workbook, FORM_SHEETS, Mistakes("form"))
    settings = {record["項目"]: record["値"] for record in book.records("設定")}
    content = _original(book, original.opened, settings)
    sheets = content.sheets if content else ()
    names = {s.name.strip(): s.name for s in sheets} | {s.name: s.name for s in sheets}
    fields: list[OwnField] = []
    for record in book.records("項目"):
        field, sheet = _field(record, book.mistakes, content), record["原本シート"]
        if content and sheet and sheet not in names:
            book.mistakes.at(
                "original-sheet", record, "原本シート",
                f"原本にシート「{sheet}」がありません。",
                f"原本のシートは {'、'.join(names)} です。シート名を直してください。",
            )  # fmt: skip
        if field is not None:
            fields.append(replace(field, sheet=names.get(field.sheet, field.sheet)))
    _check_ids(fields, book.mistakes)
    _check_places(fields, book.mistakes)
    book.mistakes.raise_any(workbook)
    assert content is not None
    path = original.path
    title, version = settings.get("題名") or path.stem, settings.get("版", "1")
    ordered = tuple(_as_printed(fields, content))
    return OwnForm(workbook.file, title, version, path, content, ordered, path.read_bytes())


def _as_printed(fields: Iterable[OwnField], original: Workbook) -> list[OwnField]:
    """Fields in the order of the original, whatever the order of the rows: a draft begins with
    what is in doubt."""
    order = {sheet.name: number for number, sheet in enumerate(original.sheets)}
    return sorted(fields, key=lambda own: (order[own.sheet], own.area.top, own.area.left))


def _original(
    book: MasterBook, content: Workbook | Unreadable | None, settings: dict[str, str]
) -> Workbook | None:
    record = next((r for r in book.records("設定") if r["項目"] == ORIGINAL), None)
    if isinstance(content, Workbook):
        return content
    why = why_unreadable(content) if content else "ファイルがありません。"
    if record is not None:
        book.mistakes.at(
            "original", record, "値",
            f"原本「{settings[ORIGINAL]}」を読めません。{why}",
            "様式定義と同じフォルダに、原本のファイルを置いてください。",
        )  # fmt: skip
    return None


def _field(record: Record, mistakes: Mistakes, original: Workbook | None) -> OwnField | None:
    kind = choose(record, "型", KINDS, mistakes)
    area = _area(record, "原本セル", mistakes)
    repeat = _repeat(record, mistakes)
    if record["ID"] and not _ID.fullmatch(record["ID"]):
        mistakes.at(
            "id", record, "ID", f"ID「{record['ID']}」に使えない文字があります。",
            "半角の英字で始め、英数字と_だけにしてください（例：f012）。",
        )  # fmt: skip
    choices = _choices(record, mistakes, original)
    if not (kind and area and record["ID"]):
        return None
    labels = tuple(
        found for text in split_items(record["見出しセル"]) if (found := parse_place(text))
    )
    numbers = _numbers(original, record["原本シート"], (area, *labels), choices)
    return OwnField(
        record["ID"], record["ラベル"], kind, record["原本シート"], area, labels,
        record.source("ID"), record["単位"], choices, repeat, record["必須"] == "○",
        record["公開"] != "×", record["入力の手引き"],
        choose(record, "役割", ROLES, mistakes) or "", record["コード"], record["尺度"],
        record.source("コード"), numbers,
    )  # fmt: skip


def _numbers(
    original: Workbook | None, sheet_name: str, areas: Iterable[Area], choices: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """The numbers with which the original prints the choices, in the cell or in its labels."""
    sheets = original.sheets if original and choices else ()
    sheet = next((sheet for sheet in sheets if sheet.name == sheet_name), None)
    texts = [cell.text for area in areas if sheet and (cell := sheet.cells.get(area[:2]))]
    found = (numbered(text) for text in texts)
    return next((pairs for pairs in found if {entry for _, entry in pairs} == set(choices)), ())


def parse_place(text: str) -> Area | None:
    """ "B5" or "B5:D6" → its area; None where it is none."""
    match = _PLACE.match(text.strip().upper())
    if not match:
        return None
    left, top, right, bottom = match.groups()
    first = (int(top) - 1, column_number(left))
    last = (int(bottom or top) - 1, column_number(right or left))
    return Area(*first, *last) if first <= last and first[1] <= last[1] else None


def _area(record: Record, header: str, mistakes: Mistakes) -> Area | None:
    area = parse_place(record[header])
    if area is None and record[header]:
        mistakes.at(
            "place", record, header, f"「{record[header]}」はセルの場所ではありません。",
            "B5 や B5:D6 のように書いてください。",
        )  # fmt: skip
    return area


def _repeat(record: Record, mistakes: Mistakes) -> FieldRepeat | None:
    axis = choose(record, "繰り返し", AXES, mistakes)
    if axis is None:
        return None
    count, step = _whole(record, "回数", mistakes), _whole(record, "間隔", mistakes) or 1
    index = _whole(record, "番号", mistakes)
    return FieldRepeat(axis, count or 1, step, index, record["まとまり"])


def _whole(record: Record, header: str, mistakes: Mistakes) -> int | None:
    text = record[header]
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        mistakes.at(
            "number", record, header, f"「{header}」の「{text}」が範囲の外です。",
            "1以上の整数を記入してください。",
        )  # fmt: skip
        return None
    return int(text)


def _choices(record: Record, mistakes: Mistakes, original: Workbook | None) -> tuple[str, ...]:
    text = record["選択肢"].strip()
    if not text.startswith("="):
        return tuple(split_items(text))
    sheet_name, _, place = text[1:].rpartition("!")
    area = parse_place(place)
    sheets = original.sheets if original else ()
    sheet = next((s for s in sheets if s.name == sheet_name.strip("'")), None)
    if original and (area is None or sheet is None):
        mistakes.at(
            "choices", record, "選択肢", f"選択肢の「{text}」が原本にありません。",
            "=シート!A1:A9 の形で、原本のセルを指してください。",
        )  # fmt: skip
    if area is None or sheet is None:
        return ()
    return tuple(
        cell.text.strip()
        for (row, column), cell in sorted(sheet.cells.items())
        if area.holds(row, column) and cell.text.strip()
    )


def _check_ids(fields: Iterable[OwnField], mistakes: Mistakes) -> None:
    seen: dict[str, OwnField] = {}
    for field in fields:
        first = seen.setdefault(field.id, field)
        if first is not field:
            mistakes.add(
                "id-twice", field.source,
                f"ID「{field.id}」が{first.source.cell}にもあります。",
                "重ならない名前にしてください。", field.id, "ID",
            )  # fmt: skip


def _check_places(fields: Iterable[OwnField], mistakes: Mistakes) -> None:
    """No two fields share a cell."""
    seen: dict[tuple[str, int, int], OwnField] = {}
    for field in fields:
        for _, area in field.places():
            first = seen.setdefault((field.sheet, area.top, area.left), field)
            if first is not field:
                mistakes.add(
                    "place-twice", field.source,
                    f"欄「{field.label}」と欄「{first.label}」（{first.source.cell}）が"
                    "同じセルを指しています。",
                    "どちらかの原本セルか、回数と間隔を直してください。", field.id, "原本セル",
                )  # fmt: skip
                break


# ------------------------------------------------------------------ the plan


def _plan(workbook: Workbook, *, anybody: bool) -> OwnPlan:
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("plan"))
    settings = {record["項目"]: record for record in book.records("設定")}
    year = _setting(settings, "年度", book, 2000, 2100)
    round_ = _setting(settings, "回", book, 1, 99)
    divisions = tuple(
        OwnFormDivision(record["課名"], tuple(split_items(record["別名"])))
        for record in book.records("担当課")
    )
    if not divisions and not anybody:
        book.mistakes.add(
            "divisions", _nowhere(book),
            "シート「担当課」に課がありません。", "様式を配る課を1行に一つ書いてください。",
        )  # fmt: skip
    book.mistakes.raise_any(workbook)
    return OwnPlan(workbook.file, year or 2000, round_ or 1, divisions, prefilled_in(workbook))


def prefilled_in(workbook: Workbook) -> tuple[Prefilled, ...]:
    """What a plan master says that forms are to show already."""
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("plan"))
    return tuple(
        Prefilled(r["課名"], r["ID"], int(r["番号"]) if r["番号"].isdecimal() else 1, r["値"])
        for r in book.records("記入済みの値")
        if not r["年度"]
    )


def _nowhere(book: MasterBook) -> Source:
    return Source(book.workbook.file, "担当課", "A2")


def _setting(
    settings: dict[str, Record], name: str, book: MasterBook, least: int, most: int
) -> int | None:
    record = settings.get(name)
    if record is None:
        book.mistakes.add(
            "setting", _nowhere(book), f"設定「{name}」がありません。",
            f"シート「設定」に {name} の行を加えてください。",
        )  # fmt: skip
        return None
    text = record["値"].removesuffix("年度").strip()
    if text.isdecimal() and least <= int(text) <= most:
        return int(text)
    book.mistakes.at(
        "setting", record, "値", f"設定「{name}」の「{record['値']}」が読めません。",
        f"{least}から{most}までの整数を記入してください。",
    )  # fmt: skip
    return None
