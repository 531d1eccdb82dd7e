"""収集結果.json, read back: of one year or of all years in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zushi_xl.files.json_in import JsonFault, read_json
from zushi_xl.findings.finding import Problem

SCHEMA = 1
RESULT = "収集結果.json"


def result_files(path: Path) -> list[Path]:
    """The files of a path: itself, the one in it, or those of the years in it."""
    if not path.is_dir() or (path / RESULT).exists():
        return [path]
    return sorted(path.glob(f"*/{RESULT}")) or [path]


def read_result(path: Path) -> dict[str, Any]:
    """What a 収集結果.json holds, or the one in a folder.

    Raises:
        Problem: there is no such file, or it is none of ours.
    """
    file = path / RESULT if path.is_dir() else path
    try:
        result = read_json(file)
    except FileNotFoundError:
        raise Problem(f"{file} が見つかりません。収集の出力先を確かめてください。") from None
    except JsonFault as fault:
        raise Problem(f"{file} を読めません（{fault}）。もう一度収集してください。") from None
    if not isinstance(result, dict) or result.get("schema") != SCHEMA:
        raise Problem(f"{file} は読める形式（schema {SCHEMA}）ではありません。")
    return result
