"""Reported amounts against the finance system's ledger, program by program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.masters.records import match_key, nearest
from zushi_xl.plan.model import Plan
from zushi_xl.report.ledger import Ledger, LedgerEntry, LedgerMatch, Reconciled, Unread
from zushi_xl.report.model import InitiativeReport, ProgramBudget, ProgramTotal, Report
from zushi_xl.rules.asked import REPLY
from zushi_xl.rules.budget import may_be, yen
from zushi_xl.rules.registry import report_rules

YEAR = report_rules(RuleArea.BUDGET)


def reconcile(report: Report, ledger: Ledger) -> tuple[Reconciled, ...]:
    """Every program that either knows; those of the reports first, in their order."""
    names = _present_names(report.plan)
    entries = _by_program(ledger, names)
    unsure = {_key(names, item.name) for item in ledger.unread}
    precision = Precision(ledger.step, report.plan.settings.ledger_cuts_off)
    rows = []
    for total in report.programs:
        key = _key(names, total.name)
        entry = entries.pop(key, None)
        rows.append(_unsure(total) if key in unsure else _reconciled(total, entry, precision))
    rows += [
        Reconciled(e.name, LedgerMatch.ONLY_LEDGER, None, e.amount, None, (), ())
        for key, e in entries.items()
        if key not in unsure
    ]
    return tuple(rows)


class Precision(NamedTuple):
    """How far a reported amount may be from the ledger's: nothing where that is in yen; else, for
    each of its lines, half a unit, or less than a unit more where the ledger cuts off, which only
    the master can say: a guess would let mistakes pass."""

    step: Decimal
    cuts_off: bool = False

    def around(self, lines: int) -> tuple[Decimal, Decimal]:
        """The least and the greatest difference, in yen, that says nothing."""
        if self.step == 1:
            return Decimal(0), Decimal(0)
        if self.cuts_off:
            return Decimal(0), self.step * lines - 1
        return -self.step * lines / 2, self.step * lines / 2

    def allows(self, difference: Decimal, lines: int) -> bool:
        """Whether a difference in yen can come from rounding ``lines`` lines of the ledger."""
        low, high = self.around(lines)
        return low <= difference <= high


def _by_program(ledger: Ledger, names: Mapping[str, str]) -> dict[str, LedgerEntry]:
    entries: dict[str, LedgerEntry] = {}
    for entry in ledger.entries:
        key = _key(names, entry.name)
        entries[key] = _added(entries[key], entry) if key in entries else entry
    return entries


def _added(first: LedgerEntry, other: LedgerEntry) -> LedgerEntry:
    """Both lines of one program, which the ledger has under its old and its present name."""
    return first._replace(amount=first.amount + other.amount, lines=first.lines + other.lines)


def _present_names(plan: Plan) -> Mapping[str, str]:
    """The present name of each program for any of its names."""
    return {match_key(name): program.name for name, program in plan.program_by_name.items()}


def _key(names: Mapping[str, str], name: str) -> str:
    """One key for a program under any of its names."""
    return match_key(names.get(match_key(name), name))


def _unsure(total: ProgramTotal) -> Reconciled:
    """A program of which the ledger has a line that cannot be read: no amount to compare with."""
    return Reconciled(
        total.name,
        LedgerMatch.UNSURE,
        total.amount,
        None,
        None,
        total.divisions,
        total.initiatives,
    )


def _reconciled(total: ProgramTotal, entry: LedgerEntry | None, precision: Precision) -> Reconciled:
    difference = None
    if entry is None:
        match = LedgerMatch.ONLY_REPORTS if total.amounts else LedgerMatch.OPEN
    elif total.amount is None:
        match = LedgerMatch.OPEN
    else:
        difference = total.amount - entry.amount
        is_same = precision.allows(difference, entry.lines)
        match = LedgerMatch.AGREES if is_same else LedgerMatch.DIFFERS
    amount = entry.amount if entry else None
    return Reconciled(
        total.name,
        match,
        total.amount,
        amount,
        difference,
        total.divisions,
        total.initiatives,
        precision.around(entry.lines if entry else 1),
    )


@YEAR.confirm_rule(
    "決算台帳との不一致",
    "実績額が、--ledger で渡した決算台帳の額と異なる。台帳が千円単位なら、四捨五入で生じうる差"
    "（一行につき500円まで）は指摘しない。設定「台帳の千円未満」が切り捨てなら、一行につき千円未満多いまで。"
    "円まで分からない額（budget-inexact）は、差が1％に満たなければ指摘しない。",
    "台帳 88,984,883円 の事業に 88,984,838円 と報告した。",
)
def budget_ledger_differs(report: Report) -> Iterator[Finding]:
    """One finding per program and division, at its first amount that differs."""
    for row in report.reconciled:
        seen = set()
        for one in (report.initiative_report_of[code] for code in row.initiatives):
            if one.division not in seen and _is_off(one, row):
                seen.add(one.division)
                yield _off(one, row)


def _budget(one: InitiativeReport, row: Reconciled) -> ProgramBudget | None:
    """What one initiative reports of the program."""
    return next((b for b in one.budgets if b.program == row.name), None)


def _amount(one: InitiativeReport, row: Reconciled) -> Decimal | None:
    budget = _budget(one, row)
    return budget.amount if budget else None


def _is_off(one: InitiativeReport, row: Reconciled) -> bool:
    budget = _budget(one, row)
    if row.ledger is None or budget is None or budget.amount is None:
        return False
    if may_be(row.ledger, budget.amount, budget.text, budget.quantity):
        return False
    low, high = row.around
    return not low <= budget.amount - row.ledger <= high


def _off(one: InitiativeReport, row: Reconciled) -> Finding:
    amount, settled = _amount(one, row) or Decimal(0), row.ledger or Decimal(0)
    gap = f"{yen(abs(amount - settled))} {'多い' if amount > settled else '少ない'}額です"
    return budget_ledger_differs.at(
        one.source,
        f"予算事業「{row.name}」の実績額 {yen(amount)} は、決算台帳の {yen(settled)} より {gap}。",
        f"決算台帳の額に直してください。{_IF_CUT if _may_be_cut(amount - settled, row) else ''}"
        f"事業の一部だけの額なら、{REPLY}",
        division=one.division,
        code=one.initiative.code,
        field="実績額",
        given=one.amount_text,
        expected=yen(settled),
    )


_IF_CUT = (
    "台帳が単位未満を切り捨てた額なら、取りまとめ課が計画マスタの設定「台帳の千円未満」に"
    "「切り捨て」と書きます。"
)


def _may_be_cut(difference: Decimal, row: Reconciled) -> bool:
    """Whether a ledger that is taken to round would agree if it cut off."""
    low, high = row.around
    return low < 0 and high < difference < high * 2


@YEAR.confirm_rule(
    "決算台帳にない予算事業",
    "実績額を報告した予算事業が、決算台帳に見つからない。",
    "「市民交流センター管理事業」は台帳になく、近い名前は「市民交流センター維持管理事業」。",
)
def budget_ledger_missing(report: Report) -> Iterator[Finding]:
    """A reported program that the ledger does not have."""
    names = [entry.name for entry in report.ledger.entries] if report.ledger else []
    for row in report.reconciled:
        if row.match is LedgerMatch.ONLY_REPORTS and row.reported is not None:
            one = report.initiative_report_of[row.initiatives[0]]
            near = nearest(row.name, names)
            yield budget_ledger_missing.at(
                one.source,
                f"予算事業「{row.name}」が決算台帳にありません。"
                + (f"いちばん近い名前は「{near}」です。" if near else ""),
                "事業名を確かめてください。台帳で別の名前なら、取りまとめ課が計画マスタの別名に加えます。",
                division=one.division,
                code=one.initiative.code,
                field="予算事業名",
                given=row.name,
                expected=near,
            )


@YEAR.info_rule(
    "報告のない予算事業",
    "計画マスタの予算事業が決算台帳にあるのに、どの課からも実績額の報告がない。",
    "台帳に「非核平和推進事業」283,283円があるが、報告がない。",
)
def budget_ledger_unreported(report: Report) -> Iterator[Finding]:
    """A program of the plan that the ledger has and nobody reported."""
    names = _present_names(report.plan) if report.reconciled else {}
    known = {_key(names, program.name): program for program in report.plan.programs}
    for row in report.reconciled:
        program = known.get(_key(names, row.name))
        if program and row.ledger is not None and not _has_amounts(report, row):
            yield budget_ledger_unreported.at(
                program.source,
                f"予算事業「{program.name}」は決算台帳に {yen(row.ledger)}"
                " とありますが、実績額の報告がありません。",
                "この事業を使う取り組みの担当課に確かめてください。対象外ならそのままで構いません。",
                given=program.name,
            )


def _has_amounts(report: Report, row: Reconciled) -> bool:
    reports = (report.initiative_report_of[code] for code in row.initiatives)
    return any(_amount(one, row) is not None for one in reports)


@YEAR.confirm_rule(
    "決算台帳の読めない行",
    "決算台帳の行の額を、一つの円の額として読み取れないか、計画マスタにある事業の行に額がない。または、列がずれているか、"
    "どの事業の行か分からない。その事業は照合に使わない。見出しの上の年度が評価年度でないか、途中で単位が変わるときも、その行を知らせる。",
    "台帳の決算額の列に「調整中」、または引用符のない 315,760 とある。",
)
def budget_ledger_unreadable(report: Report) -> Iterator[Finding]:
    """A line of the ledger that is not one amount of one program."""
    for item in report.ledger.unread if report.ledger else ():
        yield budget_ledger_unreadable.at(
            item.source,
            f"決算台帳の{item.line}行目（{_said_in(item)}）：{item.reason}。",
            "台帳のこの行を確かめて直すか、もう一度出力して、収集し直してください。",
            given=item.text,
            expected="円の額",
        )


def _said_in(item: Unread) -> str:
    if item.is_title:
        return item.text
    return f"{item.name or '事業名なし'}、{item.text or '額なし'}"
