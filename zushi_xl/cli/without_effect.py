"""Options that would do nothing: told, so that nobody takes them for done.

Each command says when it has no use for which of its options (``WithoutEffect``). Options that all
commands on a plan have are named in a line and passed over; all others end the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import click
from click.core import ParameterSource


class WithoutEffect(NamedTuple):
    """Parameters without an effect where ``switch`` is given, or where it is not."""

    names: Sequence[str]
    switch: str
    is_given: bool
    is_passed_over: bool = False  # the options are common ones: a line says so, the command runs


def beside(switch: str, *names: str) -> WithoutEffect:
    """Those that mean nothing beside an option."""
    return WithoutEffect(names, switch, is_given=True)


def without(switch: str, *names: str) -> WithoutEffect:
    """Those that mean nothing without an option."""
    return WithoutEffect(names, switch, is_given=False)


def common(idle: WithoutEffect) -> WithoutEffect:
    """The same for common options."""
    return idle._replace(is_passed_over=True)


def blank_or_doubled(
    values: Mapping[str, Any], order: Iterable[click.Parameter], command: click.Command
) -> str:
    """What is wrong with values as they were written: one is blank, or an option that takes one
    was given two; empty where nothing is. A text to be read or sought may be blank."""
    given = list(order)
    for parameter in command.params:
        name = shown(parameter)
        is_option = isinstance(parameter, click.Option)
        if given.count(parameter) > 1 and _takes_one(parameter):
            return f"{name} が二つ以上あります。使うものを一つだけ指定してください。"
        is_blank = any(not text.strip() for text in _texts(values.get(parameter.name or "")))
        if is_blank and (is_option or isinstance(parameter.type, click.Path)):
            rest = f"値を書くか、{name} を外してください。" if is_option else ""
            return f"{name} に空の値があります。{rest}"
    return ""


def _takes_one(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and not (parameter.is_flag or parameter.multiple)


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, (list, tuple)) else [value]
    return [text for text in several if isinstance(text, str)]


def shown(parameter: click.Parameter) -> str:
    """An option as it is written, an argument as the usage names it."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return str(parameter.metavar or parameter.name)


def told_without_effect(context: click.Context, idle: Iterable[WithoutEffect]) -> tuple[str, bool]:
    """A sentence on options without effect, and whether the command runs all the same; empty where
    each has one."""
    parameters = {p.name: p for p in context.command.params if p.name}
    for case in idle:
        if is_written(context, case.switch) != case.is_given:
            continue
        names = [shown(parameters[name]) for name in case.names if is_written(context, name)]
        if names:
            switch = shown(parameters[case.switch])
            return _sentence("、".join(names), switch, case), case.is_passed_over
    return "", False


def _sentence(names: str, switch: str, case: WithoutEffect) -> str:
    if case.is_passed_over:
        when = "付けたとき" if case.is_given else "付けないとき"
        return f"{switch} を{when}は、{names} を使いません。指定しなかったものとして進みます。"
    if case.is_given:
        return f"{names} は、{switch} と一緒には使えません。どちらかを外してください。"
    return f"{names} は、{switch} と一緒に使います。{switch} を加えるか、{names} を外してください。"


def is_written(context: click.Context, name: str) -> bool:
    """Whether a parameter stands on the command line."""
    if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return False
    value = context.params.get(name)
    return value is not None and value is not False and value != ()
