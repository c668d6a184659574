"""Our few steps of libsodium against PyNaCl's own boxes, and wiping."""

import re
from pathlib import Path

import nacl._sodium  # type: ignore[import-not-found, unused-ignore]
import nacl.public
import nacl.secret
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtui.errors import VaultError
from ibtui.store import sodium

USED = {
    "sodium_memzero": 2, "crypto_pwhash": 8, "crypto_secretbox_easy": 5, "crypto_secretbox_open_easy": 5,
    "crypto_scalarmult_base": 2, "crypto_box_seal": 4, "crypto_box_seal_open": 5, "sodium_init": 1,
}  # fmt: skip
"""By how many arguments each takes (none counts as one)."""

TEXTS = st.binary(min_size=1, max_size=80)
KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS, TEXTS)
def test_a_lock_is_a_secret_box(key: bytes, text: bytes) -> None:
    box = nacl.secret.SecretBox(key)
    assert box.decrypt(sodium.lock(bytearray(key), bytearray(text))) == text
    assert bytes(sodium.unlock(bytearray(key), bytes(box.encrypt(text))) or b"") == text


@given(TEXTS)
@settings(max_examples=30)
def test_a_seal_is_a_sealed_box(text: bytes) -> None:
    private, public = sodium.key_pair()
    theirs = nacl.public.PrivateKey(bytes(private))
    assert bytes(theirs.public_key) == public
    assert nacl.public.SealedBox(theirs).decrypt(sodium.seal(public, bytearray(text))) == text
    opened = sodium.open_seal(private, bytes(nacl.public.SealedBox(theirs.public_key).encrypt(text)))
    assert bytes(opened or b"") == text


@given(st.data())
@settings(max_examples=60)
def test_one_changed_bit_or_a_cut_opens_nothing(data: st.DataObject) -> None:
    private, public = sodium.key_pair()
    key = sodium.random_key()
    text = bytearray(data.draw(TEXTS))
    for locked, way, with_key in (
        (sodium.lock(key, text), sodium.unlock, key),
        (sodium.seal(public, text), sodium.open_seal, private),
    ):
        bit = data.draw(st.integers(0, len(locked) * 8 - 1))
        spoilt = bytearray(locked)
        spoilt[bit // 8] ^= 1 << bit % 8
        assert way(with_key, bytes(spoilt)) is None
        assert way(with_key, locked[: data.draw(st.integers(0, len(locked) - 1))]) is None


def test_what_we_use_of_libsodium_is_where_it_was() -> None:
    """It is PyNaCl's own, without a promise: a new version that moves or changes it shows here and nowhere stranger."""
    kinds = {name: str(nacl._sodium.ffi.typeof(getattr(nacl._sodium.lib, name))) for name in USED}
    assert {name: kind.count(",") + 1 for name, kind in kinds.items()} == USED
    assert nacl._sodium.lib.crypto_pwhash_alg_argon2id13() == sodium._ARGON2ID13
    source = Path(sodium.__file__).read_text()
    assert set(re.findall(r"lib\.(\w+)", source)) == set(USED), "keep this list as the code is"


def test_what_is_wiped_is_zeros() -> None:
    one, none = bytearray(b"geheim"), bytearray()
    sodium.wipe(one, none)
    assert bytes(one) == bytes(6)
    assert not none


def test_random_keys_differ() -> None:
    found = {bytes(sodium.random_key()) for _ in range(50)}
    assert len(found) == 50
    assert all(len(key) == 32 for key in found)


def test_a_public_key_that_is_none_is_refused_without_a_word_of_what_was_sealed() -> None:
    with pytest.raises(VaultError, match="beschadigd"):
        sodium.seal(bytes(32), bytearray(b"een sleutel"))
