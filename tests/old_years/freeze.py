"""Keeps a year as it was: ``python -m tests.old_years.freeze 2024``.

Masters, returned books and the result as this version gives it go into ``tests/old_years/<年度>``;
every later version must read them with the same answers and findings. Done once a year, when the
year is closed; what a later version judges otherwise is listed in ``違い.md`` with the reason, and
the frozen result is left alone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import zushi_xl
from tests.conftest import ROOT
from zushi_xl.publish import result_json

FOLDER = Path(__file__).parent
PLAN, FORM, RESULT, INPUTS = "計画マスタ.xlsx", "様式定義.xlsx", "収集結果.json", "inputs"


def read_again(folder: Path) -> str:
    """収集結果.json of a frozen year as this version gives it."""
    year = zushi_xl.collect(folder / INPUTS, plan=folder / PLAN, form=folder / FORM, workers=0)
    return "".join(result_json(year.report))


def main(year: str) -> None:
    folder = FOLDER / year
    folder.mkdir()
    for name in (PLAN, FORM):
        shutil.copy(ROOT / "templates_xlsx" / name, folder / name)
    shutil.copytree(ROOT / "inputs", folder / INPUTS)
    (folder / RESULT).write_text(read_again(folder), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
