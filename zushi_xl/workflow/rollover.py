"""This year's master and collected result → a new file with next year's master."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from zushi_xl.files.draft import cleared, discard, draft_of
from zushi_xl.files.json_in import JsonFault, json_text
from zushi_xl.files.refused_outputs import why_not_written
from zushi_xl.findings.finding import FaultyBook, Finding, Problem
from zushi_xl.findings.ways import Way
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.rollover import (
    Rolled,
    YearResult,
    left_behind,
    master_tables,
    read_result,
    roll_over,
)
from zushi_xl.rollover.master_editor import BEYOND_CELL, RECORD_SPEC
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.output_names import RESULT
from zushi_xl.xlsx_in import MASTER, read_workbook, why_unreadable
from zushi_xl.xlsx_out import book_bytes

_TOLD = ("実績値", "前年度の欄", "終了したもの", "引き継がない", "確かめる", "要修正のまま")


@dataclass(frozen=True, slots=True)
class Opened:
    """The new year: its master, and the earlier file of that name if one was put aside."""

    path: Path
    rolled: Rolled
    aside: Path | None = None
    is_same: bool = False
    found: str = ""  # what a run that was stopped had left

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What the office should look at in the new master."""
        return self.rolled.doubts

    @property
    def lines(self) -> Iterator[str]:
        """What to tell the person who ran it."""
        yield str(self.path)
        if self.found:
            yield self.found
        if self.is_same:
            yield "同じ内容の計画マスタがすでにあるので、そのままにしました。"
        if self.aside:
            yield f"前からあったファイルは {self.aside.name} として残しました。"
        counts = {kind: self.rolled.count(kind) for kind in _TOLD}
        yield "　".join(f"{kind} {number} 件" for kind, number in counts.items() if number)
        if cut := self.rolled.count(BEYOND_CELL):
            yield (
                f"注意：{cut}か所の文がセルに入らず、終わりを切りました。"
                f"場所は「年度更新の記録」の種類「{BEYOND_CELL}」にあります。"
            )
        if self.doubts:
            yield "要修正の指摘が残ったまま進めました。直すところは「年度更新の記録」にあります。"
        days = (
            "シート「段階」の開始と終了"
            if self.rolled.count("段階")
            else "シート「設定」の提出期限"
        )
        yield (
            f"{self.rolled.fiscal_year}年度の計画マスタです。{days}を入れ、"
            "シート「年度更新の記録」を確かめてください。"
        )


class FaultyNextYear(Problem):
    """What is right this year would be a mistake next year: grades that end, and the like."""

    def __init__(self, name: str, plan_file: Path, findings: tuple[Finding, ...]):
        self.findings = findings
        super().__init__(
            f"{name} に誤りが {len(findings)} 件出るため、書き出しませんでした。"
            f"今の計画マスタ {plan_file} を直してから、もう一度実行してください。"
        )


def rollover(
    masters: Masters,
    plan_file: Path,
    output: Path,
    target: Path | None = None,
    force: bool = False,
) -> Opened:
    """Write next year's master beside this year's, or as ``target``.

    Raises:
        RolloverDoubts: open errors or codes that do not meet; ``force`` goes on, and records them.
        FaultyNextYear: the new master would have mistakes.
        Problem: no result, a result of another year or plan, a target that may not be written.
    """
    year = masters.plan.fiscal_year
    path = target or plan_file.parent / f"計画マスタ_{year + 1}年度.xlsx"
    _refuse_masters(path, plan_file)
    result = year_result(output / f"{year}年度" / RESULT)
    book = read_workbook(plan_file, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"計画マスタ {plan_file} を読めません。{why_unreadable(book)}")
    tables = master_tables(book, masters.plan.settings)
    rolled = roll_over(masters.plan, masters.form, tables, result, left_behind(book), force=force)
    content = book_bytes(build_plan_book(rolled.tables, [RECORD_SPEC]))
    refuse_faulty(content, path.name, plan_file)
    found = cleared(path)
    return replace(_written(path, content, rolled, force=force), found=found)


def _refuse_masters(path: Path, plan_file: Path) -> None:
    if path.exists() and path.samefile(plan_file):
        raise Problem(
            f"{path} は今年度の計画マスタなので、書き換えません。"
            "--to に別の名前を指定してください。"
        )
    if path.suffix.lower() != ".xlsx":
        raise Problem(f"{path} はブックの名前ではありません。.xlsx で終わる名前にしてください。")
    if not path.parent.is_dir():
        raise Problem(f"フォルダ {path.parent} がありません。先に作ってから実行してください。")


def year_result(path: Path) -> YearResult:
    """What a year's 収集結果.json says.

    Raises:
        Problem: there is none, or it cannot be read.
    """
    try:
        return read_result(json_text(path), str(path))
    except FileNotFoundError:
        raise Problem(
            f"収集結果 {path} が見つかりません。先に{Way.COLLECT}を実行するか、"
            "結果のあるフォルダを -o で指定してください。"
        ) from None
    except (OSError, JsonFault) as fault:
        reason = f"（{fault}）" if isinstance(fault, JsonFault) else ""
        raise Problem(
            f"収集結果 {path} を読めません{reason}。もう一度{Way.COLLECT}を実行してください。"
        ) from None


def refuse_faulty(content: bytes, name: str, plan_file: Path) -> None:
    """The new master is read back before it takes its place.

    Raises:
        FaultyNextYear: it has mistakes.
        Problem: it cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / name
        draft.write_bytes(content)
        book = read_workbook(draft, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"{name} を作れませんでした。{book.reason}")
    try:
        load_plan(book)
    except FaultyBook as fault:
        raise FaultyNextYear(name, plan_file, fault.findings) from None


def _written(path: Path, content: bytes, rolled: Rolled, *, force: bool) -> Opened:
    if not path.exists():
        _replace(path, content)
        return Opened(path, rolled)
    if path.read_bytes() == content:
        return Opened(path, rolled, is_same=True)
    if not force:
        raise Problem(
            f"{path} がすでにあり、内容が違います。--to に別の名前を指定するか、"
            f"上書きしてよければ{Way.FORCE}を付けてください（今のファイルは「前の版」として残します）。"
        )
    _refuse_open(path)
    aside = _free_name(path)
    _replace(path, content, aside)
    return Opened(path, rolled, aside)


def _refuse_open(path: Path) -> None:
    for mark in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if mark.exists():
            raise Problem(f"{path} がほかで開かれています。閉じてから、もう一度実行してください。")


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}_前の版{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())


def _replace(path: Path, content: bytes, aside: Path | None = None) -> None:
    """Write beside the target, then give it its name: never a half-written master."""
    draft = draft_of(path)
    try:
        draft.write_bytes(content)
        if aside is not None:
            path.rename(aside)
        draft.replace(path)
    except OSError as error:
        discard([draft])
        if aside is not None and aside.exists() and not path.exists():
            aside.rename(path)
        raise Problem(why_not_written(path, error)) from error
