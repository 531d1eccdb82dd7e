"""Makes the picture of docs/自分の市で始める.md: a form and a page of the annual book of 波里町.

    python -m tests.samples.make_city_pictures

The year is that of ``tests.new_city.example_years``: both phases collected, one book sent back.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.new_city.example_years import MENDED, MID_YEAR, YEAR_END, again, collected, sent_back
from tests.new_city.example_years import started as started_city
from tests.samples.make_handbook_pictures import Shot, of_one_height, printed
from tests.samples.make_pictures import IMAGES, beside, save
from tests.xlsx_out.office import convert

NAMES = ("別の市",)
_FORM = Shot("配布/事後/福祉課_施策評価シート.xlsx", "見守りの輪を広げる|外部委員会評価", 780)
_PAGE = Shot("施策評価_2024年度.xlsx", "172世帯|外部委員会評価", 780)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """The picture into ``target``, from a year in ``folder``."""
    city = started_city(folder / "波里町", "波里町")
    collected(city, 2024, MID_YEAR, "事中")
    collected(city, 2024, YEAR_END, "事後")
    sent_back(city, "港湾課", MENDED, "事後")
    again(city, 2024, "事後")
    year = city / "outputs" / "2024年度"
    papers = [convert(year / shot.book, "pdf", folder / shot.book[:2]) for shot in (_FORM, _PAGE)]
    pages = [printed(paper, shot) for paper, shot in zip(papers, (_FORM, _PAGE), strict=True)]
    save(beside(*of_one_height(pages)), target / f"{NAMES[0]}.png")


if __name__ == "__main__":
    main()
