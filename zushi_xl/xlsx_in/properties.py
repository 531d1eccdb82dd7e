"""Properties of a document: title, author, times, and those that a form gives itself."""

from __future__ import annotations

from collections.abc import Iterator

from .clock import local_times, with_zone
from .package import Package
from .part_xml import attribute, local, parse

_STANDARD = ("core-properties", "extended-properties", "custom-properties")
_OF_META = (("date", "modified"), ("creation-date", "created"), ("keyword", "keywords"))
_WANTED = frozenset(
    [
        "title",
        "subject",
        "creator",
        "keywords",
        "description",
        "lastModifiedBy",
        "created",
        "modified",
        "category",
        "contentStatus",
        "Manager",
        "Application",
        "AppVersion",
        "Company",
    ]
)


def read_properties(package: Package) -> dict[str, str]:
    """The document's properties by name; times with their zone where the package tells it."""
    return _timed(local_times(dict(_properties(package))), package)


def _timed(found: dict[str, str], package: Package) -> dict[str, str]:
    """The properties with the zone of the last saving, where the package tells it."""
    if "modified" in found:
        found["modified"] = with_zone(found["modified"], package.packed)
    return found


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for relation in package.relations("").values():
        if relation.kind not in _STANDARD or relation.target not in package:
            continue
        for item in parse(package.read(relation.target), relation.target):
            if local(item.tag) == "property":  # one that the form gives itself
                yield item.get("name", ""), "".join(item.itertext())
            elif local(item.tag) in _WANTED and item.text:
                yield local(item.tag), item.text


def read_meta(package: Package) -> dict[str, str]:
    """The same of an .ods workbook."""
    if "meta.xml" not in package:
        return {}
    found: dict[str, str] = {}
    for item in parse(package.read("meta.xml"), "meta.xml").iter():
        name = attribute(item, "name") if local(item.tag) == "user-defined" else local(item.tag)
        if name and item.text and item.text.strip():
            earlier = found.get(name, "") if name == "keyword" else ""
            found[name] = f"{earlier}、{item.text}" if earlier else item.text
    for theirs, ours in _OF_META:
        if theirs in found:
            found.setdefault(ours, found[theirs])
    return _timed(found, package)
