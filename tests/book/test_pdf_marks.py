"""Bookmarks, texts of pictures and XMP behind a PDF, without LibreOffice."""

from __future__ import annotations

import re
from datetime import date

from zushi_xl.workbook.sheet import Bookmark, Picture
from zushi_xl.workflow.pdf_marks import PdfMarks, unmarked, with_marks

PRINTED = b"""%PDF-1.6
1 0 obj
<</Type/Page/Parent 3 0 R/Resources 9 0 R/MediaBox[0 0 595.3 841.9]/StructParents 0>>
endobj

2 0 obj
<</Type/Page/Parent 3 0 R/Resources 9 0 R/MediaBox[0 0 595.3 841.9]/StructParents 1>>
endobj

3 0 obj
<</Type/Pages
/Kids[ 1 0 R 2 0 R ]
/Count 2>>
endobj

4 0 obj
<</Type/StructElem
/S/Figure
/P 8 0 R
/Pg 2 0 R
/K[1 ]
>>
endobj

5 0 obj
<</Type/Catalog/Pages 3 0 R
/Outlines 7 0 R
/Lang(ja-JP)
>>
endobj

6 0 obj
<</Title<FEFF0041>>>
endobj

xref
0 7
trailer
<</Size 7/Root 5 0 R
/Info 6 0 R
/ID [ <00>
<00> ]
/DocChecksum /00
>>
startxref
400
%%EOF
"""
PLACES = (
    Bookmark("第５節", 1, 1),
    Bookmark("１ 市民自治", 2, 1, 100.0),
    Bookmark("① 自治", 3, 1, 200.0),
    Bookmark("② 活動", 3, 2),
    Bookmark("KPI一覧", 1, 2, 300.5),
)


def marked(*pictures: Picture, day: date = date(2000, 1, 1)) -> bytes:
    properties = {"title": "計画 <2024>", "author": "逗子市"}
    return with_marks(PRINTED, PdfMarks(properties, PLACES, pictures, day))


def objects(content: bytes) -> dict[int, bytes]:
    """The newest of each object, found through the last table."""
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    table = content[start:].split(b"trailer")[0]
    found = {}
    for number, place in re.findall(rb"(\d+) 1\n(\d{10}) 00000 n", table):
        at = int(place)
        assert content[at:].startswith(number + b" 0 obj\n")
        found[int(number)] = content[at : content.index(b"\nendobj", at)].split(b"obj\n", 1)[1]
    return found


def hexed(text: str) -> bytes:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>".encode()


def test_nothing_that_was_printed_moves() -> None:
    assert marked().startswith(PRINTED)
    assert b"/Prev 400>>" in marked()


def test_bookmarks_have_the_levels_of_the_plan() -> None:
    found = objects(marked())
    root = found[7]
    assert root == b"<</Type/Outlines/First 8 0 R/Last 12 0 R/Count 2>>"
    assert found[8].startswith(b"<</Title" + hexed("第５節") + b"/Parent 7 0 R/Next 12 0 R")
    assert b"/First 9 0 R/Last 9 0 R/Count -1" in found[8]
    assert b"/Parent 9 0 R/Next 11 0 R/Dest[1 0 R/XYZ 0 641.9 null]" in found[10]
    assert b"/Prev 10 0 R/Dest[2 0 R/XYZ 0 841.9 null]" in found[11]


def test_a_level_that_is_skipped_does_not_lose_a_bookmark() -> None:
    places = (Bookmark("柱", 1, 1), Bookmark("施策", 3, 2), Bookmark("方向", 2, 2))
    found = objects(with_marks(PRINTED, PdfMarks({}, places, ())))
    assert b"/First 9 0 R/Last 10 0 R/Count -2" in found[8]


def test_pictures_bear_their_text_where_the_page_shows_as_many() -> None:
    assert b"/Alt" + hexed("折れ線グラフ。") in objects(marked(Picture(2, "折れ線グラフ。")))[4]
    assert 4 not in objects(marked(Picture(2, "一つ目"), Picture(2, "二つ目")))
    assert 4 not in objects(marked(Picture(1, "別の頁")))


def test_title_language_and_day_stand_in_xmp() -> None:
    content = marked(day=date(2025, 9, 30)).decode("utf-8", "replace")
    assert "計画 &lt;2024&gt;" in content
    assert "<dc:language><rdf:Bag><rdf:li>ja-JP" in content
    assert "<xmp:CreateDate>2025-09-30T00:00:00Z" in content


def test_a_file_written_in_another_way_stays_as_it_is() -> None:
    other = PRINTED.replace(b"trailer", b"nothing")
    assert with_marks(other, PdfMarks({}, PLACES, ())) == other
    assert "しおりの階層" in unmarked(other, PdfMarks({}, PLACES, ()))


def test_figures_without_a_text_are_counted() -> None:
    one, two = Picture(2, "一つ目"), Picture(2, "二つ目")
    assert unmarked(PRINTED, PdfMarks({}, PLACES, (one,))) == ""
    told = unmarked(PRINTED, PdfMarks({}, PLACES, (one, two)))
    assert told == "図 2 点に、代替テキストを加えられませんでした。"
    told = unmarked(PRINTED, PdfMarks({}, PLACES, ()))
    assert told == "図 1 点に、代替テキストを加えられませんでした。"
