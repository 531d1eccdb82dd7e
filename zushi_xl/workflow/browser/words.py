"""What the command line says, in the page's words: buttons and fields, not options and paths."""

from __future__ import annotations

import re

from zushi_xl.workflow.browser.exchange import Request

SAMPLE = "見本（例示）の結果です。選んだファイルは使っていません。"
_MASTERS = "「計画マスタと様式定義」の欄"
_WORDS = {
    "zushi-xl collect": "「集める」",
    "zushi-xl distribute": "「配る」",
    "zushi-xl check": "「点検」",
    "zushi-xl redline": "「改定内容一覧」",
    "zushi-xl rollover": "「年度更新」",
    "--plan": _MASTERS,
    "--form": _MASTERS,
    "--ledger": "「決算の CSV」の欄",
    "--previous": "「改正項目を引き継ぐ前回の一覧」の欄",
}
_FORCE = {  # the box to tick instead, by view
    "redline": "「別の計画のように見えても比べる」に印",
    "rollover": "「要修正の指摘が残っていても進み、記録を残す」に印",
}
_PLACES = r"/(?:earlier/\d+年度/|[a-z]+/\d+/(?:inputs/)?)?"  # where chosen files stand meanwhile


def page_words(said: str, request: Request) -> str:
    """A message of ``workflow`` as a person at the page can follow it."""
    said = re.sub(re.escape(request.folder.as_posix()) + _PLACES, "", said)
    for command, page in _WORDS.items():
        said = re.sub(rf" ?{command}(?![\w-]) ?", page, said, flags=re.ASCII)
    if request.verb in _FORCE:
        said = re.sub(" ?--force ", _FORCE[request.verb], said)
    return said
