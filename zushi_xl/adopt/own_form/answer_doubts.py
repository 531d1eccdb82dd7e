"""What a person does not see of an answer that is read, or sees and is not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zushi_xl.adopt.own_form.alignment import Alignment
from zushi_xl.adopt.own_form.answers import YES_NO, Read
from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.adopt.printed_options import is_yes_no
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule
from zushi_xl.quantity import leads_away
from zushi_xl.returned.hiding import UNSEEN_SHEET, told_of_hidden
from zushi_xl.returned.quoting import joined
from zushi_xl.returned.rules import HIDDEN_ANSWER
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import UNSEEN_LINE, Area, Cell, Source, Worksheet

_MANY = regex(r"複数|すべて|全て|いくつでも|幾つでも|重複|(?:二|三|[2-9２-９])つ(?:まで|以上|以内)")
_ONE = regex(r"(?:一|[1１])つ(?!以上|から|ずつ)|ひとつ|いずれか|どちらか|何れか|○は[1１一]")
_WITHHELD = regex(r"[ぁ-ヿ㐀-鿿]")  # 非公開 leaves no doubt, XX does
_SIGNED = regex(
    r"増|減|差|比|収支|損益|利益|欠損|赤字|黒字|変化|伸び|過不足|温度|気温|残|標高|[±＋△▲]"
)
_LONGEST = 60  # letters of an answer in a message


class Doubt(NamedTuple):
    """What is to be said of an answer, under which rule, of which text."""

    rule: Rule
    message: str
    remedy: str
    given: str


def doubts(cells: Iterable[Cell], read: Read, *, is_single: bool) -> Iterator[Doubt]:
    """What is to be asked of an answer. ``cells`` are those of its area, ``is_single`` says that
    one entry is to be chosen."""
    cells = tuple(cells)
    text = "\n".join(cell.text for cell in cells).strip()
    struck = "、".join(cell.struck.strip() for cell in cells if cell.struck and cell.struck.strip())
    if struck and not text:
        yield Doubt(
            rules.STRUCK,
            f"取り消し線のある「{struck[:_LONGEST]}」だけがあります。答えとして読んでいません。",
            "答えであれば、取り消し線のない文字で書いてください。",
            struck,
        )
    if not read.refused and leads_away(text):
        yield Doubt(
            rules.ELSEWHERE,
            f"「{text[:_LONGEST]}」は、ほかを見ないと分かりません。",
            "答えそのものを書いてください。",
            text,
        )
    if read.beside:
        yield Doubt(
            rules.UNMARKED,
            f"印のない選択肢に記入があります（{read.beside}）。選ばれたものとして数えていません。",
            "選んだのなら、その選択肢に印を付けてください。",
            text,
        )
    if is_single and len(read.entries) > 1:
        yield Doubt(
            rules.SEVERAL,
            f"一つを選ぶ欄で、{len(read.entries)}つが選ばれています（{read.used}）。",
            "一つを選んでください。",
            text,
        )


def figure_doubt(field: OwnField, read: Read, text: str) -> Iterator[Doubt]:
    """What is to be asked of a figure that was read. ``text`` is what the cell says."""
    quantity = read.quantity
    if quantity is None or read.refused or quantity.conflicts:  # those are told
        return
    why = ""
    if quantity.missing_reason == "suppressed" and not _WITHHELD.search(text):
        why = "値を伏せる印か、書きかけか分かりません"
    elif (quantity.value or 0) < 0 and not _SIGNED.search(field.label):
        why = "負の数です"
    if why:
        yield Doubt(
            rules.FIGURE,
            f"「{text.strip()[:_LONGEST]}」は、{why}。",
            "正しければそのままで、誤りなら書き直してください。",
            text,
        )


def asks_for_one(field: OwnField, sheet: Worksheet, fields: Iterable[OwnField]) -> bool:
    """Whether one entry is to be chosen. ``sheet`` is the original's, ``fields`` all that are on
    it: what the label of one says holds for that one."""
    near = [field.label, *(sheet.text(a.top, a.left) for a in field.label_areas)]
    if any(_MANY.search(text) for text in near):
        return False
    if any(_ONE.search(text) for text in near) or is_yes_no(field.choices):
        return True
    of_others = {
        place for own in fields for area in (own.area, *own.label_areas) for place in area.cells()
    }
    texts = [cell.text for place, cell in sheet.cells.items() if place not in of_others]
    if any(_MANY.search(text) for text in texts):
        return False
    is_pair = field.kind == YES_NO or len(field.choices) == 2
    return is_pair or any(_ONE.search(text) for text in texts)


class HiddenAnswers:
    """Answers of one sheet that nobody sees who looks at it; what the form itself hides is
    meant so."""

    def __init__(self, original: Worksheet, alignment: Alignment) -> None:
        self._sheet = alignment.returned
        self._is_shut = original.visible and not self._sheet.visible
        hidden = {p for p, cell in original.cells.items() if cell.hidden == UNSEEN_LINE}
        seen = original.cells.keys() - hidden
        # A row or column that the original hides: it has cells there, and none of them is seen.
        self._rows = {row for row, _ in hidden} - {row for row, _ in seen}
        self._columns = {column for _, column in hidden} - {column for _, column in seen}
        self._found: dict[str, list[Cell]] = {}

    def add(self, home: Area, cells: Iterable[Cell]) -> None:
        """Cells with an answer whose area in the original is ``home``."""
        for cell in cells:
            unseen = UNSEEN_SHEET if self._is_shut else cell.hidden
            is_meant = home.top in self._rows or home.left in self._columns
            if unseen and not (unseen == UNSEEN_LINE and is_meant):
                self._found.setdefault(unseen, []).append(cell)

    def findings(self, file: str, division: str) -> Iterator[Finding]:
        """One finding for each way in which answers hide."""
        for unseen, cells in self._found.items():
            message, remedy = told_of_hidden(unseen, cells)
            yield HIDDEN_ANSWER.at(
                Source(file, self._sheet.name, cells[0].address),
                message,
                remedy,
                division=division,
                given=joined(cell.text.strip() for cell in cells),
            )
