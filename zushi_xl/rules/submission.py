"""Rules about returns as such: which have come, which could be read, which of several counts."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import Area, declare
from zushi_xl.report.model import Adoption, InputFile, Receipt, Report, day_of
from zushi_xl.rules.registry import report_rule
from zushi_xl.workbook.cells import Source, Unreadable

UNREADABLE = declare(
    "file-unreadable",
    Area.RETURN,
    Severity.ERROR,
    "読めないファイル",
    "提出ファイルを Excel ブックとして読めない。",
    "パスワードつきのブックが提出された。",
)


def unreadable(book: Unreadable) -> Finding:
    """A file that could not be read, in the words of its reader."""
    return UNREADABLE.at(Source(book.file), book.reason, book.remedy)


@report_rule(
    Area.RETURN,
    Severity.CONFIRM,
    "未提出",
    "記入すべき課の様式がまだ届いていない。"
    "期限前なら当然のことなので、それだけでは要修正としない。",
    "社会福祉課の様式が inputs/ にない。",
)
def division_missing(report: Report) -> Iterator[Finding]:
    for division in report.divisions:
        if division.receipt is Receipt.MISSING:
            yield division_missing.at(
                None,
                f"{division.name}の様式がまだ提出されていません。",
                f"{division.name}に提出を求めてください。届いたら、もう一度収集してください。",
                division=division.name,
                expected=_expected(report, division.name),
            )


def _expected(report: Report, division: str) -> str:
    """What the division has to report, by code."""
    leads = [s.code for s in report.plan.sections if s.division == division]
    own = [i.code for i in report.plan.initiatives if i.division == division]
    return "、".join([*leads, *own])


@report_rule(
    Area.RETURN,
    Severity.INFO,
    "差し替えられた提出",
    "同じ課の様式が二つ以上届き、この一つは採用しなかった。",
    "市民協働課の様式が「最新」と「修正版」の二つある。",
)
def return_superseded(report: Report) -> Iterator[Finding]:
    for file in report.inputs:
        if file.status is Adoption.SUPERSEDED:
            yield _not_adopted(file)


def _not_adopted(file: InputFile) -> Finding:
    return return_superseded.at(
        Source(file.file),
        f"{file.division}の提出のうち、このファイルは採用しませんでした。{file.reason}",
        "採用された方が正しいか確かめてください。違うときは、不要な方を除いて収集し直してください。",
        division=file.division,
    )


@report_rule(
    Area.RETURN,
    Severity.INFO,
    "期限後の提出",
    "採用した様式が、提出期限のあとで保存されている。保存の日時は、ブックの中に記録されたもので"
    "見る（ファイルの日付は複写で変わるので使わない）。差し戻しの返送は見ない。",
    "提出期限 2025年5月30日の様式が、6月2日に保存されている。",
)
def return_late(report: Report) -> Iterator[Finding]:
    deadline = report.plan.settings.deadline
    for file in report.inputs:
        day = day_of(file.saved)
        is_first = file.round is not None and file.round <= report.plan.settings.round
        if file.status is Adoption.ADOPTED and is_first and deadline and day and day > deadline:
            yield return_late.at(
                Source(file.file),
                f"{file.division}の様式は、提出期限を{(day - deadline).days}日過ぎて"
                "保存されています。",
                "期限後の提出として扱うかを決めてください。内容はそのまま集計に入れています。",
                division=file.division,
                given=f"{day:%Y-%m-%d}",
                expected=f"{deadline:%Y-%m-%d}まで",
            )
