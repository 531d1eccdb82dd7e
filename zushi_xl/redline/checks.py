"""Whether two masters are two versions of one plan in one form; else where they are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zushi_xl.findings.finding import Problem
from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.records import MasterBook, Mistakes, match_key
from zushi_xl.plan.levels import Level
from zushi_xl.redline.similarity import text_likeness
from zushi_xl.workbook.cells import Source, Workbook

SAME_PLAN = 0.6  # likeness of the names: a revision may rename the plan a little
_VERSIONS = ("様式版", "マスタの様式版")
_FORM_SHEETS = {"項目", "体裁", "文言"}


def check_masters(old: Workbook, new: Workbook) -> None:
    """Raise a Problem that names the cells of both books."""
    for book in (old, new):
        _refuse_form_definition(book)
    settings = (_Settings(old), _Settings(new))
    for problem in _differences(*settings):
        raise Problem(problem)


def _refuse_form_definition(book: Workbook) -> None:
    names = {sheet.name for sheet in book.sheets}
    if names >= _FORM_SHEETS:
        raise Problem(
            f"{book.file} は様式定義です。計画マスタを二つ、旧・新の順に指定してください。"
        )


class _Settings:
    """The rows of 設定 as typed, each with its cell; nothing where there is no such sheet."""

    def __init__(self, book: Workbook) -> None:
        master = MasterBook(book, PLAN_SHEETS, Mistakes(""))
        self.file = book.file
        self._rows: Mapping[str, tuple[str, Source]] = {
            match_key(record["項目"]): (record["値"], record.source("値"))
            for record in master.records("設定")
        }

    def value(self, name: str) -> str:
        return self._rows.get(match_key(name), ("", Source("")))[0]

    def said(self, name: str) -> str:
        """旧.xlsx 設定 B3「架空市総合計画」"""
        text, source = self._rows.get(match_key(name), ("", Source(self.file, "設定")))
        return f"{source}「{text}」"


def _differences(old: _Settings, new: _Settings) -> Iterator[str]:
    if match_key(old.value("団体名")) != match_key(new.value("団体名")):
        yield _message("団体名", old, new, "同じ団体の計画マスタを指定してください。")
    if text_likeness(old.value("計画名"), new.value("計画名")) < SAME_PLAN:
        yield _message(
            "計画名",
            old,
            new,
            "同じ計画の旧・新を指定してください。計画の名前を変えたのなら、"
            "旧の計画マスタの写しの計画名を新しい名前に直してから実行してください。",
        )
    for name in _VERSIONS:
        if match_key(old.value(name)) != match_key(new.value(name)):
            yield _message(name, old, new, "同じ様式の計画マスタにそろえてください。")
    for level in Level:
        name = f"{level.value}の呼び名"
        if bool(old.value(name)) != bool(new.value(name)):
            yield _message(
                name, old, new, "使う階層が違う様式どうしは比べられません。階層をそろえてください。"
            )


def _message(name: str, old: _Settings, new: _Settings, remedy: str) -> str:
    return f"二つの計画マスタの「{name}」が違います（{old.said(name)}、{new.said(name)}）。{remedy}"
