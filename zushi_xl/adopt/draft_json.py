"""The draft for programs: the keys that `adopt --json` prints."""

from __future__ import annotations

import json
from typing import Any

from .model import Draft, DraftField, LeftOut, Repeat, address


def dump_draft(draft: Draft) -> str:
    """One JSON object: file, sheets, fields, left_out."""
    data = {
        "file": draft.file,
        "sheets": [
            {"name": sheet.name, "role": sheet.role, "reason": sheet.reason}
            for sheet in draft.sheets
        ],
        "fields": [_field(field) for field in draft.fields],
        "left_out": [_left_out(item) for item in draft.left_out],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _field(field: DraftField) -> dict[str, Any]:
    choices = field.choices
    return {
        "sheet": field.sheet,
        "cell": address(field.area),
        "label": field.label,
        "type": field.type,
        "unit": field.unit or None,
        "choices": list(choices) if isinstance(choices, tuple) else choices,
        "repeat": _repeat(field.repeat),
        "sure": field.sure,
        "confidence": field.confidence,
        "reasons": list(field.reasons),
        "doubts": list(field.doubts),
    }


def _repeat(repeat: Repeat | None) -> dict[str, Any] | None:
    if repeat is None:
        return None
    data: dict[str, Any] = {
        "axis": repeat.axis,
        "of": repeat.of,
        "count": repeat.count,
        "step": repeat.step,
    }
    if repeat.index is not None:
        data["index"] = repeat.index
    return data


def _left_out(item: LeftOut) -> dict[str, str]:
    return {
        "sheet": item.sheet,
        "cell": address(item.area),
        "text": item.text,
        "reason": item.reason,
    }
