"""The process that opens files from outside: started once, fed with paths, killed when it hangs.

Standard input brings one path with its budget a line (JSON), standard output takes one pickled
answer each.
Nothing here is imported that a start would have to wait for.
"""

from __future__ import annotations

import gc
import json
import pickle
import sys
from pathlib import Path

from zushi_xl.workflow.scale.pipes import answers_out, send
from zushi_xl.xlsx_in import limits
from zushi_xl.xlsx_in.plain import PlainFault
from zushi_xl.xlsx_in.reader import read_plain

READY = b"ready"


def limit_memory() -> None:
    """Hold this process to its address space; Windows has no such limit, only the clock."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = limits.WORKER_BYTES if hard < 0 else min(limits.WORKER_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def answer(path: Path, budget: limits.Budget) -> bytes:
    """The pickled result; a result too large to send is a fault."""
    try:
        return pickle.dumps(read_plain(path, budget), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        gc.collect()
        fault = PlainFault.of("out_of_memory")
        return pickle.dumps(("", fault), pickle.HIGHEST_PROTOCOL)


def serve() -> None:
    """Answer until standard input ends."""
    limit_memory()
    out = answers_out()
    gc.disable()  # trees are freed by reference count; circles are collected between files
    gc.freeze()  # what a start has loaded is never gone through
    send(out, READY)
    for line in sys.stdin.buffer:
        path, budget = json.loads(line)
        send(out, answer(Path(path), limits.Budget(*budget)))
        gc.collect()
