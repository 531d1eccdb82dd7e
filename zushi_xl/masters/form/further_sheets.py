"""Sheets beside the main one of a section: the sheet シート names them, fields name one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from zushi_xl.form.model import LEVEL_OF_BLOCK, Block, Field, FurtherSheet, Position
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key, suggestion
from zushi_xl.plan.levels import Level

NAME = "シート"
SHARED, OWN = "課で一枚", "項目ごと"
_REFUSED = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 20  # characters: the code stands before it in the tab, which has 31
Rows = Mapping[tuple[Block, str], Record]


def read_further_sheets(book: MasterBook) -> tuple[FurtherSheet, ...]:
    """The sheets in the order in which they follow the main one."""
    sheets: dict[str, FurtherSheet] = {}
    for record in book.records(NAME):
        name = record[NAME]
        made = choose(record, "作り方", (OWN, SHARED), book.mistakes)
        if not name:
            continue
        if match_key(name) in sheets:
            book.mistakes.at(
                "sheet-twice",
                record,
                NAME,
                f"シート「{name}」が二つあります。",
                "どちらかの行を削除するか、別の名前にしてください。",
            )
        elif len(name) > _LONGEST or _REFUSED.search(name):
            book.mistakes.at(
                "sheet-name",
                record,
                NAME,
                f"「{name}」は、シートの名前にできません。",
                f"{_LONGEST}字までで、[ ] : * ? / \\ を使わない名前にしてください。",
            )
        sheet = FurtherSheet(name, made == SHARED, record.source(NAME))
        sheets.setdefault(match_key(name), sheet)
    return tuple(sheets.values())


def on_sheets(
    fields: Sequence[Field], further: Sequence[FurtherSheet], rows: Rows, mistakes: Mistakes
) -> tuple[Field, ...]:
    """The fields, each with the sheet on which it stands: what is beside another one is on the
    sheet of that."""
    found: list[Field] = []
    before: dict[Block, str] = {}
    for field in fields:
        record, sheet = rows[field.block, field.id], field.sheet
        is_beside = field.position is Position.BESIDE
        above = before.get(field.block, "")
        if is_beside and sheet and sheet != above:
            mistakes.at(
                "sheet-beside",
                record,
                NAME,
                f"{field.id}：前の欄の横に置く欄なのに、別のシート「{sheet}」が書かれています。",
                f"空欄にするか、「配置」を行にしてください。前の欄は"
                f"{f'シート「{above}」' if above else '初めのシート'}にあります。",
            )
        before[field.block] = above if is_beside else sheet
        found.append(replace(field, sheet=before[field.block]))
    _check_used(found, further, mistakes)
    return tuple(found)


def named_sheet(
    record: Record,
    blocks: Mapping[str, Block],
    further: Sequence[FurtherSheet],
    mistakes: Mistakes,
) -> str:
    """The sheet that a row names, as the sheet シート spells it."""
    text = record[NAME]
    known = {match_key(sheet.name): sheet.name for sheet in further}
    if not text:
        return ""
    by_word = {match_key(word): block for word, block in blocks.items()}
    block = by_word.get(match_key(record["ブロック"]))
    if block is not None and LEVEL_OF_BLOCK[block] in (None, Level.INITIATIVE):
        mistakes.at(
            "sheet-of-block",
            record,
            NAME,
            f"{record['ID']}：「{record['ブロック']}」の欄は、それを置く「繰り返し」の欄と同じシートに"
            "並びます。",
            "空欄にして、「繰り返し」の欄の「シート」に書いてください。",
        )
        return ""
    if match_key(text) not in known:
        names = [sheet.name for sheet in further]
        mistakes.at(
            "sheet-unknown",
            record,
            NAME,
            f"{record['ID']}：シート「{text}」が、様式定義のシート「{NAME}」にありません。",
            f"{suggestion(text, names)}シート「{NAME}」に、この名前の行を加えてください。",
        )
    return known.get(match_key(text), "")


def _check_used(
    fields: Sequence[Field], further: Sequence[FurtherSheet], mistakes: Mistakes
) -> None:
    named = {field.sheet for field in fields}
    for sheet in further:
        if sheet.name not in named:
            mistakes.add(
                "sheet-empty",
                sheet.source,
                f"シート「{sheet.name}」に置く欄が、一つもありません。",
                f"「項目」の列「{NAME}」にこの名前を書くか、この行を削除してください。",
                sheet.name,
                NAME,
            )
