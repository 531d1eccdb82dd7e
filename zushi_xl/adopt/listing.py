"""The draft for a person at the terminal: doubtful fields first."""

from __future__ import annotations

from collections.abc import Iterator

from .definition import KINDS
from .model import Draft, DraftField, address

_SHOWN = 20
_LONGEST = 80  # letters of a name


def draft_lines(draft: Draft) -> Iterator[str]:
    """A few lines: how much was recognised, and what a person should look at."""
    doubtful = [field for field in draft.fields if not field.sure]
    forms = [sheet.name for sheet in draft.sheets if sheet.role == "form"]
    yield f"様式のシート {len(forms)}／{len(draft.sheets)}：{'、'.join(forms)}"
    yield f"記入欄 {len(draft.fields)} 種（うち確かめてほしいもの {len(doubtful)} 種）"
    shown = sorted(doubtful, key=lambda field: field.confidence) or list(draft.fields)
    for field in shown[:_SHOWN]:
        yield f"  {_line(field)}"
    if len(shown) > _SHOWN:
        yield f"  ほか {len(shown) - _SHOWN} 種"


def _line(field: DraftField) -> str:
    doubts = f"（{'、'.join(field.doubts)}）" if field.doubts else ""
    label = field.label or "（見出しなし）"
    label = label if len(label) <= _LONGEST else f"{label[:_LONGEST]}…"
    return f"{field.sheet} {address(field.area)} {label}：{KINDS[field.type]}{doubts}"
