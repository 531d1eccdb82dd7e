"""What a workbook holds beside its cells: macros, links, pasted objects, text boxes.

Told is what a person can have written: texts of shapes, charts and equations, alternative texts,
comments on tables and names. Names of shapes, of tables and of slicers are given by programs, and
custom XML is written by them only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import a1

from . import limits
from .package import Package, Relation
from .part_xml import children, descendants, find, local, parse
from .plain import PlainCell, PlainRemark
from .strings import unescape
from .unreadable import Refused

_DDE = regex(r"""\A=.*?(?<![\w.])([A-Za-z][\w.]*+)\|['"\w]""")
_TAG = regex(r"<[^<>]*>")
_BREAK = regex(r"<(?:br|/div)\b[^<>]*>", re.IGNORECASE)
_DRAWN = ("chart", "chartEx", "diagramData", "chartUserShapes")  # what else shows words
_TORN = ("damaged", "entities", "too_many")  # anything worse refuses the book
_AUTOMATIC = regex(
    r"(?:自動的に生成された説明|description automatically generated"
    r"|\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg))$",
    re.IGNORECASE,
)  # ends an alternative text that nobody wrote
CHECKED = "チェックボックスかオプションボタンに印が付いています。どれかは読めません"
SHAPE = "図形（丸や線など）が描かれています"
PICTURE = "画像が貼られています。画像の中の文字は読めません"
_LONGEST_FORMULA = 8_192  # as Excel has it
MACRO = "マクロ（VBA）が含まれています。実行せず、セルだけを読みました"
OLE_OBJECT = "貼り付けられたファイル（OLE オブジェクト）があります。中身は読みません"
DDE = "ほかのプログラムを呼び出す DDE リンクがあります（実行しません）: "
OTHER_BOOK = "ほかのブックへのリンクがあります（開きません）: "
_EMBEDDED = {
    "oleObject": OLE_OBJECT,
    "package": "貼り付けられたファイルがあります。中身は読みません",
    "control": "ActiveX コントロールがあります。中身は読みません",
}


def cap_remarks(remarks: list[PlainRemark]) -> list[PlainRemark]:
    """No more remarks than a person could read; the rest is counted."""
    more = len(remarks) - limits.REMARKS
    if more <= 0:
        return remarks
    return [*remarks[: limits.REMARKS], ("more", f"ほかに{more:,}件あります", "", "")]


def book_remarks(package: Package, relations: dict[str, Relation]) -> Iterator[PlainRemark]:
    """Facts about the whole file."""
    kinds = {relation.kind for relation in relations.values()}
    if "vbaProject" in kinds or any(name.endswith("vbaproject.bin") for name in package):
        yield "macro", MACRO, "", ""
    if "connections" in kinds:
        yield (
            "connection",
            "外部データへの接続があります。接続せず、保存された値を読みました",
            "",
            "",
        )
    for relation in relations.values():
        if relation.kind == "externalLink" and relation.target in package:
            yield _external(package, relation.target)


def _external(package: Package, part: str) -> PlainRemark:
    root = parse(package.read(part), part)
    dde = find(root, "ddeLink")
    if dde is not None:
        what = f"{dde.get('ddeService', '')}|{dde.get('ddeTopic', '')}"
        return "dde", f"{DDE}{what}", "", ""
    targets = [item.target for item in package.relations(part).values() if item.external]
    target = "、".join(targets) or "リンク先不明"
    return "external_link", f"{OTHER_BOOK}{target}", "", ""


def formula_remarks(sheet: str, cells: Iterable[PlainCell]) -> Iterator[PlainRemark]:
    """Cells whose formula calls another program."""
    for cell in cells:
        formula = cell[10]
        if formula and "|" in formula and _DDE.match(formula[:_LONGEST_FORMULA]):
            text = f"ほかのプログラムを呼び出す数式があります（実行しません）: {formula[:200]}"
            yield "dde", text, sheet, a1(cell[0], cell[1])


def sheet_remarks(
    package: Package, sheet: str, relations: dict[str, Relation]
) -> Iterator[PlainRemark]:
    """Text boxes, pictures and objects that lie on a sheet."""
    for relation in relations.values():
        if relation.kind in _EMBEDDED:
            yield "embedded", _EMBEDDED[relation.kind], sheet, ""
        elif relation.target in package:
            yield from unless_torn(_part_remarks(package, sheet, relation), sheet)


def unless_torn(remarks: Iterator[PlainRemark], sheet: str) -> Iterator[PlainRemark]:
    """The remarks of a part; that it cannot be read is one, for the cells can be."""
    try:
        yield from remarks
    except Refused as refused:
        if refused.kind not in _TORN:
            raise
        yield "torn", "図形・グラフ・表のどれかが壊れていて、中の文字を読めません", sheet, ""


def _part_remarks(package: Package, sheet: str, relation: Relation) -> Iterator[PlainRemark]:
    part = relation.target
    match relation.kind:
        case "drawing":
            yield from _drawing_remarks(package, sheet, part)
        case "vmlDrawing":
            yield from _vml_remarks(package.read(part), sheet)
        case "image":  # behind the cells of the whole sheet
            yield "picture", PICTURE, sheet, ""
        case "table":
            table = parse(package.read(part), part)
            yield from _alternative(table, ("comment", "altText", "altTextSummary"), sheet, "")
        case "ctrlProp":
            if parse(package.read(part), part).get("checked") == "Checked":
                yield "control", CHECKED, sheet, ""


def _vml_remarks(data: bytes, sheet: str) -> Iterator[PlainRemark]:
    for text in vml_texts(data):
        yield "text_box", text, sheet, ""
    shapes = data.decode("utf-8", "replace").split("<v:shape")[1:]
    if any("<v:imagedata" in shape and "<x:ClientData" not in shape for shape in shapes):
        yield "picture", f"ヘッダーかフッターに{PICTURE}", sheet, ""


def _drawing_remarks(package: Package, sheet: str, part: str) -> Iterator[PlainRemark]:
    for anchor in parse(package.read(part), part):
        yield from _anchored(anchor, sheet)
    for text in _drawn_texts(package, part, {part}):
        yield "text_box", text, sheet, ""


def _drawn_texts(package: Package, part: str, read: set[str]) -> Iterator[str]:
    """The words of charts and diagrams that a part shows, and of what lies on those; each of them
    is ``read`` once."""
    for relation in package.relations(part).values():
        drawn = relation.target
        if relation.kind in _DRAWN and drawn in package and drawn not in read:
            read.add(drawn)
            text = "\n".join(filter(str.strip, _drawn_lines(parse(package.read(drawn), drawn))))
            if text:
                yield text
            yield from _drawn_texts(package, drawn, read)


def _drawn_lines(root: Element) -> Iterator[str]:
    """Paragraphs, and names of series that are typed and not taken from cells."""
    yield from (paragraph_text(item) for item in descendants(root, "p"))
    for typed in descendants(root, "tx"):
        yield from (item.text or "" for item in children(typed, "v"))
        for source in children(typed, "strRef"):
            if "!" not in "".join(item.text or "" for item in children(source, "f")):
                yield from (item.text or "" for item in descendants(source, "v"))


def _anchored(anchor: Element, sheet: str) -> Iterator[PlainRemark]:
    cell = _anchor_cell(anchor)
    bodies = (children(body, "p") for body in _text_bodies(anchor))
    texts = ["\n".join(map(paragraph_text, lines)).strip() for lines in bodies]
    for text in filter(None, texts):
        yield "text_box", text, sheet, cell
    drawn = (item for kind in ("pic", "contentPart") for item in descendants(anchor, kind))
    if next(drawn, None) is not None:  # the latter is drawn by hand
        yield "picture", PICTURE, sheet, cell
    elif not any(texts) and _is_drawn(anchor):
        yield "shape", SHAPE, sheet, cell
    yield from _alternative(anchor, ("title", "descr"), sheet, cell)


def _is_drawn(anchor: Element) -> bool:
    """Whether a shape or a line lies there; boxes to tick and buttons are none."""
    shapes = (item for kind in ("sp", "cxnSp") for item in descendants(anchor, kind))
    has_others = local(anchor.tag) == "AlternateContent" or find(anchor, "AlternateContent")
    return next(shapes, None) is not None and has_others in (None, False)


def _alternative(
    element: Element, names: tuple[str, ...], sheet: str, cell: str
) -> Iterator[PlainRemark]:
    """Texts for those who do not see a shape or table, as far as somebody wrote them."""
    given = (item.get(name) or "" for item in element.iter() for name in names)
    text = "\n".join(dict.fromkeys(text.strip() for text in given if is_written(text)))
    if text:
        yield "alt", unescape(text), sheet, cell


def is_written(alternative: str) -> bool:
    """Whether somebody wrote an alternative text: programs describe pictures themselves."""
    text = alternative.strip()
    return bool(text) and not _AUTOMATIC.search(text[-80:])


def _anchor_cell(anchor: Element) -> str:
    start = find(anchor, "from")
    if start is None:
        return ""
    place = {local(item.tag): item.text or "" for item in start}
    row, column = place.get("row", ""), place.get("col", "")
    if not (row.isdecimal() and column.isdecimal() and len(row + column) < 14):
        return ""
    return a1(int(row), int(column))


def _text_bodies(element: Element) -> Iterator[Element]:
    """Bodies of text, but not the copies that are kept for older programs."""
    for child in element:
        if local(child.tag) == "txBody":
            yield child
        elif local(child.tag) != "Fallback":
            yield from _text_bodies(child)


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph of a shape, struck parts marked."""
    return "".join(_paragraph(paragraph))


def vml_texts(data: bytes) -> Iterator[str]:
    """The texts of the old drawing language that are no comments. Programs write it loosely, so
    that it is read as text, not as XML."""
    from html import unescape  # few books have such texts

    for shape in data.decode("utf-8", "replace").split("<v:shape")[1:]:
        body = shape.partition("<v:textbox")[2].partition("</v:textbox>")[0].partition(">")[2]
        if body and 'ObjectType="Note"' not in shape:
            lines = "\n".join(line.strip() for line in _BREAK.split(body))
            text = unescape(_TAG.sub("", lines)).strip()
            if text:
                yield text


def _paragraph(paragraph: Element) -> Iterator[str]:
    for run in paragraph:
        if local(run.tag) == "br":
            yield "\n"
        font, text = find(run, "rPr"), find(run, "t")
        if local(run.tag) == "m":  # an equation
            yield from (item.text or "" for item in descendants(run, "t"))
        elif text is not None:
            struck = font is not None and font.get("strike", "noStrike") != "noStrike"
            yield f"〔取消線: {text.text or ''}〕" if struck else text.text or ""
