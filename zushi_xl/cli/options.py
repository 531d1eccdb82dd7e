"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


class Place(click.Path):
    """A path, or the address of a store."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """A path, or the address of a store where the text has ``://``."""
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from zushi_xl.files.remote import place

        return place(str(value))


def masters(command: Callable[..., Any]) -> Callable[..., Any]:
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


def output(
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


def phase(help_: str) -> Callable[..., Any]:
    """The option for a part of the year, where the plan has such parts."""
    return click.option("--phase", default="", metavar="段階", help=help_)


years = click.option(
    "--years",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="前の年度の収集結果.json か、そのフォルダ（例：outputs）。点検結果にルールの実績が載る",
)
"""Earlier results are told, never looked for: equal inputs give equal outputs."""

strict = click.option(
    "--strict", is_flag=True, help="要修正の指摘が残っていれば、終了コードを1にする"
)
"""For scripts that go on only where nothing is left to mend."""

pdf_date = click.option(
    "--pdf-date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日付",
    help="PDF に記す作成日（例：2025-09-30。既定：記さない。同じ提出から同じ PDF になる）",
)
"""A clock in the file would make equal runs differ, so the day is told."""
