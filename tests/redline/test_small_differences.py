"""Each step of a difference on its smallest text: both sides of every bound, by hand."""

from __future__ import annotations

import pytest

from tests.redline.shown import difference
from zushi_xl.redline.difference_cleanup import Step, tidied
from zushi_xl.redline.similarity import likeness, pairs, sentence_pairs
from zushi_xl.redline.tokens import (
    clauses,
    common_label,
    extension,
    is_figure,
    sentences,
    tokens,
    weight,
)
from zushi_xl.redline.word_ends import with_word_ends

KANJI = "".join(chr(0x5000 + number) for number in range(1600))  # each another one
TEN, ELEVEN = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌"


def ended(*steps: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Kept, removed and added of each step after the marks were drawn to the ends of words."""
    return [(s.kept, s.removed, s.added) for s in with_word_ends([Step(*step) for step in steps])]


def tidy(*steps: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [(s.kept, s.removed, s.added) for s in tidied([Step(*step) for step in steps])]


# ------------------------------------------------------------------ tokens


@pytest.mark.parametrize(
    ("one", "other", "length"),
    [
        ("・甲を行う。", "・乙をする。", 1),
        ("指標：甲", "指標：乙", 3),
        ("・指標：甲", "・指標：乙", 4),
        ("（1）甲", "（1）乙", 3),
        ("①　甲", "①　乙", 2),
        ("・甲", "○甲", 0),
        ("・甲", "甲", 0),
        ("甲", "・甲", 0),
        ("指標：", "指標：甲", 0),  # nothing else is left of one
        ("指標：甲", "指標：", 0),
        ("甲", "乙", 0),
        ("あ" * 12 + "：甲", "あ" * 12 + "：乙", 13),
        ("あ" * 13 + "：甲", "あ" * 13 + "：乙", 0),
    ],
)
def test_the_label_that_both_begin_with(one: str, other: str, length: int) -> None:
    assert common_label(one, other) == length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和６年度", ["令和６", "年", "度"]),
        ("令和元年", ["令和元", "年"]),
        ("3億2千万円の", ["3億2千万円", "の"]),
        ("64.1％", ["64.1", "％"]),
        ("二千人", ["二千", "人"]),
        ("一人", ["一", "人"]),
        ("don't見る", ["don't", "見", "る"]),
        ("ワーク・ｶﾅ", ["ワーク", "・", "ｶﾅ"]),
        ("本を読む", ["本", "を", "読", "む"]),
        ("道からの", ["道", "から", "の"]),
        ("甲  乙", ["甲", "  ", "乙"]),
        ("葛\U000e0100飾", ["葛\U000e0100", "飾"]),
        ("か\u3099く", ["か\u3099", "く"]),
        ("👩\u200d👧甲", ["👩\u200d👧", "甲"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_sentences_and_clauses() -> None:
    assert sentences("甲。」乙\n\n丙") == ["甲。」", "乙\n", "\n", "丙"]
    assert sentences("甲。\n乙") == ["甲。\n", "乙"]
    assert clauses("甲、乙・丙 丁") == ["甲、", "乙・", "丙 ", "丁"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("約1,071", True), ("第３", True), ("元", True), ("", False), ("11年", False), ("-5", True)],
)
def test_figures(text: str, expected: bool) -> None:
    assert is_figure(text) is expected


def test_what_forms_the_character_before() -> None:
    assert [extension(text) for text in ("", "甲", "\u3099く", "\u200d👧甲")] == [0, 0, 1, 2]


def test_weights() -> None:
    assert [weight(text) for text in ("」の推進。", "」を推進す", "A1ア")] == [3.5, 3.5, 3.0]


# ------------------------------------------------------------------ likeness


def test_how_alike_two_texts_are() -> None:
    assert pairs("甲") == {"甲": 1}
    assert pairs("") == {}
    assert pairs("甲乙甲乙") == {"甲乙": 2, "乙甲": 1}
    assert sentence_pairs("第12,345章") == sentence_pairs("第１章") == {"第0": 1, "0章": 1}
    assert likeness(pairs(""), pairs("")) == 1.0
    assert likeness(pairs("甲乙甲乙"), pairs("甲乙")) == 0.5
    assert likeness(pairs("甲乙"), pairs("丙丁")) == 0.0


# ------------------------------------------------------------------ sentences


@pytest.mark.parametrize(("length", "found"), [(1500, True), (1501, False)])
def test_a_sentence_of_1500_words_is_compared_word_by_word(length: int, found: bool) -> None:
    """A longer one that no sign parts keeps its beginning and its end alone."""
    old = KANJI[:length]
    new = old[:300] + "甲" + old[301:1200] + "乙" + old[1201:]
    expected = (
        f"{old[:300]}[-{old[300]}-]{{+甲+}}{old[301:1200]}[-{old[1200]}-]{{+乙+}}{old[1201:]}"
        if found
        else f"{old[:300]}[-{old[300:1201]}-]{{+{new[300:1201]}+}}{old[1201:]}"
    )
    assert difference(old, new) == expected


def test_a_longer_sentence_goes_clause_by_clause() -> None:
    one, other, third = KANJI[:700], KANJI[700:1400], KANJI[1400:1510]
    old = f"{one}、{other}、{third}"
    new = f"甲{one[1:]}、{other}、乙{third[1:]}"
    assert difference(old, new) == (
        f"[-{one[0]}-]{{+甲+}}{one[1:]}、{other}、[-{third[0]}-]{{+乙+}}{third[1:]}"
    )


@pytest.mark.parametrize(("length", "woven"), [(1497, True), (1498, False)])
def test_a_passage_of_1500_words_is_compared_as_one(length: int, woven: bool) -> None:
    """Both have three signs and so many kanji: one 。 for 、 parts a sentence in two."""
    one, other = KANJI[:900], KANJI[900:length]
    old, new = f"甲、{one[1:]}、{other}。", f"甲、{one[1:]}。{other}。"
    expected = (
        f"甲、{one[1:]}[-、-]{{+。+}}{other}。"
        if woven
        else f"甲、{one[1:]}[-、{other}-]。{{+{other}。+}}"
    )
    assert difference(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # the end behind a closing bracket stays from a weight of four, with the opening one
        (
            f"「{TEN}」の推進。",
            f"「{ELEVEN}」の推進。",
            f"[-「{TEN}」の推進。-]{{+「{ELEVEN}」の推進。+}}",
        ),
        (
            f"「{TEN}」の推進も。",
            f"「{ELEVEN}」の推進も。",
            f"「[-{TEN}-]{{+{ELEVEN}+}}」の推進も。",
        ),
        (
            f"『{TEN}』の推進も。",
            f"「{ELEVEN}』の推進も。",
            f"[-『{TEN}-]{{+「{ELEVEN}+}}』の推進も。",
        ),
        ("甲」の推進も。", f"{KANJI[:30]}」の推進も。", f"[-甲-]{{+{KANJI[:30]}+}}」の推進も。"),
        (
            "」の推進も。",
            f"{KANJI[:30]}」の推進も。",
            f"[-」の推進も。-]{{+{KANJI[:30]}」の推進も。+}}",
        ),
        (f"・{TEN}", f"・{ELEVEN}", f"・[-{TEN}-]{{+{ELEVEN}+}}"),
        (f"{TEN}\n", f"{ELEVEN}\n", f"[-{TEN}-]{{+{ELEVEN}+}}\n"),
        (f"{TEN}\n", ELEVEN, f"[-{TEN}\n-]{{+{ELEVEN}+}}"),
    ],
)
def test_what_stays_of_sentences_that_say_something_else(old: str, new: str, expected: str) -> None:
    assert difference(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # two fifths of the lighter one are at their ends
        ("の乙丙。", "の戊己。", "[-の乙丙。-]{+の戊己。+}"),
        ("山の乙丙丁。", "山の戊己庚。", "山の[-乙丙丁-]{+戊己庚+}。"),
        ("甲乙丙丁。", "甲戊丙己。", "[-甲乙丙丁。-]{+甲戊丙己。+}"),
        ("甲乙丙丁戊", "甲乙己庚辛", "甲乙[-丙丁戊-]{+己庚辛+}"),
        ("甲乙丙丁戊を", "甲乙己庚辛に", "[-甲乙丙丁戊を-]{+甲乙己庚辛に+}"),
        # in longer ones the pairs tell, of which 10 characters are less than two fifths
        (
            KANJI[:24],
            f"{KANJI[:10]}{KANJI[30:44]}",
            f"{KANJI[:10]}[-{KANJI[10:24]}-]{{+{KANJI[30:44]}+}}",
        ),
        (
            KANJI[:25],
            f"{KANJI[:10]}{KANJI[30:45]}",
            f"[-{KANJI[:25]}-]{{+{KANJI[:10]}{KANJI[30:45]}+}}",
        ),
    ],
)
def test_short_sentences(old: str, new: str, expected: str) -> None:
    assert difference(old, new) == expected


# ------------------------------------------------------------------ whole words


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲の歩道を直す", "甲の歩く道を直す", "甲の[-歩道-]{+歩く道+}を直す"),
        ("歩道を直す", "歩く道を直す", "[-歩道-]{+歩く道+}を直す"),
        ("歩道", "歩く道", "[-歩道-]{+歩く道+}"),
        ("車歩道を直す", "車歩く道を直す", "車歩{+く+}道を直す"),
        ("歩道路を直す", "歩く道路を直す", "歩{+く+}道路を直す"),
        ("歩道を直す", "歩車道を直す", "歩{+車+}道を直す"),
        ("歩く道を直す", "歩道を直す", "[-歩く道-]{+歩道+}を直す"),
    ],
)
def test_kana_between_two_lone_kanji_parts_a_word(old: str, new: str, expected: str) -> None:
    assert difference(old, new) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # the kanji in front belongs to a word that goes on with another kanji
        ([("の歩", "道", "行"), ("を", "", "")], [("の", "歩道", "歩行"), ("を", "", "")]),
        ([("歩", "道", "行"), ("を", "", "")], [("", "歩道", "歩行"), ("を", "", "")]),
        ([("甲歩", "道", "行"), ("を", "", "")], [("甲歩", "道", "行"), ("を", "", "")]),
        ([("の歩", "等", "を"), ("い", "", "")], [("の歩", "等", "を"), ("い", "", "")]),
        ([("の歩", "道", "を"), ("い", "", "")], [("の", "歩道", "歩を"), ("い", "", "")]),
        # and to another ending in kana, but not to another particle
        ([("の歩", "き", "く"), ("道", "", "")], [("の", "歩き", "歩く"), ("道", "", "")]),
        ([("の歩", "を", "に"), ("道", "", "")], [("の歩", "を", "に"), ("道", "", "")]),
        ([("の歩", "を", "く"), ("道", "", "")], [("の", "歩を", "歩く"), ("道", "", "")]),
        # the kanji behind belongs to a word that ended with a kanji on both sides
        ([("の", "歩", "車"), ("道を", "", "")], [("の", "歩道", "車道"), ("を", "", "")]),
        ([("の", "歩", "車"), ("道", "", "")], [("の", "歩道", "車道")]),
        ([("の", "歩", "車"), ("道路", "", "")], [("の", "歩", "車"), ("道路", "", "")]),
        ([("の", "歩く", "車"), ("道を", "", "")], [("の", "歩く", "車"), ("道を", "", "")]),
        ([("の", "歩", "車の"), ("道を", "", "")], [("の", "歩", "車の"), ("道を", "", "")]),
        # a figure stands alone
        ([("第", "1", "2"), ("章を", "", "")], [("第", "1", "2"), ("章を", "", "")]),
    ],
)
def test_whole_words(
    steps: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]
) -> None:
    found = tidy(*steps)
    assert [step for step in found if any(step)] == expected


# ------------------------------------------------------------------ crumbs


@pytest.mark.parametrize(
    ("island", "is_crumb"),
    [
        ("甲乙", True),  # 2
        ("甲乙の", False),  # 2.5
        ("甲乙\n", False),  # a line end parts
    ],
)
def test_what_is_kept_between_two_replacements(island: str, is_crumb: bool) -> None:
    found = tidy(("、", "あいう", "えおか"), (island, "きくけ", "こさし"), ("。", "", ""))
    assert len([step for step in found if step[1]]) == (1 if is_crumb else 2)


@pytest.mark.parametrize(("island", "is_crumb"), [("甲", True), ("甲乙", False), ("甲の", True)])
def test_beside_a_particle_a_smaller_word_stays(island: str, is_crumb: bool) -> None:
    found = tidy(("化", "の", "を"), (island, "ること", "られる"), ("。", "", ""))
    assert len([step for step in found if step[1]]) == (1 if is_crumb else 2)


@pytest.mark.parametrize(
    ("island", "is_crumb"),
    [("の", False), ("に関する", False), ("を", False), ("も", True), ("的", True)],
)
def test_what_links_two_nouns_stays(island: str, is_crumb: bool) -> None:
    found = tidy(("、", "歩道", "公園"), (island, "整備", "管理"), ("。", "", ""))
    assert len([step for step in found if step[1]]) == (1 if is_crumb else 2)


def test_figures_are_marked_one_by_one() -> None:
    found = tidy(("", "10", "20"), ("、", "あいう", "えおか"), ("。", "", ""))
    assert found == [("", "10", "20"), ("、", "あいう", "えおか"), ("。", "", "")]
    found = tidy(("", "あいう", "えおか"), ("、", "10", "20"), ("。", "", ""))
    assert found == [("", "あいう", "えおか"), ("、", "10", "20"), ("。", "", "")]


# ------------------------------------------------------------------ borders


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # an insertion slides to the signs around it, to the left and to the right
        ([("甲、乙", "", "丙、乙"), ("丁", "", "")], [("甲、", "", "乙丙、"), ("乙丁", "", "")]),
        ([("甲", "", "、乙"), ("、丙", "", "")], [("甲、", "", "乙、"), ("丙", "", "")]),
        ([("甲", "、乙", ""), ("、丙", "", "")], [("甲、", "乙、", ""), ("丙", "", "")]),
        # and stays where no other place is better
        ([("乙甲", "", "甲"), ("甲乙", "", "")], [("乙甲", "", "甲"), ("甲乙", "", "")]),
    ],
)
def test_an_insertion_stands_at_the_best_border(
    steps: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert tidy(*steps) == expected


# ------------------------------------------------------------------ ends of words


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # new text in brackets is marked with both of its brackets
        (
            [("「甲", "", "」「乙"), ("」を", "", "")],
            [("「甲", "", ""), ("」", "", "「乙」"), ("を", "", "")],
        ),
        (
            [("「", "甲", "乙」「丙"), ("」を", "", "")],
            [("「", "甲", "乙"), ("」", "", "「丙」"), ("を", "", "")],
        ),
        (
            [("（", "甲）（乙", "丙"), ("）を", "", "")],
            [("（", "甲", "丙"), ("）", "（乙）", ""), ("を", "", "")],
        ),
        # not where both have the border, nor where a bracket opens before it
        (
            [("「", "甲」「乙", "丙」「丁"), ("」を", "", "")],
            [("「", "甲」「乙", "丙」「丁"), ("」を", "", "")],
        ),
        (
            [("", "甲", "「乙」「丙"), ("」を", "", "")],
            [("", "甲", "「乙」「丙"), ("」を", "", "")],
        ),
        # the era beside a western year
        (
            [("（", "令和６", "令和11"), ("年度）", "", "")],
            [("（令和", "６", "11"), ("年度）", "", "")],
        ),
        (
            [("", "令和６", "令和11"), ("年度", "", "")],
            [("", "令和６", "令和11"), ("年度", "", "")],
        ),
        ([("（", "平成30", "令和6"), ("）", "", "")], [("（", "平成30", "令和6"), ("）", "", "")]),
        # 等 before two phrases belongs to the word in front of them
        (
            [("甲", "等を行う", "等に努め"), ("。", "", "")],
            [("甲等", "を行う", "に努め"), ("。", "", "")],
        ),
        ([("甲", "等", "等に"), ("。", "", "")], [("甲", "等", "等に"), ("。", "", "")]),
        # a word that only goes on, or has another particle
        ([("", "減らす", "減らすため"), ("。", "", "")], [("減らす", "", "ため"), ("。", "", "")]),
        ([("", "歩道", "歩道整備"), ("。", "", "")], [("歩道", "", "整備"), ("。", "", "")]),
        (
            [("", "テレ", "テレワーク"), ("。", "", "")],
            [("", "テレ", "テレワーク"), ("。", "", "")],
        ),
        ([("", "友たちへ", "友たちに"), ("。", "", "")], [("友たち", "へ", "に"), ("。", "", "")]),
        ([("", "友へ", "友に"), ("。", "", "")], [("", "友へ", "友に"), ("。", "", "")]),
    ],
)
def test_marks_are_drawn_to_what_changes(
    steps: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert ended(*steps) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # what both end with stays: kana behind two kanji, a particle, a suffix
        ([("", "整備して", "更新して"), ("", "", "")], [("", "整備", "更新"), ("して", "", "")]),
        ([("", "子供に", "大人に"), ("", "", "")], [("", "子供", "大人"), ("に", "", "")]),
        # a phrase with its object is marked to its end
        ([("", "子供を", "大人を"), ("", "", "")], [("", "子供を", "大人を"), ("", "", "")]),
        ([("", "子供等", "大人等"), ("", "", "")], [("", "子供", "大人"), ("等", "", "")]),
        # not behind a lone kanji with its kana
        ([("", "恵まれ", "囲まれ"), ("", "", "")], [("", "恵まれ", "囲まれ"), ("", "", "")]),
        # not な, and no small kana first
        ([("", "健康な", "安全な"), ("", "", "")], [("", "健康な", "安全な"), ("", "", "")]),
        # a particle that is all of the shorter one
        ([("", "に", "子供に"), ("", "", "")], [("", "", "子供"), ("に", "", "")]),
    ],
)
def test_ends_that_both_have(
    steps: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert ended(*steps) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # a single kanji for another is marked with its kana
        ([("", "恵", "囲"), ("まれた町", "", "")], [("", "恵まれた", "囲まれた"), ("町", "", "")]),
        ([("", "恵", "囲"), ("まれた", "", "")], [("", "恵まれた", "囲まれた"), ("", "", "")]),
        ([("", "恵", "囲"), ("を見る", "", "")], [("", "恵", "囲"), ("を見る", "", "")]),
        ([("山", "恵", "囲"), ("まれた", "", "")], [("山", "恵", "囲"), ("まれた", "", "")]),
        ([("", "恵", "囲む"), ("まれた", "", "")], [("", "恵", "囲む"), ("まれた", "", "")]),
        ([("", "恵", "囲"), ("", "", "")], [("", "恵", "囲"), ("", "", "")]),
    ],
)
def test_a_kanji_with_its_kana(
    steps: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert ended(*steps) == expected
