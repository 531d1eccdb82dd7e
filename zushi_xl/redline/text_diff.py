"""The difference of two texts as a person would mark it.

Whole sentences first: equal ones stay, like ones are paired, the others go or come as a whole.
Inside a pair the words are compared (``difflib``, whose longest-block-first way keeps phrases
together), then tidied at word borders. Equal texts cost nothing but the comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from zushi_xl.redline.pieces import Piece, Pieces, joined, kept, replaced
from zushi_xl.redline.similarity import likeness, sentence_pairs
from zushi_xl.redline.tidy import Step, tidied
from zushi_xl.redline.tokens import sentences, tokens

SAME_SENTENCE = 0.4  # likeness from which two sentences are versions of one
_WOVEN_SENTENCES = 3  # up to here a passage is also compared as one, whatever its sentences
_WOVEN_TOKENS = 1500


def diff_texts(old: str, new: str) -> Pieces:
    """The marked text; ``old_text`` and ``new_text`` of it give both back exactly."""
    if old == new:
        return kept(old)
    if not old or not new:
        return replaced(old, new)
    return joined(_by_sentences(sentences(old), sentences(new)))


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from kept("".join(old[i:i_end]))
        elif tag == "replace":
            yield from _passage(old[i:i_end], new[j:j_end])
        else:
            yield from replaced("".join(old[i:i_end]), "".join(new[j:j_end]))


def _passage(old: Sequence[str], new: Sequence[str]) -> Pieces:
    """A changed passage, marked in the way that needs the fewest and shortest marks."""
    paired = joined(_paired(old, new))
    if not 1 < max(len(old), len(new)) <= _WOVEN_SENTENCES:
        return paired
    before, after = tokens("".join(old)), tokens("".join(new))
    if max(len(before), len(after)) > _WOVEN_TOKENS:
        return paired
    return min(paired, joined(_words(before, after)), key=_cost)


def _cost(pieces: Pieces) -> float:
    """Marked characters, and for every stretch the effort to see where it begins and ends."""
    marked = [len(piece.text) for piece in pieces if piece.mark in ("removed", "added")]
    return sum(marked) + 8 * len(pieces)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    i = j = 0
    for k, m in [*_pairs_in_order(old, new), (len(old), len(new))]:
        yield from replaced("".join(old[i:k]), "".join(new[j:m]))
        if k < len(old):
            yield from _words(tokens(old[k]), tokens(new[m]))
        i, j = k + 1, m + 1


def _pairs_in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Sentences that are versions of each other, in order, with the greatest sum of likeness."""
    bags = [[sentence_pairs(sentence) for sentence in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            value = likeness(bags[0][i], bags[1][j])
            skipped = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(skipped, best[i + 1][j + 1] + value) if value else skipped
            if value >= SAME_SENTENCE:
                alike[i, j] = value
            else:
                best[i][j] = skipped
    return list(_trail(best, alike))


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


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    steps: list[Step] = [Step()]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            steps.append(Step("".join(old[i:i_end])))
        else:
            steps[-1].removed += "".join(old[i:i_end])
            steps[-1].added += "".join(new[j:j_end])
    for step in tidied(steps):
        yield from kept(step.kept)
        yield from replaced(step.removed, step.added)
