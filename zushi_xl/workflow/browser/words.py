"""How the page speaks: what its messages tell people to use, and files without where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from zushi_xl.findings.ways import Way
from zushi_xl.workflow.browser.exchange import Request

SAMPLE = "見本（例示）の結果です。選んだファイルは使っていません。"
_WORDS = {
    Way.COLLECT: "「集める」",
    Way.PLAN: "「計画マスタと様式定義」の欄",
    Way.PHASE: "「段階」の欄",
    Way.FREEZE: "「確定の名前」の欄",
    Way.STYLE: "「書き方」の欄",
    Way.PREVIOUS: "「改正項目を引き継ぐ前回の一覧」の欄",
}
_FORCE = {  # the box to tick instead, by view
    "redline": "「別の計画のように見えても比べる」に印",
    "rollover": "「要修正の指摘が残っていても進み、記録を残す」に印",
}
# where files stand meanwhile
_PLACES = r"/(?:earlier/\d+年度/|outputs/|kept/|[a-z]+/(?:f\d+/|\d+/inputs/))?"


def page_words(request: Request) -> Mapping[Way, str]:
    """What messages name for a person at the page who asked for ``request``."""
    return {Way.FORCE: _FORCE.get(request.verb, ""), **_WORDS}


def without_places(request: Request) -> Callable[[str], str]:
    """What takes the folder of the run, whose name nobody knows, from the files of a message."""
    there = re.compile(re.escape(request.folder.as_posix()) + _PLACES, re.ASCII)
    return lambda said: there.sub("", said)
