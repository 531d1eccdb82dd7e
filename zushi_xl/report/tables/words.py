"""The Japanese words of the open data."""

from __future__ import annotations

from zushi_xl.plan.model import ValueStatus

KPI_STATUS = {
    ValueStatus.BASELINE: "基準値",
    ValueStatus.ACTUAL: "実績値",
    ValueStatus.PLANNED: "計画値",
    ValueStatus.TARGET: "目標値",
    ValueStatus.OPEN: "未確定",
}
QUALIFIERS = {
    None: "",
    "about": "約",
    "at_least": "以上",
    "more_than": "超",
    "at_most": "以下",
    "less_than": "未満",
}
