"""What a reader of the code is told: what a function raises, and how boxes and columns count."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_layers import PACKAGE, SOURCES

PLACES = frozenset({"row", "column", "top", "bottom", "left", "right", "first_column"})
RANGES = ({"top", "bottom"}, {"left", "right"})
TOLD_IN_JAPANESE = "cli"  # what stands there is the help of a command


def _public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node.body)


def _raised(function: ast.FunctionDef) -> set[str]:
    """The exceptions that a function names where it raises them."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            thrown = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = ast.unparse(thrown).rpartition(".")[2]
            found |= {name} if name[0].isupper() else set()
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_public_function_says_what_it_raises(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] == TOLD_IN_JAPANESE:
        return
    for function in _public(ast.parse(path.read_text(encoding="utf-8")).body):
        silent = {e for e in _raised(function) if e not in (ast.get_docstring(function) or "")}
        assert not silent, function.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_public_function_says_what_it_gives(path: Path) -> None:
    """Methods and properties too; of ``@overload`` the one that does the work."""
    for function in _public(ast.parse(path.read_text(encoding="utf-8")).body):
        if "overload" not in map(ast.unparse, function.decorator_list):
            assert ast.get_docstring(function), function.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_places_say_from_where_they_count(path: Path) -> None:
    """Fields and ends that are numbers of rows or columns: "0-based", and "inclusive" of a range."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        fields = {
            item.target.id
            for item in node.body
            if isinstance(item, ast.AnnAssign)
            and isinstance(item.target, ast.Name)
            and ast.unparse(item.annotation) in ("int", "int | None")
        }
        said = ast.get_docstring(node) or ""
        if fields & PLACES:
            assert "0-based" in said, node.name
        if any(ends <= fields for ends in RANGES):
            assert "inclusive" in said, node.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_public_class_says_what_it_is(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
