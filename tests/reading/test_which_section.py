"""Which section a sheet is about, by its signs alone: two sections with texts of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.conditions import town
from tests.masters.books import book
from zushi_xl.form.frame import Frame
from zushi_xl.form.identity import Identity, frame_tag
from zushi_xl.form.pages import Pages
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.model import Plan
from zushi_xl.returned.fixed_texts import FixedTexts
from zushi_xl.returned.sections import Sections, Sighting
from zushi_xl.workbook.cells import UNSEEN_LINE, Cell, Worksheet

MEASURES = """
1-① | 歩道の整備を進める | 都市課
1-② | 公園の手入れを続ける | 都市課
"""
INITIATIVES = """
コード | 名称 | 担当課 | 説明
1-①-① | 歩道を広げる | 都市課 | 車いすの通れる幅まで歩道を広げます。
1-①-② | 段差をなくす | 都市課 | 交差点の段差を毎年十か所ずつなくします。
1-②-① | 花を植える | 都市課 | 町内会とともに花壇の手入れをします。
1-②-② | 遊具を直す | 都市課 | 古い遊具を点検し、計画して直します。
"""
FIELDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
items | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | | | |
description | 取り組み | 説明 | 文章 | 事務局 | | | | | | | |
"""
WIDE = "車いすの通れる幅まで歩道を広げます。"
STEP = "交差点の段差を毎年十か所ずつなくします。"
FLOWER = "町内会とともに花壇の手入れをします。"
SWING = "古い遊具を点検し、計画して直します。"
PATH, PARK = "1-①", "1-②"
TAG_PATH, TAG_PARK = "1-①/said", "1-②/said"


def plan_of_two_sections() -> Plan:
    filled = town.PLAN.format(
        heads=town.HEADS, kpis="", grades=" | 1 | A | よい | 順位", criteria="", year=2022
    )
    measures = filled.replace("1-① | 歩道の整備 | 都市課", MEASURES.strip())
    head, rest = measures.split("# 取り組み\n")
    plan = f"{head}# 取り組み\n{INITIATIVES.strip()}\n# 担当課{rest.partition('# 担当課')[2]}"
    return load_plan(book(plan))


@pytest.fixture(scope="module")
def pages() -> Pages:
    form = load_form(book(town.FORM.format(fields=FIELDS.strip(), checks="")))
    return Pages(form, plan_of_two_sections())


def seen(pages: Pages, texts: Mapping[tuple[int, int], str]) -> list[Sighting]:
    cells = {place: Cell(*place, text, text) for place, text in texts.items()}
    return [*Sections(pages).seen_in(Worksheet("甲", cells))]


def down(*texts: str) -> dict[tuple[int, int], str]:
    return {(row, 2): text for row, text in enumerate(texts)}


def title(pages: Pages, code: str, row: int = 0) -> dict[tuple[int, int], str]:
    """As a sheet shows it: the label 施策, right of it the heading."""
    return {(row, 0): "施策", (row, 3): pages[code].section.heading}


def foot(code: str, row: int = 20) -> dict[tuple[int, int], str]:
    return {(row, 1): Identity("都市課", 2022, 1, "1", "").foot_line(code)}


# ------------------------------------------------------------------ one section


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (down(TAG_PATH), PATH),
        (down(frame_tag("title", PARK)), PARK),
        (down(TAG_PATH, TAG_PARK, TAG_PARK), PARK),  # more of it
        (foot(PARK), PARK),
        (down(WIDE, STEP), PATH),
        (down(WIDE), ""),  # one text may stand anywhere
        (down(WIDE, STEP, FLOWER), ""),
        (down(WIDE, WIDE), PATH),
        (down("車道を広げます。", "段差"), ""),
        ({}, ""),
    ],
)
def test_a_section_by_one_kind_of_sign(
    pages: Pages, texts: Mapping[tuple[int, int], str], code: str
) -> None:
    found = seen(pages, texts)
    assert [(s.code, s.rivals, s.is_sure) for s in found] == ([(code, (), True)] if code else [])


def test_a_title_is_one_beside_its_label_only(pages: Pages) -> None:
    assert [s.code for s in seen(pages, title(pages, PARK))] == [PARK]
    heading = pages[PARK].section.heading
    assert seen(pages, {(0, 3): heading}) == []
    assert seen(pages, {(0, 4): "施策", (0, 3): heading}) == []  # right of it
    assert seen(pages, {(1, 0): "施策", (0, 3): heading}) == []  # another row
    assert [s.code for s in seen(pages, {(0, 0): "■施策：", (0, 3): heading})] == [PARK]


def test_a_title_and_texts_that_are_another_sections(pages: Pages) -> None:
    assert [s.code for s in seen(pages, {**title(pages, PARK), **down("", FLOWER)})] == [PARK]
    assert seen(pages, {**title(pages, PARK), **down("", WIDE, STEP)}) == []


# ------------------------------------------------------------------ signs at odds


def test_what_is_seen_is_told_where_the_tags_say_otherwise(pages: Pages) -> None:
    """Whose texts are more than half is sure; else nobody knows."""
    sheet = {**title(pages, PARK), (1, 2): TAG_PATH}
    (few,) = seen(pages, {**sheet, (5, 2): FLOWER, (6, 2): SWING, (7, 2): WIDE})
    assert (few.code, few.rivals, few.is_sure) == (PATH, (PARK,), False)
    (half,) = seen(pages, {**sheet, (5, 2): FLOWER, (7, 2): WIDE})
    assert (half.code, half.rivals, half.is_sure) == (PATH, (PARK,), False)
    (most,) = seen(pages, {**sheet, (5, 2): WIDE, (6, 2): STEP, (7, 2): SWING})
    assert (most.code, most.rivals, most.is_sure) == (PATH, (PARK,), True)
    (both,) = seen(pages, {**title(pages, PATH), **foot(PARK), (1, 2): TAG_PATH})
    assert (both.code, both.rivals, both.is_sure) == (PATH, (PARK,), True)
    (foots,) = seen(pages, {**foot(PARK), (1, 2): TAG_PATH})
    assert (foots.code, foots.rivals, foots.is_sure) == (PATH, (PARK,), False)


def test_feet_of_two_sections_tell_neither(pages: Pages) -> None:
    assert seen(pages, {**foot(PARK), **foot(PATH, 21)}) == []
    assert [s.code for s in seen(pages, {**foot(PARK), **foot("9-⑨", 21)})] == [PARK]


# ------------------------------------------------------------------ several sections


def test_sections_below_each_other(pages: Pages) -> None:
    """Each part holds the rows from its title to the next."""
    first = {**title(pages, PATH, 1), (2, 2): TAG_PATH, (3, 2): "歩道の文"}
    second = {**title(pages, PARK, 11), (12, 2): TAG_PARK, (13, 2): "公園の文"}
    found = seen(pages, {(0, 2): "表の題", **first, **second})
    assert [(s.code, s.rivals) for s in found] == [(PATH, ()), (PARK, ())]
    rows = [sorted({row for row, _ in s.sheet.cells}) for s in found]
    assert rows == [[0, 1, 2, 3], [11, 12, 13]]
    twice = seen(pages, {**first, **title(pages, PATH, 11), (12, 2): TAG_PATH})
    assert [s.code for s in twice] == [PATH]
    tagged = {(0, 2): frame_tag("title", PATH), (1, 2): TAG_PATH}
    tagged |= {(10, 2): frame_tag("title", PARK), (11, 2): TAG_PARK}
    assert [s.code for s in seen(pages, tagged)] == [PATH, PARK]


def test_texts_of_other_sections(pages: Pages) -> None:
    sections = Sections(pages)
    assert sections.is_foreign(PATH, FLOWER)
    assert not sections.is_foreign(PARK, FLOWER)
    assert not sections.is_foreign(PATH, "だれの文でもない")


# ------------------------------------------------------------------ the form's own texts


def test_hidden_tags_are_the_forms_own(pages: Pages) -> None:
    """Also those of codes that the plan no longer has; what people see is writing."""
    frame = Frame("歩道の評価", "柱1", "黄色の欄に記入", "都市課｜2022")
    fixed = FixedTexts(pages[PATH], frame, Sections(pages).tags, ["道路課｜2022"])
    for text, hidden, own in (
        (TAG_PATH, "", True),
        (TAG_PARK, "", True),
        ("9-9-①/said", UNSEEN_LINE, True),
        ("9-9-①/2/values", UNSEEN_LINE, True),
        ("9-9-①/said", "", False),
        ("9-9-①/said と書く", UNSEEN_LINE, False),
        ("補足", "", True),
        ("補足の文", "", False),
        ("歩道の評価", "", True),
        ("都市課|2022", "", True),
        ("道路課｜2022", "", True),
        ("水道課｜2022", "", False),
    ):
        assert fixed.holds(Cell(3, 3, text, text, hidden=hidden)) is own, text


# ------------------------------------------------------------------ whose page has a tag


def test_the_tags_of_all_pages_are_known(masters: Masters) -> None:
    pages = Pages(masters.form, masters.plan)
    tags = Sections(pages).tags
    for code, page in pages.items():
        for line in page.lines:
            assert tags.section(line.tag) == code
        assert tags.section(frame_tag("foot", code)) == code


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("1-①/said", PATH),
        ("1-①-②/name", PATH),  # of an initiative
        ("1-②-①/name", PARK),
        ("1-①/枠/title", PATH),
        ("1-①/nothing", ""),
        ("1-①/said/", ""),
        ("1-①", ""),
        ("1-③/said", ""),
        ("/said", ""),
        ("", ""),
        ("1-①/said と 1-②/said", ""),
    ],
)
def test_a_text_that_may_be_a_tag(pages: Pages, text: str, section: str) -> None:
    assert Sections(pages).tags.section(text) == section
    assert (text in Sections(pages).tags) is bool(section)


def test_a_code_may_hold_a_slash() -> None:
    slashed = town.FORM.format(fields=FIELDS.strip(), checks="")
    pages = Pages(load_form(book(slashed)), plan_of_two_sections())
    other = replace(pages.sections[PARK], code="2/①")
    plan = replace(plan_of_two_sections(), sections=(pages.sections[PATH], other))
    tags = Sections(Pages(load_form(book(slashed)), plan)).tags
    assert tags.section("2/①/said") == "2/①"
    assert tags.section("2/said") == ""
