"""Whose a private note is: its writer's alone. Every reader of the store that shows one asks here.

The writer is the system user who made it. A note of before that was kept has none: it is for all who could read it.
Not about what is deleted, expires or is counted: that goes for every note, whoever wrote it. Nor about a `%` line in
minutes of the dossier: that text is one, for all who write in it.
"""

from __future__ import annotations

from peewee import Expression, Field, fn

from ibtui.care.words import Audience
from ibtui.errors import BadInput, Missing
from ibtui.store import database
from ibtui.store.models import ActionItem, Conversation, Minutes

_Talk = Conversation.alias()

NOBODY = ""
"""The writer of a note of before."""


def readable() -> Expression:
    """Conversations that this user may read: all but the private ones of somebody else."""
    return (Conversation.audience != Audience.PRIVATE) | Conversation.writer.in_((NOBODY, database.who()))


def promise_readable() -> Expression:
    """Promises that this user may read: all but those out of a private note of somebody else."""
    return ActionItem.conversation.is_null() | fn.EXISTS(_of(ActionItem.conversation))


def _of(conversation: Field) -> object:
    """The conversation that a column points to, when it may be read. By its id: no list of all of them is made."""
    mine = (_Talk.audience != Audience.PRIVATE) | _Talk.writer.in_((NOBODY, database.who()))
    return _Talk.select(_Talk.id).where((_Talk.id == conversation) & mine)


def is_readable(row: Conversation) -> bool:
    """The same of one row."""
    return row.audience != Audience.PRIVATE or row.writer in (NOBODY, database.who())


def refuse(row: Conversation) -> None:
    """`Missing` when it is a private note of somebody else: as if it weren't there."""
    if not is_readable(row):
        raise Missing("Deze notitie is er niet voor jou", "Alleen wie hem schreef kan erbij.")


def refuse_promise(item: ActionItem) -> None:
    """`Missing` when it is a promise out of a private note of somebody else."""
    if item.conversation is not None:
        refuse(item.conversation)


def refuse_text(minutes_id: int) -> None:
    """`Missing` when these minutes are of a private note of somebody else."""
    row = Conversation.select().join(Minutes).where(Minutes.id == minutes_id).first()
    if row is not None:
        refuse(row)


def take(row: Conversation) -> None:
    """Make a conversation a private note of this user; nobody may hide what somebody else wrote: `BadInput`."""
    if row.writer not in (NOBODY, database.who()):
        raise BadInput(
            "Alleen wie dit gesprek maakte kan het privé maken",
            f"Dat was {row.writer}. Maak zelf een privénotitie voor wat alleen jij mag lezen.",
        )
    row.writer = database.who()
