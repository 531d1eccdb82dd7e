"""What a field asks about although its text can be read: a place left out, a part of the year."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.model import Context, Quantity
from zushi_xl.quantity.numerals import KANJI_DIGITS
from zushi_xl.text.regex import regex

PLACE_LEFT_OUT = "「{}」の次の位がありません。下の位を略した書き方でないか確かめてください"
PART_OF_YEAR = "一年のうちの一部の期間の値と書かれています（{}）"

_DIGITS = f"0-9{KANJI_DIGITS}"
_AFTER_HUNDRED_MILLIONS = regex(
    f"([兆億])[{_DIGITS},十百千]+(?![{_DIGITS},.十百千万億])", having="兆億"
)
_LAST_FIGURE = regex(f"([百千万])[{_DIGITS}](?=$|[(（※])", having="百千万")
_FIGURES_BEFORE = regex("[0-9][百千]")
"""In kanji alone 五百三 is the usual way to write 503; 5百3 is not."""

_DOTTED = regex(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.])")
_MONTHS = regex(
    "([0-9]{1,2})月?(?:[0-9]{1,2}日)?(?:~|から)(?:[^0-9]{0,4}[0-9元]{1,4}[年.])?([0-9]{1,2})月"
    "|[.]([0-9]{1,2})(?:[.][0-9]{1,2})?~[^0-9]{0,2}[0-9]{1,4}[.]([0-9]{1,2})(?![0-9])"
)
_UP_TO_MONTH = regex("([0-9]{1,2})月?末?まで")
_AS_OF_MONTH = regex("([0-9]{1,2})月(?:末|[0-9]{1,2}日)?(?:現在|時点)?(?:$|；)")
_MANY_MONTHS = regex("(?:^|；)([0-9]{1,2})か月間?分?$")
_YEAR_STARTS, _WHOLE_YEAR = 4, 12
_AFTER_THE_YEAR = (4, 5)  # as of 4月1日, or of 出納閉鎖: all of the year before is in it
_SCALE_ALONE = frozenset("百千")
A_HEADING = "「{}」だけでは、数か単位の見出しか決められません"


def field_doubts(found: Quantity, context: Context) -> tuple[str, ...]:
    """Say what of a readable text the people of the field must look at."""
    if not found.has_value or found.kind == "year":
        return ()
    return (
        *_places_left_out(found.text),
        *_parts_of_year(found, context),
        *_scales_alone(found.text),
    )


def is_dotted(found: Quantity) -> bool:
    """Whether a number of no unit may have a point where others write a comma (1.030)."""
    if found.value is None or found.scale_applied or found.value.as_tuple().exponent != -3:
        return False
    return _DOTTED.search(fold_cell(found.text).folded) is not None


def _places_left_out(text: str) -> Iterator[str]:
    """12億3 is said of 1,230,000,000 and written for 1,200,000,003."""
    folded = fold_cell(text).folded
    match = _AFTER_HUNDRED_MILLIONS.search(folded)
    if match is None and (match := _LAST_FIGURE.search(folded)) is not None:
        is_usual = match[1] != "万" and not _FIGURES_BEFORE.search(folded)
        match = None if is_usual else match
    if match:
        yield PLACE_LEFT_OUT.format(match[1])


def _scales_alone(text: str) -> Iterator[str]:
    """千 is a thousand, and the beginning of 千円 over a column."""
    if fold_cell(text).folded in _SCALE_ALONE:
        yield A_HEADING.format(text.strip())


def _parts_of_year(found: Quantity, context: Context) -> Iterator[str]:
    """4月～12月, 12月まで and 6か月 beside the figure of a year; 9月末 beside one that adds up."""
    note = fold_cell(found.note or "").folded
    if context.year is None or not note:
        return
    span, end, count = _MONTHS.search(note), _UP_TO_MONTH.search(note), _MANY_MONTHS.search(note)
    if span:
        first, last = (int(month) for month in span.groups() if month)
        months = (last - first) % _WHOLE_YEAR + 1
    elif end:
        months = (int(end[1]) - _YEAR_STARTS) % _WHOLE_YEAR + 1
    elif context.cumulative and (as_of := _AS_OF_MONTH.search(note)):
        is_of_end = int(as_of[1]) in _AFTER_THE_YEAR
        months = _WHOLE_YEAR if is_of_end else (int(as_of[1]) - _YEAR_STARTS) % _WHOLE_YEAR + 1
    else:
        months = int(count[1]) if count else _WHOLE_YEAR
    if months != _WHOLE_YEAR:
        yield PART_OF_YEAR.format(found.note)
