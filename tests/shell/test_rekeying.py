"""`ibtui sleutel vernieuw`: the school under a new key, with a look at who keeps access."""

import datetime as dt
import sys
from pathlib import Path

from ibtui.secret import Secret
from ibtui.store import vault
from tests.shell.conftest import Shell
from tests.terminal.driver import Terminal


def _key(shell: Shell) -> vault.DatabaseKey:
    return vault.open(shell.folder / "sleutels.json", Secret("oefenen"))


def _backups(shell: Shell) -> list[Path]:
    folder = shell.folder / "reservekopieën"
    return sorted(folder.iterdir()) if folder.exists() else []


def _of_another_day(backup: Path) -> Path:
    yesterday = dt.date.today() - dt.timedelta(days=1)
    return backup.rename(backup.with_name(f"ibtui-{yesterday}-0900.ibtui"))


def test_without_a_terminal_it_asks_nothing_and_the_school_works_on(shell: Shell) -> None:
    before, week = _key(shell), shell("week", "--json").rows
    assert shell("backup").code == 0
    (older,) = _backups(shell)
    older = _of_another_day(older)
    done = shell("sleutel", "vernieuw")
    assert (done.code, done.err) == (0, "")
    assert "Deze sleutels blijven werken:\n  1. " in done.out
    assert "Alles staat nu onder een nieuwe sleutel" in done.out
    assert "1 oudere reservekopie van onder de oude sleutel" in done.out
    assert _key(shell) != before
    assert shell("week", "--json").rows == week
    assert older in _backups(shell), "taking that away is for somebody who was asked"
    assert len(_backups(shell)) == 2


def test_on_a_terminal_it_asks_first_and_offers_to_take_away_what_the_old_key_opens(shell: Shell) -> None:
    before = _key(shell)
    assert shell("backup").code == 0
    (older,) = _backups(shell)
    older = _of_another_day(older)
    command = [sys.executable, "-m", "ibtui", "sleutel", "vernieuw"]
    with Terminal(command, shell.environment()) as term:
        term.sees("Typ vernieuw om alles", seconds=60).type("nee\n").sees("Er is niets veranderd", seconds=60)
        assert term.exit_code(60) == 2
    assert _key(shell) == before
    with Terminal(command, shell.environment()) as term:
        term.sees("Typ vernieuw om alles", seconds=60).type("vernieuw\n")
        term.sees("Typ ja om de oudere weg te halen", seconds=60).type("ja\n").sees("1 van de 1 weggehaald")
        assert term.exit_code(60) == 0
    assert _key(shell) != before
    assert older not in _backups(shell)
    assert len(_backups(shell)) == 1


def test_while_the_app_is_open_elsewhere_nothing_changes(shell: Shell) -> None:
    before = _key(shell)
    with Terminal([sys.executable, "-m", "ibtui"], shell.environment()) as term:
        term.sees("Week", seconds=60)
        for words in (("sleutel", "vernieuw"), ("herstel", "kopie.ibtui")):
            said = shell.fails(*words, code=1, IBTUI_PASSPHRASE_FILE=None)
            assert "nog ergens open" in said, "before the passphrase is asked"
        assert "nog ergens open" not in shell("herstel", "kopie.ibtui", "--alleen-kijken").err
        term.press("ctrl+q")
        term.exit_code(60)
    assert _key(shell) == before
    assert shell("week").code == 0
