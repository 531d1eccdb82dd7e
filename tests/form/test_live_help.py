"""Every formula of the checks gives, in a real program, the text that stands beside it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.form.conftest import DIVISION
from tests.xlsx_out.office import formula_differences
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.layout import Key
from zushi_xl.form.model import FieldType
from zushi_xl.quantity import read_quantity
from zushi_xl.sheets.cover import cover_sheet
from zushi_xl.sheets.form import FormBuilder, Marks, NumberedFinding
from zushi_xl.sheets.form.choice_lists import MISSING_WORDS
from zushi_xl.sheets.live_help import is_unchanged
from zushi_xl.sheets.live_help.plain_number import has_digit, plain_number
from zushi_xl.xlsx_out import write_book

# What the reader takes without asking back; ``test_spellings`` holds that the form does too.
ACCEPTED_AMOUNTS = (
    "2,289,233円", "２，２８９，２３３円", "1950632", "１０円", "88,984,883 円", "￥190,050",
    "¥190,050", "八千八百九十八万四千八百八十三円", "百万円", "228万9233円", "1億2,000万円",
    "2億円", "1,920万円", "2,289千円", "約2百万円", "約1,950,632円", "1,950,632円（決算額）", "0", "0円",
    "０", "ー", "－", "―", "-", "なし", "該当なし", "未実施", "190050 円", "金190,050円",
    "190,050円。", "２２８万円", "1950632円以上",
)  # fmt: skip
ACCEPTED_FIGURES = (
    "390団体", "３９０団体", "約1,030団体", "390", "３９０", "2万5千団体", "三百九十団体", "1,030",
    "390 団体", "（390団体）", "390団体（年度末）", "390団体以上", "400団体超", "未実施", "調査なし",
    "集計中", "該当なし", "調査中", "未調査", "不明", "ー", "－", "非公表", "対象外", "廃止",
    "百団体", "延べ390団体", "計390団体",
)  # fmt: skip
ACCEPTED_GRADES = (
    "A", "Ａ", "a", "A：順調である", "Ａ：順調である", "A:順調である", "A　順調である", "（Ａ）",
    "[B]", "評価A", "順調である", "B", "Ｃ", "D",
)  # fmt: skip
FIGURES = (
    *ACCEPTED_FIGURES,
    "64.1%", "６６．７％", "101%", "390団体", "約1,030人", "2万5千人", "−5", "-5", "ー", "—", "未実施",
    "たくさん", "（67.5％）", "13.0件", "70％超", "３，００１人以上", "1e3", " 70.6% ", "１００",
    "三十人", "調査なし", "0.667", "1,9００人", "令和６年度", "12%%", ".5", "5.", "+7", "",
)  # fmt: skip
AMOUNTS = (
    *ACCEPTED_AMOUNTS, "▲205,158円", "(205,158)", "(▲205,158)", "--", "－円", "ゼロ", "見送り", "N/A",
    "？", "*", "1円\n2円", "2百万円ほか",
    "2,289,233円", "２，２８９，２３３円", "約2百万円", "1950632", "-1", "ー", "－", "多額", "NA", "0",
    "１０円", "1億2,000万円", "88,984,883 円", "",
    "390人", "390名", "390団体", "12件", "3回", "3か所", "5台", "20冊", "100部", "3校", "2本", "4枚",
    "8世帯", "66.7%", "66.7％", "12時間", "3日間", "5年", "390人分", "千人", "二十人", "2千人", "3万人",
    "205,158円ほか", "205,158円他", "205,158円外", "205,158円など", "205,158円等", "2百万円ほか", "205千円ほか",
    "ほか205,158円", "205,158円以上", "205,158円未満", "205,158円+α", "205,158円強", "205,158円前後",
    "205,158円程度", "205,158円超", "205,158～300,000円", "20～30万円", "205,158円～", "～205,158円",
    "20万円～30万円", "205,158-300,000円", "205,158円から300,000円", "205.158円", "205.15円",
    "2,289,233.5円", "2289233.50円", "205158.0円", "1.5円", "0.5円", "205,15円", "20,5158円",
    "2,05,158円", "205,1580円", ",205,158", "205,158,", "2,289,233,円", "205、158円",
    "2，289，233", "205．158円", "2.289.233円", "205,158円×2", "50,000円×4回",
    "205,158円（50,000円×4回）", "205,158円＋1,000円", "205,158+1,000円", "205,158円-1,000円",
    "100,000円/2", "205,158円÷2", "50,000円×4回＝200,000円", "$205", "205ドル", "€205",
    "205,158YEN", "205,158yen", "205,158円、2,000円", "205,158円と2,000円", "205,158円及び2,000円",
    "205,158円", "2,000円", "①205,158円", "②300円", "(1)205,158円", "1.205,158円", "・205,158円",
    "○○事業205,158円", "事業費205,158円", "補助金205,158円", "決算額：205,158円", "205,158円：決算",
    "約205,158円", "およそ20万円", "20万円余", "20万5千円", "205,158円（うち国費100,000円）", "205,158円（3件）",
    "205,158円（人件費を除く）", "うち205,158円", "205,158円（4～9月分）", "205,158円※決算見込", "205,158円です",
    "205,158円を支出", "205,158えん", "205,158エン", "205158千円", "205百万円", "0.2億円", "2億", "3万",
    "5千", "1,2", "12345678901234", "1e5", "１２Ｅ３", "205,158円（税抜）", "上記205,158円",
    "(上記に含む)205,158円", "前年度と同じ205,158円", "205,158円（前年度200,000円）", "205,158円→300,000円",
    "*205,158円", "205,158円?", "205,158円？", "約？円", "？205,158円", "205_158円", "205", "158円",
    "2０5，158円", "¥205,158円", "￥205,158円也", "205,158圓", "205,158円整", "金弐拾万円", "二〇五一五八円",
    "200,000円弱", "20万円台", "205,158円/年", "月205,158円", "年額205,158円", "205,158円(概算)",
    "205,158円予定", "見込205,158円", "205,158円見込み", "予算205,158円", "未定205,158円", "205,158円未定",
)  # fmt: skip
WORDS = (
    *ACCEPTED_GRADES,
    "市民協働推進事業\n人権推進事業",
    "A",
    "A：順調である",
    "b",
    "*",
    "市民協働推進事業",
    "ー",
    "協働?",
    "あ" * 300,
    "",
)
TEXTS = ('"引用"', "一行目\n二行目", "あ" * 251, "  ", "=1+1", "①㈱", "'", "")


def texts_for(kind: FieldType) -> tuple[str, ...]:
    if kind is FieldType.YEARLY:
        return FIGURES
    if kind in (FieldType.MONEY, FieldType.NUMBER):
        return AMOUNTS
    return TEXTS if kind in (FieldType.TEXT, FieldType.LINE) else WORDS


def marks(builder: FormBuilder, round_: int) -> Marks:
    """Odd answers in every field, each kind of field in turn; every third one has findings."""
    answers: dict[Key, str] = {}
    found: dict[Key, tuple[NumberedFinding, ...]] = {}
    slots = [s for p in builder.pages.of(DIVISION) for s in p.slots if s.owner == DIVISION]
    for number, slot in enumerate(slots, round_):
        texts = texts_for(slot.field.type)
        answers[slot.key] = texts[(number * 7 + round_) % len(texts)]
        if number % 3 == 0:
            severity = Severity.ERROR if number % 2 else Severity.CONFIRM
            finding = Finding("x", severity, "直すところ", "直し方")
            found[slot.key] = (NumberedFinding(number, finding),)
    return Marks(answers, found)


@pytest.mark.office
@pytest.mark.parametrize("round_", [0, 1])
def test_formulas_and_results_agree(builder: FormBuilder, round_: int, tmp_path: Path) -> None:
    identity = builder.identity_of(DIVISION)
    sheets = builder.sheets(identity, marks(builder, round_))
    book = builder.book(identity, (cover_sheet(builder, identity, sheets),), sheets)
    path = tmp_path / "odd.xlsx"
    write_book(book, path)
    assert formula_differences(path, tmp_path) == []


def test_odd_answers_meet_every_kind_of_check(builder: FormBuilder) -> None:
    identity = builder.identity_of(DIVISION)
    told = "".join(
        line.text
        for round_ in range(3)
        for sheet in builder.sheets(identity, marks(builder, round_))
        for line in sheet.checked_lines
    )
    for words in ("●未記入", "▲長すぎます", "▲金額は", "▲前年度", "◆要修正", "◇要確認"):
        assert words in told, words
    assert "▲一覧にありません：進捗状況評価" in told


def test_a_share_over_100_is_told_before_all_else(builder: FormBuilder) -> None:
    key = Key("5", "kpi-values", 1, "2024")
    slot = next(
        s
        for p in builder.pages.values()
        for s in p.slots
        if s.key.code == "5" and s.kpi and s.owner
    )
    key = slot.key
    sheets = builder.sheets(builder.identity_of(DIVISION), Marks({key: "6667%"}))
    texts = [
        line.text
        for sheet in sheets
        for line in sheet.checked_lines
        if sheet.page.section.code == "5"
    ]
    assert any(text == "▲100％を超えています " for text in texts)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("66.7%", "％", "66.7"),
        ("６６．７％", "％", "66.7"),
        ("約1,030人", "人", "1030"),
        ("1,950千円", "千円", "1950"),
        ("2万5千人", "人", None),
        ("多額", "円", None),
        ("", "", None),
    ],
)
def test_plain_numbers(text: str, unit: str, number: str | None) -> None:
    assert plain_number(text, unit) == (None if number is None else Decimal(number))


def test_a_change_is_seen_however_characters_are_counted() -> None:
    assert "OR(LEN(B2)=3,LEN(B2)=4)" in is_unchanged("B2", "𠮷野家")
    assert 'LEFT(SUBSTITUTE(B2,CHAR(10)," "),5)="あ い""う"' in is_unchanged("B2", 'あ\nい"う𠮷え')


def test_digits_of_any_kind_count() -> None:
    assert [has_digit(text) for text in ("５人", "三人", "5", "なし")] == [True, True, True, False]


def test_the_reasons_offered_are_reasons_that_the_reader_knows() -> None:
    assert {read_quantity(word).kind for word in MISSING_WORDS} == {"missing"}


def test_the_unit_of_an_amount_stands_in_its_label(builder: FormBuilder) -> None:
    slot = next(
        s for p in builder.pages.values() for s in p.slots if s.field.type is FieldType.MONEY
    )
    assert slot.unit == "円"
    assert slot._replace(label="実績額（単位：千円）").unit == "千円"
    assert slot._replace(label="決算額(百万円)").unit == "百万円"
