"""The table of answers as a workbook: one row a division, one column a field, open tables apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from zushi_xl.adopt.own_form.gathered import Gathered, columns, tables
from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.adopt.own_form.returned import OwnFormAnswer
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.sheet import Book, Placed, PrintSetup, Sheet, Value
from zushi_xl.workbook.style import Style
from zushi_xl.workbook.whole_numbers import WHOLE, thousands_parted

_FONT = "BIZ UDゴシック"
_GREY = "A6A6A6"
STYLES = {
    style.name: style
    for style in (
        Style("head", _FONT, bold=True, color="FFFFFF", fill="1F3864", align="center",
              border="thin", border_color=_GREY, number_format="@"),
        Style("text", _FONT, valign="top", border="thin", border_color=_GREY, number_format="@"),
        Style("number", _FONT, align="right", valign="top", border="thin", border_color=_GREY),
        WHOLE,
        Style("error", _FONT, valign="top", border="thin", border_color=_GREY, fill="FFC7CE",
              number_format="@"),
        Style("confirm", _FONT, valign="top", border="thin", border_color=_GREY, fill="FFEB9C",
              number_format="@"),
    )
}  # fmt: skip
_WIDE, _NARROW = 220, 110
_Row = Sequence[tuple[Value, str]]
_Listed = tuple[str, list[str], Iterator[_Row]]  # name, heads and rows of a sheet


def result_book(gathered: Gathered) -> Book:
    """回答一覧: answers, open tables, counts per choice, findings, status."""
    judged = [("点検結果", *_findings(gathered)), ("提出状況", *_states(gathered))]
    if gathered.changes:
        judged.insert(1, ("前の回との違い", *_changes(gathered)))
    return _book(gathered, [*judged, ("提出ファイル", *_files(gathered))])


def answers_book(gathered: Gathered) -> Book:
    """The answers alone, where what is to be said of them stands in another book."""
    return _book(gathered, [])


def _book(gathered: Gathered, judged: Iterable[_Listed]) -> Book:
    sheets: list[_Listed] = [("回答", *_answers(gathered)), *_open_tables(gathered)]
    sheets += [("集計", *_counts(gathered)), *judged]
    names = sheet_names(name for name, _, _ in sheets)
    made = (_sheet(name, heads, rows) for name, (_, heads, rows) in zip(names, sheets, strict=True))
    return Book(tuple(made), STYLES, properties={"title": gathered.masters.form.title})


def _sheet(name: str, heads: Sequence[str], rows: Iterable[_Row]) -> Sheet:
    cells = [Placed(0, column, head, "head") for column, head in enumerate(heads)]
    last = 0
    for last, row in enumerate(rows, 1):
        cells += [Placed(last, c, value, style) for c, (value, style) in enumerate(row)]
    widths = tuple(_NARROW if len(head) < 8 else _WIDE for head in heads)
    area = Area(0, 0, last, max(len(heads) - 1, 0))
    figures = {cell.column for cell in cells if cell.style == "number"}
    return Sheet(
        name=name, cells=tuple(cells), widths=widths, heights={0: 30.0},
        print=PrintSetup(landscape=True, footer="&C&P / &N", repeat_rows=(0, 0), area=area),
        freeze=(1, 1), autofilter=area,
        conditions=tuple(
            thousands_parted(Area(1, column, last, column)) for column in sorted(figures)
        ),
    )  # fmt: skip


def heading(own: OwnField) -> str:
    """The name of a field's column."""
    return (
        f"{own.label}（{own.unit}）"
        if own.unit and f"（{own.unit}）" not in own.label
        else own.label
    )


def _answers(gathered: Gathered) -> tuple[list[str], Iterator[_Row]]:
    fields = list(columns(gathered.masters.form.fields))
    heads = ["課名", *map(heading, fields), "ファイル"]
    return heads, _answer_rows(gathered, fields)


def _answer_rows(gathered: Gathered, fields: Sequence[OwnField]) -> Iterator[_Row]:
    faults = _faults(gathered)
    for division, returned in gathered.returns.items():
        found = (_own(returned.answers, own) for own in fields)
        cells = [shown(answer, faults) for answer in found]
        yield [(division, "text"), *cells, (returned.file, "text")]


def _own(answers: object, own: OwnField) -> OwnFormAnswer | None:
    number = own.repeat.index if own.repeat and own.repeat.index else 1
    return answers.get((own.id, number))  # type: ignore[attr-defined,no-any-return]


def _faults(gathered: Gathered) -> dict[object, str]:
    """The gravest severity per cell."""
    found: dict[object, str] = {}
    for finding in sorted(gathered.findings, key=lambda f: -f.severity.rank):
        found[finding.source] = finding.severity.value
    return found


def shown(answer: OwnFormAnswer | None, faults: dict[object, str]) -> tuple[Value, str]:
    """A cell of the table: figures as figures, doubtful ones in colour."""
    if answer is None:
        return None, "text"
    fault = faults.get(answer.source, "")
    quantity = answer.read.quantity
    value: Value = answer.read.used
    if quantity is not None and not answer.read.refused:
        value = quantity.date or (quantity.value if quantity.value is not None else value)
    if fault in ("error", "confirm"):
        return (answer.text if fault == "error" else value), fault
    return value, "number" if isinstance(value, Decimal) else "text"


def _open_tables(gathered: Gathered) -> Iterator[tuple[str, list[str], Iterator[_Row]]]:
    for fields in tables(gathered.masters.form.fields).values():
        name = fields[0].repeat.of if fields[0].repeat and fields[0].repeat.of else fields[0].label
        heads = ["課名", "行", *map(heading, fields), "出典"]
        yield name, heads, _table_rows(gathered, fields)


def _table_rows(gathered: Gathered, fields: Sequence[OwnField]) -> Iterator[_Row]:
    faults = _faults(gathered)
    ids = {own.id for own in fields}
    for division, returned in gathered.returns.items():
        numbers = sorted({number for own, number in returned.answers if own in ids})
        for number in numbers:
            row = [returned.answers.get((own.id, number)) for own in fields]
            source = next(str(answer.source) for answer in row if answer is not None)
            cells = [shown(answer, faults) for answer in row]
            yield [(division, "text"), (Decimal(number), "number"), *cells, (source, "text")]


def _counts(gathered: Gathered) -> tuple[list[str], Iterator[_Row]]:
    return ["項目", "選択肢", "件数", "割合（％）"], _count_rows(gathered)


def _count_rows(gathered: Gathered) -> Iterator[_Row]:
    counts: dict[str, Counter[str]] = {}
    for _, answer in gathered.answers():
        if answer.field.kind in ("選択", "はい・いいえ") and not answer.read.refused:
            chosen = counts.setdefault(answer.field.id, Counter())
            chosen.update(answer.read.entries or [answer.read.used])
    for own in gathered.masters.form.fields:
        if own.kind not in ("選択", "はい・いいえ"):
            continue
        chosen = counts.get(own.id, Counter())
        total = chosen.total()
        for entry in dict.fromkeys((*own.choices, *sorted(chosen))):
            share = Decimal(chosen[entry] * 100) / total if total else Decimal(0)
            yield [
                (own.label, "text"), (entry, "text"), (Decimal(chosen[entry]), "number"),
                (share.quantize(Decimal("0.1")), "number"),
            ]  # fmt: skip


def _findings(gathered: Gathered) -> tuple[list[str], Iterator[_Row]]:
    heads = ["区分", "課名", "ファイル", "シート", "セル", "項目", "指摘", "直し方", "記入された値"]
    return heads, _finding_rows(gathered)


def _finding_rows(gathered: Gathered) -> Iterator[_Row]:
    for finding in gathered.findings:
        source = finding.source
        texts = (
            finding.severity.label, finding.division, source.file if source else "",
            source.sheet if source else "", source.cell if source else "", finding.field,
            finding.message, finding.remedy, finding.given,
        )  # fmt: skip
        yield [(text, "text") for text in texts]


def _changes(gathered: Gathered) -> tuple[list[str], Iterator[_Row]]:
    rows = (
        [(text, "text") for text in (
            change.division, change.place, change.before, change.now,
            "求めた" if change.asked else "求めていない", str(change.source),
        )]
        for change in gathered.changes
    )  # fmt: skip
    return ["課名", "項目", "前の回の記入", "今の回の記入", "差し戻しで", "出典"], rows


_STATUS = {
    "adopted": "採用", "superseded": "不採用", "ignored": "対象外", "unreadable": "読めない",
}  # fmt: skip


def _files(gathered: Gathered) -> tuple[list[str], Iterator[_Row]]:
    """What became of each file."""
    rows = (
        [(text, "text") for text in (f.file, f.division, _STATUS[f.status], f.reason)]
        for f in gathered.files
    )
    return ["ファイル", "課名", "扱い", "理由"], rows


def _states(gathered: Gathered) -> tuple[list[str], Iterator[_Row]]:
    rows = (
        [(state.name, "text"), (state.state, "text"), (state.file, "text"),
         (Decimal(state.round) if state.round else None, "number")]
        for state in gathered.states
    )  # fmt: skip
    return ["課名", "状況", "ファイル", "回"], rows
