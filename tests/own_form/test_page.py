"""The page, and the options of the commands, where a city's own workbook is the form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.own_form.forms import FORM, filled, masters_in
from tests.workflow.test_page_requests import asked as page_answer
from zushi_xl.adopt.own_form import load
from zushi_xl.cli.commands import main
from zushi_xl.page import make
from zushi_xl.page.build import PageKind
from zushi_xl.workflow.browser import masters as page_masters
from zushi_xl.xlsx_in import read_workbook

VALUES = {"C3": "企画課", "C4": "はい", "C5": "たくさん", "C6": "約1,200"}
NAMES = ("計画マスタ.xlsx", "様式定義.xlsx", FORM)


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """The masters in ``tmp_path``, and a copy that 企画課 filled in."""
    return filled(masters_in(tmp_path), tmp_path, VALUES)


def asked(
    folder: Path, verb: str, options: dict[str, Any] | None = None, **fields: list[Path]
) -> dict[str, Any]:
    """The answer of the page, which works in a folder below."""
    return page_answer(folder / "run", verb, options, **fields)


def command(folder: Path, *arguments: str) -> tuple[int, str]:
    """The command's status and what it said; the outputs stand in ``folder``."""
    masters = ["--plan", str(folder / NAMES[0]), "--form", str(folder / NAMES[1])]
    result = CliRunner().invoke(main, [*arguments, *masters])
    return result.exit_code, result.output


def test_the_page_collects_what_the_command_collects(returned: Path, tmp_path: Path) -> None:
    answer = asked(tmp_path, "collect", files=[returned], masters=[tmp_path / n for n in NAMES])
    assert (answer["state"], answer["lines"]) == ("done", ["提出 1／2 課（未提出：福祉課）"])
    status, _ = command(tmp_path, "collect", str(returned.parent), "-o", str(tmp_path / "native"))
    assert status == 0
    (native,) = (tmp_path / "native").iterdir()
    names = {path.relative_to(native).as_posix() for path in native.rglob("*") if path.is_file()}
    made = tmp_path / "run" / "outputs" / native.name
    assert {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()} == names
    for name in ("収集結果.json", "公開データ/回答.csv"):
        assert (made / name).read_bytes() == (native / name).read_bytes()


def test_a_division_checks_its_own_copy(returned: Path, tmp_path: Path) -> None:
    answer = asked(tmp_path, "check", files=[returned], masters=[tmp_path / n for n in NAMES])
    assert answer["state"] == "done"
    assert [(f["rule"], f["cell"]) for f in answer["findings"]] == [("own-form-value", "C5")]
    assert any(name.endswith("差し戻し/企画課_差し戻し2.xlsx") for name in answer["files"])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the masters that are opened."""
    names: list[str] = []

    def counted(path: Path, **given: Any) -> Any:
        names.append(path.name)
        return read_workbook(path, **given)

    for module in (page_masters, load):
        monkeypatch.setattr(module, "read_workbook", counted)
    page_masters._read.cache_clear()
    return names


def test_the_masters_are_read_once_for_all_runs(
    returned: Path, tmp_path: Path, opened: list[str]
) -> None:
    masters = [tmp_path / name for name in NAMES]
    for run in ("early", "late"):
        answer = page_answer(tmp_path / run, "check", files=[returned], masters=masters)
        assert answer["state"] == "done"
    assert sorted(opened) == sorted(NAMES)


def test_findings_as_json_have_the_keys_of_the_ordinary_ones(
    returned: Path, tmp_path: Path
) -> None:
    status, said = command(tmp_path, "check", str(returned), "--json")
    (finding,) = json.loads(said)
    assert (status, finding["rule"], finding["cell"]) == (1, "own-form-value", "C5")
    assert set(finding) == {
        "rule", "severity", "division", "file", "sheet", "cell", "code", "field", "given",
        "expected", "message", "remedy", "waived", "also_at", "explained",
    }  # fmt: skip


def test_no_findings_as_json_are_an_empty_list(tmp_path: Path) -> None:
    path = filled(masters_in(tmp_path), tmp_path, {"C3": "企画課", "C4": "はい"})
    assert command(tmp_path, "check", str(path), "--json") == (0, "[]\n")


def test_copies_for_the_divisions(tmp_path: Path) -> None:
    masters_in(tmp_path)
    answer = asked(
        tmp_path, "distribute", {"only": "福祉課"}, masters=[tmp_path / n for n in NAMES]
    )
    assert answer["summary"] == "1 課分の様式（原本の写し）を作りました。"


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        (FORM, "原本「計画の調査.xlsx」がありません。一つだけ「計画マスタと様式定義」の欄に"),
        ("計画マスタ.xlsx", "計画マスタがありません。一つだけ"),
    ],
)
def test_what_is_missing_is_named(left_out: str, said: str, returned: Path, tmp_path: Path) -> None:
    masters = [tmp_path / name for name in NAMES if name != left_out]
    answer = asked(tmp_path, "check", files=[returned], masters=masters)
    assert answer["state"] == "refused"
    assert answer["summary"].startswith(said)


@pytest.mark.parametrize(
    ("verb", "options", "said"),
    [
        ("collect", {"site": True}, "照会では「市民向けの公開サイト」を使えません。"),
        ("distribute", {"blank": True}, "照会では「空の様式を一つ作る」を使えません。"),
        ("rollover", {}, "照会に年度更新はありません。"),
    ],
)
def test_what_is_not_made_is_said(
    verb: str, options: dict[str, Any], said: str, returned: Path, tmp_path: Path
) -> None:
    masters = [tmp_path / name for name in NAMES]
    answer = asked(tmp_path, verb, options, files=[returned], masters=masters)
    assert answer["state"] == "refused"
    assert answer["summary"].startswith(said)


@pytest.mark.parametrize(
    "arguments",
    [
        ("collect", "{inputs}", "--pdf"),
        ("collect", "{inputs}", "--site"),
        ("collect", "{inputs}", "--freeze", "確定"),
        ("collect", "{inputs}", "--ledger", "決算.csv"),
        ("distribute", "--blank"),
        ("status", "{inputs}", "--phase", "一次"),
    ],
)
def test_options_without_use_are_refused(
    arguments: tuple[str, ...], returned: Path, tmp_path: Path
) -> None:
    given = [part.format(inputs=returned.parent) for part in arguments]
    status, said = command(tmp_path, *given)
    option = next(part for part in arguments if part.startswith("--"))
    assert status == 2
    assert f"照会では {option} を使えません。外して、もう一度実行してください。" in said


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[PageKind]:
    """The pages that were asked for; packing Python into them takes its time."""
    kinds: list[PageKind] = []
    monkeypatch.setattr(
        make, "page_bytes", lambda kind, _: kinds.append(kind) or b"<!DOCTYPE html>"
    )
    return kinds


@pytest.mark.parametrize("verb", [("page", "--check"), ("distribute", "--with-page")])
def test_the_page_for_self_checks_holds_the_original(
    verb: tuple[str, ...], written: list[PageKind], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    year = masters_in(tmp_path).plan.fiscal_year
    status, said = command(tmp_path, *verb)
    assert status == 0, said
    (kind,) = written
    assert kind.title == f"自己点検　計画の調査（{year}年度）"
    assert set(kind.masters) == set(NAMES)


def test_no_page_without_the_original(tmp_path: Path, written: list[PageKind]) -> None:
    masters_in(tmp_path)
    (tmp_path / FORM).unlink()
    status, said = command(tmp_path, "page", "--check")
    assert (status, written) == (2, [])
    assert "原本「計画の調査.xlsx」を読めません。ファイルがありません。" in said
