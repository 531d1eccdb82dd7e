"""One number with its sign, scale and unit: the core of the grammar.

``sign? currency? sign? numeral unit?`` must be the whole text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.quantity.model import Kind, Refusal
from zushi_xl.quantity.numerals import (
    EXACT,
    NUMERAL_WORDS,
    RUN,
    VULGAR,
    Numeral,
    NumeralError,
    read_numeral,
    without_zeros,
)
from zushi_xl.quantity.units import (
    Unit,
    find_counter,
    find_counter_after_kanji,
    find_unit,
    orders_or_names,
)
from zushi_xl.text.regex import regex


class Amount(NamedTuple):
    """A number that was read, before bounds and notes."""

    value: Decimal
    kind: Kind
    unit: str | None = None
    scaled: bool = False
    run: str = ""
    """The numeral as folded, for ranges that share a scale."""
    note: str | None = None


SIGNS = {"-": -1, "▲": -1, "△": -1, "▼": -1, "▽": -1, "マイナス": -1, "+": 1, "プラス": 1}
_SIGN = r"(?P<{}>マイナス|プラス|[-+▲△▼▽])?"
_AMOUNT = regex(
    rf"{_SIGN.format('sign')}(?P<currency>¥|\\|金|摂氏|華氏|氷点下)?{_SIGN.format('inner')}"
    rf"(?P<run>{RUN})(?P<vulgar>[½⅓⅔¼¾⅕-⅞])?(?P<mark>[¹²³⁴-⁹]{{1,2}})?(?P<rest>.*)",
    re.DOTALL,
)
_VULGAR_ONLY = regex(rf"{_SIGN.format('sign')}([½⅓⅔¼¾⅕-⅞])(.*)", re.DOTALL)
_TENTHS = regex(rf"{_SIGN.format('sign')}(?:({RUN})割)?(?:({RUN})分)?(?:({RUN})厘)?(半)?")
_FRACTION = regex(rf"{_SIGN.format('sign')}(?:({RUN})と)?({RUN})分の({RUN})")
_SEN = regex(rf"{_SIGN.format('sign')}({RUN})円({RUN})銭")
_CHANGE = regex(
    "(?:の|ポイントの|に)?(?:(減少|減額|減|低下|マイナス|下落|悪化|縮小)|(?:増加|増額|増|上昇|向上|プラス|改善|拡大|アップ))"
)
_CHANGE_END = regex(f"(.+?)({_CHANGE.pattern})$", re.DOTALL)
_SPECIAL_STARTS = ("割", "分", "厘", "と", "円")
_PREFIX_UNITS = {"¥": "円", "\\": "円", "金": "円", "摂氏": "℃", "華氏": "℉", "氷点下": "℃"}
_SAYINGS = frozenset(("九分九厘", "十分", "五分五分"))
_BARE_SCALE = frozenset(("千", "百万"))
_MAKE_NAMES = frozenset("歳年本枚匹頭羽里坪日")
"""千 with these is a word or a name (千歳, 千年), not a heading like 千円."""
_VAGUE_PAIR = regex("一二|二三|三四|四五|五六|六七|七八|八九")
_YEARLIKE_MONTH = regex(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])")
_COMPACT_DATE = regex(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_ZERO_POINT = regex("(?<![0-9.,])0・(?=[0-9])")
_PLAIN = regex(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[1-9][0-9]*|0)(?:\.[0-9]+)?)([^0-9.,]*)")

_ALWAYS = frozenset(("24時間", "365日"))
WORD_OR_QUANTITY = "漢数字の語か数量か決められません"
_SCALES_ALONE = frozenset("万億兆京")
_DOTTED_GROUPS = regex(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
DOTTED = "小数点か桁区切りか決められません"
CHANGE = "増減の数か、その時点の数か決められません"
_RATES = frozenset(("％", "ポイント", "‰", "倍"))
LABEL_OR_AMOUNT = "単位の見出しか金額・数量か決められません"


def read_amount(folded: str, allowed: str | None = None) -> Amount | Refusal | None:
    """Read a whole text as one amount; ``None`` when it is no number, a refusal when unsure.

    ``allowed`` is a unit the field is known to have: ordinals such as 位 count only then.
    """
    if "0・" in folded:
        folded = _ZERO_POINT.sub("0.", folded)
    amount = _read_checked(folded, allowed)
    if isinstance(amount, Amount) and amount.kind in ("count", "money") and not amount.scaled:
        return Refusal(DOTTED) if _DOTTED_GROUPS.fullmatch(amount.run) else amount
    return amount


def _read_checked(folded: str, allowed: str | None) -> Amount | Refusal | None:
    if plain := _PLAIN.fullmatch(folded):
        rest = plain[2]
        unit = find_unit(rest) if rest and folded not in _ALWAYS else None
        if unit:
            return _plain_amount(plain[1], unit)
    if folded in NUMERAL_WORDS:
        return None
    try:
        return _read_amount(folded, allowed)
    except NumeralError as error:
        return Refusal(str(error)) if _is_all_figures(folded) else None


def _is_all_figures(folded: str) -> bool:
    match = _AMOUNT.fullmatch(folded)
    if not match:
        return False
    if match["run"] in _SCALES_ALONE:
        return match["rest"] in ("", "円", "人")
    return match["run"] not in NUMERAL_WORDS and (
        not match["rest"] or bool(find_unit(match["rest"]))
    )


def _plain_amount(number: str, unit: Unit) -> Amount:
    return Amount(Decimal(number.replace(",", "")), unit.kind, unit.name, run=number)


def _read_amount(folded: str, allowed: str | None) -> Amount | Refusal | None:
    match = _AMOUNT.fullmatch(folded)
    if not match:
        return _read_vulgar(folded)
    rest = match["rest"]
    if rest[:1] in _SPECIAL_STARTS and (special := _read_special(folded)):
        return special
    if (refusal := _unreadable(match, allowed)) is not None:
        return refusal
    numeral = read_numeral(match["run"])
    value = _signed_value(match, numeral)
    if match["currency"]:
        return _with_currency(match, value, numeral.scaled)
    if not rest:
        return _bare(match, value, numeral.scaled)
    if match["vulgar"]:
        unit: Unit | Refusal | None = find_unit(rest)
    else:
        unit = _unit_after(match["run"], rest, numeral.kanji, allowed)
    if isinstance(unit, Unit):
        return Amount(value, unit.kind, unit.name, numeral.scaled, match["run"], match["mark"])
    return unit or _read_change(folded, allowed)


def _unreadable(match: re.Match[str], allowed: str | None) -> Refusal | None:
    """Refuse what parses as an amount and must not become one."""
    if match["run"] == "〇" and (not match["rest"] or find_unit(match["rest"])):
        return Refusal("〇が零か伏せ字か決められません")
    if match["run"] + match["rest"] in _ALWAYS and match["rest"] != allowed:
        return Refusal("「常に」の意味か量か決められません")
    if match["sign"] and match["inner"]:
        return Refusal("符号が二つあります")
    return None


def _signed_value(match: re.Match[str], numeral: Numeral) -> Decimal:
    value = without_zeros(numeral.value) if numeral.scaled else numeral.value
    if match["vulgar"]:
        value = EXACT.add(value, _vulgar(match["vulgar"]))
    sign = match["sign"] or match["inner"]
    return -value if SIGNS.get(sign or "+") == -1 or match["currency"] == "氷点下" else value


def _unit_after(run: str, rest: str, kanji: bool, allowed: str | None) -> Unit | Refusal | None:
    if allowed and rest == allowed and not (kanji and len(run) == 1):
        return find_unit(rest) or Unit(rest, "number")
    return _unit_after_kanji(run, rest) if kanji else find_counter(rest, run)


def _unit_after_kanji(run: str, rest: str) -> Unit | Refusal | None:
    """Read the word after a kanji numeral; a refusal when both may be one word."""
    unit = find_counter_after_kanji(rest, run)
    if unit and run in _BARE_SCALE:
        return None if unit.name in _MAKE_NAMES else Refusal(LABEL_OR_AMOUNT)
    if unit and len(run) == 2 and _VAGUE_PAIR.fullmatch(run) and unit.name != "％":
        return Refusal("「二三人」のような概数か二桁の数か決められません")
    if not unit and len(run) > 1 and find_unit(rest) and not orders_or_names(rest):
        return Refusal(WORD_OR_QUANTITY)
    return unit


def _bare(match: re.Match[str], value: Decimal, scaled: bool) -> Amount | Refusal:
    run = match["run"]
    if _COMPACT_DATE.fullmatch(run):
        return Refusal("日付の数字か量か決められません")
    if match["mark"]:
        return Refusal("べき乗か注番号か決められません")
    return Amount(value, "number", None, scaled, run)


def _with_currency(match: re.Match[str], value: Decimal, scaled: bool) -> Amount | Refusal | None:
    currency, rest = match["currency"], match["rest"]
    unit = _PREFIX_UNITS[currency]
    endings = {"円": ("", "円", "円也", "也", "-", ".-"), "℃": ("度", "℃"), "℉": ("度",)}[unit]
    if rest not in endings or (currency == "金" and rest in ("", "-", ".-")):
        return None
    return Amount(value, "money" if unit == "円" else "number", unit, scaled, match["run"])


def _vulgar(char: str) -> Decimal:
    above, below = VULGAR[char]
    return Decimal(above) / Decimal(below)


def _read_vulgar(folded: str) -> Amount | None:
    match = _VULGAR_ONLY.fullmatch(folded)
    if not match or match[2] not in VULGAR:
        return None
    value = _vulgar(match[2]) * SIGNS.get(match["sign"] or "+", 1)
    unit = find_unit(match[3]) if match[3] else None
    if match[3] and not unit:
        return None
    return Amount(value, unit.kind if unit else "ratio", unit.name if unit else None)


def _read_special(folded: str) -> Amount | Refusal | None:
    return _read_tenths(folded) or _read_fraction(folded) or _read_sen(folded)


def _read_tenths(folded: str) -> Amount | Refusal | None:
    """Read 割分厘 as percent points: 三割五分 is 35 ％."""
    match = _TENTHS.fullmatch(folded)
    if not match or not (match[2] or (match[3] and match[4])):
        return None
    if match[5] and (match[3] or match[4]) or folded in _SAYINGS:
        return None
    parts = [read_numeral(part).value if part else Decimal(0) for part in match.group(2, 3, 4)]
    if any(part >= 10 for part in parts[1:]):
        return Refusal("割分厘の書き方が不正です")
    value = parts[0] * 10 + parts[1] + parts[2] / 10 + (5 if match[5] else 0)
    sign = SIGNS.get(match["sign"] or "+", 1)
    return Amount(value * sign, "ratio", "％", run=match[2] or "")


def _read_fraction(folded: str) -> Amount | Refusal | None:
    """Read B分のA; a numerator above the denominator is a plain number."""
    match = _FRACTION.fullmatch(folded)
    if not match:
        return None
    whole = read_numeral(match[2]).value if match[2] else Decimal(0)
    below, above = read_numeral(match[3]).value, read_numeral(match[4]).value
    if not below or above == below:
        return Refusal("割合か補助率などの呼び名か決められません")
    value = whole + above / below
    value *= SIGNS.get(match["sign"] or "+", 1)
    return Amount(value, "ratio")


def _read_sen(folded: str) -> Amount | None:
    match = _SEN.fullmatch(folded)
    if not match:
        return None
    yen, sen = read_numeral(match[2]), read_numeral(match[3])
    if sen.value >= 100:
        return None
    value = (yen.value + sen.value / 100) * SIGNS.get(match["sign"] or "+", 1)
    return Amount(value, "money", "円", yen.scaled, match[2])


def _read_change(folded: str, allowed: str | None) -> Amount | Refusal | None:
    """Read 5.2％減 as a negative rate of change; 10人増 says no level and is refused."""
    match = _CHANGE_END.fullmatch(folded)
    if not match:
        return None
    amount = _read_amount(match[1], allowed)
    if not isinstance(amount, Amount) or amount.note:
        return None
    if amount.unit not in _RATES:
        return Refusal(CHANGE)
    if match[3] and amount.value < 0:
        return Refusal("負の符号と「減」が重なっています")
    value = -amount.value if match[3] else amount.value
    return amount._replace(value=value, note=match[2].lstrip("のに"))


def is_year_month(folded: str) -> bool:
    """Whether a bare decimal may be a month (2022.3)."""
    return bool(_YEARLIKE_MONTH.fullmatch(folded))
