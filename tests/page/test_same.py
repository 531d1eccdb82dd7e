"""The page gives what the command line gives: texts byte for byte, workbooks part for part."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.conftest import ROOT
from tests.own_form.evaluation_forms import evaluation_in, fill, item_sheet
from tests.page.conftest import MASTERS
from tests.page.driver import Browser
from tests.page.same import differences, files_below
from tests.reading.filled import Distribution
from tests.reading.mutations import ALL, COMBINED, mutate
from tests.xlsx_in import hostile
from zushi_xl.cli.commands import main
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.distribute import distribute

pytestmark = pytest.mark.browser


def sample(folder: Path, _masters: Masters) -> None:
    """The year that is shipped."""
    shutil.copytree(ROOT / "inputs", folder)


def mutated(folder: Path, masters: Masters) -> None:
    """Books that have been through many hands: every mutation alone, and some together."""
    folder.mkdir()
    distribution = Distribution(masters, folder.parent / "distributed")
    (folder.parent / "distributed").mkdir(exist_ok=True)
    for number, name in enumerate((*ALL, *(COMBINED,) * 8)):
        book = mutate(distribution, name, seed=number)
        (folder / f"{number:03d}.xlsx").write_bytes(book.data)


def hostile_books(folder: Path, _masters: Masters) -> None:
    """Books that want to stop whoever opens them."""
    folder.mkdir()
    for name, build in (
        *hostile.HARMLESS.items(),
        *((n, b) for n, (_, b) in hostile.HOSTILE.items()),
    ):
        build(folder / f"{name}.xlsx")
    costly(folder / "costly.xlsx")


def costly(path: Path) -> None:
    """A form whose page stands in it a hundred times: more work than any book may cause."""
    book = load_workbook(ROOT / "inputs" / "高齢介護課_進捗状況評価シート.xlsx")
    sheet = book["1-3-① 介護予防の推進"]
    rows = [[(c.column, c.value) for c in row if c.value is not None] for row in sheet.iter_rows()]
    for number in range(1, 100):
        for at, row in enumerate(rows, 1 + number * (len(rows) + 1)):
            for column, value in row:
                sheet.cell(at, column).value = value
    book.save(path)


def own_form(folder: Path, _masters: Masters) -> None:
    """An evaluation on a city's own workbook: a copy for each 取り組み; its masters in ``masters``."""
    masters = folder.parent / "masters"
    masters.mkdir()
    evaluation = evaluation_in(masters, item_sheet(), {"必要性": {"コード": "取り組み"}})
    shutil.copyfile(MASTERS[0], masters / MASTERS[0].name)
    sent = distribute(evaluation, folder.parent / "sent", ["高齢介護課"])
    for number, copy in enumerate(sent):
        typed = {"C5": ["1200", "たくさん", ""][number], "C6": "体験会を12回開いた。"}
        fill(copy, typed, folder / f"{number}.xlsx")


def masters_of(year: Path) -> list[Path]:
    """Those that a set brings, else the shipped ones."""
    own = [year / "masters" / f"{name}.xlsx" for name in ("計画マスタ", "様式定義", "原本")]
    return own if own[0].is_file() else list(MASTERS)


SETS: dict[str, Callable[[Path, Masters], None]] = {
    "sample": sample,
    "mutated": mutated,
    "hostile": hostile_books,
    "own form": own_form,
}


@pytest.fixture(scope="module", params=SETS)
def year(
    request: pytest.FixtureRequest, masters: Masters, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with ``inputs`` and, as the command line writes them, ``outputs``."""
    folder = tmp_path_factory.mktemp(request.param)
    SETS[request.param](folder / "inputs", masters)
    plan, form = (next(m for m in masters_of(folder) if m.name == f.name) for f in MASTERS)
    given = ["--plan", str(plan), "--form", str(form), "-o", str(folder / "outputs")]
    given += ["--site"] if request.param == "sample" else []
    result = CliRunner().invoke(main, ["collect", str(folder / "inputs"), *given])
    assert result.exit_code in (0, 1), result.output
    return folder


# The driver of Firefox chooses no folders: there the chosen files get the names that it gives them.
_AS_A_FOLDER = """
{
  const [flat, folder] = [document.querySelector("#files"), document.querySelector("#folder")];
  const names = %s;
  const files = [...flat.files].map((file, at) => Object.defineProperty(
    new File([file], file.name), "webkitRelativePath", { value: names[at] }));
  flat.value = "";
  Object.defineProperty(folder, "files", { value: files, configurable: true });
  folder.dispatchEvent(new Event("change", { bubbles: true }));
}
"""


def choose_folder(browser: Browser, folder: Path) -> None:
    if browser.kind == "chrome":
        browser.choose("folder", [folder])
        return
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    browser.choose("files", files)
    names = [path.relative_to(folder.parent).as_posix() for path in files]
    browser.script(_AS_A_FOLDER % json.dumps(names))


def test_the_page_gives_the_same(browser: Browser, toolkit: Path, year: Path) -> None:
    browser.ready(f"{toolkit.as_uri()}#collect")
    browser.choose("masters", masters_of(year))
    choose_folder(browser, year / "inputs")
    if (year / "outputs" / "2024年度" / "公開サイト").is_dir():
        browser.tell("click", selector="[data-option=site]")
    assert browser.run(seconds=300) == "done"
    assert differences(files_below(year / "outputs"), browser.archive()) == []
