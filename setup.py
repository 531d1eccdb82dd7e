"""The metadata stand in setup.cfg. Here: the wheel carries what ``zushi-xl init`` hands out.

The folders are taken from where they are kept when the package is built: there is no second copy.
Where the Python of the browser (the npm package ``pyodide``, as ``npm pack`` brings it) lies beside
this file, the wheel carries that too, and ``zushi-xl page`` then works without the network.
"""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = {"templates_xlsx": "*.xlsx", "inputs": "*", "docs": "*"}
BROWSER_PYTHON = "pyodide-*.tgz"  # its hash is checked by whoever opens it


class BuildWithData(build_py):
    """Adds the shipped files under zushi_xl/data/."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:  # a checkout has them at hand
            return
        for path in _files():
            target = Path(self.build_lib, "zushi_xl", "data", path)
            self.mkpath(str(target.parent))
            self.copy_file(str(path), str(target))

    def get_source_files(self) -> list[str]:
        """So that a source distribution has them too."""
        return [*super().get_source_files(), *map(str, _files())]


def _files() -> list[Path]:
    found = [path for folder, names in SHIPPED.items() for path in Path(folder).rglob(names)]
    found += Path().glob(BROWSER_PYTHON)
    return sorted(path for path in found if path.is_file() and not path.name.startswith("~$"))


setup(cmdclass={"build_py": BuildWithData})
