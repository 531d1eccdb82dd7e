"""公開サイト: a static folder for citizens, which opens from a disk and from any web server.

A page for each section and initiative at an address that stays from year to year. Templates are
Jinja's; a city replaces any of them by one of the same name in a folder of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from zushi_xl.publish.open_data import open_data_files
from zushi_xl.publish.site.addresses import page_of
from zushi_xl.publish.site.charts import Bar, bar_chart
from zushi_xl.publish.site.colors import readable_accent
from zushi_xl.publish.site.views import InitiativePage, PageLink, SectionPage, Views
from zushi_xl.report.facts import marked_cells, money_of
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import yen
from zushi_xl.report.rating_counts import RatingCount, rating_counts
from zushi_xl.report.rating_names import rating_of
from zushi_xl.report.saved_time import day_of
from zushi_xl.report.spending import amount_printed, spending_of
from zushi_xl.text.codes import is_within

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["site_files"]

_MOST_BARS = 12
_LONGEST_FIGURE = 24  # characters


def site_files(
    report: Report, earlier: Sequence[Mapping[str, Any]] = (), templates: Path | None = None
) -> Iterator[tuple[str, str]]:
    """Paths within the site with their texts.

    ``earlier`` are the results (収集結果.json) of the years before, the newest first; ``templates``
    is a folder whose files take the place of those of the package.
    """
    engine = _engine(templates)
    views = Views(report, earlier)
    sections, initiatives = tuple(views.sections()), tuple(views.initiatives())
    pages: tuple[SectionPage | InitiativePage, ...] = (*sections, *initiatives)
    site = _site(report)

    def made(template: str, values: Mapping[str, object], root: str = "") -> str:
        return engine.get_template(template).render(site=site, root=root, **values)

    yield "site.css", engine.get_template("site.css").render(accent=readable_accent(report.form))
    yield "search.js", engine.get_template("search.js").render()
    yield "index.html", made("index.html", _overview(report, sections))
    if _has_budget(report):
        yield "budget.html", made("budget.html", _budget(report))
    if report.plan.goals:
        yield "goals.html", made("goals.html", {"goals": tuple(_goals(report))})
    yield "search.html", made("search.html", {"items": [_item(page) for page in pages]})
    data = {name: "".join(lines) for name, lines in open_data_files(report)}
    files = [(name, f"data/{quote(name)}") for name in data]
    yield "data.html", made("data.html", {"files": files})
    yield from ((f"data/{name}", text) for name, text in data.items())
    for section in sections:
        yield section.href, made("section.html", {"page": section}, "../")
    for initiative in initiatives:
        yield initiative.href, made("initiative.html", {"page": initiative}, "../")


def _engine(folder: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, select_autoescape

    own = [FileSystemLoader(folder)] if folder else []
    shipped = PackageLoader("zushi_xl.publish.site")
    engine = Environment(
        loader=ChoiceLoader([*own, shipped]),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.filters["figure"] = _figure
    return engine


def _figure(text: object) -> str:
    """A figure that stays on one line; the narrowest pages may part it after its commas. What is
    too long for one is an ordinary text."""
    from markupsafe import Markup, escape

    if len(str(text)) > _LONGEST_FIGURE:
        return escape(text)
    parted = escape(text).replace(",", Markup(",<wbr>"))
    return Markup('<span class="figure">{}</span>').format(parted)


def _site(report: Report) -> dict[str, object]:
    settings = report.plan.settings
    return {
        "title": f"{settings.plan_title}　{settings.evaluation_name} {report.fiscal_year}年度",
        "city": settings.city,
        "plan_version": settings.plan_version,
        "office": settings.office,
        "sample_note": settings.sample_note,
        "has_goals": bool(report.plan.goals),
        "has_budget": _has_budget(report),
        "lowest_level": report.plan.levels[-1].name,
        "as_of": _as_of(report),
    }


def _as_of(report: Report) -> str:
    """No clock: what the returned books themselves say of their time."""
    came = report.reported
    days = [day for d in came if (day := day_of(d.saved))]
    who = "各課" if report.counter == "課" else "各課と評価者"
    told = f"{who}の報告（{len(came)}／{len(report.divisions)}{report.counter}）によります。"
    if not days:
        return told
    last = max(days)
    return f"{last.year}年{last.month}月{last.day}日までに保存された{told}"


def _overview(report: Report, sections: Sequence[SectionPage]) -> dict[str, object]:
    counts = tuple(c for c in rating_counts(report) if c.field.published)
    tops = [page for page in sections if not page.above]
    return {
        "sentences": [_as_of(report)],
        "in_doubt": len(marked_cells(report)),
        "charts": [_grade_chart(count) for count in counts],
        "counts": counts,
        "tops": tops,
    }


def _grade_chart(count: RatingCount) -> Any:
    from markupsafe import Markup

    bars = [
        Bar(grade.text, Decimal(count.counts[grade.symbol]), f"{count.counts[grade.symbol]}件")
        for grade in count.grades
    ]
    return Markup(bar_chart(f"{rating_of(count.level_name, count.label)}（件数）", bars))


def _has_budget(report: Report) -> bool:
    """Whether the city has budget programs at all."""
    return bool(report.plan.programs or report.programs)


def _budget(report: Report) -> dict[str, object]:
    spending = spending_of(report)
    money = money_of(report)
    rows = [
        {
            "name": each.program.name,
            "amount": amount_printed(each) or "－",
            "state": each.state.value,
            "doubt": each.review.label if each.review.is_open else "",
        }
        for each in spending
    ]
    bars = [
        Bar(each.program.name, each.amount, amount_printed(each))
        for each in spending
        if each.amount is not None
    ]
    largest = sorted(bars, key=lambda bar: -bar.value)[:_MOST_BARS]
    chart = bar_chart("実績額の大きい予算事業", largest)
    return {
        "rows": rows,
        "chart": chart,
        "total": yen(money.reported, money.stated),
        "left_out": money.left_out_text(),
    }


def _goals(report: Report) -> Iterator[dict[str, object]]:
    for goal in report.plan.goals:
        links = [
            PageLink(i.title, page_of(i.code), code)
            for i in report.plan.initiatives
            for code in i.strategy_codes
            if is_within(code, goal.number)
        ]
        yield {**{name: getattr(goal, name) for name in _GOAL}, "links": links}


_GOAL = ("number", "title", "indicator", "baseline", "baseline_period", "target", "target_year")


def _item(page: SectionPage | InitiativePage) -> dict[str, str]:
    words: Iterable[str] = (page.code, page.heading, page.division, *(t.text for t in page.texts))
    return {
        "href": page.href,
        "code": page.code,
        "title": page.heading,
        "division": page.division,
        "text": " ".join(words),
    }
