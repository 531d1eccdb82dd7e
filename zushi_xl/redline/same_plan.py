"""Whether two masters are two versions of one plan in one form, the right way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from zushi_xl.findings.finding import Problem
from zushi_xl.findings.ways import Way
from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.plan.level_sheet import read_levels_sheet
from zushi_xl.masters.records import MasterBook, Mistakes, match_key
from zushi_xl.plan.levels import STANDARD, Level
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.remarks import CheckRemark, is_doubtful
from zushi_xl.redline.similarity import text_likeness
from zushi_xl.workbook.cells import Source, Workbook

SAME_PLAN = 0.6  # likeness of the names: a revision may rename the plan a little
LEAST_MATCHED = 0.3  # share of the items that two versions of one plan have in common
_FEW = 4  # items from which a share says anything
_FEWEST_SHEETS = 3  # sheets by name from which a book is taken for a plan master
_VERSIONS = ("様式版", "マスタの様式版")
_FORM_SHEETS = {"項目", "体裁", "文言"}


def check_masters(old: Workbook, new: Workbook, *, force: bool = False) -> None:
    """Raise a Problem that names the cells of both books; ``force`` overlooks their names."""
    for book in (old, new):
        _refuse_form_definition(book)
        _refuse_other_book(book)
    settings = (_Settings(old), _Settings(new))
    if not all(each.value("団体名") for each in settings):
        return  # no plan master, or a faulty one: reading it says what is wrong
    for problem in (*(() if force else _other_names(*settings)), *_other_shapes(*settings)):
        raise Problem(problem)


def check_alike(pairs: Iterable[Pair], old: str, new: str) -> None:
    """Refuse two plans of which few items have a like one in the other.

    Raises:
        Problem: less than ``LEAST_MATCHED`` of the names of the smaller plan are in the larger.
    """
    found = [p for p in pairs if p.level in (Level.MEASURE, Level.INITIATIVE)]
    sizes = (sum(bool(p.match.old) for p in found), sum(bool(p.match.new) for p in found))
    same = sum(_is_sure(p) for p in found)
    smaller = min(sizes)
    if smaller >= _FEW and same < LEAST_MATCHED * smaller:
        raise Problem(
            f"{old} と {new} は別の計画のようです（名称か文章の合う施策・取り組みは、"
            f"{smaller}件のうち{same}件）。同じ計画の旧・新を指定してください。"
            f"それでも比べるときは{Way.FORCE}を付けてください。"
        )


def _is_sure(pair: Pair) -> bool:
    """Whether more than a code says that the two are one."""
    return bool(pair.match.old and pair.match.new) and not is_doubtful(pair)


def order_remarks(old: Version, new: Version) -> tuple[CheckRemark, ...]:
    """A question where the old master looks newer than the new one."""
    signs = tuple(_signs_of_swapping(old, new))
    if not signs:
        return ()
    return (
        CheckRemark(
            "旧・新が逆か",
            f"{old.plan.file}（{old.plan.settings.plan_version}）",
            f"{new.plan.file}（{new.plan.settings.plan_version}）",
            f"旧と新の計画マスタを逆に指定していませんか（{'、'.join(signs)}）。"
            "旧・新の順に指定してください。",
        ),
    )


def _signs_of_swapping(old: Version, new: Version) -> Iterator[str]:
    before, after = old.plan.settings, new.plan.settings
    for name, one, other in (
        ("評価年度", before.fiscal_year, after.fiscal_year),
        ("計画終了年度", before.last_year, after.last_year),
        ("基本目標の目標年度", _target_year(old), _target_year(new)),
        ("計画版の年", _version_year(before.plan_version), _version_year(after.plan_version)),
    ):
        if one > other > 0:
            yield f"{name}が旧は{one}、新は{other}"
    if old.classes and not new.classes:
        yield "シート「改正項目」が旧にだけあります"
    if _file_says(old.plan.file, _NEWER) and _file_says(new.plan.file, _OLDER):
        yield "ファイルの名前"


_NEWER, _OLDER = ("改定後", "改正後", "新", "改定案"), ("改定前", "改正前", "旧", "現行")


def _file_says(file: str, words: Iterable[str]) -> bool:
    return any(word in file for word in words)


def _target_year(version: Version) -> int:
    return max((goal.target_year or 0 for goal in version.plan.goals), default=0)


def _version_year(text: str) -> int:
    """The latest year that a name of a version says: 2025年3月改定, 令和７年改定."""
    years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]
    for name, number in re.findall(r"(令和|平成)(元|[0-9０-９]+)", text):
        base = 2018 if name == "令和" else 1988
        years.append(base + (1 if number == "元" else int(number)))
    return max(years, default=0)


def _refuse_form_definition(book: Workbook) -> None:
    names = {sheet.name for sheet in book.sheets}
    if names >= _FORM_SHEETS:
        raise Problem(
            f"{book.file} は様式定義です。計画マスタを二つ、旧・新の順に指定してください。"
        )


def _refuse_other_book(book: Workbook) -> None:
    """A list, a form or any other book; a master that lacks a sheet says so when it is read."""
    known = {match_key(spec.name) for spec in PLAN_SHEETS}
    if sum(match_key(sheet.name) in known for sheet in book.sheets) < _FEWEST_SHEETS:
        raise Problem(
            f"{book.file} は計画マスタではありません（「設定」などのシートがありません）。"
            "計画マスタを二つ、旧・新の順に指定してください。"
        )


class _Settings:
    """The rows of 設定 as typed, each with its cell; nothing where there is no such sheet."""

    def __init__(self, book: Workbook) -> None:
        master = MasterBook(book, PLAN_SHEETS, Mistakes(""))
        self.file = book.file
        self.kinds = tuple(level.kind for level in read_levels_sheet(master))
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


def _other_names(old: _Settings, new: _Settings) -> Iterator[str]:
    if match_key(old.value("団体名")) != match_key(new.value("団体名")):
        yield _message("団体名", old, new, "同じ団体の計画マスタを指定してください。")
    if text_likeness(old.value("計画名"), new.value("計画名")) < SAME_PLAN:
        yield _message(
            "計画名",
            old,
            new,
            "同じ計画の旧・新を指定してください。計画の名前を変えたのなら"
            f"{Way.FORCE}を付けて実行してください。",
        )


def _other_shapes(old: _Settings, new: _Settings) -> Iterator[str]:
    for name in _VERSIONS:
        if match_key(old.value(name)) != match_key(new.value(name)):
            yield _message(name, old, new, "同じ様式の計画マスタにそろえてください。")
    if old.kinds != new.kinds:
        yield _message(
            "階層", old, new, "使う階層が違う計画どうしは比べられません。階層をそろえてください。"
        )
    for level in STANDARD:
        name = f"{level.value}の呼び名"
        if bool(old.value(name)) != bool(new.value(name)):
            yield _message(
                name, old, new, "使う階層が違う様式どうしは比べられません。階層をそろえてください。"
            )


def _message(name: str, old: _Settings, new: _Settings, remedy: str) -> str:
    return f"二つの計画マスタの「{name}」が違います（{old.said(name)}、{new.said(name)}）。{remedy}"
