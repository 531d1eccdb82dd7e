"""Rules about what was left in a text by mistake: notes for oneself, broken lines, mojibake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.returned.submission import Answer, Submission
from zushi_xl.rules.asked import REPLY, at, name_of, of_type
from zushi_xl.rules.registry import book_rule

_TEXTS = (FieldType.TEXT, FieldType.LINE)
_BULLET = "・･•●○■□◆◇▪*＊"
_COUNTED = "[人名件回年月日円団体世帯校社か所箇ヶケ％%個台冊部歳時分]"
_MARKS = re.compile(
    r"(?<![一二三四五六七八九十百千〇])([〇○◯●△▲□■◇◆✕＊*＿_])\1+(?![一二三四五六七八九十百千])"
    r"|(?<![A-Za-zＡ-Ｚａ-ｚァ-ヶー])××+(?![A-Za-zＡ-Ｚａ-ｚァ-ヶー])"
    rf"|(?<![A-Za-zＡ-Ｚａ-ｚ])[XxＸｘ]{{2,}}(?={_COUNTED})"
    r"|(?<![一二三四五六七八九十百千〇○◯0-9０-９])[〇○◯●](?=[人回件名年月日円])"
    r"|[（(][ 　\t]*[）)]"
    r"|(?:令和|平成|20)[ 　]+年"
    r"|(?<![ぁ-んァ-ヶ一-龥A-Za-z0-9０-９])[?？](?=[人名件回円])|(?<=約)[?？]"
    r"|(?:約|計|延べ)[ 　]+(?=[人名件回円](?![一-龥]))"
    r"|^[（(【]?(?:ここに)?.{0,8}(?:を|してから)?(?:記入|入力|選択)して(?:ください|下さい)[。）)】]?$",
    re.MULTILINE,
)
_NAMES = re.compile(
    r"[「『][^「」『』\n]{0,30}[」』]"  # a title quoted: 「○○のまち」
    r"|[〇○◯]{2}の(?:まち|家|森|日|会|里|広場|ひろば|学校)"
)
_NOTE = re.compile(
    r"要(?:確認|修正|調整|検討箇所|差替|差し替え|入力|記入|追記)|(?:[【（(※]|後日)差し?替え|差し?替え(?:予定|中|済|ます|てください|る$)"
    r"|仮置き|仮の(?:数字|値|文)|(?:後|あと)で(?:追記|記入|修正|差し?替|入力|確認|更新|直)"
    r"|(?:課長|部長|係長|次長|主幹|市長|副市長)(?:に|へ|と|の)?(?:要)?(?:確認|相談|了解|決裁|レク|指示待)"
    r"|[（(※](?:課長|部長|係長)(?:修正|指示|確認)|[課係](?:に|へ)確認中|暫定(?:値|版)|[［\[【（(]メモ[］\]】）)]"
    r"|決裁(?:待ち|前|後に)|下書き|ドラフト|たたき台|TODO|ＴＯＤＯ|TBD|ＴＢＤ|Lorem ipsum"
    r"|[（(【]担当[課者]?(?:で|にて|が)?(?:記入|入力)"
    r"|※(?:後日|仮|ここ|数字|未確定|確認|企画課|財政課)|ここ(?:を|は|に)?(?:修正|直す|追記|入れる)"
    r"|[（(※★☆](?:数値)?(?:確認|調整|作業|作成)中|^(?:確認|作業|作成)中[。）)]?$"
    r"|[★☆](?=ここ|要|修正|確認|未|$)|[?？]{2,}",
    re.MULTILINE | re.IGNORECASE,
)
_BROKEN = re.compile(
    rf"^[{_BULLET}][ 　]*(?:[{_BULLET}][ 　]*)*$"
    rf"|^[・･]{{2,}}"
    rf"|[^\n]{{0,12}}[、，](?=[ 　]*(?:\n[ 　]*[{_BULLET}]|\Z))"
    rf"|[^\n]{{0,12}}。。"
    rf"|[^\n]{{0,12}}(?:[をはがへ]|とともに|により|における)(?=[ 　]*(?:\n[ 　]*[{_BULLET}]|\Z))",
    re.MULTILINE,
)
_GARBLED = re.compile(
    "\ufffd|ï¿½|縺(?!れ)|(?:[繧繝][^\n]?){3,}|(?:ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ“”•–—˜™š›œ]){2}|(?:譁|蟄)[怜喧].?[縺繧繝]"
)


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
    return _first(_NOTE)(_NAMES.sub("名", text))


def _mark(text: str) -> str:
    """A mark in place of something; not one in a name."""
    return _first(_MARKS)(_NAMES.sub("名", text))


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "仮の文字が残っている",
    "〇〇、××、XX人、（　）など、あとで埋めるつもりの文字が文章に残っている。"
    "「　」の中の名前と、A××B のような掛け合わせは指摘しない。",
    "参加者〇〇人で実施した。",
)
def placeholder_left(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer, words in _found(submission, _mark):
        yield at(
            placeholder_left,
            answer,
            f"{name_of(answer)}に、仮の文字「{words}」が残っています。",
            "正しい数や名前に書き換えてください。名前の一部なら「　」で囲んでください。",
        )


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "内部の覚え書きが残っている",
    "「要確認」「課長に確認」「差し替え予定」「後で追記」など、庁内の覚え書きが文章に残っている。",
    "（数字は課長に確認）",
)
def internal_note_left(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer, words in _found(submission, _note):
        yield at(
            internal_note_left,
            answer,
            f"{name_of(answer)}に、庁内の覚え書きと読める「{words}」が残っています。",
            f"公表する文章だけにしてください。公表する文なら、{REPLY}",
        )


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "途切れた文",
    "中身のない箇条書き、「、」や「を」「は」で終わる文、閉じていない（ がある。",
    "・参加した市民と話し合い、",
)
def text_broken(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer, words in _found(submission, _broken):
        yield at(
            text_broken,
            answer,
            f"{name_of(answer)}の文が「{words}」のところで途切れています。",
            "文の続きを書くか、余った記号を消してください。",
        )


def _broken(text: str) -> str:
    match = _BROKEN.search(text.rstrip())
    if match and re.search(r"\w", text):  # nothing but signs is an empty field
        return match[0]
    opened = max(text.count("（") + text.count("(") - text.count("）") - text.count(")"), 0)
    return f"{text[text.rfind('（') :][:12]}" if opened and "（" in text else ""


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "文字化け",
    "文章に、文字コードの取り違えでできる文字の並びがある。",
    "縺薙ｓ縺ｫ縺｡縺ｯ",
)
def text_garbled(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer, words in _found(submission, _first(_GARBLED)):
        yield at(
            text_garbled,
            answer,
            f"{name_of(answer)}に、化けた文字「{words}」があります。",
            "元の文章から書き直してください。",
        )
