"""The difference of two texts as a person would mark it.

Whole sentences first: equal ones stay, like ones are paired, the others go or come as a whole.
Inside a pair the words are compared (``difflib``, whose longest-block-first way keeps phrases
together), then tidied at word borders. Equal texts cost nothing but the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from zushi_xl.redline.difference_cleanup import Step, tidied
from zushi_xl.redline.pieces import MarkedPiece, Pieces, joined, kept, replaced
from zushi_xl.redline.similarity import likeness, sentence_pairs
from zushi_xl.redline.tokens import clauses, common_label, sentences, tokens, weight
from zushi_xl.redline.word_ends import with_word_ends

SAME_SENTENCE = 0.4  # likeness from which two sentences are versions of one
_WOVEN_SENTENCES = 3  # up to here a passage is also compared as one, whatever its sentences
_LONGEST = 1500  # tokens that are compared one by one; longer sentences go clause by clause
_SHORT = 24  # characters of a sentence whose beginning and end tell more than its pairs
_LEAST_TAIL = 4.0  # weight of a common end that is worth keeping
_MOST_PAIRS = 250_000  # of sentences; beyond, a passage with nothing equal is replaced as a whole


def diff_texts(old: str, new: str) -> Pieces:
    """The marked text; ``old_text`` and ``new_text`` of it give both back exactly."""
    if old == new:
        return kept(old)
    if not old or not new:
        return replaced(old, new)
    return joined(_by_sentences(sentences(old), sentences(new)))


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[MarkedPiece]:
    """What both begin and end with costs no search, so equal text is linear."""
    start, end = _equal_ends(old, new)
    yield from kept("".join(old[:start]))
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from kept("".join(before[i:i_end]))
        elif tag == "replace":
            yield from _passage(before[i:i_end], after[j:j_end])
        else:
            yield from replaced("".join(before[i:i_end]), "".join(after[j:j_end]))
    yield from kept("".join(old[len(old) - end :]))


def _equal_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items both begin with, and how many of the others both end with."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    room = shorter - start
    return start, next((i for i in range(room) if old[-1 - i] != new[-1 - i]), room)


def _passage(old: Sequence[str], new: Sequence[str]) -> Pieces:
    """A changed passage, marked in the way that needs the fewest and shortest marks."""
    paired = joined(_paired(old, new))
    if not 1 < max(len(old), len(new)) <= _WOVEN_SENTENCES:
        return paired
    before, after = tokens("".join(old)), tokens("".join(new))
    if max(len(before), len(after)) > _LONGEST:
        return paired
    return min(paired, joined(_words(before, after)), key=_cost)


def _sentence(old: str, new: str) -> Iterator[MarkedPiece]:
    """Two versions of a sentence; a very long one goes clause by clause."""
    before, after = tokens(old), tokens(new)
    if max(len(before), len(after)) <= _LONGEST:
        return _words(before, after)
    parts, others = clauses(old), clauses(new)
    if min(len(parts), len(others)) > 1:
        return _by_sentences(parts, others)
    return _ends_kept(before, after)


def _cost(pieces: Pieces) -> float:
    """Marked characters, and for every stretch the effort to see where it begins and ends."""
    marked = [len(piece.text) for piece in pieces if piece.mark in ("removed", "added")]
    return sum(marked) + 8 * len(pieces)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[MarkedPiece]:
    i = j = 0
    for k, m in [*_pairs_in_order(old, new), (len(old), len(new))]:
        yield from _unlike("".join(old[i:k]), "".join(new[j:m]))
        if k < len(old):
            yield from _sentence(old[k], new[m])
        i, j = k + 1, m + 1


def _unlike(old: str, new: str) -> Iterator[MarkedPiece]:
    """Sentences that say something else, whole; their bullet or label and a quoted end stay."""
    start = common_label(old, new)
    end = _common_tail(old[start:], new[start:])
    both = (old[start : start + 1], new[start : start + 1])
    if end > 1 and both[0] == both[1] and both[0] in "「『":
        start += 1
    yield from kept(old[:start])
    yield from replaced(old[start : len(old) - end], new[start : len(new) - end])
    yield from kept(old[len(old) - end :])


def _common_tail(old: str, new: str) -> int:
    """The length of what both end with: a line end, or all that follows a closing bracket."""
    if not old or not new:
        return 0
    longest = _equal_ends(old[::-1], new[::-1])[0]
    for count in range(min(longest, len(old) - 1, len(new) - 1), 0, -1):
        tail = old[len(old) - count :]
        if tail[0] in "」』" and weight(tail) >= _LEAST_TAIL and "\n" not in tail[:-1]:
            return count
    return 1 if old.endswith("\n") and new.endswith("\n") and min(len(old), len(new)) > 1 else 0


def _pairs_in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Sentences that are versions of each other, in order, with the greatest sum of likeness."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    bags = [[sentence_pairs(sentence) for sentence in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            value = likeness(bags[0][i], bags[1][j])
            if value < SAME_SENTENCE:
                value = _ends_alike(old[i], new[j])
            skipped = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(skipped, best[i + 1][j + 1] + value) if value else skipped
            if value >= SAME_SENTENCE:
                alike[i, j] = value
            else:
                best[i][j] = skipped
    return list(_trail(best, alike))


def _ends_alike(one: str, other: str) -> float:
    """Of short sentences, whose pairs say little: the share that both begin and end with."""
    if max(len(one), len(other)) > _SHORT:
        return 0.0
    start, end = _equal_ends(one, other)
    common = weight(one[:start]) + weight(one[len(one) - end :])
    return common / min(weight(one), weight(other))


def _trail(
    best: list[list[float]], alike: dict[tuple[int, int], float]
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        value = alike.get((i, j))
        if value is not None and best[i][j] == best[i + 1][j + 1] + value:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[MarkedPiece]:
    steps: list[Step] = [Step()]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            steps.append(Step("".join(old[i:i_end])))
        else:
            steps[-1].removed += "".join(old[i:i_end])
            steps[-1].added += "".join(new[j:j_end])
    return _pieces(with_word_ends(tidied(steps)))


def _ends_kept(old: Sequence[str], new: Sequence[str]) -> Iterator[MarkedPiece]:
    """A text without any sign to part it: only its beginning and end can be alike."""
    start, end = _equal_ends(old, new)
    before, after = ("".join(side[start : len(side) - end]) for side in (old, new))
    steps = [Step("".join(old[:start]), before, after), Step("".join(old[len(old) - end :]))]
    return _pieces(tidied(steps))


def _pieces(steps: Iterable[Step]) -> Iterator[MarkedPiece]:
    for step in steps:
        yield from kept(step.kept)
        yield from replaced(step.removed, step.added)
