"""A command of the shell is there at once: it loads what it needs, and never the app."""

import subprocess
import sys

from ibtui.shell.arguments import build_parser
from tests.shell.conftest import Done, Shell

TYPED = {
    "week": "--json",
    "afspraken": "--json",
    "zorgen": "--json",
    "instanties": "--json",
    "verslagen": "--json",
    "notitie": "een losse gedachte",
    "verslag": "geen-bestand.txt --leerling noa --soort oudergesprek",
    "exporteer": "1 --controle --json",
    "exports": "--json",
    "inzage": "niemandhier",
    "overdracht": "",
    "bewaarlijst": "--json",
    "vergeet": "niemandhier --alleen-kijken",
    "agenda": "--json",
    "sjabloon": "",
    "scholen": "--json",
    "sleutel": "lijst --json",
    "backup": "--lijst --json",
    "herstel": "geen-bestand.ibtui --alleen-kijken",
    "controle": "--json",
    "logboek": "--json",
}
"""Each command, and something to type behind it; the app itself is in `demo`."""
APART = {"demo"}

_TELL = """
import sys
from ibtui.cli import main
found = {}
for line in sys.stdin.read().splitlines():
    main(line.split())
    rooms = {name.partition(".")[0] for name in sys.modules}
    print(line.split()[0], *sorted(rooms), sep=" ", file=sys.stderr)
"""
_PROGRAM = "from ibtui.__main__ import run; run()"


def python(shell: Shell, code: str, *words: str, stdin: str = "", **env: str | None) -> Done:
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        input=stdin,
        capture_output=True,
        text=True,
        env=shell.environment(**env),
        timeout=100,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def loaded(shell: Shell, code: str) -> set[str]:
    done = python(shell, f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)")
    assert done.code == 0, done
    return set(done.err.splitlines()[-1].split())


def test_every_command_is_tried_here() -> None:
    subparsers = build_parser()._subparsers
    assert subparsers is not None
    choices = subparsers._group_actions[0].choices
    assert choices is not None
    assert {*TYPED, *APART} == set(choices)


def test_no_command_loads_textual(shell: Shell) -> None:
    # In one run, and without a second school: what one of them loads is there for those after it.
    typed = "\n".join(f"{command} {rest}" for command, rest in TYPED.items())
    done = python(shell, _TELL, stdin=typed, IBTUI_EXPORTS=str(shell.folder / "uit"))
    told = [line.split() for line in done.err.splitlines() if line.split()[0] in TYPED]
    assert [words[0] for words in told] == list(TYPED), done.err
    assert [words[0] for words in told if {"textual", "watchfiles"} & set(words)] == []


def test_a_list_waits_for_no_more_than_the_list(reader: Shell) -> None:
    found = loaded(reader, "from ibtui.cli import main; main(['week'])")
    assert found.isdisjoint({"rich.console", "docx", "babel", "playhouse.migrations", "zipfile"})
    rooms = {name.rpartition(".")[2] for name in found if name.startswith("ibtui.store.models.")}
    assert rooms == {"base", "school", "talks"}


def test_the_key_is_derived_before_the_database_is_loaded(reader: Shell) -> None:
    found = loaded(reader, "import ibtui.shell.lists, ibtui.shell.opening, ibtui.store.unlocking")
    assert found.isdisjoint({"peewee", "sqlcipher3", "playhouse"})


def test_the_version_takes_next_to_nothing(nowhere: Shell) -> None:
    at_once = loaded(nowhere, "")
    by_us = loaded(nowhere, "import ibtui.__main__") - at_once
    assert by_us <= {"ibtui", "ibtui.__main__", "gc"}
    done = python(nowhere, _PROGRAM, "--version")
    assert (done.code, done.out, done.err) == (0, nowhere("--version").out, "")


def test_the_process_ends_with_the_code_of_the_command(nowhere: Shell) -> None:
    assert [nowhere(*line.split()).code for line in ("--version", "--help", "week", "onzin")] == [0, 0, 1, 2]


def test_a_thread_that_still_works_is_waited_for(nowhere: Shell) -> None:
    works = (
        "import threading; threading.Thread(target=lambda: (go.wait(), print('klaar', flush=True))).start()"
    )
    code = f"import threading; go = threading.Event()\n{works}\nfrom ibtui import __main__\n"
    letting = "threading.Thread(target=go.set, daemon=True).start()\n"
    done = python(nowhere, f"{code}{letting}__main__.leave(3)")
    assert (done.code, done.out) == (3, "klaar\n")


def test_what_was_printed_before_a_command_failed_is_not_lost(nowhere: Shell) -> None:
    """The process ends without Python's own tidying up; a pipe gets its lines all the same."""
    half = (
        "from ibtui import cli, errors; from ibtui.__main__ import run\n"
        "def fail(_argv): print('de eerste regel'); raise errors.BadInput('dat kan niet')\n"
        "cli._run = fail; run()"
    )
    done = python(nowhere, half, PYTHONUNBUFFERED=None)
    assert (done.code, done.out, done.err) == (2, "de eerste regel\n", "ibtui: dat kan niet.\n")
