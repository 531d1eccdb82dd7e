"""Labels with a running number or the year, wherever they are printed off their own line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import open_book
from tests.new_city.test_further_sheets import typed
from tests.new_city.test_mistakes import replaced
from tests.new_city.trial import City, table

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
FORM = {
    "仕事の評価 | 評価": "{呼び名}{番号}の評価 | 評価",
    "own | 仕事 | 町費": "own | 仕事 | {年度}年度の町費",
    "items | 施策 | 仕事": "items | 施策 | {年度}年度の仕事",
    "costs | 施策 | 費目": "costs | 施策 | {年度}年度の費目",
    "国費＋町費＝事業費": "",
}


def test_neither_is_printed_in_braces(tmp_path: Path) -> None:
    form = table("hibama.form")
    for old, new in FORM.items():
        form = replaced(form, old, new)
    made = City(tmp_path / "city", table("hibama.plan"), form)
    made.distribute("事後")
    (path,) = [p for p in made.forms("事後") if p.name.startswith("福祉課")]
    book = open_book(path)
    shown = [str(c.value) for s in book for row in s.iter_rows() for c in row if c.value]
    assert {"2024年度の仕事", "2024年度の費目", "仕事0086の評価", "2024年度の町費（円）"} <= {
        *shown
    }
    typed(book, {"Ⅰ-1-31/costs行1": ["工事費", "700"], "0086/rating": ["B"], "0086/own": ["500"]})
    target = made.folder / "inputs" / "事後" / path.name
    target.parent.mkdir()
    book.save(target)
    facts = made.collect("事後")
    assert {cell["label"] for cell in facts["table_cells"]} == {"費目", "支払額（千円）"}
    assert "仕事 | 仕事の評価（担当課） | B：並み | 1 | 100.0％ | 3" in made.sheet("評価集計")
    assert "2024年度の費目 | 支払額（千円） | 700 | 千円 | 1" in made.sheet("金額集計")
    printed = " ".join((*shown, *made.sheet("評価集計"), *made.sheet("金額集計")))
    assert not {"{番号}", "{年度}", "{呼び名}"} & {*re.findall(r"\{\w+\}", printed)}
