"""The same script with the quick reader: pandas over python-calamine, one workbook out.

python -m benchmarks.peers.calamine_pandas INPUTS OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from benchmarks.peers.labels import rows_of


def main(inputs: Path, output: Path) -> None:
    measures: list[dict[str, str]] = []
    initiatives: list[dict[str, str]] = []
    for path in sorted(inputs.glob("*.xlsx")):
        frames = pd.read_excel(path, sheet_name=None, header=None, dtype=str, engine="calamine")
        for name, frame in frames.items():
            if name[:1].isdigit():
                measure, done = rows_of(path.name, name, frame.fillna("").to_numpy().tolist())
                measures.append(measure)
                initiatives += done
    with pd.ExcelWriter(output, engine="xlsxwriter") as writer:
        pd.DataFrame(measures).to_excel(writer, sheet_name="施策", index=False)
        pd.DataFrame(initiatives).to_excel(writer, sheet_name="取り組み", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
