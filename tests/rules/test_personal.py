"""Names and addresses in texts that will be published."""

from __future__ import annotations

import pytest

from tests.rules.builders import brief, in_book, plan
from zushi_xl.rules.personal import personal_parts

PLAN = plan()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("講師は山田太郎氏です。", ["山田太郎氏"]),
        ("山田 太郎様から寄付", ["山田 太郎様"]),
        ("相談員の鈴木さんが対応", ["鈴木さん"]),
        ("スミスさんを招いた", ["スミスさん"]),
        ("佐々木様", ["佐々木様"]),
        ("山田花子様と直人さん", ["山田花子様", "直人さん"]),
        ("電話 046-873-1111", ["046-873-1111"]),
        ("電話０４６－８７３－１１１１まで", ["０４６－８７３－１１１１"]),
        ("09012345678", ["09012345678"]),
        ("(046)873-1111", ["(046)873-1111"]),
        ("kikaku@city.example.jp へ", ["kikaku@city.example.jp"]),
        ("ｋｉｋａｋｕ＠ｃｉｔｙ．ｊｐ", ["ｋｉｋａｋｕ＠ｃｉｔｙ．ｊｐ"]),
    ],
)
def test_seen(text: str, found: list[str]) -> None:
    assert list(personal_parts(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "市民の皆様・利用者様への周知", "お客様", "お子さん", "お父さんお母さん", "多様な主体", "仕様書を作成",
        "同様に実施", "様々な団体", "様式を改めた", "氏名を公表", "神様", "奥様", "4-2-①-1", "2024-05-30",
        "1,234,567円", "令和6年5月30日", "住民さん", "生徒さん", "先生さん", "12-34-56", "保護者様",
        "メール配信を開始した", "関係者各位", "延べ203人", "子どもさんと保護者",
    ],
)  # fmt: skip
def test_not_seen(text: str) -> None:
    assert list(personal_parts(text)) == []


def test_personal_information_raised() -> None:
    found = in_book(PLAN, "C9 | 5-1-② remarks | 講師は山田太郎氏")
    assert brief(found) == [("personal-information", "C9")]
    assert "「山田太郎氏」" in found[0].message


def test_personal_information_silent() -> None:
    assert in_book(PLAN, "C9 | 5-1-② remarks | 市民の皆様に知らせた") == []
