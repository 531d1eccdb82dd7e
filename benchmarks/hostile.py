"""Hostile folders through the whole command, one class at a time: seconds, memory, what came of it.

    python benchmarks/hostile.py [CLASS…]

ok: the command ended with 0, the good return beside the hostile files was read, no traceback.
Seconds are those of the processor. Megabytes are the most that the command and all its processes
held at one time (each page of memory once), looked at twenty times a second.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.workflow.hostile_folders import CLASSES  # noqa: E402

GOOD = ROOT / "inputs" / "高齢介護課_進捗状況評価シート.xlsx"
MEGABYTES = 512
SECONDS = 10.0


class Run(NamedTuple):
    """One collection: whether it went well, what it took, what it found or said."""

    ok: bool
    seconds: float
    megabytes: int
    findings: int
    said: str = ""


def held(session: int) -> int:
    """Kilobytes that all processes of a session hold now."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue  # it has ended
    return total


def tried(name: str, form: Path, folder: Path) -> Run:
    inputs, log = folder / "in", folder / "log.txt"
    inputs.mkdir()
    shutil.copy(GOOD, inputs)
    CLASSES[name](inputs, form)
    command = [sys.executable, "-m", "zushi_xl", "collect", str(inputs), "-o", str(folder / "out")]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True
        )
        most, status = 0, None
        while status is None:
            ended, code, used = os.wait4(process.pid, os.WNOHANG)  # its readers included
            status = code if ended else None
            most = max(most, held(process.pid))
            time.sleep(0.05)
    seconds, megabytes = used.ru_utime + used.ru_stime, most // 1024
    said = log.read_text("utf-8", "replace")
    results = list((folder / "out").rglob("収集結果.json"))
    if status or not results or "Traceback" in said:
        return Run(False, seconds, megabytes, 0, said.strip()[-90:])
    found = json.loads(results[0].read_text(encoding="utf-8"))
    received = {d["name"] for d in found["divisions"] if d["status"] == "received"}
    ok = "高齢介護課" in received and seconds < SECONDS and megabytes <= MEGABYTES
    return Run(ok, seconds, megabytes, len(found["findings"]))


def main() -> None:
    wanted = sys.argv[1:] or list(CLASSES)
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, "form")
        command = [sys.executable, "-m", "zushi_xl", "distribute", "-o", str(made), "--only"]
        subprocess.run([*command, "市民協働課"], cwd=ROOT, check=True, capture_output=True)
        form = next(made.rglob("*市民協働課*.xlsx"))
        for name in wanted:
            run = tried(name, form, Path(tempfile.mkdtemp(dir=place)))
            bad += not run.ok
            figures = f"{run.seconds:6.1f} s{run.megabytes:6} MB{run.findings:6} findings"
            print(f"{'ok ' if run.ok else 'BAD'} {name:<24}{figures}  {run.said}", flush=True)
    print(f"{len(wanted) - bad} of {len(wanted)} within {SECONDS:.0f} s and {MEGABYTES} MB")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
