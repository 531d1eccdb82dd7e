"""What the command line says, in the page's words: buttons and fields, not options and paths."""

from __future__ import annotations

import re
from collections.abc import Callable

from zushi_xl.workflow.browser.exchange import Request

SAMPLE = "見本（例示）の結果です。選んだファイルは使っていません。"
_MASTERS = "「計画マスタと様式定義」の欄"
_WORDS = {
    "zushi-xl collect": "「集める」",
    "zushi-xl distribute": "「配る」",
    "zushi-xl check": "「点検」",
    "zushi-xl redline": "「改定内容一覧」",
    "zushi-xl rollover": "「年度更新」",
    "zushi-xl rules": "手引きの「点検ルール」",
    "--plan": _MASTERS,
    "--form": _MASTERS,
    "--ledger": "「決算の CSV」の欄",
    "--phase": "「段階」の欄",
    "--freeze": "「確定の名前」の欄",
    "--style": "「書き方」の欄",
    "--previous": "「改正項目を引き継ぐ前回の一覧」の欄",
}
_FORCE = {  # the box to tick instead, by view
    "redline": "「別の計画のように見えても比べる」に印",
    "rollover": "「要修正の指摘が残っていても進み、記録を残す」に印",
}
# where files stand meanwhile
_PLACES = r"/(?:earlier/\d+年度/|outputs/|kept/|[a-z]+/\d+/(?:inputs/)?)?"


def in_page_words(request: Request) -> Callable[[str], str]:
    """What a message of ``workflow`` is for a person at the page who asked for ``request``."""
    force = _FORCE.get(request.verb)
    words = _WORDS | ({"--force": force} if force else {})
    named = "|".join(map(re.escape, words))
    folder = re.escape(request.folder.as_posix())
    there = re.compile(rf"{folder}{_PLACES}| ?(?P<word>{named})(?![\w-]) ?", re.ASCII)
    return lambda said: there.sub(lambda found: words.get(found["word"], ""), said)
