"""The schools of one home: the first one as it always was, each further one in a folder of its own under `scholen`.

A school is a database with a key file, templates and an export folder that no other school shares: the wall between
two schools is a folder. Before a school is unlocked it is known by the name of its folder.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress

from ibtui.care.text import fold
from ibtui.errors import BadInput, IbtuiError
from ibtui.files import shown, write_whole
from ibtui.settings import DATABASE_NAME, KEYS_NAME, Home

FOLDER = "scholen"
LAST_NAME = "laatst"
"""A small file in the home: the folder of the school that was open last. Only there when there is more than one."""
FIRST = "eerste"
"""What the first school is called where others have the name of their folder."""

_LONGEST = 40
_MOST_BYTES = 400


def first(home: Home) -> Home:
    """The first school of the home that this school is in."""
    if not home.school:
        return home
    root = home.database.parent.parent.parent
    return Home(root / DATABASE_NAME, root / KEYS_NAME, home.config, home.exports.parent, home.settings)


def further(home: Home, name: str) -> Home:
    """A further school, in the folder `name`; it may still have to be made. Its papers get a folder of their own."""
    if not name or name.startswith(".") or "/" in name or "\0" in name:
        raise BadInput(f"{shown(name, 60)} kan geen map zijn", "Neem letters, cijfers en streepjes.")
    root = first(home)
    folder = root.database.parent / FOLDER / name
    return Home(
        folder / DATABASE_NAME, folder / KEYS_NAME, root.config, root.exports / name, root.settings, name
    )


def schools(home: Home) -> tuple[Home, ...]:
    """All schools of this home, the first one first. When there is none at all: the first, for the wizard."""
    root = first(home)
    found: list[Home] = []
    with suppress(OSError):  # no such folder, or nobody may look in it: then there is one school
        names = sorted(entry.name for entry in os.scandir(root.database.parent / FOLDER))
        found = [further(root, name) for name in names if not name.startswith(".")]
    found = [home for home in found if _is_there(home)]
    by_place: dict[str, Home] = {}  # a link to a school that is in the list isn't one school more
    for home in found if found and not _is_there(root) else (root, *found):
        by_place.setdefault(os.path.realpath(home.database), home)
    return tuple(by_place.values())


def _is_there(home: Home) -> bool:
    try:
        return home.database.exists() or home.keys.exists()
    except OSError:
        return True  # it can't be looked at: opening it says why


def called(home: Home) -> str:
    """What a school is called before it is unlocked."""
    return home.school or FIRST


def spoken(home: Home) -> str:
    """The same in a sentence."""
    return home.school or "je eerste school"


def way_out(home: Home) -> str:
    """What to do when this school doesn't open and there are others; "" when there are none."""
    names = [shlex.quote(shown(called(one), 60)) for one in schools(home) if one != home]
    return f"Een andere school openen: typ ibtui --school {' of '.join(names[:3])}." if names else ""


def with_way_out(error: IbtuiError, home: Home) -> IbtuiError:
    """The same error, that says too how another school opens."""
    return type(error)(error.title, f"{error.hint} {way_out(home)}")


def find(home: Home, typed: str) -> Home | None:
    """The one school whose folder has this name or begins with it, or has a word that does; None: none or several."""
    among, wanted = schools(home), _words(typed)
    exact = [one for one in among if called(one) == typed]
    exact = exact or [one for one in among if wanted and _words(called(one)) == wanted]
    if exact:
        return exact[0]
    close = [one for one in among if wanted and f"-{wanted}" in f"-{_words(called(one))}"]
    return close[0] if len(close) == 1 else None


def new_name(home: Home, school_name: str) -> str:
    """A free folder name for a school of this name: "OBS De Vlinderboom" gets "obs-de-vlinderboom"."""
    stem = _words(school_name).removeprefix("oefenschool-")[:_LONGEST].strip("-") or "school"
    taken = {FIRST, *(one.school for one in schools(home))}
    root = first(home).database.parent / FOLDER
    number, name = 1, stem
    while name in taken or os.path.lexists(root / name):
        number += 1
        name = f"{stem}-{number}"
    return name


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def last_open(home: Home) -> Home:
    """The school of this home that was open last; the first one when that isn't known."""
    among = schools(home)
    name = ""
    with suppress(OSError), (first(home).database.parent / LAST_NAME).open("rb") as file:
        name = os.fsdecode(file.read(_MOST_BYTES)).removesuffix("\n")
    return next((one for one in among if one.school == name), among[0])


def remember(home: Home) -> None:
    """Open this school first the next time. Nothing is written while there is one school; a fault isn't told."""
    if len(schools(home)) > 1 and last_open(home) != home:
        with suppress(IbtuiError):
            path = first(home).database.parent / LAST_NAME
            write_whole(path, os.fsencode(f"{home.school}\n"), replace=True)
