"""The story of one child in the practice school: help, terms, sharing, and what is kept apart."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from peewee import Model

from ibtui.care import absence, deadlines
from ibtui.care.absence import Missed
from ibtui.care.school_days import Free
from ibtui.care.words import ApplicationStatus, Custody, LeftTo, OppStatus
from ibtui.practice import invent
from ibtui.practice.make import Table
from ibtui.store import bulk, database, glance, pupils, schools, timeline, told, vault
from ibtui.store.migrations import migrate
from ibtui.store.models import (
    Absence,
    AccessRequest,
    Application,
    ApplicationPaper,
    Approach,
    Conversation,
    Deadline,
    FreeDays,
    Guardianship,
    Opp,
    OppEvaluation,
    OppSignature,
    ParentQuestion,
    ParentView,
    Pupil,
    Referral,
    SafetyRecord,
    SafetyStep,
    Told,
)
from ibtui.store.pupils import PupilRow
from ibtui.store.timeline import Kind

TUESDAY = dt.date(2026, 11, 24)
DAYS = [TUESDAY, dt.date(2028, 2, 29)]


@cache
def _school(today: dt.date = TUESDAY) -> Table:
    return invent(today)


def _rows(model: type[Model], today: dt.date = TUESDAY) -> list[Mapping[str, object]]:
    return [dict(row) for row in _school(today)[model]]


def _day(row: Mapping[str, object], name: str) -> dt.date:
    return cast("dt.date", row[name])


def _free(today: dt.date) -> list[Free]:
    return [
        Free(str(row["name"]), _day(row, "from_on"), _day(row, "until_on")) for row in _rows(FreeDays, today)
    ]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_terms_are_those_that_the_rules_give(today: dt.date) -> None:
    free = _free(today)
    agreed = ("opp_evaluatie", "meldcode_stap")  # these have a day of their own
    for row in _rows(Deadline, today):
        if row["rule"] not in agreed:
            rule = deadlines.RULES[str(row["rule"])]
            assert row["due_on"] == deadlines.due(rule, _day(row, "base_on"), free), row
        assert row["subject"], "every term comes from a record"


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_record_has_its_terms_and_every_term_its_record(today: dt.date) -> None:
    known = {
        "opp": {row["id"] for row in _rows(Opp, today)},
        "aanvraag": {row["id"] for row in _rows(Application, today)},
        "vraag": {row["id"] for row in _rows(ParentQuestion, today)},
        "inzage": {row["id"] for row in _rows(AccessRequest, today)},
        "meldcode": {row["id"] for row in _rows(SafetyRecord, today)},
        "verzuim": {row["id"] for row in _rows(Pupil, today)},
    }
    subjects = [str(row["subject"]).split(":") for row in _rows(Deadline, today)]
    assert all(int(number) in known[kind] for kind, number in subjects)
    assert {kind for kind, _number in subjects} == set(known)
    open_ones = {row["subject"] for row in _rows(Deadline, today) if row["done_on"] is None}
    waiting = [row for row in _rows(ParentQuestion, today) if row["answered_on"] is None]
    assert [f"vraag:{row['id']}" in open_ones for row in waiting] == [True]


def test_opps_of_each_sort() -> None:
    opps = {row["id"]: row for row in _rows(Opp)}
    assert {row["status"] for row in opps.values()} >= {OppStatus.ASKING, OppStatus.EVALUATED}
    (asking,) = [row for row in opps.values() if row["status"] == OppStatus.ASKING]
    answers = [row["agreed"] for row in _rows(OppSignature) if row["opp"] == asking["id"]]
    assert sorted(str(one) for one in answers) == ["", "ja"], "one parent still has to answer"
    assert _rows(OppEvaluation)
    due = [_day(row, "due_on") for row in _rows(Deadline) if row["rule"] == "opp_evaluatie"]
    assert min(due) < TUESDAY < max(due)
    signed = {(row["opp"], row["person"]) for row in _rows(OppSignature)}
    for number, row in opps.items():
        own = [one for one in _rows(Guardianship) if one["pupil"] == row["pupil"]]
        with_custody = {one["person"] for one in own if one["custody"] == Custody.YES}
        assert {person for opp, person in signed if opp == number} == with_custody


def test_applications_that_run_and_that_ended_with_their_papers() -> None:
    found = {row["id"]: row for row in _rows(Application)}
    assert {row["status"] for row in found.values()} == set(ApplicationStatus) - {
        ApplicationStatus.REFUSED, ApplicationStatus.STOPPED,
    }  # fmt: skip
    ticked = {number: [0, 0] for number in found}
    for row in _rows(ApplicationPaper):
        ticked[cast("int", row["application"])][row["ticked_on"] is None] += 1
    assert any(there and missing for there, missing in ticked.values()), "one that is under way"
    assert any(there and not missing for there, missing in ticked.values())
    (ends,) = [row for row in found.values() if row["category"] == "laag"]
    assert _day(ends, "valid_until") > TUESDAY


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_one_pupil_is_near_sixteen_hours_and_not_over_it(today: dt.date) -> None:
    by_pupil: dict[object, list[Missed]] = {}
    for row in _rows(Absence, today):
        by_pupil.setdefault(row["pupil"], []).append(
            Missed(_day(row, "day"), cast("int", row["minutes"]), bool(row["unauthorised"]),
                   cast("dt.date | None", row["reported_on"]))
        )  # fmt: skip
    counts = [absence.count(rows, _free(today), today) for rows in by_pupil.values()]
    assert max(count.minutes for count in counts) == 900
    assert not [count for count in counts if count.limit_reached_on]


def test_who_left_is_known_by_where_to_and_one_file_is_held() -> None:
    gone = [row for row in _rows(Pupil) if row["left_on"] is not None]
    assert {row["left_to"] for row in gone} == {LeftTo.SECONDARY, LeftTo.SPECIAL}
    over = [row for row in gone if _day(row, "left_on") < TUESDAY - dt.timedelta(days=3 * 366)]
    assert over
    (held,) = [row for row in gone if row["hold_because"]]
    assert held in over
    assert held["hold_since"] is not None


def test_private_notes_that_are_over_and_that_are_nearly_over() -> None:
    ends = [_day(row, "expires_on") for row in _rows(Conversation) if row["expires_on"] is not None]
    assert any(day < TUESDAY for day in ends)
    assert TUESDAY + dt.timedelta(days=1) in ends


def test_parents_ask_see_it_otherwise_and_are_told() -> None:
    answered = [row["answered_on"] is not None for row in _rows(ParentQuestion)]
    assert answered.count(False) == 1
    assert answered.count(True) >= 3
    assert {row["kind"] for row in _rows(ParentView)} == {"eigen kijk", "correctie"}
    assert {row["conversation"] is None for row in _rows(ParentView)} == {True, False}
    waits = [row for row in _rows(Told) if row["told_on"] is None]
    assert len(waits) == 1
    assert len(_rows(Told)) > 20
    assert [row["given_on"] is None for row in _rows(AccessRequest)] == [True, False]
    old = [
        row
        for row in _rows(Referral)
        if row["answered_on"] and _day(row, "answered_on") < TUESDAY - dt.timedelta(30)
    ]
    assert all(row["parents_told_on"] for row in old)


def test_approaches_run_and_have_ended_with_an_effect() -> None:
    found = _rows(Approach)
    assert len(found) > 60
    running = [row for row in found if row["until"] is None]
    assert len(running) > 8
    assert all(row["effect"] for row in found if row["until"] is not None)
    assert not [row for row in running if row["effect"]]


def test_the_term_of_the_safety_record_says_nothing_of_whose_it_is() -> None:
    (record,) = _rows(SafetyRecord)
    assert [row["step"] for row in _rows(SafetyStep)] == [1, 2, 3]
    (term,) = [row for row in _rows(Deadline) if str(row["subject"]).startswith("meldcode")]
    assert term["pupil"] is None
    assert record["pupil"] not in {row["pupil"] for row in _rows(Application)}


# --- as the program shows it ---


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The practice school, open."""
    folder: Path = tmp_path_factory.mktemp("verhaal")
    database.create_store(folder / "ibtui.db", vault.DatabaseKey(bytes(range(32))))
    migrate(folder / "backups")
    bulk.insert_rows(_school())
    yield schools.current().id
    database.close_store()


def _pupil(school: int, name: str) -> PupilRow:
    return next(row for row in pupils.pupils(school) if row.name == name)


@pytest.mark.parametrize("name", ["Roos van Dijk", "Sam Ünal-de Boer", "Mees 't Hart", "Noa Hof"])
def test_a_child_of_the_script_has_a_story(school: int, name: str) -> None:
    pupil = _pupil(school, name)
    found = timeline.page(pupil.id, TUESDAY, limit=500)
    assert found.more is None
    used = {kind for kind, count in found.counts.items() if count}
    assert used >= {Kind.TALKS, Kind.CONCERNS, Kind.PROMISES, Kind.PLACE, Kind.HELP, Kind.SHARING}
    answers = glance.glance(pupil.id, TUESDAY)
    assert answers.question
    assert answers.tried
    assert answers.knows


def test_the_safety_record_is_in_no_story(school: int) -> None:
    words = [
        str(row[name]) for row in _rows(SafetyStep) for name in ("facts", "heard", "meaning", "decision")
    ]
    pupil = cast("int", _rows(SafetyRecord)[0]["pupil"])
    said = str(timeline.page(pupil, TUESDAY, limit=500)) + str(glance.glance(pupil, TUESDAY))
    assert not [one for one in words if one and one in said]
    assert school


def test_few_have_to_be_told_anything(school: int) -> None:
    waiting = {
        row.name: told.to_tell(row.id, TUESDAY) for row in pupils.pupils(school) if row.left_on is None
    }
    found = {name: len(rows) for name, rows in waiting.items() if rows}
    assert "Sam Ünal-de Boer" in found
    assert len(found) <= 12, found
