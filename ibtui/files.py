"""Whole files, or none: written beside the target, flushed, then moved into place. Folders 0700, files 0600.

What holds after `write_whole` returns: the file has all its bytes, under its own name, also after a power
cut. When it raises: nothing was overwritten and no half file is left behind.
"""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from ibtui.errors import DiskFull, ExportError, IbtuiError, ReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
# What a file system answers that has no hard links (exFAT, many network shares).
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}


class AlreadyThere(ExportError):
    """A file with this name is there already, and the caller didn't ask to replace it."""


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


def make_private(folder: Path) -> None:
    """Make the folder and what is missing above it, 0700. A folder that is there already stays as it is."""
    try:
        for missing in [part for part in reversed([folder, *folder.parents]) if not part.exists()]:
            missing.mkdir(mode=0o700, exist_ok=True)
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
    """Write `data` to `path` (0600), whole or not at all.

    Without `replace` an existing file is never touched: `AlreadyThere`. With it, a symlink keeps pointing
    where it did. Raises DiskFull, ReadOnly or ExportError; `what` is the noun used in their words.
    """
    target = Path(os.path.realpath(path)) if replace else path
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".ibtui-", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
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
    except OSError:
        target.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last. Some network shares can't sync a folder; the file is whole there too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
