"""Sums of fields as text: 国庫支出金＋県支出金＝事業費, 4×業務時間, 事業費÷利用者数.

＋ － × ÷, figures, names, （ ）; × and ÷ bind first. What stands on the other side of ＝ is the
name of the result. A long vowel (ー) is never a minus. 「 」 holds a name that has a sign in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex


class CalculationError(ValueError):
    """A text is no sum; the message is a Japanese sentence that says what is wrong."""


class Operand(NamedTuple):
    """The figure of a field."""

    name: str


class Constant(NamedTuple):
    """A figure as it stands in the calculation, in the unit of its field."""

    value: Decimal


class Operation(NamedTuple):
    """``sign`` is ＋ － × or ÷."""

    left: Calculation
    sign: str
    right: Calculation


Calculation = Operand | Constant | Operation

_SIGNS = {
    **dict.fromkeys("＋+", "＋"),
    **dict.fromkeys("－−-‐–", "－"),
    **dict.fromkeys("×✕*＊", "×"),
    **dict.fromkeys("÷/／", "÷"),
    **dict.fromkeys("（(", "（"),
    **dict.fromkeys("）)", "）"),
    **dict.fromkeys("＝=", "＝"),
}
_WIDE = NARROW_DIGITS | str.maketrans("．，％", ".,%")
_WHOLE = "[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]++(?!,[0-9])"  # 1,000, and neither 1,00 nor 1,5
_NUMBER = regex(rf"((?:{_WHOLE})(?:\.[0-9]+)?)(%?)")
_LONGEST, _DEEPEST = 500, 10


def read_calculation(
    text: str, names: Collection[str] = (), own: Collection[str] = ()
) -> tuple[Calculation, str]:
    """The sum in ``text`` and the name of its result (empty where there is no ＝). ``names`` are
    names that may hold signs, ``own`` those of the field that the sum is of.

    Raises:
        CalculationError: it cannot be read.
    """
    if not 0 < len(text) <= _LONGEST:
        raise CalculationError(f"計算は1字から{_LONGEST}字で書きます。")
    sides = _sides(list(_tokens(text, sorted(names, key=len, reverse=True))))
    if len(sides) > 2 or not all(sides):
        raise CalculationError("「＝」の前後に、足りないものか余分なものがあります。")
    if len(sides) == 1:
        return _whole(sides[0]), ""
    lone = [n for n, side in enumerate(sides) if len(side) == 1 and isinstance(side[0], Operand)]
    if not lone:
        raise CalculationError("「＝」の片方は、結果を入れる欄の名前だけにします。")
    result = next((n for n in lone if _shown(sides[n][0]) in own), lone[-1])
    return _whole(sides[1 - result]), _shown(sides[result][0])


_Token = Operand | Constant | str


def _tokens(text: str, names: Collection[str]) -> Iterator[_Token]:
    rest = text.strip()
    while rest:
        known = next((name for name in names if _is_begun(rest, name)), "")
        if known:
            token: _Token = Operand(known)
            used = len(known)
        else:
            token, used = _token(rest)
        yield token
        rest = rest[used:].lstrip()


def _is_begun(text: str, name: str) -> bool:
    """Whether a text begins with a name, and the name ends there."""
    after = text[len(name) :].lstrip()
    return bool(name) and text.startswith(name) and (not after or after[0] in _SIGNS)


def _token(text: str) -> tuple[_Token, int]:
    number = _NUMBER.match(text.translate(_WIDE))
    if number:
        return Constant(_decimal(number[1]) / (100 if number[2] else 1)), number.end()
    if text[0] in _SIGNS:
        return _SIGNS[text[0]], 1
    if text[0] == "「":
        end = text.find("」")
        if end < 2:
            raise CalculationError("「 」が閉じていないか、中に何もありません。")
        return Operand(text[1:end]), end + 1
    length = next((n for n, c in enumerate(text) if c in _SIGNS or c == "「"), len(text))
    return Operand(text[:length].strip()), length


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise CalculationError(f"「{text}」を数として読めません。") from None


def _sides(tokens: list[_Token]) -> list[list[_Token]]:
    sides: list[list[_Token]] = [[]]
    for token in tokens:
        if token == "＝":
            sides.append([])
        else:
            sides[-1].append(token)
    return sides


def _whole(tokens: list[_Token]) -> Calculation:
    found, rest = _sum(tokens, 0)
    if rest:
        raise CalculationError(f"「{_shown(rest[0])}」の前に、計算の記号がありません。")
    return found


def _sum(tokens: list[_Token], depth: int) -> tuple[Calculation, list[_Token]]:
    return _chain(tokens, depth, ("＋", "－"), _product)


def _product(tokens: list[_Token], depth: int) -> tuple[Calculation, list[_Token]]:
    return _chain(tokens, depth, ("×", "÷"), _single)


_Reader = Callable[[list[_Token], int], tuple["Calculation", list[_Token]]]


def _chain(
    tokens: list[_Token], depth: int, signs: Collection[str], part: _Reader
) -> tuple[Calculation, list[_Token]]:
    found, rest = part(tokens, depth)
    while rest and isinstance(rest[0], str) and rest[0] in signs:
        right, after = part(rest[1:], depth)
        found, rest = Operation(found, rest[0], right), after
    return found, rest


def _single(tokens: list[_Token], depth: int) -> tuple[Calculation, list[_Token]]:
    if not tokens:
        raise CalculationError("計算の記号の後に、欄の名前か数がありません。")
    first, rest = tokens[0], tokens[1:]
    if isinstance(first, Operand | Constant):
        return first, rest
    if first != "（" or depth >= _DEEPEST:
        raise CalculationError(f"「{first}」の前に、欄の名前か数がありません。")
    found, rest = _sum(rest, depth + 1)
    if not rest or rest[0] != "）":
        raise CalculationError("「）」がありません。")
    return found, rest[1:]


def _shown(token: _Token) -> str:
    if isinstance(token, Operand):
        return token.name
    return f"{token.value:f}" if isinstance(token, Constant) else token


def operands_in(calculation: Calculation) -> tuple[str, ...]:
    """The names that a sum uses, each once, from left to right."""
    return tuple(dict.fromkeys(_operands(calculation)))


def _operands(calculation: Calculation) -> Iterator[str]:
    if isinstance(calculation, Operand):
        yield calculation.name
    elif isinstance(calculation, Operation):
        yield from _operands(calculation.left)
        yield from _operands(calculation.right)


def is_plain_sum(calculation: Calculation) -> bool:
    """Whether only names are added and taken away: then an empty field counts as 0."""
    if isinstance(calculation, Operation):
        is_sum = calculation.sign in ("＋", "－")
        return is_sum and is_plain_sum(calculation.left) and is_plain_sum(calculation.right)
    return isinstance(calculation, Operand)


def calculated(calculation: Calculation, figure: Callable[[str], Decimal | None]) -> Decimal | None:
    """The result; None where a figure is missing or something is divided by 0."""
    if isinstance(calculation, Constant):
        return calculation.value
    if isinstance(calculation, Operand):
        return figure(calculation.name)
    left, right = calculated(calculation.left, figure), calculated(calculation.right, figure)
    if left is None or right is None or (calculation.sign == "÷" and right == 0):
        return None
    return _WORK[calculation.sign](left, right)


_WORK: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "＋": lambda a, b: a + b,
    "－": lambda a, b: a - b,
    "×": lambda a, b: a * b,
    "÷": lambda a, b: a / b,
}


_PLAIN_SIGNS = {sign: sign for sign in "＋－×÷（）"}


def written(
    calculation: Calculation,
    show: Callable[[str], str],
    signs: Mapping[str, str] = _PLAIN_SIGNS,
) -> str:
    """The sum as text; ``show`` writes a name, perhaps with its figure, ``signs`` each sign.
    As few brackets as can be: Excel takes no more than 64, one in the other."""
    if isinstance(calculation, Operand):
        return show(calculation.name)
    if isinstance(calculation, Constant):
        return f"{calculation.value:f}"
    left, right = (
        _nested(part, calculation, written(part, show, signs), signs)
        for part in (calculation.left, calculation.right)
    )
    return f"{left}{signs[calculation.sign]}{right}"


def _nested(part: Calculation, whole: Operation, text: str, signs: Mapping[str, str]) -> str:
    is_weaker = isinstance(part, Operation) and part.sign in ("＋", "－")
    needs = is_weaker and (whole.sign in ("×", "÷") or part is whole.right)
    needs = needs or (isinstance(part, Operation) and part is whole.right and whole.sign == "÷")
    return f"{signs['（']}{text}{signs['）']}" if needs else text
