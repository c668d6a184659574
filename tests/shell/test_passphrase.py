"""How a command gets the passphrase, and what it says when the school can't be opened."""

import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shell.conftest import Done, Shell
from tests.terminal.driver import Terminal

NotesFile = Callable[..., Path]


@pytest.fixture
def noted(tmp_path: Path) -> NotesFile:
    """A passphrase file with this content and mode."""

    def write(content: bytes, mode: int = 0o600) -> Path:
        path = tmp_path / "genoteerd"
        path.write_bytes(content)
        path.chmod(mode)
        return path

    return write


@pytest.mark.parametrize("content", [b"oefenen", b"oefenen\n", b"oefenen\r\n", b"\xef\xbb\xbfoefenen\n"])
def test_a_file_for_scripts(reader: Shell, noted: NotesFile, content: bytes) -> None:
    assert reader("week", IBTUI_PASSPHRASE_FILE=str(noted(content))).code == 0


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o777])
def test_a_file_that_others_may_read_is_refused(reader: Shell, noted: NotesFile, mode: int) -> None:
    path = noted(b"oefenen", mode)
    said = reader.fails("week", code=1, IBTUI_PASSPHRASE_FILE=str(path))
    assert said == f"Ook anderen mogen bij {path}. Doe eerst: chmod 600 {path}"


def test_a_file_that_cannot_be_used(reader: Shell, noted: NotesFile, tmp_path: Path) -> None:
    def fails(path: Path) -> str:
        return reader.fails("week", code=1, IBTUI_PASSPHRASE_FILE=str(path))

    assert "kan niet worden gelezen" in fails(tmp_path / "weg")
    assert "is geen gewoon bestand" in fails(tmp_path)
    assert "is leeg" in fails(noted(b""))
    assert "is geen tekst in UTF-8" in fails(noted(b"caf\xe9"))


def test_a_wrong_passphrase_says_only_that(reader: Shell, noted: NotesFile) -> None:
    path = noted(b"geheimpje dat niet past")
    said = reader.fails("week", code=1, IBTUI_PASSPHRASE_FILE=str(path))
    assert said == "Dit wachtwoord klopt niet."


def test_without_a_terminal_and_a_file_it_says_how(reader: Shell) -> None:
    said = reader.fails("week", code=1, IBTUI_PASSPHRASE_FILE=None)
    assert said.startswith("Er is geen terminal om je wachtwoord te vragen.")
    assert "IBTUI_PASSPHRASE_FILE" in said


def prompted(shell: Shell, *arguments: str) -> Terminal:
    """The command on a terminal, without a passphrase file."""
    env = shell.environment(IBTUI_PASSPHRASE_FILE=None)
    return Terminal([sys.executable, "-m", "ibtui", *arguments], env)


def test_on_a_terminal_it_asks_and_shows_nothing(reader: Shell) -> None:
    with prompted(reader, "week") as term:
        term.sees("Wachtwoord:", seconds=30).type("oefenen\n").sees("leerlingbespreking", seconds=30)
        assert term.exit_code(30) == 0
        assert b"oefenen" not in term.output


def test_a_wrong_one_on_the_terminal(reader: Shell) -> None:
    with prompted(reader, "week") as term:
        term.sees("Wachtwoord:", seconds=30).type("oeps\n").sees("Dit wachtwoord klopt niet.", seconds=30)
        assert term.exit_code(30) == 1
        assert b"oeps" not in term.output


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d"])
def test_leaving_at_the_prompt(reader: Shell, key: str) -> None:
    with prompted(reader, "week") as term:
        term.sees("Wachtwoord:", seconds=30).press(key)
        assert term.exit_code(30) == (128 + signal.SIGINT if key == "ctrl+c" else 1)
        assert b"Traceback" not in term.output


def test_a_passphrase_in_another_encoding(reader: Shell) -> None:
    with prompted(reader, "week") as term:
        term.sees("Wachtwoord:", seconds=30).send_bytes(b"caf\xe9\r")
        assert term.exit_code(30) == 1
        assert b"Traceback" not in term.output


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("week",),
    ("afspraken",),
    ("zorgen",),
    ("instanties",),
    ("verslagen",),
    ("notitie", "x"),
    ("verslag", "-", "--leerling", "roos", "--soort", "telefoon"),
    ("exporteer", "1"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_where_no_school_is(nowhere: Shell, command: tuple[str, ...]) -> None:
    assert nowhere.fails(*command, code=1, stdin=b"x").startswith("Er is hier nog geen school.")
    assert not nowhere.folder.exists()


def test_a_damaged_school(shell: Shell) -> None:
    """Each says what is wrong; none of them changes a byte."""
    database, keys = shell.folder / "ibtui.db", shell.folder / "sleutels.json"
    whole, key_text = database.read_bytes(), keys.read_bytes()
    for raw, said in (
        (whole[:40_000], "beschadigd"),
        (whole[:100], "beschadigd"),
        (b"", "is leeg"),
        (b"geen database" * 1000, "beschadigd"),
    ):
        database.write_bytes(raw)
        assert said in shell.fails("week", code=1)
        assert database.read_bytes() == raw
    database.unlink()
    assert "Het bestand ibtui.db is er niet." in shell.fails("week", code=1)
    assert not database.exists()
    database.write_bytes(whole)
    database.chmod(0o600)
    keys.write_bytes(key_text[:50])
    assert "is beschadigd" in shell.fails("week", code=1)
    keys.unlink()
    assert "Het sleutelbestand sleutels.json is er niet." in shell.fails("week", code=1)


@pytest.mark.parametrize("text", ["exports = ", "kleur = 3", "mouse = 7", 'exports = ""', "\udcff"])
def test_a_bad_config_file(shell: Shell, text: str) -> None:
    (shell.folder / "ibtui.toml").write_text(text, errors="surrogateescape")
    assert shell.fails("week", code=1).startswith("Het instellingenbestand")


def test_without_ibtui_home_the_platforms_own_folders(shell: Shell, tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    data = home / ".local" / "share" / "ibtui"
    data.parent.mkdir(parents=True)
    shutil.copytree(shell.folder, data)

    def at_home(*arguments: str) -> Done:
        return shell(*arguments, HOME=str(home), IBTUI_HOME=None)

    assert at_home("week").code == 0
    rows = at_home("verslagen", "--json").rows
    number = next(str(row["id"]) for row in rows if row["kind"] == "oudergesprek")
    path = Path(at_home("exporteer", number).out.strip())
    assert path.parent == home / "Documents" / "ibtui"
    assert path.exists()
    (home / ".config" / "ibtui").mkdir(parents=True)
    config = home / ".config" / "ibtui" / "ibtui.toml"
    config.write_text('exports = "~/deel"')
    config.chmod(0o600)
    assert Path(at_home("exporteer", number).out.strip()).parent == home / "deel"
