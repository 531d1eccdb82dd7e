"""公開サイト: what it says, what it holds back, and that everybody can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.page.driver import Browser
from tests.publish import small
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.publish.site import site_files
from zushi_xl.publish.site.addresses import page_of
from zushi_xl.publish.site.charts import Bar, ChartMark, bar_chart, line_chart
from zushi_xl.publish.site.colors import contrast_on_white

AXE = ROOT / "tests" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That of the sample year, with an earlier year beside it."""
    folder = tmp_path_factory.mktemp("site")
    before = folder / "2023年度"
    before.mkdir()
    (before / "収集結果.json").write_text(
        '{"schema":1,"fiscal_year":2023,"evaluations":[{"code":"5-1-①","title":'
        '"住民による自治活動の推進","rating":"C"},{"code":"5-2-②","title":"別の施策","rating":"D"}]}',
        encoding="utf-8",
    )
    done = CliRunner().invoke(
        main,
        [
            "collect",
            str(ROOT / "inputs"),
            "-o",
            str(folder),
            "--site",
            "--plan",
            str(ROOT / "templates_xlsx" / "計画マスタ.xlsx"),
            "--form",
            str(ROOT / "templates_xlsx" / "様式定義.xlsx"),
        ],
    )
    assert done.exit_code in (0, 1), done.output
    return folder / "2024年度" / "公開サイト"


def text_of(path: Path) -> str:
    shown = path.read_text(encoding="utf-8").replace("<wbr>", "")
    return re.sub(r"<[^>]+>", " ", shown)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [v for k, v in attrs if k in ("href", "src") and v and tag != "svg"]


def links_of(path: Path) -> Iterator[str]:
    parser = _Links()
    parser.feed(path.read_text(encoding="utf-8"))
    yield from (link for link in parser.found if not link.startswith("#"))


def test_every_link_leads_somewhere_and_nowhere_else(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        for link in links_of(page):
            assert "://" not in link
            assert (page.parent / unquote(link)).resolve().is_file(), (page.name, link)


def test_addresses_last() -> None:
    assert page_of("5-1-①-②") == "plan/5-1-1-2.html"
    assert page_of("5-1-⑫") == "plan/5-1-12.html"
    assert "/" not in page_of("Ⅲ/5-(2)").removeprefix("plan/")


def test_the_published_figures_stand_on_their_pages(site: Path) -> None:
    measure = text_of(site / page_of("5-2-②"))
    for words in ("男女平等参画の推進", "概ね順調であるとみなせる", "22.20%", "50％超"):
        assert words in measure
    assert "88,984,883円" in text_of(site / "budget.html")


def test_years_stand_side_by_side_only_for_the_same_item(site: Path) -> None:
    same = text_of(site / page_of("5-1-①"))
    assert "2023年度" in same
    assert re.search(r"C\s+A", same)
    assert "年度ごとの評価" not in text_of(site / page_of("5-2-②")), "its code meant another one"


def test_a_faulty_value_is_held_back(site: Path) -> None:
    page = text_of(site / page_of("2-4-①"))
    assert "866" not in page
    assert "確認中" in page
    assert "要修正" in page


def test_what_the_form_does_not_publish_is_not_there(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "前年度の今後の対応" not in path.read_text(encoding="utf-8"), path.name


def test_the_time_is_that_of_the_returns(site: Path) -> None:
    assert "2025年5月30日までに保存された各課の報告（8／9課）によります。" in text_of(
        site / "index.html"
    )


def test_a_city_replaces_a_template(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>{{ site.city }}のページ</p>", encoding="utf-8")
    made = dict(site_files(small.report(), templates=tmp_path))
    assert made["index.html"] == "<p>見本市のページ</p>"
    assert "<h1>" in made["budget.html"]


def test_a_broken_template_stops_with_its_name(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "index.html").write_text("{% if %}", encoding="utf-8")
    masters = [str(ROOT / "templates_xlsx" / name) for name in ("計画マスタ.xlsx", "様式定義.xlsx")]
    done = CliRunner().invoke(
        main,
        [
            "collect",
            str(ROOT / "inputs"),
            "-o",
            str(tmp_path / "out"),
            "--site",
            "--site-templates",
            str(own),
            "--plan",
            masters[0],
            "--form",
            masters[1],
        ],
    )
    assert done.exit_code == 2
    assert "index.html" in done.output
    assert not list((tmp_path / "out").rglob("*.html"))


def test_typed_markup_is_text() -> None:
    made = dict(
        site_files(
            small.report(
                answers={**small.ANSWERS, ("1-1-①", "remarks"): "<script>alert(1)</script>"}
            )
        )
    )
    page = made[page_of("1-1-①")]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_line_chart_tells_its_figures_in_words() -> None:
    svg = line_chart(
        "団体の数",
        "団体",
        [ChartMark("2023年度", Decimal(380), "380団体"), ChartMark("2024年度", None, "")],
        [],
        ChartMark("目標", Decimal(400), "400団体"),
        None,
    )
    assert 'aria-label="団体の数。2023年度 380団体、目標 400団体。"' in svg
    assert line_chart("なし", "", [ChartMark("2024年度", None, "")], [], None, None) == ""
    assert bar_chart("なし", []) == ""


def test_a_negative_bar_has_no_length_and_keeps_its_figure() -> None:
    svg = bar_chart(
        "額", [Bar("返還", Decimal(-500), "-500円"), Bar("道路", Decimal(200), "200円")]
    )
    assert re.findall(r'<rect class="bar" x="168" y="\d+" width="(\d+)"', svg) == ["0", "204"]
    assert "-500円" in svg
    only = bar_chart("額", [Bar("返還", Decimal(-500), "-500円")])
    assert re.findall(r'width="(\d+)" height="22"', only) == ["0"]
    none = bar_chart("額", [Bar("返還", Decimal(0), "0円"), Bar("道路", Decimal(200), "200円")])
    assert re.findall(r'width="(\d+)" height="22"', none) == ["0", "213"]


def test_long_figures_of_an_axis_are_not_cut() -> None:
    def first_line(most: int) -> str:
        marks = [ChartMark("2024年度", Decimal(most), str(most))]
        found = re.search(r'class="grid" x1="(\d+)"', line_chart("額", "円", marks, [], None, None))
        assert found
        return found[1]

    assert first_line(80) == "58"
    assert first_line(9_000_000_000) == "134"


def test_a_heading_is_never_empty() -> None:
    plan = small.plan()
    kpis = (replace(plan.kpis[0], statement=" "), *plan.kpis[1:])
    initiatives = (replace(plan.initiatives[0], title=""), *plan.initiatives[1:])
    report = small.report(plan=replace(plan, kpis=kpis, initiatives=initiatives))
    made = dict(site_files(report))
    assert "<h3>KPI1</h3>" in made[page_of("1-1-①")]
    assert "<h1>1-1-①-①</h1>" in made[page_of("1-1-①-①")]


@pytest.mark.parametrize(
    "earlier",
    [
        {"fiscal_year": 2023, "evaluations": 3, "initiatives": None},
        {"fiscal_year": 2023, "evaluations": [None, {"code": None}, {"code": "1-1-①"}]},
    ],
)
def test_an_earlier_result_of_another_form_is_no_year(earlier: dict[str, object]) -> None:
    made = dict(site_files(small.report(), [earlier]))
    assert "年度ごとの評価" not in made[page_of("1-1-①")]


def test_three_years_stand_side_by_side() -> None:
    def result(year: int, grade: str) -> dict[str, object]:
        record = {"code": "1-1-①", "title": "見守りの推進", "rating": grade}
        return {"fiscal_year": year, "evaluations": [record]}

    earlier = [result(2023, "C"), result(2022, "D"), result(2021, "A")]
    page = dict(site_files(small.report(), earlier))[page_of("1-1-①")]
    table = page.split("年度ごとの評価")[1].split("</table>")[0]
    assert re.findall(r"(\d{4})年度", table) == ["2022", "2023", "2024"]
    assert re.findall(r"<td>(.*?)</td>", table) == ["D", "C", "B"]


@pytest.mark.parametrize(("color", "least"), [("000000", 21.0), ("FFFFFF", 1.0), ("767676", 4.54)])
def test_contrast(color: str, least: float) -> None:
    assert round(contrast_on_white(color), 2) == least


def test_a_confirmed_value_is_shown_with_its_mark() -> None:
    report = small.report()
    source = report.evaluation_of["1-1-①"].rating_source
    finding = Finding("x", Severity.CONFIRM, "文", "直し方", source)
    made = dict(site_files(small.report(findings=[finding])))
    assert re.search(
        r'class="symbol">B</strong>.*?class="doubt">要確認', made[page_of("1-1-①")], re.DOTALL
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(site: Path, scheme: str) -> None:
    """axe-core finds nothing on any kind of page, on a phone and in both schemes."""
    browser = Browser("chrome")
    try:
        for name in (
            "index.html",
            "budget.html",
            "goals.html",
            "search.html",
            "data.html",
            page_of("5"),
            page_of("5-2-②"),
            page_of("5-1-①-①"),
        ):
            browser.tell("open", url=(site / name).as_uri(), width=320, scheme=scheme)
            wide = browser.tell("evaluate", script="document.documentElement.scrollWidth")
            assert wide <= 320, name
            browser.tell("open", url=(site / name).as_uri(), width=360, scheme=scheme)
            browser.tell("script", path=str(AXE))
            found = browser.tell(
                "evaluate",
                script="axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))",
            )
            assert found == [], name
            wide = browser.tell("evaluate", script="document.documentElement.scrollWidth")
            assert wide <= 360, name
    finally:
        browser.close()


@pytest.mark.parametrize("amount", ["123,456,789,012,345円", "2,289,233円ほか" * 9, "あ" * 300])
def test_no_amount_makes_a_page_wider_than_the_smallest_phone(tmp_path: Path, amount: str) -> None:
    answers = small.ANSWERS | {(code, "amount"): amount for code in ("1-1-①-①", "1-1-①-②")}
    for name, text in site_files(small.report(answers=answers)):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    browser = Browser("chrome")
    try:
        for name in ("budget.html", "index.html", page_of("1-1-①-①"), page_of("1-1-①")):
            for width in (320, 360, 768, 1280):
                browser.tell("open", url=(tmp_path / name).as_uri(), width=width)
                wide = browser.tell("evaluate", script="document.documentElement.scrollWidth")
                assert wide <= width, (name, width)
    finally:
        browser.close()


def test_figures_are_parted_after_commas_only() -> None:
    made = dict(site_files(small.report()))
    assert "2,<wbr>289,<wbr>233" in made["budget.html"]
    assert "&lt;wbr" not in "".join(made.values())


def test_the_search_narrows_the_list(site: Path) -> None:
    browser = Browser("chrome")
    try:
        browser.tell("open", url=(site / "search.html").as_uri())
        script = "(() => { const w = document.getElementById('words'); w.value = '男女 平等'; w.dispatchEvent(new Event('input')); return [...document.querySelectorAll('#items li')].filter(i => !i.hidden).length; })()"
        count = browser.tell("evaluate", script=script)
        assert 1 <= count < 10
        assert (
            browser.tell("evaluate", script="document.getElementById('found').textContent")
            == f"{count}件"
        )
    finally:
        browser.close()
