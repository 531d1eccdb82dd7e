"""Two masters brought to one shape: only public columns, renamed ones under one name.

A city adds columns for itself (課長に確認); only those that 体裁 names are plan text. What only
one master has as a whole (a sheet, a public column) is a question, not something new in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.grids import TypedGrid, grids
from zushi_xl.redline.remarks import CheckRemark
from zushi_xl.redline.renamed_columns import Renamed, known_of, lone_columns, renamed_columns
from zushi_xl.redline.section_rows import ABOUT, MORE_PROGRAMS, PRINTED

_WHOLE_SHEETS = ("総合戦略", "基本目標", "人口見通し", "本文")


@dataclass(frozen=True)
class Comparable:
    """Both versions as they can be compared, and what is asked about their shape."""

    old: Version
    new: Version
    renamed: tuple[Renamed, ...]
    remarks: tuple[CheckRemark, ...]


def comparable(old: Version, new: Version) -> Comparable:
    """Two versions brought to the same headers and IDs, with what is to be said of that."""
    sides = grids(old.raw), grids(new.raw)
    renamed = renamed_columns(old, new, sides)
    remarks: list[CheckRemark] = []
    public = {match_key(h) for v in (old, new) for h in v.style.public}
    public = public.union(*(each.names for each in renamed if each.names & public))
    old, new = _without_lone_sheets(old, new, remarks)
    remarks += _other_ids(old, new)
    sources = [s.source for s in new.plan.sections] + [i.source for i in new.plan.initiatives]
    levels = {match_key(source.sheet) for source in sources}
    printed = public.union(map(match_key, PRINTED))
    lone = {
        key: which
        for key, which in _lone_columns(sides, printed, renamed)
        if match_key(key[0]) in levels
    }
    remarks += [_column_question(*key, which) for key, which in lone.items()]
    remarks += [_column_question(*each) for each in lone_columns(new, sides, renamed)]
    remarks += [_rename_remark(each) for each in renamed]
    names = {(match_key(r.sheet), match_key(r.old)): r.new for r in renamed if not r.known}
    dropped = {(match_key(sheet), match_key(header)) for sheet, header in lone}
    before = _public_plan(old.plan, public, names, dropped)
    return Comparable(
        replace(old, plan=before),
        replace(new, plan=_public_plan(new.plan, public, {}, dropped)),
        renamed,
        tuple(remarks),
    )


# ------------------------------------------------------------------ columns


def _lone_columns(
    sides: tuple[Mapping[str, TypedGrid], Mapping[str, TypedGrid]],
    public: set[str],
    renamed: tuple[Renamed, ...],
) -> Iterator[tuple[tuple[str, str], str]]:
    """Public columns of the levels that only one master has: sheet and header, 旧 or 新."""
    settled = {(match_key(r.sheet), name) for r in renamed for name in r.names}
    for key in (key for key in sides[0] if key in sides[1]):
        old, new = sides[0][key], sides[1][key]
        lone = old.column_by_key.keys() ^ new.column_by_key.keys()
        columns = [
            sorted(side.column_by_key, key=side.column_by_key.__getitem__) for side in (old, new)
        ]
        for header in chain(*columns):  # a set would have another order each run
            if header in lone and header in public and (key, header) not in settled:
                yield (old.name, header), "旧" if header in old.column_by_key else "新"


def _column_question(sheet: str, header: str, which: str) -> CheckRemark:
    said = f"シート「{sheet}」の列「{header}」"
    other = "新" if which == "旧" else "旧"
    return CheckRemark(
        "列が片方だけ",
        said if which == "旧" else "",
        said if which == "新" else "",
        f"この列は{which}の計画マスタにだけあるので、比べていません。計画書に"
        f"{'加えた' if which == '新' else '載せなくなった'}のなら、{other}の計画マスタに"
        "見出しだけの列を加えて、もう一度実行してください。",
    )


def _rename_remark(renamed: Renamed) -> CheckRemark:
    return CheckRemark(
        "列名の変更",
        f"シート「{renamed.sheet}」の列「{renamed.old}」",
        f"シート「{renamed.sheet}」の列「{renamed.new}」",
        "中身がほぼ同じなので、一つの列の名前が変わったとみなしました。",
    )


def _public_plan(
    plan: Plan,
    public: set[str],
    names: Mapping[tuple[str, str], str],
    dropped: set[tuple[str, str]],
) -> Plan:
    """The plan with those texts that are compared, under the names of the new master."""
    sections = tuple(
        replace(s, texts=_public(s, s.level, public, names, dropped)) for s in plan.sections
    )
    initiatives = tuple(
        replace(i, texts=_public(i, Level.INITIATIVE, public, names, dropped))
        for i in plan.initiatives
    )
    return replace(plan, sections=sections, initiatives=initiatives)


def _public(
    item: Section | Initiative,
    level: Level,
    public: set[str],
    names: Mapping[tuple[str, str], str],
    dropped: set[tuple[str, str]],
) -> dict[str, str]:
    known = known_of(level).keys() | {match_key(h) for h in (*ABOUT, MORE_PROGRAMS)}
    sheet = match_key(item.source.sheet)
    found = {}
    for header, text in item.texts.items():
        key = match_key(header)
        if (sheet, key) not in dropped and (key in known or key in public):
            found[names.get((sheet, key), header)] = text
    return found


def _other_ids(old: Version, new: Version) -> Iterator[CheckRemark]:
    """A passage that went under one ID and came, word for word, under another: a question."""
    ids = [{chapter.id for chapter in version.chapters} for version in (old, new)]
    gone = {(c.heading, c.text): c for c in old.chapters if c.id not in ids[1] and c.text}
    for chapter in new.chapters:
        before = gone.get((chapter.heading, chapter.text))
        if before is not None and chapter.id not in ids[0]:
            yield CheckRemark(
                "IDだけの違いか",
                f"本文 {before.id}　{before.heading}",
                f"本文 {chapter.id}　{chapter.heading}",
                "同じ文が別のIDにあるので、削除と新規として示しました。"
                "同じものなら、新旧のIDをそろえてください。",
            )


# ------------------------------------------------------------------ whole sheets


def _without_lone_sheets(
    old: Version, new: Version, remarks: list[CheckRemark]
) -> tuple[Version, Version]:
    """Both without the sheets that only one of them has; each asked about once."""
    sides = grids(old.raw), grids(new.raw)
    for name in _WHOLE_SHEETS:
        key = match_key(name)
        if (key in sides[0]) != (key in sides[1]):
            which = "旧" if key in sides[0] else "新"
            count = len((sides[0].get(key) or sides[1][key]).body)
            remarks.append(_sheet_question(name, which, count))
            old, new = _without(old, name), _without(new, name)
    return old, new


def _without(version: Version, name: str) -> Version:
    if name == "本文":
        return replace(version, chapters=())
    field = {"総合戦略": "strategy", "基本目標": "goals", "人口見通し": "population"}[name]
    return replace(version, plan=replace(version.plan, **{field: ()}))  # type: ignore[arg-type]


def _sheet_question(name: str, which: str, count: int) -> CheckRemark:
    said = f"シート「{name}」（{count}行）"
    other = "新" if which == "旧" else "旧"
    kind = "新規" if which == "新" else "削除"
    return CheckRemark(
        "シートが片方だけ",
        said if which == "旧" else "",
        said if which == "新" else "",
        f"このシートは{which}の計画マスタにだけあるので、比べていません。全部が{kind}なら、"
        f"{other}の計画マスタに見出しだけのシート「{name}」を加えて、もう一度実行してください。",
    )
