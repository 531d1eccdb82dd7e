"""Rules about what was left in a text by mistake: notes for oneself, broken lines, mojibake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.rules.asked import REPLY, at, name_of, of_type, says_nothing
from zushi_xl.rules.conditional import is_needed
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.words_left import BROKEN, GARBLED, MARKS, NOTES, TITLES

BOOK = book_rules(RuleArea.ENTRY)

_TEXTS = (FieldType.TEXT, FieldType.LINE)
_BEFORE = 12  # letters that are quoted before the place where a line is broken


def _found(submission: Submission, find: Callable[[str], str]) -> Iterator[tuple[Answer, str]]:
    for answer in of_type(submission, *_TEXTS):
        words = find(answer.text).strip()
        if words:
            yield answer, words


def _first(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def find(text: str) -> str:
        match = pattern.search(text)
        return (match[0].strip() or "（　）") if match else ""

    return find


def _note(text: str) -> str:
    """A note; what is a mark already is not told twice."""
    return _first(NOTES)(MARKS.sub("", TITLES.sub("名", text)))


def _mark(text: str) -> str:
    """A mark in place of something; not one in a name."""
    return _first(MARKS)(TITLES.sub("名", text))


@BOOK.confirm_rule(
    "仮の文字が残っている",
    "〇〇、××、XX人、（　）など、後で埋めるつもりの文字が文章に残っている。"
    "「　」の中の名前と、A××B のような掛け合わせは指摘しない。",
    "参加者〇〇人で実施した。",
)
def placeholder_left(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """〇〇, XX and the like, which were to be filled in later."""
    for answer, words in _found(submission, _mark):
        if says_nothing(answer) and is_needed(plan, form, submission, answer):
            continue  # told as a required field that is empty
        yield at(
            placeholder_left,
            answer,
            f"{name_of(answer)}に、仮の文字「{words}」が残っています。",
            "正しい数や名前に書き換えてください。名前の一部なら「　」で囲んでください。",
        )


@BOOK.confirm_rule(
    "内部の覚え書きが残っている",
    "「要確認」「課長に確認」「差し替え予定」「後で追記」など、庁内の覚え書きが文章に残っている。",
    "（数字は課長に確認）",
)
def internal_note_left(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A note among colleagues that was left in a text."""
    for answer, words in _found(submission, _note):
        yield at(
            internal_note_left,
            answer,
            f"{name_of(answer)}に、庁内の覚え書きと読める「{words}」が残っています。",
            f"公表する文章だけにしてください。公表する文なら、{REPLY}",
        )


@BOOK.confirm_rule(
    "途切れた文",
    "中身のない箇条書き、「、」や「を」「は」で終わる文、閉じていない（ がある。",
    "・参加した市民と話し合い、",
)
def text_broken(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A sentence or list that breaks off."""
    for answer, words in _found(submission, _broken):
        yield at(
            text_broken,
            answer,
            f"{name_of(answer)}の文が「{words}」のところで途切れています。",
            "文の続きを書くか、余った記号を消してください。",
        )


def _broken(text: str) -> str:
    match = BROKEN.search(text.rstrip())
    if match and re.search(r"\w", text):  # nothing but signs is an empty field
        line = text.rfind("\n", 0, match.start()) + 1
        return text[max(line, match.start() - _BEFORE) : match.end()]
    opened = max(text.count("（") + text.count("(") - text.count("）") - text.count(")"), 0)
    return f"{text[text.rfind('（') :][:12]}" if opened and "（" in text else ""


@BOOK.confirm_rule(
    "文字化け",
    "文章に、文字コードの取り違えでできる文字の並びや、ホームページの符号（&nbsp; など）がある。",
    "縺薙ｓ縺ｫ縺｡縺ｯ",
)
def text_garbled(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Characters of a wrong encoding, or entities of HTML."""
    for answer, words in _found(submission, _first(GARBLED)):
        yield at(
            text_garbled,
            answer,
            f"{name_of(answer)}に、化けた文字か符号「{words}」があります。",
            "元の文章から書き直してください。",
        )
