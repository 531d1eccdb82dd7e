"""Licences that cities give to their open data: how they are called, and where they stand."""

from __future__ import annotations

from typing import NamedTuple

from zushi_xl.masters.records import match_key


class Licence(NamedTuple):
    """``name`` as catalogues write it, ``address`` of its text."""

    name: str
    title: str
    address: str


_CC = "https://creativecommons.org"
_LICENCES = (
    Licence("CC-BY-4.0", "CC BY 4.0", f"{_CC}/licenses/by/4.0/deed.ja"),
    Licence("CC-BY-SA-4.0", "CC BY-SA 4.0", f"{_CC}/licenses/by-sa/4.0/deed.ja"),
    Licence("CC-BY-2.1-JP", "CC BY 2.1 JP", f"{_CC}/licenses/by/2.1/jp/"),
    Licence("CC0-1.0", "CC0 1.0", f"{_CC}/publicdomain/zero/1.0/deed.ja"),
    Licence(
        "PDL-1.0",
        "公共データ利用規約（第1.0版）",
        "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    ),
)
_ALSO = {"pdl10": "PDL-1.0", "公共データ利用規約": "PDL-1.0", "cc0": "CC0-1.0"}


def known_licence(text: str) -> Licence | None:
    """The licence that a city means, however it spells it; None where the name is another.

    >>> known_licence("ＣＣ　ＢＹ　４．０").name, known_licence("市の利用規約")
    ('CC-BY-4.0', None)
    """
    wanted = _key(text)
    for licence in _LICENCES:
        names = {_key(licence.name), _key(licence.title), _key(f"{licence.name} International")}
        if wanted in names or _ALSO.get(wanted) == licence.name:
            return licence
    return None


def _key(text: str) -> str:
    return "".join(c for c in match_key(text).replace("クリエイティブコモンズ", "") if c.isalnum())
