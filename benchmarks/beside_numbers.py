"""Texts of value × label × note × words behind × wrapper × field with a known meaning.

    python benchmarks/beside_numbers.py [--texts 100000] [--seed 1]

Every text is composed of parts whose effect on the value is known: harmless, scaling, planned,
or overruling.  The meaning follows from the parts, never from the reader.  Counted is how often
the reader gives the value that is meant, nothing (a refusal), or another value without a word.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from zushi_xl.quantity import Context, Quantity, read_quantity  # noqa: E402

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


class Part(NamedTuple):
    """Something beside a value, and what it does to it.

    ``per`` is added to the unit; ``doubt`` says that no value may come out.
    """

    text: str
    planned: bool = False
    doubt: bool = False
    per: str = ""
    year: int = 0
    factor: int = 1
    unit: str = ""


class Text(NamedTuple):
    """A composed text: what it means, or that it means no one value."""

    text: str
    value: Decimal | None
    unit: str | None
    planned: bool
    years: tuple[int, ...]
    field: Context


COUNTERS = ["人", "件", "団体", "回", "か所", "世帯", "施設", "校", "台", "冊"]
PLAIN_LABELS = (
    "||||実績値：|延べ|累計|累計で|合計|参加者数|登録者数：|開催回数は|年間|平均|利用者数 |"
    "施設利用率：|65歳以上の人口 |市民団体の数は|相談件数:|年に|総数 "
)
OTHER_LABELS = (
    "前年度実績値|昨年度：|前回値|前々年度|翌年度計画値|次年度目標|県平均値|全国平均|"
    "類似団体平均 |基準値|参考値：|うち|うち新規|残額|不用額|未受診者数|不参加者|辞退者|"
    "欠席者数|減少数|増加数|当初計画|定員|キャンセル数|中止回数|過年度平均|予定外|超過額|"
    "滞納件数"
)
HARMLESS_NOTES = (
    "||||速報値|推計|暫定値|国勢調査|市内のみ|税込|うち新規0件|アンケート調査による|"
    "オンライン開催|コロナの影響により減少|前年度比＋3％|※1|注1|年間累計|10/1時点|2月末現在|"
    "各種団体を除く|住民基本台帳"
)
OVERRULING_NOTES = (
    "中止|未実施|実施せず|誤|訂正|取消|延期|仮|要確認|正しくは{other}|訂正後{other}|"
    "修正：{other}|実際は{other}|実績{other}|目標{other}|定員{other}|{other}に変更|"
    "ただし重複あり、実数{other}|{other}|減|△|▲3|{other}減|{other}増|×12|なし|不明|?|廃止|"
    "見送り|ほにゃらら|対象外|うち{double}|二重計上|{other}の誤り|計{other}|雨天により中止"
)
ENDINGS = [
    "",
    "",
    "",
    "",
    "開催",
    "参加",
    "を実施した",
    "となった",
    "です",
    "を維持",
    "の参加があった",
    "配布",
]
OVERRULING_ENDINGS = [
    "中止",
    "欠席",
    "増",
    "の減",
    "減少",
    "増加",
    "開催できず",
    "未達",
    "辞退",
    "に訂正",
    "から変更",
]
YEARS = [
    Part(""),
    Part(""),
    Part("令和6年度 ", year=2024),
    Part("R5年度実績：", year=2023),
    Part("2022年度：", year=2022),
    Part("令和6年10月1日現在 "),
    Part("R6.3.31時点："),
    Part("（R5）", year=2023),
]
PERIODS = [
    Part("月", per="月"),
    Part("毎月", per="月"),
    Part("週", per="週"),
    Part("1日平均", per="日"),
    Part("四半期に", per="四半期"),
    Part("1人あたり", per="人"),
    Part("年"),
    Part("毎年"),
    Part("年に"),
]
SCALES = [
    Part("千円", factor=1000, unit="円"),
    Part("単位：千円", factor=1000, unit="円"),
    Part("億円", factor=10**8, unit="円"),
    Part("百万円", factor=10**6, unit="円"),
    Part("万人", factor=10**4, unit="人"),
    Part("千人", factor=1000, unit="人"),
    Part("割", factor=10, unit="％"),
    Part("％", unit="％"),
    Part("単位：件", unit="件"),
    Part("人", unit="人"),
]


def _choose(rng: random.Random, words: str) -> str:
    """Choose one of the words of a list that is written with bars."""
    return rng.choice(words.split("|"))


def written(rng: random.Random, number: Decimal) -> str:
    """Write a number as people do: grouped, plain or in full width."""
    plain = f"{number:,}" if rng.random() < 0.7 else f"{number}"
    return plain.translate(WIDE) if rng.random() < 0.2 else plain


def make_number(rng: random.Random) -> Decimal:
    """A count, now and then with a decimal."""
    if rng.random() < 0.15:
        return Decimal(rng.randrange(1, 10**4)) / 10
    return Decimal(rng.randrange(1, 10 ** rng.randrange(1, 7)))


def compose(rng: random.Random) -> Text:
    """Compose one text of a kind."""
    kinds = (_plain, _plain, _overruled_note, _overruled_label, _overruled_end, _period, _scaled,
             _product, _change, _misfit)  # fmt: skip
    return rng.choice(kinds)(rng)


def _wrap(rng: random.Random, text: str) -> tuple[str, bool]:
    if rng.random() < 0.2:
        return f"（{text}）", True
    return (f"　{text} ", False) if rng.random() < 0.1 else (text, False)


def _note(rng: random.Random, note: str) -> str:
    if not note or note.startswith(("※", "注")):
        return note
    return f"({note})" if rng.random() < 0.2 else f"（{note}）"


def _field(rng: random.Random, unit: str | None) -> Context:
    return Context(unit) if rng.random() < 0.5 else Context()


def _plain(rng: random.Random) -> Text:
    """Harmless parts all around: the value stays."""
    number, unit = make_number(rng), rng.choice(COUNTERS)
    year, label = rng.choice(YEARS), _choose(rng, PLAIN_LABELS)
    body = f"{year.text}{label}{written(rng, number)}{unit}{rng.choice(ENDINGS)}"
    note = _choose(rng, HARMLESS_NOTES)
    text = body + _note(rng, note)
    wrapped, planned = _wrap(rng, text) if not year.text.startswith("（") else (text, False)
    years = (year.year,) if year.year else ()
    return Text(wrapped, number, unit, planned, years, _field(rng, unit))


def _overruled_note(rng: random.Random) -> Text:
    number, unit = make_number(rng), rng.choice(COUNTERS)
    other, double = f"{number + rng.randrange(1, 9)}{unit}", f"{number * 2}{unit}"
    note = _choose(rng, OVERRULING_NOTES).format(other=other, double=double)
    second = _note(rng, _choose(rng, HARMLESS_NOTES)) if rng.random() < 0.3 else ""
    body = f"{_choose(rng, PLAIN_LABELS)}{written(rng, number)}{unit}"
    notes = [_note(rng, note), second]
    rng.shuffle(notes)
    return _nothing(_wrap(rng, body + "".join(notes))[0], _field(rng, unit))


def _overruled_label(rng: random.Random) -> Text:
    number, unit = make_number(rng), rng.choice(COUNTERS)
    body = f"{_choose(rng, OTHER_LABELS)}{written(rng, number)}{unit}"
    return _nothing(
        _wrap(rng, body + _note(rng, _choose(rng, HARMLESS_NOTES)))[0], _field(rng, unit)
    )


def _overruled_end(rng: random.Random) -> Text:
    number, unit = make_number(rng), rng.choice(COUNTERS)
    body = (
        f"{_choose(rng, PLAIN_LABELS)}{written(rng, number)}{unit}{rng.choice(OVERRULING_ENDINGS)}"
    )
    return _nothing(body + _note(rng, _choose(rng, HARMLESS_NOTES)), _field(rng, unit))


def _period(rng: random.Random) -> Text:
    number, unit, period = make_number(rng), rng.choice(["回", "件", "世帯"]), rng.choice(PERIODS)
    body = f"{period.text}{written(rng, number)}{unit}{rng.choice(['', '程度', '以上', ''])}"
    full = f"{unit}/{period.per}" if period.per else unit
    wrapped, planned = _wrap(rng, body)
    return Text(wrapped, number, full, planned, (), _field(rng, unit))


def _scaled(rng: random.Random) -> Text:
    number, scale = make_number(rng), rng.choice(SCALES)
    text = f"{written(rng, number)}{_note(rng, scale.text)}"
    return Text(text, number * scale.factor, scale.unit, False, (), Context())


def _product(rng: random.Random) -> Text:
    one, other = rng.randrange(2, 2000), rng.randrange(2, 100)
    mark = rng.choice(["*", "＊", "×", "x ", "・", "/", "+", "＋", "→", "⇒", "か", "又は", "対"])
    unit = rng.choice(["", *COUNTERS]) if mark not in "・/" else ""
    return _nothing(f"{one:,}{unit}{mark}{other}{unit}", _field(rng, unit or None))


def _change(rng: random.Random) -> Text:
    number, unit = make_number(rng), rng.choice(COUNTERS)
    word = rng.choice(["増", "減", "増加", "減少", "の増", "の減少"])
    note = rng.choice(["", "", f"（計{number + 40}{unit}）", "（速報値）"])
    label = rng.choice(["", "", "前年度より", "前年度比", "参加者"])
    return _nothing(f"{label}{written(rng, number)}{unit}{word}{note}", _field(rng, unit))


def _misfit(rng: random.Random) -> Text:
    """A year, a date or a second scale in a field for figures."""
    year, month = rng.randrange(1, 12), rng.randrange(1, 13)
    texts = [
        f"令和{year}年度",
        f"R{year}",
        f"{2018 + year}年度",
        f"R{year}-{month}",
        f"R{year}/{month}",
        f"令和{year}年{month}月",
        f"{2018 + year}/{month}/1",
        f"{month}月{year}日",
    ]
    if rng.random() < 0.3:
        return _nothing(f"{year}{rng.choice(['億', '千', '百万'])}", Context("千円"))
    return _nothing(rng.choice(texts), Context(rng.choice(COUNTERS)))


def _nothing(text: str, field: Context) -> Text:
    return Text(text, None, None, False, (), field)


def verdict(made: Text, got: Quantity) -> str:
    """right, none (a refusal where a value is meant), beside (a field differs) or wrong."""
    gives = got.has_value and not got.ambiguous and got.kind not in ("year", "date")
    if not gives:
        return "right" if made.value is None else "none"
    if made.value is None or got.value != made.value:
        return "wrong"
    same = (got.unit, got.planned, got.fiscal_years) == (made.unit, made.planned, made.years)
    return "right" if same else "beside"


def texts(count: int, seed: int) -> Iterator[Text]:
    """Return texts, the same ones for a seed."""
    rng = random.Random(seed)
    for _ in range(count):
        yield compose(rng)


def main() -> None:
    """Print the counts, and some texts of each kind of failure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=10)
    chosen = options.parse_args()
    counts: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    started = time.process_time()
    for made in texts(chosen.texts, chosen.seed):
        got = read_quantity(made.text, made.field)
        found = verdict(made, got)
        counts[found] += 1
        if found != "right" and len(shown.setdefault(found, [])) < chosen.show:
            shown[found].append(f"{made.text!r} → {got.value} {got.unit} {got.reason or ''}")
    seconds = time.process_time() - started
    total = sum(counts.values())
    for name in ("right", "none", "beside", "wrong"):
        print(f"{name:<7}{counts[name]:>9,}{counts[name] / total:>9.2%}")
        print(*(f"    {line}" for line in shown.get(name, [])), sep="\n")
    print(f"{total:,} texts in {seconds:.1f} s of CPU time")
    sys.exit(1 if counts["wrong"] else 0)


if __name__ == "__main__":
    main()
