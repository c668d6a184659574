"""The practice school as it is invented: what is in it, and that it is the same each time."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import cast

import pytest
from peewee import ForeignKeyField, Model

from ibtui.care.minutes import Mark, parse
from ibtui.care.text import clean
from ibtui.care.words import (
    ActionStatus,
    Audience,
    ConcernCategory,
    ConcernStatus,
    ConversationKind,
    ConversationStatus,
    Custody,
    MinutesStatus,
)
from ibtui.practice import invent
from ibtui.practice.make import Table, Which
from ibtui.store.models import (
    ActionItem,
    Agency,
    Attendance,
    AuditLog,
    Concern,
    Conversation,
    ConversationPupil,
    FreeDays,
    Group,
    Guardianship,
    Minutes,
    Observation,
    Person,
    Placement,
    Pupil,
    School,
)

TUESDAY = dt.date(2026, 11, 24)
WEEK = [TUESDAY + dt.timedelta(days=number) for number in range(-1, 6)]
NEW_YEAR = [dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 1, 4)]
AUGUST = [dt.date(2026, 7, 31), dt.date(2026, 8, 1), dt.date(2028, 2, 29)]
MANY_LINES = {(Observation, name) for name in ("seen", "meaning", "talk", "agreed")}
DAYS = [*WEEK, *NEW_YEAR, *AUGUST]


def _day(row: Mapping[str, object], name: str = "day") -> dt.date:
    return cast("dt.date", row[name])


def _moments(school: Table) -> list[tuple[str, str, dt.datetime]]:
    return [
        (model.__name__, name, value)
        for model, rows in school.items()
        for row in rows
        for name, value in row.items()
        if isinstance(value, dt.datetime)
    ]


@pytest.mark.parametrize("which", ["wilgenhoek", "vlinderboom"])
@pytest.mark.parametrize("today", [WEEK[0], TUESDAY, WEEK[-1]], ids=str)
def test_nothing_was_written_later_than_the_moment_at_which_it_is_opened(
    today: dt.date, which: Which
) -> None:
    night = dt.datetime.combine(today, dt.time(0, 44))
    assert [late for late in _moments(invent(today, now=night, which=which)) if late[2] > night] == []


@cache
def _school_of(today: dt.date) -> Table:
    return invent(today)


def _rows(tables: Table, model: type[Model]) -> list[dict[str, object]]:
    return [dict(row) for row in tables[model]]


@pytest.fixture(scope="module")
def tables() -> Table:
    return _school_of(TUESDAY)


def test_the_same_seed_and_day_give_the_same_rows(tables: Table) -> None:
    assert invent(TUESDAY) == tables


def test_another_seed_gives_another_school(tables: Table) -> None:
    assert _rows(invent(TUESDAY, seed=7), Minutes) != _rows(tables, Minutes)


def test_it_is_marked_as_a_practice_school(tables: Table) -> None:
    (school,) = _rows(tables, School)
    assert school["practice"] is True
    assert str(school["name"]).startswith("OEFENSCHOOL")
    assert school["coordinator_name"] == "Ilse Visser"


def test_the_size_of_a_village_school(tables: Table) -> None:
    now = [row for row in _rows(tables, Pupil) if row["left_on"] is None]
    placed = Counter(row["group"] for row in _rows(tables, Placement) if row["until_on"] is None)
    groups = {row["id"]: row["name"] for row in _rows(tables, Group)}
    assert len(now) == 80
    assert sorted(str(groups[number]) for number in placed) == ["1/2", "3/4/5", "6/7/8"]
    assert sum(placed.values()) == 80
    assert len(tables[Agency]) == 12
    assert {row["agency"] for row in _rows(tables, Person) if row["agency"]} == set(range(1, 13))
    assert {row["custody"] for row in _rows(tables, Guardianship)} == set(Custody)
    assert {row["pupil"] for row in _rows(tables, Guardianship)} == {
        row["id"] for row in _rows(tables, Pupil)
    }


def test_ten_years_of_life(tables: Table) -> None:
    years = Counter(
        _day(row).year for row in tables[Conversation] if row["status"] == ConversationStatus.HELD
    )
    assert set(years) == set(range(2017, 2027))
    assert all(count > 50 for year, count in years.items() if year > 2017)
    assert len(tables[Minutes]) > 800
    assert len(tables[ActionItem]) > 1500
    assert {row["kind"] for row in _rows(tables, Conversation)} >= set(ConversationKind) - {"ander gesprek"}
    assert {row["status"] for row in _rows(tables, Concern)} == set(ConcernStatus)
    assert len({row["category"] for row in _rows(tables, Concern)} & set(ConcernCategory)) >= 10


def test_names_that_are_difficult(tables: Table) -> None:
    names = Counter(f"{row['first_name']} {row['infix']} {row['last_name']}" for row in _rows(tables, Pupil))
    assert not [name for name, count in names.items() if count > 1]
    wanted = (
        "Roos van Dijk",
        "Zoë de Jong",
        "Jan-Peter  Brouwer",
        "Hanaë  El Amrani",
        "Sam  Ünal-de Boer",
        "Mees  't Hart",
    )
    assert all(name in names for name in wanted)
    firsts = Counter(row["first_name"] for row in _rows(tables, Pupil) if row["left_on"] is None)
    assert [first for first, count in firsts.items() if count > 1] == ["Noa"]


def test_nobody_can_be_called_or_mailed(tables: Table) -> None:
    for model in (Person, Agency):
        for row in _rows(tables, model):
            assert re.fullmatch(r"06-000\d{5}", str(row["phone"]))
            assert re.fullmatch(r"[a-z0-9.]+@voorbeeld\.example", str(row["mail"]))


def test_every_text_is_stored_as_it_would_be_typed(tables: Table) -> None:
    for model, rows in tables.items():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, str):
                    many = name == "text" or (model, name) in MANY_LINES
                    assert clean(value, multiline=many, limit=200_000) == value, (model, name)
                    assert not re.search(r"[\[\]{}|]", value), value


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_promises_are_what_the_parser_takes_from_the_text(today: dt.date) -> None:
    tables = _school_of(today)
    (school,) = _rows(tables, School)
    working_days = [int(day) for day in str(school["working_days"]).split(",")]
    days = {row["id"]: _day(row) for row in _rows(tables, Conversation)}
    found: dict[object, list[tuple[object, ...]]] = {}
    for item in tables[ActionItem]:
        words = (item["owner_text"], item["what"], item["due_text"], item["due_on"], item["position"])
        found.setdefault(item["minutes"], []).append(words)
    for row in tables[Minutes]:
        parsed = parse(str(row["text"]), days[cast("int", row["conversation"])], working_days)
        lines = [(one.who, one.what, one.when, one.due, at) for at, one in enumerate(parsed.actions)]
        assert found.get(row["id"], []) == lines
        assert all(one.due is not None for one in parsed.actions), row["text"]
        assert not [one for one in parsed.lines if one.mark is Mark.TEXT and one.text.strip()], row["text"]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_week_is_filled_around_today(today: dt.date) -> None:
    tables = _school_of(today)
    monday = today - dt.timedelta(days=today.weekday())
    near = [row for row in _rows(tables, Conversation) if 0 <= (_day(row) - monday).days < 7]
    first, roos = sorted((row for row in near if row["day"] == today), key=lambda row: str(row["start"]))
    assert first["status"] == ConversationStatus.HELD
    assert (roos["kind"], roos["status"], roos["start"]) == ("groot overleg", "gepland", dt.time(13, 0))
    assert len([row for row in tables[Attendance] if row["conversation"] == roos["id"]]) == 5
    assert not [row for row in tables[Minutes] if row["conversation"] == roos["id"]], (
        "its agenda makes itself"
    )
    assert {_day(row).weekday() for row in near} >= {0, 1, 2, 3, 4}
    held = [row for row in near if _day(row) < today]
    assert all(row["status"] == ConversationStatus.HELD for row in held)
    assert all(row["status"] == ConversationStatus.PLANNED for row in near if _day(row) > today)


def test_roos_is_in_group_5_and_her_meeting_belongs_to_her_concern(tables: Table) -> None:
    (roos,) = [row for row in tables[Pupil] if row["first_name"] == "Roos"]
    (place,) = [row for row in tables[Placement] if row["pupil"] == roos["id"] and row["until_on"] is None]
    (concern,) = [row for row in tables[Concern] if row["pupil"] == roos["id"] and row["closed_on"] is None]
    meeting = next(
        row for row in tables[Conversation] if row["day"] == TUESDAY and row["kind"] == "groot overleg"
    )
    assert place["year"] == "5"
    assert concern["category"] == "lezen"
    assert meeting["concern"] == concern["id"]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_two_talks_overlap_this_week_or_next(today: dt.date) -> None:
    monday = today - dt.timedelta(days=today.weekday())
    spans: dict[dt.date, list[tuple[int, int]]] = {}
    for row in _school_of(today)[Conversation]:
        start = row["start"]
        if isinstance(start, dt.time) and 0 <= (_day(row) - monday).days < 14:
            minute = start.hour * 60 + start.minute
            spans.setdefault(_day(row), []).append((minute, minute + cast("int", row["duration"])))
    overlaps = [
        one for day in spans.values() for one in day for other in day if one < other and other[0] < one[1]
    ]
    assert len(overlaps) == 1


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_work_is_waiting_for_several_people(today: dt.date) -> None:
    tables = _school_of(today)
    open_ones = [row for row in _rows(tables, ActionItem) if row["status"] == ActionStatus.OPEN]
    (undated,) = [row for row in open_ones if row["due_on"] is None]
    assert cast("dt.datetime", undated["created_at"]).date() == today, "made today, for the end of the day"
    todo = [row for row in open_ones if row["due_on"] is not None]
    late = [row for row in todo if _day(row, "due_on") < today]
    assert 3 <= len(late) <= 10
    assert 1 <= len([row for row in todo if row["due_on"] == today]) <= 12
    assert 6 <= len(todo) - len(late) <= 60
    assert len({row["owner"] for row in todo}) >= 4
    statuses = Counter(row["status"] for row in tables[Minutes])
    assert 2 <= statuses[MinutesStatus.DRAFT] <= 16
    assert statuses[MinutesStatus.FIXED] > 100
    assert statuses[MinutesStatus.SENT] > 100


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_has_happened_after_today(today: dt.date) -> None:
    tables = _school_of(today)
    past = {
        "created_at",
        "changed_at",
        "opened_on",
        "closed_on",
        "parents_informed_on",
        "done_on",
        "fixed_at",
    }
    past |= {"sent_at", "saved_at", "asked_on", "answered_on", "given_on", "withdrawn_on", "since", "from_on"}
    past |= {"birth_date", "left_on", "seen_on"}
    for model, rows in tables.items():
        for row in rows:
            for name in past & row.keys() if model is not FreeDays else ():
                value = row[name]
                if value is not None:
                    day = value.date() if isinstance(value, dt.datetime) else cast("dt.date", value)
                    assert day <= today, (model, name, row)
    for row in tables[Conversation]:
        if row["status"] == ConversationStatus.HELD:
            assert _day(row) <= today


def test_things_happen_in_their_order(tables: Table) -> None:
    for row in tables[ActionItem]:
        if row["done_on"] is not None:
            held = tables[Conversation][cast("int", row["conversation"]) - 1]
            assert _day(row, "done_on") >= _day(held)
            assert row["status"] == ActionStatus.DONE
    for row in tables[Minutes]:
        moments = [row[name] for name in ("created_at", "fixed_at", "sent_at") if row[name] is not None]
        assert moments == sorted(cast("list[dt.datetime]", moments))
        assert row["changed_at"] == moments[-1], "when the list says it was saved"
        assert all(cast("dt.datetime", moment).weekday() < 5 for moment in moments)
    for row in tables[Concern]:
        assert (row["pupil"] is None) != (row["group"] is None)
        if row["closed_on"] is not None:
            assert _day(row, "closed_on") >= _day(row, "opened_on")


def test_private_notes_expire(tables: Table) -> None:
    private = [row for row in tables[Conversation] if row["audience"] == Audience.PRIVATE]
    assert private
    assert all(row["expires_on"] is not None for row in private)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_colleague_worked_while_she_was_away(today: dt.date) -> None:
    tables = _school_of(today)
    lines = _rows(tables, AuditLog)
    assert "zorg toegevoegd" in {row["action"] for row in lines}
    assert len({row["who"] for row in lines}) == 1
    for row in lines:
        at = cast("dt.datetime", row["at"])
        assert today - dt.timedelta(days=7) <= at.date() <= today
        model = next(one for one in tables if one._meta.table_name == row["subject"])
        assert any(one["id"] == row["subject_id"] for one in tables[model])


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_parents_are_still_to_be_told_and_somebody_is_quiet(today: dt.date) -> None:
    tables = _school_of(today)
    untold = [
        row
        for row in _rows(tables, Concern)
        if row["parents_informed_on"] is None and row["summary"] == "Schrijft veel woorden zoals je ze hoort"
    ]
    assert len(untold) == 1
    assert 0 <= (today - _day(untold[0], "opened_on")).days < 7
    (quiet,) = [row for row in _rows(tables, Concern) if str(row["summary"]).startswith("Komt in de klas")]
    talks = {row["id"]: _day(row) for row in _rows(tables, Conversation)}
    days = [talks[row["conversation"]] for row in tables[ConversationPupil] if row["pupil"] == quiet["pupil"]]
    assert quiet["level"] == 3
    assert max(days, default=dt.date.min) < today - dt.timedelta(weeks=6)


def test_every_link_points_at_a_row(tables: Table) -> None:
    for model, rows in tables.items():
        for field in model._meta.sorted_fields:
            if isinstance(field, ForeignKeyField):
                known = {row["id"] for row in tables[field.rel_model]}
                for row in rows:
                    value = row[field.name]
                    assert value in known or (value is None and field.null), (model, field.name)


def test_unique_links(tables: Table) -> None:
    for model, names in (
        (ConversationPupil, ("conversation", "pupil")),
        (Guardianship, ("pupil", "person")),
        (Minutes, ("conversation", "edition")),
    ):
        found = Counter(tuple(row[name] for name in names) for row in tables[model])
        assert max(found.values()) == 1
    seats = Counter((row["conversation"], row["person"]) for row in tables[Attendance] if row["person"])
    assert max(seats.values()) == 1


def test_a_larger_school_for_benches(tables: Table) -> None:
    double = invent(TUESDAY, size=2)
    for model in (Pupil, Group, Concern, Minutes, ActionItem):
        assert 1.6 < len(double[model]) / len(tables[model]) < 2.1, model
    assert len(double[Agency]) == len(tables[Agency])
    today = [row for row in double[Conversation] if row["day"] == TUESDAY]
    assert len(today) == 2
