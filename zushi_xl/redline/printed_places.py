"""How places of the plan are printed in the first column of the list, and their pages."""

from __future__ import annotations

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.quantity.eras import ERAS
from zushi_xl.text.regex import regex

NOTHING = "ー"
_ERA_STARTS = tuple(dict.fromkeys(ERAS.values()))  # latest first
_LATIN = regex(r"[A-Za-z0-9]")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def place_of(plan: Plan, code: str) -> tuple[str, ...]:
    """The place above an initiative: 第１節, 5－②. A code that holds that of the level above stands
    for both; one that does not (62102 under Ⅲ-5) is printed below it. Codes whose format the city
    has described are printed as they are: 基本目標Ⅰ, Ⅰ-1-1."""
    lines: list[str] = []
    pillar = ""
    is_open = False  # whether a longer code may take the place of the last line
    for each in reversed([*plan.upwards(code)]):
        section = plan.section_by_code.get(each)
        if section is not None and section.level is Level.PILLAR:
            lines.append(section.number or section.title)
            pillar, is_open = each, section.number == each
            continue
        if is_open and (section is None or plan.holds_parent(section.level)):
            lines.pop()
        lines.append(each if plan.settings.described_levels else _below(pillar, each))
        is_open = True
    return tuple(lines)


def _below(pillar: str, code: str) -> str:
    return code.removeprefix(f"{pillar}-").replace("-", "－")


def wide(code: str) -> str:
    """３－１ for 3-1, as numbers are printed within a text."""
    return code.translate(_WIDE).replace("-", "－")


def initiative_name(plan: Plan, initiative: Initiative) -> str:
    """取り組み②"""
    return _numbered(plan.word(Level.INITIATIVE), initiative.number)


def initiative_heading(plan: Plan, initiative: Initiative) -> str:
    """取り組み②　title."""
    return f"{initiative_name(plan, initiative)}　{initiative.title}"


def section_heading(plan: Plan, section: Section) -> str:
    """具体的施策①　海岸保全活用事業の推進; a number that is words already stands alone."""
    if section.level is Level.PILLAR:
        return section.heading
    return f"{_numbered(plan.word(section.level), section.number)}　{section.title}"


def _numbered(word: str, number: str) -> str:
    """A level and a number: 施策①, 施策 1-01; a number that says its level stands alone.

    >>> _numbered("施策", "①"), _numbered("施策", "1-01"), _numbered("施策", "施策１")
    ('施策①', '施策 1-01', '施策１')
    """
    if word in number:
        return number
    return f"{word} {number}" if _LATIN.search(number) else f"{word}{number}"


def page_of(plan: Plan, code: str) -> str:
    """The page of an initiative or section; that of the section above it as 28～."""
    initiative = plan.initiative_by_code.get(code)
    if initiative is not None and initiative.texts.get("ページ"):
        return initiative.texts["ページ"]
    own = plan.section_by_code.get(code)
    while own is None or not own.texts.get("ページ"):
        parent = plan.parent_of(own.code if own else code)
        if not parent:
            return ""
        code, own = parent, plan.section_by_code.get(parent)
    page = own.texts["ページ"]
    return page if initiative is None else f"{page}～"


def era_year(year: int) -> str:
    """令和11, 令和６: as the city prints the year of an era, single digits wide.

    >>> era_year(2029), era_year(2024), era_year(2019)
    ('令和11', '令和６', '令和元')
    """
    for era in _ERA_STARTS:
        if year >= int(era.begins[:4]):
            number = year - era.base
            text = "元" if number == 1 else str(number)
            return era.name + (text.translate(_WIDE) if number < 10 else text)
    return ""
