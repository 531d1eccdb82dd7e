"""The commands ``check`` and ``status``: they look at what has come back and write nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.cli import options
from zushi_xl.cli.adopt_command import look_at_own, questionnaire, refuse_options
from zushi_xl.cli.japanese import Command
from zushi_xl.cli.running import Progress, load, preparing_workers, stopping
from zushi_xl.cli.streams import say
from zushi_xl.cli.without_effect import is_written

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url


@click.command(cls=Command)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@options.masters
@options.output(what="前の段階の記録のあるフォルダ")
@options.phase("この段階のブックとして点検する（既定：ブックの段階）")
@click.option("--json", "as_json", is_flag=True, help="JSON で表示")
def check(
    files: tuple[Path, ...],
    plan: Path | Url,
    form: Path | Url,
    output: Path,
    phase: str,
    as_json: bool,
) -> None:
    """届いたブックを一つずつ点検し、指摘を表示します。何も書き出しません。

    フォルダを指定すると、その中のブックをすべて点検します。
    """
    from zushi_xl.workflow.scale.isolated import OpenIsolated

    opener = OpenIsolated()
    opener.start(plan, files[0] if files[0].is_file() else None)  # while the rest is loaded
    if questionnaire(plan, form):
        refuse_options("as_json")
        _tell_no_phases()
        look_at_own(files, plan, form, opener, as_json=as_json)
        return
    from zushi_xl.cli.show import print_findings, print_rules_off
    from zushi_xl.workflow.check import check as run
    from zushi_xl.workflow.check import files_to_check
    from zushi_xl.workflow.phases import at_phase
    from zushi_xl.workflow.single_books import BookContext

    masters = stopping(at_phase, load(plan, form), output, phase)
    if not masters.plan.phases:
        _tell_no_phases()
    context = BookContext(masters, opener)
    findings = stopping(lambda: run(context, files_to_check(files))).findings
    context.release()
    print_findings(findings, as_json)
    print_rules_off(masters.plan, beside_json=as_json)
    sys.exit(1 if any(f.severity == "error" and not f.waived for f in findings) else 0)


@click.command(cls=Command)
@click.argument(
    "inputs", nargs=-1, required=True, type=options.Place(path_type=Path), metavar="INPUTS..."
)
@options.masters
@options.output(options.Place, "前の段階の記録のあるフォルダ")
@options.phase("この段階の状況を示す（既定：届いたブックの段階）")
@click.option("--no-reminders", "quiet", is_flag=True, help="遅れている課への督促文を出さない")
def status(
    inputs: tuple[Path | Url, ...],
    plan: Path | Url,
    form: Path | Url,
    output: Path | Url,
    phase: str,
    quiet: bool,
) -> None:
    """課ごとの提出状況（未提出・読めない・未記入・要修正・要確認・受理）を表示します。

    遅れている課には、貼り付けて送れる督促文も出します。
    """
    from zushi_xl.cli.show import print_reminders, print_status
    from zushi_xl.workflow.gathering import gather
    from zushi_xl.workflow.phases import at_phase

    if questionnaire(plan, form):
        refuse_options()
        _tell_no_phases()
        look_at_own(inputs, plan, form, everybody=True)
        return
    with preparing_workers(inputs, plan) as at_work, Progress() as progress:
        masters = stopping(at_phase, load(plan, form), output, phase)
        if not masters.plan.phases:
            _tell_no_phases()
        collected = stopping(
            lambda: gather(masters, inputs, progress, workers=at_work(masters), or_none=True)
        )
    print_status(collected.report)
    if not quiet:
        print_reminders(collected.report)
    sys.exit(1 if collected.report.has_errors else 0)


def _tell_no_phases() -> None:
    """The folder of earlier phases was named where there are none, perhaps as one to write to."""
    if is_written(click.get_current_context(), "output"):
        say(
            "計画に段階がないので、--output を使いません。このコマンドは何も書き出しません。",
            err=True,
        )
