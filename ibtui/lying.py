"""Which documents still lie where they were written, what became of them since, and how they are taken away.

`look` asks the file system and never the store, so it may run in a worker thread. A folder on a network or a stick
can be away for a while, and Word takes a file away for a moment when it saves: so `note` keeps since when a document
isn't found, and calls it gone after a week.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from ibtui.errors import ExportError, StoreError
from ibtui.files import NotRemoved, shown, wipe
from ibtui.settings import Home
from ibtui.store import exports
from ibtui.store.exports import ExportRow
from ibtui.values import dataclass

OLD = 7
"""Days after which a copy is named on the week screen, and after which one that isn't found is noted as gone."""


class State(StrEnum):
    """What became of a document; the word is the one that users see."""

    NEW = "nieuw"  # made today
    LYING = "ligt er nog"
    OPEN = "open in Word"  # or in LibreOffice
    CHANGED = "gewijzigd"
    LINK = "verwijzing"  # in its place: a link to another file
    GONE = "weg"
    AWAY = "niet te zien"  # its folder can't be reached


@dataclass(frozen=True, slots=True)
class LyingFile:
    """A document that ibtui wrote. `age` in days; `beside`: files in the folder that were made from it by others."""

    row: ExportRow
    path: Path
    state: State
    age: int
    beside: tuple[str, ...] = ()

    @property
    def there(self) -> bool:
        """Whether the file was seen."""
        return self.state not in (State.GONE, State.AWAY)

    @property
    def old(self) -> bool:
        """Whether it has been lying there too long."""
        return self.there and self.age >= OLD


def look(rows: Iterable[ExportRow], standard: Path, today: dt.date) -> tuple[LyingFile, ...]:
    """What became of these documents, in the same order. `standard`: the folder of those of which none was kept.

    Asks the store nothing; never raises for a folder that is away.
    """
    known = [(_with_replaced(row, standard), _folder(row, standard)) for row in rows]
    folders = {folder: _names(folder) for _row, folder in known}
    made = _made_from(known, folders)
    return tuple(_file(row, folder, folders[folder], today, made.get(row.id, ())) for row, folder in known)


def note(files: Sequence[LyingFile], today: dt.date) -> tuple[LyingFile, ...]:
    """Keep in the store since when documents aren't found, and that they are gone after a week; gives the others.

    Of a document of before folders were kept nobody knows where it lay: when it is gone it isn't named for long.
    A store that can't be written is no reason to stop: a next look does it again. On the store's thread.
    """
    away = [file for file in files if file.state is State.GONE]
    missed = [file.row.id for file in away if file.row.missed_on is None]
    gone = [file.row.id for file in away if file.row.missed_on and (today - file.row.missed_on).days >= OLD]
    # Not on the same day: of two machines with one store, one may have the folder and the other not.
    back = [file.row.id for file in files if file.there and file.row.missed_on not in (None, today)]
    if missed or gone or back:
        with suppress(StoreError):
            exports.note_look(missed, back, gone, today)
    return tuple(
        file
        for file in files
        if file.row.id not in gone and not (file in away and file.age >= OLD and not file.row.folder)
    )


def find(export_id: int, home: Home, today: dt.date) -> LyingFile:
    """One document by its number in the log. `Missing` for no number of ours, `NotRemoved` when it went before."""
    row = exports.export(export_id)
    if row.removed_at is not None:
        what = "is al gewist" if row.removed_how == "gewist" else "was al weg"
        raise NotRemoved(
            f"Kopie {export_id} {what}, op {row.removed_at:%d-%m-%Y}", "Er hoeft niets te gebeuren."
        )
    folder = _folder(row, home.exports)
    return _file(_with_replaced(row, home.exports), folder, _names(folder), today)


def remove(file: LyingFile, *, even_open: bool = False, even_changed: bool = False) -> str:
    """Overwrite and remove a document, and note that in the log; gives what was done, in a sentence for users.

    One that is gone already is only noted; of a link only the link goes. Asks the store, on its own thread.
    `NotRemoved` when it is open and not `even_open`, when it is changed and not `even_changed`, when its folder is
    away, or when it can't be removed: then nothing is noted.
    """
    name = shown(file.path.name)
    if not file.there:
        return _note_gone(file, name)
    now = _again(file)  # a look grows old: another document may have got its name
    if not now.there:
        return _note_gone(now, name)
    _refuse(file, now, even_open, even_changed)
    wipe(file.path, "de kopie")
    if now.state is State.LINK:
        exports.mark_removed(file.row.id, "weg: alleen de verwijzing")
        return f"Alleen de verwijzing {name} is weg. Het document zelf is niet gewist"
    exports.mark_removed(file.row.id)
    return f"Gewist: {name}"


def _again(file: LyingFile) -> LyingFile:
    """The same document, as the log and its folder have it now. `NotRemoved` when it was noted as gone before."""
    row = _with_replaced(exports.export(file.row.id), file.path.parent)
    if row.removed_at is not None:
        raise NotRemoved(f"{shown(file.path.name)} was al weg", "Er hoeft niets te gebeuren.")
    return _file(row, file.path.parent, _names(file.path.parent), row.at.date() + dt.timedelta(file.age))


def _refuse(seen: LyingFile, now: LyingFile, even_open: bool, even_changed: bool) -> None:
    name = shown(now.path.name)
    if now.state is State.OPEN and not even_open:
        raise NotRemoved(
            f"{name} is nog open in Word of LibreOffice",
            "Sluit het daar eerst. Is het al dicht? Wis het dan in ibtui, bij Verslagen.",
        )
    if now.state is State.CHANGED and not even_changed:
        raise NotRemoved(
            f"{name} is gewijzigd nadat ibtui hem schreef, of het is een ander bestand",
            "Kijk er eerst naar. Mag het weg? Wis het dan in ibtui, bij Verslagen, of typ "
            f"ibtui exports --wis {now.row.id} --ook-gewijzigd.",
        )
    if now.state is State.LINK and seen.state is not State.LINK:
        raise NotRemoved(f"{name} is nu een verwijzing", "Kijk er eerst naar en doe het dan opnieuw.")


def away_words(file: LyingFile) -> tuple[str, str]:
    """What is said of a document of which the folder can't be reached, and what to do."""
    return (
        f"De map {place(file.path.parent)} is nu niet te bereiken",
        "Misschien ligt het document daar nog. Sluit de stick of de netwerkmap aan en probeer het opnieuw.",
    )


def _note_gone(file: LyingFile, name: str) -> str:
    """Note that a document isn't there, when that can be seen now."""
    if not file.row.replaced:
        names = _names(file.path.parent)
        if names is None:
            raise NotRemoved(*away_words(file))
        if file.path.name in names:
            raise NotRemoved(f"{name} ligt er weer", "Kijk er eerst naar en doe het dan opnieuw.")
    exports.mark_gone(file.row.id)
    again = ": er kwam later een nieuwe met die naam" if file.row.replaced else ""
    return f"Genoteerd dat {name} weg is{again}"


def remove_all(files: Sequence[LyingFile]) -> str:
    """Remove these documents; those that are open or changed, and links, stay. Gives what was done; `NotRemoved`
    when any stayed."""
    stayed = []
    for file in files:
        try:
            if file.state is State.LINK:
                raise NotRemoved("Een verwijzing gaat alleen weg na een eigen vraag")
            remove(file)
        except ExportError:
            stayed.append(shown(file.path.name))
    done = len(files) - len(stayed)
    said = f"{done} kopie{'ën' if done != 1 else ''} gewist"
    if stayed:
        raise NotRemoved(
            f"{said}; deze niet: {', '.join(stayed)}", "Sluit ze in Word. Kies ze daarna een voor een."
        )
    return said


def remove_numbered(numbers: Iterable[int], home: Home, today: dt.date) -> str:
    """Remove the documents with these numbers in the log, as far as they are there; gives what was done, or what
    stayed and why, "" when nothing lay there. For a pupil who is forgotten: nothing stops that."""
    there = []
    for number in numbers:
        with suppress(ExportError, StoreError):  # gone already, or its line is
            file = find(number, home, today)
            there += [file] if file.there else []
    try:
        return remove_all(there) if there else ""
    except ExportError as error:
        return str(error)


def place(folder: Path) -> str:
    """A folder as people write it: "~/Documenten/ibtui"."""
    try:
        return shown(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return shown(folder)


# ── looking ──────────────────────────────────────────────────────────────────────
def _folder(row: ExportRow, standard: Path) -> Path:
    return Path(row.folder) if row.folder else standard


def _with_replaced(row: ExportRow, standard: Path) -> ExportRow:
    """The row, replaced also when a later document got its name in the same folder by another spelling."""
    if row.replaced or not row.later:
        return row
    own = _real(row.folder or standard)
    return replace(row, replaced=any(_real(folder or standard) == own for folder in row.later))


def _real(folder: str | Path) -> str:
    """A folder without links and detours; as it is when it has a name that can't be."""
    try:
        return os.path.realpath(folder)
    except (OSError, ValueError):
        return str(folder)


def _names(folder: Path) -> frozenset[str] | None:
    """The names in a folder; None when it isn't there, may not be read, or has a name that can't be."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries)
    except (OSError, ValueError):
        return None


def _file(
    row: ExportRow,
    folder: Path,
    names: frozenset[str] | None,
    today: dt.date,
    beside: tuple[str, ...] = (),
) -> LyingFile:
    age = max((today - row.at.date()).days, 0)
    return LyingFile(row, folder / row.file_name, _state(row, folder, names, age), age, beside)


def _state(row: ExportRow, folder: Path, names: frozenset[str] | None, age: int) -> State:
    if row.replaced:  # the file that bears its name now is another document
        return State.GONE
    if names is None:
        return State.AWAY
    if row.file_name not in names:
        return State.GONE
    if (folder / row.file_name).is_symlink():
        return State.LINK
    if not names.isdisjoint(_locks(row.file_name)):
        return State.OPEN
    if _changed(row, folder / row.file_name):
        return State.CHANGED
    return State.NEW if age == 0 else State.LYING


def _locks(name: str) -> set[str]:
    """What lies beside a document while it is open. Word puts "~$" before it or in the place of its first letters."""
    return {f".~lock.{name}#", *(f"~${name[letters:]}" for letters in range(3))}


def _changed(row: ExportRow, path: Path) -> bool:
    """Whether the file holds other bytes than were written. One that wasn't touched since isn't read."""
    try:
        about = path.stat()
        if row.digest and about.st_size != row.size:
            return True
        # Times of the log have no parts of a second; a share may keep its time in steps of two.
        if about.st_mtime <= row.at.timestamp() + 2:
            return False
        if not row.digest:  # from before digests were kept
            return True
        return hashlib.sha256(path.read_bytes()).hexdigest() != row.digest
    except OSError:
        return False


def _made_from(
    known: Sequence[tuple[ExportRow, Path]], folders: dict[Path, frozenset[str] | None]
) -> dict[int, tuple[str, ...]]:
    """By number: files beside a document that bear its name and that ibtui didn't write, as a PDF of it."""
    found: dict[int, tuple[str, ...]] = {}
    for folder, names in folders.items():
        rows = {Path(row.file_name).stem: row for row, place in known if place == folder and not row.replaced}
        ours = {row.file_name for row in rows.values()}
        stems = sorted(rows, key=len, reverse=True)  # "... 12 ouders" before "... 12"
        for name in sorted(names or ()):
            if name in ours or name.startswith((".", "~")):
                continue
            stem = next((stem for stem in stems if _is_of(name, stem)), None)
            if stem is not None:
                found[rows[stem].id] = (*found.get(rows[stem].id, ()), name)
    return found


def _is_of(name: str, stem: str) -> bool:
    """Whether a name is `stem` with something behind it: "x.pdf", "x (1).docx", "x - kopie.docx"; not "x1.docx"."""
    return name.startswith(stem) and not name[len(stem) :][:1].isalnum()
