"""The emergency copy: a text that the store can't have now, locked in a file of its own until the next start.

The file says nothing to who finds it: its name has only a moment, its inside is one SecretBox (XSalsa20-Poly1305) under
a key that is derived from the database key. It lies in the folder `noodkopie` beside the database or, when that disk is
full or gone, in the one in the folder for documents. It goes (overwritten) when the user has chosen between it and the
text of the store.

Re-encryption gives every copy a second box under the new key before the old key goes: `also_under`, then `only_under`.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from ibtui.errors import IbtuiError, StoreError
from ibtui.files import make_private, wipe, write_whole
from ibtui.settings import Home
from ibtui.store import audit, database, sodium
from ibtui.store.models import Minutes
from ibtui.store.vault import DatabaseKey
from ibtui.values import dataclass

FOLDER = "noodkopie"
_SUFFIX = ".ibtui-nood"
_WHAT = "de noodkopie"
_PURPOSE = "noodkopie"
_ANEW = "-nieuw"
_MOST_BYTES = 16 * 1024 * 1024
_PATIENCE = 100
"""Milliseconds that the audit line may take: the store is in trouble, and somebody waits."""


LINE = 0
"""In the place of the number of minutes: the text is a vangregel that was being typed."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that waits for a choice. `base`: what the store had when it was typed; `made_at`: ISO, local time."""

    minutes_id: int
    text: str
    base: str
    made_at: str
    who: str


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy and where it lies."""

    path: Path
    copy: Copy


def keep(home: Home, key: DatabaseKey | None, minutes_id: int, text: str, base: str, at: dt.datetime) -> Path:
    """Lock the text in a new file and say which. `key`: that of the home, `homes.key_of`. `base`: what the store has.

    Raises `IbtuiError` when neither disk can have it.
    """
    if key is None:
        raise StoreError("De school is op slot", "Typ eerst je wachtwoord.")
    copy = Copy(minutes_id, text, base, at.isoformat(" "), database.who())
    path = _write_somewhere(home, at, _to_json([_seal(key, copy)]))
    with suppress(
        IbtuiError, database.StoreFault
    ):  # the store is in trouble; taking the copy in is logged too
        _note("gemaakt", minutes_id)
    return path


def there_are(home: Home) -> bool:
    """Whether any copy lies here, of whomever. Quick, and opens nothing."""
    return next(_files(home), None) is not None


def waiting(home: Home, key: DatabaseKey | None) -> list[FoundCopy]:
    """The copies that this key opens, the oldest first. What belongs to another key is left alone."""
    if key is None:
        return []
    found: list[FoundCopy] = []
    for path in _files(home):
        with suppress(OSError, ValueError, TypeError, KeyError):
            copy = _open(key, _boxes(path))
            if copy is not None:
                found.append(FoundCopy(path, copy))
    return sorted(found, key=lambda one: one.copy.made_at)


def done(found: FoundCopy, how: str) -> None:
    """The user has chosen: the file goes, overwritten, and a line of the log says `how` (Dutch, no content).

    Raises `IbtuiError`; then the file is there still and is offered again.
    """
    drop(found.path, found.copy.minutes_id, how)


def drop(path: Path, minutes_id: int, how: str) -> None:
    """As `done`, of a copy that this session made itself."""
    _note(how, minutes_id)
    wipe(path, _WHAT)


def take_out(found: FoundCopy) -> None:
    """Wipe a copy as part of a larger change, which has its own line in the log. Raises `IbtuiError`."""
    wipe(found.path, _WHAT)


def put_instead(found: FoundCopy, key: DatabaseKey, text: str, base: str) -> None:
    """Another text in this copy; what was there is overwritten. Part of a larger change. Raises `IbtuiError`."""
    _write_anew(found.path, [_seal(key, replace(found.copy, text=text, base=base))])


def drop_forgotten(home: Home, key: DatabaseKey | None) -> int:
    """Wipe the copies, of whomever, of minutes that went for good when a pupil was forgotten. How many there were."""
    from ibtui.store.models import Forgotten  # the copies are looked for at each opening, these hardly ever

    gone = 0
    for found in waiting(home, key):
        there = Minutes.select().where(Minutes.id == found.copy.minutes_id).exists()  # in the bin counts too
        since = Forgotten.select().where(Forgotten.day >= dt.date.fromisoformat(found.copy.made_at[:10]))
        if found.copy.minutes_id != LINE and not there and since.exists():
            done(found, "gewist: het hoorde bij een vergeten leerling")
            gone += 1
    return gone


def also_under(home: Home, old: DatabaseKey, new: DatabaseKey) -> int:
    """Before the database gets a new key: each copy can be opened with both. Says how many there are."""

    def both(boxes: list[bytes]) -> list[bytes]:
        copy = _open(old, boxes)
        return boxes if copy is None or _open(new, boxes) is not None else [*boxes, _seal(new, copy)]

    return _again(home, both)


def only_under(home: Home, key: DatabaseKey) -> int:
    """After it: no copy can be opened with the old key. The old file is overwritten. Says how many were changed."""
    return _again(home, lambda boxes: [box for box in boxes if _open(key, [box]) is not None] or boxes)


# --- files ---


def _folders(home: Home) -> tuple[Path, ...]:
    return home.database.parent / FOLDER, home.exports / FOLDER


def _files(home: Home) -> Iterator[Path]:
    for folder in _folders(home):
        with suppress(OSError):
            yield from (path for path in folder.glob(f"*{_SUFFIX}") if path.is_file())


def _write_somewhere(home: Home, at: dt.datetime, data: bytes) -> Path:
    """In the first folder that can have it; else raises what the first one said."""
    faults: list[IbtuiError] = []
    for folder in _folders(home):
        path = folder / f"{at:%Y-%m-%d-%H%M%S}{_SUFFIX}"
        try:
            make_private(folder)
            write_whole(path, data, replace=False, what=_WHAT)
        except IbtuiError as error:
            faults.append(error)
            with suppress(OSError):  # a folder that was made for it, and stayed empty
                folder.rmdir()
        else:
            return path
    raise faults[0]


def _again(home: Home, change: Callable[[list[bytes]], list[bytes]]) -> int:
    """Write each file anew with other boxes; the bytes that were there are overwritten. How many were changed."""
    count = 0
    for path in list(_files(home)):
        with suppress(ValueError, TypeError, KeyError, FileNotFoundError):
            boxes = _boxes(path)
            fresh = change(boxes)
            if fresh != boxes:
                _write_anew(path, fresh)
                count += 1
    return count


def _write_anew(path: Path, boxes: list[bytes]) -> None:
    """Another file in its place, and the bytes that were there overwritten. At any moment one of them is whole."""
    fresh = path.with_name(f"{path.stem.removesuffix(_ANEW)}{_ANEW}{_SUFFIX}")
    if fresh == path:  # a kill left it under this name
        fresh = path.with_name(f"{path.stem}{_ANEW}{_SUFFIX}")
    write_whole(fresh, _to_json(boxes), replace=True, what=_WHAT)
    wipe(path, _WHAT)
    with suppress(OSError):
        fresh.rename(path)


def _to_json(boxes: list[bytes]) -> bytes:
    rows = [base64.b64encode(box).decode() for box in boxes]
    return json.dumps({"ibtui": FOLDER, "version": 1, "boxes": rows}).encode()


def _boxes(path: Path) -> list[bytes]:
    """ValueError, TypeError or KeyError for what we didn't write."""
    with path.open("rb") as file:
        top = json.loads(file.read(_MOST_BYTES))
    if not isinstance(top, dict) or top["ibtui"] != FOLDER or top["version"] != 1:
        raise ValueError("not an emergency copy")
    return [base64.b64decode(box, validate=True) for box in top["boxes"]]


# --- the lock ---


def _seal(key: DatabaseKey, copy: Copy) -> bytes:
    own, text = key.derived(_PURPOSE), bytearray(json.dumps(asdict(copy)).encode())
    try:
        return sodium.lock(own, text)
    finally:
        sodium.wipe(own, text)


def _open(key: DatabaseKey, boxes: list[bytes]) -> Copy | None:
    own = key.derived(_PURPOSE)
    found = next((text for text in (sodium.unlock(own, box) for box in boxes) if text is not None), None)
    sodium.wipe(own)
    if found is None:
        return None
    told = json.loads(found)
    sodium.wipe(found)
    return Copy(int(told["minutes_id"]), *(str(told[name]) for name in ("text", "base", "made_at", "who")))


def _note(how: str, minutes_id: int) -> None:
    """A line of the log. Raises `StoreError` and its kinds."""
    with database.patience(_PATIENCE):
        if minutes_id == LINE:
            audit.note(f"noodkopie van vangregel {how}")
        else:
            audit.note(f"noodkopie van verslag {how}", "minutes", minutes_id)
