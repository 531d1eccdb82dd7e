"""``zushi-xl adopt``, and what the other commands do where a city's own workbook is the form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.cli import options
from zushi_xl.cli.japanese import Command, Stop
from zushi_xl.cli.running import Progress, stopping
from zushi_xl.cli.streams import say
from zushi_xl.cli.without_effect import beside, common, is_written, shown, without

if TYPE_CHECKING:
    from zushi_xl.adopt.own_form.gathered import Gathered
    from zushi_xl.adopt.own_form.model import OwnForm, OwnMasters
    from zushi_xl.files.remote import Url
    from zushi_xl.findings.finding import Finding
    from zushi_xl.workflow.scale.isolated import OpenIsolated

_FILE = click.Path(path_type=Path)
_SHOWN = 10


@click.command(
    cls=Command,
    idle=(
        beside("returned", "workbooks", "as_json"),
        without("returned", "year"),
        common(beside("as_json", "output", "plan", "form")),
        common(without("returned", "form")),
    ),
)
@click.argument("workbooks", nargs=-1, type=_FILE, metavar="[FORM] [FILLED]...")
@click.option(
    "--json", "as_json", is_flag=True, help="読み取った下書きを JSON で表示（書き出さない）"
)
@click.option(
    "--import",
    "returned",
    type=_FILE,
    metavar="FOLDER",
    help="前の年度に届いた写しを、様式定義のとおりに読み、計画マスタに取り込む",
)
@click.option("--year", type=click.IntRange(1990, 2100), help="--import の写しの年度（西暦）")
@options.output(what="下書きを書き出すフォルダ")
@options.masters
def adopt(
    workbooks: tuple[Path, ...],
    as_json: bool,
    returned: Path | None,
    year: int | None,
    output: Path,
    plan: Path | Url,
    form: Path | Url,
) -> None:
    """今ある様式（Excel）から、様式定義と計画マスタの下書きを作ります。

    FORM は空の様式、FILLED は記入済みの写し（あれば。違うところが記入欄とわかります）。
    様式のファイルには書き込みません。もう一度実行しても、直した行は残ります。
    """
    if returned is not None:
        _import(plan, form, returned, year, output)
    elif not workbooks:
        raise Stop("様式のファイルを指定してください（例：zushi-xl adopt 様式.xlsx -o 照会）。")
    elif as_json:
        from zushi_xl.adopt import draft_of, dump_draft

        click.echo(dump_draft(stopping(draft_of, workbooks[0], workbooks[1:])))
    else:
        _draft(workbooks, output, _evaluated(plan))


def _evaluated(plan: Path | Url) -> Path | None:
    """The plan master of an evaluation, where one was named."""
    if not is_written(click.get_current_context(), "plan"):
        return None
    if isinstance(plan, Path) and _has_plan(plan):
        return plan
    say(f"{plan} は照会の計画マスタか、このPCの外にあるので、下書きに使いません。", err=True)
    return None


def _draft(workbooks: tuple[Path, ...], output: Path, plan: Path | None) -> None:
    from zushi_xl.adopt import draft_lines
    from zushi_xl.adopt.drafting import write_drafts

    drafted = stopping(write_drafts, workbooks[0], workbooks[1:], output, say, plan)
    for line in draft_lines(drafted.draft):
        say(line)
    if drafted.corrected or drafted.removed:
        click.echo(
            f"前に直された {drafted.corrected} 行と、消された {drafted.removed} 行を守りました。"
        )
    for path in drafted.paths:
        say(path)


def _import(
    plan: Path | Url, form: Path | Url, returned: Path, year: int | None, output: Path
) -> None:
    from zushi_xl.adopt.history import import_year

    if year is None:
        raise Stop("--import には、写しの年度を --year 2023 のように付けてください。")
    if not own_form(form) or not isinstance(plan, Path) or not isinstance(form, Path):
        raise Stop(
            "--import は、adopt で作った様式定義（設定に「原本」のあるもの）で使えます。"
            "--form と --plan で指定してください。"
        )
    if not questionnaire(plan, form):
        _import_evaluation(plan, form, returned, year, output)
        return
    imported = stopping(import_year, plan, form, returned, year, output, say)
    _print(imported.gathered)
    for path in imported.paths:
        say(path)


def _import_evaluation(plan: Path, form: Path, returned: Path, year: int, output: Path) -> None:
    """The year of an evaluation: all its products, and the plan master with its history."""
    from zushi_xl.cli.running import load
    from zushi_xl.cli.show import print_collected
    from zushi_xl.workflow.own_history import import_year
    from zushi_xl.workflow.own_plan import of_own_plan
    from zushi_xl.workflow.scale.isolated import OpenIsolated

    masters = of_own_plan(load(plan, form))
    with Progress() as progress:
        imported = stopping(
            lambda: import_year(
                masters, plan, returned, year, output, OpenIsolated(), progress, say
            )
        )
    print_collected(imported.collected, imported.folder)
    carried = sum(change.kind in ("実績値", "前年度の欄", "決算額") for change in imported.changes)
    click.echo(f"計画マスタに加えた値 {carried} 件（シート「年度更新の記録」に出典があります）")
    say(imported.plan)


def refuse_options(*usable: str) -> None:
    """Options that a questionnaire has no use for are refused, not passed over.

    ``usable`` are names of parameters; those of the masters and the outputs always are.

    Raises:
        Stop: another one was given.
    """
    context = click.get_current_context()
    known = {"inputs", "files", "plan", "form", "output", *usable}
    given = (
        shown(parameter)
        for parameter in context.command.params
        if parameter.name not in known and is_written(context, parameter.name or "")
    )
    if refused := list(given):
        raise Stop(
            f"照会では {'、'.join(refused)} を使えません。外して、もう一度実行してください。"
        )


def own_form(form: Path | Url) -> bool:
    """Whether a form definition stands for a city's own workbook."""
    from zushi_xl.masters.form.original import is_own_form

    return isinstance(form, Path) and is_own_form(form)


def questionnaire(plan: Path | Url, form: Path | Url) -> bool:
    """Whether the masters are those of a questionnaire: an own form without a plan behind it."""
    return own_form(form) and not (isinstance(plan, Path) and _has_plan(plan))


def _has_plan(plan: Path) -> bool:
    """Whether a plan master is of a plan, and not of a questionnaire."""
    from zushi_xl.adopt.own_form.load import open_master
    from zushi_xl.adopt.own_plan.load import is_evaluation

    return is_evaluation(stopping(open_master, plan, "計画マスタ"))


def own_masters(plan: Path | Url, form: Path | Url) -> OwnMasters:
    """The masters of a city's own form."""
    from zushi_xl.adopt.own_form.load import load_own

    if not isinstance(plan, Path) or not isinstance(form, Path):
        raise Stop("原本のある様式では、計画マスタと様式定義をこのPCのファイルで指定してください。")
    masters: OwnMasters = stopping(load_own, plan, form)
    return masters


def own_form_of(plan: Path | Url, form: Path | Url) -> tuple[OwnForm, int]:
    """A city's own form, of a questionnaire or of an evaluation, and the fiscal year."""
    if questionnaire(plan, form):
        masters = own_masters(plan, form)
        return masters.form, masters.plan.fiscal_year
    from zushi_xl.cli.running import load
    from zushi_xl.workflow.own_plan import of_own_plan

    evaluation = of_own_plan(load(plan, form))
    return evaluation.own, evaluation.plan.fiscal_year


def distribute_own(
    plan: Path | Url, form: Path | Url, output: Path, only: tuple[str, ...], *, overwrite: bool
) -> Path:
    """Copies of the original, one for each division; gives the folder they stand in."""
    from zushi_xl.workflow.own_form import distribute

    masters = own_masters(plan, form)
    with Progress() as progress:
        paths = stopping(
            lambda: distribute(masters, output, only, progress, overwrite=overwrite, tell=say)
        )
    for path in paths:
        say(path)
    click.echo(f"{len(paths)} 課分の様式（原本の写し）を作りました。")
    folder: Path = paths[0].parent
    return folder


def collect_own(
    inputs: tuple[Path | Url, ...],
    plan: Path | Url,
    form: Path | Url,
    output: Path | Url,
    *,
    strict: bool,
) -> None:
    """The table of answers."""
    from zushi_xl.workflow.own_form import collect
    from zushi_xl.workflow.scale.isolated import OpenIsolated

    masters, opener = own_masters(plan, form), OpenIsolated()
    with Progress() as progress:
        gathered, folder = stopping(
            lambda: collect(masters, _local(inputs), _here(output), opener, progress, say)
        )
    opener.release()
    _print(gathered)
    click.echo(f"出力先：{folder}")
    sys.exit(1 if strict and gathered.has_errors else 0)


def look_at_own(
    inputs: tuple[Path | Url, ...],
    plan: Path | Url,
    form: Path | Url,
    opener: OpenIsolated | None = None,
    *,
    as_json: bool = False,
    everybody: bool = False,
) -> None:
    """The state of each division that has returned something, and what is to be said; nothing is
    written. ``opener`` is one that has started already; ``as_json`` prints the findings alone;
    with ``everybody`` the divisions that have not, too, and nothing may have come back yet."""
    from zushi_xl.cli.show import print_findings
    from zushi_xl.workflow.own_form import gather_returns
    from zushi_xl.workflow.scale.isolated import OpenIsolated

    masters, opener = own_masters(plan, form), opener or OpenIsolated()
    with Progress() as progress:
        gathered = stopping(
            lambda: gather_returns(masters, _local(inputs), opener, progress, or_none=everybody)
        )
    opener.release()
    if as_json:
        print_findings(gathered.findings, as_json)
    else:
        if everybody:
            click.echo(gathered.received)
        for state in gathered.states:
            if everybody or state.file:
                click.echo(f"  {state.name}：{state.state}")
        _print_findings(gathered.findings, len(gathered.findings))
    sys.exit(1 if gathered.has_errors else 0)


def _local(inputs: tuple[Path | Url, ...]) -> list[Path]:
    return [_here(place) for place in inputs]


def _here(place: Path | Url) -> Path:
    if not isinstance(place, Path):
        raise Stop("原本のある様式では、このPCのフォルダを指定してください。")
    return place


def _print(gathered: Gathered) -> None:
    """The outcome in a few lines."""
    click.echo(gathered.received)
    _print_findings(gathered.findings, _SHOWN)


def _print_findings(findings: Sequence[Finding], most: int) -> None:
    for finding in findings[:most]:
        click.echo(f"  {finding.severity.label} {finding.place}：{finding.message}{finding.remedy}")
    if len(findings) > most:
        more = len(findings) - most
        click.echo(f"  ほか {more} 件は回答一覧の「点検結果」をご覧ください。")
