"""Hold what is installed to the lock files, without asking any network. Run by `make lint`.

* every line of a lock file has one exact version and a SHA-256 hash; none comes from an address or a folder;
* both lock files say the same of what is in both, and they hold what `pyproject.toml` asks for;
* everything that is installed is in a lock file, in that version, and everything in the lock file is installed;
* what a package needs is in the lock file too, so that nothing can come in by itself;
* what is delivered has a licence that a school may use and pass on.

Whether a version has a known fault can't be known without a network: that half is `pip-audit`, by hand.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
OURSELVES = "ibtui"
WITH_PYTHON = frozenset({"pip", "setuptools", "wheel"})
"""What `python -m venv` puts in by itself; nothing of ours uses it while running."""

ALLOWED = ("MIT", "MIT-0", "BSD", "Apache", "PSF", "ISC", "MPL", "Zlib")
"""Licences of what is delivered: each lets a school use it, and us pass it on beside code under MIT."""
READ_IN_THE_SOURCE = {"peewee": "MIT", "sqlcipher3": "Zlib", "lxml": "BSD-3-Clause", "tzdata": "Apache-2.0"}
"""Of those whose own data says nothing, or too little: the licence that lies in their source."""

_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)\s*(?:;\s*(?P<marker>.+))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a lock file. `applies`: on this machine."""

    name: str
    version: str
    hashes: int
    applies: bool


def pins(text: str) -> tuple[dict[str, Pin], list[str]]:
    """The lines of a lock file by name, and what is wrong with it."""
    found: dict[str, Pin] = {}
    wrong: list[str] = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        hashes = _HASH.findall(line)
        match = _LINE.fullmatch(_HASH.sub("", line).strip())
        if match is None:
            wrong.append(f"not a name with one exact version: {line.split(' ')[0][:60]}")
            continue
        name = canonicalize_name(match["name"])
        marker = match["marker"]
        found[name] = Pin(name, match["version"], len(hashes), not marker or Marker(marker).evaluate())
        if not hashes:
            wrong.append(f"{name} has no hash")
    return found, wrong


def differences(run: Mapping[str, Pin], dev: Mapping[str, Pin]) -> list[str]:
    """What the two lock files say differently."""
    return [
        f"{name} is {run[name].version} in one lock file and {dev[name].version} in the other"
        for name in sorted(run.keys() & dev.keys())
        if run[name].version != dev[name].version
    ]


def not_asked_for(locked: Mapping[str, Pin], asked: list[str]) -> list[str]:
    """Requirements of ours that the lock file doesn't hold, or holds in a version that they don't allow."""
    wrong = []
    for text in asked:
        need = Requirement(text)
        pin = locked.get(canonicalize_name(need.name))
        if pin is None:
            wrong.append(f"{need.name} is asked for, and isn't in the lock file")
        elif not need.specifier.contains(pin.version, prereleases=True):
            wrong.append(f"{need.name} is locked at {pin.version}, and asked for as {need.specifier}")
    return wrong


def installed_otherwise(locked: Mapping[str, Pin], there: Mapping[str, str]) -> list[str]:
    """What is installed beside the lock file, in another version, or not at all."""
    wrong = [
        f"{name} {version} is installed, and in no lock file"
        for name, version in sorted(there.items())
        if name not in locked and name not in WITH_PYTHON and name != OURSELVES
    ]
    for name, pin in sorted(locked.items()):
        if pin.applies and name not in there:
            wrong.append(f"{name} is in a lock file, and not installed")
        elif pin.applies and there[name] != pin.version:
            wrong.append(f"{name} is installed as {there[name]}, and locked at {pin.version}")
    return wrong


def needs_from_outside(locked: Mapping[str, Pin], package: str, needs: list[str]) -> list[str]:
    """What a package needs on this machine that no lock file holds."""
    wrong = []
    for text in needs:
        need = Requirement(text)
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        if canonicalize_name(need.name) not in locked.keys() | WITH_PYTHON:
            wrong.append(f"{package} needs {need.name}, which is in no lock file")
    return wrong


def licence(name: str, data: Mapping[str, str], kinds: list[str]) -> str:
    """The licence of a package, as far as it says so itself; "" when it doesn't."""
    said = data.get("License-Expression") or "; ".join(
        kind.rpartition(":: ")[2] for kind in kinds if kind.startswith("License ::")
    )
    return said or READ_IN_THE_SOURCE.get(name, "")


def allowed(said: str) -> bool:
    """Whether one of the licences that it may be used under is one of ours."""
    return any(re.match(rf"{each}\b", part.strip()) for part in said.split(" OR ") for each in ALLOWED)


def problems() -> Iterator[str]:
    """Everything that is wrong here, one line each."""
    run, wrong_run = pins(RUN.read_text(encoding="utf-8"))
    dev, wrong_dev = pins(DEV.read_text(encoding="utf-8"))
    locked = {**dev, **run}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    packages = {canonicalize_name(one.metadata["Name"]): one for one in distributions()}
    yield from (*wrong_run, *wrong_dev, *differences(run, dev))
    yield from not_asked_for(run, [*project["project"]["dependencies"], *groups["build"]])
    yield from not_asked_for(locked, groups["dev"])
    yield from installed_otherwise(locked, {name: one.version for name, one in packages.items()})
    for name, package in sorted(packages.items()):
        if name not in WITH_PYTHON:
            yield from needs_from_outside(locked, name, _needs(package, name, project))
        if name in run and not allowed(said := _licence(name, package)):
            yield f"{name} is delivered, and its licence isn't one of ours: {said or 'it names none'}"


def _needs(package: Distribution, name: str, project: Mapping[str, Mapping[str, list[str]]]) -> list[str]:
    """Our own list comes from the source: an install of the checkout may be older than it."""
    return list(project["project"]["dependencies"]) if name == OURSELVES else package.requires or []


def _licence(name: str, package: Distribution) -> str:
    data = {key: str(package.metadata[key]) for key in ("License-Expression",) if key in package.metadata}
    return licence(name, data, package.metadata.get_all("Classifier") or [])


def main() -> int:
    """Print what is wrong; 1 when there is something."""
    found = list(problems())
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
