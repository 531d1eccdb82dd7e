"""One thing has one name, and one rule is told in the same words wherever a reader meets it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from zushi_xl.findings.finding import Severity
from zushi_xl.quantity import read_quantity

DOCS = ROOT / "docs"
GLOSSARY = DOCS / "用語.md"
FOR_ENGINEERS = {"performance", "reading", "architecture", "domain"}
# The same sentence in the handbook and in the page for those who fill in the form.
TOLD_TWICE = (
    "調べていない値は「未実施」、後で決まる値は「未確定」、行わなかった取り組みの実施内容は「実施なし」と書きます。",
    "空欄のままだと、忘れたのか分かりません。",
    "予算のない取り組みの実績額は「ー」と書きます。",
    "評価は▼の一覧から選びます。記号だけ（A）を打っても構いません。",
)


def glossary() -> Iterator[tuple[str, ...]]:
    _, _, table = GLOSSARY.read_text(encoding="utf-8").partition("<!-- 用語の表 -->\n")
    for line in table.splitlines()[2:]:
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


BANNED = sorted({w for row in glossary() for w in row[4].split("、") if len(w) > 1})
PAGES = sorted(p for p in DOCS.glob("*.md") if p != GLOSSARY and p.stem not in FOR_ENGINEERS)
READERS = [*PAGES, ROOT / "zushi_xl/data/手引き.txt", ROOT / "zushi_xl/page/page.html"]


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_documents_use_the_words_of_the_glossary(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`|数量の読み方.*", "", path.read_text(encoding="utf-8"))
    assert [word for word in BANNED if word in text] == []


def shown_texts() -> Iterator[tuple[str, str]]:
    """Texts with Japanese in the package: module and text. What people write is no text of ours."""
    for path in sorted((ROOT / "zushi_xl").rglob("*.py")):
        room = path.relative_to(ROOT / "zushi_xl").parts[0]
        if room in ("quantity", "text", "adopt"):
            continue
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        texts = (node.value for node in nodes if isinstance(node, ast.Constant))
        for text in (text for text in texts if isinstance(text, str)):
            if len(text) > 12 and re.search("[ぁ-ん].*[。さ]", text):
                yield path.name, text


def test_messages_use_the_words_of_the_glossary() -> None:
    told = [(name, w, text) for name, text in shown_texts() for w in BANNED if w in text]
    assert told == []


@pytest.mark.parametrize("sentence", TOLD_TWICE)
def test_what_is_told_twice_is_told_in_the_same_words(sentence: str) -> None:
    for page in ("手引き", "様式の使い方"):
        text = "".join((DOCS / f"{page}.md").read_text(encoding="utf-8").split())
        assert sentence in text, page


@pytest.mark.parametrize("word", ["未実施", "未確定", "実施なし", "ー"])
def test_the_words_for_no_value_are_read_as_none(word: str) -> None:
    assert read_quantity(word).kind == "missing"


def test_the_severities_have_one_name_everywhere() -> None:
    words = [severity.label for severity in Severity]
    assert words == ["要修正", "要確認", "お知らせ"]
    (row,) = (row for row in glossary() if row[0] == "重大度")
    assert all(word in row[1] for word in words)
    page = (ROOT / "zushi_xl/page/page.js").read_text(encoding="utf-8")
    assert all(word in page for word in words)


def test_each_word_stands_once() -> None:
    words = [row[0] for row in glossary()]
    assert len(words) == len(set(words)) > 15
    assert not set(words) & set(BANNED)
