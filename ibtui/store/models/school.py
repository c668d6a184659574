"""The school: its years, groups, pupils, the people around them and the agencies."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from ibtui.care.words import Custody
from ibtui.store.models.base import Binnable, Row


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
    also_called = CharField(default="")  # other names that people use: "Roosje"
    left_to = CharField(default="")  # care.words.LeftTo; decides how long the file is kept
    hold_because = CharField(default="")  # why nothing may be thrown away yet (a complaint that runs)
    hold_since = DateField(null=True)


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
    note = CharField(default="")  # "alleen via de mail"

    class Meta:
        indexes = ((("pupil", "person"), True),)
