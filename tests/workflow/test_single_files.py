"""Single files of a run: a disk that refuses leaves what stood there, nothing beside it, and one line
that names the file and the remedy."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from zushi_xl.findings.finding import Problem
from zushi_xl.page.make import write_page
from zushi_xl.workflow import rollover
from zushi_xl.workflow.redline_files import Document, write_documents

OLD, NEW = b"<!DOCTYPE html><!-- zushi_xl", b"new"
TOLD = {
    errno.ENOSPC: "ディスクの空きが足りず {} を書けません。空きを作って",
    errno.EROFS: "{} に書き込めません。",
    errno.EIO: "{} を書き出せません（",
}


def _two(folder: Path) -> None:
    write_documents([Document(folder / "一覧.xlsx", NEW), Document(folder / "対照表.xlsx", NEW)])


def _master(folder: Path) -> None:
    rollover._replace(folder / "対照表.xlsx", NEW)


def _page(folder: Path) -> None:
    write_page(folder / "対照表.xlsx", NEW)


@pytest.mark.parametrize("number", TOLD)
@pytest.mark.parametrize("write", [_two, _master, _page])
def test_a_disk_that_refuses_a_file(
    write: Callable[[Path], None], number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> int:
        if "対照表" in self.name:
            original(self, data[:1])
            raise OSError(number, "refused", str(self))
        return original(self, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(Problem) as told:
        write(tmp_path)
    assert str(told.value).startswith(TOLD[number].format(tmp_path / "対照表.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_a_master_that_was_moved_aside_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, aside = tmp_path / "計画マスタ.xlsx", tmp_path / "計画マスタ_前の版1.xlsx"
    path.write_bytes(OLD)

    def replace(self: Path, _target: Path) -> Path:
        raise OSError(errno.EIO, "refused", str(self))

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(Problem, match="前回の出力はそのままです"):
        rollover._replace(path, NEW, aside)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == OLD
