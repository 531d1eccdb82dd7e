"""Values on their way to another process while others work something out of them."""

from __future__ import annotations

import pickle

import pytest

from zushi_xl.form.model import Form
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Report


def test_a_pickle_holds_what_was_worked_out(masters: Masters) -> None:
    by_code = masters.plan.section_by_code
    plan, form = pickle.loads(pickle.dumps((masters.plan, masters.form)))
    assert (plan, form) == (masters.plan, masters.form)
    assert vars(plan)["section_by_code"] == by_code


@pytest.mark.parametrize("kind", [Plan, Form, Report])
def test_what_is_worked_out_meanwhile_stops_no_pickle(kind: type[Plan | Form | Report]) -> None:
    """A dictionary must not grow while it is gone through: another is, not the object's own."""
    value = kind.__new__(kind)
    vars(value).update(dict.fromkeys(kind.__dataclass_fields__))
    assert value.__getstate__() == vars(value)
    assert value.__getstate__() is not vars(value)
