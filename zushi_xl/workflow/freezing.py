"""確定: the published state of a year is kept, and later runs say what has changed since.

It stands in 確定/ of the year's folder, a file for each name: the name, a running number, the hash
of 収集結果.json, and that result. No run changes or removes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from zushi_xl.files.json_in import read_json
from zushi_xl.findings.finding import Problem
from zushi_xl.findings.ways import Way
from zushi_xl.publish import result_json
from zushi_xl.report.frozen import FrozenState, errata_between
from zushi_xl.report.model import Report
from zushi_xl.workbook.names import file_name

FOLDER = "確定"
_SCHEMA = 1


def against_frozen(report: Report, folder: Path) -> Report:
    """The report with what has changed since the latest state that was kept; as it is where none
    was.

    Raises:
        Problem: a kept state that cannot be read.
    """
    kept = max(_states(folder), key=lambda state: state["number"], default=None)
    if kept is None:
        return report
    now = json.loads("".join(result_json(report)))
    errata = errata_between(kept["result"], now, _published(report))
    return replace(report, frozen=FrozenState(kept["name"], kept["sha256"], errata))


def frozen(report: Report, name: str, folder: Path) -> tuple[Report, Mapping[str, Any]]:
    """The report stamped as the state ``name``, and what is kept of it.

    Raises:
        Problem: another state was kept under the name.
    """
    text = "".join(result_json(replace(report, frozen=None)))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    states = list(_states(folder))
    same = next((state for state in states if state["name"] == name), None)
    if same is not None and same["sha256"] != digest:
        raise Problem(
            f"「{name}」という名前の確定は、違う内容ですでにあります（{folder / FOLDER}）。"
            f"別の名前（例：確定2）を{Way.FREEZE}に指定してください。"
        )
    number = same["number"] if same else max((s["number"] for s in states), default=0) + 1
    state = {
        "schema": _SCHEMA,
        "name": name,
        "number": number,
        "sha256": digest,
        "result": json.loads(text),
    }
    return replace(report, frozen=FrozenState(name, digest)), state


def write_state(state: Mapping[str, Any], new: Path) -> None:
    """Keep a state in a new folder of outputs."""
    file = new / FOLDER / f"{file_name(state['name'])}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(state, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _states(folder: Path) -> Iterator[Mapping[str, Any]]:
    for file in sorted((folder / FOLDER).glob("*.json")):
        try:
            state = read_json(file)
            readable = state["schema"] == _SCHEMA and {"name", "number", "sha256", "result"} <= set(
                state
            )
        except (ValueError, KeyError, TypeError, OSError):
            readable = False
        if not readable:
            raise Problem(
                f"確定の記録 {file} を読めません。控えから戻すか、別の場所に移してください。"
            )
        yield state


def _published(report: Report) -> Mapping[str, str]:
    year = report.fiscal_year
    return {field.id: field.label_in(year) for field in report.form.fields if field.published}
