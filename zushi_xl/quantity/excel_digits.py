"""The digits of a number in the places of an Excel format: 0, #, ?, grouping, fractions, E+."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.quantity.excel_sections import Token

_WIDE = Context(prec=1200)
"""Room for 308 digits, 255 percent signs and as many places."""
_UNFILLED = str.maketrans({"?": " ", "#": ""})
"""What a place of the whole part shows that no digit fills."""
_NATIVE_DIGITS = {
    "1": "〇一二三四五六七八九",
    "2": "〇壱弐参四伍六七八九",
    "3": "０１２３４５６７８９",
}


class Digits(NamedTuple):
    """Shown digits, and the literal text before and behind them."""

    text: str
    before: str
    after: str
    has_digits: bool
    parted: bool = False
    thousands: int = 0


class _Piece(NamedTuple):
    text: str
    is_digit: bool


class _Layout(NamedTuple):
    """The places of a section: whole and decimal part as tokens, commas read."""

    whole: tuple[Token, ...]
    """Places side by side are one token (``##0``), but for those that may stay blank (?)."""
    decimals: tuple[Token, ...]
    places: int
    """How many decimal places there are."""
    grouped: bool
    thousands: int


def show_digits(tokens: Sequence[Token], number: Decimal, native: str = "") -> Digits:
    """Show a number without sign in ordinary places."""
    layout = _lay_out(tuple(tokens))
    number = number.scaleb(-3 * layout.thousands, _WIDE)
    rounded = number.quantize(Decimal((0, (1,), -layout.places)), ROUND_HALF_UP, _WIDE)
    whole, _, decimals = f"{rounded:f}".partition(".")
    pieces = _fill_whole(layout, "" if whole == "0" else whole)
    pieces += _fill_decimals(layout.decimals, decimals)
    return _assemble(_in_native(pieces, native), layout.thousands)


@lru_cache(maxsize=512)
def _lay_out(tokens: tuple[Token, ...]) -> _Layout:
    point = next((n for n, token in enumerate(tokens) if _is_mark(token, ".")), len(tokens))
    whole, decimals = tokens[:point], tokens[point:]
    last = max((n for n, token in enumerate(tokens) if token.kind == "place"), default=-1)
    commas = [n for n, token in enumerate(tokens) if _is_mark(token, ",")]
    scaling = _run_behind(tokens, last) + (
        _run_behind(whole, _last_place(whole)) if decimals else 0
    )
    first = next((n for n, token in enumerate(tokens) if token.kind == "place"), len(tokens))
    grouped = any(first < n < _last_place(whole) for n in commas)
    places = sum(token.kind == "place" for token in decimals)
    whole, decimals = _without_commas(whole, first), _without_commas(decimals, 0)
    return _Layout(_in_runs(whole), decimals, places, grouped, scaling)


def _in_runs(tokens: Sequence[Token]) -> tuple[Token, ...]:
    runs: list[Token] = []
    for token in tokens:
        last = runs[-1] if runs else token
        if runs and token.kind == last.kind == "place" and "?" not in last.text + token.text:
            runs[-1] = Token("place", last.text + token.text)
        else:
            runs.append(token)
    return tuple(runs)


def _last_place(tokens: Sequence[Token]) -> int:
    return max((n for n, token in enumerate(tokens) if token.kind == "place"), default=-1)


def _run_behind(tokens: Sequence[Token], place: int) -> int:
    """Count the commas directly behind a place: each cuts three digits off."""
    count = 0
    while place + count + 1 < len(tokens) and _is_mark(tokens[place + count + 1], ","):
        count += 1
    return count if place >= 0 else 0


def _without_commas(tokens: Sequence[Token], first: int) -> tuple[Token, ...]:
    return tuple(t for n, t in enumerate(tokens) if n < first or not _is_mark(t, ","))


def _is_mark(token: Token, mark: str) -> bool:
    return token.kind == "other" and token.text == mark


def _fill_whole(layout: _Layout, digits: str) -> list[_Piece]:
    """Fill the places from the right; the first run takes all digits that are left."""
    pieces: list[_Piece] = []
    left, shown = digits, 0
    first = next((n for n, token in enumerate(layout.whole) if token.kind == "place"), None)
    for number in range(len(layout.whole) - 1, -1, -1):
        kind, text = layout.whole[number]
        if kind != "place":
            pieces.append(_Piece(text, is_digit=False))
            continue
        taken = left if number == first else left[-len(text) :]
        left = left[: len(left) - len(taken)]
        filled = text[: max(0, len(text) - len(taken))].translate(_UNFILLED) + taken
        pieces.append(_Piece(_grouped(filled, shown) if layout.grouped else filled, is_digit=True))
        shown += len(filled)
    return pieces[::-1]


def _grouped(digits: str, shown: int) -> str:
    """Digits with commas, where ``shown`` more follow; none stands behind a blank place."""
    cut = len(digits) - (-shown % 3 if shown else 3)
    while cut > 0:
        if digits[cut - 1] != " ":
            digits = f"{digits[:cut]},{digits[cut:]}"
        cut -= 3
    return digits


def _fill_decimals(tokens: Sequence[Token], digits: str) -> list[_Piece]:
    """Fill the places behind the point; # shows no zeros at the end."""
    pieces: list[_Piece] = []
    left = digits
    for token in tokens:
        if _is_mark(token, "."):
            pieces.append(_Piece(".", is_digit=True))
        elif token.kind != "place":
            pieces.append(_Piece(token.text, is_digit=False))
        else:
            digit, rest = left[:1], left[1:]
            bare = not left.strip("0") and token.text != "0"
            pieces.append(_Piece({"?": " "}.get(token.text, "") if bare else digit, is_digit=True))
            left = rest
    return pieces


def _in_native(pieces: list[_Piece], native: str) -> list[_Piece]:
    digits = _NATIVE_DIGITS.get(native)
    if not digits:
        return pieces
    table = {ord("0") + value: digit for value, digit in enumerate(digits)}
    return [
        piece._replace(text=piece.text.translate(table)) if piece.is_digit else piece
        for piece in pieces
    ]


def _assemble(pieces: list[_Piece], thousands: int = 0) -> Digits:
    places = [n for n, piece in enumerate(pieces) if piece.is_digit and piece.text.strip()]
    text = _text(pieces)
    if not any(pieces[n].text[-1:].isdecimal() or pieces[n].text[-1:] in _KANJI for n in places):
        return Digits(text, text, "", has_digits=False, thousands=thousands)
    first, last = places[0], places[-1]
    parted = any(not piece.is_digit and piece.text.strip() for piece in pieces[first : last + 1])
    return Digits(text, _text(pieces[:first]), _text(pieces[last + 1 :]), True, parted, thousands)


_KANJI = frozenset("".join(_NATIVE_DIGITS.values()))


def _text(pieces: Iterable[_Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def show_exponent(tokens: Sequence[Token], number: Decimal) -> Digits:
    """Show a number in E notation; with several whole places the exponent is a multiple."""
    mark = next(n for n, token in enumerate(tokens) if token.kind == "exponent")
    step = max(
        1, sum(len(t.text) for t in _lay_out(tuple(tokens[:mark])).whole if t.kind == "place")
    )
    exponent = number.adjusted() if number else 0
    exponent -= exponent % step
    mantissa = show_digits(tokens[:mark], number.scaleb(-exponent))
    if mantissa.text.partition(".")[0].strip(mantissa.before).startswith("1" + "0" * step):
        exponent += step  # rounded up to the next power
        mantissa = show_digits(tokens[:mark], number.scaleb(-exponent))
    width = sum(token.kind == "place" for token in tokens[mark + 1 :])
    sign = "-" if exponent < 0 else "+" if tokens[mark].text.endswith("+") else ""
    behind = "".join(token.text for token in tokens[mark + 1 :] if token.kind != "place")
    text = f"{mantissa.text}E{sign}{abs(exponent):0{width}d}"
    return Digits(text + behind, mantissa.before, behind, has_digits=True)


class _FractionParts(NamedTuple):
    whole: list[Token]
    above: list[Token]
    below: str
    behind: list[Token]


def show_fraction(tokens: Sequence[Token], number: Decimal) -> Digits | None:
    """Show a number as a fraction (``# ?/8``, ``?/?``); ``None`` when the section has none."""
    parts = _part_fraction(tokens)
    if parts is None:
        return None
    has_whole = any(token.kind == "place" for token in parts.whole)
    whole = int(number) if has_whole else 0
    above, below = _nearest(Fraction(number) - whole, parts.below)
    if has_whole and above == below:
        whole, above = whole + 1, 0
    return _write_fraction(parts, has_whole, whole, above, below)


def _write_fraction(
    parts: _FractionParts, has_whole: bool, whole: int, above: int, below: int
) -> Digits:
    before = "".join(token.text for token in parts.whole if token.kind != "place").strip()
    behind = "".join(token.text for token in parts.behind)
    number = str(whole) if has_whole and (whole or not above) else ""
    if above or not has_whole:
        number = f"{number} {above}/{below}".strip()
    return Digits(f"{before}{number}{behind}", before, behind, has_digits=True)


def _part_fraction(tokens: Sequence[Token]) -> _FractionParts | None:
    slash = next((n for n, token in enumerate(tokens) if _is_mark(token, "/")), None)
    if slash is None or not slash or tokens[slash - 1].kind != "place":
        return None
    start = slash
    while start and tokens[start - 1].kind == "place":
        start -= 1
    end = slash + 1
    while end < len(tokens) and (tokens[end].kind == "place" or tokens[end].text.isdecimal()):
        end += 1
    below = "".join(token.text for token in tokens[slash + 1 : end])
    if not below:
        return None
    return _FractionParts(
        list(tokens[:start]), list(tokens[start:slash]), below, list(tokens[end:])
    )


def _nearest(part: Fraction, below: str) -> tuple[int, int]:
    """Return the fraction nearest to a part, with a fixed or a limited denominator."""
    if below.isdecimal() and below.strip("0"):
        fixed = int(below)
        return int(part * fixed + Fraction(1, 2)), fixed
    near = part.limit_denominator(10 ** len(below) - 1)
    return near.numerator, near.denominator
