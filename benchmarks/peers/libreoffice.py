"""LibreOffice headless reading the books: each becomes CSV, nothing is written together.

python -m benchmarks.peers.libreoffice INPUTS OUTPUT
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def main(inputs: Path, output: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        all_sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        books = [str(path) for path in sorted(inputs.glob("*.xlsx"))]
        command = ["soffice", profile, "--headless", "--convert-to", all_sheets]
        subprocess.run(
            [*command, "--outdir", folder, *books], check=True, stdout=subprocess.DEVNULL
        )
        made = sorted(Path(folder).glob("*.csv"))
        output.write_bytes(b"".join(path.read_bytes() for path in made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
