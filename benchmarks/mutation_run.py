"""Running the tests on changed code: collected once, one forked process a change.

A change within a function is put into the function's code in the child; one that the module's
import decides (tables, patterns, decorators) goes into a copy of the tree, where all tests run.
Not on Windows, which cannot fork.
"""

from __future__ import annotations

import ast
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import pytest
from _pytest.runner import runtestprotocol

from benchmarks.mutants import ROOT, Mutant

Say = Callable[[str], None]
_SLOWER = 10  # times the usual time of a test, and a change counts as noticed
_LEAST = 30.0  # seconds that any test may take
_TREE_SECONDS = 300.0
_NOT_PUT_IN = 70  # the child's status where the fault is ours
_FORMS = (ast.FunctionDef, ast.AsyncFunctionDef)


def survivors(mutants: Sequence[Mutant], tests: Sequence[str], say: Say) -> list[Mutant]:
    """The mutants that no test notices."""
    run = MutationRun(mutants, say)
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    os.chdir(ROOT)
    ended = pytest.main([*options, "-m", "not office and not browser", *tests], plugins=[run])
    assert ended in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}, ended
    left = [mutant for mutant in run.left if not run.cannot_patch(mutant)]
    with TreeCopy(tests) as tree:
        for mutant in filter(run.cannot_patch, mutants):
            killed = tree.notices(mutant)
            say(f"{'killed' if killed else 'SURVIVED'} {mutant.name}")
            left += [] if killed else [mutant]
    return left


class MutationRun:
    """A plugin of pytest: in place of the tests it runs the changes."""

    def __init__(self, mutants: Sequence[Mutant], say: Say) -> None:
        self.mutants, self.say = mutants, say
        self.left: list[Mutant] = []

    def cannot_patch(self, mutant: Mutant) -> bool:
        return mutant.name in self._unpatched

    @cached_property
    def _unpatched(self) -> set[str]:
        return {mutant.name for mutant in self.mutants if _function_of(mutant) is None}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for module in {mutant.module for mutant in self.mutants}:
            import_module(".".join(module.relative_to(ROOT).with_suffix("").parts))
        reached = _reached(session.items, {str(mutant.module) for mutant in self.mutants}, self.say)
        functions = Functions({str(mutant.module) for mutant in self.mutants})
        gc.collect()
        gc.freeze()
        for number, mutant in enumerate(self.mutants, 1):
            if self.cannot_patch(mutant):
                continue
            items = reached.of(mutant)
            if not _noticed(mutant, functions, items, reached):
                self.left.append(mutant)
                self.say(f"SURVIVED {mutant.name} (line {mutant.line}, {len(items)} tests)")
            if number % 20 == 0:
                self.say(f"{number} of {len(self.mutants)}, {len(self.left)} survived")
        return True


class Reached:
    """Which tests reach which line, by a run of the sound code."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self._items = {item.nodeid: item for item in items}
        self._tests: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._time: dict[str, float] = {}

    def add(self, item: pytest.Item, seconds: float) -> None:
        self._time[item.nodeid] = seconds

    def learn(self, data: coverage.CoverageData) -> None:
        """Take in the lines; what a shared fixture reaches, each test that asks for it reaches."""
        askers: dict[str, list[str]] = defaultdict(list)
        for name, item in self._items.items():
            for fixture in getattr(item, "fixturenames", ()):
                askers[f"fixture {fixture}"].append(name)
        for file in data.measured_files():
            for line, contexts in data.contexts_by_lineno(file).items():
                for context in contexts:
                    names = askers.get(context, (context,))
                    self._tests[file, line].update(name for name in names if name in self._time)

    def of(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that reach the change, quick ones first."""
        near = self._tests[str(mutant.module), mutant.line] or self._of_function(mutant)
        return [self._items[name] for name in sorted(near, key=self._time.__getitem__)]

    def limit(self, item: pytest.Item) -> int:
        """The seconds after which a test counts as stuck."""
        return int(max(_LEAST, _SLOWER * self._time[item.nodeid]))

    def _of_function(self, mutant: Mutant) -> set[str]:
        """An expression over several lines may be counted at another of them."""
        function = _function_of(mutant)
        first, last = (function.lineno, function.end_lineno or 0) if function else (0, 0)
        lines = ((str(mutant.module), line) for line in range(first + 1, last + 1))
        return {name for place in lines for name in self._tests.get(place, ())}


def _reached(items: Sequence[pytest.Item], files: set[str], say: Say) -> Reached:
    """Run the sound code once, in a child too: the caches of this process stay as they were."""
    found = Reached(items)
    with tempfile.TemporaryDirectory() as folder:
        data, times = Path(folder) / "lines", Path(folder) / "times"
        child = os.fork()
        if not child:
            _measure(items, files, data, times)
            os._exit(0)
        os.waitpid(child, 0)
        by_name = {item.nodeid: item for item in items}
        for row in times.read_text(encoding="utf-8").splitlines():
            name, passed, seconds = row.rsplit("\t", 2)
            if passed == "True":
                found.add(by_name[name], float(seconds))
            else:
                say(f"left out, fails on sound code: {name}")
        lines = coverage.CoverageData(str(data))
        lines.read()
        found.learn(lines)
    return found


def _measure(items: Sequence[pytest.Item], files: set[str], data: Path, times: Path) -> None:
    measured = coverage.Coverage(str(data), include=sorted(files), config_file=False)
    watch = _FixtureContexts(measured)
    items[0].config.pluginmanager.register(watch)
    measured.start()
    with times.open("w", encoding="utf-8") as out:
        for item, following in _with_next(items):
            start = time.perf_counter()
            watch.enter(item.nodeid)
            reports = runtestprotocol(item, log=False, nextitem=following)
            passed = not any(report.failed for report in reports)
            out.write(f"{item.nodeid}\t{passed}\t{time.perf_counter() - start}\n")
    measured.stop()
    measured.save()


class _FixtureContexts:
    """Says whose lines are being run: a test's, or a fixture's that several tests share."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self._measured, self._test = measured, ""

    def enter(self, test: str) -> None:
        self._test = test
        self._measured.switch_context(test)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        if fixturedef.scope == "function":
            yield
            return
        self._measured.switch_context(f"fixture {fixturedef.argname}")
        yield
        self._measured.switch_context(self._test)


def _noticed(
    mutant: Mutant, functions: Functions, items: Sequence[pytest.Item], reached: Reached
) -> bool:
    child = os.fork()
    if not child:
        os._exit(_outcome(mutant, functions, items, reached))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) != _NOT_PUT_IN, f"not put in: {mutant.name}"
    return status != 0


def _outcome(
    mutant: Mutant, functions: Functions, items: Sequence[pytest.Item], reached: Reached
) -> int:
    """In the child: what its process ends with. The alarm ends it in a test that is stuck."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        functions.put_in(mutant)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        return _NOT_PUT_IN
    try:
        pairs = _with_next(items)
        return int(any(_fails(item, following, reached.limit(item)) for item, following in pairs))
    except BaseException:
        return 1


def _fails(item: pytest.Item, following: pytest.Item | None, limit: int) -> bool:
    signal.alarm(limit)
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


# ------------------------------------------------------------------ changing code


def _function_of(mutant: Mutant) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The outermost function whose body holds the change; none where the import decides it."""
    for node in ast.walk(mutant.tree):
        if not isinstance(node, _FORMS):
            continue
        if node.body[0].lineno <= mutant.line <= (node.end_lineno or 0):
            return node
    return None


class Functions:
    """The functions of the changed modules that live in this process, by where they begin."""

    def __init__(self, files: set[str]) -> None:
        self._found: dict[tuple[str, int, str], list[FunctionType]] = defaultdict(list)
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in files:
                self._found[self._place(one.__code__)].append(one)

    def put_in(self, mutant: Mutant) -> None:
        """Give the function its changed code, wherever it has been imported to."""
        function = _function_of(mutant)
        assert function is not None
        first = min([function.lineno, *(part.lineno for part in function.decorator_list)])
        codes = _codes(compile(mutant.tree, str(mutant.module), "exec"))
        new = next(code for code in codes if code.co_firstlineno == first)
        old = self._found[self._place(new)]
        assert old, f"no function of {mutant.name}"
        for one in old:
            one.__code__ = new

    @staticmethod
    def _place(code: CodeType) -> tuple[str, int, str]:
        return code.co_filename, code.co_firstlineno, code.co_qualname


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class TreeCopy:
    """A copy of the project whose modules are changed on disk."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._tests = tests

    def __enter__(self) -> TreeCopy:
        self._folder = tempfile.TemporaryDirectory()
        self._tree = Path(self._folder.name) / "tree"
        ignored = shutil.ignore_patterns(".git", ".venv", "node_modules", "*.tgz", ".hypothesis")
        shutil.copytree(ROOT, self._tree, ignore=ignored)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def notices(self, mutant: Mutant) -> bool:
        """Whether a test fails on the copy with the change in it."""
        place = self._tree / mutant.module.relative_to(ROOT)
        sound = place.read_text(encoding="utf-8")
        place.write_text(ast.unparse(mutant.tree), encoding="utf-8")
        options = ["-q", "-x", "-p", "no:cacheprovider", "-m", "not office and not browser"]
        command = [sys.executable, "-m", "pytest", *options, *self._tests]
        try:
            run = subprocess.run(
                command, cwd=self._tree, capture_output=True, timeout=_TREE_SECONDS, check=False
            )
            return run.returncode != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            place.write_text(sound, encoding="utf-8")
