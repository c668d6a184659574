"""Names for documents: the same on every system, and without the child's name.

A file name ends up in `ls`, in the history of a shell, in mail and in back-up logs.
"""

import unicodedata
from datetime import date

ENDING = ".docx"
_MOST_BYTES = 120
_ALSO = " -_.,()"
# Names that Windows keeps for itself, whatever stands behind the dot.
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"
}


def document_name(day: date, kind: str, number: int | None = None, paper: str = "") -> str:
    """The name a document gets when nobody names it: "2026-11-24 groot overleg 12 ouders.docx"."""
    words = [day.isoformat(), kind, "" if number is None else str(number), paper]
    return safe_name(" ".join(word for word in words if word))


def safe_name(text: str, ending: str = ENDING) -> str:
    """Any text as a file name: letters, digits, blanks and `-_.,()`, at most 120 bytes before the ending."""
    text = unicodedata.normalize("NFC", text).removesuffix(ending)
    kept = "".join(char if char.isalnum() or char in _ALSO else " " for char in text)
    name = " ".join(kept.split()).strip(" .-")
    name = name.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .-")
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    return f"{name or 'verslag'}{ending}"
