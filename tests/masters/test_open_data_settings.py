"""What the plan master says of the open data: whose, under which licence, where, since when."""

from __future__ import annotations

from datetime import date

import pytest

from tests.masters.books import PLAN
from tests.redline.plans import version
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.plan.model import Plan
from zushi_xl.plan.plan_settings import Release


def plan(*settings: str, releases: str = "") -> Plan:
    head = "例示の注記 |\n"
    assert head in PLAN
    text = PLAN.replace(head, head + "".join(f"{line}\n" for line in settings))
    if releases:
        text += f"# 公開履歴\n公開日 | 内容\n{releases}\n"
    return version(text).plan


def faults(*settings: str, releases: str = "") -> list[str]:
    with pytest.raises(FaultyBook) as fault:
        plan(*settings, releases=releases)
    return [f"{f.place}：{f.message}" for f in fault.value.findings]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("142085", "142085"),  # 逗子市
        ("１４２０８５", "142085"),
        ("011002", "011002"),  # 札幌市
        ("131016", "131016"),  # 千代田区
        ("", ""),
    ],
)
def test_a_code_of_a_municipality(typed: str, code: str) -> None:
    assert plan(f"全国地方公共団体コード | {typed}").settings.city_code == code


@pytest.mark.parametrize("typed", ["142084", "14208", "1420855", "14-2085", "逗子市", "11002"])
def test_a_code_that_cannot_be_one(typed: str) -> None:
    (said,) = faults(f"全国地方公共団体コード | {typed}")
    assert said.endswith(f"「{typed}」は全国地方公共団体コードとして正しくありません。")


def test_licence_and_address() -> None:
    found = plan(
        "公開データのライセンス | CC BY 4.0", "公開データの掲載先 | https://example.jp/data"
    ).settings
    assert (found.licence, found.address) == ("CC BY 4.0", "https://example.jp/data")
    assert plan().settings.licence == plan().settings.address == ""


@pytest.mark.parametrize("typed", ["example.jp", "ftp://example.jp", "https://", "市のページ"])
def test_an_address_that_is_none(typed: str) -> None:
    (said,) = faults(f"公開データの掲載先 | {typed}")
    assert said.endswith(f"「{typed}」をアドレスとして読めません。")


def test_releases_come_in_the_order_of_days() -> None:
    found = plan(releases="令和7年10月3日 | 訂正\n2025年9月1日 | 公開").releases
    assert found == (Release(date(2025, 9, 1), "公開"), Release(date(2025, 10, 3), "訂正"))


def test_a_release_without_a_day_is_a_mistake() -> None:
    assert len(faults(releases="来月 | 公開")) == 1
    assert len(faults(releases=" | 公開")) == 1
