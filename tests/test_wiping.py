"""What was secret is overwritten where it lay, and nothing else is."""

import ast
import ctypes
import gc
import sys
import weakref
from pathlib import Path

import pytest

from ibtui import wiping
from ibtui.wiping import forget, scrub


def made(*parts: str) -> str:
    """A text that nobody else has."""
    return "".join(list("".join(parts)))


@pytest.mark.parametrize("text", ["geheim woord", "gehéim wóord", "geheim ☂ woord", "geheim 🐘 woord"])
def test_a_text_is_zeros_afterwards_whatever_signs_it_has(text: str) -> None:
    own = made(text[:3], text[3:])
    forget(own)
    assert set(own) == {"\0"}
    assert len(own) == len(text)


def test_bytes_are_zeros_afterwards() -> None:
    own = bytes(bytearray(b"geheim woord"))
    start = id(own) + bytes.__basicsize__ - 1
    forget(own)
    assert ctypes.string_at(start, len(b"geheim woord")) == bytes(len(b"geheim woord"))


def test_what_somebody_else_holds_is_left_alone_unless_the_caller_knows_of_it() -> None:
    own = made("geheim ", "woord")
    holder = [own]
    forget(own)
    assert holder[0] == "geheim woord"
    forget(own, others=1)
    assert set(holder[0]) == {"\0"}


def test_a_key_of_a_dictionary_is_left_alone() -> None:
    own = made("geheim ", "woord")
    table = {own: 1}
    forget(own)
    assert table == {"geheim woord": 1}


def test_a_literal_and_a_single_sign_are_never_touched() -> None:
    name = sys.intern(made("geheim", "woord"))
    forget(name, "a", "", b"a", b"", others=9)
    assert name == "".join(["geheim", "woord"])
    assert "abc"[0] == "a"


class Labelled(str):
    """Its signs lie somewhere else than those of a text."""


def test_a_subclass_is_left_alone() -> None:
    own = Labelled(made("geheim ", "woord"))
    forget(own)
    assert own == "geheim woord"


def test_a_text_that_carries_a_second_form_of_itself_is_left_alone() -> None:
    own = made("gehéim ", "wóord")
    ctypes.pythonapi.PyUnicode_AsUTF8(ctypes.py_object(own))
    forget(own)
    assert own == "gehéim wóord"


def test_in_a_python_that_is_not_as_we_know_it_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiping, "_holders_of_a_name", lambda: 0)
    own = made("geheim ", "woord")
    forget(own)
    assert own == "geheim woord"


def test_only_names_are_forgotten() -> None:
    """Of `forget(holder[0])` or `forget(make())` it can't be told who else has it."""
    callers = 0
    for path in Path(wiping.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "ibtui.wiping import forget" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "forget":
                callers += 1
                assert all(isinstance(given, ast.Name) for given in node.args), f"{path}:{node.lineno}"
    assert callers >= 5


def test_free_memory_can_be_filled() -> None:
    scrub()


def test_what_the_collector_was_told_to_leave_alone_is_let_go_when_nobody_has_it() -> None:
    class Knot:
        def __init__(self) -> None:
            self.itself = self

    knot = Knot()
    gone = weakref.ref(knot)
    gc.freeze()
    try:
        del knot
        wiping.let_go()
        assert gone() is None
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_where_nothing_was_left_alone_nothing_is_afterwards() -> None:
    assert not gc.get_freeze_count()
    wiping.let_go()
    assert not gc.get_freeze_count()
