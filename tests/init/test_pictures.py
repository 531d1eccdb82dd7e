"""Every picture of the documents is shown, made by a command, and what that command makes now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.conftest import ROOT
from tests.samples import make_first_pictures, make_handbook_pictures

IMAGES = ROOT / "docs" / "images"
NAMES = sorted(path.stem for path in IMAGES.glob("*.png"))
CLOSE = 0.04  # of black to white, on average: another version of a font, not another text


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    texts = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert sorted(set(re.findall(r"images/([^)]+)\.png\)", texts))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_command_makes_it(name: str) -> None:
    makers = (ROOT / "tests" / "samples").glob("make_*.py")
    assert any(f'"{name}' in maker.read_text(encoding="utf-8") for maker in makers)


def difference(one: Path, other: Path) -> float:
    """How far two pictures are apart: 0 the same, 1 black for white; 1 where their sizes differ much."""
    with Image.open(one) as first, Image.open(other) as second:
        sizes = zip(first.size, second.size, strict=True)
        if any(abs(a - b) > 0.05 * max(a, b) for a, b in sizes):
            return 1.0
        scaled = second.convert("L").resize(first.size)
        apart = ImageChops.difference(first.convert("L"), scaled)
        return float(ImageStat.Stat(apart).mean[0]) / 255


@pytest.mark.browser
def test_the_first_pictures_are_what_is_shown_now(tmp_path: Path) -> None:
    make_first_pictures.make_first_pictures(tmp_path, tmp_path)
    for name in make_first_pictures.STEPS:
        assert difference(IMAGES / f"{name}.png", tmp_path / f"{name}.png") < CLOSE, name


@pytest.mark.office
def test_the_handbook_pictures_are_what_is_made_now(tmp_path: Path) -> None:
    make_handbook_pictures.make_pictures(tmp_path, tmp_path)
    for name in make_handbook_pictures.PICTURES:
        made = tmp_path / f"{name}.png"
        assert 10_000 < made.stat().st_size <= 250_000, name
        assert difference(IMAGES / f"{name}.png", made) < CLOSE, name


def test_another_picture_is_far_away(tmp_path: Path) -> None:
    white, grey = tmp_path / "a.png", tmp_path / "b.png"
    Image.new("L", (100, 100), 255).save(white)
    Image.new("L", (100, 100), 200).save(grey)
    assert difference(white, white) == 0
    assert difference(white, grey) > CLOSE
    Image.new("L", (100, 50), 255).save(grey)
    assert difference(white, grey) == 1
