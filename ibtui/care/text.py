"""The one door for text from a person, and the form of text that is used for comparing."""

import re
import unicodedata
from collections.abc import Sequence

from ibtui.errors import BadText

NAME_LIMIT = 200
NOTE_LIMIT = 200_000

# A vertical tab (a word processor's soft break), form feed, NEL and the Unicode separators end a line too.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# Controls, surrogates, direction marks, invisible breaks and noncharacters: unsafe on a terminal,
# illegal in a Word file, or in the way when looking for a name. ZWJ and combining marks stay.
_NONCHARACTERS = "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_DROP = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    f"\ud800-\udfff\ufdd0-\ufdef\ufeff{_NONCHARACTERS}]"
)

# Letters that Unicode doesn't take apart, and quotes that people type in many ways.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "‚": "'", "`": "'"}
)


def clean(text: str, *, multiline: bool = False, limit: int = NAME_LIMIT) -> str:
    """Make typed, pasted or imported text safe to store, to show and to put in Word.

    Line ends become LF; control characters, surrogates, direction marks and noncharacters are dropped; NFC.
    A single line (the default) has runs of white space made one blank and is stripped; it is "" when nothing
    in it can be seen. With `multiline` line ends, tabs, leading blanks and blank lines stay as typed.
    Raises `BadText` when the result has more than `limit` characters.
    """
    # All that goes is unprintable, and asking for that is twenty times faster: an editor saves while one types.
    plain = text.replace("\n", "").replace("\t", "").isprintable()
    if not plain:
        text = _LINE_ENDS.sub("\n", text)
    if not multiline:
        text = " ".join(text.split())
    text = unicodedata.normalize("NFC", text if plain else _DROP.sub("", text))
    if not multiline:
        text = " ".join(text.split())
        if not is_readable(text):
            text = ""
    if len(text) > limit:
        raise BadText(
            f"Deze tekst is te lang: {_thousands(len(text))} tekens",
            f"Er passen {_thousands(limit)} tekens. Maak de tekst korter.",
        )
    return text


def is_readable(text: str) -> bool:
    """Whether anything in the text can be seen: not only blanks and invisible joiners."""
    return any(unicodedata.category(char) not in {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me"} for char in text)


def fold(text: str) -> str:
    """Text for comparing and finding: no capitals, no diacritics, single blanks. Not for showing."""
    if not text.isascii():
        # Twice: casefolding and taking apart can each make work for the other.
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold())
        text = "".join(char for char in text if not unicodedata.combining(char)).translate(_PLAIN)
    return " ".join(text.lower().replace("`", "'").split())


def listed(names: Sequence[str]) -> str:
    """A list as people write it: "Roos, Sam en Noa"."""
    return f"{', '.join(names[:-1])} en {names[-1]}" if len(names) > 1 else "".join(names)


def _thousands(number: int) -> str:
    """A number as people write it in Dutch: 100.000."""
    return f"{number:,}".replace(",", ".")
