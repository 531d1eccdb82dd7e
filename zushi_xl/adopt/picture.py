"""取り込み報告: each sheet as a person sees it, what was recognised in colour and numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.sheet import Book, Placed, PrintSetup, Sheet
from zushi_xl.workbook.style import Style

from .definition import KINDS
from .model import BookLook, Draft, DraftField, Region, SheetLook, address
from .recognise import field_areas

_FONT = "BIZ UDゴシック"
_LAST_ROW, _LAST_COLUMN = 400, 200  # of a picture: what is beyond is in the lists
_MOST_SHOWN = 5  # repeats of one answer that are drawn
_STYLES = {
    style.name: style
    for style in (
        Style("plain", _FONT, size=9, border="hair"),
        Style("label", _FONT, size=9, border="thin", fill="DDEBF7"),
        Style("sure", _FONT, size=9, border="medium", border_color="548235", fill="E2EFDA"),
        Style("doubtful", _FONT, size=9, border="medium", border_color="C55A11", fill="FCE4D6"),
        Style("left", _FONT, size=9, border="thin", fill="D9D9D9", italic=True),
        Style("head", _FONT, bold=True, color="FFFFFF", fill="1F3864", border="thin"),
        Style("text", _FONT, valign="top", border="thin"),
        Style("note", _FONT, size=11, wrap=False),
    )
}  # fmt: skip


def picture_book(draft: Draft, look: BookLook, notes: Sequence[str]) -> Book:
    """The report: what to do, the fields by number, what was left out, a picture of each sheet."""
    numbers = {id(field): number for number, field in enumerate(draft.fields, 1)}
    forms = [sheet for sheet in look.sheets if _role(draft, sheet.name) == "form"]
    names = sheet_names(["はじめに", "記入欄", "除いたもの", *(sheet.name for sheet in forms)])
    sheets = [
        _notes(names[0], draft, notes),
        _field_list(names[1], draft, numbers),
        _left_list(names[2], draft),
    ]
    for name, sheet in zip(names[3:], forms, strict=True):
        fields = [field for field in draft.fields if field.sheet == sheet.name]
        sheets.append(_picture(name, sheet, fields, numbers, draft))
    return Book(tuple(sheets), _STYLES, properties={"title": "取り込み報告"})


def _role(draft: Draft, name: str) -> str:
    return next((sheet.role for sheet in draft.sheets if sheet.name == name), "other")


def _notes(name: str, draft: Draft, notes: Sequence[str]) -> Sheet:
    doubtful = sum(not field.sure for field in draft.fields)
    lines = (
        f"取り込み報告：{draft.file}",
        f"記入欄を {len(draft.fields)} 種見つけました（うち確かめてほしいもの {doubtful} 種）。",
        "緑＝記入欄、橙＝確かめてほしい記入欄、青＝見出し、灰＝除いたもの。【番号】はシート「記入欄」の番号です。",
        "違っているところは、様式定義.xlsx の「項目」の行を直してください。"
        "直した行は、もう一度 adopt しても残ります。",
        *notes,
    )
    cells = tuple(Placed(row, 0, line, "note") for row, line in enumerate(lines))
    return Sheet(name=name, cells=cells, widths=(900,), print=PrintSetup(landscape=True))


def _field_list(name: str, draft: Draft, numbers: Mapping[int, int]) -> Sheet:
    heads = ("番号", "確認", "シート", "セル", "見出し", "型", "単位", "繰り返し", "根拠")
    cells = [Placed(0, column, head, "head") for column, head in enumerate(heads)]
    for row, field in enumerate(draft.fields, 1):
        repeat = field.repeat
        texts = (
            str(numbers[id(field)]), "" if field.sure else "要確認", field.sheet,
            address(field.area), field.label, KINDS[field.type], field.unit,
            f"{repeat.of}×{repeat.count}" if repeat else "",
            "。".join((*field.reasons, *field.doubts)),
        )  # fmt: skip
        cells += [Placed(row, column, text, "text") for column, text in enumerate(texts)]
    widths = (50, 60, 140, 90, 300, 80, 60, 160, 360)
    return Sheet(
        name=name, cells=tuple(cells), widths=widths, freeze=(1, 0),
        print=PrintSetup(landscape=True),
    )  # fmt: skip


def _left_list(name: str, draft: Draft) -> Sheet:
    heads = ("シート", "セル", "書かれていること", "除いた理由")
    cells = [Placed(0, column, head, "head") for column, head in enumerate(heads)]
    rows: list[tuple[str, ...]] = [
        (sheet.name, "", "", f"{_ROLES[sheet.role]}：{sheet.reason}")
        for sheet in draft.sheets
        if sheet.role != "form"
    ]
    rows += [(item.sheet, address(item.area), item.text, item.reason) for item in draft.left_out]
    for row, texts in enumerate(rows, 1):
        cells += [Placed(row, column, text, "text") for column, text in enumerate(texts)]
    return Sheet(
        name=name, cells=tuple(cells), widths=(160, 90, 320, 360), freeze=(1, 0),
        print=PrintSetup(landscape=True),
    )  # fmt: skip


_ROLES = {
    "instructions": "説明のシート",
    "codes": "コードや選択肢のシート",
    "other": "様式でないシート",
}


def _picture(
    name: str,
    look: SheetLook,
    fields: Sequence[DraftField],
    numbers: Mapping[int, int],
    draft: Draft,
) -> Sheet:
    marked = _marked(fields, numbers)
    labels = {area for field in fields for area in field.label_areas}
    left = {item.area for item in draft.left_out if item.sheet == look.name}
    cells, taken = [], set[tuple[int, int]]()
    for region in look.regions:
        if region.area.bottom > _LAST_ROW or region.area.right > _LAST_COLUMN:
            continue
        places = {(r, c) for r, c in region.area.cells()}
        if places & taken:
            continue
        taken |= places
        cells.append(_cell(region, marked, labels, left))
    columns = range(1 + max((p.column + p.columns for p in cells), default=1))
    widths = _widths(look, columns)
    heights = {row: height for row, height in _heights(look).items() if row <= _LAST_ROW}
    return Sheet(
        name=name, cells=tuple(cells), widths=widths, heights=heights,
        print=PrintSetup(landscape=True), tab_color="548235",
    )  # fmt: skip


def _marked(
    fields: Sequence[DraftField], numbers: Mapping[int, int]
) -> dict[tuple[int, int], tuple[str, str]]:
    """By upper left cell: the style and the number to show."""
    found = {}
    for field in fields:
        style = "sure" if field.sure else "doubtful"
        for repeated, area in enumerate(field_areas(field), 1):
            if repeated > _MOST_SHOWN:
                break
            label = f" {field.label}" if repeated == 1 else ""
            found[area.top, area.left] = (style, f"【{numbers[id(field)]}】{label}")
    return found


def _cell(
    region: Region,
    marked: Mapping[tuple[int, int], tuple[str, str]],
    labels: set[Area],
    left: set[Area],
) -> Placed:
    area = region.area
    style, text = "plain", region.text or ("（数式）" if region.is_formula else "")
    if area[:2] in marked:
        style, number = marked[area.top, area.left]
        text = f"{number}\n{text}" if text.strip() else number
    elif area in labels:
        style = "label"
    elif area in left:
        style = "left"
    rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
    return Placed(area.top, area.left, text or None, style, rows, columns)


def _widths(look: SheetLook, columns: range) -> tuple[float, ...]:
    """Pixels per column, from the regions one column wide."""
    known = {r.area.left: r.width for r in look.regions if r.area.left == r.area.right}
    return tuple(max(12, int(known.get(column, 8.43) * 7 + 5)) for column in columns)


def _heights(look: SheetLook) -> dict[int, float]:
    return {r.area.top: r.height for r in look.regions if r.area.top == r.area.bottom and r.height}
