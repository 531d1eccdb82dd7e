"""The form as frozen values: one ``Field`` per row of 様式定義.xlsx 「項目」.

The blank form, the reader's map, the checks that follow from a type, the input help and the
printed page all come from these rows. Known ids carry meaning for the rules; any other id is a
plain field that is distributed, read back, checked and printed all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from zushi_xl.plan.model import Level
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.sheet import Style


class Block(StrEnum):
    """What a field belongs to; a block repeats once per pillar, direction, measure …"""

    PILLAR = "柱"
    DIRECTION = "取り組みの方向"
    MEASURE = "具体的施策"
    KPI = "KPI"
    INITIATIVE = "取り組み"


BLOCK_OF_LEVEL = {
    Level.PILLAR: Block.PILLAR,
    Level.DIRECTION: Block.DIRECTION,
    Level.MEASURE: Block.MEASURE,
}


class FieldType(StrEnum):
    TEXT = "文章"  # several lines
    LINE = "一行"
    CHOICE = "選択"  # one of ``choices``
    RATING = "評価"  # one of the grades of the plan master
    NUMBER = "数値"
    MONEY = "金額"  # yen
    DATE = "日付"
    YEARLY = "年度別の値"  # one figure per period of the plan
    STRATEGY = "総合戦略コード"  # none, one or several
    PROGRAM = "予算事業"
    DIVISION = "担当課"
    REPEAT = "繰り返し"  # here stands the block that ``choices`` names, once per KPI or initiative


class Filler(StrEnum):
    OFFICE = "事務局"  # from the plan master; locked in the form
    LEAD = "主担当課"
    OWNER = "担当課"


class Position(StrEnum):
    ROW = "行"  # a row of its own, label at the left
    BESIDE = "横"  # in the row of the field before it
    BELOW = "下"  # label over the whole width, the value below it
    BARE = "本文"  # the value alone over the whole width


@dataclass(frozen=True, slots=True)
class Field:
    """One row of 「項目」. ``width`` and ``label_width`` are percent of the page's width."""

    id: str
    block: Block
    label: str
    type: FieldType
    filler: Filler
    required: bool
    choices: tuple[str, ...]
    position: Position
    width: float
    label_width: float
    lines: int  # height on the page, in lines of text
    max_length: int | None
    help: str
    published: bool
    copied_from: str  # header in the plan master that pre-fills it; empty: its own label
    source: Source

    @property
    def is_filled(self) -> bool:
        """Whether a division types into it."""
        return self.filler is not Filler.OFFICE and self.type is not FieldType.REPEAT


@dataclass(frozen=True)
class Form:
    """A version of the form. ``texts`` holds the wording of cover and correction sheets."""

    file: str
    version: str
    fields: tuple[Field, ...]
    styles: Mapping[str, Style]
    texts: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()  # columns of the sheet 項目

    @cached_property
    def _by_block(self) -> Mapping[Block, tuple[Field, ...]]:
        return {block: tuple(f for f in self.fields if f.block is block) for block in Block}

    def of(self, block: Block) -> tuple[Field, ...]:
        """The fields of a block in page order."""
        return self._by_block[block]

    def find(self, block: Block, field_id: str) -> Field | None:
        return next((f for f in self.of(block) if f.id == field_id), None)

    def is_reported(self, block: Block) -> bool:
        """Whether a division fills anything of this block, repeated blocks included."""
        return any(
            f.is_filled or (f.type is FieldType.REPEAT and self.is_reported(Block(f.choices[0])))
            for f in self.of(block)
        )
