"""How wide letters are on paper, near enough to tell where a line ends.

The widths are those of Arial, in thousandths of the size of the letter; other fonts are that times a factor.
"""

from __future__ import annotations

import unicodedata

_PLAIN = {
    191: "'",
    222: "ijl‘’",
    278: " !,./:;I[\\]ft·|",
    333: "()-`r“”{}",
    355: '"•',
    400: "°*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–€",
    584: "+<=>~×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_BOLD = {
    238: "'",
    278: " ,./I\\ijl‘’·|",
    333: "!()-:;[]`ft",
    389: "*r{}•°",
    487: '"z“”',
    556: "#$0123456789J_aceksvxy–€",
    584: "+<=>^~×",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
    1000: "—…",
}
_BY_LETTER = tuple(
    {letter: width for width, letters in table.items() for letter in letters} for table in (_PLAIN, _BOLD)
)
_UNKNOWN = 600

# Factor of the width, and height of a line as a part of the size. By the font's name, small letters.
_FONTS = {
    "arial": (1.0, 1.15),
    "helvetica": (1.0, 1.15),
    "liberation sans": (1.0, 1.15),
    "calibri": (0.91, 1.22),
    "carlito": (0.91, 1.22),
    "aptos": (0.96, 1.22),
    "verdana": (1.16, 1.215),
    "tahoma": (1.0, 1.207),
    "segoe ui": (0.99, 1.33),
    "trebuchet ms": (0.97, 1.161),
    "century gothic": (1.07, 1.226),
    "open sans": (1.05, 1.362),
    "comic sans ms": (1.03, 1.394),
    "times new roman": (0.89, 1.15),
    "liberation serif": (0.89, 1.15),
    "cambria": (0.94, 1.172),
    "georgia": (0.99, 1.136),
}
_ANY_FONT = (1.0, 1.18)


def letter_width(letter: str, size: float, font: str = "", *, bold: bool = False) -> float:
    """The width of one letter in points, for a letter of `size` points."""
    table = _BY_LETTER[bold]
    found = table.get(letter)
    if found is None:
        found = _other(letter, table)
    return found * size * _FONTS.get(font.lower(), _ANY_FONT)[0] / 1000


def line_height(size: float, font: str = "") -> float:
    """The height of a line with single spacing, in points."""
    return size * _FONTS.get(font.lower(), _ANY_FONT)[1]


def _other(letter: str, table: dict[str, int]) -> int:
    """Of a letter that isn't in the table: é is as wide as e, what stands on another letter takes no room."""
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    base = unicodedata.normalize("NFKD", letter)[:1]
    if base in table:
        return table[base]
    return 1000 if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


def cells(text: str) -> int:
    """How many columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(letter) for letter in text)


def _cells_of(letter: str) -> int:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0
    if kind == "Cn":
        return 1  # Python calls what isn't a letter yet a wide one
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
