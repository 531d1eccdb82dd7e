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
        ("init --sample --empty", "--empty は、--sample と一緒には使えません。"),
        ("normalize", "読み取る文字を書いてください"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_to_do(line: str, told: str) -> None:
    assert told in refused(*line.split())


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=str)
def test_an_option_with_an_empty_value_is_refused(command: str, option: click.Option) -> None:
    name = max(option.opts, key=len)
    said = refused(command, *REQUIRED.get(command, []), name, " ")
    assert said == f"zushi-xl: {name} に空の値があります。値を書くか、{name} を外してください。"


@pytest.mark.parametrize("command", ["check", "collect", "status", "redline", "init", "adopt"])
def test_an_empty_name_is_refused(command: str) -> None:
    assert "に空の値があります。" in refused(command, "")


ONCE = [(command, option) for command, option in OPTIONS if not option.multiple]


@pytest.mark.parametrize(("command", "option"), ONCE, ids=str)
def test_an_option_given_twice_is_refused(command: str, option: click.Option) -> None:
    """The first of two ledgers would be passed over in silence."""
    name = max(option.opts, key=len)
    said = refused(command, *REQUIRED.get(command, []), name, "1", name, "2")
    assert said == f"zushi-xl: {name} が二つ以上あります。使うものを一つだけ指定してください。"


WITHOUT = [
    ("collect x --pdf-date 2025-09-30", "--pdf-date", "--pdf"),
    ("collect x --site-templates y", "--site-templates", "--site"),
    ("distribute --runtime y", "--runtime", "--with-page"),
    ("page --port 0", "--port", "--serve"),
    ("adopt x --year 2020", "--year", "--import"),
]
BESIDE = [
    ("collect x --workers 0 --scheduler y", "--workers", "--scheduler"),
    ("distribute --blank --only 市民課", "--only", "--blank"),
    ("distribute --blank --phase 事中", "--phase", "--blank"),
    ("distribute --blank --overwrite", "--overwrite", "--blank"),
    ("distribute --blank --with-page", "--with-page", "--blank"),
    ("page --serve -o y", "--output", "--serve"),
    ("adopt --import y --year 2020 --json", "--json", "--import"),
    ("redline --from-cells x --style both", "--style", "--from-cells"),
    ("redline --from-cells x --keep-numbers", "--keep-numbers", "--from-cells"),
    ("redline --from-cells x --previous y", "--previous", "--from-cells"),
    ("redline --from-cells x --form y", "--form", "--from-cells"),
    ("redline --from-cells x --force", "--force", "--from-cells"),
    ("redline --from-cells x a b", "[OLD]、[NEW]", "--from-cells"),
    ("init --sample --example y", "--example", "--sample"),
]


@pytest.mark.parametrize(("line", "option", "switch"), WITHOUT)
def test_an_option_that_needs_another_is_refused(line: str, option: str, switch: str) -> None:
    told = f"{option} は、{switch} と一緒に使います。"
    assert told in refused(*line.split())


@pytest.mark.parametrize(("line", "option", "switch"), BESIDE)
def test_an_option_without_effect_beside_another_is_refused(
    line: str, option: str, switch: str
) -> None:
    told = f"{option} は、{switch} と一緒には使えません。"
    assert told in refused(*line.split())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("page --plan x --runtime nowhere", "--check を付けないときは、--plan を使いません。"),
        ("adopt nowhere.xlsx --json -o x", "--json を付けたときは、--output を使いません。"),
        ("adopt nowhere.xlsx --form x", "--import を付けないときは、--form を使いません。"),
        ("check inputs -o x", "計画に段階がないので、--output を使いません。"),
        ("status inputs -o x", "計画に段階がないので、--output を使いません。"),
    ],
)
def test_a_common_option_without_effect_is_told_and_passed_over(line: str, told: str) -> None:
    said = CliRunner().invoke(main, line.split()).stderr
    assert told in said


def test_a_text_to_be_read_may_be_empty() -> None:
    assert CliRunner().invoke(main, ["normalize", ""]).exit_code == 0
