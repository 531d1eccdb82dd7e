"""A collection whose annual book is parted: files, links, PDFs; and when nothing of that shows."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.book.groups import HILL, RIVER, SEA, grouped
from tests.conftest import ROOT, open_book
from tests.workflow.digests import digests
from zushi_xl.cli.show import print_collected
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Report
from zushi_xl.report.parts import parts_of
from zushi_xl.workflow import volumes
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.gathering import Collected, gather
from zushi_xl.workflow.output_names import BY_GROUP, CORRECTIONS
from zushi_xl.workflow.scale.pooled import Workers, workers_for
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.volumes import (
    VolumeOptions,
    annual_books,
    group_volumes,
    index_of_books,
    write_volumes,
)

INPUTS = ROOT / "inputs"
INDEX = "進捗状況評価_2024年度.xlsx"
BOOKS = {f"進捗状況評価_2024年度_{name}.xlsx" for name in (HILL, SEA, RIVER)}
PARTED = 5  # measures, of the sample's 15


@pytest.fixture(scope="module")
def three(masters: Masters) -> Masters:
    return replace(masters, plan=grouped(masters.plan))


@pytest.fixture(scope="module")
def parted(three: Masters, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collect(three, [INPUTS], tmp_path_factory.mktemp("parted"), one_book=PARTED)[1]


@pytest.fixture(scope="module")
def collected(three: Masters) -> Collected:
    return gather(three, [INPUTS])


def linked(book: Path, sheet: str) -> list[str]:
    """The files that the cells of a sheet lead to."""
    rows = next(s for s in open_book(book).worksheets if s.title == sheet).rows
    targets = (cell.hyperlink.target for row in rows for cell in row if cell.hyperlink)
    return [unquote(target).replace("\\", "/").partition("#")[0] for target in targets]


def test_a_book_for_each_and_an_index(parted: Path) -> None:
    assert {path.name for path in (parted / BY_GROUP).iterdir()} == BOOKS
    assert open_book(parted / INDEX).sheetnames == ["表紙", "団体一覧"]
    links = linked(parted / INDEX, "団体一覧")
    assert {Path(link).name for link in links} == BOOKS
    assert all((parted / link).is_file() for link in links)


def test_the_way_to_the_returned_books_is_one_folder_longer(parted: Path) -> None:
    book = parted / BY_GROUP / f"進捗状況評価_2024年度_{RIVER}.xlsx"
    links = linked(book, "データ_評価")
    assert links
    assert all(link.startswith("../../../inputs/") for link in links)


def test_the_rest_is_written_for_the_whole(parted: Path, three: Masters, tmp_path: Path) -> None:
    one = digests(collect(three, [INPUTS], tmp_path)[1])
    own = {name: digest for name, digest in digests(parted).items() if BY_GROUP not in name}
    assert own.pop(INDEX) != one.pop(INDEX)
    assert own == one


def test_equal_inputs_equal_bytes(parted: Path, three: Masters, tmp_path: Path) -> None:
    assert digests(collect(three, [INPUTS], tmp_path, one_book=PARTED)[1]) == digests(parted)


def test_a_small_year_does_not_show_its_groups(three: Masters, tmp_path: Path) -> None:
    bare = tuple(division._replace(group="") for division in three.plan.divisions)
    plain = replace(three, plan=replace(three.plan, divisions=bare))
    made = [collect(m, [INPUTS], tmp_path / m.plan.divisions[0].group)[1] for m in (three, plain)]
    for folder in made:
        shutil.rmtree(folder / CORRECTIONS)  # in the forms, drop-downs offer the own divisions
    assert digests(made[0]) == digests(made[1])


def test_books_of_an_earlier_run_go(three: Masters, tmp_path: Path) -> None:
    kept = tmp_path / "2024年度" / BY_GROUP / "覚え書き.txt"
    collect(three, [INPUTS], tmp_path, one_book=PARTED)
    kept.write_text("残します。", encoding="utf-8")
    collect(three, [INPUTS], tmp_path)
    assert list((tmp_path / "2024年度" / BY_GROUP).iterdir()) == [kept]


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_write_the_same_books(
    workers: int, parted: Path, three: Masters, tmp_path: Path
) -> None:
    with workers_for(three, workers) as workers:
        folder = collect(three, [INPUTS], tmp_path, workers=workers, one_book=PARTED)[1]
        assert not [*workers.notes]
    assert digests(folder) == digests(parted)


def test_one_book_is_made_at_a_time(
    collected: Collected, three: Masters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The part of a 団体 is made when the book before it stands on the disk."""
    made: list[str] = []

    def checked_lines(report: Report) -> Iterator[Report]:
        for part in parts_of(report):
            assert all((tmp_path / BY_GROUP / name).exists() for name in made)
            made.append(f"進捗状況評価_2024年度_{part.group}.xlsx")
            yield part

    monkeypatch.setattr(volumes, "parts_of", checked_lines)
    options = VolumeOptions(one_book=PARTED)
    books = annual_books(Workers(BookContext(three)), collected.report, options)
    assert len([*write_volumes(books, options, tmp_path)]) == 3
    assert len(made) == 3


def test_a_run_leaves_no_circles(three: Masters, tmp_path: Path) -> None:
    """So it can do without sweeps. One book left 15,000 objects; the threads of the test's own
    processes leave some hundred."""
    gc.collect()
    gc.disable()
    try:
        collect(three, [INPUTS], tmp_path, one_book=PARTED)
        assert gc.collect() < 1000
    finally:
        gc.enable()


def test_every_book_becomes_a_pdf(
    collected: Collected, three: Masters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []
    monkeypatch.setattr(volumes, "book_pdf", lambda _book, *made: printed.append(made[:2]))
    options = VolumeOptions(pdf=True, one_book=PARTED)
    alone = Workers(BookContext(three))
    for books in (annual_books, index_of_books):
        assert [*write_volumes(books(alone, collected.report, options), options, tmp_path)]
    assert {path.name for path, _ in printed} == {
        Path(name).with_suffix(".pdf").name for name in (*BOOKS, INDEX)
    }
    assert dict(printed)[(tmp_path / INDEX).with_suffix(".pdf")] == 2


def test_names_that_no_file_may_have(collected: Collected) -> None:
    names = {HILL: "山/手", SEA: "山:手"}

    def renamed(plan: Plan) -> Plan:
        own = (d._replace(group=names.get(d.group, d.group)) for d in plan.divisions)
        return replace(plan, divisions=tuple(own))

    report = replace(collected.report, plan=renamed(collected.report.plan))
    made = [volume.file for volume in group_volumes(report, VolumeOptions(one_book=PARTED))]
    assert made[:2] == [
        f"{BY_GROUP}/進捗状況評価_2024年度_山・手.xlsx",
        f"{BY_GROUP}/進捗状況評価_2024年度_山・手(2).xlsx",
    ]


def test_the_terminal_says_into_how_many(
    collected: Collected, capsys: pytest.CaptureFixture[str]
) -> None:
    many = replace(collected.report.plan, sections=collected.report.plan.sections * 14)
    print_collected(replace(collected, report=replace(collected.report, plan=many)), Path("2024"))
    assert "評価書：3団体に分けました。" in capsys.readouterr().out
    bare = replace(many, divisions=tuple(d._replace(group="") for d in many.divisions))
    print_collected(replace(collected, report=replace(collected.report, plan=bare)), Path("2024"))
    assert "列「団体」" in capsys.readouterr().out
    print_collected(collected, Path("2024"))
    assert "団体" not in capsys.readouterr().out


def test_what_a_pdf_lacks_is_told(
    three: Masters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(_book: Path, target: Path, *_made: object) -> str:
        return f"{target.name}：図 1 点に、代替テキストを加えられませんでした。"

    monkeypatch.setattr(volumes, "book_pdf", lacking)
    told: list[str] = []
    collect(three, [INPUTS], tmp_path, pdf=True, one_book=PARTED, tell=told.append)
    assert {sentence.split("：")[0] for sentence in told if "代替テキスト" in sentence} == {
        Path(name).with_suffix(".pdf").name for name in (*BOOKS, INDEX)
    }
