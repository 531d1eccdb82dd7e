"""Which row of an earlier document a row of this one is, though codes may have moved meanwhile.

A row's key is an ID or the code in the old plan, which stay; only what is new has the code of a
draft, which does not. So keys count where the name agrees or the key is a lasting one; then names,
then likeness, within one kind of row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from zushi_xl.redline.carried_values import BY_HAND, Entry, Memory
from zushi_xl.redline.similarity import likeness, pairs
from zushi_xl.text.folding import fold

DRAFT = "新"  # begins the code of a key that only the new plan has
LEAST_ALIKE = 0.6


def recognised(entries: Sequence[Entry], memory: Mapping[str, Memory]) -> dict[str, str]:
    """The earlier key of every entry that had one."""
    rest = {key: m.name for key, m in memory.items() if not key.startswith(BY_HAND)}
    left = {entry.key: entry.name for entry in entries}
    found: dict[str, str] = {}

    def settle(pairs_of_keys: Iterable[tuple[str, str]]) -> None:
        for new, old in pairs_of_keys:
            if new in left and old in rest:
                found[new] = old
                del left[new], rest[old]

    same = [key for key in left if key in rest]
    settle((k, k) for k in same if not _is_draft(k) or _same_name(left[k], rest[k]))
    settle(_by_name(left, rest))
    settle(_by_likeness(left, rest))
    return found


def _is_draft(key: str) -> bool:
    return any(part.startswith(DRAFT) for part in key.split("/")[1:])


def _same_name(one: str, other: str) -> bool:
    return fold(one) == fold(other) or not other


def _kind(key: str) -> tuple[str, int]:
    """取り組み, 具体的施策 with a column …: rows of one kind only are one row."""
    head, *rest = key.split("/")
    return head, len(rest)


def _by_name(left: Mapping[str, str], rest: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names that one row of each side has."""
    sides = []
    for side in (left, rest):
        groups: dict[tuple[tuple[str, int], str], list[str]] = defaultdict(list)
        for key, name in side.items():
            if name:
                groups[_kind(key), fold(name)].append(key)
        sides.append({group: keys[0] for group, keys in groups.items() if len(keys) == 1})
    return [(key, sides[1][group]) for group, key in sides[0].items() if group in sides[1]]


def _by_likeness(left: Mapping[str, str], rest: Mapping[str, str]) -> list[tuple[str, str]]:
    """The most alike first; only drafts, which are few, can have moved."""
    drafts = [key for key in rest if _is_draft(key)]
    old = {key: pairs(fold(rest[key])) for key in drafts}
    found = []
    for key, name in left.items():
        bag = pairs(fold(name))
        near = ((likeness(bag, old[d]), key, d) for d in drafts if _kind(d) == _kind(key))
        found += [each for each in near if each[0] >= LEAST_ALIKE]
    return [(key, draft) for _, key, draft in sorted(found, key=lambda each: -each[0])]
