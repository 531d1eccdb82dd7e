"""The sheets of the levels above 取り組み, and the codes that hold all levels together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zushi_xl.masters.plan.values import resolve
from zushi_xl.masters.records import MasterBook, Mistakes, Record, suggestion
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Section, Settings
from zushi_xl.text.codes import numbers, plan_code, sort_key

_PLAIN = (Level.PILLAR, Level.DIRECTION)
SECTION_LEVELS = (Level.PILLAR, Level.DIRECTION, Level.MEASURE)


@dataclass
class CodeBook:
    """The codes read so far, each with its row; knows depth and looks from the levels in use."""

    levels: tuple[Level, ...]
    mistakes: Mistakes
    rows: dict[str, Record] = field(default_factory=dict)
    faulty: set[int] = field(default_factory=set)  # depths at which some code is wrong

    @property
    def plain(self) -> int:
        """How many numbers of a code print plain; the others print circled."""
        return sum(level in _PLAIN for level in self.levels)

    def canonical(self, text: str) -> str | None:
        """A code of any depth in use as it prints, or None."""
        parts = numbers(text)
        return plan_code(parts, self.plain) if parts and len(parts) <= len(self.levels) else None

    def skip(self, level: Level) -> None:
        """Take any parent of this level for granted: its sheet could not be read."""
        self.faulty.add(self.levels.index(level) + 1)

    def example(self, level: Level) -> str:
        return plan_code((5, 1, 1, 2)[: self.levels.index(level) + 1], self.plain)

    def add(self, record: Record, level: Level) -> str | None:
        """The code of a row of ``level``; None if the row cannot stand under it."""
        depth = self.levels.index(level) + 1
        text = record["コード"]
        parts = numbers(text)
        if not parts or len(parts) != depth:
            self.faulty.add(depth)
            self._report_unreadable(record, level)
            return None
        code = plan_code(parts, self.plain)
        if code in self.rows:
            self.faulty.add(depth)
            self._report_twice(record, code)
            return None
        self.rows[code] = record
        parent = plan_code(parts[:-1], self.plain)
        if parent and parent not in self.rows and depth - 1 not in self.faulty:
            self.faulty.add(depth)
            self._report_orphan(record, parent, self.levels[depth - 2])
        return code

    def _report_unreadable(self, record: Record, level: Level) -> None:
        text = record["コード"]
        if text:
            self.mistakes.at(
                "code",
                record,
                "コード",
                f"コード「{text}」を{level.value}のコードとして読めません。",
                f"「{self.example(level)}」の形で入力してください。"
                "日付に変わってしまうときは、セルの書式を文字列にします。",
            )

    def _report_twice(self, record: Record, code: str) -> None:
        first = self.rows[code].source("コード")
        self.mistakes.at(
            "code-twice",
            record,
            "コード",
            f"コード「{code}」がシート「{first.sheet}」の{first.cell}にもあります。",
            "どちらかのコードを直すか、行を削除してください。",
        )

    def _report_orphan(self, record: Record, parent: str, level: Level) -> None:
        self.mistakes.at(
            "parent",
            record,
            "コード",
            f"コード「{record['コード']}」の上の「{parent}」がシート「{level.value}」にありません。",
            f"コードを直すか、シート「{level.value}」に「{parent}」の行を加えてください。",
        )

    def refer(
        self, record: Record, header: str, rule: str, level: Level | None = None
    ) -> str | None:
        """The known code, of ``level`` or of any, that an item names; else a mistake.

        Where codes of its depth are wrong themselves, an unknown one is not told again.
        """
        text = record[header]
        code = self.canonical(text)
        if code in self.rows and self._stands_on(code, level):
            return code
        if text and len(numbers(text) or ()) not in self.faulty:
            known = [each for each in self.rows if self._stands_on(each, level)]
            what = f"{level.value}のコード" if level else "コード"
            self.mistakes.at(
                rule,
                record,
                header,
                f"「{header}」の「{text}」という{what}は計画にありません。",
                f"{suggestion(code or text, known)}計画にある{what}を入力してください。",
            )
        return None

    def _stands_on(self, code: str | None, level: Level | None) -> bool:
        depth = len(numbers(code or "") or ())
        return level is None or depth == self.levels.index(level) + 1


def read_sections(
    book: MasterBook, settings: Settings, divisions: Mapping[str, str], codes: CodeBook
) -> tuple[Section, ...]:
    """The sections of every level in use, in the order of the plan."""
    found: list[Section] = []
    for level in SECTION_LEVELS:
        found.extend(_sections_of(level, book, settings, divisions, codes))
    return tuple(sorted(found, key=lambda section: sort_key(section.code)))


def level_records(book: MasterBook, settings: Settings, level: Level) -> tuple[Record, ...]:
    """The rows of a level; the sheet of a level that is not used must be empty or absent."""
    if level in settings.levels:
        name = settings.level_names[level]
        standard = {each.value for each in Level}
        return book.records(level.value, "" if name in standard else name, needed=True)
    if book.sheet(level.value):
        for record in book.records(level.value)[:1]:
            book.mistakes.at(
                "level",
                record,
                "コード",
                f"シート「{level.value}」に行がありますが、設定ではこの階層を使いません。",
                f"設定「{level.value}の呼び名」に呼び名を入れるか、この行から下を削除してください。",
            )
    return ()


def _sections_of(
    level: Level,
    book: MasterBook,
    settings: Settings,
    divisions: Mapping[str, str],
    codes: CodeBook,
) -> Iterator[Section]:
    records = level_records(book, settings, level)
    if level in settings.levels and not records:
        codes.skip(level)
    for record in records:
        division = resolve(record, "主担当課", divisions, "担当課", book.mistakes)
        if code := codes.add(record, level):
            yield Section(
                level=level,
                code=code,
                number=record["番号"],
                title=record["名称"],
                division=division,
                source=record.source("コード"),
                texts=record.texts,
            )
