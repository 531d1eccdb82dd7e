"""Every block of commands in README, CONTRIBUTING and docs does what its page promises.

Each runs in a clean working folder, line by line, and gives the status and the files that stand
here, typed by hand from the page. What cannot run in a test says where it is tried instead.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests import documented_year
from tests.conftest import ROOT
from tests.new_city import example_years
from tests.own_form.evaluation_forms import item_sheet
from zushi_xl.cli.commands import main
from zushi_xl.page.runtime import FILE

RUNTIME = ROOT / "tests" / FILE
YEAR = "outputs/2024年度"
ELSEWHERE = {
    "certutil": "Windows",
    "py ": "Windows; what it installs: tests/init/test_wheel.py",
    "$env:": "Windows; the folders that it names: tests/init/test_windows_folder.py",
    ".venv\\": "Windows; what it installs: tests/init/test_wheel.py",
    "python3 -m venv": ".ci/run, tests/init/test_wheel.py",
    "npm ": ".ci/run",
    ".ci/run": ".ci/run",
    ".venv/bin/": ".ci/run",
    "dask ": "tests/workflow/test_cluster.py",
    "python -m benchmarks": "its figures need a quiet machine",
    "zushi-xl page --serve": "runs until it is stopped; tests/page/test_safety.py",
}


class Promise(NamedTuple):
    """What a page says of a line: the files that are there afterwards, and the status."""

    files: tuple[str, ...] = ()
    status: int = 0
    before: Callable[[Path], None] = lambda _folder: None


# ------------------------------------------------------------------ what is there before


def _sample(_folder: Path) -> None:
    _run("init --sample")


def _distributed(folder: Path) -> None:
    _sample(folder)
    _run("distribute")


def _runtime(folder: Path) -> None:
    if not RUNTIME.is_file():
        pytest.skip(f"tests/{FILE} is not there")
    _sample(folder)
    shutil.copy(RUNTIME, folder)


def _without_errors(folder: Path) -> None:
    """A year whose returns need no mending."""
    _small_city(folder)
    for division, value in documented_year.TYPED.items():
        documented_year.fill(division, folder, value)
    _run("collect inputs/")


def _put_away(folder: Path) -> None:
    """A year that is over, as 年度の終わり asks to keep it."""
    _without_errors(folder)
    _run("rollover")
    masters = folder / "templates_xlsx"
    (masters / "計画マスタ.xlsx").rename(masters / "計画マスタ_2024年度.xlsx")
    (masters / "計画マスタ_2025年度.xlsx").rename(masters / "計画マスタ.xlsx")
    (folder / "保管" / "2024年度").mkdir(parents=True)
    (folder / "inputs").rename(folder / "保管" / "2024年度" / "inputs")
    (folder / "inputs").mkdir()


def _small_city(folder: Path) -> None:
    _run("init")
    documented_year.type_into_master(folder / "templates_xlsx" / "計画マスタ.xlsx")
    _run("distribute")


def _two_plans(*names: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        for name, when in zip(names, "前後", strict=True):
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "templates_xlsx" / f"計画マスタ_改定{when}.xlsx", folder / name)

    return lay


def _filled(*divisions: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        _small_city(folder)
        for division in divisions:
            documented_year.fill(division, folder, documented_year.TYPED[division])

    return lay


def _example(*phases: str, then: str = "") -> Callable[[Path], None]:
    """The town with two phases, as far as its page goes: forms of phases returned and collected."""

    def lay(folder: Path) -> None:
        _run("init --example 波里町")
        for phase in (*phases, then):
            if phase:
                _run(f"distribute --phase {phase}")
                shutil.copytree(folder / YEAR / "配布" / phase, folder / "inputs" / phase)
            if phase in phases:
                _run(f"collect inputs/{phase} --phase {phase}")

    return lay


def _filled_example(folder: Path) -> None:
    """Both phases of the town, filled in and collected."""
    town = example_years.started(folder / "made", "波里町")
    said = example_years.YEAR_END | example_years.MENDED
    example_years.collected(town, 2024, example_years.MID_YEAR, "事中")
    example_years.collected(town, 2024, said, "事後")
    for name in ("templates_xlsx", "outputs"):
        shutil.copytree(town / name, folder / name)


def _own_form(folder: Path) -> None:
    (folder / "inputs").mkdir()
    _run("distribute --blank --output x", masters=True)
    shutil.copy(next((folder / "x").rglob("*.xlsx")), folder / "調査票.xlsx")


def _adopted(folder: Path) -> None:
    """The draft, after its reader wrote year and division into it."""
    _own_form(folder)
    _run("adopt 調査票.xlsx -o 照会")
    plan = folder / "照会" / "計画マスタ.xlsx"
    book = load_workbook(plan)
    book["担当課"]["A2"] = "企画課"
    for row in book["設定"].iter_rows(min_row=2):
        row[1].value = "2024" if row[0].value == "年度" else row[1].value
    book.save(plan)


def _answered(folder: Path) -> None:
    _adopted(folder)
    _run("distribute --form 照会/様式定義.xlsx --plan 照会/計画マスタ.xlsx")
    (folder / "令和5年度の回答").mkdir()
    for path in (folder / "outputs").glob("*/配布/*.xlsx"):
        shutil.copy(path, folder / "inputs")
        shutil.copy(path, folder / "令和5年度の回答")


def _evaluation(folder: Path) -> None:
    """An evaluation on a city's own workbook, and the plan that it is of."""
    (folder / "inputs").mkdir()
    item_sheet().save(folder / "事務事業評価.xlsx")
    shutil.copy(ROOT / "templates_xlsx" / "計画マスタ.xlsx", folder)


def _adopted_evaluation(folder: Path) -> None:
    _evaluation(folder)
    _run("adopt 事務事業評価.xlsx --plan 計画マスタ.xlsx -o 様式")


def _answered_evaluation(folder: Path) -> None:
    _adopted_evaluation(folder)
    _run("distribute --form 様式/様式定義.xlsx --plan 計画マスタ.xlsx")
    for path in (folder / "outputs").glob("*/配布/*.xlsx"):
        shutil.copy(path, folder / "inputs")


def _list_of_changes(folder: Path) -> None:
    _two_plans("旧.xlsx", "新.xlsx")(folder)
    _run("redline 旧.xlsx 新.xlsx")
    shutil.copy(folder / "outputs" / "改定内容一覧.xlsx", folder / "市の一覧.xlsx")


def _run(line: str, *, masters: bool = False) -> int:
    templates = ROOT / "templates_xlsx"
    given = [f"--plan={templates / '計画マスタ.xlsx'}", f"--form={templates / '様式定義.xlsx'}"]
    arguments = [*shlex.split(line), *(given if masters else ())]
    return CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code


# ------------------------------------------------------------------ what is promised, by page and line

BOOK, FOUND = f"{YEAR}/進捗状況評価_2024年度.xlsx", f"{YEAR}/点検結果_2024年度.xlsx"
WORKING = ("templates_xlsx/計画マスタ.xlsx", "templates_xlsx/様式定義.xlsx", "inputs", "outputs")
LIST, TABLE = "outputs/改定内容一覧.xlsx", "outputs/新旧対照表.xlsx"
NEXT = ("templates_xlsx/計画マスタ_2025年度.xlsx",)
CITY_FORMS = tuple(f"{YEAR}/配布/{name}_進捗状況評価シート.xlsx" for name in ("環境課", "市民課"))

REVIEWERS = ("福祉課", "港湾課", "総務課", "外部委員会", "町長")
TOWN = ("福祉課", "港湾課", "政策課")

OWN = "--form 照会/様式定義.xlsx --plan 照会/計画マスタ.xlsx"
EVALUATION = "--form 様式/様式定義.xlsx --plan 計画マスタ.xlsx"

PROMISES = {
    "ブラウザで使う": {
        "zushi-xl page": Promise(("zushi-xl.html",), before=_runtime),
        "zushi-xl page --check": Promise(("自己点検_2024年度.html",), before=_runtime),
        "zushi-xl distribute --with-page": Promise(
            (f"{YEAR}/配布/自己点検_2024年度.html",), before=_runtime
        ),
    },
    "はじめての方へ": {
        "zushi-xl --version": Promise(),
        "zushi-xl init --sample": Promise((*WORKING, "説明書/手引き.md")),
        "zushi-xl collect inputs/": Promise((BOOK,), before=_sample),
    },
    "あなたの市の一年を一時間で": {
        "zushi-xl init": Promise((*WORKING, "説明書/手引き.md")),
        "zushi-xl distribute": Promise(CITY_FORMS, before=_small_city),
        "zushi-xl status inputs/": Promise(before=_filled("環境課")),
        "zushi-xl collect inputs/": Promise(
            (BOOK, FOUND, f"{YEAR}/収集結果.json"), before=_filled("環境課", "市民課")
        ),
        "zushi-xl rollover": Promise(NEXT, before=_without_errors),
        "zushi-xl adopt 調査票.xlsx -o 照会": Promise(
            ("照会/様式定義.xlsx", "照会/計画マスタ.xlsx"), before=_own_form
        ),
    },
    "今ある様式を使う": {
        "zushi-xl adopt 調査票.xlsx -o 照会": Promise(
            tuple(
                f"照会/{name}.xlsx" for name in ("様式定義", "計画マスタ", "取り込み報告", "調査票")
            ),
            before=_own_form,
        ),
        f"zushi-xl distribute {OWN}": Promise(
            (f"{YEAR}/配布/企画課_調査票.xlsx",), before=_adopted
        ),
        f"zushi-xl collect inputs/ {OWN}": Promise(
            (f"{YEAR}/収集結果.json", f"{YEAR}/公開データ/回答.csv"), before=_answered
        ),
        "zushi-xl adopt 事務事業評価.xlsx --plan 計画マスタ.xlsx -o 様式": Promise(
            ("様式/様式定義.xlsx", "様式/取り込み報告.xlsx", "様式/事務事業評価.xlsx"),
            before=_evaluation,
        ),
        f"zushi-xl distribute {EVALUATION}": Promise((f"{YEAR}/配布",), before=_adopted_evaluation),
        f"zushi-xl collect inputs/ {EVALUATION}": Promise(
            (BOOK, f"{YEAR}/収集結果.json"), before=_answered_evaluation
        ),
        f"zushi-xl adopt --import 令和5年度の回答 --year 2023 {OWN} -o 照会": Promise(
            ("照会/計画マスタ.xlsx",), before=_answered
        ),
    },
    "年度の終わり": {
        "zushi-xl status inputs/": Promise(status=1, before=_sample),
        "zushi-xl rollover": Promise(NEXT, before=_without_errors),
        "zushi-xl distribute -o 確認/": Promise(
            ("確認/2024年度/配布/社会福祉課_進捗状況評価シート.xlsx",), before=_sample
        ),
        "zushi-xl collect inputs/ -o 確認/": Promise(
            ("確認/2024年度/点検結果_2024年度.xlsx",), before=_sample
        ),
        "zushi-xl collect 保管/2024年度/inputs --plan templates_xlsx/計画マスタ_2024年度.xlsx -o 確認/": Promise(
            ("確認/2024年度/点検結果_2024年度.xlsx",), before=_put_away
        ),
    },
    "手引き": {
        "zushi-xl init": Promise((*WORKING, "手引き.txt")),
        "zushi-xl distribute": Promise(
            (f"{YEAR}/配布/社会福祉課_進捗状況評価シート.xlsx",), before=_sample
        ),
        "zushi-xl status inputs/": Promise(status=1, before=_sample),
        "zushi-xl collect inputs/": Promise(
            (
                BOOK,
                FOUND,
                f"{YEAR}/差し戻し/環境都市課_差し戻し2.xlsx",
                f"{YEAR}/公開データ/KPI.csv",
                f"{YEAR}/収集結果.json",
            ),
            before=_sample,
        ),
        "zushi-xl rollover": Promise(NEXT, before=_without_errors),
        "zushi-xl redline 改定前.xlsx 改定後.xlsx --style both": Promise(
            (LIST, TABLE), before=_two_plans("改定前.xlsx", "改定後.xlsx")
        ),
    },
    "自分の市で始める": {
        "zushi-xl init --empty 作業フォルダ": Promise(
            tuple(f"作業フォルダ/{name}" for name in (*WORKING, "説明書/手引き.md"))
        ),
        "zushi-xl distribute": Promise(CITY_FORMS, before=_small_city),
        "zushi-xl distribute --phase 事中": Promise(
            tuple(f"{YEAR}/配布/事中/{name}_施策評価シート.xlsx" for name in REVIEWERS),
            before=_example(),
        ),
        "zushi-xl collect inputs/事中 --phase 事中": Promise(
            (f"{YEAR}/施策評価_2024年度.xlsx",), before=_example(then="事中")
        ),
        "zushi-xl distribute --phase 事後": Promise(
            tuple(f"{YEAR}/配布/事後/{name}_施策評価シート.xlsx" for name in TOWN),
            before=_example("事中"),
        ),
        "zushi-xl collect inputs/事後 --phase 事後": Promise(
            (f"{YEAR}/施策評価_2024年度.xlsx",), before=_example("事中", then="事後")
        ),
        "zushi-xl rollover": Promise(NEXT, before=_filled_example),
    },
    "見え消し": {
        "zushi-xl redline templates_xlsx/計画マスタ_改定前.xlsx templates_xlsx/計画マスタ_改定後.xlsx": Promise(
            (LIST,),
            before=_two_plans(
                "templates_xlsx/計画マスタ_改定前.xlsx", "templates_xlsx/計画マスタ_改定後.xlsx"
            ),
        ),
        "zushi-xl redline 旧.xlsx 新.xlsx --style 新旧対照表": Promise(
            (TABLE,), before=_two_plans("旧.xlsx", "新.xlsx")
        ),
        "zushi-xl redline 旧.xlsx 新.xlsx --style both": Promise(
            (LIST, TABLE), before=_two_plans("旧.xlsx", "新.xlsx")
        ),
        "zushi-xl redline --from-cells 市の一覧.xlsx": Promise(before=_list_of_changes),
    },
}


def lines() -> Iterator[tuple[str, str]]:
    """Page and line, of every block that a shell takes."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for kind, block in re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            joined = re.sub(r"\s*\\\n\s*", " ", block).splitlines()
            for line in joined if kind in ("", "bash", "powershell") else ():
                if kind or re.match(r"(zushi-xl|python|npm|dask|certutil|py |\.venv)", line):
                    yield page.stem, " ".join(re.sub(r"\s#.*|\s{2,}.*", "", line).split())


LINES = list(dict.fromkeys((page, line) for page, line in lines() if line))
HERE = [(page, line) for page, line in LINES if not line.startswith(tuple(ELSEWHERE))]


def test_blocks_are_found() -> None:
    assert len(LINES) > 25
    assert (
        "README",
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/zushi-xl collect inputs/",
    ) in LINES


@pytest.mark.parametrize(("page", "line"), HERE, ids=lambda value: value[:50])
def test_a_line_does_what_the_page_promises(
    page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert line in PROMISES.get(page, {}), f"{page}: nothing is promised of {line}"
    promise = PROMISES[page][line]
    monkeypatch.chdir(tmp_path)
    promise.before(tmp_path)
    assert _run(line.removeprefix("zushi-xl ")) == promise.status
    assert [name for name in promise.files if not (tmp_path / name).exists()] == []


def test_no_promise_is_left_over() -> None:
    promised = {(page, line) for page, made in PROMISES.items() for line in made}
    assert promised <= set(LINES)


def test_ci_takes_the_lines_of_contributing_as_they_are_written() -> None:
    """The lines for npm and for style are read from the page; the others are the README's."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    own = [line for page, line in LINES if page == "CONTRIBUTING"]
    taken = [line for line in own if line.startswith(("npm install ", ".venv/bin/ruff"))]
    assert len(taken) == 2
    assert "npm install [^#]*" in ci
    assert "'^\\.venv/bin/ruff' CONTRIBUTING.md" in ci
    readme = next(line for page, line in LINES if page == "README" and "pytest" in line)
    for line in set(own) - set(taken) - {".ci/run"}:
        assert line.removeprefix("python3 -m venv .venv && ") in readme.replace(" -q", "") or (
            line == ".venv/bin/pytest" and ".venv/bin/python -m pytest" in readme
        ), line


@pytest.mark.parametrize("where", sorted(set(ELSEWHERE.values())))
def test_what_is_tried_elsewhere_is_there(where: str) -> None:
    for path in re.findall(r"(?:tests|\.ci)/[\w./]+", where):
        assert (ROOT / path).is_file(), path
