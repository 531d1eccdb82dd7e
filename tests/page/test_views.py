"""Each view in each browser, as people use it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.own_form.forms import FORM, filled, masters_in
from tests.page.conftest import MASTERS, TEMPLATES, told_by_the_command
from tests.page.driver import Browser

pytestmark = pytest.mark.browser
SCHOOL = ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx"


@pytest.fixture
def opened(browser: Browser, toolkit: Path) -> Iterator[Browser]:
    """The page for the planning division, its Python ready."""
    browser.tell("complaints")  # those of other pages in the same browser
    browser.at(toolkit.as_uri())
    yield browser
    assert not browser.tell("complaints")


@pytest.mark.parametrize("view", ["collect", "check", "distribute", "redline", "rollover"])
def test_the_example_can_be_tried(opened: Browser, view: str) -> None:
    opened.go(view)
    opened.tell("click", selector="#sample")
    assert opened.wait("done", "refused") == "done", opened.text("#status")
    assert opened.archive()
    assert "見本（例示）の結果です" in opened.text("#lines")
    tab = opened.text(f'#views a[href="#{view}"]')
    assert opened.text("#answer-head") == f"結果（{tab}）"


def test_the_heading_counts_what_is_shown_of_one_division(opened: Browser) -> None:
    opened.go("collect")
    opened.tell("click", selector="#sample")
    assert opened.wait("done") == "done"
    everything = len(opened.findings())
    assert opened.text("#findings-head").startswith(f"指摘 {everything} 件")
    opened.script(
        "document.querySelector('#division').value = '学校教育課';"
        "document.querySelector('#division').dispatchEvent(new Event('change'))"
    )
    assert opened.text("#findings-head").startswith("指摘 1 件")


def test_a_returned_form_is_checked(opened: Browser) -> None:
    opened.go("check")
    opened.choose("files", [SCHOOL])
    opened.choose("masters", MASTERS)
    assert opened.run() == "done"
    assert opened.findings() == told_by_the_command(SCHOOL)
    assert "差し戻し/学校教育課_差し戻し2.xlsx" in opened.archive()
    result = json.loads(opened.save("#result").read_text(encoding="utf-8"))
    assert [found["rule"] for found in result["findings"]] == [
        found["rule"] for found in opened.findings()
    ]


def test_it_says_what_is_missing_and_goes_on(opened: Browser) -> None:
    opened.go("collect")
    assert opened.run() == "refused"
    assert "計画マスタと様式定義がありません" in opened.text("#status")
    opened.choose("masters", MASTERS[:1])
    assert opened.run() == "refused"
    assert "様式定義がありません" in opened.text("#status")
    opened.choose("masters", MASTERS)
    assert opened.run() == "refused"
    assert "届いたブックがありません" in opened.text("#status")
    opened.choose("files", [SCHOOL])
    assert opened.run() == "done"


def test_faults_of_a_master_are_listed_with_their_cells(opened: Browser, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(MASTERS[0])
    book["担当課"]["A2"] = None
    faulty = tmp_path / "計画マスタ.xlsx"
    book.save(faulty)
    opened.go("distribute")
    opened.choose("masters", [faulty, MASTERS[1]])
    assert opened.run() == "refused"
    assert "誤りが" in opened.text("#status")
    assert {found["file"] for found in opened.findings()} == {faulty.name}
    assert all(found["cell"] for found in opened.findings())


def test_two_versions_of_a_plan_are_compared(opened: Browser) -> None:
    opened.go("redline")
    opened.choose("old", [TEMPLATES / "計画マスタ_改定前.xlsx"])
    opened.choose("new", [TEMPLATES / "計画マスタ_改定後.xlsx"])
    assert opened.run() == "done"
    assert list(opened.archive()) == ["改定内容一覧.xlsx"]


def test_a_collected_year_is_rolled_over(opened: Browser) -> None:
    opened.go("collect")
    opened.tell("click", selector="#sample")
    opened.wait("done")
    result = opened.save("#result")
    opened.go("rollover")
    opened.choose("masters", MASTERS)
    opened.choose("collected", [result])
    assert opened.run() == "refused"  # the example has faults that must be mended
    opened.tell("click", selector="[data-option=force]")
    assert opened.run() == "done"
    assert list(opened.archive()) == ["計画マスタ_2025年度.xlsx"]


def test_quantities_are_read(opened: Browser) -> None:
    opened.go("normalize")
    opened.script("void (document.querySelector('textarea').value = '約1,030人\\n８６６％')")
    assert opened.run() == "done"
    rows = opened.script(
        "[...document.querySelectorAll('#table tbody tr')]"
        ".map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    assert rows[0][:5] == ["約1,030人", "数量", "1030", "人", "約"]
    assert rows[1][:4] == ["８６６％", "割合", "866", "％"]


def test_a_run_can_be_cancelled(opened: Browser) -> None:
    opened.go("collect")
    opened.tell("click", selector="#sample")
    assert opened.wait("busy", "done") == "busy"
    opened.tell("click", selector="#cancel")
    assert opened.script("document.body.dataset.state") == "loading"
    assert opened.wait("ready") == "ready"
    opened.tell("click", selector="#sample")
    assert opened.wait("done") == "done"


def test_what_is_chosen_is_listed_as_it_is_meanwhile_too(opened: Browser) -> None:
    """Choosing anew while it works empties the fields, and what is listed below them."""
    opened.go("collect")
    opened.choose("files", [SCHOOL])
    opened.tell("click", selector="#sample")
    opened.tell("click", selector="#reset")
    opened.until("!document.querySelector('[data-field=files] output').textContent")
    assert opened.wait("done") == "done"


# The drivers of Firefox give a page neither a folder of the system nor a drop, so there the folder is
# made, as Firefox would give it, of a file that was chosen: names with folders; entries and readers.
_AS_FIREFOX_GIVES = """
{
  const [chosen] = document.querySelector("#files").files;
  const named = (path) => Object.defineProperty(
    new File([chosen], chosen.name), "webkitRelativePath", { value: path });
  window.ofFolder = [named(`届いたもの/課/${chosen.name}`)];
  const file = (name) => ({ isFile: true, name, file: (give) => give(chosen) });
  const folder = (name, portions) => ({
    isFile: false, name,
    createReader: () => ({ readEntries: (give) => setTimeout(give, 200, portions.shift() || []) }),
  });
  const inner = folder("課", [[file("一つ目.xlsx")], [file("二つ目.xlsx")]]);
  window.ofDrop = { kind: "file", getAsFile: () => null,
    webkitGetAsEntry: () => folder("届いたもの", [[inner]]) };
  document.querySelector("#files").value = "";
}
"""


def choose_the_folder(opened: Browser) -> str:
    """The sample's folder; gives a name below it that findings must tell."""
    if opened.kind == "chrome":
        opened.choose("folder", [ROOT / "inputs"])
        return "環境都市課/R6 進捗評価（環境都市）.xlsx"
    opened.choose("files", [SCHOOL])
    opened.script(_AS_FIREFOX_GIVES)
    opened.script(
        "Object.defineProperty(document.querySelector('#folder'), 'files',"
        " {value: ofFolder, configurable: true}),"
        "document.querySelector('#folder').dispatchEvent(new Event('change', {bubbles: true}))"
    )
    return f"課/{SCHOOL.name}"


def test_a_folder_keeps_its_folders(opened: Browser) -> None:
    opened.go("check")
    opened.choose("masters", MASTERS)
    inner = choose_the_folder(opened)
    assert opened.run() == "done"
    assert inner in {f["file"] for f in opened.findings()}
    opened.script("delete document.querySelector('#folder').files")


def drop_the_folder(opened: Browser) -> set[str]:
    """Gives names below it that findings must tell."""
    if opened.kind == "chrome":
        opened.tell("drop", selector="[data-field=masters]", paths=[str(path) for path in MASTERS])
        # What is listed moves the field below it.
        opened.until("document.querySelector('[data-field=masters] output').textContent")
        opened.tell("drop", selector="[data-field=files]", paths=[str(ROOT / "inputs")])
        return {"環境都市課/R6 進捗評価（環境都市）.xlsx"}
    opened.choose("masters", MASTERS)
    opened.choose("files", [SCHOOL])
    opened.script(_AS_FIREFOX_GIVES)
    opened.script(
        "{ const drop = new Event('drop', {cancelable: true}); drop.dataTransfer = {items: [ofDrop]};"
        " document.querySelector('[data-field=files]').dispatchEvent(drop); }"
    )
    return {"課/一つ目.xlsx", "課/二つ目.xlsx"}


def test_folders_and_files_can_be_dropped(opened: Browser) -> None:
    opened.go("check")
    names = drop_the_folder(opened)
    assert opened.run() == "done"  # pressed while the folder is still being opened
    assert names <= {f["file"] for f in opened.findings()}


@pytest.mark.parametrize(
    ("style", "files"),
    [
        ("新旧対照表", ["新旧対照表.xlsx"]),
        ("both", ["改定内容一覧.xlsx", "新旧対照表.xlsx"]),
    ],
)
def test_the_style_of_a_comparison_is_chosen(opened: Browser, style: str, files: list[str]) -> None:
    opened.go("redline")
    opened.choose("old", [TEMPLATES / "計画マスタ_改定前.xlsx"])
    opened.choose("new", [TEMPLATES / "計画マスタ_改定後.xlsx"])
    opened.script(f"void (document.querySelector('[data-option=style]').value = '{style}')")
    assert opened.run() == "done"
    assert sorted(opened.archive()) == files


def test_what_is_not_made_here_is_said(opened: Browser) -> None:
    said = opened.script("document.querySelector('footer').textContent")
    for word in ("--pdf", "--from-cells", "--book-old", "adopt", "s3://"):
        assert word in said


def test_a_year_in_phases_names_its_phase(opened: Browser) -> None:
    """The field stands folded away; what is wrong with it is said in the words of the page."""
    opened.go("distribute")
    opened.choose("masters", MASTERS)
    opened.script("void (document.querySelector('[data-option=phase]').value = '中間')")
    opened.choose("records", MASTERS[:1])
    assert opened.run() == "refused"
    assert opened.text("#status").startswith(
        "計画マスタに段階がないので、「中間」を「段階」の欄に指定できません。"
    )
    opened.go("distribute")  # empty again for those who come after


def test_a_published_state_is_given_again(opened: Browser, tmp_path: Path) -> None:
    """確定, then 訂正: the archive of the first run in place of the folder of outputs."""
    opened.go("collect")
    opened.choose("masters", MASTERS)
    opened.choose("files", [SCHOOL])
    opened.script("void (document.querySelector('[data-option=freeze]').value = '確定')")
    assert opened.run() == "done"
    kept = opened.save("#download").rename(tmp_path / "前の結果.zip")
    opened.go("collect")
    opened.choose("masters", MASTERS)
    opened.choose("files", sorted((ROOT / "inputs").glob("高齢*.xlsx")))
    opened.choose("records", [kept])
    assert opened.run() == "done", opened.text("#lines")
    assert {"2024年度/確定/確定.json", "2024年度/公開データ/正誤表.csv"} <= opened.archive().keys()


def test_it_works_by_keyboard_alone(opened: Browser) -> None:
    opened.go("normalize")
    opened.script("document.querySelector('textarea').focus()")
    opened.tell("press", key="Tab")
    assert opened.script("document.activeElement.id") == "run"
    opened.tell("press", key="Enter")
    assert opened.wait("done") == "done"
    assert opened.script("document.activeElement.id") == "answer-head"


def test_files_may_be_chosen_before_python_is_ready(browser: Browser, self_check: Path) -> None:
    browser.open(self_check.as_uri())
    browser.choose("files", [SCHOOL])
    assert browser.run() == "done"
    assert browser.findings() == told_by_the_command(SCHOOL)


def test_the_masters_that_were_chosen_last_count(opened: Browser) -> None:
    """They are read as soon as they are chosen; nothing is said before somebody runs something."""
    opened.go("check")
    for masters in ([ROOT / "README.md"], MASTERS[:1], MASTERS):
        opened.choose("masters", masters)
    assert opened.script("document.body.dataset.state") == "ready"
    opened.choose("files", [SCHOOL])
    assert opened.run() == "done"
    assert opened.findings() == told_by_the_command(SCHOOL)


def test_a_form_of_the_citys_own_is_checked(opened: Browser, tmp_path: Path) -> None:
    """The original is chosen beside the two masters."""
    returned = filled(masters_in(tmp_path), tmp_path, {"C3": "企画課", "C5": "たくさん"})
    opened.go("check")
    opened.choose(
        "masters", [tmp_path / name for name in ("計画マスタ.xlsx", "様式定義.xlsx", FORM)]
    )
    opened.choose("files", [returned])
    assert opened.run() == "done", opened.text("#status")
    assert [(f["rule"], f["cell"]) for f in opened.findings()] == [("own-form-value", "C5")]
    assert "差し戻し/企画課_差し戻し2.xlsx" in opened.archive()
