"""The handbook as one page with its pictures, which a double click opens as no Markdown does."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from zushi_xl.workflow.handbook_index import anchor

if TYPE_CHECKING:
    from markdown_it.token import Token

FILE = "説明書.html"  # in the folder of the pages, beside their pictures
GROUPS = (  # by reader, in the order of reading; pages of no group follow by name
    ("はじめに", ("はじめての方へ", "あなたの市の一年を一時間で", "索引")),
    (
        "取りまとめ課：一年の仕事",
        (
            "手引き",
            "ブラウザで使う",
            "年度の終わり",
            "評価書の印刷",
            "公開データ",
            "公開サイト",
            "見え消し",
        ),
    ),
    (
        "取りまとめ課：自分の市に合わせる",
        ("自分の市で始める", "今ある様式を使う", "計画マスタ", "様式定義", "大規模な収集"),
    ),
    ("担当課", ("様式の使い方",)),
    (
        "情報セキュリティの担当",
        ("情報セキュリティの確認", "ページの確かめ方", "約束", "Excelで確かめること"),
    ),
    ("データを分析する方", ("収集結果", "数量の読み方", "読み取りのきまり")),
    ("引くページ", ("困ったとき", "点検ルール", "項目一覧", "コマンド", "用語")),
)
_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; line-height: 1.7;
  font-family: "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", sans-serif; }
nav { columns: 18rem; }
nav section { break-inside: avoid; }
nav h2 { font-size: 1rem; margin: .5rem 0 0; border: 0; }
nav ul { margin: 0 0 1rem; }
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
    grouped = [(title, [n for n in names if n in texts]) for title, names in GROUPS]
    known = [name for _, names in grouped for name in names]
    if others := sorted(texts.keys() - set(known)):
        grouped.append(("そのほか", others))
    names = [*known, *others]
    contents = "".join(_contents(title, group, texts) for title, group in grouped if group)
    articles = "".join(
        f'<article id="{name}">\n{_article(name, texts[name], names)}</article>\n' for name in names
    )
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>zushi-xl 説明書</title><style>{_STYLE}</style></head>\n<body>\n"
        "<h1>zushi-xl 説明書</h1>\n<p>このページの中は Ctrl＋F で探せます。</p>\n"
        f"<nav>{contents}</nav>\n{articles}</body>\n</html>\n"
    )


def _contents(title: str, names: Sequence[str], texts: Mapping[str, str]) -> str:
    """The pages of one group of readers."""
    items = (f'<li><a href="#{name}">{html.escape(_title(texts[name]))}</a></li>' for name in names)
    return f"<section><h2>{title}</h2><ul>{''.join(items)}</ul></section>"


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
