"""計画マスタ + 様式定義 → one pre-filled workbook per division, and the blank form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from zushi_xl.files.whole_output import say_nothing, whole_output
from zushi_xl.findings.finding import Problem
from zushi_xl.form.layout import Slot
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.cover import cover_sheet
from zushi_xl.sheets.form import FormBuilder, blank_book
from zushi_xl.sheets.guide_sheet import guide_sheets
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.names import file_name, file_names
from zushi_xl.workbook.sheet import Book
from zushi_xl.workflow.edited_books import keep_edited
from zushi_xl.workflow.fingerprint import with_fingerprint
from zushi_xl.workflow.output_names import FORMS
from zushi_xl.workflow.phases import not_collected
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.xlsx_out import write_book

FOLDER = FORMS
_LONGEST_CELL = 32_767  # UTF-16 units that a cell of Excel holds
_MOST_NAMED = 10


def distribute(
    masters: Masters,
    output: Path,
    only: Iterable[str] = (),
    progress: Progress = silent,
    *,
    overwrite: bool = False,
    tell: Callable[[str], None] = say_nothing,
) -> tuple[Path, ...]:
    """Write the books of all divisions that have something to report, or of ``only`` those.

    Of a plan with phases those of the phase at work, by default the first.
    A book in the way that somebody has changed is kept beside (unless ``overwrite``); ``tell``
    hears of it, and of earlier phases that nothing is known of.

    Raises:
        Problem: an unknown division, one without anything to report, a text that no cell holds.
    """
    if masters.has_original:
        from zushi_xl.workflow import own_plan  # what only a city's own form needs

        own = own_plan.of_own_plan(masters)
        return own_plan.distribute(own, output, only, progress, overwrite=overwrite, tell=tell)
    builder = FormBuilder(masters.plan.begun(), masters.form)
    _refuse_too_long(builder)
    paths = book_paths(builder, output)
    names = _divisions(builder, tuple(only))
    folder = _folder(builder, output)
    with whole_output(folder, tell=tell) as new:
        kept = () if overwrite else keep_edited((paths[name] for name in names), new)
        for done, name in enumerate(names):
            progress(name, done, len(names))
            (new / paths[name].name).write_bytes(with_fingerprint(division_book(builder, name)))
    progress("", len(names), len(names))
    for sentence in (*kept, *not_collected(builder.plan)):
        tell(sentence)
    return tuple(paths[name] for name in names)


def distributed_words(masters: Masters, written: Sequence[Path]) -> str:
    """How many books were made, and of which phase where the plan has phases."""
    phase = masters.plan.begun().phase
    now = f"段階「{phase}」の" if phase else ""
    made = "通の様式（原本の写し）" if masters.has_original else "課分の様式"
    if masters.plan.books_of(path.name.rpartition("_")[0] for path in written) != "課":
        made = "冊の様式"
    return f"{now}{len(written)} {made}を作りました。"


def division_book(builder: FormBuilder, division: str) -> Book:
    """The book of one division, pre-filled with what the plan knows."""
    identity = builder.identity_of(division)
    sheets = builder.sheets(identity)
    front = (cover_sheet(builder, identity, sheets), *guide_sheets(builder, identity))
    return builder.book(identity, front, sheets)


def write_blank(masters: Masters, folder: Path) -> Path:
    """Write the blank form, one page of each kind, into ``folder``; gives its path.

    Raises:
        BookFault: the form cannot be built.
        Problem: the form is a city's own workbook, which is there already.
    """
    if masters.has_original:
        raise Problem("原本のある様式では、空の様式を作りません。原本をそのまま使ってください。")
    path = folder / f"{FormBuilder(masters.plan, masters.form).name}.xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    write_book(blank_book(masters.plan, masters.form), path)
    return path


def book_paths(builder: FormBuilder, output: Path) -> dict[str, Path]:
    """Where each reporting division's book is written, by division."""
    divisions = builder.pages.divisions
    folder = _folder(builder, output)
    return {
        division: folder / f"{name}_{builder.name}.xlsx"
        for division, name in zip(divisions, file_names(divisions), strict=True)
    }


def _folder(builder: FormBuilder, output: Path) -> Path:
    """Each phase has its own: the books of another one stay as they were."""
    plan = builder.plan
    return (
        output / f"{plan.fiscal_year}年度" / FOLDER / (file_name(plan.phase) if plan.phase else "")
    )


def _divisions(builder: FormBuilder, only: tuple[str, ...]) -> tuple[str, ...]:
    reporting = builder.pages.divisions
    if not only:
        return reporting
    chosen = []
    for typed in only:
        division = builder.plan.division_named(typed)
        if division is None:
            raise Problem(
                f"「{typed}」という課は計画マスタの「担当課」にありません。"
                f"次の中から指定してください：{'、'.join(reporting)}"
            )
        if division.name not in reporting:
            raise Problem(
                f"「{division.name}」（{division.source}）には記入する欄がありません。"
                "計画マスタの主担当課・担当課を確かめてください。"
            )
        chosen.append(division.name)
    return tuple(dict.fromkeys(chosen))


# ------------------------------------------------------------------ what the plan must say


def _refuse_too_long(builder: FormBuilder) -> None:
    found = [
        f"{_source(builder, slot)} {slot.key.code}「{slot.label}」（{len(slot.prefilled):,}字）"
        for page in builder.pages.values()
        for slot in page.slots
        if utf16_length(slot.prefilled) > _LONGEST_CELL
    ]
    if found:
        raise Problem(
            f"一つのセルに入る {_LONGEST_CELL:,} 字を超える文章があります：{_listed(found)}。"
            "計画マスタのその行の文章を短くしてください。"
        )


def _source(builder: FormBuilder, slot: Slot) -> Source:
    """The row of the plan master that the slot is about."""
    plan, code = builder.plan, slot.key.code
    if slot.kpi is not None:
        return slot.kpi.source
    return (plan.section_by_code.get(code) or plan.initiative_by_code[code]).source


def _listed(items: Iterable[str]) -> str:
    texts = list(items)
    more = f" ほか{len(texts) - _MOST_NAMED}件" if len(texts) > _MOST_NAMED else ""
    return "、".join(texts[:_MOST_NAMED]) + more
