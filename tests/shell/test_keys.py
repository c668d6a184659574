"""`ibtui sleutel`: on a terminal, where secrets are typed and never show."""

import shutil
import sys
from pathlib import Path

import pytest

from ibtui import settings
from ibtui.secret import Secret
from ibtui.store import home, key_slots, tries, vault
from tests.shell.conftest import Shell
from tests.terminal.driver import Terminal

HERS = "vijf groene kikkers"


def on_terminal(shell: Shell, *arguments: str) -> Terminal:
    """The command on a terminal; the passphrase comes from the file."""
    return Terminal([sys.executable, "-m", "ibtui", "sleutel", *arguments], shell.environment())


def with_passphrase(shell: Shell, folder: Path, passphrase: str) -> Shell:
    path = folder / "ander wachtwoord"
    path.write_text(passphrase)
    path.chmod(0o600)
    return Shell(shell.folder, path)


def labels(shell: Shell) -> list[str]:
    return [row["label"] for row in shell("sleutel", "lijst", "--json").rows]


def test_the_list_asks_no_passphrase_and_holds_nothing_secret(reader: Shell) -> None:
    done = reader("sleutel", "lijst", IBTUI_PASSPHRASE_FILE=None)
    assert (done.code, done.err) == (0, "")
    assert "wachtwoord" in done.out
    assert "herstelsleutel" in done.out
    first = reader("sleutel", "lijst", "--json").rows[0]
    assert set(first) == {"number", "kind", "label", "owner", "made_on", "upgraded"}
    assert (first["number"], first["kind"], first["upgraded"]) == (1, "wachtwoord", True)


def test_a_colleague_gets_in_until_her_key_is_revoked(shell: Shell, tmp_path: Path) -> None:
    with on_terminal(shell, "nieuw", "Bea") as term:
        term.sees("Laat Bea nu zelf", seconds=60).sees("Nieuw wachtwoord:", seconds=60).type(f"{HERS}\n")
        term.sees("Nog een keer:", seconds=60).type(f"{HERS}\n").sees("Bea kan er nu in", seconds=60)
        assert term.exit_code(60) == 0
        assert HERS.encode() not in term.output
    hers = with_passphrase(shell, tmp_path, HERS)
    assert hers("week").code == 0
    other = settings.home({"IBTUI_HOME": str(shell.folder / "scholen/de-vlinderboom")})
    key_slots.add(other, home.unlock(other, Secret("oefenen")), "Bea", "bea", Secret(HERS))
    assert "niets ingetrokken" in shell("sleutel", "intrek", "be").err
    done = shell("sleutel", "intrek", "be", stdin=b"ja\n")
    assert done.code == 0, done
    assert "een sleutel met die naam is er nog bij de-vlinderboom" in done.out
    assert "oude kopie" in done.out
    assert "ibtui sleutel vernieuw" in done.out
    assert hers.fails("week", code=1) == "Dit wachtwoord klopt niet."
    assert "Bea" not in labels(shell)


def test_another_passphrase_for_all_schools_that_the_old_one_opened(shell: Shell, tmp_path: Path) -> None:
    with on_terminal(shell, "wachtwoord") as term:
        term.sees("opent ook de-vlinderboom", seconds=60).sees("Typ ja", seconds=60).type("ja\n")
        term.sees("Nieuw wachtwoord:", seconds=60).type(f"{HERS}\n")
        term.sees("Nog een keer:", seconds=60).type(f"{HERS}\n").sees("is veranderd", seconds=60)
        term.sees("Ook bij de-vlinderboom", seconds=60)
        assert term.exit_code(60) == 0
    assert shell.fails("week", code=1) == "Dit wachtwoord klopt niet."
    hers = with_passphrase(shell, tmp_path, HERS)
    assert hers("week").code == 0
    other = hers("logboek", "--json", IBTUI_SCHOOL="de-vlinderboom")
    assert "wachtwoord veranderd" in other.out


def test_it_asks_which_passphrase_it_means(shell: Shell) -> None:
    shutil.rmtree(shell.folder / "scholen")
    words = [sys.executable, "-m", "ibtui", "sleutel", "wachtwoord"]
    with Terminal(words, shell.environment(IBTUI_PASSPHRASE_FILE=None)) as term:
        term.sees("Je wachtwoord van nu:", seconds=60).type("oefenen\n")
        term.sees("Nieuw wachtwoord:", seconds=60).type("kort\n").sees("te kort", seconds=60)
        assert term.exit_code(60) == 2


def test_one_school_can_keep_the_old_one_and_that_is_said(shell: Shell) -> None:
    with on_terminal(shell, "wachtwoord") as term:
        term.sees("Typ ja", seconds=60).type("nee\n").sees("Nieuw wachtwoord:", seconds=60).type(f"{HERS}\n")
        term.sees("Nog een keer:", seconds=60).type(f"{HERS}\n")
        term.sees("het oude wachtwoord hoort nog bij de-vlinderboom", seconds=60)
        assert term.exit_code(60) == 0
    vault.open(shell.folder / "sleutels.json", Secret(HERS))
    vault.open(shell.folder / "scholen/de-vlinderboom/sleutels.json", Secret("oefenen"))


def test_who_guesses_by_changing_waits_too(shell: Shell, tmp_path: Path) -> None:
    guess = with_passphrase(shell, tmp_path, "een gok en nog een")
    assert guess.fails("sleutel", "wachtwoord", code=1) == "Dit wachtwoord klopt niet."
    assert tries.count(settings.home({"IBTUI_HOME": str(shell.folder)})) == 1


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("kort", "", "te kort"), (HERS, HERS + "!", "twee verschillende")],
)
def test_a_passphrase_that_will_not_do(shell: Shell, first: str, second: str, said: str) -> None:
    before = (shell.folder / "sleutels.json").read_bytes()
    shutil.rmtree(shell.folder / "scholen")
    with on_terminal(shell, "wachtwoord") as term:
        term.sees("Nieuw wachtwoord:", seconds=60).type(f"{first}\n")
        if second:
            term.sees("Nog een keer:", seconds=60).type(f"{second}\n")
        term.sees(said, seconds=60)
        assert term.exit_code(60) == 2
    assert (shell.folder / "sleutels.json").read_bytes() == before


def test_a_new_recovery_key_is_shown_on_a_screen_only(shell: Shell) -> None:
    before = (shell.folder / "sleutels.json").read_bytes()
    assert "alleen op een scherm" in shell.fails("sleutel", "herstel", code=1)
    assert (shell.folder / "sleutels.json").read_bytes() == before
    with on_terminal(shell, "herstel") as term:
        term.sees("Schrijf hem op papier", seconds=60)
        assert term.exit_code(60) == 0
    assert (shell.folder / "sleutels.json").read_bytes() != before


def test_what_is_refused_changes_nothing(shell: Shell) -> None:
    before = (shell.folder / "sleutels.json").read_bytes()
    assert "Van wie" in shell.fails("sleutel", "nieuw", code=2)
    assert "Er is al een sleutel" in shell.fails("sleutel", "nieuw", "Herstelsleutel", code=2)
    assert "geen sleutel van Bea" in shell.fails("sleutel", "intrek", "Bea", code=2)
    assert "terminal" in shell.fails("sleutel", "wachtwoord", code=1)
    for last, said in (("1", "laatste wachtwoord"), ("herstelsleutel", "Zonder herstelsleutel")):
        assert said in shell.fails("sleutel", "intrek", last, code=2), "and nothing was asked"
    assert (shell.folder / "sleutels.json").read_bytes() == before


def test_where_no_school_is(nowhere: Shell) -> None:
    for words in (("lijst",), ("nieuw", "Bea")):
        assert nowhere.fails("sleutel", *words, code=1).startswith("Er is hier nog geen school.")
