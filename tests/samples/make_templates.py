"""Makes the two master workbooks from their text renderings, which are what developers edit.

python tests/samples/make_templates.py           write templates_xlsx/*.xlsx
python tests/samples/make_templates.py --check   status 1 if a workbook is not what it would be
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from zushi_xl.masters.tables import Table, tables_from_text
from zushi_xl.masters.workbooks import build_form_book, build_plan_book
from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_out import book_bytes

TEMPLATES = Path(__file__).parents[2] / "templates_xlsx"
BUILDERS: Mapping[str, Callable[[Sequence[Table]], Book]] = {
    "計画マスタ": build_plan_book,
    "計画マスタ_改定前": build_plan_book,
    "計画マスタ_改定後": build_plan_book,
    "様式定義": build_form_book,
    **{f"{name}/計画マスタ": build_plan_book for name in ("空", "波里町", "白帆市")},
    **{f"{name}/様式定義": build_form_book for name in ("空", "波里町", "白帆市")},
}


def made(name: str) -> bytes:
    """The workbook that the text rendering ``name`` stands for."""
    text = (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")
    return book_bytes(BUILDERS[name](tables_from_text(text)))


def main(arguments: Sequence[str]) -> int:
    stale = []
    for name in BUILDERS:
        path, content = TEMPLATES / f"{name}.xlsx", made(name)
        if "--check" not in arguments:
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            stale.append(path.name)
    for file in stale:
        print(f"{file} is not what its text rendering makes: run {Path(__file__).name}")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
