"""Builds the books of all divisions; what they share is computed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zushi_xl.form.frame import form_name, frame_of
from zushi_xl.form.grid import Grid, grid_of
from zushi_xl.form.identity import HIDDEN_SHEET, Identity
from zushi_xl.form.layout import Page
from zushi_xl.form.model import Form
from zushi_xl.form.pages import Pages
from zushi_xl.form.sent import sent_rows
from zushi_xl.form.table_rows import row_counts
from zushi_xl.plan.groups import Groups
from zushi_xl.plan.model import Plan
from zushi_xl.sheets.form.choice_lists import Choices
from zushi_xl.sheets.form.correction_marks import NO_MARKS, Marks
from zushi_xl.sheets.form.division_sheet import FormContext, FormSheet
from zushi_xl.sheets.form.jumps import Jumps
from zushi_xl.sheets.form.styles import form_styles
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.sheet import Book, Placed, Sheet
from zushi_xl.workbook.style import Style


class FormBuilder:
    """Builds the books of the divisions: one layout of the plan for all of them."""

    def __init__(
        self, plan: Plan, form: Form, pages: Pages | None = None, groups: Groups | None = None
    ):
        """``pages`` and ``groups``: those of the plan, where they are there already."""
        self.plan = plan
        self.form = form
        self.pages = pages or Pages(form, plan)
        self.grid: Grid = grid_of(self.pages.edges)
        self._groups = groups or Groups(plan)
        self._choices: dict[str, Choices] = {}  # by 団体
        self.styles: Mapping[str, Style] = form_styles(form.styles)

    def at(self, phase: str) -> FormBuilder:
        """The builder of the books of a phase."""
        return FormBuilder(self.plan.at(phase), self.form)

    @property
    def name(self) -> str:
        """What the form is called."""
        return form_name(self.plan, self.form)

    def identity_of(self, division: str) -> Identity:
        """Whose book a division's form is, in the round and phase of the plan."""
        settings = self.plan.settings
        return Identity(
            division,
            self.plan.fiscal_year,
            settings.round,
            self.form.version,
            settings.plan_version,
            self.plan.phase,
        )

    def choices_for(self, division: str) -> Choices:
        """What the drop-downs offer to a division: of the divisions, those that have to do with
        its 団体."""
        group = self._groups.of_division.get(division, "")
        if group not in self._choices:
            names = self._groups.divisions_of(group)
            self._choices[group] = Choices(self.plan, self.form, names)
        return self._choices[group]

    def sheets(self, identity: Identity, marks: Marks = NO_MARKS) -> tuple[FormSheet, ...]:
        """The sheets of the division: those of each page, then those that all pages share."""
        pages = self.pages.of(identity.division, row_counts(self.form, marks.answers))
        parts = [part for page in pages for part in page.parts_for(identity.division)]
        shared: dict[str, list[Page]] = {
            sheet.name: [] for sheet in self.form.further_sheets if sheet.is_shared
        }
        for part in parts:
            if part.name in shared:
                shared[part.name].append(part)
        groups = [[part] for part in parts if part.name not in shared]
        groups += [stack for stack in shared.values() if stack]
        return self.sheets_of(groups, sheet_names(map(_tab, groups)), identity, marks)

    def sheets_of(
        self,
        groups: Sequence[Sequence[Page]],
        names: Sequence[str],
        identity: Identity,
        marks: Marks = NO_MARKS,
    ) -> tuple[FormSheet, ...]:
        """One sheet per group of pages, which follow each other on it, under the given names."""
        choices = self.choices_for(identity.division)
        setting = FormContext(self.plan, self.form, self.grid, self.styles, choices)
        return tuple(
            FormSheet(setting, pages, name, identity, marks)
            for pages, name in zip(groups, names, strict=True)
        )

    def book(self, identity: Identity, front: Sequence[Sheet], sheets: Sequence[FormSheet]) -> Book:
        """The sheets ``front``, the form's, and what hides behind them."""
        settings = self.plan.settings
        title = " ".join(
            filter(None, (identity.division, self.name, f"{identity.fiscal_year}年度"))
        )
        kept = _hidden(identity, self._sent(identity, sheets))
        hidden = (self.choices_for(identity.division).sheet, Jumps(sheets).sheet, kept)
        return Book(
            (*front, *(sheet.sheet for sheet in sheets), *hidden),
            self.styles,
            properties={"title": title, "author": settings.office, "subject": settings.plan_title},
            custom=dict(identity.as_pairs()),
        )

    def _sent(self, identity: Identity, sheets: Sequence[FormSheet]) -> Iterator[tuple[str, str]]:
        """What a change of the plan since is known by."""
        pages = ((sheet.name, page) for sheet in sheets for page in sheet.pages)
        named = (
            (name, page, frame_of(self.plan, self.form, page, identity)) for name, page in pages
        )
        kept = {key: text for sheet in sheets for key, text in sheet.kept_answers}
        return sent_rows(identity.division, named, kept)


def _tab(pages: Sequence[Page]) -> str:
    """What stands on the tab; of a sheet for several pages its name alone."""
    (page, *others) = pages
    name = page.name or page.section.title
    return name if others else f"{page.section.code} {name}"


def _hidden(identity: Identity, sent: Iterable[tuple[str, str]]) -> Sheet:
    rows = tuple(
        Placed(row, column, text, "base")
        for row, pair in enumerate((*identity.as_pairs(), *sent))
        for column, text in enumerate(pair)
    )
    return Sheet(HIDDEN_SHEET, rows, visible=False)
