"""Six divisions of the invented town, each in another state, and two rules that are off.

The words are typed by hand from the table 提出の状態 of docs/約束.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.suite.pages import Case, Change, Step
from tests.suite.town import AS_SENT, INPUTS, write_case

STATES = {
    "福祉課": "要修正",
    "町民課": "要確認",  # its doubt is explained, and nobody has accepted that yet
    "環境課": "受理",
    "産業課": "未提出",
    "図書課": "未記入",
    "建設課": "読めない",
}
WITH_COUNTS = {**STATES, "福祉課": "要修正 1", "町民課": "要確認（説明済み 1）"}
RECEIVED = "提出 3／6 課（未提出：産業課　読めない：建設課　未記入：図書課）"
OFF = [  # id, name, reason, day; the second without a word
    ("budget-inexact", "おおよその金額", "概算で報告する事業がある", "2025-04-01"),
    ("kpi-negative", "負のKPI", "", None),
]
OFF_LINE = "点検しないルール：2 件。おおよその金額（budget-inexact）、負のKPI（kpi-negative）"


def _masters() -> Iterator[Change]:
    """Divisions that lead nothing and help in a measure; the rules."""
    for circled, name in zip("④⑤⑥", ("産業課", "図書課", "建設課"), strict=True):
        yield Change("担当課", "追加", f"課名＝{name}；備考＝例示")
        yield Change(
            "取り組み",
            "追加",
            f"コード＝1-1-②-{circled}；番号＝{circled}；名称＝{name}の手伝い；担当課＝{name}；"
            "説明＝例示です。；総合戦略＝ー；予算事業名＝ー；状態＝継続；前年度実施内容＝例示；"
            "備考＝例示",
        )
    for rule, _, reason, day in OFF:
        said = f"；理由＝{reason}；決めた日＝{day}" if day else ""
        yield Change("点検ルール", "追加", f"ルール＝{rule}；重大度＝点検しない{said}")


def write_year(folder: Path) -> None:
    """Masters and returned books."""
    steps = (
        Step("福祉課", "記入", "1-1-① 今後の対応", ""),
        Step("町民課", "記入", "1-1-② KPI1 2024年度", "89団体以上"),
        Step("町民課", "差し戻しへの回答", "1", "数え方を確かめています"),
        *(Step(name, AS_SENT, "", "") for name in ("産業課", "図書課", "建設課")),
    )
    write_case(Case("", "", True, "", steps, tuple(_masters())), folder)
    (folder / INPUTS / "産業課.xlsx").unlink()
    (folder / INPUTS / "建設課.xlsx").write_bytes(b"PK\x03\x04 broken off")
