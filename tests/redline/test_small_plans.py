"""Small changes of a plan and all that is told of each: rows, questions, what is not compared."""

from __future__ import annotations

import pytest

from tests.masters.books import PLAN
from tests.masters.test_levels import FOUR
from tests.redline.plans import compared, edited, version
from tests.redline.told import names, told
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.redline.same_plan import order_remarks
from zushi_xl.workbook.cells import Cell

STEPS = "1-1-①-② | ② | 段差をなくす | 公園課 | なくします。 | ー | ー | | 継続 | |"
FIRST = "1-1-①-① | ① | 歩道を広げる"
BRIDGE = "1-1-①-③ | ③ | 橋をかける | 都市課 | かけます。 | ー | ー | | 新規 | |"
LAST = "1-1-②-① | ① | 並木を植える"
PEOPLE = "2030 | 年少人口 | 1,000 | 10.0 |"
ALL = "2030 | 計 | 10,000人 | 100.0% | ○"
GOAL = "1 | 人の流れ | 歩く人が増えている。 | 300人 | 2025年度（令和7年度） | 277人 | 2023年 | 調査による。"
BIKES = edited(("1-1-① | 歩道\n", "1-1-① | 歩道\n1-1-② | 自転車道\n"))
WALK = "1-1-① | 1 | 歩道が延びている。 | km | 上昇 | 累計 | 毎年 | 10km | 12km | | | 20km以上"
TREES = "1-1-② | 1 | 並木が育っている。 | | 上昇 | 定性 | 隔年 | 苗木を植えた | 枝を整えた | | | 木陰がある"
MEASURE = "1-1-② | ② | 緑陰の整備 | 公園課 | B | 増やします。 | 14"


def steps(*changes: tuple[str, str]) -> str:
    row = STEPS
    for old, new in changes:
        row = row.replace(old, new)
    return edited((STEPS, row))


ABOLISHED = steps(("継続", "廃止"))
OF_STEPS = "〔第１節・1－①・取り組み②〕"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a status is told where the plan book says something of it
        (
            PLAN,
            steps(("継続", "新規"), ("なくします", "減らします")),
            [
                f"取り組み/1-1-①-② 改正 {OF_STEPS} 12～/12～: 取り組み②　段差をなくす⏎[-なくします-]{{+減らします+}}。",
                "= 取り組み 旧 I3／新 I3 状態: 継続 → 新規",
            ],
        ),
        (
            PLAN,
            steps(("継続", "終了")),
            [
                f"取り組み/1-1-①-② 改正 {OF_STEPS} 12～/12～: <（状態：継続→終了）⏎>取り組み②　段差をなくす"
            ],
        ),
        (
            PLAN,
            steps(("継続", "")),
            ["= 取り組み 旧 I3／新 I3 状態: 継続 → "],
        ),
        # what is abolished goes, and comes back; in both masters it is not compared
        (
            PLAN,
            ABOLISHED,
            [
                f"取り組み/1-1-①-② 削除 {OF_STEPS} ー/12～: <（削除）⏎（状態：継続→廃止）⏎>"
                "[-取り組み②　段差をなくす⏎説明⏎なくします。-]"
            ],
        ),
        (
            ABOLISHED,
            PLAN,
            [
                f"取り組み/1-1-①-② 新規 {OF_STEPS} 12～/ー: <（新規）⏎（状態：廃止→継続）⏎>"
                "{+取り組み②　段差をなくす⏎説明⏎なくします。+}"
            ],
        ),
        (
            ABOLISHED,
            steps(("継続", "廃止"), ("なくします", "減らします")),
            ["= 取り組み 旧 E3／新 E3 説明: なくします。 → 減らします。"],
        ),
        (
            PLAN,
            edited((FIRST, f"{BRIDGE.replace('新規', '廃止')}\n{FIRST}")),
            [
                "= 取り組み 新 2行目 :  → 1-1-①-③　③　橋をかける　都市課　かけます。　ー　ー　廃止",
            ],
        ),
        # a row that stands elsewhere now is compared with the row that it was
        (
            PLAN,
            edited((FIRST, f"{BRIDGE}\n{FIRST}"), (STEPS, STEPS.replace("公園課", "都市課"))),
            [
                "取り組み/新1-1-①-③ 新規 〔第１節・1－①・取り組み③〕 12～/ー: <（新規）⏎>"
                "{+取り組み③　橋をかける⏎説明⏎かけます。+}",
                "= 取り組み 旧 D3／新 D4 担当課: 公園課 → 都市課",
            ],
        ),
        # a measure that has another number, its parts with it
        (
            PLAN,
            edited(
                ("1-1-② |", "1-1-③ |"), ("| ② | 緑陰", "| ③ | 緑陰"), ("1-1-②-① |", "1-1-③-① |")
            ),
            [
                "具体的施策/1-1-②/名称 改正 〔第１節・1－③〕 14/14: 具体的施策[-②-]{+③+}　緑陰の整備",
                "= KPI 旧 A4／新 A4 コード: 1-1-② → 1-1-③",
                "= 取り組み 旧 A4／新 A4 コード: 1-1-②-① → 1-1-③-①",
            ],
        ),
        (
            PLAN,
            edited((f"{MEASURE}\n", ""), ("1-1-① | ① | 歩道の", f"{MEASURE}\n1-1-① | ① | 歩道の")),
            ["= 具体的施策 行 :  → "],
        ),
        (PLAN, edited(("す。 | 12", "す。 | 13")), ["= 具体的施策 旧 G2／新 G2 ページ: 12 → 13"]),
        (PLAN, edited(("回 | 1", "回 | 2")), ["= 設定 旧 B13／新 B13 値: 1 → 2"]),
    ],
)
def test_what_is_told_of_initiatives_and_measures(old: str, new: str, expected: list[str]) -> None:
    assert told(new, old) == expected


RELISTED = "1-1-②-① | ① | 並木を植える | | 植えます。 | 1-1-①-2 | 道路事業 | 1-1-①-① | 新規 | |"
SAID_OF_IT = "総合戦略⏎1-1-①-2⏎説明⏎植えます。⏎【参考】予算事業名⏎道路事業"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # what relists one source in one place is one row, whatever it is called now
        (
            ("1-1-②-① | ① | 並木を植える", "1-1-②-② | ② | 図書を貸す"),
            [
                "取り組み/1-1-②-① 改正 〔第１節・1－②・取り組み②〕 14～/14～: "
                "【１－１再掲】⏎取り組み[-①-]{+②+}　[-並木を植える-]{+図書を貸す+}"
            ],
        ),
        # in another place, or of another source, it is another
        (
            ("1-1-②-① | ① | 並木を植える", "1-1-①-③ | ③ | 図書を貸す"),
            [
                "取り組み/新1-1-①-③ 新規 〔第１節・1－①・取り組み③〕 12～/ー: <（新規）⏎>"
                f"{{+【１－１再掲】⏎取り組み③　図書を貸す⏎{SAID_OF_IT}+}}",
                "取り組み/1-1-②-① 削除 〔第１節・1－②・取り組み①〕 ー/14～: <（削除）⏎>"
                f"[-【１－１再掲】⏎取り組み①　並木を植える⏎{SAID_OF_IT}-]",
            ],
        ),
        (
            ("並木を植える | | 植えます。 | 1-1-①-2 | 道路事業 | 1-1-①-①", "図書を貸す | | 植えます。 | 1-1-①-2 | 道路事業 | 1-1-①-②"),
            [
                "取り組み/1-1-②-① 削除 〔第１節・1－②・取り組み①〕 ー/14～: <（削除）⏎>"
                f"[-【１－１再掲】⏎取り組み①　並木を植える⏎{SAID_OF_IT}-]",
                "取り組み/新1-1-②-① 新規 〔第１節・1－②・取り組み①〕 14～/ー: <（新規）⏎>"
                f"{{+【１－１再掲】⏎取り組み①　図書を貸す⏎{SAID_OF_IT}+}}",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_told_of_relisted_rows(change: tuple[str, str], expected: list[str]) -> None:
    assert told(edited((RELISTED, RELISTED.replace(*change)))) == expected


PHONE = "0102 | 電話の見守り | 21101 | | ー"
THREE = edited(
    (PHONE, f"0101 | 家の見守り | 21101 | | ー\n{PHONE}\n0103 | 訪問の案内 | 21101 | | ー"),
    text=FOUR,
)


def test_what_went_of_a_plan_that_is_numbered_through_stands_by_its_number() -> None:
    changes = (f"{PHONE}\n", ""), ("訪問の案内", "訪問の手引き"), ("家の見守り", "家庭の見守り")
    assert told(edited(*changes, text=THREE), THREE) == [
        "事務事業/0101 改正 〔Ⅱ-1・21101・事務事業 0101〕 /: 事務事業 0101　家{+庭+}の見守り",
        "事務事業/0102 削除 〔Ⅱ-1・21101・事務事業 0102〕 ー/: <（削除）⏎>[-事務事業 0102　電話の見守り-]",
        "事務事業/0103 改正 〔Ⅱ-1・21101・事務事業 0103〕 /: 事務事業 0103　訪問の[-案内-]{+手引き+}",
    ]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        # a planned value that comes, a target that goes
        (
            edited((WALK, WALK.replace("| | | 20km以上", "| | （15km） |"))),
            [
                "具体的施策/1-1-①/KPI1 改正 〔第１節・1－①・KPI⏎2025年度⏎目標〕 12/12: "
                "KPI　歩道が延びている。⏎2025年度　[-ー-]{+（15km）+}⏎目標　[-20km以上-]{+ー+}"
            ],
        ),
        (
            edited(
                (
                    WALK,
                    f"{WALK}\n1-1-① | 2 | 橋が増えている。 | 橋 | 上昇 | 累計 | 毎年 | 1橋 | | | | 3橋",
                )
            ),
            [
                "具体的施策/1-1-①/新KPI2 新規 〔第１節・1－①・KPI〕 12/ー: <（新規）⏎>"
                "{+KPI　橋が増えている。⏎現状（2022.3）　1橋⏎目標　3橋+}"
            ],
        ),
        (
            edited((f"{TREES}\n", "")),
            [
                "具体的施策/1-1-②/KPI1 削除 〔第１節・1－②・KPI〕 ー/14: <（削除）⏎>"
                "[-KPI　並木が育っている。⏎現状（2022.3）　苗木を植えた⏎目標　木陰がある-]"
            ],
        ),
        (
            edited(("1-1-② | 1 | 並木", "1-1-② | 2 | 並木")),
            ["= KPI 旧 B4／新 B4 KPI番号: 1 → 2"],
        ),
        # a result that was corrected is told, one that comes in is not a revision
        (
            edited(("10km | 12km", "10km | 13km")),
            [
                "具体的施策/1-1-①/KPI1 改正 〔第１節・1－①・KPI⏎2023年度〕 12/12: "
                "KPI　歩道が延びている。⏎2023年度　[-12-]{+13+}km"
            ],
        ),
        (
            edited(("12km | |", "12km | 14km |")),
            ["= KPI 旧 J3／新 J3 2024年度:  → 14km"],
        ),
        (
            edited(("km | 上昇 | 累計 | 毎年", "km | 上昇 | 累計 | 隔年")),
            ["= KPI 旧 G3／新 G3 測定周期: 毎年 → 隔年"],
        ),
    ],
)
def test_what_is_told_of_kpis(new: str, expected: list[str]) -> None:
    assert told(new) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            edited((f"{PEOPLE}\n", "2030 | 年少人口 | 1,100 | 10.5 |\n2040 | 計 | 未確定 | | ○\n")),
            [
                "人口見通し2030 改正 〔人口見通し2030〕 ー/ー: 将来展望人口2030（令和12）⏎"
                "年少人口：[-1,000-]{+1,100+}人、[-10.0-]{+10.5+}％⏎計：10,000人、100.0％",
                "人口見通し2040 新規 〔人口見通し2040〕 ー/ー: <（新規）⏎>"
                "{+将来展望人口2040（令和22）⏎計：未確定+}",
            ],
        ),
        (
            edited((f"{PEOPLE}\n", "")),
            [
                "人口見通し2030 改正 〔人口見通し2030〕 ー/ー: 将来展望人口2030（令和12）⏎"
                "計：10,000人、100.0％[-⏎年少人口：1,000人、10.0％-]"
            ],
        ),
        # one way to write a figure for another, in a row that stands elsewhere now
        (
            edited((f"{PEOPLE}\n{ALL}", f"{ALL}\n{PEOPLE.replace('1,000', '1000')}")),
            ["= 人口見通し 旧 C2／新 C3 人数: 1,000 → 1000", "= 人口見通し 行 :  → "],
        ),
        (
            edited(
                (
                    GOAL,
                    "1 | 人の流れ | 歩く人が増えている。 | 320人 | 2028年度 | 277人 | | \n"
                    "2 | 住みやすさ | 満足が50％になっている。 | 50％ | | | | ",
                )
            ),
            [
                "基本目標1 改正 〔基本目標1〕 ー/ー: 【基本目標１】人の流れ⏎"
                "＜数値目標（[-2025-]{+2028+}年度（令和[-７-]{+10+}年度））＞⏎"
                "指標：歩く人が増えている。⏎目標値：[-300-]{+320+}人⏎"
                "現状：277人[-（2023年）⏎補足説明：⏎調査による。-]",
                "基本目標2 新規 〔基本目標2〕 ー/ー: <（新規）⏎>"
                "{+【基本目標２】住みやすさ⏎指標：満足が50％になっている。+}",
            ],
        ),
        (
            edited((f"{GOAL}\n", "")),
            [
                "基本目標1 削除 〔基本目標1〕 ー/ー: <（削除）⏎>[-【基本目標１】人の流れ⏎"
                "＜数値目標（2025年度（令和７年度））＞⏎指標：歩く人が増えている。⏎目標値：300人⏎"
                "現状：277人（2023年）⏎補足説明：⏎調査による。-]"
            ],
        ),
        # a goal and its node of the tree are one change, two others are two
        (
            edited(
                ("1 | 人の流れ | 歩", "1 | 人の往来 | 歩"), ("\n1 | 人の流れ\n", "\n1 | 人の往来\n")
            ),
            [
                "基本目標1 改正 〔基本目標1〕 ー/ー: 【基本目標１】人の[-流れ-]{+往来+}⏎"
                "＜数値目標（2025年度（令和７年度））＞⏎指標：歩く人が増えている。⏎目標値：300人⏎"
                "現状：277人（2023年）⏎補足説明：⏎調査による。"
            ],
        ),
        (
            edited(("\n1 | 人の流れ\n", "\n1 | 人の往来\n")),
            ["総合戦略/1 改正 〔総合戦略・１〕 /: 基本目標１　人の[-流れ-]{+往来+}"],
        ),
        (
            edited(
                (
                    "1-1 | 歩く人\n1-1-① | 歩道",
                    "1-1 | 歩く方\n1-1-① | 歩道\n1-1-② | 自転車道\n1-1-②-1 | 駐輪場",
                )
            ),
            [
                "総合戦略/1-1 改正 〔総合戦略・１－１〕 /: 基本的方向１－１　歩く[-人-]{+方+}",
                "総合戦略/新1-1-② 新規 〔総合戦略・１－１－②〕 /ー: <（新規）⏎>{+具体的施策１－１－②　自転車道+}",
                "総合戦略/新1-1-②-1 新規 〔総合戦略・１－１－②－１〕 /ー: <（新規）⏎>"
                "{+主な取り組み１－１－②－１　駐輪場+}",
            ],
        ),
    ],
)
def test_what_is_told_of_the_outlook_and_the_strategy(new: str, expected: list[str]) -> None:
    assert told(new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            BIKES,
            PLAN,
            "総合戦略/1-1-② 削除 〔総合戦略・１－１－②〕 ー/: <（削除）⏎>[-具体的施策１－１－②　自転車道-]",
        ),
        (
            BIKES,
            edited(("1-1-② | 自転車道", "1-1-③ | 自転車道"), text=BIKES),
            "総合戦略/1-1-② 改正 〔総合戦略・１－１－③〕 /: 具体的施策１－１－[-②-]{+③+}　自転車道",
        ),
    ],
)
def test_a_node_goes_or_has_another_number(old: str, new: str, expected: str) -> None:
    assert told(new, old) == [expected]


PUBLIC = "# 体裁\n項目 | 値\n計画書に載せる列 | ねらい\n"
AIMED = edited(
    ("今後の対応 | ページ", "今後の対応 | ページ | ねらい"), (" | 12\n", " | 12 | 歩きやすくする\n")
)
OTHER_AIM = AIMED.replace("歩きやすくする", "歩きよくする")
OF_AIM = "シート「具体的施策」の列「{}」"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a column that one master has as a whole is a question
        (
            PLAN + PUBLIC,
            AIMED + PUBLIC,
            [
                f"? 列が片方だけ:  → {OF_AIM.format('ねらい')}",
                "= 具体的施策 2か所 ねらい:  → H1：ねらい⏎H2：歩きやすくする",
            ],
        ),
        (
            AIMED + PUBLIC,
            PLAN + PUBLIC,
            [
                f"? 列が片方だけ: {OF_AIM.format('ねらい')} → ",
                "= 具体的施策 2か所 ねらい: H1：ねらい⏎H2：歩きやすくする → ",
            ],
        ),
        # one that both have is compared where the house prints it
        (
            AIMED + PUBLIC,
            OTHER_AIM + PUBLIC,
            [
                "具体的施策/1-1-①/ねらい 改正 〔第１節・1－①・ねらい〕 12/12: 具体的施策①　歩道の整備⏎"
                "≪ねらい≫⏎[-歩きやすくする-]{+歩きよくする+}"
            ],
        ),
        (AIMED, OTHER_AIM, ["= 具体的施策 旧 H2／新 H2 ねらい: 歩きやすくする → 歩きよくする"]),
        (
            AIMED + PUBLIC,
            AIMED.replace("| ねらい", "| 目当て") + PUBLIC,
            [f"? 列名の変更: {OF_AIM.format('ねらい')} → {OF_AIM.format('目当て')}"],
        ),
    ],
)
def test_columns_that_a_city_added(old: str, new: str, expected: list[str]) -> None:
    assert told(new, old) == expected


def without_sheet(name: str) -> str:
    start = PLAN.index(f"# {name}\n")
    return PLAN[:start] + PLAN[PLAN.index("# ", start + 2) :]


@pytest.mark.parametrize(("name", "rows"), [("基本目標", 1), ("人口見通し", 2)])
def test_a_sheet_that_one_master_has_is_a_question(name: str, rows: int) -> None:
    said = f"シート「{name}」（{rows}行）"
    assert told(without_sheet(name), PLAN) == [
        f"? シートが片方だけ: {said} → ",
        f"= {name} シート : {rows}行 → ",
    ]
    assert told(PLAN, without_sheet(name)) == [
        f"? シートが片方だけ:  → {said}",
        f"= {name} シート :  → {rows}行",
    ]


# ------------------------------------------------------------------ passages

A = "A | 総論 | はじめに | 計画の趣旨を述べます。 | 体系図 | 1 |"
B = "B | 総論 | 構成 | 計画の構成を述べます。 | | 2 |"
C = "C | 各論 | | | | 5 | 計画"
D = "D | 総論 | | 題のない文章です。 | | 8 |"
X = f"X{A[1:]}"
OUTLOOK = "P | 人口 | 人口の見通し | | | 7 | 人口見通し2030"


def passages(*rows: str) -> str:
    head = "# 本文\nID | 場所 | 見出し | 本文 | 図 | ページ | 差込"
    return "\n".join([PLAN, head, *rows, ""])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # in another order: the fewest that do not follow the others
        ("ABCD", "BACD", ["本文/B 移動 〔総論〕 2/2: <（「はじめに」の次から移動）⏎>構成⏎計画の構成を述べます。"]),
        ("ABCD", "BCDA", ["本文/A 移動 〔総論〕 1/1: <（先頭から移動）⏎>はじめに⏎計画の趣旨を述べます。"]),
        ("ABDC", "ADBC", ["本文/D 移動 〔総論〕 8/8: <（「構成」の次から移動）⏎>題のない文章です。"]),
        ("DBAC", "BDAC", ["本文/B 移動 〔総論〕 2/2: <（「題のない文章です。」の次から移動）⏎>構成⏎計画の構成を述べます。"]),
        ("ACBD", "CABD", ["本文/C 移動 〔各論〕 5/5: <（「はじめに」の次から移動）⏎>"]),
        ("CABD", "ACBD", ["本文/A 移動 〔総論〕 1/1: <（「計画」の次から移動）⏎>はじめに⏎計画の趣旨を述べます。"]),
        # that come and go
        (
            "ABCD",
            "BC",
            [
                "本文/A 削除 〔総論〕 ー/1: <（削除）⏎>[-はじめに⏎計画の趣旨を述べます。-]<⏎（図）>",
                "本文/D 削除 〔総論〕 ー/8: <（削除）⏎>[-題のない文章です。-]",
            ],
        ),
        (
            "BC",
            "ABCD",
            [
                "本文/A 新規 〔総論〕 1/ー: <（新規）⏎>{+はじめに⏎計画の趣旨を述べます。+}<⏎（図）>",
                "本文/D 新規 〔総論〕 8/ー: <（新規）⏎>{+題のない文章です。+}",
            ],
        ),
        # one text under another ID is a question, unless its ID is still there
        (
            "ABC",
            "XBC",
            [
                "本文/A 削除 〔総論〕 ー/1: <（削除）⏎>[-はじめに⏎計画の趣旨を述べます。-]<⏎（図）>",
                "本文/X 新規 〔総論〕 1/ー: <（新規）⏎>{+はじめに⏎計画の趣旨を述べます。+}<⏎（図）>",
                "? IDだけの違いか: 本文 A　はじめに → 本文 X　はじめに",
            ],
        ),
        ("ABC", "AXBC", ["本文/X 新規 〔総論〕 1/ー: <（新規）⏎>{+はじめに⏎計画の趣旨を述べます。+}<⏎（図）>"]),
        ("AXBC", "ABC", ["本文/X 削除 〔総論〕 ー/1: <（削除）⏎>[-はじめに⏎計画の趣旨を述べます。-]<⏎（図）>"]),
    ],
)  # fmt: skip
def test_passages_that_come_go_and_move(old: str, new: str, expected: list[str]) -> None:
    rows = {"A": A, "B": B, "C": C, "D": D, "X": X}
    assert told(*(passages(*(rows[letter] for letter in side)) for side in (new, old))) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            passages(A.replace("述べ", "示し"), B),
            ["本文/A 改正 〔総論〕 1/1: はじめに⏎計画の趣旨を[-述べます-]{+示します+}。"],
        ),
        (
            passages(A.replace("体系図", "別の図"), B.replace("| |", "| 構成図 |")),
            [
                "本文/A 改正 〔総論〕 1/1: はじめに⏎計画の趣旨を述べます。<⏎（図　差し替え）>",
                "本文/B 改正 〔総論〕 2/2: 構成⏎計画の構成を述べます。<⏎（図　追加）>",
            ],
        ),
        (
            passages(A.replace("体系図", ""), B),
            ["本文/A 改正 〔総論〕 1/1: はじめに⏎計画の趣旨を述べます。<⏎（図　削除）>"],
        ),
        (passages(A.replace("| 1 |", "| 3 |"), B), ["= 本文 旧 F2／新 F2 ページ: 1 → 3"]),
        (passages(A.replace("総論", "序論"), B), ["= 本文 旧 B2／新 B2 場所: 総論 → 序論"]),
    ],
)
def test_what_changes_in_a_passage(new: str, expected: list[str]) -> None:
    assert told(new, passages(A, B)) == expected


def test_headings_without_a_text_are_no_question() -> None:
    old, new = (passages(f"{letter} | 総論 | 見出しだけ | | | 1 |") for letter in "YX")
    assert told(new, old) == [
        "本文/Y 削除 〔総論〕 ー/1: <（削除）⏎>[-見出しだけ-]",
        "本文/X 新規 〔総論〕 1/ー: <（新規）⏎>{+見出しだけ+}",
    ]


def test_what_a_passage_holds_stands_there_with_its_pages() -> None:
    old, new = passages(A, OUTLOOK, C), passages(A, OUTLOOK.replace("| 7 |", "| 9 |"), C)
    new = new.replace(PEOPLE, PEOPLE.replace("1,000", "1,100")).replace(
        "| 計画の趣", "| 本計画の趣"
    )
    assert told(new, old) == [
        "本文/A 改正 〔総論〕 1/1: はじめに⏎{+本+}計画の趣旨を述べます。",
        "人口見通し2030 改正 〔人口〕 9/7: 将来展望人口2030（令和12）⏎"
        "年少人口：[-1,000-]{+1,100+}人、10.0％⏎計：10,000人、100.0％",
        "= 本文 旧 F3／新 F3 ページ: 7 → 9",
    ]


def test_by_what_rows_are_known_again() -> None:
    long = "題のない文章です。" * 5  # 45 characters
    old = passages(A, D.replace("題のない文章です。", long))
    new = passages(A.replace("述べ", "示し"), D.replace("題のない文章です。", f"{long}新"))
    assert names(new, old) == {"本文/A": "はじめに", "本文/D": long[:40]}
    assert names(edited(("10km | 12km", "11km | 12km"))) == {
        "具体的施策/1-1-①/KPI1": "歩道が延びている。"
    }
    assert names(edited(("道を整える |", "道を直す |"))) == {
        "取り組みの方向/1-1/名称": "道を直す 名称"
    }
    assert names(steps(("なくします", "減らします"))) == {"取り組み/1-1-①-②": "段差をなくす"}


def test_two_columns_of_one_name_give_two_keys() -> None:
    """A city's column may be called as a row of another kind is."""
    head, row = "歩道を広げます。", "1-1 | １ | 道を整える | |"
    public = "# 体裁\n項目 | 値\n計画書に載せる列 | 名称 補足\n"
    old = edited(
        ("主担当課 | 本文", "主担当課 | 本文 | 名称 補足"), (f"{row} {head}", f"{row} {head} | 甲")
    )
    new = old.replace(f"{head} | 甲", f"{head} | 乙").replace("道を整える", "道を直す")
    keys = [r.key for r in compared(new + public, old + public).revisions]
    assert len(keys) == len(set(keys)) == 2


# ------------------------------------------------------------------ faults and doubts


@pytest.mark.parametrize("sheet", ["具体的施策", "取り組み"])
def test_one_id_for_two_things_is_a_mistake(sheet: str) -> None:
    rows = {
        "具体的施策": (("今後の対応 | ページ", "今後の対応 | ページ | ID"), (" | 12\n", " | 12 | A\n"), (" | 14\n", " | 14 | A\n")),
        "取り組み": (("前年度実施内容\n", "前年度実施内容 | ID\n"), ("広げた。\n", "広げた。 | A\n"), (STEPS, f"{STEPS} | A")),
    }  # fmt: skip
    with pytest.raises(FaultyBook) as raised:
        version(edited(*rows[sheet]))
    assert [(f.rule, f.given) for f in raised.value.findings] == [("redline-id-twice", "A")]


def test_one_id_on_two_sheets_is_two_things() -> None:
    version(edited(("今後の対応 | ページ", "今後の対応 | ページ | ID"), (" | 12\n", " | 12 | A\n"), ("前年度実施内容\n", "前年度実施内容 | ID\n"), ("広げた。\n", "広げた。 | A\n")))  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "signs"),
    [
        (PLAN, edited(("評価年度 | 2024", "評価年度 | 2023")), "評価年度が旧は2024、新は2023"),
        (PLAN, edited(("評価年度 | 2024", "評価年度 | 2025")), ""),
        (
            edited((GOAL, GOAL.replace("2025年度（令和7年度）", "2028年度"))),
            PLAN,
            "基本目標の目標年度が旧は2028、新は2025",
        ),
        (PLAN, edited((f"{GOAL}\n", "")), ""),  # nothing that a year could be compared with
        (PLAN, edited((GOAL, GOAL.replace("2025年度（令和7年度）", ""))), ""),
        (edited(("第1版", "令和７年改定")), edited(("第1版", "2024年改定")), "計画版の年が旧は2025、新は2024"),
        (edited(("第1版", "平成元年改定")), edited(("第1版", "1988年版")), "計画版の年が旧は1989、新は1988"),
        (edited(("第1版", "令和元年")), edited(("第1版", "平成30年")), "計画版の年が旧は2019、新は2018"),
        (edited(("第1版", "12025年")), edited(("第1版", "2024年")), ""),  # no year
        (f"{PLAN}# 改正項目\n項目\n時点修正\n", PLAN, "シート「改正項目」が旧にだけあります"),
        (PLAN, f"{PLAN}# 改正項目\n項目\n時点修正\n", ""),
    ],
)  # fmt: skip
def test_the_old_master_looks_newer(old: str, new: str, signs: str) -> None:
    found = order_remarks(version(old), version(new))
    assert [r.how.partition("（")[2].partition("）。")[0] for r in found] == (
        [signs] if signs else []
    )


def test_figures_of_a_kpi_are_said_as_their_cells_show_them() -> None:
    """Where a cell holds a text, the format says nothing; a figure without a format is plain."""
    cells = {
        "KPI!H3": Cell(2, 7, " 10 km", " 10 km", number_format="@"),
        "KPI!I3": Cell(2, 8, 12.0, "12", number_format='0.0"km"'),
        "KPI!L3": Cell(2, 11, 20.0, "20km以上"),
    }
    kpis = {k.code: k for k in version(PLAN, cells).plan.kpis}
    said = [value.text for value in kpis["1-1-①"].values.values()]
    assert said[:2] == ["10 km", "12.0km"]
