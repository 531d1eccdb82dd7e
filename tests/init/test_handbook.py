"""The handbook says what the program does, and shows what it makes."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.samples.make_handbook_pictures import PICTURES
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.plan.model import ENDED_STATES
from zushi_xl.rollover.master_editor import RECORD

TEXT = (ROOT / "docs" / "手引き.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "zushi_xl" / "data" / "手引き.txt").read_text(encoding="utf-8")
LARGEST = 250_000


@pytest.mark.parametrize("text", [TEXT, GUIDE], ids=["handbook", "guide"])
def test_every_command_named_exists_with_its_options(text: str) -> None:
    for name, rest in re.findall(r"zushi-xl ([a-z]+)([^`\n]*)", text):
        assert name in main.commands
        known = {option for p in main.commands[name].params for option in p.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


def test_every_rule_named_exists() -> None:
    assert set(re.findall(r"\b[a-z]+-[a-z]+(?:-[a-z]+)*\b(?=[^`\n]*\|)", TEXT)) - {
        "zushi-xl"
    } <= set(RULES)


def test_the_words_of_the_program_are_used() -> None:
    for word in (*(severity.label for severity in Severity), RECORD, "・".join(ENDED_STATES)):
        assert word in TEXT


def test_every_heading_of_the_contents_is_there() -> None:
    headings = {
        re.sub(r"[：:（）()、。]", "", h).strip() for h in re.findall(r"^## (.+)$", TEXT, re.M)
    }
    assert set(re.findall(r"^- \[.+\]\(#(.+)\)$", TEXT, re.M)) <= headings


def test_every_picture_is_shown_and_small_enough() -> None:
    shown = set(re.findall(r"\(images/(.+)\.png\)", TEXT))
    assert shown >= set(PICTURES)
    for name in shown:
        assert (ROOT / "docs" / "images" / f"{name}.png").stat().st_size <= LARGEST
