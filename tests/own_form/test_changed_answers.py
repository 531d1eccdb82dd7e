"""A correction that comes back: what it changes, asked for or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.own_form.forms import Here, filled, gathered, masters_in
from tests.own_form.test_year import VALUES
from zushi_xl.adopt.own_form.gathered import Gathered
from zushi_xl.workflow.own_form import collect

Typed = Mapping[str, object]


def second_round(folder: Path, first: Typed, second: Typed) -> Gathered:
    """企画課 answers, gets its correction, and returns it with further cells typed."""
    masters = masters_in(folder)
    filled(masters, folder, VALUES | {"C4": "どちらとも"} | dict(first))
    _, made = collect(masters, [folder / "提出"], folder / "outputs", Here())
    (correction,) = (made / "差し戻し").iterdir()
    book = load_workbook(correction)
    for address, value in {"C4": "いいえ", **second}.items():
        book.worksheets[0][address].value = value
    book.save(folder / "提出" / correction.name)
    return gathered(masters, folder)


@pytest.mark.parametrize(
    ("first", "second", "changes"),
    [
        ({}, {}, [("計画はありますか", "どちらとも", "いいえ", True)]),
        ({}, {"C5": "３ 件"}, [("計画はありますか", "どちらとも", "いいえ", True)]),
        (
            {},
            {"C5": "４件", "B13": None, "B12": "観光計画"},
            [
                ("計画はありますか", "どちらとも", "いいえ", True),
                ("計画の数（件）", "３件", "４件", False),
                ("計画の名称（3）", "環境計画", "（空欄）", False),
                ("計画の名称（2）", "（空欄）", "観光計画", False),
            ],
        ),
        (
            {"H5": "うち1件は改定中", "C8": None},
            {"H5": None, "C8": "1件は改定中"},
            [
                ("計画はありますか", "どちらとも", "いいえ", True),
                ("意見", "（空欄）", "1件は改定中", True),  # it stood beside the fields
            ],
        ),
    ],
)
def test_what_is_other_than_before(
    tmp_path: Path, first: Typed, second: Typed, changes: list[tuple[str, str, str, bool]]
) -> None:
    found = second_round(tmp_path, first, second)
    assert [(c.place, c.before, c.now, c.asked) for c in found.changes] == changes
    unasked = [c for c in changes if not c[3]]
    told = [(f.rule, str(f.severity)) for f in found.findings]
    assert told == ([("own-form-changed", "info")] if unasked else [])
    assert found.states[0].state == "受理"


def test_book_and_json_list_the_changes(tmp_path: Path) -> None:
    found = second_round(tmp_path, {}, {"C5": "４件"})
    _, made = collect(found.masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    (book,) = made.glob("回答一覧*.xlsx")
    rows = list(load_workbook(book)["前の回との違い"].iter_rows(values_only=True))
    copy = "企画課_差し戻し2.xlsx 回答票"
    assert rows == [
        ("課名", "項目", "前の回の記入", "今の回の記入", "差し戻しで", "出典"),
        ("企画課", "計画はありますか", "どちらとも", "いいえ", "求めた", f"{copy} C4"),
        ("企画課", "計画の数（件）", "３件", "４件", "求めていない", f"{copy} C5"),
    ]
    listed = json.loads((made / "収集結果.json").read_text(encoding="utf-8"))["changed_answers"]
    assert [(c["label"], c["now"], c["asked"]) for c in listed] == [
        ("計画はありますか", "いいえ", True),
        ("計画の数（件）", "４件", False),
    ]


def test_a_first_round_has_nothing_before_it(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES)
    _, made = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    (book,) = made.glob("回答一覧*.xlsx")
    assert "前の回との違い" not in load_workbook(book).sheetnames
