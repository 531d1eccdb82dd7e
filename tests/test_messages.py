"""困ったとき is an index by exact message: whatever people can read stands on it."""

from __future__ import annotations

import ast
import re

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.masters.books import FORM, PLAN, book, findings
from tests.masters.test_form_mistakes import ONE_MISTAKE as FORM_MISTAKES
from tests.masters.test_plan_mistakes import ONE_MISTAKE as PLAN_MISTAKES
from tests.samples.make_troubles import PLACES, place_of
from tests.samples.messages import PACKAGE, SCRIPTS, Message, messages, parted
from zushi_xl.cli.commands import main
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.workflow.gathering import gather
from zushi_xl.workflow.handbook import TROUBLES, look_up

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
