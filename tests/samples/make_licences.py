"""Writes the libraries that an installation brings, with their licences, into the security page.

    python -m tests.samples.make_licences

Names and licences are what the installed libraries say of themselves. The test compares the names,
not the words of the licences: these change with the versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.samples.make_pictures import ROOT

PAGE = ROOT / "docs" / "情報セキュリティの確認.md"
_HEAD = "<!-- ライブラリ -->\n| ライブラリ | ライセンス |\n|---|---|\n"
_END = "<!-- 表の終わり -->"
_TABLE = re.compile(f"{_HEAD.splitlines()[0]}\n.*?{_END}", re.DOTALL)


def libraries(name: str = "zushi_xl", seen: set[str] | None = None) -> Iterator[Distribution]:
    """What ``name`` needs without extras, and what that needs, each once."""
    seen = {name} if seen is None else seen
    for line in distribution(name).requires or ():
        needed = re.match(r"[\w.-]+", line)
        if needed is None or "extra" in line or (key := needed[0].lower()) in seen:
            continue
        seen.add(key)
        try:
            yield distribution(key)
        except PackageNotFoundError:  # not needed on this platform
            continue
        yield from libraries(key, seen)


def licence(library: Distribution) -> str:
    """In a few words, from the metadata."""
    told = library.metadata.json
    classes = [c.split(" :: ")[-1] for c in told.get("classifier", ()) if c.startswith("License")]
    named = str(told.get("license_expression") or told.get("license") or "")
    return named if named and "\n" not in named else "、".join(classes)


def table() -> str:
    rows = sorted((library.name, licence(library)) for library in libraries())
    return _HEAD + "".join(f"| {name} | {text} |\n" for name, text in rows) + _END


if __name__ == "__main__":
    PAGE.write_text(_TABLE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), "utf-8")
