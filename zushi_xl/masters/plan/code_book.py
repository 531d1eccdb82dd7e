"""The codes of a plan while it is read: which fit their level, stand under one, are taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from zushi_xl.masters.plan.level_columns import ABOVE
from zushi_xl.masters.records import Mistakes, Record, match_key, suggestion
from zushi_xl.plan.levels import Level, PlanLevel
from zushi_xl.text.code_format import read_format
from zushi_xl.text.codes import sort_key

_Path = tuple[int, ...]
_LONGEST = 100  # letters of a code, however widely it is spaced


@dataclass
class CodeBook:
    """The codes read so far, each with its row; knows their shapes from the levels in use.

    A code is what is printed: 5-1-①, 0086. Where a level is numbered within its parent and its
    codes do not say which (①), the code is that of the parent and its own: 0086-①.
    """

    levels: tuple[PlanLevel, ...]
    mistakes: Mistakes
    rows: dict[str, Record] = field(default_factory=dict)
    level_of: dict[str, PlanLevel] = field(default_factory=dict)
    parent_of: dict[str, str] = field(default_factory=dict)
    faulty: set[int] = field(default_factory=set)  # depths whose codes are not known
    _lost: set[_Path] = field(default_factory=set)  # codes that rows with a wrong one may have
    _unread: set[str] = field(default_factory=set)  # as they were typed
    _last: dict[int, _Path] = field(default_factory=dict)  # by depth: of the row before
    _paths: dict[str, _Path] = field(default_factory=dict)  # the numbers of a code, from the top
    _by_path: dict[_Path, str] = field(default_factory=dict)
    _numbers: dict[tuple[int, int], str] = field(default_factory=dict)  # numbered through the plan
    _orphans: set[tuple[int, int]] = field(default_factory=set)  # of these, of rows with a mistake

    def of_kind(self, kind: Level) -> PlanLevel | None:
        """The level of a kind; None where the plan has none."""
        return next((level for level in self.levels if level.kind is kind), None)

    def canonical(self, text: str) -> str | None:
        """A typed code as the plan has it; as it would print where the plan has none such."""
        fitting = [code for level in self.levels if (code := level.code_format.canonical(text))]
        typed = [*fitting, *self._below_parent(text)]
        known = next((code for code in typed if code in self.rows), None)
        return known or next(iter(typed), None)

    def _below_parent(self, text: str) -> list[str]:
        """0086-①: the code of a parent, and a number within it."""
        above, dash, own = _parted(text)
        parent = self.canonical(above) if dash and len(text) <= _LONGEST else None
        level = self.level_of.get(parent or "")
        if parent is None or level is None or level.depth >= len(self.levels):
            return []
        below = self.levels[level.depth]
        code = below.code_format.canonical(own)
        return [f"{parent}-{code}"] if code and not below.is_whole else []

    def order(self, code: str) -> tuple[tuple[int, ...], ...]:
        """Sorts as the plan is read: all that stands below a code right after it."""
        parent = self.parent_of.get(code, "")
        return (*(self.order(parent) if parent else ()), sort_key(code))

    def skip(self, level: PlanLevel) -> None:
        """Take any parent of this level for granted: its sheet could not be read."""
        self.faulty.add(level.depth)

    def add(self, record: Record, level: PlanLevel) -> str | None:
        """The code of a row of ``level``; None if the row cannot stand under it."""
        if not level.is_readable:
            self.skip(level)
            return None
        parent, own = self._parted(record, level)
        values = level.code_format.values(own)
        printed = level.code_format.code(values) if values else None
        if values is None or printed is None:
            self._lose(level)
            self._unread.add(match_key(record["コード"]))
            self._report_unreadable(record, level)
            return None
        path, above = self._place(record, level, values, parent)
        code = printed if level.is_whole or not above else f"{above}-{printed}"
        if code in self.rows:
            self._lose(level)
            if above or level.is_whole or not self.is_doubtful(parent):  # else of another parent
                self._report_twice(record, code)
            return None
        self._keep(record, level, code, above, path)
        return code

    def _lose(self, level: PlanLevel) -> None:
        """A row with a wrong code stands for the one after the row before it; where that cannot be
        told, for any of its level. What names that code is not told of: it is a follow-on."""
        last = self._last.get(level.depth)
        if level.is_path and last and not level.within_parent:  # under whatever parent
            self._orphans.add((level.depth, last[-1] + 1))
        elif level.is_path and last:
            self._lost.add((*last[:-1], last[-1] + 1))
        elif level.is_path and level.depth == 1:
            self._lost.add((1,))
        else:
            self.faulty.add(level.depth)

    def _is_lost(self, path: _Path) -> bool:
        """Whether a code may be that of a row with a wrong one, or of one below it: what stands
        nearest above it decides."""
        above = [path[:length] for length in range(len(path), 0, -1)]
        nearest = next((p for p in above if p in self._by_path or p in self._lost), None)
        return nearest is not None and nearest not in self._by_path

    def _keep(self, record: Record, level: PlanLevel, code: str, above: str, path: _Path) -> None:
        self.rows[code], self.level_of[code], self.parent_of[code] = record, level, above
        self._paths[code] = self._last[level.depth] = path
        self._by_path.setdefault(path, code)
        if not level.within_parent:
            first = self._numbers.setdefault((level.depth, path[-1]), code)
            if first != code:
                self._report_number(record, level, first)

    def _parted(self, record: Record, level: PlanLevel) -> tuple[str, str]:
        """The parent that a row names, and its own code: 0086-① names both."""
        text, named = record["コード"], record[ABOVE]
        if level.names_parent or level.code_format.values(text):
            return named, text
        above, _, own = _parted(text)
        is_other = named and self.canonical(above) != self.canonical(named)
        return (named, text) if is_other else (above, own)

    def _place(
        self, record: Record, level: PlanLevel, values: _Path, parent: str
    ) -> tuple[_Path, str]:
        """The path of a row and the code above it; a parent that is not there is a mistake."""
        if level.depth == 1:
            return values[-1:], ""
        over = self.levels[level.depth - 2]
        if level.is_path:
            known = self._by_path.get(values[:-1], "")
            expected = known or over.code_format.code(values[:-1]) if over.is_path else known
            if not known and not self._is_lost(values[:-1]):
                self._report_orphan(record, expected or record["コード"], level, over)
            elif parent and known and self.canonical(parent) != known:
                self._report_other_parent(record, known)
            return values, expected or ""
        if level.begins_with_above:
            return self._place_by_beginning(record, level, over, values, parent)
        code = self.canonical(parent) if parent else None
        if code is None or self.level_of.get(code) is not over:
            self._report_no_parent(record, parent, over)
            return values[-1:], ""
        return (*self._paths[code], values[-1]), code

    def _place_by_beginning(
        self, record: Record, level: PlanLevel, over: PlanLevel, values: _Path, parent: str
    ) -> tuple[_Path, str]:
        """The same of a code that begins with a whole one of the level above."""
        count = len(over.code_format.parts)
        above = over.code_format.code(values[:count]) or ""
        if self.level_of.get(above) is not over:
            self._report_orphan(record, above, level, over)
            return values, above
        if parent and self.canonical(parent) != above:
            self._report_other_parent(record, above)
        return (*self._paths[above], *values[count:]), above

    # -------------------------------------------------------------- mistakes

    def _report_unreadable(self, record: Record, level: PlanLevel) -> None:
        text = record["コード"]
        if text:
            self.mistakes.at(
                "code",
                record,
                "コード",
                f"コード「{text}」を{level.name}のコードとして読めません。",
                f"「{level.code_format.example}」の形で記入してください。{_on_signs(text, level)}"
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

    def _report_number(self, record: Record, level: PlanLevel, first: str) -> None:
        place = self.rows[first].source("コード")
        self.mistakes.at(
            "code-twice",
            record,
            "コード",
            f"「{level.name}」の番号は計画を通して付けるのに、「{record['コード']}」と同じ番号の"
            f"「{first}」が{place.cell}にあります。",
            "どちらかのコードを直すか、シート「階層」の「番号の付け方」を「親の中」にしてください。",
        )

    def _report_orphan(
        self, record: Record, parent: str, level: PlanLevel, over: PlanLevel
    ) -> None:
        if over.depth in self.faulty:
            return
        self._lose(level)
        numbers = level.code_format.values(record["コード"])
        if numbers and not level.within_parent:
            self._orphans.add((level.depth, numbers[-1]))
        sheet = self._sheet_of(over)
        self.mistakes.at(
            "parent",
            record,
            "コード",
            f"コード「{record['コード']}」の上の「{parent}」がシート「{sheet}」にありません。",
            f"コードを直すか、シート「{sheet}」に「{parent}」の行を加えてください。",
        )

    def _sheet_of(self, level: PlanLevel) -> str:
        rows = (self.rows[code] for code, own in self.level_of.items() if own is level)
        first = next(rows, None)
        return first.table.name if first else level.name

    def _report_other_parent(self, record: Record, known: str) -> None:
        self.mistakes.at(
            "parent",
            record,
            ABOVE,
            f"コード「{record['コード']}」の上は「{known}」なのに、上位が「{record[ABOVE]}」です。",
            "コードか上位を直してください。上位は空欄でも構いません。",
        )

    def _report_no_parent(self, record: Record, parent: str, over: PlanLevel) -> None:
        if over.depth in self.faulty or (parent and self.is_doubtful(parent)):
            return
        self.faulty.add(over.depth + 1)
        known = [code for code, level in self.level_of.items() if level is over]
        said = f"上位「{parent}」が{over.name}のコードにありません" if parent else "上位が空欄です"
        self.mistakes.at(
            "parent",
            record,
            ABOVE if ABOVE in record.columns else "コード",
            f"「{record['コード']}」の{said}。どの{over.name}のものか分かりません。",
            f"{suggestion(parent, known) if parent else ''}"
            f"列「{ABOVE}」に、上の{over.name}のコードを記入してください。",
        )

    # -------------------------------------------------------------- references

    def refer(
        self, record: Record, header: str, rule: str, kind: Level | None = None
    ) -> str | None:
        """The known code, of a level or of any, that an item names; else a mistake.

        Where a row with a wrong code may be meant, an unknown one is not told again.
        """
        text = record[header]
        code = self.canonical(text) if text else None
        if code in self.rows and self._stands_on(code, kind):
            return code
        if text and not self.is_doubtful(text):
            known = [each for each in self.rows if self._stands_on(each, kind)]
            level = self.of_kind(kind) if kind else None
            what = f"{level.name}のコード" if level else "コード"
            self.mistakes.at(
                rule,
                record,
                header,
                f"「{header}」の「{text}」という{what}は計画にありません。",
                f"{suggestion(code or text, known)}計画にある{what}を記入してください。",
            )
        return None

    def is_doubtful(self, text: str) -> bool:
        """Whether a code may be of a level in which some code is wrong itself."""
        if match_key(text) in self._unread:
            return True
        typed = {level: level.code_format.values(text) for level in self.levels}
        if any(path and level.is_path and self._is_lost(path) for level, path in typed.items()):
            return True
        if any(path and (level.depth, path[-1]) in self._orphans for level, path in typed.items()):
            return True
        fitting = {level.depth for level, path in typed.items() if path}
        if not fitting and self._below_parent(text):
            fitting = {level.depth for level in self.levels if not level.is_path}
        return bool(fitting & self.faulty) or not all(level.is_readable for level in self.levels)

    def _stands_on(self, code: str | None, kind: Level | None) -> bool:
        level = self.level_of.get(code or "")
        return kind is None or (level is not None and level.kind is kind)


def _on_signs(text: str, level: PlanLevel) -> str:
    """What to do where a sign that stands fast in the format may be a number: B1 beside A1."""
    parts = level.code_format.parts
    fixed = next((part.before for part in parts if read_format(part.before)), "")
    if not fixed or match_key(fixed) in match_key(text):
        return ""
    return (
        f"「{fixed}」も変わる番号なら、コードの形を「{fixed}-1」のように、"
        "番号ごとに - で区切ります。"
    )


def _parted(text: str) -> tuple[str, str, str]:
    above, dash, own = match_key(text).rpartition("-")
    return above, dash, own
