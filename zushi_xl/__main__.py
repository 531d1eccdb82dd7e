"""``python -m zushi_xl``: the command ``zushi-xl``."""

from zushi_xl.cli.commands import main

if __name__ == "__main__":
    main(prog_name="zushi-xl")
