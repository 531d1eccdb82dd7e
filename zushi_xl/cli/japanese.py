"""Click in Japanese: headings of the help, and its own errors as one line with what to do."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from zushi_xl.cli.streams import names_in_utf8, never_fail_to_print, say, visible
from zushi_xl.cli.usage_words import usage_words
from zushi_xl.cli.without_effect import WithoutEffect, blank_or_doubled, told_without_effect

_INTERRUPTED = 130  # 128 and the number of the signal, as shells count
_REASONS = {
    errno.EACCES: "書き込むか読む権限がありません。権限を確かめるか、別の場所を指定してください",
    errno.EPERM: "書き込むか読む権限がありません。権限を確かめるか、別の場所を指定してください",
    errno.EROFS: "読み取り専用の場所です。別の場所を指定してください",
    errno.ENOSPC: "ディスクに空きがありません。空きを作ってから、もう一度実行してください",
    errno.ENOENT: "見つかりません。名前と場所を確かめてください",
    errno.ENAMETOOLONG: "名前が長すぎます。短い名前か場所にしてください",
    errno.EISDIR: "フォルダです。ファイルを指定してください",
    errno.ENOTDIR: "途中にファイルがあり、フォルダとしてたどれません",
}


class Stop(click.ClickException):
    """Ends the run with status 2 and one line."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message with the name of the command."""
        click.echo(f"zushi-xl: {visible(self.message)}", err=True, file=file)


class Command(click.Command):
    """A command whose help and errors are Japanese. ``idle``: which of its options mean nothing
    when."""

    def __init__(self, *arguments: Any, idle: Sequence[WithoutEffect] = (), **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._idle = idle

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage, in Japanese."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[オプション]")
        formatter.write_usage(ctx.command_path, pieces, prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a Japanese head."""
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("オプション"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help`` with its text in Japanese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示"
        return option

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **more: Any
    ) -> click.Context:
        """Parse the arguments; what is wrong with them is told in Japanese."""
        path = f"{parent.command_path} {info_name}" if parent else "zushi-xl"
        with _explained(path):
            context = super().make_context(info_name, args, parent, **more)
        told, is_passed_over = told_without_effect(context, self._idle)
        if told and not is_passed_over:
            raise Stop(told)
        if told:
            say(told, err=True)
        return context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse them, once to see how they are written, once for what they mean."""
        values, _, order = self.make_parser(ctx).parse_args(list(args))
        if fault := blank_or_doubled(values, order, self):
            raise Stop(fault)
        return super().parse_args(ctx, args)


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def main(self, args: Any = None, *, standalone_mode: bool = True, **more: Any) -> Any:  # type: ignore[override]
        """Run the command and end the process with its status: 130 where the user interrupted it;
        what the system refuses ends with one line, never with a traceback."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **more)
        if args is None:  # the process is this command's own
            names_in_utf8()
        never_fail_to_print()
        try:
            status = super().main(args, standalone_mode=False, **more)
        except click.ClickException as error:
            error.show()
            status = error.exit_code
        except (click.Abort, KeyboardInterrupt, RuntimeError) as error:
            if isinstance(error, RuntimeError) and not _is_interrupt(error):
                raise
            say("zushi-xl: 中断しました。", err=True)
            status = _INTERRUPTED
        except BrokenPipeError:  # who read our output went away
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush
            status = 1
        except OSError as error:
            Stop(_system_message(error)).show()
            status = Stop.exit_code
        except UnicodeEncodeError as error:
            if sys.getfilesystemencoding() == "utf-8":  # it can be no name of a file
                raise
            Stop(_name_message(error)).show()
            status = Stop.exit_code
        _past_interrupting(own_process=args is None)
        sys.exit(status if isinstance(status, int) else 0)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands with their short help."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=100))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("コマンド"):
            formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What the line of usage shows behind the name."""
        return [*click.Command.collect_usage_pieces(self, ctx), "コマンド ..."]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is named; an unknown name is told with the nearest known ones."""
        with _explained(ctx.command_path, self.list_commands(ctx)):
            return super().resolve_command(ctx, args)


def _past_interrupting(*, own_process: bool) -> None:
    """All is done and said: who interrupts the process while it ends interrupts nothing."""
    if own_process:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _is_interrupt(error: RuntimeError) -> bool:
    """click's own, or one that met Python while it made a class (until 3.12 it wraps what it
    meets there)."""
    return isinstance(error, click.Abort) or isinstance(error.__cause__, KeyboardInterrupt)


def _system_message(error: OSError) -> str:
    """What the system refused, in one line with what to do."""
    where = f"{error.filename}：" if error.filename else ""
    why = _REASONS.get(error.errno or 0, error.strerror or "読み書きを断られました")
    return f"{where}{why}。"


def _name_message(error: UnicodeEncodeError) -> str:
    """That the system's encoding lacks a character of a name."""
    return (
        f"「{error.object}」という名前は、この環境の文字コード（{error.encoding}）では扱えません。"
        "環境変数 PYTHONUTF8 を 1 にして、もう一度実行してください。"
    )


@contextmanager
def _explained(path: str, commands: Iterable[str] = ()) -> Iterator[None]:
    """Faults of the command line as one line, that ends with where its use is told; ``path`` is the
    command as written, ``commands`` are those that may follow it."""
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        words = usage_words(error, commands)
        raise Stop(f"{words}使い方は {path} --help で確かめられます。") from None
