"""A caller learns from the docstring what may reach it, also what a callee raised.

The calls are followed by name as far as that goes: functions of the package, and methods that a
class calls of itself. Only exceptions that the package defines are looked for: others are faults
of ours, and are not to be caught.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from tests.test_layers import SOURCES, _module

COUNTED = "TooMuchWork"  # raised only within ``text.work.limited``, whose users say so
EVERYTHING = {"Exception", "BaseException"}

Place = tuple[str, str]  # module and name; a method stands behind its class and a dot


@dataclass
class Raising:
    """What a function raises itself, and whom it calls; both less what it catches there."""

    node: ast.FunctionDef
    raised: set[str] = field(default_factory=set)
    calls: list[tuple[Place, frozenset[str]]] = field(default_factory=list)


TREES = {_module(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
CLASSES = {
    node.name: [ast.unparse(base) for base in node.bases]
    for tree in TREES.values()
    for node in tree.body
    if isinstance(node, ast.ClassDef)
}


def _kinds(name: str) -> set[str]:
    """The class and all that it descends from."""
    return {name}.union(*map(_kinds, CLASSES.get(name, ())))


OURS = {name for name in CLASSES if _kinds(name) & {"Exception", "ValueError"}} - {COUNTED}


def _functions(module: str) -> Iterator[tuple[Place, ast.FunctionDef]]:
    for node in TREES[module].body:
        if isinstance(node, ast.FunctionDef):
            yield (module, node.name), node
        elif isinstance(node, ast.ClassDef):
            methods = (item for item in node.body if isinstance(item, ast.FunctionDef))
            yield from (((module, f"{node.name}.{item.name}"), item) for item in methods)


FUNCTIONS = {place: Raising(node) for module in TREES for place, node in _functions(module)}
IMPORTED = {
    module: {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for module, tree in TREES.items()
}


def _place(module: str, name: str) -> Place | None:
    """Where a function stands that a module knows by a name."""
    while (module, name) not in FUNCTIONS:
        if name not in IMPORTED.get(module, {}):
            return None
        module, name = IMPORTED[module][name]
    return module, name


def _called(caller: Place, called: ast.expr) -> Place | None:
    module, name = caller
    if isinstance(called, ast.Name):
        return _place(module, called.id)
    if not (isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)):
        return None
    owner = called.value.id
    if owner in ("self", "cls"):
        return _place(module, f"{name.partition('.')[0]}.{called.attr}")
    room, known = IMPORTED[module].get(owner, ("", ""))
    return _place(f"{room}.{known}", called.attr) or _place(room, f"{known}.{called.attr}")


def _names(expression: ast.expr | None) -> frozenset[str]:
    """The classes that an ``except`` or a ``suppress`` names; without one, all."""
    if expression is None:
        return frozenset(EVERYTHING)
    return frozenset(node.id for node in ast.walk(expression) if isinstance(node, ast.Name))


def _follow(place: Place, node: ast.AST, caught: frozenset[str]) -> None:
    """Note what ``node`` raises and calls, where ``caught`` does not get further."""
    if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
        return
    if isinstance(node, ast.Try):
        within = caught.union(*(_names(handler.type) for handler in node.handlers))
        for part in node.body:
            _follow(place, part, within)
        for part in (*node.handlers, *node.orelse, *node.finalbody):
            _follow(place, part, caught)
        return
    if isinstance(node, ast.With):
        used = [item.context_expr for item in node.items]
        caught = caught.union(*(_names(use) for use in used if "suppress(" in ast.unparse(use)))
    _note(FUNCTIONS[place], place, node, caught)
    for child in ast.iter_child_nodes(node):
        _follow(place, child, caught)


def _note(found: Raising, place: Place, node: ast.AST, caught: frozenset[str]) -> None:
    if isinstance(node, ast.Raise) and node.exc is not None:
        thrown = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        found.raised |= {ast.unparse(thrown)} - {name for name in CLASSES if _kinds(name) & caught}
    elif isinstance(node, ast.Call) and (callee := _called(place, node.func)):
        found.calls.append((callee, caught))


def _reaching() -> Mapping[Place, set[str]]:
    """By function: which of our exceptions may leave it."""
    for place, found in FUNCTIONS.items():
        for statement in found.node.body:
            _follow(place, statement, frozenset())
    reaching = {place: found.raised & OURS for place, found in FUNCTIONS.items()}
    grown = True
    while grown:
        grown = False
        for place, found in FUNCTIONS.items():
            for callee, caught in found.calls:
                passed = {name for name in reaching[callee] if not _kinds(name) & caught}
                grown |= not passed <= reaching[place]
                reaching[place] |= passed
    return reaching


REACHING = _reaching()


def _is_public(place: Place) -> bool:
    module, name = place
    return not module.startswith("zushi_xl.cli") and not any(
        part.startswith("_") for part in name.split(".")
    )


@pytest.mark.parametrize("module", sorted(TREES))
def test_a_public_function_says_what_passes_through_it(module: str) -> None:
    for place, names in REACHING.items():
        if place[0] == module and _is_public(place):
            told = ast.get_docstring(FUNCTIONS[place].node) or ""
            silent = {name for name in names if not any(kind in told for kind in _told(name))}
            assert not silent, place[1]


def _told(name: str) -> set[str]:
    """What a docstring may call it: the class, or one of ours that it is a kind of."""
    return _kinds(name) & OURS


def test_exceptions_are_followed_through_calls() -> None:
    """Typed by hand: raised two rooms below, caught on the way, raised beside."""
    assert "Problem" in REACHING["zushi_xl.workflow.year_files", "write_outputs"]
    assert REACHING["zushi_xl.workflow.browser.entry", "answered"] == set()
    assert "NumeralError" in REACHING["zushi_xl.quantity.eras", "read_era_number"]
    assert "Refused" not in REACHING["zushi_xl.xlsx_in.reader", "read_plain"]
