"""Every door by which something comes in, walked through with words that stand nowhere else."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from faults.marks import mark
from faults.school import PROGRAM
from faults.traced import command
from tests.terminal.driver import Terminal


@dataclass(slots=True)
class Place:
    """A computer of its own for one user: every folder that a program may write in lies under `root`."""

    root: Path
    trace: Path | None = None
    """Where to keep all that the program writes; None: it isn't watched."""
    through: list[str] = field(default_factory=list)
    """A command that starts the program."""
    recovery: str = ""
    """The recovery key, as the screen showed it."""
    looks: int = 0
    seen: bytes = b""
    """What the system told everybody about the processes: their command lines and their environments."""
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def school(self) -> Path:
        return self.root / "huis" / "ib"

    def make(self) -> Place:
        """Make the folders."""
        for name in ("huis", "tmp", "xdg", "run", "hier"):
            (self.root / name).mkdir(mode=0o700)
        return self

    def environment(self) -> dict[str, str]:
        """What the program gets to see."""
        code = os.environ.get("FAULTS_CODE")
        xdg = {
            f"XDG_{name}_HOME": str(self.root / "xdg" / name) for name in ("CACHE", "CONFIG", "DATA", "STATE")
        }
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "HOME": str(self.root / "huis"),
            "TMPDIR": str(self.root / "tmp"),
            "XDG_RUNTIME_DIR": str(self.root / "run"),
            "IBTUI_HOME": str(self.school),
            **xdg,
            **({"PYTHONPATH": code} if code else {}),
        }

    def start(self, *words: str, traced: bool = True) -> Terminal:
        """The program in a terminal."""
        argv = [*self.through, str(PROGRAM), *words]
        if traced and self.trace is not None:
            argv = command(self.trace.with_name(f"{self.trace.name}-{next(self._numbers)}"), *argv)
        return Terminal(argv, self.environment(), (100, 32), cwd=self.root / "hier")

    def traces(self) -> list[Path]:
        """What was kept since the last time that it was removed."""
        return [] if self.trace is None else sorted(self.trace.parent.glob(f"{self.trace.name}-*"))

    def kill(self, pid: int, number: int = signal.SIGKILL) -> None:
        """kill -9, or another signal: the program, not the one that watches it."""
        for one in [*_children(pid)] or [pid]:
            with suppress(ProcessLookupError):
                os.kill(one, number)

    def look(self, pid: int) -> None:
        """What anybody may read about this process and its children."""
        self.looks += 1
        for number in (pid, *_children(pid)):
            if _is_tool(number):
                continue
            for name in ("cmdline", "environ"):
                try:
                    self.seen += Path(f"/proc/{number}/{name}").read_bytes() + b"\n"
                except OSError:
                    continue


def _is_tool(pid: int) -> bool:
    """Whether this is the one that watches the program: it was given the same command line."""
    try:
        return Path(f"/proc/{pid}/exe").resolve().name == "strace"
    except OSError:
        return True


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    found = [int(word) for word in told.split()]
    return [*found, *(below for one in found for below in _children(one))]


PASSPHRASE = mark("wachtwoord een")
SECOND = mark("wachtwoord twee")
WRONG = mark("verkeerd getypt")


def first_start(place: Place) -> None:
    """The wizard: a school, a name, a passphrase; the recovery key comes on the screen."""
    with place.start() as term:
        term.sees("een nieuwe school", seconds=30)
        term.type(f"{mark('school')}\t{mark('ibnaam')} Hof\tma, di, wo, do, vr\t{PASSPHRASE}\t{PASSPHRASE}")
        place.look(term.pid)
        term.press("ctrl+s").sees("je herstelsleutel", seconds=20)
        term.wait_until(lambda: len(_recovery(term).split("-")) == 9, "the recovery key doesn't appear")
        place.recovery = _recovery(term)
        term.press("enter").type(place.recovery[-6:].replace("-", "")).press("enter").sees(
            "Nog te doen", seconds=20
        )
        term.press("q").exit_code()


def _recovery(term: Terminal) -> str:
    text = " ".join(line.strip() for line in term.screen())
    groups = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}\b(?= - )|(?<= - )[0-9A-HJKMNP-TV-Z]{1,4}\b", text)
    return "-".join(groups)


def unlocked(place: Place) -> Terminal:
    """The app, with the week shown."""
    term = place.start()
    return term.sees("Je wachtwoord", seconds=30).type(f"{PASSPHRASE}\n").sees("Nog te doen", seconds=20)


def forms(place: Place) -> None:
    """A group, a pupil, a conversation, a concern and an agency, each by its form."""
    with unlocked(place) as term:
        term.press("0").sees("Zo begin je").press("n").sees("Wat wil je").press("g").sees("Nieuwe groep")
        term.type("5a").press("ctrl+s").sees("Groep toegevoegd")
        term.press("n").sees("Wat wil je").press("l").sees("Nieuwe leerling")
        term.type(f"{mark('kind')} {mark('achternaam')}\t\t\t\t{mark('ook')}").press("ctrl+s").sees(
            "Leerling toegevoegd"
        )
        term.press("1").sees("Nog te doen").press("n").sees("Nieuw gesprek")
        term.type(f"\t\t\t\t\t\t{mark('plaats')}\t{mark('doel')}").press("ctrl+s").sees(mark("plaats"))
        term.press("2").sees("Zorgen").press("n").sees("Nieuwe zorg")
        term.type(f"{mark('kind')}").press("enter").type(f"\t\t{mark('zorg')}\t\t\t\t\t{mark('hulpvraag')}")
        term.press("ctrl+s").sees(mark("zorg"))
        term.press("3").press("n").sees("Nieuwe instantie")
        term.type(
            f"{mark('instantie')}\tlogopedie\t{mark('regio')}\t06 12345678\tx@example.org\t{mark('kaart')}"
        )
        term.press("ctrl+s").sees(mark("instantie"))
        place.look(term.pid)
        term.press("q").exit_code()


def writing(place: Place) -> None:
    """The editor, the vangregel, search, and the lock with a wrong passphrase."""
    with unlocked(place) as term:
        term.press("a").sees("bewaard", seconds=20).press("ctrl+end")
        term.type(
            f"\n- {mark('verslag')} zegt iets\n! {mark('wie')}: {mark('afspraak')} > vr\n% {mark('prive')}\n"
        )
        term.sees(mark("prive"), "bewaard").press("escape").sees("Nog te doen")
        term.press("v").type(f"#{mark('kind')} {mark('vang')} !{mark('belofte')} > di\n").sees(
            "Bewaard", "Nog te doen"
        )
        term.press("/").type(mark("verslag")).sees(mark("verslag")).press("escape")
        term.press("v").type(mark("nietbewaard")).press("escape")
        term.sees("Nog te doen").press("L").sees("wachtwoord").type(f"{WRONG}\n").sees(
            "past niet", seconds=20
        )
        place.look(term.pid)
        _go_on(term).press("q").exit_code()


def hung_up(place: Place) -> None:
    """The line drops while a vangregel is typed: it lies in an emergency copy, and is offered at the next start."""
    with unlocked(place) as term:
        term.press("v").type(mark("opgehangen")).sees(mark("opgehangen"))
        place.kill(term.pid, signal.SIGHUP)
        term.exit_code()
    with unlocked(place) as term:
        term.sees(mark("opgehangen")).press("v").sees("Enter bewaart").press("enter").sees("Bewaard als")
        term.press("q").exit_code()


def _go_on(term: Terminal) -> Terminal:
    """Past the lock after a wrong passphrase, which makes wait: Enter doesn't help before that is over."""
    term.type(PASSPHRASE)
    for _ in range(30):
        with suppress(AssertionError):
            return term.press("enter").sees("Nog te doen", seconds=1)
    return term.sees("Nog te doen", seconds=1)


def _asked(place: Place, *words: str, answers: tuple[tuple[str, str], ...] = (), then: str = "") -> str:
    """A command in a terminal: wait for each question and type its answer. What it said at the end."""
    with place.start(*words) as term:
        for question, answer in answers:
            term.sees(question, seconds=30)
            place.look(term.pid)
            term.type(f"{answer}\n").wait_gone("nooit op het scherm", 0.1)
        if then:
            term.sees(then, seconds=60)
        code = term.exit_code(60)
        said = "\n".join(line for line in term.screen() if line)
    if code:
        raise AssertionError(f"ibtui {words[0]} ends with {code}:\n{said}")
    return said


def shell(place: Place, elsewhere: Path) -> None:
    """Notes and minutes from the shell. `elsewhere`: a folder that isn't searched, for what the user typed herself."""
    own = (("Wachtwoord", PASSPHRASE),)
    _asked(place, "notitie", f"#{mark('kind')} {mark('opdrachtregel')} !{mark('bellen')} > di", answers=own)
    _asked(place, "notitie", answers=(("Vangregel", f"#{mark('kind')} {mark('gevraagd')}"), *own))
    typed = elsewhere / "verslag.txt"
    typed.write_text(f"## Gesprek\n{mark('shellverslag')}\n! {mark('shellwie')}: {mark('shelldoet')} > vr\n")
    said = _asked(
        place, "verslag", str(typed), "--leerling", mark("kind"), "--soort", "telefoon", answers=own
    )
    number = said.split()[-1]
    _asked(place, "zorgen", answers=own)
    _asked(place, "exporteer", number, "--voor", "dossier", answers=own)


def keys(place: Place) -> None:
    """A slot for a colleague, another passphrase, another recovery key, and everything under a new key."""
    own = ("Wachtwoord", PASSPHRASE)
    new = (("Nieuw wachtwoord", SECOND), ("Nog een keer", SECOND))
    _asked(place, "sleutel", "nieuw", "Bea", answers=(own, *new))
    said = _asked(place, "sleutel", "herstel", answers=(own,))
    found = re.search(r"(?:[0-9A-Z]{4}-){8}[0-9A-Z]", said)
    place.recovery += f" {found.group()}" if found else ""
    third = mark("wachtwoord drie")
    _asked(
        place, "sleutel", "wachtwoord", answers=(
            ("Je wachtwoord van nu", PASSPHRASE), ("Nieuw wachtwoord", third), ("Nog een keer", third)),
    )  # fmt: skip
    _asked(place, "sleutel", "wachtwoord", answers=(
        ("Je wachtwoord van nu", third), ("Nieuw wachtwoord", PASSPHRASE), ("Nog een keer", PASSPHRASE)))  # fmt: skip
    _asked(place, "sleutel", "lijst")


def copies(place: Place) -> None:
    """A backup, everything under a new key, and the backup put back."""
    own = ("Wachtwoord", PASSPHRASE)
    _asked(place, "backup", answers=(own,))
    made = max(
        (place.school / "reservekopieën").glob("ibtui-*.ibtui")
    )  # leaving the app may have made one too
    kept = made.rename(made.with_name("ibtui-2026-01-02-0304.ibtui"))
    _asked(place, "sleutel", "vernieuw", answers=(own, ("Typ vernieuw", "vernieuw"), ("Typ ja", "nee")))
    _asked(place, "herstel", str(kept), answers=(own, ("Typ ", "terugzetten")))
    _asked(place, "controle", answers=(own,))
    _asked(place, "logboek", answers=(own,))


def killed_command(place: Place, after: float, *words: str) -> None:
    """A command, killed so many seconds after it got all that it asked."""
    with place.start(*words) as term:
        term.sees("Wachtwoord", seconds=30).type(f"{PASSPHRASE}\n")
        if words[0] == "sleutel":
            term.sees("Typ vernieuw", seconds=30).type("vernieuw\n")
        end = time.monotonic() + after
        with suppress(AssertionError):  # it may be done sooner
            term.wait_until(lambda: time.monotonic() > end, "it has ended")
        place.kill(term.pid)
        term.exit_code()
