"""The file itself: what is in it, what it allows, that it is the same each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import lzma
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.page.conftest import MASTERS, RUNTIME
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import Problem
from zushi_xl.page import make
from zushi_xl.page.contents import libraries
from zushi_xl.page.runtime import FILE, find_runtime, read_runtime
from zushi_xl.page.serve import server

PAGE = Path(make.__file__).parent
MASTER_FILES = ("計画マスタ.xlsx", "様式定義.xlsx")
needs_runtime = pytest.mark.skipif(not RUNTIME.is_file(), reason=f"tests/{FILE} is not there")


class Tags(HTMLParser):
    """All tags with their attributes, and the text of the scripts."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[str, str] = {}
        self._part = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._part = (dict(attrs).get("data-part") or "") if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        if self._part:
            self.scripts[self._part] = data
            self._part = ""


@pytest.fixture(scope="module")
def tags(toolkit: Path) -> Tags:
    return Tags(toolkit.read_text(encoding="utf-8"))


@needs_runtime
def test_it_is_small_enough(toolkit: Path, self_check: Path) -> None:
    assert toolkit.stat().st_size <= 10_000_000
    assert self_check.stat().st_size <= 10_000_000


@needs_runtime
def test_the_same_inputs_give_the_same_bytes(toolkit: Path, self_check: Path) -> None:
    assert make.page_bytes(make.toolkit(), RUNTIME) == toolkit.read_bytes()
    kind, _ = make.self_check_of(*MASTERS)
    assert make.page_bytes(kind, RUNTIME) == self_check.read_bytes()


@needs_runtime
def test_nothing_is_allowed_but_what_stands_in_the_file(tags: Tags) -> None:
    [policy] = [
        dict_["content"] or ""
        for tag, dict_ in tags.tags
        if tag == "meta" and dict_.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules.pop("default-src") == ["'none'"]
    assert rules.pop("base-uri") == ["'none'"]
    assert rules.pop("form-action") == ["'none'"]
    assert rules.pop("worker-src") == ["data:"]
    hashed = [word for word in rules["script-src"] if word.startswith("'sha256-")]
    assert len(hashed) == 2
    assert rules.pop("script-src")[2:] == ["'wasm-unsafe-eval'", "data:"]
    [style] = rules.pop("style-src")
    assert style.startswith("'sha256-")
    assert not rules


@needs_runtime
def test_nothing_is_fetched(tags: Tags) -> None:
    for tag, attributes in tags.tags:
        assert tag not in ("link", "iframe", "img", "object", "embed", "base")
        assert not {"src", "srcset", "action", "ping", "style"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        href = attributes.get("href") or "#"
        assert href.startswith("#"), href


def test_the_glue_is_short_and_keeps_nothing() -> None:
    glue = (PAGE / "page.js").read_text(encoding="utf-8")
    assert len(glue.splitlines()) + len((PAGE / "gate.js").read_text().splitlines()) <= 400
    assert len(glue.splitlines()) <= 400
    for word in (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "serviceWorker",
        "cookie",
        "caches",
    ):
        assert word not in glue
    assert "eval(" not in glue
    assert "innerHTML" not in glue


@needs_runtime
def test_only_pure_python_is_inside(tags: Tags) -> None:
    packed = lzma.decompress(base64.b64decode(tags.scripts["application.zip.xz"]))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
    assert not [name for name in names if name.endswith((".so", ".pyd", ".dll", ".pyc"))]
    assert not [name for name in names if name.startswith(("pandas", "numpy", "rich"))]
    assert "zushi_xl/workflow/browser/entry.py" in names
    assert "zushi_xl/data/templates_xlsx/計画マスタ.xlsx" in names


@needs_runtime
def test_the_self_check_holds_what_forms_are_derived_from(self_check: Path) -> None:
    parts = Tags(self_check.read_text(encoding="utf-8")).scripts
    packed = lzma.decompress(base64.b64decode(parts["application.zip.xz"]))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = {name for name in archive.namelist() if name.startswith("zushi_xl/data/")}
    assert names == {"zushi_xl/data/templates_xlsx/様式定義.xlsx"}


@needs_runtime
def test_the_parts_are_those_of_the_release(tags: Tags) -> None:
    runtime = read_runtime(RUNTIME)
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        assert gzip.decompress(base64.b64decode(tags.scripts[name])) == runtime.files[name]
    with (
        zipfile.ZipFile(io.BytesIO(runtime.files["python_stdlib.zip"])) as release,
        zipfile.ZipFile(
            io.BytesIO(gzip.decompress(base64.b64decode(tags.scripts["python_stdlib.zip"])))
        ) as ours,
    ):
        assert all(ours.read(name) == release.read(name) for name in ours.namelist())


# Whoever adds a library, or raises Pyodide, looks here whether its licence is shown.
NOTICES = (
    "zushi-xl",
    "Pyodide 314.0.7",
    "stackframe, error-stack-parser",
    "CPython 3.14",
    "CPython に含まれるもの（expat, libffi, zlib, libmpdec ほか）",
    "HACL*",
    "Emscripten",
    "musl libc",
    "LLVM（compiler-rt, libc++, libunwind）",
    "mimalloc",
    "bzip2",
    "Zstandard",
    "liblzma, SQLite",
    "click",
    "et_xmlfile",
    "jaconv",
    "jinja2",
    "markupsafe",
    "olefile",
    "openpyxl",
    "xlrd",
    "xlsxwriter",
)


@needs_runtime
def test_every_licence_is_shown(toolkit: Path) -> None:
    page = toolkit.read_text(encoding="utf-8")
    shown = re.findall(r"<details><summary>(.*?)（[^（）]*）</summary><pre", page)
    own = [re.sub(r" [\d.]+$", "", name).lower() for name in shown[13:]]
    assert (*shown[:13], *own) == NOTICES
    assert "Mozilla Public License Version 2.0" in page
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in page
    assert {library.name.lower() for library in libraries()} <= set(NOTICES)


def test_our_own_licence_is_the_one_of_the_repository() -> None:
    own = PAGE / "licences" / "zushi_xl.txt"
    assert own.read_text() == (ROOT / "LICENSE").read_text()


def test_another_file_is_no_runtime(tmp_path: Path) -> None:
    other = tmp_path / FILE
    other.write_bytes(b"not what npm gave")
    with pytest.raises(Problem, match="sha512 の不一致"):
        read_runtime(other)


def test_without_a_runtime_no_form_is_distributed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("zushi_xl.page.runtime.CARRIED", tmp_path / "nowhere.tgz")
    plan, form = (str(ROOT / "templates_xlsx" / name) for name in MASTER_FILES)
    given = ["--plan", plan, "--form", form]
    said = CliRunner().invoke(main, ["distribute", "--with-page", *given])
    assert said.exit_code == 2
    assert "https://registry.npmjs.org/pyodide/-/pyodide-314.0.7.tgz" in said.output
    assert list(tmp_path.iterdir()) == []


def test_without_a_runtime_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("zushi_xl.page.runtime.CARRIED", tmp_path / "none")
    with pytest.raises(Problem, match=r"npm pack pyodide@314\.0\.7") as told:
        find_runtime(None)
    assert "\n" not in str(told.value)
    (tmp_path / FILE).write_bytes(b"")
    assert find_runtime(None).name == FILE


@needs_runtime
def test_the_command_names_the_file_and_its_hash(toolkit: Path, tmp_path: Path) -> None:
    target = tmp_path / "道具" / "zushi.html"
    result = CliRunner().invoke(main, ["page", "-o", str(target), "--runtime", str(RUNTIME)])
    assert result.exit_code == 0
    assert target.read_bytes() == toolkit.read_bytes()
    [value] = re.findall(r"^SHA-256 ([0-9a-f]{64})$", result.output, re.MULTILINE)
    assert value in (target.parent / "ページの確かめ方.txt").read_text(encoding="utf-8-sig")


@needs_runtime
def test_the_self_check_is_laid_beside_the_forms(self_check: Path, tmp_path: Path) -> None:
    given = ["--plan", str(MASTERS[0]), "--form", str(MASTERS[1]), "-o", str(tmp_path)]
    command = ["distribute", "--with-page", "--runtime", str(RUNTIME), *given]
    assert CliRunner().invoke(main, command).exit_code == 0
    laid = tmp_path / "2024年度" / "配布" / "自己点検_2024年度.html"
    assert laid.read_bytes() == self_check.read_bytes()
    value = hashlib.sha256(laid.read_bytes()).hexdigest()
    assert value in laid.with_name("ページの確かめ方.txt").read_text(encoding="utf-8-sig")


def test_no_page_from_masters_that_are_not_there(tmp_path: Path) -> None:
    command = ["page", "--check", "--plan", str(tmp_path / "a.xlsx"), "--runtime", str(RUNTIME)]
    assert CliRunner().invoke(main, command).exit_code == 2


@pytest.mark.parametrize("standing", [b"PK\x03\x04 a workbook", b"", b"<!DOCTYPE htm"])
def test_only_an_earlier_page_is_replaced(tmp_path: Path, standing: bytes) -> None:
    target = tmp_path / "計画マスタ.xlsx"
    target.write_bytes(standing)
    with pytest.raises(Problem, match="ページではないため、置き換えません"):
        make.write_page(target, b"<!DOCTYPE html>new")
    assert target.read_bytes() == standing


def test_what_the_system_refuses_is_told_in_japanese(tmp_path: Path) -> None:
    with (
        server(b"", 0) as taken,
        pytest.raises(Problem, match="（ほかのプログラムが使っています）。--port に別の番号"),
    ):
        server(b"", taken.server_port)
    (tmp_path / "メモ.txt").write_bytes(b"")
    with pytest.raises(Problem, match="を書き出せません（(同じ名前|途中に)"):
        make.write_page(tmp_path / "メモ.txt" / "zushi-xl.html", b"<!DOCTYPE html>")


def test_an_earlier_page_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "zushi-xl.html"
    target.write_bytes(b"<!DOCTYPE html>old")
    assert make.write_page(target, b"<!DOCTYPE html>new").size == 18
    assert target.read_bytes() == b"<!DOCTYPE html>new"
