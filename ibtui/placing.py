"""Where a finished document comes: under a free name of our own, or where the user says. Nothing is replaced."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from ibtui.documents.filename import ENDING
from ibtui.errors import ExportError, ReadOnly
from ibtui.files import AlreadyThere, NotRemoved, make_private, shown, sweep, wipe, write_whole

_MOST_COPIES = 999
_WHAT = "het verslag"
_UNREADABLE = {"Cc", "Cs", "Zl", "Zp"}
"""Control signs, bytes that are no text, line ends: no log can hold them and no terminal can show them."""

_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EISDIR}
"""No file of ours can be there."""

Noted = Callable[[Path], AbstractContextManager[object]]
"""What goes around the writing of a document: told of its path before there is a file."""


def place(
    data: bytes,
    name: str,
    folder: Path,
    target: Path | None = None,
    noted: Noted = lambda _path: nullcontext(),
) -> Path:
    """Write a document, 0600, and give its path.

    Without `target` it comes in `folder` (made when it isn't there) under `name`. `target` is a file (".docx" is
    added) or a folder. A file that is there already stays: a name of our own becomes "... -2.docx", a name of the
    user's is refused. Raises `DiskFull`, `ReadOnly` or `ExportError`; then there is no document.
    """
    if target is not None:
        target = _expanded(target)
        if not _is_folder(target):
            if target.suffix.lower() != ENDING:
                target = target.with_name(target.name + ENDING)
            return _write(target, data, noted)
    else:
        make_private(folder)
    for path in _names_in(folder if target is None else target, name):
        with suppress(AlreadyThere):
            return _write(path, data, noted)
    raise ExportError(
        f"In {shown(target or folder)} staan te veel kopieën van dit verslag", "Ruim de oude op."
    )


def _names_in(folder: Path, name: str) -> Iterator[Path]:
    """The names of our own, the best one first."""
    stem = name.removesuffix(ENDING)
    for number in range(1, _MOST_COPIES + 1):
        yield folder / (name if number == 1 else f"{stem}-{number}{ENDING}")


def _write(path: Path, data: bytes, noted: Noted) -> Path:
    """One document under one name. Whatever breaks it off, Ctrl+C too: no document of ours is there after it."""
    _refuse_unreadable(path)
    if os.path.lexists(path):  # asked first: else each older copy would be noted and taken back
        raise AlreadyThere(
            f"Er is al een bestand {shown(path)}", "Kies een andere naam, of haal het oude bestand eerst weg."
        )
    with noted(path):
        try:
            write_whole(path, data, replace=False, what=_WHAT)
            sweep(path.parent)
        except AlreadyThere:
            raise  # somebody else's, of this very moment
        except BaseException as broken:
            _wipe_ours(path, data, broken)
            raise
    return path


def _wipe_ours(path: Path, data: bytes, broken: BaseException) -> None:
    """Take away what was placed just before it broke off; another's file of that name stays. `NotRemoved`, also when
    it can't be seen whether it is ours."""
    try:
        if path.is_symlink() or path.read_bytes() != data:
            return
    except OSError as error:
        never_came = isinstance(error, PermissionError) and isinstance(broken, ReadOnly)
        if never_came or error.errno in _NOT_THERE:
            return
        raise NotRemoved(
            f"Het verslag is niet af, en {shown(path)} is niet te lezen",
            "Misschien ligt het er toch. Kijk daar, en haal het dan zelf weg.",
        ) from error
    wipe(path, _WHAT)


def _refuse_unreadable(path: Path) -> None:
    """The log must hold the very name, or the file can't be found back."""
    if any(unicodedata.category(sign) in _UNREADABLE for sign in str(path.absolute())):
        raise ExportError(
            f"In {shown(path)} staan tekens die niemand kan lezen",
            "Kies een andere naam, of een andere map.",
        )


def _expanded(target: Path) -> Path:
    """The path with `~` filled in."""
    with suppress(RuntimeError):  # no home folder: then ~ is a name like any other
        return target.expanduser()
    return target


def _is_folder(target: Path) -> bool:
    """Whether a folder is meant. What can't be looked at is taken for a file: writing it says what is wrong."""
    try:
        return os.path.isdir(target)  # noqa: PTH112 - Path.is_dir raises when it may not look
    except ValueError:  # a NUL in the name
        return False
