"""What is uncertain about a field that was recognised: its cell, its name, its type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, words
from .candidates import AnswerCandidate, CandidateSheet
from .cell_signs import is_answer_text, says_a_value
from .kinds import Kind
from .label import Label
from .model import FieldType, Region

_SURE = 0.6
_BY_WORDS = 0.75  # from here on the words of a label, a unit or a rule say the type
_FIGURES: tuple[FieldType, ...] = ("number", "money")
_LONG_LABEL = 60
_NARROW = 3.0  # characters
_SMALL = (12.0, 30.0)  # characters and points: no room for a sentence
_ROOMY = (45.0, 40.0)  # points and characters: room for sentences
_MOST_HEADS = 4
_SHORT_NAME = 15
_REMARK = 12  # letters: a text of more says something, a heading names
_WEAK = frozenset(("underline", "room", "inline", "inside", "colon", "sibling"))
_SOMEBODYS = regex(  # no word says whose
    r"[^(／]{2}(?:記入|記載|使用)欄(?:\(.*\))?$|^整理(?:番号|no\.?)$|(?:[確認検受収]|領収|検収)印$|"
    r"(?:長|上司|管理者|責任者|監督者|上長)の?(?:確認|承認|認印|検印|印|意見|所見)欄?(?:\(.*\))?$"
)


class Doubts:
    """The doubts about the fields of one sheet. ``kinds``: the type of each answer."""

    def __init__(
        self, sheet: CandidateSheet, labels: Mapping[Area, Label], kinds: Mapping[Area, Kind]
    ) -> None:
        self._sheet, self._labels, self._kinds = sheet, labels, kinds

    def about(self, candidate: AnswerCandidate, label: Label, repeats: bool) -> Iterator[str]:
        """What is uncertain about an answer, in Japanese. ``repeats``: it is one of several."""
        yield from label.doubts
        yield from self._of_place(candidate, label)
        yield from self._of_type(candidate)
        if len(label.heads) > _MOST_HEADS:
            yield "上の文が見出しか項目か決まらない"
        if _SOMEBODYS.search(words.folded(label.text)):
            yield "だれが記入する欄か決まらない"
        if not repeats and self._has_namesake(candidate.area, label):
            yield "同じ見出しの欄がほかにもある"
        yield from _of_label(candidate, label)

    def _has_namesake(self, area: Area, label: Label) -> bool:
        """Whether another answer is called the same; not for the one right beside its name where
        the others are further blanks of that line."""
        others = [other for other in self._names[label.text] if other != area]
        row = label.row
        if row is None or label.heads or row.area.right + 1 != area.left:
            return bool(others)
        return not all(
            self._labels[other].row is row and other.top == area.top and other.left > area.right
            for other in others
        )

    @cached_property
    def _names(self) -> Mapping[str, list[Area]]:
        """The answers of each name."""
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self._kinds:
            found[self._labels[area].text].append(area)
        return found

    def _of_place(self, candidate: AnswerCandidate, label: Label) -> Iterator[str]:
        two = "offered" in candidate.evidence and not _are_entries(candidate.region.text)
        two = two and not candidate.strong
        if two and not _differs_from_label(candidate, label):
            yield "選ぶ語か、決まった語か、はっきりしない"
        plain = "placeholder" in candidate.evidence or _follows_name(candidate, label)
        plain = plain or _holds_unit(candidate, label)
        if _WEAK & set(candidate.evidence) and not candidate.strong and not plain:
            yield "記入欄かどうかが罫線だけでは決まらない"
        if self._among_texts(candidate):
            yield "同じ列のほかの欄には文がある"
        if self._sheet.look.guessed:
            yield "罫線も色もないので、見出しのそばの空いたセルを欄とみた"
        if self._looks_apart(candidate):
            yield "ほかの記入欄と色が違う"
        if label.row and words.is_total(label.row.text) and self._has_sum(candidate):
            yield "合計の行にある"
        if any(words.is_total(head.text) for head in label.heads):
            yield "合計の見出しの下にある"

    # -- its type ----------------------------------------------------------------------------

    def _of_type(self, candidate: AnswerCandidate) -> Iterator[str]:
        kind = self._kinds[candidate.area]
        if kind.weight < _SURE:
            yield "型がはっきりしない"
        elif kind.type == "long" and _is_small(candidate.region) and not candidate.region.rule:
            yield "文を書くには欄が小さい"
        elif kind.type == "text" and kind.weight < _BY_WORDS and self._among_figures(candidate):
            yield "同じ列のほかの行は数を書く欄である"

    def _among_figures(self, candidate: AnswerCandidate) -> bool:
        """Whether most answers of a column are figures, as this one is not said to be."""
        heads = self._labels[candidate.area].heads
        types = self._columns[heads[-1].area] if heads else Counter()
        figures = sum(types[kind] for kind in _FIGURES)
        return figures > 1 and 2 * figures > sum(types.values())

    @cached_property
    def _columns(self) -> Mapping[Area, Counter[FieldType]]:
        """By heading, how many answers under it are of which type."""
        found: dict[Area, Counter[FieldType]] = defaultdict(Counter)
        for area, kind in self._kinds.items():
            label = self._labels[area]
            if label.matrix and label.heads:
                found[label.heads[-1].area][kind.type] += 1
        return found

    # -- its place ---------------------------------------------------------------------------

    def _looks_apart(self, candidate: AnswerCandidate) -> bool:
        """Whether a framed blank lacks the colour that the form's answers have."""
        fills = self._sheet.input_fills
        asked = candidate.region.blank and not candidate.strong
        return bool(fills) and asked and candidate.region.fill not in fills

    def _has_sum(self, candidate: AnswerCandidate) -> bool:
        top = candidate.area.top
        return any(r.is_formula and r.area.top == top for r in self._sheet.look.regions)

    def _among_texts(self, candidate: AnswerCandidate) -> bool:
        """Whether the column of a blank holds remarks: one that happens to be empty among them."""
        region = candidate.region
        if candidate.strong or not region.blank:
            return False
        column = [*self._column(region, -1), *self._column(region, 1)]
        answers = {found.area for found in self._sheet.found}
        told = (near for near in column if near.label and near.area not in answers)
        texts = [near for near in told if len(near.text) > _REMARK]
        blanks = sum(near.blank for near in column) + 1
        remarks = any(words.is_remark(near.text) for near in texts)
        return remarks or (len(texts) > 1 and len(texts) >= blanks)

    def _column(self, region: Region, way: int) -> Iterator[Region]:
        """The boxes of one width above (-1) or below (1) a box."""
        area = region.area
        while True:
            row = area.top - 1 if way < 0 else area.bottom + 1
            near = self._sheet.look.at.get((row, area.left))
            if near is None or not near.boxed or near.area[1::2] != region.area[1::2]:
                return
            yield near
            area = near.area


def _are_entries(text: str) -> bool:
    """Whether a text offers three words and more, or a known pair: 有・無, 要・不要."""
    return bool(printed_options.offered(text) or printed_options.printed_pair(text))


def _is_small(region: Region) -> bool:
    return region.width < _SMALL[0] and region.height < _SMALL[1]


def _differs_from_label(candidate: AnswerCandidate, label: Label) -> bool:
    return label.row is not None and label.row.fill != candidate.region.fill


def _follows_name(candidate: AnswerCandidate, label: Label) -> bool:
    """Whether a drawn line follows a short name: 団体名＿＿＿＿＿＿."""
    row = label.row
    short = row is not None and len(words.folded(row.text)) <= _SHORT_NAME
    line = candidate.evidence == ("underline",)
    return bool(line and short and row and not words.explains(row.text) and not label.heads)


def _holds_unit(candidate: AnswerCandidate, label: Label) -> bool:
    """Whether a framed cell right of its label leaves room before a unit: 片道　　　分."""
    region, row = candidate.region, label.row
    after = region.text.rstrip().rpartition("　")[2] or region.text.rstrip().rpartition(" ")[2]
    beside = row is not None and row.boxed and row.area.right + 1 == region.area.left
    return bool(beside and not label.heads and region.boxed and words.unit_of(after))


def _has_sample(candidate: AnswerCandidate) -> bool:
    """Whether a text stands in the answer cell that neither asks nor is a default."""
    region = candidate.region
    if region.blank or region.rule or region.text.strip() == "0" or is_answer_text(region.text):
        return False
    return not {"room", "inline", "inside", "tick", "differs", "offered", "begun"} & set(
        candidate.evidence
    )


def _of_label(candidate: AnswerCandidate, label: Label) -> Iterator[str]:
    """What makes a name uncertain, however clear the answer cell is."""
    if _has_sample(candidate):
        yield "様式にあらかじめ文字がある"
    name = label.text.replace("／", "")
    if len(name) > (2 if name.isascii() else 1) * _LONG_LABEL:
        yield "見出しが長い"
    if any(says_a_value(region.text) for region in label.parts):
        yield "見出しが値のようである"
    if any(words.states(region.text) for region in label.parts):
        yield "見出しに文が混じる"
    if label.far and not label.heads:
        yield "見出しとの間に別の欄がある"
    leaf = label.heads[-1] if label.heads else None
    if leaf is not None and not label.row and candidate.region.boxed:
        drawn = leaf.boxed or leaf.fill or candidate.region.listed
        if not (drawn or _stands_over(leaf, candidate.region)):
            yield "見出しに罫線も色もない"
    elif candidate.region.boxed and not candidate.strong and candidate.region.width < _NARROW:
        yield "欄が狭い"


def _stands_over(text: Region, box: Region) -> bool:
    """Whether a text belongs to the box below it: it is as wide, it asks, or there is room for
    sentences."""
    if text.area[1::2] == box.area[1::2] and text.area.bottom + 1 == box.area.top:
        return True
    roomy = box.height >= _ROOMY[0] and box.width >= _ROOMY[1]
    return text.area.left == box.area.left and (words.asks(text.text) or roomy)
