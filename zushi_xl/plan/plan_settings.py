"""The sheet 設定 as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from zushi_xl.plan.levels import Level, PlanLevel, standard_levels
from zushi_xl.workbook.cells import Source

EVALUATION = "進捗状況評価"  # what the yearly evaluation is called where a city says nothing


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet 設定. Names of the levels are data; a level without a name is not used."""

    city: str
    plan_title: str
    plan_version: str
    fiscal_year: int
    baseline_label: str  # 2022.3
    first_year: int
    last_year: int
    target_label: str
    deadline: date | None
    office: str  # 取りまとめ課
    contact: str
    round: int
    sample_note: str  # 例示 …: printed where figures are invented
    level_names: Mapping[Level, str]
    source: Source = Source("")
    correction_deadline: date | None = None  # of the 差し戻し
    unknown: Mapping[str, Source] = field(default_factory=dict)  # rows that name no setting
    ledger_program: str = ""  # heads of the finance system's CSV; empty: the usual ones
    ledger_amount: str = ""
    ledger_cuts_off: bool = False  # amounts below its unit, which it rounds otherwise
    site: bool = False  # 公開サイト: make the site for citizens in each collection
    most_doubts: int = 5  # 要確認の上限: of one division; 0: no limit
    share_decimals: int = 1  # of the shares of grades, in percent, and of mean points
    city_code: str = ""  # 全国地方公共団体コード, six digits
    licence: str = ""  # of the open data, by name
    address: str = ""  # of the page that offers the open data
    described_levels: tuple[PlanLevel, ...] = ()  # of the sheet 階層
    evaluation_name: str = EVALUATION  # what the city calls the yearly evaluation

    @property
    def levels(self) -> tuple[Level, ...]:
        """The kinds of level in use, from the top."""
        return tuple(level for level in Level if self.level_names.get(level))

    @property
    def plan_levels(self) -> tuple[PlanLevel, ...]:
        """The levels of the plan, from the top: as 階層 describes them, else the standard ones."""
        named = [(kind, self.level_names[kind]) for kind in self.levels]
        return self.described_levels or standard_levels(named)

    @property
    def office_with_contact(self) -> str:
        """The office is named once, whether its contact begins with it or not."""
        if self.contact.startswith(self.office):
            return self.contact
        return "　".join(filter(None, (self.office, self.contact)))


class Release(NamedTuple):
    """A day on which the open data were published or changed, and what changed."""

    day: date
    text: str
