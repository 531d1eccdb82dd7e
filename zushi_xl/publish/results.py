"""収集結果.json, read back: of one year or of all years in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zushi_xl.files.json_in import JsonFault, read_json
from zushi_xl.findings.finding import Problem
from zushi_xl.text.regex import regex

SCHEMA = 1
RESULT = "収集結果.json"
_YEAR = regex(r"[0-9]{4}年度")  # the folder that ``collect`` makes


def read_results(path: Path) -> list[dict[str, Any]]:
    """The result of a file or a folder, or those of all years in a folder.

    Raises:
        Problem: there is none, one is none of ours, or two are of one city and year.
    """
    found: dict[tuple[Any, Any], Path] = {}
    results = []
    for file in _result_files(path):
        result = read_result(file)
        twin = found.setdefault((result.get("city"), result.get("fiscal_year")), file)
        if twin != file:
            raise Problem(
                f"{twin} と {file} は同じ年度の結果です。"
                "二重に数えないよう、一方をこのフォルダの外へ移してください。"
            )
        results.append(result)
    return results


def _result_files(path: Path) -> list[Path]:
    """The files of a path: itself, the one in it, or those of the years in it. A folder with
    another name beside theirs is a copy that somebody keeps."""
    if not path.is_dir() or (path / RESULT).exists():
        return [path]
    files = sorted(path.glob(f"*/{RESULT}"))
    return [file for file in files if _YEAR.fullmatch(file.parent.name)] or files or [path]


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
