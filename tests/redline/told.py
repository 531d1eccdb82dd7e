"""All that a comparison of two small masters says, a line each, as a reader could check it."""

from __future__ import annotations

from tests.masters.books import PLAN
from tests.redline.plans import compared
from tests.redline.shown import shown


def told(new: str, old: str = PLAN) -> list[str]:
    """``key kind 〔place〕 new page/old page: text`` of the rows, ``? what: old → new`` of what is
    asked, ``= sheet place header: old → new`` of what is listed as not compared."""
    found = compared(new, old)
    rows = (
        f"{r.key} {r.kind.value} 〔{'・'.join(r.place)}〕 {r.page_new}/{r.page_old}: {shown(r.pieces)}"
        for r in found.revisions
    )
    asked = (f"? {r.what}: {r.old} → {r.new}" for r in found.remarks)
    rest = (f"= {d.sheet} {d.place} {d.header}: {d.old} → {d.new}" for d in found.not_compared)
    return [line.replace("\n", "⏎") for line in (*rows, *asked, *rest)]


def names(new: str, old: str = PLAN) -> dict[str, str]:
    """The name of each row, by which it is known again, by its key."""
    return {row.key: row.name for row in compared(new, old).revisions}
