"""Which of the choices that stand in a cell are marked: ■目視　□打診, ○有・無, （有）・無.

Every letter of the cell must be a choice, its mark, what the form prints there too, or a remark in
brackets behind a choice; with anything else nobody can be sure what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

OFF = "□☐◻"
ON = "■☑☒✓✔✅●◉◎○◯〇レ"
_ENCLOSED = regex(r"[\[(（［【〔]\s*[xXｘＸ]\s*[\])）］】〕]")
NOT_LISTED = "選択肢にありません"
_EMPTY_ROOM = regex(r"[(\[【〔][_\-.…:]*[)\]】〕]")
_IN_ROOM = regex(r"\A[(（\[［【〔](.*)[)）\]］】〕]")
_OTHERS = ("その他", "そのほか")


class Marked(NamedTuple):
    """``shown``: the choices with a mark as a result shows them, ``entries``: as the form has them,
    ``beside``: what is written behind one without a mark, ``refused``: why it cannot be said which
    are meant."""

    shown: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    beside: str = ""
    refused: str = ""


class _Letter(NamedTuple):
    """A letter as it is compared, and its place in the text."""

    folded: str
    at: int


class _Token(NamedTuple):
    """``kind`` is choice, sign, room, code, apart or word."""

    kind: str
    letters: list[_Letter]

    @property
    def text(self) -> str:
        """As it is compared."""
        return "".join(letter.folded for letter in self.letters)

    def touches(self, next_one: _Token) -> bool:
        """Whether no blank parts it from the next one."""
        return self.letters[-1].at + 1 == next_one.letters[0].at


def has_marks(text: str) -> bool:
    """Whether something in a text may be the mark of a choice."""
    return any(sign in text for sign in ON + OFF) or _ENCLOSED.search(text) is not None


def with_remark(choices: Iterable[str], text: str) -> str | None:
    """The choice その他 behind which a text says what: その他（不定期）."""
    others = (choice for choice in choices if choice.startswith(_OTHERS))
    bare = text.strip()
    return next(
        (c for c in others if bare[: len(c)] == c and _IN_ROOM.fullmatch(bare[len(c) :].strip())),
        None,
    )


def marked(choices: Sequence[str], text: str, printed: str, codes: Iterable[str] = ()) -> Marked:
    """Which choices of a cell are marked. ``printed`` is what the original has in it, ``codes`` are
    the numbers with which it prints the choices."""
    by_fold = {fold(choice): choice for choice in choices if fold(choice)}
    pattern = _pattern(tuple(by_fold), tuple(map(fold, codes)), any(s in printed for s in OFF))
    form, tokens = _tokens(printed, pattern), _tokens(text, pattern)
    found = [token.text for token in tokens if token.kind == "choice"]
    if not found or len(set(found)) < len(found):
        return Marked(refused="同じ選択肢が二度あります" if found else NOT_LISTED)
    usual = _signs(form, _is_before(form)) or {}
    signs = _signs(tokens, _is_before(form if usual else tokens))
    if signs is None:
        return Marked(refused="どの選択肢の印か決められません")
    printed_of = _said(form)
    added = {of: _without(said, printed_of.get(of, [])) for of, said in _said(tokens).items()}
    on = {choice for choice, sign in signs.items() if sign not in (*OFF, usual.get(choice))}
    is_open = any(sign in OFF for sign in signs.values())
    if not (on or is_open or any(added.values())) and len(found) < len(printed_of) - 1:
        on = set(found)  # the others were taken out
    if not (on or is_open):
        return Marked(refused=NOT_LISTED)
    remarks = {
        of: _Remark(text[its[0].at : its[-1].at + 1].strip(), bool(printed_of.get(of)))
        for of, its in added.items()
        if its
    }
    return _judged([(choice, by_fold[choice], choice in on) for choice in found], remarks)


class _Remark(NamedTuple):
    """What stands behind a choice and is not printed; ``in_print``: within what is."""

    text: str = ""
    in_print: bool = False


def _judged(found: Iterable[tuple[str, str, bool]], remarks: Mapping[str, _Remark]) -> Marked:
    """Each choice as compared and as printed, whether it is marked, and the remarks behind them."""
    shown, entries, beside = [], [], []
    for folded, choice, is_on in (("", "", False), *found):
        said, in_print = remarks.get(folded, _Remark())
        room = _IN_ROOM.fullmatch(said)
        is_other = is_on and choice.startswith(_OTHERS)
        if said and not (choice and (room or in_print or is_other)):
            return Marked(refused=f"「{said}」は選択肢にありません")
        remark = f"（{room[1].strip() if room else said.lstrip(':：')}）" if said else ""
        if is_on:
            entries.append(choice)
            shown.append(choice + remark)
        elif remark:
            beside.append(choice + remark)
    return Marked(tuple(shown), tuple(entries), "、".join(beside))


# ------------------------------------------------------------------ tokens


@lru_cache(maxsize=256)  # a form has few fields, and they are read in every copy
def _pattern(choices: tuple[str, ...], codes: tuple[str, ...], boxes: bool) -> re.Pattern[str]:
    """What a folded text consists of; where the form has ``boxes``, a letter may be a tick."""
    any_choice = "|".join(map(re.escape, sorted(choices, key=len, reverse=True)))
    any_code = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    parts = [f"(?P<choice>{any_choice})"]
    if codes:
        parts.append(rf"(?P<code>(?:{any_code})[.):]?(?={any_choice}))")
    letters = f"|[vþ](?={any_choice})" if boxes else ""
    parts += [
        rf"(?P<sign>[\[(【〔][x{ON}][)\]】〕]|[{ON}{OFF}]{letters})",
        r"(?P<room>\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕)",
        r"(?P<apart>[、,・/|]+)",
        "(?P<word>.)",
    ]
    return regex("|".join(parts))


def _tokens(text: str, pattern: re.Pattern[str]) -> list[_Token]:
    letters = [_Letter(letter, at) for at, typed in enumerate(text) for letter in fold(typed)]
    found = []
    for match in pattern.finditer("".join(letter.folded for letter in letters)):
        its = letters[match.start() : match.end()]
        inside = pattern.fullmatch(match[0][1:-1]) if match.lastgroup == "room" else None
        if inside and inside.lastgroup == "choice":  # （有）
            found += [_Token("sign", its[:1]), _Token("choice", its[1:-1])]
        elif not _EMPTY_ROOM.fullmatch(match[0]):
            found.append(_Token(match.lastgroup or "", its))
    return found


def _is_before(tokens: Iterable[_Token]) -> bool | None:
    """Whether marks stand before their choices, or behind; None where that cannot be seen."""
    kinds = [token.kind for token in tokens if token.kind in ("sign", "choice")]
    ends = [kind == "sign" for kind in (kinds[:1] + kinds[-1:])]
    return ends[0] if len(ends) == 2 and ends[0] != ends[1] else None


def _signs(tokens: Sequence[_Token], before: bool | None) -> dict[str, str] | None:
    """The mark of each choice that has one: that of the choice which it touches, or is nearer to;
    ``before`` decides where two are as near. None where nobody can tell."""
    found: dict[str, str] = {}
    for at, sign in enumerate(tokens):
        if sign.kind != "sign":
            continue
        left, right = _left(tokens, at), _right(tokens, at)
        if left.nearness == right.nearness:
            if before is None or not left.nearness:
                return None
            choice = right.choice if before else left.choice
        else:
            choice = max(left, right).choice
        if found.setdefault(choice, sign.text) != sign.text:
            return None
    return found


class _Beside(NamedTuple):
    """A choice beside a mark: 2 where they touch, 1 where only blanks part them, else 0."""

    nearness: int
    choice: str = ""


def _left(tokens: Sequence[_Token], at: int) -> _Beside:
    before = tokens[at - 1] if at else None
    if before is None or before.kind not in ("choice", "room"):
        return _Beside(0)
    choice = next((t.text for t in reversed(tokens[:at]) if t.kind == "choice"), "")
    return _Beside(1 + before.touches(tokens[at]), choice) if choice else _Beside(0)


def _right(tokens: Sequence[_Token], at: int) -> _Beside:
    behind = [token for token in tokens[at + 1 : at + 3] if token.kind != "code"][:1]
    if not behind or behind[0].kind != "choice":
        return _Beside(0)
    return _Beside(1 + tokens[at].touches(tokens[at + 1]), behind[0].text)


def _said(tokens: Iterable[_Token]) -> dict[str, list[_Letter]]:
    """What stands behind each choice, and before the first one, that is neither mark nor number."""
    choice = ""
    said: dict[str, list[_Letter]] = {choice: []}
    for token in tokens:
        if token.kind == "choice":
            choice = token.text
            said[choice] = []
        elif token.kind in ("room", "word"):
            said[choice] += token.letters
    return said


def _without(said: list[_Letter], printed: list[_Letter]) -> list[_Letter]:
    """What is said and not printed, if all that is printed is there too."""
    rest, left = [], [letter.folded for letter in reversed(printed)]
    for letter in said:
        if left and letter.folded == left[-1]:
            left.pop()
        else:
            rest.append(letter)
    return said if left else rest
