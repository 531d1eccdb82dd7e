"""``zushi-xl help``: the handbook on the terminal."""

from __future__ import annotations

import click

from zushi_xl.cli.japanese import Command, Stop


@click.command("help", cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[語]")
def help_(words: tuple[str, ...]) -> None:
    """説明書を表示します（例：zushi-xl help 評価基準）。"""
    from zushi_xl.workflow.handbook import look_up
    from zushi_xl.workflow.handbook_html import GROUPS

    word = " ".join(words).strip()
    if not word:
        for readers, pages in GROUPS:
            click.echo(f"【{readers}】{'、'.join(pages)}")
        click.echo("zushi-xl help 語 で、その語の説明を表示します（例：zushi-xl help 評価基準）。")
        return
    found = look_up(word)
    if not found:
        raise Stop(
            f"「{word}」の説明はありません。ほかの言葉で引いてください。"
            "zushi-xl help 索引 で、引ける言葉の一覧が出ます。"
        )
    for section in found:
        click.echo(f"――― {section.page}：{section.heading} ―――\n{section.text}\n")
