"""AES in the direction of decryption, for the few blocks that prove a password (FIPS 197).

A library for it is compiled code, which neither the browser page nor a closed network has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

BLOCK = 16


@cache
def _boxes() -> tuple[bytes, bytes]:
    """The substitution of FIPS 197, section 5.1.1, and its inverse."""
    box = [0x63] * 256
    p = q = 1
    while True:
        p = _doubled(p) ^ p  # p runs through all elements, q through their inverses
        for shift in (1, 2, 4):
            q ^= q << shift & 0xFF
        q ^= 0x09 if q & 0x80 else 0
        turned = q
        for shift in (1, 2, 3, 4):
            turned ^= (q << shift | q >> (8 - shift)) & 0xFF
        box[p] = turned ^ 0x63
        if p == 1:
            break
    inverse = sorted(range(256), key=box.__getitem__)
    return bytes(box), bytes(inverse)


def _doubled(value: int) -> int:
    return (value << 1 ^ (0x1B if value & 0x80 else 0)) & 0xFF


@cache
def _times(factor: int) -> bytes:
    """The products of all bytes with ``factor`` in the field of AES."""
    products = []
    for value in range(256):
        product, power = 0, value
        for bit in range(4):
            product ^= power if factor >> bit & 1 else 0
            power = _doubled(power)
        products.append(product)
    return bytes(products)


def _round_keys(key: bytes) -> list[bytes]:
    """The key schedule, a block a round; a key is of 16, 24 or 32 bytes."""
    box, words, size, constant = _boxes()[0], [key[i : i + 4] for i in range(0, len(key), 4)], 0, 1
    size = len(words)
    for number in range(size, 4 * (size + 7)):
        word = words[-1]
        if number % size == 0:
            word = (word[1:] + word[:1]).translate(box)
            word = bytes((word[0] ^ constant,)) + word[1:]
            constant = _doubled(constant)
        elif size == 8 and number % size == 4:
            word = word.translate(box)
        words.append(_xor(word, words[-size]))
    return [b"".join(words[i : i + 4]) for i in range(0, len(words), 4)]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


_ROWS_BACK = bytes((i - 4 * (i % 4)) % BLOCK for i in range(BLOCK))


def _columns_unmixed(state: bytes) -> Iterator[int]:
    by9, by11, by13, by14 = (_times(factor) for factor in (9, 11, 13, 14))
    for at in range(0, BLOCK, 4):
        a, b, c, d = state[at : at + 4]
        yield by14[a] ^ by11[b] ^ by13[c] ^ by9[d]
        yield by9[a] ^ by14[b] ^ by11[c] ^ by13[d]
        yield by13[a] ^ by9[b] ^ by14[c] ^ by11[d]
        yield by11[a] ^ by13[b] ^ by9[c] ^ by14[d]


def _decrypted_block(keys: list[bytes], block: bytes) -> bytes:
    inverse = _boxes()[1]
    state = _xor(block, keys[-1])
    for key in reversed(keys[:-1]):
        state = _xor(bytes(state[i] for i in _ROWS_BACK).translate(inverse), key)
        if key is not keys[0]:
            state = bytes(_columns_unmixed(state))
    return state


def decrypted(key: bytes, data: bytes, start: bytes | None = None) -> bytes:
    """Whole blocks of ``data``, chained (CBC) where a ``start`` value is given.

    Raises:
        ValueError: ``key`` or ``data`` are of no length that AES has.
    """
    if len(key) not in (16, 24, 32) or len(data) % BLOCK:
        raise ValueError(len(key), len(data))
    keys, plain, before = _round_keys(key), [], start
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        opened = _decrypted_block(keys, block)
        plain.append(opened if before is None else _xor(opened, before))
        before = before and block
    return b"".join(plain)
