"""What is wrong with a command line, in Japanese: what was written, and what may be written."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from zushi_xl.cli.without_effect import shown

# How click ends what it says of a path, and what is said here.
_PATH_FAULTS = {
    "' does not exist.": "が見つかりません。名前と場所を確かめてください。",
    "' is a file.": "はファイルです。フォルダを指定してください。",
    "' is a directory.": "はフォルダです。ファイルを指定してください。",
    "' is not readable.": "を読む権限がありません。権限を確かめてください。",
    "' is not writable.": "に書き込む権限がありません。権限を確かめてください。",
}
_NO_VALUE = "does not take a value."  # how click ends what it says of a switch with a value
_TOO_MANY = "Got unexpected extra argument"  # how it begins; what it means stands in brackets
_UNKNOWN_COMMAND = "No such command"


def usage_words(error: click.UsageError, commands: Iterable[str] = ()) -> str:
    """The fault as sentences; ``commands`` are those that may be meant by one that there is not."""
    if isinstance(error, click.MissingParameter):
        return f"{_name(error.param)} を指定してください。"
    if isinstance(error, click.NoSuchOption):
        meant = _meant(error.option_name, error.possibilities or ())
        return f"{error.option_name} というオプションはありません。{meant}"
    if isinstance(error, click.BadOptionUsage):
        if error.message.endswith(_NO_VALUE):
            return f"{error.option_name} には値を付けません。"
        return f"{error.option_name} には値が必要です。"
    if isinstance(error, click.BadParameter):
        return _path_fault(error.message) or (
            f"{_name(error.param)} の値が正しくありません。{_expected(error.param)}"
        )
    if error.message.startswith(_UNKNOWN_COMMAND):
        name = error.message.split("'")[1]
        return f"{name} というコマンドはありません。{_meant(name, commands)}"
    if error.message.startswith(_TOO_MANY):
        return f"「{error.message.partition('(')[2].removesuffix(')')}」は余分です。"
    return "引数が正しくありません。"


def _name(parameter: click.Parameter | None) -> str:
    return shown(parameter) if parameter else "引数"


def _expected(parameter: click.Parameter | None) -> str:
    """What may be written there, as a request; empty where click has no rule of its own."""
    kind = parameter.type if parameter else None
    if isinstance(kind, click.DateTime):
        return "年-月-日（例：2025-09-30）で、実際にある日を指定してください。"
    if isinstance(kind, click.Choice):
        return f"{'、'.join(kind.choices)} のどれかを指定してください。"
    if isinstance(kind, click.IntRange):
        most = "以上" if kind.max is None else f"から {kind.max} まで"
        return f"{kind.min} {most}の整数を指定してください。"
    return ""


def _meant(written: str, names: Iterable[str]) -> str:
    """The one that is most like what was written, asked for; empty where none is."""
    near = get_close_matches(written, list(names), 1)
    return f"{near[0]} ではありませんか。" if near else ""


def _path_fault(message: str) -> str:
    """What is wrong with a path that was given; empty where it is something else."""
    kind, _, said = message.partition(" '")
    for end, told in _PATH_FAULTS.items():
        if kind and said.endswith(end):
            return f"{said.removesuffix(end)} {told}"
    return ""
