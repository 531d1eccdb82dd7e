"""What the documents say of the program is what the program says."""

from __future__ import annotations

import re
from configparser import ConfigParser
from importlib.metadata import requires
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.samples.make_lists import PAGES
from zushi_xl.cli.commands import main
from zushi_xl.masters.plan.setting_names import SETTINGS
from zushi_xl.page.runtime import VERSION
from zushi_xl.sheets.findings.collection_lists import CHANGES, LEDGER, STANDINGS
from zushi_xl.sheets.findings.lists import FILES, FINDINGS, NORMALISED
from zushi_xl.sheets.findings.rule_years_list import RULE_YEARS
from zushi_xl.workflow.handbook_html import GROUPS
from zushi_xl.workflow.handbook_index import anchor

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _usage(name: str, command: click.Command) -> str:
    pieces = [
        p
        for p in command.collect_usage_pieces(
            click.Context(command, help_option_names=["-h", "--help"])
        )
        if p != "[OPTIONS]"
    ]
    return " ".join(["zushi-xl", name, *pieces])


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_readme_with_its_help(name: str) -> None:
    command = main.commands[name]
    assert f"| `{_usage(name, command)}` | {command.get_short_help_str(limit=200)} |" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_lists_are_what_the_program_has(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES[page]()


def test_the_readme_names_no_other_command() -> None:
    named = set(re.findall(r"^\| `zushi-xl ([a-z]+)", README, re.MULTILINE))
    assert named == set(main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_has_a_japanese_help(name: str) -> None:
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert re.search(r"[ぁ-ん一-龥]", parameter.help or ""), (name, parameter.name)


def _documents() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.name)
def test_links_lead_to_a_heading(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for page, place in re.findall(r"\]\(([^)#:\s]*)#([^)]+)\)", text):
        target = (document.parent / page if page else document).read_text(encoding="utf-8")
        target = re.sub(r"^```.*?^```", "", target, flags=re.DOTALL | re.MULTILINE)
        headings = re.findall(r"^#+ +(.+)$", target, re.MULTILINE)
        assert place in map(anchor, headings), (page, place)


def test_the_readme_leads_to_every_page_in_the_order_of_the_handbook() -> None:
    linked = re.findall(r"\]\(docs/([^)/]+)\.md\)", README[README.index("## Read on") :])
    officers = [name for _, group in GROUPS for name in group]
    assert linked[: len(officers)] == officers
    assert set(linked) == {page.stem for page in (ROOT / "docs").glob("*.md")}


def test_ci_runs_the_command_of_the_readme() -> None:
    block = re.search(r"<!-- tests -->\n```bash\n(.+)\n```", README)
    assert block is not None
    assert "pytest" in block[1]
    assert "<!-- tests -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


FOREIGN_OPTIONS = frozenset(
    [
        "--force-reinstall",
        "--no-index",
        "--find-links",
        "--no-package-lock",
        "--prefix",
        "--proxy",
        "--nthreads",
        "--nworkers",
        "--infilter",
        "--dist",
    ]
)  # of pip, npm, Dask, LibreOffice, pytest-xdist


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.name)
def test_every_option_named_exists(document: Path) -> None:
    known = {o for c in main.commands.values() for p in c.params for o in p.opts}
    known |= {"--version", "--help"} | _options_of_tools()
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*\b", document.read_text(encoding="utf-8")))
    assert named - FOREIGN_OPTIONS <= known


def _options_of_tools() -> set[str]:
    """Those that the scripts of benchmarks, docs and tests declare."""
    rooms = ("benchmarks", "docs", "tests")
    scripts = [p for room in rooms for p in (ROOT / room).glob("**/*.py")]
    texts = (p.read_text(encoding="utf-8") for p in scripts if "node_modules" not in p.parts)
    return {o for text in texts for o in re.findall(r'add_argument\(\s*"(--[a-z-]+)"', text)}


def test_every_option_is_explained_beyond_its_help() -> None:
    """In a page for readers, not only in the list of all options."""
    pages = (page for page in _documents() if page.stem not in ("コマンド", "CHANGELOG"))
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    options = [p for c in main.commands.values() for p in c.params if isinstance(p, click.Option)]
    untold = [p.opts for p in options if not any(re.search(rf"{o}\b", told) for o in p.opts)]
    assert untold == []


def test_the_readme_names_every_extra_and_every_library() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = set(config["options.extras_require"])
    assert set(re.findall(r"^\| `zushi_xl\[(\w+)\]` \|", README, re.MULTILINE)) == extras
    assert [name for name in _needed("zushi_xl") if _plain(name) not in _plain(README)] == []


def _plain(text: str) -> str:
    return text.lower().replace("_", "-")


def _needed(package: str) -> set[str]:
    """What a package needs, and what that needs in turn, here or on Windows."""
    found: set[str] = set()
    for line in requires(package) or ():
        need = Requirement(line)
        places = ({"extra": ""}, {"extra": "", "sys_platform": "win32", "os_name": "nt"})
        if need.marker is None or any(need.marker.evaluate(place) for place in places):
            found |= {need.name} | _needed(need.name)
    return found


FINDINGS_SHEETS = {"概要", FINDINGS, FILES, NORMALISED, STANDINGS, CHANGES, LEDGER, RULE_YEARS}


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.name)
def test_sheets_have_their_names(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"点検結果(?:_[^`の]*)?`? ?の「([^」]+)」", text)) - {"○○"}
    assert named <= FINDINGS_SHEETS
    assert "「確認」の列" not in text  # it is headed 記入の確認


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/ブラウザで使う.md"])
def test_the_python_of_the_page_is_named_as_it_is(page: str) -> None:
    named = re.findall(r"pyodide[@-](\d[\d.]*\d)", (ROOT / page).read_text(encoding="utf-8"))
    assert set(named) == {VERSION}


def test_every_setting_named_exists() -> None:
    """「設定」の「…」 in the pages for readers is a row of that sheet."""
    known = {setting.name for setting in SETTINGS}
    for document in _documents():
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"「設定」の(?:「|\*\*)([^」*]+)(?:」|\*\*)", text))
        assert named <= known | {"値"}, document.name
