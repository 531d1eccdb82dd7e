"""What each sheet is for: to be filled in, to explain, to hold lists."""

from __future__ import annotations

from . import words
from .model import BookLook, DraftSheet, Role, SheetLook

_FEW = 3  # answers that a sheet which only explains or lists may seem to have
_PROSE = 40  # letters of a text that explains


def role_of(look: SheetLook, book: BookLook, answers: int) -> DraftSheet:
    """The role of a sheet in which ``answers`` regions look like answers."""
    role, reason = _role(look, book, answers)
    return DraftSheet(look.name, role, reason)


def _role(look: SheetLook, book: BookLook, answers: int) -> tuple[Role, str]:
    name = words.folded(look.name)
    alone = look.visible and sum(sheet.visible for sheet in book.sheets) == 1
    if not look.visible and not words.EXAMPLE_SHEET.search(name):
        return "codes", "非表示のシート"
    explains = words.EXPLAINING_SHEET.search(name) and answers <= _FEW
    if (words.EXAMPLE_SHEET.search(name) or explains) and not alone:
        return "instructions", "シート名が説明や記入例を示す"
    coded = bool(words.CODE_SHEET.search(name))
    few = answers <= _FEW or _mostly_text(look, answers)
    if look.name in book.list_sheets and (few or coded) and not _differs(look):
        return "codes", "選択肢のもとになるシート"
    if coded and _mostly_text(look, answers):
        return "codes", "シート名がコードや選択肢を示す"
    if not look.regions:
        return "other", "何も書かれていない"
    if answers:
        return "form", f"記入欄らしいセルが {answers} か所ある"
    if any(region.label and len(region.text) >= _PROSE for region in look.regions):
        return "instructions", "文章だけで、記入欄がない"
    return "other", "記入欄がない"


def _mostly_text(look: SheetLook, answers: int) -> bool:
    return sum(region.label for region in look.regions) > 4 * answers


def _differs(look: SheetLook) -> bool:
    return any(region.differs for region in look.regions)
