"""Readers that leave, full disks, closed streams, terminals that know few signs: no noise, no traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell.conftest import Shell


def by_sh(shell: Shell, line: str, **env: str | None) -> "subprocess.CompletedProcess[bytes]":
    """A line of shell script in which `ibtui` is our command."""
    script = f'ibtui() {{ "{sys.executable}" -m ibtui "$@"; }}\n{line}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail\n{script}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=shell.environment(**env),
        timeout=100,
        start_new_session=True,
    )


@pytest.mark.parametrize("command", ["week", "verslagen", "verslagen --json", "--help", "week --help"])
def test_a_reader_that_leaves_is_no_error(reader: Shell, command: str) -> None:
    done = by_sh(reader, f"ibtui {command} | head -1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_reader_that_reads_nothing(reader: Shell) -> None:
    done = by_sh(reader, "ibtui verslagen | true")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["week", "week --json", "--help", "--version"])
def test_a_full_disk_is_said(reader: Shell, command: str) -> None:
    done = by_sh(reader, f"ibtui {command} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode() == "ibtui: De schijf is vol. Maak ruimte vrij en probeer het opnieuw.\n"


def test_closed_streams(reader: Shell) -> None:
    assert by_sh(reader, "ibtui week >&-").stderr == b""
    assert b"oudergesprek" in by_sh(reader, "ibtui week 2>&-").stdout
    done = by_sh(reader, "ibtui notitie - <&-")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert by_sh(reader, "ibtui week <&- >&- 2>&-").returncode == 0
    assert by_sh(reader, "ibtui blub 2>/dev/full").returncode == 2


PLAIN = [
    {"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "ascii:strict"},
]


@pytest.mark.parametrize("env", PLAIN, ids=["locale C", "ascii", "ascii, strict"])
def test_a_terminal_with_ascii_only(reader: Shell, env: dict[str, str]) -> None:
    done = by_sh(reader, "ibtui zorgen && ibtui --help && ibtui afspraken", **env)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("ascii")
    assert "Hanae El" in text
    assert "-----" in text
    done = by_sh(reader, "ibtui week --datum Zoë", **env)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_json_loses_nothing_on_a_terminal_with_ascii_only(reader: Shell) -> None:
    done = by_sh(reader, "ibtui zorgen --json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout.decode("ascii")) == reader("zorgen", "--json").rows


def test_a_path_that_is_no_utf8_is_refused_before_anything_is_written(shell: Shell, tmp_path: Path) -> None:
    rows = shell("verslagen", "--json").rows
    number = next(str(row["id"]) for row in rows if row["kind"] == "oudergesprek")
    done = by_sh(shell, f"ibtui exporteer {number} --naar $'{tmp_path}/caf\\xe9'")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"andere map" in done.stderr
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("caf")]
