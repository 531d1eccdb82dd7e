"""Column 尺度: which list of grades of the plan master a rating offers."""

from __future__ import annotations

from zushi_xl.form.model import FieldType
from zushi_xl.masters.plan.reviewing_sheets import ReviewingNames
from zushi_xl.masters.records import Mistakes, Record, match_key, suggestion


def scale_of(record: Record, kind: str | None, names: ReviewingNames, mistakes: Mistakes) -> str:
    """The scale as the plan master spells it. One that it does not have is told here, whatever
    else is wrong with the plan; where it has none with a name, nothing can be said yet."""
    text = record["尺度"]
    known = {match_key(name): name for name in names.scales}
    if not text or kind != FieldType.RATING or not known or match_key(text) in known:
        return known.get(match_key(text), text)
    mistakes.at(
        "scale",
        record,
        "尺度",
        f"{record['ID']}：尺度「{text}」は、計画マスタの「評価区分」にありません。",
        f"{suggestion(text, names.scales)}「評価区分」の列「尺度」にある名前"
        f"（{'、'.join(names.scales)}）にしてください。",
    )
    return text
