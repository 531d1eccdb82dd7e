"""Each view of the page as calls of ``workflow``: what the command line does, on chosen files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from zushi_xl.files.find import is_byproduct
from zushi_xl.files.shipped import shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.report.rules_off import rules_off_line
from zushi_xl.text.regex import regex
from zushi_xl.workflow.browser.exchange import PageAnswer, Request, Tell, holds_single_files
from zushi_xl.workflow.browser.masters import (
    ChosenMasters,
    OwnFormChosen,
    chosen_masters,
)
from zushi_xl.workflow.browser.opener import WatchedOpener
from zushi_xl.workflow.browser.quantities import HEAD, quantity_lines, quantity_row
from zushi_xl.workflow.run_summary import STATUS_HEAD, collected_lines, counted, status_rows
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.workers import Workers

if TYPE_CHECKING:
    from zushi_xl.adopt.own_form.model import OwnMasters

Verb = Callable[[Request, Tell], PageAnswer]
_WithMasters = Callable[[Request, Tell, ChosenMasters], PageAnswer]
_SEPARATORS = regex("[、，､,]")  # between names that a person lists
_PHASE = {"phase": "段階"}
_ONLY_OURS: Mapping[str, Mapping[str, str]] = {
    "collect": {"site": "市民向けの公開サイト", "freeze": "確定の名前"} | _PHASE,
    "check": {},
    "distribute": {"blank": "空の様式を一つ作る"} | _PHASE,
}
_FIELDS: Mapping[str, str] = {"ledger": "決算の CSV", "records": "前回の結果"}
_AGAIN = "選んでから、もう一度実行してください。"


def collect(request: Request, tell: Tell) -> PageAnswer:
    """All outputs of the year from returned books.

    Raises:
        Problem: a file is missing, or the masters hold mistakes.
    """
    return _by_form(request, tell, _collect, "collect")


def _collect(request: Request, tell: Tell, found: ChosenMasters) -> PageAnswer:
    from zushi_xl.workflow.collect import collect as run
    from zushi_xl.workflow.output_names import RESULT
    from zushi_xl.workflow.site import SiteOptions

    site = SiteOptions(bool(request.options.get("site")))
    ledger = _one(request, "ledger", _FIELDS["ledger"]) if request.files("ledger") else None
    found, told = _at_phase(request, found, request.outputs)
    workers = Workers(_context(request, tell, found))
    years = _set_aside_years(request, found.masters.plan.fiscal_year)
    given = (found.masters, _inputs(request), request.outputs, _progress(tell), ledger, workers)
    freeze = request.text("freeze").strip()
    collected, _ = run(*given, site=site, years=years.values(), freeze=freeze, tell=told.append)
    report = collected.report
    year = f"{report.fiscal_year}年度"
    summary = counted(report.findings)
    return PageAnswer(
        summary,
        (
            *told,
            *(f"{y}年度の収集結果を、点検結果の「ルールの実績」に使いました。" for y in years),
            *(line for line in collected_lines(report) if line != summary),
        ),
        report.findings,
        (STATUS_HEAD, *status_rows(report)),
        f"集めた結果_{year}.zip",
        request.outputs / year / RESULT,
    )


def check(request: Request, tell: Tell) -> PageAnswer:
    """The findings of each book on its own, and for each the form with its marks.

    Raises:
        Problem: a file is missing, or the masters hold mistakes.
    """
    return _by_form(request, tell, _check, "check")


def _check(request: Request, tell: Tell, found: ChosenMasters) -> PageAnswer:
    from zushi_xl.workflow.check import check as run
    from zushi_xl.workflow.check import files_to_check, write_checked
    from zushi_xl.workflow.output_names import RESULT

    context = _context(request, tell, found)
    files = files_to_check(_named(_inputs(request)))
    checked = run(context, files, _progress(tell))
    write_checked(context, checked, request.outputs)
    words = counted(checked.findings) if checked.findings else "指摘はありません。"
    archive = f"点検_{context.masters.plan.fiscal_year}年度.zip"
    result = request.outputs / RESULT
    told = tuple(filter(None, (rules_off_line(context.masters.plan),)))
    return PageAnswer(words, told, checked.findings, archive=archive, result=result)


def distribute(request: Request, tell: Tell) -> PageAnswer:
    """The pre-filled form of each division, or the blank form.

    Raises:
        Problem: a file is missing, or the masters hold mistakes.
    """
    return _by_form(request, tell, _distribute, "distribute")


def _distribute(request: Request, tell: Tell, found: ChosenMasters) -> PageAnswer:
    from zushi_xl.workflow.distribute import distribute as run
    from zushi_xl.workflow.distribute import distributed_words, write_blank

    archive = f"配布_{found.masters.plan.fiscal_year}年度.zip"
    if request.options.get("blank"):
        _refuse_beside_blank(request)
        return PageAnswer(
            f"{write_blank(found.masters, request.outputs).name} を作りました。", archive=archive
        )
    found, told = _at_phase(request, found, request.folder / "kept")
    masters = found.masters
    only = _only(request)
    written = run(masters, request.outputs, only, _progress(tell), tell=told.append)
    words = distributed_words(masters, written)
    return PageAnswer(words, tuple(told), archive=archive)


def _refuse_beside_blank(request: Request) -> None:
    """The blank form is of no division and no phase; what names one would be passed over.

    Raises:
        Problem: one is named.
    """
    fields = (("only", "「この課だけ」"), ("phase", "「段階」"))
    if named := [words for name, words in fields if request.text(name).strip()]:
        raise Problem(
            f"空の様式に{'と'.join(named)}は使いません。欄を空にするか、"
            "「課の分でなく、空の様式を一つ作る」の印を外してください。"
        )


def redline(request: Request, _tell: Tell) -> PageAnswer:
    """The list of what changed between two plan masters.

    Raises:
        Problem: a file is missing, or the two are no versions of one plan.
    """
    from zushi_xl.workflow.redline import Options, Product
    from zushi_xl.workflow.redline import redline as run

    if request.sample:
        old, new = (shipped("templates_xlsx") / f"計画マスタ_改定{when}.xlsx" for when in "前後")
    else:
        old = _one(request, "old", "改定前の計画マスタ")
        new = _one(request, "new", "改定後の計画マスタ")
    previous = _one(request, "previous", "前回の一覧") if request.files("previous") else None
    keep = bool(request.options.get("keep_numbers"))
    product = Product(request.options.get("style") or Product.LIST)
    force = bool(request.options.get("compare_anyway"))
    options = Options(previous=previous, keep_numbers=keep, force=force, product=product)
    made = run(old, new, request.outputs, options)
    names = "と".join(path.name for path in made.paths)
    return PageAnswer(
        "\n".join((f"{names} を作りました。", *made.told)), archive=f"{made.path.stem}.zip"
    )


def rollover(request: Request, tell: Tell) -> PageAnswer:
    """Next year's plan master from this year's and the collected result.

    Raises:
        Problem: a file is missing, or the year cannot be closed.
    """
    from zushi_xl.workflow.output_names import RESULT
    from zushi_xl.workflow.rollover import rollover as run

    found = chosen_masters(request)
    year = found.masters.plan.fiscal_year
    earlier = request.folder / "earlier" / f"{year}年度"
    earlier.mkdir(parents=True)
    if request.sample:
        _collect_sample(request, tell, found, earlier.parent)
    else:
        shutil.copyfile(_one(request, "collected", "今年度の収集結果"), earlier / RESULT)
    request.outputs.mkdir()
    target = request.outputs / f"計画マスタ_{year + 1}年度.xlsx"
    force = request.sample or bool(request.options.get("force"))
    opened = run(found.masters, found.plan, earlier.parent, target, force)
    lines = [line for line in opened.lines if line != str(target)]
    return PageAnswer(
        f"{target.name} を作りました。", tuple(lines), opened.doubts, archive=f"{target.stem}.zip"
    )


def normalize(request: Request, _tell: Tell) -> PageAnswer:
    """How each line of a text is read.

    Raises:
        Problem: there is no text.
    """
    texts = [line for line in request.text("texts").splitlines() if line.strip()]
    if not texts:
        raise Problem("読ませる文がありません。1行に一つずつ書いてから、もう一度実行してください。")
    lines = quantity_lines(texts)
    request.outputs.mkdir()
    (request.outputs / "数量の読み方.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return PageAnswer(f"{len(texts)} 件を読みました。", table=(HEAD, *map(quantity_row, lines)))


def _collect_sample(request: Request, tell: Tell, found: ChosenMasters, output: Path) -> None:
    from zushi_xl.workflow.collect import collect as run

    workers = Workers(_context(request, tell, found))
    run(found.masters, _inputs(request), output, _progress(tell), None, workers)


def _by_form(request: Request, tell: Tell, run: _WithMasters, verb: str) -> PageAnswer:
    """What a view does with the form made here, or with a city's own workbook."""
    try:
        found = chosen_masters(request)
    except OwnFormChosen as own:
        return _with_own_form(request, tell, verb, own.masters)
    return run(request, tell, found)


def _with_own_form(request: Request, tell: Tell, verb: str, masters: OwnMasters) -> PageAnswer:
    from zushi_xl.workflow.browser import own_form_views

    _refuse_unused(request, verb)
    say = _progress(tell)
    if verb == "distribute":
        return own_form_views.distribute(masters, request, _only(request), say)
    run = own_form_views.collect if verb == "collect" else own_form_views.check
    return run(masters, request, _inputs(request), _opener(request, tell), say)


def _refuse_unused(request: Request, verb: str) -> None:
    """What was asked for beside, and is not made from a city's own workbook, is said."""
    asked = [words for option, words in _ONLY_OURS[verb].items() if request.options.get(option)]
    asked += [words for field, words in _FIELDS.items() if request.files(field)]
    if asked:
        raise Problem(
            f"照会では「{'」「'.join(asked)}」を使えません。外して、もう一度実行してください。"
        )


# ------------------------------------------------------------------ chosen files


def _only(request: Request) -> list[str]:
    return _SEPARATORS.sub(" ", request.text("only")).split()


def _at_phase(
    request: Request, found: ChosenMasters, output: Path
) -> tuple[ChosenMasters, list[str]]:
    """The masters with the asked phase at work, by the records that were chosen, which now stand
    below ``output``; and what to say of those."""
    from zushi_xl.workflow.browser.kept_records import lay_out_records
    from zushi_xl.workflow.phases import at_phase

    plan = found.masters.plan
    told = lay_out_records(request.files("records"), plan, output)
    phase = "" if request.sample else request.text("phase").strip()  # the sample has no phases
    masters = at_phase(found.masters, output, phase)
    if masters is not found.masters:
        found = found._replace(prepared=BookContext(masters))
    return found, told


def _set_aside_years(request: Request, year: int) -> dict[int, Path]:
    """The results of earlier years among the returned books, by year, out of their way."""
    from zushi_xl.publish.results import read_result

    found: dict[int, Path] = {}
    for path in request.files("files"):
        result: Mapping[str, object] = {}
        if path.suffix.lower() == ".json":
            with suppress(Problem):  # what is none of ours is listed like any other file
                result = read_result(path)
        told = result.get("fiscal_year")
        if isinstance(told, int) and told < year:
            found[told] = request.folder / "years" / f"{told}年度.json"
            found[told].parent.mkdir(exist_ok=True)
            shutil.move(path, found[told])
    return dict(sorted(found.items()))


def _inputs(request: Request) -> list[Path]:
    if request.sample:
        return [shipped("inputs")]
    roots = request.roots("files")
    if not roots:
        what = "点検するブック" if request.verb == "check" else "届いたブック"
        raise Problem(f"{what}がありません。ファイルかフォルダを{_AGAIN}")
    return roots


def _named(roots: Iterable[Path]) -> list[Path]:
    """What the command would be given: chosen folders, and one by one the files that were chosen
    as such, but for those that programs leave about (unless there are no others)."""
    named: list[Path] = []
    for root in roots:
        named += sorted(root.iterdir()) if holds_single_files(root) else [root]
    return [path for path in named if not is_byproduct(path.name)] or named


def _one(request: Request, name: str, what: str) -> Path:
    files = request.files(name)
    if not files:
        raise Problem(f"{what}がありません。ファイルを{_AGAIN}")
    if len(files) > 1:
        raise Problem(f"{what}が{len(files)}個あります。一つだけ{_AGAIN}")
    return files[0]


def _progress(tell: Tell) -> Callable[[str, int, int], None]:
    return lambda what, done, total: tell({"step": what, "done": done, "total": total})


def _context(request: Request, tell: Tell, found: ChosenMasters) -> BookContext:
    return found.prepared.opening(_opener(request, tell))


def _opener(request: Request, tell: Tell) -> WatchedOpener:
    return WatchedOpener(request.folder, request.faults, tell)


VERBS: Mapping[str, Verb] = {
    "collect": collect,
    "check": check,
    "distribute": distribute,
    "redline": redline,
    "rollover": rollover,
    "normalize": normalize,
}
