"""A year of a city as it is without mistakes: plan and answers, from a seed.

Imitates what published evaluations hold: indicators of many kinds (survey shares, visitors, small
counts, sums over the years, what should fall, what is measured every second year, balances around
zero), shared budget programs, texts that tell of meetings, participants and dates. Everything is
invented; the same seed gives the same year. Oddities that real years have too, a steep fall with
the best grade or a program with two amounts, are sown on purpose and kept in ``odd``: a finding
there is worth asking.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from benchmarks.city import TEMPLATES
from benchmarks.validation_texts import CAUSES, DONE, NEXT, WHO, WHY
from zushi_xl.masters.tables import Table, make_table, tables_from_text
from zushi_xl.text.codes import circled

YEAR = 2024
_FIELDS = (
    "地域福祉", "生涯学習", "海岸環境", "商工振興", "市民協働", "防災対策", "子育て支援",
    "学校教育", "高齢介護", "都市整備", "道路管理", "下水道", "資源循環", "健康増進", "文化振興",
    "国際交流", "広報広聴", "情報政策", "交通安全", "緑地保全", "観光振興", "農業振興", "税務",
    "戸籍住民", "障がい福祉", "保育", "図書", "消防総務", "管財", "職員",
)  # fmt: skip
_WORK = ("推進", "充実", "支援", "啓発", "保全", "連携", "活用", "整備", "育成", "見直し")


class Figures(NamedTuple):
    """The series of an indicator, as numbers: baseline, last year, this year, planned, target."""

    first: float | None
    last: float | None
    now: float | None
    planned: tuple[float | None, ...]  # 2024 to 2029
    target: float


@dataclass(frozen=True)
class Indicator:
    """A kind of indicator and how its figures are written."""

    name: str
    unit: str
    trend: str
    counting: str
    sentence: str
    series: Callable[[Random], Figures]
    places: int = 0
    cycle: str = "毎年"
    bound: str = "以上"

    def show(self, value: float, chance: Random | None = None) -> str:
        digits = f"{abs(value):,.{self.places}f}"
        sign = "▲" if value < 0 and float(digits.replace(",", "")) else ""
        about = "約" if chance is not None and value > 1000 and chance.random() < 0.1 else ""
        return f"{about}{sign}{digits}{self.unit}"


def _walk(
    low: float, high: float, noise: float, growth: float = 0.02
) -> Callable[[Random], Figures]:
    """Figures of any size that move by about ``noise`` a year around a slow growth."""

    def series(chance: Random) -> Figures:
        first = math.exp(chance.uniform(math.log(low), math.log(high)))
        step = [chance.gauss(growth, noise) for _ in range(2)]
        last = first * math.exp(step[0])
        now = last * math.exp(step[1])
        target = first * (1 + 8 * max(abs(growth), 0.01) * (1 if growth >= 0 else -1))
        return Figures(first, last, now, (None,) * 6, target)

    return series


def _share(chance: Random) -> Figures:
    first = chance.uniform(15, 75)
    last = first + chance.gauss(0.6, 1.6)
    now = last + chance.gauss(0.6, 1.6)
    target = float(round(first + chance.uniform(4, 12)))
    steps = [last + (target - last) * n / 6 for n in range(1, 7)]
    planned = (None, *steps[1:]) if chance.random() < 0.5 else (None,) * 6
    return Figures(first, last, now, planned, target)


def _small(chance: Random) -> Figures:
    values = [chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8)) for _ in range(3)]
    return Figures(*values, (None,) * 6, chance.choice((5, 6, 8, 10)))


def _stock(chance: Random) -> Figures:
    first = chance.randrange(12, 420)
    last = first + chance.choice((-2, -1, 0, 0, 1, 2, 3))
    now = last + chance.choice((-2, -1, 0, 1, 1, 2, 4))
    return Figures(first, last, now, (None,) * 6, first + chance.randrange(8, 40))


def _total(chance: Random) -> Figures:
    step = math.exp(chance.uniform(math.log(4), math.log(90)))
    first = round(step * chance.uniform(0.5, 4))
    last = first + round(step * chance.uniform(0.7, 1.6))
    now = last + round(step * chance.uniform(0.5, 1.4))
    return Figures(first, last, now, (None,) * 6, round(first + 9 * step))


def _balance(chance: Random) -> Figures:
    """Around zero or below: moves in minus moves out."""
    values = [round(chance.gauss(-120, 140)) for _ in range(3)]
    return Figures(*values, (None,) * 6, 0)


def _fresh(chance: Random) -> Figures:
    target = chance.choice((30, 50, 100, 120, 300))
    return Figures(None, None, round(target * chance.uniform(0.15, 1.05)), (None,) * 6, target)


def _kept(chance: Random) -> Figures:
    now = 100.0 if chance.random() < 0.7 else chance.uniform(97, 99.9)
    return Figures(100.0, chance.choice((100.0, 99.2)), now, (None,) * 6, 100.0)


def _ratio_of_plan(chance: Random) -> Figures:
    values = [chance.uniform(88, 118) for _ in range(3)]
    return Figures(*values, (None,) * 6, 100.0)


def _second_year(chance: Random) -> Figures:
    first = chance.uniform(20, 60)
    return Figures(first, None, first + chance.gauss(1, 2), (None,) * 6, float(round(first + 9)))


INDICATORS = (
    Indicator("満足", "％", "上昇", "割合", "{}に満足している市民の割合が{}％以上になっている。", _share, 1),
    Indicator("認知", "％", "上昇", "割合", "{}を知っている市民の割合が{}％以上になっている。", _share, 2),
    Indicator("隔年", "％", "上昇", "割合", "{}に参加している人の割合が{}％以上になっている。", _second_year, 1, "隔年"),
    Indicator("参加", "人", "上昇", "実数", "{}の催しに参加した人が年間{}人以上になっている。", _walk(80, 5000, 0.14)),
    Indicator("来訪", "人", "上昇", "実数", "{}の施設を利用した人が年間{}人以上になっている。", _walk(9000, 900_000, 0.09)),
    Indicator("相談", "件", "上昇", "実数", "{}の相談を受けた件数が年間{}件以上になっている。", _walk(20, 900, 0.18)),
    Indicator("開催", "回", "上昇", "実数", "{}の講座が年間{}回以上開かれている。", _small),
    Indicator("協定", "件", "上昇", "実数", "{}の協定が{}件以上結ばれている。", _small),
    Indicator("団体", "団体", "上昇", "実数", "{}に取り組む団体が{}団体以上になっている。", _stock),
    Indicator("箇所", "か所", "上昇", "実数", "{}の拠点が{}か所以上になっている。", _stock),
    Indicator("累計", "人", "上昇", "累計", "{}の養成講座を修了した人が累計で{}人以上になっている。", _total),
    Indicator("延長", "km", "上昇", "累計", "{}の整備延長が累計で{}km以上になっている。", _total, 1),
    Indicator("面積", "ha", "上昇", "実数", "{}の対象となる面積が{}ha以上になっている。", _walk(3, 90, 0.05), 1),
    Indicator("事故", "件", "下降", "実数", "{}に関わる事故が年間{}件以下になっている。", _walk(15, 320, 0.16, -0.03), bound="以下"),
    Indicator("排出", "t", "下降", "実数", "{}に伴う排出量が年間{}t以下になっている。", _walk(4000, 21000, 0.03, -0.02), bound="以下"),
    Indicator("待機", "人", "下降", "実数", "{}を待つ人が{}人以下になっている。", _small, bound="以下"),
    Indicator("平均", "冊", "上昇", "平均", "{}について一人当たりの平均が{}冊以上になっている。", _walk(2, 12, 0.08), 1),
    Indicator("時間", "時間", "下降", "平均", "{}に要する平均が{}時間以下になっている。", _walk(4, 60, 0.08, -0.02), 1, bound="以下"),
    Indicator("増減", "人", "上昇", "実数", "{}に関わる転入と転出の差が{}人以上になっている。", _balance),
    Indicator("新設", "件", "上昇", "実数", "{}の新しい制度の利用が年間{}件以上になっている。", _fresh),
    Indicator("維持", "％", "維持", "割合", "{}の実施率が{}％以上を保っている。", _kept, 1),
    Indicator("計画比", "％", "上昇", "割合", "{}の計画比が{}％以上になっている。", _ratio_of_plan, 1),
)  # fmt: skip
_WEIGHT = (6, 4, 2, 6, 5, 4, 3, 2, 4, 3, 3, 1, 1, 3, 2, 2, 2, 1, 1, 2, 1, 1)


@dataclass
class Kpi:
    """An indicator of a measure with its figures; ``now`` is written as it would be reported."""

    code: str
    number: int
    kind: Indicator
    figures: Figures
    statement: str

    @property
    def digits(self) -> float:
        """This year's figure as it is written."""
        return round(self.figures.now or 0.0, self.kind.places)


@dataclass
class Program:
    """A budget program: yen of last year and of this year; ``settled``: finance has told it."""

    name: str
    last: int
    now: int
    settled: bool


@dataclass
class Initiative:
    code: str
    division: str
    title: str
    program: Program | None


@dataclass
class City:
    """A plan's tables, what each division answers, and where the year is odd by itself."""

    kpis: list[Kpi] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    measures: dict[str, tuple[str, str]] = field(default_factory=dict)  # code → title, division
    answers: dict[tuple[str, str, int], str] = field(default_factory=dict)  # code, field, KPI
    last_texts: dict[tuple[str, str], str] = field(default_factory=dict)
    odd: set[tuple[str, str]] = field(default_factory=set)  # code, field
    divisions: tuple[str, ...] = ()


def make_city(seed: int, divisions: int = 30) -> City:
    """The year of a seed."""
    chance = Random(f"city {seed}")
    city = City(divisions=tuple(f"{name}課" for name in _FIELDS[:divisions]))
    for index, division in enumerate(city.divisions):
        for number in range(1, chance.choice((1, 2, 2, 3)) + 1):
            _add_measure(
                city, chance, f"{index // 10 + 1}-{index % 10 + 1}-{circled(number)}", division
            )
    return city


def _add_measure(city: City, chance: Random, code: str, division: str) -> None:
    theme = f"{division[:-1]}の{chance.choice(_WORK)}"
    city.measures[code] = theme, division
    kinds = chance.choices(INDICATORS, _WEIGHT, k=chance.choice((1, 1, 2, 2, 3)))
    for number, kind in enumerate(dict.fromkeys(kinds), 1):
        _add_kpi(city, chance, code, number, kind, theme)
    _rate(city, chance, code)
    shared: Program | None = None
    for number in range(1, chance.choice((2, 3, 4)) + 1):
        program = shared if shared and chance.random() < 0.25 else _program(chance, code, number)
        shared = program
        _add_initiative(city, chance, f"{code}-{circled(number)}", division, program)


def _add_kpi(
    city: City, chance: Random, code: str, number: int, kind: Indicator, theme: str
) -> None:
    figures = kind.series(chance)
    goal = f"{abs(figures.target):,.{kind.places if figures.target % 1 else 0}f}"
    kpi = Kpi(code, number, kind, figures, kind.sentence.format(theme, goal))
    city.kpis.append(kpi)
    value = kind.show(figures.now or 0.0, chance)
    if kind.cycle == "隔年" and chance.random() < 0.5:
        value = "未実施"
    city.answers[code, "values", number] = _spelt(value, chance)


def _rate(city: City, chance: Random, code: str) -> None:
    """A grade that fits, with words; now and then the best grade in spite of a steep fall."""
    kpis = [kpi for kpi in city.kpis if kpi.code == code]
    gaps = [gap for kpi in kpis if (gap := _gap(kpi)) is not None]
    worst = max(gaps, default=0.0)
    grade = "A" if worst < 0.02 else "B" if worst < 0.25 else "C"
    if grade == "B" and worst < 0.08 and chance.random() < 0.3:
        grade = "A"
    if grade != "A" and worst > 0.1 and chance.random() < 0.06:
        grade = "A"
        city.odd.add((code, "rating"))
    label = {"A": "A：順調である", "B": "B：概ね順調であるとみなせる", "C": "C：遅れが見られる"}
    city.answers[code, "rating", 0] = chance.choice((label[grade], grade, label[grade]))
    odd = (code, "rating") in city.odd
    city.answers[code, "remarks", 0] = "\n".join(_remarks(chance, kpis, worst if not odd else 0))
    city.answers[code, "next_steps", 0] = "\n".join(_next_steps(chance))


def _gap(kpi: Kpi) -> float | None:
    """How far the figure is from last year's and the path, for the worse; as a part of it."""
    last, now = kpi.figures.last, kpi.figures.now
    if last is None or now is None or not last:
        return None
    fall = (last - now) / abs(last)
    return -fall if kpi.kind.trend == "下降" else fall


def _remarks(chance: Random, kpis: list[Kpi], worst: float) -> Iterator[str]:
    who = chance.choice(WHO)
    yield from chance.sample(WHY, chance.choice((0, 1, 1, 2)))
    if worst > 0.05 and kpis:
        kpi = max(kpis, key=lambda k: _gap(k) or 0.0)
        moved = "増加" if kpi.kind.trend == "下降" else "減少"
        yield f"・{chance.choice(CAUSES)}、前年度より{moved}した。"
    for kpi in kpis:
        if chance.random() < 0.35 and "未" not in kpi.kind.name and kpi.kind.cycle == "毎年":
            yield f"・{who}への周知に努め、{kpi.kind.show(kpi.digits)}となった。"
    if chance.random() < 0.2:
        yield f"・{who}からの問い合わせは{chance.randint(3, 60)}件で、前年度より減っている。"


def _next_steps(chance: Random) -> Iterator[str]:
    yield from chance.sample(NEXT, chance.randint(1, 2))
    if chance.random() < 0.3:
        yield f"・{chance.choice(('令和7年度', '2025年度'))}に{chance.choice(WHO)}向けの講座を{chance.randint(2, 8)}回行う。"


def _program(chance: Random, code: str, number: int) -> Program | None:
    if chance.random() < 0.12:
        return None
    last = round(math.exp(chance.uniform(math.log(60_000), math.log(180_000_000))))
    change = math.exp(chance.gauss(0.01, 0.12))
    if chance.random() < 0.02:
        change = chance.choice((0.2, 4.5))
    name = f"{chance.choice(_FIELDS)}{chance.choice(_WORK)}事業（{code}の{number}）"
    return Program(name, last, round(last * change), chance.random() < 0.3)


def _add_initiative(
    city: City, chance: Random, code: str, division: str, program: Program | None
) -> None:
    title = f"{chance.choice(WHO)}への{division[:-1]}の{chance.choice(_WORK)}"
    city.initiatives.append(Initiative(code, division, title, program))
    if program and not 1 / 3 <= program.now / program.last <= 3:
        city.odd.add((code, "actual_spend"))
    amount = _spelt(f"{program.now:,}円", chance) if program else "ー"
    city.answers[code, "actual_spend", 0] = amount
    city.answers[code, "budget_program", 0] = program.name if program else "ー"
    city.answers[code, "results", 0] = "\n".join(_results(chance))
    city.last_texts[code, "results"] = "\n".join(_results(chance))


def _results(chance: Random) -> Iterator[str]:
    for line in chance.sample(DONE, chance.randint(1, 3)):
        a, b = chance.randint(2, 40), chance.randint(2, 60)
        yield line.format(
            who=chance.choice(WHO), n=chance.randint(2, 24), people=chance.randint(8, 900),
            a=a, b=b, sum=a + b, m=chance.randint(4, 12), d=chance.randint(1, 28),
            w=chance.randint(1, 3), x=chance.randint(1, 28),
        )  # fmt: skip


_WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def _spelt(value: str, chance: Random) -> str:
    """As people spell figures: plainly, full-width, in bare digits, with a blank."""
    roll = chance.random()
    if roll < 0.12:
        return value.translate(_WIDE)
    if roll < 0.22:
        return value.replace(",", "")
    return value.replace("％", "%") if roll < 0.4 else value


def plan_tables(city: City) -> tuple[Table, ...]:
    """The tables of the plan master."""
    kept = tables_from_text((TEMPLATES / "計画マスタ.txt").read_text(encoding="utf-8"))
    pillars = sorted({code.split("-")[0] for code in city.measures})
    directions = dict.fromkeys("-".join(code.split("-")[:2]) for code in city.measures)
    made = {
        "柱": [[p, f"第{p}節", f"{_FIELDS[int(p)]}のまち", "", "ともに支え合うまちにします。"] for p in pillars],
        "取り組みの方向": [[d, d.split("-")[1], f"方向{d}", "", "関係を育てます。"] for d in directions],
        "具体的施策": [[code, code[-1], title, division] for code, (title, division) in city.measures.items()],
        "KPI": [_kpi_row(kpi) for kpi in city.kpis],
        "取り組み": [_initiative_row(city, i) for i in city.initiatives],
        "予算事業": list(_program_rows(city)),
        "担当課": [[name] for name in city.divisions],
        "点検ルール": (),
        "了承": (),
    }  # fmt: skip
    headers = {
        "具体的施策": ("コード", "番号", "名称", "主担当課"),
        "取り組み": ("コード", "番号", "名称", "担当課", "説明", "予算事業名", "前年度実績額", "前年度実施内容"),
        "予算事業": ("予算事業名", "決算額", "前年度決算額"),
        "担当課": ("課名",),
    }  # fmt: skip
    return tuple(
        make_table(t.name, headers.get(t.name, t.headers), made[t.name]) if t.name in made else t
        for t in kept
    )


def _kpi_row(kpi: Kpi) -> list[str]:
    kind, figures = kpi.kind, kpi.figures
    past = ["" if v is None else kind.show(v) for v in (figures.first, figures.last)]
    if kind.cycle == "隔年":
        past[1] = "未実施"
    planned = ["" if v is None else f"（{kind.show(v)}）" for v in figures.planned]
    target = f"{kind.show(figures.target)}{kind.bound}"
    head = [
        kpi.code,
        str(kpi.number),
        kpi.statement,
        kind.unit,
        kind.trend,
        kind.counting,
        kind.cycle,
    ]
    return [*head, *past, *planned, target]


def _initiative_row(city: City, one: Initiative) -> list[str]:
    program = one.program
    last = str(program.last) if program else ""
    text = city.last_texts[one.code, "results"]
    name = program.name if program else "ー"
    return [
        one.code,
        one.code[-1],
        one.title,
        one.division,
        "続けられる取り組みを支えます。",
        name,
        last,
        text,
    ]


def _program_rows(city: City) -> Iterator[list[str]]:
    for name, program in {i.program.name: i.program for i in city.initiatives if i.program}.items():
        yield [name, str(program.now) if program.settled else "", str(program.last)]
