"""Masters that cannot be compared: one clear message, with sheet and cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.masters.books import PLAN, book
from tests.redline.plans import WITH_IDS, edited, version
from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.masters.tables import read_table
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.plan.levels import Level
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.plan_diff import diff_plans
from zushi_xl.redline.same_plan import check_alike, check_masters, order_remarks
from zushi_xl.workflow.redline import Options, load_versions, redline
from zushi_xl.xlsx_out import book_bytes


def refusal(old: str, new: str) -> str:
    with pytest.raises(Problem) as problem:
        check_masters(book(old), book(new))
    return str(problem.value)


def test_two_different_plans() -> None:
    said = refusal(PLAN, edited(("架空市総合計画", "子ども計画")))
    assert "「計画名」が違います" in said
    assert "計画.xlsx 設定 B3「架空市総合計画」" in said
    assert "計画.xlsx 設定 B3「子ども計画」" in said


def test_two_different_cities() -> None:
    assert "「団体名」が違います" in refusal(PLAN, edited(("団体名 | 架空市", "団体名 | 別の市")))


def test_a_plan_that_was_renamed_a_little() -> None:
    check_masters(book(PLAN), book(edited(("架空市総合計画", "架空市総合計画及び総合戦略"))))


def test_different_levels() -> None:
    said = refusal(
        PLAN, edited(("取り組みの方向の呼び名 | 取り組みの方向", "取り組みの方向の呼び名 |"))
    )
    assert "設定 B16" in said
    assert "階層" in said


def test_different_form_versions() -> None:
    old, new = (
        edited(("回 | 1\n", f"回 | 1\n様式版 | {number}\n")) for number in ("2024-1", "2025-1")
    )
    assert "「様式版」が違います（計画.xlsx 設定 B14「2024-1」" in refusal(old, new)


def test_a_form_definition_is_no_plan_master() -> None:
    assert "様式定義です" in refusal(PLAN, "# 設定\n# 項目\n# 体裁\n# 文言\n")


def test_a_book_of_another_kind_is_no_plan_master() -> None:
    said = "計画.xlsx は計画マスタではありません（「設定」などのシートがありません）。"
    assert refusal(PLAN, "# 改定内容一覧\nNo.\n1\n# 改正項目\n項目\n") == (
        f"{said}計画マスタを二つ、旧・新の順に指定してください。"
    )


def test_a_master_without_its_city_is_faulty_and_no_other_plan() -> None:
    faulty = edited(("団体名 | 架空市", "団体名 |"))
    check_masters(book(PLAN), book(faulty))
    with pytest.raises(FaultyBook) as fault:
        version(faulty)
    assert "設定「団体名」の値が空欄です。" in [f.message for f in fault.value.findings]


TWO_IDS = edited(
    ("1200000 | 広げた。", "1200000 | 広げた。 | A1"),
    ("なくします。 | ー | ー | | 継続 | |", "なくします。 | ー | ー | | 継続 | | | Ａ１"),
    text=WITH_IDS,
)


def test_an_id_used_twice() -> None:
    with pytest.raises(FaultyBook) as fault:
        version(TWO_IDS)
    (finding,) = fault.value.findings
    assert finding.place == "計画.xlsx 取り組み L3"
    assert finding.message == "ID「Ａ１」がシート「取り組み」のL2にもあります。"


def test_an_id_of_a_chapter_used_twice() -> None:
    with pytest.raises(FaultyBook) as fault:
        version(PLAN + "# 本文\nID | 場所 | 本文\nA | 第1章 | 文\nA | 第2章 | 文\n")
    assert fault.value.findings[0].place == "計画.xlsx 本文 A3"


def write(path: Path, text: str) -> Path:
    tables = [read_table(sheet, "") for sheet in book(text).sheets]
    path.write_bytes(book_bytes(build_plan_book(tables)))
    return path


def test_mistakes_of_both_masters_are_told_at_once(tmp_path: Path) -> None:
    """A code used twice in one, 再掲 in a circle in the other."""
    row = "1-1-①-② | ② | 段差をなくす"
    twice = write(tmp_path / "旧.xlsx", edited((row, "1-1-①-① | ② | 段差をなくす")))
    circle = write(tmp_path / "新.xlsx", edited(("道路事業 | | 継続", "道路事業 | 1-1-②-① | 継続")))
    with pytest.raises(FaultyBook) as fault:
        load_versions(twice, circle)
    places = [
        f"{f.source.file} {f.source.sheet} {f.source.cell}"
        for f in fault.value.findings
        if f.source
    ]
    assert places == ["旧.xlsx 取り組み A3", "新.xlsx 取り組み H2", "新.xlsx 取り組み H4"]


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    good = write(tmp_path / "旧.xlsx", PLAN)
    with pytest.raises(Problem, match="見つかりません"):
        redline(good, tmp_path / "ない.xlsx", tmp_path)
    (tmp_path / "壊れた.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(Problem, match="読めません"):
        redline(good, tmp_path / "壊れた.xlsx", tmp_path)


def test_a_list_that_is_open_stays(tmp_path: Path) -> None:
    good = write(tmp_path / "旧.xlsx", PLAN)
    path = redline(good, good, tmp_path).path
    before = path.read_bytes()
    (tmp_path / ".~lock.改定内容一覧.xlsx#").touch()
    with pytest.raises(Problem, match="ほかで開かれています"):
        redline(good, write(tmp_path / "新.xlsx", edited(("広げます", "拡げます"))), tmp_path)
    assert path.read_bytes() == before


def test_a_stranger_in_the_place_of_the_list_is_not_overwritten(tmp_path: Path) -> None:
    good = write(tmp_path / "旧.xlsx", PLAN)
    stranger = write(tmp_path / "改定内容一覧.xlsx", PLAN)
    before = stranger.read_bytes()
    with pytest.raises(Problem, match="以前の改定内容一覧として読めません"):
        redline(good, good, tmp_path)
    assert stranger.read_bytes() == before


def titled(*titles: str) -> str:
    """A plan whose initiatives have these names."""
    head, rest = PLAN.split("1-1-①-① | ① | 歩道を広げる")
    tail = rest[rest.index("# 総合戦略") :]
    rows = (f"1-1-①-{n} | {n} | {t} | 都市課 | {t}。" for n, t in enumerate(titles, 1))
    return head + "\n".join(rows) + "\n" + tail


ONE = titled(
    "歩道を広げる", "段差をなくす", "並木を植える", "街灯をつける", "標識を直す", "橋を架け替える"
)
OTHER = titled("検診を勧める", "食育の教室", "献血の呼び掛け", "薬の相談", "運動の習慣", "心の健康")


def test_two_unrelated_plans_are_refused(tmp_path: Path) -> None:
    """Nothing but the codes and the names of the settings is common."""
    other = OTHER.replace("歩道の整備", "健診の充実").replace("緑陰の整備", "食生活の改善")
    paths = write(tmp_path / "旧.xlsx", ONE), write(tmp_path / "新.xlsx", other)
    with pytest.raises(Problem, match=r"別の計画のようです.*8件のうち0件.*--force"):
        redline(*paths, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert redline(*paths, tmp_path / "out", Options(force=True)).path.exists()


def test_a_plan_that_keeps_a_third_of_its_names_is_compared(tmp_path: Path) -> None:
    half = titled(
        "歩道を広げる", "食育の教室", "献血の呼び掛け", "薬の相談", "運動の習慣", "心の健康"
    )
    paths = write(tmp_path / "旧.xlsx", ONE), write(tmp_path / "新.xlsx", half)
    assert redline(*paths, tmp_path / "out").path.exists()


@pytest.mark.parametrize(("count", "is_refused"), [(1, False), (2, True)])
def test_few_items_say_nothing_about_the_plan(count: int, is_refused: bool) -> None:
    """Two measures and so many initiatives, none alike: from four items a share says something."""
    texts = (("歩道の整備", "健診の充実"), ("緑陰の整備", "食生活の改善"))
    old = titled("歩道を広げる", "段差をなくす")
    new = titled("検診を勧める", "食育の教室")
    both = [version(text) for text in (old, edited(*texts, text=new))]
    pairs = compared_pairs(*both, count)
    if is_refused:
        with pytest.raises(Problem, match="4件のうち0件"):
            check_alike(pairs, "旧.xlsx", "新.xlsx")
    else:
        check_alike(pairs, "旧.xlsx", "新.xlsx")


def compared_pairs(old: Version, new: Version, count: int) -> list[Pair]:
    """The pairs of all measures and of so many initiatives that went and came."""
    pairs = diff_plans(old, new).pairs
    of_levels = {
        level: [p for p in pairs if p.level is level] for level in (Level.MEASURE, Level.INITIATIVE)
    }
    went = [p for p in of_levels[Level.INITIATIVE] if p.match.old][:count]
    came = [p for p in of_levels[Level.INITIATIVE] if not p.match.old][:count]
    return [*of_levels[Level.MEASURE], *went, *came]


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        ("令和７年版", "令和６年版", "計画版の年が旧は2025、新は2024"),
        ("令和元年版", "平成30年版", "計画版の年が旧は2019、新は2018"),
        ("2025年3月改定", "令和6年改定", "計画版の年が旧は2025、新は2024"),
        ("平成31年改定", "2019年改定", ""),
        ("2024年", "2024年", ""),
        ("第2版", "第1版", ""),
        ("令和６年・令和８年改定", "令和７年改定", "計画版の年が旧は2026、新は2025"),
        ("令和7年改定", "初版", ""),
    ],
)
def test_the_year_of_the_version_tells_which_is_newer(old: str, new: str, sign: str) -> None:
    both = [version(edited(("計画版 | 第1版", f"計画版 | {text}"))) for text in (old, new)]
    remarks = order_remarks(*both)
    assert [r.how for r in remarks] == (
        [f"旧と新の計画マスタを逆に指定していませんか（{sign}）。旧・新の順に指定してください。"]
        if sign
        else []
    )


def test_names_of_the_plan_may_be_overlooked() -> None:
    check_masters(book(PLAN), book(edited(("架空市総合計画", "子ども計画"))), force=True)


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        (("評価年度 | 2024", "評価年度 | 2023"), "評価年度が旧は2024、新は2023"),
        (("2025年度（令和7年度）", "2024年度"), "目標年度が旧は2025、新は2024"),
    ],
)
def test_swapped_masters_are_told(tmp_path: Path, change: tuple[str, str], sign: str) -> None:
    old, new = write(tmp_path / "甲.xlsx", PLAN), write(tmp_path / "乙.xlsx", edited(change))
    assert any(sign in line for line in redline(old, new, tmp_path).told)
    assert not any("逆" in line for line in redline(new, old, tmp_path).told)
