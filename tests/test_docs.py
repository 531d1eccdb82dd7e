"""What the documents say of the program is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT
from tests.samples.make_lists import PAGES
from zushi_xl.cli.commands import main

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


def test_ci_runs_the_command_of_the_readme() -> None:
    block = re.search(r"<!-- tests -->\n```bash\n(.+)\n```", README)
    assert block is not None
    assert "pytest" in block[1]
    assert "<!-- tests -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
