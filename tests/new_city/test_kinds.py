"""Eight kinds of published cities, each by edited masters alone; what must come out is typed by
hand. Their masters and answers are the tables in ``kinds/``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.trial import City, city, grades, table, told
from tests.new_city.whole_year import foreign_words

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
Year = tuple[City, Mapping[str, Any]]


def whole_year(tmp_path_factory: pytest.TempPathFactory, name: str) -> Year:
    made = city(tmp_path_factory.mktemp("kind"), name)
    return made, made.year(table(f"{name}.answers"))


def counts(made: City, field: str) -> dict[str, tuple[str, str]]:
    """By grade: how many, and their share."""
    rows = [row for row in made.csv("評価集計") if row["評価の欄"] == field and row["評価"]]
    return {row["評価"]: (row["件数"], row["割合"]) for row in rows}


def sums(made: City) -> dict[str, str]:
    """By field: the sum of 金額集計, as printed."""
    lines = [line.split(" | ") for line in made.sheet("金額集計")]
    return {line[1]: f"{line[2]}{line[3]}" for line in lines if len(line) > 4 and line[2] != "合計"}


# ------------------------------------------------------------------ 長与町: a rule grades the KPIs


@pytest.fixture(scope="module")
def nagayo(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return whole_year(tmp_path_factory, "nagayo")


def test_a_grade_other_than_the_rules_is_told_with_the_arithmetic(nagayo: Year) -> None:
    made, facts = nagayo
    (found,) = (f for f in facts["findings"] if f["rule"] == "rating-not-as-decided")
    assert (found["code"], found["field"], found["expected"]) == ("1-1", "KPIの評価", "B")
    assert "実績 180人 ≧ 180人（基準値 200人の90％）" in found["message"]


def test_no_baseline_is_told(nagayo: Year) -> None:
    found = [f for f in nagayo[1]["findings"] if f["rule"] == "criterion-without-baseline"]
    assert found
    assert all("1-1 KPI8" in f["message"] for f in found)


def test_three_scales_are_counted_side_by_side(nagayo: Year) -> None:
    made, _ = nagayo
    assert counts(made, "施策の評価") == {
        "A": ("1", "50.0"), "B": ("1", "50.0"), "C": ("0", "0.0"), "D": ("0", "0.0"),
    }  # fmt: skip
    assert counts(made, "方向")["縮小"] == ("1", "33.3")
    assert counts(made, "今後の方向") == {
        "拡充": ("1", "50.0"), "継続": ("1", "50.0"), "廃止": ("1", ""),
    }  # fmt: skip


def test_a_kpi_under_two_measures_counts_once(nagayo: Year) -> None:
    """Nine KPIs, one of them shown again: S is that of KPI1 and of the falling one."""
    assert counts(nagayo[0], "KPIの評価") == {
        "S": ("2", "28.6"), "A": ("3", "42.9"), "B": ("1", "14.3"), "C": ("1", "14.3"),
        "－": ("2", ""),
    }  # fmt: skip


def test_what_is_shown_again_has_the_grade_of_what_counts(nagayo: Year) -> None:
    assert grades(nagayo[1], "grade")["1-2/KPI1"] == "S：目標を超えた"


def test_words_of_the_year(nagayo: Year) -> None:
    """拡充 has had a text since 2024: that of the year is printed."""
    legend = [line for line in nagayo[0].sheet("評価集計") if line.startswith("方向 | 拡充")]
    assert legend == ["方向 | 拡充 | もっと行う"]


# ------------------------------------------------------------------ 多摩市: against the way to go


def test_ratio_to_the_part_of_the_years(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The target is 250, the second year of five: 100 is wanted, 60 is three fifths of that."""
    _, facts = whole_year(tmp_path_factory, "tama")
    given = grades(facts, "grade")
    assert [given[f"1-1/KPI{n}"] for n in range(1, 6)] == [
        "①：計画どおり",  # 100
        "②：遅れ",  # 99
        "②：遅れ",  # 60
        "③：大きく遅れ",  # 59
        "－：不明",
    ]
    assert told(facts) == []


# ------------------------------------------------------------------ 富士市: bands to an interim target


def test_bands_of_the_way_to_the_interim_target(tmp_path_factory: pytest.TempPathFactory) -> None:
    """From 10 to 30; the last but one has no figure, the last stands there already."""
    _, facts = whole_year(tmp_path_factory, "fuji")
    given = grades(facts, "grade")
    assert [given[f"1-1/KPI{n}"] for n in range(1, 8)] == [
        "◎：80％以上",  # 26
        "○：50％以上",  # 20
        "△：20％以上",  # 19.9
        "×：20％未満",  # 13.9
        "×：20％未満",  # 9
        "その他：測れない",
        "その他：測れない",
    ]
    assert told(facts, "rating-not-as-decided", "rating-missing") == []


# ------------------------------------------------------------------ あきる野市: four grades outside


@pytest.fixture(scope="module")
def akiruno(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return whole_year(tmp_path_factory, "akiruno")


def test_shares_are_of_the_ranked_alone(akiruno: Year) -> None:
    made, _ = akiruno
    assert counts(made, "評価") == {
        "S": ("1", "20.0"), "A": ("2", "40.0"), "B": ("1", "20.0"), "C": ("1", "20.0"),
        "F": ("1", ""), "X": ("1", ""), "Y": ("1", ""), "Z": ("2", ""),
    }  # fmt: skip
    printed = made.sheet("評価集計")
    assert any("5件を100％" in line for line in printed)
    assert any("未着手（割合の外）" in line for line in printed)


def test_what_a_grade_asks_for(akiruno: Year) -> None:
    assert told(akiruno[1]) == [
        ("not-asked-filled", "1-9", "実績"),  # Z has no actual
        ("own-check", "1-7", "実績"),  # X with one is asked about
        ("required-empty", "1-10", "理由"),  # Z needs a reason
    ]


def test_definitions_are_legend_and_input_help(akiruno: Year) -> None:
    made, _ = akiruno
    text = "計画の期間の途中で、目的を達して終わったもの。"
    assert any(text in line for line in made.sheet("評価集計"))
    book = open_book(made.forms()[0])
    shown = [
        text
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for text in map(str, row)
    ]
    shown += [str(v.prompt) for s in book for v in s.data_validations.dataValidation]
    assert any(text in each for each in shown)


def test_no_page_for_kpis_where_there_are_none(akiruno: Year) -> None:
    made, _ = akiruno
    (path,) = made.outputs.glob("施策評価_2024年度.xlsx")
    assert "KPI一覧" not in open_book(path).sheetnames
    assert not any("KPI" in line for line in made.sheet("前年度比較"))


# ------------------------------------------------------------------ 三島市: two phases in one book


@pytest.fixture(scope="module")
def mishima(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = city(tmp_path_factory.mktemp("kind"), "mishima")
    made.distribute("計画時")
    early = "Ⅲ-5-31-(1) | 工事費の決算額（千円） | 9,999"
    made.fill(table("mishima.answers_1"), "計画時", locked=early)
    first = made.collect("計画時")
    assert told(first, "not-asked") == [("not-asked", "Ⅲ-5-31-(1)", "工事費の決算額（千円）")]
    (settled,) = [line for line in made.sheet("金額集計") if "決算額" in line]
    assert settled.split(" | ")[2] == "－"  # nobody was asked: none, not 0
    made.distribute("評価時")
    late = "Ⅲ-5-31-(2) | 工事費の予算額（千円） | 4,000"
    made.fill(table("mishima.answers_2"), "評価時", locked=late)
    return made, made.collect("評価時")


def test_what_was_planned_stays(mishima: Year) -> None:
    made, facts = mishima
    (found,) = (f for f in facts["findings"] if f["rule"] == "not-asked")
    assert (found["code"], found["field"]) == ("Ⅲ-5-31-(2)", "工事費の予算額（千円）")
    assert "3,500" in found["message"] + found["expected"]
    assert "4,000" in found["message"] + found["given"]
    assert sums(made) == {
        "工事費の予算額（千円）": "15500千円",
        "工事費の決算額（千円）": "15200千円",
    }


def test_its_codes(mishima: Year) -> None:
    assert [e["code"] for e in mishima[1]["evaluations"]] == ["Ⅲ-5-31-(1)", "Ⅲ-5-31-(2)"]


# ------------------------------------------------------------------ 栗山町: four reviewers


@pytest.fixture(scope="module")
def kuriyama(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = city(tmp_path_factory.mktemp("kind"), "kuriyama")
    for number, phase in enumerate(("事中", "事後"), 1):
        made.distribute(phase)
        made.fill(table(f"kuriyama.answers_{number}"), phase)
        facts = made.collect(phase)
    return made, facts


def test_the_grades_of_each_reviewer(kuriyama: Year) -> None:
    made, facts = kuriyama
    number = {field: counts(made, field) for field in ("一次評価", "委員会評価", "最終評価")}
    assert number == {
        "一次評価": {"A": ("2", "66.7"), "B": ("1", "33.3"), "C": ("0", "0.0"), "D": ("0", "0.0")},
        "委員会評価": {"A": ("0", "0.0"), "B": ("0", "0.0"), "C": ("1", "100.0"), "D": ("0", "0.0")},
        "最終評価": {"A": ("1", "33.3"), "B": ("1", "33.3"), "C": ("1", "33.3"), "D": ("0", "0.0")},
    }  # fmt: skip
    assert grades(facts, "committee") == {"1-1": "C"}
    assert told(facts, "rating-missing", "required-empty") == []


def test_the_later_phase_does_not_overwrite(kuriyama: Year) -> None:
    assert grades(kuriyama[1], "first") == {"1-1": "A", "1-2": "A", "1-3": "B"}
    assert grades(kuriyama[1], "after") == {"1-1": "B", "1-2": "B", "1-3": "D"}


# ------------------------------------------------------------------ 八千代市: what is asked depends


def test_fields_depend_on_the_kind_of_project(tmp_path_factory: pytest.TempPathFactory) -> None:
    _, facts = whole_year(tmp_path_factory, "yachiyo")
    assert told(facts) == [
        ("not-asked-filled", "0002", "必要性"),  # 法定受託事務
        ("required-empty", "0004", "課題"),
    ]
    heads = {e["code"]: e["extra"]["head"] for e in facts["evaluations"]}
    assert set(heads.values()) == {"引き続き取り組むこと。"}


# ------------------------------------------------------------------ 大船渡市: money, hours, questions


@pytest.fixture(scope="module")
def ofunato(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return whole_year(tmp_path_factory, "ofunato")


def test_computed_totals_and_their_sums(ofunato: Year) -> None:
    made, facts = ofunato
    (one, two) = facts["evaluations"]
    assert (one["code"], two["code"]) == ("0086", "0087")
    assert [one["extra"][f"f{n}_all"] for n in range(1, 7)] == [
        "515千円", "1,015千円", "1,515千円", "2,015千円", "2,515千円", "3,015千円",
    ]  # fmt: skip
    assert (one["extra"]["staff"], two["extra"]["staff"]) == ("480千円", "120千円")
    assert sums(made)["今年度の事業費（千円）"] == "3015千円"
    assert sums(made)["人件費（千円）"] == "600千円"


def test_a_share_is_not_a_percentage(ofunato: Year) -> None:
    assert ("kpi-fraction", "0086", "実績値") in told(ofunato[1])
    printed = " ".join(ofunato[0].sheet("KPI一覧"))
    assert "要修正" in printed


def test_a_no_needs_its_reason(ofunato: Year) -> None:
    assert told(ofunato[1], "required-empty") == [("required-empty", "0087", "必要の理由")]


def test_two_reviewers_on_one_scale(ofunato: Year) -> None:
    made, _ = ofunato
    assert counts(made, "担当課の評価") == {"A": ("2", "100.0"), "B": ("0", "0.0")}
    assert counts(made, "課長等の評価") == {"A": ("1", "50.0"), "B": ("1", "50.0")}


def test_nothing_of_another_city_is_printed(nagayo: Year, akiruno: Year, ofunato: Year) -> None:
    for made, _ in (nagayo, akiruno, ofunato):
        assert foreign_words(made.folder) == set()
