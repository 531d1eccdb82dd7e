"""Word lists are written as blocks of text, as a dictionary prints them."""


def words(block: str) -> tuple[str, ...]:
    """Return the words of a block, each once, in order."""
    return tuple(dict.fromkeys(block.split()))
