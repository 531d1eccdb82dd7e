"""The pages that carry a reader: each has its own purpose, all are found, none leads outside."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.samples import make_licences

DOCS = ROOT / "docs"
JOURNEYS = (
    "はじめての方へ",
    "あなたの市の一年を一時間で",
    "自分の市で始める",
    "今ある様式を使う",
    "年度の終わり",
    "情報セキュリティの確認",
)
PAGES = sorted(DOCS.glob("*.md"))
LONG = 18  # characters that two pages say in the same words only by copying


def _sentences(page: str) -> set[str]:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    text = re.sub(r"```.*?```|^\|.*|\[[^\]]*\]\([^)]*\)", "", text, flags=re.S | re.M)
    sentences = re.split(r"[。\n]", text)
    return {"".join(s.split()) for s in sentences if len("".join(s.split())) >= LONG}


def test_no_sentence_stands_in_two_journeys() -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for page in JOURNEYS:
        for sentence in _sentences(page):
            told[sentence].append(page)
    assert {s: pages for s, pages in told.items() if len(pages) > 1} == {}


def test_each_journey_says_first_what_it_is_for() -> None:
    purposes = {}
    for page in JOURNEYS:
        text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
        purposes[page] = text.split("\n\n")[1]
        assert re.match(r"[^#|`]{20,}", purposes[page]), page
    assert len(set(purposes.values())) == len(JOURNEYS)


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"(docs/{page.name}" not in readme] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_leads_out_of_the_handbook_that_init_lays(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"\]\((\.\./[^)]+)\)", text) == []


def test_the_security_page_names_every_library() -> None:
    page = make_licences.PAGE.read_text(encoding="utf-8").casefold()
    needed = [library.name for library in make_licences.libraries()]
    assert len(needed) > 10
    platform = {"tzdata", "pytz", "six", "colorama"}  # of some platforms and versions only
    assert [n for n in needed if f"| {n.casefold()} |" not in page and n not in platform] == []
