"""Who else can get at a school's files: looked at before anything is opened, and said with the command that mends it.

A file of ours is right when only its owner reads and writes it (0600) and the owner is who runs this. With the
setting `gedeeld` it is right when a system group has it (0660, in folders 2770 of that group). On the way to it,
nobody else may be able to put another folder in the place of one. No file of ours may be a symbolic link.
"""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ibtui import files
from ibtui.errors import IbtuiError
from ibtui.files import shown
from ibtui.settings import Home
from ibtui.system_users import group_name, group_number, is_nobody_here, user_name
from ibtui.values import dataclass

PRIVATE_UMASK = 0o077
SHARED_UMASK = 0o007
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside the database; made and removed while others work."""
_HEAD = "logboek.kop"
"""What the log's end was (see `store.audit`): who can't read it would write a new one over it."""
_MOST_LINKS = 20
_HERE_ITSELF = (
    "Hier moet het echte bestand zelf staan. Verplaats niets voordat je weet wie de verwijzing maakte, "
    "en vraag de beheerder om het terug te zetten."
)


class Unsafe(IbtuiError):
    """Others can get at the school's files. The hint is the command that mends it."""


@dataclass(frozen=True, slots=True)
class Danger:
    """One thing that is wrong with one file or folder: what, in a Dutch sentence, and the command that mends it."""

    path: Path
    what: str
    mend: str
    """"" when no command is safe: what a link points to may be any file of this machine."""
    admin: bool = False
    """It is somebody else's: only the administrator can run the command."""

    @property
    def advice(self) -> str:
        """What to do, in Dutch, with the command at the end; in words alone when no command mends it."""
        if not self.mend:
            return _HERE_ITSELF
        return f"{'Vraag de beheerder om dit te doen' if self.admin else 'Doe eerst'}: {self.mend}"


def enter(home: Home) -> None:
    """Before anything of this school is opened: `Unsafe` when others can get at it. Also sets how files are made.

    Raises `SettingsError` when the group of `gedeeld` isn't there, or isn't one of yours.
    """
    share(home.settings.shared_group)
    found = dangers(home)
    if found:
        more = f" (en nog {len(found) - 1} keer zoiets, zie ibtui controle)" if len(found) > 1 else ""
        raise Unsafe(f"{found[0].what}{more}", found[0].advice)


def share(group: str) -> None:
    """How files are made from here on: for you alone, or for this system group too ("": for you alone)."""
    number = group_number(group) if group else None
    changed = files.share_with(number)
    if changed:
        os.umask(PRIVATE_UMASK if number is None else SHARED_UMASK)


def dangers(home: Home) -> tuple[Danger, ...]:
    """All that is wrong with the files and the way to them, the worst first: links, then folders, then files."""
    group = group_number(home.settings.shared_group) if home.settings.shared_group else None
    beside = [home.database.with_name(home.database.name + end) for end in _BESIDE]
    ours = [home.database, home.keys, *beside, home.config]
    found = [danger for path in ours for danger in _link(path, needed=path not in beside)]
    found += look_at(
        home.config, group, needs=0o040
    )  # it says which group: so it is looked at before that group
    found += _own_folder(home.database.parent, group)
    found += _folders(sorted({path.parent for path in ours}), group)
    for path in (home.database, home.keys, *beside, home.database.with_name(_HEAD)):
        status = _status(path)
        if status is not None and not stat.S_ISDIR(status.st_mode):  # a folder: opening it says that
            found += look_at(path, group, needs=0 if path in beside else 0o060)
    return tuple({danger.path: danger for danger in reversed(found)}.values())[::-1]


def dangers_within(folder: Path, group: str) -> tuple[Danger, ...]:
    """What is wrong with a folder of ours (backups) and all that lies in it; nothing when it isn't there.
    Wrong modes are one danger, however many: one command mends them all."""
    number = group_number(group) if group else None
    inside = sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else []
    found = [danger for path in inside for danger in _link(path)]
    wrong = [danger for path in (folder, *inside) for danger in look_at(path, number, needs=0o060)]
    owners = [danger for danger in wrong if danger.admin and danger.mend.startswith("chown ")]
    modes = [danger for danger in wrong if danger not in owners]
    if modes:
        name, admin = shlex.quote(shown(folder, 400)), any(danger.admin for danger in modes)
        mend = f"chmod -R go= {name}"
        if group:
            mend = f"chgrp -R {group} {name} && chmod -R u=rwX,g=rwX,o= {name} && chmod 2770 {name}"
        found.append(Danger(modes[0].path, modes[0].what, mend, admin))
    return (*owners, *found)


def refuse_passphrase_file(path: Path) -> None:
    """`Unsafe` when somebody else owns the passphrase file or can change the way to it. Its mode is looked at on
    reading, in `settings.passphrase_from_file`."""
    found = [*_owner(path, None), *_folders([path.absolute().parent], None)]
    if found:
        raise Unsafe(found[0].what, found[0].advice)


def look_at(path: Path, group: int | None, *, needs: int = 0) -> Iterator[Danger]:
    """Whether the mode and the owner of a file or folder of ours are right. `needs`: what a group that shares the
    school has to be able to do with it, as bits of the mode."""
    status = _status(path)
    if status is None or stat.S_ISLNK(status.st_mode):
        return
    yield from _owner(path, group)
    mode = stat.S_IMODE(status.st_mode)
    folder = stat.S_ISDIR(status.st_mode)
    ours = group is not None and status.st_gid == group
    open_to_others = mode & ((0o007 if folder else 0o017) if ours else 0o077)
    shut = group is not None and needs != 0 and not (ours and mode & needs == needs)
    if not open_to_others and not shut:
        if ours and _has_acl(path):
            yield Danger(path, *_acl(path), admin=_is_admins(status))
        return
    kind = "de map" if folder else "het bestand"
    what = "Ook anderen mogen bij" if open_to_others else "Je collega's kunnen niet bij"
    mend = _right_mode(path, group, folder=folder)
    yield Danger(path, f"{what} {kind} {shown(path)}", mend, _is_admins(status))


def _is_admins(status: os.stat_result) -> bool:
    return os.geteuid() not in (0, status.st_uid)


def _right_mode(path: Path, group: int | None, *, folder: bool) -> str:
    name = shlex.quote(shown(path, 400))
    if group is None:
        return f"chmod {'700' if folder else '600'} {name}"
    return f"chgrp {group_name(group)} {name} && chmod {'2770' if folder else '660'} {name}"


def _link(path: Path, *, needed: bool = False) -> Iterator[Danger]:
    """A link in place of a file: whoever made it chooses what we read and where we write. What it points to is never
    to be moved: that may be a file of the system. `needed`: without the file there is no school, so the link alone
    going doesn't mend it."""
    status = _status(path)
    if status is None or not stat.S_ISLNK(status.st_mode):
        return
    mend = "" if needed else f"rm {shlex.quote(shown(path, 400))}"
    yield Danger(path, f"Het bestand {shown(path)} is een verwijzing naar een ander bestand", mend)


def _owner(path: Path, group: int | None) -> Iterator[Danger]:
    status = _status(path)
    if status is None or _trusted(status.st_uid, group, root=False):
        return
    mend = f"chown {user_name(os.geteuid())} {shlex.quote(shown(path, 400))}"
    what = f"{shown(path)} is van een andere gebruiker ({user_name(status.st_uid)})"
    yield Danger(path, what, mend, _is_admins(status))


def _own_folder(folder: Path, group: int | None) -> Iterator[Danger]:
    """The folder of a school that a group shares: files that are made in it must be the group's by themselves."""
    status = _status(folder)
    if group is None or status is None:
        return
    if _has_acl(folder):
        yield Danger(folder, *_acl(folder), admin=_is_admins(status))
    elif status.st_gid != group or stat.S_IMODE(status.st_mode) != 0o2770:
        what = f"De map {shown(folder)} is niet van de groep {group_name(group)} alleen"
        yield Danger(folder, what, _right_mode(folder, group, folder=True), _is_admins(status))


def _folders(starts: list[Path], group: int | None) -> list[Danger]:
    """What is wrong with the folders on the way: each one up to the root, also where a link leads along others."""
    found: list[Danger] = []
    for folder in _way(starts):
        try:
            status = folder.stat()
        except OSError:
            continue  # not there yet, or nobody may look: opening it says so
        name = shlex.quote(shown(folder, 400))
        if not (_trusted(status.st_uid, group, root=True) or is_nobody_here(status.st_uid)):
            who = user_name(status.st_uid)
            what = f"De map {shown(folder)} is van een andere gebruiker ({who}), die kan er je gegevens verwisselen"
            mend = f"chown {user_name(os.geteuid())} {name}"
            found.append(Danger(folder, what, mend, _is_admins(status)))
        elif not status.st_mode & stat.S_ISVTX and _others_write(folder, status, group):
            what = f"In de map {shown(folder)} mogen ook anderen schrijven, die kunnen er je gegevens verwisselen"
            ours = _ours(status, group) and not _has_acl(folder)
            right = "o-w" if ours else "go-w"
            if (
                status.st_uid != os.geteuid()
            ):  # others work there: they go on, but no longer with what isn't theirs
                right = "+t"
            found.append(Danger(folder, what, f"chmod {right} {name}", _is_admins(status)))
    return found


def _way(starts: list[Path]) -> list[Path]:
    """Every folder that is passed through, the nearest first; what a link on the way points to as well."""
    todo = [path for start in starts for path in (start.absolute(), start.resolve())]
    seen: dict[Path, None] = {}
    links = 0
    while todo:
        start = todo.pop(0)
        for folder in (start, *start.parents):
            if folder in seen:
                continue
            seen[folder] = None
            with suppress(OSError):
                if folder.is_symlink() and (links := links + 1) < _MOST_LINKS:
                    todo.append(Path(os.path.normpath(folder.parent.resolve() / folder.readlink())))
    return list(seen)


def _others_write(folder: Path, status: os.stat_result, group: int | None) -> bool:
    if status.st_mode & stat.S_IWOTH:
        return True
    shared = status.st_gid == group
    # With a list of its own the bits of the group say what anybody on that list may do at most. The folder of the
    # school itself is looked at apart: there the list has to go.
    return bool(status.st_mode & stat.S_IWGRP) and (
        not _ours(status, group) or (_has_acl(folder) and not shared)
    )


def _has_acl(path: Path) -> bool:
    """Whether a list says for some users by name what they may do, beside the mode."""
    try:
        return bool(os.getxattr(path, "system.posix_acl_access"))
    except (OSError, AttributeError):  # no list; no such lists here
        return False


def _acl(path: Path) -> tuple[str, str]:
    what = f"Voor {shown(path)} gelden nog andere rechten, van een lijst (ACL)"
    return what, f"setfacl -b {shlex.quote(shown(path, 400))}"


def _ours(status: os.stat_result, group: int | None) -> bool:
    """Whether a folder's group is the one that shares the school, or has nobody but me in it."""
    if status.st_gid == group:
        return True
    try:
        known = grp.getgrgid(status.st_gid)
    except (KeyError, OSError):
        return False
    me = user_name(os.geteuid())
    return known.gr_name == me and set(known.gr_mem) <= {me}


def _trusted(owner: int, group: int | None, *, root: bool) -> bool:
    """Whether this user may own a file: me, root for a folder on the way, a member of the group that shares."""
    if owner == os.geteuid() or (root and owner == 0):
        return True
    if group is None:
        return False
    try:
        known = pwd.getpwuid(owner)
        return owner == 0 or known.pw_gid == group or known.pw_name in grp.getgrgid(group).gr_mem
    except (KeyError, OSError):
        return False


def _status(path: Path) -> os.stat_result | None:
    """Of the name itself, not of what a link points to; None when it isn't there or can't be looked at."""
    try:
        return path.lstat()
    except OSError:
        return None
