"""The sheet 項目: a row per field of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from zushi_xl.form.model import (
    STANDARD_BLOCKS,
    TABLE_WORDS,
    TABLES,
    Block,
    Field,
    FieldType,
    FurtherSheet,
    Meaning,
    Position,
)
from zushi_xl.masters.form.calculation_column import label_with_unit, with_calculations
from zushi_xl.masters.form.condition_columns import with_conditions
from zushi_xl.masters.form.fillers import filler_of, phase_of
from zushi_xl.masters.form.further_sheets import named_sheet, on_sheets
from zushi_xl.masters.form.meanings import with_meanings
from zushi_xl.masters.form.positions import Rows, check_positions, report_field, rows_of
from zushi_xl.masters.form.scale_column import scale_of
from zushi_xl.masters.form.table_columns import check_tables, in_table
from zushi_xl.masters.plan.reviewing_sheets import ReviewingNames
from zushi_xl.masters.plan.values import is_nothing, read_number
from zushi_xl.masters.records import (
    MasterBook,
    Mistakes,
    Record,
    choose,
    match_key,
    split_items,
    suggestion,
)
from zushi_xl.text.regex import regex

STANDARD_WORDS = {block.value: block for block in STANDARD_BLOCKS} | TABLE_WORDS
INNER_BLOCKS = (Block.KPI, Block.INITIATIVE, *TABLES)  # they repeat within a section
_ID = regex(r"[A-Za-z][A-Za-z0-9_]*")
_NAME = regex(r"\{([^{}]*)\}")
_LEVEL_NAME = "呼び名"  # of the level that the block is of
_NAMES = ("番号", "年度", _LEVEL_NAME)
_FULL = 100.0
_LABEL, _LABEL_SHARE = 20.0, 0.45  # a label's width where none is said: percent, part of its field


def read_fields(
    book: MasterBook,
    names: ReviewingNames,
    blocks: Mapping[str, Block],
    further: Sequence[FurtherSheet],
) -> tuple[Field, ...]:
    """The fields in the order of the sheet, which is the order of the page; ``blocks`` by the
    words that the city has for them, ``further`` the sheets that fields may name."""
    seen: dict[tuple[str, str], Record] = {}
    fields: list[Field] = []
    named: dict[tuple[Block, str], Meaning] = {}
    blank: set[tuple[int, str]] = set()
    rows: dict[tuple[Block, str], Record] = {}
    for record in book.records("項目"):
        sheet = named_sheet(record, blocks, further, book.mistakes)
        field = _field(record, names, blocks, book.mistakes)
        is_first = _is_first(record, seen, book.mistakes)
        if field is None or not is_first:
            continue
        field = replace(field, sheet=sheet)
        if field.block in TABLES:
            field = in_table(field, is_first=not _of(fields, field.block))
        fields.append(field)
        rows[field.block, field.id] = record
        if meaning := choose(record, "役割", Meaning, book.mistakes):
            named[field.block, field.id] = Meaning(meaning)
        widths = ("幅",) if field.block in TABLES else ("幅", "見出し幅")
        blank.update({(id(field), h) for h in widths if is_nothing(record[h])})
    whole = [field for block in Block for field in _with_widths(_of(fields, block), blank)]
    for block in Block:
        _check_block(_of(whole, block), whole, rows, blocks, book.mistakes)
    placed = {(field.block, field.id): field for field in whole}
    on_pages = [placed[field.block, field.id] for field in fields]
    ordered = on_sheets(on_pages, further, rows, book.mistakes)
    check_tables(ordered, rows, book.mistakes)
    meant = with_meanings(ordered, named, rows, book.mistakes)
    worked_out = with_calculations(meant, rows, book.mistakes)
    return with_conditions(worked_out, rows, book.mistakes)


def _is_first(record: Record, seen: dict[tuple[str, str], Record], mistakes: Mistakes) -> bool:
    """Whether no row above has the ID in the same block, as both are typed."""
    key = match_key(record["ブロック"]), record["ID"]
    first = seen.setdefault(key, record) if record["ID"] else record
    if first is not record:
        mistakes.at(
            "id-twice",
            record,
            "ID",
            f"ID「{record['ID']}」が{first.source('ID').cell}にもあります。",
            "同じブロックの中で重ならない名前にしてください。",
        )
    return first is record


def _of(fields: Iterable[Field], block: Block) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.block is block)


def _with_widths(fields: Iterable[Field], blank: Set[tuple[int, str]]) -> Iterator[Field]:
    """The fields with the widths that were left blank: what their row leaves, in equal parts; a
    label as wide as usual, but narrower than its field."""
    for row in rows_of(fields):
        open_ = [field for field in row if (id(field), "幅") in blank]
        left = _FULL - sum(field.width for field in row if field not in open_)
        for field in row:
            width = max(left, 0) / len(open_) if field in open_ else field.width
            label = field.label_width
            has_label = field.position in (Position.ROW, Position.BESIDE)
            if has_label and (id(field), "見出し幅") in blank:
                label = min(_LABEL, width * _LABEL_SHARE)
            yield replace(field, width=width, label_width=label)


def _field(
    record: Record, names: ReviewingNames, blocks: Mapping[str, Block], mistakes: Mistakes
) -> Field | None:
    """The field of a row, or None where its id, block, type or filler is not known."""
    _check_id(record, mistakes)
    _check_label(record, mistakes)
    block = choose(record, "ブロック", blocks, mistakes)
    kind = choose(record, "型", FieldType, mistakes)
    filler, role = filler_of(record, names, mistakes)
    phase = phase_of(record, names, filler, mistakes)
    position = choose(record, "配置", Position, mistakes) or Position.ROW
    width = _percent(record, "幅", _FULL, mistakes)
    label_width = _percent(record, "見出し幅", 0.0, mistakes)
    lines = _whole(record, "行数", mistakes) or 1
    max_length = _whole(record, "最大文字数", mistakes)
    required, published = _yes(record, "必須", mistakes), _yes(record, "公開", mistakes)
    if not (block and kind and filler and record["ID"]):
        return None
    return Field(
        id=record["ID"],
        block=blocks[block],
        label=_label(record, kind, words_of(blocks)[blocks[block]], mistakes),
        type=FieldType(kind),
        filler=filler,
        required=required,
        choices=_choices(record, FieldType(kind), blocks, mistakes),
        position=Position(position),
        width=width,
        label_width=label_width,
        lines=lines,
        max_length=max_length,
        help=record["入力の手引き"],
        published=published,
        copied_from=record["転記元"],
        source=record.source("ID"),
        scale=scale_of(record, kind, names, mistakes),
        stated_unit=record["単位"],
        role=role,
        phase=phase,
    )


def _label(record: Record, kind: str, word: str, mistakes: Mistakes) -> str:
    label = label_with_unit(record, FieldType(kind), mistakes)
    return label.replace(f"{{{_LEVEL_NAME}}}", word)


def words_of(blocks: Mapping[str, Block]) -> dict[Block, str]:
    """The word of each block: the first of several."""
    words: dict[Block, str] = {}
    for word, block in blocks.items():
        words.setdefault(block, word)
    return words


def _check_id(record: Record, mistakes: Mistakes) -> None:
    if record["ID"] and not _ID.fullmatch(record["ID"]):
        mistakes.at(
            "id",
            record,
            "ID",
            f"ID「{record['ID']}」に使えない文字があります。",
            "半角の英字で始め、英数字と_だけにしてください（例：rating）。",
        )


def _check_label(record: Record, mistakes: Mistakes) -> None:
    for name in _NAME.findall(record["ラベル"]):
        if name not in _NAMES:
            mistakes.at(
                "placeholder",
                record,
                "ラベル",
                f"ラベルの「{{{name}}}」は置き換えられません。",
                f"{suggestion(name, _NAMES)}使えるのは {{番号}}、{{年度}}、{{呼び名}} です。",
            )


def _choices(
    record: Record, kind: FieldType, blocks: Mapping[str, Block], mistakes: Mistakes
) -> tuple[str, ...]:
    """The words of a choice, the block of a repetition; other types have none."""
    words = tuple(split_items(record["選択肢"]))
    if kind is FieldType.REPEAT:
        return _repeated(record, words, blocks, mistakes)
    if kind is FieldType.CHOICE and len(set(words)) < max(len(words), 2):
        mistakes.at(
            "choices",
            record,
            "選択肢",
            "型「選択」には、互いに違う選択肢が二つ以上必要です。",
            "選ぶ語を、改行か「、」で分けて記入してください。",
        )
    return words


def _repeated(
    record: Record, words: tuple[str, ...], blocks: Mapping[str, Block], mistakes: Mistakes
) -> tuple[str, ...]:
    """The block by its standard word, whatever the city calls it."""
    by_key = {match_key(word): b for word, b in blocks.items() if b in INNER_BLOCKS}
    inner = [word for b, word in words_of(blocks).items() if b in (Block.KPI, Block.INITIATIVE)]
    block = by_key.get(match_key(words[0])) if len(words) == 1 else None
    if block is None:
        mistakes.at(
            "repeat",
            record,
            "選択肢",
            f"型「繰り返し」の選択肢「{record['選択肢']}」は、繰り返すブロックではありません。",
            f"{'、'.join(f'「{word}」' for word in inner)}か、表の名前（表1から表5）を"
            "記入してください。",
        )
        return (Block.KPI.value,)
    return (block.value,)


def _yes(record: Record, header: str, mistakes: Mistakes) -> bool:
    words = ("○", "×", "はい", "いいえ", "必須", "任意", "-", "ー")
    return choose(record, header, words, mistakes) in ("○", "はい", "必須")


def _percent(record: Record, header: str, default: float, mistakes: Mistakes) -> float:
    number = read_number(record, header, "％", mistakes)
    if number is not None and not 0 <= number <= _FULL:
        _report_range(record, header, "0から100まで", mistakes)
    return default if number is None else float(number)


def _whole(record: Record, header: str, mistakes: Mistakes) -> int | None:
    number = read_number(record, header, "", mistakes)
    if number is not None and (number < 1 or number != number.to_integral_value()):
        _report_range(record, header, "1以上の整数", mistakes)
        number = Decimal(1)
    return None if number is None else int(number)


def _report_range(record: Record, header: str, wanted: str, mistakes: Mistakes) -> None:
    mistakes.at(
        "number",
        record,
        header,
        f"「{header}」の「{record[header]}」が範囲の外です。",
        f"{wanted}を記入してください。",
    )


def _check_block(
    fields: tuple[Field, ...],
    all_fields: Iterable[Field],
    rows: Rows,
    blocks: Mapping[str, Block],
    mistakes: Mistakes,
) -> None:
    """What can only be seen when the fields of a block stand together."""
    if not fields:
        return
    is_repeated = any(
        f.type is FieldType.REPEAT and f.choices[0] == fields[0].block for f in all_fields
    )
    for index, field in enumerate(fields):
        if not field.label and not (index == 0 and is_repeated and field.block not in TABLES):
            report_field(
                mistakes,
                "label",
                field,
                rows,
                "ラベル",
                "「ラベル」が空欄です。",
                "見出しを記入してください。空欄にできるのは、繰り返すブロックの最初の欄だけです。",
            )
        if field.type is FieldType.YEARLY and field.block is not Block.KPI:
            report_field(
                mistakes,
                "yearly",
                field,
                rows,
                "型",
                "型「年度別の値」はブロック「KPI」だけで使えます。",
                "ブロックを「KPI」にするか、型を変えてください。",
            )
    check_positions(fields, rows, mistakes)
    _check_nesting(fields, rows, blocks, mistakes)


def _check_nesting(
    fields: tuple[Field, ...], rows: Rows, blocks: Mapping[str, Block], mistakes: Mistakes
) -> None:
    """KPI and 取り組み repeat within a section; KPIs and tables hold no repetition themselves, in
    取り組み may stand both of these."""
    for field in fields:
        if field.block is Block.INITIATIVE and set(field.choices) < {Block.KPI, *TABLES}:
            continue
        if field.type is FieldType.REPEAT and field.block in INNER_BLOCKS:
            words = words_of(blocks)
            outer = "」「".join(w for block, w in words.items() if block not in INNER_BLOCKS)
            report_field(
                mistakes,
                "repeat",
                field,
                rows,
                "型",
                f"ブロック「{words[field.block]}」の中では「繰り返し」を使えません。",
                f"この行を削除するか、ブロックを「{outer}」にしてください。",
            )
