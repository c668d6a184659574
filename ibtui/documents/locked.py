"""A finished document behind a password that Word and LibreOffice ask for.

The form is the one that Word itself writes (ECMA-376 "agile": AES, and 100,000 rounds of SHA-512 over the
password). The document's key holds 128 random bits. How strong the lock is, is thus how hard the password is to
guess: there is no limit to the number of tries. A password that is lost can't be brought back.
"""

from __future__ import annotations

import io
import unicodedata

from ibtui.care.text import clean
from ibtui.errors import BadInput, ExportError

SHORTEST, LONGEST = 8, 100
"""Characters of a password. Word takes at most 255."""


def check_password(password: str) -> str:
    """The password as it is used (NFC). `BadInput` when it is too short, or holds what may be typed otherwise."""
    wanted = unicodedata.normalize("NFC", password)
    if len(wanted) > LONGEST or wanted != clean(wanted, limit=LONGEST):
        raise BadInput(
            "Dit wachtwoord kan niet mee naar Word",
            f"Gebruik hoogstens {LONGEST} tekens, geen dubbele spaties, en geen spatie aan het begin of het eind.",
        )
    if len(wanted) < SHORTEST:
        raise BadInput(
            f"Dit wachtwoord is te kort: {len(wanted)} tekens",
            f"Neem er minstens {SHORTEST}. Drie of vier gewone woorden zijn goed te onthouden.",
        )
    return wanted


def lock(data: bytes, password: str) -> bytes:
    """A .docx, made so that it opens with `password` only. Takes about a fifth of a second.

    It is opened again before it is given back. `BadInput` for a password that is no good, `ExportError` when
    the result doesn't open.
    """
    # Late: this library and what it stands on are only for those who want a password.
    from msoffcrypto.format.ooxml import OOXMLFile

    wanted = check_password(password)
    locked, opened = io.BytesIO(), io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(wanted, locked)
    again = OOXMLFile(io.BytesIO(locked.getvalue()))
    again.load_key(password=wanted)
    again.decrypt(opened, verify_integrity=True)
    if opened.getvalue() != data:
        raise ExportError(
            "Het wachtwoord kon niet op het document worden gezet",
            "Maak het document zonder wachtwoord, en geef dit door aan de beheerder.",
        )
    return locked.getvalue()
