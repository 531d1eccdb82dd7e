"""Why a file cannot be read, in words for its sender: one kind, one reason, one remedy."""

from __future__ import annotations

import errno
from typing import NamedTuple

from zushi_xl.workbook.cells import Unreadable

_RESAVE = (
    "Excel で開き、「名前を付けて保存」で Excel ブック（.xlsx）として保存し直して提出してください。"
)
_AGAIN = "提出元の元ファイルを開いて確かめ、保存し直したものを提出し直してください。"
_FORM = "配布した様式に記入し直して提出してください。"
_CHECK = "使うファイルを取り違えていないか、確かめてください。"
_KEPT = {
    _RESAVE: _RESAVE.replace("して提出して", "して"),
    _AGAIN: "Excel で開けるかを確かめて保存し直すか、控えから戻してください。",
    _FORM: _CHECK,
}


_SYSTEM = {
    errno.EACCES: "権限がありません",
    errno.EPERM: "権限がありません",
    errno.ENOENT: "見つかりません",
    errno.ENOTDIR: "途中にファイルがあります",
    errno.EEXIST: "同じ名前のファイルがあります",
    errno.EISDIR: "フォルダです",
    errno.ELOOP: "リンクが輪になっています",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ENOSPC: "ディスクに空きがありません",
    errno.EROFS: "読み取り専用の場所です",
    errno.EIO: "装置から読み書きできません",
    errno.EADDRINUSE: "ほかのプログラムが使っています",
}


def why_refused(error: OSError) -> str:
    """What the system refused, in a few words; in its own where they are seldom."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or "読み書きを断られました"


class Message(NamedTuple):
    """Why a file is not read, and what to do, in Japanese: its sender, or who keeps it (a master,
    a form) and hands it in to nobody."""

    reason: str
    remedy: str
    owner: str = ""

    @property
    def for_owner(self) -> str:
        """The remedy for whoever owns the file and did not send it."""
        return self.owner or _KEPT.get(self.remedy, self.remedy)


MESSAGES = {
    "empty_file": Message("ファイルの大きさが0バイトです", _AGAIN),
    "missing_file": Message(
        "ファイルを開けません（{detail}）", "ファイルの場所と権限を確かめてください。"
    ),
    "not_a_workbook": Message("Excel ブックではありません（中身は{detail}）", _RESAVE),
    "other_document": Message("Excel ブックではありません（中身は{detail}）", _FORM),
    "archive": Message(
        "Excel ブックではありません（中身は{detail}）",
        "書庫を開き、中のブックを取り出して提出してください。",
        "書庫を開き、中のブックを取り出してください。",
    ),
    "to_export": Message(
        "Excel ブックではありません（中身は{detail}）",
        "作ったプログラムで Excel ブック（.xlsx）に書き出して提出してください。",
        "作ったプログラムで Excel ブック（.xlsx）に書き出してください。",
    ),
    "encrypted": Message(
        "パスワードで保護されている（暗号化されている）ため読めません",
        "Excel で開き、［ファイル］→［情報］→［ブックの保護］でパスワードを外して保存し"
        "（LibreOffice では、［名前を付けて保存］の画面の「パスワード付きで保存する」を外します）、"
        "提出し直してください。",
        "Excel で開き、［ファイル］→［情報］→［ブックの保護］でパスワードを外して保存し直して"
        "ください。",
    ),
    "default_password": Message(
        "Excel の既定のパスワード（VelvetSweatshop）で暗号化されているため読めません。"
        "Excel や LibreOffice はこのパスワードを聞かずに開くので、暗号化されているように見えません",
        "Excel で開き、［校閲］→［ブックの保護］を外してから、［名前を付けて保存］で種類を「Excel"
        " ブック（.xlsx）」にして保存し直し、提出し直してください（LibreOffice では、保存の画面の"
        "「パスワード付きで保存する」を外します）。",
        "Excel で開き、［校閲］→［ブックの保護］を外してから、［名前を付けて保存］で種類を「Excel"
        " ブック（.xlsx）」にして保存し直してください。",
    ),
    "damaged": Message("ファイルが壊れています（{detail}）", _AGAIN),
    "unsafe_package": Message("ブックの中に不正な部品があります（{detail}）", _RESAVE),
    "entities": Message("XML の文書型宣言（DOCTYPE）を含む不正なファイルです（{detail}）", _RESAVE),
    "too_big": Message("ファイルが大きすぎます（{detail}）", _FORM),
    "bomb": Message("展開すると異常に大きくなるファイルです（{detail}）", _FORM),
    "too_many": Message("中身が多すぎます（{detail}）", _FORM),
    "text_too_long": Message(
        "一つのセルの文字が多すぎます（{detail}）",
        "文章を短くするか、別のファイルに分けてください。",
    ),
    "out_of_grid": Message("Excel の範囲の外にセルがあります（{detail}）", _AGAIN),
    "empty": Message(
        "中身のないブックです（{detail}）",
        "記入したファイルかどうかを確かめ、提出し直してください。",
        _CHECK,
    ),
    "unsupported": Message("この形式は読めません（{detail}）", _RESAVE),
    "timed_out": Message("読み取りが{detail}秒以内に終わりませんでした", _RESAVE),
    "out_of_memory": Message("読み取りに必要なメモリが上限を超えました", _RESAVE),
    "reader_died": Message("読み取りの途中で異常終了しました（{detail}）", _RESAVE),
}


def why_unreadable(book: Unreadable) -> str:
    """Why a file that the user keeps (a master, a form) cannot be read, and what to do."""
    return f"{book.reason}。{MESSAGES[book.kind].for_owner}"


class Refused(Exception):
    """A file is not read, for a reason its sender can understand."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail

    @property
    def reason(self) -> str:
        """Why the file cannot be read, in Japanese."""
        return MESSAGES[self.kind].reason.format(detail=self.detail)

    @property
    def remedy(self) -> str:
        """What to do about it, in Japanese."""
        return MESSAGES[self.kind].remedy
