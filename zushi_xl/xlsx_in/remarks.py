"""What a workbook holds beside its cells: comments, text boxes, macros, links, objects."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .package import Package, Relation
from .parts import children, find, parse
from .reference import position
from .strings import read_text, split_struck

# kind, text, sheet, cell
PlainRemark = tuple[str, str, str, str]


def sheet_comments(package: Package, relations: dict[str, Relation]) -> dict[tuple[int, int], str]:
    """Comments by row and column; a thread of replies stands for its old-style copy."""
    comments: dict[tuple[int, int], str] = {}
    for relation in relations.values():
        if relation.kind == "comments" and relation.target in package:
            comments.update(_notes(parse(package.read(relation.target), relation.target)))
    threads: dict[tuple[int, int], list[str]] = {}
    for relation in relations.values():
        if relation.kind == "threadedComment" and relation.target in package:
            for item in children(
                parse(package.read(relation.target), relation.target), "threadedComment"
            ):
                text = find(item, "text")
                place = position(item.get("ref", ""))
                threads.setdefault(place, []).append((text.text or "") if text is not None else "")
    comments.update((place, "\n".join(texts)) for place, texts in threads.items())
    return comments


def _notes(root: Element) -> Iterator[tuple[tuple[int, int], str]]:
    for comment in children(find(root, "commentList"), "comment"):
        text = find(comment, "text")
        if text is not None:
            kept, _ = split_struck(read_text(text), False)
            yield position(comment.get("ref", "")), kept


def sheet_remarks(
    package: Package, sheet: str, relations: dict[str, Relation]
) -> Iterator[PlainRemark]:
    return iter(())


def book_remarks(
    package: Package, relations: dict[str, Relation], root: Element
) -> Iterator[PlainRemark]:
    return iter(())
