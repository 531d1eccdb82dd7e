"""What is wrong with a command line is told with the option, and with what may be written."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from zushi_xl.cli.commands import main

OPTIONS = [
    (name, parameter)
    for name, command in sorted(main.commands.items())
    for parameter in command.params
    if isinstance(parameter, click.Option) and not parameter.is_flag
]
REQUIRED = {"check": ["x"], "collect": ["x"], "status": ["x"]}
CHECKED = (click.IntRange, click.DateTime, click.Choice)


def refused(*arguments: str) -> str:
    """The one line that is said, with status 2."""
    result = CliRunner().invoke(main, arguments, prog_name="zushi-xl")
    assert result.exit_code == 2
    (line,) = result.output.strip().splitlines()
    return str(line)


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=str)
def test_an_option_without_its_value_is_named(command: str, option: click.Option) -> None:
    said = refused(command, *REQUIRED.get(command, []), option.opts[-1])
    assert said == (
        f"zushi-xl: {option.opts[-1]} には値が必要です。"
        f"使い方は zushi-xl {command} --help で確かめられます。"
    )


@pytest.mark.parametrize(
    ("command", "option"), [o for o in OPTIONS if isinstance(o[1].type, CHECKED)], ids=str
)
def test_a_wrong_value_names_the_option_and_what_may_stand_there(
    command: str, option: click.Option
) -> None:
    said = refused(command, *REQUIRED.get(command, []), option.opts[-1], "まちがい")
    assert said.startswith(f"zushi-xl: {option.opts[-1]} の値が正しくありません。")
    assert re.search("。.+を指定してください。使い方は", said)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("collect x --pdf-date 2025", "--pdf-date の値が正しくありません。年-月-日（例：2025-09-30）"),
        ("collect x --pdf-date 2025-02-30", "実際にある日"),
        ("collect x --workers -1", "0 以上の整数"),
        ("page --serve --port 65536", "0 から 65535 までの整数"),
        ("adopt x --year 1989", "1990 から 2100 までの整数"),
        ("redline a b --style x", "見え消し、新旧対照表、both のどれか"),
        ("init --sample=1", "--sample には値を付けません。"),
        ("collect x --forc", "--force ではありませんか。"),
        ("collect x --zz", "--zz というオプションはありません。使い方は"),
        ("stats x", "stats というコマンドはありません。status ではありませんか。"),
        ("init a b c", "「b c」は余分です。"),
        ("collect", "INPUTS... を指定してください。"),
        ("init --sample --empty", "一つだけを指定してください。"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_to_do(line: str, told: str) -> None:
    assert told in refused(*line.split())
