"""Builders of hostile files, one for each class that is known to hurt readers of workbooks.

Each takes a path and writes the file there; large payloads are streamed into the package.
"""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from .parts_of import (
    A1,
    BOOK,
    HEAD,
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    minimal,
    rels,
    row,
    sheet,
    strings,
    styles,
    write,
)

Build = Callable[[Path], object]
MIB = 1024 * 1024
GIB = 1024 * MIB
CELL = '<c r="A1" t="inlineStr"><is><t>記入</t></is></c>'


def stream(path: Path, name: str, chunks: Iterable[bytes], **parts: str) -> None:
    """A minimal book in which one part is made of ``chunks``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, data in (minimal(A1) | parts).items():
            if other != name:
                package.writestr(other, data)
        with package.open(name, "w", force_zip64=True) as part:
            for chunk in chunks:
                part.write(chunk)


def around(before: str, payload: bytes, times: int, after: str) -> Iterable[bytes]:
    yield before.encode()
    for _ in range(times):
        yield payload
    yield after.encode()


# -- too much comes out


def blanks_in_sheet(path: Path) -> None:
    head, tail = sheet(A1 + "@").split("@")
    stream(path, SHEET, around(head, b" " * MIB, 1024, tail))


def one_long_shared_string(path: Path) -> None:
    head, tail = strings("<t>@</t>").split("@")
    text = row('<c r="A1" t="s"><v>0</v></c>')
    stream(path, STRINGS, around(head, b"A" * MIB, 512, tail), **{SHEET: sheet(text)})


def ten_megabytes_in_a_cell(path: Path) -> None:
    head, tail = sheet(row('<c r="A1" t="inlineStr"><is><t>@</t></is></c>')).split("@")
    rng = random.Random(1)
    stream(path, SHEET, around(head, rng.randbytes(5 * 1024).hex().encode(), 1024, tail))


def many_entries(path: Path) -> None:
    write(path, minimal(A1) | {f"xl/media/{number}.bin": b"" for number in range(20_000)})


def nested_archives(path: Path) -> None:
    inner = b"\0" * (10 * MIB)
    for level in range(4):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(10):
                package.writestr(f"{level}-{number}.zip", inner)
        inner = path.read_bytes()
    write(path, minimal(A1) | {"xl/embeddings/inner.zip": inner})


def overlapping_entries(path: Path) -> None:
    """Many entries of the central directory point to the same bytes."""
    head, tail = sheet(A1 + "@").split("@")
    stream(path, SHEET, around(head, b" " * MIB, 8, tail))
    data = path.read_bytes()
    end = data.rindex(b"PK\5\6")
    start = struct.unpack_from("<L", data, end + 16)[0]
    entry_at = data.rindex(b"PK\1\2", start, end)
    entry, name_length = data[entry_at:end], struct.unpack_from("<H", data, entry_at + 28)[0]
    copies = b"".join(
        entry[:46] + f"xl/w{number:0{name_length - 4}}".encode() + entry[46 + name_length :]
        for number in range(500)
    )
    count = struct.unpack_from("<H", data, end + 10)[0] + 500
    sizes = struct.pack("<HHLL", count, count, end - start + len(copies), start)
    path.write_bytes(data[:end] + copies + data[end : end + 8] + sizes + data[end + 20 :])


# -- too many things


def million_styled_cells(path: Path) -> None:
    letters = [chr(65 + a) + chr(65 + b) for a in range(20) for b in range(26)]
    one = "".join(f'<c r="{name}1" s="0"/>' for name in letters).encode()
    head, tail = sheet(A1 + "@").split("@")
    rows = (f'<row r="{number}">'.encode() + one + b"</row>" for number in range(2, 18_000))
    stream(path, SHEET, (head.encode(), *rows, tail.encode()))


def million_filled_cells(path: Path) -> None:
    head, tail = sheet(A1 + "@").split("@")
    one = "".join(f'<c r="{chr(65 + n)}%d"><v>1</v></c>' for n in range(26))
    rows = (
        f'<row r="{number}">{one.replace("%d", str(number))}</row>'.encode()
        for number in range(2, 40_000)
    )
    stream(path, SHEET, (head.encode(), *rows, tail.encode()))


def million_references_to_a_long_string(path: Path) -> None:
    text = strings(f"<t>{'長' * 32_767}</t>")
    head, tail = sheet("@").split("@")
    cells = '<c t="s"><v>0</v></c>' * 100
    rows = (f'<row r="{number}">{cells}</row>'.encode() for number in range(1, 10_001))
    stream(path, SHEET, (head.encode(), *rows, tail.encode()), **{STRINGS: text})


def millions_of_shared_strings(path: Path) -> None:
    head, tail = strings("@").replace("<si>@</si>", "@").split("@")
    stream(path, STRINGS, around(head, b"<si/>" * 10_000, 500, tail))


def million_styles(path: Path) -> None:
    head, tail = styles(xfs="@").split("@")
    stream(path, STYLES, around(head, b'<xf numFmtId="9"/>' * 10_000, 100, tail))


def many_merges(path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_001))
    write(path, minimal(A1, **{SHEET: sheet(A1, after=f"<mergeCells>{merges}</mergeCells>")}))


def many_sheets(path: Path) -> None:
    names = [f"s{number}" for number in range(3_000)]
    targets = [("worksheet", f"worksheets/{name}.xml") for name in names]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    book = minimal(A1)[BOOK].replace('<sheet name="様式" sheetId="1" r:id="rId1"/>', listed)  # type: ignore[arg-type,union-attr]
    parts = {f"xl/worksheets/{name}.xml": sheet(A1) for name in names}
    write(path, minimal(A1, **{BOOK: book, "xl/_rels/workbook.xml.rels": rels(*targets)}) | parts)


def deep_nesting(path: Path) -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    write(path, minimal(A1, **{SHEET: sheet(A1 + deep)}))


# -- lies about places and counts


def far_corner(path: Path) -> None:
    corner = row('<c r="XFD1048576"><v>1</v></c>', 1_048_576)
    write(path, minimal(A1 + corner))


def row_beyond_the_grid(path: Path) -> None:
    write(path, minimal(A1 + row('<c r="A99999999999"><v>1</v></c>', 99_999_999_999)))


def column_beyond_the_grid(path: Path) -> None:
    write(path, minimal(row('<c r="ZZZ1"><v>1</v></c>')))


def dimension_lies(path: Path) -> None:
    text = sheet(A1, before='<dimension ref="A1:XFD1048576"/>')
    write(path, minimal(A1, **{SHEET: text}))


def string_count_lies(path: Path) -> None:
    text = row('<c r="A1" t="s"><v>0</v></c>')
    write(path, minimal(text, **{STRINGS: strings("<t>記入</t>", count=4_294_967_295)}))


def merge_of_everything(path: Path) -> None:
    text = sheet(A1, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    write(path, minimal(A1, **{SHEET: text}))


def hidden_columns_lie(path: Path) -> None:
    cols = '<cols><col min="1" max="4294967295" hidden="1"/></cols>'
    write(path, minimal(A1, **{SHEET: sheet(A1, before=cols)}))


# -- entities


def _nested_entities() -> str:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 11))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>'


def _with_doctype(part: str, doctype: str, old: str, new: str) -> Build:
    def build(path: Path) -> None:
        text = str(minimal(A1)[part])
        write(path, minimal(A1, **{part: text.replace(HEAD, HEAD + doctype).replace(old, new)}))

    return build


def _utf16_doctype(path: Path) -> None:
    text = sheet(A1).replace(HEAD, _nested_entities()).replace("記入", "&e10;")
    write(path, minimal(A1, **{SHEET: text.encode("utf-16")}))


def _long_entity() -> str:
    return f'<!DOCTYPE x [<!ENTITY e10 "{"a" * 100_000}">]>'


def external_entity(path: Path) -> None:
    canary = path.with_suffix(".canary")
    canary.write_text("秘密", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY e10 SYSTEM "{canary.as_uri()}">]>'
    _with_doctype(SHEET, doctype, "記入", "&e10;")(path)


# -- damage


def good(path: Path) -> None:
    """A book with some weight, to be damaged."""
    rng = random.Random(7)
    cells = "".join(row(f'<c r="A{n}"><v>{rng.random()}</v></c>', n) for n in range(1, 2_000))
    write(path, minimal(cells))


def _truncated(percent: int) -> Build:
    def build(path: Path) -> None:
        good(path)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) * percent // 100])

    return build


def _flipped(part: str) -> Build:
    """One byte in the middle of the stored part changed."""

    def build(path: Path) -> None:
        good(path)
        with zipfile.ZipFile(path) as package:
            info = package.getinfo(part)
        data = bytearray(path.read_bytes())
        at = info.header_offset + 30 + len(part) + info.compress_size // 2
        data[at] ^= 0x55
        path.write_bytes(data)

    return build


def no_central_directory(path: Path) -> None:
    good(path)
    data = path.read_bytes()
    start = data.index(b"PK\1\2")
    end = data.rindex(b"PK\5\6")
    path.write_bytes(data[:start] + b"\0" * (end - start) + data[end:])


def twice_the_same_part(path: Path) -> None:
    _append(path, SHEET)


def same_part_in_other_case(path: Path) -> None:
    _append(path, SHEET.replace("sheet1", "SHEET1"))


def _append(path: Path, name: str) -> None:
    import warnings

    good(path)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(name, sheet(row('<c r="A1"><v>2</v></c>')))


def backslash_names(path: Path) -> None:
    """As some old programs write them: harmless."""
    parts = minimal(A1)
    write(path, {name.replace("/", "\\"): data for name, data in parts.items()})


def climbing_name(path: Path) -> None:
    write(path, minimal(A1) | {"../../climbed.txt": "x"})


def _without(part: str) -> Build:
    def build(path: Path) -> None:
        parts = minimal(A1)
        del parts[part]
        write(path, parts)

    return build


def control_characters(path: Path) -> None:
    write(path, minimal(A1, **{SHEET: sheet(A1.replace("記入", "記\x01入"))}))


def unclosed_tag(path: Path) -> None:
    write(path, minimal(A1, **{SHEET: sheet(A1).replace("</sheetData>", "")}))


def utf16_parts(path: Path) -> None:
    """Allowed by the standard: harmless."""
    parts = minimal(A1)
    text = sheet(A1).replace("UTF-8", "UTF-16").encode("utf-16")
    write(path, parts | {SHEET: text})


def no_sheets(path: Path) -> None:
    book = f'{HEAD}<workbook xmlns="{MAIN}"><sheets/></workbook>'
    write(path, minimal(A1, **{BOOK: book}))


def no_cells(path: Path) -> None:
    write(path, minimal(row('<c r="A1" s="0"/>')))


# -- the wrong kind of file


def _bytes(data: bytes) -> Build:
    return lambda path: path.write_bytes(data)


def _zip_of(**parts: str) -> Build:
    return lambda path: write(path, dict(parts))


def ole(entries: Iterable[str], fat: Iterable[int] = (), sectors: int = 1, size: int = 0) -> bytes:
    """An OLE file: header, one sector of FAT, one of directory, one of data."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9L", header, 40, 0, sectors, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = [*fat, *[0xFFFFFFFF] * 128][:128]
    names = list(entries)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H2B3L", 2 * len(name) + 2, *_links(number, len(names)))
        + b"\0" * 36
        + struct.pack("<LQ", 2, size or 1 << 20)
        for number, name in enumerate(names)
    ).ljust(512, b"\0")
    return bytes(header) + struct.pack("<128L", *table) + directory + b"\x09\x08" * 256


def _links(number: int, count: int) -> tuple[int, int, int, int, int]:
    """Type, colour, left, right and child of an entry: the root holds a chain of all others."""
    none, following = 0xFFFFFFFF, number + 1 if number + 1 < count else 0xFFFFFFFF
    return (2, 1, none, following, none) if number else (5, 1, none, none, following)


_XLS = ("Root Entry", "Workbook")
_LOOP = (0xFFFFFFFD, 0xFFFFFFFE, 2)  # FAT, directory, and a stream that points to itself


def ole_endless_lists(path: Path) -> None:
    """The list of the table of sectors goes on in itself."""
    data = bytearray(ole(_XLS, _LOOP))
    number = len(data) // 512 - 1
    struct.pack_into("<2L", data, 68, number, 1)
    path.write_bytes(bytes(data) + struct.pack("<128L", *[0xFFFFFFFF] * 127, number))


HARMLESS: dict[str, Build] = {
    "far_corner": far_corner,
    "dimension_lies": dimension_lies,
    "string_count_lies": string_count_lies,
    "merge_of_everything": merge_of_everything,
    "hidden_columns_lie": hidden_columns_lie,
    "backslash_names": backslash_names,
    "utf16_parts": utf16_parts,
    "nested_archives": nested_archives,
    "without_styles": _without(STYLES),
}

# Each with the kind of fault that its sender is told.
HOSTILE: dict[str, tuple[str, Build]] = {
    "blanks_in_sheet": ("bomb", blanks_in_sheet),
    "one_long_shared_string": ("bomb", one_long_shared_string),
    "ten_megabytes_in_a_cell": ("text_too_long", ten_megabytes_in_a_cell),
    "many_entries": ("bomb", many_entries),
    "overlapping_entries": ("bomb", overlapping_entries),
    "million_styled_cells": ("bomb", million_styled_cells),
    "million_filled_cells": ("too_many", million_filled_cells),
    "million_references": ("too_many", million_references_to_a_long_string),
    "millions_of_shared_strings": ("too_many", millions_of_shared_strings),
    "million_styles": ("too_many", million_styles),
    "many_merges": ("too_many", many_merges),
    "many_sheets": ("too_many", many_sheets),
    "row_beyond_the_grid": ("out_of_grid", row_beyond_the_grid),
    "column_beyond_the_grid": ("out_of_grid", column_beyond_the_grid),
    "external_entity": ("entities", external_entity),
    "utf16_doctype": ("entities", _utf16_doctype),
    "no_central_directory": ("damaged", no_central_directory),
    "twice_the_same_part": ("unsafe_package", twice_the_same_part),
    "same_part_in_other_case": ("unsafe_package", same_part_in_other_case),
    "climbing_name": ("unsafe_package", climbing_name),
    "control_characters": ("damaged", control_characters),
    "unclosed_tag": ("damaged", unclosed_tag),
    "deep_nesting": ("damaged", deep_nesting),
    "no_sheets": ("empty", no_sheets),
    "no_cells": ("empty", no_cells),
    "no_bytes": ("empty_file", _bytes(b"")),
    "html": ("not_a_workbook", _bytes("<!DOCTYPE html><html>404 お探しのページ".encode())),
    "csv_in_shift_jis": ("not_a_workbook", _bytes("課名,実績額\r\n企画課,1".encode("cp932"))),
    "pdf": ("other_document", _bytes(b"%PDF-1.7\n" + b"x" * 2000)),
    "word": ("other_document", _zip_of(**{"[Content_Types].xml": "", "word/document.xml": ""})),
    "plain_zip": ("archive", _zip_of(**{"a.txt": "x"})),
    "rar": ("archive", _bytes(b"Rar!\x1a\x07" + b"x" * 2000)),
    "numbers": ("to_export", _zip_of(**{"Index/Document.iwa": "", "a": ""})),
    "noise": ("not_a_workbook", _bytes(random.Random(3).randbytes(3000))),
    "encrypted": ("encrypted", _bytes(ole(("Root Entry", "EncryptionInfo", "EncryptedPackage")))),
    "ole_endless_lists": ("damaged", ole_endless_lists),
    "ole_stub_68": ("damaged", _bytes(ole(_XLS)[:68])),
    "ole_stub_512": ("damaged", _bytes(ole(_XLS)[:512])),
    "ole_loop": ("damaged", _bytes(ole(_XLS, _LOOP))),
    "ole_many_sectors": ("damaged", _bytes(ole(_XLS, _LOOP, sectors=1 << 31))),
    "ole_truncated_stream": ("damaged", _bytes(ole(_XLS, (0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE)))),
}
for _part in (STRINGS, SHEET, BOOK, STYLES):
    _old, _new = ("文言", "&e10;") if _part == STRINGS else ("記入", "&e10;")
    for _name, _doctype in (("nested", _nested_entities()), ("long", _long_entity())):
        _key = f"{_name}_entities_in_{Path(_part).stem}"
        HOSTILE[_key] = ("entities", _with_doctype(_part, _doctype, _old, _new))
for _percent in (25, 50, 75, 99):
    HOSTILE[f"truncated_{_percent}"] = ("damaged", _truncated(_percent))
for _part in (SHEET, BOOK, STRINGS, STYLES):
    HOSTILE[f"flipped_{Path(_part).stem}"] = ("damaged", _flipped(_part))
for _part in (SHEET, BOOK, "xl/_rels/workbook.xml.rels"):
    HOSTILE[f"without_{Path(_part).stem}"] = ("damaged", _without(_part))
