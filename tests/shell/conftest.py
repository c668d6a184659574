"""The real command, as a program of its own, on a copy of one practice school."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What `--json` printed."""
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found


@dataclass(frozen=True)
class Shell:
    """`shell("week", "--json")`: types `ibtui week --json` where the school is `folder`."""

    folder: Path
    passphrase: Path

    def environment(self, **env: str | None) -> dict[str, str]:
        """What the command gets: the test's own, the school, and `env` on top (None: not set)."""
        whole = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "80",
            "IBTUI_HOME": str(self.folder),
            "IBTUI_SCHOOL": "eerste",  # the demo makes two
            "IBTUI_PASSPHRASE_FILE": str(self.passphrase),
            **env,
        }
        return {name: value for name, value in whole.items() if value is not None}

    def __call__(self, *arguments: str | Path, stdin: bytes = b"", **env: str | None) -> Done:
        """Run it to its end, with no terminal anywhere."""
        done = subprocess.run(
            [sys.executable, "-m", "ibtui", *arguments],
            input=stdin,
            capture_output=True,
            env=self.environment(**env),
            timeout=100,
            start_new_session=True,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def fails(self, *arguments: str | Path, code: int, stdin: bytes = b"", **env: str | None) -> str:
        """Run it; it must end with `code`, print nothing and say one line on stderr. Gives that line."""
        done = self(*arguments, stdin=stdin, **env)
        assert (done.code, done.out) == (code, ""), done
        assert done.err.startswith("ibtui: "), done
        assert done.err.count("\n") == 1, done
        assert done.err.endswith("\n"), done
        assert done.err[:-1].isprintable(), done
        assert "Traceback" not in done.err
        return done.err[len("ibtui: ") : -1]


@pytest.fixture(scope="session")
def passphrase_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as IBTUI_PASSPHRASE_FILE wants it."""
    path = tmp_path_factory.mktemp("wachtwoord") / "wachtwoord"
    path.write_text("oefenen\n")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory, passphrase_file: Path) -> Path:
    """The practice school, made once by the command itself. Tests that write ask for `shell` instead."""
    folder = tmp_path_factory.mktemp("oefenschool") / "school"
    done = Shell(folder, passphrase_file)("demo", "--map", folder, "--alleen-maken")
    assert (done.code, done.out, done.err) == (0, f"{folder}\n", "")
    return folder


@pytest.fixture
def reader(practice: Path, passphrase_file: Path) -> Shell:
    """The command on the school that all tests share: for reading only. A wrong passphrase of an earlier test is
    forgotten: nobody waits for that."""
    for tries in practice.rglob("pogingen"):
        tries.unlink()
    return Shell(practice, passphrase_file)


@pytest.fixture
def shell(practice: Path, passphrase_file: Path, tmp_path: Path) -> Shell:
    """The command on a school of the test's own."""
    folder = tmp_path / "school"
    shutil.copytree(practice, folder, ignore=shutil.ignore_patterns("pogingen"))
    return Shell(folder, passphrase_file)


@pytest.fixture
def nowhere(passphrase_file: Path, tmp_path: Path) -> Shell:
    """The command where there is no school yet."""
    return Shell(tmp_path / "leeg", passphrase_file)


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[[bytes], Path]:
    """A file with these bytes."""

    def write(raw: bytes) -> Path:
        path = tmp_path / "verslag.txt"
        path.write_bytes(raw)
        return path

    return write
