"""The recovery key: 160 random bits on paper, in letters that nobody mixes up, with a check letter."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence

from ibtui.errors import BadInput
from ibtui.secret import Secret

# Crockford's base32: no I, L, O or U, so nothing looks like a 1 or a 0.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BYTES = 20
_LENGTH = _BYTES * 8 // 5
_LONGEST = 1024


def make() -> Secret:
    """A new one, as it is shown."""
    return Secret(as_text(os.urandom(_BYTES)))


def as_text(raw: bytes) -> str:
    """160 bits as 32 letters and a check letter: XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-X."""
    number = int.from_bytes(raw)
    values = [number >> shift & 31 for shift in range(5 * (_LENGTH - 1), -1, -5)]
    letters = "".join(LETTERS[value] for value in [*values, _check_value(values)])
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def compact(typed: Secret) -> Secret:
    """What was typed or shown, as the letters alone: that is what locks."""
    return Secret(_letters(typed.reveal()))


def refuse_wrong(typed: Secret) -> None:
    """`BadInput` when it can't be a recovery key; says what is wrong with it."""
    wrong = typing_error(typed)
    if wrong:
        raise BadInput(wrong, "Kijk de tekens nog eens na.")


def typing_error(typed: Secret) -> str:
    """What is wrong with a typed recovery key, in Dutch; empty when it can be one."""
    if len(typed.reveal()) > _LONGEST:
        return "Deze herstelsleutel is veel te lang"
    letters = _letters(typed.reveal())
    if any(sign not in LETTERS for sign in letters):
        return "Er staat een teken in dat niet in een herstelsleutel kan"
    if len(letters) != _LENGTH + 1:
        return f"Een herstelsleutel heeft {_LENGTH + 1} tekens; je typte er {len(letters)}"
    values = [LETTERS.index(sign) for sign in letters]
    return (
        "" if _check_value(values[:-1]) == values[-1] else "Er is een teken verkeerd in deze herstelsleutel"
    )


def _letters(recovery: str) -> str:
    """No blanks or dashes, capitals, look-alikes mended."""
    normal = unicodedata.normalize("NFKC", recovery).upper().translate(_LOOKALIKES)
    return "".join(sign for sign in normal if not sign.isspace() and sign not in "-–—_.")


def _check_value(values: Sequence[int]) -> int:
    """A check in the field of 32 elements (x⁵ + x² + 1): one wrong sign, or two neighbours swapped, shows."""
    check = 0
    for value in [*values, 0]:
        check = check << 1 ^ value if check < 16 else check << 1 ^ 0b100101 ^ value
    return check
