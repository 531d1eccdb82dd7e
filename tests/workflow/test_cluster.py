"""``--scheduler``: the same bytes from a real cluster, and one clear line where there is none."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.books import INPUTS
from tests.conftest import ROOT
from tests.workflow.command import run
from tests.workflow.digests import digests
from tests.workflow.local_cluster import STRANGER, LocalCluster, local_cluster
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.output_names import BY_GROUP
from zushi_xl.workflow.scale import cluster, tasks
from zushi_xl.workflow.scale.pooled import workers_for
from zushi_xl.workflow.single_books import BookContext, read_books


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[LocalCluster]:
    with local_cluster(tmp_path, workers=0) as empty:
        yield empty


def in_groups(masters: Masters) -> Masters:
    """Four divisions to a 団体."""
    divisions = enumerate(masters.plan.divisions)
    grouped = tuple(division._replace(group=f"第{n // 4 + 1}市") for n, division in divisions)
    return replace(masters, plan=replace(masters.plan, divisions=grouped))


def test_a_killed_worker_changes_nothing(city: Path, city_masters: Masters, tmp_path: Path) -> None:
    masters = in_groups(city_masters)
    collect(masters, [city / INPUTS], tmp_path / "alone", one_book=5)
    with local_cluster(tmp_path / "dask", workers=1) as running:
        doomed = running.worker()

        def kill(_what: str, _done: int, _all: int) -> None:
            doomed.kill()

        with workers_for(masters, scheduler=running.address) as workers:
            collect(masters, [city / INPUTS], tmp_path / "out", kill, workers=workers, one_book=5)
            assert not [*workers.notes]
        assert doomed.wait(60) == -9
    made = digests(tmp_path / "out")
    assert sum(name.count(BY_GROUP) for name in made) == 3
    assert made == digests(tmp_path / "alone")


def test_a_killed_scheduler_does_not_end_the_run(
    city: Path, city_masters: Masters, expected: dict[str, str], tmp_path: Path
) -> None:
    with local_cluster(tmp_path / "dask", workers=1) as running:

        def kill(_what: str, _done: int, _all: int) -> None:
            running.scheduler.kill()

        with workers_for(city_masters, scheduler=running.address) as workers:
            collect(city_masters, [city / INPUTS], tmp_path / "out", kill, workers=workers)
            assert [*workers.notes] == [cluster.Cluster.lost_message]
    assert digests(tmp_path / "out") == expected


def refusal(scheduler: str, output: Path) -> str:
    """What the command says, having touched nothing."""
    (output / "2024年度").mkdir(parents=True)
    (output / "2024年度" / "収集結果.json").write_text("前回")
    result = run("collect", ROOT / "inputs", "-o", output, "--scheduler", scheduler)
    assert result.exit_code == 2
    assert (output / "2024年度" / "収集結果.json").read_text() == "前回"
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "abc://x", "tcp://"])
def test_no_scheduler(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.2)
    said = refusal(address, tmp_path)
    assert f"Dask のスケジューラ {address} に接続できません" in said
    assert "確かめてください" in said


def test_no_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert 'pip install "zushi_xl[dask]"' in refusal("tcp://127.0.0.1:1", tmp_path)


def test_workers_without_zushi_xl(
    empty: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None at all; some without it; some that appear when the work is under way."""
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 0.3)
    assert "ワーカーがいません" in refusal(empty.address, tmp_path / "1")
    stranger = empty.worker(STRANGER)
    empty.worker()
    assert 'pip install "zushi_xl[dask]==' in refusal(empty.address, tmp_path / "2")
    monkeypatch.setattr(cluster, "_refuse_unlike", lambda _client: None)
    assert 'pip install "zushi_xl[dask]==' in refusal(empty.address, tmp_path / "3")
    assert stranger.poll() is None, "a worker died of our task"


def test_another_version_is_refused(masters: Masters, monkeypatch: pytest.MonkeyPatch) -> None:
    task, buffers = tasks.task(read_books, []), [pickle.dumps(BookContext(masters))]
    assert pickle.loads(pickle.loads(task, buffers=buffers)) == []
    older = {**tasks.versions(), "XlsxWriter": "1.0"}
    monkeypatch.setattr(tasks, "versions", lambda: older)
    with pytest.raises(Problem, match=r"XlsxWriter 1\.0 .*XlsxWriter 3\..*そろえて"):
        pickle.loads(task, buffers=buffers)


def test_workers_or_a_scheduler() -> None:
    result = run("collect", "inputs", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "--workers は、--scheduler と一緒には使えません。" in result.stderr
