"""What is told of pages without laying them out is what their layout shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.samples.second_city import write_masters
from zushi_xl.form.layout import Page
from zushi_xl.form.model import FieldType, Filler, Form
from zushi_xl.form.page_parts import Key
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters, load_masters


def all_by_lead(form: Form) -> Form:
    return replace(form, fields=tuple(replace(f, filler=Filler.LEAD) for f in form.fields))


def without_initiatives(masters: Masters) -> Masters:
    kept = masters.plan.initiatives[::3]
    return replace(masters, plan=replace(masters.plan, initiatives=kept, kpis=()))


def owners(page: Page) -> set[str]:
    return {slot.owner for slot in page.slots if slot.owner}


def printed(page: Page) -> set[tuple[Key, str]]:
    """The fields for words that nobody fills in, with what stands in them."""
    words = (s for s in page.slots if s.field.type in (FieldType.TEXT, FieldType.LINE))
    return {(slot.key, slot.prefilled) for slot in words if not slot.owner}


@pytest.mark.parametrize("change", ["none", "lead", "few", "other year", "other city"])
def test_owners_and_edges(change: str, masters: Masters, tmp_path: Path) -> None:
    if change == "lead":
        masters = replace(masters, form=all_by_lead(masters.form))
    elif change == "few":
        masters = without_initiatives(masters)
    elif change == "other year":
        settings = replace(masters.plan.settings, fiscal_year=1999)
        masters = replace(masters, plan=replace(masters.plan, settings=settings))
    elif change == "other city":
        masters = load_masters(*write_masters(tmp_path))
    pages = Pages(masters.form, masters.plan)
    divisions = {owner for page in pages.values() for owner in owners(page)}
    assert set(pages.codes_of) == divisions
    for name in divisions:
        assert [p for p in pages.values() if name in owners(p)] == list(pages.of(name))
    for code, page in pages.items():
        assert {(s.key, s.prefilled) for s in pages.printed(code)} == printed(page)
    assert pages.edges == {edge for page in pages.values() for edge in page.edges}
