"""A part of the work as bytes that any process with this version of zushi_xl can do."""

from __future__ import annotations

import pickle
import platform
import sys
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar
from zlib import ZLIB_RUNTIME_VERSION

from zushi_xl.files.shipped import VERSION
from zushi_xl.findings.finding import Problem
from zushi_xl.workflow.single_books import BookContext, Work

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Call:
    """A function and its arguments; opening the pickle of it is to call it."""

    def __init__(self, function: Callable[..., Any], *arguments: Any):
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._call


def task(work: Work[Any, Any], part: Sequence[Any]) -> bytes:
    """A part of the work. ``pickle.loads(task, buffers=[pickled context])`` does it, anywhere, and
    gives the pickled list of the results."""
    call = Call(_perform, work, part, versions(), pickle.PickleBuffer(b""))
    return pickle.dumps(call, pickle.HIGHEST_PROTOCOL, buffer_callback=lambda _context: None)


def _perform(
    work: Work[_Item, _Result], part: Sequence[_Item], wanted: dict[str, str], context: bytes
) -> bytes:
    """Raises Problem where another version is at work than where the task comes from."""
    refuse_other_versions(platform.node(), versions(), wanted)
    return pickle.dumps([*work(context_of(context), part)], pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=4)
def context_of(data: bytes) -> BookContext:
    """Kept from part to part; a worker of a cluster may work for several runs."""
    context: BookContext = pickle.loads(data)
    return context


@cache
def versions() -> dict[str, str]:
    """What, besides the masters and the inputs, the bytes of an output may depend on."""
    from importlib.metadata import version  # slow to load

    libraries = {name: version(name) for name in ("XlsxWriter", "xlrd", "olefile", "jaconv")}
    python = "{}.{}".format(*sys.version_info)
    return {"zushi_xl": VERSION, "Python": python, **libraries, "zlib": ZLIB_RUNTIME_VERSION}


def refuse_other_versions(worker: str, found: dict[str, str], wanted: dict[str, str]) -> None:
    """Raises Problem."""
    there = (f"{name} {value}" for name, value in found.items() if value != wanted.get(name))
    if differing := "、".join(there):
        needed = "、".join(f"{name} {value}" for name, value in wanted.items())
        raise Problem(
            f"ワーカー {worker} では {differing} が使われます。同じ結果になるよう、"
            f"クラスタの環境を依頼元のPC（{needed}）にそろえてください。"
        )
