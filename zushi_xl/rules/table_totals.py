"""Rows of tables that repeat what the others say: totals that a division wrote beneath them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule, RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.computed import sums_a_table
from zushi_xl.form.model import TABLES, FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.rules.asked import REPLY, at, figure_of, is_blank, said
from zushi_xl.rules.registry import book_rules
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.ENTRY)

_TOTAL = regex(r"[総小累]?計|.{0,20}(?:合計|総計|小計|累計|[費額金]計)")
_NAMES = (FieldType.LINE, FieldType.TEXT)
_ADDED = (FieldType.MONEY, FieldType.NUMBER)
_FEWEST = 2  # rows whose figures a further row may be the total of
_Row = Sequence[Answer]


@BOOK.confirm_rule(
    "表の合計の行",
    "行を増やせる表に、計・合計などの行がある。その額もほかの行と一緒に足されるので、合計が二重になる。",
    "費目の表の終わりに「計」の行があり、上の行を足した額が書いてある。",
)
def table_total_row(_plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """Every row that is called a total and has a figure."""
    for rows in _tables(form, submission):
        for row in rows:
            name = next((answer for answer in row if _is_total(answer)), None)
            if name is not None and any(map(_is_added, row)):
                yield _of_row(
                    table_total_row,
                    [*row, *_sums(form, submission, name.key.code)],
                    f"{name.key.period}行目「{said(name)}」は合計の行です。"
                    "ほかの行と一緒に足されて、合計が二重になります。",
                    "この行を消してください。合計は集めるときに計算します。"
                    f"合計の行でなければ、{REPLY}",
                )


@BOOK.confirm_rule(
    "上の行の合計と同じ行",
    "行を増やせる表の最後の行の額が、上の二つ以上の行を足した額と同じで、合計の行に見える。",
    "予算額が 300、200、100 の次に、600 とだけ書いた行がある。",
)
def table_row_is_sum(_plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """The last row of a table whose amount is that of all rows above."""
    for rows in _tables(form, submission):
        *above, last = rows
        if any(map(_is_total, last)) or not any(_is_sum(a, above) for a in last):
            continue
        yield _of_row(
            table_row_is_sum,
            last,
            f"{last[0].key.period}行目の額が、上の行を足した額と同じです。"
            "合計の行なら、ほかの行と一緒に足されて、合計が二重になります。",
            f"合計の行なら消してください。合計の行でなければ、{REPLY}",
        )


def _tables(form: Form, submission: Submission) -> Iterator[list[_Row]]:
    """The rows of every table in which anything stands, in their order."""
    tables: dict[tuple[str, str], dict[int, list[Answer]]] = {}
    for answer in submission.answers.values() if form.tables else ():
        if answer.slot.block in TABLES and not is_blank(answer):
            rows = tables.setdefault((answer.key.code, answer.slot.block), {})
            rows.setdefault(int(answer.key.period), []).append(answer)
    for rows in tables.values():
        yield [rows[number] for number in sorted(rows)]


def _sums(form: Form, submission: Submission, code: str) -> Iterator[Answer]:
    """The fields of an item that add up its tables: they are as wrong as the row."""
    for answer in submission.answers.values():
        if answer.key.code == code and sums_a_table(form, answer.slot.field):
            yield answer


def _is_total(answer: Answer) -> bool:
    bare = fold(answer.text).strip("()[]【】<>《》「」*※:")
    return answer.slot.field.type in _NAMES and bool(_TOTAL.fullmatch(bare))


def _is_added(answer: Answer) -> bool:
    return answer.slot.field.type in _ADDED and bool(figure_of(answer))


def _is_sum(answer: Answer, above: Sequence[_Row]) -> bool:
    """Whether a figure is that of all rows above together."""
    column = [figure_of(a) for row in above for a in row if a.key.field == answer.key.field]
    figures = [figure for figure in column if figure]
    is_money = answer.slot.field.type is FieldType.MONEY
    return is_money and len(figures) >= _FEWEST and sum(figures) == figure_of(answer)


def _of_row(rule: Rule, row: _Row, message: str, remedy: str) -> Finding:
    """A finding at the first figure, which holds for the others too."""
    first, *others = filter(_is_added, row)
    finding = at(rule, first, message, remedy)
    return replace(finding, also_at=tuple(answer.source for answer in others))
