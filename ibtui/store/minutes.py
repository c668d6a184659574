"""Minutes: the text of a conversation, its editions and revisions, and the promises taken from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import Expression, fn

from ibtui.care.minutes import ParsedMinutes, parse
from ibtui.care.text import NOTE_LIMIT, clean
from ibtui.care.words import ConversationKind, ConversationStatus, MinutesStatus
from ibtui.errors import Frozen, StoreError
from ibtui.store import actions, agenda, conversations, database, harvest, labels, own_notes
from ibtui.store.change import Change, check_version, write
from ibtui.store.conversations import ConversationDraft
from ibtui.store.going import Lost
from ibtui.store.minutes_rows import UNTOUCHED, MinutesRow, Newest, fetch, list_minutes, newest, some
from ibtui.store.models import ActionItem, Conversation, Minutes, School
from ibtui.store.revisions import RevisionRow, keep_aside, keep_earlier, revisions
from ibtui.templates import built_in
from ibtui.values import dataclass

__all__ = [
    "UNTOUCHED",
    "MinutesRow",
    "MinutesText",
    "Newest",
    "RevisionRow",
    "Saved",
    "bin_minutes",
    "correct",
    "fix",
    "from_text",
    "keep_aside",
    "list_minutes",
    "load",
    "mark_sent",
    "newest",
    "overrule",
    "revisions",
    "save",
    "some",
    "start",
]

_SAVED = "verslag bewaard"


@dataclass(frozen=True, slots=True)
class MinutesText:
    """What an editor needs. Dates in `text` are seen from `day`; weekday 0 = Monday in `working_days`."""

    id: int
    conversation_id: int
    edition: int
    status: str
    text: str
    version: int
    day: dt.date
    kind: str
    about: str
    working_days: tuple[int, ...]
    audience: str
    saved_at: dt.datetime
    fixed_at: dt.datetime | None
    sent_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What `save` did: the version to give at the next save, and what the text holds."""

    minutes_id: int
    version: int
    saved_at: dt.datetime
    parsed: ParsedMinutes

    @property
    def actions(self) -> tuple[actions.ActionRow, ...]:
        """The action items of the edition as they are now; asked when wanted, for an editor doesn't."""
        return tuple(actions.of_minutes(self.minutes_id))


def start(conversation_id: int, template: str | None = None) -> MinutesText:
    """The latest edition of a conversation's minutes; a new draft when there is none.

    That starts from `template` (None: the built-in one of its kind), and under it what its case asks for: see
    `store.agenda`. Its version is `UNTOUCHED` until it is saved for the first time.
    """
    latest = _latest(conversation_id)
    if latest is not None:
        return load(int(latest.id))
    with write("verslag begonnen", undoable=False) as change:
        row = change.edit(Conversation, conversation_id)
        own_notes.refuse(row)
        latest = _latest(conversation_id)  # another session may have been first
        if latest is None:
            latest = _begin(
                change, row, built_in(ConversationKind(row.kind)) if template is None else template
            )
            change.about(latest)
    return load(int(latest.id))


def load(minutes_id: int) -> MinutesText:
    """One edition with its whole text. `Missing` when it is gone or in the bin."""
    row, conversation, days = _fetch(minutes_id)
    return MinutesText(
        id=int(row.id),
        conversation_id=row.conversation_id,
        edition=row.edition,
        status=row.status,
        text=row.text,
        version=row.version,
        day=conversation.day,
        kind=conversation.kind,
        about=labels.about([row.conversation_id]).get(row.conversation_id, labels.NOTHING).text,
        working_days=days,
        audience=conversation.audience,
        saved_at=row.changed_at,
        fixed_at=row.fixed_at,
        sent_at=row.sent_at,
    )


def save(minutes_id: int, text: str, version: int, lost: Sequence[Lost] | None = None) -> Saved:
    """Save the text of a draft; its action items follow. Text that is the same is not written.

    Keeps the text that was there as a revision each ten minutes, and always when much of it goes (`lost`: what an
    editor says would be gone, see `revisions.keep_earlier`).
    Raises `BadText` when the text is too long, `Frozen` when the edition is fixed, and `Conflict` when another
    session saved it since `version`; then nothing was written and nothing of the other's is lost.
    """
    return _save(minutes_id, text, version, lost)


def overrule(minutes_id: int, text: str) -> Saved:
    """Save a text over what another session saved, on the user's word. That text always stays as a revision."""
    return _save(minutes_id, text, None)


def _save(minutes_id: int, text: str, version: int | None, lost: Sequence[Lost] | None = None) -> Saved:
    """`version` None: whatever is there now, kept as a revision."""
    text = clean(text, multiline=True, limit=NOTE_LIMIT)
    row, conversation, days = _fetch(minutes_id)
    parsed = parse(text, conversation.day, days)
    _refuse_frozen(row)
    check_version(version, row.version)
    if text != row.text:
        with write(_SAVED, undoable=False, joins=True) as change:
            row = change.edit(Minutes, minutes_id, version)
            _refuse_frozen(row)
            before = row.text
            keep_earlier(row, text, always=version is None, lost=lost)
            row.text, row.in_search = text, True
            change.save(row)
            harvest.take(change, row, conversation, before, parsed)
    return Saved(minutes_id, row.version, row.changed_at, parsed)


def fix(minutes_id: int, version: int | None = None) -> None:
    """Freeze a draft (vaststellen). With `version`: only the text that was seen; else `Conflict`."""
    with write("verslag vastgesteld") as change:
        row = change.edit(Minutes, minutes_id, version)
        own_notes.refuse(row.conversation)
        _refuse_frozen(row)
        row.status, row.fixed_at = MinutesStatus.FIXED, database.now()
        row.in_search = (
            True  # it may have been left behind by a session that was killed; from here on nobody types
        )
        change.save(row)


def correct(minutes_id: int) -> int:
    """A new draft with the text of fixed minutes, beside them; gives its number. Its action items come along.

    When there is such a draft already, that is the one.
    """
    row, conversation, days = _fetch(minutes_id)
    latest = _latest(row.conversation_id)
    if latest is not None and latest.status == MinutesStatus.DRAFT:
        return int(latest.id)
    if latest is None or latest.id != row.id:
        raise StoreError("Er is een nieuwere versie van dit verslag", "Verbeter de nieuwste versie.")
    with write("nieuwe versie van verslag gemaakt") as change:
        edition = _next_edition(row.conversation_id)
        before = _newest_text(row)
        draft = change.add(Minutes(conversation=row.conversation_id, edition=edition, text=row.text))
        _hand_over(change, row, draft)
        harvest.take_again(change, draft, conversation, before, parse(row.text, conversation.day, days))
        return int(draft.id)


def mark_sent(minutes_id: int) -> None:
    """Say that fixed minutes were sent."""
    with write("verslag verzonden") as change:
        row = change.edit(Minutes, minutes_id)
        own_notes.refuse(row.conversation)
        if row.status == MinutesStatus.DRAFT:
            raise StoreError("Dit verslag is nog een concept", "Stel het eerst vast.")
        row.status, row.sent_at = MinutesStatus.SENT, database.now()
        change.save(row)


def bin_minutes(minutes_id: int) -> None:
    """Put a draft in the bin. Its action items go back to the edition before it, or into the bin with it."""
    with write("verslag verwijderd") as change:
        row = change.edit(Minutes, minutes_id)
        own_notes.refuse(row.conversation)
        if row.status != MinutesStatus.DRAFT:
            raise StoreError(
                "Een vastgesteld verslag blijft staan", "Maak een nieuwe versie als er iets niet klopt."
            )
        change.bin(row)
        earlier = _latest(row.conversation_id)
        if earlier is not None:
            _hand_over(change, row, earlier)
            return
        for item in _items(row, ActionItem.deleted_at.is_null()):
            change.bin(change.edit(ActionItem, item))


def from_text(school: int, pupil_id: int, kind: str, day: dt.date, start: dt.time | None, text: str) -> int:
    """Minutes that were typed elsewhere: a held conversation with its minutes, in one step; gives their number.

    `kind` is a word of `care.words.ConversationKind`. Nobody is invited by itself.
    """
    with write("verslag toegevoegd") as change:
        draft = ConversationDraft(
            kind=kind, day=day, start=start, pupil_ids=(pupil_id,), status=ConversationStatus.HELD
        )
        row = conversations.make(change, school, draft)
        minutes = write_first(change, row, text)
        change.about(minutes)
        return int(minutes.id)


def write_first(change: Change, row: Conversation, text: str) -> Minutes:
    """Give a new conversation its minutes and their action items, as part of a larger change."""
    text = clean(text, multiline=True, limit=NOTE_LIMIT)
    minutes = change.add(Minutes(conversation=row, text=text))
    days = labels.working_days(School.get_by_id(row.school_id).working_days)
    harvest.take(change, minutes, row, "", parse(text, row.day, days))
    return minutes


# --- pieces ---


def _begin(change: Change, row: Conversation, template: str) -> Minutes:
    """A new draft: the template, and the agenda under it."""
    text = clean(template, multiline=True, limit=NOTE_LIMIT)
    proposals = agenda.text_for(row)
    if proposals and text and not text.endswith("\n\n"):
        text += "\n" if text.endswith("\n") else "\n\n"
    text += proposals
    draft = Minutes(conversation=row, edition=_next_edition(row), text=text, version=UNTOUCHED)
    change.add(draft)
    days = labels.working_days(row.school.working_days)
    harvest.take(
        change, draft, row, "", parse(text, row.day, days)
    )  # a school's own template may have promises
    return draft


def _fetch(minutes_id: int) -> tuple[Minutes, Conversation, tuple[int, ...]]:
    """An edition, its conversation and the working days of its school, in one query."""
    row = fetch(minutes_id)
    return row, row.conversation, labels.working_days(row.conversation.school.working_days)


def _latest(conversation_id: int) -> Minutes | None:
    query = Minutes.select().where((Minutes.conversation == conversation_id) & Minutes.deleted_at.is_null())
    latest: Minutes | None = query.order_by(Minutes.edition.desc()).first()
    return latest


def _next_edition(conversation: Conversation | int) -> int:
    """One after the last; an edition in the bin keeps its number."""
    last = Minutes.select(fn.MAX(Minutes.edition)).where(Minutes.conversation == conversation).scalar()
    return int(last or 0) + 1


def _refuse_frozen(row: Minutes) -> None:
    if row.status != MinutesStatus.DRAFT:
        raise Frozen("Dit verslag is vastgesteld en verandert niet meer", "Maak een nieuwe versie.")


def _newest_text(row: Minutes) -> str:
    """The text that the items of `row` have their places in: that of a later draft when one was thrown away."""
    query = Minutes.select(Minutes.text).where(Minutes.conversation == row.conversation_id)
    newest = query.order_by(Minutes.edition.desc()).first()
    return row.text if newest is None else str(newest.text)


def _items(row: Minutes, *where: Expression) -> Sequence[int]:
    query = ActionItem.select(ActionItem.id).where(ActionItem.minutes == row, *where)
    return [int(item.id) for item in query]


def _hand_over(change: Change, old: Minutes, new: Minutes) -> None:
    """The action items of one edition become those of another, each still the same row.

    Those in the bin too: what was thrown away stays so, and a line that is typed again is what it was.
    """
    for number in _items(old):
        item = change.edit(ActionItem, number, binned=True)
        item.minutes = new
        change.save(item)
