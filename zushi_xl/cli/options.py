"""What commands share: the options on masters and outputs, and how a run is stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zushi_xl.cli.japanese import Stop

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url
    from zushi_xl.findings.finding import Finding
    from zushi_xl.masters.load import Masters


class Place(click.Path):
    """A path, or the address of a store."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from zushi_xl.files.remote import place

        return place(str(value))


def masters_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command on a plan has."""
    for option in (
        click.option(
            "--form",
            type=Place(path_type=Path),
            default=Path("templates_xlsx/様式定義.xlsx"),
            help="様式定義のブック（既定：templates_xlsx/様式定義.xlsx）",
        ),
        click.option(
            "--plan",
            type=Place(path_type=Path),
            default=Path("templates_xlsx/計画マスタ.xlsx"),
            help="計画マスタのブック（既定：templates_xlsx/計画マスタ.xlsx）",
        ),
    ):
        command = option(command)
    return command


def output_option(
    kind: type[click.Path] = click.Path, what: str = "結果を書き出すフォルダ"
) -> Callable[..., Any]:
    """The option for the folder of outputs."""
    return click.option(
        "-o",
        "--output",
        type=kind(path_type=Path, file_okay=False),
        default=Path("outputs"),
        help=f"{what}（既定：outputs/）",
    )


def load(plan: Path | Url, form: Path | Url) -> Masters:
    from zushi_xl.files.remote import here
    from zushi_xl.masters.load import load_masters

    masters: Masters = stopping(lambda: load_masters(here(plan), here(form)))
    return masters


def _line(finding: Finding) -> str:
    return f"{finding.place}：{finding.message}{finding.remedy}"


def stopping(run: Callable[..., Any], *arguments: Any) -> Any:
    """Run a verb; a ``Problem`` ends the command with one line, after the places it is about."""
    from zushi_xl.findings.finding import FaultyBook, Problem

    try:
        return run(*arguments)
    except FaultyBook as fault:
        for finding in fault.findings:
            click.echo(_line(finding), err=True)
        raise Stop(str(fault)) from None
    except Problem as problem:
        for finding in getattr(problem, "findings", ()):
            click.echo(_line(finding), err=True)
        raise Stop(str(problem)) from None
