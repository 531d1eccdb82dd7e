"""Every picture of the documents is shown, made by a command, and what that command makes now."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.conftest import ROOT
from tests.samples import (
    make_book_pictures,
    make_city_pictures,
    make_first_pictures,
    make_form_picture,
    make_handbook_pictures,
    make_page_pictures,
    make_pictures,
    make_window_sketches,
)

IMAGES = ROOT / "docs" / "images"


def names_in(folder: Path) -> list[str]:
    found = folder.rglob("*.png")
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in found)


NAMES = names_in(IMAGES)
MAKERS = [
    pytest.param(make_book_pictures, marks=pytest.mark.office),
    pytest.param(make_city_pictures, marks=pytest.mark.office),
    pytest.param(make_first_pictures, marks=pytest.mark.browser),
    pytest.param(make_form_picture, marks=pytest.mark.office),
    pytest.param(make_handbook_pictures, marks=pytest.mark.office),
    pytest.param(make_page_pictures, marks=pytest.mark.browser),
    pytest.param(make_pictures, marks=pytest.mark.office),
    pytest.param(make_window_sketches, marks=pytest.mark.browser),
]
CLOSE = 0.04  # of black to white, on average: another version of a font, not another text


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    texts = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert sorted(set(re.findall(r"images/([^)]+)\.png\)", texts))) == NAMES


def test_a_command_makes_each_and_each_once() -> None:
    made = [name for maker in MAKERS for name in maker.values[0].NAMES]
    assert sorted([*made, *make_book_pictures.EARLIER]) == NAMES


def difference(one: Path, other: Path) -> float:
    """How far two pictures are apart: 0 the same, 1 black for white; 1 where their sizes differ much."""
    with Image.open(one) as first, Image.open(other) as second:
        sizes = zip(first.size, second.size, strict=True)
        if any(abs(a - b) > 0.05 * max(a, b) for a, b in sizes):
            return 1.0
        scaled = second.convert("L").resize(first.size)
        apart = ImageChops.difference(first.convert("L"), scaled)
        return float(ImageStat.Stat(apart).mean[0]) / 255


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__.rpartition(".")[2])
def test_a_picture_is_what_its_command_makes_now(maker: ModuleType, tmp_path: Path) -> None:
    folder, target = tmp_path / "work", tmp_path / "made"
    folder.mkdir()
    target.mkdir()
    maker.make_pictures(folder, target)
    assert names_in(target) == sorted(maker.NAMES)
    for name in maker.NAMES:
        made = target / f"{name}.png"
        assert 1_000 < made.stat().st_size <= 250_000, name
        assert difference(IMAGES / f"{name}.png", made) < CLOSE, name


def test_another_picture_is_far_away(tmp_path: Path) -> None:
    white, grey = tmp_path / "a.png", tmp_path / "b.png"
    Image.new("L", (100, 100), 255).save(white)
    Image.new("L", (100, 100), 200).save(grey)
    assert difference(white, white) == 0
    assert difference(white, grey) > CLOSE
    Image.new("L", (100, 50), 255).save(grey)
    assert difference(white, grey) == 1
