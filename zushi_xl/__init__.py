"""Excel-centric reporting for Japanese cities: distribute, collect, check, consolidate."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zushi_xl.publish.frames import Frames

__version__ = "2024.1"


def load(path: str | PathLike[str]) -> Frames:
    """収集結果.json, or the folder it stands in, as pandas frames (``zushi_xl.publish.frames``)."""
    from zushi_xl.publish import frames

    return frames.load(path)
