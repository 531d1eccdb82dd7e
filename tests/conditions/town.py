"""A town whose two masters are edited by tests, and what a division's answers lead to.

A line of answers is a place with a field's id (``1-1-① rating``, ``1-1-①/1 values`` for its first
KPI) and what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.masters.books import book, faults
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.pages import Pages
from zushi_xl.masters.agreement import check_agreement
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.returned.cell_answer import answer_of
from zushi_xl.workbook.cells import Cell, Source

PLAN = """
# 設定
項目 | 値
団体名 | 架空町
計画名 | 架空町総合計画
評価年度 | {year}
基準時点 | 基準値
計画開始年度 | 2021
計画終了年度 | 2025
目標の見出し | 目標
取りまとめ課 | 企画課
柱の呼び名 | 基本目標
取り組みの方向の呼び名 |
具体的施策の呼び名 | 施策
取り組みの呼び名 | 事業
# 柱
コード | 名称 | 主担当課
1 | 歩いて楽しい町 | 都市課
# 具体的施策
コード | 名称 | 主担当課
1-① | 歩道の整備 | 都市課
# KPI
{heads}
{kpis}
# 取り組み
コード | 名称 | 担当課 | 事業の種類
1-①-① | 歩道を広げる | 都市課 | 自治事務
1-①-② | 届出を受ける | 都市課 | 法定受託事務
# 担当課
課名
都市課
# 評価区分
尺度 | 順 | 記号 | 表示 | 区分
{grades}
# 評価基準
尺度 | 欄 | 条件 | 評価 | 扱い | 値がないとき
{criteria}
"""
FORM = """
# 設定
項目 | 値
様式版 | 1
書体 | BIZ UDゴシック
文字の大きさ | 10
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 役割 | 尺度 | 必須の条件 | 記入しない条件 | 単位 | 計算\
 | 配置 | 見出し幅
{fields}
# 独自点検
名前 | ブロック | 条件 | 欄 | 重大度 | 内容 | 直し方
{checks}
# 体裁
スタイル
base
"""
HEADS = (
    "コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 中間目標 | 基準値"
    " | 2021 | 2022 | 2023 | 2024 | 2025 | 目標"
)
KPI = "1-① | 1 | 歩く人 | 人 | {trend} | 実数 | {interim} | {baseline} | | | | | | {target}"


def masters(
    fields: str,
    *,
    kpis: str = "",
    grades: str = "",
    criteria: str = "",
    year: int = 2022,
    heads: str = HEADS,
    checks: str = "",
) -> Masters:
    """The masters, each loaded and checked with the other."""
    filled = PLAN.format(
        heads=heads,
        kpis=kpis,
        grades=grades or " | 1 | A | よい | 順位",
        criteria=criteria,
        year=year,
    )
    form = book(FORM.format(fields=fields.strip(), checks=checks.strip()))
    loaded = Masters(load_plan(book(filled)), load_form(form))
    check_agreement(loaded.plan, loaded.form, form)
    return loaded


def faulty(fields: str, checks: str = "") -> list[tuple[str, str]]:
    """The mistakes of a form definition: rule and cell."""
    text = FORM.format(fields=fields.strip(), checks=checks.strip())
    return faults(load_form, book(text))


def slots(of: Masters) -> Mapping[Key, Slot]:
    return {slot.key: slot for page in Pages(of.form, of.plan).values() for slot in page.slots}


def returned(of: Masters, table: str) -> Submission:
    """What the division returned; fields that the table leaves out are empty."""
    typed = dict(line.rsplit("|", 1) for line in table.strip().splitlines() if line.strip())
    texts = {name.strip(): text.strip() for name, text in typed.items()}
    answers: dict[Key, Answer] = {}
    for number, (key, slot) in enumerate(slots(of).items(), 1):
        if slot.owner:
            text = texts.pop(f"{_name(key)} {key.period}", "") if key.period else ""
            if not text and key.period in ("", str(of.plan.fiscal_year)):
                text = texts.pop(_name(key), "")
            cell = Cell(number, 2, text, text) if text else None
            source = Source("都市課.xlsx", key.code, f"C{number}")
            answers[key] = answer_of(of.plan, slot, cell, source)
    assert not texts, f"no such field: {texts}"
    identity = Identity("都市課", of.plan.fiscal_year, 1, of.form.version, "")
    worked = rules.with_computed(of.plan, of.form, Submission("都市課.xlsx", "", identity, answers))
    return rules.with_filled_grades(of.plan, worked)


def _name(key: Key) -> str:
    place = f"{key.code}/{key.kpi}" if key.kpi else key.code
    return f"{place} {key.field}"


def found(of: Masters, table: str, *only: str) -> list[Finding]:
    """The findings of the return, of some rules."""
    every = rules.check_book(of.plan, of.form, returned(of, table))
    return [finding for finding in every if not only or finding.rule in only]
