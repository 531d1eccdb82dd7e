"""Rules about references and totals: strategy codes, divisions, 再掲, the population outlook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Submission
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Block, FieldType, Form, Meaning
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.model import Initiative, Plan
from zushi_xl.plan.outlook import PopulationRow
from zushi_xl.quantity.rounding import (
    declared_places,
    half_unit,
    half_unit_of,
    slack_of_sum,
)
from zushi_xl.report.model import InitiativeReport, Report
from zushi_xl.report.printed_figures import rounded
from zushi_xl.rules.asked import REPLY, at, name_of, of_type, said
from zushi_xl.rules.budget import yen
from zushi_xl.rules.registry import book_rules, report_rules
from zushi_xl.rules.settings import typed_threshold
from zushi_xl.text.codes import is_within, numbers
from zushi_xl.text.folding import fold
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Source

YEAR = report_rules(RuleArea.STRUCTURE)
BOOK = book_rules(RuleArea.STRUCTURE)


class _Codes(NamedTuple):
    """The strategy codes of an initiative, as planned or as reported, and where they stand."""

    initiative: Initiative
    codes: tuple[str, ...]
    source: Source
    division: str = ""


@YEAR.confirm_rule(
    "総合戦略にないコード",
    "総合戦略のコードの具体的施策が、計画マスタのシート「総合戦略」にない。",
    "4-9-①-1 と書いたが、4-9 は総合戦略にない。",
)
def strategy_unknown(report: Report) -> Iterator[Finding]:
    """A code whose third level 総合戦略 does not have."""
    known = frozenset(node.code for node in report.plan.strategy)
    for place in _strategy_codes(report) if known else ():
        for code in dict.fromkeys(place.codes):
            if not _is_known(code, known):
                yield strategy_unknown.at(
                    place.source,
                    f"{place.initiative.code} の総合戦略のコード「{code}」は総合戦略にありません。",
                    "コードを直すか、計画マスタのシート「総合戦略」に加えてください。",
                    division=place.division,
                    code=place.initiative.code,
                    field="総合戦略",
                    given=code,
                )


@YEAR.confirm_rule(
    "総合戦略のコードの重複",
    "一つの取り組みに、同じ総合戦略のコードが二度書かれている。",
    "4-2-①-3 と 4-2-①-3。",
)
def strategy_twice(report: Report) -> Iterator[Finding]:
    """A code that one initiative has twice."""
    for place in _strategy_codes(report):
        for code, count in Counter(place.codes).items():
            if count > 1:
                yield strategy_twice.at(
                    place.source,
                    f"{place.initiative.code} に総合戦略のコード「{code}」が{count}度"
                    "書かれています。",
                    "一つを残すか、正しいコードに直してください。",
                    division=place.division,
                    code=place.initiative.code,
                    field="総合戦略",
                    given="\n".join(place.codes),
                )


def _strategy_codes(report: Report) -> Iterator[_Codes]:
    """The codes as planned, and as reported where the form lets divisions type them."""
    for one in report.plan.initiatives:
        yield _Codes(one, one.strategy_codes, one.source)
    for answer in report.answers.values():
        initiative = report.plan.initiative_by_code.get(answer.key.code)
        if answer.slot.field.type is FieldType.STRATEGY and initiative and not answer.refused:
            codes = tuple(c for c in answer.used.splitlines() if c and c != NONE_MARK)
            yield _Codes(initiative, codes, answer.source, answer.slot.owner)


def _is_known(code: str, known: frozenset[str]) -> bool:
    """主な取り組み, the fourth number, is not listed: its 具体的施策 must be."""
    return code in known or any(
        is_within(code, node) and len(numbers(node) or ()) == 3 for node in known
    )


@BOOK.confirm_rule(
    "計画マスタにない課名",
    "担当課の欄の課名が、計画マスタのシート「担当課」の名前にも別名にもない。",
    "「協働推進課」と書いた。",
)
def division_unknown(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A name that is no division's, former names included."""
    for answer in of_type(submission, FieldType.DIVISION) if plan.divisions else ():
        if plan.division_named(answer.used) is None:
            yield at(
                division_unknown,
                answer,
                f"{name_of(answer)}の「{said(answer)}」は、計画マスタの課にありません。",
                f"今の課名に直してください。新しい課なら、{REPLY}",
            )


@BOOK.info_rule(
    "以前の課名",
    "担当課の欄に、課の以前の名前または略称が書かれている。今の名前で集計する。",
    "防災安全課を「防災対策課」と書いた。",
)
def division_renamed(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A former or short name of a division."""
    for answer in of_type(submission, FieldType.DIVISION):
        division = plan.division_named(answer.used)
        if division is not None and fold(answer.text) != fold(division.name):
            yield at(
                division_renamed,
                answer,
                f"{name_of(answer)}の「{said(answer)}」を、今の名前「{division.name}」と読みました。",
                "同じ課でないときは、正しい課名に直してください。",
                division.name,
            )


@YEAR.confirm_rule(
    "再掲の不一致",
    "再掲の取り組みの名称・総合戦略・予算事業・実績額・実施内容が、元の取り組みと異なる。",
    "元は 7,902,400円、再掲は 7,920,400円。",
)
def relisted_differs(report: Report) -> Iterator[Finding]:
    """A relisted initiative that differs from the one it repeats."""
    reports = report.initiative_report_of
    for copy in report.initiatives:
        origin = reports.get(copy.initiative.relisted_from)
        differences = "、".join(_differences(origin, copy)) if origin else ""
        if origin and differences:
            yield relisted_differs.at(
                _place(report, origin, copy),
                f"再掲の {copy.initiative.code} が、元の {origin.initiative.code} と異なります："
                f"{differences}。",
                "正しい方にそろえてください。",
                division=copy.division if copy.source else "",
                code=copy.initiative.code,
                given=_quoted(copy),
                expected=f"{origin.initiative.code} と同じ：{_quoted(origin)}",
            )


def _place(report: Report, origin: InitiativeReport, copy: InitiativeReport) -> Source | None:
    """The cell that differs: where only the results do, theirs, else that of the amount."""
    is_amount = origin.amount != copy.amount or origin.budget_program != copy.budget_program
    field = report.form.meant(Block.INITIATIVE, Meaning.RESULTS)
    results = report.answers.get(Key(copy.initiative.code, field.id)) if field else None
    is_results = fold(origin.results) != fold(copy.results)
    if results is not None and is_results and not is_amount:
        return results.source
    return copy.source or copy.initiative.source


def _quoted(item: InitiativeReport) -> str:
    """What was reported, in the order of the page."""
    parts = (item.results, item.budget_program, item.amount_text)
    return "／".join(shorten(part, _QUOTED) for part in parts if part)


_QUOTED = 120  # letters of a text that a finding quotes


def _differences(origin: InitiativeReport, copy: InitiativeReport) -> Iterator[str]:
    if fold(origin.initiative.title) != fold(copy.initiative.title):
        yield f"名称（元は「{origin.initiative.title}」）"
    if origin.initiative.strategy_codes != copy.initiative.strategy_codes:
        yield f"総合戦略（元は {'・'.join(origin.initiative.strategy_codes) or NONE_MARK}）"
    if origin.source is None or copy.source is None:
        return
    if origin.budget_program != copy.budget_program:
        yield f"予算事業名（元は「{origin.budget_program or NONE_MARK}」）"
    if None not in (origin.amount, copy.amount) and origin.amount != copy.amount:
        yield f"実績額（元は {_money(origin)}、再掲は {_money(copy)}）"
    if fold(origin.results) != fold(copy.results):
        yield (
            f"年度実施内容（元は「{shorten(origin.results, _QUOTED)}」、"
            f"再掲は「{shorten(copy.results, _QUOTED)}」）"
        )


def _money(report: InitiativeReport) -> str:
    return yen(report.amount) if report.amount is not None else NONE_MARK


@YEAR.confirm_rule(
    "人口見通しの合計の不一致",
    "人口見通しの区分ごとの人数の和が、合計の行と異なる。",
    "6,305＋28,295＋17,950 に対して合計 52,500人。",
)
def population_sum(report: Report) -> Iterator[Finding]:
    """Groups of 人口見通し that do not add up to their total."""
    for total, parts in _population(report.plan):
        people = [row.people for row in parts if row.people is not None]
        added = sum(people, Decimal(0))
        if total.people is None or not people or any(row.is_open for row in parts):
            continue  # what is not known yet may be all that is missing
        if abs(added - total.people) > slack_of_sum([*people, total.people]):
            yield population_sum.at(
                total.source,
                f"{total.year}年の人口見通しは {'＋'.join(f'{p:,f}' for p in people)}"
                f" = {added:,f}人 で、合計の {total.people:,f}人 と"
                f" {abs(added - total.people):,f}人 違います。",
                "計画マスタのシート「人口見通し」の人数を確かめてください。",
                field="人数",
                given=f"{total.people:,f}",
                expected=f"{added:,f}",
            )


@YEAR.info_rule(
    "人口見通しの割合の不一致",
    "人口見通しの割合が、人数を合計で割った値と、四捨五入で生じうる差（末位の半分）を超えて異なる。"
    "「点検ルール」にしきい値（ポイント）を書けば、その差まで認める。",
    "28,295人÷52,550人は53.84％なのに、割合は53.9％。",
    "末位の半分",
)
def population_share(report: Report) -> Iterator[Finding]:
    """A share of 人口見通し that is not its part of the total, beyond rounding."""
    for total, parts in _population(report.plan):
        slack = typed_threshold(report.plan, population_share)
        if slack is None:
            slack = half_unit(declared_places(_shares(parts)))
        half = half_unit_of(r.people for r in (total, *parts) if r.people is not None)
        for row in parts:
            if row.people is None or row.share is None or not total.people:
                continue
            low, high = _shares_between(row.people, total.people, half)
            if not low - slack <= row.share <= high + slack:
                share = rounded(row.people * 100 / total.people, 2)
                yield population_share.at(
                    row.source,
                    f"{row.year}年の{row.group}は {row.people:,f}人÷{total.people:,f}人 ="
                    f" {share}％ ですが、割合は {row.share}％ です。",
                    "計画書どおりならそのままにし、書き誤りなら計画マスタの割合を直してください。",
                    field="割合",
                    given=f"{row.share}",
                    expected=f"{rounded(row.people * 100 / total.people, 1)}",
                )


def _shares_between(part: Decimal, whole: Decimal, half: Decimal) -> tuple[Decimal, Decimal]:
    """The shares that are possible where both were rounded by up to ``half``."""
    return (part - half) * 100 / (whole + half), (part + half) * 100 / (whole - half)


def _shares(parts: Iterable[PopulationRow]) -> list[Decimal]:
    return [row.share for row in parts if row.share is not None]


def _population(plan: Plan) -> Iterator[tuple[PopulationRow, list[PopulationRow]]]:
    """Each total with the rows of its year."""
    rows = plan.population
    for total in (row for row in rows if row.is_total):
        yield total, [row for row in rows if row.year == total.year and not row.is_total]
