"""Rules about what must be written and what must not be left: any field, whatever it means."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity
from zushi_xl.quantity.field_context import BARE_RATE
from zushi_xl.quantity.typed import NEGATIVE_PERCENT
from zushi_xl.report.kpi import points
from zushi_xl.rules.asked import (
    REPLY,
    at,
    has_other_unit,
    is_blank,
    name_of,
    of_type,
    plain,
    said,
    says_nothing,
    why_unusable,
)
from zushi_xl.rules.conditional import is_needed
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.reported_amounts import is_of_program
from zushi_xl.rules.settings import threshold
from zushi_xl.text.folding import fold
from zushi_xl.workbook.metrics import LONGEST_TEXT, MOST_LINES, utf16_length

BOOK = book_rules(RuleArea.ENTRY)

_TEXTS = (FieldType.TEXT, FieldType.LINE)
_FIGURES = (FieldType.YEARLY, FieldType.MONEY, FieldType.NUMBER, FieldType.DATE)


@BOOK.error_rule(
    "必須の欄が空",
    "様式定義で必須とした欄に何も書かれていないか、文章の欄に「ー」「・」「。」などの記号しかない。"
    "評価の欄は rating-missing による。",
    "「今後の対応」が空欄のまま提出された。",
)
def required_empty(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A required field that says nothing; ratings have a rule of their own."""
    for answer in submission.answers.values():
        is_rating = answer.slot.field.type is FieldType.RATING
        if is_rating or not says_nothing(answer):
            continue
        if is_needed(plan, form, submission, answer):
            signs = f"（「{said(answer)}」だけです）" if not is_blank(answer) else ""
            yield at(
                required_empty,
                answer,
                f"{name_of(answer)}が書かれていません{signs}。",
                _how_to_fill(answer),
                "記入",
            )


@BOOK.error_rule(
    "何も記入されていないシート",
    "課が記入すべき欄が、一枚のシートで一つも記入されていない。"
    "そのシートの欄ごとの「空」の指摘は出さない。",
    "5-1-③ のシートが、配られたままの状態で提出された。",
)
def sheet_blank(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A sheet on which the division wrote nothing."""
    sheets: dict[str, list[Answer]] = {}
    for answer in submission.answers.values():
        sheets.setdefault(answer.source.sheet, []).append(answer)
    for answers in sheets.values():
        needed = [a for a in answers if is_needed(plan, form, submission, a)]
        if len(needed) > 1 and all(map(_is_as_distributed, answers)):
            labels = "、".join(dict.fromkeys(plain(answer.slot.label) for answer in needed))
            code = min((answer.key.code for answer in answers), key=len)
            yield sheet_blank.at(
                needed[0].source,
                f"{code} のシートに、まだ何も記入されていません（必須の欄が{len(needed)}か所）。",
                f"このシートの欄に記入してください（{labels}）。",
                division=needed[0].slot.owner,
                code=code if code in plan.section_by_code else needed[0].key.code,
                expected="記入",
            )


def _is_as_distributed(answer: Answer) -> bool:
    return is_blank(answer) or fold(answer.text) == fold(answer.slot.prefilled)


def _how_to_fill(answer: Answer) -> str:
    """The form's own instruction, so that check and instruction cannot contradict."""
    help_text = answer.slot.field.help.strip()
    return f"この欄に記入してください。{help_text}" if help_text else "この欄に記入してください。"


@BOOK.error_rule(
    "選択肢にない答え",
    "選択の欄に、選択肢にない語が書かれている。",
    "「継続・見直し・終了」の欄に「続ける」と書いた。",
)
def choice_unknown(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """An answer that is none of the choices."""
    for answer in of_type(submission, FieldType.CHOICE):
        if answer.refused:
            choices = "・".join(answer.slot.field.choices)
            yield at(
                choice_unknown,
                answer,
                f"{name_of(answer)}の「{said(answer)}」は選択肢にありません。",
                f"{choices} のどれかを選んでください。",
                choices,
            )


@BOOK.error_rule(
    "読み取れない値",
    "数値・日付・コードの欄を、その型の値として読み取れない。文章の欄がチェックの有無だけのときも。"
    "KPIと金額は別のルールによる。",
    "数値の欄に「10件と5件」と書いた。",
)
def value_unreadable(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A value that its type cannot be read from; KPIs and money have their own rules."""
    for answer in of_type(submission, *_HOW_TO_TYPE):
        reason = why_unusable(answer)
        if reason:
            yield at(
                value_unreadable,
                answer,
                f"{name_of(answer)}の「{said(answer)}」を値として読めません（{reason}）。",
                _HOW_TO_TYPE[answer.slot.field.type],
                answer.slot.field.type.value,
            )


@BOOK.confirm_rule(
    "読み取りに疑いのある値",
    "値は読み取れたが、表示と中身が食い違う、数値や金額の欄に負の数や見込みを書いたなど、"
    "書き方に疑いがある。",
    "セルの値は0なのに「－」と表示されている。",
)
def value_doubtful(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A value that was read, but whose writing is in doubt."""
    for answer in of_type(submission, *_FIGURES):
        doubts = "。".join(_open_doubts(plan, answer))
        if doubts and not why_unusable(answer):
            yield at(
                value_doubtful,
                answer,
                f"{name_of(answer)}「{said(answer)}」：{doubts}。",
                f"値と書き方を確かめ、誤りなら記入し直してください。正しければ、{REPLY}",
            )


def _open_doubts(plan: Plan, answer: Answer) -> Iterator[str]:
    """What the reader remarked and no other rule judges: units, signs, fractions have theirs."""
    kpi, field = answer.slot.kpi, answer.slot.field
    is_further = field.type is FieldType.YEARLY and field.meaning is not Meaning.ACTUAL
    for sentence in answer.quantity.conflicts if answer.quantity else ():
        is_known = kpi is not None and not is_further and points(kpi, plan)
        is_judged = sentence == BARE_RATE and is_known
        has_rule = has_other_unit(answer) and field.type is not FieldType.NUMBER and not is_further
        if not (is_judged or sentence == NEGATIVE_PERCENT or has_rule):
            yield sentence
    is_amount = field.type is FieldType.MONEY and not is_of_program(answer)
    is_typed = field.calculation is None and (is_amount or field.type is FieldType.NUMBER)
    if is_typed and answer.quantity is not None:
        yield from _doubts_of_sign(answer.quantity)


def _doubts_of_sign(quantity: Quantity) -> Iterator[str]:
    """Excel makes a negative number of (5) typed in narrow brackets; as a text it is a plan."""
    if quantity.value is not None and quantity.value < 0:
        yield "負の数です。半角の( )で囲んだ値は、Excelが負の数に変えます"
    elif quantity.planned and not quantity.is_missing:
        yield "( )や「予定」のついた値で、実績か見込みか、負の数のつもりか分かりません"


_HOW_TO_TYPE = {
    **dict.fromkeys((*_TEXTS, FieldType.PROGRAM, FieldType.DIVISION), "文字で書いてください。"),
    FieldType.NUMBER: "数値を一つだけ記入してください。",
    FieldType.DATE: "「2025年3月31日」のように、年月日を一つ記入してください。",
    FieldType.STRATEGY: "「4-2-①-1」の形で記入してください。なければーとします。",
}


@BOOK.confirm_rule(
    "長すぎる文章",
    "文章が、様式定義の最大文字数を超えている（数え方は様式の表示と同じ）。",
    "600字の欄に 734字 書いた。",
)
def too_long(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A text longer than the form allows."""
    for answer in of_type(submission, *_TEXTS):
        limit, length = answer.slot.field.max_length, len(answer.used)
        if limit and length > limit:
            yield at(
                too_long,
                answer,
                f"{name_of(answer)}は{length}字で、上限を{length - limit}字超えています。",
                f"{limit}字以内に縮めてください。",
                f"{limit}字以内",
            )


@BOOK.confirm_rule(
    "一つのセルに入らない文章",
    "Excel の一つのセルに入る長さ（32,767字）か、1,000行を超える。評価書や差し戻しのブックには"
    "先頭だけが入り、全文は収集結果.json と公開データにある。",
    "ほかのプログラムで作ったブックの補足説明に4万字ある。",
)
def text_beyond_cell(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A text longer than one cell of Excel can hold."""
    for answer in submission.answers.values():
        if answer.is_overlong:  # its own finding says so
            continue
        name, length = name_of(answer), len(answer.text)
        lines = answer.text.rstrip().count("\n") + 1
        fault = ""
        if length > LONGEST_TEXT // 2 and utf16_length(answer.text) > LONGEST_TEXT:
            most = f"{LONGEST_TEXT:,}字まで"
            fault = f"{name}は{length:,}字あり、Excel の一つのセルに入りません。"
        elif lines > MOST_LINES:
            most = f"{MOST_LINES:,}行まで"
            fault = f"{name}は{lines:,}行あり、評価書に載せる長さを超えています。"
        if fault:
            yield at(
                text_beyond_cell,
                answer,
                f"{fault}ブックには先頭だけを載せます。",
                "短くまとめ、詳しい内容は別の資料にしてください。",
                most,
            )


@BOOK.info_rule(
    "一覧で途中までになる値",
    "KPI の値が文章で、KPI一覧の欄に入らないため、一覧には途中までを示す。"
    "全文は施策のページにある。",
    "実績の欄に100字の説明がある。",
    "30",
)
def kpi_words_begun(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A KPI in words too long for the list of KPIs."""
    most = threshold(plan, kpi_words_begun)
    for answer in of_type(submission, FieldType.YEARLY):
        if len(answer.text) > most:
            yield at(
                kpi_words_begun,
                answer,
                f"{name_of(answer)}は{len(answer.text):,}字あり、KPI一覧には途中までを示します。",
                "全文は施策のページにあります。短く書けるときは、値だけを書いてください。",
                f"{most}字まで",
            )
