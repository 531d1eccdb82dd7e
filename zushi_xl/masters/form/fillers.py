"""Who fills a field and in which phase: 記入者 and 段階, which may name rows of the plan master."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.form.model import FILLERS, FieldType, Filler
from zushi_xl.masters.form.columns import FORM_SHEETS
from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.plan.reviewing_sheets import ReviewingNames
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key
from zushi_xl.workbook.cells import Workbook


def filler_of(
    record: Record, names: ReviewingNames, mistakes: Mistakes
) -> tuple[Filler | None, str]:
    """The filler of a row and, where it is a role, its name. A word of FILLERS is none: a role of
    that name says in which order it reviews."""
    words = (*FILLERS, *(name for name in names.roles if not _is_common(name)))
    word = choose(record, "記入者", words, mistakes)
    if word is None:
        return None, ""
    return (Filler(word), "") if _is_common(word) else (Filler.ROLE, word)


def _is_common(name: str) -> bool:
    return match_key(name) in {match_key(filler) for filler in FILLERS}


def phase_of(
    record: Record, names: ReviewingNames, filler: Filler | None, mistakes: Mistakes
) -> str:
    """The phase in which a field is open; only what somebody fills in can have one."""
    text = record["段階"]
    if text and not names.phases:
        mistakes.at(
            "phase",
            record,
            "段階",
            f"段階「{text}」は、計画マスタにありません。",
            "計画マスタにシート「段階」を加えてその名前の行を書くか、この欄を空欄にしてください。",
        )
        return ""
    phase = choose(record, "段階", names.phases, mistakes) or ""
    if phase and (
        filler is Filler.OFFICE or match_key(record["型"]) == match_key(FieldType.REPEAT)
    ):
        mistakes.at(
            "phase",
            record,
            "段階",
            f"{record['ID']}：課が記入しない欄に、段階「{phase}」が書かれています。",
            "段階を空欄にするか、記入者を直してください。",
        )
    return phase


def check_reviewing(plan_book: Workbook, form_book: Workbook) -> None:
    """Roles and phases that no field names: the row is forgotten, or the form is.

    Raises:
        FaultyBook: with a ``Finding`` for each.
    """
    mistakes = Mistakes("plan")
    plan = MasterBook(plan_book, PLAN_SHEETS, Mistakes("plan"))
    fields = MasterBook(form_book, FORM_SHEETS, Mistakes("form")).records("項目")
    _check_named(plan.records("役割"), "役割", _words(fields, "記入者"), "記入者", mistakes)
    _check_named(plan.records("段階"), "段階", _words(fields, "段階"), "段階", mistakes)
    mistakes.raise_any(plan_book)


def _words(fields: Iterable[Record], header: str) -> set[str]:
    return {match_key(record[header]) for record in fields if record[header]}


def _check_named(
    rows: Iterable[Record], header: str, named: set[str], column: str, mistakes: Mistakes
) -> None:
    """A word that the form has and the plan does not may be a name mistyped, which is told there;
    only names beyond as many are told."""
    by_name = {match_key(row[header]): row for row in rows if row[header]}
    unused = {name: row for name, row in by_name.items() if name not in named}
    mistyped = {word for word in named - {*by_name} if not _is_common(word)}
    if len(unused) > len(mistyped):
        for row in unused.values():
            mistakes.at(
                "role-without-field" if header == "役割" else "phase-without-field",
                row,
                header,
                f"{header}「{row[header]}」の欄が、様式定義に一つもありません。",
                f"様式定義の「項目」の列「{column}」にこの名前を書いた行を加えるか、"
                "この行を削除してください。",
            )
