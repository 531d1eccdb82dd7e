"""The columns 役割 and コード of a draft, guessed from labels and from the names of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.adopt.own_form.columns import SUBJECT
from zushi_xl.adopt.own_plan.targets import PlanNames
from zushi_xl.form.model import Block, Meaning
from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan

SURE, LIKELY = 0.9, 0.6
_ENOUGH = 0.8  # below it the row is marked 要確認
_REQUIRED = (Meaning.RATING.value, Meaning.ACTUAL.value)
_FIGURES = ("数値", "金額", "一行")

# By the whole label, then by a part of it; folded, without what stands in brackets.
_WHOLE: Mapping[str, str] = {
    Meaning.RATING: "(進捗状況|進捗|達成度|総合|最終|自己|内部|一次)?評価(区分|結果)?"
    "|達成状況|進捗区分",
    Meaning.ACTUAL: "実績値?|(令和|平成|r)?(元|[0-9]+)年度実績値?|現状値",
    Meaning.AMOUNT: "(事業費)?(決算|実績|支出済)額?|事業費|(令和|平成|r)?(元|[0-9]+)年度決算額?",
    Meaning.PROGRAM: "予算(事業名?|科目)",
    Meaning.STRATEGY: "総合戦略(コード)?",
    Meaning.REMARKS: "補足説明|課題|評価の?理由|(要因)?分析",
    Meaning.NEXT_STEPS: "今後の(対応|方向性?|取組|取り組み|展開|方針)|改善策|次年度の(対応|取組)",
    Meaning.DESCRIPTION: "(事業|取組)の?(概要|内容|説明)|概要",
    Meaning.RESULTS: "実施(内容|状況)|取組(実績|状況)|取り組み(実績|状況)|主な取組(内容)?",
}
_PART: Mapping[str, str] = {
    Meaning.NEXT_STEPS: "今後の|改善",
    Meaning.REMARKS: "課題|補足|反省|理由",
    Meaning.RESULTS: "実施内容|実施状況|取組内容",
    Meaning.AMOUNT: "決算額",
    Meaning.RATING: "評価$",
    Meaning.ACTUAL: "実績値",
}
_KPI = "kpi|(成果|活動)?指標(名|の名称)?|重要業績評価指標|目標指標"
_ITEM = "(事務)?事業(名|の名称)称?|(取組|取り組み|施策)(名|の名称)称?"
_BRACKETS = re.compile(r"[（(【〔\[][^）)】〕\]]{0,40}[）)】〕\]]")
Row = dict[str, str]


class _Guess(NamedTuple):
    role: str
    confidence: float
    code: str = ""


def with_roles(rows: Iterable[Row], plan: Plan) -> list[Row]:
    """The rows of 項目 with 役割 and コード as far as their labels tell them; what is less than
    sure is marked."""
    guesses = _Guesses(plan)
    first: set[tuple[str, str, str, str]] = set()
    out = []
    for row in rows:
        guess = guesses.of(row)
        place = (row["原本シート"], _line(row), guess.role, guess.code) if guess else None
        out.append(_with(row, guess) if guess and place not in first else row)
        if place:
            first.add(place)
    return out


def _line(row: Row) -> str:
    """What repeats together: the fields of one table, of one of its rows, or those of no table."""
    return "／".join((row["繰り返し"], row["回数"], row["番号"]))


def _with(row: Row, guess: _Guess) -> Row:
    reason = f"役割「{guess.role}」は見出しから（確信度{guess.confidence:.1f}）"
    if guess.code and guess.role != SUBJECT:
        reason += f"、コード「{guess.code}」は計画マスタの名前から"
    return {
        **row,
        "役割": guess.role,
        "コード": guess.code,
        "必須": "○" if guess.role in _REQUIRED else row["必須"],
        "確認": row["確認"] if guess.confidence >= _ENOUGH else "要確認",
        "根拠": f"{row['根拠']}。{reason}",
    }


class _Guesses:
    """What labels mean where a plan is known."""

    def __init__(self, plan: Plan) -> None:
        self._names = PlanNames(plan)
        self._subjects = list(_subjects(plan))

    def of(self, row: Row) -> _Guess | None:
        *above, last = row["ラベル"].split("／")
        label = match_key(_BRACKETS.sub("", last))
        block = next((b for pattern, b in self._subjects if re.fullmatch(pattern, label)), None)
        code = self._code(above)
        if block is not None and not code:
            return _Guess(SUBJECT, SURE, self._word(block))
        role, confidence = _role(label)
        if not role or (role == Meaning.ACTUAL and row["型"] not in _FIGURES):
            return None
        return _Guess(role, confidence, code)

    def _code(self, above: Sequence[str]) -> str:
        """The item that a printed head of the row or of the block names."""
        for text in reversed(above):
            for block in self._names.blocks.values():
                item = self._names.item(text, block)
                if item is not None:
                    return item.name
        return ""

    def _word(self, block: Block) -> str:
        return next(word for word, known in self._names.words.items() if known is block)


def _subjects(plan: Plan) -> Iterator[tuple[str, Block]]:
    """Labels of fields that name an item, and the level that they name."""
    yield _KPI, Block.KPI
    for level in plan.levels:
        word = re.escape(match_key(level.name))
        block = Block.INITIATIVE if level.kind is Level.INITIATIVE else Block[level.kind.name]
        yield f"{word}(名|名称|の名称)?", block
    lowest = plan.levels[-1].kind
    yield _ITEM, Block.INITIATIVE if lowest is Level.INITIATIVE else Block[lowest.name]


def _role(label: str) -> tuple[str, float]:
    for role, pattern in _WHOLE.items():
        if re.fullmatch(pattern, label):
            return str(role), SURE
    for role, pattern in _PART.items():
        if re.search(pattern, label):
            return str(role), LIKELY
    return "", 0.0
