"""What only the two masters together show: a form that asks for what the plan does not have."""

from __future__ import annotations

from collections.abc import Sequence

from zushi_xl.form.field_conditions import FIGURES, Named, around, named, words_of
from zushi_xl.form.judged_fields import is_meant
from zushi_xl.form.model import (
    BLOCKS,
    LEVEL_OF_BLOCK,
    Block,
    Field,
    FieldCondition,
    FieldType,
    Form,
    Meaning,
    sheet_of,
    word_of,
)
from zushi_xl.form.planned_texts import planned_quantity, planned_text
from zushi_xl.masters.form.condition_columns import conditions_of, unknown_names
from zushi_xl.masters.master_cells import at_header
from zushi_xl.masters.plan.values import is_nothing
from zushi_xl.masters.records import Mistakes, suggestion
from zushi_xl.plan.conditions.grammar import figure_in
from zushi_xl.plan.conditions.predicates import Wording, tests_in
from zushi_xl.plan.levels import Level, PlanLevel
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.plan.scales import GradeClass
from zushi_xl.quantity import read_quantity
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Workbook


def check_agreement(plan: Plan, form: Form, book: Workbook) -> None:
    """``book`` is that of the form, whose cells are named.

    Raises:
        FaultyBook: with a ``Finding`` for each mistake.
    """
    mistakes = Mistakes("form")
    for field in form.fields:
        if field.type is FieldType.RATING:
            _check_scale(plan, form, field, mistakes)
    _check_conditions(plan, form, mistakes)
    _check_criteria(plan, form, mistakes)
    for level in plan.levels:
        _check_level(plan, form, level, mistakes)
    _check_copied(plan, form, mistakes)
    mistakes.raise_any(book)


def _check_copied(plan: Plan, form: Form, mistakes: Mistakes) -> None:
    """A field of figures, days or choices that the office fills takes only its kind from the plan;
    a column of a table takes a line for each row."""
    for field in form.fields:
        is_of_programs = field.block is Block.INITIATIVE and field.meaning is Meaning.AMOUNT
        if field.is_filled or is_of_programs or field.calculation is not None:
            continue
        table = form.tables.get(field.block)
        for item in _items_of(plan, table.block if table else field.block):
            text = planned_text(plan, item, field)
            for line in text.split("\n") if table else (text,):
                why = _why_not(field, line)
                if why:
                    _report_copied(plan, field, item, (line, why), mistakes)


def _why_not(field: Field, text: str) -> str:
    """Why a text of the plan is nothing that the field could hold; empty where it could."""
    if field.type is FieldType.CHOICE:
        is_choice = is_nothing(text) or fold(text) in map(fold, field.choices)
        return "" if is_choice else f"選択肢は {' / '.join(field.choices)} です"
    read = planned_quantity(field, text)
    if read is None or read.is_missing or not (read.is_refused or read.kind == "text"):
        return ""
    return read.reason or "値として読めません"


def _report_copied(
    plan: Plan,
    field: Field,
    item: Section | Initiative | Kpi,
    said: tuple[str, str],
    mistakes: Mistakes,
) -> None:
    text, why = said
    column = field.copied_from or field.label
    mistakes.add(
        "copied-value",
        at_header(plan.headers, item.source, column),
        f"「{column}」の「{text}」は、様式の欄「{field.label}」（{field.type}）に使えません（{why}）。",
        f"{field.type}を一つだけ記入するか、様式定義の欄の型を直してください。",
        text,
        column,
    )


def _items_of(plan: Plan, block: Block) -> Sequence[Section | Initiative | Kpi]:
    """What a block stands for in the plan: its rows."""
    level = LEVEL_OF_BLOCK[block]
    if block is Block.KPI:
        return plan.kpis
    if level is Level.INITIATIVE:
        return plan.initiatives
    return [section for section in plan.sections if section.level is level] if level else []


def _check_level(plan: Plan, form: Form, level: PlanLevel, mistakes: Mistakes) -> None:
    """What 階層 says of a level against the fields of its block."""
    fields = form.of(BLOCKS[level.kind])
    has_kpis = any(f.type is FieldType.REPEAT and f.choices[0] == Block.KPI for f in fields)
    for said, is_there, header, what in (
        (level.is_rated, any(f.type is FieldType.RATING for f in fields), "評価", "型「評価」"),
        (level.has_kpis, has_kpis, "KPI", "KPIの「繰り返し」"),
        (level.has_money, any(f.type is FieldType.MONEY for f in fields), "金額", "型「金額」"),
    ):
        if said is not None and said != is_there:
            is_or_not = "あります" if is_there else "ありません"
            mistakes.add(
                "level",
                at_header(plan.headers, level.source, header),
                f"階層「{level.name}」の{header}が{'○' if said else '×'}なのに、様式定義のブロック"
                f"「{level.name}」に{what}の欄が{is_or_not}。",
                f"様式定義の欄を直すか、シート「階層」の「{header}」を"
                f"{'○' if is_there else '×'}か空欄にしてください。",
                "○" if said else "×",
                header,
            )


def _check_conditions(plan: Plan, form: Form, mistakes: Mistakes) -> None:
    for field in form.fields:
        for header, condition in conditions_of(field):
            _check_names(plan, form, field.block, condition, (field.id, header), mistakes)
    for check in form.checks:
        place = (check.name, "条件")
        _check_names(plan, form, check.block, check.condition, place, mistakes)


def _check_names(
    plan: Plan,
    form: Form,
    block: Block,
    condition: FieldCondition,
    place: tuple[str, str],
    mistakes: Mistakes,
) -> None:
    """A name that is no field must be a column of the plan master, in a sheet of the place; a word
    that a field can never hold makes a condition that never holds."""
    _check_words(plan, form, block, condition, place, mistakes)
    columns = {each: sheet_of(plan, each)[1] for each in Block}
    for name in unknown_names(form, block, condition, columns):
        near = {n for each in around(form, block) for n in columns[each]}
        near.update(n for f in form.fields for n in (f.label, f.id) if n)
        elsewhere = next((b for b in Block if named(form, b, name)), None)
        fault = f"「{name}」という欄も、計画マスタの列もありません。"
        if elsewhere is not None:
            own, other = word_of(plan, block), word_of(plan, elsewhere)
            fault = f"「{name}」は{other}の欄で、{own}の条件には使えません。"
        mistakes.add(
            "condition-name",
            condition.source,
            f"{place[0]}：{fault}",
            f"{'' if elsewhere else suggestion(name, near)}同じブロックかそれを囲むブロックの欄の"
            "ラベルかID、または計画マスタの列の見出しを書いてください。",
            name,
            place[1],
        )


def _check_words(
    plan: Plan,
    form: Form,
    block: Block,
    condition: FieldCondition,
    place: tuple[str, str],
    mistakes: Mistakes,
) -> None:
    for test in tests_in(condition.predicate):
        if not isinstance(test, Wording):
            continue
        found = next((n for b in around(form, block) if (n := named(form, b, test.name))), None)
        known = _words_of(plan, found) if found else ()
        if found and found.field.type in FIGURES and not found.is_class:
            _check_figures(test, condition, place, mistakes)
        for word in test.words if known else ():
            if fold(word) not in map(fold, known):
                mistakes.add(
                    "condition-word",
                    condition.source,
                    f"{place[0]}：「{test.name}」が「{word}」になることはありません。",
                    f"{suggestion(word, known)}使えるのは {' / '.join(known)} です。",
                    word,
                    place[1],
                )


def _check_figures(
    test: Wording, condition: FieldCondition, place: tuple[str, str], mistakes: Mistakes
) -> None:
    """A field of figures is one of the words only where these are figures, or say that there is
    none (未確定)."""
    for word in test.words:
        if figure_in(word) is None and not read_quantity(word).is_missing:
            mistakes.add(
                "condition-word",
                condition.source,
                f"{place[0]}：「{test.name}」は数の欄なので、「{word}」になることはありません。",
                "数を書いてください。ほかの欄と比べるときは、≧ ≦ ＞ ＜ を使います。",
                word,
                place[1],
            )


def _words_of(plan: Plan, found: Named) -> tuple[str, ...]:
    """The words that a field can hold, in whatever year; none where it may hold any text."""
    if found.is_class:
        return tuple(GradeClass)
    if found.field.type is FieldType.RATING:
        grades = (grade for grade in plan.grades if grade.scale == found.field.scale)
        return tuple(dict.fromkeys(word for grade in grades for word in words_of(grade)))
    return found.field.choices if found.field.type is FieldType.CHOICE else ()


def _check_criteria(plan: Plan, form: Form, mistakes: Mistakes) -> None:
    """A row of 評価基準 that names a field must find it among the ratings of its scale."""
    for row in plan.criteria:
        rated = [f for f in form.fields if f.type is FieldType.RATING and f.scale == row.scale]
        if row.field and not any(is_meant(row, field) for field in rated):
            names = [name for f in rated for name in (f.id, f.label) if name]
            scale = f"尺度「{row.scale}」" if row.scale else "名前のない尺度"
            listed = f"使えるのは {' / '.join(dict.fromkeys(names))} です。" if names else ""
            mistakes.add(
                "criterion-field",
                at_header(plan.headers, row.source, "欄"),
                f"「欄」の「{row.field}」は、{scale}の評価の欄にありません。",
                f"{suggestion(row.field, names)}{listed}様式定義のIDかラベルを書いてください。",
                row.field,
                "欄",
            )


def _check_scale(plan: Plan, form: Form, field: Field, mistakes: Mistakes) -> None:
    """A scale that has no grade for the block in this year; a name that no scale has is told where
    others are, when the form is loaded."""
    if plan.grades_for(LEVEL_OF_BLOCK[field.block], field.scale):
        return
    named = [name for name in plan.scales if name]
    if field.scale and field.scale not in named:
        if named:
            return
        message = f"尺度「{field.scale}」は、計画マスタの「評価区分」にありません。"
        remedy = "「評価区分」に列「尺度」を加えて名前を書くか、この欄を空欄にしてください。"
    elif named and not field.scale:
        message = "評価の尺度が書かれていません。"
        remedy = f"列「尺度」に、使う一覧（{'、'.join(named)}）を書いてください。"
    elif not plan.fiscal_year:
        return  # that no year is known is told at 設定
    else:
        word = word_of(plan, field.block)
        message = f"「{word}」で{plan.fiscal_year}年度に選べる評価が一つもありません。"
        remedy = (
            "計画マスタの「評価区分」に行を加えるか、その「階層」（KPIで使うなら空欄）と"
            "適用開始・適用終了を直してください。"
        )
    place = at_header({field.source.sheet: form.headers}, field.source, "尺度")
    mistakes.add("scale", place, f"{field.id}：{message}", remedy, field.id, "尺度")
