"""The few steps of libsodium that we use, on memory that can be wiped.

PyNaCl hands keys around as `bytes`, which nobody can wipe. These functions work on bytearrays: who makes one with a
secret in it calls `wipe` when it is done. The formats are those of PyNaCl's SecretBox and SealedBox.
"""

from __future__ import annotations

import os

from nacl._sodium import ffi, lib  # type: ignore[import-not-found, unused-ignore]

from ibtui.errors import VaultError
from ibtui.secret import Secret

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 24
BOX_OVERHEAD = NONCE_BYTES + 16
"""A locked text is so much longer than what is in it."""
SEAL_OVERHEAD = 48
_ARGON2ID13 = 2

if lib.sodium_init() < 0:  # by itself: `nacl.bindings` are thirteen modules that we don't need
    raise VaultError("De versleuteling begint niet", "Installeer ibtui opnieuw.")


def wipe(*secrets: bytearray) -> None:
    """Zeros over what was secret. The compiler can't leave it out."""
    for secret in secrets:
        if secret:
            lib.sodium_memzero(ffi.from_buffer(secret), len(secret))


def random_key() -> bytearray:
    """32 random bytes."""
    key = bytearray(KEY_BYTES)
    with memoryview(key) as room, open("/dev/urandom", "rb", buffering=0) as source:  # noqa: PTH123
        if source.readinto(room) == KEY_BYTES:
            return key
    raise VaultError("De computer geeft geen toeval om een sleutel van te maken", "Vraag de beheerder.")


def stretched(secret: Secret, salt: bytes, opslimit: int, memlimit: int) -> bytearray:
    """The key that belongs to what was typed, by Argon2id: about 0.1 s and 64 MiB. To be wiped by the caller.

    Raises `VaultError` when there is too little memory.
    """
    typed = secret.utf8()
    key = bytearray(KEY_BYTES)
    try:
        done = lib.crypto_pwhash(
            ffi.from_buffer(key), KEY_BYTES, ffi.from_buffer(typed), len(typed), salt, opslimit, memlimit, _ARGON2ID13
        )  # fmt: skip
    finally:
        wipe(typed)
    if done == 0:
        return key
    raise VaultError(
        "Er is te weinig geheugen vrij om de sleutel te openen",
        "Sluit andere programma's en probeer opnieuw.",
    )


def lock(key: bytearray, text: bytearray) -> bytes:
    """As SecretBox: XSalsa20-Poly1305 under `key`, with a random nonce before it."""
    nonce = os.urandom(NONCE_BYTES)
    locked = bytearray(len(text) + BOX_OVERHEAD - NONCE_BYTES)
    lib.crypto_secretbox_easy(
        ffi.from_buffer(locked), ffi.from_buffer(text), len(text), nonce, ffi.from_buffer(key)
    )
    return nonce + bytes(locked)


def unlock(key: bytearray, locked: bytes) -> bytearray | None:
    """What was locked; None when it wasn't with this key, or was changed. To be wiped by the caller."""
    text = bytearray(max(len(locked) - BOX_OVERHEAD, 0))
    nonce, box = locked[:NONCE_BYTES], locked[NONCE_BYTES:]
    if not text:
        return None
    done = lib.crypto_secretbox_open_easy(ffi.from_buffer(text), box, len(box), nonce, ffi.from_buffer(key))
    return text if done == 0 else None


def key_pair() -> tuple[bytearray, bytes]:
    """A private key (to be wiped by the caller) and the public one that belongs to it: X25519."""
    private = random_key()
    return private, public_of(private)


def public_of(private: bytearray) -> bytes:
    """The public key of a private one."""
    public = bytearray(KEY_BYTES)
    lib.crypto_scalarmult_base(ffi.from_buffer(public), ffi.from_buffer(private))
    return bytes(public)


def seal(public: bytes, text: bytearray) -> bytes:
    """As SealedBox: for whoever has the private key of `public`. Raises `VaultError` for a key that is none."""
    sealed = bytearray(len(text) + SEAL_OVERHEAD)
    done = lib.crypto_box_seal(ffi.from_buffer(sealed), ffi.from_buffer(text), len(text), public)
    del text  # a traceback with locals has nothing to tell
    if done != 0:
        raise VaultError("Het sleutelbestand is beschadigd", "Zet een reservekopie terug.")
    return bytes(sealed)


def open_seal(private: bytearray, sealed: bytes) -> bytearray | None:
    """What was sealed; None when it wasn't for this key, or was changed. To be wiped by the caller."""
    text = bytearray(max(len(sealed) - SEAL_OVERHEAD, 0))
    if not text:
        return None
    done = lib.crypto_box_seal_open(
        ffi.from_buffer(text), sealed, len(sealed), public_of(private), ffi.from_buffer(private)
    )
    return text if done == 0 else None
