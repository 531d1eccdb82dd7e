"""Findings about how, not what, a sheet was filled in: each with place, fault and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule
from zushi_xl.form.layout import Page, Slot
from zushi_xl.form.model import FieldType
from zushi_xl.form.sent import SentTexts
from zushi_xl.plan.model import Plan
from zushi_xl.returned.as_sent import is_as_sent, not_asked
from zushi_xl.returned.cell_answer import is_blank, is_zero_for_blank
from zushi_xl.returned.furigana import leaked_furigana
from zushi_xl.returned.hiding import UNSEEN, UNSEEN_SHEET, told_of_hidden
from zushi_xl.returned.locate import Addition, Found, Located
from zushi_xl.returned.plan_since import (
    blocks_of,
    parted,
    told_since,
    told_unasked,
    without_removed,
    without_renumbered,
)
from zushi_xl.returned.quoting import LONGEST, labels, quote, shown
from zushi_xl.returned.rules import (
    BLOCK_ADDED,
    BLOCK_RETITLED,
    CELL_ERROR,
    FIELD_LOST,
    FIELD_MOVED,
    FIELD_UNCLEAR,
    HIDDEN_ANSWER,
    LEAKED_FURIGANA,
    LINE_DOUBLED,
    LINES_AT_ODDS,
    NOT_ASKED,
    ODD_CHARACTERS,
    PREFILLED_CHANGED,
    STRAY_TEXT,
    ZERO_AS_BLANK,
)
from zushi_xl.text.cleaning import odd_characters
from zushi_xl.text.folding import fold
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Cell, Source, Worksheet

_MANY = 8  # strays of one sheet that are still listed one by one
_WORDS = (FieldType.TEXT, FieldType.LINE, FieldType.PROGRAM, FieldType.DIVISION)


class SheetFindings(NamedTuple):
    """Judges the cells of one sheet of one division.

    ``is_old`` says that the book is of another version, in which other texts are no surprise;
    ``sent`` knows what stood in it when it was sent.
    """

    file: str
    sheet: Worksheet
    division: str
    page: Page
    plan: Plan
    is_old: bool = False
    sent: SentTexts = SentTexts()

    def doubts(self, located: Located) -> Iterator[Finding]:
        """Everything odd about the sheet but what it lacks."""
        changed: list[tuple[Found, Cell | None]] = []
        strays: list[Cell] = [*located.strays]
        for found in located.found:
            if self.owns(found.slot):
                yield from self._own(found)
            elif not is_as_sent(found, self.plan):
                changed.append((found, found.cell))
            if found.cell is not None or not self.owns(found.slot):
                strays += found.strays
        own = (found for found in located.found if self.owns(found.slot))
        yield from told_unasked(own, self.sent, self._sheet_wide)
        since = parted(changed, self.sent)
        yield from told_since(since, self._sheet_wide)
        yield from self._changes(since.others)
        yield from self._strays(
            [cell for cell in strays if not self.sent.framed(self.page, cell.text)]
        )
        yield from self._hidden(located)
        renamed = blocks_of(since.since) - blocks_of(since.others)
        retitled = yield from without_renumbered(
            [each for each in located.retitled if each[1] not in renamed],
            self.sheet, self.sent, self._sheet_wide,
        )  # fmt: skip
        added = yield from without_removed(
            located.added, self.sheet, self.page, self.sent, self._sheet_wide
        )
        yield from self._structure(located._replace(retitled=retitled, added=added))

    def owns(self, slot: Slot) -> bool:
        """Whether the division that returned the book fills in a slot."""
        return slot.owner == self.division

    def _own(self, found: Found) -> Iterator[Finding]:
        cell = found.cell
        if cell is None:
            if found.strays:
                yield self._unclear(found)
            return
        is_worked_out = found.slot.field.calculation is not None
        if cell.error or (cell.uncalculated and not is_worked_out):
            what = "エラー値" if cell.error else "計算結果のない式"
            yield self.at(
                CELL_ERROR,
                found,
                f"「{found.slot.label}」の欄が{what}です。",
                "式ではなく値を記入してください。",
                given=cell.error or cell.formula or cell.text,
            )
        if found.moved:
            yield self.at(
                FIELD_MOVED,
                found,
                f"「{found.slot.label}」の欄の値が、隣のセルに書かれていたものとして読みました。",
                "内容が合っているか確かめてください。",
                given=cell.text,
            )
        yield from self._characters(found, cell)

    def _unclear(self, found: Found) -> Finding:
        return self.at(
            FIELD_UNCLEAR,
            found,
            f"「{found.slot.label}」の欄が空で、周りのセルに複数の書き込みがあります。",
            "答えを記入欄のセルに書き、ほかの書き込みを消してください。",
            given=quote(found.strays),
        )

    def _characters(self, found: Found, cell: Cell) -> Iterator[Finding]:
        label = found.slot.label
        if is_zero_for_blank(found.slot, cell):
            yield self.at(
                ZERO_AS_BLANK,
                found,
                f"「{label}」の欄に数値の0が入っています。空欄とみなしました。",
                "答えを記入してください。0が答えのときは、言葉で書いてください。",
                given=cell.text,
            )
        odd = odd_characters(cell.text)
        if odd:
            codes = "、".join(f"U+{ord(c):04X}" for c in odd)
            yield self.at(
                ODD_CHARACTERS,
                found,
                f"「{label}」の欄に、外字や文字化けした文字（{codes}）があります。",
                "どのPCでも表示できる文字に書き換えてください。",
                given=cell.text,
            )
        leaked = leaked_furigana(cell.text) if found.slot.field.type in _WORDS else ""
        if leaked:
            yield self.at(
                LEAKED_FURIGANA,
                found,
                f"「{label}」の欄の「{leaked}」に、ふりがなが混ざっているようです。",
                "ふりがなであれば消してください。",
                given=cell.text,
            )

    def _changes(self, met: Sequence[tuple[Found, Cell | None]]) -> Iterator[Finding]:
        changed = []
        for found, cell in met:
            why = not_asked(found.slot, self.plan.phase)
            if found.slot.field.phase in self.plan.unknown_phases:
                continue
            if not why:
                changed.append((found, cell))
            elif fold(shown(cell)) or found.slot.prefilled:
                yield self._not_asked(found, cell, why)
        if self.is_old and changed:
            places = "、".join(f"{f.place}「{shown(c) or '（空欄）'}」" for f, c in changed)
            yield PREFILLED_CHANGED.at(
                self.source(changed[0][0].place),
                f"版が異なる様式のため、取りまとめ課が記入した欄のうち{len(changed)}か所が現在の計画と違います。"
                "計画マスタの内容を使います。",
                "現在の計画に照らして、答えが合っているか確かめてください。",
                division=self.division,
                code=self.page.section.code,
                given=shorten(places, LONGEST),
            )
            return
        for found, cell in changed:
            yield self.at(
                PREFILLED_CHANGED,
                found,
                f"取りまとめ課が記入した「{found.slot.label}」の欄が変わっています。計画マスタの内容を使います。",
                "変更が必要なときは、取りまとめ課に申し出てください。",
                given=shown(cell) or "（空欄）",
                expected=found.slot.prefilled or "（空欄）",
            )

    def _not_asked(self, found: Found, cell: Cell | None, why: str) -> Finding:
        before = found.slot.prefilled
        kept = "前に集めた内容を使います。" if before else "採っていません。"
        return self.at(
            NOT_ASKED,
            found,
            f"「{found.slot.label}」の欄は{why}。{kept}",
            "直す必要があるときは、取りまとめ課に申し出てください。"
            if before
            else "書いた内容は、その欄に記入するときに書いてください。",
            given=shown(cell) or "（空欄）",
            expected=before or "（空欄）",
        )

    def _strays(self, strays: Sequence[Cell]) -> Iterator[Finding]:
        if len(strays) > _MANY:
            yield self._stray(
                strays[0], f"記入欄でない{len(strays)}個のセルに書き込みがあります。", strays
            )
            return
        for cell in strays:
            yield self._stray(cell, "記入欄でないセルに書き込みがあります。", ())

    def _stray(self, cell: Cell, message: str, cells: Sequence[Cell]) -> Finding:
        hiding = dict.fromkeys(c.hidden for c in cells or (cell,) if c.hidden)
        where = "".join(f"{UNSEEN[unseen][0]}にあります。" for unseen in hiding)
        how = "".join(UNSEEN[unseen][1] for unseen in hiding)
        return STRAY_TEXT.at(
            self.source(cell.address),
            message + where,
            f"報告に含める内容なら記入欄に移し、不要なら消してください。{how}",
            division=self.division,
            code=self.page.section.code,
            given=quote(cells) if cells else shown(cell),
        )

    def _hidden(self, located: Located) -> Iterator[Finding]:
        """One finding for each way in which answers hide from the person who looks at them."""
        hidden: dict[str, list[Cell]] = {}
        for found in located.found:
            cell = found.cell
            if cell is not None and self.owns(found.slot) and not is_blank(cell):
                unseen = UNSEEN_SHEET if not self.sheet.visible else cell.hidden
                if unseen:
                    hidden.setdefault(unseen, []).append(cell)
        for unseen, cells in hidden.items():
            message, remedy = told_of_hidden(unseen, cells)
            yield HIDDEN_ANSWER.at(
                self.source(cells[0].address),
                message,
                remedy,
                division=self.division,
                code=self.page.section.code,
                given=quote(cells),
            )

    def _structure(self, located: Located) -> Iterator[Finding]:
        if located.at_odds:
            names = "、".join(dict.fromkeys(mark.tag for mark in located.at_odds))
            yield self._sheet_wide(
                LINES_AT_ODDS,
                "",
                "隠し列の目印と、見えている見出しが合わない行があります。見出しに従って読みました。",
                "配布したブックか差し戻しのブックで、答えが正しい欄にあるか確かめてください。",
                shorten(names, 300),
            )
        for row, code in located.retitled:
            yield self._sheet_wide(
                BLOCK_RETITLED,
                f"B{row + 1}",
                f"{code} の番号・名称が変わっています。ほかの記載から {code} として読みました。",
                "番号や名称の変更は取りまとめ課に申し出てください。",
                " ".join(self.sheet.text(row, c) for c in range(1, 20)).strip(),
            )
        yield from self._additions(located.added)
        yield from self._doubled(located)

    def _additions(self, added: Sequence[Addition]) -> Iterator[Finding]:
        """Blocks that the plan does not know: each, or all in one where they are many."""
        groups = [[one] for one in added] if len(added) <= _MANY else [list(added)]
        for group in groups:
            first, cells = group[0], [cell for one in group for cell in one.cells]
            places = "" if len(group) == 1 else f"（ほか{len(group) - 1:,}か所）"
            yield self._sheet_wide(
                BLOCK_ADDED,
                cells[0].address if cells else f"B{first.row + 1}",
                f"{first.row + 1}行目から{places}、計画にないものが書かれています。"
                "集計に含めていません。",
                "計画に加えるものなら取りまとめ課に申し出てください。書き誤りなら消してください。",
                quote(cells),
            )

    def _doubled(self, located: Located) -> Iterator[Finding]:
        """One finding for each block that stands in the sheet more than once."""
        blocks: dict[str, list[tuple[int, ...]]] = {}
        for mark, rows in located.doubled:
            blocks.setdefault(mark.block, []).append(rows)
        for block, lines in blocks.items():
            first = ", ".join(f"{rows[0] + 1}" for rows in lines)
            again = ", ".join(f"{row + 1}" for rows in lines for row in rows[1:])
            yield LINE_DOUBLED.at(
                self.source(f"B{lines[0][1] + 1}"),
                f"{first}行目と同じ欄が{again}行目にもあります。内容が異なる欄は読みません。",
                "欄を増やしたいときは取りまとめ課に申し出てください。複写した行は削除してください。",
                division=self.division,
                code=block.split("/")[0],
            )

    def lost(self, slots: Iterable[Slot]) -> Iterator[Finding]:
        """One finding for each block of which lines are gone."""
        blocks: dict[tuple[str, int], list[Slot]] = {}
        for slot in slots:
            blocks.setdefault((slot.key.code, slot.key.kpi), []).append(slot)
        for (code, kpi), missing in blocks.items():
            block = f"{code} KPI{kpi}" if kpi else code
            own = [slot for slot in missing if self.owns(slot)]
            if own:
                was_sent = not self.sent.are_known or any(self.sent.asked(s.key) for s in own)
                why = "" if was_sent else "様式を配った後に計画マスタが変わり、"
                yield FIELD_LOST.at(
                    self.source(""),
                    f"{why}{block} の{labels(own)}の欄が見つかりません。",
                    "配布したブックか差し戻しのブックにある、この欄に記入してください。",
                    division=self.division,
                    code=code,
                    field="、".join(dict.fromkeys(slot.label for slot in own)),
                )
            else:
                yield PREFILLED_CHANGED.at(
                    self.source(""),
                    f"{block} の、取りまとめ課が記入した{labels(missing)}の欄が見つかりません。"
                    "計画マスタの内容を使います。",
                    "変更が必要なときは、取りまとめ課に申し出てください。",
                    division=self.division,
                    code=code,
                    given="（欄がない）",
                )

    def _sheet_wide(self, rule: Rule, cell: str, message: str, remedy: str, given: str) -> Finding:
        return rule.at(
            self.source(cell),
            message,
            remedy,
            division=self.division,
            code=self.page.section.code,
            given=given,
        )

    def at(
        self,
        rule: Rule,
        found: Found,
        message: str,
        remedy: str,
        given: str = "",
        expected: str = "",
    ) -> Finding:
        """A finding at the place of a slot."""
        return rule.at(
            self.source(found.place),
            message,
            remedy,
            division=self.division,
            code=found.slot.key.code,
            field=found.slot.label,
            given=given,
            expected=expected,
        )

    def source(self, cell: str) -> Source:
        """A cell of the sheet, by its A1."""
        return Source(self.file, self.sheet.name, cell)
