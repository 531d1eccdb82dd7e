"""A city of four levels, four reviewers and two phases whose officer makes every mistake at once:
each is told with its cell, and nothing that only follows from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.new_city.test_mistakes import replaced, told
from tests.new_city.trial import table

PLAN, FORM = table("hibama.plan"), table("hibama.form")
_PLAN, _FORM = "計画マスタ.xlsx", "様式定義.xlsx"
_AFTER = "事後 | 2 | 2025年5月1日 | 2025年5月30日"
MISTAKES = {  # by the cell and the beginning of what is said: the book, what stood there, what does
    f"{_FORM} 項目 O8：条件や計算をたどると同じ欄に戻ります": (
        FORM, "一次評価 ＝ A、B", "理由が空欄",
    ),
    f"{_FORM} 項目 M23：「事業費」の計算に「事業費」自身が使われています": (
        FORM, "国費＋町費＝事業費", "国費＋町費＋事業費",
    ),
    f"{_FORM} 項目 I11：final：役割「評価」の欄がA7（first）にもあります": (
        FORM, "一次評価 | 評価 | 主担当課 | ○ | | 行 | なし", "一次評価 | 評価 | 主担当課 | ○ | | 行 | 評価",
    ),
    f"{_FORM} 項目 E10：「記入者」の「助役」は選べない語です": (FORM, "評価 | 副町長", "評価 | 助役"),
    f"{_FORM} 項目 J9：committee：評価の尺度が書かれていません": (
        FORM, "委員会 | ○ | | 行 | なし | 四段階", "委員会 | ○ | | 行 | なし |",
    ),
    f"{_FORM} 項目 H17：forecast：「来年の見込」の名前が様式に印刷されない": (
        FORM, "主担当課 | | | 下 | なし", "主担当課 | | | 本文 | なし",
    ),
    f"{_PLAN} 評価区分 B7：「順」の1がC2の行にもあります": (PLAN, "達成 | 1 | ◎", "四段階 | 1 | ◎"),
    f"{_PLAN} 段階 A4：段階「総括」の欄が、様式定義に一つもありません": (
        PLAN, _AFTER, f"{_AFTER}\n総括 | 3 | 2025年6月1日 | 2025年6月30日",
    ),
    f"{_PLAN} 役割 A3：役割「副町長」の欄が、様式定義に一つもありません": (PLAN, "", ""),
    f"{_PLAN} 役割 A5：役割「監査委員」の欄が、様式定義に一つもありません": (
        PLAN, "町長 | 4 | |", "町長 | 4 | |\n監査委員 | 5 | |",
    ),
    f"{_PLAN} 階層3 A3：コード「Ⅰ-1-1-32」を施策のコードとして読めません": (
        PLAN, "Ⅰ-1-32 | 声を", "Ⅰ-1-1-32 | 声を",
    ),
    f"{_PLAN} 階層3 A4：コード「Ⅲ-2-33」の上の「Ⅲ-2」がシート「階層2」にありません": (
        PLAN, "Ⅱ-2-33 | 浜の店", "Ⅲ-2-33 | 浜の店",
    ),
}  # fmt: skip


def test_each_with_its_cell(tmp_path: Path) -> None:
    plan, form = PLAN, FORM
    for book, old, new in MISTAKES.values():
        if old:
            plan = replaced(plan, old, new) if book is PLAN else plan
            form = replaced(form, old, new) if book is FORM else form
    lines = told(tmp_path, plan, form)
    missing = [said for said in MISTAKES if not any(line.startswith(said) for line in lines)]
    assert missing == []
    assert [line for line in lines if not line.startswith(tuple(MISTAKES))] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("事後 | 2", "事中 | 2", f"{_PLAN} 段階 A3：段階「事中」がA2にもあります。"),
        ("町長 | 4", "副町長 | 4", f"{_PLAN} 役割 A4：役割「副町長」がA3にもあります。"),
        ("\n施策 | Ⅲ-5-31", "\n方針 | Ⅲ-5-31", f"{_PLAN} 階層 A4：階層「方針」がA3にもあります。"),
        ("Ⅰ-1-31 | 夜道", "Ⅰ-1-1-31 | 夜道", f"{_PLAN} 階層3 A2：コード「Ⅰ-1-1-31」を施策の"),
    ],
)
def test_what_a_name_is_missed_by_is_not_told(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Fields of the phase, the role or the level, and a KPI that is listed again."""
    (line,) = told(tmp_path, replaced(PLAN, old, new), FORM)
    assert line.startswith(said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "評価 | 町長 | ○ | | 行 | 評価",
            "評価 | 町長 | ○ | | 行 | なし",
            "項目 I7：first：型「評価」",
        ),
        ("下 | 実績", "下 | なし", "項目 I16：values：型「年度別の値」"),
    ],
)
def test_none_where_one_is_needed(tmp_path: Path, old: str, new: str, said: str) -> None:
    (line,) = told(tmp_path, PLAN, replaced(FORM, old, new))
    assert line.startswith(f"{_FORM} {said}の欄の役割がどれも「なし」なので、公表する「")
