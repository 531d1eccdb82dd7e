"""How a form is filled in: one text for the sheet 使い方 and for the page of the handbook.

The rules that also stand on the cover, in the input help and in the handbook have names here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from zushi_xl.form.check_words import (
    BY_CRITERIA,
    BY_RULE,
    DONE,
    DOUBT,
    EMPTY,
    ERROR_VALUE,
    FAR,
    LESS,
    MENDED,
    NO_AMOUNT,
    NO_FIGURE,
    NO_NUMBER,
    NOT_ASKED,
    NOT_LISTED,
    OVER_100,
    TO_CONFIRM,
    TO_MEND,
    TOO_LONG,
)
from zushi_xl.form.model import FieldType

TITLE = "様式の使い方"

NO_VALUE = "調べていない値は「未実施」、後で決まる値は「未確定」と書きます。"
NOT_DONE = "行わなかった{取り組み}の実施内容は「実施なし」と書きます。"
NO_BUDGET = "予算のない{取り組み}の実績額は「ー」と書きます。"
NOT_BLANK = "空欄のままだと、忘れたのか分かりません。"
GRADE = "評価は▼の一覧から選びます。記号だけ（A）を記入しても構いません。"
MORE_ROWS = (
    "番号（No.）の付いた表は、足りなければ行を挿入して書き足します。番号は直さなくて構いません。"
)
DOUBTS_MAY_STAY = "見直しと要確認は、内容が正しければそのままで構いません。"
SELF_CHECK = (
    "「自己点検_」で始まるファイルが一緒に届いたときは、それをブラウザで開き、記入したブックを入れると、"
    "提出の前に、{取りまとめ課}と同じ点検ができます。"
)
RETURN = "保存して、提出期限までに{取りまとめ課}へ返します。ファイルの名前は変えても構いません。"


class GuideHeading(NamedTuple):
    """The head of a part."""

    text: str


class GuideText(NamedTuple):
    """Sentences without a number or a mark before them."""

    text: str


class GuideList(NamedTuple):
    """Lines under each other; ``is_numbered``: one is done after the other."""

    lines: tuple[str, ...]
    is_numbered: bool = False


class GuideTable(NamedTuple):
    """Rows of as many texts as the head has."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


GuidePart = GuideHeading | GuideText | GuideList | GuideTable


class GuideScope(NamedTuple):
    """What a form asks for, and what the city calls the office and the lowest level ("": none)."""

    types: Set[FieldType] = frozenset(FieldType)
    office: str = "取りまとめ課"
    initiative: str = "取り組み"
    has_conditions: bool = True  # a field is asked for only in some cases
    has_tables: bool = True  # a division may extend
    has_criteria: bool = True  # rows of 評価基準 judge a rating by the values of KPIs

    def said(self, text: str) -> str:
        """A text of the guide in the words of the city."""
        return text.replace("{取りまとめ課}", self.office).replace("{取り組み}", self.initiative)


EVERYTHING = GuideScope()


def guide(scope: GuideScope = EVERYTHING) -> tuple[GuidePart, ...]:
    """The guide for a form: what it does not ask for is left out."""
    return tuple(_said(part, scope) for part in _parts(scope))


def _said(part: GuidePart, scope: GuideScope) -> GuidePart:
    match part:
        case GuideList(lines):
            return part._replace(lines=tuple(map(scope.said, lines)))
        case GuideTable(_, rows):
            return part._replace(rows=tuple(tuple(map(scope.said, row)) for row in rows))
        case _:
            return part._replace(text=scope.said(part.text))


def _parts(scope: GuideScope) -> Iterator[GuidePart]:
    yield GuideText(
        "Excel だけで書けます。マクロはありません。LibreOffice やタブレットの Excel でも開けます。"
    )
    yield GuideHeading("書く")
    yield GuideList(_STEPS, is_numbered=True)
    yield GuideHeading("値と評価の書き方")
    yield GuideList(tuple(_rules(scope)))
    yield GuideHeading("右の列「記入の確認」")
    yield GuideText("書いたとたんに変わります。印刷はされません。")
    yield GuideTable(("記号", "意味", "どうするか"), tuple(_signs(scope)))
    if doubts := tuple(_doubts(scope)):
        yield GuideText(f"{DOUBT} が出るのは、次のときです。")
        yield GuideTable(("出る言葉", "どんなときに"), doubts)
    yield GuideHeading("困ったとき")
    yield GuideTable(("こんなとき", "すること"), _TROUBLES)


_STEPS = (
    "「表紙」を見ます。提出期限、問い合わせ先、シートの一覧があります。"
    "「次に見る欄」を押すと、まだ書いていない欄へ移ります。",
    "黄色の欄だけを書きます。灰色の欄は、計画と前の年度の内容、ほかの課の欄で、変えられません。",
    "欄を選ぶと、書き方が出ます。右に ▼ が出る欄は、一覧から選べます。Tab キーで次の欄へ進みます。",
    f"「表紙」の未記入（差し戻しでは要修正も）が 0 になったか確かめます。{DOUBTS_MAY_STAY}",
    SELF_CHECK,
    RETURN,
)


def _rules(scope: GuideScope) -> Iterator[str]:
    if FieldType.YEARLY in scope.types:
        yield (
            "値は、単位を付けたままで構いません。64.1%、407団体、約1,900人、（67.5％）、全角の数字も、"
            "書いたとおりに読みます。"
        )
        yield f"{NO_VALUE}{NOT_BLANK}"
    if scope.initiative:
        yield NOT_DONE
    if scope.initiative and FieldType.MONEY in scope.types:
        yield NO_BUDGET
    if FieldType.RATING in scope.types:
        yield GRADE
    if scope.has_tables:
        yield MORE_ROWS


def _signs(scope: GuideScope) -> Iterator[tuple[str, str, str]]:
    yield from _SIGNS
    if scope.has_criteria:
        yield f"{BY_CRITERIA}：…", "書いた値から、評価基準で決まる評価", "評価の欄と見比べます。"


_SIGNS = (
    (EMPTY, "まだ書いていない必須の欄", "書きます。"),
    (DOUBT, "見直し：もう一度確かめてほしいところ",
     "間違いなら直します。正しければ、そのままで構いません。"),
    (f"{TO_MEND}　{TO_CONFIRM}", f"差し戻しの指摘（{TO_MEND}は要修正、{TO_CONFIRM}は要確認）",
     f"{TO_MEND}は直します。{TO_CONFIRM}は、正しければそのままで構いません。番号は「修正のお願い」の番号です。"),
    (DONE, f"{MENDED}", "することはありません。"),
    ("120字／300字", "書いた字数と、書ける字数", "超えても保存はできますが、短くします。"),
)  # fmt: skip


def _doubts(scope: GuideScope) -> Iterator[tuple[str, str]]:
    types = scope.types
    yield TOO_LONG, "字数が、書ける字数を超えている。"
    if FieldType.YEARLY in types:
        yield NO_FIGURE, "値の欄に、数字も、一覧の語（「未実施」「未確定」など）もない。"
        yield OVER_100, "割合が 100％ を超えている。"
        yield FAR, "前の年度の2倍を超えている、または半分より少ない。"
        yield LESS, "累計なのに、前の年度より減っている。"
    if FieldType.MONEY in types:
        yield NO_AMOUNT, "金額が円の数字になっていない。"
        yield "額は2行で", "予算事業が二つあるのに、額が2行になっていない。"
    if FieldType.NUMBER in types:
        yield NO_NUMBER, "数値の欄が数字になっていない。"
    if types & {FieldType.RATING, FieldType.PROGRAM, FieldType.CHOICE, FieldType.DIVISION}:
        yield NOT_LISTED, "一覧にない語がある（貼り付けたときに起こります）。"
    if scope.has_criteria:
        yield f"{BY_RULE}…", "値から評価基準で決まる評価と、違う評価を選んでいる。"
    if scope.has_conditions:
        yield NOT_ASKED, "ほかの欄の答えから、記入しないことになった欄に書いてある。"
    yield ERROR_VALUE, "数式の結果がエラーになっている。"


_TROUBLES = (
    ("行の高さが足りない", "行の境目を動かせます。書式の変更、並べ替え、コピーもできます。"),
    ("シートの名前を変えた、並べ替えた",
     "そのまま返してください。中身で見分けます（表紙からのリンクは使えなくなります）。"),
    ("灰色の欄が間違っている",
     "直さずに、{取りまとめ課}へ知らせてください。計画マスタを直して配り直します。"),
    ("ロックを外したい",
     "パスワードはありません。外しても読み取れますが、灰色の欄の変更は使われません。"),
    ("ファイルをなくした", "{取りまとめ課}へ知らせてください。作り直せます。"),
)  # fmt: skip


# ------------------------------------------------------------------ as a page


def guide_page(picture: str) -> str:
    """The guide in Markdown, ``picture`` (a line of it) after the first sentences."""
    first, *parts = guide()
    return (
        "\n\n".join([f"# {TITLE}（担当課の方へ）", *_markdown(first), picture, *_all(parts)]) + "\n"
    )


def _all(parts: Sequence[GuidePart]) -> Iterator[str]:
    for part in parts:
        yield from _markdown(part)


def _markdown(part: GuidePart) -> Iterator[str]:
    match part:
        case GuideHeading(text):
            yield f"## {text}"
        case GuideText(text):
            yield text
        case GuideList(lines, is_numbered):
            marks = (f"{n}." if is_numbered else "-" for n in range(1, len(lines) + 1))
            yield "\n".join(f"{mark} {line}" for mark, line in zip(marks, lines, strict=True))
        case GuideTable(head, rows):
            lined = (head, ("---",) * len(head), *rows)
            yield "\n".join(f"| {' | '.join(row)} |" for row in lined)
