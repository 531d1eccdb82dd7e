"""The invented cities' years through the command line: what anybody does, and what is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.conftest import open_book
from tests.new_city.test_further_sheets import typed
from tests.new_city.whole_year import edit, run
from zushi_xl.cli.commands import main

Said = Mapping[str, list[str]]

# ------------------------------------------------------------------ what anybody does in a year


def started(folder: Path, name: str) -> Path:
    """The working folder of an example, which is to make its site."""
    assert CliRunner().invoke(main, ["init", "--example", name, str(folder)]).exit_code == 0
    book = open_book(folder / "templates_xlsx" / "計画マスタ.xlsx")
    book["設定"].append(["公開サイト", "○"])
    book.save(folder / "templates_xlsx" / "計画マスタ.xlsx")
    return folder


def collected(city: Path, year: int, said: Said, phase: str = "") -> dict[str, Any]:
    """Forms of a phase are distributed, filled, returned and collected; gives the facts."""
    option = ("--phase", phase) if phase else ()
    assert run(city, "distribute", *option).exit_code == 0
    inputs = city / "inputs" / str(year) / phase
    inputs.mkdir(parents=True, exist_ok=True)
    for path in (city / "outputs" / f"{year}年度" / "配布" / phase).glob("*.xlsx"):
        book = open_book(path)
        typed(book, dict(said))
        book.save(inputs / path.name)
    return again(city, year, phase)


def again(city: Path, year: int, phase: str = "") -> dict[str, Any]:
    option = ("--phase", phase) if phase else ()
    done = run(city, "collect", str(city / "inputs" / str(year) / phase), *option)
    assert done.exit_code == 0, done.output
    text = (city / "outputs" / f"{year}年度" / "収集結果.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts


def sent_back(city: Path, division: str, said: Said, phase: str = "", year: int = 2024) -> None:
    """The correction book of a division, answered anew and returned."""
    (path,) = (city / "outputs" / f"{year}年度" / "差し戻し").rglob(f"{division}*.xlsx")
    book = open_book(path)
    typed(book, dict(said))
    book.save(city / "inputs" / str(year) / phase / path.name)


def in_doubt(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """What divisions are asked about: rules and places."""
    asked = [f for f in facts["findings"] if f["severity"] != "info"]
    return sorted((f["rule"], f["code"]) for f in asked)


def page(city: Path, name: str, year: int = 2024) -> str:
    """A page of the site as a citizen reads it."""
    (path,) = (city / "outputs" / f"{year}年度" / "公開サイト").rglob(f"{name}.html")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))


def lines(city: Path, title: str, sheet: str, year: int = 2024) -> list[str]:
    book = open_book(city / "outputs" / f"{year}年度" / f"{title}_{year}年度.xlsx")
    rows = book[sheet].iter_rows(values_only=True)
    return [" | ".join(str(cell) for cell in row if cell is not None) for row in rows]


def revision(city: Path, edits: Mapping[str, Mapping[str, str]]) -> list[list[str]]:
    """The rows of 改定内容一覧 after edits of the plan: places and texts."""
    old, new = city / "templates_xlsx" / "計画マスタ.xlsx", city / "改定案.xlsx"
    new.write_bytes(old.read_bytes())
    edit(new, edits)
    done = CliRunner().invoke(main, ["redline", str(old), str(new), "-o", str(city / "改定")])
    assert done.exit_code == 0, done.output
    sheet = open_book(city / "改定" / "改定内容一覧.xlsx")["改定内容一覧"]
    rows = [[str(c.value) for c in row if c.value] for row in sheet.iter_rows(min_row=4)]
    return [row[1:3] for row in rows if row]


def opened(city: Path, year: int = 2025) -> list[str]:
    """The year is closed and the next one opened; gives what rollover says."""
    done = run(city, "rollover")
    assert done.exit_code == 0, done.output
    masters = city / "templates_xlsx"
    (masters / f"計画マスタ_{year}年度.xlsx").replace(masters / "計画マスタ.xlsx")
    return done.output.splitlines()


# ------------------------------------------------------------------ 波里町: reviewers and phases

GRADES = {"Ⅰ-1-1": ("B", "B", "B"), "Ⅰ-1-2": ("B", "A", "A"), "Ⅱ-2-3": ("C", "C", "C")}
MID_YEAR = {
    f"{code}/{field}": [grade]
    for code, given in GRADES.items()
    for field, grade in zip(("first_rating", "second_rating", "rating"), given, strict=True)
} | {"Ⅰ-1-1/committee_rating": ["C"]}
YEAR_END = {
    "Ⅰ-1-1/KPI1/values": ["172世帯"],
    "Ⅰ-1-2/KPI1/values": ["１，１８０人"],
    "Ⅱ-2-3/KPI1/values": ["220店"],  # ten times as many as there are
    "Ⅰ-1-1/year_end_rating": ["A"],
    "Ⅰ-1-2/year_end_rating": ["B：計画どおり"],
    "Ⅱ-2-3/year_end_rating": ["B"],
    "Ⅰ-1-1/next_steps": ["見守る人を地区ごとに二人ずつ増やします。"],
    "Ⅰ-1-2/next_steps": ["改修を終えた集会所で、月に一度の催しを始めます。"],
    "0012/results": ["一人暮らしの172世帯を、延べ2,064回訪ねました。"],
    "0013/results": ["集会所2か所の段差をなくしました。"],
    "0086/results": ["朝市を24回開き、22店が出ました。"],
    "0102/results": ["町の外の道の駅5か所に案内を置きました。"],
    "0012/budget_program": ["見守り事業", "1,240,000円"],
    "0013/budget_program": ["集会所整備事業", "６，８００，０００円"],
    "0086/budget_program": ["朝市事業", "980,000円"],
    "0102/budget_program": ["ー", "ー"],
}
MENDED = {
    "Ⅱ-2-3/KPI1/values": ["22店"],
    "Ⅱ-2-3/next_steps": ["駐車場を広げ、朝市の日を増やします。"],
}
NEXT_YEAR = {
    **{tag: said for tag, said in YEAR_END.items() if "budget" in tag or "rating" in tag},
    **{
        tag: [f"{said[0]}今年度も続けました。"]
        for tag, said in YEAR_END.items()
        if "results" in tag
    },
    **{f"{code}/next_steps": ["次の年度は、町の外にも知らせます。"] for code in GRADES},
    "Ⅰ-1-1/KPI1/values": ["201世帯"],
    "Ⅰ-1-2/KPI1/values": ["1,260人"],
    "Ⅱ-2-3/KPI1/values": ["26店"],
}


# ------------------------------------------------------------------ 白帆市: grades by figures

SHIRAHO = {
    "1-01/KPI1/values": ["261件"],
    "1-02/KPI1/values": ["未実施"],
    "2-01/KPI1/values": ["890g"],
    "1-02/rating": ["A"],  # without a figure, − follows
    **{
        f"{code}/next_steps": ["次の年度は相談の日を月に二度に増やします。"]
        for code in ("1-01", "1-02", "2-01")
    },
}
