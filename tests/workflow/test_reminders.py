"""督促文: whom they go to and what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import ROOT
from tests.publish import small
from tests.workflow.command import run
from zushi_xl.workflow.reminders import reminders


def test_late_divisions_get_a_text() -> None:
    report = small.report(findings=[small.finding()])
    made = {r.division: r.text for r in reminders(report)}
    assert list(made) == ["総務課", "福祉課"]
    assert made["総務課"].startswith("総務課 ご担当者様\n\n2024年度の進捗状況評価シートの件で、")
    assert "まだ届いていません" in made["総務課"]
    assert "期限は2025年5月30日です" in made["総務課"]
    assert "1件残っています" in made["福祉課"]


@pytest.mark.parametrize(
    ("contact", "last"),
    [
        ("", "企画課"),
        ("内線1234", "企画課　内線1234"),
        ("企画課（内線1234）", "企画課（内線1234）"),
    ],
)
def test_the_sender_is_named_once(contact: str, last: str) -> None:
    settings = replace(small.plan().settings, contact=contact)
    (one, *_) = reminders(small.report(replace(small.plan(), settings=settings)))
    assert one.text.splitlines()[-1] == last


def test_who_is_done_gets_none() -> None:
    assert [r.division for r in reminders(small.report())] == ["総務課"]


def test_an_empty_return_is_late_too() -> None:
    made = {r.division: r.text for r in reminders(small.report(answers={}))}
    assert "福祉課.xlsx）に記入がありませんでした" in made["福祉課"]


def test_the_wording_is_the_citys() -> None:
    form = replace(small.FORM, texts={"督促文": "{担当課}へ：{状況}（{取りまとめ課}）"})
    (one,) = reminders(small.report(form=form))
    assert one.text == "総務課へ：まだ届いていません（企画課）"


def test_status_gives_them() -> None:
    said = run("status", ROOT / "inputs").output
    assert "――― 督促文　" in said
    assert "督促文" not in run("status", ROOT / "inputs", "--no-reminders").output
