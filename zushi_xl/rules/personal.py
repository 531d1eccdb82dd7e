"""What should not be published by accident: telephone numbers, mail addresses, names of persons.

A pattern cannot know a name. It sees what the honorifics 氏・様・さん stand behind, and leaves out
words of groups and kin (利用者様, お子さん); what it finds is a question, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Submission
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.rules.asked import REPLY, at, name_of, of_type
from zushi_xl.rules.registry import book_rules
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.ENTRY)

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    map(ord, "－ー―‐−–—"), ord("-")
)
_MAIL = regex(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = regex(
    r"(?<![\d-])(?:\(?0\d{1,4}\)?[- ]\d{1,4}[- ]\d{3,4}|0[5789]0\d{8}|0[1-9]\d{8}"
    r"|\(0\d{1,4}\)\d{1,4}-\d{3,4}|0\d{1,4}\(\d{1,4}\)\d{3,4})(?![\d-])"
    r"|内線[ 　:]*\d{2,}"
)
_KANJI = "一-鿿々ヶ"
_NAMED = regex(
    rf"(?<![{_KANJI}ァ-ヴー])"
    rf"([{_KANJI}]{{1,6}}|[ァ-ヴー]{{2,10}}|[{_KANJI}]{{1,4}}[ 　][{_KANJI}]{{1,4}})"
    r"(?:[ 　]?氏(?![名族神])|様(?![々子式相態])|さん(?![ぽご]))",
    having="氏様さ",
)
# What stands before an honorific and is nobody's name: whole words, and ends of words of groups.
_NO_NAMES = frozenset(
    "源平皆奥子娘孫嫁婿父母兄姉弟妹爺婆友客神王殿姫両模仕同多有異一別人摂彼若何方"
)
_GROUPS = (
    *"者民員会社校園所課達体店客親業主長",
    *(
        "家族",
        "各位",
        "農家",
        "父母",
        "生徒",
        "学生",
        "先生",
        "医師",
        "教師",
        "講師",
        "職人",
        "外国人",
    ),
)


@BOOK.confirm_rule(
    "個人情報らしい記載",
    "公開する文章の欄に、電話番号、メールアドレス、または氏・様・さんのついた名前らしい語がある。",
    "「講師は山田太郎氏（046-000-0000）」と書いた。",
)
def personal_information(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """What looks like a phone number, an address or a name in a published text."""
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        found = tuple(personal_parts(answer.text)) if answer.slot.field.published else ()
        if found:
            yield at(
                personal_information,
                answer,
                f"{name_of(answer)}に、個人情報らしい記載「{'」「'.join(found)}」があります。",
                "公開してよいか本人と確かめ、よくなければ、名前や連絡先を除いて書き直してください。"
                f"公開してよければ、{REPLY}",
                "個人を特定しない文章",
            )


def personal_parts(text: str) -> Iterator[str]:
    """The parts of a text that look like somebody's name or address, in its order.

    >>> list(personal_parts("講師の山田太郎氏と利用者様。電話０４６－０００－００００"))
    ['山田太郎氏', '０４６－０００－００００']
    """
    plain = text.translate(_HALF)
    spans = [match.span() for pattern in (_MAIL, _PHONE) for match in pattern.finditer(plain)]
    spans += [m.span() for m in _NAMED.finditer(text) if _may_be_a_name(m[1])]
    yield from dict.fromkeys(text[start:end] for start, end in sorted(spans))


def _may_be_a_name(word: str) -> bool:
    return word not in _NO_NAMES and not word.endswith(_GROUPS)
