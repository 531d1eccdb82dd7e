"""The list of rules: complete and documented. Books that raise each rule stand in tests/suite."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from zushi_xl import rules
from zushi_xl.cli.commands import main
from zushi_xl.findings.rule import RULES, Rule
from zushi_xl.returned import rules as reading_rules
from zushi_xl.rules.page import rules_in_order, rules_page
from zushi_xl.rules.registry import BOOK_CHECKS, MASTER_CHECKS, REPORT_CHECKS

PAGE = Path(__file__).parents[2] / "docs" / "点検ルール.md"
OF_READER = {rule.id for rule in vars(reading_rules).values() if isinstance(rule, Rule)}
"""Raised while a book is read: tests/reading/test_every_rule.py has a book for each."""


def test_the_page_is_as_committed() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page()


def test_the_page_and_the_command_list_the_same_rules_in_the_same_order() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", rules_page(), re.MULTILINE)
    shown = CliRunner().invoke(main, ["rules"]).output
    assert listed == re.findall(r"^([a-z-]+)　", shown, re.MULTILINE)
    assert listed == [rule.id for rule in rules_in_order()]
    assert sorted(listed) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_says_in_whole_sentences_what_it_means(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)+", rule.id)
    assert rule.meaning.endswith("。")
    assert rule.example
    assert rule.name


def _checks() -> Iterator[str]:
    """Functions that are written as rules: they take a book, the year or the masters."""
    for path in sorted(Path(rules.__path__[0]).glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = [a.arg.strip("_") for a in node.args.args]
                gives = ast.unparse(node.returns) if node.returns else ""
                if gives == "Iterator[Finding]" and names in _ARGUMENTS:
                    yield node.name.replace("_", "-")


_ARGUMENTS = (["plan", "form", "submission"], ["report"], ["plan", "form"])


def test_no_rule_is_unregistered() -> None:
    assert sorted(_checks()) == sorted([*BOOK_CHECKS, *REPORT_CHECKS, *MASTER_CHECKS])
