"""Text as XML can hold it: the last door before a document."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without what XML forbids. The store has cleaned it already; this is the last door."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Legal text on one line."""
    return " ".join(legal(text).split())
