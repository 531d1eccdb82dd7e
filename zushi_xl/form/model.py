"""The form as frozen values: one ``Field`` per row of 様式定義.xlsx 「項目」.

The blank form, the reader's map, the checks that follow from a type, the input help and the
printed page all come from these rows. Known ids carry meaning for the rules; any other id is a
plain field that is distributed, read back, checked and printed all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from zushi_xl.findings.finding import Severity
from zushi_xl.plan.conditions.calculations import Calculation
from zushi_xl.plan.conditions.predicates import Predicate
from zushi_xl.plan.copied_state import CopiedState
from zushi_xl.plan.levels import SECTION_LEVELS, STANDARD, Level
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.style import Style


class Block(StrEnum):
    """What a field belongs to; a block repeats once per pillar, direction, measure …

    The values are the standard words: cities have their own for the levels (``Plan.word``).
    """

    PILLAR = "柱"
    DIRECTION = "取り組みの方向"
    THIRD = "第3階層"
    FOURTH = "第4階層"
    MEASURE = "具体的施策"
    KPI = "KPI"
    INITIATIVE = "取り組み"
    TABLE_1 = "表1"  # the columns of a table, whose rows a division may extend
    TABLE_2 = "表2"
    TABLE_3 = "表3"
    TABLE_4 = "表4"
    TABLE_5 = "表5"


BLOCKS: Mapping[Level, Block] = {level: Block[level.name] for level in Level}
TABLES = (Block.TABLE_1, Block.TABLE_2, Block.TABLE_3, Block.TABLE_4, Block.TABLE_5)
BLOCK_OF_LEVEL: Mapping[Level, Block] = {level: BLOCKS[level] for level in SECTION_LEVELS}
LEVEL_OF_BLOCK: Mapping[Block, Level | None] = {
    **{block: level for level, block in BLOCK_OF_LEVEL.items()},
    Block.INITIATIVE: Level.INITIATIVE,
    Block.KPI: None,
    **dict.fromkeys(TABLES),
}
TABLE_WORDS = {block.value: block for block in TABLES}
STANDARD_BLOCKS = tuple(
    block for block in Block if block is Block.KPI or LEVEL_OF_BLOCK[block] in STANDARD
)


def word_of(plan: Plan, block: Block) -> str:
    """What the city calls a block."""
    level = LEVEL_OF_BLOCK[block]
    return plan.word(level) if level else block.value


def sheet_of(plan: Plan, block: Block) -> tuple[str, Sequence[str]]:
    """The sheet of a block in the plan master, and its columns: it bears the city's word, the
    standard one, or that of the level's place."""
    kind = LEVEL_OF_BLOCK[block]
    level = plan.level_of(kind) if kind else None
    own = (level.sheet, level.place) if level and level.sheet else (word_of(plan, block),)
    names = (*own, block.value)
    there = {fold(name): name for name in plan.headers}  # ＫＰＩ, 階層４
    name = next((there[fold(name)] for name in names if fold(name) in there), names[0])
    return name, plan.headers.get(name, ())


class FieldType(StrEnum):
    """What a field takes, in the word of the column 型."""

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


class Meaning(StrEnum):
    """What a field means to the rules and the outputs; the value is the word of the column 役割.

    A meaning never follows from where a field stands: it is named in the column, or follows from
    the field's id, or from its type where no other field of the block has that type.
    """

    RATING = "評価"  # the grade that counts for the section, KPI or initiative
    ACTUAL = "実績"  # the figures of a KPI
    AMOUNT = "実績額"  # what was spent, in yen
    PROGRAM = "予算事業"
    STRATEGY = "総合戦略"
    DIVISION = "担当課"
    REMARKS = "補足説明"
    NEXT_STEPS = "今後の対応"
    DESCRIPTION = "説明"
    RESULTS = "実施内容"
    NONE = "なし"  # a plain field, whatever its id and type

    @property
    def id(self) -> str:
        """The id under which programs know such a field (the keys of 収集結果.json)."""
        return _IDS[self]


_IDS = {
    Meaning.RATING: "rating",
    Meaning.ACTUAL: "values",
    Meaning.AMOUNT: "actual_spend",
    Meaning.PROGRAM: "budget_program",
    Meaning.STRATEGY: "strategy_codes",
    Meaning.DIVISION: "division",
    Meaning.REMARKS: "remarks",
    Meaning.NEXT_STEPS: "next_steps",
    Meaning.DESCRIPTION: "description",
    Meaning.RESULTS: "results",
}
MEANING_OF_ID = {name: meaning for meaning, name in _IDS.items()}
MEANING_OF_TYPE = {
    FieldType.RATING: Meaning.RATING,
    FieldType.YEARLY: Meaning.ACTUAL,
    FieldType.MONEY: Meaning.AMOUNT,
    FieldType.PROGRAM: Meaning.PROGRAM,
    FieldType.STRATEGY: Meaning.STRATEGY,
    FieldType.DIVISION: Meaning.DIVISION,
}
"""A field of one of these types has the meaning, or is a plain field."""


class Filler(StrEnum):
    """Who fills a field in, in the word of the column 記入者."""

    OFFICE = "事務局"  # from the plan master; locked in the form
    LEAD = "主担当課"
    OWNER = "担当課"
    ROLE = "役割"  # one of the roles of the plan master, which ``Field.role`` names


FILLERS = (Filler.OFFICE, Filler.LEAD, Filler.OWNER)  # what 記入者 can say of every plan


class Position(StrEnum):
    """Where a field stands to the one before it, in the word of the column 配置."""

    ROW = "行"  # a row of its own, label at the left
    BESIDE = "横"  # in the row of the field before it
    BELOW = "下"  # label over the whole width, the value below it
    BARE = "本文"  # the value alone over the whole width


class FieldCondition(NamedTuple):
    """When a field is required, or not asked; ``source`` is the cell of the condition."""

    predicate: Predicate
    source: Source


class FieldCalculation(NamedTuple):
    """How a field follows from others; ``source`` is the cell of the sum."""

    calculation: Calculation
    source: Source


@lru_cache(maxsize=1 << 10)  # a few labels, asked of each amount by many rules
def money_unit(label: str) -> str:
    """The unit that the label of an amount says: 千円 of 決算額（千円）; else 円."""
    found = _MONEY_UNIT.search(label)
    return found[1] if found else "円"


_MONEY_UNIT = regex(r"[（(](?:単位[：:])?([十百千万億]*円)[）)]")


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
    meaning: Meaning | None = None  # None: a plain field
    scale: str = ""  # 尺度 of a rating; empty: the scale without a name
    required_if: FieldCondition | None = None  # required where it holds, and only there
    skipped_if: FieldCondition | None = None  # not asked where it holds
    calculation: FieldCalculation | None = None  # nobody types it
    stated_unit: str = ""  # column 単位
    role: str = ""  # of the plan master, where one of its roles fills the field
    phase: str = ""  # 段階 in which it is open; empty: in all
    sheet: str = ""  # of the section, on which it stands; empty: the main one

    @property
    def has_conditions(self) -> bool:
        """Whether it is required or skipped by a condition."""
        return self.required_if is not None or self.skipped_if is not None

    def label_in(self, year: int) -> str:
        """What the field is called off the page: with the year, without a running number."""
        label = self.label.replace("{番号}", "").replace("{年度}", str(year))
        return " ".join(label.split()) or self.id

    @property
    def unit(self) -> str:
        """The unit of a bare figure: of an amount what its label says, of a number its 単位."""
        if self.type is FieldType.MONEY:
            return money_unit(self.label)
        return self.stated_unit if self.type is FieldType.NUMBER else ""

    @property
    def known_as(self) -> str:
        """The id under which programs know the field: that of its meaning, else its own."""
        return self.meaning.id if self.meaning else self.id

    @property
    def filled_by(self) -> str:
        """Who fills it, as people call them."""
        return self.role or self.filler.value

    @property
    def is_filled(self) -> bool:
        """Whether a division types into it."""
        return self.filler is not Filler.OFFICE and self.type is not FieldType.REPEAT


class OwnCheck(NamedTuple):
    """A row of 独自点検: what a city asks about where a condition holds, and at which field."""

    name: str
    block: Block
    condition: FieldCondition
    field: Field
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FurtherSheet:
    """A sheet that a section has beside its main one; ``is_shared``: a division has one for all of
    its sections, which follow each other on it."""

    name: str
    is_shared: bool
    source: Source


@dataclass(frozen=True)
class Form(CopiedState):
    """A version of the form. ``texts`` holds the wording of cover and correction sheets."""

    file: str
    version: str
    fields: tuple[Field, ...]
    styles: Mapping[str, Style]
    texts: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()  # columns of the sheet 項目
    checks: tuple[OwnCheck, ...] = ()  # of the city's own
    further_sheets: tuple[FurtherSheet, ...] = ()  # in the order in which they follow the main one

    @cached_property
    def _by_block(self) -> Mapping[Block, tuple[Field, ...]]:
        return {block: tuple(f for f in self.fields if f.block is block) for block in Block}

    @cached_property
    def tables(self) -> Mapping[Block, Field]:
        """The tables by the block of their columns: each the field under which its rows stand."""
        repeats = (f for f in self.fields if f.type is FieldType.REPEAT)
        return {Block(f.choices[0]): f for f in repeats if f.choices[0] in TABLES}

    @cached_property
    def _by_meaning(self) -> Mapping[tuple[Block, Meaning | None], Field]:
        """The first of each block and meaning."""
        return {(f.block, f.meaning): f for f in reversed(self.fields)}

    def of(self, block: Block) -> tuple[Field, ...]:
        """The fields of a block in page order."""
        return self._by_block[block]

    def find(self, block: Block, field_id: str) -> Field | None:
        """The field of a block by its id; None where there is none."""
        return next((f for f in self.of(block) if f.id == field_id), None)

    def meant(self, block: Block, meaning: Meaning) -> Field | None:
        """The one field of a block with a meaning."""
        return self._by_meaning.get((block, meaning))

    def is_reported(self, block: Block) -> bool:
        """Whether a division fills anything of this block, repeated blocks included."""
        return any(
            f.is_filled or (f.type is FieldType.REPEAT and self.is_reported(Block(f.choices[0])))
            for f in self.of(block)
        )


def grades_of(plan: Plan, field: Field) -> tuple[Grade, ...]:
    """The grades that a rating field offers, best first."""
    return plan.grades_for(LEVEL_OF_BLOCK[field.block], field.scale)
