"""What a form leaves to the office: the boxes of its sections, and the labels it marks with ※."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .label import Label
from .model import Region, SheetLook

_SECTION = regex(r"欄(?:\(.*\))?$|officeuse(?:only)?$|officialuse")
_MARKED = regex(
    r"※(?:印)?(?:の)?(?:ある|ついた|付いた|を付した)?(?:欄|箇所|項目|部分).{0,10}(?:記入|記載|入力)"
    r"(?:しないで|不要|は不要|しないこと|の必要はありません)"
)
_TITLE = regex(
    r"(?:市|町|村|区|副市|副町|局|部|次|課|室|係|館|所|園|校|教育|会|総務部|総務課)長(?:補佐|代理)?$|"
    r"(?:課長)?補佐$|主幹$|主査$|主任$|主事$|教頭$|(?:合議|回議|決裁|供覧|起案)(?:者|印)?$|担当者?$|係員?$|係$"
)
_FROM_HERE = regex(
    r"^※?以下は?[、,]?[^。]{0,12}(?:記入|使用|処理|記載)欄$|"
    r"^※?以下は?[、,]?[^。]{1,12}(?:が|で|において)(?:記入|使用|処理|記載)(?:します|する)。?$"
)
_MARK = r"[※*★☆◎●†‡▲■◆]{1,3}"
_STAFF = (
    r"(?:office|officials?|staff|personnel|agency|authority|department|administration|assessors?|"
    r"reviewers?)"
)
_FILLED_BY = regex(
    rf"(?:filled(?:in|out)?|completed)(?:only)?by.{{0,30}}{_STAFF}|"
    r"(?:事務局|[市区町村県庁課係署]|保健所|職員|当局|審査会|審査者|委員会|センター|窓口|担当者?)"
    r"(?:側)?(?:が|で|において|にて)(?:記入|入力|記載|使用|処理)"
)
_BEGINS_MARKED = regex(rf"^({_MARK})")
_RECEPTION = regex(r"受付(?:番号|印|日|年月日|欄|者|no\.?)?")
_AROUND = "()[]【】<>〔〕"
_END = 1 << 14  # columns: a text without a box heads all that stands below it
_MOST_ROWS = 12  # of the boxes under the bar of a section


class OfficeUse:
    """The cells of one sheet that are not for those who fill it in."""

    def __init__(self, look: SheetLook) -> None:
        self._look = look
        self._areas = tuple(self._sections())
        self._marks = frozenset(self._legends())

    def holds(self, region: Region) -> bool:
        """Whether a region stands in a section of the office."""
        return any(area.meets(region.area) for area in self._areas)

    def stamps(self, heads: tuple[Region, ...]) -> bool:
        """Whether the heading over a blank is one of a line of titles: 課長｜係長｜担当 over the
        boxes for their stamps."""
        if not heads or not _TITLE.match(words.folded(heads[-1].text)):
            return False
        top, left, _, right = heads[-1].area
        near = (self._look.at.get(place) for place in ((top, left - 1), (top, right + 1)))
        return any(other and _TITLE.match(words.folded(other.text)) for other in near)

    def asks(self, label: Label, *, as_others: bool) -> bool:
        """Whether an answer is the office's by its name. What only speaks of the reception is not
        where it is drawn ``as_others``: in the colour of the answers, or as a row among others."""
        parts = [part for part in label.parts if self.names(part)]
        named = bool(parts or words.OFFICE.search(words.folded(label.text)))
        texts = (part.text for part in parts) if parts else (label.text,)
        return named and not (
            as_others and all(_RECEPTION.fullmatch(words.folded(text)) for text in texts)
        )

    def names(self, label: Region) -> bool:
        """Whether a label says that the office fills what it names."""
        text = words.folded(label.text)
        return bool(words.OFFICE.search(text)) or _mark(text) in self._marks

    def _legends(self) -> Iterator[str]:
        """The marks that a text of the sheet says the office's boxes have: ＊ 事務局で記入, ＊＊ To
        be filled by our staff."""
        for region in self._look.regions:
            text = words.folded(region.text) if region.label else ""
            if _MARKED.search(text):
                yield "※"
            elif (mark := _mark(text)) and _FILLED_BY.search(text):
                yield mark

    def _sections(self) -> Iterator[Area]:
        for region in self._look.regions:
            text = words.folded(region.text)
            text = text.strip(_AROUND) if text[:1] in _AROUND else text
            named = _SECTION.search(text) and words.OFFICE.search(text)
            if not (region.label and (named or _FROM_HERE.search(text))):
                continue
            if region.rows > 1 and region.columns <= region.rows * 3:
                yield Area(region.area.top, region.area.right + 1, region.area.bottom, 1 << 14)
            elif self._heads_boxes(region):
                yield self._under(region)

    def _heads_boxes(self, bar: Region) -> bool:
        """Whether a text stands over boxes of its own rather than beside one."""
        after = self._look.at.get((bar.area.top, bar.area.right + 1))
        return after is None or not (after.blank and after.boxed)

    def _under(self, bar: Region) -> Area:
        """The rows under a bar, to the next gap or the next bar of its width."""
        top, left, bottom, right = bar.area
        row = bottom
        while row - bottom < _MOST_ROWS:
            near = self._look.at.get((row + 1, left))
            if near is None or (near.label and near.area.right >= right > left):
                break
            row = near.area.bottom
        return Area(top, left, row, right if bar.boxed else _END)


def _mark(text: str) -> str | None:
    """The mark that a folded text begins with: ＊＊日付."""
    found = _BEGINS_MARKED.match(text)
    return found[1] if found else None
