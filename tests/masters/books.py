"""Small masters as tables in plain text, and what a loader says about them when they are edited."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from zushi_xl.findings.finding import FaultyBook, Finding
from zushi_xl.workbook.cells import Cell, Scalar, Workbook, Worksheet

Edits = Mapping[str, Scalar | Cell]

PLAN = """
# 設定
項目 | 値 | 説明
団体名 | 架空市
計画名 | 架空市総合計画
計画版 | 第1版
評価年度 | 2024
基準時点 | 2022.3
計画開始年度 | 2023
計画終了年度 | 2025
目標の見出し | 目標
提出期限 | 令和7年5月30日
取りまとめ課 | 企画課
連絡先 | 内線10
回 | 1
例示の注記 |
柱の呼び名 | 柱
取り組みの方向の呼び名 | 取り組みの方向
具体的施策の呼び名 | 具体的施策
取り組みの呼び名 | 取り組み
# 柱
コード | 番号 | 名称 | 主担当課 | めざすべきまちの姿 | 前年度の評価
1 | 第１節 | 歩いて楽しいまち | 都市課 | 人が行き交うまち | A
# 取り組みの方向
コード | 番号 | 名称 | 主担当課 | 本文
1-1 | １ | 道を整える | | 歩道を広げます。
# 具体的施策
コード | 番号 | 名称 | 主担当課 | 前年度の評価 | 前年度の今後の対応 | ページ
1-1-① | ① | 歩道の整備 | 都市課 | A | 続けます。 | 12
1-1-② | ② | 緑陰の整備 | 公園課 | B | 増やします。 | 14
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 測定周期 | 2022.3 | 2023年度 | 2024年度 | 2025年度 | 目標
1 | 1 | 満足した人が増えている。 | ％ | 上昇 | 割合 | 毎年 | 未実施 | 50.0% | | （52.0％） | 55％超
1-1-① | 1 | 歩道が延びている。 | km | 上昇 | 累計 | 毎年 | 10km | 12km | | | 20km以上
1-1-② | 1 | 並木が育っている。 | | 上昇 | 定性 | 隔年 | 苗木を植えた | 枝を整えた | | | 木陰がある
# 取り組み
コード | 番号 | 名称 | 担当課 | 説明 | 総合戦略 | 予算事業名 | 再掲元 | 状態 | 前年度実績額 | 前年度実施内容
1-1-①-① | ① | 歩道を広げる | 都市課 | 広げます。 | 1-1-①-1 | 道路事業 | | 継続 | 1200000 | 広げた。
1-1-①-② | ② | 段差をなくす | 公園課 | なくします。 | ー | ー | | 継続 | |
1-1-②-① | ① | 並木を植える | | 植えます。 | 1-1-①-2 | 道路事業 | 1-1-①-① | 新規 | |
# 総合戦略
コード | 名称
1 | 人の流れ
1-1 | 歩く人
1-1-① | 歩道
# 基本目標
番号 | 名称 | 指標 | 目標値 | 目標年度 | 現状値 | 現状時点 | 補足説明
1 | 人の流れ | 歩く人が増えている。 | 300人 | 2025年度（令和7年度） | 277人 | 2023年 | 調査による。
# 人口見通し
年 | 区分 | 人数 | 割合 | 合計行
2030 | 年少人口 | 1,000 | 10.0 |
2030 | 計 | 10,000人 | 100.0% | ○
# 予算事業
予算事業名 | 別名 | 決算額 | 前年度決算額
道路事業 | 歩道事業 | 1,250,000円 | 1200000
# 担当課
課名 | 別名 | 連絡先
都市課 | 建設課、道路課 | 内線1
公園課 | | 内線2
# 評価区分
階層 | 記号 | 表示 | 定義 | 区分 | 適用開始 | 適用終了
 | A | 順調 | よい | 順位 | |
 | B | 遅れ | わるい | 順位 | |
# 点検ルール
ルール | 重大度 | しきい値
K01 | 要確認 | 30
# 了承
ルール | 場所 | 理由 | 承認者 | 期限
K02 | 1-1-1 | 調査の年でない | 企画課長 | 2026/3/31
"""

FORM = """
# 設定
項目 | 値 | 説明
様式版 | 1
書体 | BIZ UDゴシック
文字の大きさ | 10
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 最大文字数 | 入力の手引き | 公開 | 転記元
title | 具体的施策 | 具体的施策 | 一行 | 事務局 | | | 行 | 100 | 16 | 2 | | 名称です。 | ○ | 名称
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI | 本文 | | | | | 指標です。 | ○ |
rating | 具体的施策 | 評価 | 評価 | 主担当課 | ○ | | 行 | 100 | 16 | 2 | | 選びます。 | ○ |
reason | 具体的施策 | 理由 | 選択 | 主担当課 | | 天候、人手、そのほか | 下 | 100 | | 3 | 200 | 選びます。 | × |
statement | KPI | | 文章 | 事務局 | | | 行 | 100 | 16 | 2 | | 文です。 | ○ | KPI
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | | 2 | | 値です。 | ○ |
name | 取り組み | 取り組み{番号} | 一行 | 事務局 | | | 行 | 70 | 12 | 2 | | 名称です。 | ○ | 名称
spend | 取り組み | {年度}年度実績額 | 金額 | 担当課 | ○ | | 横 | 30 | 12 | 2 | | 金額です。 | ○ |
# 体裁
スタイル | 文字の大きさ | 太字 | 文字色 | 塗り | 横位置 | 縦位置 | 罫線 | 表示形式
title | 16 | ○ | 1F3864 | | 中央 | 上 | なし | @
input | | | | #fffbe6 | | | 細線 |
# 文言
ID | 文
様式名 | 評価シート
"""

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def position(address: str) -> tuple[int, int]:
    """Row and column of an A1 address, from 0."""
    match = _ADDRESS.fullmatch(address)
    assert match
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def sheets_of(text: str) -> dict[str, dict[tuple[int, int], Cell]]:
    """The cells of every sheet of a plain text: ``# name``, then rows parted by |."""
    sheets: dict[str, dict[tuple[int, int], Cell]] = {}
    row = 0
    for line in text.strip().splitlines():
        if line.startswith("# "):
            cells = sheets.setdefault(line.removeprefix("# "), {})
            row = 0
            continue
        for column, item in enumerate(line.split("|")):
            if item.strip():
                cells[row, column] = Cell(row, column, item.strip(), item.strip())
        row += 1
    return sheets


def book(text: str, edits: Edits | None = None, *, without: str = "") -> Workbook:
    """The workbook of a plain text, with cells replaced (``"KPI!E2": …``) or a sheet left out."""
    sheets = sheets_of(text)
    for place, value in (edits or {}).items():
        sheet, address = place.split("!")
        row, column = position(address)
        if not isinstance(value, Cell):
            value = Cell(row, column, value, "" if value is None else str(value))
        sheets.setdefault(sheet, {})[row, column] = value
    return Workbook(
        "計画.xlsx",
        "",
        tuple(Worksheet(name, cells) for name, cells in sheets.items() if name != without),
    )


def findings(load: Callable[[Workbook], Any], workbook: Workbook) -> tuple[Finding, ...]:
    """What the loader finds at fault; nothing for a book that loads."""
    try:
        load(workbook)
    except FaultyBook as fault:
        return fault.findings
    return ()


def faults(load: Callable[[Workbook], Any], workbook: Workbook) -> list[tuple[str, str]]:
    """Rule and place (``KPI!E2``) of every mistake."""
    return [
        (f.rule, f"{f.source.sheet}!{f.source.cell}" if f.source else "")
        for f in findings(load, workbook)
    ]
