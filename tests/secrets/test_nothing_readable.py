"""What is told to ibtui can be read nowhere but in ibtui, and in the documents that it is asked for."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from faults import cores, every_field
from faults.doors import PASSPHRASE, Place
from faults.marks import Search, below, mark
from tests.terminal.driver import Terminal


def test_no_text_field_of_any_table_can_be_read_in_a_file(tmp_path: Path) -> None:
    (result,) = every_field.part(tmp_path / "school")
    assert result.failures == []
    assert result.runs > 100


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("kern")
    reason = cores.why_not(folder / "kan")
    made = cores.make(folder)
    if reason:
        made.through = []
    return made


def waiting(place: Place) -> Terminal:
    """A command with a note behind it, that waits for the passphrase."""
    return place.start("notitie", mark("opderegel")).sees("Wachtwoord", seconds=20)


def test_a_note_behind_a_command_is_not_in_the_list_of_processes(place: Place) -> None:
    with waiting(place) as term:
        place.look(term.pid)
    assert b"ibtui" in place.seen
    assert Search().in_bytes(place.seen, "the list of processes") == []


def test_a_note_can_be_typed_where_no_shell_keeps_it(place: Place) -> None:
    with place.start("notitie") as term:
        term.sees("Vangregel:", seconds=20).type(f"{mark('gevraagd')}\n").sees("Wachtwoord")
        term.type(f"{PASSPHRASE}\n").sees("Bewaard als", seconds=20).exit_code()


def test_a_command_that_is_killed_leaves_no_core_and_no_note(place: Place) -> None:
    if not place.through:
        pytest.skip("this machine makes no core file")
    assert cores.die(place, waiting(place), signal.SIGABRT) == []


def test_the_app_that_is_killed_leaves_no_core_and_no_note(place: Place) -> None:
    if not place.through:
        pytest.skip("this machine makes no core file")
    assert cores.die(place, cores.in_the_editor(place), signal.SIGSEGV) == []
    assert Search().in_files(below([place.root])) == []
