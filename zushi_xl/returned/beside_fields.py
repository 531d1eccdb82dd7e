"""What a book brings along beside the fields: comments, texts in no cell, replies, more sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.findings.finding import Finding
from zushi_xl.form.frame import COVER_COLUMNS, REPLY_HEAD, REQUEST_TAG
from zushi_xl.form.identity import foot_lines, is_identity_sheet
from zushi_xl.returned.quoting import joined, quote, shown
from zushi_xl.returned.rules import COMMENT, DRAWN, EXTRA_SHEET, REMARK, REPLY, STRAY_TEXT, TEXT_BOX
from zushi_xl.returned.written_beside import OwnWriting, remark_finding, written_beside
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Cell, Source, Workbook, Worksheet

_NOTE_HEAD = regex(r"(?:No\.\d++ )?(?:要修正|要確認|お知らせ)：")
_NOTE_REMEDY = "\n→ "
_LINK = regex(r"\A#'.+'!\$?[A-Z]+\$?\d+")
_MANY = 20  # comments of one sheet that are still listed one by one
_MOST_REPLIES = 200
_LONGEST = 20_000  # letters that one finding quotes
# So many of a book are still listed one by one; what the rest are called, and how it is counted.
_LISTED: Mapping[str, tuple[int, str]] = {
    EXTRA_SHEET.id: (3, "様式にないシートがほかに{}枚あります。読んでいません。"),
    COMMENT.id: (60, "セルのコメントがほかに{}か所あります。"),
    DRAWN.id: (3, "様式にない図形がほかに{}個あります。答えとしては読めません。"),
    TEXT_BOX.id: (20, "図形やヘッダー・フッターなどの文字がほかに{}か所あります。"),
    REMARK.id: (20, "同じようなことがほかに{}か所あります。"),
}


def belongings(
    book: Workbook, division: str, own: OwnWriting, choices: Collection[str]
) -> Iterator[Finding]:
    """Findings about all that is not a field. ``division``: whose book; ``choices``: the folded
    texts of the hidden lists behind the drop-downs. What is too many to be read one by one is told
    in one."""
    found: dict[str, list[Finding]] = {}
    for finding in _belongings(book, division, own, choices):
        found.setdefault(finding.rule, []).append(finding)
    for rule, findings in found.items():
        most, rest = _LISTED.get(rule, (len(findings), ""))
        yield from findings[:most]
        if more := findings[most:]:
            yield _in_one(more, rest)


def _in_one(findings: Sequence[Finding], message: str) -> Finding:
    told = (
        f"{f.source.sheet} {f.source.cell}".strip() + f"「{f.given}」" for f in findings if f.source
    )
    counted = message.format(f"{len(findings):,}")
    return replace(findings[0], message=counted, given=joined(told))


def _belongings(
    book: Workbook, division: str, own: OwnWriting, choices: Collection[str]
) -> Iterator[Finding]:
    extra = set()
    for sheet in book.sheets:
        yield from _comments(book.file, sheet, division)
        if sheet.name in own.sheets:
            continue
        for finding in _other_sheet(book.file, sheet, division, choices):
            if finding.rule == EXTRA_SHEET.id:
                extra.add(sheet.name)
            yield finding
    for remark in written_beside(book, own):
        if remark.kind != "sheet_name" or remark.sheet not in extra:
            yield remark_finding(book.file, remark, division)


def _comments(file: str, sheet: Worksheet, division: str) -> Iterator[Finding]:
    cells = [cell for _, cell in sorted(sheet.cells.items()) if cell.comment]
    said = [(cell, text) for cell in cells if (text := _foreign(cell.comment or ""))]
    for cell, text in said[:_MANY]:
        yield COMMENT.at(
            Source(file, sheet.name, cell.address),
            "セルにコメントがあります。記入欄の値にはしていません。",
            "報告に含める内容なら、記入欄に書いてください。",
            division=division,
            given=shorten(text, _LONGEST),
        )
    if len(said) > _MANY:
        yield COMMENT.at(
            Source(file, sheet.name, said[_MANY][0].address),
            f"セルのコメントがほかに{len(said) - _MANY}個あります。",
            "報告に含める内容なら、記入欄に書いてください。",
            division=division,
            given=joined(f"{cell.address}「{text}」" for cell, text in said[_MANY:]),
        )


def _foreign(comment: str) -> str:
    """What others wrote into a comment: the notes of a correction are our own."""
    return "".join(_between_notes(comment.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def _between_notes(comment: str) -> Iterator[str]:
    """What stands outside the notes: each goes from its head to the end of its remedy's line."""
    place = 0
    while head := _NOTE_HEAD.search(comment, place):
        remedy = comment.find(_NOTE_REMEDY, head.end())
        if remedy == -1:
            break
        yield comment[place : head.start()]
        line_end = comment.find("\n", remedy + 1)
        place = len(comment) if line_end == -1 else line_end
    yield comment[place:]


def _other_sheet(
    file: str, sheet: Worksheet, division: str, choices: Collection[str]
) -> Iterator[Finding]:
    """A sheet without fields: replies, writing on the cover, or a sheet that is not ours."""
    cells = [cell for _, cell in sorted(sheet.cells.items()) if _is_written(cell)]
    if not cells or is_identity_sheet(sheet) or _is_list(sheet, cells, choices):
        return
    head = next((cell for cell in cells if fold(cell.text) == fold(REPLY_HEAD)), None)
    if head is not None:
        yield from _replies(file, sheet, head, division)
    foot = max((cell.row for cell in cells if _is_foot(sheet, cell)), default=None)
    if foot is not None:
        first = max(cell.column for cell in cells if cell.row == foot)
        right = head.column if head else first + COVER_COLUMNS - 1
        strays = [cell for cell in cells if cell.row > foot or cell.column > right]
        yield from _strays(file, sheet, strays, division)
    elif head is None:
        yield EXTRA_SHEET.at(
            Source(file, sheet.name),
            f"様式にないシート「{sheet.name}」があります（記入のあるセル {len(cells)}個）。"
            "読んでいません。",
            "報告に含める内容なら、様式の記入欄に書いてください。",
            division=division,
            given=quote(cells),
        )


def _is_written(cell: Cell) -> bool:
    return bool(cell.text.strip()) and not cell.text.startswith(REQUEST_TAG)


def _is_list(sheet: Worksheet, cells: Iterable[Cell], choices: Collection[str]) -> bool:
    """Whether a hidden sheet holds lists of the form itself, of this or another version:
    the choices behind the drop-downs, the links of the cover."""
    known = [
        cell.formula is not None or _LINK.fullmatch(cell.text) or fold(cell.text) in choices
        for cell in cells
    ]
    return not sheet.visible and sum(map(bool, known)) * 2 > len(known)


def _is_foot(sheet: Worksheet, cell: Cell) -> bool:
    alone = Worksheet(sheet.name, {(cell.row, cell.column): cell})
    return any(True for _ in foot_lines(alone))


def _replies(file: str, sheet: Worksheet, head: Cell, division: str) -> Iterator[Finding]:
    """What the division answered to a correction, line by line."""
    written = [
        cell
        for (row, column), cell in sorted(sheet.cells.items())
        if column == head.column and row > head.row and cell.text.strip()
    ]
    for cell in written[:_MOST_REPLIES]:
        asked = shorten(sheet.text(cell.row, head.column - 3), 80)
        yield REPLY.at(
            Source(file, sheet.name, cell.address),
            f"差し戻しへの回答があります：「{asked}」に対して。",
            "回答を読み、認めるときは計画マスタの「了承」に理由とともに加えてください。",
            division=division,
            given=shorten(cell.text, _LONGEST),
        )
    if more := written[_MOST_REPLIES:]:
        yield REPLY.at(
            Source(file, sheet.name, more[0].address),
            f"差し戻しへの回答の列に、ほかに{len(more):,}行の書き込みがあります。",
            "回答か確かめてください。",
            division=division,
            given=quote(more),
        )


def _strays(file: str, sheet: Worksheet, cells: Sequence[Cell], division: str) -> Iterator[Finding]:
    """Writing on a sheet without fields: each cell, or all in one where they are many."""
    if len(cells) <= _MANY:
        groups = [[cell] for cell in cells]
        message = "記入欄でないセルに書き込みがあります。"
    else:
        groups = [[*cells]]
        message = f"記入欄でない{len(cells):,}個のセルに書き込みがあります。"
    for group in groups:
        yield STRAY_TEXT.at(
            Source(file, sheet.name, group[0].address),
            message,
            "報告に含める内容なら記入欄に移し、不要なら消してください。",
            division=division,
            given=shown(group[0]) if len(group) == 1 else quote(group),
        )
