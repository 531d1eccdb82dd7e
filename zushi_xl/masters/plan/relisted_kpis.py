"""A KPI under two parents: the column 再掲元 names the row that counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.masters.plan.code_book import CodeBook
from zushi_xl.masters.plan.values import is_nothing
from zushi_xl.masters.records import Mistakes, Record, match_key
from zushi_xl.plan.model import Kpi
from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex

_HEAD = "再掲元"
_PLACE = regex(r"\A(.*\S) ?(?:KPI|[/／ ]) ?([0-9]+)\Z", re.IGNORECASE)
_WIDE = NARROW_DIGITS | str.maketrans("ＫＰＩ", "KPI")
_Key = tuple[str, int]


def with_origins(
    kpis: Sequence[Kpi], rows: Mapping[_Key, Record], codes: CodeBook
) -> tuple[Kpi, ...]:
    """The KPIs, each that is shown again with the figures of its origin."""
    known = {(kpi.code, kpi.number): kpi for kpi in kpis}
    origins: dict[_Key, _Key] = {}
    for key in known:
        origin = _origin(rows[key], known, codes)
        if origin is not None:
            origins[key] = origin
    _check_chains(origins, rows, codes.mistakes)
    return tuple(_joined(kpi, known, origins, rows, codes.mistakes) for kpi in kpis)


def _origin(record: Record, known: Mapping[_Key, Kpi], codes: CodeBook) -> _Key | None:
    text = record[_HEAD]
    if is_nothing(text):
        return None
    match = _PLACE.match(" ".join(text.translate(_WIDE).split()))
    key = (codes.canonical(match[1]) or "", int(match[2])) if match else ("", 0)
    if key in known:
        return key
    codes.mistakes.at(
        "kpi-relisted",
        record,
        _HEAD,
        f"「{_HEAD}」の「{text}」というKPIがありません。",
        "元のKPIのコードと番号を「1-1-① KPI2」のように書いてください。",
    )
    return None


def _check_chains(
    origins: Mapping[_Key, _Key], rows: Mapping[_Key, Record], mistakes: Mistakes
) -> None:
    """The origin must be one that is not shown again itself."""
    for key, origin in origins.items():
        if origin == key or origin in origins:
            mistakes.at(
                "kpi-relisted-cycle",
                rows[key],
                _HEAD,
                f"再掲元の {origin[0]} KPI{origin[1]} も再掲か、この行自身です。",
                "値を記入する元のKPIを書き、その行の「再掲元」は空欄にしてください。",
            )


def _joined(
    kpi: Kpi,
    known: Mapping[_Key, Kpi],
    origins: Mapping[_Key, _Key],
    rows: Mapping[_Key, Record],
    mistakes: Mistakes,
) -> Kpi:
    key = origins.get((kpi.code, kpi.number))
    if key is None:
        return kpi
    origin = known[key]
    for header, message in _differences(kpi, origin):
        remedy = f"{key[0]} KPI{key[1]} と同じにするか、年度の値は空欄にしてください。"
        mistakes.at("kpi-relisted", rows[kpi.code, kpi.number], header, message, remedy)
    return replace(
        kpi,
        values=origin.values,
        interim_year=origin.interim_year,
        target_year=origin.target_year,
        relisted_from=key,
    )


def _differences(kpi: Kpi, origin: Kpi) -> Iterator[tuple[str, str]]:
    """The head of the column and what differs: a figure shown twice must be one."""
    for header, own, other in (
        ("単位", kpi.unit, origin.unit),
        ("方向", kpi.trend, origin.trend),
        ("集計", kpi.counting, origin.counting),
    ):
        if own != other:
            yield header, f"「{header}」が、再掲元（{other or '空欄'}）と違います。"
    for period, value in kpi.values.items():
        other_value = origin.values.get(period)
        if other_value is None or match_key(other_value.text) != match_key(value.text):
            yield _HEAD, f"「{value.text}」（{value.source.cell}）が、再掲元の値と違います。"
