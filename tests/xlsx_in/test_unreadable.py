"""What is said of files that cannot be read, to the one who can do something about it."""

from __future__ import annotations

import pytest

from zushi_xl.workbook.cells import Unreadable
from zushi_xl.xlsx_in import why_unreadable
from zushi_xl.xlsx_in.unreadable import MESSAGES


@pytest.mark.parametrize("kind", MESSAGES)
def test_who_keeps_a_file_is_not_asked_to_hand_it_in(kind: str) -> None:
    said = MESSAGES[kind].for_owner
    assert "提出" not in said
    assert said.endswith("ください。")


def test_a_master_with_a_password() -> None:
    book = Unreadable(
        "計画マスタ.xlsx", "", "パスワードで保護されています", "提出し直してください。", "encrypted"
    )
    assert why_unreadable(book) == (
        "パスワードで保護されています。Excel で開き、［ファイル］→［情報］→［ブックの保護］で"
        "パスワードを外して保存し直してください。"
    )
