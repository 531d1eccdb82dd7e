"""Clean-up of a word-by-word difference, so that it looks marked by hand.

Three things a person would not do: part a word, leave a crumb standing between two changes, and
begin an insertion in the middle of a phrase when it could as well begin at the phrase.
None of them changes what the old or the new text is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zushi_xl.redline.tokens import border, is_figure, is_hiragana, is_kanji, weight
from zushi_xl.text.regex import regex

SMALLEST_ISLAND = 2.5  # weight below which a kept stretch between two changes is a crumb
SMALLEST_WORD = 2.0  # beside a particle: 効率化[の]{を}図[る]
_NOUN = regex("[一-鿿々ァ-ヺーA-Za-zＡ-Ｚａ-ｚ]{2,}")
_SUFFIXES = "等"  # kanji that begin no word
_LINK = regex("[のとやがをにはで・、]|に伴う|による|における|に関する|に向けた")
_ITEM_END = regex(r"[々\u4e00-\u9fff][ぁ-ゖ]{1,3}\Z")  # 祭り: the kana belong to the kanji
_LISTED = regex("と|や|及び|および|並びに|ならびに|又は|または|若しくは|もしくは")
_WHOLE_ITEM = 3  # 祭り[と踊り]を rather than 祭[りと踊]りを, where each end is a border of scripts
ISLAND_SHARE = 0.4  # and what it must weigh against the smaller of the changes beside it


@dataclass(slots=True)
class Step:
    """A kept stretch and the change after it; the change of the last step is often empty."""

    kept: str = ""
    removed: str = ""
    added: str = ""
    rest: Step | None = None  # what was cut off this step

    @property
    def is_change(self) -> bool:
        """Whether something is removed or added."""
        return bool(self.removed or self.added)

    @property
    def is_replacement(self) -> bool:
        """Whether something is removed and something added for it."""
        return bool(self.removed and self.added)

    @property
    def is_figure(self) -> bool:
        """Whether one figure stands for another."""
        return is_figure(self.removed) and is_figure(self.added)

    @property
    def is_word(self) -> bool:
        """Whether one noun takes the place of another: no kana, and not of one character."""
        return all(_NOUN.fullmatch(text) for text in (self.removed, self.added))

    @property
    def size(self) -> int:
        """The characters of its longer side."""
        return max(len(self.removed), len(self.added))


def tidied(steps: Sequence[Step]) -> list[Step]:
    """The steps with whole words, without crumbs, and with insertions at the best borders."""
    found = _without_crumbs(_whole_words(_compact(steps)))
    return _slid(_compact(_whole_words(found)))


def _compact(steps: Iterable[Step]) -> list[Step]:
    """Changes without anything kept between them as one; the last step has no change."""
    found = [Step()]
    for step in steps:
        if found[-1].is_change and step.kept:
            found.append(Step())
        found[-1].kept += step.kept
        found[-1].removed += step.removed
        found[-1].added += step.added
    return [*found, Step()] if found[-1].is_change else found


# ------------------------------------------------------------------ whole words


def _whole_words(steps: list[Step]) -> list[Step]:
    for here, following in zip(steps, steps[1:], strict=False):
        if here.is_replacement and not here.is_figure:
            _take(here, _word_before(here))
            _give(here, following, _word_after(here, following.kept))
        elif _parts_a_word(here, following.kept):
            _take(here, 1)
            _give(here, following, 1)
    return _compact(steps)


def _parts_a_word(step: Step, kept: str) -> bool:
    """Whether kana came or went between two lone kanji: 歩道, 歩く道."""
    if not (step.is_change and not step.is_replacement and step.kept and kept):
        return False
    around = (step.kept[-2:-1], step.kept[-1], kept[0], kept[1:])
    is_lone = [*map(is_kanji, around)] == [False, True, True, False]
    return is_lone and all(map(is_hiragana, step.removed or step.added))


def _take(step: Step, count: int) -> None:
    if count:
        word, step.kept = step.kept[-count:], step.kept[:-count]
        step.removed, step.added = word + step.removed, word + step.added


def _give(step: Step, following: Step, count: int) -> None:
    word, following.kept = following.kept[:count], following.kept[count:]
    step.removed, step.added = step.removed + word, step.added + word


def _word_before(step: Step) -> int:
    """Characters kept before the change that belong to the first word of it."""
    kept, starts = step.kept, (step.removed[0], step.added[0])
    is_lone = is_kanji(kept[-1:]) and not is_kanji(kept[-2:-1])
    if is_lone and any(is_kanji(c) and c not in _SUFFIXES for c in starts):
        return 1
    return 1 if is_lone and all(map(is_hiragana, starts)) and not _is_particle(step) else 0


def _is_particle(step: Step) -> bool:
    """Whether one particle takes the place of another: the word before them stays."""
    return all(text[0] in "がはにをのともへでや" for text in (step.removed, step.added))


def _word_after(step: Step, kept: str) -> int:
    ends = (step.removed[-1], step.added[-1])
    is_lone = is_kanji(kept) and not is_kanji(kept[1:])
    return 1 if is_lone and all(map(is_kanji, ends)) else 0


# ------------------------------------------------------------------ crumbs


def _without_crumbs(steps: list[Step]) -> list[Step]:
    """Kept stretches too small for the changes around them become part of the change."""
    found: list[Step] = []
    for step in steps:
        if step.is_change:
            while found and _is_crumb(found[-1], step):
                step = _merged(found.pop(), step)
        found.append(step)
    return found


def _is_crumb(before: Step, step: Step) -> bool:
    island = step.kept
    if not before.is_change or "\n" in island:
        return False
    if before.is_figure or step.is_figure:
        return False
    if _LINK.fullmatch(island) and before.is_word and step.is_word:
        return False
    if _are_of_one_kind(before, step):
        return weight(island) < 1 and not _LINK.fullmatch(island)
    share = ISLAND_SHARE * min(before.size, step.size)
    smallest = SMALLEST_WORD if _is_one_particle(before, step) else SMALLEST_ISLAND
    return weight(island) < max(smallest, share)


def _are_of_one_kind(before: Step, step: Step) -> bool:
    """Whether both only add or both only strike: what stands between them is struck by nobody."""
    return not (before.removed or step.removed) or not (before.added or step.added)


def _is_one_particle(before: Step, step: Step) -> bool:
    """Whether one of two changes is a particle for another: a word between them stays."""
    return any(s.size == 1 and s.is_replacement and _is_particle(s) for s in (before, step))


def _merged(before: Step, step: Step) -> Step:
    return Step(
        before.kept,
        before.removed + step.kept + step.removed,
        before.added + step.kept + step.added,
    )


# ------------------------------------------------------------------ borders


def _slid(steps: list[Step]) -> list[Step]:
    for here, following in zip(steps, steps[1:], strict=False):
        if here.is_change and not here.is_replacement:
            _slide(here, following)
    return steps


def _slide(here: Step, following: Step) -> None:
    """Move an insertion or deletion to where it begins and ends best, if it can move at all."""
    text = here.removed or here.added
    left = _common_end(here.kept, text)
    whole = here.kept[len(here.kept) - left :] + text + following.kept
    room = left + _common_start(text, following.kept)
    before, after = here.kept[: len(here.kept) - left], text
    choices = range(room + 1)
    best = max(choices, key=lambda at: (_fit(before, whole, at, len(after)), -abs(at - left)))
    if best != left:
        moved = whole[best : best + len(text)]
        here.kept = before + whole[:best]
        following.kept = whole[best + len(text) :]
        here.removed, here.added = (moved, "") if here.removed else ("", moved)


def _fit(before: str, whole: str, at: int, length: int) -> float:
    left, start = (before[-4:] + whole[max(0, at - 4) : at])[-4:], whole[at : at + 4]
    end = whole[max(at, at + length - 4) : at + length]
    is_item = _ITEM_END.search(left) and _LISTED.match(start) and _ITEM_END.search(end)
    borders = border(left[-1:], start[:1]) + border(end[-1:], whole[at + length : at + length + 1])
    return borders + _WHOLE_ITEM * bool(is_item)


def _common_end(kept: str, text: str) -> int:
    """How far the change can move left: the end of what is kept repeats the end of the change."""
    count = 0
    while count < len(kept) and kept[-1 - count] == text[-1 - count % len(text)]:
        count += 1
    return count


def _common_start(text: str, kept: str) -> int:
    count = 0
    while count < len(kept) and kept[count] == text[count % len(text)]:
        count += 1
    return count
