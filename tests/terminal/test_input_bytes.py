"""A byte that isn't UTF-8 is a letter, not the end."""

import codecs

import pytest

from ibtui.terminal import input_bytes
from tests.terminal.conftest import SmallApp


def test_a_latin_1_keyboard_types_its_letters(small_app: SmallApp) -> None:
    term = small_app().sees("kleine app")
    term.send_bytes("één reünie".encode("latin-1")).sees("één reünie", "getypt: 10")


def test_utf_8_stays_utf_8_also_in_pieces(small_app: SmallApp) -> None:
    term = small_app().sees("kleine app")
    whole = "Zoë 🙂".encode()
    for start in range(len(whole)):
        term.send_bytes(whole[start : start + 1])
    term.sees("Zoë", "getypt: 5")


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b"\x80", b"\xc3(", b"\xed\xa0\x80", b"\x81\x8d", bytes(range(128, 256))]
)
def test_no_byte_ends_the_app(small_app: SmallApp, raw: bytes) -> None:
    small_app().sees("kleine app").send_bytes(raw + b" verder").sees("verder")


def test_textual_still_needs_this(small_app: SmallApp) -> None:
    """When this fails, Textual reads such bytes itself: drop input_bytes.py."""
    term = small_app("strict-bytes").sees("kleine app").send_bytes(b"\xe9n")
    assert term.exit_code() == 1


def test_the_private_name_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.drivers import linux_driver

    monkeypatch.setattr(linux_driver, "getincrementaldecoder", codecs.getincrementaldecoder)
    assert input_bytes.install()
    assert linux_driver.getincrementaldecoder("utf-8")().decode(b"\xe9\xe9n") == "één"  # type: ignore[attr-defined]
