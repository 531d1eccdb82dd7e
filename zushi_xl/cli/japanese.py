"""Click in Japanese: headings of the help, and its own errors as one line with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError


class Stop(click.ClickException):
    """Ends the run with status 2 and one line."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"zushi-xl: {self.message}", err=True, file=file)


class Command(click.Command):
    """A command whose help and errors are Japanese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[オプション]")
        formatter.write_usage(ctx.command_path, pieces, prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("オプション"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示"
        return option

    def make_context(self, *arguments: Any, **keywords: Any) -> click.Context:
        with _explained():
            return super().make_context(*arguments, **keywords)


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=100))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("コマンド"):
            formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*click.Command.collect_usage_pieces(self, ctx), "コマンド ..."]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        with _explained():
            return super().resolve_command(ctx, args)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise Stop(f"{_message(error)}使い方は {_help_of(error)} で確かめられます。") from None


def _help_of(error: click.UsageError) -> str:
    return f"{error.ctx.command_path} --help" if error.ctx else "zushi-xl --help"


def _message(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} を指定してください。"
    if isinstance(error, click.NoSuchOption):
        return f"{error.option_name} というオプションはありません。"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} には値が必要です。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} の値が正しくありません。"
    if error.message.startswith("No such command"):
        return f"{error.message.split(' ', 3)[3].rstrip('.')} というコマンドはありません。"
    return "引数が正しくありません。"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "引数"
    return str(error.param.metavar or error.param.opts[-1])
