"""What a correction adds to a form: the answers given, and the findings beside their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.form.layout import Key


class NumberedFinding(NamedTuple):
    """A finding and its number in the list of a correction."""

    number: int
    finding: Finding


@dataclass(frozen=True)
class Marks:
    """What a correction adds: the answers given and the findings by their slot."""

    answers: Mapping[Key, str] = field(default_factory=dict)
    findings: Mapping[Key, tuple[NumberedFinding, ...]] = field(default_factory=dict)


NO_MARKS = Marks()
