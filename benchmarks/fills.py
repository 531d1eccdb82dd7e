"""What a division types into its book: sentences, figures in many spellings, and some dirt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.city import amount, figure, kinds_of, program_of
from zushi_xl.form.layout import Key
from zushi_xl.text.codes import circled
from zushi_xl.workbook.sheet import Book, Placed, Sheet

_WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
_GRADES = ("A：順調である", "B：概ね順調であるとみなせる", "A", "Ｂ", "A：順調である")
_DONE = (
    "・{}を対象とした説明会を{}回開いた。",
    "・{}の窓口で、延べ{}件の相談を受けた。",
    "・{}と協力し、{}か所で啓発の展示を行った。",
    "・{}に向けた講座を{}回開き、アンケートでは多くの人が満足と答えた。",
    "・{}の担い手を育てる研修を{}回行った。",
)
_WHO = ("市民", "小学生とその保護者", "自治会・町内会", "事業者", "ボランティア団体", "高齢者")
_WHY = (
    "・新しく関わる人が増え、地域の中での認知が進んだ。",
    "・会場が遠い地区からの参加が少なく、開き方に工夫が必要である。",
    "・天候の影響で一部の催しを見送ったが、代わりの日程で実施した。",
    "・担い手の高齢化が進んでおり、引き継ぎの仕組みづくりが課題である。",
    "・関係する課との調整に時間がかかり、開始が予定より遅れた。",
)
_NEXT = (
    "・参加の少ない地区で出張の説明会を開く。",
    "・ホームページとSNSでの知らせ方を見直し、若い世代に届ける。",
    "・関係団体と役割を分け、続けられる体制をつくる。",
    "・アンケートの結果をもとに、内容と日程を改める。",
)


def answers(division: str, codes: list[str], initiatives: int, year: int) -> dict[Key, str]:
    """All answers of a division. About two in three divisions make a mistake somewhere."""
    chance = Random(f"answers {division}")
    typed: dict[Key, str] = {}
    for code in codes:
        typed.update(_measure(code, year, chance))
        for number in range(1, initiatives + 1):
            typed.update(_initiative(code, number, year, chance))
    if chance.random() < 0.66:
        for _ in range(chance.randint(1, 4)):
            _spoil(typed, chance)
    return typed


def _measure(code: str, year: int, chance: Random) -> Iterator[tuple[Key, str]]:
    for number, kind in enumerate(kinds_of(code), 1):
        value = f"{figure(kind, code, year):,}{kind[0]}"
        yield Key(code, "values", number, str(year)), _spelt(value, chance)
    yield Key(code, "rating"), chance.choice(_GRADES)
    yield Key(code, "remarks"), "\n".join(chance.sample(_WHY, chance.randint(1, 3)))
    yield Key(code, "next_steps"), "\n".join(chance.sample(_NEXT, chance.randint(1, 3)))


def _initiative(code: str, number: int, year: int, chance: Random) -> Iterator[tuple[Key, str]]:
    own = f"{code}-{circled(number)}"
    done = chance.sample(_DONE, chance.randint(1, 3))
    text = "\n".join(line.format(chance.choice(_WHO), chance.randint(2, 60)) for line in done)
    yield Key(own, "results"), text
    yen = amount(program_of(code, number), year)
    yield Key(own, "actual_spend"), _spelt(f"{yen:,}円", chance)


def _spelt(value: str, chance: Random) -> str:
    """As people spell figures: plainly, full-width, in bare digits, with a blank."""
    roll = chance.random()
    if roll < 0.15:
        return value.translate(_WIDE)
    if roll < 0.25:
        return value.replace(",", "")
    return f"{value} " if roll < 0.3 else value


def _spoil(typed: dict[Key, str], chance: Random) -> None:
    """One mistake of the kinds that returned books have."""
    key = chance.choice(list(typed))
    if key.field == "values":
        typed[key] = chance.choice(("866％", "集計中", "前年度と同じ", "12冊"))
    elif key.field == "actual_spend":
        typed[key] = chance.choice(("2百万円ほか", "", "未定"))
    elif key.field == "rating":
        typed[key] = chance.choice(("", "Ｅ", "概ね順調"))
    else:
        typed[key] = chance.choice(("", "〇〇人が参加した。", "同上"))


def dirtied(book: Book, division: str) -> Book:
    """Figures as numbers, a renamed sheet, a note beside the form: what people do to books."""
    chance = Random(f"dirt {division}")
    sheets = [_with_numbers(sheet, chance) for sheet in book.sheets]
    pages = [i for i, sheet in enumerate(sheets) if i and sheet.visible]
    if chance.random() < 0.1:
        i = chance.choice(pages)
        sheets[i] = replace(sheets[i], name=f"{sheets[i].name[:20]}（修正済み）")
    if chance.random() < 0.15:
        i = chance.choice(pages)
        note = Placed(3, len(sheets[i].widths) + 1, "確認をお願いします。", "base")
        sheets[i] = replace(sheets[i], cells=(*sheets[i].cells, note))
    return replace(book, sheets=tuple(sheets))


def _with_numbers(sheet: Sheet, chance: Random) -> Sheet:
    """Some typed figures are numbers in the file, as Excel makes them."""
    cells = tuple(
        cell._replace(value=int(cell.value[:-1].replace(",", "")))
        if cell.style == "input_figure"
        and isinstance(cell.value, str)
        and cell.value.endswith("円")
        and cell.value[:-1].replace(",", "").isascii()
        and cell.value[:-1].replace(",", "").isdecimal()
        and chance.random() < 0.3
        else cell
        for cell in sheet.cells
    )
    return replace(sheet, cells=cells)
