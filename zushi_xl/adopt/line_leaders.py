"""What tells rows with one name apart: the texts that lead their lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Container, Iterator, Mapping

from zushi_xl.workbook.cells import Area

from . import words
from .asked_inside import asks_inside
from .model import Region
from .name_signs import without_digits

_LONGEST = 15  # letters of the first name of a line that leads the others


class LineLeaders:
    """The lines of a sheet. ``names``: all texts that stand left of an answer."""

    def __init__(
        self,
        at: Mapping[tuple[int, int], Region],
        answers: Collection[Area],
        names: Collection[Region],
    ) -> None:
        self._at, self._answers, self._names = at, answers, names

    def is_shared(self, row: Region) -> bool:
        """Whether another row of the sheet has the same label: その他."""
        return len(self._namesakes(row)) > 1

    def leader(self, row: Region) -> Region | None:
        """What tells a name apart from the same name in other lines: the text that leads its line,
        or else the first name there (調光器｜＿｜使用する部屋｜＿)."""
        if not self.is_shared(row):
            return None
        if self._apart(row, self._group):
            return self._group(row)
        return self._first_name(row) if self._apart(row, self._first_name) else None

    def told_apart(self, row: Region) -> bool:
        """Whether what stands left of the rows with one label differs: 本人／氏名, 家族／氏名."""
        groups = (self._at.get((r.area.top, r.area.left - 1)) for r in self._namesakes(row))
        return len({words.folded(group.text) if group else "" for group in groups}) > 1

    def _namesakes(self, row: Region) -> list[Region]:
        key = words.folded(row.text)
        return [other for other in self._names if words.folded(other.text) == key]

    def _group(self, row: Region) -> Region | None:
        """The text that leads a whole line of names and answers: 給湯器｜メーカー｜＿｜品番｜＿."""
        return next((near for near in self._before(row) if not self._leads_answer(near)), None)

    def _first_name(self, row: Region) -> Region | None:
        """The short name that a line begins with."""
        first = deque(self._before(row), maxlen=1)
        noted = words.explains(row.text) or not first or words.asks(first[0].text)
        return None if noted or len(first[0].text.strip()) > _LONGEST else first[0]

    def _before(self, row: Region) -> Iterator[Region]:
        """The names left of a name in its line."""
        column = row.area.left - 1
        while (near := self._at.get((row.area.top, column))) is not None:
            if not near.boxed or near.area.top != row.area.top:
                return
            column = near.area.left - 1
            if near.label and near.area not in self._answers:
                if words.is_enumerator(near.text) or words.unit_of(near.text):
                    return
                yield near

    def _leads_answer(self, text: Region) -> bool:
        after = self._at.get((text.area.top, text.area.right + 1))
        return after is not None and after.area in self._answers

    def _apart(self, row: Region, leader: Callable[[Region], Region | None]) -> bool:
        """Whether every row with one name stands in a line that another text leads."""
        same = self._namesakes(row)
        texts = [led.text for other in same if (led := leader(other)) is not None]
        numbered = len(set(map(without_digits, texts))) == 1
        named = set(map(words.folded, texts))
        return len(same) > 1 and len(named) == len(same) and not numbered


def share_row(at: Mapping[tuple[int, int], Region], name: Region, answer: Region) -> bool:
    """Whether a name is one of several, below each other, beside an answer as high as all of them,
    and another text names them together."""
    below = at.get((name.area.bottom + 1, name.area.left))
    before = at.get((name.area.top, name.area.left - 1))
    if below is None or before is None or not (name.boxed and below.label and below.boxed):
        return False
    together = before.label and before.area[::2] == answer.area[::2]
    return (
        together and below.area.bottom <= answer.area.bottom and below.area[1::2] == name.area[1::2]
    )


def asks_below_answer(
    at: Mapping[tuple[int, int], Region], answers: Container[Area], region: Region
) -> bool:
    """Whether a text that names what it asks for stands below another answer to the same label:
    事業所｜＿ over 事業所の種別（　　　）."""
    top, left, _, right = region.area
    over = at.get((top - 1, left))
    label, beside = at.get((top, left - 1)), at.get((top - 1, left - 1))
    same = label is not None and label is beside
    answered = over is not None and over.area in answers and over.area.right == right
    return same and answered and asks_inside(region.text)
