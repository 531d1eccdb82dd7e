"""A process that is ready to write the outputs of one return or another, and forks to do so.

    python writing_child.py FOLDER FILE_A FILE_B

For each line A or B on standard input a forked process writes the outputs of that return into
FOLDER; its number is printed, for somebody to kill it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.collect import gather, write_outputs


def main(folder: Path, *files: Path) -> None:
    templates = Path(__file__).parents[2] / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    years = {name: gather(masters, [file]) for name, file in zip("AB", files, strict=True)}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed leave no trace
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            collected = years[line.strip()]
            write_outputs(masters, collected, folder)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
