"""The sheet 体裁: named styles, with the type face of the sheet 設定."""

from __future__ import annotations

from zushi_xl.masters.form.columns import ALIGNS, BORDERS, VALIGNS, YES_NO
from zushi_xl.masters.plan.values import read_number
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose
from zushi_xl.text.regex import regex
from zushi_xl.workbook.style import Style

_COLOR = regex(r"#?([0-9A-Fa-f]{6})")
_BORDERS = dict(zip(BORDERS, ("", "thin", "medium", "hair"), strict=True))
_ALIGNS = dict(zip(ALIGNS, ("left", "center", "right"), strict=True))
_VALIGNS = dict(zip(VALIGNS, ("top", "center", "bottom"), strict=True))


def read_styles(book: MasterBook, font: str, size: float) -> dict[str, Style]:
    """The styles by name; ``font`` and ``size`` hold where a style says nothing else."""
    styles: dict[str, Style] = {}
    for record in book.records("体裁"):
        name = record["スタイル"]
        if name in styles:
            book.mistakes.at(
                "style-twice",
                record,
                "スタイル",
                f"スタイル「{name}」の行が二つあります。",
                "どちらかの行を削除してください。",
            )
        styles[name] = _style(record, font, size, book.mistakes)
    return styles


def _style(record: Record, font: str, size: float, mistakes: Mistakes) -> Style:
    own_size = read_number(record, "文字の大きさ", "", mistakes)
    number_format = record["表示形式"]
    return Style(
        name=record["スタイル"],
        font=font,
        size=float(own_size) if own_size else size,
        bold=choose(record, "太字", YES_NO, mistakes) == "○",
        color=_color(record, "文字色", mistakes) or "000000",
        fill=_color(record, "塗り", mistakes),
        align=_ALIGNS[choose(record, "横位置", ALIGNS, mistakes) or "左"],
        valign=_VALIGNS[choose(record, "縦位置", VALIGNS, mistakes) or "中央"],
        border=_BORDERS[choose(record, "罫線", BORDERS, mistakes) or "なし"],
        number_format="General" if number_format in ("", "標準") else number_format,
        locked=record["スタイル"] != "input",
    )


def _color(record: Record, header: str, mistakes: Mistakes) -> str:
    text = record[header]
    match = _COLOR.fullmatch(text)
    if text and not match:
        mistakes.at(
            "color",
            record,
            header,
            f"「{header}」の「{text}」を色として読めません。",
            "RRGGBBの6桁で記入してください（例：1F3864）。",
        )
    return match[1].upper() if match else ""
