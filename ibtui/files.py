"""Whole files, or none: written beside the target, flushed, then moved into place. Folders 0700, files 0600.

What holds after `write_whole` returns: the file has all its bytes, under its own name, also after a power
cut. When it raises: nothing was overwritten and no half file is left behind.
"""

import contextlib
import errno
import os
import stat
import time
from pathlib import Path

from ibtui import held_files
from ibtui.errors import DiskFull, ExportError, IbtuiError, ReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
# What a file system answers that has no hard links (exFAT, many network shares).
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
_NOISE = 1 << 20
_STALE = 3600

_shared: int | None = None
"""The system group that shares the school's files (see `guarding`); None: they are one person's."""


class AlreadyThere(ExportError):
    """A file with this name is there already, and the caller didn't ask to replace it."""


class NotRemoved(ExportError):
    """A file that had to go is there still."""


def shown(text: object, limit: int = 200) -> str:
    """A path or another text from outside, as one printable line: for use in a message."""
    line = "".join(sign if sign.isprintable() else "?" for sign in str(text))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def explain_os_error(error: OSError, path: Path, what: str) -> IbtuiError:
    """The same error in words for a person. `what` is a Dutch noun with its article: "het verslag"."""
    head = what[:1].upper() + what[1:]
    folder = shown(path.parent)
    number = error.errno
    if number in _FULL:
        return DiskFull(
            f"{head} is niet opgeslagen: de schijf is vol",
            f"Maak ruimte vrij op de schijf van {folder} en probeer het opnieuw.",
        )
    if number in _REFUSED:
        return ReadOnly(
            f"{head} is niet opgeslagen: je mag niet schrijven in {folder}",
            "Kies een andere map, of vraag de beheerder om schrijfrechten.",
        )
    if number == errno.EEXIST:
        return AlreadyThere(
            f"Er is al een bestand {shown(path)}", "Kies een andere naam, of haal het oude bestand eerst weg."
        )
    if number in {errno.ENOENT, errno.ENOTDIR}:
        return ExportError(
            f"{head} is niet opgeslagen: de map {folder} is er niet", "Maak de map aan of kies een andere."
        )
    if number == errno.EISDIR:
        return ExportError(
            f"{head} is niet opgeslagen: {shown(path)} is een map", "Kies een naam voor een bestand."
        )
    if number == errno.ENAMETOOLONG:
        return ExportError(f"{head} is niet opgeslagen: de naam is te lang", "Kies een kortere naam.")
    return ExportError(
        f"{head} is niet opgeslagen in {folder} ({errno.errorcode.get(number or 0, 'onbekende fout')})",
        "Kijk of de schijf of de netwerkmap bereikbaar is en probeer het opnieuw.",
    )


def share_with(group: int | None) -> bool:
    """From here on, what is made in a folder of this group is the group's too. Whether that is a change."""
    global _shared
    changed, _shared = _shared != group, group
    return changed


def is_shared(folder: Path) -> bool:
    """Whether what is made in this folder is for the group that shares the school: 0660 and 2770, not 0600 and 0700."""
    try:
        return _shared is not None and folder.stat().st_gid == _shared
    except OSError:
        return False


def give(handle: int, folder: Path) -> None:
    """Give an open file that was just made in `folder` (0600) the mode that belongs there."""
    if _shared is not None and is_shared(folder):
        if os.fstat(handle).st_gid != _shared:
            os.fchown(handle, -1, _shared)
        os.fchmod(handle, 0o660)


def make_empty(path: Path) -> None:
    """Make an empty file that only its owner (or the group that shares the school) can read. Raises `OSError`."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        give(handle, path.parent)
    finally:
        os.close(handle)


def make_folder(folder: Path, *, exist_ok: bool = True) -> None:
    """Make one folder, 0700, or 2770 where a group shares the school. Raises `OSError`."""
    there = folder.exists()
    folder.mkdir(mode=0o700, exist_ok=exist_ok)
    if not there and _shared is not None and is_shared(folder.parent):
        os.chown(folder, -1, _shared)
        folder.chmod(0o2770)


def make_private(folder: Path) -> None:
    """Make the folder and what is missing above it, 0700 (2770 in a folder of the group that shares the school).
    A folder that is there already stays as it is."""
    try:
        for missing in [part for part in reversed([folder, *folder.parents]) if not part.exists()]:
            make_folder(missing)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    except OSError as error:
        raise _explain_no_folder(error, folder) from error


def _explain_no_folder(error: OSError, folder: Path) -> IbtuiError:
    head = f"De map {shown(folder)} kan niet worden gemaakt"
    if error.errno in _FULL:
        return DiskFull(f"{head}: de schijf is vol", "Maak ruimte vrij en probeer het opnieuw.")
    if error.errno in _REFUSED:
        return ReadOnly(
            f"{head}: dat mag daar niet", "Kies een andere map, of vraag de beheerder om schrijfrechten."
        )
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return ExportError(
            f"{head}: er staat iets met die naam dat geen map is", "Haal dat weg, of kies een andere map."
        )
    return explain_os_error(error, folder / "x", f"de map {shown(folder)}")


def write_whole(path: Path, data: bytes, *, replace: bool, what: str = "het bestand") -> None:
    """Write `data` to `path` (0600; 0660 in a folder of the group that shares the school), whole or not at all.

    Without `replace` an existing file is never touched: `AlreadyThere`. With it, a symlink keeps pointing
    where it did. Raises DiskFull, ReadOnly or ExportError; `what` is the noun used in their words.
    """
    import tempfile  # most commands write no file

    target = Path(os.path.realpath(path)) if replace else path
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=held_files.HALF, suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            held_files.hold(handle)  # until it has its own name: see `sweep`
            give(handle, target.parent)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if replace:
                temporary.replace(target)
            else:
                _move_without_replacing(temporary, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise explain_os_error(error, path, what) from error
    finally:
        if temporary is not None:
            _clear(temporary)


def sweep(folder: Path) -> None:
    """Wipe what a killed process or a power cut left half written here. Where it can't be seen whether another session
    is at work on it, it is left for an hour. Never raises: it is tidying."""
    with contextlib.suppress(OSError):
        for left in folder.glob(".ibtui-*.tmp"):
            with contextlib.suppress(OSError):  # gone meanwhile
                if left.lstat().st_mtime < time.time() - _STALE or held_files.is_let_go(left):
                    _clear(left)


def _clear(temporary: Path) -> None:
    """A file that got its name only loses this one; what was broken off is a text too, and is overwritten."""
    with contextlib.suppress(OSError, NotRemoved):
        if temporary.stat().st_nlink == 1:
            wipe(temporary)
    with contextlib.suppress(OSError):
        temporary.unlink()


def _move_without_replacing(temporary: Path, target: Path) -> None:
    """Give the finished file its name; FileExistsError when that name is taken."""
    try:
        os.link(temporary, target)
        return
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    # No hard links here: reserve the name, then move over our own empty reservation.
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        temporary.replace(target)
    except BaseException:
        if temporary.exists():
            target.unlink()
        else:  # broken off just after the move: there is text in it
            wipe(target)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last. Some network shares can't sync a folder; the file is whole there too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def wipe(path: Path, what: str = "het bestand") -> None:
    """Overwrite a file with noise, then take away its name and the file itself. A link goes, not what it points to.

    What this does: after it, nobody who can read the folder, or undelete on a plain disk, finds the old bytes
    there. What it can't do: a disk of flash (SSD, USB stick), a file system that copies on write, a snapshot, a
    back-up, a synchronised folder, or a temporary file of Word may still hold them. Only a disk that is encrypted
    as a whole covers that. Another name of the same file (a hard link) is left with noise.

    Raises `NotRemoved`; then the file is there still, in most cases as it was.
    """
    try:
        if not path.is_symlink():
            if not _may_change(path.parent):  # asked first: no noise in a file that has to stay
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path.parent))
            _overwrite(path)
        _take_away(path)
    except OSError as error:
        raise _explain_not_removed(error, path, what) from error


def _may_change(folder: Path) -> bool:
    """Whether names may come and go in a folder; yes for what can't be asked: then trying tells."""
    as_now = os.access in os.supports_effective_ids
    return not folder.exists() or os.access(folder, os.W_OK | os.X_OK, effective_ids=as_now)


def _overwrite(path: Path) -> None:
    """Noise over all of the file, down to the disk. What is no plain file is refused, without waiting for it."""
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "wb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        left = about.st_size
        while left > 0:  # noise and not zeros: some file systems keep zeros without writing them
            left -= file.write(os.urandom(min(left, _NOISE)))
        file.flush()
        os.fsync(file.fileno())


def _take_away(path: Path) -> None:
    """Give the file a name that says nothing, then remove it; the folder is synced so that both last."""
    nameless = path.with_name(f".ibtui-{os.urandom(8).hex()}.tmp")
    path.rename(nameless)
    _sync_folder(path.parent)
    with contextlib.suppress(FileNotFoundError):  # another session may sweep here
        nameless.unlink()
    _sync_folder(path.parent)


def _explain_not_removed(error: OSError, path: Path, what: str) -> IbtuiError:
    head = f"{what[:1].upper()}{what[1:]} is niet gewist"
    name = shown(path)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return NotRemoved(f"{head}: {name} is er niet meer", "Er hoeft niets te gebeuren.")
    if error.errno in _REFUSED:
        return NotRemoved(f"{head}: je mag {name} niet veranderen", "Vraag de beheerder om het weg te halen.")
    if error.errno in {errno.EBUSY, errno.ETXTBSY, errno.EAGAIN}:
        return NotRemoved(f"{head}: {name} is in gebruik", "Sluit het in Word en probeer het opnieuw.")
    if error.errno in {errno.EISDIR, errno.EINVAL, errno.ENXIO}:
        return NotRemoved(
            f"{head}: {name} is geen gewoon bestand", "Haal het zelf weg als het niet meer nodig is."
        )
    return NotRemoved(
        f"{head}: {name} ({errno.errorcode.get(error.errno or 0, 'onbekende fout')})",
        "Kijk of de schijf of de netwerkmap bereikbaar is en probeer het opnieuw.",
    )
