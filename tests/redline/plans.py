"""Two versions of a small plan: the same tables, the new one edited."""

from __future__ import annotations

from tests.masters.books import PLAN, Edits, book
from tests.redline.shown import shown
from zushi_xl.masters.plan import load_plan
from zushi_xl.redline.chapters import Version, read_version
from zushi_xl.redline.cleaned import cleaned_workbook
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.plan_diff import PlanDiff, diff_plans
from zushi_xl.redline.renamed_columns import with_known_headers

WITH_IDS = PLAN.replace("前年度実施内容\n", "前年度実施内容 | ID | ページ\n")


def version(text: str = PLAN, edits: Edits | None = None) -> Version:
    raw = book(text, edits)
    workbook = cleaned_workbook(raw)
    return read_version(workbook, load_plan(workbook), raw)


def compared(new: str, old: str = PLAN) -> PlanDiff:
    return diff_plans(*with_known_headers(version(old), version(new)))


def revisions(new: str, old: str = PLAN) -> tuple[Revision, ...]:
    return compared(new, old).revisions


def rows(new: str, old: str = PLAN) -> dict[str, str]:
    """What each row says, by its key."""
    return {row.key: shown(row.pieces) for row in revisions(new, old)}


def edited(*changes: tuple[str, str], text: str = PLAN) -> str:
    """The tables with words exchanged; each must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
