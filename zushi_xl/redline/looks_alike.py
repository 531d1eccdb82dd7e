"""Characters that only look alike, named: what cleaning made one, and what it left two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zushi_xl.redline.cleaned import look_alikes, name_of, odd_looks
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.pieces import Mark
from zushi_xl.redline.remarks import CheckRemark
from zushi_xl.workbook.cells import Workbook

_MOST_PLACES = 5


def look_alike_remarks(
    old: Workbook, new: Workbook, revisions: Iterable[Revision]
) -> tuple[CheckRemark, ...]:
    """A line for each character of another code that was compared as the usual one, and one for
    each change that nobody can see."""
    return (*_replaced(old, new), *_unseen(revisions))


def _replaced(old: Workbook, new: Workbook) -> Iterator[CheckRemark]:
    places = [_places(book) for book in (old, new)]
    for pair in dict.fromkeys((*places[0], *places[1])):
        odd, plain = pair
        said = [_said(odd, side.get(pair, [])) for side in places]
        yield CheckRemark(
            "見た目の同じ文字",
            said[0],
            said[1],
            f"{name_of(odd)}は{name_of(plain)}と見た目が同じで別の文字です。同じ文字として比べ、"
            f"一覧には「{plain}」を載せました。計画マスタの文字を直してください。",
        )


def _places(book: Workbook) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            for pair in () if cell.text.isascii() else odd_looks(cell.text):
                found.setdefault(pair, []).append(f"{sheet.name} {cell.address}")
    return found


def _said(character: str, places: list[str]) -> str:
    if not places:
        return ""
    more = f" ほか{len(places) - _MOST_PLACES}か所" if len(places) > _MOST_PLACES else ""
    return f"{name_of(character)}：{'、'.join(places[:_MOST_PLACES])}{more}"


def _unseen(revisions: Iterable[Revision]) -> Iterator[CheckRemark]:
    for revision in revisions:
        for one, other in zip(revision.pieces, revision.pieces[1:], strict=False):
            if (one.mark, other.mark) == (Mark.REMOVED, Mark.ADDED):
                for before, after in look_alikes(one.text, other.text):
                    yield CheckRemark(
                        "見た目の似た文字",
                        f"{revision.name}　{name_of(before)}",
                        name_of(after),
                        "見た目の似た別の文字に変わっています。打ち間違いではありませんか。",
                    )
