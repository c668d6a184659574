"""The fault run of the lock, in small: it runs, and it can fail."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from faults import lock, memory, school

pytestmark = pytest.mark.terminal

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root may look in the memory of another program"
)


def test_a_secret_that_is_in_memory_is_found() -> None:
    secret = bytearray(os.urandom(32))
    assert memory.copies(os.getpid(), {"it": bytes(secret)})["it"]


@needs_root
def test_a_look_in_memory(tmp_path: Path) -> None:
    wrong, counts = lock._remembered(tmp_path / "school", "in one go", random.Random(1))
    assert wrong == []
    assert counts == [1, 0, 1, 0]  # while it is open the key is there, in one place


def test_locked_while_typing(tmp_path: Path) -> None:
    made = school.make(tmp_path / "made")
    trace, _seconds, wrong = lock._typed(school.copy(made, tmp_path / "here"), random.Random(2))
    assert wrong == []
    assert trace.keys
