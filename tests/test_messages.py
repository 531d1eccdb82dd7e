"""困ったとき is an index by exact message: whatever people can read stands on it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.masters.books import FORM, PLAN, book, findings
from tests.masters.test_form_mistakes import ONE_MISTAKE as FORM_MISTAKES
from tests.masters.test_plan_mistakes import ONE_MISTAKE as PLAN_MISTAKES
from tests.samples.make_troubles import PLACES, place_of
from tests.samples.messages import GAP, PACKAGE, SCRIPTS, Message, messages, parted
from tests.samples.troubles_by_hand import COMMON
from zushi_xl.cli.commands import main
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.workflow.gathering import gather
from zushi_xl.workflow.handbook import look_up
from zushi_xl.workflow.handbook_messages import TROUBLES

PAGE = ROOT / "docs" / f"{TROUBLES}.md"
FOUND = messages()


def is_told(said: str) -> bool:
    """Whether the page knows a message as it appeared."""
    return any(section.page == TROUBLES for section in look_up(said))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("workflow/found_files.py", "Excel ブックがありません"),
        (
            "files/refused_outputs.py",
            "がほかで開かれています。閉じてから、もう一度実行してください",
        ),
        ("cli/usage_words.py", "○○ というオプションはありません。"),
        ("rules/budget.py", "を円の額として読めません（○○）。"),
        ("xlsx_in/unreadable.py", "Excel の既定のパスワード（VelvetSweatshop）で暗号化されている"),
        ("page/gate.js", "ブラウザが古いため、動きません。"),
        ("masters/plan/settings_sheet.py", "設定「○○」の値が空欄です。"),
        ("rollover/closing.py", "状態が終了・廃止・完了・中止のため除きました。"),
        ("form/check_words.py", "前年度と大きく違います"),
    ],
)
def test_messages_of_each_kind_are_found(file: str, text: str) -> None:
    assert any(text in found.text for found in FOUND if found.file == file)
    assert text in PAGE.read_text(encoding="utf-8")


def test_every_refusal_in_japanese_is_among_them() -> None:
    """Texts of ``raise`` statements, found in another way than by the index."""
    known = {found.text for found in FOUND} | {found.remedy for found in FOUND}
    missing = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            for text in (a for a in node.exc.args if isinstance(a, ast.Constant)):
                said = str(text.value)
                if re.search("[ぁ-ん]", said) and said not in known:
                    missing.append((path.name, said))
    assert missing == []


def test_every_file_has_its_place() -> None:
    for found in FOUND:
        assert place_of(found) in PLACES
    for name in SCRIPTS:
        assert place_of(Message("", "", name)).title == "ブラウザのページ"


def test_the_remedy_is_what_a_message_asks_for() -> None:
    said = Message("壊れています。もう一度保存してください。（図は残ります。）", "", "x.py")
    assert parted(said)[1] == "もう一度保存してください。（図は残ります。）"
    assert parted(Message("ありません。", "足してください。", "x.py"))[1] == "足してください。"
    assert parted(Message("作りました。", "", "x.py"))[1] == ""


def test_a_message_has_ended_where_its_remedy_begins() -> None:
    """A list of names at its end needs a full stop: the remedy follows on the same line."""
    told = [m for m in FOUND if m.remedy and m.file != "xlsx_in/unreadable.py"]
    assert len(told) > 250
    assert [m.text for m in told if not m.text.endswith(("。", GAP))] == []
    assert [m.text for m in told if re.search(f"[：:]{GAP}$", m.text)] == []


def test_every_mistake_of_a_small_master_is_told_as_it_appears() -> None:
    said = [
        text
        for source, load, mistakes in (
            (PLAN, load_plan, PLAN_MISTAKES),
            (FORM, load_form, FORM_MISTAKES),
        )
        for edits, *_ in mistakes
        for finding in findings(load, book(source, edits))
        for text in (finding.message, finding.remedy)
    ]
    assert len(said) > 150
    assert [text for text in said if text and not is_told(text)] == []


def test_every_finding_of_the_sample_year_is_told_as_it_appears() -> None:
    folder = ROOT / "templates_xlsx"
    masters = load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    report = gather(masters, [ROOT / "inputs"]).report
    assert len(report.findings) > 20
    assert [f.message for f in report.findings if not is_told(f.message)] == []


@pytest.mark.parametrize("message", [m for m in FOUND if len(m.text) > 5][::6])
def test_every_message_as_it_appears_is_answered_by_its_own_row(message: Message) -> None:
    """Whatever is filled in, one of six; a message that holds the same words may come first."""
    first = look_up(message.text.replace(GAP, "甲"))[0]
    begins = message.text.split("\n")[0].replace(GAP, "").replace("|", "｜")[:12]
    assert (first.page, begins in first.text.replace(GAP, "")) == (TROUBLES, True)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("「ゆうれい」の説明はありません", "ほかの言葉で引いてください"),
        ("説明はありません", "ほかの言葉で引いてください"),
        ("この欄に記入してください。次の年度に何をするかを", "この欄に記入してください"),
        ("matplotlib がありません", "zushi_xl[analysis]"),
        ("インストールできませんでした。", "配布元に知らせてください"),
        ("額は3行で", "予算事業が二つあるのに"),
        ("▲金額は円単位の数字で", "金額が円の数字になっていない"),
        ("評価基準ではB", "違う評価を選んでいる"),
        ("変更しようとしているセルやグラフは保護されているシート上にあります", "黄色の欄に書いて"),
        ("’市民課.xlsx’ の一部の内容に問題が見つかりました。", "控えから作り直せます"),
    ],
)
def test_a_part_of_a_message_is_found(said: str, answer: str) -> None:
    first = look_up(said)[0]
    assert (first.page, answer in first.text) == (TROUBLES, True)


@pytest.mark.parametrize("word", ["インストール", "Alt＋Enter", "ファイル", "提出期限"])
def test_a_word_is_no_part_of_a_message(word: str) -> None:
    assert look_up(word)[0].page != TROUBLES


def test_every_line_of_a_run_that_ends_well_is_explained(tmp_path: Path) -> None:
    folder, plan, form = tmp_path / "市", "計画マスタ.xlsx", "様式定義.xlsx"
    masters = [
        "--plan",
        folder / "templates_xlsx" / plan,
        "--form",
        folder / "templates_xlsx" / form,
    ]
    output = ["-o", folder / "outputs"]
    for command in (
        ["init", folder, "--sample"],
        ["init", folder, "--sample"],
        ["distribute", *masters, *output],
        ["collect", folder / "inputs", *masters, *output],
    ):
        done = CliRunner().invoke(main, [str(part) for part in command])
        assert done.exit_code == 0, done.output
        for line in done.output.splitlines():
            if line[:1] == " " or line.startswith("/"):  # a finding, a path
                continue
            found = look_up(line)[0]
            assert (found.page, found.heading) == (TROUBLES, "ふつうに終わったとき"), line


@pytest.mark.parametrize("said", COMMON)
def test_what_comes_often_is_said_by_the_program(said: str) -> None:
    assert any(said.replace(GAP, "") in m.text.replace(GAP, "") for m in FOUND)


def test_help_answers_a_message_with_what_was_filled_in() -> None:
    said = (
        "zushi-xl: outputs/2024年度/点検結果.xlsx がほかで開かれています。閉じてから、もう一度"
        "実行してください（開いていないときは、残っている .~lock を削除してください）。"
        "前回の出力はそのままです。"
    )
    shown = CliRunner().invoke(main, ["help", said]).output
    assert "困ったとき：ファイルとフォルダ" in shown
    assert "ほかで開かれています" in shown
    shown = CliRunner().invoke(main, ["help", "E7：値を直してください。 [kpi-unit]"]).output
    assert "KPIの単位違い" in shown
    bare = CliRunner().invoke(main, ["help", "kpi-unit"]).output
    assert bare.startswith("――― 困ったとき：点検の指摘 ―――\n`kpi-unit`\nKPIの単位違い\n")
    shown = CliRunner().invoke(main, ["help", "--foo というオプションはありません。"]).output
    assert "困ったとき：コマンド" in shown
    assert "左のとおり" not in shown
    assert "評価基準" in CliRunner().invoke(main, ["help", "評価基準"]).output
