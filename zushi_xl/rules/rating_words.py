"""Rules about a grade against the words beside it: another grade, a judgement that denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Submission
from zushi_xl.form.grades import match_grade
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.rules.asked import REPLY, at, of_meaning
from zushi_xl.rules.kpi_figure import remarks_of
from zushi_xl.rules.rating import scale_of
from zushi_xl.rules.registry import book_rules
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.GRADE)

_WORK = "(?:取り?組み?|進捗|事業|施策|推進|成果|計画|目標の?達成)"
_BEHIND = regex(
    "遅れている|遅れており|遅れ気味|目標値?(?:を|は|が)達成でき(?:な|ず)|遅れが(?:出|生じ|見られ)(?:て|る)|進んでいない|進んでおらず|滞って"
    "|達成(?:は|が)(?:困難|難し|厳し)|未達成?(?:である|となった|だった|。|$)|大幅に(?:下回|遅れ)"
    "|目標に(?:は)?(?:届|達し)(?:か|て(?:い)?)?な"
    "|(?:計画|予定)(?:どおり|通り)に?(?:進(?:ま|め(?:られ|る[^。]{0,6}でき))|実施(?:し|でき)|いか)(?:な|ず)"
    "|(?:計画|目標値?|予定)を(?:大きく|大幅に|やや)?下回(?:っ|る(?:結果|進捗|状況|水準))"
    "|達成(?:が|は)危ぶ|成果(?:が|は)限定的|取り?組め(?:な|ず)|(?<!い)後退し(?:た|て)"
    f"|{_WORK}(?:が|は|を)(?:ほとんど|十分に)?(?:実施|着手|推進|展開)でき(?:な|ず)"
    f"|{_WORK}(?:が|は|も)(?:大きく|大幅に|やや|著しく)?"
    "(?:停滞|遅延|難航|不十分|思わしく|芳しく|十分で(?:は)?な|上がら|上がって(?:い)?な|出て(?:い)?な|出な)"
    f"|進展(?:が|は|も)?(?:ほとんど|あまり)?(?:な[いかく]|見られな|しな)|(?:実施|着手)できなかった{_WORK}が(?:多|ほとんど)",
    re.MULTILINE,
)
_AHEAD = regex(
    "順調(?:に(?:進[んみ]|進捗し|推移|経過し|実施し|達成し|推進し|実施でき)|である|だ|です|な進捗)"
    "|目標値?(?:を|は)(?:すでに|既に)?達成(?:した(?!い)|しました|している|でき(?:た|ました|て))"
    "|(?:計画|予定)(?:どおり|通り)(?:に)?(?:進[んみ]|完了し|終了し|達成し|実施し|実施でき|順調で)"
    "|(?:計画|予定|想定)以上に(?:進|達成|早)|前倒し(?:で|して)(?:完了|達成|実施|進)"
    "|(?:計画|予定)(?:どおり|通り)の(?:成果|進捗|結果)|目標値?を(?:大きく|大幅に)?(?:上回(?:っ|る結果)|超え(?:た|て))"
    "|問題なく(?:進|完了|実施)"
    f"|{_WORK}を?(?:全て|すべて)(?:予定どおり|計画どおり)?(?:実施|達成|完了)(?:した|でき)"
    "|(?:期待|想定|予定|計画)(?:以上の|を(?:大きく)?(?:上回る|超える))(?:成果|結果|進捗)|十分な成果(?:が|を)(?:得|あ|上)"
)
_ELSEWHEN = regex(
    "(?:前年度|昨年度|前回)(?:は|に|の|まで|、)|めざ|目指|来年度|次年度|なら|場合|ない(?:よう|ため)"
)
_BUT = regex("が、|ものの|一方|けれど|しかし|とは(?:いえ|言え|言い)|[くはも]な[いかく]")
"""Behind a judgement: the sentence goes on to say the opposite, or denies it."""


@BOOK.confirm_rule(
    "評価と合わない記述",
    "補足説明に、選んだ評価と違う評価が書かれているか、最上位の評価なのに「遅れている」、"
    "下位の評価なのに「順調に進んでいる」などと書かれている。",
    "D評価なのに、補足説明に「計画どおり順調に進んでいる」とある。",
)
def rating_words_differ(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Remarks that name another grade, or speak against the one that was chosen."""
    for answer in of_meaning(submission, Meaning.RATING):
        scale = scale_of(plan, answer)
        grade = match_grade(scale, answer.used)
        said = _against(grade, scale, remarks_of(submission, answer)) if grade else ""
        if grade and said:
            yield at(
                rating_words_differ,
                answer,
                f"評価は「{grade.text}」ですが、補足説明に「{said}」とあります。",
                f"評価か補足説明を直してください。別のことを述べた文なら、{REPLY}",
            )


def _against(grade: Grade, scale: Sequence[Grade], remarks: str) -> str:
    """The sentence that speaks against a grade; empty where there is none."""
    ranked = [g for g in scale if g.grade_class is GradeClass.RANKED]
    if grade not in ranked:
        return ""
    lower = ranked.index(grade) >= max(2, len(ranked) // 2)
    for sentence in re.split("[。\n]", remarks):
        if _ELSEWHEN.search(sentence):
            continue
        is_behind = grade is ranked[0] and _says(_BEHIND, f"{sentence}。")
        is_ahead = lower and _says(_AHEAD, sentence)
        if is_behind or is_ahead or _other_grade(grade, ranked, sentence):
            return sentence.strip(" 　・")[:40]
    return ""


def _says(judgement: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence judges so, and takes nothing of it back."""
    found = judgement.search(sentence)
    if found is None or (_ENDED.search(found[0]) and _NOUN.match(sentence, found.end())):
        return False  # 遅れている地域への支援: said of something else
    return not _BUT.search(sentence, found.end())


_ENDED, _NOUN = regex("(?:る|た|い)$"), regex("[一-龥ァ-ヶ]")


def _other_grade(grade: Grade, ranked: Sequence[Grade], sentence: str) -> bool:
    """Whether a sentence gives another grade of the scale: 「B評価とした」「評価はBである」."""
    sentence = sentence.translate(_HALF)
    given = _given(tuple(g.symbol for g in ranked)).finditer(sentence)
    named = {symbol for match in given for symbol in match.groups() if symbol}
    return bool(named) and grade.symbol not in named


@lru_cache(maxsize=64)
def _given(symbols: Sequence[str]) -> re.Pattern[str]:
    """Where a sentence gives one of the grades; two such places may overlap."""
    longest_first = sorted(symbols, key=len, reverse=True)  # 達成見込み before 達成
    one = f"({'|'.join(map(re.escape, longest_first))})"
    return regex(
        f"(?=(?<![A-Za-zＡ-Ｚ]){one}評価"
        f"|(?:評価|判定|評定|進捗(?:状況)?)(?:は|を|として|：)[「『]?{one}(?![A-Za-z])"
        f"|(?<![A-Za-z一-龥ァ-ヶ・]){one}(?:[：:（(][^「」。]{{1,20}})?」?と(?:した|する|評価|判断))",
        having="".join(symbols),
    )


_HALF = {ord(wide): ord(wide) - 0xFEE0 for wide in "ＡＢＣＤＥＳ"}
