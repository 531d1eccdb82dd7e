"""A copy of somebody's workbook in which only the values of named cells are others.

Every other part and every other byte of the sheets stays as it is: styles, input rules, pictures,
conditional formats, print settings. Added are a hidden sheet with names and values, and where
cells are marked, styles and notes. XML is edited as text, never written anew.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import a1, column_number
from zushi_xl.xlsx_out.package_notes import PackageNote, add_notes
from zushi_xl.xlsx_out.package_xml import (
    Parts,
    add_child,
    add_override,
    add_relation,
    attribute,
    relation_targets,
    tag_prefix,
)
from zushi_xl.xlsx_out.safe_text import escaped, plain_text

_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
_SHEET = regex(rb"<(?:\w+:)?sheet\b(" + _ATTRIBUTES + rb")/?>")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class CellEdit(NamedTuple):
    """What one cell is to hold. ``value`` None leaves its content as it is; ``fill`` (RRGGBB)
    and ``note`` mark it. Rows and columns are 0-based."""

    sheet: str
    row: int
    column: int
    value: str | Decimal | None = None
    fill: str = ""
    note: str = ""


def edited_copy(
    content: bytes, edits: Sequence[CellEdit], hidden: tuple[str, Sequence[Sequence[str]]]
) -> bytes:
    """The workbook with the edits, and a hidden sheet ``hidden`` (its name, its rows of texts).

    Raises:
        KeyError: a sheet that the workbook has not.
    """
    parts = Parts(_read(content))
    places = sheet_parts(parts)
    styles = _MarkStyles(parts)
    for sheet, of_sheet in _by_sheet(edits).items():
        part = places[sheet]
        parts[part] = _with_cells(parts[part], of_sheet, styles)
        add_notes(parts, part, [PackageNote(e.row, e.column, e.note) for e in of_sheet if e.note])
    styles.save()
    _add_hidden_sheet(parts, *hidden)
    return _written(content, parts)


def _read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def _written(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The parts in their old order and with their old times, new ones behind."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        known = {info.filename: info for info in old.infolist()}
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, known[name].date_time if name in known else _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()


def _by_sheet(edits: Iterable[CellEdit]) -> dict[str, list[CellEdit]]:
    found: dict[str, list[CellEdit]] = {}
    for edit in edits:
        found.setdefault(edit.sheet, []).append(edit)
    return found


def sheet_parts(parts: Parts) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    main = main_part(parts)
    targets = relation_targets(parts, main)
    found = {}
    for match in _SHEET.finditer(parts[main]):
        name, key = attribute(match[1], "name"), attribute(match[1], r"\w+:id")
        if key in targets and targets[key] in parts:
            found[name] = targets[key]
    return found


def main_part(parts: Parts) -> str:
    """The part of the workbook itself.

    Raises:
        KeyError: the package names none.
    """
    for kind, target in relation_targets(parts, "", with_kind=True).values():
        if kind.endswith("/officeDocument"):
            return target
    raise KeyError("officeDocument")


# ------------------------------------------------------------------ cells


def _with_cells(sheet: bytes, edits: Sequence[CellEdit], styles: _MarkStyles) -> bytes:
    prefix = tag_prefix(sheet, b"worksheet")
    data = re.search(
        rb"<" + prefix + rb"sheetData\s*(?:/>|>(.*?)</" + prefix + rb"sheetData\s*>)",
        sheet,
        re.DOTALL,
    )
    if data is None:
        raise KeyError("sheetData")
    by_row: dict[int, dict[int, CellEdit]] = {}
    for edit in edits:
        by_row.setdefault(edit.row, {})[edit.column] = edit
    body = b"".join(_rows(data[1] or b"", by_row, prefix, styles))
    inner = b"<%ssheetData>%s</%ssheetData>" % (prefix, body, prefix)
    return sheet[: data.start()] + inner + sheet[data.end() :]


def _elements(text: bytes, tag: bytes) -> Iterable[re.Match[bytes]]:
    pattern = rb"<%s\b(%s)(?:/>|>(.*?)</%s\s*>)" % (tag, _ATTRIBUTES, tag)
    return re.finditer(pattern, text, re.DOTALL)


def _rows(
    text: bytes, edits: dict[int, dict[int, CellEdit]], prefix: bytes, styles: _MarkStyles
) -> Iterable[bytes]:
    """The rows of a sheet with the edits put in; rows that are not there are added in order."""
    waiting = dict(sorted(edits.items()))
    number, end = -1, 0
    for match in _elements(text, prefix + b"row"):
        yield text[end : match.start()]
        end = match.end()
        stated = attribute(match[1], "r")
        number = int(stated) - 1 if stated else number + 1
        for row in [row for row in waiting if row < number]:
            yield _new_row(row, waiting.pop(row), prefix, styles)
        of_row = waiting.pop(number, None)
        if of_row is None:
            yield match[0]
        else:
            cells = b"".join(_cells(match[2] or b"", of_row, prefix, styles))
            yield b"<%srow%s>%s</%srow>" % (prefix, match[1].rstrip(), cells, prefix)
    yield text[end:]
    for row, of_row in waiting.items():
        yield _new_row(row, of_row, prefix, styles)


def _new_row(row: int, edits: dict[int, CellEdit], prefix: bytes, styles: _MarkStyles) -> bytes:
    cells = b"".join(_cells(b"", edits, prefix, styles))
    return b'<%srow r="%d">%s</%srow>' % (prefix, row + 1, cells, prefix)


def _cells(
    text: bytes, edits: dict[int, CellEdit], prefix: bytes, styles: _MarkStyles
) -> Iterable[bytes]:
    waiting = dict(sorted(edits.items()))
    column, end = -1, 0
    for match in _elements(text, prefix + b"c"):
        yield text[end : match.start()]
        end = match.end()
        stated = attribute(match[1], "r")
        column = column_number(stated.rstrip("0123456789").upper()) if stated else column + 1
        for new in [new for new in waiting if new < column]:
            yield _cell(b"", b"", waiting.pop(new), prefix, styles)
        edit = waiting.pop(column, None)
        yield match[0] if edit is None else _cell(match[1], match[2] or b"", edit, prefix, styles)
    yield text[end:]
    for edit in waiting.values():
        yield _cell(b"", b"", edit, prefix, styles)


def _cell(
    attributes: bytes, content: bytes, edit: CellEdit, prefix: bytes, styles: _MarkStyles
) -> bytes:
    style = attribute(attributes, "s")
    if edit.fill:
        style = styles.marked(int(style or 0), edit.fill)
    kind = attribute(attributes, "t")
    if edit.value is not None:
        kind, content = _content(edit.value, prefix)
    given = f' r="{a1(edit.row, edit.column)}"'
    given += f' s="{style}"' if style else ""
    given += f' t="{kind}"' if kind else ""
    if not content:
        return b"<%sc%s/>" % (prefix, given.encode())
    return b"<%sc%s>%s</%sc>" % (prefix, given.encode(), content, prefix)


def _content(value: str | Decimal, prefix: bytes) -> tuple[str, bytes]:
    if isinstance(value, Decimal):
        return "", b"<%sv>%s</%sv>" % (prefix, f"{value:f}".encode(), prefix)
    if not value:
        return "", b""
    text = escaped(plain_text(value)).encode()
    return "inlineStr", b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (
        prefix, prefix, text, prefix, prefix,
    )  # fmt: skip


# ------------------------------------------------------------------ marks


class _MarkStyles:
    """Cell formats like those of the form, with another fill. They are added behind the others."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._made: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}
        targets = relation_targets(parts, main_part(parts), with_kind=True)
        self._name = next((t for k, t in targets.values() if k.endswith("/styles")), "")
        self._text = parts.get(self._name, b"")

    def marked(self, style: int, fill: str) -> str:
        """The number of a cell format like ``style`` with the fill."""
        if not self._text:
            return str(style)
        key = (style, fill)
        if key not in self._made:
            self._made[key] = self._add_format(style, self._fill(fill))
        return str(self._made[key])

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            prefix = tag_prefix(self._text, b"styleSheet")
            fill = b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="FF%s"/>' % (
                prefix, prefix, prefix, colour.encode(),
            )  # fmt: skip
            fill += b"</%spatternFill></%sfill>" % (prefix, prefix)
            self._text, self._fills[colour] = _appended(self._text, prefix + b"fills", fill)
        return self._fills[colour]

    def _add_format(self, style: int, fill: int) -> int:
        prefix = tag_prefix(self._text, b"styleSheet")
        listed = _listed(self._text, prefix + b"cellXfs")
        formats = list(_elements(listed[2] or b"", prefix + b"xf"))
        match = formats[min(style, len(formats) - 1)]
        attributes = re.sub(rb"""\s(?:fillId|applyFill)=(?:"[^"]*"|'[^']*')""", b"", match[1])
        attributes += b' fillId="%d" applyFill="1"' % fill
        content = match[2]
        made = b"<%sxf%s" % (prefix, attributes)
        made += b"/>" if content is None else b">%s</%sxf>" % (content, prefix)
        self._text, number = _appended(self._text, prefix + b"cellXfs", made)
        return number

    def save(self) -> None:
        if self._made:
            self._parts[self._name] = self._text


def _listed(text: bytes, tag: bytes) -> re.Match[bytes]:
    match = next(iter(_elements(text, tag)), None)
    if match is None:
        raise KeyError(tag.decode())
    return match


def _appended(text: bytes, tag: bytes, item: bytes) -> tuple[bytes, int]:
    """The text with one more item in a counted list, and the item's number."""
    match = _listed(text, tag)
    child = re.match(rb"<([\w:]+)", item)
    count = len(list(_elements(match[2] or b"", child[1]))) if child else 0
    attributes = re.sub(rb"""\scount=(?:"[^"]*"|'[^']*')""", b"", match[1]).rstrip()
    whole = b'<%s count="%d"%s>%s%s</%s>' % (
        tag, count + 1, attributes, match[2] or b"", item, tag,
    )  # fmt: skip
    return text[: match.start()] + whole + text[match.end() :], count


# ------------------------------------------------------------------ the hidden sheet


def _add_hidden_sheet(parts: Parts, name: str, rows: Sequence[Sequence[str]]) -> None:
    main = main_part(parts)
    folder = main.rpartition("/")[0]
    part = f"{folder}/worksheets/identity.xml".lstrip("/")
    number = 2
    while part in parts:
        part, number = f"{folder}/worksheets/identity{number}.xml".lstrip("/"), number + 1
    parts[part] = _sheet_of(rows)
    key = add_relation(parts, main, f"{_OFFICE}/worksheet", part)
    add_override(parts, part, _SHEET_TYPE)
    prefix = tag_prefix(parts[main], b"workbook")
    sheets = _listed(parts[main], prefix + b"sheets")
    numbers = [int(n) for n in re.findall(rb"""sheetId=["'](\d+)["']""", sheets[2] or b"")]
    names = {attribute(match[1], "name").casefold() for match in _SHEET.finditer(parts[main])}
    given = name
    while given.casefold() in names:
        given += "_"
    item = f'sheet name="{escaped(given)}" sheetId="{max(numbers, default=0) + 1}" state="hidden"'
    entry = b'<%s%s xmlns:zx="%s" zx:id="%s"/>' % (
        prefix, item.encode(), _OFFICE.encode(), key.encode(),
    )  # fmt: skip
    parts[main] = add_child(parts[main], prefix + b"sheets", entry)


def _sheet_of(rows: Sequence[Sequence[str]]) -> bytes:
    cells = (
        "".join(_text_cell(number, column, text) for column, text in enumerate(texts))
        for number, texts in enumerate(rows, 1)
    )
    lines = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(cells, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    ).encode()


def _text_cell(row: int, column: int, text: str) -> str:
    place = a1(row - 1, column)
    safe = escaped(plain_text(text))
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'
