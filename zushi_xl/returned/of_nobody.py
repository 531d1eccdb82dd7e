"""Books that are nobody's: of another year, of no division of the plan, or no form at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.findings.finding import Finding
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Page
from zushi_xl.plan.model import Plan
from zushi_xl.returned.owner import stated_identity
from zushi_xl.returned.rules import NOT_A_FORM, WRONG_YEAR
from zushi_xl.returned.sections import Sighting
from zushi_xl.text.wording import shorten
from zushi_xl.workbook.cells import Source, Workbook


def of_nobody(
    book: Workbook, plan: Plan, pages: Mapping[str, Page], sightings: Sequence[Sighting]
) -> Finding:
    """A book of a division that the plan does not have, if it says of which; else no form."""
    stated = stated_identity(book, plan)
    if stated is None:
        return _no_form(book, sightings, pages)
    if stated.fiscal_year != plan.fiscal_year:
        return wrong_year(book, stated._replace(division=""), plan)
    return NOT_A_FORM.at(
        Source(book.file),
        f"{stated.division}の様式ですが、計画マスタの「担当課」に、この課名も別名もありません。",
        "課名が変わったときは、今の課の「別名」に前の名前を加えてください。"
        "ほかの市や計画の様式なら、提出フォルダから除いてください。",
        given=stated.division,
    )


def wrong_year(book: Workbook, identity: Identity, plan: Plan) -> Finding:
    """A book of another year's forms."""
    return WRONG_YEAR.at(
        Source(book.file),
        f"{identity.fiscal_year}年度の様式です。{plan.fiscal_year}年度の収集には使えません。",
        f"{plan.fiscal_year}年度に配布した様式に記入して、提出し直してください。",
        division=identity.division,
        given=f"{identity.fiscal_year}年度",
        expected=f"{plan.fiscal_year}年度",
    )


def _no_form(book: Workbook, sightings: Sequence[Sighting], pages: Mapping[str, Page]) -> Finding:
    """Nothing tells whose book it is; what it shows, and its name, are quoted as hints."""
    if not sightings:
        return NOT_A_FORM.at(
            Source(book.file),
            "配布した様式として認識できません。",
            "配布した様式に記入して、提出し直してください。",
        )
    names = "、".join(f"{s.code}「{pages[s.code].section.title}」" for s in sightings)
    return NOT_A_FORM.at(
        Source(book.file),
        f"様式のシート（{shorten(names, 200)}）はありますが、どの課の提出か分かる印がありません。"
        f"ファイル名は「{book.file}」です。",
        "担当課に確かめ、配布した様式に記入して、提出し直してもらってください。",
        given=book.file,
    )
