"""Single files: written beside their place under another name, then given it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(f".{path.name}.zushi_xl-new")


def discard(drafts: Iterable[Path]) -> None:
    """Take away what was not given its place; where nobody may, the next run tells of it."""
    for draft in drafts:
        with suppress(OSError):
            draft.unlink()


def cleared(path: Path) -> str:
    """Clear away what a run that was stopped has left beside a file; gives what is to be said of
    it, empty where there is nothing."""
    draft = draft_of(path)
    if not draft.exists():
        return ""
    draft.unlink(missing_ok=True)
    stands = f"今ある {path.name} は、ひとそろいです。" if path.exists() else ""
    return (
        f"前の zushi-xl は、{path.name} を書き終える前に止められていました。"
        f"書きかけのものを片付けました。{stands}"
    )
