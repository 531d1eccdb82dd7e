"""Grades and choices as people type them: 「A」「Ａ：順調である」「(Ａ) 順調」「１　現状維持」."""

from __future__ import annotations

from collections.abc import Sequence

from zushi_xl.plan.scales import Grade
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

_MARKS = regex(r"[:;.,。、・()\[\]【】「」『』<>○◯●]")
_AROUND = regex(r"^(?:進捗状況)?(?:評価)?[:=]?|(?:評価|ランク|判定)$")
_ENUMERATED = regex(r"^[(\[]?([0-9]{1,2}|[①-⑳]|[一二三四五六七八九十])[)\].:。．、,-]?(?=\D)")


def match_grade(grades: Sequence[Grade], text: str) -> Grade | None:
    """The grade that ``text`` names by symbol, label or both; None where they contradict."""
    folded = _plain(text)
    for candidate in dict.fromkeys((folded, _AROUND.sub("", folded))):
        if not candidate:
            continue
        for grade in grades:
            symbol, label = _plain(grade.symbol), _plain(grade.label)
            if candidate in {symbol, label, symbol + label, label + symbol} - {""}:
                return grade
    return _by_beginning(grades, folded)


def _by_beginning(grades: Sequence[Grade], folded: str) -> Grade | None:
    """A symbol followed by the beginning of its own label (A 順調), not of another's."""
    found = [
        grade
        for grade in grades
        if (symbol := _plain(grade.symbol))
        and folded.startswith(symbol)
        and len(rest := folded.removeprefix(symbol)) > 1
        and _plain(grade.label).startswith(rest)
    ]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    """Folded, without marks; a symbol that is a mark itself (○, ◎) stays."""
    folded = fold(text)
    return _MARKS.sub("", folded) or folded


def match_choice(choices: Sequence[str], text: str) -> str | None:
    """The choice that ``text`` names, with or without the number before it."""
    by_fold = {fold(choice): choice for choice in choices}
    folded = fold(text)
    if folded in by_fold:
        return by_fold[folded]
    typed_number, typed = _enumerated(folded)
    found = []
    for choice_fold, choice in by_fold.items():
        number, bare = _enumerated(choice_fold)
        if typed == bare and (not typed_number or not number or typed_number == number):
            found.append(choice)
    return found[0] if len(found) == 1 else None


def _enumerated(folded: str) -> tuple[str, str]:
    """A leading number and what follows it; the number is empty where there is none."""
    match = _ENUMERATED.match(folded)
    return (match[1], folded[match.end() :]) if match else ("", folded)
