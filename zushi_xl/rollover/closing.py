"""Initiatives that ended leave the master; what referred to them follows."""

from __future__ import annotations

from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import ENDED_STATES, Plan
from zushi_xl.rollover.master_editor import EditedSheet, MasterEditor
from zushi_xl.rollover.row_codes import RowCodes, code_key, sheet_of_level

_ENDED = frozenset(map(match_key, ENDED_STATES))
_NEW, _GOING_ON = "新規", "継続"


def close_initiatives(editor: MasterEditor, plan: Plan) -> None:
    """Ended ones leave with all they said in the record; new ones go on."""
    sheet = sheet_of_level(editor, plan, Level.INITIATIVE)
    if sheet is None:
        return
    gone = {i.code for i in plan.initiatives if match_key(i.status) in _ENDED}
    codes, keys = RowCodes(plan), {code_key(code) for code in gone}
    editor.drop(
        sheet,
        lambda row: codes.of(sheet, row) in keys,
        "終了したもの",
        "状態が終了・廃止・完了・中止のため除きました。",
    )
    for row in sheet.rows:
        if match_key(sheet.get(row, "状態")) == _NEW:
            editor.put(sheet, row, "状態", _GOING_ON, kind="状態", place=sheet.get(row, "コード"))
    _follow_relisting(editor, plan, sheet, gone)
    _drop_waivers(editor, plan, gone)


def _follow_relisting(editor: MasterEditor, plan: Plan, sheet: EditedSheet, gone: set[str]) -> None:
    """A row that repeats a closed initiative repeats what that one repeated, or what now stands
    first in its place; the first such row becomes the original."""
    heirs: dict[str, str] = {}
    codes = RowCodes(plan)
    by_key = {code_key(i.code): i for i in plan.initiatives}
    for row in sheet.rows:
        initiative = by_key.get(codes.of(sheet, row))
        origin = initiative.relisted_from if initiative else ""
        if initiative is None or origin not in gone:
            continue
        while origin in gone and plan.initiative_by_code[origin].relisted_from:
            origin = plan.initiative_by_code[origin].relisted_from
        if origin in gone:
            heir = heirs.setdefault(origin, initiative.code)
            origin = "" if heir == initiative.code else heir
        editor.put(sheet, row, "再掲元", origin, kind="再掲", place=initiative.code,
                 reason="再掲元が終わったためです。")  # fmt: skip


def _drop_waivers(editor: MasterEditor, plan: Plan, gone: set[str]) -> None:
    sheet = editor.sheet("了承")
    if sheet is None or not gone:
        return
    codes, keys = RowCodes(plan), {code_key(code) for code in gone}
    editor.drop(
        sheet,
        lambda row: codes.of(sheet, row, "場所") in keys,
        "了承",
        "場所にあるものが終わったためです。",
    )
