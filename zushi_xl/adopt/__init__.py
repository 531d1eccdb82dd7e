"""An existing form, as people made it in Excel → a draft of its definition."""

from __future__ import annotations

from .draft_json import dump_draft
from .listing import draft_lines
from .opening import draft_of

__all__ = ["draft_lines", "draft_of", "dump_draft"]
