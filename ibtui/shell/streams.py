"""The three streams of a command, made so that no text and no reader can make it fall over."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

_HANDLER = "ibtui-plain"
_PLAIN = {"…": "~", "─": "-", "│": "|", "·": "-", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}


def prepare() -> None:
    """Call first. Closed streams go nowhere; a sign that the terminal's encoding lacks gets its nearest one."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:  # closed (`>&-`): else the database would get this number
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def let_go(stream: TextIO) -> None:
    """Nobody reads this stream any more: the rest goes nowhere, and no error follows at the very end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(line: str) -> None:
    """One line on stderr; when that is full or gone, the exit code has to say it."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        let_go(sys.stderr)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: "é" as "e", "…" as "~", and "?" for what has nothing like it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_plain(sign) for sign in error.object[error.start : error.end]), error.end


def _plain(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    letters = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
    return letters or ("" if unicodedata.combining(sign) else "?")
