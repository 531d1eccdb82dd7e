"""The draft as rows of 様式定義.xlsx; rows that somebody corrected stay as they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_form.columns import FORM_SHEETS
from zushi_xl.adopt.own_form.load import parse_place
from zushi_xl.adopt.own_form.model import FieldRepeat, OwnField, OwnForm
from zushi_xl.adopt.own_plan.drafted_roles import with_roles
from zushi_xl.masters.form.original import ORIGINAL
from zushi_xl.masters.tables import Table, make_table, read_table
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Source, Unreadable, Workbook
from zushi_xl.xlsx_in import read_workbook

from .model import Draft, DraftField, address

KINDS = {
    "text": "一行", "long": "文章", "choice": "選択", "number": "数値", "money": "金額",
    "date": "日付", "year": "年", "yesno": "はい・いいえ", "code": "コード",
}  # fmt: skip
AXES = {"rows": "行", "columns": "列", "blocks": "ブロック"}
_HEADERS = tuple(column.header for column in FORM_SHEETS[1].columns)
_MADE_UP = ("確信度", "根拠")  # columns that are no decision of a person
CONFIRM = "要確認"


class EarlierDraft(NamedTuple):
    """What an earlier 様式定義.xlsx holds: rows by place, what adopt had written there."""

    rows: Mapping[tuple[str, str], Mapping[str, str]]
    written: Mapping[tuple[str, str], str]
    settings: tuple[tuple[str, ...], ...] = ()


NOTHING_KEPT = EarlierDraft({}, {})


def earlier_draft(path: Path) -> EarlierDraft:
    """The rows of an earlier draft at ``path``, if there is one."""
    book = read_workbook(path) if path.is_file() else None
    if not isinstance(book, Workbook):
        return NOTHING_KEPT
    tables = {sheet.name: read_table(sheet, path.name) for sheet in book.sheets}
    if "項目" not in tables or "下書きの記録" not in tables:
        return NOTHING_KEPT
    rows = {_place(row): row for row in _records(tables["項目"])}
    written = {_place(row): row.get("指紋", "") for row in _records(tables["下書きの記録"])}
    settings = tuple(row.texts for row in tables["設定"].rows) if "設定" in tables else ()
    return EarlierDraft(rows, written, settings)


def _records(table: Table) -> Iterator[dict[str, str]]:
    for row in table.rows:
        yield dict(zip(table.headers, row.texts, strict=False))


def _place(row: Mapping[str, str]) -> tuple[str, str]:
    return row.get("原本シート", ""), row.get("原本セル", "")


def fingerprint(row: Mapping[str, str]) -> str:
    """What a person may have changed in a row, in short."""
    parts = [
        f"{header}={text}"
        for header in _HEADERS
        if header not in _MADE_UP and (text := row.get(header, "").strip())
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


class Definition(NamedTuple):
    """The tables of 様式定義.xlsx, and what became of the rows of an earlier one."""

    tables: tuple[Table, ...]
    corrected: int
    removed: int


def definition_tables(
    draft: Draft, kept: EarlierDraft = NOTHING_KEPT, plan: Plan | None = None
) -> Definition:
    """Rows of the draft, the most doubtful first; corrected rows and removed ones stay so. With the
    ``plan`` of an evaluation they say what their values are in it."""
    drafted = list(_rows(draft))
    fresh = {_place(row): row for row in (with_roles(drafted, plan) if plan else drafted)}
    corrected = {
        place: row
        for place, row in kept.rows.items()
        if kept.written.get(place) != fingerprint(row)
    }
    removed = [p for p in kept.written if p not in kept.rows and p in fresh]
    rows = [corrected.get(place, row) for place, row in fresh.items() if place not in removed] + [
        row for place, row in corrected.items() if place not in fresh
    ]
    rows = _distinct(sorted(rows, key=_doubt), kept)
    record = [(*place, fingerprint(row)) for place, row in fresh.items()]
    tables = (
        make_table("設定", ("項目", "値", "説明"), kept.settings or _settings(draft)),
        make_table("項目", _HEADERS, [[row.get(h, "") for h in _HEADERS] for row in rows]),
        make_table("下書きの記録", ("原本シート", "原本セル", "指紋"), record),
    )
    return Definition(tables, len(corrected), len(removed))


def _doubt(row: Mapping[str, str]) -> tuple[bool, float]:
    sure = row.get("確信度", "")
    return row.get("確認") != CONFIRM, float(sure or 1) if row.get("確認") == CONFIRM else 1.0


def _distinct(rows: Sequence[Mapping[str, str]], kept: EarlierDraft) -> list[Mapping[str, str]]:
    """No two rows with one ID: a fresh one gives way to one that was kept."""
    taken = {row.get("ID", "") for row in rows if _place(row) in kept.rows}
    number, out = len(rows), []
    for row in rows:
        if _place(row) not in kept.rows and row.get("ID") in taken:
            number += 1
            row = {**row, "ID": f"f{number:03}"}
        taken.add(row.get("ID", ""))
        out.append(row)
    return out


def _settings(draft: Draft) -> list[tuple[str, ...]]:
    return [
        (
            ORIGINAL,
            draft.file,
            "記入してもらう様式のファイル名です。このブックと同じフォルダに置きます。",
        ),
        ("題名", Path(draft.file).stem, "結果のファイル名や見出しに使います。"),
        ("版", "1", "様式を直したら増やします。"),
    ]


def _rows(draft: Draft) -> Iterator[dict[str, str]]:
    labels = unique_labels(draft.fields)
    for number, (field, label) in enumerate(zip(draft.fields, labels, strict=True), 1):
        yield _row(number, field, label)


def unique_labels(fields: Iterable[DraftField]) -> list[str]:
    """Names that tell the fields apart: the second of two alike gets a number."""
    seen: Counter[str] = Counter()
    out = []
    for field in fields:
        label = field.label or f"{field.sheet} {address(field.area)}"
        if (
            field.repeat is not None
            and field.repeat.index is not None
            and field.repeat.axis != "columns"
        ):
            label = f"{label}（{field.repeat.index}）" if _ambiguous(field) else label
        seen[label] += 1
        out.append(label if seen[label] == 1 else f"{label}（{seen[label]}つ目）")
    return out


def _ambiguous(field: DraftField) -> bool:
    return field.repeat is not None and field.repeat.axis == "blocks"


def _row(number: int, field: DraftField, label: str) -> dict[str, str]:
    repeat, choices = field.repeat, field.choices
    listed = (
        f"={choices.removeprefix('range:')}"
        if isinstance(choices, str)
        else "、".join(choices or ())
    )
    return {
        "確認": CONFIRM if field.doubts or not field.label else "",
        "ID": f"f{number:03}",
        "ラベル": label,
        "型": KINDS[field.type],
        "単位": field.unit,
        "選択肢": listed,
        "必須": "",
        "繰り返し": AXES[repeat.axis] if repeat else "",
        "回数": str(repeat.count) if repeat else "",
        "間隔": str(repeat.step) if repeat else "",
        "番号": str(repeat.index) if repeat and repeat.index else "",
        "まとまり": repeat.of if repeat else "",
        "原本シート": field.sheet,
        "原本セル": address(field.area),
        "見出しセル": "、".join(map(address, field.label_areas)),
        "公開": "○",
        "確信度": f"{field.confidence:.2f}",
        "根拠": "。".join((*field.reasons, *(f"迷い：{doubt}" for doubt in field.doubts))),
    }


def own_form_of(draft: Draft, original: Path) -> OwnForm:
    """The draft as a form, to read filled copies by."""
    book = read_workbook(original)
    assert not isinstance(book, Unreadable)
    fields = [field for row in _rows(draft) if (field := _own(row)) is not None]
    return OwnForm(draft.file, original.stem, "1", original, book, tuple(fields))


def _own(row: Mapping[str, str]) -> OwnField | None:
    area = parse_place(row["原本セル"])
    if area is None:
        return None
    labels = (parse_place(text) for text in row["見出しセル"].split("、") if text)
    repeat = None
    if row["繰り返し"]:
        index = int(row["番号"]) if row["番号"] else None
        repeat = FieldRepeat(
            row["繰り返し"], int(row["回数"]), int(row["間隔"]), index, row["まとまり"]
        )
    choices = (
        () if row["選択肢"].startswith("=") else tuple(filter(None, row["選択肢"].split("、")))
    )
    return OwnField(
        row["ID"], row["ラベル"], row["型"], row["原本シート"], area,
        tuple(label for label in labels if label), Source("様式定義"), row["単位"], choices, repeat,
    )  # fmt: skip
