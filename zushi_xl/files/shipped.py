"""What the package itself carries: its version, and the folders that ``init`` lays out."""

from __future__ import annotations

from pathlib import Path

VERSION = "2024.1"  # the fiscal year it was made for, and a number
PACKAGE = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path:
    """A folder that the wheel carries, or in a checkout the one that it is made from."""
    packaged = PACKAGE / "data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
