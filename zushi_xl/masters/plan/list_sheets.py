"""The lists that others refer to: 担当課, 予算事業, 総合戦略, 基本目標, 人口見通し."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter

from zushi_xl.masters.plan.values import is_nothing, read_day, read_number, read_year, read_yen
from zushi_xl.masters.records import MasterBook, Mistakes, Record, match_key, split_items
from zushi_xl.plan.groups import ONE_BOOK, is_parted
from zushi_xl.plan.model import BudgetProgram, Division, Plan
from zushi_xl.plan.outlook import Goal, PopulationRow, StrategyNode
from zushi_xl.plan.plan_settings import Release
from zushi_xl.quantity import Quantity, read_quantity
from zushi_xl.text.codes import code_above, numbers, parse_strategy_code, sort_key


def names_of(items: Iterable[Division | BudgetProgram]) -> dict[str, str]:
    """The canonical name for every name and former name, by ``match_key``."""
    return {match_key(name): item.name for item in items for name in (item.name, *item.aliases)}


def read_divisions(book: MasterBook) -> tuple[Division, ...]:
    """The divisions; 団体 that differ in width or blanks only are one, spelled as the first."""
    records = book.records("担当課")
    _check_names(records, "課名", book.mistakes)
    groups: dict[str, str] = {}
    return tuple(
        Division(
            name=r["課名"],
            aliases=tuple(split_items(r["別名"])),
            contact=r["連絡先"],
            source=r.source("課名"),
            group=_group(r["団体"], groups),
        )
        for r in records
    )


def _group(name: str, known: dict[str, str]) -> str:
    return "" if is_nothing(name) else known.setdefault(match_key(name), name)


def check_groups(plan: Plan, mistakes: Mistakes) -> None:
    """Where the annual book is parted, every division has a 団体: its pages stand in one book."""
    if is_parted(plan):
        for division in plan.divisions:
            if not division.group and not division.is_role:
                mistakes.add(
                    "group",
                    division.source,
                    f"「{division.name}」の団体が空欄です。施策が{ONE_BOOK}件を超えるため、"
                    "評価書を団体ごとに分けます。",
                    "列「団体」に団体の名前を記入してください。",
                    division.name,
                    "団体",
                )


def read_programs(book: MasterBook) -> tuple[BudgetProgram, ...]:
    """The rows of 予算事業."""
    records = book.records("予算事業")
    _check_names(records, "予算事業名", book.mistakes)
    return tuple(
        BudgetProgram(
            name=record["予算事業名"],
            aliases=tuple(split_items(record["別名"])),
            settled=read_yen(record, "決算額", book.mistakes),
            last_year=read_yen(record, "前年度決算額", book.mistakes),
            source=record.source("予算事業名"),
        )
        for record in records
    )


def _check_names(records: Iterable[Record], header: str, mistakes: Mistakes) -> None:
    """No name and no former name may stand for two things."""
    seen: dict[str, Record] = {}
    for record in records:
        items = [(header, record[header])] + [
            ("別名", name) for name in split_items(record["別名"])
        ]
        for column, name in items:
            first = seen.setdefault(match_key(name), record) if name else record
            if first is not record:
                mistakes.at(
                    "name-twice",
                    record,
                    column,
                    f"「{name}」が{first.source(header).cell}の行にもあります。",
                    "重なる名前か別名を削除してください。",
                )


def read_strategy(book: MasterBook) -> tuple[StrategyNode, ...]:
    """The rows of 総合戦略 by their codes; what cannot be read or comes twice is noted."""
    nodes: dict[str, StrategyNode] = {}
    for record in book.records("総合戦略"):
        code = parse_strategy_code(record["コード"])
        if code is None:
            _report_strategy_code(record, book.mistakes)
        elif code in nodes:
            book.mistakes.at(
                "code-twice",
                record,
                "コード",
                f"コード「{code}」が{nodes[code].source.cell}にもあります。",
                "どちらかのコードを直すか、行を削除してください。",
            )
        else:
            nodes[code] = StrategyNode(code, record["名称"], record.source("コード"))
    _check_strategy_parents(nodes, book.mistakes)
    return tuple(sorted(nodes.values(), key=lambda node: sort_key(node.code)))


def _report_strategy_code(record: Record, mistakes: Mistakes) -> None:
    if record["コード"]:
        mistakes.at(
            "code",
            record,
            "コード",
            f"コード「{record['コード']}」を総合戦略のコードとして読めません。",
            "「4-2-①」の形で記入してください。日付に変わってしまうときは、セルの書式を文字列にします。",
        )


def _check_strategy_parents(nodes: dict[str, StrategyNode], mistakes: Mistakes) -> None:
    for node in nodes.values():
        parent = code_above(node.code)
        if parent and parent not in nodes:
            mistakes.add(
                "parent",
                node.source,
                f"コード「{node.code}」の上の「{parent}」がありません。",
                f"コードを直すか、「{parent}」の行を加えてください。",
                node.code,
                "コード",
            )


def read_goals(book: MasterBook) -> tuple[Goal, ...]:
    """The rows of 基本目標."""
    return tuple(_goal(record, book.mistakes) for record in book.records("基本目標"))


def _goal(record: Record, mistakes: Mistakes) -> Goal:
    target, baseline = (_figure(record, header, mistakes) for header in ("目標値", "現状値"))
    _check_units(record, target, baseline, mistakes)
    return Goal(
        number=_goal_number(record, mistakes),
        title=record["名称"],
        indicator=record["指標"],
        target=record["目標値"],
        target_quantity=target,
        target_year=read_year(record, "目標年度", mistakes),
        baseline=record["現状値"],
        baseline_quantity=baseline,
        baseline_period=_baseline_period(record, mistakes),
        note=record["補足説明"],
        source=record.source("名称"),
    )


def _goal_number(record: Record, mistakes: Mistakes) -> str:
    text = record["番号"].removeprefix("基本目標")
    if _is_figure(read_quantity(text)) or read_quantity(text).kind in ("year", "date"):
        mistakes.at(
            "goal-number",
            record,
            "番号",
            f"「番号」の「{record['番号']}」を基本目標の番号として読めません。",
            "「1」「4-2」のように、番号だけを記入してください。",
        )
    number = numbers(text)
    return "-".join(map(str, number)) if number else record["番号"]


def _is_figure(quantity: Quantity) -> bool:
    """Whether a text is an amount, a share or a count: a figure that says of what."""
    return quantity.has_value and bool(quantity.unit)


def _baseline_period(record: Record, mistakes: Mistakes) -> str:
    """When the baseline was measured, in any words; a figure is no time."""
    text = record["現状時点"]
    found = record.quantity("現状時点")
    is_year = found.value is None or _FIRST_YEAR <= found.value <= _LAST_YEAR
    if _is_figure(found) or (found.kind == "number" and not is_year):
        mistakes.at(
            "goal-period",
            record,
            "現状時点",
            f"「現状時点」の「{text}」を時点として読めません。",
            "「2023年度」「2024年3月末」のように、いつの値かを記入してください。",
        )
    return text


def _check_units(record: Record, target: Quantity, baseline: Quantity, mistakes: Mistakes) -> None:
    units = [figure.unit for figure in (target, baseline) if figure.has_value and figure.unit]
    if len(set(units)) > 1:
        mistakes.at(
            "goal-unit",
            record,
            "現状値",
            f"「目標値」の「{record['目標値']}」と「現状値」の「{record['現状値']}」の単位が違います。",
            "同じ単位で記入してください。違う単位のままにするときは、現状値を補足説明に書いてください。",
        )


def _figure(record: Record, header: str, mistakes: Mistakes) -> Quantity:
    quantity = record.quantity(header)
    is_value = quantity.has_value and quantity.kind not in ("year", "date")
    if record[header] and not quantity.is_missing and not is_value:
        mistakes.at(
            "goal-value",
            record,
            header,
            f"「{header}」の「{record[header]}」を値として読めません。",
            "「90.0％」「31,450人」のように、値を一つだけ記入してください。",
        )
    return quantity


def read_releases(book: MasterBook) -> tuple[Release, ...]:
    """When the open data were published or changed, the earliest first."""
    found = (
        (read_day(record, "公開日", book.mistakes), record["内容"])
        for record in book.records("公開履歴")
    )
    return tuple(sorted((Release(day, text) for day, text in found if day), key=attrgetter("day")))


def read_population(book: MasterBook) -> tuple[PopulationRow, ...]:
    """The rows of 人口見通し."""
    return tuple(_population_rows(book))


def _population_rows(book: MasterBook) -> Iterator[PopulationRow]:
    mistakes = book.mistakes
    for record in book.records("人口見通し"):
        year = read_year(record, "年", mistakes)
        people, people_said = _outlook_figure(record, "人数", "人", mistakes)
        share, share_said = _outlook_figure(record, "割合", "％", mistakes)
        if year is not None:
            yield PopulationRow(
                year=year,
                group=record["区分"],
                people=people,
                share=share,
                is_total=not is_nothing(record["合計行"]),
                source=record.source("人数"),
                people_said=people_said,
                share_said=share_said,
            )


def _outlook_figure(
    record: Record, header: str, unit: str, mistakes: Mistakes
) -> tuple[Decimal | None, Quantity | None]:
    """The figure, or the word that says why there is none: none at all, not yet, not known."""
    said = record.quantity(header)
    if record[header] and said.missing_reason in _OUTLOOK_REASONS:
        return None, said
    figure = read_number(record, header, unit, mistakes)
    if unit == "％" and figure is not None and not 0 <= figure <= _WHOLE:
        mistakes.at(
            "number",
            record,
            header,
            f"「{header}」の「{record[header]}」は、割合が取れる 0～100％ の外です。",
            "総人口に占める割合を、0～100 の値で記入してください。",
        )
    return figure, None


_FIRST_YEAR, _LAST_YEAR = 1868, 2200
_WHOLE = 100
_OUTLOOK_REASONS = ("dash", "none", "not_applicable", "pending", "unknown", "suppressed")
