"""Where the page enters Python: a folder of chosen files and a request as JSON.

It runs in the browser: one thread, no processes, a file system in memory. Nothing here judges or
writes workbooks: that is ``workflow``, the same that the command line calls.
"""

from __future__ import annotations

import gc
import json
import shutil
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.findings.ways import called
from zushi_xl.workflow.browser.exchange import PageAnswer, Request, Tell, described
from zushi_xl.workflow.browser.masters import chosen_masters, inside
from zushi_xl.workflow.browser.verbs import VERBS
from zushi_xl.workflow.browser.words import SAMPLE, page_words, without_places
from zushi_xl.workflow.memory_release import without_cycle_collection
from zushi_xl.workflow.single_books import OpenHere

_CAUSE = 6  # lines of a traceback: enough for us
_REPORT = "想定外の誤りで止まりました。下の文を添えて、開発元に知らせてください。"
_NO_MEMORY = "メモリが足りません。ファイルを何回かに分けて選び、もう一度実行してください。"


def new_folder() -> str:
    """A folder for the files of one run."""
    return tempfile.mkdtemp(prefix="zushi_xl_")


def clear(folder: str) -> None:
    """Let go what one run needed, circles too: meanwhile nobody waits."""
    shutil.rmtree(folder, ignore_errors=True)
    gc.collect()


def run(folder: str, request: str, tell: Callable[[str], None]) -> str:
    """Do what ``request`` asks for; ``tell`` hears of progress. Both and the answer are JSON."""
    asked = Request(Path(folder), **json.loads(request))
    answer = answered(asked, lambda step: tell(json.dumps(step, ensure_ascii=False)))
    return json.dumps(described(asked, answer), ensure_ascii=False)


def warm() -> None:
    """Load what a check needs, while a person still chooses files: also the page's own masters."""
    import zushi_xl.workflow.check  # noqa: F401

    without_cycle_collection()
    if inside():
        _read_masters(Request(Path("/nowhere"), ""))


def warm_rest() -> None:
    """Load what other runs need besides, while still nobody has asked for one."""
    import zushi_xl.workflow.year_files  # noqa: F401


def prepare(folder: str) -> None:
    """Read the masters that were chosen, while a person still chooses the rest."""
    with suppress(MemoryError):  # the run says so
        _read_masters(Request(Path(folder), ""))
    clear(folder)


def _read_masters(request: Request) -> None:
    with suppress(Problem):  # who runs something is told
        chosen_masters(request).prepared.opening(OpenHere())


def refused(reason: str) -> str:
    """The answer where the page itself found why nothing can be done."""
    return json.dumps(described(Request(Path("/nowhere"), ""), PageAnswer(reason, refused=True)))


def answered(request: Request, tell: Tell) -> PageAnswer:
    """The answer of a verb; whatever stops it is an answer too."""
    try:
        with called(page_words(request)):
            answer = VERBS[request.verb](request, tell)
        if request.sample:
            answer = replace(answer, lines=(SAMPLE, *answer.lines))
        return _as_shown(request, answer)
    except Problem as problem:
        findings: tuple[Finding, ...] = getattr(problem, "findings", ())
        return _as_shown(request, PageAnswer(str(problem), findings=findings, refused=True))
    except MemoryError:
        return PageAnswer(_NO_MEMORY, refused=True)
    except Exception:
        cause = traceback.format_exc().strip().splitlines()[-_CAUSE:]
        return PageAnswer(_REPORT, tuple(cause), refused=True)


def _as_shown(request: Request, answer: PageAnswer) -> PageAnswer:
    """The answer with its files named as they were chosen."""
    said = without_places(request)
    return replace(
        answer,
        summary=said(answer.summary),
        lines=tuple(map(said, answer.lines)),
        findings=tuple(
            replace(finding, message=said(finding.message), remedy=said(finding.remedy))
            for finding in answer.findings
        ),
    )
