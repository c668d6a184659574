"""A child with ten years of everything beside a child without a story, in one school; for the part "pupil"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import Model

from ibtui.care.school_year import first_day
from ibtui.care.words import PersonRole
from ibtui.store import bulk, groups, guardians, people, pupils, schools
from ibtui.store.agencies import AgencyDraft, add_agency
from ibtui.store.groups import GroupDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import (
    Absence,
    ActionItem,
    Application,
    ApplicationPaper,
    Approach,
    Concern,
    ConcernEvent,
    Consent,
    Conversation,
    ConversationPupil,
    Deadline,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Minutes,
    Opp,
    OppEvaluation,
    ParentQuestion,
    ParentView,
    PupilLevel,
    Referral,
    Row,
    Told,
)
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft

FULL, EMPTY = "Veel Verhaal", "Weinig Verhaal"
"""What the two children are called."""

YEARS = 10
_TALKS = 20  # a year
_DAY = dt.timedelta(days=1)
_TEXT = "## Wat zien we\n- hier staat wat er gezien is, een regel die zo lang is als een gewone regel\n= we gaan door"


@dataclass(frozen=True, slots=True)
class Pair:
    """The numbers of the two children."""

    full: int
    empty: int


def fill(today: dt.date) -> Pair:
    """Make a school with the two children in the store that is open."""
    school = schools.set_up("OEFENSCHOOL Het Meetlint", "Ilse Visser", (1,), practice=True, today=today).id
    teacher = people.add_person(school, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", "juf"))
    group = groups.add_group(school, GroupDraft("5", (teacher,)), today)
    agency = add_agency(school, AgencyDraft("GGD"))
    made = [_child(school, group, name, today) for name in (FULL, EMPTY)]
    _ten_years(school, made[0], agency, today)
    return Pair(*made)


def _child(school: int, group: int, name: str, today: dt.date) -> int:
    first, last = name.split()
    pupil = pupils.add_pupil(school, PupilDraft(first, "", last, group, "5", 1), today)
    for parent, relation in (("Fleur", "moeder"), ("Karim", "vader")):
        person = PersonDraft(PersonRole.GUARDIAN, parent, "", last)
        guardians.add_guardian(pupil, GuardianDraft(person, relation, "ja"))
    return pupil


def _ten_years(school: int, pupil: int, agency: int, today: dt.date) -> None:
    story = _Story(school, pupil, agency)
    for back in range(YEARS, 0, -1):
        _year(story, first_day(today).replace(year=today.year - back))


@dataclass(frozen=True, slots=True)
class _Story:
    school: int
    pupil: int
    agency: int


def _year(story: _Story, first: dt.date) -> None:
    """One year's rows, in the order in which they lean on each other."""
    about: dict[str, object] = {"pupil": story.pupil}
    base: dict[str, object] = {"school": story.school}
    concern, talk, paper, opp, asked = (
        _next(model) for model in (Concern, Conversation, ExportLog, Opp, Application)
    )
    days = [first + _DAY * (number * 300 // _TALKS) for number in range(_TALKS)]
    found: dict[type[Model], list[dict[str, object]]] = {
        Concern: [base | about | {"id": concern, "category": "lezen", "summary": "Leest traag", "opened_on": first,
                                  "status": "gesloten", "question": "Wat helpt?"}],
        Conversation: [base | {"id": talk + at, "kind": "oudergesprek", "status": "gehouden", "day": day,
                               "purpose": "hoe gaat het", "concern": concern} for at, day in enumerate(days)],
        ConversationPupil: [{**about, "conversation": talk + at} for at in range(_TALKS)],
        Minutes: [{"conversation": talk + at, "status": "verzonden", "text": _TEXT} for at in range(_TALKS)],
        ActionItem: [base | about | {"conversation": talk + at, "what": f"doet iets, nummer {at}", "due_on": day,
                                     "status": "gedaan", "owner_text": "@ans"}
                     for at, day in enumerate(days)],
    }  # fmt: skip
    each = [first + _DAY * 30 * number for number in range(10)]
    found |= {
        PupilLevel: [about | {"level": 1 + at % 3, "since": each[at]} for at in range(2)],
        ConcernEvent: [{"concern": concern, "day": day, "text": "een regel"} for day in each],
        Referral: [about | {"agency": story.agency, "status": "afgerond", "asked_on": each[0], "answer": "ja",
                            "answered_on": each[1], "parents_told_on": each[1]}],
        Approach: [about | {"what": "samen lezen", "since": day, "until": day + _DAY * 20, "effect": "goed"}
                   for day in each[:3]],
        Application: [about | {"id": asked, "kind": "arrangement", "status": "toegekend", "started_on": each[0],
                               "decided_on": each[3], "valid_from": each[4]}],
        ApplicationPaper: [{"application": asked, "name": f"stuk {at}", "position": at} for at in range(5)],
        Opp: [about | {"id": opp, "status": "afgesloten", "base_on": each[0], "fixed_on": each[2],
                       "closed_on": each[9]}],
        OppEvaluation: [{"opp": opp, "day": each[8], "result": "gehaald"}],
        Consent: [about | {"agency": story.agency, "what": "het leesverslag", "given_on": day} for day in each[:2]],
        Told: [about | {"name": "oma", "what": "hoe het gaat", "told_on": day, "how": "gesprek"} for day in each],
        ExportLog: [{"id": paper + at, "conversation": talk + at, "audience": "ouders", "file_name": f"{at}.docx"}
                    for at in range(8)],
        ExportPupil: [about | {"export": paper + at, "name": FULL} for at in range(8)],
        ExportRecipient: [{"export": paper + at, "name": "Fleur Verhaal"} for at in range(8)],
        ParentQuestion: [about | {"asked_on": day, "question": "Mag dat?", "answered_on": day, "answer": "Ja."}
                         for day in each[:3]],
        ParentView: [about | {"kind": "eigen kijk", "day": each[5], "text": "Thuis gaat het goed."}],
        Deadline: [base | about | {"rule": "opp_evaluatie", "base_on": day, "due_on": day, "done_on": day,
                                   "subject": f"opp:{opp}"} for day in each[:3]],
        Absence: [about | {"day": day, "minutes": 60} for day in each],
    }  # fmt: skip
    bulk.insert_rows(found)


def _next(model: type[Row]) -> int:
    """The first number that no row of this table has."""
    last = model.select().order_by(model.id.desc()).first()
    return 1 if last is None else int(last.id) + 1
