"""The views of the page where a city's own workbook is the form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zushi_xl.adopt.own_form.gathered import Gathered
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.adopt.own_form.result_files import result_json
from zushi_xl.workflow import own_form
from zushi_xl.workflow.browser.exchange import PageAnswer, Request
from zushi_xl.workflow.output_names import RESULT
from zushi_xl.workflow.own_form import FormOpener
from zushi_xl.workflow.run_progress import Progress
from zushi_xl.workflow.run_summary import counted

_STATES = ("課", "状態", "回", "ファイル")


def collect(
    masters: OwnMasters, request: Request, inputs: list[Path], opener: FormOpener, say: Progress
) -> PageAnswer:
    """The table of answers, corrections, open data and the facts for programs.

    Raises:
        Problem: nothing came back, or an output cannot be written.
    """
    kept: list[str] = []
    found, folder = own_form.collect(masters, inputs, request.outputs, opener, say, kept.append)
    archive = f"集めた結果_{masters.plan.fiscal_year}年度.zip"
    return _answer(found, (found.received, *kept), archive, folder / RESULT)


def check(
    masters: OwnMasters, request: Request, inputs: list[Path], opener: FormOpener, say: Progress
) -> PageAnswer:
    """The findings of the copies that are there, and for each the form with its marks.

    Raises:
        Problem: a copy cannot be marked.
    """
    found = own_form.gather_returns(masters, inputs, opener, say)
    request.outputs.mkdir(exist_ok=True)
    own_form.write_corrections(found, request.outputs)
    (request.outputs / RESULT).write_text(result_json(found), encoding="utf-8")
    archive = f"点検_{masters.plan.fiscal_year}年度.zip"
    answer = _answer(found, (), archive, request.outputs / RESULT)
    return answer if found.findings else replace(answer, summary="指摘はありません。")


def distribute(masters: OwnMasters, request: Request, only: list[str], say: Progress) -> PageAnswer:
    """A copy of the original for each division.

    Raises:
        Problem: no such division, or the original cannot be copied.
    """
    written = own_form.distribute(masters, request.outputs, only, say)
    words = f"{len(written)} 課分の様式（原本の写し）を作りました。"
    return PageAnswer(words, archive=f"配布_{masters.plan.fiscal_year}年度.zip")


def _answer(found: Gathered, lines: tuple[str, ...], archive: str, result: Path) -> PageAnswer:
    rows = tuple((s.name, s.state, str(s.round or ""), s.file) for s in found.states if s.file)
    table = (_STATES, *rows)
    return PageAnswer(counted(found.findings), lines, found.findings, table, archive, result)
