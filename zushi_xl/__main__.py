"""``python -m zushi_xl`` and the command ``zushi-xl``."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command. While it loads, Ctrl-C ends the process without a word of Python's."""
    loads_alone = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if loads_alone:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from zushi_xl.cli.commands import main as command

    if loads_alone:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command(prog_name="zushi-xl")
    except KeyboardInterrupt:  # before the command begins or after it has ended
        sys.exit(130)


if __name__ == "__main__":
    main()
