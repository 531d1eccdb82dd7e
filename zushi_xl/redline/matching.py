"""Which item of the new plan is which of the old: by id, place, name, and at last by likeness.

A measure or an initiative that was renumbered, renamed or moved is one that changed, not one that
went and another that came. The steps go from sure to likely; each takes what is left:

1. the same ID (where both have one, nothing else counts);
2. the same name in the same place above;
3. the same code, with a name or a text that is still like it (``SAME_TEXT``);
4. the same name anywhere, if no other has it;
5. the most alike of all that is left (``SAME_ELSEWHERE``);
6. the same code, with something left of it (``SAME_PLACE``) or the same budget program;
   sections, which others stand in, and what is numbered through the plan, by the code alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from zushi_xl.redline.similarity import likeness, pairs
from zushi_xl.text.codes import numbers
from zushi_xl.text.folding import fold

SAME_TEXT = 0.5
SAME_ELSEWHERE = 0.6
SAME_PLACE = 0.3


@dataclass(frozen=True)
class Item:
    """What is compared of a section or an initiative."""

    code: str
    title: str
    text: str = ""
    id: str = ""
    parent: str = ""  # its code in the new plan, where it has one there
    program: str = ""
    own: str = ""  # its number in its place (① of 5-1-①); empty: the whole code
    is_through: bool = False  # numbered through the plan, wherever it stands

    @cached_property
    def title_pairs(self) -> Counter[str]:
        """The pairs of characters of its name."""
        return pairs(fold(self.title))

    @cached_property
    def text_pairs(self) -> Counter[str]:
        """The pairs of characters of its text."""
        return pairs(fold(self.text))

    @property
    def place(self) -> tuple[str, Hashable]:
        """Where its number counts, and the number: 0086 is numbered through the plan."""
        own = self.own or self.code
        return "" if self.is_through else self.parent, numbers(own) or fold(own)


class Match(NamedTuple):
    """An old and a new code; one of them empty where the item went or came."""

    old: str
    new: str
    how: str = ""
    alike: float = 1.0


@dataclass
class _Rest:
    """What is not matched yet, in the order of the plans."""

    old: dict[str, Item]
    new: dict[str, Item]
    found: list[Match] = field(default_factory=list)

    def match(self, old: Item, new: Item, how: str, alike: float = 1.0) -> None:
        if old.code in self.old and new.code in self.new:
            del self.old[old.code], self.new[new.code]
            self.found.append(Match(old.code, new.code, how, alike))

    def by(self, key: Callable[[Item], Hashable]) -> Iterator[tuple[Item, Item]]:
        """Pairs that share a key which no other item of either plan has."""
        new = _unique(self.new.values(), key)
        for name, item in _unique(self.old.values(), key).items():
            if name in new and may_match(item, new[name]):
                yield item, new[name]


def _unique(items: Iterable[Item], key: Callable[[Item], Hashable]) -> dict[Hashable, Item]:
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        if (name := key(item)) is not None:
            groups[name].append(item)
    return {name: group[0] for name, group in groups.items() if len(group) == 1}


def may_match(old: Item, new: Item) -> bool:
    """Two different ids are two different things, however alike."""
    return not (old.id and new.id and old.id != new.id)


def match_items(
    old: Sequence[Item], new: Sequence[Item], *, by_code: bool = False
) -> tuple[Match, ...]:
    """Every item of both once: pairs, then what came, then what went.

    With ``by_code`` a code that is left in both is one thing, whatever it says now.
    """
    rest = _Rest({item.code: item for item in old}, {item.code: item for item in new})
    for pair in list(rest.by(lambda item: item.id or None)):
        rest.match(*pair, "ID")
    for pair in list(rest.by(lambda item: (item.parent, fold(item.title)))):
        rest.match(*pair, "名称")
    _match_codes(rest, lambda before, after: closeness(before, after) >= SAME_TEXT)
    for pair in list(rest.by(lambda item: fold(item.title))):
        rest.match(*pair, "名称")
    _match_alike(rest)
    _match_codes(rest, lambda *pair: by_code or _is_same_place(*pair))
    came = (Match("", code) for code in rest.new)
    went = (Match(code, "") for code in rest.old)
    return (*rest.found, *came, *went)


def closeness(old: Item, new: Item) -> float:
    """The likeness of the names or of the texts, whichever is greater."""
    alike = likeness(old.title_pairs, new.title_pairs)
    if old.text and new.text:
        alike = max(alike, likeness(old.text_pairs, new.text_pairs))
    return alike


def _is_same_place(old: Item, new: Item) -> bool:
    is_same_program = bool(old.program) and old.program == new.program
    return is_same_program or closeness(old, new) >= SAME_PLACE


def _match_codes(rest: _Rest, is_same: Callable[[Item, Item], bool]) -> None:
    for pair in list(rest.by(lambda item: item.place)):
        if is_same(*pair):
            rest.match(*pair, "コード", closeness(*pair))


def _match_alike(rest: _Rest) -> None:
    """The most alike pair first, so that a near one never loses its partner to a nearer place."""
    index = _Index(rest.new)
    candidates = [
        (closeness(item, rest.new[code]), item, rest.new[code])
        for item in rest.old.values()
        for code in index.near(item)
        if may_match(item, rest.new[code])
    ]
    candidates = [each for each in candidates if each[0] >= SAME_ELSEWHERE]
    for alike, old, new in sorted(candidates, key=lambda each: -each[0]):
        rest.match(old, new, "類似", alike)


class _Index:
    """Items by the pairs of characters of their names and texts: near ones without trying all.

    Two texts as alike as ``SAME_ELSEWHERE`` share most of their pairs, so also most of the rare
    ones; only those are looked up, and only so many of the items that have them.
    """

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._names = _postings({code: item.title_pairs for code, item in items.items()})
        self._texts = _postings({code: item.text_pairs for code, item in items.items()})

    def near(self, item: Item) -> list[str]:
        counts = _shared(item.title_pairs, self._names) + _shared(item.text_pairs, self._texts)
        return [code for code, _ in counts.most_common(_MOST_NEAR)]


_LOOKED_UP, _MOST_IN_COMMON, _MOST_NEAR = 24, 60, 12


def _postings(bags: Mapping[str, Counter[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, bag in bags.items():
        for pair in bag:
            found[pair].append(code)
    return found


def _shared(bag: Counter[str], postings: Mapping[str, list[str]]) -> Counter[str]:
    """How many of the rare pairs of ``bag`` other items have, the rarest looked up first."""
    known = sorted((len(postings[pair]), pair) for pair in bag if pair in postings)
    counts: Counter[str] = Counter()
    for size, pair in known[:_LOOKED_UP]:
        if size <= _MOST_IN_COMMON or not counts:
            counts.update(postings[pair][:_MOST_IN_COMMON])
    return counts
