"""A real SSH server of our own on this machine: own settings, keys and port; started and stopped by its own number."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ALIVE_EACH = 1
"""Seconds between the questions of the server whether the client is still there; after two it hangs up."""
_SETTINGS = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/server
PidFile none
AuthorizedKeysFile {folder}/login.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
ClientAliveInterval {each}
ClientAliveCountMax 2
"""


class NoServer(Exception):
    """There can be no server here; the text says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs. `client` is the command that logs in and runs a program in a terminal there."""

    folder: Path
    port: int
    pid: int

    def client(self, command: Sequence[str], environment: Mapping[str, str]) -> list[str]:
        """The ssh command that runs `command` there; the server hands on nothing of an environment, so it's set."""
        words = ["env", *(f"{name}={value}" for name, value in environment.items()), *command]
        options = [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "BatchMode=yes",
        ]
        return [
            _tool("ssh"), "-F", "none", "-tt", "-p", str(self.port), "-i", str(self.folder / "login"),
            *(word for option in options for word in ("-o", option)),
            f"{getpass.getuser()}@127.0.0.1", shlex.join(words),
        ]  # fmt: skip


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A server, as long as the block lasts. `NoServer` when it can't be."""
    sshd = _tool("sshd")
    folder.mkdir()
    for name in ("server", "login"):
        make = [_tool("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make, check=True, stdin=subprocess.DEVNULL)
    port = _free_port()
    settings = folder / "sshd_config"
    settings.write_text(_SETTINGS.format(port=port, folder=folder, each=ALIVE_EACH))
    if os.geteuid() == 0:  # sshd wants an empty folder of root there to shut itself up in
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    process = subprocess.Popen(
        [sshd, "-D", "-e", "-f", str(settings)], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    try:
        _wait_for(port, process)
        yield Server(folder, port, process.pid)
    finally:
        process.terminate()
        process.wait(10)


def _tool(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise NoServer(f"the program {name} is not installed")
    return path


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError as error:
            if process.poll() is not None:
                raise NoServer(
                    f"sshd doesn't start: {process.stderr.read() if process.stderr else ''}"
                ) from error
            if time.monotonic() > end:
                raise NoServer("sshd doesn't answer") from error
            time.sleep(0.02)
