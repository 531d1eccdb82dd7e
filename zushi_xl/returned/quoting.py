"""What a finding quotes of cells and fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zushi_xl.findings.finding import Finding
from zushi_xl.form.layout import Slot
from zushi_xl.text.folding import fold
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Cell

LONGEST = 20_000  # letters that one finding quotes
QUOTING = frozenset(
    (
        *("cell-comment", "text-box", "file-remark", "stray-text", "hidden-answer"),
        *("extra-sheet", "division-reply", "own-form-note", "own-form-stray"),
        *("own-form-struck", "own-form-overwritten", "own-form-changed"),
    )
)
"""Rules that quote what somebody wrote: never a follow-on, for the words stand nowhere else."""


def shown(cell: Cell | None) -> str:
    """What a person sees in a cell, struck text marked."""
    if cell is None:
        return ""
    struck = f"〔取消線: {cell.struck}〕" if cell.struck else ""
    return f"{cell.text or cell.error or ''}{struck}"


def quote(cells: Iterable[Cell]) -> str:
    """Texts with their addresses: whole, because nobody reads them elsewhere. What is more than
    anybody could read is counted."""
    return joined(f"{cell.address}「{shown(cell)}」" for cell in cells)


def joined(texts: Iterable[str]) -> str:
    """Quoted texts one after the other, up to a length; those beyond it are counted."""
    kept: list[str] = []
    left, more = LONGEST, 0
    for text in texts:
        if len(text) <= left and not more:
            kept.append(text)
        else:
            more += 1
            if not kept:
                kept.append(shorten(text, LONGEST))
                more = 0
        left -= len(text)
    return "、".join(kept) + (f"、ほか{more}個" if more else "")


def labels(slots: Iterable[Slot]) -> str:
    """「補足説明」「今後の対応」, each once."""
    return "".join(f"「{label}」" for label in dict.fromkeys(slot.label for slot in slots))


def only_in(other: Iterable[Finding], best: Iterable[Finding], file: str) -> Iterator[Finding]:
    """What a return that does not count quotes beside its answers, and the one that counts does
    not; ``file`` is the one that does not count."""
    known = {(finding.rule, fold(finding.given)) for finding in best}
    for finding in other:
        is_known = (finding.rule, fold(finding.given)) in known
        if finding.rule in QUOTING and not is_known:
            yield replace(
                finding, message=f"採用しなかった {file} にだけあります。{finding.message}"
            )
