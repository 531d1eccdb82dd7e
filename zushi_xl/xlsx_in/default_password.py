"""Whether a book is encrypted with the password that Excel itself uses and never asks for.

Excel encrypts so when an old .xls is protected as a workbook, and other programs do it on purpose.
Only the verifier that stands before the content is tried ([MS-OFFCRYPTO] 2.3), never the content.
"""

from __future__ import annotations

import hashlib
import struct
from base64 import b64decode
from collections.abc import Iterator
from xml.etree import ElementTree

from .aes import decrypted

PASSWORD = "VelvetSweatshop"  # [MS-OFFCRYPTO] 2.3.7, the documented default
_UTF16 = PASSWORD.encode("utf-16-le")
_MOST_ROUNDS = 1_000_000  # Excel writes 100,000; a file that asks for more is not tried
_AGILE_INPUT = bytes.fromhex("fea7d2763b4b9e79")  # the block keys of 2.3.4.13
_AGILE_VALUE = bytes.fromhex("d7aa0f6d3061344e")
_FILEPASS, _RECORDS = 0x2F, 20  # the record stands near the beginning of the stream
_HASHES = ("SHA1", "SHA256", "SHA384", "SHA512")


def opens_unasked(encryption_info: bytes) -> bool:
    """Of the stream EncryptionInfo of an .xlsx; False where it cannot be said."""
    try:
        if encryption_info[:4] == struct.pack("<2H", 4, 4):
            return _agile(encryption_info[8:])
        return _standard(encryption_info[8:])
    except (ValueError, LookupError, TypeError, struct.error, ElementTree.ParseError):
        return False


def xls_opens_unasked(stream: bytes) -> bool:
    """Of the stream of an .xls; False where it cannot be said."""
    try:
        return any(_filepass(data) for kind, data in _records(stream) if kind == _FILEPASS)
    except (ValueError, LookupError, struct.error):
        return False


def _agile(xml: bytes) -> bool:
    """2.3.4.10 to 2.3.4.13."""
    if b"<!DOCTYPE" in xml:
        return False
    key = next(e for e in ElementTree.fromstring(xml).iter() if e.tag.endswith("encryptedKey"))
    name, rounds = key.attrib["hashAlgorithm"], int(key.attrib["spinCount"])
    is_known = key.attrib["cipherAlgorithm"] == "AES" and name in _HASHES
    if not is_known or not key.attrib["cipherChaining"].endswith("CBC") or rounds > _MOST_ROUNDS:
        return False
    salt, size = b64decode(key.attrib["saltValue"]), int(key.attrib["keyBits"]) // 8
    digest = _spun(name, salt, rounds)

    def opened(attribute: str, block_key: bytes) -> bytes:
        secret = hashlib.new(name, digest + block_key).digest()[:size].ljust(size, b"\x36")
        start = salt[:16].ljust(16, b"\x36")
        return decrypted(secret, b64decode(key.attrib[attribute]), start)

    verifier = opened("encryptedVerifierHashInput", _AGILE_INPUT)[: int(key.attrib["saltSize"])]
    value = opened("encryptedVerifierHashValue", _AGILE_VALUE)
    return value.startswith(hashlib.new(name, verifier).digest())


def _spun(name: str, salt: bytes, rounds: int) -> bytes:
    digest = hashlib.new(name, salt + _UTF16).digest()
    for number in range(rounds):
        digest = hashlib.new(name, struct.pack("<I", number) + digest).digest()
    return digest


def _verifier(data: bytes) -> tuple[int, bytes, bytes, bytes]:
    """Bits of the key, salt, encrypted verifier, its encrypted hash (2.3.2, 2.3.3)."""
    (size,) = struct.unpack_from("<I", data)
    (bits,) = struct.unpack_from("<I", data, 4 + 16)
    at = 4 + size + 4
    return bits, data[at : at + 16], data[at + 16 : at + 32], data[at + 36 : at + 68]


def _standard(data: bytes) -> bool:
    """2.3.4.5 to 2.3.4.9: AES without chaining, SHA-1."""
    bits, salt, verifier, value = _verifier(data)
    digest = hashlib.sha1(_spun("SHA1", salt, 50_000) + b"\0" * 4).digest()
    halves = (
        hashlib.sha1(bytes(a ^ b for a, b in zip(digest.ljust(64, b"\0"), pad * 64, strict=True)))
        for pad in (b"\x36", b"\x5c")
    )
    key = b"".join(half.digest() for half in halves)[: bits // 8]
    opened = hashlib.sha1(decrypted(key, verifier)).digest()
    return decrypted(key, value).startswith(opened)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The first records of a BIFF stream."""
    at = 0
    for _ in range(_RECORDS):
        kind, size = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _filepass(data: bytes) -> bool:
    """[MS-XLS] 2.4.117: obfuscation, RC4, or RC4 of the CryptoAPI."""
    if len(data) == 4:  # Excel 5 and 95 name no kind
        return data[2:] == struct.pack("<H", _xor_verifier())
    kind, major, minor = struct.unpack_from("<3H", data)
    if kind == 0:
        return data[4:6] == struct.pack("<H", _xor_verifier())
    if (major, minor) == (1, 1):
        return _rc4_40(data[6:])
    return _rc4_crypto_api(data[6 + 4 :])


def _xor_verifier() -> int:
    """[MS-OFFCRYPTO] 2.3.7.1."""
    verifier = 0
    for byte in reversed(bytes((len(PASSWORD),)) + PASSWORD.encode("ascii")):
        verifier = (verifier >> 14 & 1 | verifier << 1 & 0x7FFF) ^ byte
    return verifier ^ 0xCE4B


def _rc4_40(data: bytes) -> bool:
    """2.3.6: MD5 and a key of 40 bits."""
    salt, verifier, value = data[:16], data[16:32], data[32:48]
    short = hashlib.md5(_UTF16).digest()[:5]
    key = hashlib.md5(hashlib.md5((short + salt) * 16).digest()[:5] + b"\0" * 4).digest()
    plain = _rc4(key, verifier + value)
    return plain[16:] == hashlib.md5(plain[:16]).digest()


def _rc4_crypto_api(data: bytes) -> bool:
    """2.3.5: SHA-1; a key of 40 bits is padded with zeros (2.3.5.2)."""
    bits, salt, verifier, value = _verifier(data)
    size = (bits or 40) // 8
    digest = hashlib.sha1(hashlib.sha1(salt + _UTF16).digest() + b"\0" * 4).digest()
    key = digest[:size].ljust(16, b"\0") if size == 5 else digest[:size]
    plain = _rc4(key, verifier + value[:20])
    return plain[16:] == hashlib.sha1(plain[:16]).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 0xFF
        box[i], box[j] = box[j], box[i]
    plain, j = bytearray(), 0
    for i, byte in enumerate(data, 1):
        j = (j + box[i & 0xFF]) & 0xFF
        box[i & 0xFF], box[j] = box[j], box[i & 0xFF]
        plain.append(byte ^ box[(box[i & 0xFF] + box[j]) & 0xFF])
    return bytes(plain)
