"""Refreshes the tables of docs/計画マスタ.md and docs/様式定義.md from the sheet specs.

python tests/samples/make_master_docs.py           write the tables between the marks
python tests/samples/make_master_docs.py --check   status 1 if a page is out of date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from zushi_xl.masters.form.columns import FORM_SHEETS
from zushi_xl.masters.plan.columns import PERIOD_NOTE, PLAN_SHEETS
from zushi_xl.masters.plan.setting_names import SETTINGS
from zushi_xl.masters.records import ColumnSpec, SheetSpec

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- 表の始まり -->", "<!-- 表の終わり -->"
_BLOCK = re.compile(f"{BEGIN}.*{END}", re.DOTALL)
PAGES: Mapping[str, Sequence[SheetSpec]] = {"計画マスタ": PLAN_SHEETS, "様式定義": FORM_SHEETS}


def refreshed(name: str) -> str:
    """The page with its tables as the specs are now."""
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    tables = "\n".join(line for spec in PAGES[name] for line in _section(name, spec))
    return _BLOCK.sub(lambda _: f"{BEGIN}\n{tables}\n{END}", text)


def _section(page: str, spec: SheetSpec) -> Iterator[str]:
    yield f"\n### {spec.name}{'（必ず要る）' if spec.needed else ''}\n\n{spec.about}。\n"
    yield "| 列 | 記入 | 書くこと |\n|---|---|---|"
    for column in spec.columns:
        yield f"| {column.header} | {_need(column)} | {_note(column)} |"
    if spec.name == "KPI":
        yield f"| （基準時点・年度・目標の列） | | {PERIOD_NOTE} |"
    if page == "計画マスタ" and spec.name == "設定":
        yield "\n| 項目 | 値 | 書くこと |\n|---|---|---|"
        for setting in SETTINGS:
            yield f"| {setting.name} | {'必ず' if setting.needed else ''} | {setting.note} |"


def _need(column: ColumnSpec) -> str:
    return "必ず" if column.filled else "列は必ず" if column.needed else ""


def _note(column: ColumnSpec) -> str:
    choices = f"選択肢：{' / '.join(column.choices)}" if column.choices else ""
    return f"{column.note}{choices}".replace("|", "\\|")


def main(arguments: Sequence[str]) -> int:
    stale = []
    for name in PAGES:
        path, text = DOCS / f"{name}.md", refreshed(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    for file in stale:
        print(f"{file} is out of date: run {Path(__file__).name}")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
