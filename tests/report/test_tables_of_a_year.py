"""The rows of the tables of a small year (``tests.publish.small``), typed from what it answers."""

from __future__ import annotations

from dataclasses import replace

from tests.publish import small
from tests.publish.small import WELFARE, finding, report
from zushi_xl.findings.finding import Severity
from zushi_xl.form.layout import Key
from zushi_xl.report.model import Report
from zushi_xl.report.tables import tidy_tables

PLACE = ["コード", "柱番号", "取り組みの方向番号", "具体的施策番号", "名称", "担当課"]


def year() -> Report:
    """The small year with 基本目標 and 人口見通し, three answers of it in doubt."""
    made = report(small.plan(goals=(small.goal(),), population=small.population()))
    doubts = (
        finding(
            "甲", Severity.CONFIRM, source=made.answers[Key("1-1-①", name)].source, division=WELFARE,
            waived=name == "remarks",
        )
        for name in ("meetings", "remarks", "memo")
    )  # fmt: skip
    return replace(made, findings=tuple(doubts))


def rows(file: str, *left_out: str) -> list[dict[str, str]]:
    """What stands in the cells that are not empty, by header."""
    table = next(t for t in tidy_tables(year()) if t.file == file)
    found = [{c.header: c.value(row) for c in table.columns} for row in table.rows]
    return [
        {h: str(v) for h, v in row.items() if v not in ("", None) and h not in left_out}
        for row in found
    ]


def test_evaluations() -> None:
    assert rows("評価.csv", "西暦年度", "担当課") == [
        {
            "階層": "柱",
            "コード": "1",
            "柱番号": "1",
            "名称": "支え合うまち",
            "評価": "A",
            "評価の内容": "順調",
            "評価の分類": "順位",
            "評価の状態": "評価済",
            "会議の回数の欠測理由": "様式にない",
            "会議の回数の欠測の区分": "空欄",
        },
        {
            "階層": "具体的施策",
            "コード": "1-1-①",
            "柱番号": "1",
            "取り組みの方向番号": "1",
            "具体的施策番号": "1",
            "名称": "見守りの推進",
            "評価": "B",
            "評価の内容": "概ね順調",
            "評価の分類": "順位",
            "評価の状態": "評価済",
            "補足説明": "=1+1 は式ではない\n二行目",
            "今後の対応": "-続ける",
            "会議の回数": "12",
            "会議の回数の単位": "回",
            # the memo is not published
            "点検のある欄": "補足説明：了承、会議の回数：要確認",
        },
        {
            "階層": "具体的施策",
            "コード": "1-1-②",
            "柱番号": "1",
            "取り組みの方向番号": "1",
            "具体的施策番号": "2",
            "名称": "海岸の清掃",
            "評価の状態": "評価区分にない記載",
            "会議の回数の欠測理由": "未報告",
            "会議の回数の欠測の区分": "空欄",
        },
    ]


def test_grades() -> None:
    counted = [
        (row["階層"], row.get("評価"), row["件数"], row.get("割合")) for row in rows("評価集計.csv")
    ]
    assert counted == [
        ("柱", "A", "1", "100.0"),
        ("柱", "B", "0", "0.0"),
        ("柱", None, "0", None),
        ("具体的施策", "A", "0", "0.0"),
        ("具体的施策", "B", "1", "100.0"),
        ("具体的施策", None, "1", None),  # Ｅ is no grade
    ]


def test_figures_of_kpis() -> None:
    welfare = {"コード": "1-1-①", "KPI番号": "1", "枝番": "1"}
    parts = {"コード": "1-1-①", "KPI番号": "2"}
    shore = {"コード": "1-1-②", "KPI番号": "1", "枝番": "1", "単位": "人"}
    baseline = {"時点": "2022.3", "種別": "基準値"}
    now = {"西暦年度": "2024", "時点": "2024年度", "種別": "実績値"}
    assert rows("KPI.csv", "KPI", *PLACE[1:]) == [
        {**baseline, **welfare, "欠測理由": "未実施", "欠測の区分": "なし", "記載": "未実施"},
        {**now, **welfare, "値": "22.20", "単位": "％", "記載": "22.20%"},
        {
            "西暦年度": "2025",
            "時点": "2025年度",
            "種別": "計画値",
            **welfare,
            "値": "67.5",
            "単位": "％",
            "記載": "（67.5％）",
        },
        {
            **baseline,
            **parts,
            "枝番": "1",
            "値": "23",
            "単位": "件",
            "対象年度（始め）": "2021",
            "対象年度（終わり）": "2021",
            "記載": "23件（2021年度）\n8.8件（2020年度）",
        },
        {
            **baseline,
            **parts,
            "枝番": "2",
            "値": "8.8",
            "単位": "件",
            "対象年度（始め）": "2020",
            "対象年度（終わり）": "2020",
            "記載": "8.8件（2020年度）",
        },
        {
            **now,
            **parts,
            "枝番": "1",
            "欠測理由": "読み取り保留",
            "欠測の区分": "読めない",
            "記載": "12件、15件",
        },
        {**now, **shore, "値": "1030", "限定": "約", "記載": "約1,030人"},
        {
            "時点": "目標",
            "種別": "目標値",
            **shore,
            "値": "3001",
            "下限": "3001",
            "限定": "以上",
            "記載": "3,001人以上",
        },
    ]


def test_amounts() -> None:
    welfare, shore = "見守り事業", "海岸事業"
    assert rows("取り組み_予算事業.csv", "西暦年度", "取り組み番号", *PLACE[1:]) == [
        {"コード": code, "予算事業": name, "実績額": amount, "単位": "円", "記載": typed}
        for code, name, amount, typed in (
            ("1-1-①-①", welfare, "2289233", "２，２８９，２３３円"),
            ("1-1-①-②", welfare, "2289233", "2289233"),
            ("1-1-②-①", shore, "315760", "315,760円"),
            ("1-1-②-②", shore, "380318", "380,318円"),
        )
    ]
    assert rows("予算事業.csv", "西暦年度", "単位") == [
        {
            "予算事業": welfare,
            "実績額": "2289233",
            "決算額": "2289000",
            "差額": "233",
            "状態": "確定",
            "取り組み数": "2",
        },
        {"予算事業": shore, "状態": "金額相違", "取り組み数": "2"},
    ]
    without = rows("取り組み.csv")[-1]
    assert (without["実績額の欠測理由"], without["実績額の欠測の区分"]) == ("予算事業なし", "なし")


def test_goals_and_the_outlook() -> None:
    goal = {"基本目標番号": "1", "基本目標": "子育て", "指標": "出生数", "単位": "人"}
    assert rows("基本目標.csv") == [
        {**goal, "種別": "基準値", "時点": "2023年", "値": "277", "記載": "277人"},
        {
            **goal,
            "種別": "目標値",
            "西暦年度": "2029",
            "時点": "2029年度",
            "値": "280",
            "下限": "280",
            "限定": "以上",
            "記載": "280人以上",
        },
    ]
    assert rows("人口見通し.csv", "西暦年") == [
        {"区分": "年少人口", "項目": "人口", "値": "6305", "単位": "人"},
        {"区分": "年少人口", "項目": "構成比", "値": "12.0", "単位": "％"},
        {"区分": "合計", "合計": "合計", "項目": "人口", "値": "52550", "単位": "人"},
        {
            "区分": "合計",
            "合計": "合計",
            "項目": "構成比",
            "単位": "％",
            "欠測理由": "未報告",
            "欠測の区分": "空欄",
        },
    ]
