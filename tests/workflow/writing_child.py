"""A process that is ready to collect one return or another, and forks to do so.

    python writing_child.py OUTPUT PLAN FORM FILE_A FILE_B

For each line A or B on standard input a forked process does the whole run on that return, from the
reading to the last rename, into OUTPUT; its number is printed, for somebody to kill it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.collect import collect


def main(output: Path, plan: Path, form: Path, *files: Path) -> None:
    masters = load_masters(plan, form)
    with TemporaryDirectory() as elsewhere:  # so that what loads late is there before the fork
        collect(masters, [files[0]], Path(elsewhere))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed leave no trace
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            collect(masters, [files["AB".index(line.strip())]], output)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
