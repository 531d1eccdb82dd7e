"""A plan whose items are unpacked when they are asked for tells what the whole plan tells."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.books import INPUTS, make_city
from tests.workflow.test_reviewers import Year
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.plan import packed_items
from zushi_xl.plan.groups import Groups
from zushi_xl.plan.model import Plan
from zushi_xl.plan.packed_answers import PackedAnswers
from zushi_xl.plan.packed_items import PackedItems, by_key, grouped_by
from zushi_xl.plan.reviewing import EarlierAnswer
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.phases import at_phase
from zushi_xl.workflow.single_books import BookContext, CorrectionRequest, corrections, read_books


class Item(NamedTuple):
    code: str
    group: str


ITEMS = st.lists(st.builds(Item, st.sampled_from("abcdefgh"), st.sampled_from("xyz")), max_size=80)


@given(ITEMS)
def test_items_are_as_before(items: list[Item]) -> None:
    packed = pickle.loads(pickle.dumps(PackedItems.of(tuple(items), "code", "group")))
    assert [*packed] == items
    assert [packed[n] for n in range(len(packed))] == items
    assert packed[1:-1] == tuple(items[1:-1])
    assert list(reversed(packed)) == items[::-1]
    assert dict(by_key(packed, "code")) == by_key(items, "code")
    assert dict(grouped_by(packed, "group")) == grouped_by(items, "group")


def test_of_no_item_there_is_none() -> None:
    packed = PackedItems.of((), "code")
    assert not packed
    assert by_key(packed, "code").get("a") is None
    with pytest.raises(IndexError):
        packed[0]


def test_earlier_answers_are_as_before() -> None:
    answers = {
        ("5-1-①", "grade", 0, ""): (EarlierAnswer("Ａ", "一次"), EarlierAnswer("Ｂ", "二次")),
        ("5-1-②", "grade", 0, ""): (EarlierAnswer("Ｃ", "一次"),),
        ("5-1-①", "value", 1, "2024"): (EarlierAnswer("12", "一次"),),
    }
    packed = pickle.loads(pickle.dumps(PackedAnswers.of(answers)))
    assert dict(packed) == answers
    assert len(packed) == 3
    assert packed.get(("5-1-③", "grade", 0, "")) is None
    assert ("5-1-①", "grade", 1, "") not in packed


@pytest.fixture(scope="module")
def there(city_masters: Masters) -> BookContext:
    """The context of a city, as another process gets it."""
    there: BookContext = pickle.loads(pickle.dumps(BookContext(city_masters)))
    return there


def told(plan: Plan) -> dict[str, object]:
    """What a plan tells of its items."""
    codes = [*plan.section_by_code, *plan.initiative_by_code, "9-9", "8-1-①", ""]
    return {
        "items": [[*plan.sections], [*plan.kpis], [*plan.initiatives]],
        "of code": [plan.item_of(code) for code in codes],
        "KPIs": [plan.kpis_of(code) for code in codes],
        "initiatives": [plan.initiatives_of(code) for code in codes],
        "measures": plan.measure_by_initiative,
        "above": [[*plan.upwards(code)] for code in codes],
        "sections above": [[*plan.ancestors(code)] for code in codes],
        "titles": plan.titles,
        "periods": plan.periods,
        "partners": plan.has_partners,
        "phases": plan.unknown_phases,
        "strategy": plan.has_strategy,
    }


def test_a_packed_plan_tells_the_same(city_masters: Masters, there: BookContext) -> None:
    assert isinstance(there.masters.plan.sections, PackedItems)
    assert told(there.masters.plan) == told(city_masters.plan)
    assert told(there.masters.plan.at("一次")) == told(city_masters.plan.at("一次"))


def test_pages_and_their_signs_are_the_same(city_masters: Masters, there: BookContext) -> None:
    here = BookContext(city_masters)
    assert there.pages.survey == here.pages.survey
    assert there.pages.items_below == here.pages.items_below
    assert there.reader.sections.printed == here.reader.sections.printed  # type: ignore[attr-defined]
    groups = Groups(city_masters.plan)
    assert [there._groups.divisions_of(name) for name in ("", *groups.names)] == [
        groups.divisions_of(name) for name in ("", *groups.names)
    ]


def test_books_are_read_and_corrected_the_same(
    city: Path, city_masters: Masters, there: BookContext
) -> None:
    files = [IncomingFile(path.name, path) for path in sorted((city / INPUTS).iterdir())]
    here = BookContext(city_masters)
    read, read_there = ([*read_books(context, files)] for context in (here, there))
    assert read_there == read
    requests = [CorrectionRequest(b.outcome, b.found) for b in read if hasattr(b.outcome, "stated")]
    assert len(requests) == 12
    assert [*corrections(there, requests)] == [*corrections(here, requests)]


def test_a_book_unpacks_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twenty divisions' items those of one, and of what stands above them."""
    city = make_city(tmp_path / "20", 20, 2)
    masters = load_masters(city / "計画マスタ.xlsx", city / "様式定義.xlsx")
    data = pickle.dumps(BookContext(masters))
    unpacked: list[bytes] = []
    unpack = packed_items._unpack
    monkeypatch.setattr(packed_items, "_unpack", lambda pack: unpacked.append(pack) or unpack(pack))
    there: BookContext = pickle.loads(data)
    path = next((city / INPUTS).iterdir())
    (book,) = read_books(there, [IncomingFile(path.name, path)])
    assert not isinstance(book.outcome, Unreadable)
    plan = there.masters.plan
    packs = sum(-(-len(items) // 32) for items in (plan.sections, plan.kpis, plan.initiatives))
    assert len({*unpacked}) <= 6 < packs
    every = len(plan.sections) + len(plan.kpis) + len(plan.initiatives)
    assert sum(len(unpack(pack)) for pack in {*unpacked}) < every / 2


def test_books_of_a_later_phase_are_read_the_same(tmp_path: Path) -> None:
    """They show what the earlier phase took, and may not change it."""
    town = Year(tmp_path).town
    masters = at_phase(load_masters(town.plan, town.form), town.output, "事後")
    assert masters.plan.earlier
    there: BookContext = pickle.loads(pickle.dumps(BookContext(masters)))
    files = [IncomingFile(path.name, path) for path in sorted((tmp_path / "事後").iterdir())]
    read = [*read_books(BookContext(masters), files)]
    assert [f.rule for book in read for f in book.found] == ["not-asked", "required-empty"]
    assert [*read_books(there, files)] == read
