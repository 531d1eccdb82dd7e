"""Addresses of stores, in and out: the same bytes, or one clear line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner

from benchmarks.books import FORM, INPUTS, PLAN
from tests.conftest import ROOT
from tests.workflow.command import run
from tests.workflow.digests import digests
from zushi_xl.cli.commands import main
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.files.remote import Url, here, place
from zushi_xl.files.whole_output import whole_output
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.output_names import RESULT
from zushi_xl.workflow.scale.pooled import workers_for
from zushi_xl.workflow.scale.shared_pool import SharedPool
from zushi_xl.workflow.single_books import BookContext, read_books

OWNED = ("*.xlsx", "差し戻し/*.xlsx", RESULT)


@pytest.fixture
def store() -> Iterator[Any]:
    memory = fsspec.filesystem("memory")
    yield memory
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site(city: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(city)))
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(60)
    server.server_close()


def collected(inputs: str | Path, output: str | Path, masters: str | Path) -> None:
    options = ("--plan", f"{masters}/{PLAN}", "--form", f"{masters}/{FORM}", "-o", str(output))
    result = CliRunner().invoke(main, ["collect", str(inputs), *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_from_a_store_into_a_store(
    city: Path, expected: dict[str, str], store: Any, tmp_path: Path
) -> None:
    store.put(f"{city}/", "bucket/city", recursive=True)
    store.pipe("bucket/out/2024年度/差し戻し/前の課_差し戻し1.xlsx", b"stale")
    store.pipe("bucket/out/2024年度/メモ.txt", b"theirs")
    collected(f"memory://bucket/city/{INPUTS}", "memory://bucket/out", "memory://bucket/city")
    assert store.cat("bucket/out/2024年度/メモ.txt") == b"theirs"
    store.rm("bucket/out/2024年度/メモ.txt")
    store.get("bucket/out/", str(tmp_path), recursive=True)
    assert digests(tmp_path) == expected
    assert [*store.ls("bucket", detail=False)] == ["/bucket/city", "/bucket/out"]


def test_file_addresses_are_paths(city: Path, expected: dict[str, str], tmp_path: Path) -> None:
    collected((city / INPUTS).as_uri(), (tmp_path / "出力").as_uri(), city)
    assert digests(tmp_path / "出力") == expected


def test_from_a_web_server(expected: dict[str, str], site: str, tmp_path: Path) -> None:
    collected(f"{site}/{INPUTS}/", tmp_path, site)
    assert digests(tmp_path) == expected


def test_workers_fetch_what_they_can(
    city: Path, city_masters: Masters, site: str, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store in memory is of this process alone, which leaves all to the other here."""
    monkeypatch.setattr(SharedPool, "help", lambda *_: False)
    names = sorted(path.name for path in (city / INPUTS).iterdir())[:4]
    store.put(str(city / INPUTS / names[3]), f"bucket/{names[3]}")
    with workers_for(city_masters, 2) as workers:
        far = [
            *workers.read(
                [IncomingFile(name, Url(f"{site}/{INPUTS}/{name}")) for name in names[:3]]
            )
        ]
        assert not [*workers.notes]
        far += workers.read([IncomingFile(names[3], Url(f"memory://bucket/{names[3]}"))])
        (note,) = workers.notes
    assert "このPCで処理しました" in note
    assert "見つかりません" in note
    assert far == [
        *read_books(BookContext(city_masters), [IncomingFile(n, city / INPUTS / n) for n in names])
    ]


def test_a_set_without_its_last_file_is_not_whole(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trouble before the exchange touches nothing; in it, the pointer is away."""
    target = Url("memory://bucket/2024年度")
    write(target, "1")
    monkeypatch.setattr(type(store), "put", fail)
    with pytest.raises(Problem, match="読み書きできません（no more space）"):
        write(target, "2")
    assert store.cat(f"bucket/2024年度/{RESULT}") == b"1"
    monkeypatch.undo()
    monkeypatch.setattr(type(store), "copy", fail)
    with pytest.raises(Problem, match="no more space"):
        write(target, "2")
    assert store.find("bucket") == ["/bucket/2024年度/評価書.xlsx"]
    monkeypatch.undo()
    write(target, "2")
    assert store.cat("bucket/2024年度/評価書.xlsx") == b"2"
    assert store.cat(f"bucket/2024年度/{RESULT}") == b"2"


def write(target: Url, text: str) -> None:
    with whole_output(target, OWNED, RESULT) as new:
        for name in ("評価書.xlsx", RESULT):
            (new / name).write_text(text)


def fail(*_: Any, **__: Any) -> None:
    raise OSError("no more space")


def test_what_is_not_there(site: str, tmp_path: Path) -> None:
    for address in ("memory://bucket/none", f"{site}/none"):
        result = run("collect", address, "-o", tmp_path)
        assert result.exit_code == 2
        assert f"{address} が見つかりません" in result.stderr
    with pytest.raises(Problem, match="が見つかりません"):
        here(Url(f"{site}/none.xlsx"))
    assert not [*tmp_path.iterdir()]


def test_a_library_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("collect", "s3://bucket/inputs", "-o", tmp_path)
    assert result.exit_code == 2
    assert "s3fs" in result.stderr
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    result = run("collect", "s3://bucket/inputs", "-o", tmp_path)
    assert 'pip install "zushi_xl[remote]"' in result.stderr


def test_a_store_out_of_reach_is_told_before_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zushi_xl.workflow.collect.gather", fail)
    result = run("collect", ROOT / "inputs", "-o", "s3://bucket/outputs")
    assert result.exit_code == 2
    assert "s3fs" in result.stderr


def test_places() -> None:
    assert place("inputs") == Path("inputs")
    assert place("s3://bucket/a b/") / "様式.xlsx" == Url("s3://bucket/a b/様式.xlsx")
    assert Url("https://例.jp/%E8%AA%B2.xlsx").name == "課.xlsx"
    assert Url("s3://bucket/50%25.xlsx").name == "50%25.xlsx"
