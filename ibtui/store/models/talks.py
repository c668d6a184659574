"""What worries us, what is said about it, and what was promised."""

from __future__ import annotations

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
    TimeField,
)

from ibtui.care.words import (
    ActionStatus,
    Audience,
    ConcernStatus,
    ConversationStatus,
    MinutesStatus,
    Presence,
)
from ibtui.store.models.base import Binnable, Row, now
from ibtui.store.models.school import Group, Person, Pupil, School


class Concern(Binnable):
    """About one pupil or about a whole group: exactly one of the two is set."""

    school = ForeignKeyField(School, index=False)  # one school: an index would only lead astray
    school_id: int
    pupil = ForeignKeyField(Pupil, null=True, backref="concerns")
    pupil_id: int | None
    group = ForeignKeyField(Group, null=True)
    group_id: int | None
    category = CharField()  # care.words.ConcernCategory
    summary = CharField()  # the heart of it in one sentence
    question = TextField(default="")  # hulpvraag
    tried = TextField(default="")
    level = IntegerField(default=1)
    status = CharField(default=ConcernStatus.SIGNAL, index=True)
    raised_by = ForeignKeyField(Person, null=True)
    raised_by_id: int | None
    opened_on = DateField()
    evaluate_on = DateField(null=True)
    closed_on = DateField(null=True)
    parents_informed_on = DateField(null=True)
    parents_response = TextField(default="")

    class Meta:
        constraints = (Check("(pupil_id IS NULL) <> (group_id IS NULL)"),)


class ConcernEvent(Binnable):
    """One line on the timeline of a concern that isn't a conversation or an action item."""

    concern = ForeignKeyField(Concern, backref="events")
    concern_id: int
    day = DateField()
    kind = CharField(default="notitie")  # notitie, status, niveau, evaluatie, ouders
    text = TextField(default="")
    audience = CharField(default=Audience.DOSSIER)


class Conversation(Binnable):
    school = ForeignKeyField(School, index=False)  # one school: an index would only lead astray
    school_id: int
    kind = CharField()  # care.words.ConversationKind
    status = CharField(default=ConversationStatus.PLANNED)
    planned = BooleanField(default=True)  # False: spontaneous
    day = DateField(index=True)
    start = TimeField(null=True)
    duration = IntegerField(default=0)  # minutes; 0 = not said
    place = CharField(default="")
    purpose = CharField(default="")
    group = ForeignKeyField(Group, null=True)
    group_id: int | None
    concern = ForeignKeyField(Concern, null=True, backref="conversations")
    concern_id: int | None
    audience = CharField(default=Audience.DOSSIER)
    expires_on = DateField(null=True)  # private notes only
    warned_on = DateField(null=True)  # private notes only: the day somebody was told that it expires
    writer = CharField(default="")  # the system user; "": made before this was kept


class ConversationPupil(Row):
    conversation = ForeignKeyField(Conversation, backref="pupils")
    conversation_id: int
    pupil = ForeignKeyField(Pupil, backref="conversations")
    pupil_id: int

    class Meta:
        indexes = ((("conversation", "pupil"), True),)


class Attendance(Row):
    """Who was asked to the table and who came: a person, or the pupil who joins the talk."""

    conversation = ForeignKeyField(Conversation, backref="attendance")
    conversation_id: int
    person = ForeignKeyField(Person, null=True, backref="attendance")
    person_id: int | None
    pupil = ForeignKeyField(Pupil, null=True)
    pupil_id: int | None
    presence = CharField(default=Presence.INVITED)
    gets_copy = BooleanField(default=False)

    class Meta:
        constraints = (Check("(person_id IS NULL) <> (pupil_id IS NULL)"),)
        indexes = ((("conversation", "person"), True), (("conversation", "pupil"), True))


class Minutes(Binnable):
    """The text of one conversation. A correction of fixed minutes is a new edition beside the old one."""

    conversation = ForeignKeyField(Conversation, backref="minutes")
    conversation_id: int
    edition = IntegerField(default=1)
    status = CharField(default=MinutesStatus.DRAFT, index=True)
    text = TextField(default="")
    fixed_at = DateTimeField(null=True)
    sent_at = DateTimeField(null=True)
    in_search = BooleanField(default=True)  # False while somebody types: the search index lags behind

    class Meta:
        indexes = ((("conversation", "edition"), True),)


class Revision(Row):
    """An earlier text of minutes, kept so that a wrong select-all-delete can be taken back tomorrow."""

    minutes = ForeignKeyField(Minutes, backref="revisions")
    minutes_id: int
    text = TextField()
    saved_at = DateTimeField(default=now)
    who = CharField(default="")  # system user
    aside = BooleanField(default=False)  # written beside another session's: never was the text of the minutes


class ActionItem(Binnable):
    """Who, what, when. Taken from minutes (`minutes` set) or typed by itself."""

    school = ForeignKeyField(School, index=False)  # one school: an index would only lead astray
    school_id: int
    minutes = ForeignKeyField(Minutes, null=True, backref="actions")
    minutes_id: int | None
    conversation = ForeignKeyField(Conversation, null=True, backref="actions")
    conversation_id: int | None
    pupil = ForeignKeyField(Pupil, null=True)
    pupil_id: int | None
    group = ForeignKeyField(Group, null=True)
    group_id: int | None
    concern = ForeignKeyField(Concern, null=True, backref="actions")
    concern_id: int | None
    owner = ForeignKeyField(Person, null=True)
    owner_id: int | None
    owner_text = CharField(default="")  # as typed; what shows when `owner` is unknown
    what = TextField()
    due_on = DateField(null=True, index=True)
    due_text = CharField(default="")  # as typed
    status = CharField(default=ActionStatus.OPEN, index=True)
    done_on = DateField(null=True)
    moved = IntegerField(default=0)  # how often the date was moved
    position = IntegerField(default=0)  # order in the minutes
    note = TextField(default="")
    confirmed_on = DateField(null=True)  # read aloud, and the table agreed
    gone_line = TextField(default="")  # its line before it went out of the text; or when it was settled
    cut_off = TextField(default="")  # what a line break cut off its line, until that is a promise itself
    waiting_since = DateField(null=True)  # since when it is somebody else's turn
    dropped_because = TextField(default="")  # why it won't be done

    undo_leaves = frozenset({"position", "gone_line", "cut_off"})  # they belong to the text as it is now
