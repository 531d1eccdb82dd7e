"""What the reader made of a mutated book, field by field, held against the truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.reading.mutations import Mutated
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.layout import Key
from zushi_xl.returned.submission import Reader
from zushi_xl.text.cleaning import clean
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.xlsx_in import read_workbook

_OF_SHEETS = (
    "sheet-missing",
    "sheet-twice",
    "sheet-unsure",
    "lines-at-odds",
    "line-doubled",
    "block-retitled",
)


_ELSE_SAID = {
    "sheet-unsure": "sheet-missing",
    "lines-at-odds": "prefilled-changed",
    "block-added": "block-retitled",
}
"""What says the same of a book whose tags or blocks another mutation has taken away."""


@dataclass
class Verdict:
    """Fields by what became of them, and a line for each thing to look at."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, note: str = "") -> None:
        self.counts[kind] += 1
        if note:
            self.notes.append(f"{kind}: {note}")


def judge(reader: Reader, mutated: Mutated, path: Path) -> Verdict:
    """Read the file and compare."""
    verdict = Verdict()
    try:
        read = read_workbook(path)
        result = read if isinstance(read, Unreadable) else reader.read(read)
    except Exception as error:  # every traceback is a failure to be counted
        verdict.add("traceback", f"{type(error).__name__}: {error}")
        return verdict
    if isinstance(result, Unreadable):
        verdict.add("traceback", f"unreadable: {result.reason}")
    elif isinstance(result, Finding):
        _refused(verdict, mutated, result)
    else:
        _fields(verdict, mutated, result)
        _findings(verdict, mutated, result)
    return verdict


def _refused(verdict: Verdict, mutated: Mutated, finding: Finding) -> None:
    truth = mutated.truth
    kind = "reported" if truth.whole == finding.rule else "lost"
    for key in (*truth.texts, *truth.values):
        verdict.add(kind, "" if kind == "reported" else f"{key} {finding.rule}")


def _fields(verdict: Verdict, mutated: Mutated, submission: Submission) -> None:
    truth = mutated.truth
    for key in mutated.book.places:
        answer = submission.answers.get(key)
        told = reported(submission, mutated, key, answer)
        if key in truth.refused:
            fine = answer is not None and bool(answer.refused)
        elif key in truth.gone:
            fine = answer is not None and not answer.used.strip()  # required-empty says so
        else:
            fine = answer is not None and _is_right(truth, key, answer)
        said = f"{key} {answer.text if answer else None!r} ← {truth.texts.get(key, truth.values.get(key))!r}"
        if fine:
            verdict.add("right")
        elif told:
            verdict.add("reported")
        elif answer is None or not answer.used.strip():
            verdict.add("lost", said)
        else:
            verdict.add("wrong", said)


def _is_right(truth: object, key: Key, answer: Answer) -> bool:
    values, texts = truth.values, truth.texts  # type: ignore[attr-defined]
    if key in values:
        return answer.quantity is not None and answer.quantity.value == values[key]
    expected = clean(texts[key]).text
    return (
        fold(answer.text) == fold(expected)
        and clean(answer.text).text.rstrip() == expected.rstrip()
    )


def reported(
    submission: Submission, mutated: Mutated, key: Key, answer: Answer | None
) -> list[object]:
    """Findings that lead a person to this field."""
    quantity = answer.quantity if answer else None
    if quantity is not None and quantity.conflicts:
        return [*submission.findings, *quantity.conflicts]
    label, section = mutated.book.slots[key].label, mutated.book.section(key)
    return [
        finding
        for finding in submission.findings
        if (answer is not None and finding.source == answer.source)
        or (finding.code == key.code and label in finding.field)
        or (finding.code in (key.code, section) and finding.rule in _OF_SHEETS)
        or (finding.rule == "stray-text" and mutated.truth.texts.get(key, "?") in finding.given)
        or (finding.rule == "field-lost" and key.code in finding.message)
    ]


def _findings(verdict: Verdict, mutated: Mutated, submission: Submission) -> None:
    truth = mutated.truth
    for rule, quoted, _ in truth.must:
        if any(
            (f.rule == rule and quoted in f.given) or f.rule == _ELSE_SAID.get(rule)
            for f in submission.findings
        ):
            verdict.add("said")
        else:
            rules = sorted({f.rule for f in submission.findings})
            verdict.add("unsaid", f"{rule} {quoted!r}; came: {rules}")
    if truth.quiet:
        for finding in submission.findings:
            verdict.add(
                "noise", f"{finding.rule} {finding.place} {finding.message} {finding.given[:60]}"
            )
