"""Rules about figures in texts: parts and their sum, a KPI's figure and its change in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.quantity import Quantity
from zushi_xl.quantity.units import canonical_unit, in_unit, same_unit
from zushi_xl.report.kpi import is_reached, last_year, past, points, target
from zushi_xl.report.printed_figures import number_of
from zushi_xl.returned.submission import Submission
from zushi_xl.rules.asked import REPLY, at, name_of, of_type
from zushi_xl.rules.figures import answers_to_kpis, show, show_gap, sound_figure
from zushi_xl.rules.kpi_figure import remarks_answer
from zushi_xl.rules.registry import book_rule
from zushi_xl.text.folding import NARROW_DIGITS

_DIGITS = NARROW_DIGITS | str.maketrans("，．％", ",.%")
_NUMBER = r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
_AMOUNT = re.compile(_NUMBER + r"[ 　]*([％%]|ポイント|[^\d\s、。，．,.（）()「」・:：％%]{1,3})?")
_TOTAL = re.compile(
    r"(?:(?<![累小会設統家])(?:合計|総計|計|合わせて)[ 　で、は：:]*|[=＝][ 　]*)"
    + _NUMBER
    + r"[ 　]*([^\d\s、。（）()]{1,3})?"
)
_PARTLY = re.compile("うち|両方|重複|実人数|除く|除き|ほか|など|等|約|以上|延べ[0-9０-９]")
_OF = re.compile(
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
    plain = text.translate(_DIGITS)
    return [
        TextFigure(Decimal(m[1].replace(",", "") + (m[2] or "")), m[3] or "", m.start())
        for m in _AMOUNT.finditer(plain)
    ]


def sentences(text: str) -> list[str]:
    """A text by 。 and line ends; what stands in brackets stays with its sentence."""
    return [part.strip(" 　・") for part in re.split("[。\n]", text) if part.strip(" 　・")]


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "合わない計",
    "一つの文に並べた同じ単位の数の和が、そのあとの「計」「合計」の数と違う。"
    "「うち」「など」「約」のある文は調べない。",
    "前期12人、後期15人の計37人が参加した。",
)
def sum_differs(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
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
    plain = sentence.translate(_DIGITS)
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
    if len(parts) < 2 or any(sum(parts[n:]) == value for n in range(len(parts) - 1)):
        return ""
    added = "＋".join(f"{part:,f}" for part in parts)
    return f"{added}＝{sum(parts):,f} は、計の {value:,f}{unit} と合いません。"


_WORD = re.compile("[一-龥々]{2,}|[ァ-ヶー]{3,}")
_GENERAL = frozenset({"割合", "年間", "累計", "市民", "平均", "件数", "人数", "目標", "実施"})
_KPI_WORDS = re.compile("KPI|ＫＰＩ|指標|実績値|実績は")
_THIS_YEAR = re.compile("今年度|本年度|当年度")


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
    shared = _shared(subject, sentence)
    if len(shared) >= _PHRASE or (len(shared) >= 4 and _WORD.fullmatch(shared)):
        return True
    if names and _THIS_YEAR.search(sentence) and names[0][:2] in sentence:
        return True
    if len(kpi.unit or "") > 1 and f"{kpi.unit}数" in sentence:
        return True
    return bool(names) and len(names[0]) > 2 and names[0] in sentence


_NUMBER_OF = re.compile("([一-龥])人数")  # 参加人数 is 参加者数
_PHRASE = 6  # letters in a row: 催しに参加した人


def _shared(one: str, other: str) -> str:
    """The longest run of letters that two texts share."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


_OTHER_FIGURE = re.compile(
    "うち|当たり|あたり|平均|最[大多高少小低]|定員|収容|[1１一]日|前年|昨年|前回|目標|計画|以上|未満|程度|増|減|1回|各|問い合わせ"
    "|での|における|来年|次年|めざ|目指"
)


@book_rule(
    RuleArea.KPI,
    Severity.CONFIRM,
    "補足説明の数との食い違い",
    "補足説明の文がKPIの数えるものについて一つだけ数を述べ、その数がKPIの値のどれとも違う。",
    "KPIの値は 1,900人、補足説明に「平和イベントへの参加者は1,500人であった」とある。",
)
def kpi_text_differs(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value, remarks = sound_figure(kpi, answer, plan), remarks_answer(submission, answer)
        if value is None or remarks is None:
            continue
        for sentence in sentences(remarks.used):
            said = _figure_of(sentence, kpi)
            if said is not None and not _is_known(said, kpi, value, plan):
                yield at(
                    kpi_text_differs,
                    remarks,
                    f"補足説明に「{sentence[:40]}」とありますが、KPI「{kpi.statement}」の"
                    f"{plan.fiscal_year}年度の値は {show(value, kpi)} です。",
                    f"値か補足説明を直してください。別のことを述べた文なら、{REPLY}",
                    show(value, kpi),
                )
                break


_FROM_TO = re.compile(r"から[、 　]*" + _NUMBER + r"[ 　]*([^\d\s、。]{1,4})(?:に|へ|と)")
_OWNER = re.compile("((?<![一-龥々])[一-龥々]{2,}+|(?<![ァ-ヶー])[ァ-ヶー]{3,}+)の(?=[一-龥ァ-ヶ])")
_YEARS = re.compile("年度?$|全体$|[0-9０-９]")


_HEAD = re.compile("(?:(?<![一-龥々])[一-龥々]{2,}+|(?<![ァ-ヶー])[ァ-ヶー]{3,}+)(?=は|が|も)")
_PLAIN_HEADS = re.compile("実績|数値|指標|結果|全体|合計|割合|総数|人数|件数|年度|市民|住民|ＫＰＩ")


def _is_of_others(text: str, kpi: Kpi) -> bool:
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


_BARE = re.compile(
    r"(?:年間(?:を通じて|で)?|全体で|合計で?|延べ|今年度は)?[、 　]{0,2}"
    + _NUMBER
    + r"[ 　]*[^\d\s、。]{1,3}?[がの](?P<done>[一-龥]{2})(?:があっ|した|して)"
)


def _is_bare(sentence: str, kpi: Kpi) -> bool:
    """Whether a sentence says only how many did what the KPI counts: 2,500人の参加があった."""
    match = _BARE.match(sentence.translate(_DIGITS))
    return match is not None and match["done"] in kpi.statement


def _figure_of(sentence: str, kpi: Kpi) -> Decimal | None:
    """The one figure in the KPI's unit in a sentence that names it."""
    if not (is_about(sentence, kpi) or _is_bare(sentence, kpi)) or _is_of_others(sentence, kpi):
        return None
    changed = _FROM_TO.search(sentence.translate(_DIGITS))
    if changed and kpi.unit and changed[3].startswith(kpi.unit):
        return _value(changed[1], changed[2])
    if _OTHER_FIGURE.search(sentence):
        return None
    found = [s.value for s in figures_in(sentence) if kpi.unit and s.counts(kpi.unit)]
    return found[0] if len(found) == 1 else None


def _is_known(said: Decimal, kpi: Kpi, value: Decimal, plan: Plan) -> bool:
    known = [value, *(p.value for p in points(kpi, plan)), number_of(target(kpi))]
    return any(k is not None and abs(k - said) <= abs(k) / 100 for k in known)


RISE = "増加|増え|増|上昇|上がっ|伸び|高まっ|向上"
FALL = "減少|減っ|減り|減|低下|下がっ|下降|落ち込ん|悪化"
_LAST = (
    "(?:前年|昨年|前回)(?:度|同期)?(?:の(?:実績|値|水準|[0-9,.]{1,12}[^0-9\\s、。]{0,3}))?"
    "を(?:大きく|大幅に|やや|わずかに)?"
)
_DIGIT = "[\\d,，.．]"  # a run is taken whole, from its beginning: the search is linear
_MOVED = re.compile(
    rf"(?:(?<!{_DIGIT})(?P<number>{_DIGIT}++)[ 　]*(?P<unit>ポイント|[^\d\s、。]{{1,3}}?)(?:の)?)?"
    rf"(?:(?P<rise>{RISE}|{_LAST}(?:上回[っりる]|超え))|(?P<fall>{FALL}|{_LAST}(?:下回[っりる]|割り込ん)))"
    r"(?:し|した|だ|しました|している|しています|しており|となった|となり|となっている|であった|た|ました|ている|ており|結果と?なった|結果であった"
    r"|に(?:つながっ|転じ)(?:た|て(?:いる|おり)?)|が(?:続い|見られ|みられ)(?:た|て(?:いる|おり)?)"
    r"|傾向(?:に|で)ある)?(?=[。、\n]|が、|ものの|ため|ことから|と考え|$)"
)
_SINCE = re.compile("前年|昨年|前回|前の年")


class _Move(NamedTuple):
    """What a sentence says of a figure's change: up or down, by how much if it says so."""

    word: str
    rises: bool
    by: Decimal | None
    share: Decimal | None = None  # of the figure before, in ％


_OF_LAST_YEAR = re.compile("(?:前年|昨年|一昨年|前回)度?(?:は|には|まで|も)")


def _share_of(number: Decimal | None, unit: str) -> Decimal | None:
    """By how much of itself a figure changed, in ％: 3割, 12％, 2倍に."""
    unit = unit.removesuffix("に").removesuffix("ほど")
    if number is None or unit not in ("割", "％", "%", "倍"):
        return None
    if unit == "倍":
        return (number - 1) * 100
    return number * 10 if unit == "割" else number


def moves_in(sentence: str, kpi: Kpi, change: Decimal, units: Sequence[str]) -> Iterator[_Move]:
    """Changes that a sentence tells of a KPI; ``units`` are those of its section's KPIs.

    A sentence without a subject speaks of the section's only KPI, or of the only one in its unit.
    """
    if _OF_LAST_YEAR.search(sentence):
        return
    for match in _MOVED.finditer(sentence):
        subject, has_subject = _subject(sentence, match.start())
        number, unit = _number(match["number"]), match["unit"] or ""
        wanted = "ポイント" if kpi.unit == "％" else kpi.unit or ""
        is_counted = number is not None and bool(wanted) and unit == wanted
        is_only = len(units) == 1 or (is_counted and units.count(kpi.unit or "") == 1)
        bare = not has_subject and _SINCE.search(sentence) and is_only
        share = _share_of(number, unit) if kpi.unit != "％" else None
        if number is not None and not is_counted and share is None:
            continue  # 3件減った of a KPI in 人: of something else
        named = is_about(subject, kpi) and not _is_of_others(subject, kpi)
        if named or bare or (is_counted and number == abs(change)):
            yield _Move(match[0], bool(match["rise"]), number if is_counted else None, share)


def _subject(sentence: str, end: int) -> tuple[str, bool]:
    """What stands before a change: its clause, or the topic that a comma parts from it; and
    whether that names a subject at all."""
    *earlier, clause = sentence[max(0, end - _NEAR) : end].split("、")
    if _PARTICLE.search(clause):
        return clause, True
    topic = next((part for part in reversed(earlier) if _TOPIC.search(part)), "")
    return topic or clause, bool(topic)


_NEAR = 300  # characters: no topic stands farther away
_PARTICLE = re.compile("[^で]は|が|も")
_TOPIC = re.compile("[^で]は")


def _number(text: str | None) -> Decimal | None:
    plain = (text or "").translate(_DIGITS).replace(",", "").strip(".")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


@book_rule(
    RuleArea.KPI,
    Severity.CONFIRM,
    "増減と説明の食い違い",
    "補足説明がこのKPIの増減（または増減の量）を述べているのに、値は前の年度から逆に動いているか、"
    "動いた量や割合が違う。「横ばい」「過去最低」などが値と合わないときも同じ。"
    "ほかのものの増減を述べた文は調べない。",
    "値は45.0％から46.2％に上がったのに、補足説明に「前年度より1.2ポイント減少した」とある。",
)
def kpi_words_opposite(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value, before = sound_figure(kpi, answer, plan), last_year(kpi, plan)
        remarks = remarks_answer(submission, answer)
        if value is None or before is None or remarks is None:
            continue
        change = value - before.value
        units = [k.unit or "" for k in plan.kpis_of(kpi.code)]
        told = (list(moves_in(s, kpi, change, units)) for s in sentences(remarks.used))
        wrong = next(
            (m.word for moves in told if (m := _wrong_move(moves, before.value, change, kpi))), ""
        ) or next(filter(None, (_denied(s, kpi, value, plan) for s in sentences(remarks.used))), "")
        is_restarted = kpi.counting is Counting.CUMULATIVE and change < 0  # which is said already
        if wrong and not is_restarted:
            moved = "上がって" if change > 0 else "下がって" if change < 0 else "変わらずに"
            yield at(
                kpi_words_opposite,
                answer,
                f"{name_of(answer)}は {show(before.value, kpi)} から {show(value, kpi)} に"
                f" {show_gap(abs(change), kpi)} {moved}いますが、"
                f"補足説明には「{wrong}」とあります。",
                f"値か補足説明のどちらかを直してください。別のことを述べた文なら、{REPLY}",
            )


_SAME = re.compile(
    "横ばい|横這い|(?:前年|昨年|前回)度?(?:並み|と同程度)|同数(?!の)|同じ(?:値|数|水準|割合)|増減(?:は|が)?な[いかく]|変わりな[いかく]|変化(?:は|が)な[いかく]"
)
_RECORD = re.compile("過去(?:で)?(?:最(?P<most>高|多)|最(?P<least>低|少))")


def _denied(sentence: str, kpi: Kpi, value: Decimal, plan: Plan) -> str:
    """A word that the KPI stood still, or was never so high or low, where its figures deny it."""
    still, record = _SAME.search(sentence), _RECORD.search(sentence)
    found = still or record
    if found is None or _OF_LAST_YEAR.search(sentence):
        return ""
    subject = sentence[max(0, found.start() - _NEAR) : found.start()]
    if not is_about(subject, kpi) or _is_of_others(subject, kpi):
        return ""
    known = [point.value for point in past(kpi, plan)]
    if record:
        is_denied = value < max(known) if record["most"] else value > min(known)
    else:
        is_denied = abs(value - known[-1]) > (_SURVEY if kpi.unit == "％" else abs(known[-1]) / 10)
    return found[0] if is_denied else ""


_SURVEY = Decimal(2)  # points that a share of a survey may move while people call it level


def _wrong_move(moves: Sequence[_Move], before: Decimal, change: Decimal, kpi: Kpi) -> _Move | None:
    """A change that the figure denies; none where the same sentence tells the right one too."""
    wrong = [move for move in moves if _contradicts(move, before, change, kpi)]
    return wrong[0] if len(wrong) == len(moves) and wrong else None


def _contradicts(move: _Move, before: Decimal, change: Decimal, kpi: Kpi) -> bool:
    if move.rises != (change > 0):
        return True
    if move.share is not None and before:
        return abs(move.share - abs(change * 100 / before)) > max(_ROUGH, move.share / 4)
    return (
        move.by is not None and kpi.unit != "％" and abs(move.by - abs(change)) > abs(change) / 50
    )


_ROUGH = Decimal(5)  # points: 約3割 may be 27.4％
_MET = re.compile(
    r"(?<!年度)(?<!年度の)(?<!年間)(?<!当面の)(?<!中間)目標(?:値)?(?:(?:の|である|（|\()(?:約)?(?P<figure>\d[\d,]*+(?:\.\d+)?+)[^\d、。を]{0,4})?"
    "(?:を|は|に|も)?(?:既に|すでに|大幅に|大きく)?"
    "(?:達成(?:した(?!い)|しました|している|済み|され(?:た|て)|でき(?:た|ました|て)|することができた|(?=[。\n]|$))"
    "|クリア(?:した(?!い)|しました|している|でき)|到達(?:した(?!い)|しました|して)"
    "|上回(?:っ|り、|る(?:結果|[一-龥]{2,4}[がをと]))|超え(?:た(?!い)|て)|達し(?:た(?!い)|ました|て(?!いな)))"
)


@book_rule(
    RuleArea.KPI,
    Severity.CONFIRM,
    "目標達成の記述との食い違い",
    "補足説明に目標を達成したとあるのに、施策のただ一つのKPIが目標に届いていない。",
    "目標500団体で390団体なのに、「目標を達成した」とある。",
)
def kpi_target_claimed(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value, remarks = sound_figure(kpi, answer, plan), remarks_answer(submission, answer)
        if value is None or remarks is None or len(plan.kpis_of(kpi.code)) != 1:
            continue
        claim, aim = _MET.search(remarks.used.translate(_DIGITS)), target(kpi)
        if claim and aim is not None and not is_reached(kpi, value) and _is_of(claim, aim, kpi):
            yield at(
                kpi_target_claimed,
                remarks,
                f"補足説明に「{claim[0]}」とありますが、KPI「{kpi.statement}」の値は"
                f" {show(value, kpi)} で、目標 {aim.text.strip()} に届いていません。",
                f"値か補足説明を直してください。年度の計画値など別の目標なら、{REPLY}",
            )


def _is_of(claim: re.Match[str], aim: Quantity, kpi: Kpi) -> bool:
    """Whether a claim speaks of the KPI's target: it names no figure, or that one."""
    figure = claim["figure"]
    value = number_of(aim)
    if not figure or value is None:
        return True
    said = Decimal(figure.replace(",", ""))
    return said == in_unit(value, kpi.unit) or said in (f.value for f in figures_in(kpi.statement))
