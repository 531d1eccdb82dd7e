"""What keeps outputs from being written, told before anything of the target has changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from zushi_xl.findings.finding import Problem
from zushi_xl.xlsx_in.unreadable import why_refused

KEPT = "前回の出力はそのままです。"
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS}


def refuse_odd_target(target: Path) -> None:
    """Outputs go into a folder, not in the place of a file.

    Raises:
        Problem: the target is there and no folder.
    """
    if target.exists() and not target.is_dir():
        raise Problem(
            f"{target} はフォルダではありません。名前を変えるか、別の出力先を指定してください。"
        )


def refuse_among_inputs(target: Path, inputs: Iterable[Path]) -> None:
    """Nothing is written beside the returned files. A folder that holds the one of the outputs may
    be searched for them, as where somebody collects all of the working folder.

    Raises:
        Problem: the target is a folder of inputs.
    """
    if any(folder.resolve() == target.resolve() for folder in inputs):
        raise Problem(
            f"出力先の {target} は、提出ファイルのフォルダです。"
            "提出ファイルのフォルダには書き込まないので、別の出力先を指定してください。"
        )


def refuse_open_files(target: Path, names: Iterable[str]) -> None:
    """Nothing is replaced that another program has open.

    Raises:
        Problem: one of the files is open, or cannot be written.
    """
    for name in names:
        path = target / name
        for mark in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
            if mark.exists():
                raise Problem(
                    f"{path} がほかで開かれています。閉じてから、もう一度実行してください"
                    f"（開いていないときは、残っている {mark.name} を削除してください）。{KEPT}"
                )
        if path.exists():
            _try_to_open(path)


def _try_to_open(path: Path) -> None:
    try:
        with path.open("r+b"):
            pass
    except PermissionError:
        raise Problem(
            f"{path} を書き換えられません。Excel などで開いているときは閉じ、"
            f"読み取り専用のときは解除してから、もう一度実行してください。{KEPT}"
        ) from None


@contextmanager
def explained(target: Path, draft: Path) -> Iterator[None]:
    """Errors of the disk below the target become one line; others pass as they are.

    ``draft`` is the folder that stands for the target while a run writes.

    Raises:
        Problem: what the disk refuses, with the remedy.
    """
    try:
        yield
    except OSError as error:
        message = _explanation(error, target, draft)
        if not message:
            raise
        raise Problem(message) from error


def _explanation(error: OSError, target: Path, draft: Path) -> str:
    file = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    shown = file.replace(str(draft), str(target)) or str(target)
    if shown.startswith(str(target.parent / f".{target.name}.")):
        shown = str(target)  # a file of ours that nobody asked for
    if error.errno not in NO_SPACE and not file.startswith(str(target.parent)):
        return ""
    return why_not_written(shown, error)


def why_not_written(shown: Path | str, error: OSError) -> str:
    """What the disk refuses and the remedy, of a folder or a file, called as people know it."""
    if error.errno in NO_SPACE:
        return (
            f"ディスクの空きが足りず {shown} を書けません。"
            f"空きを作ってから、もう一度実行してください。{KEPT}"
        )
    if error.errno in NO_ACCESS:
        return (
            f"{shown} に書き込めません。書き込める場所か、開いていないかを確かめてください。{KEPT}"
        )
    return f"{shown} を書き出せません（{why_refused(error)}）。保存先を確かめてください。{KEPT}"
