"""Bytes from the keyboard that aren't UTF-8.

PuTTY set to Latin-1 sends "é" as one byte. Textual 8.2 decodes strictly, so that byte ends the app
(Textualize/textual#6456, open). Here such a byte is read as Windows-1252, which is what was meant.
"""

import codecs
from collections.abc import Callable

from textual.drivers import linux_driver

_HANDLER = "ibtui-cp1252"
_PRIVATE_NAME = "getincrementaldecoder"


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: the bytes that UTF-8 refused, as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


def _lenient(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    def make() -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder(encoding)(errors=_HANDLER)

    return make


def install() -> bool:
    """Make Textual's keyboard thread lenient, once per process. False when Textual has moved the name."""
    codecs.register_error(_HANDLER, _read_as_cp1252)
    if not hasattr(linux_driver, _PRIVATE_NAME):
        return False
    setattr(linux_driver, _PRIVATE_NAME, _lenient)
    return True
