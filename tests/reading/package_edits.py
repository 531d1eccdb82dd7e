"""Changes to the saved package that openpyxl cannot make: what other programs write."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

Parts = dict[str, bytes]
_INLINE = re.compile(r'<c ([^>]*?)t="inlineStr"([^>]*)><is>(.*?)</is></c>', re.S)


def edited(data: bytes, edits: list[Callable[[Parts], None]]) -> bytes:
    """The package after all edits."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for edit in edits:
        edit(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _sheets(parts: Parts) -> list[str]:
    return sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))


def shared_strings(parts: Parts) -> None:
    """Strings in a table of their own, as Excel writes them; openpyxl leaves them in the cells."""
    items: dict[str, int] = {}

    def share(match: re.Match[str]) -> str:
        number = items.setdefault(match[3], len(items))
        return f'<c {match[1]}t="s"{match[2]}><v>{number}</v></c>'

    for name in _sheets(parts):
        parts[name] = _INLINE.sub(share, parts[name].decode()).encode()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = "".join(f"<si>{item}</si>" for item in items)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{table}</sst>'.encode()
    relation = (
        '<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", relation).encode()


def furigana(parts: Parts) -> None:
    """A reading beside every string, as Excel keeps for typed Japanese."""
    reading = '<rPh sb="0" eb="1"><t>ヨミガナ</t></rPh><phoneticPr fontId="1"/>'
    for name in _sheets(parts):
        parts[name] = parts[name].replace(b"</is>", f"{reading}</is>".encode())


def strict(parts: Parts) -> None:
    """The namespaces of strict OOXML."""
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            text = data.decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            parts[name] = text.encode()


def epoch_1904(parts: Parts) -> None:
    text = parts["xl/workbook.xml"].decode()
    if "<workbookPr" in text:
        text = text.replace("<workbookPr", '<workbookPr date1904="1"', 1)
    else:
        text = text.replace("<sheets>", '<workbookPr date1904="1"/><sheets>', 1)
    parts["xl/workbook.xml"] = text.encode()


def false_dimension(parts: Parts) -> None:
    """A dimension that says A1, as some exporters write."""
    for name in _sheets(parts):
        text = parts[name].decode()
        parts[name] = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text).encode()


def escaped_breaks(parts: Parts) -> None:
    """Line breaks as _x000D_ and a line feed."""
    for name in _sheets(parts):
        text = parts[name].decode()
        parts[name] = re.sub(r"\r?\n(?=[^<>]*</t>)", "_x000D_\n", text).encode()


def cached(value: str) -> Callable[[Parts], None]:
    """The result of the formula =1+1 kept in the file: ``value``."""

    def edit(parts: Parts) -> None:
        for name in _sheets(parts):
            text = parts[name].decode()
            text = re.sub(
                r"<f>1\+1</f><v\s*/?>(?:</v>)?", f"<f>1+1</f><v>{escape(value)}</v>", text
            )
            parts[name] = text.encode()

    return edit


def text_box(sheet: int, said: str) -> Callable[[Parts], None]:
    """A text box on the sheet of that number."""

    def edit(parts: Parts) -> None:
        part = f"xl/worksheets/sheet{sheet}.xml"
        if f"xl/worksheets/_rels/sheet{sheet}.xml.rels" in parts or b"<drawing" in parts[part]:
            raise LookupError(part)
        text = parts[part].decode()
        space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        drawing = f'<drawing xmlns:r="{space}" r:id="rId1"/>'
        parts[part] = text.replace("</worksheet>", f"{drawing}</worksheet>").encode()
        parts[f"xl/worksheets/_rels/sheet{sheet}.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{space}/drawing" Target="../drawings/drawing9.xml"/>'
            "</Relationships>"
        ).encode()
        parts["xl/drawings/drawing9.xml"] = _drawing(said).encode()

    return edit


def _drawing(said: str) -> str:
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    spot = "<xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return (
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}"><xdr:twoCellAnchor>'
        f"<xdr:from>{spot.format(3)}</xdr:from><xdr:to>{spot.format(6)}</xdr:to>"
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="T"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f"<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(said)}</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
