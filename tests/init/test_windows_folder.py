"""The folder for Windows without a network: what is missing in it is named."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docs.examples.windows_folder import INSTALL, PYTHONS, lacking
from tests.conftest import ROOT


def wheel(folder: Path, name: str, *needs: str) -> None:
    distribution, version = name.split("-")[:2]
    with zipfile.ZipFile(folder / f"{name}.whl", "w") as archive:
        lines = ["Metadata-Version: 2.1", f"Name: {distribution}", f"Version: {version}"]
        lines += [f"Requires-Dist: {need}" for need in needs]
        archive.writestr(f"{distribution}-{version}.dist-info/METADATA", "\n".join(lines))


def test_a_folder_with_all_lacks_nothing(tmp_path: Path) -> None:
    wheel(tmp_path, "zushi_xl-1.0-py3-none-any", "numbers>=2", "console; sys_platform == 'win32'")
    for python in PYTHONS:
        tag = f"cp{python.replace('.', '')}"
        wheel(tmp_path, f"numbers-2.1-{tag}-{tag}-win_amd64")
    wheel(tmp_path, "console-0.1-py3-none-any", "unixes; platform_system == 'Linux'")
    assert [line for python in PYTHONS for line in lacking(tmp_path, python)] == []


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("numbers-1.9-py3-none-any", "numbers>=2"),  # too old
        ("numbers-2.0-cp313-cp313-manylinux_2_17_x86_64", "numbers>=2"),  # for Linux
        ("numbers-2.0-cp313-cp313-win32", "numbers>=2"),  # for 32 bits
    ],
)
def test_what_does_not_install_there_is_missing(tmp_path: Path, there: str, told: str) -> None:
    wheel(tmp_path, "zushi_xl-1.0-py3-none-any", "numbers>=2", "tests; extra == 'dev'")
    wheel(tmp_path, there)
    assert list(lacking(tmp_path, "3.13")) == [f"CPython 3.13: {told} is missing"]


def test_the_install_file_fetches_nothing() -> None:
    assert "--no-index" in INSTALL
    assert INSTALL.isprintable() is False  # it has lines
    assert "http" not in INSTALL


def test_what_the_page_for_beginners_says_is_where_it_installs() -> None:
    """Not below AppData, which the Python of the Microsoft Store sees elsewhere than other programs."""
    assert r"set PLACE=%USERPROFILE%\zushi_xl" in INSTALL
    assert "APPDATA" not in INSTALL
    page = (ROOT / "docs" / "はじめての方へ.md").read_text(encoding="utf-8")
    assert r'$env:Path = "$env:USERPROFILE\zushi_xl\Scripts;$env:Path"' in page
    assert r"`C:\Users\〈利用者名〉\zushi_xl`" in page


def test_a_second_installation_brings_the_new_version() -> None:
    assert "--upgrade" in INSTALL


def test_every_line_of_the_install_file_that_may_fail_ends_in_its_words() -> None:
    lines = [line for line in INSTALL.splitlines() if line.startswith(("%PY", "%PIP", '"%PLACE'))]
    assert len(lines) == 3
    assert all(line.endswith("|| goto failed") for line in lines)
