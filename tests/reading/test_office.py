"""Mutated books saved by LibreOffice in its formats: what the reader still makes of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reading.filled import Distribution
from tests.reading.judging import judge
from tests.reading.mutations import mutate
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.workflow.distribute import distribute
from zushi_xl.workflow.own_products import LeftOutFile
from zushi_xl.workflow.single_books import BookContext, judged
from zushi_xl.xlsx_in import read_workbook

pytestmark = pytest.mark.office
_STEPS = ("insert_blank_row", "add_initiative", "rename_sheets", "struck_runs", "typed_number")
_FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xlsm": "xlsm:Calc MS Excel 2007 VBA XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods",
}


def convert(paths: list[Path], kind: str, folder: Path) -> Path:
    """All files saved in another format by one LibreOffice with a profile of its own."""
    out = folder / kind
    command = [
        shutil.which("soffice") or "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        _FILTERS[kind],
        "--outdir",
        str(out),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out


@pytest.mark.parametrize("kind", _FILTERS)
def test_saved_by_libreoffice(kind: str, masters: Masters, tmp_path: Path) -> None:
    distribution = Distribution(masters, tmp_path / "forms")
    reader = Reader(masters.plan, masters.form)
    books = [mutate(distribution, name, seed) for seed, name in enumerate(_STEPS, 31)]
    saved = convert([book.write(tmp_path) for book in books], kind, tmp_path)
    for book in books:
        verdict = judge(reader, book, saved / f"{book.seed:05d}.{kind}")
        bad = {k: verdict.counts[k] for k in ("wrong", "lost", "traceback") if verdict.counts[k]}
        assert not bad, (book.steps, verdict.notes)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_forms_that_nobody_filled_are_known(kind: str, masters: Masters, tmp_path: Path) -> None:
    context = BookContext(masters)
    forms = distribute(masters, tmp_path, ["市民協働課", "防災安全課"])
    saved = convert(list(forms), kind, tmp_path)
    for path in forms:
        read = judged(context.reader, read_workbook(saved / f"{path.stem}.{kind}"))
        assert isinstance(read.outcome, LeftOutFile), read.outcome
        assert read.outcome.reason == "配布したままの様式です（未記入）。"
        assert read.outcome.division == path.stem.split("_")[0]
