"""Each view of the page as calls of ``workflow``: what the command line does, on chosen files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.page.exchange import Answer, Request, Tell
from zushi_xl.page.masters import master_files, masters_of
from zushi_xl.page.one_thread import one_thread
from zushi_xl.report.model import Report
from zushi_xl.workflow.init import shipped
from zushi_xl.masters.load import Masters

Verb = Callable[[Request, Tell], Answer]
NO_FILES = "ファイルを選んでから、もう一度実行してください。"


def collect(request: Request, tell: Tell) -> Answer:
    """All outputs of the year from returned books."""
    from zushi_xl.workflow.collect import RESULT
    from zushi_xl.workflow.collect import collect as run

    masters = masters_of(request)
    with _reading(request, tell):
        collected, folder = run(masters, _inputs(request), request.outputs, _progress(tell))
    report = collected.report
    return Answer(
        _counted(report.open_findings()),
        _received(report),
        report.findings,
        _standings(report),
        f"集めた結果_{report.fiscal_year}年度.zip",
        folder / RESULT,
    )


def check(request: Request, tell: Tell) -> Answer:
    """The findings of each book on its own, and for each the form with its marks."""
    from zushi_xl.workflow.scale.bench import Bench
    from zushi_xl.workflow.check import check as run
    from zushi_xl.workflow.collect import RESULT, gather

    masters = masters_of(request)
    with _reading(request, tell):
        files = _check_files(request)
        findings = run(masters, files)
    return Answer(_counted(findings), (), findings)


def distribute(request: Request, tell: Tell) -> Answer:
    """The pre-filled form of each division."""
    from zushi_xl.workflow.distribute import distribute as run

    masters = masters_of(request)
    only = str(request.options.get("only", "")).replace("、", " ").split()
    with _reading(request, tell):
        written = run(masters, request.outputs, only, _progress(tell))
    return Answer(
        f"{len(written)} 課分の様式を作りました。",
        archive=f"配布_{masters.plan.fiscal_year}年度.zip",
    )


def _reading(request: Request, tell: Tell) -> AbstractContextManager[None]:
    def reading(name: str, path: Path) -> None:
        inside = path.relative_to(request.folder) if path.is_relative_to(request.folder) else path
        tell({"reading": str(inside), "step": f"{name} を読んでいます"})

    return one_thread(reading, {request.folder / file: kind for file, kind in request.faults.items()})


def _progress(tell: Tell) -> Callable[[str, int, int], None]:
    return lambda what, done, total: tell({"step": what, "done": done, "all": total})


def _inputs(request: Request) -> list[Path]:
    if request.sample:
        return [shipped("inputs")]
    roots = request.roots("files")
    if not roots:
        raise Problem(f"点検するブックがありません。{NO_FILES}")
    return roots


def _check_files(request: Request) -> list[Path]:
    return [p for root in _inputs(request) for p in sorted(root.rglob("*")) if p.is_file()]


def _counted(findings: Iterable[Finding]) -> str:
    found = [f for f in findings if not f.waived]
    counts = [(s.label, sum(f.severity is s for f in found)) for s in Severity]
    return "　".join(f"{label} {count} 件" for label, count in counts)


def _received(report: Report) -> tuple[str, ...]:
    return ()


def _standings(report: Report) -> tuple[tuple[str, ...], ...]:
    return ()


VERBS: Mapping[str, Verb] = {"collect": collect, "check": check, "distribute": distribute}
