"""A returned book → answers: every field found with its cell, or a finding that says it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.check_words import FORMER_MISSING_WORDS, MISSING_WORDS
from zushi_xl.form.frame import frame_of
from zushi_xl.form.grid import Grid, grid_of
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Page, Slot
from zushi_xl.form.model import Form
from zushi_xl.form.pages import Pages
from zushi_xl.form.sent import SentTexts
from zushi_xl.plan.model import Plan
from zushi_xl.returned.beside_fields import belongings
from zushi_xl.returned.cell_answer import answer_of, is_blank, unclear
from zushi_xl.returned.counted_rows import with_counted_rows
from zushi_xl.returned.fixed_texts import FixedTexts
from zushi_xl.returned.locate import Found, Located, locate
from zushi_xl.returned.marks import PageMarks
from zushi_xl.returned.of_nobody import of_nobody, wrong_year
from zushi_xl.returned.owner import Owner, owner_of
from zushi_xl.returned.quoting import labels, quote
from zushi_xl.returned.rules import (
    FIELD_LOST,
    FIELD_UNCLEAR,
    IDENTITY_CONFLICT,
    IDENTITY_INFERRED,
    OLD_FORM,
    SHEET_MISSING,
    SHEET_UNSURE,
    TOO_MUCH,
)
from zushi_xl.returned.same_section import by_slot, distinct, is_unfilled, twice
from zushi_xl.returned.section_parts import (
    SectionPart,
    absent_parts,
    part_of,
    part_shown,
    same_part,
)
from zushi_xl.returned.sections import PrintedSigns, Sections, Sighting
from zushi_xl.returned.sheet_findings import SheetFindings
from zushi_xl.returned.written_beside import OwnWriting, own_help
from zushi_xl.text.folding import fold
from zushi_xl.text.work import TooMuchWork, limited
from zushi_xl.workbook.cells import Cell, Source, Workbook, Worksheet

_KEPT = 64  # pages: those of the divisions that come one after another


class Reader:
    """Reads returned books of one plan and form; what all books share is computed once."""

    def __init__(
        self,
        plan: Plan,
        form: Form,
        pages: Pages | None = None,
        signs: PrintedSigns | None = None,
    ):
        """``pages`` and their ``signs``: those of the plan, where they are there already."""
        self.plan = plan
        self.form = form
        self.pages = pages or Pages(form, plan)
        self.grid: Grid = grid_of(self.pages.edges)
        self.sections = Sections(self.pages, signs)
        self.choices = frozenset(map(fold, _choices(plan, form)))
        self._of_phase = lru_cache(None)(lambda phase: Reader(plan.at(phase), form))
        self.marks = lru_cache(_KEPT)(partial(_marks, self.pages, self.sections))
        shown = self.pages  # and not self, which would be a circle
        self.help = lru_cache(_KEPT)(lambda code: own_help(plan, shown[code]))
        self.fixed_texts = lru_cache(_KEPT)(
            partial(_fixed_texts, plan, form, self.pages, self.sections)
        )

    def read(self, book: Workbook) -> Submission | Finding:
        """The submission, or the finding that says why this book is none."""
        try:
            with limited():
                return self._read(book)
        except TooMuchWork:
            return TOO_MUCH.at(
                Source(book.file),
                "様式の何倍もの見出しや記入があり、読み取りを打ち切りました。",
                "配布した様式に記入し直して、提出し直してください。",
            )

    def _read(self, book: Workbook) -> Submission | Finding:
        sightings = [s for sheet in book.sheets for s in self.sections.seen_in(sheet)]
        owner = owner_of(book, self.plan, self.pages, [s.code for s in sightings])
        if owner is None:
            return of_nobody(book, self.plan, self.pages, sightings)
        if owner.identity.fiscal_year != self.plan.fiscal_year:
            return wrong_year(book, owner.identity, self.plan)
        phase = self.phase_of(owner.identity)
        if phase != self.plan.phase:
            return self._of_phase(phase)._read(book)
        return _Reading(self, book, owner, sightings).submission()

    def plan_of(self, submission: Submission) -> Plan:
        """The plan at the phase that a book is of."""
        phase = self.phase_of(submission.identity)
        return self.plan if phase == self.plan.phase else self._of_phase(phase).plan

    def phase_of(self, identity: Identity) -> str:
        """The phase that a book is of: its own, where the plan knows it."""
        plan = self.plan
        if not plan.phases or identity.phase in plan.phase_order:
            return identity.phase if plan.phases else ""
        return plan.phase or plan.phases[0].name


def _marks(pages: Pages, sections: Sections, part: SectionPart) -> PageMarks:
    """What a sheet of a section looks like."""
    return PageMarks(part.of(pages), partial(sections.is_foreign, part.code))


def _fixed_texts(
    plan: Plan,
    form: Form,
    pages: Pages,
    sections: Sections,
    part: SectionPart,
    identities: tuple[Identity, ...],
) -> FixedTexts:
    """``identities``: whose book it is, and whose else it says to be, or under another name."""
    page = part.of(pages)
    frame, *rivals = (frame_of(plan, form, page, identity) for identity in identities)
    return FixedTexts(page, frame, sections.tags, [rival.foot for rival in rivals])


def _choices(plan: Plan, form: Form) -> Iterator[str]:
    """Everything that the drop-downs of a form offer."""
    yield from (*MISSING_WORDS, *FORMER_MISSING_WORDS)
    yield from (grade.text for grade in plan.grades)
    for item in form.fields:
        yield from item.choices
    yield from (program.name for program in plan.programs)
    yield from (division.name for division in plan.divisions)


class _Reading:
    """One book being read."""

    def __init__(self, reader: Reader, book: Workbook, owner: Owner, sightings: Sequence[Sighting]):
        self._reader = reader
        self._plan = reader.plan
        self._book = book
        self._owner = owner
        self._identity = owner.identity
        self._sightings = sightings
        versions = (reader.form.version, reader.plan.settings.plan_version)
        self._versions = versions
        given = (self._identity.form_version, self._identity.plan_version)
        tells = bool(owner.stated) or not owner.inferred
        self._is_old = tells and tuple(map(fold, given)) != tuple(map(fold, versions))
        self._sent = SentTexts(book)

    def submission(self) -> Submission:
        answers: dict[Key, Answer] = {}
        findings = [*self._identity_doubts(), *self._unsure()]
        sheets = self._sheets()
        lost: list[Slot] = []
        for code, shown in sheets.items():
            findings += self._section(code, shown, answers, lost)
        findings += self._version_doubts(lost)
        findings += self._missing(sheets)
        division = self._identity.division
        findings += belongings(self._book, division, self._own_writing(), self._reader.choices)
        return Submission(
            self._book.file,
            self._book.sha256,
            self._identity,
            answers,
            tuple(findings),
            {code: shown[0].name for code, shown in sheets.items()},
            stated=self._owner.stated,
        )

    def _own_writing(self) -> OwnWriting:
        """What the form has written into this book beside its cells."""
        reader, plan = self._reader, self._plan
        named = [self._identity, *self._also_printed()]
        names = [*(identity.division for identity in named), plan.settings.plan_title, ""]
        sheets: dict[str, list[str]] = {}
        for sighting in self._sightings:
            page = reader.pages[sighting.code]
            parts = (part.name for part in page.parts)
            texts = (page.section.heading, page.section.title, *parts, *names)
            sheets.setdefault(sighting.sheet.name, []).extend(texts)
            if self._sent.named(sighting.sheet.name):
                sheets[sighting.sheet.name].append(sighting.sheet.name)
        texts_of = [reader.help(code) for code in {s.code for s in self._sightings}]
        help_texts = frozenset[str]().union(*texts_of)
        return OwnWriting(frozenset(map(fold, names)), help_texts, sheets, self._is_old)

    def _sheets(self) -> dict[str, list[Worksheet]]:
        """The sheets of each section: those people see before hidden ones, then as in the book."""
        sheets: dict[str, list[Worksheet]] = {}
        for sighting in self._sightings:
            if sighting.is_sure:
                sheets.setdefault(sighting.code, []).append(sighting.sheet)
        for shown in sheets.values():
            shown.sort(key=lambda sheet: not sheet.visible)
        return sheets

    def _section(
        self, code: str, sheets: Sequence[Worksheet], answers: dict[Key, Answer], lost: list[Slot]
    ) -> Iterator[Finding]:
        """Read the sheets of one section into ``answers``; further sheets must not contradict."""
        checkers, located = [], []
        for sheet in distinct(sheets):
            shown = part_shown(sheet, self._reader.pages[code])
            counted, rows = with_counted_rows(sheet, shown, self._reader.grid)
            part = part_of(code, shown, rows)
            checkers.append(self._checker(part, sheet))
            located.append(self._locate(part, counted))
        for checker, one in zip(checkers, located, strict=True):
            yield from checker.doubts(one)
        first = checkers[0]
        candidates = by_slot(first.division, checkers, located)
        differing = []
        for found in candidates.values():
            slot = found[0][1].slot
            answer, finding = self._settle(slot, found)
            answers[answer.key] = answer
            if finding is not None:
                differing.append(slot)
                yield finding
        for same in same_part(checkers):
            blank = any(is_unfilled(located[n], checkers[n]) for n in same)
            yield twice([checkers[n] for n in same], differing, blank)
        told = set(candidates)
        for absent in absent_parts(self._reader.pages[code], checkers, located):
            yield self._no_sheet(absent, "ありません")
            told |= {slot.key for slot in absent.slots}
        for checker, one in zip(checkers, located, strict=True):
            missing = [slot for slot in one.lost if slot.key not in told]
            told |= {slot.key for slot in missing}
            if self._is_old:
                lost += [slot for slot in missing if checker.owns(slot)]
            else:
                yield from checker.lost(missing)

    def _checker(self, part: SectionPart, sheet: Worksheet) -> SheetFindings:
        page = part.of(self._reader.pages)
        about = (self._book.file, sheet, self._identity.division, page)
        return SheetFindings(*about, self._plan, self._is_old, self._sent)

    def _also_printed(self) -> Iterator[Identity]:
        """Under what else the book was printed: other identities, former names."""
        yield from (identity for _, identity in self._owner.rivals)
        yield from (printed for printed in self._owner.printed if printed != self._identity)

    def _locate(self, part: SectionPart, sheet: Worksheet) -> Located:
        identities = (self._identity, *self._also_printed())
        fixed_texts = self._reader.fixed_texts(part, identities)
        found = locate(sheet, self._reader.marks(part), self._reader.grid, fixed_texts)
        return found.seen_by(self._identity.division)

    def _settle(
        self, slot: Slot, found: Sequence[tuple[SheetFindings, Found]]
    ) -> tuple[Answer, Finding | None]:
        """One answer of all places of the slot, if they say the same or only one speaks."""
        checker, best = found[0]
        if len(found) == 1 and not best.copies:
            return self._answer(slot, checker, best, best.cell), None
        checker, best = next(((d, f) for d, f in found if not is_blank(f.cell)), found[0])
        cells = [cell for _, f in found for cell in (f.cell, *f.copies)]
        texts = {fold(cell.text) for cell in cells if cell is not None and not is_blank(cell)}
        if len(texts) < 2:
            filled = (cell for cell in cells if not is_blank(cell))
            cell = best.cell if not is_blank(best.cell) else next(filled, best.cell)
            return self._answer(slot, checker, best, cell), None
        finding = checker.at(
            FIELD_UNCLEAR,
            best,
            f"「{slot.label}」の欄が二つ以上あり、書かれている内容が異なります。どちらも採っていません。",
            "正しい方を残し、写しを削除してください。",
            given=quote(cell for cell in cells if cell is not None),
        )
        return unclear(slot, checker.source(best.place)), finding

    def _answer(
        self, slot: Slot, checker: SheetFindings, found: Found, cell: Cell | None
    ) -> Answer:
        place = cell.address if cell is not None else found.place
        return answer_of(self._plan, slot, cell, checker.source(place))

    def _identity_doubts(self) -> Iterator[Finding]:
        identity = self._identity
        source = Source(self._book.file)
        for place, rival in self._owner.rivals:
            yield IDENTITY_CONFLICT.at(
                source,
                "ブックの識別が食い違っています。"
                f"{place}は{_differences(identity, rival)}を示しています。"
                f"{identity.division}の第{identity.round}回として読みました。",
                "どの課のどの回の提出かを確かめ、正しい様式で提出し直してください。",
                division=identity.division,
                given=rival.foot_line(""),
                expected=identity.foot_line(""),
            )
        if self._owner.inferred and self._owner.stated:
            yield IDENTITY_INFERRED.at(
                source,
                f"{self._owner.stated}の様式ですが、計画マスタの「担当課」に、この課名も別名もありません。"
                f"{self._owner.inferred}から{identity.division}の提出として読みました。",
                f"{identity.division}の以前の名前なら、「担当課」の「別名」に加えてください。"
                "違うときは、この提出を除いて収集し直してください。",
                division=identity.division,
                given=self._owner.stated,
                expected=identity.division,
            )
        elif self._owner.inferred:
            yield IDENTITY_INFERRED.at(
                source,
                f"課・年度・回を示す識別がありません。{self._owner.inferred}から"
                f"{identity.division}・第{identity.round}回の提出として読みました。"
                f"ファイル名は「{self._book.file}」です。",
                "どの課のどの回の提出か確かめてください。",
                division=identity.division,
                expected=identity.foot_line(""),
            )

    def _unsure(self) -> Iterator[Finding]:
        """Sheets whose signs name different sections."""
        for sighting in self._sightings:
            if sighting.rivals:
                others = "、".join(sighting.rivals)
                read = (
                    f"{sighting.code} として読みました。"
                    if sighting.is_sure
                    else "読んでいません。"
                )
                yield SHEET_UNSURE.at(
                    Source(self._book.file, sighting.sheet.name),
                    f"シートの目印は {sighting.code} ですが、{others} の見出しか欄外行があります。"
                    f"{read}",
                    "どの施策のシートか確かめ、配布したブックか差し戻しのブックに記入し直してください。",
                    division=self._identity.division,
                    code=sighting.code,
                    given=others,
                    expected=sighting.code,
                )

    def _version_doubts(self, lost: Sequence[Slot]) -> Iterator[Finding]:
        if not self._is_old:
            return
        source, identity = Source(self._book.file), self._identity
        yield OLD_FORM.at(
            source,
            "提出された様式の版が現在の版と異なります。",
            "変わった欄がないか確かめ、必要なら新しい様式で提出し直してください。",
            division=identity.division,
            given=f"様式{identity.form_version}・計画{identity.plan_version}",
            expected="様式{}・計画{}".format(*self._versions),
        )
        if lost:
            codes = dict.fromkeys(slot.key.code for slot in lost)
            names = [f"{c}{labels(s for s in lost if s.key.code == c)}" for c in codes]
            yield FIELD_LOST.at(
                source,
                f"提出された版の様式にない欄が{len(lost)}個あります：{'、'.join(names)}。",
                "現在の様式で、これらの欄に記入してください。",
                division=identity.division,
                field="、".join(dict.fromkeys(slot.label for slot in lost)),
            )

    def _missing(self, sheets: Mapping[str, object]) -> Iterator[Finding]:
        division = self._identity.division
        unsure = {s.code for s in self._sightings if not s.is_sure}
        for page in self._reader.pages.of(division):
            code = page.section.code
            if code in sheets:
                continue
            why = "どの施策か分からないため読めません" if code in unsure else "ありません"
            yield self._no_sheet(page, why)

    def _no_sheet(self, page: Page, why: str) -> Finding:
        code, name = page.section.code, f"「{page.name}」" if page.name else ""
        return SHEET_MISSING.at(
            Source(self._book.file),
            f"{code}「{page.section.title}」の{name}シートが{why}。",
            "配布したブックか差し戻しのブックにある、このシートに記入してください。",
            division=self._identity.division,
            code=code,
        )


def _differences(identity: Identity, rival: Identity) -> str:
    """What another sign says that is not so here."""
    pairs = zip(identity.as_pairs(), rival.as_pairs(), strict=True)
    other = ((name, its) for (_, mine), (name, its) in pairs if fold(mine) != fold(its))
    return "、".join(f"{name}「{its}」" for name, its in other)
