"""The items of a plan as a worker keeps them: packed, and unpacked a few at a time when asked for.

The books that a worker reads need a small part of the plan, and a ministry has thousands of
divisions.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar, overload

_TOGETHER = 32  # items: about those of one kind that a division has
_KEPT = 8  # unpacked: those of the divisions that come one after another
_QUICK = 1  # of zlib

_T = TypeVar("_T")
_Place = TypeVar("_Place")
_Value = TypeVar("_Value")


class PackedItems(Sequence[_T]):
    """A tuple of items, packed; their keys are at hand."""

    def __init__(self, packs: Sequence[bytes], keys: Mapping[str, Sequence[str]], length: int):
        """``packs``: pickled and compressed, in the order of the items; ``keys``: of all items, by
        the name of the attribute."""
        self._packs, self._length = packs, length
        self.keys = keys
        self._pack: Callable[[int], tuple[_T, ...]] = lru_cache(_KEPT)(lambda n: _unpack(packs[n]))

    def __reduce__(self) -> tuple[type[PackedItems[_T]], tuple[object, ...]]:
        return PackedItems, (self._packs, self.keys, self._length)

    @classmethod
    def of(cls, items: Sequence[_T], *keys: str) -> PackedItems[_T]:
        """The items, with those attributes, which are texts, at hand."""
        parts = (items[at : at + _TOGETHER] for at in range(0, len(items), _TOGETHER))
        packs = [zlib.compress(pickle.dumps(tuple(part)), _QUICK) for part in parts]
        return cls(packs, {key: tuple(getattr(i, key) for i in items) for key in keys}, len(items))

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        pack, place = divmod(range(len(self))[index], _TOGETHER)
        return self._pack(pack)[place]

    def __iter__(self) -> Iterator[_T]:
        """All of them, without keeping them."""
        for pack in self._packs:
            yield from _unpack(pack)


def _unpack(pack: bytes) -> tuple[_T, ...]:
    items: tuple[_T, ...] = pickle.loads(zlib.decompress(pack))
    return items


class _Asked(Mapping[str, _Value]):
    """What keys stand for, made of its place when somebody asks."""

    def __init__(self, places: Mapping[str, _Place], made: Callable[[_Place], _Value]):
        self._places = places
        self._made = made

    def __getitem__(self, key: str) -> _Value:
        return self._made(self._places[key])

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def texts_of(items: Sequence[_T], key: str) -> Iterable[str]:
    """An attribute that is a text, of all items."""
    if isinstance(items, PackedItems):
        return items.keys[key]
    return (getattr(item, key) for item in items)


def by_key(items: Sequence[_T], key: str) -> Mapping[str, _T]:
    """Items by an attribute that is a text; of several with one text the last."""
    if isinstance(items, PackedItems):
        places = {name: place for place, name in enumerate(texts_of(items, key))}
        return _Asked(places, items.__getitem__)
    return dict(zip(texts_of(items, key), items, strict=True))


def grouped_by(items: Sequence[_T], key: str) -> Mapping[str, tuple[_T, ...]]:
    """All items with each text of an attribute, in their order."""
    if isinstance(items, PackedItems):
        places = _grouped(enumerate(texts_of(items, key)))
        return _Asked(places, lambda of_key: tuple(items[place] for place in of_key))
    return _grouped(zip(items, texts_of(items, key), strict=True))


def _grouped(pairs: Iterable[tuple[_T, str]]) -> Mapping[str, tuple[_T, ...]]:
    groups: dict[str, list[_T]] = {}
    for item, name in pairs:
        groups.setdefault(name, []).append(item)
    return {name: tuple(group) for name, group in groups.items()}
