"""docs/困ったとき.md: every message by its rule, with what to do, made from the rules themselves.

``python -m tests.samples.make_lists`` writes the page; tests/test_docs.py holds it to the code.
"""

from __future__ import annotations

from tests.conftest import ROOT
from zushi_xl import rules
from zushi_xl.findings.rule import RULES

PAGE = ROOT / "docs" / "困ったとき.md"
HEAD = """# 困ったとき

画面や「点検結果」に出た指摘の末尾にある [ ] の中の記号で引きます。どんなときに出るかと、その例です。
直し方は、指摘そのものに書いてあります。ルールごとの重大度の変え方は[手引き](手引き.md)にあります。

この一覧はルールから作っています（`python -m tests.samples.make_lists`）。

| 記号 | 指摘 | どんなときに | 例 |
|---|---|---|---|
"""
COMMANDS = """
## コマンドが止まったとき

| 出た言葉 | わけ | すること |
|---|---|---|
| 「見つかりません」 | ファイルやフォルダの名前か、今いるフォルダが違います。 | 表示された場所にファイルがあるかを確かめます。計画マスタと様式定義は `templates_xlsx/` の中です。 |
| 「ほかで開かれています」 | 出力先のブックを Excel で開いています。 | 閉じて、もう一度実行します。前の結果はそのままです。 |
| 「別の zushi-xl が書き込み中です」 | 同じ出力先で、もう一つ動いています。 | 終わるのを待ちます。 |
| 「Excel ブックがありません」 | 指定したフォルダに、読めるブックが一つもありません。 | 課から届いたファイルを入れたフォルダを指定します。 |
| 「誤りがあります」 | 計画マスタか様式定義に誤りがあります。 | 表示されたシートとセルを直します。すべて一度に出ています。 |
| 「書き込めません」 | 出力先が読み取り専用か、権限がありません。 | 書き込める場所を `-o` で指定します。 |
"""


def page() -> str:
    """The text of the page."""
    assert rules.check_book  # the rules are declared when their modules are loaded
    lines = (
        f"| `{rule.id}` | {_cell(rule.name)} | {_cell(rule.meaning)} | {_cell(rule.example)} |\n"
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    )
    return HEAD + "".join(lines) + COMMANDS


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")
