"""Files that a person names are opened only if they are ordinary ones, and not endless."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zushi_xl.files.json_in import JsonFault, json_text
from zushi_xl.files.ordinary import read_ordinary
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.ledger_file import read_ledger


@pytest.fixture(params=["pipe", "device", "folder"])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "決算.csv"
    if request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    return path


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor devices as files")
def test_what_is_no_ordinary_file_is_not_opened(odd: Path, masters: Masters) -> None:
    with pytest.raises(OSError, match="通常のファイルではありません"):
        read_ordinary(odd)
    with pytest.raises(JsonFault, match="通常のファイルではありません"):
        json_text(odd)
    with pytest.raises(Problem, match="読めません（通常のファイルではありません）"):
        read_ledger(odd, masters.plan)


def test_a_file_out_of_all_proportion_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert read_ordinary(tmp_path / "a", 3) == b"abc"
    with pytest.raises(OSError, match="大きすぎます"):
        read_ordinary(tmp_path / "a", 2)
