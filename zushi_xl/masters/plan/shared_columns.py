"""Columns that several sheets of 計画マスタ have."""

from __future__ import annotations

from zushi_xl.masters.records import ColumnSpec

REMARK = ColumnSpec("備考", "覚え書きです。架空の値には「例示」と書きます。", width=160)
PAGE = ColumnSpec("ページ", "計画書のページです。", width=60)
OLD_PAGE = ColumnSpec(
    "現計画のページ",
    "新しく加えたものが、現計画の何ページに入るかです。改定内容一覧だけで使います。",
    width=80,
)
