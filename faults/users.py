"""Two real users of the system on one school, and a third who has no business there. Only root can try this."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from faults.result import Options, Result, spread
from faults.school import PROGRAM, ROOT
from faults.watched import Watched
from tests.terminal.driver import Terminal

NOTES = 6
"""How many notes each of the two writes by the shell, at the same time."""
LOOKS = 20
"""How often a change of one has to appear for the other."""
SOON = 1.0
"""Seconds in which it must."""
_MARK = "merkteken"


class NotHere(Exception):
    """It can't be tried on this machine; the text says why."""


@dataclass(frozen=True, slots=True)
class User:
    """A user of the system, with a home folder and a file with a passphrase of her own."""

    name: str
    place: Path
    through: tuple[str, ...]
    """What is typed before a command, to have it run by this user."""
    school: Path

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.place),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.environ.get("FAULTS_CODE", str(ROOT)),
            "IBTUI_HOME": str(self.school),
            "IBTUI_PASSPHRASE_FILE": str(self.place / "wachtwoord"),
        }

    def runs(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.through, *command], env=self.environment(), capture_output=True, text=True, timeout=90,
            start_new_session=True,
        )  # fmt: skip

    def ibtui(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.runs(str(PROGRAM), *arguments)

    def asks(self, what: str, *arguments: str) -> str:
        """A question to the store, by this user (see `_ASK`)."""
        done = self.runs(sys.executable, "-c", _ASK, what, *arguments)
        if done.returncode:
            raise AssertionError(f"{what} by {self.name}: {done.stderr.strip().splitlines()[-1:]}")
        return done.stdout.strip()

    def app(self) -> Watched:
        term = Watched([*self.through, str(PROGRAM)], self.environment())
        try:
            term.sees("Week", seconds=60)
        except BaseException:
            term.close()
            raise
        return term


_ASK = """
import os, sys
from pathlib import Path
from ibtui import settings
from ibtui.store import database, home, key_slots, pupils, schools, search
from ibtui.shell.opening import passphrase_from_environment as passphrase
from ibtui.secret import Secret
what, rest = sys.argv[1], sys.argv[2:]
place = settings.home(os.environ)
if what == "make":
    home.create_home(place, passphrase(), label="Anna", invented=True)
    school = schools.set_up("OEFENSCHOOL De Proef", "Anna Oefen", range(5), practice=True, today=database.today())
    pupils.add_pupil(school.id, pupils.PupilDraft("Roos", "van", "Oefen"), database.today())
else:
    home.open_home(place, passphrase())
if what == "add":
    secret = Secret(sys.stdin.read() if rest[1:] == ["-"] else rest[1])
    print(key_slots.add(place, home.key_of(place), "Bea", rest[0], secret).number)
if what == "revoke":
    key_slots.revoke(place, int(rest[0]))
if what == "find":
    print(len(search.find(schools.current().id, rest[0])))
database.close_store()
"""


def part(options: Options) -> list[Result]:
    """The whole part."""
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        try:
            with two_users(Path(folder)) as (anna, bea, stranger):
                return _all(anna, bea, stranger, options)
        except NotHere as error:
            return [Result("two system users work on one school", impossible=str(error))]


def _all(anna: User, bea: User, stranger: User, options: Options) -> list[Result]:
    anna.asks("make")
    slot = anna.asks("add", bea.name, (bea.place / "wachtwoord").read_text().strip())
    return [
        _both_write(anna, bea, options.runs or NOTES),
        _private(anna, bea),
        *_appears(anna, bea, options),
        _modes(anna, bea),
        third(stranger, anna.school),
        _revoked(anna, bea, slot),
    ]


# --- the promises ---


def _both_write(anna: User, bea: User, count: int) -> Result:
    """By the shell, at the same moment; each sees all of both, under the name of who wrote it."""
    result = Result(
        "two system users write on one school at the same time by the shell: nothing is lost", 2 * count
    )

    def write(one: tuple[User, int]) -> str:
        user, number = one
        done = user.ibtui("notitie", f"#roos {_MARK}{user.name}{number} !bel > di")
        return "" if done.returncode == 0 else f"{user.name} {number}: {done.stderr.strip()}"

    jobs = [(user, number) for number in range(count) for user in (anna, bea)]
    with ThreadPoolExecutor(2) as hands:
        result.failures = [wrong for wrong in hands.map(write, jobs) if wrong]
    for reader in (anna, bea):
        for writer, number in jobs:
            found = reader.asks("find", f"{_MARK}{writer.name}{number}") if number in (0, count - 1) else "1"
            if found == "0":
                result.failures.append(f"{reader.name} doesn't find note {number} of {writer.name}")
        rows = json.loads(reader.ibtui("afspraken", "--json").stdout or "[]")
        if len(rows) < 2 * count:
            result.failures.append(f"{reader.name} sees {len(rows)} of {2 * count} promises")
    seen = {line["who"] for line in json.loads(anna.ibtui("logboek", "--json").stdout or "[]")}
    if not {anna.name, bea.name} <= seen:
        result.failures.append(f"the log knows only {sorted(seen)}")
    return result


def _private(anna: User, bea: User) -> Result:
    """What one notes for herself isn't there for the other."""
    result = Result("a private note stays with the system user who wrote it")
    for writer, other in ((anna, bea), (bea, anna)):
        word = f"geheim{writer.name}"
        done = writer.ibtui("notitie", f"%#roos {word} slaapt slecht !bel {word} > di")
        if done.returncode:
            result.failures.append(f"{writer.name} can't write one: {done.stderr.strip()}")
        for reader, wanted in ((writer, True), (other, False)):
            result.runs += 1
            said = reader.asks("find", word) != "0"
            lists = [reader.ibtui(name, "--json").stdout for name in ("afspraken", "verslagen", "week")]
            if said is not wanted or (not wanted and any(word in text for text in lists)):
                result.failures.append(f"of {writer.name}, for {reader.name}: found {said}, wanted {wanted}")
    return result


def _appears(anna: User, bea: User, options: Options) -> list[Result]:
    """Both in the app: what one keeps stands on the other's screen."""
    count = min(options.runs, LOOKS) or LOOKS
    result = Result(f"both work in the app: a change of one appears for the other within {SOON:g} s")
    times: list[float] = []
    with ExitStack() as stack:
        terms = [stack.enter_context(user.app()) for user in (anna, bea)]
        for term in terms:
            term.press("6").sees("Afspraken")
        for number in range(count):
            writer, reader = terms[number % 2], terms[1 - number % 2]
            result.runs += 1
            try:
                times.append(_seconds_to_see(writer, reader, f"AA{_MARK}{number}"))
            except AssertionError as error:
                result.failures.append(f"change {number}: {error}")
            if times and times[-1] > SOON * options.slack:
                result.failures.append(f"change {number} came after {times[-1]:.2f} s")
    result.seen = [spread("from the Enter of one to the screen of the other", times)]
    return [result]


def _seconds_to_see(writer: Terminal, reader: Terminal, word: str) -> float:
    """From the moment that the writer's screen says it is kept."""
    writer.press("v").sees("Vang ·").type(f"!{word} > vandaag").sees(word).press("enter").sees("Bewaard als")
    start = time.monotonic()
    reader.wait_for(word, seconds=10)
    return time.monotonic() - start


def _modes(anna: User, bea: User) -> Result:
    """Every file is the group's, whoever made it; also a backup, and what SQLite keeps while it is open."""
    result = Result("every file in the shared folder is 0660 and every folder 2770, of exactly that group")
    group = (anna.school).stat().st_gid
    for user in (anna, bea):
        done = user.ibtui("backup")
        if done.returncode:
            result.failures.append(f"backup by {user.name}: {done.stderr.strip()}")
    with bea.app():
        for path in (anna.school, *anna.school.rglob("*")):
            status = path.lstat()
            mode, wanted = stat.S_IMODE(status.st_mode), 0o2770 if path.is_dir() else 0o660
            result.runs += 1
            if mode != wanted or status.st_gid != group:
                result.failures.append(f"{path.relative_to(anna.school)} is {mode:o}, group {status.st_gid}")
    for user in (anna, bea):
        done = user.ibtui("controle", "--json")
        wrong = [row for row in json.loads(done.stdout or "[]") if row["verdict"] == "fout"]
        if done.returncode or wrong:
            result.failures.append(f"ibtui controle of {user.name}: {wrong} {done.stderr.strip()}")
    return result


def third(stranger: User, school: Path) -> Result:
    """Neither through the program nor around it."""
    result = Result("a third system user of the same machine can read nothing of the school")
    done = stranger.ibtui("week")
    result.runs += 1
    if done.returncode == 0 or done.stdout:
        result.failures.append(f"the program opens it: {done.stdout[:100]}")
    for path in (school, *school.rglob("*")):
        result.runs += 1
        tried = stranger.runs("ls" if path.is_dir() else "cat", str(path))
        if tried.returncode == 0 or tried.stdout:
            result.failures.append(f"{path.name} can be read")
    return result


def _revoked(anna: User, bea: User, slot: str) -> Result:
    """The other one works on."""
    result = Result("a slot that was revoked opens nothing any more, and the others do", 2)
    if bea.ibtui("week").returncode:
        result.failures.append("before it was revoked it didn't open")
    anna.asks("revoke", slot)
    done = bea.ibtui("week")
    if done.returncode == 0 or "wachtwoord" not in done.stderr.lower():
        result.failures.append(f"after it was revoked: code {done.returncode}, {done.stderr.strip()}")
    if anna.ibtui("week").returncode:
        result.failures.append("the other one's slot doesn't open any more")
    return result


# --- the users ---


@contextmanager
def two_users(folder: Path) -> Iterator[tuple[User, User, User]]:
    """Two users in a group that shares a (new, empty) folder for a school, and a third; removed afterwards."""
    if os.geteuid() != 0:
        raise NotHere("only root can make system users")
    for tool in ("useradd", "userdel", "groupadd", "groupdel", "setpriv"):
        if shutil.which(tool) is None:
            raise NotHere(f"there is no {tool} here")
    group = f"ibf{os.getpid()}"
    names = [f"{group}{letter}" for letter in "abc"]
    folder.chmod(0o755)
    with ExitStack() as stack:
        _do("groupadd", group)
        stack.callback(_try, "groupdel", group)
        for name in names:
            more = [] if name == names[2] else ["--groups", group]
            _do("useradd", "--no-create-home", "--user-group", "--shell", "/bin/sh", *more, name)
            stack.callback(_try, "userdel", name)
        stack.callback(_end_all, names)
        into = stack.enter_context(_reachable())
        school = folder / "school"
        users = [_user(name, folder, school, into) for name in names]
        _share(school, users[0].name, group)
        yield users[0], users[1], users[2]


def _user(name: str, folder: Path, school: Path, into: Callable[[str], tuple[str, ...]]) -> User:
    place = folder / f"thuis-{name}"
    place.mkdir(mode=0o700)
    secret = place / "wachtwoord"
    secret.write_text(f"vier losse woorden {name}\n")
    secret.chmod(0o600)
    for path in (place, secret):
        shutil.chown(path, name, name)
    return User(name, place, into(name), school)


def _share(school: Path, owner: str, group: str) -> None:
    """As the handbook says that the administrator does it."""
    school.mkdir()
    config = school / "ibtui.toml"
    config.write_text(f'gedeeld = "{group}"\n')
    for path, mode in ((school, 0o2770), (config, 0o660)):
        shutil.chown(path, owner, group)
        path.chmod(mode)


@contextmanager
def _reachable() -> Iterator[Callable[[str], tuple[str, ...]]]:
    """How a command is run by another user. Where Python lives in a folder that is root's alone, it is shown in
    another place of the file tree, for these commands only."""
    closed = [path for path in reversed(_python().parents) if not path.stat().st_mode & stat.S_IXOTH]
    if not closed:
        yield _as_user
        return
    below = _python().relative_to(closed[0]).parts[0]
    if any(part.stat().st_mode & stat.S_IXOTH == 0 for part in (PROGRAM, *PROGRAM.parents)):
        raise NotHere("other users can't reach the program")
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as aside:
        words = (
            'mount --bind "$1/$2" "$3" && mount -t tmpfs -o mode=755 tmpfs "$1" && mkdir "$1/$2" && '
            'mount --bind "$3" "$1/$2" && echo klaar && exec sleep 3600'
        )
        holder = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", words, "sh", str(closed[0]), below, aside],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            if holder.stdout is None or holder.stdout.readline().strip() != "klaar":
                raise NotHere("Python lives where only root may come, and can't be shown elsewhere")
            yield lambda name: ("nsenter", "-t", str(holder.pid), "-m", "--", *_as_user(name))
        finally:
            holder.kill()
            holder.wait()


def _as_user(name: str) -> tuple[str, ...]:
    return ("setpriv", "--reuid", name, "--regid", name, "--init-groups", "--")


def _python() -> Path:
    return Path(os.path.realpath(sys.executable))


def _end_all(names: list[str]) -> None:
    """Whatever these users left running; else they can't be removed."""
    numbers = {_uid(name) for name in names}
    for entry in Path("/proc").iterdir():
        if re.fullmatch(r"\d+", entry.name):
            try:
                if entry.stat().st_uid in numbers:
                    os.kill(int(entry.name), 9)
            except OSError:
                continue


def _uid(name: str) -> int:
    return int(subprocess.run(["id", "-u", name], capture_output=True, text=True, check=True).stdout)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NotHere(f"{command[0]} doesn't work here: {done.stderr.strip()}")


def _try(*command: str) -> None:
    subprocess.run(command, capture_output=True)
