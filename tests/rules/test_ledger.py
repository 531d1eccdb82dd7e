"""The finance system's CSV: how it is read, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.masters import books as masters
from tests.rules.builders import FORM, book, brief, plan, report
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.model import Plan
from zushi_xl.report.ledger import Ledger, LedgerMatch
from zushi_xl.report.model import Report
from zushi_xl.rules.settings import settle
from zushi_xl.workflow.ledger_file import read_ledger

CENTRE, EXCHANGE, PEACE = "市民交流センター維持管理事業", "国際交流推進事業", "非核平和推進事業"
PLAN = plan(
    initiatives=f"""
5-1-②-① | ① | 場の確保   | 市民協働課 | | {CENTRE}
5-1-②-② | ② | 情報サイト | 市民協働課 | | {CENTRE}
5-1-②-③ | ③ | 交流       | 市民協働課 | | {EXCHANGE}
5-1-②-④ | ④ | 平和       | 市民協働課 | | {PEACE}
""",
    programs=f"{CENTRE} | 88,984,883\n{EXCHANGE}\n{PEACE}",
)
CUTS_OFF = replace(PLAN, settings=replace(PLAN.settings, ledger_cuts_off=True))
RETURN = """
E12 | 5-1-②-① amount | 88,984,883円
E16 | 5-1-②-② amount | 88,984,883円
E20 | 5-1-②-③ amount | 315,760円
"""
CSV = f"""\
会計年度,予算事業名,節,支出済額
2024,{CENTRE},委託料,"88,000,000"
2024,{CENTRE},需用費,984883
2024,{EXCHANGE},,￥315760
2023,{EXCHANGE},,999
2024,消防団運営事業,,1000
,合計,,"89,301,643"
"""


def ledger(tmp_path: Path, text: str = CSV, of: Plan = PLAN, encoding: str = "cp932") -> Ledger:
    file = tmp_path / "決算.csv"
    file.write_bytes(text.encode(encoding))
    return read_ledger(file, of)


def amounts(read: Ledger) -> dict[str, Decimal]:
    return {entry.name: entry.amount for entry in read.entries}


def reconciled(tmp_path: Path, text: str = CSV, table: str = RETURN, of: Plan = PLAN) -> Report:
    made, settled = report(of, book(of, table)), ledger(tmp_path, text, of)
    return replace(made, ledger=settled, reconciled=rules.reconcile(made, settled))


def found(tmp_path: Path, text: str = CSV, table: str = RETURN, of: Plan = PLAN) -> list[Finding]:
    judged = rules.check_report(reconciled(tmp_path, text, table, of))
    return [f for f in judged if f.rule.startswith("budget-ledger")]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    read = ledger(tmp_path, encoding=encoding)
    assert amounts(read) == {CENTRE: 88984883, EXCHANGE: 315760, "消防団運営事業": 1000}
    first = read.entries[0]
    assert (first.source.file, first.source.cell, len(read.sha256)) == ("決算.csv", "D2", 64)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("事業名,決算額（千円）\n平和,283", 283000),
        ("事業名,決算額(単位：千円)\n平和,283.5", 283500),
        ("令和6年度 決算一覧\n\n款,事務事業名,決算額\n2,平和,▲283円", -283),
        ("事業名\t決算額\n平和\t２８３", 283),
        ("事業名,決算額\n平和,ー\n平和,5", 5),
    ],
)
def test_shapes_of_ledgers(tmp_path: Path, text: str, amount: int) -> None:
    assert amounts(ledger(tmp_path, text)) == {"平和": amount}


def test_the_heads_are_data(tmp_path: Path) -> None:
    named = replace(PLAN.settings, ledger_program="細々事業", ledger_amount="執行額")
    text = "細々事業,事業名,執行額\n平和,ほか,7"
    assert amounts(ledger(tmp_path, text, replace(PLAN, settings=named))) == {"平和": 7}


@pytest.mark.parametrize("text", ["", "名前,額\n平和,7", "事業名,予算額\n平和,7"])
def test_a_ledger_without_known_heads_ends_the_run(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem, match="台帳の事業名の見出し"):
        ledger(tmp_path, text)


def test_what_is_no_text_or_not_there_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\x81\xff\xfe\x00\x81")
    with pytest.raises(Problem, match="文字コード"):
        read_ledger(tmp_path / "a.csv", PLAN)
    with pytest.raises(Problem, match="読めません"):
        read_ledger(tmp_path / "none.csv", PLAN)


@pytest.mark.parametrize(
    ("typed", "rules_told"),
    [
        ("88,984千円", []),  # budget-inexact asks for the yen; the ledger says the same
        ("約8,900万円", []),
        ("88,900,000円", ["budget-ledger-differs"]),
        ("約8,000万円", ["budget-ledger-differs"]),
    ],
)
def test_an_amount_that_leaves_the_yen_open(
    tmp_path: Path, typed: str, rules_told: list[str]
) -> None:
    table = RETURN.replace("E12 | 5-1-②-① amount | 88,984,883円", f"E12 | 5-1-②-① amount | {typed}")
    assert [f.rule for f in found(tmp_path, table=table)] == rules_told


def test_the_table_of_differences(tmp_path: Path) -> None:
    text = CSV.replace("￥315760", "315770").replace("消防団運営事業", PEACE)
    table = RETURN + "E24 | 5-1-②-④ program | 平和のつどい\nE25 | 5-1-②-④ amount | 20円"
    rows = {r.name: (r.match, r.difference) for r in reconciled(tmp_path, text, table).reconciled}
    assert rows == {
        CENTRE: (LedgerMatch.AGREES, 0),
        EXCHANGE: (LedgerMatch.DIFFERS, -10),
        "平和のつどい": (LedgerMatch.ONLY_REPORTS, None),
        PEACE: (LedgerMatch.ONLY_LEDGER, None),
    }


def test_names_match_in_any_width_and_by_alias(tmp_path: Path) -> None:
    known = PLAN.programs[0]._replace(aliases=("センター管理費",))
    of = replace(PLAN, programs=(known, *PLAN.programs[1:]))
    text = f"事業名,決算額\n ｾﾝﾀｰ管理費,88984883\n{EXCHANGE}　,315760"
    rows = {row.name: row.match for row in reconciled(tmp_path, text, of=of).reconciled}
    assert rows == {
        CENTRE: LedgerMatch.AGREES,
        EXCHANGE: LedgerMatch.AGREES,
        PEACE: LedgerMatch.OPEN,
    }


def test_budget_ledger_differs_raised(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CSV.replace("￥315760", "380318"))
    assert brief([finding]) == [("budget-ledger-differs", "E20")]
    assert (finding.severity, finding.expected) == ("confirm", "380,318円")
    assert "315,760円 は、決算台帳の 380,318円 より 64,558円 少ない額です" in finding.message


def test_budget_ledger_differs_silent(tmp_path: Path) -> None:
    assert found(tmp_path) == []
    rounded = f"事業名,決算額（千円）\n{CENTRE},88985\n{EXCHANGE},316"
    assert found(tmp_path, rounded) == []
    cut = f"事業名,決算額（千円）\n{CENTRE},88984\n{EXCHANGE},315"
    assert found(tmp_path, cut, of=CUTS_OFF) == []


@pytest.mark.parametrize(
    ("typed", "cuts_off"), [("", False), ("四捨五入", False), ("切り捨て", True), ("切捨て", None)]
)
def test_the_master_says_what_becomes_of_parts_of_a_thousand(
    typed: str, cuts_off: bool | None
) -> None:
    master = masters.PLAN.replace("回 | 1\n", f"回 | 1\n台帳の千円未満 | {typed}\n")
    if cuts_off is None:
        (mistake,) = masters.faults(load_plan, masters.book(master))
        assert mistake == ("plan-choice", "設定!B14")
    else:
        loaded = load_plan(masters.book(master))
        assert loaded.settings.ledger_cuts_off is cuts_off


def test_a_ledger_that_may_cut_off_is_asked_about(tmp_path: Path) -> None:
    """88,984,883 and 315,760 are no roundings of 88,984 and 315 thousand; 380 is far from both."""
    cut = f"事業名,決算額（千円）\n{CENTRE},88984\n{EXCHANGE},380"
    near, far = found(tmp_path, cut)
    assert [f.source.cell for f in (near, far) if f.source] == ["E12", "E20"]
    assert "設定「台帳の千円未満」に「切り捨て」と書きます。" in near.remedy
    assert "切り捨て" not in far.remedy
    assert [f.expected for f in found(tmp_path, cut, of=CUTS_OFF)] == ["380,000円"]


def test_the_ledger_is_surer_than_the_plan_master(tmp_path: Path) -> None:
    table = RETURN.replace("88,984,883円", "88,984,838円", 1)
    judged = reconciled(tmp_path, table=table)
    all_ = [*rules.check_book(PLAN, FORM, book(PLAN, table)), *rules.check_report(judged)]
    rules_of = {f.rule for f in settle(all_, PLAN) if f.source and f.source.cell == "E12"}
    assert "budget-ledger-differs" in rules_of
    assert "budget-settled-differs" not in rules_of


@pytest.mark.parametrize(
    ("cuts_off", "reported", "lines", "told"),
    [
        # rounded: half a thousand for each line, nothing more
        (False, (500, 499), ((0,), (0,)), ()),
        (False, (501, -499), ((0,), (0,)), (EXCHANGE,)),
        (False, (-500, 400), ((0,), (0,)), ()),
        (False, (1000, -500), ((0, 0), (0,)), ()),
        (False, (1001, -500), ((0, 0), (0,)), (EXCHANGE,)),
        (False, (999, 883), ((0,), (0,)), (EXCHANGE, PEACE)),  # whatever others say
        # cut off: less than a thousand for each line, and never less than the ledger
        (True, (999, 883), ((0,), (0,)), ()),
        (True, (999, 1000), ((0,), (0,)), (PEACE,)),
        (True, (1999, 883), ((0, 0), (0,)), ()),
        (True, (2000, 883), ((0, 0), (0,)), (EXCHANGE,)),
        (True, (0, -1), ((0,), (0,)), (PEACE,)),
    ],
)
def test_a_ledger_in_thousands_is_compared_as_far_as_it_is_exact(
    tmp_path: Path,
    cuts_off: bool,
    reported: tuple[int, ...],
    lines: tuple[tuple[int, ...], ...],
    told: tuple[str, ...],
) -> None:
    """Each program has 300 thousand in its first line and the given ones in others; ``reported``
    is how many yen more a division says."""
    names = (EXCHANGE, PEACE)
    rows = [
        f"{name},節{n},{300 if n == 0 else more}"
        for name, own in zip(names, lines, strict=True)
        for n, more in enumerate(own)
    ]
    text = "事業名,節,決算額（千円）\n" + "\n".join(rows)
    table = "\n".join(
        f"E{20 + 4 * n} | 5-1-②-{code} amount | {300_000 + more:,}円"
        for n, (code, more) in enumerate(zip("③④", reported, strict=True))
    )
    of = CUTS_OFF if cuts_off else PLAN
    judged = found(tmp_path, text, table, of)
    differing = [f for f in judged if f.rule == "budget-ledger-differs"]
    assert [f.code for f in differing] == [
        {EXCHANGE: "5-1-②-③", PEACE: "5-1-②-④"}[name] for name in told
    ]
    by_name = {row.name: row.match for row in reconciled(tmp_path, text, table, of).reconciled}
    wanted = {n: LedgerMatch.DIFFERS if n in told else LedgerMatch.AGREES for n in names}
    assert {name: by_name[name] for name in names} == wanted


@pytest.mark.parametrize(("more", "is_told"), [(0, False), (1, True), (-1, True)])
def test_a_ledger_in_yen_is_compared_to_the_yen(tmp_path: Path, more: int, is_told: bool) -> None:
    text = f"事業名,節,決算額\n{EXCHANGE},報償費,200\n{EXCHANGE},需用費,100"
    table = f"E20 | 5-1-②-③ amount | {300 + more}円"
    assert ("budget-ledger-differs" in {f.rule for f in found(tmp_path, text, table)}) is is_told


def test_budget_ledger_missing_raised(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CSV.replace(EXCHANGE, "国際交流事業"))
    assert brief([finding]) == [("budget-ledger-missing", "E20")]
    assert "いちばん近い名前は「国際交流事業」" in finding.message


def test_budget_ledger_missing_silent(tmp_path: Path) -> None:
    without = "E12 | 5-1-②-① amount | 88,984,883円"
    assert found(tmp_path, f"事業名,決算額\n{CENTRE},88984883", without) == []


def test_budget_ledger_unreported_raised(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CSV.replace("消防団運営事業", PEACE))
    assert (finding.rule, finding.severity) == ("budget-ledger-unreported", "info")
    assert finding.source == PLAN.programs[2].source


def test_budget_ledger_unreported_silent(tmp_path: Path) -> None:
    assert found(tmp_path) == []  # 消防団運営事業 is no program of the plan


def test_budget_ledger_unreadable_raised(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CSV.replace("1000", "調整中"))
    assert brief([finding]) == [("budget-ledger-unreadable", "D6")]


def test_budget_ledger_unreadable_silent(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def unread(read: Ledger) -> list[tuple[int, str, str]]:
    return [(item.line, item.name, item.text) for item in read.unread]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # merged cells: the name stands once, the lines below say their 節
        ("款,事業名,節,決算額\n2,平和,報償費,300\n,,需用費,15", {"平和": 315}),
        (
            "事業名,節,決算額\n平和,,\n,報償費,300\n,需用費,15\n交流,報償費,7",
            {"平和": 315, "交流": 7},
        ),
        # the year of a merged cell, too
        ("年度,事業名,節,決算額\n2023,平和,報償費,300\n,,需用費,15\n2024,平和,,4", {"平和": 4}),
        # sums, wherever their word stands
        ("款,事業名,節,決算額\n2,平和,報償費,300\n,,計,300\n3,交流,,7", {"平和": 300, "交流": 7}),
        ("款,事業名,節,決算額\n2,平和,報償費,300\n総務費 計,,,300", {"平和": 300}),
        ("会計,事業名,節,決算額\n一般会計,平和,報償費,300\n一般会計,,需用費,8", {"平和": 308}),
        # short and long lines with nothing in what is left out or added
        ("事業名,決算額,備考,課\n平和,300\n交流,7,,", {"平和": 300, "交流": 7}),
        ("事業名,決算額\n平和,300,,\n", {"平和": 300}),
        ('\ufeff事業名,決算額\n"平和","1,300"', {"平和": 1300}),
        ('事業名,決算額\n"平和\n（人権）",5', {"平和\n（人権）": 5}),
        (
            "題,表,の,名\n\n事業名\t決算額\n平和\t5\n交流\t6\n講座\t7",
            {"平和": 5, "交流": 6, "講座": 7},
        ),
        # a line that calls itself a sum, above or below its parts, is not added to them
        ("事業名,節,決算額\n平和,事業計,315\n,報償費,300\n,需用費,15", {"平和": 315}),
        ("事業名,節,決算額\n平和,報償費,300\n平和,需用費,15\n平和,計,315", {"平和": 315}),
        ("事業名,節,決算額\n平和,計,315\n交流,計,7", {"平和": 315, "交流": 7}),
        # heads in two lines, one over several; heads again on the next page
        ("款,事業名,歳出,,\n,,予算現額,支出済額,不用額\n2,平和,9,5,4", {"平和": 5}),
        ("事業名,決算額\n平和,5\n\n事業名,決算額\n交流,6", {"平和": 5, "交流": 6}),
        # other separators, ends of lines and blanks
        ("事業名;決算額\n平和;5\n交流;1,006", {"平和": 5, "交流": 1006}),
        ("事業名,決算額\r平和,5\r交流,6\r", {"平和": 5, "交流": 6}),
        ("事業名,決 算 額\n　平和　, 1，005 \x1a", {"平和": 1005}),
        ('"事業名","決算額\n（千円）"\n平和,5', {"平和": 5000}),
        # figures beside the amount that only look like parted thousands
        ("事業名,決算額,不用額\n平和,5,123", {"平和": 5}),
        ("事業名,決算額,人数\n平和,5,100", {"平和": 5}),
        # what is taken back, other years, an amount of 0 and none
        ("事業名,決算額\n平和,1000\n平和,▲200", {"平和": 800}),
        ("事業名,年度,決算額\n平和,R6,5\n交流,令和5年度,7", {"平和": 5}),
        ("事業名,決算額\n平和,0\n交流,", {"平和": 0}),
        # two heads of different names: the more usual one
        ("事業名,支出済額,決算額\n平和,1,2", {"平和": 2}),
    ],
)
def test_lines_as_finance_systems_write_them(
    tmp_path: Path, text: str, expected: dict[str, int]
) -> None:
    read = ledger(tmp_path, text, encoding="utf-8")
    assert (amounts(read), unread(read)) == (expected, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # unquoted thousands: a line longer than the heads, whatever stands before it
        ("事業名,決算額\n平和,315,760", [(2, "平和", "315")]),
        ("事業名,決算額\n交流,5\n平和,1,315,760円", [(3, "平和", "1")]),
        ("事業名,予算額,決算額\n平和,400,000,315,760", [(2, "平和", "000")]),
        ("事業名,決算額,備考,課\n平和,315,760", [(2, "平和", "315")]),
        ("事業名,予算額,決算額,備考,課\n平和,1,400,000", [(2, "平和", "400")]),
        ("事業名,決算額\n道路,橋りょう費,500", [(2, "道路", "橋りょう費")]),
        # too short, and lines of which nobody can say whose they are
        ("事業名,節,決算額\n平和,報償費", [(2, "平和", "")]),
        ("事業名,節,決算額\n,報償費,300", [(2, "", "300")]),
        ("事業名,節,決算額\n平和,報償費,300\n,,300", [(3, "平和", "300")]),
        ("事業名,節,決算額\n平和,報償費,300\n,,15", [(3, "平和", "15")]),
        ("事業名,節,決算額\n平和,報償費,300\n,すべて,300", [(3, "平和", "300")]),
        ("事業名,節,決算額\n平和,報償費,300\n合計,,300\n,需用費,5", [(4, "", "5")]),
        ("事業名,決算額\n平和,300人", [(2, "平和", "300人")]),
        ("事業名,決算額\n平和,約300", [(2, "平和", "約300")]),
        # thousands that are parted into a column for words
        ("事業名,決算額,備考\n平和,1,000", [(2, "平和", "1")]),
        ("事業名,決算額,備考\n平和,1,000,", [(2, "平和", "1")]),
        ("事業名,決算額,\n交流,500,\n平和,12,345", [(3, "平和", "12")]),
        # a sum that may be a part, or is another one than that of the parts
        ("事業名,節,決算額\n平和,,315\n,報償費,300\n,需用費,15", [(2, "平和", "315")]),
        ("事業名,節,決算額\n平和,報償費,300\n,需用費,15\n平和,計,320", [(4, "平和", "320")]),
        # a numbered line without a name is no part of the one above
        ("番号,事業名,決算額\n1,平和,300\n2,,15", [(3, "平和", "15")]),
        # a year that nobody can read; figures as programs write them
        ("事業名,会計年度,決算額\n平和,2023/04/01,5", [(2, "平和", "5")]),
        ("事業名,会計年度,決算額\n平和,R5.4～R6.3,5", [(2, "平和", "5")]),
        ("事業名,決算額\n平和,1.0E+03", [(2, "平和", "1.0E+03")]),
        ("事業名,決算額\n平和,(500)", [(2, "平和", "(500)")]),
        ("事業名,決算額\n平和,500-", [(2, "平和", "500-")]),
        ('事業名,決算額\n平和,"1,00"', [(2, "平和", "1,00")]),
        ("事業名,決算額\n平和,=SUM(A1:A2)", [(2, "平和", "=SUM(A1:A2)")]),
    ],
)
def test_lines_that_are_told(tmp_path: Path, text: str, told: list[tuple[int, str, str]]) -> None:
    read = ledger(tmp_path, text, encoding="utf-8")
    assert unread(read) == told
    assert "平和" not in amounts(read) or told[0][1] == ""


def test_a_program_with_a_line_that_is_not_read_is_not_compared(tmp_path: Path) -> None:
    text = f"予算事業名,節,決算額\n{EXCHANGE},報償費,315\n{EXCHANGE},需用費,調整中\n"
    rows = {row.name: row for row in reconciled(tmp_path, text).reconciled}
    assert (rows[EXCHANGE].match, rows[EXCHANGE].ledger) == (LedgerMatch.UNSURE, None)
    rules_found = {f.rule for f in found(tmp_path, text) if f.code == "5-1-②-③"}
    assert rules_found == set()
    (one,) = [f for f in found(tmp_path, text) if f.rule == "budget-ledger-unreadable"]
    assert "3行目" in one.message
    assert one.source is not None
    assert one.source.cell == "C3"


def test_a_program_without_an_amount_is_no_program_that_the_ledger_lacks(tmp_path: Path) -> None:
    text = (
        f"予算事業名,節,決算額\n{EXCHANGE},,－\n{PEACE},,\n,報償費,未確定\n{CENTRE},,\n,需用費,5\n"
    )
    read = ledger(tmp_path, text)
    assert [(item.line, item.reason) for item in read.unread] == [
        (2, "額が書かれていません"),
        (4, "額がまだ決まっていません"),
    ]
    assert amounts(read) == {CENTRE: 5}
    assert {f.rule for f in found(tmp_path, text) if f.code == "5-1-②-③"} == set()


def test_a_heading_of_a_program_is_no_line_of_it(tmp_path: Path) -> None:
    read = ledger(tmp_path, f"予算事業名,決算額\n{EXCHANGE},\n総務費,\n{EXCHANGE},5\n")
    assert (amounts(read), unread(read)) == ({EXCHANGE: 5}, [])


def test_old_and_present_names_of_a_program_are_added(tmp_path: Path) -> None:
    named = PLAN.programs[1]._replace(aliases=("国際交流事業",))
    of = replace(PLAN, programs=(PLAN.programs[0], named, PLAN.programs[2]))
    text = f"事業名,決算額\n{EXCHANGE},300000\n国際交流事業,15760\n"
    rows = {row.name: row for row in reconciled(tmp_path, text, of=of).reconciled}
    assert (rows[EXCHANGE].match, rows[EXCHANGE].ledger) == (LedgerMatch.AGREES, 315760)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "事業名,決算額,決算額\n平和,1,2",
            "1行目に、見出し「決算額」の列が二つ以上あります（B列とC列）",
        ),
        ("題\n事業名,事業名,決算額\n平和,交流,2", "2行目に、見出し「事業名」"),
        ('事業名,決算額\n"平和,1\n交流,2\n', "行目までを CSV として読めません。"),
        ("事業名,決算額\n", "2024年度の額の行がありません"),
        ("年度,事業名,決算額\n2023,平和,1\n", "2024年度の額の行がありません"),
    ],
)
def test_ledgers_that_nobody_can_read_end_the_run(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Problem, match=re.escape(says)):
        ledger(tmp_path, text, encoding="utf-8")


OWN = {  # what finance systems write: the amounts of two programs, and the lines that are told
    "the unit above the heads": (
        "令和6年度 歳出決算,,（単位：千円）\n事業名,節,決算額\n甲,,88985\n",
        {"甲": 88_985_000},
        [],
    ),
    "the unit above, in words": ("単位 百万円\n事業名,決算額\n甲,3\n", {"甲": 3_000_000}, []),
    "the head is surer than what stands above": (
        "単位：千円\n事業名,決算額（円）\n甲,500\n",
        {"甲": 500},
        [],
    ),
    "a column of units": ("事業名,決算額,単位\n甲,88985,千円\n乙,5,\n", {"甲": 88_985_000, "乙": 5000}, []),
    "two units in it": ("事業名,決算額,単位\n甲,88985,千円\n乙,500,円\n", {"甲": 88_985_000}, [3]),
    "a column of that name with other words": ("事業名,決算額,単位\n甲,500,式\n", {"甲": 500}, []),
    "ditto marks": ("事業名,節,決算額\n甲,委託料,100\n〃,需用費,50\n同上,役務費,5\n", {"甲": 155}, []),
    "a ditto mark under nothing": ("事業名,節,決算額\n〃,需用費,50\n甲,委託料,100\n", {"甲": 100}, [2]),
    "a ditto mark under a sum": ("事業名,決算額\n甲,100\n合計,100\n〃,50\n", {"甲": 100}, [4]),
    "thousands beside a rate": ("事業名,決算額,執行率\n甲,984,883\n乙,315760,99.0\n", {"乙": 315_760}, [2]),
    "a rate of two digits": ("事業名,決算額,執行率\n甲,984,88\n乙,984,100\n", {"甲": 984, "乙": 984}, []),
    "names merged below a heading column": (
        "款,事業名,節,決算額\n総務費,甲,委託料,100\n,,需用費,50\n,乙,報償費,30\n",
        {"甲": 150, "乙": 30},
        [],
    ),
    "lines broken within quotes": (
        '"事業名","備考","決算額"\n"甲","一行目\n二行目","1,000"\n乙,,30\n',
        {"甲": 1000, "乙": 30},
        [],
    ),
    "a name broken within quotes": ('"事業名","決算額"\n"甲\n事業","1,000"\n', {"甲\n事業": 1000}, []),
    "semicolons": ("事業名;決算額\n甲;1,000\n乙;30\n", {"甲": 1000, "乙": 30}, []),
    "tabs": ("事業名\t決算額\n甲\t1,000\n乙\t30\n", {"甲": 1000, "乙": 30}, []),
    "less than zero": ("事業名,節,決算額\n甲,委託料,100\n甲,戻入,△20\n乙,,▲5\n", {"甲": 80, "乙": -5}, []),
    "less than zero in brackets": ("事業名,節,決算額\n甲,委託料,100\n甲,戻入,(20)\n", {}, [3]),
    "a short line": ("事業名,節,決算額\n甲,委託料\n乙,,30\n", {"乙": 30}, [2]),
    "a sum above its parts": ("事業名,節,決算額\n甲,,150\n,委託料,100\n,需用費,50\n", {}, [2]),
    "sums under each name": (
        "事業名,節,決算額\n甲,委託料,100\n甲,需用費,50\n小計,,150\n乙,,30\n　合　計,,180\n",
        {"甲": 150, "乙": 30},
        [],
    ),
    "old line ends": ("事業名,決算額\r甲,100\r乙,30\r", {"甲": 100, "乙": 30}, []),
    "texts that a formula keeps from being numbers": (
        '番号,事業名,決算額\n="0012",="甲",="1000"\n"=""0013""","=""乙""","=""1,030"""\n',
        {"甲": 1000, "乙": 1030},
        [],
    ),
    "the unit under the table": ("事業名,決算額\n甲,5\n乙,7\n（単位：千円）,\n", {"甲": 5000, "乙": 7000}, []),
    "the unit right below": ("事業名,決算額\n甲,5\n,単位：百万円\n", {"甲": 5_000_000}, []),
    "the unit in a sentence above": ("※ 金額は千円単位です。\n事業名,決算額\n甲,5\n", {"甲": 5000}, []),
    "the unit in brackets alone": ("決算書,（千円）\n事業名,決算額\n甲,5\n", {"甲": 5000}, []),
    "the same unit on the next page": (
        "単位：千円\n事業名,決算額\n甲,5\n単位：千円\n事業名,決算額\n乙,7\n",
        {"甲": 5000, "乙": 7000},
        [],
    ),
    "another unit on the next page": (
        "事業名,決算額\n甲,5000\n（単位：千円）\n事業名,決算額\n乙,7\n",
        {"甲": 5000},
        [3, 5],
    ),
    "another unit under the table": ("事業名,決算額（円）\n甲,5\n単位：千円\n", {"甲": 5}, [3]),
    "no name in another group": (
        "款,事業名,節,決算額\n総務費,甲,委託料,100\n総務費,,需用費,50\n衛生費,,需用費,5\n",
        {},
        [4],
    ),
    "no name on another day": (
        "支出日,事業名,節,決算額\n令和6年5月1日,甲,委託料,100\n令和6年6月1日,,需用費,50\n",
        {"甲": 150},
        [],
    ),
    "a title of another year": ("令和5年度 歳出決算\n事業名,決算額\n甲,5\n", {"甲": 5}, [1]),
    "titles of two years": ("令和6年度 決算（令和5年度繰越を含む）\n事業名,決算額\n甲,5\n", {"甲": 5}, []),
    "the year of printing": ("令和7年度 出力\n事業名,決算額\n甲,5\n", {"甲": 5}, []),
    "a title beside a column of years": (
        "平成30年度からの決算\n事業名,年度,決算額\n甲,R6,5\n",
        {"甲": 5},
        [],
    ),
    "another year between": (
        "会計年度,事業名,決算額\n令和6,甲,100\nR5,甲,999\n2024,乙,30\n",
        {"甲": 100, "乙": 30},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@pytest.mark.parametrize("case", OWN)
def test_a_ledger_is_right_or_told_with_the_line(tmp_path: Path, case: str, encoding: str) -> None:
    text, sums, told = OWN[case]
    read = ledger(tmp_path, text, encoding=encoding)
    assert (amounts(read), [item.line for item in read.unread]) == (sums, told)
