"""The entries that a form prints to choose from: □新規　□更新, 有・無, １．市内　２．市外."""

from __future__ import annotations

import re
from functools import lru_cache

from zushi_xl.text.regex import regex

from . import words

_TICK = "□☐■☑☒◻◯○"
_NUMBERED = regex(r"(?:^|\s)([1-9１-９][．.、)）:：\s]|[①-⑨]|[ア-ク][．.、)）])\s*(\S+)")
_FIRST_ENTRY = regex(r"[□☐■☑☒◻]|(?:^|\s)(?:[1１][．.、)）:：\s]|①|ア[．.、)）])")
_PARTING = regex(r"[・/／、,，･|]|[ 　]{2,}")
_ROOM = regex(r"[（(](?:[ 　_＿]+[^（()） 　]{0,4}|[^（()） 　]{0,6}[ 　_＿]+)[)）]")
_GRADES = ("優良可", "大中小", "上中下", "高中低", "甲乙丙", "良可否", "強中弱", "多中少")
_ASKED = regex(r"(?:種別|区分|種類|名称|番号|内容|理由)$")
_OPTION = regex(r"[□☐■☑☒◻]\s*([^□☐■☑☒◻]+)")


@lru_cache(maxsize=1 << 13)
def options(text: str) -> tuple[str, ...]:
    """The entries printed in a text: □新規　□更新; 有・無; はい・いいえ. Empty where none."""
    if sum(text.count(sign) for sign in "□☐■☑☒◻") >= 2:
        entries = (_entry(match[1]) for match in _OPTION.finditer(text))
        return tuple(entry for entry in entries if entry)
    return (
        printed_pair(text)
        or _numbered_options(text)
        or _separated_options(text)
        or _to_be_circled(text)
    )


def stem(text: str) -> str:
    """What a text says before the entries that it numbers or ticks: 廃棄の方法 １ 焼却 ２ 溶解."""
    match = _FIRST_ENTRY.search(text)
    if match is None and _in_bracket(text):
        return text[: text.index(_in_bracket(text)) - 1].strip()
    return text[: match.start()].strip() if match and options(text) else ""


@lru_cache(maxsize=1 << 13)
def _in_bracket(text: str) -> str:
    """The numbered list that a bracket holds: …番号で答えてください。（１ 済み　２ 未定）"""
    return next((part for part in words.brackets(text) if _numbered_list(part)), "")


def printed_pair(text: str) -> tuple[str, ...]:
    """有・無, はい／いいえ, 男・女 as the whole text."""
    bare = _ROOM.sub("", text.strip().strip("()[]（）［］"))
    parts = tuple(part.strip() for part in _PARTING.split(bare) if part.strip())
    known = tuple(map(words.folded, parts))
    pairs = (*YES_NO_PRINTED, ("男", "女"))
    return parts if known in pairs or known[::-1] in pairs else ()


def is_pair(text: str) -> bool:
    """Whether a text is nothing but such a pair."""
    return bool(printed_pair(text)) and not stem(text)


@lru_cache(maxsize=1 << 13)
def pair_in_label(text: str) -> tuple[str, tuple[str, ...]]:
    """「耐震（有・無）」 → the label without its pair, and the pair; an empty pair where none."""
    match = re.match(
        r"(?s)(.+?)[\s　（(\[]+([^\s　（(\[）)\]]{1,5}[・/／･][^\s　）)\]]{1,5})[）)\]]?\s*$", text
    )
    pair = printed_pair(match[2]) if match else ()
    return (match[1].strip(), pair) if match and pair else (text, ())


def numbered(text: str) -> tuple[tuple[str, str], ...]:
    """The numbers with which a text prints its entries, each with its entry: 1 焼却, 2 溶解."""
    entries = _numbered_options(text)
    found = _NUMBERED.findall(_in_bracket(text) or text) if entries else []
    return tuple(
        (_number(number), entry) for (number, _), entry in zip(found, entries, strict=True)
    )


def _number(text: str) -> str:
    return words.folded(text).strip(".)、:")


def _numbered_options(text: str) -> tuple[str, ...]:
    """１．市内在住　２．市内在勤, also in a bracket behind a question."""
    return _numbered_list(text) or _numbered_list(_in_bracket(text))


def _numbered_list(text: str) -> tuple[str, ...]:
    found = _NUMBERED.findall(text)
    numbers = [_number(number) for number, _ in found]
    if len(found) < 2 or numbers not in (
        [str(number) for number in range(1, len(found) + 1)],
        list("アイウエオカキク"[: len(found)]),
        list("①②③④⑤⑥⑦⑧⑨"[: len(found)]),
    ):
        return ()
    entries = tuple(_entry(entry) for _, entry in found)
    return entries if all(0 < len(entry) <= 20 for entry in entries) else ()


def _separated_options(text: str) -> tuple[str, ...]:
    """Ａ ・ Ｂ ・ Ｃ; 5　4　3　2　1."""
    letters = text.split()
    if len(letters) > 2 and all(len(entry) == 1 and entry.isalnum() for entry in letters):
        if words.is_set_apart(text):
            return tuple(letters) if "".join(letters) in _GRADES else ()
        same = all(entry.isdecimal() == letters[0].isdecimal() for entry in letters)
        return tuple(letters) if same and "日" not in letters and "年" not in letters else ()
    if (
        not re.search(r"\S[ 　]+[・/／･][ 　]*\S|\S[ 　]*[・/／･][ 　]+\S", text)
        or "\n" in text.strip()
    ):
        return ()
    entries = tuple(entry.strip() for entry in re.split(r"[・/／･]", text) if entry.strip())
    pieces = sum(bool(words.PLACEHOLDER_PIECE.match(words.folded(entry))) for entry in entries)
    short = all(len(entry) <= 8 for entry in entries) and 2 * pieces <= len(entries)
    return entries if len(entries) >= 2 and short else ()


_CIRCLED = regex(r"[（(][^（()）]{0,20}(?:囲|選|○|〇|◯|丸)[^（()）]{0,20}[）)]\s*$")


def _to_be_circled(text: str) -> tuple[str, ...]:
    """The entries before a bracket that says how to choose: 消火・通報・避難（○で囲む）."""
    before = _CIRCLED.sub("", text.strip())
    return offered(before) or printed_pair(before) if before != text.strip() else ()


def offered(text: str, least: int = 3) -> tuple[str, ...]:
    """The entries of 決行・延期・中止, whose signs stand close: they may also be one name, as
    施設・事業所の種別（　　　）."""
    parts = tuple(re.split(r"[・/／･]", _ROOM.sub("", text.strip())))
    if _ASKED.search(parts[-1]):
        return ()
    known = sum(bool(words.PLACEHOLDER_PIECE.match(words.folded(part))) for part in parts)
    short = all(0 < len(part) <= 6 and not any(map(str.isdigit, part)) for part in parts)
    unit = words.unit_of(text.strip())  # mg/L
    return parts if len(parts) >= least and short and 2 * known < len(parts) and not unit else ()


def _entry(text: str) -> str:
    text = re.sub(r"[（(][\s　_＿]*[^（()）]*[)）]$", "", text.strip()).strip()
    return text.strip(" 　、,・:：").rstrip("（(")


YES_NO_PRINTED = (
    ("有", "無"), ("あり", "なし"), ("はい", "いいえ"), ("可", "否"), ("要", "不要"), ("要", "否"),
    ("済", "未"), ("適", "否"), ("該当", "非該当"), ("する", "しない"), ("いる", "いない"),
    ("ある", "ない"), ("yes", "no"), ("y", "n"),
)  # fmt: skip
_YES_NO = tuple(frozenset(pair) for pair in YES_NO_PRINTED)


def is_yes_no(choices: tuple[str, ...]) -> bool:
    """Two answers that say yes or no, or one tick box that is set or not."""
    entries = frozenset(words.folded(entry) for entry in choices if words.folded(entry))
    if len(entries) > 2 or not entries:
        return False
    if entries in _YES_NO or all(entry in _TICK + "✓✔レ●×" for entry in entries):
        return True
    found = any(all(any(e.startswith(w) for w in pair) for e in entries) for pair in _YES_NO[:5])
    return found and len({entry[1:] for entry in entries}) == len(entries)  # not 有償・無償
