"""The command as a person runs it, on the sample masters."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from tests.conftest import ROOT
from zushi_xl.cli.commands import main

TEMPLATES = ROOT / "templates_xlsx"
MASTERS = (
    "--plan",
    str(TEMPLATES / "計画マスタ.xlsx"),
    "--form",
    str(TEMPLATES / "様式定義.xlsx"),
)


def run(*arguments: str | Path, plan: Path | None = None) -> Result:
    """``zushi-xl`` with some arguments; anything but its own ending is an error of ours."""
    masters = MASTERS if plan is None else ("--plan", str(plan), *MASTERS[2:])
    return CliRunner().invoke(main, [*map(str, arguments), *masters], catch_exceptions=False)
