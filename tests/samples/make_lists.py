"""Makes the pages in docs/ that follow from the program: commands with their help, fields, rules,
messages, the guide for divisions.

python -m tests.samples.make_lists
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from tests.samples.make_troubles import PAGE as TROUBLES
from tests.samples.make_troubles import page as troubles
from zushi_xl.cli.commands import main
from zushi_xl.form.guide import guide_page
from zushi_xl.form.model import Form
from zushi_xl.masters.load import load_masters
from zushi_xl.rules.page import rules_page

ROOT = Path(__file__).parents[2]
_COMMANDS = """# コマンド

`zushi-xl コマンド --help` で表示される説明の一覧です。このページはプログラムから作っています
（`python -m tests.samples.make_lists`）。
"""
_FIELDS = """# 項目の一覧

見本の `templates_xlsx/様式定義.xlsx` にある項目です。列の意味は[様式定義](様式定義.md)をご覧ください。
このページは様式定義から作っています（`python -m tests.samples.make_lists`）。

| ブロック | ID | ラベル | 型 | 記入者 | 必須 | 文字数 | 公開 | 入力の手引き |
|---|---|---|---|---|---|---|---|---|
"""


def command_page() -> str:
    """The help of every command, with the width fixed so that no terminal changes it."""
    names = ["-h", "--help"]
    root = click.Context(
        main,
        info_name="zushi-xl",
        terminal_width=100,
        max_content_width=100,
        help_option_names=names,
    )
    parts = [_COMMANDS, _section("zushi-xl", main.get_help(root))]
    for name in main.list_commands(root):
        command = main.commands[name]
        context = click.Context(command, info_name=name, parent=root)
        parts.append(_section(f"zushi-xl {name}", command.get_help(context)))
    return "\n".join(parts)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```\n{text.rstrip()}\n```\n"


def field_page() -> str:
    """The fields of the sample form."""
    return _FIELDS + "".join(f"| {' | '.join(row)} |\n" for row in _fields(_sample_form()))


def _sample_form() -> Form:
    folder = ROOT / "templates_xlsx"
    return load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx").form


def _fields(form: Form) -> list[tuple[str, ...]]:
    return [
        (
            field.block.value,
            f"`{field.id}`",
            field.label.replace("|", "｜"),
            field.type.value,
            field.filled_by,
            "○" if field.required else "",
            str(field.max_length or ""),
            "○" if field.published else "×",
            field.help,
        )
        for field in form.fields
    ]


_FORM_PICTURE = (
    "![記入の途中の様式。右の列に、未記入と確かめてほしいところが出ている](images/様式_記入中.png)"
)
PAGES: Mapping[Path, Callable[[], str]] = {
    TROUBLES: troubles,
    ROOT / "docs" / "コマンド.md": command_page,
    ROOT / "docs" / "項目一覧.md": field_page,
    ROOT / "docs" / "点検ルール.md": rules_page,
    ROOT / "docs" / "様式の使い方.md": lambda: guide_page(_FORM_PICTURE),
}

if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
