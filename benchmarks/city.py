"""A plan of any size: the tables of 計画マスタ for N divisions with M measures each.

Up to 30 divisions are one city. More are municipalities of 30 divisions each, as no city has 300;
``one_book`` leaves them together. Settings, grades and strategy are those of ``templates_xlsx``;
everything else is invented. The same numbers give the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from zushi_xl.masters.tables import Table, make_table, tables_from_text
from zushi_xl.text.codes import circled, numbers

TEMPLATES = Path(__file__).resolve().parents[1] / "templates_xlsx"
INITIATIVES = 5
_PER_PILLAR = 10  # divisions, each with a direction of its own
_CITY = 30  # divisions; 予算事業 have the same names in every city
_FIELDS = (
    "地域福祉", "生涯学習", "海岸環境", "商工振興", "市民協働", "防災対策", "子育て支援",
    "学校教育", "高齢介護", "都市整備", "道路公園", "下水道", "資源循環", "健康増進", "文化振興",
    "国際交流", "広報広聴", "情報政策", "交通安全", "緑地保全",
)  # fmt: skip
_WORK = ("推進", "充実", "支援", "啓発", "保全", "連携", "活用", "整備")
_KINDS = (  # unit, trend, counting, sentence, first figure, step of a year
    ("％", "上昇", "割合", "{}に満足している市民の割合が{:,}％以上になっている。", 52, 2),
    ("人", "上昇", "実数", "{}の催しに参加した人が年間{:,}人以上になっている。", 1240, 130),
    ("件", "上昇", "実数", "{}の相談を受けた件数が年間{:,}件以上になっている。", 260, 25),
    ("団体", "上昇", "実数", "{}に取り組む団体が{:,}団体以上になっている。", 84, 6),
)


def plan_tables(divisions: int, measures: int = 6, *, one_book: bool = False) -> tuple[Table, ...]:
    """The tables of the plan master."""
    parted = divisions > _CITY and not one_book
    kept = tables_from_text((TEMPLATES / "計画マスタ.txt").read_text(encoding="utf-8"))
    made = {
        "柱": _pillars(divisions),
        "取り組みの方向": _directions(divisions),
        "具体的施策": _measures(divisions, measures),
        "KPI": _kpis(divisions, measures),
        "取り組み": _initiatives(divisions, measures),
        "予算事業": _programs(divisions, measures),
        "担当課": ([division_name(i), *([_group(i)] if parted else [])] for i in range(divisions)),
        "点検ルール": (),
        "了承": (),
    }
    headers = {"担当課": ("課名", "団体")} if parted else {}
    return tuple(
        make_table(t.name, headers.get(t.name, t.headers), made[t.name]) if t.name in made else t
        for t in kept
    )


def _group(index: int) -> str:
    return f"第{index // _CITY + 1}市"


def division_name(index: int) -> str:
    field = _FIELDS[index % len(_FIELDS)]
    return f"{field}課" if index < len(_FIELDS) else f"{field}第{index // len(_FIELDS) + 1}課"


def kinds_of(code: str) -> tuple[tuple[str, str, str, str, int, int], ...]:
    """The indicators of a measure: one, for every third measure two."""
    chance = Random(code)
    return tuple(chance.sample(_KINDS, 2 if chance.random() < 0.33 else 1))


def figure(kind: tuple[str, str, str, str, int, int], code: str, year: int) -> int:
    """The figure of an indicator in a year, growing a little each year."""
    first, step = kind[4], kind[5]
    return first + Random(code).randrange(step) + step * (year - 2022)


def amount(program: str, year: int) -> int:
    chance = Random(program)
    base = chance.randrange(200_000, 40_000_000)
    return base if year < 2024 else int(base * chance.uniform(0.95, 1.08))


def program_of(code: str, number: int) -> str:
    """The 予算事業 of an initiative; two initiatives share one."""
    pillar, direction, measure = numbers(code) or ()
    index = ((pillar - 1) * _PER_PILLAR + direction - 1) % _CITY
    own = f"{_direction(index)}-{circled(measure)}"
    return f"{_theme(own)}事業（{own}の{(number + 1) // 2}）"


def _direction(index: int) -> str:
    return f"{index // _PER_PILLAR + 1}-{index % _PER_PILLAR + 1}"


def _codes(divisions: int, measures: int) -> Iterator[tuple[int, int, str]]:
    for index in range(divisions):
        for number in range(1, measures + 1):
            yield index, number, f"{_direction(index)}-{circled(number)}"


def _theme(code: str) -> str:
    chance = Random(f"theme {code}")
    return f"{chance.choice(_FIELDS)}の{chance.choice(_WORK)}"


def _pillars(divisions: int) -> Iterator[list[str]]:
    for index in range(0, divisions, _PER_PILLAR):
        number = index // _PER_PILLAR + 1
        vision = "市民一人ひとりが互いに支え合い、海と緑とともに安心して暮らせるまちにします。" * 2
        yield [str(number), f"第{number}節", f"{_FIELDS[number % 20]}を進めるまち", "", vision]


def _directions(divisions: int) -> Iterator[list[str]]:
    for index in range(divisions):
        code = _direction(index)
        text = "地域の団体や事業者と役割を持ち寄り、課題を地域の中で解決できる関係を育てます。" * 2
        yield [code, str(index % _PER_PILLAR + 1), f"{_theme(code)}のまち", "", text]


def _measures(divisions: int, measures: int) -> Iterator[list[str]]:
    for index, number, code in _codes(divisions, measures):
        steps = "参加の少ない地区へ出向いて説明し、関係団体とともに周知を広げます。"
        yield [code, circled(number), _theme(code), division_name(index), "B", steps]


def _kpis(divisions: int, measures: int) -> Iterator[list[str]]:
    for _, _, code in _codes(divisions, measures):
        for number, kind in enumerate(kinds_of(code), 1):
            unit, trend, counting, sentence, first, step = kind
            past = [f"{figure(kind, code, year):,}{unit}" for year in (2022, 2023)]
            plan = [f"（{figure(kind, code, year):,}{unit}）" for year in range(2025, 2030)]
            goal = first + 8 * step
            text = sentence.format(_theme(code), goal)
            head = [code, str(number), text, unit, trend, counting, "毎年"]
            yield [*head, *past, "", *plan, f"{goal:,}{unit}以上"]


def _initiatives(divisions: int, measures: int) -> Iterator[list[str]]:
    for index, _, code in _codes(divisions, measures):
        for number in range(1, INITIATIVES + 1):
            own = f"{code}-{circled(number)}"
            about = "市民や事業者とともに、季節を問わず続けられる取り組みを支えます。"
            program = program_of(code, number)
            last = str(amount(program, 2023))
            name = division_name(index)
            done = "説明会を４回開きました。"
            head = [own, circled(number), _theme(own), name, about, "ー", program]
            yield [*head, "", "継続", last, done]


def _programs(divisions: int, measures: int) -> Iterator[list[str]]:
    for _, _, code in _codes(min(divisions, _CITY), measures):
        for number in range(1, INITIATIVES + 1, 2):
            program = program_of(code, number)
            yield [program, "", "", str(amount(program, 2023))]
