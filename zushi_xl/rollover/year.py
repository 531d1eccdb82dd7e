"""Next year's tables, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zushi_xl.findings.finding import Finding
from zushi_xl.form.model import Form
from zushi_xl.masters.plan.list_sheets import names_of
from zushi_xl.masters.records import match_key
from zushi_xl.masters.tables import Table
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.rollover.closing import close_initiatives
from zushi_xl.rollover.doubts import RolloverDoubts, find_doubts, refuse_other_plan
from zushi_xl.rollover.master_editor import MasterEditor, RecordedChange
from zushi_xl.rollover.reported_history import carry_actuals, carry_programs, carry_reports
from zushi_xl.rollover.result import YearResult
from zushi_xl.rollover.row_codes import sheet_names_of


@dataclass(frozen=True, slots=True)
class Rolled:
    """Next year's tables, what was changed to get there, and what was forced."""

    tables: tuple[Table, ...]
    changes: tuple[RecordedChange, ...]
    doubts: tuple[Finding, ...]
    fiscal_year: int

    def count(self, kind: str) -> int:
        """How many changes of a kind were made."""
        return sum(change.kind == kind for change in self.changes)


def roll_over(
    plan: Plan,
    form: Form,
    tables: Iterable[Table],
    result: YearResult,
    left_behind: Iterable[RecordedChange] = (),
    *,
    force: bool = False,
) -> Rolled:
    """The tables of the master for the year after.

    Raises:
        RolloverDoubts: without ``force``, where the result has errors or does not meet the plan.
        Problem: the result is of another year or plan, or the plan ends.
    """
    refuse_other_plan(plan, result)
    doubts = find_doubts(plan, result)
    if doubts and not force:
        raise RolloverDoubts(result.file, doubts)
    editor = MasterEditor.of(tables)
    _note_doubts(editor, doubts, result)
    _move_settings(editor, plan)
    _empty_phase_days(editor)
    _use_present_names(editor, plan)
    carry_reports(editor, plan, form, result)
    carry_actuals(editor, plan, result)
    carry_programs(editor, plan, result)
    _drop_expired_waivers(editor, plan)
    close_initiatives(editor, plan)
    editor.changes.extend(left_behind)
    editor.note_what_is_cut()
    years = f"{plan.fiscal_year}→{plan.fiscal_year + 1}"
    return Rolled(tuple(editor.tables(years)), tuple(editor.changes), doubts, plan.fiscal_year + 1)


def _note_doubts(editor: MasterEditor, doubts: Iterable[Finding], result: YearResult) -> None:
    for doubt in doubts:
        sheet, cell = (doubt.source.sheet, doubt.source.cell) if doubt.source else ("", "")
        where = " ".join(part for part in (doubt.source.file if doubt.source else "", cell) if part)
        editor.note(
            "要修正のまま",
            sheet,
            doubt.code or where,
            doubt.field,
            doubt.given,
            "",
            f"{where}：{doubt.message}（残したまま更新）",
        )
    for name, state in result.outstanding:
        editor.note(state, "", name, "", "", "", "報告がないため、この課の前年度の欄は空欄です。")


def _move_settings(editor: MasterEditor, plan: Plan) -> None:
    sheet = editor.sheet("設定")
    values = {
        "評価年度": (str(plan.fiscal_year + 1), "次の年度にしました。"),
        "提出期限": ("", "曜日が変わるため空欄にしました。新しい期限を記入してください。"),
        "回": ("1", "最初の配布に戻しました。"),
    }
    for row in sheet.rows if sheet else ():
        for name, (value, reason) in values.items():
            if sheet and match_key(sheet.get(row, "項目")) == match_key(name):
                editor.put(sheet, row, "値", value, kind="設定", place=name, reason=reason)


def _empty_phase_days(editor: MasterEditor) -> None:
    """The days of the phases are those of the year that ends."""
    sheet = editor.sheet("段階")
    for row in sheet.rows if sheet else ():
        for header in ("開始", "終了"):
            if sheet and sheet.get(row, header):
                name = sheet.get(row, "段階")
                editor.put(sheet, row, header, "", kind="段階", place=name,
                         reason="年度の日付です。新しい日を記入してください。")  # fmt: skip


def _use_present_names(editor: MasterEditor, plan: Plan) -> None:
    """Former names of divisions and programs become the present ones."""
    divisions, programs = names_of(plan.divisions), names_of(plan.programs)
    for level in Level:
        for header in ("主担当課", "担当課"):
            _rename(editor, sheet_names_of(plan, level), header, divisions, "課名")
    _rename(editor, sheet_names_of(plan, Level.INITIATIVE), "予算事業名", programs, "予算事業名")
    _rename(editor, ("了承",), "場所", divisions | programs, "課名")
    _rename(editor, ("役割",), "課", divisions, "課名")
    settings = editor.sheet("設定")
    for row in settings.rows if settings else ():
        if settings and match_key(settings.get(row, "項目")) == "取りまとめ課":
            name = divisions.get(match_key(settings.get(row, "値")), "")
            if name:
                editor.put(settings, row, "値", name, kind="課名", place="取りまとめ課",
                         reason="シート「担当課」の別名から")  # fmt: skip


def _rename(
    editor: MasterEditor,
    sheet_names: tuple[str, ...],
    header: str,
    names: dict[str, str],
    kind: str,
) -> None:
    sheet = editor.sheet(*sheet_names)
    for row in sheet.rows if sheet else ():
        if sheet is None:
            continue
        text = sheet.get(row, header)
        name = names.get(match_key(text)) if text else None
        if name and name != text:
            editor.put(sheet, row, header, name, kind=kind, place=row[0],
                     reason="以前の名前（別名）でした。")  # fmt: skip


def _drop_expired_waivers(editor: MasterEditor, plan: Plan) -> None:
    """Waivers that would no longer hold in the new year, whose deadline is still open."""
    sheet = editor.sheet("了承")
    if sheet is None:
        return
    last_day = date(plan.fiscal_year + 2, 3, 31)
    rows = zip(sheet.rows, plan.waivers, strict=True)
    expired = [id(row) for row, w in rows if w.expires is not None and w.expires < last_day]
    editor.drop(
        sheet,
        lambda row: id(row) in expired,
        "了承の期限切れ",
        "新しい年度には期限が過ぎています。",
    )
