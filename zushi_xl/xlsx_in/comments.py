"""Comments of a sheet: notes, and threads of replies."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .package import Package, Relation
from .part_xml import children, find, parse
from .reference import position
from .strings import read_text, with_struck_marked

Place = tuple[int, int]


def sheet_comments(package: Package, relations: dict[str, Relation]) -> dict[Place, str]:
    """Comments by row and column; a thread stands in the place of its old-style copy."""
    comments: dict[Place, str] = {}
    for root in _parts(package, relations, "comments"):
        comments.update(_notes(root))
    threads: dict[Place, list[str]] = {}
    for root in _parts(package, relations, "threadedComment"):
        for place, text in _replies(root):
            threads.setdefault(place, []).append(text)
    comments.update((place, "\n".join(texts)) for place, texts in threads.items())
    return comments


def _parts(package: Package, relations: dict[str, Relation], kind: str) -> Iterator[Element]:
    for relation in relations.values():
        if relation.kind == kind and relation.target in package:
            yield parse(package.read(relation.target), relation.target)


def _notes(root: Element) -> Iterator[tuple[Place, str]]:
    for comment in children(find(root, "commentList"), "comment"):
        text = find(comment, "text")
        if text is not None:
            yield position(comment.get("ref", "")), with_struck_marked(read_text(text))


def _replies(root: Element) -> Iterator[tuple[Place, str]]:
    for comment in children(root, "threadedComment"):
        text = find(comment, "text")
        if text is not None:
            yield position(comment.get("ref", "")), text.text or ""
