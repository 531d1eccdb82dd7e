"""The published state of a year that was kept (確定), and what has changed since: 正誤表."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Erratum(NamedTuple):
    """One datum that reads otherwise now: where it stands, what it is, and why it changed."""

    code: str
    title: str
    what: str
    old: str
    new: str
    reason: str


class FrozenState(NamedTuple):
    """``sha256`` is that of 収集結果.json as it was kept under ``name``."""

    name: str
    sha256: str
    errata: tuple[Erratum, ...] = ()


class _Datum(NamedTuple):
    title: str
    text: str
    source: Mapping[str, Any] | None
    meaning: object = None
    """What is compared, where one thing may be written in several ways; None: the text."""

    @property
    def compared(self) -> object:
        return self.text if self.meaning is None else self.meaning


_Key = tuple[str, str]  # code, what
_NOTHING = _Datum("", "", None)
_TEXTS = {
    "remarks": "補足説明",
    "next_steps": "今後の対応",
    "description": "説明",
    "results": "実施内容",
}


def errata_between(
    old: Mapping[str, Any], new: Mapping[str, Any], published: Mapping[str, str]
) -> tuple[Erratum, ...]:
    """What differs between two results with the keys of 収集結果.json, in the order of the plan.

    ``published`` names by id the further fields that the public sees.
    """
    was, now = (dict(_data(result, published)) for result in (old, new))
    return tuple(
        Erratum(
            *_place(key, was, now),
            was.get(key, _NOTHING).text,
            now.get(key, _NOTHING).text,
            _reason(was.get(key), now.get(key), old, new),
        )
        for key in dict.fromkeys((*now, *was))
        if was.get(key, _NOTHING).compared != now.get(key, _NOTHING).compared
    )


def _place(
    key: _Key, was: Mapping[_Key, _Datum], now: Mapping[_Key, _Datum]
) -> tuple[str, str, str]:
    code, what = key
    return code, (now.get(key) or was[key]).title, what


def _data(result: Mapping[str, Any], published: Mapping[str, str]) -> Iterator[tuple[_Key, _Datum]]:
    """Every published datum under the code and the name of its place."""
    titles = {r["code"]: r["title"] for r in (*result["evaluations"], *result["initiatives"])}
    for record in (*result["evaluations"], *result["initiatives"]):
        yield from _record(record, published)
    for value in result["kpi_values"]:
        what = f"KPI{value['kpi']} {_period(value['period'])}"
        title = titles.get(value["code"], "")
        yield (value["code"], what), _Datum(title, value["text"], value["source"], _figure(value))
    for program in result["budget_programs"]:
        amount = program["amount_yen"]
        text = program.get("state", "") if amount is None else f"{amount:,}円"
        yield (program["name"], "予算事業の合計に入る額"), _Datum(program["name"], text, None)


def _record(
    record: Mapping[str, Any], published: Mapping[str, str]
) -> Iterator[tuple[_Key, _Datum]]:
    code, title, source = record["code"], record["title"], record["source"]
    yield (code, "名称"), _Datum(title, title, source)
    if "rating_text" in record:
        yield (code, "評価"), _Datum(title, _grade(record), source)
    for name, what in _TEXTS.items():
        if name in record:
            yield (code, what), _Datum(title, record[name], source)
    for name, text in record.get("extra", {}).items():
        if name in published:
            yield (code, published[name]), _Datum(title, text, source)
    for budget in record.get("budgets", ()):
        what = f"実績額（{budget['program']}）"
        text, amount = budget["amount_text"], budget["amount_yen"]
        yield (code, what), _Datum(title, text, budget["source"], amount)


def _period(key: str) -> str:
    """As the tables head it: 2024年度, 2022.3, 目標."""
    return "目標" if key == "target" else f"{key}年度" if key.isdecimal() else key


def _figure(value: Mapping[str, Any]) -> object:
    """A value apart from how it is written: ３９０団体 is 390団体; None where it is none."""
    parts = tuple(value.get(part) for part in _FIGURE)
    return None if parts[:3] == (None, None, None) else parts


_FIGURE = ("value", "low", "high", "unit", "qualifier", "planned", "also")


def _grade(record: Mapping[str, Any]) -> str:
    """As the page prints it, whatever was typed: B：概ね順調である."""
    if not record["rating"]:
        return str(record["rating_text"])
    return "：".join(filter(None, (record["rating"], record.get("rating_label"))))


def _reason(
    was: _Datum | None, now: _Datum | None, old: Mapping[str, Any], new: Mapping[str, Any]
) -> str:
    """Why a datum changed, as far as the files tell."""
    before = (was.source or {}).get("file") if was else None
    after = (now.source or {}).get("file") if now else None
    if was is None or now is None or not (before or after):
        return "計画マスタか提出の変更"
    if before != after:
        return f"提出ファイルの差し替え（{before or 'なし'} → {after or 'なし'}）"
    hashes = [{i["file"]: i["sha256"] for i in result["inputs"]} for result in (old, new)]
    if before not in hashes[1]:
        return "計画マスタの変更"
    if hashes[0].get(before) != hashes[1].get(before):
        return f"提出ファイルの更新（{before}）"
    return "設定の変更"
