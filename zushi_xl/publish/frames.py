"""収集結果.json as pandas frames, for analysts. The only module that needs pandas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zushi_xl.findings.finding import Problem
from zushi_xl.publish.results import read_results
from zushi_xl.report.review import Review, gravest

if TYPE_CHECKING:
    from pandas import DataFrame  # type: ignore[import-untyped, unused-ignore]

YEAR = "result_year"  # the first column of every frame: the fiscal year of the result
_COLUMNS: Mapping[str, str] = {
    "divisions": "name status state file round",
    "evaluations": "code level level_name title rating rating_label rating_text review remarks"
    " next_steps division unread reviews source_file source_sheet source_cell",
    "ratings": "code field role scale grade label text review source_file source_sheet source_cell",
    "kpis": "code kpi statement unit trend counting cycle unread reviews division",
    "kpi_values": "code kpi period fiscal_year status text value low high unit qualifier"
    " fiscal_years planned kind missing_reason refused also review source_file source_sheet"
    " source_cell",
    "initiatives": "code number title strategy_codes relisted_from description results"
    " budget_program amount_yen amount_text review division unread reviews source_file source_sheet"
    " source_cell",
    "budgets": "code program amount_yen amount_text missing_reason refused review source_file"
    " source_sheet source_cell",
    "budget_programs": "name amount_yen state review amounts_yen settled_yen initiatives divisions",
    "strategy": "code title",
    "goals": "number title indicator target_text target_value target_low target_high target_unit"
    " target_qualifier target_year baseline_text baseline_value baseline_low baseline_high"
    " baseline_unit baseline_qualifier baseline_period note",
    "findings": "rule severity division file sheet cell code field given expected message remedy"
    " waived also_at explained",
    "rules_off": "rule name meaning reason decided",
    "normalised": "file sheet cell division field given used rule",
    "inputs": "file sha256 status reason division round saved",
    "replies": "division round file sheet cell place asked text",
    "round_changes": "division round change rule severity place message reply"
    " source_file source_sheet source_cell",
    "opinions": "code field kpi period label division text used review source_file source_sheet"
    " source_cell",
    "table_cells": "table code row field label division text used value unit review source_file"
    " source_sheet source_cell",
}
_WHOLE = (YEAR, "kpi", "fiscal_year", "round", "row", "amount_yen", "settled_yen", "target_year")
_DECIMAL = ("value", "low", "high")
_GOAL_DECIMAL = tuple(f"{side}_{name}" for side in ("target", "baseline") for name in _DECIMAL)


@dataclass(frozen=True)
class Frames:
    """One frame per list of the JSON, with the same column names.

    ``source`` becomes ``source_file``, ``source_sheet``, ``source_cell``; a field of ``extra``
    becomes ``extra_<id>``. Figures are floats (``text`` keeps what was reported) or, where asked,
    exact decimals; amounts are whole numbers that may be missing; several codes or years in one
    cell stay lists. Of several years each frame holds all, told apart by ``result_year``;
    ``fiscal_year`` is the latest.
    """

    fiscal_year: int
    divisions: DataFrame
    evaluations: DataFrame
    ratings: DataFrame
    kpis: DataFrame
    kpi_values: DataFrame
    initiatives: DataFrame
    budgets: DataFrame
    budget_programs: DataFrame
    strategy: DataFrame
    goals: DataFrame
    findings: DataFrame
    rules_off: DataFrame  # of a result before there was this list, empty
    normalised: DataFrame
    inputs: DataFrame
    replies: DataFrame
    round_changes: DataFrame
    opinions: DataFrame  # of 共同担当課
    table_cells: DataFrame  # of tables that divisions extend


def load(path: str | PathLike[str], *, exact: bool = False) -> Frames:
    """The frames of a 収集結果.json, of the folder it stands in, or of all years in a folder.

    ``exact`` gives figures as ``Decimal`` with the digits that were reported, else as floats.

    Raises:
        Problem: there is no such file, it is none of ours, two are of one year, or pandas is not
            installed.
    """
    return frames_of(*read_results(Path(path)), exact=exact)


def frames_of(*results: Mapping[str, Any], exact: bool = False) -> Frames:
    """The frames of results with the keys of 収集結果.json. Raises Problem without pandas."""
    years = [{**result, **_parts(result)} for result in results]
    frames = {
        name: _frame(
            [{YEAR: y["fiscal_year"], **r} for y in years for r in y.get(name, ())], columns, exact
        )
        for name, columns in _COLUMNS.items()
    }
    return Frames(fiscal_year=max(result["fiscal_year"] for result in results), **frames)


def write_parquet(frames: Frames, folder: str | PathLike[str]) -> tuple[Path, ...]:
    """Each frame as a Parquet file of its name; lists and mappings as JSON, decimals as text.

    Raises:
        Problem: pyarrow is not installed; then nothing is written.
    """
    _require_pyarrow()
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    return tuple(_parquet(getattr(frames, name), target / f"{name}.parquet") for name in _COLUMNS)


def _parquet(frame: DataFrame, file: Path) -> Path:
    flat = frame.copy()
    for name in flat.columns:
        if flat[name].dtype == object:
            flat[name] = flat[name].map(_plain)
    flat.to_parquet(file, index=False, engine="pyarrow")
    return file


def _require_pyarrow() -> None:
    """Before anything is written."""
    try:
        import_module("pyarrow")
    except ImportError:
        raise Problem(
            'pyarrow がありません。pip install "zushi_xl[parquet]" で入れてください。'
        ) from None


def _plain(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, Decimal) else value


def _parts(result: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The lists within records as lists of their own; records with the review of their datum."""
    evaluations, initiatives = result["evaluations"], result["initiatives"]
    rated = (*evaluations, *initiatives)
    return {
        "evaluations": [{**r, "review": _gravest(r.get("ratings", [])[:1])} for r in evaluations],
        "initiatives": [{**r, "review": _gravest(r.get("budgets", []))} for r in initiatives],
        "goals": [_flat_goal(goal) for goal in result.get("goals", ())],
        "ratings": [{"code": r["code"], **part} for r in rated for part in r.get("ratings", [])],
        "budgets": [
            {"code": r["code"], **part} for r in initiatives for part in r.get("budgets", [])
        ],
    }


def _flat_goal(goal: Mapping[str, Any]) -> dict[str, Any]:
    flat = {key: value for key, value in goal.items() if key not in ("target", "baseline")}
    for side in ("target", "baseline"):
        flat |= {f"{side}_{name}": value for name, value in goal[side].items()}
    return flat


def _gravest(parts: Iterable[Mapping[str, Any]]) -> str:
    return gravest(Review(part["review"]) for part in parts).value


def _frame(records: list[dict[str, Any]], columns: str, exact: bool) -> DataFrame:
    """All columns are there even without a record, so that a program need not ask."""
    pandas = _pandas()
    flat = [_flat(record) for record in records]
    extra = dict.fromkeys(key for record in flat for key in record if key.startswith("extra_"))
    frame = pandas.DataFrame(flat, columns=[YEAR, *columns.split(), *extra])
    for name in frame.columns.intersection(_WHOLE):
        frame[name] = frame[name].astype("Int64")
    for name in frame.columns.intersection((*_DECIMAL, *_GOAL_DECIMAL)):
        if exact:
            frame[name] = frame[name].map(Decimal, na_action="ignore").astype(object)
        else:
            frame[name] = pandas.to_numeric(frame[name]).astype("float64")
    return frame


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    flat = {key: value for key, value in record.items() if key not in ("source", "extra")}
    for key in ("source", "extra"):
        flat |= {f"{key}_{name}": value for name, value in (record.get(key) or {}).items()}
    return flat


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise Problem("pandas がありません。pip install pandas で入れてください。") from None
    return pandas
