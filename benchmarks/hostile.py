"""Hostile folders through the whole command, one class at a time: seconds, memory, what came of it.

    python benchmarks/hostile.py [CLASS…]

ok: the command ended with 0, the good return beside the hostile files was read, no traceback.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.workflow.hostile_folders import CLASSES  # noqa: E402

GOOD = ROOT / "inputs" / "高齢介護課_進捗状況評価シート.xlsx"
BYTES = 512 << 20
SECONDS = 10.0


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * BYTES, 2 * BYTES))


def tried(name: str, form: Path, folder: Path) -> tuple[bool, float, int, str]:
    """Whether it went well, seconds of the processor, findings, and the last line said."""
    inputs = folder / "in"
    inputs.mkdir()
    shutil.copy(GOOD, inputs)
    CLASSES[name](inputs, form)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "zushi_xl", "collect", str(inputs), "-o", str(folder / "out")],
        cwd=ROOT, capture_output=True, preexec_fn=limited, timeout=120, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    results = list((folder / "out").rglob("収集結果.json"))
    if done.returncode or not results or "Traceback" in said:
        return False, used, 0, f"{time.perf_counter() - began:.0f} s, {said.strip()[-90:]}"
    found = json.loads(results[0].read_text(encoding="utf-8"))
    received = {d["name"] for d in found["divisions"] if d["status"] == "received"}
    return "高齢介護課" in received and used < SECONDS, used, len(found["findings"]), ""


def main() -> None:
    wanted = sys.argv[1:] or list(CLASSES)
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, "form")
        command = [sys.executable, "-m", "zushi_xl", "distribute", "-o", str(made), "--only"]
        subprocess.run([*command, "市民協働課"], cwd=ROOT, check=True, capture_output=True)
        form = next(made.rglob("*市民協働課*.xlsx"))
        for name in wanted:
            ok, seconds, findings, told = tried(name, form, Path(tempfile.mkdtemp(dir=place)))
            bad += not ok
            mark = "ok " if ok else "BAD"
            print(f"{mark} {name:<24}{seconds:6.1f} s{findings:7} findings  {told}", flush=True)
    print(f"{len(wanted) - bad} of {len(wanted)} within {SECONDS:.0f} s and 512 MB")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
