"""What a document remembers of its rows, as lines of the hidden sheet 控え."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from zushi_xl.files.json_in import parse_json
from zushi_xl.redline.carried import Carried
from zushi_xl.redline.carried_values import Memory
from zushi_xl.redline.listed import COLORS, HEADS
from zushi_xl.redline.pieces import Mark, MarkedPiece

_CHUNK = 30_000  # characters of a cell; Excel takes 32,767


def memory_lines(
    carried: Carried, heads: Mapping[str, str], colors: Mapping[str, Mark]
) -> Iterator[tuple[str, ...]]:
    """The lines of the sheet 控え.

    ``heads`` are the printed headers by what they stand for, ``colors`` those that are marks
    without a line.
    """
    yield (HEADS, json.dumps(heads, ensure_ascii=False))
    yield (COLORS, json.dumps({color: mark.value for color, mark in colors.items()}))
    for key, memory in carried.memory.items():
        text = json.dumps(_plain(memory), ensure_ascii=False, separators=(",", ":"))
        yield (key, *(text[i : i + _CHUNK] for i in range(0, len(text), _CHUNK)))


def _plain(memory: Memory) -> dict[str, object]:
    return {
        "name": memory.name,
        "number": memory.number,
        "printed": memory.is_printed,
        "written": dict(memory.written),
        "typed": {h: [[m.value, t] for m, t in p] for h, p in memory.typed.items()},
        "comments": dict(memory.comments),
        "anchors": list(memory.anchors),
    }


def memory_from(text: str) -> Memory | None:
    """What a line says, or None where somebody damaged it."""
    try:
        found = parse_json(text)
        return Memory(
            found["name"],
            found["number"],
            found["written"],
            {h: tuple(MarkedPiece(Mark(m), t) for m, t in p) for h, p in found["typed"].items()},
            found["comments"],
            is_printed=found["printed"],
            anchors=tuple(map(str, found.get("anchors", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
