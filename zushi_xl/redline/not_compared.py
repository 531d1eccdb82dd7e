"""Differences of two masters that no row of the list shows, each with the reason.

The list shows what the plan book prints. Everything else that two masters hold is compared here
cell by cell, so that nothing can differ without being told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.records import match_key
from zushi_xl.redline.cleaned import cleaned
from zushi_xl.redline.compose import without_blanks
from zushi_xl.redline.grids import TypedGrid
from zushi_xl.redline.renamed_columns import Renamed
from zushi_xl.workbook.cells import Source, a1

_REASONS = {
    "ページ": "ページの違いだけでは改正としません。行があればその欄に示します。",
    "現計画のページ": "一覧のページの欄に示します。",
    "ID": "同じものを見分ける印で、計画書の文ではありません。",
    "コード": "上の階層の番号か、書き方だけの違いです。",
    "番号": "上の階層の番号か、書き方だけの違いです。",
    "主担当課": "担当は計画書の文ではありません。",
    "担当課": "担当は計画書の文ではありません。",
    "共同担当課": "担当は計画書の文ではありません。",
    "上位": "どの階層のものかは、一覧の左の欄に示します。",
    "状態": "継続・新規などの状態は計画書の文ではありません。終了・廃止などは一覧に示します。",
    "備考": "覚え書きは計画書の文ではありません。",
    "再掲元": "再掲元の表示（【３－１再掲】）が変わらない違いです。",
    "差込": "一覧の中の位置だけを決める欄です。",
    "場所": "一覧の左の欄に示します。",
    "目標値": "指標の文に含まれる値は、指標の文で比べます。",
}
_SHEETS = {
    "設定": "設定は計画書の文ではありません。",
    "階層": "階層の決まりは計画書の文ではありません。",
    "役割": "評価する人の決まりは計画書の文ではありません。",
    "段階": "評価する時期の決まりは計画書の文ではありません。",
    "担当課": "担当課の一覧は計画書の文ではありません。",
    "予算事業": "予算事業の一覧は計画書の文ではありません。取り組みの予算事業名は一覧に示します。",
    "評価区分": "評価の決まりは計画書の文ではありません。",
    "評価基準": "評価の決まりは計画書の文ではありません。",
    "点検ルール": "点検の設定は計画書の文ではありません。",
    "了承": "点検の設定は計画書の文ではありません。",
    "公開履歴": "公開データの履歴は計画書の文ではありません。",
    "改正項目": "一覧の刷り方の設定です。",
    "体裁": "一覧の刷り方の設定です。",
    "改定資料": "一覧の刷り方の設定です。",
}
_KPI = "実績の追加や、単位・方向などの性質の違いで、計画書の文ではありません。"
_ADDED = "加えた列は、体裁の「計画書に載せる列」に書いたものだけを一覧に載せます。"
_SAME = "書き方だけの違いで、読み取った中身は同じです。"
_ALIKE = "見た目の同じ文字か、見えない文字か、空白の違いだけです。"
_ORDER = "行の並びが違います。一覧はコードの順に並べます。"
_SHOWN_ORDER = ("本文",)  # the list says of its rows where they were
_KEYS = {
    "評価区分": ("階層", "記号", "適用開始"),
    "人口見通し": ("年", "区分"),
    "了承": ("ルール", "場所"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell, row, column or sheet that differs and is in no row of the list."""

    sheet: str
    place: str
    header: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownColumns:
    """Rows of both masters that are one item, and the columns of them that the list shows.

    ``columns`` are headers, or cells by their address; ``"*"`` is the whole row.
    """

    old: Source | None
    new: Source | None
    columns: frozenset[str] = frozenset()
    reason: str = ""  # why the other columns are not compared, where that is special


def differences(
    old: Mapping[str, TypedGrid],
    new: Mapping[str, TypedGrid],
    told: Iterable[ShownColumns],
    renamed: Sequence[Renamed],
) -> tuple[Difference, ...]:
    """Everything that differs and is not told, sheet by sheet as the new master has them."""
    by_sheet: dict[str, list[ShownColumns]] = defaultdict(list)
    for each in told:
        source = each.new or each.old
        if source is not None:
            by_sheet[match_key(source.sheet)].append(each)
    found: list[Difference] = []
    for key in dict.fromkeys((*new, *old)):
        if key in old and key in new:
            names = {
                match_key(r.old): match_key(r.new) for r in renamed if match_key(r.sheet) == key
            }
            found += _gathered(_Comparison(old[key], new[key], by_sheet[key], names).differences())
        elif not by_sheet[key]:
            found.append(_lone_sheet(old.get(key), new.get(key)))
    return tuple(found)


_GATHERED = ("ページ",)  # columns of which a revision changes most cells
_MOST_GATHERED = 200  # differences that one line tells


def _gathered(found: Iterable[Difference]) -> Iterator[Difference]:
    """Differences of one kind in one line: pages, rows and columns that one master has."""
    groups: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for each in found:
        is_page = each.header in _GATHERED and bool(each.old and each.new)
        is_lone = each.place[:1] in "旧新" and "／" not in each.place and bool(each.place)
        if is_page or is_lone:
            groups[each.header, "" if is_page else each.place[0]].append(each)
        else:
            yield each
    for rows in groups.values():
        for start in range(0, len(rows), _MOST_GATHERED):
            yield _in_one_line(rows[start : start + _MOST_GATHERED])


def _in_one_line(found: Sequence[Difference]) -> Difference:
    first = found[0]
    if len(found) == 1:
        return first
    places = [each.place.split("／") for each in found]
    between = "、" if first.header in _GATHERED else "\n"
    texts = [
        between.join(f"{p[side][2:]}：{text}" for p, text in zip(places, said, strict=True) if text)
        for side, said in ((0, [each.old for each in found]), (-1, [each.new for each in found]))
    ]
    return Difference(
        first.sheet, f"{len(found)}か所", first.header, texts[0], texts[1], first.reason
    )


def _lone_sheet(old: TypedGrid | None, new: TypedGrid | None) -> Difference:
    grid = old or new
    assert grid is not None
    lines = f"{len(grid.body)}行"
    return Difference(
        grid.name,
        "シート",
        "",
        lines if old else "",
        lines if new else "",
        f"このシートは{'旧' if old else '新'}の計画マスタにだけあります。",
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Lines of both masters that are one row, and the columns of it that the list shows."""

    old: int | None
    new: int | None
    told: frozenset[str] = frozenset()
    reason: str = ""


class _Comparison:
    """One sheet of both masters."""

    def __init__(
        self, old: TypedGrid, new: TypedGrid, told: Sequence[ShownColumns], names: Mapping[str, str]
    ) -> None:
        self._old, self._new, self._names = old, new, names
        self._told = told
        self._columns = dict(self._aligned_columns())

    def differences(self) -> Iterator[Difference]:
        yield from self._headers()
        pairs = [*self._told_pairs(), *self._other_pairs()]
        for pair in pairs:
            yield from self._row(pair)
        both = [(p.old, p.new) for p in pairs if p.old is not None and p.new is not None]
        in_order = [
            new
            for old, new in sorted(both)
            if self._name(self._old, old) == self._name(self._new, new)
        ]
        if in_order != sorted(in_order) and self._new.name not in _SHOWN_ORDER:
            yield Difference(self._new.name, "行", "", "", "", _ORDER)

    # -------------------------------------------------------------- columns

    def _aligned_columns(self) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
        """Every column of either side under the key of its header in the new master."""
        old = {self._names.get(k, k): c for k, c in self._old.column_by_key.items()}
        for key in dict.fromkeys((*self._new.column_by_key, *old)):
            yield key, (old.get(key), self._new.column_by_key.get(key))

    def _headers(self) -> Iterator[Difference]:
        for old, new in self._columns.values():
            before = "" if old is None else self._old.text(0, old)
            after = "" if new is None else self._new.text(0, new)
            renamed = match_key(before) in self._names
            if before != after and not renamed and (old is None or new is None):
                reason = f"この列は{'新' if old is None else '旧'}の計画マスタにだけあります。"
                yield self._difference(0, 0, (old, new), reason)
            elif before != after and not renamed:
                yield self._difference(0, 0, (old, new), "見出しの書き方だけの違いです。")

    # -------------------------------------------------------------- rows

    def _told_pairs(self) -> Iterator[_Rows]:
        merged: dict[tuple[int | None, int | None], _Rows] = {}
        for each in self._told:
            place = _line(each.old), _line(each.new)
            before = merged.get(place, _Rows(*place))
            columns = before.told | each.columns
            merged[place] = _Rows(*place, columns, before.reason or each.reason)
        yield from merged.values()

    def _other_pairs(self) -> Iterator[_Rows]:
        """Rows of sheets that hold no plan text: by their names, in order where names repeat."""
        used = [{_line(t.old) for t in self._told}, {_line(t.new) for t in self._told}]
        sides: list[dict[tuple[str, int], int]] = []
        for grid, taken in zip((self._old, self._new), used, strict=True):
            seen: defaultdict[str, Iterator[int]] = defaultdict(count)
            free = ((line, self._name(grid, line)) for line in grid.body if line not in taken)
            sides.append({(name, next(seen[name])): line for line, name in free})
        for key in dict.fromkeys((*sides[1], *sides[0])):
            yield _Rows(sides[0].get(key), sides[1].get(key))

    def _name(self, grid: TypedGrid, line: int) -> str:
        headers = _KEYS.get(grid.name)
        if headers:
            return "\0".join(match_key(grid.under(line, header)) for header in headers)
        first = min(grid.headers, default=0)
        return match_key(grid.text(line, first))

    def _row(self, rows: _Rows) -> Iterator[Difference]:
        old, new = rows.old, rows.new
        if "*" in rows.told:
            return
        if old is None or new is None:
            yield self._lone_row(old, new, rows.reason)
            return
        for key, columns in self._columns.items():
            before, after = self._texts(old, new, columns)
            if before != after and not self._is_told(key, columns, (old, new), rows.told):
                reason = rows.reason or self._reason(self._header(columns), before, after)
                yield self._difference(old, new, columns, reason)

    def _lone_row(self, old: int | None, new: int | None, reason: str) -> Difference:
        grid, line = (self._old, old) if new is None else (self._new, new)
        assert line is not None
        text = "　".join(grid.lines[line][c] for c in sorted(grid.lines[line]))
        place = f"{'旧' if new is None else '新'} {line + 1}行目"
        before, after = (text, "") if new is None else ("", text)
        why = reason or self._reason("", before, after)
        return Difference(grid.name, place, "", before, after, why)

    def _is_told(
        self,
        key: str,
        columns: tuple[int | None, int | None],
        lines: tuple[int, int],
        told: frozenset[str],
    ) -> bool:
        cells = {a1(line, c) for line, c in zip(lines, columns, strict=True) if c is not None}
        return any(match_key(name) == key for name in told) or bool(cells & told)

    def _texts(self, old: int, new: int, columns: tuple[int | None, int | None]) -> tuple[str, str]:
        before = "" if columns[0] is None else self._old.text(old, columns[0])
        after = "" if columns[1] is None else self._new.text(new, columns[1])
        return before, after

    def _header(self, columns: tuple[int | None, int | None]) -> str:
        if columns[1] is not None:
            return self._new.headers[columns[1]]
        return self._old.headers[columns[0]] if columns[0] is not None else ""

    def _reason(self, header: str, old: str, new: str) -> str:
        if without_blanks(cleaned(old)).strip() == without_blanks(cleaned(new)).strip():
            return _ALIKE
        sheet = next(
            (r for name, r in _SHEETS.items() if match_key(name) == match_key(self._new.name)), ""
        )
        if sheet:
            return sheet
        if not header:
            return f"この行は{'旧' if old else '新'}の計画マスタにだけあります。"
        if header in _REASONS:
            return _REASONS[header]
        if self._new.name == "KPI":
            return _KPI
        if header.startswith("前年度"):
            return "前年度の実績と評価は計画書の文ではありません。"
        return _SAME if match_key(header) in _known(self._new.name) else _ADDED

    def _difference(
        self, old: int, new: int, columns: tuple[int | None, int | None], reason: str
    ) -> Difference:
        before, after = self._texts(old, new, columns)
        places = [
            f"{side} {a1(line, column)}"
            for side, line, column in zip("旧新", (old, new), columns, strict=True)
            if column is not None
        ]
        header = self._header(columns)
        return Difference(self._new.name, "／".join(places), header, before, after, reason)


def _known(sheet: str) -> set[str]:
    """The headers that the format has for a sheet."""
    key = match_key(sheet)
    specs = (spec for spec in PLAN_SHEETS if match_key(spec.name) == key)
    return {match_key(column.header) for spec in specs for column in spec.columns}


def _line(source: Source | None) -> int | None:
    if source is None:
        return None
    digits = "".join(filter(str.isdigit, source.cell))
    return int(digits) - 1 if digits else None
