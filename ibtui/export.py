"""Minutes out of the store and into a Word document: the one way a text leaves the encrypted file.

Three steps, because a connection to the store belongs to its thread: `prepare` and `record` ask the store, on
the thread that opened it; `write` knows no store and may run in a worker thread. `export_minutes` does all three.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ibtui.care.minutes import parse
from ibtui.care.paper import Paper, build_paper
from ibtui.care.words import Audience, ConversationKind, PaperAudience
from ibtui.documents.filename import ENDING, document_name
from ibtui.errors import ExportError, IbtuiError
from ibtui.files import AlreadyThere, make_private, shown, write_whole
from ibtui.settings import Home
from ibtui.store import conversations, database, exports, minutes, papers

_MOST_COPIES = 999


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that a document needs. `name` is the file name it gets, in `folder`, when nobody names it."""

    minutes_id: int
    edition: int
    audience: PaperAudience
    paper: Paper
    name: str
    folder: Path
    made_at: datetime  # local time


def export_minutes(minutes_id: int, audience: PaperAudience, target: Path | None, home: Home) -> Path:
    """Write minutes to a Word document and note that in the export log. Returns the path.

    `target` is a file (".docx" is added), a folder, or None for the folder of the settings. Raises `Missing`,
    `DiskFull`, `ReadOnly` or `ExportError`; then there is no document.
    """
    prepared = prepare(minutes_id, audience, home)
    path = write(prepared, target)
    try:
        record(prepared, path)
    except IbtuiError:
        # A document that nobody can find back in the log may not stay.
        with suppress(OSError):
            path.unlink()
        raise
    return path


def prepare(minutes_id: int, audience: PaperAudience, home: Home) -> Prepared:
    """Ask the store for the text and what belongs to it.

    `ExportError` for a private conversation, and for parents when it is about children of several families.
    """
    text = minutes.load(minutes_id)
    talk = conversations.conversation(text.conversation_id).row
    if talk.audience == Audience.PRIVATE:
        raise ExportError(
            "Een werkaantekening is alleen voor jou en gaat nooit naar Word",
            "Zet wat anderen mogen lezen in een verslag.",
        )
    if audience == "ouders" and not papers.is_for_one_family(talk.pupil_ids, talk.group_id):
        raise ExportError(
            "Dit verslag gaat over meer kinderen en kan niet naar ouders",
            "Maak het voor het dossier, of schrijf een eigen verslag over elk kind.",
        )
    facts = papers.paper_facts(minutes_id, audience)
    return Prepared(
        minutes_id=minutes_id,
        edition=text.edition,
        audience=audience,
        paper=build_paper(parse(text.text, text.day, text.working_days), facts),
        name=document_name(text.day, ConversationKind(text.kind), text.conversation_id),
        folder=home.exports,
        made_at=database.now(),
    )


def write(prepared: Prepared, target: Path | None = None) -> Path:
    """Make the document and put it in place, 0600. Asks the store nothing.

    A file that is there already stays: a name of our own becomes "... -2.docx", a name of the user's is refused.
    """
    # Late, and before a folder is made: python-docx takes more than a tenth of a second.
    from ibtui.documents.minutes import build_minutes

    data = build_minutes(prepared.paper, prepared.made_at)
    if target is None:
        make_private(prepared.folder)
        return _write_in(prepared.folder, prepared.name, data)
    target = _expanded(target)
    if _is_folder(target):
        return _write_in(target, prepared.name, data)
    if target.suffix.lower() != ENDING:
        target = target.with_name(target.name + ENDING)
    write_whole(target, data, replace=False, what="het verslag")
    return target


def record(prepared: Prepared, path: Path) -> None:
    """Note in the store what was written, for whom. Never what is in it."""
    exports.log_export(
        prepared.minutes_id,
        prepared.audience,
        path.name,
        recipients=prepared.paper.confidential_for,
        edition=prepared.edition,
    )


def _write_in(folder: Path, name: str, data: bytes) -> Path:
    stem = name.removesuffix(ENDING)
    for number in range(1, _MOST_COPIES + 1):
        path = folder / (name if number == 1 else f"{stem}-{number}{ENDING}")
        try:
            write_whole(path, data, replace=False, what="het verslag")
        except AlreadyThere:
            continue
        return path
    raise ExportError(f"In {shown(folder)} staan te veel kopieën van dit verslag", "Ruim de oude op.")


def _expanded(target: Path) -> Path:
    """The path with `~` filled in."""
    if "\0" in str(target):
        raise ExportError(f"{shown(target)} kan geen naam van een bestand zijn", "Kies een andere naam.")
    with suppress(RuntimeError):  # no home folder: then ~ is a name like any other
        return target.expanduser()
    return target


def _is_folder(target: Path) -> bool:
    """Whether a folder is meant. What can't be looked at is taken for a file: writing it says what is wrong."""
    return os.path.isdir(target)  # noqa: PTH112 - Path.is_dir raises when it may not look
