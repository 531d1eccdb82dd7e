"""Imports point down the list of docs/architecture.md only, and nobody imports in a circle."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "zushi_xl"
LAYERS = (
    "text",
    "quantity workbook",
    "findings plan xlsx_in",
    "files form xlsx_out",
    "masters report returned",
    "adopt page publish redline rollover rules sheets",
    "workflow",
    "cli",
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names.split()}


def _room(module: str) -> str:
    """``zushi_xl.sheets.form`` → sheets; empty for the package itself."""
    return (module.split(".")[1:2] or [""])[0]


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
    if path.parent == PACKAGE:
        return
    for name in _imports(path):
        other = _room(name) if name.startswith("zushi_xl.") else ""
        if other in LEVEL and other != room:
            assert LEVEL[other] < LEVEL[room], f"{room} imports {other}"


def test_every_room_has_its_layer() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(LEVEL)


def test_the_house_has_no_loose_modules() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_no_module_imports_in_a_circle() -> None:
    """Imports for types alone count: a circle of types is a circle."""
    modules = {_module(path): path for path in SOURCES}
    uses = {
        name: {found for found in map(_known(modules), _imports(path)) if found} - {name}
        for name, path in modules.items()
        if path.name != "__init__.py"
    }
    order = TopologicalSorter(uses)
    order.prepare()  # raises CycleError, which names the circle


def _known(modules: Mapping[str, Path]) -> Callable[[str], str]:
    """The module that an import names: itself, or the one that holds the name."""
    return lambda name: (
        name if name in modules else name.rpartition(".")[0] * (name.rpartition(".")[0] in modules)
    )


def test_the_architecture_page_lists_the_rooms_in_their_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page[page.index("## Packages") : page.index("## Decisions")]
    listed = re.findall(r"^\| `(\w+)/` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted(LEVEL)
    levels = [LEVEL[name] for name in listed]
    assert levels == sorted(levels), "a room stands above what it imports"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_where_used(path: Path) -> None:
    """At the top of a module they would slow down every command."""
    heavy = {"pandas", "openpyxl", "rich", "matplotlib", "dask", "distributed", "fsspec"}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            assert not heavy & {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in heavy


PLATFORM = {
    *("concurrent", "dask", "distributed", "fcntl", "filelock", "fsspec", "msvcrt"),
    *("multiprocessing", "queue", "resource", "socket", "subprocess", "threading"),
}
SEAM = ("files/disk", "files/run_lock", "files/remote", "workflow/pdf", "workflow/scale/")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_processes_threads_locks_and_stores_stand_behind_one_seam(path: Path) -> None:
    """Everything else runs in one thread on files in memory, as the browser needs it."""
    if path.relative_to(PACKAGE).as_posix().startswith(SEAM):
        return
    assert not PLATFORM & {name.split(".")[0] for name in _imports(path)}


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


def test_every_public_class_name_stands_once() -> None:
    """A reader who meets a name knows which thing is meant."""
    places: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


SAME_NAME = {
    "answers.py": "what a field answers: of our form, of an own form",
    "columns.py": "what the sheets of a master hold: of 計画マスタ, of 様式定義, of an own form",
    "cover.py": "a cover sheet: of the annual book, of a division's book",
    "load.py": "masters to frozen values: ours, those of an own form",
    "model.py": "the frozen values of a room",
    "reader.py": "the entrance of a reader: of one text, of one file",
    "rules_off_list.py": "the sheet 点検しないルール: of the annual book, of the findings book",
    "shared_columns.py": "columns that several tables have: of 計画マスタ, of the open data",
    "styles.py": "the named styles of a book: annual book, findings, form",
    "summary.py": "the first sheet of a book: annual book, findings",
    "words.py": "the words of a matter: of printed forms, of the open data",
}


def test_a_file_name_stands_twice_only_for_the_same_thing_of_different_matter() -> None:
    names = Counter(path.name for path in SOURCES if path.name != "__init__.py")
    assert {name for name, times in names.items() if times > 1} == set(SAME_NAME)


NAMED = re.compile(r"`(?:zushi_xl[/.])?([a-z_]+(?:[/.][A-Za-z_]+)+?)(?:\.py)?/?`")


def _named(text: str) -> Iterator[list[str]]:
    """What a text calls ``room/module`` or ``room.module.name``, for the rooms that there are."""
    for match in NAMED.finditer(text):
        parts = re.split("[/.]", match[1])
        if parts[0] in LEVEL:
            yield parts


def _stands(parts: list[str]) -> bool:
    """Whether it is a module or folder of the package, or a name that one of them defines."""
    path = PACKAGE.joinpath(*parts)
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    *above, name = parts
    holder = PACKAGE.joinpath(*above)
    files = [holder.with_suffix(".py"), holder / "__init__.py"]
    texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
    return any(re.search(rf"\b{name}\b", text) for text in texts) or (
        len(above) > 1 and _stands(above)
    )


PAGES_OF_ENGINEERS = [
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md")),
]


@pytest.mark.parametrize("path", [*PAGES_OF_ENGINEERS, *SOURCES], ids=lambda p: p.name)
def test_modules_that_texts_name_exist(path: Path) -> None:
    """Pages and docstrings: what was moved is called by its new name."""
    assert [parts for parts in _named(path.read_text(encoding="utf-8")) if not _stands(parts)] == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_a_folder_names_its_own_modules(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    names = re.findall("``([a-z_]+)``", said)
    known = {other.stem for other in path.parent.iterdir()}
    assert [name for name in names if name not in known] == []


TOP = {
    *(".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"),
    *("benchmarks", "docs", "inputs", "outputs", "pyproject.toml", "setup.cfg", "setup.py"),
    *("templates_xlsx", "tests", "zushi_xl"),
}


def test_the_top_level_stays_short() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    assert {path.split("/")[0] for path in listed.stdout.split("\0") if path} == TOP


def test_the_house_has_nine_floors_at_most() -> None:
    """The rooms of ``LAYERS``, and above them the entrance ``__main__``."""
    assert len(LAYERS) + 1 <= 9
    assert len(LEVEL) <= 21
