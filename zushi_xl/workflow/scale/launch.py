"""Starts the processes that work for this one; they load nothing of this module themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]


def serving(module: str) -> str:
    """The program of a process that runs ``serve`` of a module beside this one."""
    return (
        f"import sys; sys.path.append({str(_ROOT)!r});"
        f"from zushi_xl.workflow.scale.{module} import serve; serve()"
    )


def launched(program: str) -> subprocess.Popen[bytes]:
    """A process of this Python behind pipes; nobody hears what it prints.

    Raises:
        OSError: it cannot be started.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
