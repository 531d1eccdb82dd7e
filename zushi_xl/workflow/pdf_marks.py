"""What LibreOffice leaves out of the PDF of a workbook: bookmarks in levels, the text of pictures,
XMP.

They are appended to the file as an incremental update (ISO 32000-1, 7.5.6): no byte of what was
printed moves. The objects that are needed are found as LibreOffice writes them; a file that is
written in another way is left as it is, with LibreOffice's own bookmarks; ``unmarked`` says so.

Libraries were weighed (docs/評価書の印刷.md): pypdf writes the file anew, pikepdf brings 15 MB of
binaries, and neither can tag what LibreOffice left untagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.sheet import Bookmark, Picture
from zushi_xl.xlsx_out.safe_text import escaped

LANGUAGE = "ja-JP"
_CATALOG = regex(rb"(?<=\n)(\d+) 0 obj\n<<(/Type/Catalog.*?)>>\nendobj", re.S)
_KIDS = regex(rb"<</Type/Pages\b(?:(?!endobj).)*?/Kids\[([\d R\s]*)\]", re.S)
_PAGE = regex(rb"(?<=\n)(\d+) 0 obj\n<</Type/Page/(?:(?!endobj).)*?/MediaBox\[([^\]]*)\]", re.S)
_FIGURE = regex(
    rb"(?<=\n)(\d+) 0 obj\n<</Type/StructElem\n/S/Figure\n"
    rb"((?:(?!endobj).)*?/Pg (\d+) 0 R.*?)\nendobj",
    re.S,
)
_TRAILER = regex(rb"trailer\n<</Size (\d+)/Root \d+ 0 R\n/Info (\d+) 0 R\n(/ID \[.*?\])", re.S)
_START = regex(rb"startxref\n(\d+)\n%%EOF\n?\Z")


class PdfMarks(NamedTuple):
    """What a printed book is called, what its bookmarks and pictures are, and its day."""

    properties: Mapping[str, str]
    bookmarks: tuple[Bookmark, ...]
    pictures: tuple[Picture, ...]
    day: date | None = None


class _Page(NamedTuple):
    number: int  # of its object
    height: float  # points


class _Known(NamedTuple):
    """The objects that marks hang on."""

    catalog: re.Match[bytes]
    trailer: re.Match[bytes]
    start: re.Match[bytes]
    pages: Sequence[_Page]


def with_marks(content: bytes, marks: PdfMarks) -> bytes:
    """The PDF with bookmarks, texts of pictures and XMP; as it is where it is written in a way
    that is not known."""
    known = _known(content)
    if known is None:
        return content
    catalog, trailer, start, pages = known
    first = int(trailer[1])
    outline = dict(_outline(marks.bookmarks, pages, first))
    metadata = first + len(outline)
    objects = {
        **outline,
        metadata: _xmp(marks),
        int(catalog[1]): _catalog(catalog[2], first if outline else 0, metadata),
        **dict(_figures(content, marks.pictures, pages)),
    }
    return content + _update(content, objects, trailer, int(catalog[1]), int(start[1]))


def unmarked(content: bytes, marks: PdfMarks) -> str:
    """A sentence on what ``with_marks`` leaves out of this PDF; empty where it is nothing."""
    known = _known(content)
    if known is None:
        return (
            "この版の LibreOffice の PDF には、しおりの階層、図の代替テキスト、文書の情報（XMP）を"
            "加えられませんでした。LibreOffice が書き出したままの PDF です。"
        )
    figures = len(_FIGURE.findall(content))
    texts = len(dict(_figures(content, marks.pictures, known.pages)))
    if texts == len(marks.pictures) == figures:
        return ""
    return (
        f"図 {max(figures, len(marks.pictures)) - texts} 点に、代替テキストを加えられませんでした。"
    )


def _known(content: bytes) -> _Known | None:
    catalog, trailer = _CATALOG.search(content), _TRAILER.search(content)
    start, pages = _START.search(content), _pages(content)
    if not (catalog and trailer and start and pages):
        return None
    return _Known(catalog, trailer, start, pages)


def _pages(content: bytes) -> list[_Page]:
    """In the order of the book; empty where they stand in another way."""
    kids = _KIDS.search(content)
    found = {int(number): box.split() for number, box in _PAGE.findall(content)}
    order = [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])] if kids else []
    if not order or any(number not in found for number in order):
        return []
    return [_Page(number, float(found[number][3])) for number in order]


def _outline(
    bookmarks: Sequence[Bookmark], pages: Sequence[_Page], first: int
) -> Iterator[tuple[int, bytes]]:
    """The root, which is object ``first``, and an object for each bookmark after it."""
    known = [mark for mark in bookmarks if 1 <= mark.page <= len(pages)]
    if not known:
        return
    parents = _parents(known)
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        children.setdefault(parent, []).append(number)
    top = children[-1]
    yield (
        first,
        (
            f"<</Type/Outlines/First {first + 1 + top[0]} 0 R/Last {first + 1 + top[-1]} 0 R"
            f"/Count {len(top)}>>"
        ).encode(),
    )
    for number, mark in enumerate(known):
        parent = parents[number]
        own = _family(number, children[parent], children.get(number, []), first + 1)
        page = pages[mark.page - 1]
        place = f"/Dest[{page.number} 0 R/XYZ 0 {page.height - mark.top:.1f} null]"
        head = f"<</Title{_text(mark.text)}/Parent {first + 1 + parent} 0 R"
        yield first + 1 + number, f"{head}{own}{place}>>".encode()


def _parents(marks: Sequence[Bookmark]) -> list[int]:
    """The bookmark that each stands under; -1 for those on top."""
    above: list[int] = []
    parents = []
    for number, mark in enumerate(marks):
        while above and marks[above[-1]].depth >= mark.depth:
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(number)
    return parents


def _family(number: int, siblings: Sequence[int], own: Sequence[int], first: int) -> str:
    """Neighbours and children; a bookmark with children is shown closed."""
    place = siblings.index(number)
    parts = []
    if place:
        parts.append(f"/Prev {first + siblings[place - 1]} 0 R")
    if place + 1 < len(siblings):
        parts.append(f"/Next {first + siblings[place + 1]} 0 R")
    if own:
        parts.append(f"/First {first + own[0]} 0 R/Last {first + own[-1]} 0 R/Count -{len(own)}")
    return "".join(parts)


def _figures(
    content: bytes, pictures: Iterable[Picture], pages: Sequence[_Page]
) -> Iterator[tuple[int, bytes]]:
    """The figures with their texts; a page that shows another number of figures than the book
    has pictures there keeps its own."""
    texts: dict[int, list[str]] = {}
    for picture in pictures:
        if picture.page <= len(pages):
            texts.setdefault(pages[picture.page - 1].number, []).append(picture.alt)
    found: dict[int, list[tuple[int, bytes]]] = {}
    for number, rest, page in _FIGURE.findall(content):
        found.setdefault(int(page), []).append((int(number), rest))
    for page, figures in found.items():
        own = texts.get(page, [])
        if len(own) == len(figures):
            for (number, rest), alt in zip(figures, own, strict=True):
                body = b"<</Type/StructElem\n/S/Figure\n/Alt" + _text(alt).encode()
                yield number, body + b"\n" + rest


def _catalog(body: bytes, outline: int, metadata: int) -> bytes:
    kept = re.sub(rb"/Outlines \d+ 0 R\n?|/PageMode/\w+", b"", body)
    more = f"/Metadata {metadata} 0 R"
    if outline:
        more += f"/Outlines {outline} 0 R/PageMode/UseOutlines"
    return b"<<" + kept + more.encode() + b">>"


def _xmp(marks: PdfMarks) -> bytes:
    """Title, author, subject, language and day, as ISO 16684-1 has them."""
    words = {name: escaped(text) for name, text in marks.properties.items()}
    day = f"{marks.day.isoformat()}T00:00:00Z" if marks.day else ""
    dated = f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>\n"
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title>{_alternative(words.get("title", ""))}</dc:title>
<dc:creator><rdf:Seq><rdf:li>{words.get("author", "")}</rdf:li></rdf:Seq></dc:creator>
<dc:description>{_alternative(words.get("subject", ""))}</dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{words.get("keywords", "")}</pdf:Keywords>
{dated if day else ""}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
    head = f"<</Type/Metadata/Subtype/XML/Length {len(packet)}>>\nstream\n".encode()
    return head + packet + b"\nendstream"


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'


def _text(text: str) -> str:
    """A text string in UTF-16, as PDF has it."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def _update(
    content: bytes,
    objects: Mapping[int, bytes],
    trailer: re.Match[bytes],
    catalog: int,
    before: int,
) -> bytes:
    """The objects, the table of their places and a trailer that leads to the earlier table."""
    parts: list[bytes] = []
    places: dict[int, int] = {}
    position = len(content)
    for number in sorted(objects):
        body = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
        places[number] = position
        parts.append(body)
        position += len(body)
    size = max(int(trailer[1]), max(objects) + 1)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (n, place) for n, place in places.items())
    foot = (
        b"trailer\n<</Size %d/Root %d 0 R\n/Info %s 0 R\n%s\n/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    )
    ends = foot % (size, catalog, trailer[2], trailer[3], before, position)
    return b"".join(parts) + b"xref\n" + table + ends
