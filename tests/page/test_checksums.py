"""The handbook states the SHA-256 of the very pages that were made."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from zushi_xl.cli.commands import main
from zushi_xl.files.shipped import VERSION
from zushi_xl.findings.finding import Problem
from zushi_xl.page import make
from zushi_xl.page.checksums import SHEET, StatedPage, sheet, state, stated

PAGE = b"<!DOCTYPE html>a page"
VALUE = hashlib.sha256(PAGE).hexdigest()
ABOUT = f"21 バイト、zushi-xl {VERSION}"


def made(path: Path, content: bytes = PAGE) -> make.Made:
    return make.write_page(path, content)


def test_the_shipped_page_names_none_and_says_how() -> None:
    shipped = (ROOT / "docs" / f"{SHEET}.md").read_text(encoding="utf-8")
    assert sheet(()) == shipped
    assert not [*stated(shipped)]
    for word in ("certutil -hashfile", "Get-FileHash", "まだページを作っていません"):
        assert word in shipped


def test_it_is_stated_beside_the_page_and_in_the_handbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "outputs" / "配布"
    (tmp_path / "説明書").mkdir()
    assert state(made(Path("zushi-xl.html"))) == (
        Path(f"{SHEET}.txt"),
        Path("説明書", f"{SHEET}.md"),
    )
    state(made(folder / "自己点検_2024年度.html", PAGE + b"2"))
    beside = (folder / f"{SHEET}.txt").read_bytes()
    assert beside.startswith("\ufeff# ページの確かめ方\r\n".encode())
    other = hashlib.sha256(PAGE + b"2").hexdigest()
    check = StatedPage("自己点検_2024年度.html", f"22 バイト、zushi-xl {VERSION}", other)
    assert [*stated(beside.decode("utf-8-sig"))] == [check]
    told = CliRunner().invoke(main, ["help", "SHA-256"]).output
    assert [*stated(Path("説明書", f"{SHEET}.md").read_text(encoding="utf-8"))] == [
        StatedPage("outputs/配布/自己点検_2024年度.html", f"22 バイト、zushi-xl {VERSION}", other),
        StatedPage("zushi-xl.html", ABOUT, VALUE),
    ]
    assert VALUE in told
    assert other in told


def test_what_was_stated_stays_until_the_page_is_made_again_or_gone(tmp_path: Path) -> None:
    one, two = tmp_path / "a.html", tmp_path / "b.html"
    state(made(one))
    one.write_bytes(b"somebody changed it")
    state(made(two))
    text = (tmp_path / f"{SHEET}.txt").read_text(encoding="utf-8-sig")
    assert [*stated(text)] == [
        StatedPage("a.html", ABOUT, VALUE),
        StatedPage("b.html", ABOUT, VALUE),
    ]
    one.unlink()
    state(made(two, PAGE + b"2"))
    [left] = stated((tmp_path / f"{SHEET}.txt").read_text(encoding="utf-8-sig"))
    assert (left.name, left.sha256) == ("b.html", hashlib.sha256(PAGE + b"2").hexdigest())


def test_another_file_of_that_name_is_kept(tmp_path: Path) -> None:
    note = tmp_path / f"{SHEET}.txt"
    note.write_text("覚え書き", encoding="cp932")
    page = made(tmp_path / "a.html")
    with pytest.raises(Problem, match="は作りましたが、.*別のファイルがないか"):
        state(page)
    assert note.read_text(encoding="cp932") == "覚え書き"
