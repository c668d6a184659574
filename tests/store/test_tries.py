"""Wrong passphrases are slowed down, and never for good."""

import json
import os
import stat
import time
from pathlib import Path

import pytest

from ibtui.errors import StoreError
from ibtui.settings import Home
from ibtui.store import tries
from tests.store.conftest import home_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path)


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process: it knows only the file."""
    monkeypatch.setattr(tries, "_here", {})


def no_room(*_: object, **__: object) -> None:
    raise StoreError("De schijf is vol", "Maak ruimte.")


def test_the_pause_doubles_and_is_never_longer_than_half_a_minute(home: Home) -> None:
    assert tries.left(home) == 0
    assert [tries.wrong(home) for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert 29 < tries.left(home) <= 30
    assert tries.pause(10**9) == 30


def test_starting_anew_does_not_begin_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    tries.wrong(home)
    tries.wrong(home)
    restart(monkeypatch)
    assert tries.count(home) == 2
    assert 1 < tries.left(home) <= 2


def test_after_the_right_one_it_begins_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    tries.wrong(home)
    tries.right(home)
    restart(monkeypatch)
    assert (tries.count(home), tries.left(home)) == (0, 0)


def test_the_file_is_private_and_says_only_how_many_and_when(home: Home) -> None:
    tries.wrong(home)
    path = home.database.with_name(tries.NAME)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    ((number, at),) = json.loads(path.read_text()).values()
    assert number == 1
    assert abs(at - time.time()) < 60


def test_a_colleague_is_not_held_up(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    tries.wrong(home)
    restart(monkeypatch)
    monkeypatch.setattr(tries, "_user", lambda: "somebody else")
    assert tries.left(home) == 0
    tries.wrong(home)
    tries.right(home)
    restart(monkeypatch)
    monkeypatch.undo()
    restart(monkeypatch)
    assert tries.count(home) == 1


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", '{"0": 3}', '{"0": ["x", 1]}', "[" * 50_000, '{"0": [1, NaN]}']
)
def test_a_file_that_is_not_ours_says_nothing(home: Home, raw: str) -> None:
    path = home.database.with_name(tries.NAME)
    path.write_text(raw.replace('"0"', f'"{os.getuid()}"'))
    assert tries.left(home) == 0
    assert tries.wrong(home) == 1


@pytest.mark.parametrize("writable", [True, False])
def test_a_clock_that_was_put_back_costs_one_pause_and_no_more(
    home: Home, monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    path = home.database.with_name(tries.NAME)
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    path.write_text(json.dumps({str(os.getuid()): [2, now + 10**6]}))
    if not writable:
        monkeypatch.setattr(tries, "write_whole", no_room)
    assert tries.left(home) == 2
    now += 1.5
    assert tries.left(home) == 0.5
    now += 1
    assert tries.left(home) == 0


def test_in_a_folder_that_is_not_there_this_process_counts_on(tmp_path: Path) -> None:
    nowhere = home_in(tmp_path / "weg")
    assert [tries.wrong(nowhere) for _ in range(3)] == [1, 2, 4]
    assert tries.left(nowhere) > 3
