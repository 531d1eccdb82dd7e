"""What stood in a copy when it was sent, and does not any more: printed texts, answers that the
office had filled in, answers that a correction did not ask about.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from tests.adopt.forms import put
from tests.own_form.forms import Here, filled, gathered, masters_in, questionnaire
from tests.own_form.test_year import VALUES
from tests.reading.package_edits import text_box
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.workflow.own_form import collect, distribute


def with_units() -> Workbook:
    """The questionnaire, where C16 counts in 人 (printed in D16) and C17 in 千円 (in D17)."""
    book = questionnaire()
    sheet = book.worksheets[0]
    for row, label, unit in ((16, "参加者数", "人"), (17, "事業費", "千円")):
        put(sheet, f"A{row}:B{row}", label)
        put(sheet, f"C{row}")
        put(sheet, f"D{row}", unit)
    return book


def told(masters: OwnMasters, folder: Path) -> list[tuple[str, str, str]]:
    found = gathered(masters, folder).findings
    return [(f.rule, (f.source and f.source.cell) or "", f.given) for f in found]


PRINTED = "own-form-printed"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, []),
        ({"D17": "円"}, [(PRINTED, "D17", "円")]),
        ({"D17": "人"}, [(PRINTED, "D17", "人")]),  # a text of the form, elsewhere
        ({"D17": None}, [(PRINTED, "D17", "")]),
        ({"D16": "千円", "D17": "人"}, [(PRINTED, "D16", "千円、人")]),
        ({"D17": None, "E17": "千円"}, []),  # moved
        ({"D17": "千円 "}, []),
    ],
)
def test_units_that_are_printed_beside(
    tmp_path: Path, typed: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    masters = masters_in(tmp_path, with_units())
    filled(masters, tmp_path, VALUES | {"C16": 12, "C17": 1200} | typed)
    assert told(masters, tmp_path) == expected


def test_rows_that_people_put_in_say_what_the_form_says(tmp_path: Path) -> None:
    masters = masters_in(tmp_path, with_units())

    def one_more(sheet, _book) -> None:  # type: ignore[no-untyped-def]
        sheet.insert_rows(17)
        sheet["B17"].value, sheet["D17"].value = "うち市民", "人"

    filled(masters, tmp_path, VALUES | {"C16": 12}, one_more)
    assert told(masters, tmp_path) == [("own-form-stray", "B17", "うち市民")]


def test_an_original_that_the_office_changed_later(tmp_path: Path) -> None:
    masters = masters_in(tmp_path, with_units())
    filled(masters, tmp_path, VALUES | {"C17": 1200})
    original = load_workbook(masters.form.original)
    original.worksheets[0]["D17"].value = "円"
    original.save(masters.form.original)
    now = load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    (finding,) = gathered(now, tmp_path).findings
    assert (finding.rule, finding.source and finding.source.cell) == ("old-form", "D17")
    assert "D17「円」→「千円」" in finding.message


def drawn_on(path: Path) -> None:
    """Put an oval onto the first sheet, without words."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text_box(1, "")(parts)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize(
    ("in_original", "in_copy", "expected"), [(0, 1, ["drawn-shape"]), (1, 1, []), (0, 0, [])]
)
def test_an_oval_around_a_choice_is_no_answer(
    tmp_path: Path, in_original: int, in_copy: int, expected: list[str]
) -> None:
    masters = masters_in(tmp_path)
    if in_original:
        drawn_on(masters.form.original)
        masters = load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    path = filled(masters, tmp_path, VALUES)  # openpyxl loses shapes
    if in_copy:
        drawn_on(path)
    assert [rule for rule, _, _ in told(masters, tmp_path)] == expected


def test_an_original_that_was_saved_again_is_not_another_one(tmp_path: Path) -> None:
    masters = masters_in(tmp_path, with_units())
    filled(masters, tmp_path, VALUES | {"C17": 1200, "D17": "円"})
    original = load_workbook(masters.form.original)
    original.worksheets[0].row_dimensions[1].height = 40
    original.save(masters.form.original)
    now = load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    assert now.form.book.sha256 != masters.form.book.sha256
    assert told(now, tmp_path) == [("own-form-printed", "D17", "円")]


# ------------------------------------------------------------------ answers


@pytest.fixture
def known(tmp_path: Path) -> OwnMasters:
    """企画課 is known to have 12 plans, last year's opinion, and the first plan's name."""
    masters = masters_in(tmp_path)
    ids = {field.label: field.id for field in masters.form.fields}
    plan = load_workbook(tmp_path / "計画マスタ.xlsx")
    heads = {cell.value: cell.column for cell in plan["記入済みの値"][1]}
    known = (("計画の数（件）", 1, "1,200"), ("意見", 1, "特になし"), ("計画の名称", 1, "総合計画"))
    for row, (label, number, value) in enumerate(known, 2):
        cells = {"課名": "企画課", "ID": ids[label], "番号": number, "値": value}
        for head, content in cells.items():
            plan["記入済みの値"].cell(row, heads[head]).value = content
    plan.save(tmp_path / "計画マスタ.xlsx")
    return load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")


@pytest.mark.parametrize(
    ("typed", "state", "given"),
    [
        ({}, "未記入", ""),
        ({"C5": "1200"}, "未記入", ""),
        ({"C3": "企画課"}, "受理", ""),
        ({"C3": "企画課", "C5": 1300}, "受理", "C5「1300」"),
        ({"C5": 1300, "C8": None}, "受理", "C5「1300」、C8「（空欄）」"),
        ({"B11": "環境計画"}, "受理", "B11「環境計画」"),
    ],
)
def test_what_the_office_had_filled_in(
    known: OwnMasters, tmp_path: Path, typed: dict[str, object], state: str, given: str
) -> None:
    filled(known, tmp_path, typed)
    found = gathered(known, tmp_path)
    assert [s.state for s in found.states] == [state, "未提出"]
    expected = [("own-form-altered", given)] if given else []
    assert [(f.rule, f.given) for f in found.findings] == expected


def test_known_values_by_another_name_and_without_a_place(
    known: OwnMasters, tmp_path: Path
) -> None:
    plan = load_workbook(tmp_path / "計画マスタ.xlsx")
    heads = {cell.value: cell.column for cell in plan["記入済みの値"][1]}
    ids = {field.label: field.id for field in known.form.fields}
    plan["担当課"]["B2"].value = "企画政策課"
    rows = [
        ("企画政策課", ids["策定の費用（千円）"], "", "1,500"), ("なし課", ids["意見"], "", "なし"),
        ("企画課", "f999", "", "なし"), ("企画課", ids["計画の名称"], 4, "観光計画"),
    ]  # fmt: skip
    for row, (division, field, number, value) in enumerate(rows, 5):
        cells = {"課名": division, "ID": field, "番号": number, "値": value}
        for head, content in cells.items():
            plan["記入済みの値"].cell(row, heads[head]).value = content
    plan.save(tmp_path / "計画マスタ.xlsx")
    masters = load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    said: list[str] = []
    path = distribute(masters, tmp_path / "配る", ["企画課"], tell=said.append)[0]
    assert load_workbook(path).worksheets[0]["C6"].value == 1500
    (sentence,) = said
    assert "3 行は" in sentence
    for words in ("なし課", "f999（様式定義", "番号 4 の欄"):
        assert words in sentence


def test_a_copy_as_it_was_sent_never_counts_over_a_filled_one(
    known: OwnMasters, tmp_path: Path
) -> None:
    first = filled(known, tmp_path, {"C3": "企画課"})
    first.rename(first.with_name("先に保存したもの（記入済み）.xlsx"))
    filled(known, tmp_path, {})
    (file,) = [file for file in gathered(known, tmp_path).files if file.status == "adopted"]
    assert file.file == "先に保存したもの（記入済み）.xlsx"


def correction(masters: OwnMasters, folder: Path, values: dict[str, object]) -> Path:
    """What goes back to 企画課, which typed ``values``; its own copy is taken away."""
    returned = filled(masters, folder, values)
    collect(masters, [folder / "提出"], folder / "outputs", Here())
    returned.unlink()
    (path,) = (folder / "outputs").rglob("差し戻し/*.xlsx")
    return path


def typed_into(path: Path, folder: Path, values: dict[str, object]) -> None:
    book = load_workbook(path)
    for address, value in values.items():
        book.worksheets[0][address].value = value
    book.save(folder / "提出" / path.name)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"C5": "３件"}, []),
        ({"C5": "３件", "C6": "1,300"}, [("own-form-altered", "C6「1,300」")]),
        ({}, [("own-form-value", "たくさん")]),
    ],
)
def test_what_a_correction_did_not_ask_about(
    tmp_path: Path, typed: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    masters = masters_in(tmp_path)
    path = correction(masters, tmp_path, VALUES | {"C5": "たくさん"})
    typed_into(path, tmp_path, typed)
    assert [(f.rule, f.given) for f in gathered(masters, tmp_path).findings] == expected


@pytest.mark.parametrize(
    ("reply", "expected"), [("", []), ("\n→ 数えていません。", ["own-form-note"])]
)
def test_a_reply_in_the_note_of_a_correction(
    tmp_path: Path, reply: str, expected: list[str]
) -> None:
    masters = masters_in(tmp_path)
    path = correction(masters, tmp_path, VALUES | {"C5": "たくさん"})
    book = load_workbook(path)
    cell = book.worksheets[0]["C5"]
    cell.comment = Comment(cell.comment.text + reply, "担当")
    book.save(tmp_path / "提出" / path.name)
    found = gathered(masters, tmp_path).findings
    assert [f.rule for f in found] == ["own-form-value", *expected]
    assert not reply or "→ 数えていません。" in found[1].message


def test_a_correction_shows_what_stands_beside_the_fields(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    path = correction(masters, tmp_path, VALUES | {"H5": "うち1件は改定中", "A15": None})
    notes = {
        cell.coordinate: cell.comment.text
        for row in load_workbook(path).worksheets[0].iter_rows()
        for cell in row
        if cell.comment
    }
    assert sorted(notes) == ["A15", "H5"]
    assert "うち1件は改定中" in notes["H5"]
    typed_into(path, tmp_path, {})
    assert gathered(masters, tmp_path).findings == ()


def test_what_has_no_cell_is_told_at_the_first_text(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    book = load_workbook(filled(masters, tmp_path, VALUES))
    book.create_sheet("補足")["A1"].value = "詳しくは担当まで"
    book.save(tmp_path / "提出" / "企画課.xlsx")
    collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    (path,) = (tmp_path / "outputs").rglob("差し戻し/*.xlsx")
    note = load_workbook(path).worksheets[0]["A1"].comment
    assert note
    assert "詳しくは担当まで" in note.text


def test_two_copies_that_differ_leave_their_division_in_doubt(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    first = filled(masters, tmp_path, VALUES)
    first.rename(first.with_name("企画課（控え）.xlsx"))
    filled(masters, tmp_path, VALUES | {"C5": "４件"})
    assert [s.state for s in gathered(masters, tmp_path).states] == ["要確認", "未提出"]
