"""Imports point down the list of docs/architecture.md only, and nobody imports in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "zushi_xl"
LAYERS = (
    "cells check_words cleaning codes text quantity run_lock run_memory japanese_click sheets.metrics sheets.names",
    "finding identity plan sheets.model tables",
    "remote",
    "remote_output xlsx_in",
    "catalogue form frames grades groups records sheets.text_rendering whole_output xlsx_out",
    "adopt layout plan_file submission_rules",
    "form_file frame grid pages reading redline rollover sheets.live_help",
    "returned sheets.masters sheets.placing sheets.revision_list",
    "sheets.form sheets.marked_texts submission",
    "report sheets.cover",
    "consolidate publish rules sheets.correction sheets.findings",
    "parts sheets.book",
    "sheets.volumes",
    "workflow",
    "terminal",
    "cli",
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names.split()}


def _room(module: str) -> str:
    """``zushi_xl.sheets.form`` → sheets.form, ``zushi_xl.rules.kpi`` → rules."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2]) if parts[:1] == ["sheets"] else (parts or [""])[0]


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _imported(path, node)


def _imported(path: Path, node: ast.ImportFrom) -> Iterator[str]:
    base = node.module or ""
    if node.level:
        here = _module(path).split(".")
        package = here if path.name == "__init__.py" else here[:-1]
        base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
    for alias in node.names:
        yield f"{base}.{alias.name}"


SOURCES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = _room(_module(path))
    if not room:
        return
    for name in _imports(path):
        other = _room(name) if name.startswith("zushi_xl.") else ""
        if other in LEVEL and other != room:
            assert LEVEL[other] < LEVEL[room], f"{room} imports {other}"


def test_every_room_has_its_layer() -> None:
    rooms = {_room(_module(path)) for path in SOURCES} - {"", "sheets"}
    assert rooms == set(LEVEL)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_where_used(path: Path) -> None:
    """At the top of a module they would slow down every command."""
    heavy = {"pandas", "openpyxl", "rich", "matplotlib", "dask", "distributed", "fsspec"}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            assert not heavy & {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in heavy


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_functions_and_files_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert _length(node) <= 50, node.name


def _length(function: ast.FunctionDef) -> int:
    """Lines of code without the docstring."""
    first = function.body[1] if ast.get_docstring(function) and function.body[1:] else function
    return (function.end_lineno or 0) - first.lineno + 1
