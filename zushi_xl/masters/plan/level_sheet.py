"""The sheet 階層 → the levels of the plan; without it, those of the settings …の呼び名."""

from __future__ import annotations

from collections.abc import Sequence

from zushi_xl.masters.plan.level_columns import (
    BLOCK,
    LEVEL_SHEET,
    OWN_SHEET,
    THROUGH_PLAN,
    WITHIN_PARENT,
    YES_NO,
)
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key
from zushi_xl.plan.levels import (
    FEWEST,
    MOST,
    STANDARD,
    Level,
    PlanLevel,
    format_of,
    kinds_of,
    path_examples,
)
from zushi_xl.text.code_format import CodeFormat, read_format
from zushi_xl.workbook.names import is_sheet_name


def read_levels_sheet(book: MasterBook) -> tuple[PlanLevel, ...]:
    """The levels, from the top; empty where the sheet has no rows or cannot be understood."""
    records = book.records(LEVEL_SHEET.name)
    if not records or not _is_right_number(records, book.mistakes):
        return ()
    _check_names(records, book)
    kinds = kinds_of(len(records), lowest_is_block=_lowest_is_block(records, book.mistakes))
    fixed = {match_key(spec.name) for spec in book.specs if spec.name not in list(Level)}
    names = [record["階層"] for record in records]
    is_standard = names == [kind.value for kind in kinds] and kinds == STANDARD
    levels: list[PlanLevel] = []
    for record, kind, example in zip(records, kinds, path_examples(kinds), strict=True):
        if levels:
            example = f"{levels[-1].code_format.example}-{example.rpartition('-')[2]}"
        typed = _code_format(record, book.mistakes)
        form = typed or format_of(example)
        key = kind.key if is_standard else f"level{len(levels) + 1}"
        level = _level(record, kind, key, form, len(levels) + 1, book.mistakes)
        level = level._replace(
            begins_with_above=bool(levels) and _begins_with(level, levels[-1]),
            is_readable=bool(typed or not record["コードの形"]),
        )
        is_taken = match_key(level.name) in fixed
        levels.append(level._replace(sheet=level.place if is_taken else level.name))
    return tuple(levels)


def _begins_with(level: PlanLevel, above: PlanLevel) -> bool:
    return not level.is_path and above.is_whole and level.code_format.begins_with(above.code_format)


def _is_right_number(records: Sequence[Record], mistakes: Mistakes) -> bool:
    if FEWEST <= len(records) <= MOST:
        return True
    record = records[min(len(records), MOST + 1) - 1]
    mistakes.at(
        "levels",
        record,
        "階層",
        f"階層が{len(records)}あります。使えるのは{FEWEST}から{MOST}までです。",
        "行を加えてください。"
        if len(records) < FEWEST
        else "近い階層を一つにまとめるか、評価に使わない階層の行を削除してください。",
    )
    return False


def _check_names(records: Sequence[Record], book: MasterBook) -> None:
    """A level's name is that of its sheet, unless another has it: one that a sheet may have."""
    seen: dict[str, Record] = {}
    for record in records:
        name = record["階層"]
        first = seen.setdefault(match_key(name), record)
        if name and first is not record:
            book.mistakes.at(
                "level-twice",
                record,
                "階層",
                f"階層「{name}」が{first.source('階層').cell}にもあります。",
                "階層ごとに違う呼び名にしてください。",
            )
        elif match_key(name) == match_key("KPI"):
            book.mistakes.at(
                "level",
                record,
                "階層",
                f"「{name}」は様式定義のブロックの名前なので、階層の呼び名にできません。",
                "別の呼び名にしてください（例：重点施策）。",
            )
        elif name and not is_sheet_name(name):
            book.mistakes.at(
                "level",
                record,
                "階層",
                f"「{name}」はシートの名前にできないため、階層の呼び名にできません。",
                "31字までで、[ ] : * ? / \\ を使わない呼び名にしてください。",
            )


def _lowest_is_block(records: Sequence[Record], mistakes: Mistakes) -> bool:
    words = [choose(record, "様式", (OWN_SHEET, BLOCK), mistakes) for record in records]
    for record, word in zip(records[:-1], words, strict=False):
        if word == BLOCK:
            mistakes.at(
                "level-sheet",
                record,
                "様式",
                f"「{record['階層']}」は一番下の階層ではないので、ブロックにできません。",
                f"「{OWN_SHEET}」にしてください。欄のない階層はシートになりません。",
            )
    return words[-1] != OWN_SHEET


def _code_format(record: Record, mistakes: Mistakes) -> CodeFormat | None:
    """The format that a row shows; None where none is typed or it cannot be read."""
    text = record["コードの形"]
    found = read_format(text) if text else None
    if text and found is None:
        mistakes.at(
            "level-code",
            record,
            "コードの形",
            f"「{text}」から、どこが番号かを読み取れません。",
            "計画書に印刷するコードを一つ、そのまま書いてください"
            "（例：Ⅲ-5-31-(2)、06-21-02、0086、①）。/ と ｜ は使えません。",
        )
    return found


def _level(
    record: Record, kind: Level, key: str, form: CodeFormat, depth: int, mistakes: Mistakes
) -> PlanLevel:
    numbering = choose(record, "番号の付け方", (WITHIN_PARENT, THROUGH_PLAN), mistakes)
    return PlanLevel(
        kind=kind,
        name=record["階層"] or f"階層{depth}",  # a blank one is told
        key=key,
        code_format=form,
        depth=depth,
        is_path=len(form.parts) == depth,
        within_parent=numbering != THROUGH_PLAN,
        is_rated=_yes(record, "評価", mistakes),
        has_kpis=_yes(record, "KPI", mistakes),
        has_money=_yes(record, "金額", mistakes),
        source=record.source("階層"),
    )


def _yes(record: Record, header: str, mistakes: Mistakes) -> bool | None:
    word = choose(record, header, YES_NO, mistakes)
    return None if word is None else word == "○"
