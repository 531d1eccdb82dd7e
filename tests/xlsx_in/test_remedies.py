"""What a sender is told to do is what can be done with the file that was sent."""

from __future__ import annotations

import pytest

from zushi_xl.xlsx_in.unreadable import MESSAGES


@pytest.mark.parametrize(
    ("kind", "sender", "owner"),
    [
        ("archive", "中のブックを取り出して提出してください", "中のブックを取り出してください"),
        (
            "to_export",
            "Excel ブック（.xlsx）に書き出して提出してください",
            "Excel ブック（.xlsx）に書き出してください",
        ),
        ("other_document", "配布した様式に記入し直して", "使うファイルを取り違えていないか"),
    ],
)
def test_nobody_is_told_to_open_in_excel_what_excel_cannot(
    kind: str, sender: str, owner: str
) -> None:
    message = MESSAGES[kind]
    assert sender in message.remedy
    assert owner in message.for_owner
    assert "Excel で開き" not in message.remedy
