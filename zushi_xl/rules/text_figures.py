"""Rules about figures in texts: parts and their sum, a KPI's figure and its change in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Kpi, Plan
from zushi_xl.quantity.rounding import declared_places, half_unit, half_unit_in
from zushi_xl.quantity.units import canonical_unit, same_unit
from zushi_xl.report.kpi import points, target
from zushi_xl.report.kpi_words import show
from zushi_xl.report.printed_figures import number_of
from zushi_xl.rules.asked import REPLY, at, name_of, of_type
from zushi_xl.rules.figures import answers_to_kpis, sound_figure
from zushi_xl.rules.kpi_figure import remarks_answer
from zushi_xl.rules.registry import book_rules
from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex

ENTRY_BOOK = book_rules(RuleArea.ENTRY)
KPI_BOOK = book_rules(RuleArea.KPI)

DIGITS = NARROW_DIGITS | str.maketrans("，．％", ",.%")
_NUMBER = r"(?<!\d)(?<!\d[.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
_AMOUNT = regex(_NUMBER + r"[ 　]*([％%]|ポイント|[^\d\s、。，．,.（）()「」・:：％%]{1,3})?")
_TOTAL = regex(
    r"(?:(?<![累小会設統家])(?:合計|総計|計|合わせて)[ 　で、は：:]*|[=＝][ 　]*)"
    + _NUMBER
    + r"[ 　]*([^\d\s、。（）()]{1,3})?",
    having="計合=＝",
)
_PARTLY = regex("うち|両方|重複|実人数|除く|除き|ほか|など|等|約|以上|延べ[0-9０-９]")
_OF = regex(
    r"(?<![累小会設統家])(?:合計|総計|計|全体で|全部で|総数は?)[ 　で、は：:]*"
    + _NUMBER
    + r"[ 　]*([^\d\s、。（）()])[^\d\s、。（）()]{0,14}[（(]([^（）()]*)[）)]"
)


class TextFigure(NamedTuple):
    """A figure in a text with the letters after it."""

    value: Decimal
    unit: str
    start: int

    def counts(self, unit: str) -> bool:
        """Whether the letters after it begin with a unit."""
        ends = [self.unit[:n] for n in range(len(self.unit), 0, -1)]
        return any(same_unit(canonical_unit(end), unit) for end in ends)


def figures_in(text: str) -> list[TextFigure]:
    """All figures of a sentence."""
    plain = text.translate(DIGITS)
    return [
        TextFigure(Decimal(m[1].replace(",", "") + (m[2] or "")), m[3] or "", m.start())
        for m in _AMOUNT.finditer(plain)
    ]


def sentences(text: str) -> list[str]:
    """A text by 。 and line ends; what stands in brackets stays with its sentence."""
    return [part.strip(" 　・") for part in re.split("[。\n]", text) if part.strip(" 　・")]


@ENTRY_BOOK.confirm_rule(
    "合わない計",
    "一つの文に並べた同じ単位の数の和が、その後の「計」「合計」の数と違う。"
    "「うち」「など」「約」のある文は調べない。小数、割合、千円などの単位の数は、"
    "四捨五入で生じうる差（一つの数につき末位の半分）まで同じとみなす。",
    "前期12人、後期15人の計37人が参加した。",
)
def sum_differs(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A total in a sentence that is not the sum of the numbers before it, beyond rounding."""
    for answer in of_type(submission, FieldType.TEXT):
        for sentence in sentences(answer.text):
            wrong = _wrong_sum(sentence)
            if wrong:
                yield at(
                    sum_differs,
                    answer,
                    f"{name_of(answer)}の「{sentence[:40]}」で、{wrong}",
                    "それぞれの数と計を確かめ、誤っているほうを直してください。"
                    f"計に重なりやほかの数があるときは、{REPLY}",
                )
                break


def _wrong_sum(sentence: str) -> str:
    """What does not add up: parts before a total, or in brackets behind it, all in its unit."""
    plain = sentence.translate(DIGITS)
    if _PARTLY.search(sentence):
        return ""
    bracket = _OF.search(plain)
    if bracket:
        parts = [s.value for s in figures_in(bracket[4]) if s.unit[:1] == bracket[3][:1]]
        return _told_sum(parts, _value(bracket[1], bracket[2]), bracket[3][:1])
    total = _TOTAL.search(plain)
    if total is None or not total[3]:
        return ""
    unit = total[3][:1]
    found = [s for s in figures_in(plain[: total.start()]) if s.unit[:1] == unit]
    if found and "は" in plain[: found[0].start] and "は" in plain[found[-1].start : total.start()]:
        return ""  # the total is of another thing than the parts
    parts = [s.value for s in found]
    return _told_sum(parts, _value(total[1], total[2]), unit)


def _value(whole: str, rest: str | None) -> Decimal:
    return Decimal(whole.replace(",", "") + (rest or ""))


def _told_sum(parts: Sequence[Decimal], value: Decimal, unit: str) -> str:
    if len(parts) < 2 or any(_adds_up(parts[n:], value, unit) for n in range(len(parts) - 1)):
        return ""
    added = "＋".join(f"{part:,f}" for part in parts)
    return f"{added}＝{sum(parts):,f} は、計の {value:,f}{unit} と合いません。"


def _adds_up(parts: Sequence[Decimal], value: Decimal, unit: str) -> bool:
    """Whether parts are their total as far as they were rounded: half a unit each, and the total's
    own where it is not simply 100％. Whole shares and whole thousands are rounded too."""
    is_all = unit in "％%" and value == 100
    terms = [*parts, *(() if is_all else (value,))]
    return abs(sum(parts) - value) <= half_unit_in(unit, terms) * len(terms)


_WORD = regex("[一-龥々]{2,}|[ァ-ヶー]{3,}")
_GENERAL = frozenset({"割合", "年間", "累計", "市民", "平均", "件数", "人数", "目標", "実施"})
_KPI_WORDS = regex("KPI|ＫＰＩ|指標|実績値|実績は")
_THIS_YEAR = regex("今年度|本年度|当年度")


def names_of(kpi: Kpi) -> list[str]:
    """The words by which a sentence would speak of a KPI, the last and most telling first."""
    subject = re.split("が|は", kpi.statement, maxsplit=1)[0]
    words = [w for w in _WORD.findall(subject) if w not in _GENERAL]
    return [w[:-1] if len(w) > 2 and w[-1] in "数量率" else w for w in reversed(words)]


def is_about(sentence: str, kpi: Kpi) -> bool:
    """Whether a sentence names what the KPI counts, in a phrase of its own or by its words."""
    sentence = _NUMBER_OF.sub(r"\1者数", sentence)
    if _KPI_WORDS.search(sentence):
        return True
    names, subject = names_of(kpi), re.split("が|は", kpi.statement, maxsplit=1)[0]
    if names and names[0] in _HEAD.findall(sentence):
        return True  # 事故は121件であった
    shared = _shared(subject, sentence)
    if len(shared) >= _PHRASE or (len(shared) >= 4 and _WORD.fullmatch(shared)):
        return True
    if names and _THIS_YEAR.search(sentence) and names[0][:2] in sentence:
        return True
    if len(kpi.unit or "") > 1 and f"{kpi.unit}数" in sentence:
        return True
    return bool(names) and len(names[0]) > 2 and names[0] in sentence


_NUMBER_OF = regex("([一-龥])人数", having="数")  # 参加人数 is 参加者数
_PHRASE = 6  # letters in a row: 催しに参加した人


def _shared(one: str, other: str) -> str:
    """The longest run of letters that two texts share."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


_OTHER_FIGURE = regex(
    "うち|当たり|あたり|平均|最[大多高少小低]|定員|収容|[1１一]日|前年|昨年|前回|目標|計画|以上|未満|程度|増|減|1回|各|問い合わせ"
    "|での|における|来年|次年|めざ|目指"
)


@KPI_BOOK.confirm_rule(
    "補足説明の数との食い違い",
    "補足説明の文がKPIの数えるものについて一つだけ数を述べ、その数がKPIの値のどれとも違う。"
    "桁の少ないほうに四捨五入した値は同じとみなし、「約」の数は0でない最後の桁（上から二桁まで）に丸めた値とみなす。",
    "KPIの値は 1,900人、補足説明に「平和イベントへの参加者は1,500人であった」とある。",
)
def kpi_text_differs(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The one number that remarks tell of a KPI, where it is none of its values."""
    for kpi, answer in answers_to_kpis(submission):
        value, remarks = sound_figure(kpi, answer, plan), remarks_answer(submission, answer)
        if value is None or remarks is None:
            continue
        known = _known(kpi, answer, value, plan)
        for sentence in sentences(remarks.used):
            said = _figure_of(sentence, kpi)
            if said is not None and not any(map(said.agrees_with, known)):
                yield at(
                    kpi_text_differs,
                    remarks,
                    f"補足説明に「{sentence[:40]}」とありますが、KPI「{kpi.statement}」の"
                    f"{plan.fiscal_year}年度の値は {show(value, kpi)} です。",
                    f"値か補足説明を直してください。別のことを述べた文なら、{REPLY}",
                    show(value, kpi),
                )
                break


_FROM_TO = regex(r"から[、 　]*" + _NUMBER + r"[ 　]*([^\d\s、。]{1,4})(?:に|へ|と)")
_OWNER = regex(
    "((?<![一-龥々])[一-龥々]{2,}+|(?<![ァ-ヶー])[ァ-ヶー]{3,}+)(?:から)?の(?=[一-龥ァ-ヶ])"
)
_YEARS = regex("年度?$|全体$|[0-9０-９]")


_HEAD = regex("(?:(?<![一-龥々])[一-龥々]{2,}+|(?<![ァ-ヶー])[ァ-ヶー]{3,}+)(?=は|が|も)")
_PLAIN_HEADS = regex("実績|数値|指標|結果|全体|合計|割合|総数|人数|件数|年度|市民|住民|ＫＰＩ")


def is_of_others(text: str, kpi: Kpi) -> bool:
    """Whether a text speaks of somebody's figures, or of something, of which the KPI says nothing:
    学生の参加者, 参加者の満足度."""
    owners = (word for word in _OWNER.findall(text) if not _YEARS.search(word))
    if any(word not in kpi.statement for word in owners):
        return True
    heads = _HEAD.findall(_NUMBER_OF.sub(r"\1者数", text))
    return bool(heads) and not any(_is_head_of(word, kpi) for word in heads)


def _is_head_of(word: str, kpi: Kpi) -> bool:
    if word.removesuffix("数") in kpi.statement or _PLAIN_HEADS.search(word):
        return True
    return any(name[:2] in word for name in names_of(kpi))


_BARE = regex(
    r"(?:年間(?:を通じて|で)?|全体で|合計で?|延べ|今年度は|(?:その)?結果(?:として)?)?[、 　]{0,2}"
    + _NUMBER
    + r"[ 　]*[^\d\s、。]{1,3}?[がの](?P<done>[一-龥]{2})(?:があっ|した|して|とな|を得)"
)


def _is_bare(sentence: str, kpi: Kpi) -> bool:
    """Whether a sentence says only how many did what the KPI counts: 2,500人の参加があった."""
    match = _BARE.match(sentence.translate(DIGITS))
    return match is not None and match["done"] in kpi.statement


class _Said(NamedTuple):
    """A figure as somebody gave it; ``is_about``: 約1,900人."""

    value: Decimal
    is_about: bool = False

    def agrees_with(self, other: _Said) -> bool:
        """Whether both may be one figure, as far as either was rounded: to the last place that
        both have, and for 約 to its own last digit."""
        places = declared_places([self.value]), declared_places([other.value])
        half = half_unit(min(places)) if places[0] != places[1] else Decimal(0)
        about = [half_unit(_last_digit(said.value)) for said in (self, other) if said.is_about]
        return abs(self.value - other.value) <= max(half, *about, Decimal(0))


def _last_digit(value: Decimal) -> int:
    """The place of the last digit that is not 0, of the second one at least: 1,900 and 2,000 → -2,
    64.50 → 1. Who says 約2,000 does not mean 1,500."""
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent if isinstance(exponent, int) else 0, 1 - value.adjusted())


def _figure_of(sentence: str, kpi: Kpi) -> _Said | None:
    """The one figure in the KPI's unit in a sentence that names it."""
    if not (is_about(sentence, kpi) or _is_bare(sentence, kpi)) or is_of_others(sentence, kpi):
        return None
    changed = _FROM_TO.search(sentence.translate(DIGITS))
    if changed and kpi.unit and changed[3].startswith(kpi.unit):
        return _Said(_value(changed[1], changed[2]))
    if _OTHER_FIGURE.search(sentence):
        return None
    found = [s for s in figures_in(sentence) if kpi.unit and s.counts(kpi.unit)]
    if len(found) != 1:
        return None
    return _Said(found[0].value, _ABOUT.search(sentence[: found[0].start]) is not None)


_ABOUT = regex("(?:約|およそ|おおよそ|ほぼ|概ね|おおむね)[ 　]?$")


def _known(kpi: Kpi, answer: Answer, value: Decimal, plan: Plan) -> list[_Said]:
    """The figures of a KPI that a text may speak of."""
    quantity, goal = answer.quantity, number_of(target(kpi))
    now = _Said(value, quantity is not None and quantity.qualifier == "about")
    others = (*(p.value for p in points(kpi, plan)), *(() if goal is None else (goal,)))
    return [now, *map(_Said, others)]
