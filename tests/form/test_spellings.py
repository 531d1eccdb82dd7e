"""What the reader accepts, the form's live checks accept: instruction, drop-down and check agree.

The formulas give what these functions give (``test_live_help`` has LibreOffice calculate them).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.form.conftest import DIVISION
from tests.form.test_live_help import ACCEPTED_AMOUNTS, ACCEPTED_FIGURES, ACCEPTED_GRADES
from tests.form.test_live_help import AMOUNTS as ODD_AMOUNTS
from tests.xlsx_out.office import convert, load
from zushi_xl.findings.finding import Severity
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.check_words import DOUBT
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.quantity.missing import MISSING
from zushi_xl.returned.cell_answer import read_cell
from zushi_xl.rules import check_book
from zushi_xl.rules.asked import UNUSABLE
from zushi_xl.sheets.form import FormBuilder, Marks
from zushi_xl.sheets.live_help import OpenCell, check_of_line
from zushi_xl.sheets.live_help.plain_number import is_dash, says_none
from zushi_xl.workbook.cells import Cell, Source


def _slot(builder: FormBuilder, kind: FieldType, unit: str = "") -> Slot:
    return next(
        s
        for p in builder.pages.of(DIVISION)
        for s in p.slots
        if s.owner == DIVISION and s.field.type is kind and (not unit or s.unit == unit)
    )


def _said(builder: FormBuilder, slot: Slot, text: str) -> str:
    """What the check beside the field says of a text."""
    sheets = builder.sheets(builder.identity_of(DIVISION), Marks({slot.key: text}))
    cells = [(s, s.places[slot.key]) for s in sheets if slot.key in s.places]
    return next(w.text for s, cell in cells for w in s.checked_lines if cell in w.cells)


def _complaints(builder: FormBuilder, slot: Slot, text: str) -> str:
    """What is said of the text; what stands beside it on the line says the same of a good answer."""
    fine = "A" if slot.field.type is FieldType.RATING else "ー"
    said, usual = (_said(builder, slot, t).split(" ") for t in (text, fine))
    return " ".join(part for part in said if part.startswith(DOUBT) and part not in usual)


def _is_read(masters: Masters, slot: Slot, text: str) -> bool:
    reading = read_cell(masters.plan, slot, Cell(0, 0, text, text))
    return not reading.refused


@pytest.mark.parametrize("text", ACCEPTED_AMOUNTS)
def test_amounts(builder: FormBuilder, masters: Masters, text: str) -> None:
    slot = _slot(builder, FieldType.MONEY)
    assert _is_read(masters, slot, text)
    assert _complaints(builder, slot, text) == ""


@pytest.mark.parametrize("text", ACCEPTED_FIGURES)
def test_figures(builder: FormBuilder, masters: Masters, text: str) -> None:
    slot = _slot(builder, FieldType.YEARLY, "団体")
    assert _is_read(masters, slot, text)
    assert "数値か" not in _complaints(builder, slot, text)


@pytest.mark.parametrize("text", ACCEPTED_GRADES)
def test_grades(builder: FormBuilder, masters: Masters, text: str) -> None:
    slot = _slot(builder, FieldType.RATING)
    assert _is_read(masters, slot, text)
    assert _complaints(builder, slot, text) == ""


def test_there_are_enough() -> None:
    assert len({*ACCEPTED_AMOUNTS, *ACCEPTED_FIGURES, *ACCEPTED_GRADES}) >= 60


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldType.RATING, "Ｅ"),
        (FieldType.RATING, "よい"),
        (FieldType.PROGRAM, "ない事業"),
    ],
)
def test_what_is_told(builder: FormBuilder, kind: FieldType, text: str) -> None:
    assert _complaints(builder, _slot(builder, kind), text) != ""


# Amounts as people type them: what both the reader and the form make of them.
TAKEN, ASKED, SILENT = "both take it", "both ask", "the reader asks, the form leaves it to him"
AMOUNTS = {
    TAKEN: """
        205,158円以上 205,158円前後 205.15円 2,289,233.5円 2，289，233 事業費205,158円 決算額：205,158円
        205,158円（うち国費100,000円） 205,158円（3件） 205,158円です 年額205,158円
        205,158円※決算見込 *205,158円 0.2億円 二〇五一五八円 金弐拾万円 205,158円予定 予算205,158円 ・205,158円
        205,158円 ２０５，１５８ 205158 205158.0 ￥205,158 ¥205,158- 金205,158円也 205,158円（税込）
        税込205,158円 計205,158円 (205,158) (205,158円) （205,158円） （決算見込）205,158円
        (見込)205,158円 205,158円(見込) 約20万円 20万円弱 205千円 205.158千円 2.5百万円 弐拾万円
        二十万五千円 2０万5158円 205,158円以内 205,158円（令和6年度） 205,158円※ 0 ０円 ゼロ 零
        ー － ― -- ―― －円 / … なし ナシ 無 皆無 該当無し 該当ありません 未定 集計中 集計待ち
        決算前 後日 公表予定 実施せず 実施できず 見送り 延期 休止 統合 対象外 適用外 N/A 非公表
        不明 データなし 空欄 ？
        """,
    ASKED: """
        390人 390名 3か所 66.7% 12時間 2千人 二十人 205,158円ほか 205,158円など 2百万円ほか 205千円ほか
        205,158円+α 205,158～300,000円 20～30万円 205,158円～ 205,158-300,000円 205,158円から300,000円
        390団体 205.158円 205．158円 205,15円 20,5158円 2,05,158円 205,1580円 ,205,158 205,158, 1,2
        205,158円×2 50,000円×4回 205,158円＋1,000円 100,000円/2 $205 205ドル 205,158円、2,000円
        205,158円と2,000円 205,158円及び2,000円 ①205,158円 うち205,158円 上記205,158円 1e5 １２Ｅ３
        前年度と同じ205,158円 205,158円→300,000円 205,158円？ 20万円台 未定205,158円 205,158円/年
        ▲205,158円 △205,158 -205158 −205,158 －205,158円 (▲205,158) (-205158) 人件費のみ 多額 済
        同上 前年度と同じ 前年度同様 昨年並み 上記に含む 別紙のとおり 別途 再掲 あ ★
        """,
    SILENT: """
        205,158円（4～9月分） 205,158円（50,000円×4回） 2.289.233円 205_158円 月205,158円
        """,
}


@pytest.mark.parametrize(
    ("verdict", "text"), [(v, t) for v, texts in AMOUNTS.items() for t in texts.split()]
)
def test_the_form_asks_where_the_reader_does(
    builder: FormBuilder, masters: Masters, verdict: str, text: str
) -> None:
    slot = _slot(builder, FieldType.MONEY)
    assert _is_taken(masters, slot, text) is (verdict == TAKEN)
    assert bool(_complaints(builder, slot, text)) is (verdict == ASKED)


def _is_taken(masters: Masters, slot: Slot, text: str) -> bool:
    """Whether no error is found in a return that holds the text."""
    reading = read_cell(masters.plan, slot, Cell(0, 0, text, text))
    source = Source("a.xlsx", "a", "A1")
    answer = Answer(slot, text, reading.used, source, reading.quantity, (), reading.refused)
    identity = Identity(DIVISION, masters.plan.fiscal_year, 1, masters.form.version, "1")
    returned = Submission("a.xlsx", "", identity, {slot.key: answer})
    found = check_book(masters.plan, masters.form, returned)
    return not any(f.severity is Severity.ERROR and f.source == source for f in found)


def test_every_word_for_no_value_passes() -> None:
    usable = [word for word, reason in MISSING.items() if reason not in UNUSABLE]
    assert len(usable) > 400
    assert [word for word in usable if not (says_none(word) or is_dash(word))] == []


def _every_amount() -> list[str]:
    spelt = [text for texts in AMOUNTS.values() for text in texts.split()]
    return list(dict.fromkeys([*spelt, *ACCEPTED_AMOUNTS, *ODD_AMOUNTS]))


@pytest.mark.office
def test_the_formula_says_so_in_a_real_program(builder: FormBuilder, tmp_path: Path) -> None:
    """Each spelling in a cell, the check of an amount beside it, calculated by LibreOffice."""
    slot, texts = _slot(builder, FieldType.MONEY), _every_amount()
    book = Workbook()
    sheet = book.worksheets[0]
    wanted = []
    for row, text in enumerate(texts, 1):
        check = check_of_line([OpenCell(slot, f"A{row}", text)])
        assert check is not None
        sheet.cell(row, 1, text).number_format = "@"
        sheet.cell(row, 2, check.expression)
        wanted.append(check.cached)
    book.save(tmp_path / "texts.xlsx")
    (calculated, *_) = load(
        convert(tmp_path / "texts.xlsx", "xlsx", tmp_path), data_only=True
    ).worksheets
    said = [calculated.cell(row, 2).value or "" for row in range(1, len(texts) + 1)]
    assert list(zip(texts, said, strict=True)) == list(zip(texts, wanted, strict=True))
