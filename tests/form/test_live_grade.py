"""What rows of 評価基準 give is told beside the value while it is typed, and means the same later."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.new_city.trial import city
from tests.rules.builders import criteria, plan
from tests.xlsx_out.office import formula_differences
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.report.grade_steps import GradeStep, grade_steps
from zushi_xl.report.grading import propose
from zushi_xl.sheets.cover import cover_sheet
from zushi_xl.sheets.form import FormBuilder, Marks
from zushi_xl.xlsx_out import write_book

ROWS = (
    "達成率 ≧ 100 | S\n計画比 >= 100 かつ 実績 ≧ 前年度 | A\n計画比90以上 | B\nその他 | C",
    "実績 > 目標 | S\n実績 > 基準値 | A\n実績 ≧ 基準値の90％ | B\nその他 | C",
    "進捗率 ≧ 経過率 | A\n進捗率 ≧ 経過率の60％ | B\nその他 | C",
    "増減率 ≧ ▲5 | A\n増減率 ▲20以上▲5未満 | B\nその他 | C",
    "実績 ＝ 0 | －\n実績 ≦ 400 | C\n実績 450超500以下 | B\nその他 | A",
    "（達成率 ≧ 80 または 実績 ≧ 前年度）でない | C\n中間進捗率 50以上80未満 | B\nその他 | A",
)
KPIS = (
    "団体 | 団体 | 上昇 実数 | 2022.3=400団体 | 2023=420団体 | 2024=（440団体） | target=500団体",
    "空き店舗 | 件 | 下降 実数 | 2022.3=34件 | 2023=29件 | 2024=（28件） | target=20件以下",
    "人口 | 千人 | 維持 実数 | 2022.3=57千人 | 2023=56.5千人 | target=57千人",
    "満足度 | ％ | 上昇 割合 | 2022.3=64.1％ | 2023=66.7％ | target=70％超",
    "借入 | 千円 | 下降 実数 | 2023=45,000千円 | target=0千円",
)


def held(steps: tuple[GradeStep, ...], value: Decimal) -> str | None:
    step = next(step for step in reversed(steps) if step.is_reached(value))
    return step.proposal.grade if step.proposal else None


@given(st.sampled_from(ROWS), st.sampled_from(KPIS), st.decimals(-50, 600, places=2))
def test_the_steps_say_what_the_rows_say(rows: str, kpi: str, value: Decimal) -> None:
    of, found = plan(kpis=f"5-1-② | {kpi}"), criteria(rows)
    for figure in (value, value * 1000, value.to_integral_value()):
        if "満足度" in kpi and not 0 <= figure <= 100:
            continue
        steps = grade_steps(found, of, of.kpis[0])
        assert held(steps, figure) == propose(found, of, of.kpis[0], figure).grade


def test_two_rates_that_both_hang_on_the_value_have_no_steps() -> None:
    of = plan(kpis=f"5-1-② | {KPIS[0]}")
    assert grade_steps(criteria("達成率 ≧ 進捗率 | A"), of, of.kpis[0]) == ()


# ------------------------------------------------------------------ in the form


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Masters:
    folder = city(tmp_path_factory.mktemp("kind"), "nagayo").folder / "templates_xlsx"
    return load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")


def beside(masters: Masters, division: str, answers: dict[Key, str]) -> dict[Key, str]:
    """What is told beside the fields of the division's book."""
    builder = FormBuilder(masters.plan, masters.form)
    told: dict[Key, str] = {}
    for sheet in builder.sheets(builder.identity_of(division), Marks(answers)):
        lines = {line.cells[0]: line.text for line in sheet.checked_lines}
        told |= {key: lines.get(cell, "") for key, cell in sheet.places.items()}
    return told


def value(code: str, kpi: int) -> Key:
    return Key(code, "values", kpi, "2024")


@pytest.mark.parametrize(
    ("kpi", "text", "typed", "of_value", "of_rating"),
    [
        (1, "261", "S", "評価基準：KPIの評価はS。", ""),
        (1, "260人", "S：目標を超えた", "評価基準：KPIの評価はA。", "▲評価基準ではA。"),
        (1, "２００．５", "Ａ", "評価基準：KPIの評価はA。", ""),
        (1, "200", "B", "評価基準：KPIの評価はB。", ""),
        (1, "180", "C", "評価基準：KPIの評価はB。", "▲評価基準ではB。"),
        (1, "179.9", "", "評価基準：KPIの評価はC。", "●未記入：KPIの評価 "),
        (1, "把握できない", "－", "評価基準：KPIの評価は－。", ""),
        (1, "把握できない", "A", "評価基準：KPIの評価は－。", "▲評価基準では－。"),
        (1, "", "A", "", ""),
        (1, "二百人", "A", "", ""),
        (8, "100", "B", "評価基準：KPIの評価は－。", "▲評価基準では－。"),
        (9, "140", "A", "評価基準：KPIの評価はA。", ""),
        (9, "139", "A", "評価基準：KPIの評価はS。", "▲評価基準ではS。"),
        (9, "220", "B", "評価基準：KPIの評価はB。", ""),
        (9, "221", "B", "評価基準：KPIの評価はC。", "▲評価基準ではC。"),
    ],
)
def test_the_grade_of_a_kpi(
    town: Masters, kpi: int, text: str, typed: str, of_value: str, of_rating: str
) -> None:
    rating = Key("1-1", "grade", kpi)
    told = beside(town, "土木課", {value("1-1", kpi): text, rating: typed})
    assert told[value("1-1", kpi)].partition("評価基準")[1:] == of_value.partition("評価基準")[1:]
    assert told[rating] == of_rating


@pytest.fixture(scope="module")
def judged(masters: Masters) -> Masters:
    """The sample city with rows for its measures."""
    rows = criteria("定性 | \n実績 ≧ 目標 | A\n計画比 ≧ 90 | B\nその他 | C")
    return replace(masters, plan=replace(masters.plan, criteria=rows))


@pytest.mark.parametrize(
    ("persons", "share", "typed", "said"),
    [
        ("301", "41", "A", ""),  # both reached
        ("301", "41", "B", "▲評価基準ではA。"),
        # 40 is not over 40, and 116 % of the 34.5 that lie on the way from 31.2: the lowest counts
        ("301", "40", "A", "▲評価基準ではB。"),
        ("301", "31", "A", "▲評価基準ではC。"),  # 89.9 % of 34.5
        ("301", "31.1", "A", "▲評価基準ではB。"),  # 90.1 %
        ("90", "41", "C", ""),
        ("90", "41", "B", "▲評価基準ではC。"),
        ("301", "未実施", "B", ""),  # その他 is no grade of a value that is unknown
        ("301", "", "B", ""),  # nothing is said before all values are there
        ("301", "41", "", "●未記入：進捗状況評価 "),
    ],
)
def test_of_several_kpis_the_lowest_grade_counts(
    judged: Masters, persons: str, share: str, typed: str, said: str
) -> None:
    rating = Key("1-1-①", "rating")
    answers = {value("1-1-①", 1): persons, value("1-1-①", 2): share, rating: typed}
    assert beside(judged, "社会福祉課", answers)[rating] == said


@pytest.mark.office
def test_a_program_says_the_same(town: Masters, judged: Masters, tmp_path: Path) -> None:
    texts = (
        "261",
        "２６０人",
        "200.5",
        "約180人",
        "179.9",
        "未実施",
        "ー",
        "把握できない",
        "",
        "1e3",
        "64%",
    )
    grades = ("A", "Ｂ：", "C", "", "－", "S", "D", "完了")
    for number, (masters, division) in enumerate(((town, "土木課"), (judged, "社会福祉課"))):
        builder = FormBuilder(masters.plan, masters.form)
        identity = builder.identity_of(division)
        for round_ in range(3):
            answers = {}
            slots = [s for p in builder.pages.of(division) for s in p.slots if s.owner == division]
            for place, slot in enumerate(slots, round_):
                is_rating = slot.field.type.value == "評価"
                given_ = grades if is_rating else texts
                if is_rating or slot.kpi is not None:
                    answers[slot.key] = given_[(place * 7 + round_) % len(given_)]
            sheets = builder.sheets(identity, Marks(answers))
            assert any("評価基準" in line.text for sheet in sheets for line in sheet.checked_lines)
            book = builder.book(identity, (cover_sheet(builder, identity, sheets),), sheets)
            path = tmp_path / f"{number}_{round_}.xlsx"
            write_book(book, path)
            assert formula_differences(path, tmp_path) == []
