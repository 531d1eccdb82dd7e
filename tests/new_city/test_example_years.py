"""The invented cities' whole years, through the command line: forms filled by hand, sent back once,
the site, a revision of the plan, and the year after from the master that rollover made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.example_years import (
    MENDED,
    MID_YEAR,
    NEXT_YEAR,
    SHIRAHO,
    YEAR_END,
    again,
    collected,
    in_doubt,
    lines,
    opened,
    page,
    revision,
    sent_back,
    started,
)
from tests.new_city.whole_year import edit, foreign_words, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

# ------------------------------------------------------------------ 波里町: reviewers and phases


@pytest.fixture(scope="module")
def namisato(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The two years of the town, step by step; what each step said, by its name."""
    city = started(tmp_path_factory.mktemp("year") / "波里町", "波里町")
    collected(city, 2024, MID_YEAR, "事中")
    first = collected(city, 2024, YEAR_END, "事後")
    sent_back(city, "港湾課", MENDED, "事後")
    second = again(city, 2024, "事後")
    edits = {"政策": {"C3": "港のにぎわいづくり"}, "KPI": {"M4": "32"}}
    rows = revision(city, edits)
    said = opened(city)
    edit(
        city / "templates_xlsx" / "計画マスタ.xlsx",
        {"段階": {"C2": "2025年10月1日", "D2": "2025年10月31日", "D3": "2026年5月29日"}},
    )
    collected(city, 2025, MID_YEAR | {"Ⅱ-2-3/rating": ["B"]}, "事中")
    third = collected(city, 2025, NEXT_YEAR, "事後")
    return {
        "city": city, "first": first, "second": second, "rows": rows, "said": said, "third": third,
    }  # fmt: skip


def test_the_first_round_asks_for_what_is_missing(namisato: dict[str, Any]) -> None:
    assert in_doubt(namisato["first"]) == [
        ("kpi-digit-slip", "Ⅱ-2-3"),
        ("required-empty", "Ⅱ-2-3"),
    ]


def test_the_second_round_has_nothing_left_to_ask(namisato: dict[str, Any]) -> None:
    assert in_doubt(namisato["second"]) == []
    states = {d["name"]: d["state"] for d in namisato["second"]["divisions"]}
    assert states == {"福祉課": "受理", "港湾課": "受理", "政策課": "受理"}


def test_reviewers_are_no_divisions(tmp_path: Path) -> None:
    """外部委員会 and 町長 have books of their own; those who answer later are divisions."""
    city = started(tmp_path / "町", "波里町")
    done = run(city, "distribute", "--phase", "事中")
    assert done.output.splitlines()[-1] == "段階「事中」の5 冊の様式を作りました。"
    facts = collected(city, 2024, MID_YEAR, "事中")
    assert len(facts["divisions"]) == 5
    assert "届いた報告　5／5冊" in lines(city, "施策評価", "表紙")
    assert "各課と評価者の報告（5／5冊）" in page(city, "index")
    listed = lines(city, "施策評価", "担当課別")
    assert "政策課　評価 0件・事務事業 1件　記入する欄なし" in listed  # in 事後 only
    assert "▲ 未提出" not in listed
    assert "基本目標ごとの実績額" not in lines(city, "施策評価", "総括")  # nobody was asked yet
    done = run(city, "distribute", "--phase", "事後")
    assert done.output.splitlines()[-1] == "段階「事後」の3 課分の様式を作りました。"


def test_its_site_shows_every_reviewer(namisato: dict[str, Any]) -> None:
    city = namisato["city"]
    shown = page(city, "I-1-1")
    for words in (
        "最終評価 B 計画どおり", "一次評価 B", "外部委員会評価 C 遅れている", "二次評価 B",
        "年度末の評価 A 計画を上回る", "172世帯", "見守る人を地区ごとに二人ずつ増やします。",
    ):  # fmt: skip
        assert words in shown
    assert "外部委員会評価" not in page(city, "I-1-2")  # the committee did not pick it
    assert "9,020,000円" in page(city, "budget")
    assert foreign_words(city) == set()


def test_its_revision(namisato: dict[str, Any]) -> None:
    assert namisato["rows"] == [
        ["基本目標Ⅱ\nⅡ-2", "政策２　港のにぎわいづくり"],
        ["基本目標Ⅱ\nⅡ-2-3\nKPI\n目標", "KPI　朝市に出る店が増えている。\n目標　3032"],
    ]


def test_its_rollover_asks_for_the_days_of_the_phases(namisato: dict[str, Any]) -> None:
    assert "シート「段階」の開始と終了を入れ" in namisato["said"][-1]
    book = open_book(namisato["city"] / "templates_xlsx" / "計画マスタ.xlsx")
    head, *rows = book["KPI"].iter_rows(values_only=True)
    year = head.index("2024年度")
    assert [row[year] for row in rows if row[0]] == ["172世帯", "１，１８０人", "22店"]
    head, *rows = book["年度更新の記録"].iter_rows(values_only=True)
    why = {(row[3], row[4]): row[7] for row in rows if row[3]}
    assert why["Ⅰ-1-1", "前年度の評価"].endswith(
        "町長_施策評価シート.xlsx Ⅰ-1-1 見守りの輪を広げる D11"
    )
    assert why["Ⅰ-1-1", "前年度の今後の対応"] == "収集結果の「今後の対応」"


def test_its_next_year_is_compared_with_the_last(namisato: dict[str, Any]) -> None:
    assert in_doubt(namisato["third"]) == []
    found = lines(namisato["city"], "施策評価", "前年度比較", 2025)
    assert "最終評価の動き" in found
    assert "Ⅱ-2-3 | 朝市を続ける | C：遅れている | B：計画どおり | ↑ 上がった" in found
    assert (
        "Ⅰ-1-2 | 集いの場に来た人が増えている。 | 1,180人（2024年度） | 1,260人 | ○ 前進" in found
    )
    assert "施策の最終評価" in lines(namisato["city"], "施策評価", "総括", 2025)
    assert "201世帯" in page(namisato["city"], "I-1-1", 2025)


# ------------------------------------------------------------------ 白帆市: grades by figures


@pytest.fixture(scope="module")
def shiraho(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    city = started(tmp_path_factory.mktemp("year") / "白帆市", "白帆市")
    first = collected(city, 2024, SHIRAHO)
    sent_back(city, "図書館", {"1-02/KPI1/values": ["3,600人"], "1-02/rating": ["B"]})
    second = again(city, 2024)
    rows = revision(city, {"プロジェクト": {"C3": "港の見える図書館と広場"}, "KPI": {"N4": "680"}})
    said = opened(city)
    steps = {tag: ["次の年度は回数を増やします。"] for tag in SHIRAHO if "next" in tag}
    figures = {"1-01": "240件", "1-02": "4,600人", "2-01": "905g"}
    third = collected(
        city, 2025, steps | {f"{code}/KPI1/values": [said] for code, said in figures.items()}
    )
    return {
        "city": city, "first": first, "second": second, "rows": rows, "said": said, "third": third,
    }  # fmt: skip


def test_a_grade_that_does_not_follow_is_sent_back(shiraho: dict[str, Any]) -> None:
    assert ("rating-not-as-decided", "1-02") in in_doubt(shiraho["first"])
    assert in_doubt(shiraho["second"]) == []
    ratings = {e["code"]: e["rating"] for e in shiraho["second"]["evaluations"]}
    assert ratings == {"1-01": "S", "1-02": "B", "2-01": "A"}


def test_its_site_has_no_page_for_money(shiraho: dict[str, Any]) -> None:
    city = shiraho["city"]
    assert "検証の結果 S 目標を超えた" in page(city, "1-01")
    assert not list((city / "outputs").rglob("budget.html"))
    assert foreign_words(city) == set()


def test_its_summary_calls_the_grades_as_its_form_does(shiraho: dict[str, Any]) -> None:
    assert "プロジェクトの検証の結果" in lines(shiraho["city"], "戦略の検証", "総括")
    assert shiraho["rows"] == [
        ["戦略1\n1-02", "プロジェクト 1-02　港の見える図書館と広場"],
        ["戦略2\n2-01\nKPI\n目標値", "KPI　一人一日のごみが減っている。\n目標値　700680"],
    ]


def test_its_next_year(shiraho: dict[str, Any]) -> None:
    """240 of 200 to 260: A; 4,600 over 4,000: A; 905 grams are not below 900: B."""
    assert "提出期限を入れ" in shiraho["said"][-1]
    assert in_doubt(shiraho["third"]) == []
    ratings = {e["code"]: e["rating"] for e in shiraho["third"]["evaluations"]}
    assert ratings == {"1-01": "A", "1-02": "A", "2-01": "B"}
    moved = lines(shiraho["city"], "戦略の検証", "前年度比較", 2025)
    assert "1-01 | 空き家を住まいに | S：目標を超えた | A：改善した | ↓ 下がった" in moved
