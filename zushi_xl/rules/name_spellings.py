"""Names of divisions in a text that are one letter off: looked up, not compared one by one.

A plan of a ministry has thousands of divisions, and every text is searched for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from zushi_xl.text.regex import regex

_LETTERS = 4  # of a name, 課 included: 税務課 and 債務課 are two
_LOOK_ALIKE = regex("[科果]")  # read and typed for 課
_WORD = regex("[一-龥ぁ-んァ-ヶ]")


class NameSpellings:
    """The names of divisions that end in 課, and what they become with one letter wrong."""

    def __init__(self, names: Sequence[str]) -> None:
        self._order = {name: place for place, name in reversed(list(enumerate(names)))}
        self._lengths = sorted({len(name) for name in names})
        self._long = [length for length in self._lengths if length >= _LETTERS]
        self._short_of_one: defaultdict[str, set[str]] = defaultdict(set)
        for name in self._order:
            if len(name) >= _LETTERS:
                for place in range(len(name) - 1):
                    self._short_of_one[_without(name, place)].add(name)

    def wrong_end(self, text: str) -> str:
        """The first name of the plan that stands in a text with 科 or 果 for its 課, or none."""
        ends = [match.start() for match in _LOOK_ALIKE.finditer(text)]
        stems = (text[end - n + 1 : end] for end in ends for n in self._long if n <= end + 1)
        found = (f"{stem}課" for stem in stems)
        return self._first(name for name in found if name in self._order)

    def meant(self, before: str) -> str:
        """The name that a text ending in 課 means, where one letter of it was changed, added or
        left out; none where it ends in a name."""
        if any(before[-length:] in self._order for length in self._lengths):
            return ""
        return self._first(self._near(before))

    def _near(self, before: str) -> Iterator[str]:
        for length in self._long:
            yield from self._short_of_one.get(before[1 - length :], ())
            same, longer = before[-length:], before[-length - 1 :]
            if len(same) == length:
                yield from self._changed(same)
            for place in range(1, len(longer) - 1):
                name = _without(longer, place)
                if len(name) == length and name in self._order:
                    yield name

    def _changed(self, same: str) -> Iterator[str]:
        for place in range(len(same) - 1):
            if _is_word(same[place]):
                names = self._short_of_one.get(_without(same, place), ())
                yield from (n for n in names if _without(n, place) == _without(same, place))

    def _first(self, names: Iterator[str]) -> str:
        return min(names, key=self._order.__getitem__, default="")


@lru_cache(maxsize=8)
def spellings_of(names: tuple[str, ...]) -> NameSpellings:
    """``names`` in the order of the plan."""
    return NameSpellings(names)


def _without(name: str, place: int) -> str:
    return name[:place] + name[place + 1 :]


def _is_word(letter: str) -> bool:
    return bool(_WORD.match(letter))
