"""``zushi-xl page``, and the page that ``distribute`` lays beside the forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.cli import options
from zushi_xl.cli.adopt_command import own_form, own_form_of
from zushi_xl.cli.japanese import Command
from zushi_xl.cli.running import stopping
from zushi_xl.cli.streams import say
from zushi_xl.cli.without_effect import beside, common, without

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url
    from zushi_xl.page.build import PageKind

runtime_option = click.option(
    "--runtime",
    type=click.Path(path_type=Path),
    help="ブラウザで動く Python（npm の pyodide の .tgz）。同梱されていないときに指定する",
)


@click.command(
    cls=Command,
    idle=(
        without("serve", "port"),
        beside("serve", "output"),
        common(without("check", "plan", "form")),
    ),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="書き出すファイル（既定：zushi-xl.html、--check では 自己点検_<年度>年度.html）",
)
@click.option("--check", is_flag=True, help="担当課の自己点検のページを、今年度のマスタ入りで作る")
@click.option("--serve", is_flag=True, help="書き出さずに、このPCの中だけのアドレスで開く")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="--serve のポート番号")
@runtime_option
@options.masters
def page(
    output: Path | None,
    check: bool,
    serve: bool,
    port: int,
    runtime: Path | None,
    plan: Path | Url,
    form: Path | Url,
) -> None:
    """道具一式を、ブラウザで開ける一つの HTML ファイルにします。

    インストールの要らないページです。通信はせず、ファイルはPCの外に出ません。
    """
    from zushi_xl.page import make

    kind, name = _self_check(plan, form) if check else (make.toolkit(), make.TOOLKIT_FILE)
    content = stopping(make.page_bytes, kind, runtime)
    if serve:
        _serve(content, port)
    else:
        _write(output or Path(name), content)


def self_check_page(
    plan: Path | Url, form: Path | Url, runtime: Path | None
) -> Callable[[Path], None]:
    """The page for self-checks, made before the forms: without it none are distributed. What it
    gives lays the page into their folder."""
    from zushi_xl.page import make

    kind, name = _self_check(plan, form)
    content: bytes = stopping(make.page_bytes, kind, runtime)
    return lambda folder: _write(folder / name, content)


def _self_check(plan: Path | Url, form: Path | Url) -> tuple[PageKind, str]:
    from zushi_xl.files.remote import here
    from zushi_xl.page import make

    if own_form(form):
        own, year = own_form_of(plan, form)
        kind = make.self_check_with(own.title, year, (here(plan), here(form), own.original))
    else:
        kind, year = stopping(lambda: make.self_check_of(here(plan), here(form)))
    return kind, make.self_check_file(year)


def _write(path: Path, content: bytes) -> None:
    from zushi_xl.page import checksums, make

    made = stopping(make.write_page, path, content)
    click.echo(f"{made.path}（{made.size / 1e6:.1f} MB）")
    click.echo(f"SHA-256 {made.sha256}")
    stated = stopping(checksums.state, made)
    say(
        f"この値は {' と '.join(map(str, stated))} にも書きました。配布の通知文にも写してください。"
    )


def _serve(content: bytes, port: int) -> None:
    from zushi_xl.page.serve import serve

    stopping(lambda: serve(content, port, _announce))


def _announce(address: str) -> None:
    click.echo(
        f"{address} をブラウザで開いてください（このPCからだけ開けます）。終えるには Ctrl+C。"
    )
