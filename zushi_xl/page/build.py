"""The page as one file: text, style and glue in plain sight, Python and the package packed inside.

Nothing depends on the clock or on the machine, so equal inputs give equal bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from zushi_xl.files.shipped import VERSION as PACKAGE_VERSION
from zushi_xl.page.contents import application, libraries, standard_library
from zushi_xl.page.notices import Notice, notices
from zushi_xl.page.runtime import LOCK, PARTS, VERSION, Runtime
from zushi_xl.text.regex import regex

_HERE = Path(__file__).parent
_PLACE = regex(r"\{\{(\w+)\}\}")
VIEWS = {
    "collect": "集める",
    "distribute": "配る",
    "check": "点検",
    "redline": "改定内容一覧",
    "rollover": "年度更新",
    "normalize": "数量の読み方",
}


@dataclass(frozen=True)
class PageKind:
    """What one page is for. ``views`` are its tabs, ``sample`` those that the example serves."""

    title: str
    purpose: str
    files: str = "届いたブック"
    views: tuple[str, ...] = tuple(VIEWS)
    sample: tuple[str, ...] = ("collect", "distribute", "check", "redline", "rollover")
    masters: Mapping[str, bytes] = field(default_factory=dict)


TOOLKIT = PageKind(
    "進捗状況評価の道具 zushi-xl",
    "様式を配り、集め、点検し、一冊にまとめます。インストールは要りません。",
)


def self_check(form: str, fiscal_year: int, masters: Mapping[str, bytes]) -> PageKind:
    """The page for those who fill in the ``form``; ``masters`` are this year's, by file name."""
    return PageKind(
        f"自己点検　{form}（{fiscal_year}年度）",
        "提出の前に、記入したブックをご自分で点検できます。取りまとめ課が見るものと同じ指摘が出ます。",
        "記入したブック",
        ("check", "normalize"),
        (),
        masters,
    )


def build(kind: PageKind, runtime: Runtime) -> bytes:
    """The file.

    Raises:
        Problem: a library inside has no licence text.
    """
    gate, glue, style = (_read(name) for name in ("gate.js", "page.js", "page.css"))
    filled = {
        "policy": _policy((gate, glue), style),
        "title": escape(kind.title),
        "purpose": escape(kind.purpose),
        "files": escape(kind.files),
        "nav": " ".join(f'<a href="#{view}">{VIEWS[view]}</a>' for view in kind.views),
        "masters": escape(_about(kind.masters)),
        "sample": " ".join(kind.sample),
        "version": PACKAGE_VERSION,
        "runtime": VERSION,
        "notices": "\n".join(map(_notice, notices(libraries()))),
        "style": style,
        "gate": gate,
        "glue": glue,
        "parts": "\n".join(_part(*part) for part in _parts(kind, runtime).items()),
    }
    return _PLACE.sub(lambda place: filled[place[1]], _read("page.html")).encode()


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """No address is allowed but those of what stands in the file itself."""
    ours = " ".join(map(_hash, scripts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {ours} 'wasm-unsafe-eval' data:",
            f"style-src {_hash(style)}",
            "worker-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _about(masters: Mapping[str, bytes]) -> str:
    if not masters:
        return (
            "計画マスタ.xlsx と 様式定義.xlsx の二つを入れてください（今ある様式を使うときは、"
            "原本のブックも）。"
        )
    return (
        f"このページに入っています（{'、'.join(masters)}）。別のものを使うときだけ選んでください。"
    )


def _notice(notice: Notice) -> str:
    head = f"<summary>{escape(notice.name)}（{escape(notice.licence)}）</summary>"
    return f'<details>{head}<pre tabindex="0">{escape(notice.text)}</pre></details>'


def _parts(kind: PageKind, runtime: Runtime) -> dict[str, str]:
    """What the worker needs, packed: gzip is what browsers open, xz what Python then opens."""
    files = {name: runtime.files[name] for name in PARTS}
    files["python_stdlib.zip"] = standard_library(files["python_stdlib.zip"])
    packed = {name: gzip.compress(file, 9, mtime=0) for name, file in files.items()}
    own = application(kind.masters, example=bool(kind.sample))
    packed["application.zip.xz"] = lzma.compress(own, preset=9 | lzma.PRESET_EXTREME)
    lock = {"info": json.loads(runtime.files[LOCK])["info"], "packages": {}}
    return {"lock": json.dumps(lock)} | {k: b64encode(v).decode() for k, v in packed.items()}


def _part(name: str, text: str) -> str:
    return f'<script type="text/plain" data-part="{name}">{text}</script>'
