"""What earlier runs kept of the year, its phases and published states, chosen by a person again.

The command line finds it in its folder of outputs. A page has none: it is given the archive that
it made then, or files of it, whatever they are called now.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from zushi_xl.files.json_in import MOST_BYTES, JsonFault, parse_json
from zushi_xl.findings.finding import Problem
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.names import file_name
from zushi_xl.workflow import freezing, phase_records
from zushi_xl.xlsx_in.package import ZIP_ERRORS

_PHASE = {"schema", "fiscal_year", "phase", "answers"}
_STATE = {"schema", "name", "number", "sha256", "result"}


class KeptRecord(NamedTuple):
    """One record: where it belongs below the year's folder, and what it says."""

    folder: str
    name: str
    year: object
    text: str

    @property
    def words(self) -> str:
        """How messages call the record."""
        return f"{self.folder}「{self.name}」の記録"


def lay_out_records(files: list[Path], plan: Plan, outputs: Path) -> list[str]:
    """Put the records among chosen files where a run of the plan's year looks for them.

    Gives a sentence for each file that holds none, and each record that the plan has no use for.

    Raises:
        Problem: a file cannot be read, a record is of another year, or two of one name differ.
    """
    taken: dict[tuple[str, str], KeptRecord] = {}
    year = plan.fiscal_year
    idle = []
    for file in files:
        found = list(_records(file))
        idle += [] if found else [f"{file.name} に段階や確定の記録はありません（使っていません）。"]
        for record in found:
            _refuse_other_year(record, file, year)
            if taken.setdefault(record[:2], record).text != record.text:
                raise Problem(
                    f"{record.words}が二つあり、内容が違います。使うものだけを選んでから、"
                    "もう一度実行してください。"
                )
    for record in taken.values():
        if record.folder == phase_records.FOLDER and record.name not in plan.phase_order:
            idle.append(f"{record.words}は使っていません。計画マスタに、その段階はありません。")
        target = outputs / f"{year}年度" / record.folder / f"{file_name(record.name)}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(record.text, encoding="utf-8")
    return idle


def _refuse_other_year(record: KeptRecord, file: Path, year: int) -> None:
    if record.year != year:
        raise Problem(
            f"{file.name} の{record.words}は{record.year}年度のものです。"
            f"{year}年度のものを選んでから、もう一度実行してください。"
        )


def _records(file: Path) -> Iterator[KeptRecord]:
    for text in _texts(file):
        try:
            said = parse_json(text)
        except JsonFault:
            continue  # no record of ours
        if isinstance(said, dict):
            yield from _record(said, text)


def _record(said: Mapping[str, Any], text: str) -> Iterator[KeptRecord]:
    """What it says as a record, by its keys: files are renamed, folders lose their names."""
    if said.keys() >= _PHASE:
        yield KeptRecord(phase_records.FOLDER, str(said["phase"]), said["fiscal_year"], text)
    elif said.keys() >= _STATE and isinstance(said["result"], dict):
        year = said["result"].get("fiscal_year")
        yield KeptRecord(freezing.FOLDER, str(said["name"]), year, text)


def _texts(file: Path) -> Iterator[str]:
    """The texts of JSON in a file: its own, or those in an archive."""
    if not zipfile.is_zipfile(file):
        yield _decoded(file.read_bytes())
        return
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith(".json")]
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise Problem(f"{file.name} は展開すると大きすぎます。別の zip を選んでください。")
            for member in members:
                yield _decoded(archive.read(member))
    except ZIP_ERRORS as error:
        raise Problem(
            f"{file.name} を展開できません。前に保存した zip を選び直してください。"
        ) from error


def _decoded(data: bytes) -> str:
    """The text, without a mark of its encoding; nothing where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
