"""What the plan master and the form definition leave open without being wrong.

None of it stops a run: a city may mean it. Every finding is at a cell of one of the two workbooks,
and is told whenever they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.grades import match_grade
from zushi_xl.form.model import (
    BLOCK_OF_LEVEL,
    Block,
    Field,
    FieldType,
    Form,
    Meaning,
    sheet_of,
    word_of,
)
from zushi_xl.masters.master_cells import at_header
from zushi_xl.masters.plan.setting_names import SETTINGS
from zushi_xl.masters.plan.values import is_nothing
from zushi_xl.masters.records import match_key, nearest, suggestion
from zushi_xl.plan.conditions.predicates import Comparison, names_of, tests_in
from zushi_xl.plan.conditions.terms import BASELINE, START, WAY, WAY_OF_PLAN, WAY_TO_INTERIM
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import INITIATIVE_STATES, Counting, Kpi, Plan, ValueStatus
from zushi_xl.plan.scales import Criterion, GradeClass, Treatment
from zushi_xl.report.kpi import starting_value
from zushi_xl.report.printed_figures import number_of
from zushi_xl.rules.registry import master_rules
from zushi_xl.workbook.cells import Source

SETTING_MASTERS = master_rules(RuleArea.SETTING)
STRUCTURE_MASTERS = master_rules(RuleArea.STRUCTURE)

_COPIED = (FieldType.TEXT, FieldType.LINE, FieldType.CHOICE, FieldType.NUMBER, FieldType.DATE)
_FROM_BASELINE = (BASELINE, WAY, WAY_OF_PLAN, WAY_TO_INTERIM)
_FACTS = (GradeClass.FINISHED, GradeClass.NOT_STARTED, GradeClass.STOPPED)


@SETTING_MASTERS.confirm_rule(
    "知らない設定",
    "計画マスタのシート「設定」に、使われない項目がある。",
    "「提出期限」を「提出締切」と書いた。",
)
def setting_unknown(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A setting that nothing uses."""
    for name, source in plan.settings.unknown.items():
        near = nearest(name, (s.name for s in SETTINGS), 0.4)
        yield setting_unknown.at(
            source,
            f"設定「{name}」という項目はありません。この行は使われません。",
            f"「{near}」なら、項目の名前をそのように直してください。"
            if near
            else "覚え書きならこのままで構いません。設定の名前は説明書「計画マスタ」にあります。",
            field=name,
            given=name,
            expected=near,
        )


@SETTING_MASTERS.confirm_rule(
    "知らない状態",
    "取り組みの「状態」が、年度更新の知っている語（継続、新規、終了、廃止、完了、中止）でない。",
    "「終了」を「終り」と書いた。",
)
def initiative_state_unknown(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A state of an initiative that the rollover does not know."""
    known = {match_key(state) for state in INITIATIVE_STATES}
    for initiative in plan.initiatives:
        if initiative.status and match_key(initiative.status) not in known:
            yield initiative_state_unknown.at(
                at_header(plan.headers, initiative.source, "状態"),
                f"{initiative.code} の状態「{initiative.status}」は知らない語です。"
                "年度更新では継続として扱います。",
                f"{suggestion(initiative.status, INITIATIVE_STATES)}"
                f"使えるのは {' / '.join(INITIATIVE_STATES)} です。",
                code=initiative.code,
                field="状態",
                given=initiative.status,
            )


@SETTING_MASTERS.confirm_rule(
    "知らない転記元",
    "様式定義の「転記元」が、計画マスタのそのブロックのシートの見出しにない。",
    "「めざすべきまちの姿」を「まちの姿」と書いた。",
)
def copied_from_unknown(plan: Plan, form: Form) -> Iterator[Finding]:
    """A 転記元 that the sheet of its block has no header for."""
    for field in form.fields:
        sheet, headers = sheet_of(plan, field.block)
        if field.copied_from and headers and _is_lost(field, headers):
            yield copied_from_unknown.at(
                at_header({field.source.sheet: form.headers}, field.source, "転記元"),
                f"項目 {field.id} の転記元「{field.copied_from}」という列が、"
                f"計画マスタのシート「{sheet}」にありません。欄は空欄になります。",
                f"{suggestion(field.copied_from, headers)}列の見出しを記入してください。",
                field="転記元",
                given=field.copied_from,
            )


def _is_lost(field: Field, headers: Sequence[str]) -> bool:
    keys = {match_key(header) for header in headers}
    return field.type in _COPIED and match_key(field.copied_from) not in keys


@SETTING_MASTERS.confirm_rule(
    "単位のない割合",
    "集計が「割合」のKPIに単位がない。0.667 と 66.7 を見分けられない。",
    "満足した人の割合のKPIで、単位が空欄。",
)
def kpi_share_without_unit(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A share without a unit: 0.667 and 66.7 cannot be told apart."""
    for kpi in plan.kpis:
        if kpi.counting is Counting.SHARE and not kpi.unit:
            yield kpi_share_without_unit.at(
                at_header(plan.headers, kpi.source, "単位"),
                f"{kpi.code} の{_named(kpi)}は割合なのに、単位がありません。",
                "「単位」に ％ を記入してください。",
                code=kpi.code,
                field="単位",
                expected="％",
            )


def _named(kpi: Kpi) -> str:
    return f"KPI{kpi.number}「{kpi.statement}」"


@STRUCTURE_MASTERS.info_rule(
    "KPI番号の欠番",
    "同じコードの中で、KPI番号が途中で抜けている。",
    "5-1-① にKPI番号1と3があり、2がない。",
)
def kpi_number_gap(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A number of a KPI that is left out under one code."""
    for code in dict.fromkeys(kpi.code for kpi in plan.kpis):
        kpis = plan.kpis_of(code)
        used = {kpi.number for kpi in kpis}
        gaps = [n for n in range(1, max(used)) if n not in used][:10]
        if gaps:
            missing = "、".join(map(str, gaps))
            yield kpi_number_gap.at(
                at_header(plan.headers, kpis[-1].source, "KPI番号"),
                f"{code} のKPI番号 {missing} がありません。",
                "計画書どおりならそのままで構いません。書き誤りなら「KPI番号」を直してください。",
                code=code,
                field="KPI番号",
                given="、".join(str(kpi.number) for kpi in kpis),
            )


@STRUCTURE_MASTERS.confirm_rule(
    "様式に出ない行",
    "計画マスタのKPI・取り組みを示す「繰り返し」の欄が、その階層の様式にない。",
    "取り組みの方向にKPIがあるが、様式のその階層にKPIの欄がない。",
)
def row_not_shown(plan: Plan, form: Form) -> Iterator[Finding]:
    """KPIs or initiatives of a level whose page has no repetition for them."""
    for kpi in plan.kpis:
        section = plan.section_by_code.get(kpi.code)
        outer = BLOCK_OF_LEVEL[section.level] if section else Block.INITIATIVE
        if not _repeats(form, outer, Block.KPI):
            what = f"の{_named(kpi)}"
            yield _not_shown(plan, kpi.source, kpi.code, what, outer, Block.KPI)
    if not _repeats(form, Block.MEASURE, Block.INITIATIVE):
        for initiative in plan.initiatives:
            title = f"「{initiative.title}」"
            source, code = initiative.source, initiative.code
            yield _not_shown(plan, source, code, title, Block.MEASURE, Block.INITIATIVE)


def _not_shown(
    plan: Plan, source: Source, code: str, what: str, block: Block, inner: Block
) -> Finding:
    outer, word = word_of(plan, block), word_of(plan, inner)
    return row_not_shown.at(
        source,
        f"{code} {what}は、様式の「{outer}」に{word}の欄がないため、"
        "どこにも示されず、だれも記入しません。",
        f"様式定義のブロック「{outer}」に、型「繰り返し」・選択肢「{word}」の行を加えてください。",
        code=code,
    )


def _repeats(form: Form, block: Block, inner: Block) -> bool:
    fields = (f for f in form.of(block) if f.type is FieldType.REPEAT)
    return any(f.choices and f.choices[0] == inner for f in fields)


@STRUCTURE_MASTERS.confirm_rule(
    "だれも記入しないKPI",
    "KPIのある柱・取り組みの方向・具体的施策に主担当課がなく、値をだれも記入しない。",
    "取り組みの方向 5-1 にKPIがあるが、主担当課が空欄。",
)
def kpi_nobody_asked(plan: Plan, form: Form) -> Iterator[Finding]:
    """A KPI of an item that has no division."""
    if not any(f.is_filled for f in form.of(Block.KPI)):
        return
    for kpi in plan.kpis:
        item = plan.item_of(kpi.code)
        if item and not item.division:
            yield kpi_nobody_asked.at(
                at_header(plan.headers, item.source, "主担当課"),
                f"{kpi.code}「{item.title}」に主担当課がないため、"
                f"{_named(kpi)}の値をだれも記入しません。",
                "シートの「主担当課」に課名を記入してください。",
                code=kpi.code,
                field="主担当課",
            )


@SETTING_MASTERS.confirm_rule(
    "KPIでは分からない評価を決める行",
    "評価基準の「決める」「記入する」行の結果が、完了・未着手・中止の評価である。値からは分からない。",
    "「達成率 ≧ 100」なら「完（完了）」に決める。",
)
def criterion_outside_ranking(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A row that decides a grade which no value tells: finished, not started, stopped."""
    classes = {(grade.scale, grade.symbol): grade.grade_class for grade in plan.grades}
    for criterion in plan.criteria:
        found = classes.get((criterion.scale, criterion.grade), GradeClass.RANKED)
        if _decides(criterion) and found in _FACTS:
            yield criterion_outside_ranking.at(
                at_header(plan.headers, criterion.source, "評価"),
                f"「{criterion.condition}」で決める評価「{criterion.grade}」の区分は「{found.value}」"
                "です。KPIの値だけでは分かりません。",
                "評価の記号を確かめるか、「扱い」を「提案」にしてください。",
                field="評価",
                given=criterion.grade,
            )


def _decides(criterion: Criterion) -> bool:
    return criterion.treatment is not Treatment.PROPOSES


@SETTING_MASTERS.confirm_rule(
    "現状値のない評価基準",
    "「決める」行が現状値を使うのに、現状値のないKPIがある。そのKPIには当てはまらない。",
    "「進捗率 ≧ 50」で決めるが、5-1-① のKPIの現状値は「未実施」。",
)
def criterion_without_baseline(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A row that decides by a baseline, where a KPI has none."""
    for criterion in plan.criteria:
        if _decides(criterion) and _uses_baseline(criterion):
            lacking = [
                kpi
                for kpi in plan.kpis
                if _applies(criterion, plan, kpi) and _lacks(criterion, plan, kpi)
            ]
            if lacking:
                names = "、".join(f"{kpi.code} KPI{kpi.number}" for kpi in lacking)
                yield criterion_without_baseline.at(
                    criterion.source,
                    f"「{criterion.condition}」は現状値を使いますが、現状値のないKPIがあります"
                    f"（{names}）。",
                    "現状値を記入するか、「値がないとき」で扱いを決めてください。",
                    field="条件",
                    given=criterion.condition,
                )


def _uses_baseline(criterion: Criterion) -> bool:
    """Whether a row works with a figure to start from; to ask whether there is one is no such."""
    return bool(_terms_of(criterion) & {*_FROM_BASELINE, START})


def _terms_of(criterion: Criterion) -> set[str]:
    compared = (t for t in tests_in(criterion.predicate) if isinstance(t, Comparison))
    return {name for test in compared for name in names_of(test)}


def _applies(criterion: Criterion, plan: Plan, kpi: Kpi) -> bool:
    section = plan.section_by_code.get(kpi.code)
    level = section.level if section else Level.INITIATIVE
    in_levels = not criterion.levels or level in criterion.levels
    return in_levels and kpi.counting is not Counting.QUALITATIVE


def _lacks(criterion: Criterion, plan: Plan, kpi: Kpi) -> bool:
    """Whether no figure stands before those of the years; for 基準値, in the column of 基準時点."""
    if START in _terms_of(criterion) and starting_value(kpi, plan) is None:
        return True
    past = (ValueStatus.BASELINE, ValueStatus.ACTUAL)
    figures = (v for v in kpi.values.values() if v.status in past)
    return all(number_of(value.quantity) is None and not value.quantity.also for value in figures)


@SETTING_MASTERS.confirm_rule(
    "前年度の評価にない記載",
    "「前年度の評価」が、前年度に使っていた評価区分にない。前年度と比べられない。",
    "評価区分がAからDなのに、前年度の評価が「Ｅ」。",
)
def last_grade_unknown(plan: Plan, form: Form) -> Iterator[Finding]:
    """A 前年度の評価 that the scale of that year does not have."""
    for section in plan.sections:
        text = section.texts.get(_LAST_GRADE, "")
        field = form.meant(BLOCK_OF_LEVEL[section.level], Meaning.RATING)
        scale = field.scale if field else ""
        known = plan.grades_for(section.level, scale, plan.fiscal_year - 1)
        if text and known and not is_nothing(text) and match_grade(known, text) is None:
            yield last_grade_unknown.at(
                at_header(plan.headers, section.source, _LAST_GRADE),
                f"{section.code} の前年度の評価「{text}」が、{plan.fiscal_year - 1}年度の評価区分に"
                "ありません。",
                f"使えるのは {' / '.join(grade.symbol for grade in known)} です。",
                code=section.code,
                field=_LAST_GRADE,
                given=text,
            )


@SETTING_MASTERS.confirm_rule(
    "順のない評価区分",
    "評価区分に「順」がなく、行の順が記号の順（S、A、B …）と違う。行の順を順位としている。",
    "A・B・C・Dの下にSの行を加え、「順」の列がない。",
)
def grade_rank_unsaid(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A scale without 順 whose rows do not follow its symbols."""
    for scale in plan.scales:
        ranked = [
            grade
            for grade in plan.grades
            if grade.scale == scale and grade.grade_class is GradeClass.RANKED
        ]
        letters = [_BEFORE_A.get(grade.symbol, grade.symbol) for grade in ranked]
        is_said = all(grade.rank is not None for grade in ranked)
        if is_said or not _are_letters(letters) or letters == sorted(letters):
            continue
        yield grade_rank_unsaid.at(
            ranked[-1].source,
            f"評価区分の「順」がないため、行の順（{'・'.join(g.symbol for g in ranked)}）を"
            "よい順としています。",
            "シート「評価区分」に列「順」を加え、よい順に1から番号を記入してください。",
            field="順",
            given="・".join(grade.symbol for grade in ranked),
        )


_LAST_GRADE = "前年度の評価"
_BEFORE_A = {"S": "@", "Ｓ": "@", "SS": "?"}  # better than A


def _are_letters(letters: Sequence[str]) -> bool:
    return len(set(letters)) == len(letters) and all(
        len(s) == 1 and "?" <= s <= "Z" for s in letters
    )
