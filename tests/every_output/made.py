"""Every kind of workbook that the product writes, made once by its commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.book.groups import grouped
from tests.conftest import ROOT
from tests.new_city import test_tables
from tests.new_city.trial import city
from tests.own_form.forms import FORM as OWN
from tests.own_form.forms import masters_in
from tests.samples.second_city import write_masters
from tests.suite.pages import Case, Change, Step
from tests.suite.town import write_case
from tests.workflow import test_partners, test_reviewers
from tests.workflow.towns import Town
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
    "drafts of a city's own form": "own/*義.xlsx",
    "report on a form": "own/取り込み報告.xlsx",
    "copy of a city's own form": "own/out/*年度/配布/*.xlsx",
    "correction of a city's own form": "own/out/*年度/差し戻し/*.xlsx",
    "answers to a city's own form": "own/out/*年度/回答一覧_*.xlsx",
    "year imported from a city's own form": "own/past/**/*.xlsx",
    "books of a second round": "again/*年度/*.xlsx",
    "correction of a second round": "again/*年度/差し戻し/*.xlsx",
    "form of a role": "reviewers/outputs/*年度/配布/*/*.xlsx",
    "annual book with reviewers": "reviewers/outputs/*年度/*.xlsx",
    "annual book with partners": "partners/outputs/*年度/*.xlsx",
    "form with sums": "sums/*/outputs/*年度/配布/**/*.xlsx",
    "correction with sums": "sums/*/outputs/*年度/**/差し戻し/**/*.xlsx",
    "annual book with sums": "sums/*/outputs/*年度/*年度.xlsx",
    "masters to begin with": "begun/*/templates_xlsx/*.xlsx",
    "findings of a later year": "later/outputs/*年度/点検結果_*.xlsx",
    "annual book with corrections": "later/outputs/*年度/進捗状況評価_*.xlsx",
    "every feature": "feature.xlsx",
}
COPIED = ("copy of a city's own form", "correction of a city's own form")
ORIGINAL = f"own/{OWN}"  # the city's workbook, which copies leave as it is, faults of its maker too
OFF = "ルール＝kpi-inexact；重大度＝点検しない；理由＝幅でしか測れない；決めた日＝2025年4月1日"
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
    _own_form(folder / "own")
    _reviewed(folder / "reviewers")
    _shared(folder / "partners")
    _with_sums(folder / "sums")
    for number, way in enumerate((["--empty"], ["--example", "波里町"], ["--example", "白帆市"])):
        _run("init", folder / f"begun/{number}", *way)
    _published_before(folder / "later")
    write_book(whole_book(), folder / "feature.xlsx")
    return {kind: sorted(folder.glob(pattern)) for kind, pattern in KINDS.items()}


def _one_year(folder: Path) -> None:
    masters, output = ("--plan", PLAN, "--form", FORM), folder / "year"
    (folder / "決算.csv").write_text(LEDGER, encoding="utf-8")
    (folder / "next").mkdir()
    _run("distribute", *masters, "-o", output)
    _run("collect", ROOT / "inputs", *masters, "-o", output, "--ledger", folder / "決算.csv")
    again = (ROOT / "inputs", next(output.glob("*年度/差し戻し")))
    _run("collect", *again, *masters, "-o", folder / "again")
    _run("rollover", *masters, "-o", output, "--to", folder / "next/計画マスタ.xlsx", "--force")


def _published_before(folder: Path) -> None:
    """A rule that is off, and figures that differ from those that were published: 正誤表, 点検しないルール
    and ルールの実績."""
    town = Case("", "", True, "", plan=(Change("点検ルール", "追加", OFF),))
    answer = Step("町民課", "記入", "1-1-② KPI1 2024年度", "89団体以上")
    for name, steps in (("earlier", (answer,)), ("later", (answer._replace(content="91団体"),))):
        write_case(replace(town, steps=steps), folder.with_name(name))
    masters = ("--plan", folder / "計画マスタ.xlsx", "--form", folder / "様式定義.xlsx")
    output, before = folder / "outputs", folder.with_name("earlier")
    _run("collect", before / "inputs", *masters, "-o", output, "--freeze", "確定")
    _run("collect", folder / "inputs", *masters, "-o", output, "--years", output)


def _with_sums(folder: Path) -> None:
    """A column of a table that is added up, with a dash, and a row whose name is missing."""
    town = city(folder, "tables")
    town.distribute("計画時")
    test_tables.returned(town, _some_costs, "計画時")


def _some_costs(sheet: Worksheet) -> None:
    test_tables.typed(sheet, [("工事費", "1,200"), ("用地費", "ー"), ("", "1.5")])


def _other_city(folder: Path) -> None:
    folder.mkdir()
    plan, form = write_masters(folder)
    _run("distribute", "--plan", plan, "--form", form, "-o", folder)


def _own_form(folder: Path) -> None:
    """A form of the city's own, adopted, handed out, returned with a fault, and read
    as that of an earlier year."""
    folder.mkdir()
    masters_in(folder)
    masters = ("--plan", folder / "計画マスタ.xlsx", "--form", folder / "様式定義.xlsx")
    _run("distribute", *masters, "-o", folder / "out")
    (copy,) = (folder / "out").glob("*年度/配布/企画課_*.xlsx")
    book = load_workbook(copy)
    book["回答票"]["C5"].value = "たくさん"
    (folder / "in").mkdir()
    book.save(folder / "in" / copy.name)
    _run("collect", folder / "in", *masters, "-o", folder / "out")
    past = ("--import", folder / "in", "--year", "2023", "-o", folder / "past")
    _run("adopt", *past, *masters)


def _reviewed(folder: Path) -> None:
    """Four reviewers and two phases."""
    folder.mkdir()
    town = Town(folder, test_reviewers.PLAN, test_reviewers.FORM)
    books = town.distribute("--phase", "事中")
    for name, filled in test_reviewers.GIVEN.items():
        town.fill(books[name], "inputs", filled)
    town.collect("inputs")
    town.distribute("--phase", "事後")


def _shared(folder: Path) -> None:
    """An item of several divisions, which differ."""
    folder.mkdir()
    town = Town(folder, test_partners.PLAN, test_partners.FORM)
    books, rating = town.distribute(), ("①/rating", "評価")
    town.fill(books["都市課"], "inputs", {rating: "A"})
    town.fill(books["公園課"], "inputs", {rating: "B"})
    town.collect("inputs")


def _of_several_municipalities(folder: Path) -> None:
    masters = load_masters(PLAN, FORM)
    three = replace(masters, plan=grouped(masters.plan))
    collect(three, [ROOT / "inputs"], folder, one_book=5)


def _run(*arguments: str | Path) -> None:
    """The command as a person runs it; findings are no failure."""
    result = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
