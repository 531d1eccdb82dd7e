"""Empty, 0, none, not yet and unreadable stay five things, from the cell to the open data and totals.

Each spelling is typed into a KPI and into an amount; what the open data say is typed here by hand.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import zushi_xl
from tests.suite.pages import Case, Step
from tests.suite.town import FORM, INPUTS, PLAN, write_case

KPI, AMOUNT = "1-1-② KPI1 2024年度", "1-1-①-① 実績額"
ROW = ("1-1-②", "1", "2024")
CLASSES = {
    "空欄": {"未記入", "未報告"},
    "なし": {"記号のみ（－）", "該当なし", "対象外", "未実施", "廃止"},
    "まだ": {"集計中"},
    "読めない": {"読み取り保留・要修正", "読み取り保留", "読み取り不能", "エラー値"},
}
"""The reasons of the open data, by class; a figure, also 0, has none."""


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    (path,) = folder.rglob(name)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def collected(folder: Path, division: str, place: str, typed: str) -> Path:
    case = Case("", "", True, "", (Step(division, "記入", place, typed),))
    write_case(case, folder)
    zushi_xl.collect(
        folder / INPUTS, plan=folder / PLAN, form=folder / FORM, output=folder / "o", workers=0
    )
    return folder / "o"


def class_of(row: dict[str, str]) -> str:
    if not row["欠測理由"]:
        return "0" if row["値"] == "0" else "値"
    return next(name for name, reasons in CLASSES.items() if row["欠測理由"] in reasons)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "空欄"),
        ("　", "空欄"),
        ("0", "0"),
        ("０団体", "0"),
        ("－", "なし"),
        ("ー", "なし"),
        ("該当なし", "なし"),
        ("なし", "なし"),
        ("対象外", "なし"),
        ("未実施", "なし"),
        ("未確定", "まだ"),
        ("集計中", "まだ"),
        ("調整中", "まだ"),
        ("（未確定）", "まだ"),
        ("(－)", "なし"),
        ("－（集計中）", "まだ"),
        ("－（調査なし）", "なし"),
        ("89団体か90団体", "読めない"),
        ("2024年度", "読めない"),
        ("89件", "読めない"),
        ("89団体", "値"),
    ],
)
def test_a_kpi(typed: str, expected: str, tmp_path: Path) -> None:
    output = collected(tmp_path, "町民課", KPI, typed)
    (row,) = [
        r for r in rows(output, "KPI.csv") if (r["コード"], r["KPI番号"], r["西暦年度"]) == ROW
    ]
    assert class_of(row) == expected
    assert (row["値"] == "") == (expected in CLASSES)
    assert row["欠測の区分"] == (expected if expected in CLASSES else "")


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ("", ""),
        ("0円", "0"),
        ("ー", ""),
        ("該当なし", ""),
        ("未確定", ""),
        ("（未確定）", ""),
        ("－（集計中）", ""),
        ("集計中", ""),
        ("1,000円と236,500円", ""),
        ("1,236,500円", "1236500"),
    ],
)
def test_a_total(typed: str, total: str, tmp_path: Path) -> None:
    output = collected(tmp_path, "福祉課", AMOUNT, typed)
    (row,) = [r for r in rows(output, "予算事業.csv") if r["予算事業"] == "見守り支援事業"]
    assert row["実績額"] == total
