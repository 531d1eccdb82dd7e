"""What two processes say to each other: pieces of bytes, each with its length before it."""

from __future__ import annotations

import os
import struct
import sys
from typing import IO, BinaryIO

_LENGTH = struct.Struct("<Q")


class OtherEndGone(Exception):
    """The other process has closed its end."""


def send(out: IO[bytes] | None, data: bytes) -> None:
    """Write a piece, at once."""
    assert out is not None
    out.write(_LENGTH.pack(len(data)))
    out.write(data)
    out.flush()


def receive(stream: IO[bytes] | None) -> bytes:
    """The next piece.

    Raises:
        OtherEndGone: there is none, or not the whole of it.
    """
    assert stream is not None
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise OtherEndGone
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise OtherEndGone
    return data


def answers_out() -> BinaryIO:
    """Standard output for answers alone: what prints from now on goes to standard error."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out
