"""Taking secrets out of memory, as far as Python lets us.

Python copies texts as it likes and never wipes what it frees. What these functions do: overwrite a text that we made
ourselves, in its place; and after that fill what Python and the C library have free with zeros, where older copies may
lie. What they can't reach: what another part of the program still holds.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from functools import cache

_INTERNED = 0b11
_SAMPLES = ("geheim", "gehéim", "geheim ☂", "geheim 🐘")
"""A text with each of the widths that Python gives to its signs, and one of ASCII alone."""
_LARGEST, _STEP = 512, 16
"""Python has pools for objects up to so many bytes, one for each step."""
_BLOCKS = 12_000
"""So many objects of each size are made: more than the pools have room for in the app (measured: under 6,000)."""
_CHUNKS = (600, 1_000, 2_000, 4_000, 8_000, 16_000)


def forget(*texts: str | bytes, others: int = 0) -> None:
    """Zeros over texts that nobody needs any more. Each must be a local name of the caller, made by itself.

    One that anybody else holds too, a literal, a single sign and a subclass are left alone. `others`: how many are
    known to hold it besides and are done with it. In a Python that keeps its texts in another way nothing is done.
    """
    most = _holders_of_a_name()
    for text in texts:
        if most and sys.getrefcount(text) <= most + others and _is_plain(text):
            ctypes.memset(_place(text), 0, _size(text))


def _is_plain(text: str | bytes) -> bool:
    """Whether its signs lie where `_place` says, and Python itself has no second use for it."""
    if len(text) < 2:  # Python has only one of each sign
        return False
    if type(text) is bytes:
        return True
    # A text whose signs lie elsewhere, or that carries a second form of itself, has another size.
    return (
        type(text) is str
        and not _state(text) & _INTERNED
        and text.__sizeof__() == _header(text) + _size(text) + _width(text)
    )


def _place(text: str | bytes) -> int:
    return id(text) + (bytes.__basicsize__ - 1 if isinstance(text, bytes) else _header(text))


def _size(text: str | bytes) -> int:
    return len(text) if isinstance(text, bytes) else len(text) * _width(text)


def _width(text: str) -> int:
    """Bytes of each sign."""
    largest = ord(max(text))
    return 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4


def _header(text: str) -> int:
    """Bytes of a text object before its signs."""
    plain = str.__sizeof__("") - 1
    return plain if text.isascii() else plain + (24 if sys.version_info < (3, 12) else 16)


def _state(text: str) -> int:
    """What the object says of itself: after the counter, the type, the length and the hash."""
    return int(ctypes.c_uint.from_address(id(text) + 4 * 8).value)


@cache
def _holders_of_a_name() -> int:
    """The count in `forget` of a text that only its caller has; 0 where this Python isn't as we know it."""
    if sys.implementation.name != "cpython" or sys.byteorder != "little" or sys.maxsize < 1 << 32:
        return 0
    if "t" in sys.abiflags:  # built for threads without a lock: it counts in another way
        return 0
    if not all(_lies_as_told(sample) for sample in _SAMPLES):
        return 0
    own = "".join(list(_SAMPLES[0]))
    return _counted(own)


def _counted(*texts: str) -> int:
    """Just as `forget` counts."""
    for text in texts:
        return sys.getrefcount(text)
    return 0


def _lies_as_told(sample: str) -> bool:
    fresh = "".join(list(sample))
    code = ("latin-1", "latin-1", "utf-16-le", "", "utf-32-le")[_width(fresh)]
    there = ctypes.string_at(_place(fresh), _size(fresh)) == fresh.encode(code)
    free = not _state(fresh) & _INTERNED
    return there and free and bool(_state(sys.intern(fresh)) & _INTERNED)


def scrub() -> None:
    """Fill the memory that is free now with zeros. Takes some hundredths of a second; call it when nothing waits."""
    let_go()
    with suppress(MemoryError):
        for size in range(3 * _STEP, _LARGEST + 1, _STEP):
            room = size - bytes.__basicsize__
            filled = [bytes(room) for _ in range(_BLOCKS)]
            del filled
        for size in _CHUNKS:
            chunks = [bytearray(size) for _ in range(400)]
            del chunks
    _give_back()


def let_go() -> None:
    """Clear up all that nobody has any more, also of what the garbage collector was told to leave alone: that would
    stay for ever. What is still in use is left alone again."""
    left_alone = gc.get_freeze_count()
    gc.unfreeze()
    gc.collect()
    if left_alone:
        gc.freeze()


def _give_back() -> None:
    """Free pages of the C library go back to the system, which hands them out empty."""
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
