"""The handbook as one page with its pictures, which a double click opens as no Markdown does."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from zushi_xl.workflow.handbook_index import anchor

if TYPE_CHECKING:
    from markdown_it.token import Token

FILE = "説明書.html"  # in the folder of the pages, beside their pictures
FIRST = (  # as a reader needs them; the others follow by name
    "はじめての方へ",
    "索引",
    "手引き",
    "様式の使い方",
    "あなたの市の一年を一時間で",
    "自分の市で始める",
    "今ある様式を使う",
    "ブラウザで使う",
    "年度の終わり",
    "情報セキュリティの確認",
    "困ったとき",
    "用語",
)
_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; line-height: 1.7;
  font-family: "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", sans-serif; }
nav ul { columns: 16rem; }
article { border-top: 3px solid; margin-top: 4rem; }
h2 { border-bottom: 1px solid; }
img { max-width: 100%; border: 1px solid #888; }
table { border-collapse: collapse; }
th, td { border: 1px solid #888; padding: .2rem .5rem; text-align: left; vertical-align: top; }
pre { border: 1px solid #888; padding: .5rem; overflow-x: auto; }
@media print { nav { display: none; } article { break-before: page; } }
"""


def handbook_html(pages: Iterable[Path]) -> str:
    """All pages in one, each with its headings as places to lead to."""
    texts = {page.stem: page.read_text(encoding="utf-8") for page in pages}
    names = [name for name in FIRST if name in texts]
    names += sorted(texts.keys() - set(names))
    items = "".join(f'<li><a href="#{n}">{html.escape(_title(texts[n]))}</a></li>' for n in names)
    articles = "".join(
        f'<article id="{name}">\n{_article(name, texts[name], names)}</article>\n' for name in names
    )
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>zushi-xl 説明書</title><style>{_STYLE}</style></head>\n<body>\n"
        "<h1>zushi-xl 説明書</h1>\n<p>このページの中は Ctrl＋F で探せます。</p>\n"
        f"<nav><ul>{items}</ul></nav>\n{articles}</body>\n</html>\n"
    )


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")


def _article(name: str, text: str, names: Sequence[str]) -> str:
    """One page; its links to another of ``names`` lead within the one page."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(text)
    for token, inside in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            token.attrSet("id", f"{name}/{anchor(inside.content)}")
    for token in tokens:
        _join_lines(token.children or [])
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", _target(name, unquote(str(child.attrGet("href"))), names))
    return str(reader.renderer.render(_shown(tokens), reader.options, {}))


def _join_lines(inside: Sequence[Token]) -> None:
    """Japanese has no blank where a line of the source ends; between Latin words one stays."""
    for before, end, after in zip(inside, inside[1:], inside[2:], strict=False):
        around = before.content[-1:] + after.content[:1]
        if end.type == "softbreak" and not (len(around) == 2 and around.isascii()):
            end.type = "text"


def _shown(tokens: Sequence[Token]) -> list[Token]:
    """All but the remarks to those who keep the pages."""
    return [token for token in tokens if token.type != "html_block"]


def _target(name: str, href: str, names: Sequence[str]) -> str:
    page, _, place = href.partition("#")
    page = page.removesuffix(".md") if page else name
    if page not in names:
        return href
    return f"#{page}/{place}" if place else f"#{page}"
