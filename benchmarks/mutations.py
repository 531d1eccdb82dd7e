"""Small changes of the code: where a change can be made, and the changed module."""

from __future__ import annotations

import ast
import random
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


class Mutant(NamedTuple):
    """A changed module: where, what it was and is, and the whole new tree."""

    module: Path
    line: int
    what: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return f"{self.module.relative_to(ROOT).as_posix()}:{self.what}"


def places_of(module: Path, *, wide: bool = False) -> list[int]:
    """The numbers of the nodes of a module that can be changed, as ``ast.walk`` meets them."""
    change = _change_widely if wide else _change
    tree = ast.parse(module.read_text(encoding="utf-8"))
    types = {id(node) for hint in _not_run(tree) for node in ast.walk(hint)}
    nodes = enumerate(ast.walk(tree))
    return [number for number, node in nodes if id(node) not in types and change(node)]


def mutant_at(module: Path, number: int, *, wide: bool = False) -> Mutant:
    """The module with one node changed."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    node = nodes[number]
    given = next((n for n in nodes if isinstance(n, ast.keyword) and n.value is node), None)
    told = node if given is None else given  # slots=True says more than True
    before, line = ast.unparse(told), getattr(node, "lineno", 0)
    (_change_widely if wide else _change)(node)
    what = f"{before[:70]} -> {ast.unparse(told)[:70]}".replace("\n", " ")
    return Mutant(module, line, what, ast.fix_missing_locations(tree))


def _not_run(tree: ast.Module) -> list[ast.AST]:
    """What only type checkers and people read."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        hints = (getattr(node, field, None) for field in ("annotation", "returns"))
        found += [hint for hint in hints if hint is not None]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.append(node)
    return found


def _change_widely(node: ast.AST) -> bool:
    """As ``_change``, and texts, ``not`` and arguments that are given by name."""
    match node:
        case ast.Constant(value=str() as value):
            node.value = f"XX{value}XX"
        case ast.UnaryOp(op=ast.Not()):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.Call(keywords=[ast.keyword(arg=str()), *_]):
            node.keywords = node.keywords[1:]
        case _:
            return _change(node)
    return True


def _change(node: ast.AST) -> bool:
    """Change the node where it is one of those that decide something."""
    match node:
        case ast.Compare():
            node.ops[0] = _SWAPS[type(node.ops[0])]()  # type: ignore[assignment]
        case ast.BinOp() if type(node.op) in _SWAPS:
            node.op = _SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.BoolOp():
            node.op = _SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
        case _:
            return False
    return True


def chosen(room: str, count: int, seed: int, *, wide: bool = False) -> list[Mutant]:
    """The mutants of a room that the seed picks: modules by their size, one change each."""
    chance = random.Random(seed)
    modules = sorted((ROOT / "zushi_xl" / room).rglob("*.py"))
    places = {module: found for module in modules if (found := places_of(module, wide=wide))}
    sizes = [len(module.read_bytes()) for module in places]
    picked = chance.choices(list(places), sizes, k=count)
    return [mutant_at(module, chance.choice(places[module]), wide=wide) for module in picked]
