"""Times of saving of programs that do not say by which clock.

LibreOffice writes the time of the PC it runs on: in .ods without a zone, as OpenDocument allows,
and in .xlsx with a Z that is not meant. The entries of its packages carry UTC, so that a book
that was written as it was saved tells the zone by the difference. (One that was only converted
keeps the time of its last saving, and then nothing tells.)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

_OFFICES = ("LibreOffice", "OpenOffice", "Collabora")
_TIMES = ("created", "modified")
_HOUR = timedelta(hours=1)
_WRITING = timedelta(minutes=10)  # between the time of saving and the last entry
_FARTHEST = 14  # hours that a zone is ahead


def local_times(properties: Mapping[str, str]) -> dict[str, str]:
    """Properties of an .xlsx; the times of LibreOffice without the Z that they do not mean."""
    if not properties.get("Application", "").startswith(_OFFICES):
        return dict(properties)
    return {k: v.removesuffix("Z") if k in _TIMES else v for k, v in properties.items()}


def with_zone(saved: str, packed: datetime | None) -> str:
    """A time (ISO), with its zone where ``packed``, the package's own time in UTC, tells it.

    >>> with_zone("2025-05-30T18:20:05", datetime(2025, 5, 30, 9, 20, 6))
    '2025-05-30T18:20:05+09:00'
    >>> with_zone("2025-05-30T18:20:05", datetime(2025, 6, 2, 9, 20, 6))
    '2025-05-30T18:20:05'
    """
    try:
        moment = datetime.fromisoformat(saved)
    except ValueError:
        return saved
    if packed is None or moment.tzinfo is not None:
        return saved
    hours = round((moment - packed) / _HOUR)
    is_zone = 0 <= hours <= _FARTHEST and abs(moment - packed - hours * _HOUR) <= _WRITING
    return f"{saved.strip()}+{hours:02}:00" if is_zone else saved
