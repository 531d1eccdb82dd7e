"""Nothing but ordinary files is opened: a pipe waits for ever, and some devices never end."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

NO_FILE = "通常のファイルではありません"
NOT_READ = (errno.ENODEV, errno.EFBIG)  # refused here, with a reason in Japanese
_MOST_BYTES = 100 << 20


def read_ordinary(path: Path, most: int = _MOST_BYTES) -> bytes:
    """The content of a file that a person named.

    Raises:
        OSError: it cannot be read, is no ordinary file, or larger than ``most`` bytes; its
            ``strerror`` says so in Japanese in the last two cases.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENODEV, NO_FILE, str(path))
    if status.st_size > most:
        raise OSError(errno.EFBIG, f"大きすぎます（{most >> 20}MB まで）", str(path))
    return path.read_bytes()
