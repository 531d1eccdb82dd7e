"""Writing the documents of a revision: all of them or none, and no officer's work lost."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from zushi_xl.files.draft import cleared, discard, draft_of
from zushi_xl.files.refused_outputs import why_not_written
from zushi_xl.findings.finding import Problem
from zushi_xl.redline.carried import Carried
from zushi_xl.workflow.fingerprint import is_untouched


class Carrying(Protocol):
    """A list or table that knows what it took over."""

    @property
    def carried(self) -> Carried:
        """What was carried over from the document before."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to write, and what it took over from the one that it replaces."""

    path: Path
    content: bytes
    source: Carrying | None = None


def write_documents(documents: Sequence[Document]) -> tuple[str, ...]:
    """Write all files and say what was set aside and what was taken over.

    A file that somebody saved since it was written is kept under a dated name.

    Raises:
        Problem: a file is open elsewhere, or cannot be written; nothing is changed then.
    """
    for document in documents:
        _refuse_open(document.path)
    told = [said for document in documents if (said := cleared(document.path))]
    drafts = [draft_of(document.path) for document in documents]
    try:
        for document, draft in zip(documents, drafts, strict=True):
            _write(document, draft)
        for document in documents:
            told += _set_aside(document)
        for document, draft in zip(documents, drafts, strict=True):
            draft.replace(document.path)
    except OSError as error:
        raise Problem(why_not_written(documents[0].path, error)) from error
    finally:
        discard(drafts)
    return tuple(told)


def _write(document: Document, draft: Path) -> None:
    try:
        document.path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(document.content)
    except OSError as error:
        raise Problem(why_not_written(document.path, error)) from error


def _refuse_open(path: Path) -> None:
    for mark in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if os.path.lexists(mark):
            raise Problem(
                f"{path} がほかで開かれています。閉じてから、もう一度実行してください"
                f"（開いていないときは、残っている {mark.name} を削除してください）。"
            )


# ------------------------------------------------------------------ what people wrote


def _set_aside(document: Document) -> Iterator[str]:
    """Copy a file that people have worked on; one that is as it was written needs no copy."""
    path = document.path
    if document.source is None or not path.exists() or is_untouched(path):
        return
    copy = _dated(path)
    if copy is not None:
        copy.write_bytes(path.read_bytes())
        yield (
            f"前の {path.name} には手が入っていたので、{copy.name} として残しました。"
            "色や図形、表の外に書いたものは引き継いでいないので、そちらで確かめてください。"
        )
    taken = "、".join(_taken(document.source.carried))
    if taken:
        yield f"{path.name} に引き継いだもの：{taken}"
    left = "、".join(_left(document.source.carried))
    if left:
        yield f"{path.name} に引き継がなかったもの：{left}（シート「対応の確認」）"


def _dated(path: Path) -> Path | None:
    """A free name with the day on which the file was last saved; None if that copy is there."""
    content = path.read_bytes()
    day = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone().date().isoformat()
    number = 1
    while True:
        suffix = f"_{number}" if number > 1 else ""
        copy = path.with_name(f"{path.stem}_{day}{suffix}{path.suffix}")
        if not copy.exists():
            return copy
        if copy.read_bytes() == content:
            return None
        number += 1


def _left(carried: Carried) -> Iterator[str]:
    kinds = Counter(notice.what for notice in carried.notices)
    kinds["控えのないセル"] = sum(not conflict.is_known for conflict in carried.conflicts)
    return (f"{kind}{number}件" for kind, number in kinds.items() if number)


def _taken(carried: Carried) -> Iterator[str]:
    rows = carried.rows
    by_hand = sum(row.is_by_hand for row in rows)
    corrected = sum(len(row.corrected) for row in rows)
    comments = sum(len(row.comments) for row in rows)
    items = sum("改正項目" in row.cells for row in rows)
    if items:
        yield f"改正項目{items}行"
    if carried.added:
        yield f"加えた列「{'」「'.join(carried.added)}」"
    for count, name in ((comments, "メモ"), (by_hand, "手で加えた行"), (corrected, "手直し")):
        if count:
            yield f"{name}{count}件"
    if carried.absent:
        yield f"今回はない行の書き込み{len(carried.absent)}件（シート「対応の確認」）"
    known = sum(conflict.is_known for conflict in carried.conflicts)
    if known:
        yield f"計画マスタと食い違う手直し{known}件（シート「対応の確認」）"
