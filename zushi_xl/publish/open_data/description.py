"""What is said of the data as a whole; what the plan master does not say is told as not set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.publish.open_data.further_columns import CITY_CODE, example_of_plain
from zushi_xl.publish.open_data.licences import known_licence
from zushi_xl.report.model import Report

UNSET = "未設定"
LICENCE, ADDRESS, RELEASES = "公開データのライセンス", "公開データの掲載先", "公開履歴"
_SETTING = "計画マスタの設定「{}」に書く"
_KIND_OF_PLAN = "総合計画"
_FIXED = (
    ("更新頻度", "年に1回。訂正があればそのつど（更新履歴.csv、正誤表.csv）"),
    ("言語", "日本語（ja）"),
    (
        "文字コード",
        "UTF-8（BOM付き）。改行はCRLF、区切りは半角コンマ、1行目は列名、2行目からデータ",
    ),
    ("数値", "半角数字。桁区切り・単位・▲を付けない。負の数は先頭に半角の-。報告された桁を保つ"),
    ("年", "西暦。年度は4月から翌年3月まで"),
    ("空欄", "値がない。意味は列ごとにデータ定義.csvの「空欄の意味」に示す。0とは異なる"),
    ("列名", "年によって変えない。様式の欄の見出しにある年度は「当該年度」と書く"),
    (
        "コード",
        "文字列として読む。「半角コード」は、Pと半角の英数字・記号だけで書いた同じコード{example}。"
        "どの道具でも日付や数にならない",
    ),
    ("文字列の中の改行", "1件を1行に書くため、文章の改行は <br> とした"),
    (
        "文字列の先頭の'",
        "表計算ソフトが式として実行しないよう、半角の = + - @ ' タブ で始まる文字列と、"
        "全角の ＝ ＋ － ＠ で始まる2文字以上の文字列には、先頭に半角の ' を1文字加えた。"
        "値が ' で始まるときは、その1文字を除くと元の文字列に戻る。数値の列には加えない",
    ),
)


def keywords_of(report: Report) -> list[str]:
    """Under which words a catalogue lists the data."""
    title = report.plan.settings.plan_title
    words = [_KIND_OF_PLAN if _KIND_OF_PLAN in title else title]
    words.append(report.plan.settings.evaluation_name)
    words += ["KPI"] if report.plan.kpis else []
    return words + (["予算"] if report.has_programs else [])


class Explanation(NamedTuple):
    """``remedy`` says where to write what is not set."""

    item: str
    text: str
    remedy: str = ""


def title_of(report: Report) -> str:
    """The title of the data: plan, evaluation and year."""
    settings = report.plan.settings
    return f"{settings.plan_title}　{settings.evaluation_name}　{report.fiscal_year}年度"


def summary_of(report: Report) -> str:
    """What the data are, in one sentence."""
    settings = report.plan.settings
    return (
        f"{settings.city}の「{settings.plan_title}」について、各課が報告した"
        f"{report.fiscal_year}年度の{settings.evaluation_name}です。"
    )


def explanations_of(report: Report) -> Iterator[Explanation]:
    """The rows of データの説明.csv."""
    settings = report.plan.settings
    yield Explanation("題名", title_of(report))
    yield Explanation("概要", summary_of(report))
    yield Explanation("公表する団体", settings.city)
    yield _set(CITY_CODE, settings.city_code)
    yield Explanation("評価年度", f"{report.fiscal_year}年度（西暦）")
    yield _set("計画版", settings.plan_version)
    yield Explanation("取りまとめ課", settings.office)
    licence = known_licence(settings.licence)
    yield _set(LICENCE, licence.title if licence else settings.licence)
    if licence:
        yield Explanation("ライセンスの全文", licence.address)
    yield _set(ADDRESS, settings.address)
    yield from _days(report)
    yield Explanation(
        "版", f"確定（{report.frozen.name}）" if report.frozen else "速報（確定していない）"
    )
    example = example_of_plain(report)
    yield from (Explanation(item, text.replace("{example}", example)) for item, text in _FIXED)
    if settings.sample_note:
        yield Explanation("例示", settings.sample_note)


def unset_items(report: Report) -> tuple[str, ...]:
    """The names of what is not set, without the address, which many cities need not say."""
    items = [each.item for each in explanations_of(report) if each.text == UNSET]
    return tuple(item for item in items if item in (CITY_CODE, LICENCE, "更新日"))


def _days(report: Report) -> Iterator[Explanation]:
    days = [release.day.isoformat() for release in report.plan.releases]
    remedy = f"計画マスタのシート「{RELEASES}」に書く"
    for item, day in (("公開日", days[:1]), ("更新日", days[-1:])):
        yield Explanation(item, *(day or (UNSET, remedy)))


def _set(name: str, text: str) -> Explanation:
    return Explanation(name, text) if text else Explanation(name, UNSET, _SETTING.format(name))
