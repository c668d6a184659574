"""Help around one child: approaches, referrals, applications, the OPP, absence, the meldcode, and the terms."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from ibtui.care.words import ApplicationStatus, OppStatus, ReferralStatus
from ibtui.store.models.base import Binnable, Row
from ibtui.store.models.school import Agency, Person, Pupil, School
from ibtui.store.models.talks import Concern


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
    question = TextField(default="")  # what was asked of them
    parents_told_on = DateField(null=True)  # the answer was told to the parents


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
    subject = CharField(default="")  # what set it off: "opp:3"; "" when typed by hand
    note = CharField(default="")
    moved = BooleanField(default=False)  # the day was chosen by hand: not counted again


class TermRule(Row):
    """A term as this school keeps it, where that differs from `care.deadlines.RULES`; or one of its own."""

    school = ForeignKeyField(School)
    school_id: int
    key = CharField()  # a key of care.deadlines.RULES, or "eigen-1"
    amount = IntegerField(default=0)
    unit = CharField(default="")  # care.words.TermUnit
    active = BooleanField(default=True)
    name = CharField(default="")  # own terms only: what has to happen
    counts_from = CharField(default="")  # own terms only: what it counts from
    kind = CharField(default="")  # care.words.TermKind
    source = CharField(default="")

    class Meta:
        indexes = ((("school", "key"), True),)


class Approach(Binnable):
    """What was tried for a pupil: what, how often, by whom, since when, with what effect."""

    pupil = ForeignKeyField(Pupil, backref="approaches")
    pupil_id: int
    concern = ForeignKeyField(Concern, null=True)
    concern_id: int | None
    what = TextField()
    how_often = CharField(default="")  # "3x per week"
    minutes = IntegerField(default=0)  # a week; 0 = not said
    method = CharField(default="")
    by = ForeignKeyField(Person, null=True)
    by_id: int | None
    by_text = CharField(default="")  # when it isn't somebody that ibtui knows
    since = DateField()
    until = DateField(null=True)
    effect = TextField(default="")
    evaluate_on = DateField(null=True)
    evaluated_on = DateField(null=True)


class Application(Binnable):
    """Extra help that was asked for: an arrangement, a TLV, an examination."""

    pupil = ForeignKeyField(Pupil, backref="applications")
    pupil_id: int
    concern = ForeignKeyField(Concern, null=True)
    concern_id: int | None
    agency = ForeignKeyField(Agency, null=True)
    agency_id: int | None
    kind = CharField()  # care.words.ApplicationKind
    status = CharField(default=ApplicationStatus.PREPARING)
    what = TextField(default="")
    started_on = DateField()
    complete_on = DateField(null=True)  # the whole application was handed in
    decided_on = DateField(null=True)
    outcome = TextField(default="")
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)  # a TLV ends
    category = CharField(default="")  # TLV: laag, midden, hoog
    note = TextField(default="")


class ApplicationPaper(Row):
    """A paper that an application needs. `ticked_on`: the day it was there."""

    application = ForeignKeyField(Application, backref="papers")
    application_id: int
    name = CharField()
    ticked_on = DateField(null=True)
    position = IntegerField(default=0)


class Opp(Binnable):
    """Ontwikkelingsperspectief: the facts and dates; the real document lies elsewhere (domain.md 1.6)."""

    pupil = ForeignKeyField(Pupil, backref="opps")
    pupil_id: int
    status = CharField(default=OppStatus.DRAFT)
    reason = CharField(default="")  # care.words.OppReason
    base_on = DateField()  # placement, or the decision: the six weeks count from here
    begins_on = DateField(null=True)  # ingangsdatum
    fixed_on = DateField(null=True)  # vastgesteld
    closed_on = DateField(null=True)
    destination = TextField(default="")  # verwachte uitstroombestemming
    hindering = TextField(default="")
    helping = TextField(default="")
    support = TextField(default="")  # handelingsdeel
    deviations = TextField(default="")  # from the programme
    document = CharField(default="")  # where the real document is
    heard_on = DateField(null=True)
    heard_how = CharField(default="")
    heard_words = TextField(default="")
    not_heard_because = CharField(default="")


class OppSignature(Row):
    """What one parent with custody said about the handelingsdeel."""

    opp = ForeignKeyField(Opp, backref="signatures")
    opp_id: int
    person = ForeignKeyField(Person)
    person_id: int
    agreed = CharField(default="")  # "ja", "nee", "" = not answered yet
    signed_on = DateField(null=True)
    reason = TextField(default="")

    class Meta:
        indexes = ((("opp", "person"), True),)


class OppEvaluation(Binnable):
    """One evaluation of an OPP, with the parents and the pupil."""

    opp = ForeignKeyField(Opp, backref="evaluations")
    opp_id: int
    day = DateField()
    present = CharField(default="")
    result = TextField(default="")
    next_step = TextField(default="")
    heard_on = DateField(null=True)
    heard_how = CharField(default="")
    heard_words = TextField(default="")
    not_heard_because = CharField(default="")


class Absence(Binnable):
    """Time that a pupil missed, as far as the ib'er keeps it; the real registration is the school's."""

    pupil = ForeignKeyField(Pupil, backref="absences")
    pupil_id: int
    day = DateField()
    minutes = IntegerField()
    unauthorised = BooleanField(default=True)
    note = CharField(default="")
    reported_on = DateField(null=True)  # to leerplicht


class SafetyRecord(Binnable):
    """The meldcode for one pupil: a lane of its own, in no list, no search and no paper."""

    pupil = ForeignKeyField(Pupil, backref="safety_records")
    pupil_id: int
    writer = CharField()  # system user
    opened_on = DateField()
    closed_on = DateField(null=True)
    reported_on = DateField(null=True)  # to Veilig Thuis


class SafetyStep(Binnable):
    """One of the five steps of the meldcode, taken on a day."""

    record = ForeignKeyField(SafetyRecord, backref="steps")
    record_id: int
    step = IntegerField()  # 1 to 5
    day = DateField()
    who = CharField(default="")  # with whom
    facts = TextField(default="")  # seen by oneself
    heard = TextField(default="")  # heard, and from whom
    meaning = TextField(default="")  # what one makes of it
    decision = TextField(default="")
    next_on = DateField(null=True)
