"""Reads files in a process of 512 MB and prints what became of each; started by the tests."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from zushi_xl.cells import Unreadable
from zushi_xl.xlsx_in import read_workbooks


def main(paths: list[str]) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    start = time.monotonic()
    for found in read_workbooks((Path(path).stem, Path(path)) for path in paths):
        seconds, start = time.monotonic() - start, time.monotonic()
        fault = isinstance(found, Unreadable)
        said = [found.kind, found.reason, found.remedy] if isinstance(found, Unreadable) else []
        print(json.dumps({"file": found.file, "fault": fault, "said": said, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1:])
