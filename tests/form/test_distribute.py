"""``zushi-xl distribute``: which books, what is in the way, what the plan master must say."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, open_book
from tests.form.person import unlocked
from tests.masters.books import FORM, PLAN, Edits, book
from tests.xlsx_out.package_check import check_package
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.form.model import FieldType
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.levels import Level
from zushi_xl.sheets.form import blank_book
from zushi_xl.workbook.cells import Cell
from zushi_xl.workbook.names import file_names, sheet_names
from zushi_xl.workflow.distribute import distribute, write_blank
from zushi_xl.workflow.fingerprint import is_untouched
from zushi_xl.xlsx_out import book_bytes


def small(edits: Edits | None = None) -> Masters:
    """The small masters of two divisions, edited."""
    return Masters(load_plan(book(PLAN, edits)), load_form(book(FORM)))


# ------------------------------------------------------------------ which books


def test_every_reporting_division_gets_a_book(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    paths = distribute(small(), tmp_path, progress=lambda *step: told.append(step))
    folder = tmp_path / "2024年度" / "配布"
    assert paths == (folder / "都市課_評価シート.xlsx", folder / "公園課_評価シート.xlsx")
    assert all(path.exists() for path in paths)
    assert told == [("都市課", 0, 2), ("公園課", 1, 2), ("", 2, 2)]


def test_the_same_masters_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = distribute(small(), tmp_path / "a"), distribute(small(), tmp_path / "b")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_only_takes_a_former_name_too(tmp_path: Path) -> None:
    (path,) = distribute(small(), tmp_path, only=("道路課",))
    assert path.name == "都市課_評価シート.xlsx"


def test_only_of_an_unknown_division_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="「水道課」という課は.*都市課、公園課"):
        distribute(small(), tmp_path, only=("水道課",))


def test_a_division_without_anything_to_fill_is_left_out(tmp_path: Path) -> None:
    masters = small({"担当課!A4": "会計課"})
    assert len(distribute(masters, tmp_path)) == 2
    with pytest.raises(Problem, match="「会計課」（計画.xlsx.*A4.*）には記入する欄がありません"):
        distribute(masters, tmp_path, only=("会計課",))


# ------------------------------------------------------------------ nobody's work is lost


def _somebody_types(path: Path) -> None:
    changed = open_book(path)
    sheet = next(sheet for sheet in changed.worksheets if unlocked(sheet))
    sheet[unlocked(sheet)[0]].value = "12km"
    changed.save(path)


def test_a_changed_book_is_not_written_over(tmp_path: Path) -> None:
    city, park = distribute(small(), tmp_path)
    before = park.read_bytes()
    _somebody_types(city)
    typed = city.read_bytes()
    said: list[str] = []
    distribute(small({"設定!B10": "令和7年7月1日"}), tmp_path, tell=said.append)
    assert is_untouched(city)
    assert park.read_bytes() != before
    kept = city.parent / "記入あり" / city.name
    assert kept.read_bytes() == typed
    assert [str(kept) in sentence for sentence in said] == [True]
    _somebody_types(city)
    distribute(small(), tmp_path)
    assert sorted(p.name for p in kept.parent.iterdir()) == [
        "都市課_評価シート.xlsx",
        "都市課_評価シート_2.xlsx",
    ]
    _somebody_types(city)
    distribute(small(), tmp_path, overwrite=True)
    assert len(list(kept.parent.iterdir())) == 2


def test_books_as_sent_are_replaced_when_the_masters_change(tmp_path: Path) -> None:
    (city, _) = distribute(small(), tmp_path)
    before = city.read_bytes()
    distribute(small({"具体的施策!C2": "歩道の再整備"}), tmp_path)
    assert city.read_bytes() != before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "別の文書".encode()])
def test_a_file_that_is_not_ours_is_not_written_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "2024年度" / "配布" / "都市課_評価シート.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    distribute(small(), tmp_path)
    assert (path.parent / "記入あり" / path.name).read_bytes() == content
    assert is_untouched(path)


def test_a_form_without_anything_required_has_whole_formulas(tmp_path: Path) -> None:
    """A sheet that no check watches has no range of checks either."""
    masters = small()
    fields = (
        replace(field, required=False, max_length=None, type=FieldType.LINE)
        if field.is_filled
        else field
        for field in masters.form.fields
    )
    form = replace(masters.form, fields=tuple(fields))
    for path in distribute(Masters(masters.plan, form), tmp_path):
        check_package(path)
        formulas = [c.value for row in open_book(path)["表紙"].iter_rows() for c in row]
        assert not any("記入状況" in str(formula) for formula in formulas)


# ------------------------------------------------------------------ the blank form


def test_the_committed_blank_is_what_is_generated(masters: Masters) -> None:
    committed = ROOT / "templates_xlsx" / "進捗状況評価シート.xlsx"
    assert committed.read_bytes() == book_bytes(blank_book(masters.plan, masters.form))


def test_the_blank_has_a_page_of_each_level_and_nothing_in_it(tmp_path: Path) -> None:
    path = write_blank(small(), tmp_path / "blank")
    assert path.name == "評価シート.xlsx"
    shown = [s for s in open_book(path).worksheets if s.sheet_state == "visible"]
    assert [sheet.title for sheet in shown] == ["具体的施策"]
    sheet = shown[0]
    texts = [c.value for row in sheet.iter_rows() for c in row if not c.protection.locked]
    assert [text for text in texts if text] == []
    labels = {c.value for row in sheet.iter_rows() for c in row}
    assert {"評価", "理由", "KPI", "2023年度"} <= labels


# ------------------------------------------------------------------ what the plan master says


@pytest.mark.parametrize(
    ("edits", "place", "words"),
    [
        ({"具体的施策!D2": ""}, "具体的施策!D2", "主担当課"),
        ({"具体的施策!D2": "水道課"}, "具体的施策!D2", "水道課"),
        ({"取り組み!D2": "水道課"}, "取り組み!D2", "水道課"),
        ({"具体的施策!A3": "1-1-①"}, "具体的施策!A3", "1-1-①"),
    ],
)
def test_mistakes_of_the_plan_master_name_its_cell(edits: Edits, place: str, words: str) -> None:
    with pytest.raises(FaultyBook) as caught:
        load_plan(book(PLAN, edits))
    found = {
        f"{f.source.sheet}!{f.source.cell}": f.message for f in caught.value.findings if f.source
    }
    assert words in found[place]


def test_the_command_tells_file_and_cell(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["distribute", "--plan", str(tmp_path / "なし.xlsx"), "-o", str(tmp_path)]
    )
    assert result.exit_code == 2
    assert "なし.xlsx が見つかりません" in result.output


def test_a_text_that_no_cell_holds_is_told_with_its_row(tmp_path: Path) -> None:
    masters = small({"具体的施策!C2": Cell(1, 2, "あ" * 32_768, "あ" * 32_768)})
    with pytest.raises(Problem, match="具体的施策 A2 1-1-①「具体的施策」（32,770字）"):
        distribute(masters, tmp_path)


def test_the_longest_text_of_a_cell_is_printed_whole(tmp_path: Path) -> None:
    long = "長" * 32_767
    masters = small({"具体的施策!C2": Cell(1, 2, long[2:], long[2:])})
    for path in distribute(masters, tmp_path, only=("都市課",)):
        sheets = open_book(path).worksheets
        heights = max(d.height for s in sheets for d in s.row_dimensions.values() if d.height)
        assert any(
            c.value == f"①　{long[2:]}" for s in sheets for row in s.iter_rows() for c in row
        )
        assert heights <= 409


HARD = ("A/B:C*D?[E]\\F", "'引用'", "=SUM(A1)", "𠮷野家の道" * 9, "History", "改\n行")


def test_titles_may_hold_anything(tmp_path: Path) -> None:
    for title in HARD:
        masters = small({"具体的施策!C2": title, "担当課!A2": "都市/課:*", "担当課!B2": "都市課"})
        paths = distribute(masters, tmp_path / str(HARD.index(title)))
        names = open_book(paths[0]).sheetnames
        assert all(len(n.encode("utf-16-le")) // 2 <= 31 for n in names)
        assert paths[0].name == "都市・課・・_評価シート.xlsx"


def test_names_of_sheets_and_files_are_never_alike() -> None:
    assert sheet_names(["あ" * 40, "あ" * 41]) == ["あ" * 31, "あ" * 28 + "(2)"]
    assert file_names(["課/係", "課:係", "Ａ課", "ａ課", "x" * 90])[:2] == ["課・係", "課・係(2)"]
    assert len({name.casefold() for name in file_names(["Ａ課", "ａ課"])}) == 2


def test_three_hundred_measures(masters: Masters, tmp_path: Path) -> None:
    """A plan of 300 measures in 30 divisions is distributed within seconds."""
    measures = [s for s in masters.plan.sections if s.level is Level.MEASURE]
    copies = [
        replace(measures[n % len(measures)], code=f"{n // 20 + 10}-1-{n}", division=f"第{n % 30}課")
        for n in range(300)
    ]
    template = masters.plan.divisions[0]
    divisions = tuple(template._replace(name=f"第{n}課", aliases=()) for n in range(30))
    kpis = tuple(replace(masters.plan.kpis[n % 20], code=s.code) for n, s in enumerate(copies))
    initiatives = tuple(
        replace(masters.plan.initiatives[n % 30], code=f"{s.code}-{i}", division=s.division)
        for n, s in enumerate(copies)
        for i in range(3)
    )
    plan = replace(
        masters.plan,
        sections=tuple(copies),
        kpis=kpis,
        initiatives=initiatives,
        divisions=divisions,
    )
    begin = time.process_time()
    paths = distribute(Masters(plan, masters.form), tmp_path)
    assert len(paths) == 30
    assert time.process_time() - begin < 30


def test_what_a_stopped_run_left_is_told(tmp_path: Path) -> None:
    target = tmp_path / "2024年度" / "配布"
    left = target.parent / f".{target.name}.zushi_xl-new"
    left.mkdir(parents=True)
    (left / "都市課.xlsx").write_bytes(b"half")
    told: list[str] = []
    distribute(small(), tmp_path, tell=told.append)
    assert len(told) == 1
    assert "終わる前に止められていました" in told[0]
    assert not left.exists()
