"""Every kind of workbook that the product writes, made once by its commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from tests.book.groups import grouped
from tests.conftest import ROOT
from tests.samples.second_city import write_masters
from tests.xlsx_out.test_office import whole_book
from zushi_xl.cli.commands import main
from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.collect import collect
from zushi_xl.xlsx_out import write_book

KINDS = {
    "handed out": "init/templates_xlsx/*.xlsx",
    "form": "year/*年度/配布/*.xlsx",
    "form of another city": "second/*年度/配布/*.xlsx",
    "annual book": "year/*年度/進捗状況評価_*.xlsx",
    "findings": "year/*年度/点検結果_*.xlsx",
    "correction": "year/*年度/差し戻し/*.xlsx",
    "index of several books": "parted/*年度/進捗状況評価_*.xlsx",
    "annual book of a 団体": "parted/*年度/団体別/*.xlsx",
    "revision list": "redline/**/改定内容一覧*.xlsx",
    "comparison table": "redline/**/新旧対照表*.xlsx",
    "next year's master": "next/*.xlsx",
    "every feature": "feature.xlsx",
}
LEDGER = "予算事業名,支出済額\n市民交流センター維持管理事業,88984838\n非核平和推進事業,調整中\n"
TEMPLATES = ROOT / "templates_xlsx"
PLAN, FORM = TEMPLATES / "計画マスタ.xlsx", TEMPLATES / "様式定義.xlsx"


def make(folder: Path) -> dict[str, list[Path]]:
    """Makes all books under ``folder``; gives them by kind."""
    _run("init", folder / "init")
    _one_year(folder)
    _other_city(folder / "second")
    _of_several_municipalities(folder / "parted")
    old, new = TEMPLATES / "計画マスタ_改定前.xlsx", TEMPLATES / "計画マスタ_改定後.xlsx"
    _run("redline", old, new, "-o", folder / "redline", "--style", "both")
    write_book(whole_book(), folder / "feature.xlsx")
    return {kind: sorted(folder.glob(pattern)) for kind, pattern in KINDS.items()}


def _one_year(folder: Path) -> None:
    masters, output = ("--plan", PLAN, "--form", FORM), folder / "year"
    (folder / "決算.csv").write_text(LEDGER, encoding="utf-8")
    (folder / "next").mkdir()
    _run("distribute", *masters, "-o", output)
    _run("collect", ROOT / "inputs", *masters, "-o", output, "--ledger", folder / "決算.csv")
    _run("rollover", *masters, "-o", output, "--to", folder / "next/計画マスタ.xlsx", "--force")


def _other_city(folder: Path) -> None:
    folder.mkdir()
    plan, form = write_masters(folder)
    _run("distribute", "--plan", plan, "--form", form, "-o", folder)


def _of_several_municipalities(folder: Path) -> None:
    masters = load_masters(PLAN, FORM)
    three = replace(masters, plan=grouped(masters.plan))
    collect(three, [ROOT / "inputs"], folder, one_book=5)


def _run(*arguments: str | Path) -> None:
    """The command as a person runs it; findings are no failure."""
    result = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
