"""One file, whatever it is: told by its first bytes, checked, read."""

from __future__ import annotations

import stat
from pathlib import Path

from . import limits
from .file_kinds import FileKind, file_kind
from .plain import PlainBook, PlainFault
from .unreadable import Refused, why_refused
from .xlsx import read_xlsx


def fingerprint(path: Path, most: int = limits.FILE_BYTES) -> str:
    """SHA-256 of the file; empty for one larger than ``most``. Only ordinary files are opened:
    a pipe would never end.

    Raises:
        Refused: anything but an ordinary file.
        OSError: it cannot be opened.
    """
    import hashlib  # slow to load, and not every process opens files

    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise Refused("missing_file", "通常のファイルではありません")
    if state.st_size > most:
        return ""
    if not state.st_size:  # what lies under /proc says so and still has no end
        return hashlib.sha256().hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_plain(
    path: Path, budget: limits.Budget = limits.RETURNED
) -> tuple[str, PlainBook | PlainFault]:
    """Fingerprint and content; every way to fail but the death of the process is a fault."""
    sha256 = ""
    try:
        sha256 = fingerprint(path)
        return sha256, _read_checked(path, budget)
    except Refused as refused:
        fault = refused
    except OSError as error:
        fault = Refused("missing_file", why_refused(error))
    except MemoryError:
        fault = Refused("out_of_memory")
    except RecursionError:
        fault = Refused("damaged", "入れ子が深すぎます")
    except Exception:
        fault = Refused("damaged", "想定外の内容です")
    return sha256, PlainFault.of(fault.kind, fault.detail)


def _read_checked(path: Path, budget: limits.Budget) -> PlainBook:
    size = path.stat().st_size
    if not size:
        raise Refused("empty_file")
    if size > limits.FILE_BYTES:
        raise Refused("too_big", f"{size // limits.MIB:,}MB")
    kind = file_kind(path)
    book = _read_kind(path, kind, budget)
    if not any(sheet.cells for sheet in book.sheets):
        raise Refused("empty", "どのシートにも記入がありません")
    return book


def _read_kind(path: Path, kind: FileKind, budget: limits.Budget) -> PlainBook:
    if kind is FileKind.XLSX:
        return read_xlsx(path, budget)
    if kind is FileKind.ODS:  # what other kinds need is loaded for the first of them
        from .ods import read_ods

        return read_ods(path)
    from .xls import read_xls

    return read_xls(path)
