"""A small year: one pillar, two measures of two divisions, four initiatives, typed by hand.

1      支え合うまち        福祉課   rated
1-1-①  見守りの推進        福祉課   KPI1 in ％, KPI2 in 件 with a baseline in two parts
1-1-②  海岸の清掃          環境課   KPI1 in 人
1-1-①-① 1-1-①-② share 見守り事業;  1-1-②-① 1-1-②-② disagree on 海岸事業
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zushi_xl.findings.finding import Finding, Severity
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
from zushi_xl.plan.outlook import Goal, PopulationRow
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.publish import result_json
from zushi_xl.publish.open_data import open_data_files
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.model import Adoption, DivisionState, InputFile, Receipt, Report
from zushi_xl.returned.cell_answer import read_cell
from zushi_xl.workbook.cells import Cell, Source

MASTER = "計画マスタ.xlsx"
WELFARE, SHORE = "福祉課", "環境課"


def field(block: Block, id_: str, label: str, kind: FieldType, **more: object) -> Field:
    filler = more.pop("filler", Filler.LEAD)
    choices = more.pop("choices", ())
    base = Field(
        id=id_,
        block=block,
        label=label,
        type=kind,
        filler=filler,  # type: ignore[arg-type]
        required=False,
        choices=choices,  # type: ignore[arg-type]
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


_OFFICE, _OWNER = Filler.OFFICE, Filler.OWNER
_I, _M = Block.INITIATIVE, Block.MEASURE
FIELDS = (
    field(Block.PILLAR, "title", "柱", FieldType.LINE, filler=_OFFICE, copied_from="名称"),
    field(Block.PILLAR, "rating", "評価", FieldType.RATING),
    field(_M, "title", "具体的施策", FieldType.LINE, filler=_OFFICE, copied_from="名称"),
    field(_M, "kpi", "KPI", FieldType.REPEAT, filler=_OFFICE, choices=("KPI",)),
    field(_M, "rating", "評価", FieldType.RATING),
    field(_M, "remarks", "補足説明", FieldType.TEXT),
    field(_M, "next_steps", "今後の対応", FieldType.TEXT),
    field(_M, "memo", "庁内メモ", FieldType.TEXT, published=False),
    field(_M, "meetings", "会議の回数", FieldType.NUMBER),
    field(_M, "items", "取り組み", FieldType.REPEAT, filler=_OFFICE, choices=("取り組み",)),
    field(Block.KPI, "statement", "KPI", FieldType.TEXT, filler=_OFFICE),
    field(Block.KPI, "values", "実績値", FieldType.YEARLY),
    field(Block.KPI, "method", "調べ方", FieldType.LINE),
    field(_I, "title", "取り組み{番号}", FieldType.LINE, filler=_OFFICE, copied_from="名称"),
    field(_I, "strategy", "総合戦略", FieldType.STRATEGY, filler=_OFFICE),
    field(_I, "description", "説明", FieldType.TEXT, filler=_OFFICE),
    field(_I, "results", "{年度}年度実施内容", FieldType.TEXT, filler=_OWNER),
    field(_I, "program", "予算事業名", FieldType.PROGRAM, filler=_OWNER),
    field(_I, "amount", "実績額", FieldType.MONEY, filler=_OWNER),
    field(_I, "division", "担当課", FieldType.DIVISION, filler=_OFFICE),
)
FORM = Form("様式定義.xlsx", "1", FIELDS, {})

ANSWERS: Mapping[tuple[str, ...], str] = {
    ("1", "rating"): "Ａ",
    ("1-1-①", "rating"): "B：概ね順調",
    ("1-1-①", "remarks"): "=1+1 は式ではない\n二行目",
    ("1-1-①", "next_steps"): "-続ける",
    ("1-1-①", "memo"): "外に出さない",
    ("1-1-①", "meetings"): "１２回",
    ("1-1-①", "values", "1"): "22.20%",
    ("1-1-①", "method", "1"): "市民アンケート",
    ("1-1-①", "values", "2"): "12件、15件",
    ("1-1-②", "rating"): "Ｅ",
    ("1-1-②", "values", "1"): "約1,030人",
    ("1-1-①-①", "results"): "訪問した。",
    ("1-1-①-①", "program"): "見守り事業",
    ("1-1-①-①", "amount"): "２，２８９，２３３円",
    ("1-1-①-②", "program"): "見守り事業",
    ("1-1-①-②", "amount"): "2289233",
    ("1-1-②-①", "program"): "海岸事業",
    ("1-1-②-①", "amount"): "315,760円",
    ("1-1-②-②", "program"): "海岸事業",
    ("1-1-②-②", "amount"): "380,318円",
    ("1-1-②-③", "program"): "ー",
}


def settings(**more: object) -> Settings:
    base = Settings(
        city="見本市",
        plan_title="実施計画",
        plan_version="1",
        fiscal_year=2024,
        baseline_label="2022.3",
        first_year=2024,
        last_year=2025,
        target_label="目標",
        deadline=date(2025, 5, 30),
        office="企画課",
        contact="",
        round=1,
        sample_note="",
        level_names={level: level.value for level in STANDARD},
    )
    return replace(base, **more)  # type: ignore[arg-type]


def plan(**more: object) -> Plan:
    sections = (
        _section("1", "支え合うまち", WELFARE),
        _section("1-1", "地域", ""),
        _section("1-1-①", "見守りの推進", WELFARE),
        _section("1-1-②", "海岸の清掃", SHORE),
    )
    base = Plan(
        file=MASTER,
        settings=settings(),
        sections=sections,
        kpis=(
            _kpi("1-1-①", 1, "％", Counting.SHARE, {"2022.3": "未実施", "2025": "（67.5％）"}),
            _kpi(
                "1-1-①", 2, "件", Counting.MEAN, {"2022.3": "23件（2021年度）\n8.8件（2020年度）"}
            ),
            _kpi("1-1-②", 1, "人", Counting.COUNT, {"target": "3,001人以上"}),
        ),
        initiatives=(
            _initiative("1-1-①-①", "訪問", WELFARE, ("4-2-①-1", "4-2-①-7"), "見守り事業"),
            _initiative("1-1-①-②", "相談", WELFARE, (), "見守り事業"),
            _initiative("1-1-②-①", "春の清掃", SHORE, (), "海岸事業"),
            _initiative("1-1-②-②", "秋の清掃", SHORE, (), "海岸事業"),
            _initiative("1-1-②-③", "看板", SHORE, (), ""),
        ),
        programs=(BudgetProgram("見守り事業", (), Decimal(2289000), None, Source(MASTER)),),
        divisions=tuple(Division(name, (), "", Source(MASTER)) for name in (WELFARE, SHORE)),
        grades=tuple(
            Grade((), symbol, label, "", GradeClass.RANKED, None, None, Source(MASTER))
            for symbol, label in (("A", "順調"), ("B", "概ね順調"))
        ),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def _section(code: str, title: str, division: str) -> Section:
    level = (Level.PILLAR, Level.DIRECTION, Level.MEASURE)[code.count("-")]
    return Section(level, code, code[-1], title, division, Source(MASTER, level.value, "A2"))


def _kpi(code: str, number: int, unit: str, counting: Counting, values: Mapping[str, str]) -> Kpi:
    source = Source(MASTER, "KPI", f"C{number}")
    read = {key: _value(key, text, unit, source) for key, text in values.items()}
    return Kpi(code, number, f"{unit}の指標", unit, Trend.UP, counting, "毎年", read, source)


def _value(period: str, text: str, unit: str, source: Source) -> KpiValue:
    quantity = read_quantity(text, Context(unit))
    known = {"2022.3": ValueStatus.BASELINE, "target": ValueStatus.TARGET}
    return KpiValue(period, known.get(period, ValueStatus.PLANNED), text, quantity, source)


def _initiative(
    code: str, title: str, division: str, strategy: tuple[str, ...], program: str
) -> Initiative:
    texts = {"説明": f"{title}の説明"}
    source = Source(MASTER, "取り組み", "A2")
    return Initiative(code, code[-1], title, division, strategy, program, "", "継続", source, texts)


def goal() -> Goal:
    target, baseline = "280人以上", "277人"
    return Goal(
        "1",
        "子育て",
        "出生数",
        target,
        read_quantity(target, Context("人")),
        2029,
        baseline,
        read_quantity(baseline, Context("人")),
        "2023年",
        "",
        Source(MASTER),
    )


def population() -> tuple[PopulationRow, ...]:
    source = Source(MASTER)
    return (
        PopulationRow(2030, "年少人口", Decimal(6305), Decimal("12.0"), False, source),
        PopulationRow(2030, "合計", Decimal(52550), None, True, source),
    )


def report(
    plan: Plan | None = None,
    form: Form = FORM,
    answers: Mapping[tuple[str, ...], str] = ANSWERS,
    findings: Iterable[Finding] = (),
    **more: object,
) -> Report:
    """The year in which the divisions typed ``answers``: (code, field, KPI's number) → text."""
    the_plan = plan or globals()["plan"]()
    slots = {slot.key: slot for page in Pages(form, the_plan).values() for slot in page.slots}
    typed = {_key(the_plan, *place): text for place, text in answers.items()}
    given = [_answer(the_plan, slots[key], n, text) for n, (key, text) in enumerate(typed.items())]
    books = [
        Submission(
            f"{name}.xlsx",
            "",
            Identity(name, 2024, 1, form.version, "1"),
            {answer.key: answer for answer in given if answer.slot.owner == name},
        )
        for name in (WELFARE, SHORE)
    ]
    states = (
        DivisionState(WELFARE, Receipt.RECEIVED, f"{WELFARE}.xlsx", 1),
        DivisionState(SHORE, Receipt.RECEIVED, f"{SHORE}.xlsx", 2),
        DivisionState("総務課", Receipt.MISSING),
    )
    made = consolidate(the_plan, form, books, states, FILES)
    return replace(made, findings=tuple(findings), **more)  # type: ignore[arg-type]


def _key(plan: Plan, code: str, field_id: str, number: str = "0") -> Key:
    period = str(plan.fiscal_year) if field_id == "values" else ""
    return Key(code, field_id, int(number), period)


def _answer(plan: Plan, slot: Slot, number: int, text: str) -> Answer:
    source = Source(f"{slot.owner}.xlsx", slot.key.code, f"C{number + 1}")
    reading = read_cell(plan, slot, Cell(0, 0, text, text))
    return Answer(
        slot, text, reading.used, source, reading.quantity, reading.changes, reading.refused
    )


FILES = (
    InputFile(f"{WELFARE}.xlsx", "a" * 64, Adoption.ADOPTED, "", WELFARE, 1),
    InputFile("古い.xlsx", "b" * 64, Adoption.SUPERSEDED, "新しい方を採用しました。", SHORE, 1),
    InputFile(f"{SHORE}.xlsx", "c" * 64, Adoption.ADOPTED, "", SHORE, 2),
    InputFile("送付状.txt", "d" * 64, Adoption.IGNORED, "文字だけのファイルです。"),
    InputFile("壊れ.xlsx", "e" * 64, Adoption.UNREADABLE, "Excel ブックではありません。"),
)


def finding(
    rule: str = "required-empty", severity: Severity = Severity.ERROR, **more: object
) -> Finding:
    base = Finding(
        rule,
        severity,
        "「今後の対応」が書かれていません。",
        "この欄に記入してください。",
        Source(f"{WELFARE}.xlsx", "1-1-①", "B14"),
        WELFARE,
        "1-1-①",
        "今後の対応",
        "",
        "記入",
    )
    return replace(base, **more)  # type: ignore[arg-type]


def without(form: Form, block: Block, field_id: str) -> Form:
    """The form with one field not published."""
    fields = (
        replace(f, published=False) if (f.block, f.id) == (block, field_id) else f
        for f in form.fields
    )
    return replace(form, fields=tuple(fields))


def json_text(report: Report) -> str:
    """収集結果.json of a report."""
    return "".join(result_json(report))


def csv_contents(report: Report) -> dict[str, bytes]:
    """The CSV files of a report, by name."""
    files = open_data_files(report)
    return {name: "".join(lines).encode() for name, lines in files if name.endswith(".csv")}
