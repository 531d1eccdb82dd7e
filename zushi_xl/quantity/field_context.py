"""What the field knows: it fills what the text leaves open and never overrides the text."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.quantity.amounts import DOTTED
from zushi_xl.quantity.asked_back import field_doubts, is_dotted
from zushi_xl.quantity.dates import YEARLESS
from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.model import NO_CONTEXT, Context, Quantity, refused
from zushi_xl.quantity.numerals import EXACT, without_zeros
from zushi_xl.quantity.reader import read_text
from zushi_xl.quantity.units import canonical_unit, find_unit, same_unit, split_scale
from zushi_xl.text.regex import regex

_SHORT_YEAR = regex("(?:[1-9]|1[0-2]|元)年度?")
_REIWA = 2018
_LAST_PLAIN_YEAR = 12
"""A year typed without its era is one of 令和 so far; 13–31 may be 平成, or 20xx cut short."""
_CHANGE_NOTE = regex(
    "減少|減額|減|低下|マイナス|下落|悪化|縮小|増加|増額|増|上昇|向上|プラス|改善|拡大|アップ"
)
_CHANGE_LABEL = regex("増減|変化率|伸び率|増加率|前年度?比|対前年")
_YEN_LABEL = regex("[（(][千万億百]*円[）)]")
_RATE_LABEL = regex("率|割合|比|％|%|パーセント")
_SHORTEST_LABEL = 3
_OTHER_TIME = regex("前年|前回|前期|昨|翌|次|来年|[0-9]|目標|計画|予定|以上|以下")
"""Words of a sentence like 前年度より増やす, which name the field only where they are all of it."""
_SEPARATOR = regex("(?:[:=は]|は、)?")
_YEAR_UNITS = ("年", "年度")

NO_FIGURE = "数値の欄ですが、年・年度・日付が書かれています"
NO_DATE = "日付の欄ですが、日付として読めません"
NO_RANGE = "一つの数値の欄ですが、範囲で書かれています"
SCALED_TWICE = "欄の単位と文字の両方に位（千・万・億など）があります"
SHARE_IN_COUNT = "分数で書かれていますが、割合の欄ではありません"
CHANGE_IN_LEVEL = "増減が書かれていますが、増減の欄ではありません"
MONEY_IN_NUMBER = "数値の欄ですが、金額（円）が書かれています"
UNIT_IN_NUMBER = "単位を決めていない数値の欄ですが、「{}」で書かれています"
BARE_RATE = "率の欄に1以下の数があります。％の値か、100倍が必要な小数か確かめてください"


def read_quantity(text: str, context: Context = NO_CONTEXT) -> Quantity:
    """Read a cell's text as a quantity, or refuse it; never raises."""
    if context is NO_CONTEXT or context == NO_CONTEXT:
        return read_text(text)
    if context.kind == "year" and (digits := _SHORT_YEAR.fullmatch(fold_cell(text).folded)):
        return _in_reiwa(text, digits[0])
    unit = field_unit(context)
    found = read_text(text, unit)
    if context.label and not found.has_value and found.kind != "missing":
        found = _without_own_label(text, context.label, unit) or found
    return _with_doubts(apply_field(found, context), found, context)


def _with_doubts(given: Quantity, typed: Quantity, context: Context) -> Quantity:
    """What can be read and may not be meant so: 1.030 (as 1.030人 is refused), 12億3."""
    is_answer = context.year is not None or context.single
    if is_answer and not typed.unit and given.kind in ("count", "money") and is_dotted(typed):
        return refused(given.text, DOTTED)
    doubts = field_doubts(given, context)
    return given._replace(conflicts=(*given.conflicts, *doubts)) if doubts else given


def _without_own_label(text: str, label: str, unit: str | None) -> Quantity | None:
    """Read what stands behind the field's own name (未受診率35％ in the field 未受診率)."""
    folded, name = fold_cell(text).folded, fold_cell(label).folded
    size = _shared_start(folded, name)
    if folded[:size] != name and (size < _SHORTEST_LABEL or _OTHER_TIME.search(folded[:size])):
        return None
    found = read_text(folded[_end_of_separator(folded, size) :], unit)
    return found._replace(text=text) if found.has_value and found.kind != "year" else None


def _shared_start(folded: str, name: str) -> int:
    """Return how long the start of a text is that stands in the field's name."""
    size = 0
    while size < len(folded) and folded[: size + 1] in name:
        size += 1
    return size


def _end_of_separator(folded: str, start: int) -> int:
    match = _SEPARATOR.match(folded, start)
    return match.end() if match else start


def _in_reiwa(text: str, year: str) -> Quantity:
    """Read 6年度 in a year field as 令和6年度."""
    found = read_text(f"令和{year}")
    if not found.has_value:
        return found._replace(text=text)
    return found._replace(text=text, era_text=text, changes=("元号の補い（令和）", "和暦→西暦"))


def field_unit(context: Context) -> str | None:
    """Return the field's canonical unit without its scale (千円 → 円)."""
    return split_scale(canonical_unit(context.unit))[1] if context.unit else None


def apply_field(found: Quantity, context: Context) -> Quantity:
    """Apply what the field knows to a reading, and refuse what does not fit its kind."""
    if context.kind == "year":
        found = _as_year(found)
    if reason := _misfit(found, context):
        return refused(found.text, reason)._replace(date=found.date)
    if context.year and found.fiscal_years and context.year not in found.fiscal_years:
        found = found._replace(conflicts=(*found.conflicts, _other_year(found, context.year)))
    if not context.unit:
        return _without_own_unit(found, context)
    scale, unit = split_scale(canonical_unit(context.unit))
    return apply_unit(found, scale, unit)


def _without_own_unit(found: Quantity, context: Context) -> Quantity:
    """A bare number is asked for: a unit that the label does not name may mean another figure."""
    unit, label = found.unit, context.label or ""
    is_asked = context.single and context.kind == "number"
    if not (is_asked and unit) or unit in label or (unit == "％" and _RATE_LABEL.search(label)):
        return found
    return found._replace(conflicts=(*found.conflicts, UNIT_IN_NUMBER.format(unit)))


def _other_year(found: Quantity, asked: int) -> str:
    years = "～".join(dict.fromkeys((f"{found.fiscal_years[0]}", f"{found.fiscal_years[-1]}")))
    return f"{asked}年度の欄ですが、{years}年度の値と書かれています"


def _misfit(found: Quantity, context: Context) -> str | None:
    """Say why a reading cannot be an answer of this field's kind."""
    if found.ambiguous or found.kind in ("missing", "text"):
        return None
    if context.kind == "date":
        return None if found.date else YEARLESS if found.kind == "date" else NO_DATE
    if context.asks_figure and found.kind in ("year", "date"):
        fits = found.kind == "year" and context.unit in _YEAR_UNITS
        return None if fits else NO_FIGURE
    if context.single and found.kind == "range":
        return NO_RANGE
    if context.kind == "money" and found.unit not in (None, "円"):
        return f"金額の欄ですが「{found.unit}」で書かれています"
    if context.single and context.kind == "number" and found.unit == "円":
        is_told = field_unit(context) == "円" or _YEN_LABEL.search(context.label or "")
        return None if is_told else MONEY_IN_NUMBER
    if _is_change(found) and context.unit and not _CHANGE_LABEL.search(context.label or ""):
        return CHANGE_IN_LEVEL
    return None


def _is_change(found: Quantity) -> bool:
    return found.note is not None and bool(_CHANGE_NOTE.fullmatch(found.note))


def apply_unit(found: Quantity, scale: int, unit: str | None) -> Quantity:
    """Give a bare number the field's unit and scale; report a unit that contradicts it."""
    if unit is None or not found.has_value or found.kind == "year":
        return found
    if found.unit is None:
        return _give_unit(found, scale, unit)
    if same_unit(found.unit, unit):
        return found
    sentence = f"欄の単位は「{unit}」ですが「{found.unit}」で書かれています"
    return found._replace(conflicts=(*found.conflicts, sentence))


def _give_unit(found: Quantity, scale: int, unit: str) -> Quantity:
    """Give a number without unit that of the field; a share fits rates only."""
    if found.scale_applied and scale != 1:
        return refused(found.text, SCALED_TWICE)
    if found.kind == "ratio" and unit != "％":
        return refused(found.text, SHARE_IN_COUNT)
    if found.kind == "ratio":
        return _with_unit(found, 100, unit)._replace(scale_applied=False)
    given = _with_unit(found, scale, unit)
    if unit == "％" and found.value is not None and 0 < abs(found.value) <= 1:
        return given._replace(conflicts=(*given.conflicts, BARE_RATE))
    return given


def _with_unit(found: Quantity, scale: int, unit: str) -> Quantity:
    known = find_unit(unit)
    kind = found.kind if found.kind == "range" else known.kind if known else "count"
    changes = found.changes
    if scale != 1:
        changes = (*changes, f"{_scale_name(scale)}{unit}→{unit}")
    return found._replace(
        kind=kind,
        value=_scaled(found.value, scale),
        low=_scaled(found.low, scale),
        high=_scaled(found.high, scale),
        unit=unit,
        scale_applied=found.scale_applied or scale != 1,
        changes=changes,
    )


def _scaled(value: Decimal | None, scale: int) -> Decimal | None:
    if value is None or scale == 1:
        return value  # with the decimals that were written: 13.0
    return without_zeros(EXACT.multiply(value, Decimal(scale)))


def _scale_name(scale: int) -> str:
    names = {10: "十", 100: "百", 1000: "千", 10**4: "万", 10**6: "百万", 10**8: "億"}
    return names.get(scale, str(scale))


def _as_year(found: Quantity) -> Quantity:
    """Read a bare number in a year field: 2024, or 6 for 令和6."""
    number = found.value
    if found.kind != "number" or number is None or found.unit or found.qualifier:
        return found
    if 1 <= number <= _LAST_PLAIN_YEAR and number == number.to_integral_value():
        year = Decimal(_REIWA) + number
        changes = (*found.changes, "元号の補い（令和）", "和暦→西暦")
        return found._replace(kind="year", value=year, changes=changes)
    if 1868 <= number <= 2199:
        return found._replace(kind="year")
    return found._replace(
        kind="text",
        value=None,
        ambiguous=True,
        reason="年の欄ですが、どの年か決められません",
    )
