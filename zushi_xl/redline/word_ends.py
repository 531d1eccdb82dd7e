"""Where the marks of a replacement begin and end: at the words that change, no more and no less.

Run after the tidying. Two words that end alike (目指します, めざします) differ only in their stems;
two phrases that say something else (を更新する, を整備する) are each marked to their end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from zushi_xl.redline.difference_cleanup import Step
from zushi_xl.redline.tokens import extension, is_hiragana, is_kanji, tokens
from zushi_xl.text.regex import regex

_SUFFIX_WORDS = ("等", "づくり", "達", "たち")
_VERB_END = regex(
    r"(?:する|します|した|しました|して|しており|している|される|できる|し)(?=[。、\n]|\Z)"
)
_NOT_FIRST = "っゃゅょぁぃぅぇぉんーッャュョァィゥェォ゛゜々"
_GLOSS_ERA = regex(r"(?:令和|平成|昭和)(?=[0-9０-９元])")
_LONG_END = 30  # characters, old and new
_PARTICLES = "がはにをのともへでや"
_PARTICLE = regex("が|は|に|を|の|と|も|へ|で|や|から|まで|より|では|には|とは|への|での")


def with_word_ends(steps: list[Step]) -> list[Step]:
    """The steps with each replacement drawn to the borders of what changes."""
    for here, following in zip(steps, steps[1:], strict=False):
        if here.is_replacement:
            _keep_era(here)
            _keep_start(here)
        if here.is_replacement and not _take_verb_end(here, following):
            _keep_end(here, following)
            _keep_first_of_list(here)
            _take_kana(here, following)
            _take_full_stop(here, following)
        if here.is_change:
            _balance(here, following)
    found = list(_with_parts(steps))
    for here, following in zip(found, found[1:], strict=False):
        if here.is_change:
            _take_whole_characters(here, following)
    return found


def _take_whole_characters(here: Step, following: Step) -> None:
    """A form or an accent is marked with the character that it belongs to."""
    count = extension(following.kept)
    if count:
        here.removed += following.kept[:count]
        here.added += following.kept[:count]
        following.kept = following.kept[count:]
    while here.kept and (extension(here.removed) or extension(here.added)):
        last, here.kept = here.kept[-1], here.kept[:-1]
        here.removed, here.added = last + here.removed, last + here.added


def _keep_era(step: Step) -> None:
    """（令和６年度） → （令和11年度）: beside the western year only the number is marked."""
    old, new = (_GLOSS_ERA.match(text) for text in (step.removed, step.added))
    if step.kept.endswith("（") and old and new and old[0] == new[0]:
        _keep_first(step, len(old[0]))


def _keep_first(step: Step, count: int) -> None:
    step.kept += step.removed[:count]
    step.removed, step.added = step.removed[count:], step.added[count:]


def _keep_last(step: Step, following: Step, count: int) -> None:
    following.kept = step.removed[len(step.removed) - count :] + following.kept
    step.removed = step.removed[: len(step.removed) - count]
    step.added = step.added[: len(step.added) - count]


# ------------------------------------------------------------------ beginnings


def _keep_start(step: Step) -> None:
    """等 before the two phrases belongs to the word in front of them; so does all of a word that
    only goes on (減らす, 減らすため) or has another particle (たちへ, たちに)."""
    for word in ("等", "など"):
        both = (step.removed, step.added)
        if all(text.startswith(word) and len(text) > len(word) for text in both):
            _keep_first(step, len(word))
    count = _common_start(step.removed, step.added)
    rests = (step.removed[count:], step.added[count:])
    goes_on = not all(rests) and _may_end(step.removed[:count], "".join(rests))
    if count > 1 and (goes_on or all(_PARTICLE.fullmatch(rest) for rest in rests)):
        _keep_first(step, count)


def _keep_first_of_list(step: Step) -> None:
    """見守りや集い → 見守り: the word that stays is not marked, and の behind it is kept by now."""
    shorter, longer = sorted((step.removed, step.added), key=len)
    rest = longer.removeprefix(shorter)
    if shorter and is_hiragana(shorter[-1]) and rest != longer and rest[0] in "やと、・":
        _keep_first(step, len(shorter))


def _common_start(one: str, other: str) -> int:
    room = min(len(one), len(other))
    return next((n for n in range(room) if one[n] != other[n]), room)


def _may_end(word: str, rest: str) -> bool:
    """Whether a word may end where the other goes on: not within katakana, letters or figures."""
    if is_hiragana(word[-1]):
        return True
    borders = accumulate(map(len, tokens(word + rest)))
    return len(word) in borders


# ------------------------------------------------------------------ ends


def _take_verb_end(here: Step, following: Step) -> bool:
    """A clause with its object is marked with its verb; False where the end may be kept."""
    found = _VERB_END.match(following.kept)
    if found is None or not all(_is_clause(text) for text in (here.removed, here.added)):
        return False
    end = found[0]
    here.removed, here.added = here.removed + end, here.added + end
    following.kept = following.kept[len(end) :]
    return True


def _is_clause(text: str) -> bool:
    """Whether a text names what is done and to what: 排水ポンプを更新."""
    return "を" in text[1:] and is_kanji(text[-1])


def _keep_end(here: Step, following: Step) -> None:
    """What both words end with stays unmarked, if it begins at a border of both."""
    shorter, longer = sorted((here.removed, here.added), key=len)
    if longer.endswith(shorter) and len(longer) > len(shorter) and _PARTICLE.fullmatch(shorter):
        _keep_last(here, following, len(shorter))
        return
    if "を" in here.removed[1:] + here.added[1:] or _is_predicate(here):
        return
    longest = _common_end(here.removed, here.added)
    for count in range(longest, 0, -1):
        if _is_ending(here, count):
            _keep_last(here, following, count)
            return


def _common_end(one: str, other: str) -> int:
    """How many last characters both have, with something left of both."""
    room = min(len(one), len(other)) - 1
    return next((n for n in range(room) if one[-1 - n] != other[-1 - n]), room)


def _is_predicate(step: Step) -> bool:
    """Whether particles change as well: になっている, を維持している are two statements."""
    return all(text[0] in _PARTICLES for text in (step.removed, step.added))


def _is_ending(step: Step, count: int) -> bool:
    """Whether the last characters are an ending of their own after both stems."""
    end = step.removed[len(step.removed) - count :]
    stems = [text[: len(text) - count] for text in (step.removed, step.added)]
    if end == "な" or end[0] in _NOT_FIRST or any(stem[-1] in _NOT_FIRST[:6] for stem in stems):
        return False
    if end in _SUFFIX_WORDS or (end in _PARTICLES and not any(s[-1] in "で" for s in stems)):
        return True
    return is_hiragana(end[0]) and all(map(_is_stem, stems)) and any(is_kanji(s[-1]) for s in stems)


def _is_stem(stem: str) -> bool:
    """Whether a stem can stand without its ending: not a single kanji with its kana."""
    if is_kanji(stem[-1]):
        return len(stem) > 1 and is_kanji(stem[-2])
    return stem[-1].isalnum()


def _take_kana(here: Step, following: Step) -> None:
    """A single kanji for another is marked with its kana (恵まれた, 囲まれた), no particle."""
    lone = all(len(text) == 1 and is_kanji(text) for text in (here.removed, here.added))
    before, after = here.kept[-1:], following.kept[:1]
    if not lone or (before and is_kanji(before)) or after in _PARTICLES or not after:
        return
    run = next((n for n, c in enumerate(following.kept) if not is_hiragana(c)), len(following.kept))
    kana, following.kept = following.kept[:run], following.kept[run:]
    here.removed, here.added = here.removed + kana, here.added + kana


def _take_full_stop(here: Step, following: Step) -> None:
    """A long end of a sentence that is written anew is marked with its 。"""
    if len(here.removed) + len(here.added) > _LONG_END and following.kept.startswith("。"):
        here.removed, here.added = here.removed + "。", here.added + "。"
        following.kept = following.kept[1:]


# ------------------------------------------------------------------ brackets and parts


def _balance(here: Step, following: Step) -> None:
    """{甲」「乙}」 → {甲}」{「乙」}: new text in brackets is marked with both of its brackets."""
    for opening, closing in ("「」", "（）", "『』"):
        border = closing + opening
        for text in (here.added, here.removed):
            other = here.removed if text is here.added else here.added
            at = text.find(border)
            fits = following.kept.startswith(closing) and border not in other
            if at >= 0 and fits and opening not in text[:at]:
                _part(here, following, text, at)
                return


def _part(here: Step, following: Step, text: str, at: int) -> None:
    """Cut a change in brackets in two: the part after the border is a change of its own."""
    sign = following.kept[0]
    rest = text[at + 1 :] + sign
    is_added = text is here.added
    here.removed, here.added = (here.removed, text[:at]) if is_added else (text[:at], here.added)
    here.rest = Step(sign, "" if is_added else rest, rest if is_added else "")
    following.kept = following.kept[1:]


def _with_parts(steps: list[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        if step.rest is not None:
            yield step.rest
