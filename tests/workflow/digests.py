"""Folders of outputs, to be compared."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {f.relative_to(folder).as_posix(): sha256(f.read_bytes()).hexdigest() for f in files}
