"""The counts of the year as sentences, for 総括."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from zushi_xl.findings.finding import Severity
from zushi_xl.plan.levels import Level
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.facts import (
    KpiStanding,
    KpiVerdict,
    Move,
    evaluations_of,
    findings_without_mark,
    main_scale,
    marked_cells,
    money_of,
    move_of,
    rated_level,
)
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import yen
from zushi_xl.report.review import Review

UNRATED = "未評価"
_MOST_NAMED = 5  # programs that 総括 names; 予算一覧 names all


def sentences(report: Report, standings: Collection[KpiStanding]) -> Iterator[str]:
    """What the counts say."""
    level = rated_level(report)
    if level is not None:
        yield _grade_sentence(report, level)
        yield from _move_sentence(report, level)
    yield from _kpi_sentence(standings)
    if report.has_programs:
        yield _money_sentence(report)
    yield from _return_sentence(report)
    yield from _doubt_sentences(report)


def _doubt_sentences(report: Report) -> Iterator[str]:
    """The marks that the pages bear, and the findings that no field can bear."""
    marks = Counter(report.review_at(source) for source in marked_cells(report))
    told = [f"「{r.label}」{marks[r]}か所" for r in (Review.ERROR, Review.CONFIRM) if marks[r]]
    if told:
        yield f"確かめ終わっていない欄に{'、'.join(told)}を記し、理由をメモに示します。"
    others = Counter(finding.severity for finding in findings_without_mark(report))
    more = [f"{s.label} {others[s]}件" for s in (Severity.ERROR, Severity.CONFIRM) if others[s]]
    if more:
        yield f"欄に記せない指摘（シートがないなど）が{'、'.join(more)}あり、点検結果に示します。"


def shown_grades(report: Report, level: Level, given: Iterable[str]) -> list[Grade]:
    """Ranked grades always; others where somebody gave them."""
    symbols = set(given)
    return [
        grade
        for grade in main_scale(report, level)
        if grade.grade_class is GradeClass.RANKED or grade.symbol in symbols
    ]


def _grade_sentence(report: Report, level: Level) -> str:
    evaluations = evaluations_of(report, level)
    name = report.plan.word(level)
    counts = Counter(e.grade.symbol for e in evaluations if e.grade)
    told = [f"{g.symbol} {counts[g.symbol]}件" for g in shown_grades(report, level, counts)]
    none = sum(e.grade is None for e in evaluations)
    told += [f"{UNRATED} {none}件"] if none else []
    return f"{name}{len(evaluations)}件の評価は、{'、'.join(told) or 'ありません'}です。"


def _move_sentence(report: Report, level: Level) -> Iterator[str]:
    moves = Counter(move_of(report, e) for e in evaluations_of(report, level))
    compared = sum(moves[m] for m in (Move.UP, Move.SAME, Move.DOWN))
    if compared:
        yield (
            f"前年度と比べられる{compared}件のうち、評価が上がったもの {moves[Move.UP]}件、"
            f"同じもの {moves[Move.SAME]}件、下がったもの {moves[Move.DOWN]}件です。"
        )


def _kpi_sentence(found: Collection[KpiStanding]) -> Iterator[str]:
    counts = Counter(s.verdict for s in found)
    if found:
        told = "、".join(f"{verdict.value} {counts[verdict]}件" for verdict in KpiVerdict)
        why = Counter(s.without for s in found if s.verdict is KpiVerdict.NONE)
        reasons = "、".join(f"{word} {number}件" for word, number in why.items())
        yield f"KPI{len(found)}件のうち、{told}{f'（{reasons}）' if reasons else ''}です。"


def _money_sentence(report: Report) -> str:
    money = money_of(report)
    text = f"予算事業は{len(report.programs)}件、実績額の合計は{yen(money.reported)}です"
    if not money.stated:
        text = f"予算事業は{len(report.programs)}件で、合計に入る実績額はありません"
    if money.left_out:
        text += f"（合計に入れていない事業：{money.left_out_text(_MOST_NAMED)}）"
    return text + "。"


def _return_sentence(report: Report) -> Iterator[str]:
    for word, names in report.outstanding.items():
        unit = report.plan.books_of(names)
        whose = "その課の" if unit == "課" else "その"
        yield (
            f"{len(names)}{unit}（{'、'.join(names)}）の報告がまだありません。"
            f"{whose}欄は「{word}」と示します。"
        )
