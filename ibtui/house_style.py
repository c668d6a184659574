"""The style of the school's papers: its own Word template when that can be used, else ibtui's house style.

A template never stops a paper: what is wrong with it is said, and the paper comes out in the house style. But what its
header and footer print is part of every paper, so it is looked through as the text is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from ibtui.care.findings import Copy, Finding, Known, Level, Reader
from ibtui.care.words import ConversationKind
from ibtui.settings import Home
from ibtui.values import dataclass

MARGIN = "kop of voet van het Word-sjabloon"
"""Where something was found that the school's template prints on every paper."""

MOST_BYTES = 20 * 1024 * 1024
"""A template with a logo is a hundred kilobytes or so."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """`data`: the template's bytes, None for ibtui's own style. `problem`: why the school's template isn't used,
    in one or two Dutch sentences; "" when nothing is wrong. `words`: what the template prints on every paper."""

    data: bytes | None = None
    problem: str = ""
    words: tuple[str, ...] = field(default=(), compare=False)


def read(home: Home) -> HouseStyle:
    """The style for a paper made now. Never raises; asks the store nothing, so any thread may call it."""
    from ibtui.documents.template import check  # late: it loads python-docx

    try:
        data = read_file(home.template)
    except FileNotFoundError:
        return HouseStyle()
    except (OSError, ValueError) as error:
        reason = str(error) if isinstance(error, TooBig) else "Het bestand is niet te lezen."
        return HouseStyle(None, _problem(reason))
    report = check(data)
    if report.refused:
        return HouseStyle(None, _problem(report.refused))
    return HouseStyle(data, "", report.words)


def find(words: Sequence[str], school: str, reader: Reader, known: Known) -> tuple[Finding, ...]:
    """Names and numbers of people in what a template prints. The school's own name and number belong there: of
    addresses only those of a family are told."""
    from ibtui.care import privacy  # late: the app asks for its style at the start, and checks later

    beside = tuple((MARGIN, text.replace(school, " ") if school else text) for text in words)
    found = privacy.check(Copy(ConversationKind.OTHER, (), beside=beside), reader, known)
    return tuple(
        one for one in found if one.rule in ("O1", "O3") or (one.rule == "O4" and one.level is Level.STOPS)
    )


class TooBig(ValueError):
    """Why a file isn't read, as a Dutch sentence."""


def read_file(path: Path) -> bytes:
    """The bytes of a regular file of at most `MOST_BYTES`. Raises OSError or TooBig."""
    # O_NONBLOCK: a named pipe must be refused, not waited for.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise TooBig("Het is geen gewoon bestand.")
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooBig("Het bestand is te groot: meer dan 20 MB.")
    return data


def _problem(reason: str) -> str:
    return f"Je Word-sjabloon is niet te gebruiken. {reason} Het verslag krijgt nu de stijl van ibtui."
