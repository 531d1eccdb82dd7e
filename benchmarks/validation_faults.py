"""Mistakes to plant in a year that has none: KPI figures, amounts and words, kind by kind.

A fault takes the answers of a city and changes one of them, or finds no place for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from benchmarks.validation_city import City, Initiative, Kpi, Program

Key = tuple[str, str, int]
Answers = dict[Key, str]


class Planted(NamedTuple):
    """A changed answer."""

    key: Key
    text: str


Fault = Callable[[City, Random], Planted | None]


def _of_kpi(change: Callable[[City, Kpi, Random], str | None]) -> Fault:
    def plant(city: City, chance: Random) -> Planted | None:
        kpis = [k for k in city.kpis if "未" not in city.answers[k.code, "values", k.number]]
        for kpi in chance.sample(kpis, len(kpis)):
            text = change(city, kpi, chance)
            if text is not None:
                return Planted((kpi.code, "values", kpi.number), text)
        return None

    return plant


def _times(factor: float) -> Fault:
    def change(_city: City, kpi: Kpi, _chance: Random) -> str | None:
        value = kpi.digits * factor
        if not kpi.digits or kpi.figures.last is None or (factor < 1 and abs(value) < 0.5):
            return None
        places = max(0, kpi.kind.places - (1 if factor == 10 else 3 if factor == 1000 else 0))
        return f"{value:,.{places if factor > 1 else kpi.kind.places}f}{kpi.kind.unit}"

    return _of_kpi(change)


def _fraction(_city: City, kpi: Kpi, _chance: Random) -> str | None:
    return f"{kpi.digits / 100:.4f}" if kpi.kind.unit == "％" else None


def _restart(_city: City, kpi: Kpi, _chance: Random) -> str | None:
    """Only this year's part of a sum over the years."""
    last = kpi.figures.last
    if kpi.kind.counting != "累計" or last is None:
        return None
    return kpi.kind.show(kpi.digits - round(last, kpi.kind.places))


def _neighbour(city: City, kpi: Kpi, chance: Random) -> str | None:
    """The figure of another indicator in the same book."""
    owner = city.measures[kpi.code][1]
    others = [k for k in city.kpis if k is not kpi and city.measures[k.code][1] == owner]
    others = [k for k in others if abs(k.digits) >= 10 and k.digits != kpi.digits]
    if not others:
        return None
    other = chance.choice(others)
    return f"{other.digits:,.{other.kind.places}f}{kpi.kind.unit}"


def _swapped(_city: City, kpi: Kpi, chance: Random) -> str | None:
    """Two of the first three digits change places."""
    text = f"{kpi.digits:.{kpi.kind.places}f}"
    spots = [i for i, sign in enumerate(text) if sign.isdigit()][:3]
    pairs = [(a, b) for a, b in zip(spots, spots[1:], strict=False) if text[a] != text[b]]
    if len(spots) < 2 or not pairs or kpi.figures.last is None:
        return None
    a, b = chance.choice(pairs)
    signs = list(text)
    signs[a], signs[b] = signs[b], signs[a]
    return f"{''.join(signs)}{kpi.kind.unit}" if signs[0] != "0" else None


def _last_years(_city: City, kpi: Kpi, _chance: Random) -> str | None:
    last = kpi.figures.last
    if last is None or abs(last) < 10 or kpi.kind.cycle != "毎年" or kpi.kind.trend == "維持":
        return None
    return kpi.kind.show(last) if kpi.kind.show(last) != kpi.kind.show(kpi.digits) else None


def _sign_lost(_city: City, kpi: Kpi, _chance: Random) -> str | None:
    last = kpi.figures.last
    return f"{-kpi.digits:,.0f}{kpi.kind.unit}" if kpi.digits < -9 and (last or 0) < 0 else None


def _target(_city: City, kpi: Kpi, _chance: Random) -> str | None:
    figures = kpi.figures
    if kpi.kind.trend == "維持" or abs(figures.target) < 10 or figures.last is None:
        return None
    return kpi.kind.show(figures.target)


KPI_FAULTS: Mapping[str, Fault] = {
    "×10": _times(10),
    "÷10": _times(0.1),
    "×1000": _times(1000),
    "割合を小数で": _of_kpi(_fraction),
    "累計を単年で": _of_kpi(_restart),
    "ほかのKPIの値": _of_kpi(_neighbour),
    "数字の入れ替わり": _of_kpi(_swapped),
    "前年度の値": _of_kpi(_last_years),
    "負号の落ち": _of_kpi(_sign_lost),
    "目標の写し": _of_kpi(_target),
}


def _of_amount(
    change: Callable[[City, Initiative, Program, Random], Mapping[str, str] | str | None],
) -> Fault:
    def plant(city: City, chance: Random) -> Planted | None:
        for one in chance.sample(city.initiatives, len(city.initiatives)):
            text = change(city, one, one.program, chance) if one.program else None
            if isinstance(text, str):
                return Planted((one.code, "actual_spend", 0), text)
            if text:
                ((field, words),) = text.items()
                return Planted((one.code, field, 0), words)
        return None

    return plant


def _yen(factor: float) -> Fault:
    return _of_amount(lambda _c, _i, program, _r: f"{round(program.now * factor):,}円")


def _other_program(city: City, one: Initiative, program: Program, chance: Random) -> str | None:
    others = [i.program for i in city.initiatives if i.division == one.division and i.program]
    others = [other for other in others if other is not program]
    return f"{chance.choice(others).now:,}円" if others else None


def _swapped_yen(_city: City, _one: Initiative, program: Program, _chance: Random) -> str | None:
    """Another amount than the other initiative of the program, or than finance tells."""
    digits = str(program.now)
    if not program.settled or len(digits) < 4 or digits[-2] == digits[-3]:
        return None
    return f"{int(digits[:-3] + digits[-2] + digits[-3] + digits[-1]):,}円"


def _granted_nothing(city: City, one: Initiative, _program: Program, _chance: Random) -> str | None:
    return "0円" if "交付した" in city.answers[one.code, "results", 0] else None


def _cancelled(
    _city: City, _one: Initiative, _program: Program, chance: Random
) -> Mapping[str, str]:
    reason = chance.choice(
        ("台風の接近により中止した。", "・感染症の影響で開催を中止した。", "・実施を見送った。")
    )
    return {"results": reason}


AMOUNT_FAULTS: Mapping[str, Fault] = {
    "額×10": _yen(10),
    "額÷10": _yen(0.1),
    "額×100": _yen(100),
    "額×1000": _yen(1000),
    "額÷1000": _yen(0.001),
    "額×4": _yen(4),
    "前年度と同額": _of_amount(lambda _c, _i, p, _r: f"{p.last:,}円"),
    "ほかの事業の額": _of_amount(_other_program),
    "決算額と違う": _of_amount(_swapped_yen),
    "交付したのに0円": _of_amount(_granted_nothing),
    "中止なのに支出": _of_amount(_cancelled),
    "集計中": _of_amount(lambda _c, _i, _p, r: r.choice(("集計中", "未定", "未実施", "なし"))),
    "負の額": _of_amount(lambda _c, _i, p, _r: f"▲{p.now:,}円"),
}


def _added(field: str, *lines: str) -> Fault:
    """A sentence more in a text of an initiative or measure."""

    def plant(city: City, chance: Random) -> Planted:
        key = chance.choice([k for k in city.answers if k[1] == field])
        line = chance.choice(lines).format(n=chance.randint(11, 89), m=chance.randint(2, 9))
        return Planted(key, f"{city.answers[key]}\n{line}".strip())

    return plant


def _told(kpi: Kpi) -> str:
    """What a KPI counts, as a sentence would name it."""
    return kpi.statement.split("が")[0].removesuffix("の人")


def _other_figure(city: City, chance: Random) -> Planted | None:
    kpis = [
        k for k in city.kpis if k.kind.name in ("参加", "来訪", "相談", "事故") and k.digits > 20
    ]
    kpi = chance.choice(kpis)
    value = kpi.kind.show(kpi.digits * chance.choice((1.3, 0.6, 2)))
    key = kpi.code, "remarks", 0
    verb = {
        "参加": "催しに参加した人は",
        "来訪": "施設を利用した人は",
        "相談": "相談を受けた件数は",
        "事故": "事故は",
    }
    return Planted(key, f"{city.answers[key]}\n・{verb[kpi.kind.name]}{value}であった。".strip())


def _opposite(city: City, chance: Random) -> Planted | None:
    """The text says that the figure rose where it fell, or the other way."""
    for kpi in chance.sample(city.kpis, len(city.kpis)):
        last, now = kpi.figures.last, kpi.figures.now
        if (
            last
            and now
            and abs(now - last) > 0.04 * abs(last)
            and kpi.kind.name in ("参加", "来訪", "満足", "認知")
        ):
            said = "増加" if now < last else "減少"
            gap = abs(round(now, kpi.kind.places) - round(last, kpi.kind.places))
            unit = "ポイント" if kpi.kind.unit == "％" else kpi.kind.unit
            line = chance.choice((
                f"・前年度より{gap:,.{kpi.kind.places}f}{unit}{said}した。",
                f"・{_told(kpi)[-8:]}は前年度より{said}した。",
            ))  # fmt: skip
            key = kpi.code, "remarks", 0
            return Planted(key, f"{city.answers[key]}\n{line}".strip())
    return None


def _same_text(city: City, chance: Random) -> Planted | None:
    pairs = [
        (a, b)
        for a, b in zip(city.initiatives, city.initiatives[1:], strict=False)
        if a.code.rsplit("-", 1)[0] == b.code.rsplit("-", 1)[0]
        and len(city.answers[a.code, "results", 0]) > 25
    ]
    a, b = chance.choice(pairs)
    return Planted((b.code, "results", 0), city.answers[a.code, "results", 0])


def _last_text(city: City, chance: Random) -> Planted:
    one = chance.choice(city.initiatives)
    return Planted((one.code, "results", 0), city.last_texts[one.code, "results"])


def _misspelt(city: City, chance: Random) -> Planted:
    name = chance.choice([d for d in city.divisions if len(d) >= 5])
    wrong = {
        "支援": "支緩",
        "協働": "共働",
        "福祉": "福社",
        "対策": "対索",
        "環境": "環鏡",
        "振興": "新興",
    }
    typed = next((name.replace(a, b) for a, b in wrong.items() if a in name), name[1:])
    one = chance.choice(city.initiatives)
    text = f"{city.answers[one.code, 'results', 0]}\n・{typed}と連携して実施した。"
    return Planted((one.code, "results", 0), text)


def _against_grade(city: City, chance: Random) -> Planted:
    key = chance.choice([k for k in city.answers if k[1] == "rating"])
    best = city.answers[key].startswith("A")
    line = (
        chance.choice(
            ("・計画より大幅に遅れている。", "・目標の達成は困難である。", "・評価はCとした。")
        )
        if best
        else chance.choice(
            ("・計画どおり順調に進んでいる。", "・目標を達成した。", "・A評価とした。")
        )
    )
    if not best and city.answers[key].startswith("B"):
        line = chance.choice(("・評価はDとした。", "・A評価とした。"))
    return Planted((key[0], "remarks", 0), line)


def _empty(city: City, chance: Random) -> Planted:
    one = chance.choice(city.initiatives)
    return Planted((one.code, "results", 0), chance.choice(("ー", "・", "。", "－", "…")))


WORD_FAULTS: Mapping[str, Fault] = {
    "KPIと違う数": _other_figure,
    "増減が逆": _opposite,
    "合わない計": _added(
        "results",
        "・講座を開いた（前期{n}人、後期{m}人、計1{n}人）。",
        "・相談は電話{n}件、窓口{m}件の合計9{n}件であった。",
    ),
    "年度外の日": _added(
        "results",
        "・2023年{m}月1{m}日に研修を実施した。",
        "・令和5年1{m}月に開催した。".replace("1{m}", "1"),
        "・2025年{m}月{m}日に講演会を開催した。".replace("{m}月", "6月"),
    ),
    "ない日": _added("results", "・2024年9月31日に開催した。", "・令和6年13月に実施した。", "・6月31日に実施した。"),
    "和暦と西暦": _added(
        "results", "・令和6年（2025年）{m}月に実施した。", "・2024年度（令和7年度）に改定した。"
    ),
    "内部の覚え": _added(
        "results", "※要確認", "（課長に確認中）", "・後で差し替え予定", "※数字は仮置き", "★ここ修正"
    ),
    "連絡先": _added(
        "results", "・問い合わせは046-873-11{n}まで。", "・担当 taro@city.example.lg.jp", "（内線 2{n}）"
    ),
    "壊れた箇条書き": _added("results", "・", "・参加した市民と話し合い、", "・・"),
    "仮の文字": _added(
        "results", "・参加者XX人で実施した。", "・（　）人が参加した。", "・〇〇人に配布した。",
        "縺薙ｓ縺ｫ縺｡縺ｯ縲ょ盾蜉閠・",
    ),
    "同じ文章": _same_text,
    "前年度の文章": _last_text,
    "課名の誤り": _misspelt,
    "評価と合わない語": _against_grade,
    "記号だけ": _empty,
}  # fmt: skip
FAULTS: Mapping[str, Mapping[str, Fault]] = {
    "KPI": KPI_FAULTS,
    "金額": AMOUNT_FAULTS,
    "文章": WORD_FAULTS,
}
