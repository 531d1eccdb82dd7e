"""Whether the tests bite: small changes of the code, one at a time, that some test must notice.

    python -m benchmarks.mutants --room quantity --count 300 --seed 1

Takes ``count`` places by chance (the same for the same seed), changes one in a copy of the tree,
runs the nearest tests until one fails, and prints what survived: each survivor is a missing test,
or a change that means the same and is listed in ``benchmarks/equal_mutants.txt``. A test that runs
out of time has noticed. Outside the normal run: 300 mutants of a room take an hour or more.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
NEAREST = {
    "quantity": ("tests/quantity",),
    "returned": ("tests/reading/test_returned.py", "tests/reading/test_every_rule.py"),
    "rules": ("tests/rules", "tests/findings"),
    "report": ("tests/publish", "tests/findings", "tests/book/test_facts.py"),
    "redline": ("tests/redline",),
}
EQUAL = ROOT / "benchmarks" / "equal_mutants.txt"
SECONDS = 180
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
    """A changed module: where, what it was and is, and the whole new source."""

    module: Path
    line: int
    what: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.module.relative_to(ROOT).as_posix()}:{self.what}"


def places_of(module: Path) -> list[int]:
    """The numbers of the nodes of a module that can be changed, as ``ast.walk`` meets them."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    return [number for number, node in enumerate(nodes) if _change(node)]


def mutant_at(module: Path, number: int) -> Mutant:
    """The module with one node changed."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    node = next(node for place, node in enumerate(ast.walk(tree)) if place == number)
    before, line = ast.unparse(node), getattr(node, "lineno", 0)
    _change(node)
    what = f"{before[:70]} -> {ast.unparse(node)[:70]}".replace("\n", " ")
    return Mutant(module, line, what, ast.unparse(tree))


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


def chosen(room: str, count: int, seed: int) -> list[Mutant]:
    """The mutants of a room that the seed picks: modules by their size, one change each."""
    chance = random.Random(seed)
    modules = sorted((ROOT / "zushi_xl" / room).rglob("*.py"))
    sizes = [len(module.read_bytes()) for module in modules]
    picked = chance.choices(modules, sizes, k=count)
    places = {module: places_of(module) for module in set(picked)}
    return [mutant_at(m, chance.choice(places[m])) for m in picked if places[m]]


def is_killed(mutant: Mutant, tree: Path, tests: tuple[str, ...]) -> bool:
    """Whether a test notices the change in the copy ``tree``."""
    place = tree / mutant.module.relative_to(ROOT)
    sound = place.read_text(encoding="utf-8")
    place.write_text(mutant.source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not office", *tests]
    try:
        run = subprocess.run(command, cwd=tree, capture_output=True, timeout=SECONDS, check=False)
        return run.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        place.write_text(sound, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--room", choices=NEAREST, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    equal = set(EQUAL.read_text(encoding="utf-8").splitlines()) if EQUAL.exists() else set()
    mutants = [m for m in chosen(given.room, given.count, given.seed) if m.name not in equal]
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        ignored = shutil.ignore_patterns(".git", ".venv", "node_modules", "*.tgz", ".hypothesis")
        shutil.copytree(ROOT, tree, ignore=ignored)
        for number, mutant in enumerate(mutants, 1):
            noticed = is_killed(mutant, tree, NEAREST[given.room])
            killed += noticed
            if not noticed:
                print(f"survived: {mutant.name} (line {mutant.line})", flush=True)
            print(f"{given.room}: {killed} of {number} killed", file=sys.stderr, flush=True)
    print(f"{given.room}: {killed} of {len(mutants)} killed, {killed / max(1, len(mutants)):.0%}")


if __name__ == "__main__":
    main()
