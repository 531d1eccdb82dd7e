"""The sheet 使い方: the one-page guide of the handbook, in the words of the city, in the form."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT, open_book
from zushi_xl.form.check_words import DOUBTS
from zushi_xl.form.guide import GuideScope, GuideTable, guide, guide_page
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.workflow.distribute import distribute

PAGE = ROOT / "docs" / "様式の使い方.md"


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


def without_marks(markdown: str) -> list[str]:
    """The texts of a page, cell by cell and line by line, without what Markdown writes."""
    parts: list[str] = []
    for line in markdown.splitlines():
        if line.startswith("|"):
            parts += [cell.strip() for cell in line.strip("|").split("|") if cell.strip() != "---"]
        elif line and not line.startswith(("![", "# ")):
            parts.append(re.sub(r"^(?:##|-) ", "", line))
    return parts


_OF_OTHERS = (  # cells of rows that forms like the sample's have no use for
    *("数字で記入してください", "記入は要りません"),
    *(
        "書いた値から、評価基準で決まる評価",
        "評価の欄と見比べます。",
        "値から評価基準で決まる評価と、違う評価を選んでいる。",
    ),
)


def test_the_sheet_says_what_the_page_says(book: Path, masters: Masters) -> None:
    said = texts(open_book(book)["使い方"])
    page = without_marks(PAGE.read_text(encoding="utf-8"))
    asked = [text for text in page if text not in _OF_OTHERS]
    absent = ("数値の欄が", "ほかの欄の答えから", "番号（No.）の付いた表は", "評価基準")
    asked = [text for text in asked if not text.startswith(absent)]
    office = masters.plan.settings.office
    expected = [text.replace("取りまとめ課", office) for text in asked]
    assert said[0] == "様式の使い方"
    assert [text.removeprefix("・") for text in said[1:-1]] == expected
    assert said[-1].startswith("市民協働課｜2024年度｜第1回｜使い方｜")


def test_every_doubt_that_a_form_shows_is_explained() -> None:
    told = {row[0] for part in guide() if isinstance(part, GuideTable) for row in part.rows}
    assert set(DOUBTS) <= told


def test_a_form_without_figures_money_and_initiatives_explains_none() -> None:
    scope = GuideScope(
        frozenset({FieldType.TEXT}), "政策課", "", has_conditions=False, has_criteria=False
    )
    said = "\n".join(map(str, guide(scope)))
    assert not re.search("予算|実施なし|未確定|評価は|評価基準|取り組み|取りまとめ課|[{}]", said)
    assert "提出期限までに政策課へ返します" in said


def test_the_words_are_those_of_the_city(tmp_path: Path) -> None:
    folder = ROOT / "templates_xlsx" / "波里町"
    town = load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    path = distribute(town, tmp_path)[0]
    said = "\n".join(texts(open_book(path)["使い方"]))
    assert "行わなかった事務事業の実施内容は「実施なし」と書きます。" in said
    assert "主な取り組み" not in said


def test_the_form_definition_may_leave_it_out(masters: Masters, tmp_path: Path) -> None:
    form = replace(masters.form, texts={**masters.form.texts, "使い方": ""})
    (path,) = distribute(Masters(masters.plan, form), tmp_path, only=("高齢介護課",))
    opened = open_book(path)
    assert opened.sheetnames[:2] == ["表紙", "1-3-① 介護予防の推進"]
    assert not [text for text in texts(opened["表紙"]) if "使い方" in text]


def test_the_cover_leads_to_it(book: Path) -> None:
    cover = open_book(book)["表紙"]
    (link,) = (c for row in cover.iter_rows() for c in row if c.value == "→ 使い方のシートへ")
    assert link.hyperlink.location == "'使い方'!A1"


def test_the_page_is_made_from_the_same_text() -> None:
    picture = next(line for line in PAGE.read_text(encoding="utf-8").splitlines() if "](" in line)
    assert PAGE.read_text(encoding="utf-8") == guide_page(picture)
