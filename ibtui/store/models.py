"""The tables. One class a table; the words are those of docs/glossary.md.

Rules that hold for all of them:

* `Row` gives every table the moments it was made and changed, a `version` that grows with each change
  (two sessions never overwrite each other unseen) and, on `Binnable`, `deleted_at`: deleting is to a bin.
* An enumeration from `care.words` is stored as its Dutch word, so that the database reads like the screens.
* Only types that every database has: the same models must run on PostgreSQL one day.
* `group_id: int` under a foreign key tells the type checker what Peewee adds: the number, without a query.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from peewee import (
    AutoField,
    BooleanField,
    CharField,
    Check,
    DatabaseProxy,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    TimeField,
)

from ibtui.care.words import (
    ActionStatus,
    Audience,
    ConcernStatus,
    ConversationStatus,
    Custody,
    GoalStatus,
    MinutesStatus,
    Presence,
    ReferralStatus,
)

database_proxy = DatabaseProxy()
"""Stands in for the open database until `database.open_store` binds it."""


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)


class Row(Model):
    """What every table has."""

    id = AutoField()
    created_at = DateTimeField(default=_now)
    changed_at = DateTimeField(default=_now)
    version = IntegerField(default=1)

    undo_leaves: ClassVar[frozenset[str]] = frozenset()
    """Columns that undo never puts back: they are written without a new version."""

    class Meta:
        database = database_proxy
        legacy_table_names = False


class Binnable(Row):
    """A row that is put in the bin instead of deleted; `None` means it isn't in the bin."""

    deleted_at = DateTimeField(null=True)


class School(Row):
    name = CharField()
    brin = CharField(default="")
    network = CharField(default="")  # samenwerkingsverband
    coordinator_name = CharField()
    working_days = CharField(default="")  # weekdays of the ib'er here, "0,3" = ma and do
    levels = IntegerField(default=5)  # the school works with 4 or 5 ondersteuningsniveaus
    practice = BooleanField(default=False)  # OEFENSCHOOL


class SchoolYear(Row):
    school = ForeignKeyField(School, backref="years")
    school_id: int
    label = CharField()  # "2026-2027"
    starts_on = DateField()
    ends_on = DateField()

    class Meta:
        indexes = ((("school", "label"), True),)


class Agency(Binnable):
    school = ForeignKeyField(School)
    school_id: int
    name = CharField()
    kind = CharField(default="")  # jeugdgezondheidszorg, samenwerkingsverband, logopedie, ...
    region = CharField(default="")
    phone = CharField(default="")
    mail = CharField(default="")
    note = TextField(default="")


class Person(Binnable):
    """Everyone who can sit at the table, but for pupils."""

    school = ForeignKeyField(School)
    school_id: int
    role = CharField(index=True)  # care.words.PersonRole
    salutation = CharField(default="")  # "juf", "meester", "mevrouw"
    first_name = CharField(default="")
    infix = CharField(default="")
    last_name = CharField(default="")
    function = CharField(default="")
    agency = ForeignKeyField(Agency, null=True, backref="people")
    agency_id: int | None
    phone = CharField(default="")
    mail = CharField(default="")
    language = CharField(default="")
    interpreter = BooleanField(default=False)


class Pupil(Binnable):
    school = ForeignKeyField(School)
    school_id: int
    first_name = CharField()
    infix = CharField(default="")
    last_name = CharField(default="")
    birth_date = DateField(null=True)
    level = IntegerField(default=1)  # ondersteuningsniveau now; PupilLevel holds its history
    left_on = DateField(null=True)
    roster_key = CharField(default="")


class PupilLevel(Row):
    pupil = ForeignKeyField(Pupil, backref="level_history")
    pupil_id: int
    level = IntegerField()
    since = DateField()


class Group(Binnable):
    """A group lives one school year."""

    school = ForeignKeyField(School)
    school_id: int
    school_year = ForeignKeyField(SchoolYear)
    school_year_id: int
    name = CharField()  # "3/4/5"

    class Meta:
        table_name = "school_group"  # "group" is a word of SQL


class GroupTeacher(Row):
    group = ForeignKeyField(Group, backref="teachers")
    group_id: int
    person = ForeignKeyField(Person)
    person_id: int
    days = CharField(default="")  # "ma di wo"

    class Meta:
        indexes = ((("group", "person"), True),)


class Placement(Row):
    """Which group a pupil is in, and in which year (leerjaar), from when until when."""

    pupil = ForeignKeyField(Pupil, backref="placements")
    pupil_id: int
    group = ForeignKeyField(Group, backref="placements")
    group_id: int
    year = CharField(default="")  # "4"
    from_on = DateField()
    until_on = DateField(null=True)


class Guardianship(Row):
    pupil = ForeignKeyField(Pupil, backref="guardians")
    pupil_id: int
    person = ForeignKeyField(Person, backref="children")
    person_id: int
    relation = CharField(default="")  # moeder, vader, pleegouder, voogd
    custody = CharField(default=Custody.UNKNOWN)
    gets_minutes = BooleanField(default=True)

    class Meta:
        indexes = ((("pupil", "person"), True),)


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
    saved_at = DateTimeField(default=_now)
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


class Referral(Binnable):
    pupil = ForeignKeyField(Pupil, backref="referrals")
    pupil_id: int
    agency = ForeignKeyField(Agency, backref="referrals")
    agency_id: int
    contact = ForeignKeyField(Person, null=True)
    contact_id: int | None
    concern = ForeignKeyField(Concern, null=True)
    concern_id: int | None
    status = CharField(default=ReferralStatus.CONSIDERED)
    reason = TextField(default="")
    asked_on = DateField(null=True)
    answer = TextField(default="")
    answered_on = DateField(null=True)


class Consent(Binnable):
    """What may be shared with whom; the last five fields are OSO's (domain.md 2.6)."""

    pupil = ForeignKeyField(Pupil, backref="consents")
    pupil_id: int
    agency = ForeignKeyField(Agency, null=True, backref="consents")
    agency_id: int | None
    given_by = ForeignKeyField(Person, null=True)
    given_by_id: int | None
    what = TextField(default="")
    purpose = TextField(default="")
    given_on = DateField()
    valid_until = DateField(null=True)
    withdrawn_on = DateField(null=True)
    seen = BooleanField(default=False)
    seen_on = DateField(null=True)
    content_agreed = CharField(default="onbekend")
    reason_not_agreed = TextField(default="")
    transfer_agreed = CharField(default="onbekend")


class SchoolText(Row):
    """A text that the school keeps: the plan that a year is made from (key "jaarplan")."""

    school = ForeignKeyField(School)
    school_id: int
    key = CharField()
    text = TextField(default="")

    class Meta:
        indexes = ((("school", "key"), True),)


class FreeDays(Binnable):
    """Days without school, first and last day included: a holiday, a study day."""

    school = ForeignKeyField(School)
    school_id: int
    name = CharField()
    from_on = DateField(index=True)
    until_on = DateField()
    source = CharField(default="")  # "regio noord", "agendabestand" or "" for typed by hand


class Goal(Binnable):
    """What the school wants to reach in its care (beleid). Its steps are those of the calendar."""

    school = ForeignKeyField(School)
    school_id: int
    title = CharField()
    why = TextField(default="")
    owner = ForeignKeyField(Person, null=True)
    owner_id: int | None
    status = CharField(default=GoalStatus.PLANNED)
    due_on = DateField(null=True)
    evaluate_on = DateField(null=True)
    evaluated_on = DateField(null=True)
    evaluation = TextField(default="")


class CycleStep(Binnable):
    """One step of the care calendar: of a group, of the whole school (no group), or of a goal."""

    school = ForeignKeyField(School)
    school_id: int
    school_year = ForeignKeyField(SchoolYear)
    school_year_id: int
    group = ForeignKeyField(Group, null=True)
    group_id: int | None
    kind = CharField()  # care.words.StepKind
    period = CharField(default="")  # what the round is called: "ronde 1"
    due_on = DateField(null=True)  # the day, or the last day of the weeks that it takes
    done_on = DateField(null=True)
    skipped_because = CharField(default="")
    responsible = ForeignKeyField(Person, null=True)
    responsible_id: int | None
    conversation = ForeignKeyField(Conversation, null=True)
    conversation_id: int | None
    goal = ForeignKeyField(Goal, null=True, backref="steps")
    goal_id: int | None
    title = CharField(default="")  # what it is called when the kind says too little
    starts_on = DateField(null=True)  # None: it is on one day
    plan_line = CharField(default="")  # which line of the year plan it came from; "" when made by hand
    note = TextField(default="")


class Observation(Binnable):
    """A lesson that the ib'er looked at. Staff data: a lane of its own, in no search and in no paper.

    Only `writer` sees it, unless it was shared with the other ib'ers of this school.
    """

    school = ForeignKeyField(School)
    school_id: int
    teacher = ForeignKeyField(Person)
    teacher_id: int
    group = ForeignKeyField(Group, null=True)
    group_id: int | None
    conversation = ForeignKeyField(Conversation, null=True)
    conversation_id: int | None
    writer = CharField()  # system user
    shared = BooleanField(default=False)
    day = DateField()
    question = TextField(default="")  # kijkvraag
    seen = TextField(default="")  # what happened: facts
    meaning = TextField(default="")  # what the ib'er makes of it
    talk = TextField(default="")  # the talk after
    agreed = TextField(default="")
    look_again_on = DateField(null=True)
    looked_again_on = DateField(null=True)


class Visit(Row):
    """A day that somebody worked with ibtui at this school: what "sinds vorige keer" counts from."""

    school = ForeignKeyField(School)
    school_id: int
    who = CharField()  # system user
    day = DateField()

    class Meta:
        indexes = ((("school", "who", "day"), True),)


class SeenLine(Row):
    """A line of "sinds vorige keer" that somebody has read. Another `stamp`: it changed, so it is new again."""

    school = ForeignKeyField(School)
    school_id: int
    who = CharField()  # system user
    key = CharField()  # "afspraak:12"
    stamp = CharField(default="")
    day = DateField()

    class Meta:
        indexes = ((("school", "who", "key"), True),)


class Deadline(Binnable):
    school = ForeignKeyField(School)
    school_id: int
    pupil = ForeignKeyField(Pupil, null=True, backref="deadlines")
    pupil_id: int | None
    rule = CharField()  # a key of domain.md 1.5
    base_on = DateField()
    due_on = DateField()
    done_on = DateField(null=True)
    reason = CharField(default="")  # reden van afwijking


class ExportLog(Row):
    """Which document was written, of what, for whom, and where it lies. Never the text itself."""

    conversation = ForeignKeyField(Conversation, null=True)
    conversation_id: int | None
    minutes = ForeignKeyField(Minutes, null=True)
    minutes_id: int | None
    audience = CharField()  # care.words.PaperAudience
    recipients = CharField(default="")
    edition = IntegerField(default=1)
    file_name = CharField()
    who = CharField(default="")
    agency = ForeignKeyField(Agency, null=True)
    agency_id: int | None
    folder = CharField(default="")
    digest = CharField(default="")  # SHA-256 of the file as it was written
    size = IntegerField(default=0)  # bytes
    status = CharField(default="")  # concept or vastgesteld, as the paper says
    ground = CharField(default="")  # a key of care.recipients.LEGAL_GROUNDS
    checked_at = DateTimeField(null=True)
    stops = IntegerField(default=0)  # findings of each level; all were let through
    asks = IntegerField(default=0)
    removed_at = DateTimeField(null=True)
    removed_how = CharField(default="")  # "gewist": by ibtui; "weg": found gone
    missed_on = DateField(null=True)  # since when it isn't found; null: it lay there at the last look


class ExportPupil(Row):
    """A pupil whom a document is about. The conversation may get other pupils later."""

    export = ForeignKeyField(ExportLog, backref="pupils")
    export_id: int
    pupil = ForeignKeyField(Pupil)
    pupil_id: int
    name = CharField()  # as it was then


class ExportRecipient(Row):
    """Who got a document, or was left out (`got` False) and why."""

    export = ForeignKeyField(ExportLog, backref="people")
    export_id: int
    person = ForeignKeyField(Person, null=True)
    person_id: int | None
    name = CharField()  # as it was then
    reason = TextField(default="")
    got = BooleanField(default=True)


class ExportPass(Row):
    """A finding of the check that was let through. Never what was found."""

    export = ForeignKeyField(ExportLog, backref="passes")
    export_id: int
    rule = CharField()  # "O1"
    level = CharField()
    line = IntegerField(default=0)
    why = TextField()


class AuditLog(Model):
    """One line a change: who, when, what, which id. Never content."""

    id = AutoField()
    at = DateTimeField(default=_now)
    who = CharField()
    action = CharField()
    subject = CharField()
    subject_id = IntegerField(null=True)

    class Meta:
        database = database_proxy
        legacy_table_names = False


TABLES: tuple[type[Model], ...] = (
    School, SchoolYear, Agency, Person, Pupil, PupilLevel, Group, GroupTeacher, Placement, Guardianship,
    Concern, ConcernEvent, Conversation, ConversationPupil, Attendance, Minutes, Revision, ActionItem,
    Referral, Consent, SchoolText, FreeDays, Goal, CycleStep, Observation, Visit, SeenLine, Deadline,
    ExportLog, ExportPupil, ExportRecipient, ExportPass, AuditLog,
)  # fmt: skip
