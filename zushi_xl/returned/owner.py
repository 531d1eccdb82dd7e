"""Whose book it is: the signs that a book carries, weighed against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zushi_xl.form.frame import DIVISION_LABEL, REVIEWER_LABEL
from zushi_xl.form.identity import Identity, foot_lines, hidden_identity, identity_of_properties
from zushi_xl.form.pages import Pages
from zushi_xl.plan.model import Plan
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Workbook, Worksheet

_OWNER_LABELS = (DIVISION_LABEL, REVIEWER_LABEL)
_YEAR = regex(r"(\d{4})年度")


class Owner(NamedTuple):
    """The identity of a book. ``rivals`` are other identities that it also shows, with the place
    where each stands; ``inferred`` says from what the identity was concluded, if from no sign.
    ``stated`` is the division as the book names it: under a former name, or one that the plan does
    not have. ``printed`` are all identities as they stand in the book, under such names too."""

    identity: Identity
    rivals: tuple[tuple[str, Identity], ...] = ()
    inferred: str = ""
    stated: str = ""
    printed: tuple[Identity, ...] = ()


def owner_of(book: Workbook, plan: Plan, pages: Pages, codes: Iterable[str]) -> Owner | None:
    """Hidden sheet, document properties and foot lines; else what the sheets themselves tell.

    ``codes`` are the sections found in the book. Where the signs are at odds, or all of them
    name a division that was sent few of these sections, the division that was is believed.
    """
    told, shown = list(_signs(book, plan)), set(codes)
    signs = [(place, known) for place, sign in told if (known := _present(sign, plan))]
    if not signs:
        return _infer(book, plan, pages, shown)
    weights = Counter(_told(identity) for _, identity in signs)
    first = signs[0][1]

    def owned(identity: Identity) -> int:
        return len(shown.intersection(pages.codes_of.get(identity.division, ())))

    best = max(
        (identity for _, identity in signs),
        key=lambda i: (weights[_told(i)], owned(i), _told(i) == _told(first)),
    )
    if owned(best) * 2 < len(shown):
        able = _able(plan, pages, shown)  # else most of what it holds would not be read
        best = best._replace(division=able[0]) if len(able) == 1 else best
    rivals = {_told(i): (place, i) for place, i in reversed(signs) if _told(i) != _told(best)}
    names = (sign.division for _, sign in told)
    stated = next((n for n in names if _is_of(n, best.division, plan)), "")
    printed = {_told(sign): sign for _, sign in told}
    return Owner(best, tuple(rivals.values()), stated=stated, printed=tuple(printed.values()))


def stated_identity(book: Workbook, plan: Plan) -> Identity | None:
    """What a book says first of whose it is, be it of a division that the plan does not have."""
    return next((sign for _, sign in _signs(book, plan)), None)


def _is_of(name: str, division: str, plan: Plan) -> bool:
    named = plan.division_named(name)
    return named is not None and named.name == division


def _told(identity: Identity) -> tuple[str, ...]:
    """An identity for comparison: foot lines lose blanks and widths."""
    return tuple(fold(text) for _, text in identity.as_pairs())


def _signs(book: Workbook, plan: Plan) -> Iterator[tuple[str, Identity]]:
    """Every identity that the book states, with the place; the most trusted first.

    The document's properties speak only where the hidden sheet is gone: nobody sees them, and
    they come along when sheets are moved into another book.
    """
    hidden = hidden_identity(book)
    if hidden:
        yield "隠しシート", hidden
    stated = identity_of_properties(book.properties)
    if stated and not (hidden and _present(hidden, plan)):
        yield "ブックのプロパティ", stated
    feet: dict[tuple[str, ...], tuple[str, Identity]] = {}
    for sheet in book.sheets:
        for foot, _ in foot_lines(sheet):
            feet.setdefault(_told(foot), (f"シート「{sheet.name}」の欄外", foot))
    yield from feet.values()


def _present(identity: Identity, plan: Plan) -> Identity | None:
    """The identity under the division's present name; None for a division not of the plan."""
    division = plan.division_named(identity.division)
    return None if division is None else identity._replace(division=division.name)


def _infer(book: Workbook, plan: Plan, pages: Pages, codes: set[str]) -> Owner | None:
    """No sign of a known division: the one on the cover, else the only one that can have had it."""
    if not codes:
        return None
    named = set(_on_covers(book, plan, pages, codes))
    able = _able(plan, pages, codes)
    fitting = [name for name in able if not named or name in named]
    if len(fitting) != 1:
        return None
    how = "表紙の担当課名" if named else "シートの顔ぶれ"
    stated = stated_identity(book, plan)
    if stated is not None:
        return Owner(
            stated._replace(division=fitting[0]), (), how, stated.division, printed=(stated,)
        )
    settings = plan.settings
    year = _year(book.sheets) or plan.fiscal_year
    return Owner(Identity(fitting[0], year, settings.round, "不明", "不明"), inferred=how)


def _able(plan: Plan, pages: Pages, codes: set[str]) -> list[str]:
    """The divisions that all of these sections were sent to."""
    return [d.name for d in plan.divisions if codes <= set(pages.codes_of.get(d.name, ()))]


def _on_covers(book: Workbook, plan: Plan, pages: Pages, codes: set[str]) -> Iterator[str]:
    """Divisions named right of 担当課 on sheets that are about no section."""
    titles = {fold(pages[code].section.heading) for code in codes}
    for sheet in book.sheets:
        texts = {fold(cell.text) for cell in sheet.cells.values()}
        if not texts & titles:
            yield from _named_on(sheet, plan)


def _named_on(sheet: Worksheet, plan: Plan) -> Iterator[str]:
    for (row, column), cell in sheet.cells.items():
        if fold(cell.text) not in _OWNER_LABELS:
            continue
        for offset in range(1, 4):
            division = plan.division_named(sheet.text(row, column + offset).strip())
            if division is not None:
                yield division.name


def _year(sheets: Sequence[Worksheet]) -> int | None:
    """The year that stands in most titles."""
    years: Counter[str] = Counter()
    for sheet in sheets:
        first = min(sheet.cells, default=None)
        if first is not None:
            years.update(_YEAR.findall(fold(sheet.cells[first].text)))
    return int(max(years, key=years.__getitem__)) if years else None
