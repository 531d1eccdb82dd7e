"""Mistakes that an officer makes in the masters of a new city: the cell, the fault, the remedy, and
nothing that only follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.new_city.trial import City, table
from tests.new_city.whole_year import run

PLAN, FORM = table("kirigahara.plan"), table("kirigahara.form")
VILLAGE = table("haejima.plan"), table("haejima.form")


def told(folder: Path, plan: str, form: str) -> list[str]:
    """What ``distribute`` says of the mistakes, a line for each."""
    made = City(folder / "city", plan, form)
    result = run(made.folder, "distribute", "--overwrite")
    assert result.exit_code in (0, 2), result.exception
    return [line for line in result.output.splitlines() if line.startswith(("計画マ", "様式定"))]


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (  # what stands below a code that cannot be read is no mistake of its own
            "主担当課\n第1章 | 水",
            "主担当課\n一章 | 水",
            "計画マスタ.xlsx 階層1 A2：コード「一章」を章のコードとして読めません。",
        ),
        (
            "区分 ＝ 重点、重点、新規",
            "区分 が 重点",
            "計画マスタ.xlsx 役割 D3：役割「市民会議」の対象の「区分 が 重点」は条件として使えません。",
        ),
        (
            "区分 ＝ 重点、重点、新規",
            "対象者",
            "計画マスタ.xlsx 役割 D3：役割「市民会議」の対象の「対象者」という列が、計画のどの",
        ),
        (
            "休 | 休止 | | 中止",
            "休 | 休止 | | 中断",
            "計画マスタ.xlsx 評価区分 G9：「区分」の「中断」は選べない語です。「中止」の書き誤り",
        ),
        (
            "3年に1回（2023年度から）",
            "ときどき（2023年度から）",
            "計画マスタ.xlsx KPI H4：「測定周期」の「ときどき（2023年度から）」から、何年ごとに",
        ),
        (
            "目標の見出し | 2026年度目標",
            "目標の見出し | 最終目標",
            "計画マスタ.xlsx KPI R1：シート「KPI」に見出し「最終目標」の列がありません。",
        ),
    ],
)
def test_in_the_plan(tmp_path: Path, old: str, new: str, said: str) -> None:
    first, *others = told(tmp_path, replaced(PLAN, old, new), FORM)
    assert first.startswith(said)
    assert not others or "最終目標" in said


@pytest.mark.parametrize(
    ("old", "new", "said", "remedy"),
    [
        (
            "部長 | ○ | | 行 | | 評価 | 総合",
            "部長 | ○ | | 行 | | 評価 | 総合評価",
            "様式定義.xlsx 項目 K10：head：尺度「総合評価」は、計画マスタの「評価区分」にありません。",
            "「総合」の書き誤りではありませんか。",
        ),
        (
            "決算額÷予算額×100",
            "決算÷予算額×100",
            "様式定義.xlsx 項目 M15：「決算」という欄が、",
            "「決算額」の書き誤りではありませんか。",
        ),
        (
            "支出額の合計",
            "費目の合計",
            "様式定義.xlsx 項目 M14：「費目の合計」は、型「一行」の欄なので計算できません。",
            "「支出額の合計」の書き誤りではありませんか。",
        ),
        (
            "の評価の区分 ＝ 中止",
            "の評価の区分 ＝ 中断",
            "様式定義.xlsx 項目 N9：why：「担当課の評価の区分」が「中断」になることはありません。",
            "「中止」の書き誤りではありませんか。",
        ),
        (
            "上半期 | 経費内訳 |",
            "上半期 | 経費の内訳 |",
            "様式定義.xlsx 項目 Q12：budget：シート「経費の内訳」が、様式定義のシート「シート」に",
            "「経費内訳」の書き誤りではありませんか。",
        ),
    ],
)
def test_in_the_form(tmp_path: Path, old: str, new: str, said: str, remedy: str) -> None:
    (line,) = told(tmp_path, PLAN, replaced(FORM, old, new))
    assert line.startswith(said)
    assert remedy in line


def test_a_scale_that_nobody_has_is_told_beside_mistakes_of_the_plan(tmp_path: Path) -> None:
    plan = replaced(PLAN, "評価年度 | 2024", "評価年度 | 来年")
    form = replaced(FORM, "部長 | ○ | | 行 | | 評価 | 総合", "部長 | ○ | | 行 | | 評価 | 総合評価")
    places = [line.partition("：")[0] for line in told(tmp_path, plan, form)]
    assert places == ["計画マスタ.xlsx 設定 B4", "様式定義.xlsx 項目 K10"]


def test_a_level_in_blocks_may_have_kpis(tmp_path: Path) -> None:
    assert told(tmp_path, *VILLAGE) == []
