"""Documents that were written, for whom, and the log of changes."""

from __future__ import annotations

from peewee import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from ibtui.store.models.base import Row, database_proxy, now
from ibtui.store.models.school import Agency, Person, Pupil
from ibtui.store.models.talks import Conversation, Minutes


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
    at = DateTimeField(default=now)
    who = CharField()
    action = CharField()
    subject = CharField()
    subject_id = IntegerField(null=True)
    digest = CharField(default="")  # store.audit_chain; a trigger refuses a change of any line

    class Meta:
        database = database_proxy
        legacy_table_names = False
