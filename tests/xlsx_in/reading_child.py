"""Reads files in a process of 512 MB and prints what became of each; started by the tests."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.scale.reader_process import read_workbooks


def main(paths: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    for path in map(Path, paths):
        before = _processor_time()
        (found,) = read_workbooks([(path.stem, path)])
        seconds = _processor_time() - before
        fault = isinstance(found, Unreadable)
        said = [found.kind, found.reason, found.remedy] if isinstance(found, Unreadable) else []
        print(json.dumps({"file": found.file, "fault": fault, "said": said, "seconds": seconds}))


def _processor_time() -> float:
    """Seconds of this process and of the workers that have ended.

    Not the clock on the wall: a machine that does other things meanwhile would fail the test.
    """
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(sys.argv[1:])
