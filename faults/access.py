"""Every wrong mode, owner, link and folder for every file of a school: refused, with the command that mends it.

The real command is run on it, the mend is run as it was printed, and then the command must work.
"""

from __future__ import annotations

import grp
import os
import random
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from faults import school
from faults.result import Options, Result, spread
from faults.school import PROGRAM, School

_FILES = ("ibtui.db", "ibtui.db-wal", "ibtui.db-shm", "sleutels.json", "ibtui.toml", "wachtwoord")
_MODES = tuple(mode for mode in range(0o600, 0o1000) if mode & 0o077)
"""Every mode with which the owner reads and writes, and somebody else does something."""
_FOLDER_MODES = tuple(mode for mode in range(0o700, 0o1000) if mode & 0o002)
_MODES_EACH = 1
_MARK = "Doe eerst: "
_IN_WORDS = "Hier moet het echte bestand zelf staan"
"""Said of a link in place of a file that must be there: no command may move what it points to."""
_STRANGER = 65534
_SHARED_MODES = (0o600, 0o640, 0o664, 0o666, 0o670, 0o661)


@dataclass(frozen=True, slots=True)
class Case:
    """One wrong thing. `spoil` gets the folder of the school; the refusal must name one of `names`."""

    what: str
    spoil: Callable[[Path], None]
    name: str
    shared: bool = False
    """A school that a group shares."""


@dataclass(frozen=True, slots=True)
class Outcome:
    wrong: str = ""
    refused: float = 0.0
    """Seconds until it was refused."""


def part(options: Options) -> list[Result]:
    """The whole part."""
    cases = _cases(random.Random(options.seed))
    if options.runs:
        cases = random.Random(options.seed).sample(cases, min(options.runs, len(cases)))
    result = Result(
        "a school of which somebody else can get at a file, or at a folder on the way, is refused by name with the "
        "command that mends it, nothing of it is changed, and after that command it opens",
        len(cases),
    )
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        made = school.make(Path(folder) / "school")
        _complete(made.folder)
        with ThreadPoolExecutor(options.workers) as hands:
            places = [Path(folder) / f"run-{number}" / "boven" / "school" for number in range(len(cases))]
            outcomes = list(hands.map(_once, [made] * len(cases), places, cases))
    result.failures = [
        f"{case.what}: {one.wrong}" for case, one in zip(cases, outcomes, strict=True) if one.wrong
    ]
    result.seen = [
        f"{sum(case.name in _FILES for case in cases)} times a file, {len(cases)} in all; "
        f"{sum(case.shared for case in cases)} of a school that a group shares",
        spread("until it was refused", [one.refused for one in outcomes if not one.wrong]),
    ]
    if os.geteuid() != 0:
        result.seen.append("not root: no file was given to another user")
    return [result]


def _complete(folder: Path) -> None:
    """All files that may be there, also the ones that SQLite makes while it works."""
    for name in _FILES:
        (folder / name).touch(mode=0o600)


def _cases(chance: random.Random) -> list[Case]:
    cases: list[Case] = []
    for name in _FILES:
        modes = {0o640, 0o604, 0o644, *chance.sample(_MODES, _MODES_EACH)}
        cases += [_mode(name, mode) for mode in sorted(modes)]
        if name != "wachtwoord":
            cases.append(Case(f"{name} is a link", _linked(name), name))
        if os.geteuid() == 0:
            cases.append(Case(f"{name} is somebody else's", _given(name), name))
    for up in ("school", "boven"):
        modes = {0o777, *chance.sample(_FOLDER_MODES, _MODES_EACH)}
        cases += [_folder(up, mode) for mode in sorted(modes)]
        if os.geteuid() == 0:
            cases.append(Case(f"the folder {up} is somebody else's", _given_folder(up), up))
            cases.append(Case(f"a foreign group writes in {up}", _group_writes(up), up))
    return cases + _shared_cases()


def _shared_cases() -> list[Case]:
    """What is right for a private school isn't for one that a group shares, and the other way round."""
    cases: list[Case] = []
    for name in ("ibtui.db", "sleutels.json"):
        for mode in _SHARED_MODES:
            case = _mode(name, mode)
            cases.append(Case(f"shared, {case.what}", case.spoil, name, shared=True))
        if os.geteuid() == 0:
            cases.append(Case(f"shared, {name} of another group", _other_group(name), name, shared=True))
    for name, mode in (("ibtui.toml", 0o600), ("ibtui.toml", 0o664), ("logboek.kop", 0o600)):
        cases.append(Case(f"shared, {name} {mode:o}", _made(name, mode), name, shared=True))
    for mode in (0o2750, 0o770, 0o2775, 0o2777):
        cases.append(
            Case(f"shared, the folder {mode:o}", _folder("school", mode).spoil, "school", shared=True)
        )
    return cases


def _made(name: str, mode: int) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).touch()
        (folder / name).chmod(mode)

    return spoil


def _other_group(name: str) -> Callable[[Path], None]:
    return lambda folder: os.chown(folder / name, -1, _STRANGER)


def _share(folder: Path) -> None:
    """As the handbook says, with a group in which only the one who runs this is."""
    group = grp.getgrgid(os.getegid()).gr_name
    (folder / "ibtui.toml").write_text(f'gedeeld = "{group}"\n')
    for path in folder.iterdir():
        if path.is_file() and path.name != "wachtwoord":
            path.chmod(0o660)
    folder.chmod(0o2770)
    (folder / "wachtwoord").rename(folder.parent / "wachtwoord")


def _mode(name: str, mode: int) -> Case:
    return Case(f"{name} {mode:o}", lambda folder: (folder / name).chmod(mode), name)


def _folder(up: str, mode: int) -> Case:
    return Case(f"the folder {up} {mode:o}", lambda folder: _up(folder, up).chmod(mode), up)


def _up(folder: Path, up: str) -> Path:
    return folder if up == "school" else folder.parent


def _linked(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        elsewhere = _elsewhere(folder, name)
        (folder / name).rename(elsewhere)
        (folder / name).symlink_to(elsewhere)

    return spoil


def _elsewhere(folder: Path, name: str) -> Path:
    return folder.parent / f"elders-{name}"


def _by_hand(folder: Path, case: Case) -> str:
    """What the administrator does who knows whose link it is; "" for what isn't a link."""
    if not (folder / case.name).is_symlink():
        return ""
    return f"mv -f {shlex.quote(str(_elsewhere(folder, case.name)))} {shlex.quote(str(folder / case.name))}"


def _given(name: str) -> Callable[[Path], None]:
    return lambda folder: os.chown(folder / name, _STRANGER, -1)


def _given_folder(up: str) -> Callable[[Path], None]:
    return lambda folder: os.chown(_up(folder, up), _STRANGER, -1)


def _group_writes(up: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        os.chown(_up(folder, up), -1, _STRANGER)
        _up(folder, up).chmod(0o770)

    return spoil


def _once(made: School, place: Path, case: Case) -> Outcome:
    place.parent.mkdir(parents=True, mode=0o755)
    here = school.copy(made, place)
    try:
        if case.shared:
            _share(place)
            here = School(place, {"IBTUI_PASSPHRASE_FILE": str(place.parent / "wachtwoord")})
        case.spoil(place)
        before = (place / "ibtui.db").read_bytes()
        start = time.monotonic()
        done = _run(here)
        seconds = time.monotonic() - start
        if done.returncode != 1 or done.stdout or done.stderr.count("\n") != 1:
            return Outcome(
                f"not refused: code {done.returncode}, {done.stdout[:200]!r} {done.stderr[:200]!r}"
            )
        mend = _by_hand(place, case) if _IN_WORDS in done.stderr else _mend_in(done.stderr)
        if case.name not in done.stderr or not mend:
            return Outcome(f"the refusal has no name or no mend: {done.stderr!r}")
        if (place / "ibtui.db").read_bytes() != before:
            return Outcome("the database was changed")
        subprocess.run(mend, shell=True, check=True, capture_output=True)
        again = _run(here)
        if again.returncode != 0:
            return Outcome(f"after {mend!r} it doesn't open: {again.stderr!r}")
        return Outcome("", seconds)
    except (OSError, subprocess.SubprocessError) as error:
        return Outcome(f"{type(error).__name__}: {error}")
    finally:
        shutil.rmtree(place.parent.parent, ignore_errors=True)


def _mend_in(said: str) -> str:
    """The command in a refusal; as root there is no need for sudo."""
    command = said.strip().partition(_MARK)[2]
    return command.removeprefix("sudo ") if os.geteuid() == 0 else command


def _run(here: School) -> subprocess.CompletedProcess[str]:
    """The quickest command that opens the school."""
    return subprocess.run(
        [str(PROGRAM), "afspraken", "--json"],
        env=here.environment(), capture_output=True, text=True, timeout=60, start_new_session=True,
    )  # fmt: skip
