"""Every style that a sheet of the annual book names is there: a missing one ends a run."""

from __future__ import annotations

import re

from tests.conftest import ROOT

SHEETS = ROOT / "zushi_xl" / "sheets"
MADE = "\n".join(p.read_text(encoding="utf-8") for p in SHEETS.rglob("*style*.py"))


def test_every_style_named_is_made() -> None:
    made = set(re.findall(r'name=f?"(book_\w+)', MADE))
    named = {
        (path.name, style)
        for path in SHEETS.rglob("*.py")
        if "style" not in path.name
        for style in re.findall(r'"(book_\w+)"', path.read_text(encoding="utf-8"))
    }
    assert sorted((file, style) for file, style in named if style not in made) == []
