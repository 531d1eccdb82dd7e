"""Running the tests on changed code: collected once, one forked process a change.

A change within a function is put into the function's code in the child; one that the module's
import decides (tables, patterns, decorators) goes into a copy of the tree, where all tests run.
Not on Windows, which cannot fork.
"""

from __future__ import annotations

import ast
import gc
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import pytest
from _pytest.runner import runtestprotocol

from benchmarks.mutations import ROOT, Mutant

Say = Callable[[str], None]
_SLOWER = 10  # times the usual time of a test, and a change counts as noticed
_LEAST = 60.0  # seconds that any test may take, on a machine that does other things too
_TREE_SECONDS = 300.0
_SHARED = 0.5  # seconds that what the tests of a file share may take
_NOT_PUT_IN = 70  # the child's status where the fault is ours
_FORMS = (ast.FunctionDef, ast.AsyncFunctionDef)


def survivors(
    mutants: Sequence[Mutant], tests: Sequence[str], say: Say, room: Path, most: float
) -> list[Mutant]:
    """The mutants that no test notices; of the tests that reach one only the first, as far as their
    seconds make ``most``, are run: what the others would have noticed counts as not noticed."""
    run = MutationRun(mutants, say, room, most)
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    os.chdir(ROOT)
    ended = pytest.main([*options, "-m", "not office and not browser", *tests], plugins=[run])
    assert ended in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}, ended
    left = [mutant for mutant in run.left if not run.cannot_patch(mutant)]
    with TreeCopy(tests) as tree:
        for mutant in filter(run.cannot_patch, mutants):
            killed = tree.notices(mutant, run.reached.of_module(mutant.module, most))
            say(f"{'killed' if killed else 'SURVIVED'} {mutant.name}")
            left += [] if killed else [mutant]
    return left


class MutationRun:
    """A plugin of pytest: in place of the tests it runs the changes."""

    def __init__(self, mutants: Sequence[Mutant], say: Say, room: Path, most: float) -> None:
        self.mutants, self.say, self._most = mutants, say, most
        self._modules = sorted(room.rglob("*.py"))
        self.left: list[Mutant] = []

    def cannot_patch(self, mutant: Mutant) -> bool:
        return mutant.name in self._unpatched

    @cached_property
    def _unpatched(self) -> set[str]:
        return {mutant.name for mutant in self.mutants if _function_of(mutant) is None}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for module in self._modules:
            import_module(".".join(module.relative_to(ROOT).with_suffix("").parts))
        self.reached = _reached(session.items, set(map(str, self._modules)), self.say)
        functions = Functions({str(mutant.module) for mutant in self.mutants})
        gc.collect()
        gc.freeze()
        now = [mutant for mutant in self.mutants if not self.cannot_patch(mutant)]
        for number, mutant in enumerate(now, 1):
            items = self.reached.of(mutant, self._most)
            if not _noticed(mutant, functions, items, self.reached):
                self.left.append(mutant)
                self.say(f"SURVIVED {mutant.name} (line {mutant.line}, {len(items)} tests)")
            if number % 10 == 0:
                self.say(f"{number} of {len(now)}, {len(self.left)} survived")
        return True


class Reached:
    """Which tests reach which line, by a run of the sound code."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self._items = {item.nodeid: item for item in items}
        self._tests: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._time: dict[str, float] = {}
        self._noticed: Counter[str] = Counter()
        self._noticed_in: Counter[str] = Counter()

    def credit(self, test: str) -> None:
        """A test that noticed a change is asked earlier about the next ones."""
        self._noticed[test] += 1
        self._noticed_in[_file_of(test)] += 1

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

    def of(self, mutant: Mutant, most: float) -> list[pytest.Item]:
        """The tests that reach the change, file by file, as many as ``most`` seconds have room for:
        first the files, and in each the tests, that notice much in little time. What the tests of
        a file share is so made once."""
        near = self._tests[str(mutant.module), mutant.line] or self._of_function(mutant)
        return [self._items[name] for name in self._within(self._ordered(near), most)]

    def _ordered(self, names: Iterable[str]) -> list[str]:
        by_file: dict[str, list[str]] = defaultdict(list)
        for name in names:
            by_file[_file_of(name)].append(name)
        files = sorted(by_file, key=lambda file: self._price_of_file(file, by_file[file]))
        return [name for file in files for name in sorted(by_file[file], key=self._price)]

    def _price_of_file(self, file: str, names: Iterable[str]) -> tuple[float, str]:
        seconds = sum(self._time[name] for name in names)
        return (seconds + _SHARED) / (1 + self._noticed_in[file]), file

    def of_module(self, module: Path, most: float) -> list[str]:
        """The same for a change that the import decides: first the files of tests that reach no
        line, as they look at what the import made (that values are frozen), then those that reach
        the module, then all."""
        reach = set[str]().union(*self._tests.values())
        inside = set(map(_file_of, reach))
        near = set[str]().union(*(n for (file, _), n in self._tests.items() if file == str(module)))
        outside = {name for name in self._time if _file_of(name) not in inside}
        groups = (outside, near, self._time.keys() - near - outside)
        return self._within(chain.from_iterable(map(self._ordered, groups)), most)

    def _within(self, names: Iterable[str], most: float) -> list[str]:
        asked, seconds = [], 0.0
        for name in names:
            seconds += self._time[name]
            if asked and seconds > most:
                break
            asked.append(name)
        return asked

    def _price(self, name: str) -> tuple[float, str]:
        """What a change that is noticed costs with the test, as far as is known."""
        return (self._time[name] + 0.01) / (1 + self._noticed[name]), name

    def limit(self, item: pytest.Item) -> int:
        """The seconds after which a test counts as stuck."""
        return int(max(_LEAST, _SLOWER * self._time[item.nodeid]))

    def _of_function(self, mutant: Mutant) -> set[str]:
        """An expression over several lines may be counted at another of them."""
        function = _function_of(mutant)
        first, last = (function.lineno, function.end_lineno or 0) if function else (0, 0)
        lines = ((str(mutant.module), line) for line in range(first + 1, last + 1))
        return {name for place in lines for name in self._tests.get(place, ())}


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def _reached(items: Sequence[pytest.Item], files: set[str], say: Say) -> Reached:
    """What a run of the sound code says, in a child for each file of tests: the caches of this
    process stay as they were. It is kept until the code or that file changes."""
    found = Reached(items)
    by_name = {item.nodeid: item for item in items}
    for path, group in _by_file(items).items():
        folder = _kept(path, group, files)
        if not folder.exists():
            part = Path(tempfile.mkdtemp(dir=folder.parent))
            child = os.fork()
            if not child:
                _measure(group, files, part / "lines", part / "times")
                os._exit(0)
            os.waitpid(child, 0)
            part.rename(folder)
        for row in (folder / "times").read_text(encoding="utf-8").splitlines():
            name, passed, seconds = row.rsplit("\t", 2)
            if passed == "True":
                found.add(by_name[name], float(seconds))
            else:
                say(f"left out, fails on sound code: {name}")
        lines = coverage.CoverageData(str(folder / "lines"))
        lines.read()
        found.learn(lines)
    return found


def _by_file(items: Sequence[pytest.Item]) -> dict[Path, list[pytest.Item]]:
    found: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items:
        found[item.path].append(item)
    return found


def _kept(tests: Path, items: Sequence[pytest.Item], files: set[str]) -> Path:
    """Where it is kept what these tests reach of the files: a folder named by all code, what tests
    share, the file of the tests and their names."""
    names = (*sorted(files), *(item.nodeid for item in items))
    digest = hashlib.sha256("\n".join(names).encode())
    code = [p for top in ("zushi_xl", "tests") for p in (ROOT / top).rglob("*.py")]
    for path in sorted(p for p in code if p == tests or not p.name.startswith("test_")):
        digest.update(path.read_bytes())
    top = Path(tempfile.gettempdir()) / "zushi_xl_mutants"
    top.mkdir(exist_ok=True)
    return top / digest.hexdigest()[:16]


def _measure(items: Sequence[pytest.Item], files: set[str], data: Path, times: Path) -> None:
    measured = coverage.Coverage(str(data), include=sorted(files), config_file=False)
    measured.set_option("run:disable_warnings", ["no-data-collected"])
    watch = _FixtureContexts(measured)
    items[0].config.pluginmanager.register(watch)
    measured.start()
    with times.open("w", encoding="utf-8") as out:
        for item, following in _with_next(items):
            start = time.process_time()
            watch.enter(item.nodeid)
            reports = runtestprotocol(item, log=False, nextitem=following)
            passed = not any(report.failed for report in reports)
            out.write(f"{item.nodeid}\t{passed}\t{time.process_time() - start}\n")
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
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os._exit(_outcome(mutant, functions, items, reached, tell))
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as noticed:
        reached.credit(noticed.read())
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) != _NOT_PUT_IN, f"not put in: {mutant.name}"
    return status != 0


def _outcome(
    mutant: Mutant, functions: Functions, items: Sequence[pytest.Item], reached: Reached, tell: int
) -> int:
    """In the child: what its process ends with; the test that noticed is told by name. The alarm
    ends it in a test that is stuck."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        functions.put_in(mutant)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        return _NOT_PUT_IN
    try:
        for item, following in _with_next(items):
            if _fails(item, following, reached.limit(item)):
                os.write(tell, item.nodeid.encode())
                return 1
    except BaseException:
        return 1
    return 0


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
        """Give the function its changed code, wherever it has been imported to; so do those that it
        has made already, as a decorator does."""
        function = _function_of(mutant)
        assert function is not None
        first = min([function.lineno, *(part.lineno for part in function.decorator_list)])
        codes = _codes(compile(mutant.tree, str(mutant.module), "exec"))
        new = next(code for code in codes if code.co_firstlineno == first)
        old = self._found[self._place(new)]
        assert old, f"no function of {mutant.name}"
        for code in (new, *_codes(new)):
            for one in self._found.get(self._place(code), ()):
                if one.__code__.co_freevars == code.co_freevars:
                    one.__code__ = code

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

    def notices(self, mutant: Mutant, asked: Sequence[str]) -> bool:
        """Whether one of the tests fails on the copy with the change in it."""
        order = Path(self._folder.name) / "order"
        order.write_text("\n".join(asked), encoding="utf-8")
        place = self._tree / mutant.module.relative_to(ROOT)
        sound = place.read_text(encoding="utf-8")
        place.write_text(ast.unparse(mutant.tree), encoding="utf-8")
        options = ["-q", "-x", "-p", "no:cacheprovider", "-m", "not office and not browser"]
        options += ["-p", "benchmarks.asked_tests", "--asked", str(order)]
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
