"""The files below the inputs: which are to be read, and what is to say of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from zushi_xl import rules
from zushi_xl.files.find import FoundFile, Likelihood, find_workbooks
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.text.folding import fold

_ADVISED = 3  # files that are named where there is no return at all


def found_files(inputs: Iterable[Path | Url], *, or_none: bool = False) -> list[FoundFile]:
    """Every entry below the inputs.

    Raises:
        Problem: an input that is not there, or not one file that may be a return, unless
            ``or_none`` lets that be.
    """
    paths = list(inputs)
    for path in paths:
        if not path.exists():
            raise Problem(
                f"{path} が見つかりません。提出ファイルのあるフォルダを指定してください。"
            )
    candidates = list(find_workbooks(paths))
    if not or_none and all(candidate.ignored for candidate in candidates):
        raise Problem(
            f"{'、'.join(map(str, paths))} に Excel ブックがありません。{_advice(candidates)}"
            "各課から届いたファイルを入れてから実行してください。"
        )
    return candidates


def _advice(candidates: Sequence[FoundFile]) -> str:
    """Why the first files of a folder are not read."""
    told = [f"{c.name}：{c.ignored}。" for c in candidates if c.likelihood is not Likelihood.NONE]
    more = len(told) - _ADVISED
    return "".join(told[:_ADVISED]) + (f"ほか{more}件。" if more > 0 else "")


class NamedDivision(Protocol):
    """A division, by whichever form it reports."""

    @property
    def name(self) -> str:
        """The name of today."""

    @property
    def aliases(self) -> Sequence[str]:
        """Former and short names."""


def passed_over(
    candidates: Iterable[FoundFile], divisions: Iterable[NamedDivision]
) -> Iterator[Finding]:
    """What is to say of files that are not read and could be somebody's return all the same."""
    names = {fold(n) for d in divisions for n in (d.name, *d.aliases)} - {""}
    for file in candidates:
        if file.ignored and _may_be_return(file, names):
            yield rules.passed_over(file.name, file.ignored)


def _may_be_return(file: FoundFile, divisions: Iterable[str]) -> bool:
    if file.likelihood is not Likelihood.BY_NAME:
        return file.likelihood is Likelihood.LIKELY
    name = fold(file.name)
    return any(division in name for division in divisions)
