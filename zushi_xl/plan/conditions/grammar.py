"""Text → condition, in the words of the officer who types it.

    達成率 80以上100未満            事業の種類 ＝ 自治事務、法定受託事務
    実績 ≧ 現状の90％ かつ 実績 < 目標    （評価 ≠ Z または 理由なし） かつ 実績あり
    60 ≦ 計画比 < 100             （評価 ＝ Z）でない

かつ binds before または; （ ） groups; 「 」 holds a name or word that has a sign or かつ in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Conjunction,
    Disjunction,
    Figure,
    Negation,
    PartOf,
    Predicate,
    Presence,
    Statement,
    Wording,
)
from zushi_xl.quantity import read_quantity
from zushi_xl.text.regex import regex

IN_WORDS, OTHERWISE = "定性", "その他"
STATEMENTS = (IN_WORDS, OTHERWISE)
_OTHERWISE = ("それ以外", "上記以外")
_OR, _AND = "または", "かつ"
JOINS = {_OR: ("又は", "もしくは", "若しくは"), _AND: ("且つ",)}
_SPELLINGS = (
    *(("＞", ">"), ("＜", "<"), ("＝", "="), (">=", "≧"), ("<=", "≦"), ("≥", "≧"), ("≤", "≦")),
    *(("=>", "≧"), ("=<", "≦"), ("==", "="), ("<>", "≠"), ("!=", "≠"), ("！", "!")),
    *(("(", "（"), (")", "）"), ("＊", "×"), ("*", "×")),
)
_OPEN, _CLOSE = "（「", "）」"
_TURNED = {"≧": "≦", "≦": "≧", ">": "<", "<": ">"}
_SAID = {"以上": "≧", "以下": "≦", "超": ">", "未満": "<"} | {
    **dict.fromkeys(("を超える", "を上回る"), ">"),
    **dict.fromkeys(("を下回る", "に満たない"), "<"),
}
_BOUND = "|".join(_SAID)
_PRESENCE = regex(
    r"(.+?)[がはも]?(なし|無し|空欄|未記入|がない|あり|有り|記入あり|がある)(?:場合|とき)?"
)
_ENDED = regex(r"(?:である|の場合|のとき|場合|とき)$")
_THERE = ("あり", "有り", "記入あり", "がある")
_NOT = regex("(.+?)(?:でない|ではない)")
_FACTOR = regex(r"(.+?)(?:の|×)([^の×]+)")
_FACTOR_FIRST = regex(r"([0-9０-９.．]+[%％割倍]?)×([^0-9０-９×].*)")
_BOUNDS = regex(rf"(.+?)({_BOUND})")
_FIGURE = regex(r"[▲△+\-−－]?[0-9０-９]")
_BETWEEN_WORDS = ("、", "､", "，", ",", "／", "/")
_GROUPED = regex(r"(?<![0-9０-９,，])[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９,，])")
_MAYBE_WORDS = regex(r"[0-9０-９]{3}[,，]")  # 101,102: a number or two
_LONGEST, _DEEPEST = 500, 10


class ConditionError(ValueError):
    """A text is no condition; the message is a Japanese sentence that says what is wrong."""


def read_predicate(text: str, names: Collection[str] = ()) -> Predicate:
    """The condition in ``text``. ``names`` are names that may hold the words of the grammar.

    Raises:
        ConditionError: it cannot be read.
    """
    plain = "".join(map(_plain, re.split("(「[^」]*」)", text))).removesuffix("。")
    if not 0 < len(plain) <= _LONGEST:
        raise ConditionError(
            f"条件が{f'{_LONGEST}字より長く書かれてい' if plain else '空欄になってい'}ます。"
        )
    _check_brackets(plain)
    known = tuple(sorted((re.sub(r"\s", "", name) for name in names), key=len, reverse=True))
    return _any(_joined(plain, known), known)


def _plain(text: str) -> str:
    """One spelling of the signs; what is quoted stays as it is."""
    if text.startswith("「"):
        return text
    plain = re.sub(r"\s", "", text)
    for spelling, sign in _SPELLINGS:
        plain = plain.replace(spelling, sign)
    return plain


def _joined(text: str, names: tuple[str, ...]) -> str:
    """One spelling of what joins conditions, but in names that hold another one."""
    for join, spellings in JOINS.items():
        others = [s for s in spellings if not any(s in name for name in names)]
        for spelling in (*others, join):
            parts = list(_split(text, (f"、{spelling}", spelling)))
            text = join.join(part.removeprefix("、") for part in parts[::2])
    return text


def _check_brackets(text: str) -> None:
    opened: list[str] = []
    for character in text:
        if character in _OPEN:
            opened.append(_CLOSE[_OPEN.index(character)])
        elif character in _CLOSE and (not opened or opened.pop() != character):
            raise ConditionError(f"「{character}」に対応する始まりがありません。")
        if len(opened) > _DEEPEST:
            raise ConditionError("（ ）の入れ子が深すぎます。")
    if opened:
        raise ConditionError(f"「{opened[-1]}」がありません。")


def _split(text: str, signs: Collection[str], held: Collection[int] = ()) -> Iterator[str]:
    """Parts and the signs between them, outside brackets and the places ``held``: part, sign, part
    …"""
    depth = start = place = 0
    while place < len(text):
        depth += (text[place] in _OPEN) - (text[place] in _CLOSE)
        may_part = depth == 0 and place not in held
        sign = next((s for s in signs if may_part and text.startswith(s, place)), "")
        if sign:
            yield from (text[start:place], sign)
            start = place + len(sign)
        place += len(sign) or 1
    yield text[start:]


def _any(text: str, names: tuple[str, ...]) -> Predicate:
    parts: list[Predicate] = []
    for part in list(_split(text, (_OR,)))[::2]:
        parts.append(_all(part, names, _subject(parts)))
    return parts[0] if len(parts) == 1 else Disjunction(tuple(parts))


def _all(text: str, names: tuple[str, ...], subject: str) -> Predicate:
    parts: list[Predicate] = []
    for part in list(_split(text, (_AND,)))[::2]:
        parts.append(_one(part, names, _subject(parts) or subject))
    return parts[0] if len(parts) == 1 else Conjunction(tuple(parts))


def _subject(parts: Sequence[Predicate]) -> str:
    """Of what the last part says how large it is: 達成率80以上かつ100未満 says it once."""
    last = parts[-1] if parts else None
    if isinstance(last, Conjunction | Disjunction):
        return _subject(last.parts)
    return last.left if isinstance(last, Comparison) else ""


def _one(text: str, names: tuple[str, ...], subject: str = "") -> Predicate:
    if not text:
        raise ConditionError("「かつ」「または」の前か後に条件がありません。")
    if text.startswith("（") and _closes_at(text) == len(text) - 1:
        return _any(text[1:-1], names)
    denied = _NOT.fullmatch(text)
    if denied and denied[1].startswith("（") and _closes_at(denied[1]) == len(denied[1]) - 1:
        return Negation(_any(denied[1][1:-1], names))
    is_bare = subject and _FIGURE.match(text)
    said = _bounds(subject, text) if is_bare else None
    return said or _test(text, names)


def _closes_at(text: str) -> int:
    """Where the bracket closes that the text begins with."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth == 0:
            return place
    return -1


def _test(text: str, names: tuple[str, ...]) -> Predicate:
    if text in (*STATEMENTS, *_OTHERWISE) and text not in names:
        return Statement(OTHERWISE if text in _OTHERWISE else text)
    parts = list(_split(text, ("≧", "≦", "≠", ">", "<", "=")))
    if len(parts) > 1:
        return _signed(text, parts)
    said = _in_words(text, names)
    if said is not None:
        return said
    match = _PRESENCE.fullmatch(text)
    if match:
        return Presence(_name(match[1]), match[2] in _THERE)
    raise ConditionError(f"「{text}」を条件として読めません。")


def _signed(text: str, parts: list[str]) -> Predicate:
    if not all(parts) or len(parts) > 5:
        raise ConditionError(f"「{text}」には、比べるものが足りないか、多すぎます。")
    if len(parts) == 5:
        left, sign, middle, other, right = parts
        if sign not in _TURNED or other not in _TURNED:
            raise ConditionError(f"「{text}」の「＝」「≠」は、一度に一つだけ使えます。")
        return _span(_bound(middle, _TURNED[sign], left), _bound(middle, other, right))
    left, sign, right = parts
    if sign not in _TURNED:
        return Wording(_name(left), tuple(_words(right)), sign == "=")
    if _FIGURE.match(left):
        left, sign, right = right, _TURNED[sign], left
    return _bound(left, sign, right)


def _words(text: str) -> Iterator[str]:
    """The commas of 1,000 part no words."""
    held = {place for number in _GROUPED.finditer(text) for place in range(*number.span())}
    for word in list(_split(text, _BETWEEN_WORDS, held))[::2]:
        if not word:
            raise ConditionError("「＝」の後の言葉が抜けています。")
        if _MAYBE_WORDS.match(word):
            plain = word.replace(",", "").replace("，", "")
            raise ConditionError(
                f"「{word}」は、一つの数か、二つ以上の言葉か決められません。"
                f"数なら {plain}、言葉なら「、」で区切って書いてください。"
            )
        yield _unquoted(word)


def _bound(left: str, sign: str, right: str) -> Comparison:
    return Comparison(_name(left), sign, _operand(right))


def _in_words(text: str, names: tuple[str, ...]) -> Predicate | None:
    """達成率80以上100未満, 実績が計画値以上."""
    found = (_bounds(name, rest) for name, rest in _begun(text, names))
    return next((bounds for bounds in found if bounds is not None), None)


def _bounds(name: str, text: str) -> Predicate | None:
    """One bound of what a name stands for, or a floor and a ceiling; None for another text."""
    rest = _ENDED.sub("", text)
    bounds = _BOUNDS.findall(rest)
    if not bounds or "".join(map("".join, bounds)) != rest or not _are_bounds(bounds):
        return None
    parts = [_bound(name, _SAID[said], other) for other, said in bounds]
    return parts[0] if len(parts) == 1 else _span(*parts)


def _span(one: Comparison, other: Comparison) -> Conjunction:
    """Two bounds of one name, between which something must lie."""
    floor, ceiling = (one, other) if one.operator in ("≧", ">") else (other, one)
    low, high = floor.right, ceiling.right
    if floor.operator not in ("≧", ">") or ceiling.operator not in ("≦", "<"):
        raise ConditionError(f"「{one.left}」の範囲の向きがそろっていません。")
    if isinstance(low, Figure) and isinstance(high, Figure) and low.value >= high.value:
        raise ConditionError(f"「{one.left}」の範囲に当てはまる値がありません。")
    return Conjunction((one, other))


def _are_bounds(bounds: list[tuple[str, str]]) -> bool:
    """One bound, or a floor and a ceiling."""
    signs = [_SAID[bound] for _, bound in bounds]
    return len(signs) == 1 or (len(signs) == 2 and signs[0] in "≧>" and signs[1] in "≦<")


def _begun(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """How the text may part into a name and what is said of it."""
    quoted = text.startswith("「")
    lengths = [len(n) for n in names if text.startswith(n)] or [_closes_at(text) + 1] * quoted
    for length in lengths:
        yield text[:length], re.sub("^[がは]", "", text[length:])
    for match in () if quoted else reversed(list(re.finditer("[がは]", text))):
        yield text[: match.start()], text[match.end() :]
    figure = _FIGURE.search(text)
    if figure and figure.start() and not quoted:
        yield text[: figure.start()], text[figure.start() :]


def _name(text: str) -> str:
    if not text or _FIGURE.match(text):
        raise ConditionError(f"「{text}」は、欄や値の名前ではありません。")
    return _unquoted(text)


def _unquoted(text: str) -> str:
    return text[1:-1] if text.startswith("「") and _closes_at(text) == len(text) - 1 else text


def _operand(text: str) -> str | PartOf | Figure:
    """A name, a part of it (現状の90％, 目標×0.9) or a figure."""
    if not text:
        raise ConditionError("比べる数がありません。")
    first = _FACTOR_FIRST.fullmatch(text)
    if first:
        return PartOf(_name(first[2]), _percent(first[1]))
    if _FIGURE.match(text):
        return _figure(text)
    match = _FACTOR.fullmatch(text)
    if match and _FIGURE.match(match[2]):
        return PartOf(_name(match[1]), _percent(match[2]))
    return _name(text)


def _figure(text: str) -> Figure:
    figure = figure_in(text)
    if figure is None:
        raise ConditionError(f"「{text}」を数として読めません。")
    return figure


def figure_in(word: str) -> Figure | None:
    """The one figure that a word of a condition is; None where it is none."""
    quantity = read_quantity(word)
    kinds = ("number", "count", "ratio", "money")
    if quantity.kind not in kinds or quantity.value is None or quantity.qualifier or quantity.also:
        return None
    return Figure(quantity.value, quantity.unit or "")


def _percent(text: str) -> Decimal:
    figure = _figure(text)
    if figure.unit == "％":
        return figure.value
    if figure.unit in ("", "倍"):
        return figure.value * 100
    raise ConditionError(f"「{text}」は割合ではありません（90％、0.9倍のように書きます）。")
