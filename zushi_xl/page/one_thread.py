"""Until the pipeline has a seam of its own: its threads and processes, replaced for one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from zushi_xl.files import whole_output
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow import check
from zushi_xl.workflow.scale import bench
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_in.plain import PlainFault, make_workbook


@contextmanager
def one_thread(reading: Callable[[str, Path], None], faults: Mapping[Path, str]) -> Iterator[None]:
    def read_workbooks(
        files: Iterable[tuple[str, Path]], **_: object
    ) -> Iterator[Workbook | Unreadable]:
        for name, path in files:
            if path in faults:
                fault = PlainFault.of(faults[path], "40" if faults[path] == "timed_out" else "")
                yield make_workbook(name, "", fault)
            else:
                reading(name, path)
                yield read_workbook(path, name)

    class NoWorker:
        def start(self) -> None: ...
        def stop(self) -> None: ...

    def patched(module: object, name: str, value: object) -> None:
        stack.callback(setattr, module, name, getattr(module, name))
        setattr(module, name, value)

    with ExitStack() as stack:
        patched(bench, "read_workbooks", read_workbooks)
        patched(check, "read_workbooks", read_workbooks)
        patched(bench, "Worker", NoWorker)
        patched(bench, "_at_hand", lambda files, _: ((f.name, f.place) for f in files))
        patched(whole_output, "_sync", lambda *_: None)
        yield
