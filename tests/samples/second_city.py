"""A second city, made from two workbooks alone: other names, levels, grades, fields, years.

Nothing here is a change of code. Its levels are 政策・施策・事業 (the second level is not used), its
grades S・A・B・C・－, its years 2025–2031; 様式定義 is the shipped one with other labels, two fields
more, and other wording. Everything about this city is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.conftest import ROOT
from zushi_xl.masters.tables import Table, make_table, tables_from_text
from zushi_xl.masters.workbooks import build_form_book, build_plan_book
from zushi_xl.xlsx_out import write_book

DIVISIONS = ("都市デザイン課", "みらい教育課", "財務課")
FOREIGN = ("逗子", "具体的施策", "取り組みの方向", "柱", "総合計画")

_YEARS = range(2025, 2032)
_PERIODS = ("2024.3", *(f"{year}年度" for year in _YEARS), "目標")

_SETTINGS = (
    ("団体名", "架空の青葉台市"),
    ("計画名", "青葉台市まちづくり基本構想"),
    ("計画版", "2025年4月策定"),
    ("評価年度", "2026"),
    ("基準時点", "2024.3"),
    ("計画開始年度", "2025"),
    ("計画終了年度", "2031"),
    ("目標の見出し", "目標"),
    ("提出期限", "2027年6月15日"),
    ("取りまとめ課", "政策推進室"),
    ("連絡先", "政策推進室（内線 9999）"),
    ("回", "1"),
    ("例示の注記", ""),
    ("柱の呼び名", "政策"),
    ("取り組みの方向の呼び名", ""),
    ("具体的施策の呼び名", "施策"),
    ("取り組みの呼び名", "事業"),
)
_TABLES: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {
    "設定": (("項目", "値"), _SETTINGS),
    "政策": (
        ("コード", "番号", "名称", "主担当課", "めざすべきまちの姿"),
        (
            ("1", "Ⅰ", "歩いて楽しいまち", "都市デザイン課", "歩く人の声が聞こえるまちにします。"),
            ("2", "Ⅱ", "学びがひらくまち", "", "誰でも学び直せるまちにします。"),
        ),
    ),
    "施策": (
        ("コード", "番号", "名称", "主担当課", "前年度の今後の対応"),
        (
            ("1-①", "①", "歩道と緑陰の整備", "都市デザイン課", "苗木を増やします。"),
            ("2-①", "①", "学校の居場所づくり: 放課後/休日 [試行]*?", "みらい教育課", ""),
        ),
    ),
    "KPI": (
        ("コード", "KPI番号", "KPI", "単位", "方向", "集計", "測定周期", *_PERIODS),
        (
            ("1", "1", "まちなかを歩く人が増えている。", "人", "上昇", "実数", "毎年",
             "12,000人", "12,500人", "", "（14,000人）", "", "", "", "（16,000人）", "16,000人以上"),
            ("1-①", "1", "歩道の段差が解消されている。", "％", "上昇", "割合", "毎年",
             "41.0%", "44.5%", "", "", "", "", "", "", "60.0%以上"),
            ("2-①", "1", "居場所を開いた日数が増えている。", "日", "上昇", "累計", "毎年",
             "未実施", "120日", "", "", "", "", "", "", "900日以上"),
        ),
    ),
    "事業": (
        ("コード", "番号", "名称", "担当課", "説明", "総合戦略", "予算事業名"),
        (
            ("1-①-①", "①", "歩道の改良", "都市デザイン課", "段差をなくします。", "ー", "道づくり事業"),
            ("1-①-②", "②", "街路樹の更新", "財務課", "木陰をつくります。", "ー", "緑陰事業"),
            ("2-①-①", "①", "放課後の教室", "みらい教育課", "教室を開きます。", "ー", "ー"),
        ),
    ),
    "予算事業": (
        ("予算事業名", "別名", "決算額"),
        (("道づくり事業", "", ""), ("緑陰事業", "", "48200000")),
    ),
    "担当課": (("課名", "別名"), [(name, "") for name in (*DIVISIONS, "議会事務局")]),
    "評価区分": (
        ("階層", "記号", "表示", "定義", "区分"),
        (
            ("", "S", "大きく進んだ", "目標を上回った。", "順位"),
            ("", "A", "進んだ", "目標のとおり。", "順位"),
            ("", "B", "少し進んだ", "目標に届かない。", "順位"),
            ("", "C", "進まなかった", "動きがない。", "順位"),
            ("", "－", "評価しない", "評価の年でない。", "評価対象外"),
        ),
    ),
}  # fmt: skip
_MORE = """
owner_view	具体的施策	利用者の声	文章	主担当課			下	100	0	3	120	聞き取った声を書いてください。	○
course	取り組み	来年度の方向	選択	担当課	○	拡充、継続、縮小、終了	行	100	20	1		一つ選んでください。	○
"""
_LABELS = {
    "柱": "政策",
    "取り組みの方向": "方向",
    "具体的施策": "施策",
    "取り組み{番号}": "事業{番号}",
    "主な取り組み": "施策を構成する事業",
}
_WORDS = {
    "取り組み": "事業",
    "具体的施策": "施策",
    "施策の主な事業": "施策の事業",
    "柱": "政策",
    "総合計画": "基本構想",
}


def write_masters(folder: Path) -> tuple[Path, Path]:
    """計画マスタ and 様式定義 of the second city."""
    plan, form = folder / "計画マスタ.xlsx", folder / "様式定義.xlsx"
    tables = [make_table(name, heads, rows) for name, (heads, rows) in _TABLES.items()]
    write_book(build_plan_book(tables), plan)
    text = (ROOT / "templates_xlsx" / "様式定義.txt").read_text(encoding="utf-8")
    write_book(build_form_book([_edited(table) for table in tables_from_text(text)]), form)
    return plan, form


def _edited(table: Table) -> Table:
    rows = [list(row.texts) for row in table.rows]
    if table.name == "項目":
        rows = list(_fields(table.headers, rows))
    if table.name == "文言":
        rows = [[row[0], _other_words(row[1]), *row[2:]] for row in rows]
        rows = [["様式名", "施策評価調書"] if row[0] == "様式名" else row for row in rows]
    return make_table(table.name, table.headers, rows)


def _fields(headers: Sequence[str], rows: Iterable[list[str]]) -> Iterable[list[str]]:
    """The rows with this city's labels; the new ones at the end of their blocks."""
    label, help_ = headers.index("ラベル"), headers.index("入力の手引き")
    new = [line.split("\t") for line in _MORE.strip().split("\n")]
    for row in rows:
        if row[:2] == ["initiatives", "具体的施策"]:
            yield new[0]
        row[label] = _LABELS.get(row[label], row[label])
        row[help_] = _other_words(row[help_])
        yield row
    yield new[1]


def _other_words(text: str) -> str:
    for old, new in _WORDS.items():
        text = text.replace(old, new)
    return text
