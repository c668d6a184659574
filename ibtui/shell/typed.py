"""What was typed behind a command: texts, files and dates, read kindly or refused in a clear sentence."""

from __future__ import annotations

import codecs
import datetime as dt
import os
import sys
from collections.abc import Collection
from pathlib import Path

from ibtui.care.dates import parse_date
from ibtui.care.times import parse_time
from ibtui.errors import BadInput
from ibtui.files import shown

_MOST_BYTES = 2 * 1024 * 1024
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(name: str) -> str:
    """The text of a file, or of stdin for "-". `BadInput` for what can't be read or isn't text."""
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: no name can be like this
        raise _unreadable(error, name) from None
    what = "Wat op stdin kwam" if name == "-" else shown(name)
    if len(raw) > _MOST_BYTES:
        raise BadInput(f"{what} is te groot", "Een verslag is een tekst van hooguit een paar bladzijden.")
    text = _decoded(raw)
    if "\0" in text:
        raise BadInput(f"{what} is geen tekst", "Sla het op als gewone tekst, dus niet als Word of pdf.")
    return text


def _decoded(raw: bytes) -> str:
    """UTF-8, UTF-16 with its mark (Notepad), or else what an older Windows makes of it."""
    try:
        return raw.decode("utf-16" if raw.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _unreadable(error: OSError | ValueError, name: str) -> BadInput:
    file = shown(name)
    if isinstance(error, IsADirectoryError):
        return BadInput(f"{file} is een map", "Noem het bestand met de tekst.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return BadInput(f"Het bestand {file} is er niet", "Kijk of de naam klopt.")
    if isinstance(error, PermissionError):
        return BadInput(f"Je mag het bestand {file} niet lezen", "Vraag de eigenaar om leesrechten.")
    return BadInput(f"Het bestand {file} kan niet worden gelezen", "Kijk of de naam klopt.")


def path(typed: str) -> Path:
    """The whole path of a file or folder, with `~` filled in (within quotes the shell leaves it)."""
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError:  # ~somebody, whom this computer doesn't know
        raise BadInput(
            f"De map {shown(Path(typed))} is niet te vinden", "Typ het hele pad, zonder ~."
        ) from None


def words(typed: str) -> str:
    """An argument; bytes that weren't UTF-8 are taken for an older Windows."""
    return _decoded(os.fsencode(typed))


def date(
    typed: str | None, today: dt.date, working_days: Collection[int] | None = None, *, past: bool = False
) -> dt.date:
    """The day that is meant; none typed is today. Without `working_days` it is only a first look: is it one?

    `past`: of what has been, so "maandag" is the last one.
    """
    if typed is None:
        return today
    day = parse_date(words(typed), today, range(5) if working_days is None else working_days, past=past)
    if day is None:
        raise BadInput(f"{shown(words(typed), 40)} is geen datum", "Typ bijvoorbeeld 13-1, vr of gisteren.")
    return day


def time(typed: str | None) -> dt.time | None:
    """The time that is meant; None when none was typed."""
    if typed is None:
        return None
    start = parse_time(words(typed))
    if start is None:
        raise BadInput(f"{shown(words(typed), 40)} is geen tijd", "Typ bijvoorbeeld 13:00.")
    return start
