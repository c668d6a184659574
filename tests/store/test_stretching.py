"""A key that is worked out in a process of its own is the same key, and always comes."""

import os
import signal
from collections.abc import Iterator

import pytest

from ibtui.errors import VaultError
from ibtui.secret import Secret
from ibtui.store import sodium, stretching

SALT = b"zout" * 4
LITTLE = 64 * 1024
"""Bytes: the least that Argon2id takes here, so that it is quick."""


@pytest.fixture(autouse=True)
def begun() -> Iterator[list[str]]:
    """What was told while the test ran."""
    told: list[str] = []
    before = stretching.APART.set(lambda: told.append("begun"))
    yield told
    stretching.APART.reset(before)


def stretched(memory: int = LITTLE) -> bytes:
    return bytes(stretching.stretched(Secret("oefenen"), SALT, 1, memory))


def here() -> bytes:
    return bytes(sodium.stretched(Secret("oefenen"), SALT, 1, LITTLE))


def test_the_other_process_gives_the_same_key_and_is_gone(
    begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[int] = []
    real = os.fork

    def fork() -> int:
        other = real()
        others.append(other)
        return other

    monkeypatch.setattr(os, "fork", fork)
    assert stretched() == here()
    assert (len(others), begun) == (1, ["begun"])
    with pytest.raises(ProcessLookupError):
        os.kill(others[0], 0)


def test_only_the_first_key_gets_a_process_because_then_the_program_is_loading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert stretched() == here()
    monkeypatch.delattr(os, "fork")
    assert stretched() == here()


def test_who_did_not_ask_for_it_gets_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    stretching.APART.set(None)
    monkeypatch.delattr(os, "fork")
    assert stretched() == here()


def test_without_room_for_another_process_the_key_comes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    assert stretched() == here()


def test_when_the_other_process_is_killed_the_key_comes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fork

    def fork() -> int:
        other = real()
        os.kill(other or os.getpid(), signal.SIGKILL)
        return other

    monkeypatch.setattr(os, "fork", fork)
    assert stretched() == here()


def test_a_system_that_keeps_no_ended_processes_is_no_hindrance() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert stretched() == here()
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_too_little_memory_is_said_here() -> None:
    with pytest.raises(VaultError):
        stretched(memory=2**50)
