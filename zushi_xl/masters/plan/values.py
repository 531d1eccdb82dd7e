"""Items of the plan master as values; what cannot be read is a mistake at its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from zushi_xl.masters.records import Mistakes, Record, match_key, split_items, suggestion
from zushi_xl.plan.levels import Level
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.quantity import Context, Quantity
from zushi_xl.quantity.typed import ROUNDED_FOR_SHOW
from zushi_xl.quantity.writing import as_shown

_NOTHING = frozenset(map(match_key, ("", "ー", "―", "－", "-", "なし", "該当なし")))


def is_nothing(text: str) -> bool:
    """Whether an item says that there is none: empty or a dash."""
    return match_key(text) in _NOTHING


def read_year(record: Record, header: str, mistakes: Mistakes) -> int | None:
    """A fiscal year in any notation: 2024, 2024年度, 令和６年度."""
    text = record[header]
    if is_nothing(text):
        return None
    quantity = record.quantity(header, Context(kind="year"))
    year = quantity.value
    if year is not None and year == int(year) and 1868 <= year <= 2200:
        return int(year)
    mistakes.at(
        "year",
        record,
        header,
        f"「{header}」の「{text}」を年度として読めません。",
        "「2024」「2024年度」「令和6年度」のように、一つの年度を記入してください。",
    )
    return None


def read_day(record: Record, header: str, mistakes: Mistakes) -> date | None:
    """A day with its year, western or Japanese."""
    text = record[header]
    if is_nothing(text):
        return None
    typed = record.quantity(header, Context(kind="date")).date
    if typed and len(typed) == len("2025-05-30"):
        return date.fromisoformat(typed)
    mistakes.at(
        "date",
        record,
        header,
        f"「{header}」の「{text}」を日付として読めません。",
        "「2025年5月30日」「令和7年5月30日」のように、年月日を記入してください。",
    )
    return None


def read_number(record: Record, header: str, unit: str, mistakes: Mistakes) -> Decimal | None:
    """One plain figure; bounds, ranges and other units are refused."""
    text = record[header]
    if is_nothing(text):
        return None
    quantity = record.quantity(header, Context(unit=unit or None))
    if unit != "円":  # to the yen
        quantity = _as_seen(quantity)
    if quantity.value is not None and _is_plain(quantity, unit):
        return quantity.value
    mistakes.at(
        "number",
        record,
        header,
        f"「{header}」の「{text}」を数値として読めません。",
        f"{_why(quantity)}{f'単位{unit}の' if unit else ''}数値を一つだけ記入してください。",
    )
    return None


def _as_seen(quantity: Quantity) -> Quantity:
    """A figure that was worked out (57,281.4 人 seen as 57,281) as the plan says it."""
    if quantity.shown_decimals is None:
        return quantity
    told = tuple(said for said in quantity.conflicts if not said.startswith(ROUNDED_FOR_SHOW))
    return as_shown(quantity)._replace(conflicts=told)


def _why(quantity: Quantity) -> str:
    """What the reader of quantities says against a text, as a sentence or nothing."""
    reasons = [*quantity.conflicts, *([quantity.reason] if quantity.reason else [])]
    return "".join(f"{reason.rstrip('。')}。" for reason in reasons)


def _is_plain(quantity: Quantity, unit: str) -> bool:
    return not (
        quantity.is_refused
        or quantity.qualifier
        or quantity.conflicts
        or quantity.also
        or quantity.kind in ("range", "date", "year")
        or (quantity.unit or unit) != unit
    )


def read_yen(record: Record, header: str, mistakes: Mistakes) -> Decimal | None:
    """An amount of money in whole yen."""
    amount = read_number(record, header, "円", mistakes)
    if amount is not None and amount != int(amount):
        mistakes.at(
            "number",
            record,
            header,
            f"「{header}」の「{record[header]}」に円未満の端数があります。",
            "円の単位で、整数で記入してください。",
        )
        return None
    return amount


def resolve(
    record: Record, header: str, names: Mapping[str, str], sheet: str, mistakes: Mistakes
) -> str:
    """The canonical name that an item means, by ``match_key``; unknown names are mistakes.

    Without any names the sheet itself is at fault, which is said once elsewhere.
    """
    text = record[header]
    if is_nothing(text):
        return ""
    name = names.get(match_key(text))
    if name is None and names:
        mistakes.at(
            "unknown",
            record,
            header,
            f"「{header}」の「{text}」がシート「{sheet}」にありません。",
            _hint(text, names, sheet)
            or f"{suggestion(text, names.values())}名前を直すか、"
            f"シート「{sheet}」に加えてください。",
        )
    return name or text


def read_partners(
    record: Record, lead: str, names: Mapping[str, str], mistakes: Mistakes
) -> tuple[str, ...]:
    """共同担当課: divisions beside the lead, which must be there to decide."""
    header = "共同担当課"
    if is_nothing(record[header]):
        return ()
    found = []
    for part in split_items(record[header]):
        name = names.get(match_key(part))
        if name is None and names:
            mistakes.at(
                "unknown",
                record,
                header,
                f"「{header}」の「{part}」がシート「担当課」にありません。",
                f"{suggestion(part, names.values())}名前を直すか、"
                "シート「担当課」に加えてください。",
            )
        found.append(name or part)
    if not lead or lead in found:
        problem = "主担当課でもあります" if lead else "ありますが、決める課（主担当課）がありません"
        mistakes.at(
            "partner",
            record,
            header,
            f"「{header}」に「{'、'.join(found)}」が{problem}。",
            "主担当課には答えを決める課を一つ、共同担当課にはほかの課だけを記入してください。",
        )
    return tuple(dict.fromkeys(name for name in found if name != lead))


def _hint(text: str, names: Mapping[str, str], sheet: str) -> str:
    """What to do where one cell names several divisions; empty where it does not."""
    parts = re.split(r"[、，,・／/\n]+", text)
    known = [part for part in parts if match_key(part) in names]
    if sheet != "担当課" or len(known) < 2:
        return ""
    return (
        "課は一つだけ記入してください。二つの課で行うときは、答えを決める課だけを残し、"
        "もう一つの課は列「共同担当課」に記入します。"
    )


def level_words(settings: Settings) -> dict[str, Level]:
    """The levels in use by the city's own word, and by the standard one unless 階層 has others."""
    if settings.described_levels:
        return {match_key(level.name): level.kind for level in settings.described_levels}
    words = {match_key(level.value): level for level in settings.levels}
    words.update({match_key(settings.level_names[level]): level for level in settings.levels})
    return words


def read_levels(
    record: Record, words: Mapping[str, Level], settings: Settings, mistakes: Mistakes
) -> tuple[Level, ...]:
    """The levels that a row of a scale is for; none named: all."""
    names = [settings.level_names[level] for level in settings.levels]
    found = []
    for name in split_items(record["階層"]):
        level = words.get(match_key(name))
        if level:
            found.append(level)
        else:
            mistakes.at(
                "level",
                record,
                "階層",
                f"「{name}」という階層はありません。",
                f"{suggestion(name, names)}使えるのは {' / '.join(names)} です。",
            )
    return tuple(found)


def read_validity(record: Record, mistakes: Mistakes) -> tuple[int | None, int | None]:
    """The first and the last fiscal year in which a row holds; None: no end."""
    first = read_year(record, "適用開始", mistakes)
    last = read_year(record, "適用終了", mistakes)
    if first and last and first > last:
        mistakes.at(
            "years",
            record,
            "適用終了",
            f"適用終了（{last}）が適用開始（{first}）より前です。",
            "適用開始と適用終了を確かめてください。",
        )
    return first, last
