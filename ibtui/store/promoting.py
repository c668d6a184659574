"""A private note that is written anew for the dossier. Its private words are gone for good then."""

from __future__ import annotations

import datetime as dt

from ibtui.care.minutes import Mark, mark_of, parse
from ibtui.care.text import clean, fold
from ibtui.care.words import Audience, MinutesStatus
from ibtui.errors import BadInput, Conflict, Missing, StoreError
from ibtui.store import erase, harvest, labels, minutes, own_notes
from ibtui.store.change import Change, forget_steps, write
from ibtui.store.models import ActionItem, Conversation, Minutes, Revision, Row, School
from ibtui.values import dataclass

_LEAST = 3
"""Words that the dossier must have anew, or what there is."""


@dataclass(frozen=True, slots=True)
class Note:
    """A private note as it can be written anew. `text`: without its private marks; `seen`: which text that was."""

    id: int
    about: str
    kind: str
    day: dt.date
    purpose: str
    text: str
    seen: str = ""


def note(conversation_id: int) -> Note:
    """`Missing` when it is gone, `StoreError` when it isn't private."""
    row = Conversation.get_or_none((Conversation.id == conversation_id) & Conversation.deleted_at.is_null())
    if row is None:
        raise Missing("Deze notitie is er niet meer", "Misschien is hij verlopen.")
    own_notes.refuse(row)
    if row.audience != Audience.PRIVATE:
        raise StoreError("Dit staat al in het dossier", "Je kunt het daar gewoon wijzigen.")
    about = labels.about([conversation_id]).get(conversation_id, labels.NOTHING).text
    newest = _editions(conversation_id)[-1:]
    text = "\n".join(one.text for one in newest)
    seen = "".join(f"{one.id}:{one.version}" for one in newest)
    return Note(conversation_id, about, row.kind, row.day, row.purpose, unmarked(text), seen)


def unmarked(text: str) -> str:
    """The text with its private lines as plain ones."""
    lines = text.split("\n")
    return "\n".join(
        line[line.index("%") :].lstrip("% \t") if mark_of(line) is Mark.PRIVATE else line for line in lines
    )


def promote(conversation_id: int, text: str, purpose: str = "", seen: str | None = None) -> int:
    """Put a private note in the dossier, written anew; the private text is gone for good. Gives its minutes' number.

    Raises `BadInput` when the text is empty or says the same in the same words; `Conflict` when the note is another
    text now than the one `seen`. Not undoable.
    """
    text = clean(text, multiline=True, limit=20_000).strip("\n")
    with write("privénotitie herschreven voor het dossier", undoable=False) as change:
        was = note(conversation_id)
        _refuse_unwritten(was.text, text)
        if seen is not None and seen != was.seen:
            raise Conflict(
                "Deze notitie is intussen in een andere sessie veranderd",
                "Er is niets bewaard. Ga terug en kijk eerst wat er nu staat.",
            )
        row = change.edit(Conversation, conversation_id)
        row.audience, row.expires_on, row.warned_on = Audience.DOSSIER, None, None
        row.purpose = clean(purpose)
        change.save(row)
        number = _put(change, row, text)
        change.about(row)
        erase.merge_index()
    forget_steps()
    return number


def _put(change: Change, row: Conversation, text: str) -> int:
    """The new text in the place of every private one; its promises are the same ones."""
    old = _editions(int(row.id))
    if not old:
        return int(minutes.write_first(change, row, text).id)
    newest = change.edit(Minutes, int(old[-1].id))
    before, newest.text, newest.in_search = newest.text, text, True
    newest.status, newest.fixed_at, newest.sent_at = MinutesStatus.DRAFT, None, None
    change.save(newest)
    days = labels.working_days(School.get_by_id(row.school_id).working_days)
    harvest.take(change, newest, row, before, parse(text, row.day, days))
    earlier = Revision.select(Revision.id).where(Revision.minutes == newest)
    gone: dict[type[Row], set[int]] = {
        Revision: {int(one.id) for one in earlier},
        Minutes: {int(one.id) for one in old[:-1]},
    }
    lost = ActionItem.select(ActionItem.id).where(
        (ActionItem.conversation == row) & ActionItem.deleted_at.is_null(False)
    )
    gone[ActionItem] = {int(one.id) for one in lost}
    erase.erase(erase.closure(gone))
    ActionItem.update(gone_line="", cut_off="").where(ActionItem.conversation == row).execute()
    return int(newest.id)


def _editions(conversation_id: int) -> list[Minutes]:
    """The last one is the newest that isn't in the bin."""
    binned = Minutes.deleted_at.is_null(False)
    query = Minutes.select().where(Minutes.conversation == conversation_id)
    return list(query.order_by(binned.desc(), Minutes.edition))


def _refuse_unwritten(before: str, after: str) -> None:
    old, new = _words(before), _words(after)
    if not new:
        raise BadInput("Er staat nog niets", "Schrijf wat er in het dossier mag staan.")
    if old == new or (len(old) >= _LEAST and set(old) <= set(new) and len(set(new) - set(old)) < _LEAST):
        raise BadInput(
            "Dit is nog je eigen notitie", "Herschrijf de notitie: feiten, zoals de ouders die mogen lezen."
        )


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()
