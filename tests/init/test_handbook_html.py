"""説明書.html: every page of the handbook in one, with pictures and links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from zushi_xl.cli.commands import main
from zushi_xl.workflow.handbook import handbook_pages
from zushi_xl.workflow.handbook_html import FILE, GROUPS, handbook_html


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("市")
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder / "説明書" / FILE


@pytest.fixture(scope="module")
def text(laid: Path) -> str:
    return laid.read_text(encoding="utf-8")


def test_it_has_every_page_for_officers_in_reading_order(text: str) -> None:
    names = re.findall(r'<article id="([^"]+)">', text)
    grouped = [name for _, group in GROUPS for name in group]
    assert names == [name for name in grouped if name in names]
    assert {page.stem for page in handbook_pages()} == set(grouped)
    assert set(names) == {page.stem for page in handbook_pages()} - {"ページの確かめ方"}


def test_its_links_lead_to_a_place_in_it_or_a_file_beside_it(laid: Path, text: str) -> None:
    places = set(re.findall(r' id="([^"]+)"', text))
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', text)]
    assert len(links) > 150
    assert [link for link in links if link.startswith("#") and link[1:] not in places] == []
    beside = {link.partition("#")[0] for link in links if link[0] != "#" and "://" not in link}
    assert [name for name in beside if not (laid.parent / name).is_file()] == []


def test_its_pictures_are_beside_it(laid: Path, text: str) -> None:
    pictures = [unquote(source) for source in re.findall(r'<img src="([^"]+)"', text)]
    assert len(pictures) > 15
    assert [name for name in pictures if not (laid.parent / name).is_file()] == []
    assert 'alt=""' not in text


def test_it_loads_nothing_and_shows_no_remark(text: str) -> None:
    assert "<script" not in text
    assert "<!--" not in text
    assert not re.findall(r'src="https?:', text)


def test_the_ends_of_lines_are_no_blanks_between_japanese(tmp_path: Path) -> None:
    page = tmp_path / "手引き.md"
    page.write_text("# 題\n\n欄を\n書きます。`zushi-xl` を\nTwo\nwords\n", encoding="utf-8")
    shown = handbook_html([page])
    assert "欄を書きます。<code>zushi-xl</code> をTwo\nwords" in shown
    assert '<h1 id="手引き/題">題</h1>' in shown
