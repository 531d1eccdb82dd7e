"""Differences of texts, as a person would mark them. Written samples, judged by eye."""

from __future__ import annotations

import pytest

from tests.redline.shown import difference, marked, shown
from zushi_xl.redline.difference_cleanup import Step, tidied
from zushi_xl.redline.pieces import new_text, old_text
from zushi_xl.redline.tokens import border, weight
from zushi_xl.redline.word_ends import with_word_ends

# Each line is what the list should print; the old and the new text follow from it.
WORDS = [
    # a word for a word, whole
    "支援の体制を[-目指-]{+めざ+}します。",
    "事業の[-推進-]{+推奨+}を図る。",
    "[-子ども家庭総合支援拠点-]{+こども家庭センター+}運営事業",
    "JR東逗子駅前[-用地活用-]{+複合施設整備+}事業の推進",
    "災害時の個別[-支援プラン-]{+避難計画+}の作成",
    "本市の方針[-を若干上回っています-]{+と同程度となっています+}。",
    # particles
    "業務[-の-]{+を+}効率化[-や-]{+し+}生産性[-の-]{+を+}向上させる。",
    # katakana and Latin words are never parted
    "[-テレビ-]{+テレワーク+}を進める。",
    "[-ICT-]{+DX+}を推進する。",
    # insertions at the border of a phrase
    "小坪漁港活用・活性化{+（海業）+}の推進",
    "{+テレワーク、+}クラウドソーシング{+等+}の推進を図る。",
    "運営する。{+見直す。+}実施する。",
    # a common end behind a closing bracket; the opening one stays where both have it
    "「[-歩いて楽しい町をつくる-]{+学びあう心を育てる人+}」を合言葉に進める。",
    "[-「歩いて楽しい町をつくる-]{+学びあう心を育てる人+}」を合言葉に進める。",
    "・安全な給食を提供する。\n{+・会計を公会計にする。\n+}・食育を進める。",
    "受講者数と満足度{+の平均+}を調べる。",
]
FIGURES = [
    "[-322-]{+328+}団体",
    "夫[-32.4-]{+32.3+}歳、妻[-30.4-]{+31.3+}歳",
    "現状：[-694-]{+1,071+}人（[-2015-]{+2019+}年度から[-2018-]{+2023+}年度の累計）",
    "（[-2024-]{+2029+}年度（令和[-６-]{+11+}年度））",
    "[-2017-]{+2021+}年（[-平成29-]{+令和３+}年）に夫",
    "第[-１-]{+２+}章第[-５-]{+４+}節",
    "年少人口：[-5,505-]{+6,305+}人、[-10.1-]{+12.0+}％",
    "割合が[-80-]{+90.0+}％になっている。",
    "・[-４-]{+５+}年間の伸び率が[-0.5-]{+1.4+}％で[-あり-]{+あることから+}、続くものとした。",
    "[-28,900-]{+31,450+}人になっている。",
]
WHOLE = [
    "[-国際環境認証ブルーフラッグの継続取得-]{+良好な逗子海岸、海水浴場の環境の推進+}",
    "[-介護サービス等給付事業-]{+一般管理事務費+}",
    "[-調査・研究事業-]{+ー+}",
    "[-バスの本数を増やす。-]{+誰もが出掛けやすい計画をつくる。+}",
    "指標：[-合計特殊出生率が1.53になっている。-]{+出生数が280人を維持している。+}",
]


ENDS = [
    # what both words end with stays
    "[-子供-]{+こども+}の意見を聴く。",
    "高齢者の[-生きがい-]{+社会参加+}づくりを支援する。",
    "情報化や[-感染症対策-]{+物価高、人件費上昇+}等の社会の変化",
    "行政手続[-き-]のオンライン化を図る。",
    "子どもたち[-へ-]{+に+}本の楽しさを伝える。",
    # a word that goes on
    "地域で支援する{+とともに、見守る+}。",
    "歩道の段差を減らす{+ため、改修する+}。",
    # a single kanji has its kana with it; a phrase its verb
    "全ての人が[-障害-]{+障がい+}の有無に[-関わらず-]{+かかわらず+}参加できる。",
    "海と緑に[-恵まれた-]{+囲まれた+}環境",
    "水害に備えて、[-排水ポンプを更新する-]{+雨水貯留施設を計画的に整備する+}。",
    # a long end of a sentence with its 。, and whole sentences after their bullet
    "体を動かすきっかけを増やし、習慣とするため、ｅスポーツ等[-の普及に取り組む。-]{+手軽に始められて、かつ続けられる取り組みを進める。+}",
    "・[-職場に保育の場を設ける事業所に補助する。-]{+暮らしに合った働き方を選べる環境をつくる。+}",
    "・「[-転入・転出者 窓口アンケート-]{+まちづくりに関する市民意識調査+}」等の結果に基づく。",
    # bullets and sentences are never crossed
    "・甲を行う。\n{+・乙を行う。\n+}・丙を行う。",
    "・歩道を[-広げる-]{+広げ、並木を植える+}。\n{+・公園をつくる。\n+}・段差をなくす。",
    # short sentences that begin and end alike
    "実施[-する-]{+した+}。",
    "「[-また来たい-]{+ずっと住みたい+}」{+「移りたい」+}と答える人",
    # each word of a phrase
    "デジタル[-技術-]{+人材+}の[-活用-]{+育成+}を図る。",
]
WHOLE_FIGURES = [
    "補助の上限を[-50万円-]{+100万円+}とする。",
    "[-令和５-]{+令和７+}年度から[-令和９-]{+令和11+}年度まで",
    "（[-2024-]{+2029+}年度（令和[-６-]{+11+}年度））",
    "[-3億2千万円-]{+4億円+}を見込む。",
    "[-12,345円-]{+12,845円+}",
    "[-百二十-]{+百五十+}人が集う。",
    "[-二〇二四-]{+二〇二九+}年",
]
# What stays between two changes weighs 2.5, or 2 beside a particle, or 0.4 of the smaller change;
# kanji weigh 1, kana ½.
KEPT_BETWEEN = [
    "[-推進-]{+実施+}するための[-計画-]{+事業+}",  # 5 kana: 2.5
    "[-推進するため計画-]{+実施するため事業+}",  # 4 kana: 2
    "窓口[-の-]{+を+}花火[-や-]{+し+}向上",  # 2 kanji: 2
    "窓口[-のごみ箱や-]{+をごみ箱し+}向上",  # 2 kana, 1 kanji: 2, but no word of its own
    "窓口[-の図りや-]{+を図りし+}向上",  # 1 kanji, 1 kana: 1.5
]
FORMS = ["[-葛-]{+葛\U000e0100+}飾区", "[-☎-]{+☎\ufe0f+}で受け付ける。"]


@pytest.mark.parametrize("expected", [*ENDS, *WHOLE_FIGURES, *FORMS, *KEPT_BETWEEN])
def test_marks_begin_and_end_where_a_person_would(expected: str) -> None:
    pieces = marked(expected)
    assert difference(old_text(pieces), new_text(pieces)) == expected


@pytest.mark.parametrize("expected", [*WORDS, *FIGURES, *WHOLE])
def test_marked_as_by_hand(expected: str) -> None:
    pieces = marked(expected)
    assert difference(old_text(pieces), new_text(pieces)) == expected


def test_what_stays_between_long_changes_weighs_two_fifths_of_the_smaller() -> None:
    for length, stays in ((7, True), (8, False)):  # 0.4 × 7 = 2.8, 0.4 × 8 = 3.2; 6 kana weigh 3
        one, two = Step("", "甲" * length, "乙" * 3), Step("するためには", "丙" * 9, "丁" * 9)
        assert (len(tidied([one, two, Step("。")])) == 3) is stays


def test_equal_texts_are_one_piece() -> None:
    assert difference("同じ文。\n同じ文。", "同じ文。\n同じ文。") == "同じ文。\n同じ文。"
    assert difference("", "") == ""


@pytest.mark.parametrize(("old", "new"), [("", "新しい文。"), ("古い文。", "")])
def test_a_whole_text_comes_or_goes(old: str, new: str) -> None:
    assert len(marked(difference(old, new))) == 1


def test_a_sentence_that_moved_keeps_the_longer_rest() -> None:
    old = "一つ目の文を書きます。二つ目の文はもっと長く続きます。三つ目です。"
    new = "二つ目の文はもっと長く続きます。三つ目です。一つ目の文を書きます。"
    assert difference(old, new) == (
        "[-一つ目の文を書きます。-]二つ目の文はもっと長く続きます。三つ目です。"
        "{+一つ目の文を書きます。+}"
    )


def test_a_sentence_parted_in_two() -> None:
    old = "公共交通を充実させ、誰もが出掛けやすいまちにする。"
    new = "公共交通を充実させる。誰もが出掛けやすいまちにする。"
    assert (
        difference(old, new) == "公共交通を充実[-させ、-]{+させる。+}誰もが出掛けやすいまちにする。"
    )


def test_marks_and_text_forms_are_inverse() -> None:
    text = "甲[-乙-]{+丙+}丁<（図）>"
    assert shown(marked(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "見守りや集いの活動を支えます。",
            "見守りの活動を支えます。",
            "見守り[-や集い-]の活動を支えます。",
        ),
        ("見守りの活動", "見守りや集いの活動", "見守り{+や集い+}の活動"),
        ("学びや支えの場をつくる", "学びの場をつくる", "学び[-や支え-]の場をつくる"),
        ("祭りと踊りを行う", "祭りを行う", "祭り[-と踊り-]を行う"),
        ("祭りを行う", "祭りと踊りを行う", "祭り{+と踊り+}を行う"),
        ("夏祭りや盆踊りの会", "夏祭りの会", "夏祭り[-や盆踊り-]の会"),
        ("集まりを支える", "集まり及び高まりを支える", "集まり{+及び高まり+}を支える"),
        ("話し合いを行う", "話し合いと語り合いを行う", "話し合い{+と語り合い+}を行う"),
    ],
)
def test_a_word_to_which_another_is_listed_stays_unmarked(
    old: str, new: str, expected: str
) -> None:
    assert difference(old, new) == expected


def test_an_insertion_that_could_stand_anywhere_stays_where_it_was_found() -> None:
    assert difference("甲甲", "甲甲甲") == "甲甲{+甲+}"


@pytest.mark.parametrize(("old", "new", "stays"), [(15, 15, True), (16, 15, False)])
def test_a_long_end_is_marked_with_its_full_stop(old: int, new: int, stays: bool) -> None:
    """More than 30 characters, old and new."""
    found = with_word_ends([Step("", "甲" * old, "乙" * new), Step("。次")])
    assert found[1].kept == ("。次" if stays else "次")
    assert found[0].removed == "甲" * old + ("" if stays else "。")


@pytest.mark.parametrize(
    ("removed", "added", "following", "marked_"),
    [
        ("本を更新", "図を整備", "する。", "する"),  # both name what is done and to what
        ("計画を更新", "基盤を整備", "します。", "します"),
        ("更新", "図を整備", "する。", ""),
        ("を更新", "を整備", "する。", ""),
        ("本を読み", "図を整備", "する。", ""),
    ],
)
def test_a_clause_with_its_object_is_marked_with_its_verb(
    removed: str, added: str, following: str, marked_: str
) -> None:
    here, after = with_word_ends([Step("", removed, added), Step(following)])
    assert (here.removed, here.added) == (removed + marked_, added + marked_)
    assert after.kept == following.removeprefix(marked_)


def test_a_passage_of_very_many_sentences_with_nothing_equal_is_replaced_as_a_whole() -> None:
    """501 × 501 are more than 250,000 pairs."""
    old, new = ("".join(f"{n}番の{word}。" for n in range(501)) for word in ("歩道", "公園"))
    assert difference(old, new) == f"[-{old}-]{{+{new}+}}"


def test_a_form_of_a_character_is_marked_with_it() -> None:
    here, after = with_word_ends([Step("", "葛", "勝"), Step("\U000e0100飾区")])
    assert (here.removed, here.added, after.kept) == ("葛\U000e0100", "勝\U000e0100", "飾区")
    here, after = with_word_ends([Step("葛", "", "\U000e0100"), Step("飾区")])
    assert (here.kept, here.removed, here.added) == ("", "葛", "葛\U000e0100")


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("", "歩", 6),
        ("歩", "", 6),
        ("\n", "歩", 5),
        ("。", "歩", 4),
        ("歩", "\n", 4),
        ("、", "歩", 3),
        ("」", "歩", 3),
        ("歩", "「", 3),
        ("歩", "（", 3),
        ("歩", "を", 1),
        ("を", "歩", 1),
        ("カ", "歩", 1),
        ("カ", "ー", 0),
        ("カ", "A", 1),
        ("A", "！", 1),
        ("歩", "道", 0),
        ("々", "歩", 0),
        ("を", "に", 0),
        ("A", "b", 0),
    ],
)
def test_where_a_text_may_be_cut(before: str, after: str, cut: int) -> None:
    assert border(before, after) == cut


def test_no_figure_and_no_character_is_cut() -> None:
    for before, after in (("1", "2"), ("葛", "\U000e0100"), ("1", ",")):
        assert border(before, after) < 0 or (before, after) == ("1", ",")


@pytest.mark.parametrize(
    ("text", "weighs"), [("歩道", 2), ("する", 1), ("、", 0.5), ("カナ", 2), ("12", 2), ("", 0)]
)
def test_what_a_stretch_says(text: str, weighs: float) -> None:
    assert weight(text) == weighs


@pytest.mark.parametrize(
    ("crumb", "is_kept"),
    [
        ("も", False),  # one kana that joins nothing
        ("「", False),
        ("の", True),  # a word that joins two
        ("もも", True),
        ("木", True),
    ],
)
def test_what_stays_between_two_additions(crumb: str, is_kept: bool) -> None:
    """Unlike a replacement, an addition beside another is one with it only over a crumb."""
    added = tidied([Step("、", added="道路"), Step(crumb, added="公園"), Step("。")])
    struck = tidied([Step("、", removed="道路"), Step(crumb, removed="公園"), Step("。")])
    assert len([step for step in added if step.is_change]) == (2 if is_kept else 1)
    assert len([step for step in struck if step.is_change]) == (2 if is_kept else 1)


@pytest.mark.parametrize(
    "line",
    [
        # four sentences, each a version of one
        "歩道の幅を[-広げます-]{+狭めます+}。公園の木を[-増やします-]{+減らします+}。"
        "図書の[-数-]{+棚+}を増やします。窓口の[-時間-]{+数+}を延ばします。",
        # the first and the last have no partner
        "[-歩道の幅を広げます。-]公園の木を[-増やします-]{+減らします+}。図書の[-数-]{+棚+}を増やします。"
        "窓口の[-時間-]{+数+}を延ばします。[-体育館を直します。-]",
        "{+歩道の幅を広げます。+}公園の木を[-増やします-]{+減らします+}。図書の[-数-]{+棚+}を増やします。"
        "窓口の[-時間-]{+数+}を延ばします。{+体育館を直します。+}",
        # a full stop alone is not worth a mark that ends before it
        "[-歩道を広げる。歩道と車道を広げる。-]{+公園を直す。公園で遊ぶ。+}",
        # all the end of a very long sentence without signs stays
        f"{'道' * 1000}[-{'甲' * 600}-]{{+{'丁' * 600}+}}乙丙",
    ],
)
def test_passages_with_the_fewest_marks(line: str) -> None:
    pieces = marked(line)
    assert difference(old_text(pieces), new_text(pieces)) == line
