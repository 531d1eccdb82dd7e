"""One fault in the masters of a city is one finding: what only follows from it is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.new_city.test_mistakes import replaced, told
from tests.new_city.trial import table

PLAN, FORM = table("hibama.plan"), table("hibama.form")
RANK = "「順」の1がC2の行にもあります"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # a code that cannot be read, and what names it: 上位 of the level below, a KPI
        ("Ⅱ-2-33 | 浜の店", "Ⅱ-2- | 浜の店", ["計画マスタ.xlsx 階層3 A4：コード「Ⅱ-2-」を施策の"]),
        (
            "施策 | Ⅲ-5-31",
            "施策 | Ⅲ-5",
            [f"計画マスタ.xlsx 階層3 A{row}：コード「" for row in (2, 3, 4)],
        ),
        # a grade in a wrong scale, and the row of 評価基準 that looks for it in the right one
        ("達成 | 1 | ◎", "四段階 | 1 | ◎", [f"計画マスタ.xlsx 評価区分 B7：{RANK}"]),
        # two scales whose names differ in blanks alone are one
        ("達成 | 1 | ◎", "四 段階 | 1 | ◎", [f"計画マスタ.xlsx 評価区分 B7：{RANK}"]),
    ],
)
def test_in_the_plan(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    lines = told(tmp_path, replaced(PLAN, old, new), FORM)
    assert len(lines) == len(said), lines
    assert all(line.startswith(each) for line, each in zip(lines, said, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # a role that is mistyped, which nobody has then
        (
            "評価 | 副町長",
            "評価 | 副市長",
            "様式定義.xlsx 項目 E10：「記入者」の「副市長」は選べない語です。「副町長」の書き誤り",
        ),
        # a field of the blocks on a page is none of the page
        (
            "一次評価 ＝ A、B",
            "必要性 ＝ はい",
            "様式定義.xlsx 項目 O8：why：「必要性」は仕事の欄で、施策の条件には使えません。同じブロック",
        ),
    ],
)
def test_in_the_form(tmp_path: Path, old: str, new: str, said: str) -> None:
    (line,) = told(tmp_path, PLAN, replaced(FORM, old, new))
    assert line.startswith(said)


def test_a_phase_that_is_mistyped_everywhere(tmp_path: Path) -> None:
    lines = told(tmp_path, PLAN, FORM.replace("| 事中 |", "| 事前 |"))
    (line,) = lines
    assert (
        "K7：「段階」の「事前」は選べない語です。（ほかに K8、K9、K10、K11、K17 も同じです。）"
        in line
    )


def test_a_role_more_than_words_that_may_be_it_is_told(tmp_path: Path) -> None:
    plan = replaced(PLAN, "町長 | 4 | |", "町長 | 4 | |\n監査委員 | 5 | |")
    lines = told(tmp_path, plan, replaced(FORM, "評価 | 副町長", "評価 | 副市長"))
    assert [line.split("：")[0] for line in lines] == [
        "様式定義.xlsx 項目 E10", "計画マスタ.xlsx 役割 A3", "計画マスタ.xlsx 役割 A5",
    ]  # fmt: skip


def test_a_scale_is_known_however_it_is_spelt(tmp_path: Path) -> None:
    plan = PLAN.replace("達成 | 実績", "達 成 | 実績").replace("四段階 | 2", "四 段階 | 2")
    assert told(tmp_path, plan, FORM) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # a level without its row, or called otherwise than its sheet: what names its items
        (
            "# 階層2",
            "# 方針案",
            "計画マスタ.xlsx 方針案 A2：シート「方針案」の行は、どの階層のものと",
        ),
        # one rank that is missing, and the ranks after it
        (
            "達成 | 1 | ◎",
            "達成 | | ◎",
            "計画マスタ.xlsx 評価区分 B8：同じ尺度に、「順」のある評価と",
        ),
        # heads that nobody would take for columns of the city
        (
            "尺度 | 順 |",
            "尺度 | 順番 |",
            "計画マスタ.xlsx 評価区分 B1：シート「評価区分」に見出し「順」",
        ),
        # how a level is numbered, and codes that are read by it
        ("通し", "通算", "計画マスタ.xlsx 階層 C"),
        # a role that is none, and its fields
        ("町長 | 4 | |", "事務局 | 4 | |", "計画マスタ.xlsx 役割 A4：「事務局」は"),
    ],
)
def test_what_follows_from_a_level_a_head_or_a_role(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    form = FORM.replace("| 町長 |", "| 事務局 |") if "事務局" in new else FORM
    (line,) = told(tmp_path, PLAN.replace(old, new), form)
    assert line.startswith(said)


def test_a_letter_that_is_a_number_too(tmp_path: Path) -> None:
    """A1 has one number: what is asked for is a sign between two."""
    plan = PLAN.replace("方針 | Ⅲ-5 ", "方針 | A1 ").replace("Ⅱ-2 | 育てる", "B1 | 育てる")
    line = next(each for each in told(tmp_path, plan, FORM) if "「B1」" in each)
    assert "「A」も変わる番号なら、コードの形を「A-1」のように、番号ごとに - で区切ります" in line
