"""A pool on an existing Dask cluster.

All that travels is bytes, which ``pickle.loads`` opens where the work is done. So the scheduler
needs no zushi_xl, and a worker that has none gives an error back: handed objects of ours, by the
scheduler or by another worker, it would die or ask for them again for ever.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.files.shipped import VERSION
from zushi_xl.findings.finding import Problem
from zushi_xl.workflow.scale.tasks import Call, context_of, refuse_other_versions, versions
from zushi_xl.workflow.scale.worker_pool import ExecutorPool, PartLost, PoolLost
from zushi_xl.workflow.single_books import BookContext, Work

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 5.0
WORKERS_SECONDS = 30.0  # for workers to appear, at the start and when all are gone
_LARGE = "distributed.admin.large-graph-warning-threshold"
_UNTOUCHED = "前回の出力はそのままです。"


class Cluster(ExecutorPool):
    """The workers of a Dask cluster."""

    lost_message = "Dask のクラスタから返事がなくなったため、残りはこのPCで処理しました。"

    def __init__(self, client: Client, context: object):
        super().__init__(client.get_executor(pure=False), context, 1)
        self._client = client

    @property
    def size(self) -> int:
        """At the moment: clusters grow and shrink."""
        return _threads(self._client) or 1

    def begin(self, work: Work[Any, Any], part: Sequence[Any], weight: int = 1) -> Future[bytes]:
        """Send a part out.

        Raises:
            PartLost: it cannot be sent.
        """
        try:
            packed = [item.packed() if isinstance(item, IncomingFile) else item for item in part]
        except OSError as error:
            raise PartLost from error
        return super().begin(work, packed, weight)

    def result(self, future: Future[bytes]) -> list[Any]:
        """What came back of a part.

        Raises:
            PartLost: its worker died.
            PoolLost: the cluster is gone.
            Problem: the workers lack a library.
        """
        from distributed.scheduler import KilledWorker

        if not _finished(future, self._client):
            raise PoolLost
        try:
            return super().result(future)
        except ModuleNotFoundError as error:
            raise Problem(_unlike("のどれか")) from error
        except (KilledWorker, OSError, MemoryError) as error:
            raise PartLost("ワーカーが途中で終了しました。") from error


def _threads(client: Client) -> int:
    try:
        return sum(client.nthreads().values())
    except (OSError, RuntimeError):  # not connected any more
        return 0


def _finished(future: Future[bytes], client: Client) -> bool:
    """Wait for it, but not for ever where no worker is left."""
    seen = monotonic()
    while wait([future], timeout=1).not_done:
        if _threads(client):
            seen = monotonic()
        elif monotonic() - seen > WORKERS_SECONDS:
            return False
    return True


@contextmanager
def cluster(address: str, context: BookContext) -> Iterator[Cluster]:
    """The pool behind the scheduler at ``address``.

    Raises:
        Problem: no such scheduler, no workers, or some without this version of zushi_xl.
    """
    with _connected(address) as client:
        # Not scattered: what is lost with a worker is made again, and goes to each worker once.
        there = client.submit(bytes, pickle.dumps(context), pure=False)
        _wait_for_workers(client, address)
        _refuse_unlike(client)
        try:
            yield Cluster(client, there)
        finally:
            if client.status == "running":  # else it would wait for the scheduler to return
                _call(client, context_of.cache_clear)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise Problem(
            '--scheduler には dask が要ります。pip install "zushi_xl[dask]" を実行してください。'
        ) from None
    _reach(address)
    with dask.config.set({_LARGE: "1GiB"}), Client(address, set_as_default=False) as client:
        yield client


def _reach(address: str) -> None:
    """Say at once that nobody is there: a Client that fails to connect is slow to give up."""
    try:
        asyncio.run(_shake_hands(address))
    except (OSError, ValueError, TypeError) as error:
        raise Problem(
            f"Dask のスケジューラ {address} に接続できません（{error}）。アドレスと、スケジューラが"
            f"動いているか（tls:// では証明書の設定も）を確かめてください。{_UNTOUCHED}"
        ) from error


async def _shake_hands(address: str) -> None:
    from distributed.comm.core import connect
    from distributed.security import Security

    arguments = Security().get_connection_args("client")
    comm = await connect(address, timeout=CONNECT_SECONDS, **arguments)
    await comm.close()


def _wait_for_workers(client: Client, address: str) -> None:
    """There is work to do already: a cluster that starts workers on demand starts them now."""
    start = monotonic()
    while not _threads(client):
        if monotonic() - start > WORKERS_SECONDS:
            raise Problem(
                f"Dask のスケジューラ {address} にワーカーがいません。"
                f"dask worker {address} でワーカーを起動してください。{_UNTOUCHED}"
            )
        sleep(0.2)


def _refuse_unlike(client: Client) -> None:
    """Ask all workers of the moment; those that come later are asked by each errand."""
    for worker, found in _call(client, versions).items():
        if isinstance(found, Exception):
            raise Problem(_unlike(worker)) from found
        refuse_other_versions(worker, found, versions())


def _call(client: Client, function: Callable[[], Any]) -> dict[str, Any]:
    """What it gives, or raises, on each worker."""
    call = pickle.dumps(Call(function))
    answers: dict[str, Any] = client.run(pickle.loads, call, on_error="return")
    return answers


def _unlike(workers: str) -> str:
    return (
        f"Dask のワーカー {workers} に zushi_xl {VERSION} がありません。そのワーカーの環境で "
        f'pip install "zushi_xl[dask]=={VERSION}" を実行し、起動し直してください。{_UNTOUCHED}'
    )
