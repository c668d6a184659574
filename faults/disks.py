"""Small disks to spoil: in memory, or an ext4 image on a loop device. Both need root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class CannotBeMade(Exception):
    """This machine doesn't let us; the text says why."""


def _run(*words: str | Path) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBeMade(f"{Path(str(words[0])).name}: {done.stderr.strip() or done.returncode}")


def _tool(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise CannotBeMade(f"the program {name} is not installed")
    if os.geteuid() != 0:
        raise CannotBeMade("it needs root, to mount a file system")
    return path


@contextmanager
def in_memory(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of this size, mounted on `folder` as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    _run(_tool("mount"), "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", folder)
    try:
        yield folder
    finally:
        _unmount(folder)


def make_image(path: Path, megabytes: int) -> None:
    """An empty ext4 file system in a file. On errors it becomes read-only, as most machines are set up."""
    with path.open("wb") as file:
        file.truncate(megabytes << 20)
    _run(_tool("mkfs.ext4"), "-q", "-F", "-e", "remount-ro", "-E", "nodiscard", path)


@contextmanager
def mounted(image: Path, folder: Path, options: str = "") -> Iterator[Path]:
    """An image, mounted on `folder` as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    _run(_tool("mount"), "-o", f"loop{',' if options else ''}{options}", image, folder)
    try:
        yield folder
    finally:
        _unmount(folder)


def check(image: Path) -> str:
    """Repair an image after a power cut, as a machine does when it starts; what couldn't be repaired, or nothing."""
    done = subprocess.run(
        [_tool("e2fsck"), "-p", "-f", str(image)], capture_output=True, text=True, check=False
    )
    return "" if done.returncode in (0, 1) else f"e2fsck: {done.stdout.strip()}"


def fill(folder: Path) -> Path:
    """Fill the disk of a folder to its last byte; gives the file to remove when there must be room again."""
    filler = folder / "vol"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass
    return filler


def freeze_files(folder: Path, frozen: bool) -> None:
    """Make a folder and its files impossible to write, also for root and for who has them open.

    Not SQLite's shared memory (-shm): whoever writes to memory that can't be written is ended by the kernel, and
    no disk does that to a file that is open.
    """
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.endswith("-shm")]
    _run(_tool("chattr"), "+i" if frozen else "-i", *files, folder)


def fail_now(folder: Path) -> None:
    """Have the kernel find an error on the disk of `folder`; it makes the whole disk read-only."""
    device = subprocess.run(
        [_tool("findmnt"), "-no", "SOURCE", str(folder)], capture_output=True, text=True, check=True
    ).stdout.strip()
    try:
        Path(f"/sys/fs/ext4/{Path(device).name}/trigger_fs_error").write_text("1")
    except OSError as error:
        raise CannotBeMade(f"the kernel takes no order to fail a disk: {error}") from error


def _unmount(folder: Path) -> None:
    subprocess.run([_tool("umount"), "-l", str(folder)], check=True)
