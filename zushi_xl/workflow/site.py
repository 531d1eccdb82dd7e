"""公開サイト beside the other outputs, with the results of the two years before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from zushi_xl.files.json_in import read_json
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Problem
from zushi_xl.report.model import Report
from zushi_xl.workflow.output_names import RESULT, SITE

_YEARS = 2  # before the year under evaluation


class SiteOptions(NamedTuple):
    """Whether the site is made, and the folder of a city's own templates."""

    wanted: bool = False
    templates: Path | None = None


NO_SITE = SiteOptions()


def write_site(report: Report, options: SiteOptions, target: Path | Url, folder: Path) -> None:
    """Write the site into ``folder``, which is to become ``target``; those of the years before
    stand beside it.

    Raises:
        Problem: the templates are not there, or one of them cannot be used.
    """
    if not options.wanted:
        return
    if options.templates is not None and not options.templates.is_dir():
        raise Problem(
            f"{options.templates} が見つかりません。サイトのひな形のフォルダを指定してください。"
        )
    earlier = [*_earlier(target.parent, report.fiscal_year)] if isinstance(target, Path) else []
    from jinja2 import TemplateError

    from zushi_xl.publish.site import site_files

    try:
        for name, text in site_files(report, earlier, options.templates):
            path = folder / SITE / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    except TemplateError as error:
        name = getattr(error, "filename", None) or getattr(error, "name", None) or ""
        raise Problem(
            f"公開サイトのひな形{f'（{name}）' if name else ''}を使えません：{error}。"
            "ひな形を直すか、--site-templates を外してください。"
        ) from error


def _earlier(outputs: Path, year: int) -> Iterator[Mapping[str, Any]]:
    """What was collected in the years before, the newest first; one that cannot be read is left
    out, as it only adds a comparison."""
    for number in range(1, _YEARS + 1):
        path = outputs / f"{year - number}年度" / RESULT
        try:
            result = read_json(path)
        except (OSError, ValueError):
            continue
        if isinstance(result, dict) and result.get("fiscal_year") == year - number:
            yield result
