"""Rules about what a text claims of a KPI: it rose or fell, stood still, reached its target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Submission
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.quantity import Quantity
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.kpi import is_reached, last_year, past, target
from zushi_xl.report.kpi_words import show, show_gap
from zushi_xl.report.printed_figures import number_of
from zushi_xl.rules.asked import REPLY, at, name_of
from zushi_xl.rules.figures import answers_to_kpis, sound_figure
from zushi_xl.rules.kpi_figure import remarks_answer
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.text_figures import DIGITS, figures_in, is_about, is_of_others, sentences
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.KPI)

RISE = "増加|増え|増|上昇|上がっ|伸び|高まっ|向上"
FALL = "減少|減っ|減り|減|低下|下がっ|下降|落ち込ん|悪化"
_LAST = (
    "(?:前年|昨年|前回)(?:度|同期)?(?:の(?:実績|値|水準|[0-9,.]{1,12}[^0-9\\s、。]{0,3}))?"
    "を(?:大きく|大幅に|やや|わずかに)?"
)
_DIGIT = "[\\d,，.．]"  # a run is taken whole, from its beginning: the search is linear
_MOVED = regex(
    rf"(?:(?<!{_DIGIT})(?P<number>{_DIGIT}++)[ 　]*(?P<unit>ポイント|[^\d\s、。]{{1,3}}?)(?:の)?)?"
    rf"(?:(?P<rise>{RISE}|{_LAST}(?:上回[っりる]|超え))|(?P<fall>{FALL}|{_LAST}(?:下回[っりる]|割り込ん)))"
    r"(?:し|した|だ|しました|している|しています|しており|となった|となり|となっている|であった|た|ました|ている|ており|結果と?なった|結果であった"
    r"|に(?:つながっ|転じ)(?:た|て(?:いる|おり)?)|が(?:続い|見られ|みられ)(?:た|て(?:いる|おり)?)"
    r"|傾向(?:に|で)ある)?(?=[。、\n]|が、|ものの|ため|ことから|と考え|$)"
)
_SINCE = regex("前年|昨年|前回|前の年")


class _Move(NamedTuple):
    """What a sentence says of a figure's change: up or down, by how much if it says so."""

    word: str
    rises: bool
    by: Decimal | None
    share: Decimal | None = None  # of the figure before, in ％


_OF_LAST_YEAR = regex("(?:前年|昨年|一昨年|前回)度?(?:は|には|まで|も)")


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
        named = is_about(subject, kpi) and not is_of_others(subject, kpi)
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
_PARTICLE = regex("[^で]は|が|も")
_TOPIC = regex("[^で]は")


def _number(text: str | None) -> Decimal | None:
    plain = (text or "").translate(DIGITS).replace(",", "").strip(".")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


@BOOK.confirm_rule(
    "増減と説明の食い違い",
    "補足説明がこのKPIの増減（または増減の量）を述べているのに、値は前の年度から逆に動いているか、"
    "動いた量や割合が違う。「横ばい」「過去最低」などが値と合わないときも同じ。"
    "ほかのものの増減を述べた文は調べない。",
    "値は45.0％から46.2％に上がったのに、補足説明に「前年度より1.2ポイント減少した」とある。",
)
def kpi_words_opposite(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Remarks that tell of another move of the KPI than its values show."""
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


_SAME = regex(
    "横ばい|横這い|(?:前年|昨年|前回)度?(?:並み|と同程度)|同数(?!の)|同じ(?:値|数|水準|割合)|増減(?:は|が)?な[いかく]|変わりな[いかく]|変化(?:は|が)な[いかく]",
    having="横並同増変",
)
_RECORD = regex("過去(?:で)?(?:最(?P<most>高|多)|最(?P<least>低|少))")


def _denied(sentence: str, kpi: Kpi, value: Decimal, plan: Plan) -> str:
    """A word that the KPI stood still, or was never so high or low, where its figures deny it."""
    still, record = _SAME.search(sentence), _RECORD.search(sentence)
    found = still or record
    if found is None or _OF_LAST_YEAR.search(sentence):
        return ""
    subject = sentence[max(0, found.start() - _NEAR) : found.start()]
    if not is_about(subject, kpi) or is_of_others(subject, kpi):
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
_MET = regex(
    r"(?<!年度)(?<!年度の)(?<!年間)(?<!当面の)(?<!中間)目標(?:値)?(?:(?:の|である|（|\()(?:約)?(?P<figure>\d[\d,]*+(?:\.\d+)?+)[^\d、。を]{0,4})?"
    "(?:を|は|に|も)?(?:既に|すでに|大幅に|大きく|超過)?"
    "(?:達成(?:した(?!い)|しました|して(?:いる|おり)|済み|され(?:た|て)|でき(?:た|ました|て)|することができた|(?=[。\n]|$))"
    "|クリア(?:した(?!い)|しました|している|でき)|到達(?:した(?!い)|しました|して)"
    "|上回(?:っ|り、|る(?:結果|[一-龥]{2,4}[がをと]))|超え(?:た(?!い)|て)|達し(?:た(?!い)|ました|て(?!いな)))",
    having="目",
)


@BOOK.confirm_rule(
    "目標達成の記述との食い違い",
    "補足説明に目標を達成したとあるのに、施策のただ一つのKPIが目標に届いていない。",
    "目標500団体で390団体なのに、「目標を達成した」とある。",
)
def kpi_target_claimed(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Remarks that claim the target, although the only KPI has not reached it."""
    for kpi, answer in answers_to_kpis(submission):
        value, remarks = sound_figure(kpi, answer, plan), remarks_answer(submission, answer)
        if value is None or remarks is None or len(plan.kpis_of(kpi.code)) != 1:
            continue
        claim, aim = _MET.search(remarks.used.translate(DIGITS)), target(kpi)
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
