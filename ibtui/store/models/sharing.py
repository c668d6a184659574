"""What may be shared, who was told, what parents asked and said, and what was forgotten."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from ibtui.store.models.base import Binnable, Row
from ibtui.store.models.school import Agency, Person, Pupil, School
from ibtui.store.models.talks import Concern, Conversation


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


class Told(Binnable):
    """Who was told what about a pupil, when and how. Without `told_on`: still to be told."""

    pupil = ForeignKeyField(Pupil, backref="told")
    pupil_id: int
    person = ForeignKeyField(Person, null=True)
    person_id: int | None
    agency = ForeignKeyField(Agency, null=True)
    agency_id: int | None
    name = CharField(default="")  # who, when it is neither
    what = TextField()
    purpose = CharField(default="")
    how = CharField(default="")  # care.words.TellingWay
    told_on = DateField(null=True)
    told_by = CharField(default="")  # system user
    ground = CharField(default="")  # "toestemming", or a key of care.recipients.LEGAL_GROUNDS
    consent = ForeignKeyField(Consent, null=True)
    consent_id: int | None
    concern = ForeignKeyField(Concern, null=True)
    concern_id: int | None
    conversation = ForeignKeyField(Conversation, null=True)
    conversation_id: int | None


class ParentQuestion(Binnable):
    """A question of a parent, and its answer."""

    pupil = ForeignKeyField(Pupil, backref="questions")
    pupil_id: int
    asked_by = ForeignKeyField(Person, null=True)
    asked_by_id: int | None
    asked_on = DateField()
    question = TextField()
    answered_on = DateField(null=True)
    answered_by = ForeignKeyField(Person, null=True)
    answered_by_id: int | None
    answer = TextField(default="")


class ParentView(Binnable):
    """A parent's correction or own view: it lies beside what the school wrote, and never changes it."""

    pupil = ForeignKeyField(Pupil, backref="views")
    pupil_id: int
    person = ForeignKeyField(Person, null=True)
    person_id: int | None
    conversation = ForeignKeyField(Conversation, null=True, backref="views")
    conversation_id: int | None
    kind = CharField()  # care.words.ViewKind
    day = DateField()
    text = TextField()


class AccessRequest(Binnable):
    """A parent asked to see the whole file (inzageverzoek)."""

    pupil = ForeignKeyField(Pupil, backref="requests")
    pupil_id: int
    asked_by = ForeignKeyField(Person, null=True)
    asked_by_id: int | None
    asked_on = DateField()
    given_on = DateField(null=True)
    file_name = CharField(default="")
    note = CharField(default="")


class Forgotten(Row):
    """That data of pupils were thrown away, without saying whose: how many, and until when backups still hold them."""

    school = ForeignKeyField(School)
    school_id: int
    day = DateField()
    pupils = IntegerField(default=0)
    what = CharField(default="")  # which categories
    backups_until = DateField(null=True)
