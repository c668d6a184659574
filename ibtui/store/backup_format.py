"""The format of a backup: a zip without compression of the encrypted database, its key file and a manifest.

The database in it is encrypted as ever, the key file holds nothing that opens without a passphrase, and the manifest
has no name and no text of anybody. What is read back is held to that, byte by byte.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ibtui.errors import BadInput, Corrupt, Missing, StoreError
from ibtui.files import make_empty, shown
from ibtui.settings import DATABASE_NAME, KEYS_NAME
from ibtui.values import dataclass

FORMAT = 1
MANIFEST = "manifest.json"
MEMBERS = (MANIFEST, DATABASE_NAME, KEYS_NAME)

OTHER = "Neem een andere reservekopie (zie ibtui backup --lijst)."

_MOST_SMALL = 64 * 1024
_CHUNK = 1 << 20
_ZIP = b"PK\x03\x04"
# What Python's zipfile and json raise for a file that isn't as we write it.
_NOT_OURS = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, TypeError, KeyError, AttributeError, EOFError,
             NotImplementedError, RuntimeError, RecursionError, OverflowError, struct.error)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One of the files inside."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself, readable without a passphrase."""

    made_at: dt.datetime
    school: str
    """The folder of the school; "" for the first one."""
    schema: tuple[str, ...]
    """The names of the steps that its database has had."""
    app: str
    members: dict[str, Member]
    """Of the database and of the key file."""
    lines: int
    """How many lines the audit log had, and the digest of the last one; "" when it had none."""
    digest: str


def read(path: Path, *, whole: bool = False) -> Manifest:
    """What a backup says of itself; its shape and sizes are checked. `whole`: every byte is, too.

    Raises `Missing`, `BadInput` for another kind of file, `Corrupt` for one that is cut or damaged.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        if whole:
            for name, member in manifest.members.items():
                with archive.open(name) as inside:
                    if hashed(inside) != member.sha256:
                        raise zipfile.BadZipFile(name)
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Put the database and the key file in an empty folder (0600), flushed, each byte checked. Raises as `read`."""
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        for name, member in manifest.members.items():
            with archive.open(name) as inside, _new_file(folder / name) as outside:
                if hashed(inside, outside) != member.sha256:
                    raise zipfile.BadZipFile(name)
    return manifest


def write(half: Path, manifest: Manifest, copy: Path, raw_keys: bytes) -> None:
    """Fill `half` with the manifest, the database at `copy` and the key file, and flush it."""
    with half.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_entry(MANIFEST, manifest), _to_json(manifest))
            with archive.open(_entry(DATABASE_NAME, manifest), "w") as inside, copy.open("rb") as source:
                shutil.copyfileobj(source, inside, _CHUNK)
            archive.writestr(_entry(KEYS_NAME, manifest), raw_keys)
        file.flush()
        os.fsync(file.fileno())


def _entry(name: str, manifest: Manifest) -> zipfile.ZipInfo:
    made = manifest.made_at
    entry = zipfile.ZipInfo(
        name, (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    )
    entry.external_attr = 0o600 << 16
    if name in manifest.members:
        entry.file_size = manifest.members[name].size
    return entry


# --- reading ---


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, and words for whatever is the matter with it."""
    name = shown(path.name)
    damaged = Corrupt(f"De reservekopie {name} is beschadigd of niet compleet", OTHER)
    try:
        if not path.exists():
            raise Missing(f"De reservekopie {name} is er niet", f"Kijk of het pad klopt: {shown(path)}.")
        if not path.is_file():
            raise BadInput(f"{name} is geen reservekopie van ibtui", OTHER)
        with path.open("rb") as file:
            start = file.read(4)
        if start != _ZIP:
            raise BadInput(f"{name} is geen reservekopie van ibtui", OTHER)
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _NOT_OURS:
        raise damaged from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # an offset in it that can't be
            raise damaged from None
        if not isinstance(error, PermissionError):
            raise  # of the disk that it is unpacked to: the caller has the words
        raise StoreError(
            f"De reservekopie {name} kan niet worden gelezen", "Kijk of je het bestand mag lezen."
        ) from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    """The manifest, when the archive holds exactly what it says. ValueError and its like for anything else."""
    entries = archive.infolist()
    if sorted(entry.filename for entry in entries) != sorted(MEMBERS):
        if MANIFEST not in archive.namelist():
            raise BadInput(f"{shown(path.name)} is geen reservekopie van ibtui", OTHER)
        raise ValueError("members")
    if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries):
        raise ValueError("compressed or locked")
    sizes = {entry.filename: entry.file_size for entry in entries}
    if (
        sizes[MANIFEST] > _MOST_SMALL
        or sizes[KEYS_NAME] > _MOST_SMALL
        or sum(sizes.values()) > path.stat().st_size
    ):
        raise ValueError("sizes")
    manifest = _from_json(archive.read(MANIFEST), path)
    if any(member.size != sizes[name] for name, member in manifest.members.items()):
        raise ValueError("sizes")
    return manifest


def _to_json(manifest: Manifest) -> bytes:
    whole = {
        "ibtui": "reservekopie",
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(),
        "school": manifest.school,
        "schema": manifest.schema,
        "app": manifest.app,
        "members": {name: {"size": one.size, "sha256": one.sha256} for name, one in manifest.members.items()},
        "log": {"lines": manifest.lines, "digest": manifest.digest},
    }
    return json.dumps(whole, indent=2).encode() + b"\n"


def _from_json(raw: bytes, path: Path) -> Manifest:
    top = json.loads(raw)
    if top["ibtui"] != "reservekopie":
        raise BadInput(f"{shown(path.name)} is geen reservekopie van ibtui", OTHER)
    if int(top["format"]) > FORMAT:
        raise StoreError(
            f"De reservekopie {shown(path.name)} is van een nieuwere ibtui", "Installeer de nieuwste ibtui."
        )
    members = {
        str(name): Member(int(one["size"]), str(one["sha256"])) for name, one in top["members"].items()
    }
    if set(members) != {DATABASE_NAME, KEYS_NAME}:
        raise ValueError("members")
    return Manifest(
        dt.datetime.fromisoformat(top["made_at"]).replace(tzinfo=None),
        str(top["school"]),
        tuple(str(step) for step in top["schema"]),
        str(top["app"]),
        members,
        int(top["log"]["lines"]),
        str(top["log"]["digest"]),
    )


# --- bytes ---


def hashed(inside: IO[bytes], outside: IO[bytes] | None = None) -> str:
    """The SHA-256 of all that comes; written to `outside` on the way."""
    found = hashlib.sha256()
    while chunk := inside.read(_CHUNK):
        found.update(chunk)
        if outside is not None:
            outside.write(chunk)
    return found.hexdigest()


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    make_empty(path)
    with path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
