"""Single files: written beside their place under another name, then given it."""

from __future__ import annotations

from pathlib import Path


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(f".{path.name}.zushi_xl-new")


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
