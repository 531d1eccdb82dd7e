"""LibreOffice as a second reader: conversion, and formulas calculated anew."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(path: Path, kind: str, folder: Path) -> Path:
    """``path`` converted to ``pdf``, ``xlsx``, ``ods``…, formulas calculated anew on the way."""
    return convert_all([path], kind, folder)[0]


def convert_all(paths: Sequence[Path], kind: str, folder: Path, infilter: str = "") -> list[Path]:
    """Files of different names, converted by one start of LibreOffice.

    ``infilter`` is how it shall read them, where it does not find out without its window.
    """
    profile = folder / "office-profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    out = folder / f"as-{kind}"
    subprocess.run(
        [
            shutil.which("soffice") or "soffice",
            "--headless",
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            *([f"--infilter={infilter}"] if infilter else []),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=180 + 10 * len(paths),
    )
    return [out / f"{path.stem}.{kind}" for path in paths]


def load(path: Path, **options: bool) -> Workbook:
    """The book in openpyxl, without its warnings about what it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, **options)


def text_of_pdf(path: Path) -> str:
    run = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60
    )
    return run.stdout.decode("utf-8")


def formula_differences(path: Path, folder: Path) -> list[str]:
    """Formulas that LibreOffice rejects, or whose cached result is not what it calculates."""
    return list(_differences(path, convert(path, "xlsx", folder)))


def formula_differences_of(paths: Sequence[Path], folder: Path) -> list[str]:
    """The same of many books, whatever their names, with the book's name before each."""
    copies = [folder / f"{number}.xlsx" for number in range(len(paths))]
    for path, copy in zip(paths, copies, strict=True):
        shutil.copy(path, copy)
    fresh = convert_all(copies, "xlsx", folder)
    pairs = zip(paths, fresh, strict=True)
    return [f"{path.name}: {fault}" for path, new in pairs for fault in _differences(path, new)]


def _differences(path: Path, recalculated: Path) -> Iterator[str]:
    kept, formulas = load(path, data_only=True), load(path)
    fresh = load(recalculated, data_only=True)
    for sheet in formulas:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            old = kept[sheet.title][cell.coordinate].value
            new = fresh[sheet.title][cell.coordinate].value
            if not _same(old, new):
                yield f"{sheet.title} {cell.coordinate}: {old!r} → {new!r}"


def _same(old: object, new: object) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return abs(old - new) <= 1e-9 * max(1.0, abs(old))
    return (old or "") == (new or "")
