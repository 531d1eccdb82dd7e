"""The pages of the suite: Markdown that an officer can read, as frozen values.

A page is about one rule. Its cases begin with ``## 出る：`` (the rule is raised) or ``## 出ない：``
(it comes close and is not). A case has a sentence of description and up to six tables, told
apart by their heads, and a code block with the ledger:

    | 課 | 場所 | 記入 |                what is typed into a division's correctly filled form
    | 課 | すること | 場所 | 内容 |      what else is done to its book
    | 計画マスタ | 行 | 変更 |           what is changed in the plan master
    | 計画マスタ（配った後） | 行 | 変更 |  the same, when the forms have gone out
    | 様式定義 | 行 | 変更 |             the same in the form definition
    | 指摘 | 重大度 | 場所 |             the findings, all of them; 「指摘なし」 where there are none
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
PAGES = FOLDER / "事例"
RAISED, NOT_RAISED = "出る", "出ない"
MASTERS = ("計画マスタ", "様式定義", "計画マスタ（配った後）")  # in the order of a case


class Step(NamedTuple):
    """One thing done to the book of a division (or under another file name)."""

    book: str
    action: str
    place: str
    content: str


class Change(NamedTuple):
    """One change of a master's row: its sheet, its first cells, ``列＝値`` joined by ；."""

    sheet: str
    row: str
    values: str


class Expected(NamedTuple):
    rule: str
    severity: str
    place: str


@dataclass(frozen=True)
class Case:
    """A returned year with exactly the findings that it must have."""

    id: str
    rule: str
    raises: bool
    description: str
    steps: tuple[Step, ...] = ()
    plan: tuple[Change, ...] = ()
    form: tuple[Change, ...] = ()
    since: tuple[Change, ...] = ()
    ledger: str = ""
    expected: tuple[Expected, ...] = ()


def cases() -> tuple[Case, ...]:
    """All cases of all pages, in the order of the files."""
    return tuple(case for path in sorted(PAGES.rglob("*.md")) for case in _page(path))


def correct_answers() -> tuple[Step, ...]:
    """What the divisions typed where nothing is wrong."""
    lines = (FOLDER / "正しい記入.md").read_text(encoding="utf-8").splitlines()
    return tuple(_step(row) for row in _tables(lines)["場所", "記入"])


def known_failures() -> dict[str, str]:
    """The reason by the id of each case that the product does not yet meet."""
    lines = (FOLDER / "外れている事例.md").read_text(encoding="utf-8").splitlines()
    return dict(_tables(lines).get(("理由",), []))


def _page(path: Path) -> Iterator[Case]:
    _, *parts = path.read_text(encoding="utf-8").split("\n## ")
    for part in parts:
        head, *lines = part.splitlines()
        kind, _, name = head.partition("：")
        if kind not in (RAISED, NOT_RAISED) or not name:
            raise ValueError(f"{path.name}: ## {head}")
        yield _case(path.stem, kind == RAISED, name.strip(), lines)


def _case(rule: str, raises: bool, name: str, lines: list[str]) -> Case:
    tables = _tables(lines)
    known = {("場所", "記入"), ("すること", "場所", "内容"), ("行", "変更"), ("重大度", "場所")}
    expected = tuple(Expected(*row) for row in tables.pop(("重大度", "場所"), []))
    case_id = f"{rule}／{name}"
    if bool(expected) == ("指摘なし" in lines):
        raise ValueError(f"{case_id}: either a table of findings or 指摘なし")
    masters = {name: tables.pop((name, "行", "変更"), []) for name in MASTERS}
    if unknown := set(tables) - known:
        raise ValueError(f"{case_id}: unknown table {unknown}")
    return Case(
        case_id,
        rule,
        raises,
        " ".join(line for line in lines if line and line[0] not in "|`" and line != "指摘なし"),
        tuple(_step(row) for rows in tables.values() for row in rows),
        *(tuple(Change(*row) for row in rows) for rows in masters.values()),
        _block(lines),
        expected,
    )


def _step(row: list[str]) -> Step:
    """A row of either table of steps; without すること something is typed."""
    return Step(row[0], "記入", *row[1:]) if len(row) == 3 else Step(*row)


def _tables(lines: list[str]) -> dict[tuple[str, ...], list[list[str]]]:
    """The rows of the tables by their heads; the first head only where it names a master."""
    tables: dict[tuple[str, ...], list[list[str]]] = {}
    rows: list[list[str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("|") and not before.startswith("|"):
            head = _cells(line)
            key = tuple(head if head[0] in MASTERS else head[1:])
            rows = tables.setdefault(key, [])
        elif line.startswith("|") and not line.startswith("|---"):
            rows.append(_cells(line))
    return tables


def _cells(line: str) -> list[str]:
    """The cells of a row; \\n is a line end, \\| a bar."""
    bare = line.strip().removeprefix("|").removesuffix("|").replace("\\|", "\0")
    return [c.strip().replace("\0", "|").replace("\\n", "\n") for c in bare.split("|")]


def _block(lines: list[str]) -> str:
    """The text between two lines of ```."""
    marks = [number for number, line in enumerate(lines) if line.startswith("```")]
    return "\n".join(lines[marks[0] + 1 : marks[1]]) + "\n" if marks else ""
