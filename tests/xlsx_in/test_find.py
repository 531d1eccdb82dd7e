"""Which files count as returned workbooks, and under which names."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from zushi_xl.files.find import FoundFile, Likelihood, find_workbooks
from zushi_xl.workbook.cells import Workbook
from zushi_xl.workflow.scale.reader_process import read_workbooks

from .parts_of import A1, minimal, write


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def candidates(found: list[FoundFile]) -> list[str]:
    return [one.name for one in found if one.ignored is None]


def archive(path: Path, members: dict[bytes, bytes], utf8: bool = False) -> Path:
    """A .zip whose member names are exactly these bytes."""
    with zipfile.ZipFile(path, "w") as package:
        for number, data in enumerate(members.values()):
            package.writestr(f"{number:08}".ljust(len(list(members)[number]), "#"), data)
    raw = path.read_bytes()
    for number, name in enumerate(members):
        raw = raw.replace(f"{number:08}".ljust(len(name), "#").encode(), name)
    if utf8:
        raw = raw.replace(b"PK\1\2\x14\x03\x14\x00\x00\x00", b"PK\1\2\x14\x03\x14\x00\x00\x08")
    path.write_bytes(raw)
    return path


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    return write(tmp_path / "one-book.bin", minimal(A1)).read_bytes()


def test_folders_in_order_of_names(tmp_path: Path) -> None:
    names = ["a/1.xls", "a/2.XLSX", "b.xlsx", "c.xlsm", "回答 (1).xlsx", "回答 のコピー.xlsx"]
    touch(tmp_path, *reversed(names))
    assert candidates(list(find_workbooks([tmp_path]))) == names


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$回答.xlsx", "一時ファイル"),
        (".~lock.回答.xlsx#", "一時ファイル"),
        (".DS_Store", "Mac"),
        ("__MACOSX/._回答.xlsx", "Mac"),
        ("._回答.xlsx", "Mac"),
        ("Thumbs.db", "Windows"),
        ("desktop.ini", "Windows"),
        (".hidden.xlsx", "隠し"),
        ("回答.csv", "CSV は書式や記入欄"),
        ("回答.docx", "Word"),
        ("回答.pdf", "PDF"),
        ("回答.numbers", "Excel 形式に書き出して"),
        ("回答.rar", "zip にするか"),
        ("回答.xdw", "DocuWorks の文書です。元の Excel ブックを提出"),
        ("回答.JPG", "画像です。元の Excel ブックを提出"),
        ("回答.fods", "LibreOffice で開き"),
        ("回答.slk", "SYLK 形式の表です。書式や記入欄の位置が失われる"),
        ("回答.xlk", "Excel の控え"),
        ("回答.odt", "文書作成ソフト"),
        ("回答", "拡張子"),
    ],
)
def test_other_files_are_ignored_with_a_reason(tmp_path: Path, name: str, reason: str) -> None:
    touch(tmp_path, name)
    (found,) = find_workbooks([tmp_path])
    assert reason in (found.ignored or "")
    assert len(found.sha256) == 64


def test_names_of_a_mac_are_composed(tmp_path: Path) -> None:
    touch(tmp_path, unicodedata.normalize("NFD", "がくしゅう課.xlsx"))
    (found,) = find_workbooks([tmp_path])
    assert found.name == "がくしゅう課.xlsx"
    assert found.path.exists()


def test_files_and_folders_given_twice_count_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.xlsx", "sub/b.xlsx")
    found = list(find_workbooks([tmp_path / "sub" / "b.xlsx", tmp_path, tmp_path / "sub"]))
    assert candidates(found) == ["b.xlsx", "a.xlsx"]


def test_same_name_in_two_inputs(tmp_path: Path) -> None:
    touch(tmp_path, "1/a.xlsx", "2/a.xlsx")
    found = list(find_workbooks([tmp_path / "1", tmp_path / "2"]))
    assert candidates(found) == ["a.xlsx", "2/a.xlsx"]


def test_path_that_does_not_exist(tmp_path: Path) -> None:
    (found,) = find_workbooks([tmp_path / "no.xlsx"])
    assert found.ignored == "ファイルが見つかりません"
    assert found.sha256 == ""


def test_special_files_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (found,) = find_workbooks([tmp_path])
    assert found.ignored == "通常のファイルではありません"


def test_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "a.xlsx")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert candidates(list(find_workbooks([tmp_path]))) == ["a.xlsx"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_archive_with_japanese_names(tmp_path: Path, book: bytes, encoding: str) -> None:
    names = ["ソ連表能課/回答.xlsx", "財政課.xlsx"]
    path = archive(tmp_path / "提出.zip", {name.encode(encoding): book for name in names})
    found = list(find_workbooks([path]))
    assert candidates(found) == [f"提出.zip/{name}" for name in names]
    said = "zip の中のブック2件を読みました"
    assert found[-1] == FoundFile("提出.zip", path, said, Likelihood.NONE)
    books = list(read_workbooks((one.name, one.path) for one in found if not one.ignored))
    assert [one.file for one in books if isinstance(one, Workbook)] == candidates(found)


def test_archive_with_its_names_flagged_as_utf8(tmp_path: Path, book: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("課/回答.xlsx", book)
        package.writestr("__MACOSX/課/._回答.xlsx", b"x")
        package.writestr("説明.pdf", b"x")
    found = list(find_workbooks([tmp_path / "a.zip"]))
    assert candidates(found) == ["a.zip/課/回答.xlsx"]
    assert len(found) == 4


@pytest.mark.parametrize(
    "name", ["../climb.xlsx", "a/../../climb.xlsx", "/etc/a.xlsx", "C:\\a.xlsx", "..\\a.xlsx"]
)
def test_names_that_climb_out_are_refused(tmp_path: Path, book: bytes, name: str) -> None:
    path = archive(tmp_path / "a.zip", {name.encode(): book})
    found = list(find_workbooks([path]))
    assert "フォルダの外" in (found[0].ignored or "")
    assert candidates(found) == []
    assert not list(tmp_path.parent.glob("climb.xlsx"))


def test_archive_in_an_archive_is_not_opened(tmp_path: Path, book: bytes) -> None:
    inner = archive(tmp_path / "in.bin", {b"00000.xlsx": book}).read_bytes()
    found = list(find_workbooks([archive(tmp_path / "a.zip", {b"inside.zip": inner})]))
    assert "zip の中の zip" in (found[0].ignored or "")
    assert found[1].ignored == "zip の中にブックがありません"


def test_archive_bomb_stops(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("bomb.xlsx", bytes(60 * 1024 * 1024))
    found = list(find_workbooks([path]))
    assert "大きすぎます" in (found[0].ignored or "")


def test_broken_and_encrypted_archives(tmp_path: Path, book: bytes) -> None:
    good = archive(tmp_path / "a.zip", {b"00000.xlsx": book}).read_bytes()
    (tmp_path / "a.zip").write_bytes(good[:300])
    locked = good.replace(b"PK\3\4\x14\x00\x00", b"PK\3\4\x14\x00\x01")
    locked = locked.replace(b"PK\1\2\x14\x03\x14\x00\x00", b"PK\1\2\x14\x03\x14\x00\x01")
    (tmp_path / "b.zip").write_bytes(locked)
    reasons = {
        one.name: one.ignored or ""
        for one in find_workbooks([tmp_path / "a.zip", tmp_path / "b.zip"])
    }
    assert "zip を開けません" in reasons["a.zip"]
    assert "パスワード" in reasons["b.zip/00000.xlsx"]


def test_workbook_named_zip_is_a_workbook(tmp_path: Path, book: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(book)
    assert candidates(list(find_workbooks([tmp_path / "a.zip"]))) == ["a.zip"]


def test_a_link_is_listed_and_the_file_keeps_its_name(tmp_path: Path, book: bytes) -> None:
    (tmp_path / "課.xlsx").write_bytes(book)
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "課.xlsx")
    listed = list(find_workbooks([tmp_path, tmp_path / "a.xlsx"]))
    found = {one.name: one for one in listed}
    assert candidates(listed) == ["課.xlsx"]
    assert len(listed) == 3  # each once, though the link was named too
    assert found["a.xlsx"].ignored == "課.xlsx へのリンクです。そちらを読みます"
    assert found["a.xlsx"].likelihood is Likelihood.NONE


@pytest.mark.parametrize(
    ("name", "chance"),
    [
        ("提出.eml", "LIKELY"),
        ("提出.slk", "LIKELY"),
        ("提出.xlk", "LIKELY"),
        ("回答.msg", "LIKELY"),
        ("回答.lzh", "LIKELY"),
        ("回答.gsheet", "LIKELY"),
        ("回答.xlsx.lnk", "LIKELY"),
        ("写真.lnk", "BY_NAME"),
        ("送付状.docx", "BY_NAME"),
        ("回答.xlsx:Zone.Identifier", "NONE"),
    ],
)
def test_how_likely_a_file_that_is_not_read_is_a_return(
    tmp_path: Path, name: str, chance: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    (found,) = (one for one in find_workbooks([tmp_path]) if one.name == name)
    assert found.ignored
    assert found.likelihood.name == chance


def test_what_is_refused_in_an_archive_is_as_likely_as_beside_one(
    tmp_path: Path, book: bytes
) -> None:
    names = ["回答.xlsx", "課/Thumbs.db", "中の.zip", "../外.xlsx"]
    path = archive(tmp_path / "提出.zip", {name.encode(): book for name in names})
    found = {one.name.rpartition("/")[2]: one.likelihood.name for one in find_workbooks([path])}
    assert (found["Thumbs.db"], found["中の.zip"], found["外.xlsx"]) == ("NONE", "LIKELY", "LIKELY")


def test_every_entry_is_met(tmp_path: Path, book: bytes) -> None:
    (tmp_path / "one-book.bin").unlink()
    touch(tmp_path, "読める課.xlsx", "資料/企画課.pdf", "~$読める課.xlsx")
    (tmp_path / "企画課.xlsx.txt").write_bytes(book)
    (tmp_path / "控え.bak").write_bytes(book)
    (tmp_path / "企画課").write_bytes(book)
    (tmp_path / "輪").symlink_to(tmp_path / "輪")
    (tmp_path / "先がない.xlsx").symlink_to(tmp_path / "無い")
    (tmp_path / "リンク").symlink_to(tmp_path / "資料")
    os.mkfifo(tmp_path / "管")
    found = {
        one.name: (one.ignored or "", one.likelihood.name) for one in find_workbooks([tmp_path])
    }
    assert {name: (chance, reason[:12]) for name, (reason, chance) in found.items()} == {
        "読める課.xlsx": ("BY_NAME", ""),
        "資料/企画課.pdf": ("BY_NAME", "PDF です。元の Ex"),
        "~$読める課.xlsx": ("NONE", "Excel や Libr"),
        "企画課.xlsx.txt": ("LIKELY", "中身は Excel ブッ"),
        "控え.bak": ("LIKELY", "中身は Excel ブッ"),
        "企画課": ("LIKELY", "中身は Excel ブッ"),
        "輪": ("BY_NAME", "リンクが輪になっています"),
        "先がない.xlsx": ("LIKELY", "リンクの先が見つかりませ"),
        "リンク": ("LIKELY", "フォルダへのリンクです。"),
        "管": ("BY_NAME", "通常のファイルではありま"),
    }


def test_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.xlsx", "閉/b.xlsx")
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "閉":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = {one.name: one for one in find_workbooks([tmp_path])}
    assert list(found) == ["a.xlsx", "閉"]
    assert "フォルダを開けません" in (found["閉"].ignored or "")
    assert found["閉"].likelihood is Likelihood.LIKELY


@pytest.mark.parametrize("device", ["/dev/zero", "/proc/kmsg"])
def test_endless_files_are_never_read(tmp_path: Path, device: str) -> None:
    (tmp_path / "課.xlsx").symlink_to(device)
    (found,) = find_workbooks([tmp_path])
    assert len(found.sha256) in (0, 64)
