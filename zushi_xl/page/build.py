"""The page as one file: text, style and glue in plain sight, Python and the package packed inside."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from zushi_xl.page.contents import application, standard_library
from zushi_xl.page.runtime import LOCK, PARTS, Runtime

_HERE = Path(__file__).parent


def page(runtime: Runtime, masters: Mapping[str, bytes], *, example: bool) -> bytes:
    glue = (_HERE / "page.js").read_text(encoding="utf-8")
    gate = (_HERE / "gate.js").read_text(encoding="utf-8")
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    parts = {name: runtime.files[name] for name in PARTS}
    parts["python_stdlib.zip"] = standard_library(parts["python_stdlib.zip"])
    parts["application.zip"] = application(masters, example=example)
    lock = {"info": json.loads(runtime.files[LOCK])["info"], "packages": {}}
    blocks = [_block(name, _packed(content)) for name, content in parts.items()]
    blocks.append(_block("lock", json.dumps(lock)))
    policy = "; ".join((
        "default-src 'none'",
        f"script-src 'sha256-{_hash(gate)}' 'sha256-{_hash(glue)}' 'wasm-unsafe-eval' data:",
        f"style-src 'sha256-{_hash(style)}'",
        "worker-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ))
    text = (_HERE / "page.html").read_text(encoding="utf-8")
    for mark, value in {"policy": policy, "style": style, "gate": gate, "glue": glue, "parts": "\n".join(blocks)}.items():
        text = text.replace(f"{{{{{mark}}}}}", value)
    return text.encode("utf-8")


def _hash(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(content: bytes) -> str:
    return b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _block(name: str, text: str) -> str:
    return f'<script type="text/plain" data-part="{name}">{text}</script>'
