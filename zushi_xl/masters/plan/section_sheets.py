"""The sheets of the levels whose items have a page of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zushi_xl.masters.plan.code_book import CodeBook
from zushi_xl.masters.plan.values import read_partners, resolve
from zushi_xl.masters.records import MasterBook, Record, match_key
from zushi_xl.masters.tables import read_table
from zushi_xl.plan.levels import MOST, STANDARD, Level, PlanLevel, place_of_depth
from zushi_xl.plan.model import Section
from zushi_xl.text.codes import is_circled

_PLACES = tuple(match_key(place_of_depth(depth)) for depth in range(1, MOST + 1))


def read_sections(
    book: MasterBook, divisions: Mapping[str, str], codes: CodeBook
) -> tuple[Section, ...]:
    """The sections of every level in use, in the order of the plan."""
    found: list[Section] = []
    for level in codes.levels:
        if level.has_sheet:
            found.extend(_sections_of(level, book, divisions, codes))
    return tuple(sorted(found, key=lambda section: codes.order(section.code)))


def level_records(book: MasterBook, level: PlanLevel) -> tuple[Record, ...]:
    """The rows of a level: the sheet bears the city's word, or the standard one."""
    if level.sheet:
        return book.records(level.sheet, level.place, needed=True)
    standard = {each.value for each in Level}
    return book.records(level.kind.value, "" if level.name in standard else level.name, needed=True)


def refuse_unused(book: MasterBook, levels: tuple[PlanLevel, ...]) -> None:
    """The sheet of a standard level that is not used must be empty or absent."""
    used = {level.kind for level in levels}
    for kind in STANDARD:
        if kind not in used and book.sheet(kind.value):
            for record in book.records(kind.value)[:1]:
                book.mistakes.at(
                    "level",
                    record,
                    "コード",
                    f"シート「{kind.value}」に行がありますが、設定ではこの階層を使いません。",
                    f"設定「{kind.value}の呼び名」に呼び名を入れるか、この行から下を削除してください。",
                )


def refuse_unread(book: MasterBook, codes: CodeBook) -> None:
    """Sheets with items of the plan that are read as no level's, where a level has no items or an
    item none above it: the sheet 階層 calls that level otherwise, or has no row for it."""
    filled = {level.depth for level in codes.level_of.values()}
    lacks_one = any(level.depth not in filled for level in codes.levels)
    lacks_one |= any(f.rule == "plan-parent" for f in book.mistakes.findings)
    known = {match_key(spec.name) for spec in book.specs}
    known |= {match_key(name) for level in codes.levels for name in (level.sheet, level.place)}
    for sheet in book.workbook.sheets:
        name = match_key(sheet.name)
        is_for_a_level = lacks_one or name in _PLACES
        if name in known or not is_for_a_level or book.mistakes.has_any_in(sheet.name):
            continue
        table = read_table(sheet, book.workbook.file)
        heads = [match_key(header) for header in table.headers]
        if not table.rows or not {"コード", "名称"} <= {*heads}:
            continue
        book.mistakes.add(
            "level-unread",
            table.source(table.rows[0].line, heads.index("コード")),
            f"シート「{sheet.name}」の行は、どの階層のものとしても読みません。",
            f"シート「階層」に「{sheet.name}」の行を加えるか、呼び名とシートの名前を合わせてください。"
            "計画のものでなければ、見出し「コード」を別の名前にしてください。",
            sheet.name,
        )


def _sections_of(
    level: PlanLevel, book: MasterBook, divisions: Mapping[str, str], codes: CodeBook
) -> Iterator[Section]:
    records = level_records(book, level)
    if not records:
        codes.skip(level)
    for record in records:
        division = resolve(record, "主担当課", divisions, "担当課", book.mistakes)
        if code := codes.add(record, level):
            yield Section(
                level=level.kind,
                code=code,
                number=record["番号"] or number_of(level, code),
                title=record["名称"],
                division=division,
                source=record.source("コード"),
                texts=record.texts,
                seen=record.seen_texts,
                partners=read_partners(record, division, divisions, book.mistakes),
                parent=codes.parent_of[code],
            )


def number_of(level: PlanLevel, code: str) -> str:
    """What is printed before a title where no 番号 is typed: of a plan with the sheet 階層 the
    code, or its last sign where that is circled and says nothing without what stands above it."""
    if not level.source.sheet:
        return ""
    return code[-1] if is_circled(code[-1]) else code
