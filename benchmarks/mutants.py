"""Whether the tests bite: small changes of the code, one at a time, that some test must notice.

    python -m benchmarks.mutants --room quantity --count 300 --seed 1
    python -m benchmarks.mutants --room quantity --count 300 --seed 1 --wide

``--wide`` changes texts too, leaves out a ``not`` and drops arguments that are given by name.
Takes ``count`` places by chance (the same for the same seed) and changes one at a time. The nearest
tests are collected once and run once, to learn which of them reach which line; then a process is
forked for each change, which puts it into the function concerned and runs the tests that reach it,
until one fails (``benchmarks.mutation_run``). What survives is printed: each is a missing test, or
a change that means the same and stands with its reason in ``benchmarks/equal_mutants.tsv``. A test
that runs out of time has noticed. ``--again`` takes a saved output and tries what survived, for
tests written since; where the code changed, the seed picks others. ``--seconds 15`` runs only as
many tests for a change as take that long together, those first that have noticed most: what the
others would notice counts as survived, so the figure is a lower bound. Outside the normal run: some
ten to thirty minutes a room.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_EVERYWHERE = "tests/test_frozen_values.py"
NEAREST = {
    "quantity": (_EVERYWHERE, "tests/quantity"),
    "returned": (
        _EVERYWHERE,
        "tests/reading/test_returned.py",
        "tests/reading/test_small_readings.py",
        "tests/reading/test_cell_answer.py",
        "tests/reading/test_every_rule.py",
        "tests/reading/test_work.py",
        "tests/reading/test_mutations.py::test_alone",
    ),
    "rules": (_EVERYWHERE, "tests/rules", "tests/findings", "tests/conditions"),
    "report": (
        _EVERYWHERE,
        "tests/report",
        "tests/publish",
        "tests/findings",
        "tests/book/test_facts.py",
        "tests/rules",
    ),
    "redline": (_EVERYWHERE, "tests/redline"),
}
EQUAL = ROOT / "benchmarks" / "equal_mutants.tsv"
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


def equal_mutants() -> set[str]:
    """The changes that mean the same: name, tab, reason; ``*`` for the module is every one."""
    lines = EQUAL.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line.strip()}


def _is_equal(mutant: Mutant, equal: set[str]) -> bool:
    return mutant.name in equal or f"*:{mutant.what}" in equal


def _say(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


def main() -> None:
    from benchmarks.mutation_run import survivors

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--room", choices=NEAREST, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wide", action="store_true", help="texts, not, arguments by name too")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), help="of tests for a change, at most"
    )
    parser.add_argument("--again", type=Path, help="a saved output: only what survived then")
    given = parser.parse_args()
    equal = equal_mutants()
    all_mutants = chosen(given.room, given.count, given.seed, wide=given.wide)
    mutants = [mutant for mutant in all_mutants if not _is_equal(mutant, equal)]
    if given.again:
        said = given.again.read_text(encoding="utf-8")
        mutants = [mutant for mutant in mutants if f"survived: {mutant.name} (line" in said]
    room = ROOT / "zushi_xl" / given.room
    left = survivors(mutants, NEAREST[given.room], _say, room, given.seconds)
    for mutant in left:
        print(f"survived: {mutant.name} (line {mutant.line})")
    killed = len(mutants) - len(left)
    print(f"{given.room}: {killed} of {len(mutants)} killed, {killed / max(1, len(mutants)):.0%}")


if __name__ == "__main__":
    main()
