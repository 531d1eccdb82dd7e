"""The time of saving that a book carries, and how far it can be trusted.

Excel writes UTC and says so. LibreOffice writes the time of its own clock without a zone, which
a book mostly tells all the same (``xlsx_in/clock``). Where nothing tells it, the time is taken as
that of Japan, and where another zone could turn the order of two returns, that is said.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

JAPAN = timezone(timedelta(hours=9))
_ZONES = timedelta(hours=15)  # a time without a zone may be off by as much
_AHEAD = timedelta(hours=1)  # clocks are not all right


class SavedTime(NamedTuple):
    """A time of saving: the moment in UTC if it is one, whether the zone was written with it, and
    otherwise why it decides nothing."""

    moment: datetime | None
    has_zone: bool = True
    doubt: str = ""

    def order_doubt(self, other: SavedTime) -> str:
        """What to say of the order of two times, where a zone that is not written could turn it."""
        if self.moment is None or other.moment is None or (self.has_zone and other.has_zone):
            return ""
        if abs(self.moment - other.moment) >= _ZONES:
            return ""
        whose = "一方の保存日時に" if self.has_zone or other.has_zone else "どちらの保存日時にも"
        return (
            f"ただし{whose}時差の記載がなく、日本の時刻とみなしました。前後は確かではありません。"
        )


def saved_time(saved: str, now: datetime | None = None) -> SavedTime:
    """Read the time that a book carries (ISO). ``now``: a time well after it was never yet."""
    if not saved.strip():
        return SavedTime(None, doubt="保存日時がない")
    try:
        moment = datetime.fromisoformat(saved)
        has_zone = moment.tzinfo is not None
        moment = (moment if has_zone else moment.replace(tzinfo=JAPAN)).astimezone(UTC)
        moment.astimezone(JAPAN)  # has a day here
    except (ValueError, OverflowError):
        return SavedTime(None, doubt="保存日時を読めない")
    if moment > (now or datetime.now(UTC)) + _AHEAD:
        return SavedTime(None, doubt="保存日時が先の日付である")
    return SavedTime(moment, has_zone)


def time_of(saved: str) -> datetime | None:
    """The time in Japan on which a book was saved; None where it carries none that can be."""
    moment = saved_time(saved).moment
    return moment.astimezone(JAPAN) if moment else None


def day_of(saved: str) -> date | None:
    """The day in Japan on which a book was saved. Office writes the time as UTC, ending with Z.

    >>> day_of("2025-05-30T16:00:00Z")
    datetime.date(2025, 5, 31)
    """
    time = time_of(saved)
    return time.date() if time else None
