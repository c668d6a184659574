"""Bytes from the keyboard that aren't UTF-8.

PuTTY set to Latin-1 sends "é" as one byte. Textual 8.2 decodes strictly, so that byte ends the app
(Textualize/textual#6456, open). Here such a byte is read as Windows-1252, which is what was meant.
"""

import codecs
from collections.abc import Callable

from textual.drivers import linux_driver

from ibtui.wiping import forget

_HANDLER = "ibtui-cp1252"
_PRIVATE_NAME = "getincrementaldecoder"


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: the bytes that UTF-8 refused, as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


class _Forgetting(codecs.IncrementalDecoder):
    """Wipes the bytes that it has read: a passphrase may have come in them, and Textual keeps its large buffers."""

    def __init__(self, inside: codecs.IncrementalDecoder) -> None:
        super().__init__()
        self._inside = inside

    def decode(self, raw: bytes, final: bool = False) -> str:  # type: ignore[override]  # the only way it's called
        text = self._inside.decode(raw, final)
        forget(raw)
        return text


def _lenient(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    def make() -> codecs.IncrementalDecoder:
        return _Forgetting(codecs.getincrementaldecoder(encoding)(errors=_HANDLER))

    return make


def decoder() -> codecs.IncrementalDecoder:
    """What turns bytes of the keyboard into text: lenient after `install`, else as Textual has it."""
    make: Callable[[str], Callable[[], codecs.IncrementalDecoder]]
    make = getattr(linux_driver, _PRIVATE_NAME, codecs.getincrementaldecoder)
    return make("utf-8")()


def install() -> bool:
    """Make Textual's keyboard thread lenient, once per process. False when Textual has moved the name."""
    codecs.register_error(_HANDLER, _read_as_cp1252)
    if not hasattr(linux_driver, _PRIVATE_NAME):
        return False
    setattr(linux_driver, _PRIVATE_NAME, _lenient)
    return True
