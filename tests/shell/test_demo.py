"""`ibtui demo`: a practice school that stays, or one that is gone afterwards."""

import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from ibtui import places
from ibtui.secret import Secret
from ibtui.settings import home
from ibtui.shell.passing import passing_folder
from ibtui.store import database
from ibtui.store import home as homes
from ibtui.store.models import School
from tests.shell.conftest import Shell
from tests.terminal.driver import Terminal


def test_the_school_that_stays_is_private_and_opens_with_its_passphrase(practice: Path) -> None:
    assert stat.S_IMODE(practice.stat().st_mode) == 0o700
    assert {path.name for path in practice.iterdir()} >= {"ibtui.db", "sleutels.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in practice.iterdir() if path.is_file()} == {0o600}


def test_there_are_two_schools_with_one_passphrase(practice: Path) -> None:
    found = places.schools(home({"IBTUI_HOME": str(practice)}))
    names = []
    for place in found:
        homes.open_home(place, Secret("oefenen"))
        names.append(School.get().name)
        database.close_store()
    assert names == ["OEFENSCHOOL De Wilgenhoek", "OEFENSCHOOL De Vlinderboom"]


def test_a_second_school_that_was_broken_off_is_made_anew(shell: Shell) -> None:
    second = places.schools(home({"IBTUI_HOME": str(shell.folder)}))[1]
    second.database.unlink()
    second.keys.unlink()
    assert shell("demo", "--map", shell.folder, "--alleen-maken").code == 0
    assert second.database.exists()


def test_it_has_all_settings_of_a_real_school_once_opened(practice: Path) -> None:
    homes.open_home(home({"IBTUI_HOME": str(practice)}), Secret("oefenen"))
    try:
        found = database.connection().execute_sql("PRAGMA cipher_memory_security").fetchone()
        assert str(found[0]) == "1"
    finally:
        database.close_store()


def test_made_again_it_stays_as_it_is(shell: Shell) -> None:
    assert shell("notitie", "hier was ik").code == 0
    done = shell("demo", "--map", shell.folder, "--alleen-maken")
    assert (done.code, done.out) == (0, f"{shell.folder}\n")
    assert "hier was ik" in [row["purpose"] for row in shell("week", "--json").rows]


def test_a_half_made_one_is_made_anew(shell: Shell) -> None:
    """The power went while it was being filled."""
    homes.open_home(home({"IBTUI_HOME": str(shell.folder)}), Secret("oefenen"))
    database.connection().execute_sql("PRAGMA foreign_keys = 0")
    School.delete().execute()
    database.close_store()
    assert shell("demo", "--map", shell.folder, "--alleen-maken").code == 0
    assert shell("week", "--json").rows


def test_a_real_school_is_never_touched(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "echt"
    homes.create_home(home({"IBTUI_HOME": str(folder)}), Secret("vier losse woorden hier"), label="Marit")
    database.close_store()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    said = shell.fails("demo", "--map", folder, "--alleen-maken", code=2)
    assert "staat een echte school" in said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("target", ["/proc/oefenschool", "{tmp}/bestand/school"])
def test_a_place_that_cannot_be_written(nowhere: Shell, tmp_path: Path, target: str) -> None:
    (tmp_path / "bestand").write_text("geen map")
    nowhere.fails("demo", "--map", target.format(tmp=tmp_path), "--alleen-maken", code=1)


def test_without_a_terminal_nothing_is_made(nowhere: Shell, tmp_path: Path) -> None:
    for arguments in ((), ("--map", tmp_path / "school")):
        said = nowhere.fails("demo", *arguments, code=1, TMPDIR=str(tmp_path))
        assert said.startswith("De app heeft een terminal nodig.")
    assert list(tmp_path.iterdir()) == []


def demo(shell: Shell, where: Path) -> Terminal:
    """`ibtui demo` on a terminal, with its temporary folders in `where`."""
    env = shell.environment(IBTUI_HOME=None, IBTUI_PASSPHRASE_FILE=None, COLUMNS=None, TMPDIR=str(where))
    return Terminal([sys.executable, "-m", "ibtui", "demo"], env)


def test_afterwards_it_is_gone(nowhere: Shell, tmp_path: Path) -> None:
    with demo(nowhere, tmp_path) as term:
        term.sees("OEFENSCHOOL", seconds=60).sees("Week", seconds=60)
        assert [path.name[:18] for path in tmp_path.iterdir()] == ["ibtui-oefenschool-"]
        term.press("q")
        assert term.exit_code(30) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_it_is_being_made(nowhere: Shell, tmp_path: Path, number: signal.Signals) -> None:
    with demo(nowhere, tmp_path) as term:
        term.sees("wordt gemaakt", seconds=60).signal(number)
        assert term.exit_code(30) == 128 + number
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_demo_left_is_cleared_by_the_next(nowhere: Shell, tmp_path: Path) -> None:
    with demo(nowhere, tmp_path) as term:
        term.sees("wordt gemaakt", seconds=60).signal(signal.SIGKILL).exit_code(30)
    (left,) = tmp_path.iterdir()
    (tmp_path / "ibtui-oefenschool-vreemd").mkdir()  # no lock: not known to be ours, so it stays
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path))
        with passing_folder() as first, passing_folder() as second:
            assert not left.exists()
            assert first.is_dir()  # in use: the second start left it alone
            assert second.is_dir()
    assert os.listdir(tmp_path) == ["ibtui-oefenschool-vreemd"]  # noqa: PTH208


def test_a_folder_of_somebody_unknown_is_told(nowhere: Shell) -> None:
    said = nowhere.fails("demo", "--map", "~onbekend/x", "--alleen-maken", code=2)
    assert said == "De map ~onbekend/x is niet te vinden. Typ het hele pad, zonder ~."
