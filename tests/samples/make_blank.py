"""Makes templates_xlsx/進捗状況評価シート.xlsx, the blank form, from the two masters.

python -m tests.samples.make_blank
"""

from __future__ import annotations

from tests.samples.make_templates import TEMPLATES
from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.distribute import write_blank


def main() -> None:
    masters = load_masters(TEMPLATES / "計画マスタ.xlsx", TEMPLATES / "様式定義.xlsx")
    write_blank(masters, TEMPLATES)


if __name__ == "__main__":
    main()
