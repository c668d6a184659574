"""The working year: the care calendar, goals, lessons that were looked at, and what somebody has read."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, TextField

from ibtui.care.words import GoalStatus
from ibtui.store.models.base import Binnable, Row
from ibtui.store.models.school import Group, Person, School, SchoolYear
from ibtui.store.models.talks import Conversation


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
