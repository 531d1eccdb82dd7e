"""Plans, forms and returns from small tables, so that a test shows its data in one glance.

    C5 | 5-1-② rating   | A
    D3 | 5-1-② KPI1     | 390団体
    C9 | 5-1-②-① amount | #205158

A line of a return is a cell, a code with a field's id (KPI1 for the value of the first KPI), and
what was typed there; ``#`` before it makes it a number, as Excel stores one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import (
    MEANING_OF_ID,
    MEANING_OF_TYPE,
    Block,
    Field,
    FieldType,
    Filler,
    Form,
    Position,
)
from zushi_xl.form.pages import Pages
from zushi_xl.masters.plan.criteria import criterion_predicate
from zushi_xl.plan.levels import STANDARD, Level
from zushi_xl.plan.model import (
    BudgetProgram,
    Counting,
    Division,
    Initiative,
    Kpi,
    KpiValue,
    Plan,
    Section,
    Trend,
    ValueStatus,
)
from zushi_xl.plan.outlook import StrategyNode
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.plan.scales import Criterion, Grade, GradeClass, Treatment, WithoutValue
from zushi_xl.quantity import Context, Quantity, read_value
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.model import DivisionState, InputFile, Receipt, Report
from zushi_xl.returned.cell_answer import read_cell
from zushi_xl.text.codes import is_within
from zushi_xl.workbook.cells import Cell, Source

MASTER = "計画マスタ.xlsx"
LEAD = "市民協働課"
_LEVELS = (Level.PILLAR, Level.DIRECTION, Level.MEASURE)


def _field(
    block: Block, id_: str, label: str, kind: FieldType, filler: Filler, **more: object
) -> Field:
    base = Field(
        id=id_,
        block=block,
        label=label,
        type=kind,
        filler=filler,
        required=False,
        choices=(),
        position=Position.ROW,
        width=100,
        label_width=16,
        lines=1,
        max_length=None,
        help="",
        published=True,
        copied_from="",
        source=Source("様式定義.xlsx"),
        meaning=MEANING_OF_TYPE.get(kind) or MEANING_OF_ID.get(id_),
    )
    return replace(base, **more)  # type: ignore[arg-type]


_M, _I = Block.MEASURE, Block.INITIATIVE
_LEAD, _OWNER = Filler.LEAD, Filler.OWNER
FORM = Form(
    "様式定義.xlsx",
    "2024-1",
    (
        _field(Block.PILLAR, "kpi", "目標", FieldType.REPEAT, Filler.OFFICE, choices=("KPI",)),
        _field(Block.PILLAR, "rating", "進捗状況評価", FieldType.RATING, _LEAD, required=True),
        _field(_M, "kpi", "KPI", FieldType.REPEAT, Filler.OFFICE, choices=("KPI",)),
        _field(_M, "rating", "進捗状況評価", FieldType.RATING, _LEAD, required=True),
        _field(_M, "remarks", "補足説明（反省点）", FieldType.TEXT, _LEAD, max_length=40),
        _field(
            _M, "next_steps", "今後の対応", FieldType.TEXT, _LEAD, required=True, help="具体的に。"
        ),
        _field(_M, "outlook", "見通し", FieldType.CHOICE, _LEAD, choices=("継続", "終了")),
        _field(_M, "times", "会議の回数", FieldType.NUMBER, _LEAD),
        _field(
            _M, "initiatives", "取り組み", FieldType.REPEAT, Filler.OFFICE, choices=("取り組み",)
        ),
        _field(Block.KPI, "values", "実績値", FieldType.YEARLY, _LEAD, required=True),
        _field(_I, "strategy", "総合戦略", FieldType.STRATEGY, _OWNER),
        _field(_I, "results", "{年度}年度実施内容", FieldType.TEXT, _OWNER),
        _field(_I, "program", "【参考】予算事業名", FieldType.PROGRAM, _OWNER),
        _field(_I, "amount", "【参考】実績額", FieldType.MONEY, _OWNER),
        _field(_I, "division", "担当課", FieldType.DIVISION, _OWNER),
    ),
    {},
)

_SETTINGS = Settings(
    city="逗子市",
    plan_title="中期実施計画",
    plan_version="1",
    fiscal_year=2024,
    baseline_label="2022.3",
    first_year=2023,
    last_year=2029,
    target_label="目標",
    deadline=None,
    office="企画課",
    contact="",
    round=1,
    sample_note="",
    level_names={level: level.value for level in STANDARD},
)


def rows(table: str) -> list[list[str]]:
    """Lines of cells parted by |; a line end within a cell is written \\n."""
    lines = (line for line in table.strip().splitlines() if line.strip())
    return [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in lines]


def grades(text: str = "A順調 B概ね順調 C遅れ D未達") -> tuple[Grade, ...]:
    """A scale, best first; every grade is ranked."""
    return tuple(
        Grade((), word[0], word[1:], "", GradeClass.RANKED, None, None, Source(MASTER, "評価区分"))
        for word in text.split()
    )


def criteria(table: str) -> tuple[Criterion, ...]:
    """Rows of 評価基準: condition | grade | 決める | 担当課の判断"""
    return tuple(_criterion(*row) for row in rows(table))


def _criterion(condition: str, grade: str = "", force: str = "", waits: str = "") -> Criterion:
    source = Source(MASTER, "評価基準")
    return Criterion(
        levels=(),
        valid_from=None,
        valid_to=None,
        condition=condition,
        predicate=criterion_predicate(condition),
        grade=grade,
        treatment=Treatment(force or "提案"),
        without_value=WithoutValue(waits) if waits else None,
        source=source,
    )


def plan(
    kpis: str = "", initiatives: str = "", programs: str = "", sections: str = "", **more: object
) -> Plan:
    """A plan of pillar 5, direction 5-1 and measure 5-1-② unless ``sections`` says otherwise."""
    sections = sections or f"5 | | {LEAD}\n5-1 | |\n5-1-② | 市民活動の推進 | {LEAD}"
    base = Plan(
        file=MASTER,
        settings=_SETTINGS,
        sections=tuple(_section(*row) for row in rows(sections)),
        kpis=tuple(_kpis(rows(kpis))),
        initiatives=tuple(_initiative(n, *row) for n, row in enumerate(rows(initiatives), 2)),
        programs=tuple(_program(n, *row) for n, row in enumerate(rows(programs), 2)),
        strategy=tuple(StrategyNode(c, "", Source(MASTER)) for c in ("1-3-①", "4-1-①", "4-2-①")),
        divisions=(
            Division(LEAD, ("協働課",), "", Source(MASTER)),
            Division("社会教育課", (), "", Source(MASTER)),
        ),
        grades=grades(),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def _section(code: str, title: str = "", division: str = "", *texts: str) -> Section:
    level = _LEVELS[code.count("-")]
    source = Source(MASTER, level.value, "A2")
    return Section(level, code, "", title, division, source, _pairs(texts))


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    return dict(text.split("=", 1) for text in texts if text)


def _kpis(table: list[list[str]]) -> Iterator[Kpi]:
    """code | sentence | unit | 上昇 実数 毎年 | 2022.3=407団体 | 2023=424団体 | target=500団体"""
    numbers: dict[str, int] = {}
    for line, (code, statement, unit, kind, *values) in enumerate(table, 2):
        numbers[code] = numbers.get(code, 0) + 1
        trend, counting, *cycle = kind.split()
        yield Kpi(
            code,
            numbers[code],
            statement,
            unit or None,
            Trend(trend),
            Counting(counting),
            cycle[0] if cycle else "",
            {key: _value(key, text, unit, line) for key, text in _pairs(values).items()},
            Source(MASTER, "KPI", f"C{line}"),
        )


def _value(period: str, text: str, unit: str, line: int) -> KpiValue:
    typed = float(text[1:]) if text.startswith("#") else text
    quantity = read_value(typed, Context(unit=unit)) if unit else Quantity(text, "text")
    text = text.removeprefix("#")
    status = {"2022.3": ValueStatus.BASELINE, "target": ValueStatus.TARGET}.get(period)
    actual = ValueStatus.PLANNED if quantity.planned else ValueStatus.ACTUAL
    return KpiValue(period, status or actual, text, quantity, Source(MASTER, "KPI", f"H{line}"))


def _initiative(
    line: int,
    code: str,
    number: str,
    title: str = "",
    division: str = LEAD,
    strategy: str = "",
    program: str = "",
    relisted: str = "",
    *texts: str,
) -> Initiative:
    source = Source(MASTER, "取り組み", f"A{line}")
    codes = tuple(strategy.split())
    return Initiative(
        code, number, title, division, codes, program, relisted, "継続", source, _pairs(texts)
    )


def _program(line: int, name: str, settled: str = "", last_year: str = "") -> BudgetProgram:
    def amount(text: str) -> Decimal | None:
        return Decimal(text.replace(",", "")) if text else None

    source = Source(MASTER, "予算事業", f"A{line}")
    return BudgetProgram(name, (), amount(settled), amount(last_year), source)


def book(plan: Plan, table: str, division: str = LEAD) -> Submission:
    """A return that holds the answers of ``table`` and no others."""
    slots = _slots(plan)
    file = f"{division}.xlsx"
    answers = [_answer(plan, slots, file, *row) for row in rows(table)]
    identity = Identity(division, plan.fiscal_year, 1, FORM.version, plan.settings.plan_version)
    return Submission(file, "", identity, {answer.key: answer for answer in answers})


def _slots(plan: Plan) -> Mapping[Key, Slot]:
    return {slot.key: slot for page in Pages(FORM, plan).values() for slot in page.slots}


def _answer(
    plan: Plan, slots: Mapping[Key, Slot], file: str, cell: str, name: str, typed: str = ""
) -> Answer:
    slot = slots[_key(plan, name)]
    sheet = next(s.code for s in reversed(plan.sections) if is_within(slot.key.code, s.code))
    source = Source(file, sheet, cell)
    if not typed:
        return Answer(slot, "", "", source)
    value = float(typed[1:]) if typed.startswith("#") else typed
    text = typed.removeprefix("#")
    reading = read_cell(plan, slot, Cell(0, 0, value, text))
    return Answer(
        slot, text, reading.used, source, reading.quantity, reading.changes, reading.refused
    )


def _key(plan: Plan, name: str) -> Key:
    code, field = name.split()
    if field.startswith("KPI"):  # KPI1, or KPI1/2023 of another year
        number, _, year = field[3:].partition("/")
        return Key(code, "values", int(number), year or str(plan.fiscal_year))
    return Key(code, field)


def report(
    plan: Plan, *books: Submission, missing: Iterable[str] = (), inputs: Iterable[InputFile] = ()
) -> Report:
    """The year of some returns."""
    states = [DivisionState(b.identity.division, Receipt.RECEIVED, b.file, 1) for b in books]
    states += [DivisionState(name, Receipt.MISSING) for name in missing]
    return consolidate(plan, FORM, books, states, tuple(inputs))


def in_book(plan: Plan, table: str) -> list[Finding]:
    """All findings of one return, as they are before settings."""
    return list(rules.check_book(plan, FORM, book(plan, table)))


def in_report(plan: Plan, *tables: str, **more: Iterable[str]) -> list[Finding]:
    """All findings that only the year shows; a table after the first is another division's."""
    names = (LEAD, "社会教育課")
    books = [book(plan, table, name) for table, name in zip(tables, names, strict=False)]
    return list(rules.check_report(report(plan, *books, **more)))  # type: ignore[arg-type]


def brief(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Rule and cell of each finding."""
    return [(f.rule, f.source.cell if f.source else "") for f in findings]
