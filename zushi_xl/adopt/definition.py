"""The draft as rows of 様式定義.xlsx; rows that somebody corrected stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_form.load import parse_place
from zushi_xl.adopt.own_form.model import FieldRepeat, OwnField, OwnForm
from zushi_xl.adopt.own_plan.drafted_roles import with_roles
from zushi_xl.masters.form.original import ORIGINAL
from zushi_xl.masters.tables import Table, make_table
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Source, Workbook

from .earlier_drafts import (
    HEADERS,
    NOTHING_KEPT,
    ORIGINAL_OF_RECORD,
    RECORD,
    EarlierDraft,
    fingerprint,
    highest_id,
    place_of,
)
from .model import Draft, DraftField, address

KINDS = {
    "text": "一行", "long": "文章", "choice": "選択", "number": "数値", "money": "金額",
    "date": "日付", "year": "年", "yesno": "はい・いいえ", "code": "コード",
}  # fmt: skip
AXES = {"rows": "行", "columns": "列", "blocks": "ブロック"}
CONFIRM = "要確認"


class Definition(NamedTuple):
    """The tables of 様式定義.xlsx, and what became of the rows of an earlier one."""

    tables: tuple[Table, ...]
    corrected: int
    removed: int


def definition_tables(
    draft: Draft,
    kept: EarlierDraft = NOTHING_KEPT,
    plan: Plan | None = None,
    form: str = "",
) -> Definition:
    """Rows of the draft, the most doubtful first; corrected rows and removed ones stay so, and a
    field keeps its ID. With the ``plan`` of an evaluation they say what their values are in it.
    ``form`` is the digest of the form."""
    drafted = list(_with_kept_ids(_rows(draft), kept))
    fresh = {place_of(row): row for row in (with_roles(drafted, plan) if plan else drafted)}
    corrected = kept.corrected
    removed = [p for p in kept.written if p not in kept.rows and p in fresh]
    rows = [corrected.get(place, row) for place, row in fresh.items() if place not in removed] + [
        row for place, row in corrected.items() if place not in fresh
    ]
    rows.sort(key=_doubt)
    known = f"{form} {max(kept.highest, highest_id(rows))}"
    record = [(ORIGINAL_OF_RECORD, "", known)]
    record += [(*place, fingerprint(row)) for place, row in fresh.items()]
    tables = (
        make_table("設定", ("項目", "値", "説明"), kept.settings or _settings(draft)),
        make_table("項目", HEADERS, [[row.get(h, "") for h in HEADERS] for row in rows]),
        make_table(RECORD, ("原本シート", "原本セル", "指紋"), record),
    )
    return Definition(tables, len(corrected), len(removed))


def _with_kept_ids(
    rows: Iterable[Mapping[str, str]], kept: EarlierDraft
) -> Iterator[dict[str, str]]:
    """A field that was there keeps its ID, a new one gets one that no other has: the plan master
    and earlier results name the fields by them."""
    free = count(kept.highest + 1)
    for row in rows:
        before = kept.rows.get(place_of(row))
        if before is not None:
            yield {**row, "ID": before.get("ID", "")}
        elif not kept.rows or place_of(row) in kept.written:  # the first draft; taken out by hand
            yield dict(row)
        else:
            yield {**row, "ID": _id(next(free))}


def _id(number: int) -> str:
    return f"f{number:03}"


def _doubt(row: Mapping[str, str]) -> tuple[bool, float]:
    sure = row.get("確信度", "")
    return row.get("確認") != CONFIRM, float(sure or 1) if row.get("確認") == CONFIRM else 1.0


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
        "ID": _id(number),
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


def own_form_of(draft: Draft, original: Path, book: Workbook, kept: EarlierDraft) -> OwnForm:
    """The draft as a form, to read filled copies by. ``book``: the original as read."""
    rows = _with_kept_ids(_rows(draft), kept)
    fields = [field for row in rows if (field := _own(row)) is not None]
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
