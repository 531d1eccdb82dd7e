"""What the page is answered, asked as the page asks, without a browser."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, open_book
from tests.samples.messages import messages
from zushi_xl.cli.commands import main
from zushi_xl.findings.ways import Way, called
from zushi_xl.page.build import VIEWS
from zushi_xl.workflow.browser import entry, masters
from zushi_xl.workflow.browser.exchange import PageAnswer, Request, described
from zushi_xl.workflow.browser.words import page_words, without_places
from zushi_xl.xlsx_in import read_workbook

SCHOOL = ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx"
MASTERS = [ROOT / "templates_xlsx" / f"{name}.xlsx" for name in ("計画マスタ", "様式定義")]
GIVEN = ["--plan", str(MASTERS[0]), "--form", str(MASTERS[1])]


def placed(folder: Path, files: list[Path], field: str = "masters") -> str:
    """Chosen files as the page lays them down."""
    inside = folder / field / "1" / "inputs"
    inside.mkdir(parents=True)
    for file in files:
        shutil.copy(file, inside)
    return str(folder)


def asked(
    folder: Path, verb: str, options: dict[str, Any] | None = None, **fields: list[Path]
) -> dict[str, Any]:
    """The answer to a request; ``fields`` are the files chosen in each."""
    for name, files in fields.items():
        placed(folder, files, name)
    request = json.dumps({"verb": verb, "sample": False, "options": options or {}, "faults": {}})
    answer: dict[str, Any] = json.loads(entry.run(str(folder), request, lambda _: None))
    return answer


def test_files_of_a_message_have_the_names_that_were_chosen() -> None:
    shown = without_places(Request(Path("/f"), "collect"))
    assert shown("/f/files/2/inputs/課.xlsx を読めません。") == "課.xlsx を読めません。"
    assert shown("/f/files/f1/届いた/課.xlsx を読めません。") == "届いた/課.xlsx を読めません。"
    assert shown("/f/old/1/inputs/旧.xlsx は別の計画です。") == "旧.xlsx は別の計画です。"
    assert shown("/f/earlier/2024年度/収集結果.json に6件") == "収集結果.json に6件"
    assert shown("--force を付けて zushi-xl collect") == "--force を付けて zushi-xl collect"


@pytest.mark.parametrize(
    ("verb", "shown"),
    [
        (
            "rollover",
            "直して「集める」をやり直すか、このまま進めるなら"
            "「要修正の指摘が残っていても進み、記録を残す」に印を付けてください",
        ),
        (
            "redline",
            "それでも比べるときは「別の計画のように見えても比べる」に印を付けてください。",
        ),
        ("", "計画マスタを --plan で指定してください。直して zushi-xl collect をやり直すか"),
    ],
)
def test_a_message_has_the_words_of_who_reads_it(verb: str, shown: str) -> None:
    with called(page_words(Request(Path("/f"), verb)) if verb else {}):
        assert shown in (
            f"計画マスタを{Way.PLAN}で指定してください。"
            f"直して{Way.COLLECT}をやり直すか、このまま進めるなら{Way.FORCE}を付けてください。"
            f"それでも比べるときは{Way.FORCE}を付けてください。"
        )
    assert f"を{Way.PLAN}で" == "を --plan で"


TYPED = "--force を付けて zushi-xl collect と --plan"  # as somebody may call a division


def test_what_people_typed_is_shown_as_they_typed_it(tmp_path: Path) -> None:
    answer = asked(tmp_path / "1", "distribute", {"only": TYPED.replace(" ", "")}, masters=MASTERS)
    assert answer["summary"].startswith(f"「{TYPED.replace(' ', '')}」という課は")
    answer = asked(tmp_path / "2", "distribute", {"phase": TYPED}, masters=MASTERS)
    assert f"「{TYPED}」を「段階」の欄に指定できません。" in answer["summary"]
    book = open_book(MASTERS[0])
    book["担当課"]["A2"].value = ""
    book["KPI"]["A2"].value = TYPED
    book.save(tmp_path / "計画マスタ.xlsx")
    answer = asked(tmp_path / "3", "distribute", masters=[tmp_path / "計画マスタ.xlsx", MASTERS[1]])
    assert TYPED in {f["given"] for f in answer["findings"]}
    assert any(TYPED in f["message"] for f in answer["findings"])


def test_boxes_named_in_messages_are_on_the_page() -> None:
    page = (ROOT / "zushi_xl" / "page" / "page.html").read_text(encoding="utf-8")
    shown = page.replace("{{nav}}", "".join(f">{name}<" for name in VIEWS.values()))
    for verb in ("redline", "rollover"):
        for way, words in page_words(Request(Path("/f"), verb)).items():
            label = words.split("「")[1].split("」")[0]
            assert re.search(rf"> ?{label}[（ <]", shown), way


NOT_AT_THE_PAGE = {
    "zushi-xl init": "a page has no working folder",
    "--example": "a page has no working folder",
    "--site-templates": "the site of a page has the shipped look",
    "--scheduler": "a page is one process",
    "--to": "a page names the new master itself",
    "zushi-xl adopt": "a page takes in no form",
    "--import": "a page takes in no form",
    "--year": "a page takes in no form",
}


def test_what_a_message_names_has_the_words_of_the_page() -> None:
    """Options and commands in the messages of all rooms that a page calls."""
    with called(dict.fromkeys(Way, "")):
        heard = [m for m in messages() if not m.file.startswith(("cli/", "page/"))]
    said = {part for message in heard for part in (message.text, message.remedy)}
    named = {name for text in said for name in re.findall(r"--[a-z][a-z-]*|zushi-xl [a-z]+", text)}
    assert named <= NOT_AT_THE_PAGE.keys()
    assert page_words(Request(Path("/f"), "rollover")).keys() == set(Way)


def test_a_check_looks_at_what_the_command_looks_at(tmp_path: Path) -> None:
    """A folder's other files are no books; files that were chosen as such are all looked at."""
    folder = tmp_path / "files" / "f1" / "inputs"
    shutil.copytree(ROOT / "inputs", folder)
    answer = asked(tmp_path, "check", masters=MASTERS)
    status = CliRunner().invoke(main, ["check", str(ROOT / "inputs"), "--json", *GIVEN])
    assert answer["findings"] == json.loads(status.output)
    letter = ROOT / "inputs" / "送付状.txt"
    answer = asked(tmp_path / "2", "check", masters=MASTERS, files=[letter])
    assert [(f["rule"], f["file"]) for f in answer["findings"]] == [
        ("file-unreadable", "送付状.txt")
    ]


@pytest.mark.parametrize("name", ["~$回答.xlsx", ".回答.xlsx", "..xlsx"])
def test_a_file_that_was_chosen_is_never_all_clear_unread(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    answer = asked(tmp_path / "run", "check", files=[tmp_path / name], masters=MASTERS)
    assert [f["file"] for f in answer["findings"]] == [name]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for number, content in enumerate((b"PK", b"%PDF-1.7"), 1):
        folder = tmp_path / "run" / "files" / str(number) / "inputs"
        folder.mkdir(parents=True)
        (folder / "回答.xlsx").write_bytes(content)
    answer = asked(tmp_path / "run", "check", masters=MASTERS)
    assert [f["file"] for f in answer["findings"]] == ["回答.xlsx", "回答.xlsx #2"]
    files = [str(path) for path in sorted((tmp_path / "run" / "files").rglob("*.xlsx"))]
    told = CliRunner().invoke(main, ["check", *files, "--json", *GIVEN])
    assert answer["findings"] == json.loads(told.output)


def test_books_in_an_archive_are_checked_by_both(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "回答.zip", "w") as archive:
        archive.write(SCHOOL, "課/学校教育課.xlsx")
        archive.write(ROOT / "inputs" / "送付状.txt", "送付状.txt")
    answer = asked(tmp_path / "run", "check", files=[tmp_path / "回答.zip"], masters=MASTERS)
    assert {f["file"] for f in answer["findings"]} == {"回答.zip/課/学校教育課.xlsx"}
    told = CliRunner().invoke(main, ["check", str(tmp_path / "回答.zip"), "--json", *GIVEN])
    assert answer["findings"] == json.loads(told.output)


@pytest.mark.parametrize(
    "typed", ["社会福祉課、高齢介護課", " 社会福祉課 ， 高齢介護課、", "社会福祉課,高齢介護課"]
)
def test_divisions_are_listed_with_any_comma(typed: str, tmp_path: Path) -> None:
    answer = asked(tmp_path, "distribute", {"only": typed}, masters=MASTERS)
    assert answer["summary"] == "2 課分の様式を作りました。"


def test_half_a_character_is_not_the_end(tmp_path: Path) -> None:
    answer = asked(tmp_path, "normalize", {"texts": "\ud800 人\n3人"})
    assert answer["state"] == "done"
    assert [row[0] for row in answer["table"][1:]] == ["\ufffd 人", "3人"]


def test_a_long_table_is_cut_and_it_is_said(tmp_path: Path) -> None:
    texts = "\n".join(f"{number}人" for number in range(1_002))
    answer = asked(tmp_path, "normalize", {"texts": texts})
    assert len(answer["table"]) == 1_001
    assert answer["lines"] == [
        "一覧は先頭の 1,000 行です。残りの 2 行は、保存するファイルにあります。"
    ]
    assert len((tmp_path / answer["files"][0]).read_text("utf-8").splitlines()) == 1_002


def test_a_master_that_is_no_book_is_told_in_sentences(tmp_path: Path) -> None:
    answer = asked(tmp_path, "distribute", masters=[ROOT / "README.md"])
    assert "だけのファイル）。Excel で開き" in answer["summary"]


def test_no_file_of_a_failed_run_is_offered(tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "途中.csv").write_text("途中", encoding="utf-8")
    request = Request(tmp_path, "collect")
    assert described(request, PageAnswer("", refused=True))["files"] == []
    assert described(request, PageAnswer(""))["files"] == ["outputs/途中.csv"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the masters that are opened."""
    names: list[str] = []

    def counted(path: Path, **given: Any) -> Any:
        names.append(path.name)
        return read_workbook(path, **given)

    monkeypatch.setattr(masters, "read_workbook", counted)
    masters._read.cache_clear()
    return names


def test_masters_are_read_once_as_long_as_they_are_the_same(
    tmp_path: Path, opened: list[str]
) -> None:
    """Who mends a book checks it again; a mended master is read anew."""
    both = ["様式定義.xlsx", "計画マスタ.xlsx"]
    other = tmp_path / "other" / "計画マスタ.xlsx"
    other.parent.mkdir()
    shutil.copy(ROOT / "templates_xlsx" / "計画マスタ_改定後.xlsx", other)
    for number, (plan, expected) in enumerate(
        [(MASTERS[0], both), (MASTERS[0], []), (other, both), (MASTERS[0], both)]
    ):
        opened.clear()
        answer = asked(tmp_path / str(number), "distribute", masters=[plan, MASTERS[1]])
        assert answer["state"] == "done"
        assert sorted(opened) == expected


def test_a_rollover_reads_its_masters_once(tmp_path: Path, opened: list[str]) -> None:
    request = Request(tmp_path, "rollover", sample=True)
    assert not entry.answered(request, lambda _: None).refused
    assert sorted(opened) == ["様式定義.xlsx", "計画マスタ.xlsx"]


def test_the_masters_of_a_page_are_read_while_it_gets_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for master in MASTERS:
        shutil.copy(master, inside)
    monkeypatch.setattr(masters, "INSIDE", inside)
    masters._read.cache_clear()
    monkeypatch.setattr(entry, "without_cycle_collection", lambda: None)  # of this process
    entry.warm()
    monkeypatch.setattr(masters, "read_workbook", lambda *_, **__: pytest.fail("read again"))
    school = ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx"
    assert asked(tmp_path / "run", "check", files=[school])["state"] == "done"


def test_chosen_masters_are_read_while_the_rest_is_chosen(
    tmp_path: Path, opened: list[str]
) -> None:
    entry.prepare(placed(tmp_path / "early", MASTERS))
    assert sorted(opened) == ["様式定義.xlsx", "計画マスタ.xlsx"]
    assert not (tmp_path / "early").exists()
    opened.clear()
    answer = asked(tmp_path / "run", "distribute", {"only": "社会福祉課"}, masters=MASTERS)
    assert (answer["state"], opened) == ("done", [])


@pytest.mark.parametrize("files", [[], MASTERS[:1], [ROOT / "README.md"], [*MASTERS, *MASTERS[:1]]])
def test_masters_that_do_not_do_are_told_by_the_run_alone(
    files: list[Path], tmp_path: Path, opened: list[str]
) -> None:
    entry.prepare(placed(tmp_path / "early", files))
    answer = asked(tmp_path / "run", "distribute", masters=MASTERS)
    assert answer["state"] == "done"
    assert opened[-2:] == [path.name for path in sorted(MASTERS)] or not files


def test_results_of_earlier_years_are_known_among_the_returned_books(tmp_path: Path) -> None:
    """They make ルールの実績, as ``--years`` does; what is none of ours is listed like any file."""
    earlier = json.loads((ROOT / "tests/old_years/2024/収集結果.json").read_text(encoding="utf-8"))
    (tmp_path / "収集結果.json").write_text(json.dumps({**earlier, "fiscal_year": 2023}))
    (tmp_path / "別の表.json").write_text("[1]")
    books = [next((ROOT / "inputs").glob("防災安全課*.xlsx"))]
    chosen = [*books, tmp_path / "収集結果.json", tmp_path / "別の表.json"]
    answer = asked(tmp_path / "run", "collect", files=chosen, masters=MASTERS)
    assert answer["lines"][0] == "2023年度の収集結果を、点検結果の「ルールの実績」に使いました。"
    made = tmp_path / "run" / "outputs" / "2024年度"
    facts = json.loads((made / "収集結果.json").read_text(encoding="utf-8"))
    assert "収集結果.json" not in {Path(i["file"]).name for i in facts["inputs"]}
    book = read_workbook(made / "点検結果_2024年度.xlsx")
    assert "ルールの実績" in [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"only": "市民協働課"}, "「この課だけ」"),
        ({"phase": "中間"}, "「段階」"),
        ({"only": "市民協働課", "phase": "中間"}, "「この課だけ」と「段階」"),
    ],
)
def test_the_blank_form_is_of_no_division_and_no_phase(
    options: dict[str, str], named: str, tmp_path: Path
) -> None:
    answer = asked(tmp_path, "distribute", {"blank": True, **options}, masters=MASTERS)
    assert answer["state"] == "refused"
    assert answer["summary"].startswith(f"空の様式に{named}は使いません。")
