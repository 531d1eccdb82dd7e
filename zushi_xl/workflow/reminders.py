"""督促文: a text for each division that is late, ready to be pasted into a mail.

The wording is the form definition's (文言「督促文」) where it has one. In it {担当課}, {状況},
{期限}, {取りまとめ課}, {連絡先}, {差出人} (both), {様式名} and {年度} stand for what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.findings.states import OUTSTANDING
from zushi_xl.form.frame import form_name
from zushi_xl.report.model import DivisionStanding, Report

LATE = (*OUTSTANDING, "要修正")
WORDING = "督促文"
_USUAL = """\
{担当課} ご担当者様

{年度}年度の{様式名}の件で、ご連絡します。{状況}。
{期限}ご確認のうえ、{取りまとめ課}へお送りください。
行き違いで提出済みの場合はご容赦ください。

{差出人}"""
_SITUATIONS = {
    "未提出": "まだ届いていません",
    "読めない": "届いたファイル（{file}）を開けませんでした",
    "未記入": "届いたファイル（{file}）に記入がありませんでした",
    "要修正": "直していただくところが{errors}件残っています（差し戻しのブックをご覧ください）",
}


class Reminder(NamedTuple):
    """A reminder (督促文) for a division that is late."""

    division: str
    text: str


def reminders(report: Report) -> Iterator[Reminder]:
    """One for each division that is late, the most urgent first."""
    for standing in report.standings:
        if standing.word in LATE:
            yield Reminder(standing.division.name, _text(report, standing))


def _text(report: Report, standing: DivisionStanding) -> str:
    settings = report.plan.settings
    deadline = settings.correction_deadline if standing.word == "要修正" else settings.deadline
    until = f"期限は{deadline.year}年{deadline.month}月{deadline.day}日です。" if deadline else ""
    words = {
        "{担当課}": standing.division.name,
        "{状況}": _SITUATIONS[standing.word].format(
            file=standing.division.file, errors=standing.errors
        ),
        "{期限}": until,
        "{取りまとめ課}": settings.office,
        "{連絡先}": settings.contact,
        "{差出人}": settings.office_with_contact,
        "{様式名}": form_name(report.plan, report.form),
        "{年度}": str(report.fiscal_year),
    }
    text = report.form.texts.get(WORDING) or _USUAL
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
