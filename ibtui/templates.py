"""The text that minutes start from, per kind of conversation: a readable file each, which a school can replace.

The built-in files are in `ibtui/agenda/`. A file with the same name in the school's own folder goes before it. A
file that can't be used never stops anybody: the built-in one is used, and `trouble` says so.
"""

import os
import stat
from importlib import resources
from pathlib import Path

from ibtui.care.text import clean
from ibtui.care.words import ConversationKind
from ibtui.errors import BadText
from ibtui.files import AlreadyThere, make_private, shown, write_whole
from ibtui.values import dataclass

KINDS = tuple(kind for kind in ConversationKind if kind is not ConversationKind.NOTE)
"""The kinds that start from a text; a note is a line or two and needs none."""

_MOST_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Template:
    """What minutes of one kind start from. `own`: the school's file that it was read from; None: built in.

    `trouble`: why the school's own file wasn't used, in one Dutch sentence; "" when nothing is wrong.
    """

    kind: ConversationKind
    text: str
    own: Path | None = None
    trouble: str = ""


def file_name(kind: ConversationKind) -> str:
    """The file of a kind: "groot-overleg.md"."""
    return f"{kind.value.replace(' ', '-')}.md"


def built_in(kind: ConversationKind) -> str:
    """The text that comes with ibtui: headings with an empty line under each; "" for a note."""
    if kind not in KINDS:
        return ""
    return (resources.files("ibtui") / "agenda" / file_name(kind)).read_text(encoding="utf-8")


def template(kind: ConversationKind, folder: Path) -> Template:
    """The school's own text from `folder` if it has one that can be used, else the built-in one."""
    if kind not in KINDS:
        return Template(kind, "")
    path = folder / file_name(kind)
    try:
        own = _read(path)
    except FileNotFoundError:
        return Template(kind, built_in(kind))
    except (OSError, ValueError, BadText) as error:
        reason = str(error) if isinstance(error, _Unusable) else "is niet te lezen"
        return Template(
            kind,
            built_in(kind),
            trouble=f"Je bestand {shown(path.name)} {reason}. Nu staan de gewone kopjes er.",
        )
    return Template(kind, own, path)


def write_built_in(folder: Path) -> tuple[Path, ...]:
    """Put the built-in files in the school's folder (0700, each 0600) to be edited; gives those that are new.

    A file that is there stays as it is. Raises DiskFull, ReadOnly or ExportError.
    """
    make_private(folder)
    written = []
    for kind in KINDS:
        path = folder / file_name(kind)
        if os.path.lexists(path):
            continue
        try:
            write_whole(path, built_in(kind).encode(), replace=False, what=f"het bestand {path.name}")
        except AlreadyThere:  # another session was first
            continue
        written.append(path)
    return tuple(written)


class _Unusable(ValueError):
    """Why a file can't be used: what goes after its name in a sentence."""


def _read(path: Path) -> str:
    """A school's own file. UTF-8, or else what an older Windows makes of it; ends with a line end."""
    # O_NONBLOCK: a named pipe must be refused, not waited for.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _Unusable("is geen gewoon bestand")
        raw = file.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise _Unusable("is te groot: er passen 20.000 tekens in")
    try:
        text = _decoded(raw)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise _Unusable("is geen gewone tekst")
    text = clean(text, multiline=True, limit=_MOST_BYTES)
    if not text.strip():
        raise _Unusable("is leeg")
    return text if text.endswith("\n") else f"{text}\n"


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")
