"""What parents put beside the file: a correction, or how they see it. What the school wrote stays as it was."""

from __future__ import annotations

import datetime as dt

from peewee import JOIN, Expression

from ibtui.care.dates import short_date
from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import Audience, ViewKind, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store import labels
from ibtui.store.change import write
from ibtui.store.models import Conversation, ConversationPupil, ParentView
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One view. `kind`: a word of `ViewKind`; `about`: the conversation that it lies beside ("oudergesprek van
    di 24 nov"), "" for the file as a whole."""

    id: int
    pupil_id: int
    person_id: int | None
    person: str
    conversation_id: int | None
    about: str
    kind: str
    day: dt.date
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """What a form gives. `conversation_id`: the one that it lies beside, which has to be about this pupil."""

    pupil_id: int
    day: dt.date
    text: str
    kind: str = ViewKind.VIEW
    person_id: int | None = None
    conversation_id: int | None = None


def of_pupil(pupil_id: int) -> list[ViewRow]:
    """What parents put beside the file of this pupil, the newest first. Two queries."""
    return sorted(_rows(ParentView.pupil == pupil_id), key=lambda row: (row.day, row.id), reverse=True)


def of_conversation(conversation_id: int) -> list[ViewRow]:
    """What parents put beside one conversation, the oldest first. Two queries."""
    return sorted(_rows(ParentView.conversation == conversation_id), key=lambda row: (row.day, row.id))


def view(view_id: int) -> ViewRow:
    """One view. `Missing` when it is gone."""
    found = _rows(ParentView.id == view_id)
    if not found:
        raise Missing("Dit is er niet meer", "Het scherm laat nu zien wat er is.")
    return found[0]


def add_view(draft: ViewDraft) -> int:
    """Add what a parent gave in; gives the number. The minutes stay as they are, fixed or not."""
    with write("kijk van ouders toegevoegd") as change:
        row = ParentView(pupil=draft.pupil_id, kind="", day=draft.day, text="")
        _fill(row, draft)
        return int(change.add(row).id)


def edit_view(view_id: int, draft: ViewDraft, version: int | None = None) -> None:
    """Change it, when the parent says so. `Conflict` when the row no longer has this version."""
    with write("kijk van ouders gewijzigd") as change:
        row = change.edit(ParentView, view_id, version)
        _fill(row, draft)
        change.save(row)


def bin_view(view_id: int) -> None:
    """Put a view in the bin."""
    with write("kijk van ouders verwijderd") as change:
        change.bin(change.edit(ParentView, view_id))


def _rows(where: Expression) -> list[ViewRow]:
    query = (
        ParentView.select(ParentView, Conversation.kind, Conversation.day)
        .join(Conversation, JOIN.LEFT_OUTER)
        .where(where & ParentView.deleted_at.is_null())
    )
    found = list(query)
    people = labels.people_named({row.person_id for row in found if row.person_id is not None})
    return [
        ViewRow(
            id=int(row.id),
            pupil_id=row.pupil_id,
            person_id=row.person_id,
            person=people.get(row.person_id or 0, ""),
            conversation_id=row.conversation_id,
            about=_about(row),
            kind=row.kind,
            day=row.day,
            text=row.text,
            version=row.version,
        )
        for row in found
    ]


def _about(row: ParentView) -> str:
    talk = row.conversation
    return "" if talk is None else f"{talk.kind} van {short_date(talk.day)}"


def _fill(row: ParentView, draft: ViewDraft) -> None:
    row.kind = match_word(ViewKind, draft.kind).value
    row.day, row.person_id = draft.day, draft.person_id
    row.text = clean(draft.text, multiline=True, limit=NOTE_LIMIT)
    row.conversation_id = draft.conversation_id
    if not row.text.strip():
        raise BadInput(
            "Er staat nog niets", "Schrijf op wat de ouder zegt, met de eigen woorden van de ouder."
        )
    if draft.conversation_id is not None and not _is_about(draft.conversation_id, draft.pupil_id):
        raise BadInput("Dit gesprek gaat niet over deze leerling", "Kies een gesprek van deze leerling.")


def _is_about(conversation_id: int, pupil_id: int) -> bool:
    """A parent's words never lie beside a private note or a talk about other children."""
    query = (
        ConversationPupil.select()
        .join(Conversation)
        .where(
            (ConversationPupil.conversation == conversation_id)
            & (ConversationPupil.pupil == pupil_id)
            & (Conversation.audience == Audience.DOSSIER)
        )
    )
    return query.exists()
