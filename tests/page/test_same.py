"""The page gives what the command line gives: texts byte for byte, workbooks part for part."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.page.conftest import MASTERS
from tests.page.driver import Browser
from tests.page.same import differences, files_below
from tests.reading.filled import Distribution
from tests.reading.mutations import ALL, COMBINED, mutate
from tests.xlsx_in import hostile
from zushi_xl.cli.commands import main
from zushi_xl.masters.load import Masters

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


SETS: dict[str, Callable[[Path, Masters], None]] = {
    "sample": sample,
    "mutated": mutated,
    "hostile": hostile_books,
}


@pytest.fixture(scope="module", params=SETS)
def year(
    request: pytest.FixtureRequest, masters: Masters, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with ``inputs`` and, as the command line writes them, ``outputs``."""
    folder = tmp_path_factory.mktemp(request.param)
    SETS[request.param](folder / "inputs", masters)
    given = ["--plan", str(MASTERS[0]), "--form", str(MASTERS[1]), "-o", str(folder / "outputs")]
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
    browser.choose("masters", MASTERS)
    choose_folder(browser, year / "inputs")
    if (year / "outputs" / "2024年度" / "公開サイト").is_dir():
        browser.tell("click", selector="[data-option=site]")
    assert browser.run(seconds=300) == "done"
    assert differences(files_below(year / "outputs"), browser.archive()) == []
