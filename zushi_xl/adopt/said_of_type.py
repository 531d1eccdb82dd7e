"""What the name of an answer says of its type, apart from how the type was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from . import series, words
from .label import Label
from .model import FieldType
from .naming import is_generic

Sort = Literal["figure", "words", "choice", "date", "year", "code"]

_ENDS: Mapping[Sort, str] = {
    "figure": "数額費量率値積重点高計料賃税間度長金",
    "date": "日期時月",
    "year": "年",
    "code": "番号",
    "words": "由容況題的者名先所地法機果見要考人係課部会",
}
_SORTS: Mapping[FieldType, Sort] = {
    "number": "figure",
    "money": "figure",
    "text": "words",
    "long": "words",
    "choice": "choice",
    "yesno": "choice",
    "date": "date",
    "year": "year",
    "code": "code",
}
_BY_LETTER = {letter: sort for sort, letters in _ENDS.items() for letter in letters}
_PEOPLE = "者員人児生客"


def sort_of(kind: FieldType) -> Sort:
    """Types between which the words of a label hardly tell count as one."""
    return _SORTS[kind]


def asks_anew(label: Label) -> bool:
    """Whether the answers under a heading are each to another question: 回答."""
    return bool(label.heads) and is_generic(label.heads[-1].text)


def asked_name(label: Label) -> str:
    """The part of a name that says what is asked: not 4月, not 回答."""
    first, leaf = label.text.split("／")[0], label.text.rpartition("／")[2]
    return first if series.is_period(leaf) or is_generic(leaf) else leaf


def last_letter(name: str) -> str:
    """The last letter of a name without what its brackets and notes say."""
    return (words.folded(words.without_brackets(words.without_notes(name))) or name)[-1:]


def said_by_letter(name: str) -> Sort | None:
    """What the last letter of a name says of the type: 額 a figure, 者 words."""
    return _BY_LETTER.get(last_letter(name))


def counts_people(name: str, unit: str) -> bool:
    """Whether people are counted whom a name names: 利用者 in 人."""
    return unit in ("人", "名") and last_letter(name) in _PEOPLE
