"""Bad circumstances: full disks, missing and broken files, kills, odd terminals, two sessions at once.

Each time: a Dutch sentence that says what happened and what to do, a terminal in order, no traceback, and nothing
lost that was shown as kept.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from ibtui import settings
from ibtui.secret import Secret
from ibtui.store import database, vault
from ibtui.store.models import Minutes, Revision
from tests.support import FULL, need
from tests.terminal.driver import Terminal

IBTUI = str(Path(sys.executable).with_name("ibtui"))
Environment = dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice school, made once."""
    return _practice_in(tmp_path_factory.mktemp("gemaakt") / "school")


@pytest.fixture
def school(made: Path, tmp_path: Path) -> Path:
    """A copy of it, for a test to spoil."""
    return shutil.copytree(made, tmp_path / "school")


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A new user whose school is `school`, and whose passphrase is in a file."""
    (tmp_path / "home").mkdir()
    secret = tmp_path / "wachtwoord"
    secret.write_text("oefenen\n")
    secret.chmod(0o600)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "IBTUI_HOME": str(tmp_path / "school"),
        "IBTUI_SCHOOL": "eerste",
        "IBTUI_PASSPHRASE_FILE": str(secret),
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB. Only root can make one; in CI we are root."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    command = [need("mount"), "-t", "tmpfs", "-o", "size=12m,mode=700", "none", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        (pytest.fail if os.environ.get(FULL) == "1" else pytest.skip)(f"no small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run([need("umount"), "-l", str(folder)], check=True)


def _practice_in(folder: Path) -> Path:
    subprocess.run(
        [IBTUI, "demo", "--map", str(folder), "--alleen-maken"],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder.parent), "LANG": "C.UTF-8"},
    )
    return folder


def _command(environment: Environment, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [IBTUI, *words],
        env=environment,
        capture_output=True,
        text=True,
        input=typed,
        timeout=30,
        check=False,
    )


def _week(environment: Environment, size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal([IBTUI], env=environment, size=size).sees("Nog te doen")


def _editor(environment: Environment) -> Terminal:
    return _week(environment).press("a").sees("## Wat gaat er goed")


def _ends_well(terminal: Terminal, code: int = 0) -> None:
    assert terminal.exit_code() == code
    assert terminal.in_order()
    assert b"Traceback" not in terminal.output


def _says(term: Terminal, words: str) -> Terminal:
    """Wait for a sentence that may be broken over lines."""
    return term.wait_until(
        lambda: words in " ".join(" ".join(term.screen()).split()), f"{words!r} isn't said"
    )


def _another(now: Callable[[], str], before: str) -> bool:
    return now() not in ("", before)


def _choose(term: Terminal, words: str) -> Terminal:
    """Go down a list to the first row with these words."""

    def chosen() -> str:
        return next((line for line in term.screen() if "▸" in line), "")

    def place() -> str:  # and not the words: a row may be drawn anew while the key is under way
        return str(next((number for number, line in enumerate(term.screen()) if "▸" in line), ""))

    while words not in chosen():
        before = place()
        term.press("down").wait_until(partial(_another, place, before), f"no row has {words!r}")
    return term


def _talk_with_parents(environment: Environment) -> None:
    """Minutes of today to share; what else there is depends on the day of the week."""
    words = ["verslag", "-", "--leerling", "roos", "--soort", "oudergesprek"]
    done = _command(environment, *words, typed="- leest thuis elke dag\n")
    assert done.returncode == 0, done.stderr


def _minutes(environment: Environment) -> str:
    """The text of the minutes of today's groot overleg, as a new session finds it."""
    with _week(
        environment, size=(80, 60)
    ) as term:  # a text that was typed in opens at its end: see all of it
        text = "\n".join(term.press("a").sees("## Waarom zitten", "## Wat ligt er nog").screen())
        _ends_well(term.press("ctrl+q"))
    return text


def _fill(disk: Path) -> Path:
    """Fill a disk to its last byte; gives the file to remove when there must be room again."""
    filler = disk / "vol"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


# ── files that are missing or broken ───────────────────────────────────────────
def _cut(keep: Callable[[int], int]) -> Callable[[Path], None]:
    def spoil(school: Path) -> None:
        path = school / "ibtui.db"
        os.truncate(path, keep(path.stat().st_size))

    return spoil


def _holds(name: str, data: bytes) -> Callable[[Path], None]:
    def spoil(school: Path) -> None:
        (school / name).write_bytes(data)

    return spoil


def _gone(name: str) -> Callable[[Path], None]:
    return lambda school: (school / name).unlink()


def _a_folder(name: str) -> Callable[[Path], None]:
    def spoil(school: Path) -> None:
        (school / name).unlink(missing_ok=True)
        (school / name).mkdir()

    return spoil


def _bad_block_where_nobody_reads(school: Path) -> None:
    """In a long earlier text: the last pages of the file are its own."""
    home = settings.home({"IBTUI_HOME": str(school)})
    database.open_store(home.database, vault.open(home.keys, Secret("oefenen")))
    Revision.create(minutes=Minutes.get(), text="lang geleden " * 20_000)
    database.close_store()
    with home.database.open("r+b") as file:
        file.seek(-100_000, os.SEEK_END)
        file.write(os.urandom(50_000))


def _not_encrypted(school: Path) -> None:
    (school / "ibtui.db").unlink()
    with sqlite3.connect(school / "ibtui.db") as other:
        other.execute("CREATE TABLE a (b)")
    (school / "ibtui.db").chmod(0o600)


def _key_of_another_school(school: Path) -> None:
    other = _practice_in(school.parent / "andere")
    shutil.copy(other / "sleutels.json", school / "sleutels.json")


def _becomes_a_file(school: Path) -> None:
    shutil.rmtree(school)
    school.write_text("")


def _becomes_a_dead_link(school: Path) -> None:
    shutil.rmtree(school)
    school.symlink_to("/nergens/school")


BROKEN: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "no database": (_gone("ibtui.db"), "Het bestand ibtui.db is er niet.", "Zet het bestand daar terug"),
    "no keys": (_gone("sleutels.json"), "Het sleutelbestand sleutels.json is er niet.", "Zet het terug in"),
    "half a database": (_cut(lambda size: size // 2), "is beschadigd", "reservekopie"),
    "100 bytes": (_cut(lambda size: 100), "is beschadigd", "reservekopie"),
    # Not just the last byte: that may lie in a page that holds nothing, and then nothing is missing.
    "cut inside a page": (_cut(lambda size: size * 3 // 4 - 1), "is beschadigd", "reservekopie"),
    "nothing in it": (_cut(lambda size: 0), "ibtui.db is leeg", "Laat het bestand staan"),
    "random bytes": (_holds("ibtui.db", os.urandom(300_000)), "is beschadigd", "reservekopie"),
    "not encrypted": (_not_encrypted, "is beschadigd of hoort niet bij deze sleutel", "reservekopie"),
    "key of another school": (_key_of_another_school, "hoort niet bij deze sleutel", "reservekopie"),
    "garbled keys": (_holds("sleutels.json", b"\xff\x00{"), "is beschadigd", "uit dezelfde back-up"),
    "empty keys": (_holds("sleutels.json", b""), "is beschadigd", "uit dezelfde back-up"),
    "keys are a folder": (_a_folder("sleutels.json"), "kan niet worden gelezen", "mag lezen"),
    "database is a folder": (
        _a_folder("ibtui.db"),
        "Je mag niet bij het bestand ibtui.db",
        "Vraag de beheerder",
    ),
    "home is a file": (_becomes_a_file, "Dit is geen map", "Kies met IBTUI_HOME"),
    "home is a dead link": (_becomes_a_dead_link, "Dit is geen map", "Kies met IBTUI_HOME"),
    "config: syntax": (_holds("ibtui.toml", b"mouse = = 3\n"), "klopt niet bij regel 1", "mouse = true"),
    "config: name": (
        _holds("ibtui.toml", b"mous = true\n"),
        "onbekende instelling: mous",
        "Bedoel je mouse?",
    ),
    "config: value": (_holds("ibtui.toml", b"mouse = 'ja'\n"), "verkeerde waarde bij mouse", "true of false"),
    "config: Latin-1": (_holds("ibtui.toml", b"exports = '\xe9'\n"), "geen UTF-8 (regel 1)", "als UTF-8"),
    "config: a folder": (_a_folder("ibtui.toml"), "kan niet worden gelezen", "gewoon bestand"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_school_says_what_is_wrong_and_stays_as_it_is(
    case: str, school: Path, environment: Environment
) -> None:
    spoil, what, to_do = BROKEN[case]
    spoil(school)
    before = _contents(school)
    done = _command(environment, "week")
    assert (done.returncode, done.stdout) == (1, "")
    assert what in done.stderr
    assert to_do in done.stderr
    assert done.stderr.count("\n") == 1, "one line, no traceback"
    assert _contents(school) == before


def _contents(school: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(school.glob("*")) if path.is_file()}


@pytest.mark.parametrize("case", ["no database", "half a database", "garbled keys", "home is a file"])
def test_the_app_says_it_too(case: str, school: Path, environment: Environment) -> None:
    spoil, what, _ = BROKEN[case]
    spoil(school)
    with Terminal([IBTUI], env=environment) as at_once:
        _ends_well(at_once, 1)
        assert what in at_once.output.decode()
    if case.startswith("home"):
        return
    del environment["IBTUI_PASSPHRASE_FILE"]
    with Terminal([IBTUI], env=environment) as asked:
        asked.sees("Je wachtwoord").type("oefenen\n").sees(what)
        _ends_well(asked.press("escape"))


def test_a_bad_block_where_nobody_reads_is_found_soon(school: Path, environment: Environment) -> None:
    """Looking at every page takes a second in ten years, so the app does it after its first screen stands."""
    _bad_block_where_nobody_reads(school)
    with Terminal([IBTUI], env=environment) as terminal:
        terminal.sees("Nog te doen")
        _ends_well(terminal, 1)
        assert "is beschadigd. Laat het bestand staan" in terminal.output.decode()
    assert _command(environment, "controle").returncode == 1


def _as_somebody_with_rights_to_mind() -> list[str]:
    """What to put before a command so that file modes count, for root too."""
    if os.geteuid() != 0:
        return []
    rights = "-dac_override,-dac_read_search"
    return [need("setpriv"), "--bounding-set", rights, "--inh-caps", rights]


@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [
        (".", 0o000, "Je mag niet kijken in de map"),
        (".", 0o500, "kan niet worden geschreven"),
        ("ibtui.db", 0o000, "Je mag niet bij het bestand ibtui.db"),
        ("sleutels.json", 0o000, "Kijk of je het bestand mag lezen"),
    ],
)
def test_a_school_that_is_not_ours_to_open(
    school: Path, environment: Environment, name: str, mode: int, words: str
) -> None:
    (school / name).chmod(mode)
    with Terminal([*_as_somebody_with_rights_to_mind(), IBTUI], env=environment) as term:
        _ends_well(term, 1)
        assert words in term.output.decode().replace("\r\n", "")
    school.chmod(0o700)


def test_a_database_that_can_only_be_read_shows_all_and_says_what_it_cannot(
    school: Path, environment: Environment
) -> None:
    (school / "ibtui.db").chmod(0o400)
    with Terminal([*_as_somebody_with_rights_to_mind(), IBTUI], env=environment) as term:
        term.sees("Nog te doen").press("x").sees("kunnen alleen worden gelezen")
        term.press("v").type("dit blijft staan\n").sees("dit blijft staan", "alleen worden gelezen")
        _ends_well(term.press("escape").wait_gone("Vang").press("q"))


def test_a_read_only_disk(made: Path, small_disk: Path, environment: Environment) -> None:
    shutil.copytree(made, small_disk / "school")
    subprocess.run([need("mount"), "-o", "remount,ro", str(small_disk)], check=True)
    there = {**environment, "IBTUI_HOME": str(small_disk / "school")}
    done = _command(there, "notitie", "x")
    assert done.returncode == 1
    assert f"In {small_disk / 'school'} kan niet worden geschreven." in done.stderr
    done = _command(environment, "demo", "--map", str(small_disk / "nieuw"), "--alleen-maken")
    assert done.returncode == 1
    assert "kan niet worden gemaakt: dat mag daar niet. Kies een andere map" in done.stderr


# ── a full disk ────────────────────────────────────────────────────────────────
def test_typing_on_a_full_disk(made: Path, small_disk: Path, environment: Environment) -> None:
    """It says so, keeps the text on the screen, and saves it when there is room again."""
    environment["IBTUI_HOME"] = str(shutil.copytree(made, small_disk / "school"))
    with _editor(environment) as term:
        term.type("- voor de volle schijf").sees("- voor de volle schijf", "bewaard")
        filler = _fill(small_disk)
        term.type(" en erna").sees("NIET BEWAARD", "De schijf is vol", "en erna")
        term.press("ctrl+q").sees("Niet alles is bewaard. Ga met Esc terug")
        term.press("escape").sees("Je tekst is nog niet bewaard").press("m").sees("de schijf is vol")
        filler.unlink()
        term.sees("Alles is weer bewaard", "en erna").wait_gone("NIET BEWAARD")
        _fill(small_disk)
        term.type(" en dan de stroom").sees("NIET BEWAARD").signal(signal.SIGTERM)
        _ends_well(term, 128 + signal.SIGTERM)
        assert "kon niet worden bewaard. Kijk of de schijf vol is" in term.after_the_app()
    filler.unlink()
    assert "- voor de volle schijf en erna" in _minutes(environment)


def test_everything_else_on_a_full_disk(made: Path, small_disk: Path, environment: Environment) -> None:
    environment["IBTUI_HOME"] = str(shutil.copytree(made, small_disk / "school"))
    exports = small_disk / "school" / "exports"
    _talk_with_parents(environment)
    with _week(environment) as term:
        filler = _fill(small_disk)
        term.press("n").sees("plaats").press(*["tab"] * 6).type("lokaal 4").press("ctrl+s").sees("lokaal 4")
        _says(term, "De schijf is vol, dit is niet bewaard. Maak ruimte vrij en probeer het opnieuw.")
        term.press("escape").sees("nog niet bewaard").press("w").sees("Nog te doen")
        term.press("v").type("#sam slaapt slecht\n").sees("De schijf is vol", "#sam slaapt slecht")
        term.press("escape").wait_gone("Vang").press("x").sees("De schijf is vol", "Maak ruimte vrij")
        _choose(term.press("4").sees("Concepten"), "oudergesprek").press("ctrl+e").sees("ouders").press("o")
        term.sees("Niets gevonden").press("w")
        _says(term, "De schijf is vol, dit is niet bewaard. Maak ruimte vrij en probeer het opnieuw.")
        assert not list(exports.glob("*"))
        for words in (["notitie", "x"], ["verslag", "-", "--leerling", "roos", "--soort", "telefoon"]):
            done = _command(environment, *words, typed="tekst\n")
            assert (done.returncode, done.stderr.count("\n")) == (1, 1)
            assert "De schijf is vol" in done.stderr
        filler.unlink()
        term.press("1").sees("Nog te doen").press("v").sees("#sam slaapt slecht").press("enter")
        _ends_well(term.sees("Bewaard als").press("q"))


def test_starting_on_a_full_disk_leaves_nothing_and_can_be_done_again(
    small_disk: Path, environment: Environment
) -> None:
    filler = _fill(small_disk)
    done = _command(environment, "demo", "--map", str(small_disk / "oefenen"), "--alleen-maken")
    assert done.returncode == 1
    assert " is vol. Maak ruimte vrij" in done.stderr
    environment["IBTUI_HOME"] = str(small_disk / "nieuw")
    del environment["IBTUI_PASSPHRASE_FILE"]
    with Terminal([IBTUI], env=environment) as term:
        term.sees("naam van de school").type("De Linde\nMarit\ndi\n")
        term.type("vier losse woorden hier\nvier losse woorden hier").press("ctrl+s")
        _says(term.sees("De Linde", "Marit"), "de schijf is vol. Maak ruimte vrij")
        assert not list(small_disk.rglob("*.db*")) + list(small_disk.rglob("*.json"))
        filler.unlink()
        term.press("ctrl+s").sees("Je school staat klaar").signal(signal.SIGTERM)
        _ends_well(term, 128 + signal.SIGTERM)
    with Terminal([IBTUI], env=environment) as again:
        again.sees("Je wachtwoord").type("vier losse woorden hier\n").sees("week")
        _ends_well(again.press("q"))


def test_a_disk_that_takes_no_more(school: Path, environment: Environment) -> None:
    """The same without a disk of our own: the kernel refuses to make a file larger."""
    with _editor(environment) as term:
        term.type("- eerst").sees("- eerst", "bewaard")
        _, most = resource.prlimit(term.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(term.pid, resource.RLIMIT_FSIZE, (0, most))
        term.type(" en toen").sees("NIET BEWAARD", "De schijf geeft een fout", "en toen")
        resource.prlimit(term.pid, resource.RLIMIT_FSIZE, (most, most))
        term.sees("Alles is weer bewaard")
        _ends_well(term.press("ctrl+q"))
    assert "- eerst en toen" in _minutes(environment)


def test_a_file_in_the_place_of_the_export_folder(school: Path, environment: Environment) -> None:
    _talk_with_parents(environment)
    (school / "exports").write_text("")
    with _week(environment) as term:
        _choose(term.press("4").sees("Concepten"), "oudergesprek").press("ctrl+e").sees("ouders").press("o")
        term.sees("Niets gevonden").press("w")
        _says(term, "er staat iets met die naam dat geen map is. Haal dat weg, of kies een andere map.")
        _ends_well(term.press("q"))


# ── the database goes while the app runs ───────────────────────────────────────
def test_a_database_that_goes_away_is_never_called_kept(school: Path, environment: Environment) -> None:
    database, elsewhere = school / "ibtui.db", school / "weg.db"
    with _editor(environment) as term:
        term.type("- eerst").sees("- eerst", "bewaard")
        database.rename(elsewhere)
        term.type(" en daarna").sees("NIET BEWAARD", "Het bestand ibtui.db is weg uit", "en daarna")
        elsewhere.rename(database)
        term.sees("Alles is weer bewaard").press("escape").sees("Nog te doen")
        shutil.copy(database, elsewhere)
        elsewhere.replace(database)
        _says(term.press("x"), "Er wordt niets bewaard. Sluit ibtui en start het opnieuw.")
        database.unlink()
        _says(term.press("x"), "Er wordt niets bewaard tot het daar weer staat. Zet het terug.")
        _ends_well(term.press("q"))
    assert not database.exists(), "nobody makes an empty one in its place"


# ── two sessions ───────────────────────────────────────────────────────────────
def test_two_sessions_on_one_school(school: Path, environment: Environment) -> None:
    with _week(environment) as one, _week(environment) as two:
        for term, place in ((one, "kamer een"), (two, "kamer twee")):
            term.press("e").sees("Gesprek wijzigen").press(*["tab"] * 6).type(place).sees(place)
        one.press("ctrl+s").sees("Gesprek gewijzigd")
        two.press("ctrl+s").sees("in een andere sessie veranderd. Er is niets bewaard.", "kamer twee")
        two.press("escape").sees("nog niet bewaard").press("w").sees("Nog te doen")

        one.press("a").sees("## Wat gaat er goed").type("- van een").sees("- van een", "bewaard")
        two.press("a").sees("Esc terug").press("ctrl+home", "down").sees("- van een")
        one.type(", en meer").sees("en meer")
        two.sees("- van een, en meer", "in een andere sessie is aan dit verslag geschreven")
        two.press("end").type(" van twee").sees("van twee", "bewaard")
        one.sees("van twee").press("home").type("en weer een ").sees("en weer een ")
        two.sees("en weer een", "van twee")
        _ends_well(one.press("ctrl+q"))
        _ends_well(two.press("ctrl+q"))
    text = _minutes(environment)
    assert "- van een, en meer" in text
    assert "van twee" in text
    assert "en weer een" in text


def test_a_second_demo_on_the_same_folder(school: Path, environment: Environment) -> None:
    words = [IBTUI, "demo", "--map", str(school)]
    with Terminal(words, env=environment) as one, Terminal(words, env=environment) as two:
        one.sees("Nog te doen").press("v").type("van de een\n").sees("Bewaard als")
        two.sees("Nog te doen").press("v").type("van de ander\n").sees("Bewaard als")
        one.sees("van de ander")
        _ends_well(one.press("q"))
        _ends_well(two.press("q"))
    done = _command(environment, "demo", "--map", str(school), "--alleen-maken")
    assert (done.returncode, done.stdout.strip()) == (0, str(school))


# ── signals ────────────────────────────────────────────────────────────────────
SCREENS: dict[str, tuple[list[str], str]] = {
    "week": ([], "Nog te doen"),
    "form": (["n", "tab", "tab", "tab", "tab", "9"], "tijd                   9"),
    "editor": (["a", "down", "z"], "z## Wat gaat er goed"),
    "picker": (["n", "tab", "r", "o"], "leerling(en)"),
    "question": (["n", "tab", "tab", "tab", "tab", "9", "escape"], "nog niet bewaard"),
    "help": (["?"], "Toetsen"),
    "search": (["/", "r", "o", "o", "s"], "Roos van Dijk"),
    "names": (["v", "#", "s", "a", "m"], "▸ Sam"),
    "quick line": (["v", "#", "s", "a", "m", " "], "over Sam"),
    "minutes": (["4"], "Concepten"),
    "concerns": (["2"], "zorgen"),
}
TYPED = ("names", "quick line")
"""Where a half-typed vangregel is, which is kept."""
SIGNALS = cycle([signal.SIGTERM, signal.SIGHUP, signal.SIGINT])


@pytest.mark.parametrize(("screen", "number"), list(zip(SCREENS, SIGNALS, strict=False)))
def test_a_kill_on_any_screen(school: Path, environment: Environment, screen: str, number: int) -> None:
    keys, seen = SCREENS[screen]
    with _week(environment) as term:
        term.press(*keys).sees(seen).signal(number)
        _ends_well(term, 128 + number)
        said = term.after_the_app()
        assert ("Je vangregel staat op slot in een noodkopie" in said) if screen in TYPED else said == ""
    if screen == "editor":
        assert "z## Wat gaat er goed" in _minutes(environment)


def test_a_kill_before_there_is_a_school(tmp_path: Path, environment: Environment) -> None:
    with Terminal([IBTUI], env=environment) as term:
        term.sees("naam van de school").type("De Linde").sees("De Linde").signal(signal.SIGHUP)
        _ends_well(term, 128 + signal.SIGHUP)
    assert not (tmp_path / "school").exists()


def test_a_kill_at_the_door(school: Path, environment: Environment) -> None:
    del environment["IBTUI_PASSPHRASE_FILE"]
    with Terminal([IBTUI], env=environment) as term:
        term.sees("Je wachtwoord").type("geheim").sees("••••••").signal(signal.SIGTERM)
        _ends_well(term, 128 + signal.SIGTERM)
        assert b"geheim" not in term.output


def _is_stopped(term: Terminal) -> None:
    state = Path(f"/proc/{term.pid}/status")
    term.wait_until(lambda: "T (stopped)" in state.read_text(), "it doesn't stop")


def test_a_stop_gives_the_terminal_back_and_goes_on(school: Path, environment: Environment) -> None:
    with _editor(environment) as term:
        term.type("- voor de pauze").sees("- voor de pauze", "bewaard").signal(signal.SIGTSTP)
        _is_stopped(term)
        assert term.in_order()
        term.signal(signal.SIGCONT).sees("- voor de pauze").type(" en erna").sees("en erna")
        # A stop that nobody told us of: the terminal was never given back, so it isn't taken again.
        term.signal(signal.SIGSTOP).signal(signal.SIGCONT).type(", echt").sees("en erna, echt")
        _ends_well(term.press("ctrl+q"))
    assert "- voor de pauze en erna, echt" in _minutes(environment)


def test_to_the_background_and_to_the_front_again(school: Path, environment: Environment) -> None:
    shell = ["bash", "--norc", "--noprofile", "-i"]
    with Terminal(shell, {**environment, "PS1": "klaar$ "}) as term:
        term.sees("klaar$").type(f"{IBTUI}\n").sees("Nog te doen").press("a").sees("## Wat gaat er goed")
        (pid,) = Path(f"/proc/{term.pid}/task/{term.pid}/children").read_text().split()
        state = Path(f"/proc/{pid}/status")
        term.type("- voor de pauze").sees("- voor de pauze", "bewaard")
        os.kill(int(pid), signal.SIGTSTP)
        term.sees("Stopped").type("clear; bg\n").sees("&")
        term.wait_until(lambda: "T (stopped)" in state.read_text(), "it doesn't stop again")
        term.resize(90, 24).type("clear; fg\n").sees("- voor de pauze").type(" en erna").sees(
            "en erna", "bewaard"
        )
        term.press("ctrl+q").sees("klaar$").type("echo $?\n").sees("0")
    assert "- voor de pauze en erna" in _minutes(environment)


def test_a_line_that_drops_while_stopped(school: Path, environment: Environment) -> None:
    with _editor(environment) as term:
        term.type("- weg is weg").sees("- weg is weg").signal(signal.SIGTSTP)
        _is_stopped(term)
        assert term.hang_up().exit_code(reading=False) == 128 + signal.SIGHUP
    assert "- weg is weg" in _minutes(environment)


# ── what is typed ──────────────────────────────────────────────────────────────
def test_bytes_of_another_alphabet(school: Path, environment: Environment) -> None:
    with _editor(environment) as term:
        term.send_bytes(b"- caf\xe9 na\xefef \x80 ").sees("café naïef €", "bewaard").press("escape")
        term.sees("Nog te doen").press("n").sees("plaats").press(*["tab"] * 6)
        term.send_bytes(b"lokaal \xe9\xe9n \xff\xfe.").sees("lokaal één ÿþ.").press("ctrl+s")
        _ends_well(term.sees("Gesprek toegevoegd").press("q"))


def test_a_paste_of_100_000_signs(school: Path, environment: Environment) -> None:
    with _editor(environment) as term:
        term.paste("\n".join(f"regel {number:05} van een lange tekst" for number in range(2900)))
        term.sees("regel 02899", "bewaard", seconds=30)
        term.paste("z" * 110_000).sees("Dat past er niet bij: in een verslag passen 200.000 tekens.")
        term.press("escape").sees("Nog te doen").press("n").sees("plaats").press(*["tab"] * 6)
        term.paste("é" * 100_000).sees("ééé").press("ctrl+s").sees(
            "Deze tekst is te lang: 100.000 tekens", "ééé"
        )
        term.press("escape").sees("nog niet bewaard").press("w").sees("Nog te doen")
        term.press("v").paste("x" * 100_000).sees("xxx").press("enter").sees("Deze tekst is te lang", "xxx")
        term.press("escape").wait_gone("xxx").press("/").paste("q" * 100_000).sees("Niets gevonden")
        _ends_well(term.press("escape").wait_gone("qqq").press("q"))


def test_an_answer_typed_ahead_goes_to_its_own_field(environment: Environment) -> None:
    """Enter goes to the next field before the letters after it, however fast they come."""
    with Terminal([IBTUI], env=environment) as term:
        term.sees("naam van de school").type("De Linde\nMarit\ndi\nvier losse woorden hier")
        term.sees("school *   De Linde ", "jouw naam *            Marit ", "= dinsdag", "= sterk genoeg")


# ── odd terminals ──────────────────────────────────────────────────────────────
@pytest.mark.parametrize("size", [(40, 10), (1, 1), (300, 100)])
def test_a_window_of_any_size(school: Path, environment: Environment, size: tuple[int, int]) -> None:
    with Terminal([IBTUI], env=environment, size=size) as term:
        if size == (40, 10):
            term.sees("Dit venster is te klein (40 × 10)", "80 × 24 is genoeg")
        else:
            term.wait_until(lambda: b"\x1b[?1049h" in term.output, "it doesn't start")
        _ends_well(term.resize(80, 24).sees("Nog te doen").press("q"))


def test_a_storm_of_sizes(school: Path, environment: Environment) -> None:
    sizes = [(columns, lines) for columns in (1, 200, 40, 60, 79, 120) for lines in (1, 50, 10, 24)]
    with _editor(environment) as term:
        term.type("- voor de storm").sees("- voor de storm", "bewaard")
        for size in sizes * 2:
            term.resize(*size)
        term.resize(80, 24).sees("- voor de storm").type(" en erna").sees("- voor de storm en erna")
        term.press("escape").sees("Nog te doen").press("n").sees("plaats").press(*["tab"] * 6).type(
            "lokaal 4"
        )
        for size in sizes:
            term.resize(*size)
        term.resize(80, 24).sees("plaats                 lokaal 4").press("ctrl+s").sees("Gesprek toegevoegd")
        _ends_well(term.press("q"))


@pytest.mark.parametrize(
    "odd",
    [
        {"TERM": "dumb"},
        {"TERM": ""},
        {"TERM": "linux", "LC_ALL": "POSIX"},
        {"TERM": "vt100", "NO_COLOR": "1", "LANG": "C"},
        {"TERM": "bestaat-niet", "LC_ALL": "nl_NL.ISO-8859-1"},
    ],
    ids=lambda odd: " ".join(odd.values()) or "no TERM",
)
def test_an_odd_terminal(school: Path, environment: Environment, odd: Environment) -> None:
    with _week({**environment, **odd}) as term:
        term.press("v").type("#hanaë is één geworden").sees("#hanaë is één geworden", "over Hanaë")
        _ends_well(term.press("enter").sees("Bewaard als").press("q"))


def test_no_terminal_at_all(school: Path, environment: Environment) -> None:
    for words in ([], ["demo"]):
        done = _command(environment, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert "De app heeft een terminal nodig. Start ibtui in een terminal" in done.stderr


def test_a_reader_that_leaves(school: Path, environment: Environment) -> None:
    """`ibtui verslagen | head -1`: no error, and nothing on stderr."""
    with subprocess.Popen(
        [IBTUI, "verslagen", "--json"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0
