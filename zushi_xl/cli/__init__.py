"""The command ``zushi-xl``: parse, call, print."""
