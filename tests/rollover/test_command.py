"""``zushi-xl rollover`` on files: what it writes, and what it refuses in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from tests.masters.books import FORM, PLAN, book
from tests.rollover.small import error, evaluation, result
from zushi_xl.cli.commands import main
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.tables import read_table
from zushi_xl.masters.workbooks import build_form_book, build_plan_book
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import write_book


class Desk(NamedTuple):
    """A working folder: the small plan, its form, a result."""

    folder: Path

    @property
    def plan(self) -> Path:
        return self.folder / "計画マスタ.xlsx"

    @property
    def new(self) -> Path:
        return self.folder / "計画マスタ_2025年度.xlsx"

    @property
    def result(self) -> Path:
        return self.folder / "outputs" / "2024年度" / "収集結果.json"

    def keep(self, facts: dict[str, Any]) -> None:
        self.result.parent.mkdir(parents=True, exist_ok=True)
        self.result.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    def write_plan(self, text: str) -> None:
        tables = [read_table(sheet, "") for sheet in book(text).sheets]
        write_book(build_plan_book(tables), self.plan)

    def run(self, *more: object) -> Result:
        arguments = [
            "rollover", "--plan", self.plan, "--form", self.folder / "様式定義.xlsx",
            "-o", self.folder / "outputs", *more,
        ]  # fmt: skip
        return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write_plan(PLAN)
    form = [read_table(sheet, "") for sheet in book(FORM).sheets]
    write_book(build_form_book(form), tmp_path / "様式定義.xlsx")
    desk.keep(result(evaluations=[evaluation("1-1-①", "B", "延ばす。")]))
    return desk


def refused(done: Result, says: str) -> None:
    assert done.exit_code == 2, done.output
    assert says in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.output


def test_a_new_file_beside_the_old_one(desk: Desk) -> None:
    before = desk.plan.read_bytes()
    assert desk.run().exit_code == 0
    assert desk.plan.read_bytes() == before
    new = read_workbook(desk.new)
    assert load_plan(new).fiscal_year == 2025
    assert sorted(p.name for p in desk.folder.iterdir()) == [
        "outputs", "様式定義.xlsx", "計画マスタ.xlsx", "計画マスタ_2025年度.xlsx",
    ]  # fmt: skip


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    desk.run()
    before = desk.new.stat().st_mtime_ns
    again = desk.run()
    assert again.exit_code == 0
    assert "そのままにしました" in again.output
    assert desk.new.stat().st_mtime_ns == before


def test_what_a_stopped_run_left_is_told(desk: Desk) -> None:
    left = desk.new.with_name(f".{desk.new.name}.zushi_xl-new")
    left.write_bytes(b"half")
    assert "書き終える前に止められていました" in desk.run().output
    assert not left.exists()
    assert "止められていました" not in desk.run().output


def test_two_runs_give_the_same_bytes(desk: Desk) -> None:
    desk.run()
    desk.run("--to", desk.folder / "もう一つ.xlsx")
    assert desk.new.read_bytes() == (desk.folder / "もう一つ.xlsx").read_bytes()


def test_a_master_that_was_worked_on_is_not_overwritten(desk: Desk) -> None:
    desk.run()
    desk.new.write_bytes(b"edited")
    refused(desk.run(), "がすでにあり、内容が違います")
    assert desk.new.read_bytes() == b"edited"


def test_force_puts_the_earlier_one_aside(desk: Desk) -> None:
    for number in (1, 2):
        desk.new.write_bytes(b"edited %d" % number)
        assert desk.run("--force").exit_code == 0
    aside = sorted(desk.folder.glob("*_前の版*.xlsx"))
    assert [path.read_bytes() for path in aside] == [b"edited 1", b"edited 2"]


@pytest.mark.parametrize("mark", ["~$計画マスタ_2025年度.xlsx", ".~lock.計画マスタ_2025年度.xlsx#"])
def test_a_master_that_is_open_is_left_alone(desk: Desk, mark: str) -> None:
    desk.new.write_bytes(b"edited")
    (desk.folder / mark).touch()
    refused(desk.run("--force"), "ほかで開かれています")
    assert desk.new.read_bytes() == b"edited"


def test_this_years_master_is_never_the_target(desk: Desk) -> None:
    before = desk.plan.read_bytes()
    refused(desk.run("--to", desk.plan, "--force"), "今年度の計画マスタなので、書き換えません")
    assert desk.plan.read_bytes() == before


def test_a_target_that_is_no_book_or_nowhere(desk: Desk) -> None:
    refused(desk.run("--to", desk.folder / "来年"), ".xlsx で終わる名前")
    refused(desk.run("--to", desk.folder / "ない" / "来年.xlsx"), "がありません")


def test_without_a_result(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "outputs")
    refused(desk.run(), "先に zushi-xl collect を実行する")


def test_a_result_that_is_none(desk: Desk) -> None:
    desk.result.write_bytes(b"\x93\xfa\x96\x7b")
    refused(desk.run(), "を読めません")
    desk.result.write_text("{}", encoding="utf-8")
    refused(desk.run(), "収集結果の形ではありません")


def test_a_result_of_another_year(desk: Desk) -> None:
    desk.keep(result(fiscal_year=2023))
    refused(desk.run("--force"), "2023 年度の収集結果")


def test_errors_stop_it_each_with_its_place(desk: Desk) -> None:
    desk.keep(result(findings=[error()]))
    done = desk.run()
    refused(done, "片づけることが 1 件あります")
    assert any(line.startswith("都市課.xlsx 1-1-① D8：") for line in done.stderr.splitlines())
    assert not desk.new.exists()


def test_with_force_the_errors_are_recorded_and_the_status_says_so(desk: Desk) -> None:
    desk.keep(result(findings=[error()]))
    done = desk.run("--force")
    assert done.exit_code == 0
    assert "要修正の指摘が残ったまま進めました" in done.output
    sheets = {sheet.name: sheet for sheet in read_workbook(desk.new).sheets}
    texts = {cell.text for cell in sheets["年度更新の記録"].cells.values()}
    assert "要修正のまま" in texts


def test_a_master_with_mistakes(desk: Desk) -> None:
    desk.write_plan(
        PLAN.replace("1-1-① | ① | 歩道の整備 | 都市課", "1-1-① | ① | 歩道の整備 | 海課")
    )
    done = desk.run()
    refused(done, "誤りが")
    assert "具体的施策 D2" in done.stderr


def test_a_new_master_with_mistakes_is_not_written(desk: Desk) -> None:
    """Every grade ends with 2024: the office must say what counts from 2025 on."""
    text = PLAN.replace(" | A | 順調 | よい | 順位 | |", " | A | 順調 | よい | 順位 | | 2024")
    text = text.replace(" | B | 遅れ | わるい | 順位 | |", " | B | 遅れ | わるい | 順位 | | 2024")
    desk.write_plan(text)
    done = desk.run()
    refused(done, "誤りが 1 件出るため、書き出しませんでした")
    assert "2025年度に使える評価区分が一つもありません" in done.stderr
    assert not desk.new.exists()
