"""新旧対照表: lines side by side, and both texts in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.redline.plans import version
from tests.redline.shown import marked, shown
from tests.samples.make_templates import TEMPLATES
from tests.xlsx_out.office import load
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.documents.books import DocumentContext, table_book
from zushi_xl.redline.house_style import HouseStyle, Side, TableMarks, Unchanged
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined, new_text, old_text
from zushi_xl.redline.provisions import NEW, OLD, comparison_table, provisions
from zushi_xl.redline.text_diff import diff_texts
from zushi_xl.workflow.redline import Options, Product, compare, from_cells, load_versions, redline
from zushi_xl.xlsx_out import book_bytes

SAMPLES = [TEMPLATES / f"計画マスタ_{when}.xlsx" for when in ("改定前", "改定後")]
WRITABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"))
PIECES = st.lists(st.builds(MarkedPiece, st.sampled_from(Mark), st.text("ab文\n", min_size=1)))
PLAN = version().plan


def lines(text: str) -> list[tuple[str | None, str | None]]:
    sides = ((p.old, p.new) for p in provisions(marked(text)))
    return [(None if o is None else shown(o), None if n is None else shown(n)) for o, n in sides]


def test_lines_that_have_something_in_common_stand_side_by_side() -> None:
    assert lines("見出し\n・甲[-を行う-]{+とする+}。[-\n・乙。-]\n・丙。{+\n・丁。+}") == [
        ("見出し", "見出し"),
        ("・甲[-を行う-]。", "・甲{+とする+}。"),
        ("[-・乙。-]", None),
        ("・丙。", "・丙。"),
        (None, "{+・丁。+}"),
    ]


def test_a_replaced_line_stands_beside_the_new_one() -> None:
    assert lines("見出し[-\n旧の文-]{+\n新しい文+}") == [
        ("見出し", "見出し"),
        ("[-旧の文-]", "{+新しい文+}"),
    ]


@settings(max_examples=500, deadline=None)
@given(PIECES.map(joined))
def test_the_lines_of_a_side_are_its_text(pieces: Pieces) -> None:
    found = provisions(pieces)
    assert "\n".join(old_text(p.old) for p in found if p.old is not None) == old_text(pieces)
    assert "\n".join(new_text(p.new) for p in found if p.new is not None) == new_text(pieces)


def written(folder: Path, style: HouseStyle, *pieces: Pieces) -> Path:
    rows = [Revision(f"取り組み/{i}", ("節",), "1", "2", each) for i, each in enumerate(pieces)]
    path = folder / "表.xlsx"
    table = comparison_table(rows, None, style)
    path.write_bytes(book_bytes(table_book(table, DocumentContext(PLAN, PLAN, style), {})))
    return path


STYLES = st.builds(
    HouseStyle,
    new_side=st.sampled_from(Side),
    has_remarks=st.booleans(),
    unchanged=st.sampled_from(Unchanged),
    lines=st.sampled_from(TableMarks),
    new_head=st.sampled_from(["改正案", "改正後"]),
    old_head=st.sampled_from(["現行", "改正前"]),
    new_word=st.sampled_from(["（新設）", "［新設］"]),
    omitted_word=st.sampled_from(["（略）", "（同左）"]),
)


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(WRITABLE, WRITABLE), min_size=1, max_size=4), STYLES)
def test_both_texts_come_back_from_the_table(
    tmp_path: Path, texts: list[tuple[str, str]], style: HouseStyle
) -> None:
    pairs = [(old, new) for old, new in texts if old or new]
    path = written(tmp_path, style, *(diff_texts(*pair) for pair in pairs))
    assert [(cell.old, cell.new) for cell in from_cells(path).cells] == pairs


@pytest.mark.parametrize(
    "word", ["改正前の文", "改正後の文", "行の印", "略した文", "改正案", "現行", "備考"]
)
def test_a_text_that_is_called_like_a_header_is_a_text(tmp_path: Path, word: str) -> None:
    pairs = [("", word), (word, ""), (word, f"{word}を見る。")]
    path = written(tmp_path, HouseStyle(), *(diff_texts(*pair) for pair in pairs))
    assert [(cell.old, cell.new) for cell in from_cells(path).cells] == pairs


def test_a_line_over_several_rows_comes_back_below_the_line_before_it(tmp_path: Path) -> None:
    """A row holds some 2,000 characters of a narrow column; the line is one, and the one before
    it stays."""
    long = "あいうえお" * 1500
    pieces = marked(f"見出し\n・甲。\n・{long}[-旧-]{{+新+}}。\n・丙。")
    path = written(tmp_path, HouseStyle(unchanged=Unchanged.SHOWN), pieces)
    (cell,) = from_cells(path).cells
    assert cell.old == f"見出し\n・甲。\n・{long}旧。\n・丙。"
    assert cell.new == f"見出し\n・甲。\n・{long}新。\n・丙。"
    assert load(path)["新旧対照表"].max_row > 8


def test_the_sample_table_gives_its_texts_back(tmp_path: Path) -> None:
    made = redline(*SAMPLES, tmp_path, Options(product=Product.BOTH))
    rows = compare(*load_versions(*SAMPLES)).diff.revisions
    texts = [(old_text(r.pieces), new_text(r.pieces)) for r in rows]
    for path in made.paths:
        assert [(cell.old, cell.new) for cell in from_cells(path).cells] == texts
    assert [path.name for path in made.paths] == ["改定内容一覧.xlsx", "新旧対照表.xlsx"]


def test_a_table_prints_on_landscape_with_its_settings(tmp_path: Path) -> None:
    style = HouseStyle(
        new_side=Side.RIGHT,
        has_remarks=False,
        new_head="改正後",
        old_head="改正前",
        document_number="資料３",
    )
    text = marked("見出し\n・甲。\n・乙。[-\n・丙。-]{+\n・丁。\n・戊。+}\n【参考】\n{+己+}")
    sheet = load(written(tmp_path, style, text))["新旧対照表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows(min_row=3)]
    assert rows == [
        ["改正前", "改正後"],
        ["節　　改定案1ページ・現計画2ページ", None],
        ["見出し", "見出し"],
        ["（略）", "（略）"],
        ["・丙。", "・丁。"],
        ["（新設）", "・戊。"],
        ["【参考】", "【参考】"],
        [None, "己"],
    ]
    assert sheet["B1"].value == "資料３"


def cells(text: Pieces) -> list[tuple[str, str]]:
    """新 and 旧 of every row below the band, as plain text."""
    table = comparison_table([Revision("a", (), "", "", text)], None, HouseStyle())
    return [
        tuple("".join(t for _, t in row.row.cells[side]) for side in (NEW, OLD))  # type: ignore[misc]
        for row in table.rows[1:]
    ]


def test_only_the_label_of_a_change_is_printed_with_it() -> None:
    """A label has up to 20 characters and no 。; one with nothing below it names nothing."""
    assert cells(marked("見出し\n・甲[-乙-]{+丙+}。\n【参考】")) == [
        ("見出し", "見出し"),
        ("・甲丙。", "・甲乙。"),
        ("（略）", "（略）"),
    ]
    for label, word in (("あ" * 20, "あ" * 20), ("あ" * 21, "（略）"), ("説明。", "（略）")):
        assert cells(marked(f"見出し\n{label}\n・甲[-乙-]{{+丙+}}。"))[1] == (word, word)


@pytest.mark.parametrize(("length", "is_omitted"), [(11_999, True), (12_000, False)])
def test_a_line_of_12000_characters_with_its_end_is_omitted(length: int, is_omitted: bool) -> None:
    line = "文" * (length - 1) + "。"
    rows = cells(marked(f"見出し\n{line}\n・甲[-乙-]{{+丙+}}。"))
    assert rows[1] == (("（略）", "（略）") if is_omitted else (line, line))


@pytest.mark.parametrize(("more", "rows"), [(0, 1), (1, 2)])
def test_one_omission_stands_for_12000_characters(more: int, rows: int) -> None:
    """120 lines of 99 characters with their line ends."""
    same = "\n".join(["文" * 99] * 119 + ["文" * (98 + more) + "。"])
    assert len(cells(marked(f"見出し\n{same}\n・甲[-乙-]{{+丙+}}。"))) == 2 + rows


@pytest.mark.parametrize(
    ("lines_", "struck"), [(TableMarks.UNDERLINE, False), (TableMarks.STRIKE, True)]
)
def test_lines_of_the_old_column(tmp_path: Path, lines_: TableMarks, struck: bool) -> None:
    path = written(tmp_path, HouseStyle(lines=lines_), marked("甲[-乙-]{+丙+}丁"))
    cell = load(path, rich_text=True)["新旧対照表"]["B5"]
    run = next(part for part in cell.value if not isinstance(part, str) and part.text == "乙")
    assert (bool(run.font.strike), bool(run.font.u)) == (struck, not struck)


def test_remarks_of_people_stay_with_their_line(tmp_path: Path) -> None:
    path = redline(*SAMPLES, tmp_path, Options(product=Product.TABLE)).path
    book = load(path)
    sheet = book["新旧対照表"]
    line = next(r for r in range(4, 30) if "出生数が280人" in str(sheet.cell(r, 1).value))
    sheet.cell(line, 3).value = "県の統計による"
    book.save(path)
    again = redline(*SAMPLES, tmp_path, Options(product=Product.TABLE))
    assert load(again.path)["新旧対照表"].cell(line, 3).value == "県の統計による"
    assert any("として残しました" in line for line in again.told)


def test_columns_are_named_by_what_they_hold() -> None:
    table = comparison_table(
        [Revision("a", (), "", "", marked("[-旧-]{+新+}"))], None, HouseStyle()
    )
    assert [set(row.row.cells) for row in table.rows] == [{NEW}, {NEW, OLD}]


def test_the_line_before_a_change_gives_no_partner_to_the_changed_line() -> None:
    """A line end that stays belongs to the line that it ends."""
    assert lines("見出し\n[-甲\n-]乙{+丙+}") == [
        ("見出し", "見出し"),
        ("[-甲-]", None),
        ("乙", "乙{+丙+}"),
    ]
    assert lines("見出し\n\n[-甲\n-]乙") == [
        ("見出し", "見出し"),
        ("", ""),
        ("[-甲-]", None),
        ("乙", "乙"),
    ]
