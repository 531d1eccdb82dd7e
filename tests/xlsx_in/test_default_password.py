"""The password that Excel uses unasked; the vectors come from msoffcrypto-tool, the AES from FIPS 197."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from zushi_xl.xlsx_in import default_password
from zushi_xl.xlsx_in.aes import decrypted
from zushi_xl.xlsx_in.default_password import opens_unasked, xls_opens_unasked
from zushi_xl.xlsx_in.file_kinds import file_kind
from zushi_xl.xlsx_in.unreadable import Refused

_AGILE = """<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"
 xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyEncryptors><keyEncryptor>
<p:encryptedKey spinCount="100000" saltSize="16" blockSize="16" keyBits="256" hashSize="64"
 cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="{}"
 encryptedVerifierHashInput="{}" encryptedVerifierHashValue="{}"/>
</keyEncryptor></keyEncryptors></encryption>"""
_DEFAULT = (
    "ixnoWQ45KFZMrp+pBq3awQ==",
    "/9QV4cV6K516Wq6jcKUATA==",
    "TEaTxKYoBpYqgrvearhQl2pykar2A8j5gVDuftTyN0t08Viol++7ecxWl8EQlXWJOc448nJCRyxz5Y6OcNUywg==",
)
_CHOSEN = (  # of another password
    "JyCA6ciTA1mQYzfhHQWZyA==",
    "8pD097cZmfBTdPzGLQZI3A==",
    "eyZCSOYIwly1ipGV7kA5GX4KfQSVupvzaJdvfRweCx2+UD+MW0eUyFB5scvjNGWNg4aWujwWoiJzkZtcpHC4aw==",
)
_STANDARD = (
    "04000200240000008c00000024000000000000000e6600000480000080000000180000000000000000000000"
    "4d006900630072006f0073006f0066007400200045006e00680061006e006300650064002000520053004100"
    "200061006e00640020004100450053002000430072007900700074006f006700720061007000680069006300"
    "2000500072006f00760069006400650072000000100000000102030405060708090a0b0c0d0e0f10a7d692e5"
    "ce72609530c799dfb0c8e90c1400000018f2f1db878e391d9e5bc9f2fcf37fd9b4c3be20f65497ee774231c9"
    "59907b05"
)
_END = "0a000000" * 20
_RC4 = (
    "09081000000000000000000000000000000000002f0036000100010001000102030405060708090a0b0c0d0e"
    "0f108f6b6fc15c8484dd3c9ae127a4607ae3c1f414524ad180a4e582b7188cfdb166"
)
_CRYPTO_API = (
    "09081000000000000000000000000000000000002f00d600010002000200040000008c000000040000000000"
    "00000168000004800000800000000100000000000000000000004d006900630072006f0073006f0066007400"
    "200045006e00680061006e006300650064002000520053004100200061006e00640020004100450053002000"
    "430072007900700074006f0067007200610070006800690063002000500072006f0076006900640065007200"
    "0000100000000102030405060708090a0b0c0d0e0f104eb20b0d3ad9a479b8772fdd152897c0140000000d63"
    "ce7b926f2b46b5d0826aa554ac5c5bebff73"
)
_CRYPTO_API_40 = (
    "09081000000000000000000000000000000000002f00d600010002000200040000008c000000040000000000"
    "00000168000004800000280000000100000000000000000000004d006900630072006f0073006f0066007400"
    "200045006e00680061006e006300650064002000520053004100200061006e00640020004100450053002000"
    "430072007900700074006f0067007200610070006800690063002000500072006f0076006900640065007200"
    "0000100000000102030405060708090a0b0c0d0e0f10c4d75d636396682337cf6a83117498a5140000001e64"
    "107ce785cba624a69cea5c74155c65cbdb27"
)
_XOR = "0908100000000000000000000000000000000000" + "2f00060000001234"


def agile(*values: str) -> bytes:
    return struct.pack("<2HI", 4, 4, 0x40) + _AGILE.format(*values).encode()


def ole(info: bytes) -> bytes:
    """An encrypted book: the stream EncryptionInfo of 4,096 bytes or more, and an empty package."""
    info = info.ljust(4096)
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9L", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [*range(3, 10), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain, *[0xFFFFFFFF] * 118]
    entries = (
        _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0),
        _entry("EncryptedPackage", 2, 0xFFFFFFFF, 0xFFFFFFFE, 0, left=2),
        _entry("EncryptionInfo", 2, 0xFFFFFFFF, 2, len(info)),
    )
    return bytes(header) + struct.pack("<128L", *table) + b"".join(entries).ljust(512, b"\0") + info


def _entry(
    name: str, kind: int, child: int, start: int, size: int, left: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    head = struct.pack("<H2B3L", 2 * len(name) + 2, kind, 1, left, 0xFFFFFFFF, child)
    return raw + head + b"\0" * 36 + struct.pack("<LQ", start, size)


@pytest.mark.parametrize(
    ("size", "secret"),
    [
        (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),  # FIPS 197, C.1
        (24, "dda97ca4864cdfe06eaf70a0ec0d7191"),  # C.2
        (32, "8ea2b7ca516745bfeafc49904b496089"),  # C.3
    ],
)
def test_aes(size: int, secret: str) -> None:
    plain = "00112233445566778899aabbccddeeff"
    assert decrypted(bytes(range(size)), bytes.fromhex(secret)).hex() == plain


def test_aes_chained() -> None:
    """NIST SP 800-38A, F.2.2: the first two blocks."""
    key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
    secret = bytes.fromhex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2")
    plain = decrypted(key, secret, bytes(range(16)))
    assert plain.hex() == "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"


def test_what_opens_unasked() -> None:
    assert opens_unasked(agile(*_DEFAULT))
    assert opens_unasked(bytes.fromhex(_STANDARD))


def test_another_password_does_not() -> None:
    assert not opens_unasked(agile(*_CHOSEN))
    changed = bytearray.fromhex(_STANDARD)
    changed[-40] ^= 1
    assert not opens_unasked(bytes(changed))


@pytest.mark.parametrize("end", [0, 3, 8, 20, 200, 500])
def test_a_stub_is_no_error(end: int) -> None:
    assert not opens_unasked(agile(*_DEFAULT)[:end])
    assert not opens_unasked(bytes.fromhex(_STANDARD)[: min(end, 200)])
    assert not xls_opens_unasked(bytes.fromhex(_RC4)[: min(end, 70)])


def test_a_file_that_asks_for_endless_rounds_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_password, "_MOST_ROUNDS", 99_999)
    assert not opens_unasked(agile(*_DEFAULT))


@pytest.mark.parametrize("head", [_RC4, _CRYPTO_API, _CRYPTO_API_40])
def test_old_books_that_open_unasked(head: str) -> None:
    assert xls_opens_unasked(bytes.fromhex(head + _END))
    changed = bytearray.fromhex(head + _END)
    changed[len(bytes.fromhex(head)) - 20] ^= 1
    assert not xls_opens_unasked(bytes(changed))


def test_obfuscation() -> None:
    """39,434 is 9A0A: the verifier of the default password."""
    assert xls_opens_unasked(bytes.fromhex(_XOR + "0a9a" + _END))
    assert not xls_opens_unasked(bytes.fromhex(_XOR + "0b9a" + _END))


@pytest.mark.parametrize(
    ("values", "kind", "said"),
    [(_DEFAULT, "default_password", "VelvetSweatshop"), (_CHOSEN, "encrypted", "パスワード")],
)
def test_the_sender_is_told_which(
    values: tuple[str, ...], kind: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ole(agile(*values)))
    with pytest.raises(Refused) as caught:
        file_kind(path)
    assert (caught.value.kind, said in caught.value.reason) == (kind, True)
    assert ("VelvetSweatshop" in caught.value.reason) == (kind == "default_password")
