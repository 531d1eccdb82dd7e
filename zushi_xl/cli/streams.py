"""What reaches the terminal, and what comes from it, whatever its encoding.

Texts of cells and names of files are other people's: a control character among them could move
the cursor or hide a line. A terminal, or the file that output is sent to, may know only some
characters (cp932 on Windows); what it does not know is written as JSON writes it, ``\\u5861``,
so that JSON stays JSON.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from zushi_xl.text.regex import regex

_CONTROL = regex("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_HANDLER = "zushi_xl.json"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """The characters that an encoding lacks, as JSON escapes them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    units = lacking.encode("utf-16-be", "surrogatepass")
    pairs = (int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))
    return "".join(f"\\u{unit:04x}" for unit in pairs), error.end


def never_fail_to_print() -> None:
    """Let standard output and error write every text, in whatever encoding they are."""
    codecs.register_error(_HANDLER, _escaped)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_HANDLER)


def names_in_utf8() -> None:
    """Start the process again in UTF-8 where its locale (C, POSIX) lacks Japanese names."""
    try:
        os.fsencode("計画マスタ")
    except UnicodeEncodeError:
        environment = os.environ | {"PYTHONUTF8": "1"}
        command = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execve(sys.executable, command, environment)


def say(text: object, *, err: bool = False) -> None:
    """Print a line in which nothing can steer the terminal."""
    click.echo(visible(str(text)), err=err)


def tell(text: str) -> None:
    """A line that is no result: beside the progress, not among what other programs read."""
    say(text, err=True)


def visible(text: str) -> str:
    """Control characters as their numbers; line ends within the text stay.

    >>> visible("課\\x1b[2J")
    '課\\\\x1b[2J'
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def lines_of_input() -> Iterator[str]:
    """The lines of standard input, in UTF-8 with or without a mark, or in UTF-16 as PowerShell may
    send them. Raises UnicodeDecodeError where they are neither."""
    source: Any = sys.stdin.buffer
    first = source.readline()
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from (first + source.read()).decode("utf-16").splitlines()
        return
    if first:
        yield first.decode("utf-8-sig")
    for line in source:
        yield line.decode("utf-8")
