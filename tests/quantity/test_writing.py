"""A figure for print: in the plan's unit, while the base unit is what is stored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zushi_xl.quantity import Context, read_quantity
from zushi_xl.quantity.units import in_unit
from zushi_xl.quantity.writing import counts_in, print_quantity, with_unit

PRINTED = [
    ("817", "千人", "817千人"),
    ("817,000人", "千人", "817千人"),
    ("約18万2千人", "千人", "約182千人"),
    ("1,234.5", "百万円", "1,234.5百万円"),
    ("2,289,233円", "千円", "2,289.233千円"),
    ("1,030", "人", "1,030人"),
    ("64.10％", "％", "64.10%"),
    ("500団体以上", "団体", "500団体以上"),
]


@pytest.mark.parametrize(("text", "unit", "printed"), PRINTED)
def test_a_figure_is_printed_in_the_unit_of_the_plan(text: str, unit: str, printed: str) -> None:
    assert print_quantity(read_quantity(text, Context(unit)), unit) == printed


def test_the_base_unit_is_stored() -> None:
    got = read_quantity("817", Context("千人"))
    assert (got.value, got.unit) == (817_000, "人")
    assert counts_in(got, "千人")
    assert not counts_in(got, "人")
    assert in_unit(Decimal(817_000), "千人") == 817
    assert in_unit(Decimal(5), "人") == in_unit(Decimal(5), None) == 5


BARE = [
    ("79801", "人", "79,801人"),
    ("７９８０１", "人", "79,801人"),
    ("（5）", "件", "（5件）"),
    ("64.1", "％", "64.1%"),
    ("817", "千人", "817千人"),
    ("-26.3", "％", "-26.3%"),
    ("79,801人", "人", "79,801人"),
    ("約5", "件", "約5"),
    ("未実施", "件", "未実施"),
    ("組織されている", "件", "組織されている"),
]


@pytest.mark.parametrize(("text", "unit", "shown"), BARE)
def test_a_bare_number_gets_its_unit(text: str, unit: str, shown: str) -> None:
    assert with_unit(text, read_quantity(text, Context(unit)), unit) == shown


def test_without_a_unit_a_number_stays_as_it_is() -> None:
    assert with_unit("79801", read_quantity("79801"), None) == "79801"
