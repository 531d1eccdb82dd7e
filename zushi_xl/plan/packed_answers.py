"""What was collected in earlier phases, as a worker keeps it: packed, as the items of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zushi_xl.plan.packed_items import PackedItems, by_key
from zushi_xl.plan.reviewing import AnswerPlace, EarlierAnswer

_Answers = Mapping[AnswerPlace, tuple[EarlierAnswer, ...]]


class _OfCode(NamedTuple):
    code: str
    answers: _Answers


class PackedAnswers(Mapping[AnswerPlace, tuple[EarlierAnswer, ...]]):
    """Answers by their places; those of one code are unpacked together."""

    def __init__(self, packed: PackedItems[_OfCode], length: int):
        self._packed, self._length = packed, length
        self._of_code = by_key(packed, "code")

    def __reduce__(self) -> tuple[type[PackedAnswers], tuple[object, ...]]:
        return PackedAnswers, (self._packed, self._length)

    @classmethod
    def of(cls, answers: _Answers) -> PackedAnswers:
        """The same answers, those of one code after each other."""
        groups: dict[str, dict[AnswerPlace, tuple[EarlierAnswer, ...]]] = {}
        for place, given in answers.items():
            groups.setdefault(place[0], {})[place] = given
        items = tuple(_OfCode(code, its) for code, its in groups.items())
        return cls(PackedItems.of(items, "code"), len(answers))

    def __getitem__(self, place: AnswerPlace) -> tuple[EarlierAnswer, ...]:
        return self._of_code[place[0]].answers[place]

    def __iter__(self) -> Iterator[AnswerPlace]:
        return (place for of_code in self._packed for place in of_code.answers)

    def __len__(self) -> int:
        return self._length
