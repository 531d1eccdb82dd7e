"""The sheet 設定."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from zushi_xl.masters.plan.setting_names import SETTINGS, Setting
from zushi_xl.masters.plan.values import read_day, read_number, read_year
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key, nearest
from zushi_xl.plan.levels import STANDARD, Level, PlanLevel
from zushi_xl.plan.plan_settings import EVALUATION, Settings
from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source

_Rows = Mapping[str, Record]
_YEAR_COLUMN = regex(r"(\d{4})年度")
_LONGEST_SPAN = 30
_NAMES_LEVEL = "の呼び名"  # ends the settings that name a level


def read_settings(book: MasterBook, described: Sequence[PlanLevel] = ()) -> Settings:
    """The settings; where one is at fault it gets a stand-in, and the mistake is noted.

    ``described``: the levels of the sheet 階層, which then names them and no setting does.
    """
    rows, strangers = _rows_by_name(book, described)
    mistakes = book.mistakes

    def text(name: str) -> str:
        return rows[name]["値"] if name in rows else ""

    def year(name: str) -> int:
        return (read_year(rows[name], "値", mistakes) if name in rows else None) or 0

    def day(name: str) -> date | None:
        return read_day(rows[name], "値", mistakes) if name in rows else None

    settings = Settings(
        city=text("団体名"),
        plan_title=text("計画名"),
        plan_version=text("計画版"),
        evaluation_name=text("印刷する題名") or EVALUATION,
        fiscal_year=year("評価年度"),
        baseline_label=text("基準時点"),
        first_year=year("計画開始年度"),
        last_year=year("計画終了年度"),
        target_label=text("目標の見出し") or "目標",
        deadline=day("提出期限"),
        correction_deadline=day("差し戻しの期限"),
        office=text("取りまとめ課"),
        contact=text("連絡先"),
        round=_round(rows, mistakes),
        sample_note=text("例示の注記"),
        level_names=_level_names(rows, described),
        described_levels=tuple(described),
        ledger_program=text("台帳の事業名の見出し"),
        ledger_amount=text("台帳の決算額の見出し"),
        ledger_cuts_off=_chosen(rows, "台帳の千円未満", ("四捨五入", "切り捨て"), mistakes)
        == "切り捨て",
        city_code=_city_code(rows, mistakes),
        licence=text("公開データのライセンス"),
        address=_address(rows, mistakes),
        site=_yes(rows, "公開サイト", mistakes),
        most_doubts=_whole(rows, "要確認の上限", 5, 999, mistakes),
        share_decimals=_whole(rows, "割合の小数桁", 1, 4, mistakes),
        unknown={name: row.source("項目") for name, row in strangers.items() if name},
        source=next(iter(rows.values())).source("値") if rows else Source(book.workbook.file),
    )
    if described:
        _check_named_twice(rows, mistakes)
    else:
        _check_levels(settings, rows, mistakes)
    return _with_span(settings, rows, book)


def _with_span(settings: Settings, rows: _Rows, book: MasterBook) -> Settings:
    """The settings with years that the other sheets can be read with, though theirs are wrong."""
    if _has_span(settings, rows, book.mistakes):
        return settings
    first = settings.first_year
    if not first or not settings.last_year:
        return replace(settings, first_year=1, last_year=0)  # a span without years
    return replace(settings, last_year=max([first, *_years_of_columns(book)]))


def _years_of_columns(book: MasterBook) -> list[int]:
    """The years that the sheet KPI has columns for: it can be read though the span is wrong."""
    sheet = book.sheet("KPI")
    heads = (cell.text for (row, _), cell in sheet.cells.items() if row == 0) if sheet else ()
    return [int(found[1]) for head in heads if (found := _YEAR_COLUMN.fullmatch(match_key(head)))]


def _rows_by_name(
    book: MasterBook, described: Sequence[PlanLevel]
) -> tuple[dict[str, Record], dict[str, Record]]:
    """The rows of the known settings, and those that name none."""
    known = {match_key(setting.name): setting.name for setting in SETTINGS}
    rows: dict[str, Record] = {}
    strangers: dict[str, Record] = {}
    records = book.records("設定")
    for record in records:
        typed = record["項目"]
        name = known.get(match_key(typed))
        if name is None:
            strangers[typed] = record
        elif name in rows:
            _report_twice(book.mistakes, record, rows[name])
        else:
            rows[name] = record
    if records:
        wanted = [s for s in SETTINGS if not (described and s.name.endswith(_NAMES_LEVEL))]
        _report_missing(book.mistakes, wanted, rows, strangers, records[-1])
    return rows, strangers


def _report_twice(mistakes: Mistakes, record: Record, first: Record) -> None:
    mistakes.at(
        "setting-twice",
        record,
        "項目",
        f"設定「{record['項目']}」が{first.source('項目').cell}にもあります。",
        "どちらかの行を削除してください。",
    )


def _report_missing(
    mistakes: Mistakes,
    wanted: Sequence[Setting],
    rows: _Rows,
    strangers: Mapping[str, Record],
    last: Record,
) -> None:
    for setting in wanted:
        row = rows.get(setting.name)
        if row is None:
            near = nearest(setting.name, strangers, 0.6)
            if near or setting.needed or setting.name.endswith(_NAMES_LEVEL):
                _report_absent(mistakes, setting.name, strangers.get(near), last)
        elif setting.needed and not row["値"]:
            mistakes.at(
                "empty",
                row,
                "値",
                f"設定「{setting.name}」の値が空欄です。",
                f"記入してください：{setting.note}",
            )


def _report_absent(mistakes: Mistakes, name: str, stranger: Record | None, last: Record) -> None:
    place = stranger.source("項目") if stranger else last.source("項目")
    remedy = (
        f"項目「{stranger['項目']}」を「{name}」に直してください。"
        if stranger
        else f"一番下に項目「{name}」の行を加えてください。"
    )
    mistakes.add("setting", place, f"設定「{name}」の行がありません。", remedy, name=name)


def _level_names(rows: _Rows, described: Sequence[PlanLevel]) -> dict[Level, str]:
    """The names of the levels in use; where nothing is said the standard word stands in."""
    if described:
        return {level.kind: level.name for level in described}
    names = {}
    for kind in STANDARD:
        row = rows.get(f"{kind.value}{_NAMES_LEVEL}")
        names[kind] = row["値"] if row else kind.value
    return names


def _check_named_twice(rows: _Rows, mistakes: Mistakes) -> None:
    """Where the sheet 階層 names the levels, a setting must not name them again."""
    for kind in STANDARD:
        row = rows.get(f"{kind.value}{_NAMES_LEVEL}")
        if row and row["値"]:
            mistakes.at(
                "level",
                row,
                "値",
                f"シート「階層」があるので、設定「{row['項目']}」は使いません。",
                "この行を削除するか、値を空欄にしてください。",
            )


def _round(rows: _Rows, mistakes: Mistakes) -> int:
    if "回" not in rows:
        return 1
    number = read_number(rows["回"], "値", "回", mistakes)
    if number is not None and (number < 1 or number != int(number)):
        mistakes.at(
            "number",
            rows["回"],
            "値",
            f"「回」が{number}になっています。",
            "1以上の整数を記入してください。",
        )
        return 1
    return int(number or 1)


_WEIGHTS = (6, 5, 4, 3, 2)


def _city_code(rows: _Rows, mistakes: Mistakes) -> str:
    """Six digits, the last of which checks the others.

    Source: 総務省「全国地方公共団体コード仕様」: 11 less the weighted sum of the first five modulo
    11, of which the last digit counts.
    """
    name = "全国地方公共団体コード"
    text = rows[name]["値"] if name in rows else ""
    code = text.strip().translate(NARROW_DIGITS)
    if not code:
        return ""
    if len(code) == 6 and code.isascii() and code.isdecimal():
        total = sum(int(c) * w for c, w in zip(code, _WEIGHTS, strict=False))
        if int(code[5]) == (11 - total % 11) % 10:
            return code
    mistakes.at(
        "city-code",
        rows[name],
        "値",
        f"「{text}」は全国地方公共団体コードとして正しくありません。",
        "検査数字を含む6桁の数字を記入してください（例：逗子市は142085）。先頭の0も要ります。",
    )
    return ""


def _address(rows: _Rows, mistakes: Mistakes) -> str:
    """Where the open data stand on the web."""
    name = "公開データの掲載先"
    text = rows[name]["値"].strip() if name in rows else ""
    if text and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        mistakes.at(
            "address",
            rows[name],
            "値",
            f"「{text}」をアドレスとして読めません。",
            "https:// から始まるアドレスを記入してください。",
        )
        return ""
    return text


def _yes(rows: _Rows, name: str, mistakes: Mistakes) -> bool:
    return _chosen(rows, name, ("○", "×"), mistakes) == "○"


def _chosen(rows: _Rows, name: str, words: Sequence[str], mistakes: Mistakes) -> str:
    row = rows.get(name)
    return (choose(row, "値", words, mistakes) or "") if row is not None else ""


def _whole(rows: _Rows, name: str, default: int, most: int, mistakes: Mistakes) -> int:
    """A whole number from 0 to ``most``; ``default`` where nothing is typed."""
    row = rows.get(name)
    number = read_number(row, "値", "", mistakes) if row else None
    if row and number is not None and number not in range(most + 1):
        mistakes.at(
            "number",
            row,
            "値",
            f"「{name}」が{number}になっています。",
            f"0から{most}までの整数を記入してください。",
        )
        return default
    return default if number is None else int(number)


def _has_span(settings: Settings, rows: _Rows, mistakes: Mistakes) -> bool:
    """Whether the years of the plan are known and make sense."""
    first, last, year = settings.first_year, settings.last_year, settings.fiscal_year
    if not first or not last:
        return False
    if first > last:
        wrong, message = (
            "計画終了年度",
            f"計画終了年度（{last}）が計画開始年度（{first}）より前です。",
        )
    elif last - first > _LONGEST_SPAN:
        wrong, message = "計画終了年度", f"計画の期間が{last - first + 1}年もあります。"
    elif year and not first <= year <= last:
        wrong = "評価年度"
        message = f"評価年度（{year}）が計画の期間（{first}～{last}年度）の外です。"
    else:
        return True
    remedy = "評価年度、計画開始年度、計画終了年度を確かめて直してください。"
    mistakes.at("years", rows[wrong], "値", message, remedy)
    return wrong == "評価年度"


def _check_levels(settings: Settings, rows: _Rows, mistakes: Mistakes) -> None:
    seen: dict[str, Level] = {}
    for level in settings.levels:
        key = match_key(settings.level_names[level])
        if key in seen:
            mistakes.at(
                "level",
                rows[f"{level.value}の呼び名"],
                "値",
                f"「{seen[key].value}の呼び名」と「{level.value}の呼び名」が同じです。",
                "階層ごとに違う呼び名にするか、使わない階層を空欄にしてください。",
            )
        seen.setdefault(key, level)
