"""The signs and lines that a terminal may draw badly, as plain ASCII of the same width.

A terminal whose language isn't UTF-8, and one whose font lacks the signs, shows "v" for "✓" and "-" for "─". The
driver puts all that it writes through the table; so nothing else knows of it, and every cell keeps its place.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping

from rich.cells import cell_len

from ibtui.settings import Settings

PLAIN, ALL = "kaal", "gewoon"
"""What `tekens` in ibtui.toml may say; without it, ibtui looks at the terminal."""

_POOR = ("ansi", "cons25", "dumb", "linux", "unknown", "vt1", "vt2", "vt3", "vt4", "vt5")
"""The start of `TERM` for terminals whose font hasn't got ✓, › or ▸."""

_ALIKE = {
    "·": "-", "✓": "v", "✗": "x", "○": "o", "●": "*", "•": "*", "☐": "_", "☑": "x", "×": "x", "…": "~",
    "▸": ">", "›": "-", "◂": "<", "▾": "v", "▴": "^", "→": ">", "←": "<", "↑": "^", "↓": "v", "»": ">", "«": "<",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "‒": "-", "−": "-", "█": "#", "▓": "#", "▒": "+", "░": ".", "▁": " ", "▂": " ", "▃": " ", "▄": " ",
    "▅": " ", "▆": " ", "▇": " ", "▀": " ", "▔": " ",  # the ends of a scroll bar, which has a colour or is turned round
    "▌": "|", "▐": "|", "▎": "|", "▊": "|", "▍": "|", "▏": "|", "▕": "|", "▉": "|", "▋": "|", "\xa0": " ", "€": "E",
    "☂": "*", "°": "o", "½": "~", "¼": "~", "¾": "~",
}  # fmt: skip
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "s", "æ": "a", "Æ": "A",
            "œ": "o", "Œ": "O", "þ": "t", "Þ": "T", "ð": "d", "Ð": "D"}  # fmt: skip


class _Plain(dict[int, str]):
    """What to write for each character; the ones that were never asked for are worked out then."""

    def __init__(self, encoding: str) -> None:
        super().__init__({ord(char): plain for char, plain in _ALIKE.items()})
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        found = self._found(chr(code))
        if len(self) < 5000:
            self[code] = found
        return found

    def _found(self, char: str) -> str:
        if char < "\x7f":
            return char
        if "─" <= char <= "╿":
            return _line(char)
        kind = unicodedata.category(char)[0]
        if kind == "S":
            return "?" * cell_len(char)
        if kind != "P" and _has(self._encoding, char):
            return char
        return _bare(char)


def table(env: Mapping[str, str], settings: Settings, encoding: str) -> Mapping[int, str] | None:
    """What `str.translate` has to change in all that is written; None: nothing.

    `encoding` is that of the stream that is written to: a letter that it hasn't got goes without its accent.
    """
    wanted = settings.signs or (PLAIN if is_poor(env) else ALL)
    everything = encoding.lower().replace("_", "-") in ("utf-8", "utf8")
    return None if wanted == ALL and everything else _Plain(encoding)


def is_poor(env: Mapping[str, str]) -> bool:
    """Whether this terminal can't be trusted with more than ASCII: its language isn't UTF-8, or its font is small."""
    term = env.get("TERM", "")
    if not term or term.startswith(_POOR):
        return True
    return not _language(env).lower().replace("-", "").partition("@")[0].endswith("utf8")


def _language(env: Mapping[str, str]) -> str:
    """The locale of the letters. Python itself sets LC_CTYPE where there is none, or "C": that says nothing."""
    kind = env.get("LC_CTYPE", "")
    if kind == "C.UTF-8" and sys.flags.utf8_mode and env is os.environ:
        kind = ""
    return env.get("LC_ALL", "") or kind or env.get("LANG", "")


def _line(char: str) -> str:
    """A box is made of "-", "=", "|" and "+"."""
    if char in "─╌┄┈╴╶╼╾":
        return "-"
    if char in "━═╍┅┉╸╺":
        return "="
    return "|" if char in "│┃║╎┆┊╏┇┋╵╷╹╻╽╿" else "+"


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return char < "\x7f"
    return True


def _bare(char: str) -> str:
    """The letter without its accent; as many question marks as it was wide when there is no such letter."""
    if char in _LETTERS:
        return _LETTERS[char]
    width = cell_len(char)
    plain = "".join(one for one in unicodedata.normalize("NFKD", char) if " " <= one < "\x7f")
    return plain[:width].ljust(width) if plain else "?" * width
