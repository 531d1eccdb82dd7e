"""The sheet 取り組み."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zushi_xl.masters.plan.code_book import CodeBook
from zushi_xl.masters.plan.section_sheets import level_records, number_of
from zushi_xl.masters.plan.values import is_nothing, read_partners, read_yen, resolve
from zushi_xl.masters.records import MasterBook, Record, match_key, split_items, suggestion
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Section
from zushi_xl.plan.outlook import StrategyNode
from zushi_xl.text.codes import circled, numbers, parse_strategy_code
from zushi_xl.workbook.cells import Source


@dataclass(frozen=True)
class _Known:
    """What an initiative may refer to: names by ``match_key``, and the strategy codes."""

    divisions: Mapping[str, str]
    programs: Mapping[str, str]
    strategy: frozenset[str]
    leads: Mapping[str, str]


def read_initiatives(
    book: MasterBook,
    sections: tuple[Section, ...],
    codes: CodeBook,
    names: tuple[Mapping[str, str], Mapping[str, str]],
    strategy: tuple[StrategyNode, ...],
) -> tuple[Initiative, ...]:
    """The initiatives in the order of the plan; ``names`` are those of divisions and programs."""
    known = _Known(
        *names,
        frozenset(node.code for node in strategy),
        {section.code: section.division for section in sections},
    )
    level = codes.of_kind(Level.INITIATIVE)
    if level is None:
        return ()
    records = level_records(book, level)
    _report_missing_lists(book, records, known)
    rows = {code: r for r in records if (code := codes.add(r, level))}
    found = [_initiative(code, record, known, codes, book) for code, record in rows.items()]
    _check_relisting({each.code: each.relisted_from for each in found}, rows, book)
    return tuple(sorted(found, key=lambda initiative: codes.order(initiative.code)))


def _report_missing_lists(book: MasterBook, records: tuple[Record, ...], known: _Known) -> None:
    """A sheet that is referred to must be there; said once, not for every row."""
    for header, sheet, is_there in (
        ("予算事業名", "予算事業", bool(known.programs)),
        ("総合戦略", "総合戦略", bool(known.strategy)),
    ):
        if not is_there and any(not is_nothing(record[header]) for record in records):
            book.mistakes.add(
                "sheet",
                Source(book.workbook.file, sheet if book.sheet(sheet) else ""),
                f"取り組みが「{header}」を使っていますが、シート「{sheet}」に行がありません。",
                f"シート「{sheet}」に使うものを加えてください。",
                name=sheet,
            )


def _initiative(
    code: str, record: Record, known: _Known, codes: CodeBook, book: MasterBook
) -> Initiative:
    mistakes = book.mistakes
    read_yen(record, "前年度実績額", mistakes)
    parent = codes.parent_of[code]
    lead = known.leads.get(parent, "")
    division = resolve(record, "担当課", known.divisions, "担当課", mistakes) or lead
    return Initiative(
        code=code,
        number=record["番号"]
        or number_of(codes.level_of[code], code)
        or circled((numbers(code) or (0,))[-1]),
        title=record["名称"],
        division=division,
        strategy_codes=tuple(_strategy_codes(record, known, book)),
        budget_program=_program(record, known, book),
        relisted_from=codes.refer(record, "再掲元", "relisted", Level.INITIATIVE) or "",
        status=record["状態"],
        source=record.source("コード"),
        texts=record.texts,
        seen=record.seen_texts,
        partners=read_partners(record, division, known.divisions, mistakes),
        parent=parent,
    )


def _program(record: Record, known: _Known, book: MasterBook) -> str:
    """The programs of a row, one a line. A name may itself hold a 、."""
    text = record["予算事業名"]
    if is_nothing(text) or match_key(text) in known.programs:
        return resolve(record, "予算事業名", known.programs, "予算事業", book.mistakes)
    names = [_one_program(name, record, known, book) for name in _program_names(text, known)]
    return "\n".join(dict.fromkeys(names))


def _program_names(text: str, known: _Known) -> Iterator[str]:
    for line in text.splitlines():
        if match_key(line) in known.programs:
            yield line.strip()
        else:
            yield from split_items(line)


def _one_program(name: str, record: Record, known: _Known, book: MasterBook) -> str:
    found = known.programs.get(match_key(name))
    if found is None and known.programs:
        book.mistakes.at(
            "unknown",
            record,
            "予算事業名",
            f"「予算事業名」の「{name}」がシート「予算事業」にありません。",
            f"{suggestion(name, known.programs.values())}名前を直すか、"
            "シート「予算事業」に加えてください。",
        )
    return found or name


def _strategy_codes(record: Record, known: _Known, book: MasterBook) -> Iterator[str]:
    if is_nothing(record["総合戦略"]):
        return
    is_tree_known = bool(known.strategy) and not book.mistakes.has_any_in("総合戦略")
    for text in split_items(record["総合戦略"]):
        code = parse_strategy_code(text)
        if code is None:
            book.mistakes.at(
                "strategy-code",
                record,
                "総合戦略",
                f"「{text}」を総合戦略のコードとして読めません。",
                "「4-2-①-1」の形で記入し、二つ以上は改行で分け、なければーとしてください。",
            )
        elif is_tree_known and not {code, "-".join(code.split("-")[:3])} & known.strategy:
            book.mistakes.at(
                "strategy-unknown",
                record,
                "総合戦略",
                f"総合戦略のコード「{code}」の具体的施策がシート「総合戦略」にありません。",
                f"{suggestion(code, known.strategy)}"
                "コードを直すか、シート「総合戦略」に加えてください。",
            )
        else:
            yield code


def _check_relisting(
    origins: Mapping[str, str], rows: Mapping[str, Record], book: MasterBook
) -> None:
    """A relisted initiative must lead to one that is not relisted itself in a circle."""
    for code in origins:
        trail = [code]
        while (following := origins.get(trail[-1], "")) and following not in trail:
            trail.append(following)
        if following == code:
            book.mistakes.at(
                "relisted-cycle",
                rows[code],
                "再掲元",
                f"再掲元をたどると「{code}」に戻ります（{' → '.join([*trail, code])}）。",
                "元の取り組みの「再掲元」を空欄にしてください。",
            )
