"""差し戻し: the division's own form, refilled with what it wrote, the faults marked.

It is written afresh from the form definition, never by changing the returned file: drop-downs,
colours and formulas are whole again, and nothing that the file dragged along comes with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.check_words import TO_CONFIRM, TO_MEND
from zushi_xl.form.frame import REPLY_HEAD, REQUEST_TAG, REQUESTS
from zushi_xl.form.guide import DOUBTS_MAY_STAY
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key
from zushi_xl.form.model import FieldType
from zushi_xl.sheets.cover import Requests, cover_sheet, quoted
from zushi_xl.sheets.form import FormBuilder, FormSheet, Marks, NumberedFinding
from zushi_xl.sheets.guide_sheet import guide_sheets
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.placed_rows import PlacedRows
from zushi_xl.workbook.sheet import Book, Link, PrintSetup, Protection, Sheet, Value

_COLUMNS = (
    ("No.", 36.0),
    ("重大度", 60.0),
    ("場所（押すと開きます）", 210.0),
    ("内容", 250.0),
    ("直し方", 200.0),
    ("記入された値", 100.0),
    (REPLY_HEAD, 170.0),
)
_LISTED = (FieldType.RATING, FieldType.CHOICE, FieldType.PROGRAM, FieldType.DIVISION)
_LONGEST = 400  # characters of a text in the list; the field itself holds it whole
_OF_NO_FIELD = (
    "開かない指摘は、前回のブック全体か、欄の外についてです。"
    "このブックは、配布したときの形に作り直してあります。"
)


def correction_book(
    builder: FormBuilder, submission: Submission, findings: Sequence[Finding]
) -> Book:
    """The correction of one submission. ``findings`` are those still open, the gravest first."""
    identity = submission.identity.next_round()
    marks = Marks(_refill(submission), _by_slot(submission, findings))
    sheets = builder.sheets(identity, marks)
    requests = _requests(builder, identity, sheets, findings, _places(submission))
    cover = cover_sheet(builder, identity, sheets, _asked_of_no_field(identity, findings, marks))
    front = (requests, cover, *guide_sheets(builder, identity))
    return builder.book(identity, front, sheets)


def _asked_of_no_field(identity: Identity, findings: Sequence[Finding], marks: Marks) -> Requests:
    placed = {mark.number for found in marks.findings.values() for mark in found}
    others = [f for number, f in enumerate(findings, 1) if number not in placed]
    faults = sum(finding.severity is Severity.ERROR for finding in others)
    title = f"【差し戻し】{identity.division}　第{identity.round}回"
    return Requests(title, faults, len(others) - faults)


def _refill(submission: Submission) -> dict[Key, str]:
    """What the division wrote; words of a list as the list has them, so that it knows them. What
    it emptied stays empty, even where the form would fill in what the plan knows; so does a grade
    that followed from a value, which may be mended now."""
    return {
        key: answer.used if is_listed(answer) else answer.refill
        for key, answer in submission.answers.items()
        if answer.refill or not answer.refused
    }


def is_listed(answer: Answer) -> bool:
    """Whether an answer was understood as words of a list."""
    is_said = bool(answer.used and answer.text.strip()) and not answer.refused
    return is_said and answer.slot.field.type in _LISTED


def _places(submission: Submission) -> dict[tuple[str, str], Key]:
    """Slots by the sheet and cell where the division answered them."""
    return {
        (answer.source.sheet, answer.source.cell): key for key, answer in submission.answers.items()
    }


def _by_slot(
    submission: Submission, findings: Sequence[Finding]
) -> dict[Key, tuple[NumberedFinding, ...]]:
    places = _places(submission)
    marks: dict[Key, tuple[NumberedFinding, ...]] = {}
    for number, finding in enumerate(findings, 1):
        for cell in finding.cells:
            key = places.get((cell.sheet, cell.cell)) if cell.file == submission.file else None
            if key is not None:
                marks[key] = (*marks.get(key, ()), NumberedFinding(number, finding))
    return marks


def _requests(
    builder: FormBuilder,
    identity: Identity,
    sheets: Sequence[FormSheet],
    findings: Sequence[Finding],
    places: Mapping[tuple[str, str], Key],
) -> Sheet:
    targets = {key: (sheet.name, cell) for sheet in sheets for key, cell in sheet.places.items()}
    rows = _RequestRows(builder)
    rows.band(f"{REQUESTS}　{identity.division}　第{identity.round}回", "cover_title")
    errors = sum(f.severity is Severity.ERROR for f in findings)
    placed = [_target(finding, places, targets) for finding in findings]
    rows.band(
        f"要修正 {errors} 件、要確認 {len(findings) - errors} 件があります。"
        f"「場所」を押すと該当の欄が開きます。{'' if all(placed) else _OF_NO_FIELD}"
        "直したら保存して返してください。"
        f"{DOUBTS_MAY_STAY}直さない理由があれば、右端の欄に書いてください。",
        "cover_text",
    )
    if explained := builder.form.texts.get("差し戻し_説明"):
        rows.band(explained, "cover_text")
    top = rows.heads()
    for number, (finding, target) in enumerate(zip(findings, placed, strict=True), 1):
        rows.finding(number, finding, target)
    rows.band(identity.foot_line(REQUESTS), "footer")
    return rows.sheet(top)


def _target(
    finding: Finding,
    places: Mapping[tuple[str, str], Key],
    targets: Mapping[Key, tuple[str, str]],
) -> tuple[str, str] | None:
    if finding.source is None:
        return None
    key = places.get((finding.source.sheet, finding.source.cell))
    return targets.get(key) if key is not None else None


class _RequestRows(PlacedRows):
    """The rows of the list, each with its tag in the hidden column."""

    def __init__(self, builder: FormBuilder):
        super().__init__([width for _, width in _COLUMNS], builder.styles)

    def _tag(self, name: str) -> None:
        """Names the row for the reader, whatever is written into it."""
        self.put(self.columns, f"{REQUEST_TAG}{name}", "base")

    def heads(self) -> int:
        self._tag("見出し")
        self.line([(head, "table_head", 1) for head, _ in _COLUMNS], row_height(2, 10))
        return self.row

    def finding(self, number: int, finding: Finding, target: tuple[str, str] | None) -> None:
        mark = TO_MEND if finding.severity is Severity.ERROR else TO_CONFIRM
        where = "　".join(filter(None, (finding.code, finding.field)))
        place: Value = where or "ブック全体"
        if target is not None:
            place = Link(where, f"internal:{quoted(target[0])}!{target[1]}")
        values: tuple[Value, ...] = (
            number,
            f"{mark}{finding.severity.label}",
            place,
            shorten(finding.message, _LONGEST),
            shorten(finding.remedy, _LONGEST),
            shorten(finding.given, _LONGEST),
            "",
        )
        styles = ("table_number", "table_text", "table_link", *["table_text"] * 3, "input")
        self._tag(f"{number}/{finding.rule}")
        cells = [(value, style, 1) for value, style in zip(values, styles, strict=True)]
        self.line(cells, self._list_height(where, *values[3:6]))

    def _list_height(self, where: str, *texts: Value) -> float:
        lines = max(
            lines_needed(str(text or ""), width, 10)
            for text, width in zip((where, *texts), self.widths[2:6], strict=True)
        )
        return min(TALLEST_ROW, row_height(max(2, lines), 10))

    def sheet(self, top: int) -> Sheet:
        return Sheet(
            REQUESTS,
            tuple(self.cells),
            widths=(*self.widths, 20.0),
            hidden_columns=(self.columns,),
            heights=self.heights,
            print=PrintSetup(
                landscape=True,
                footer="&C&P / &N",
                repeat_rows=(top - 1, top - 1),
                area=Area(0, 0, self.row - 1, self.columns - 1),
            ),
            protection=Protection(),
            freeze=(top, 0),
            tab_color="C00000",
        )
