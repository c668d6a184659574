"""Days without school from an agenda file."""

import random
from datetime import date, timedelta

import pytest

from ibtui.care.school_days import Free
from ibtui.errors import BadInput
from ibtui.exchange.ical import BIGGEST, LONGEST_NAME, free_days, says_free, whole_days


def event(*lines: str) -> str:
    return "\r\n".join(
        ("BEGIN:VEVENT", "UID:1@oefenschool", "DTSTAMP:20260801T080000Z", *lines, "END:VEVENT")
    )


def agenda(*events: str) -> bytes:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OEFENSCHOOL//agenda//NL")
    return ("\r\n".join((*head, *events, "END:VCALENDAR")) + "\r\n").encode()


AUTUMN = event("SUMMARY:Herfstvakantie", "DTSTART;VALUE=DATE:20261010", "DTEND;VALUE=DATE:20261019")
STUDY = event("SUMMARY:Studiedag\\, alle kinderen vrij", "DTSTART;VALUE=DATE:20261124")


def test_whole_days_with_the_last_one_included() -> None:
    assert free_days(agenda(STUDY, AUTUMN)) == (
        Free("Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18)),
        Free("Studiedag, alle kinderen vrij", date(2026, 11, 24), date(2026, 11, 24)),
    )


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("DTSTART;VALUE=DATE:20261019", "DURATION:P5D"), date(2026, 10, 23)),
        (("DTSTART;VALUE=DATE:20261019", "DTEND;VALUE=DATE:20261019"), date(2026, 10, 19)),  # an odd writer
        (("DTSTART:20261019T000000", "DTEND:20261024T000000"), date(2026, 10, 23)),
        (
            ("DTSTART;TZID=Europe/Amsterdam:20261019T000000", "DTEND;TZID=Europe/Amsterdam:20261024T000000"),
            date(2026, 10, 23),
        ),
    ],
)
def test_other_ways_to_write_whole_days(lines: tuple[str, ...], last: date) -> None:
    assert free_days(agenda(event("SUMMARY:Vakantie", *lines))) == (
        Free("Vakantie", date(2026, 10, 19), last),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20261019T130000Z", "DTEND:20261019T150000Z"),
        ("DTSTART;VALUE=DATE:20261019", "DTEND;VALUE=DATE:20261024", "STATUS:CANCELLED"),
        ("DTSTART;VALUE=DATE:20260801", "DTEND;VALUE=DATE:20270801"),
        ("DTSTART;VALUE=DATE:geen datum",),
        (),
    ],
)
def test_what_is_left_out(lines: tuple[str, ...]) -> None:
    assert free_days(agenda(AUTUMN, event("SUMMARY:Vrij", *lines))) == free_days(agenda(AUTUMN))


def test_an_event_that_comes_back_counts_once_and_a_double_one_too() -> None:
    king = event("SUMMARY:Koningsdag", "DTSTART;VALUE=DATE:20270427", "RRULE:FREQ=YEARLY")
    assert free_days(agenda(king, king)) == (Free("Koningsdag", date(2027, 4, 27), date(2027, 4, 27)),)


@pytest.mark.parametrize(
    "name",
    ["Herfstvakantie", "VOORJAARSVAKANTIE (Noord)", "Studiedag team", "Vrije dag", "Leerlingen vrij", "Lesvrij",
     "2e Paasdag", "Hemelvaartsdag", "Koningsdag", "Goede Vrijdag", "School gesloten", "Margedag"],
)  # fmt: skip
def test_names_of_days_without_school(name: str) -> None:
    assert says_free(name)


@pytest.mark.parametrize(
    "name",
    ["Sinterklaas", "Vrijdag schoolreis", "Laatste schooldag voor de zomervakantie", "Rapport mee", "Studiemiddag",
     "Vrije middag groep 1", "Start zomervakantie", "Kerstviering", "Eerste schooldag", "Vakantierooster bekend", ""],
)  # fmt: skip
def test_names_of_days_with_school(name: str) -> None:
    assert not says_free(name)


def test_the_school_agenda_may_hold_more_than_holidays() -> None:
    party = event("SUMMARY:Sinterklaas", "DTSTART;VALUE=DATE:20261204")
    assert [free.name for free in free_days(agenda(AUTUMN, party))] == ["Herfstvakantie"]
    assert [free.name for free in whole_days(agenda(AUTUMN, party))] == ["Herfstvakantie", "Sinterklaas"]
    with pytest.raises(BadInput, match="geen vrije dagen"):
        free_days(agenda(party))
    with pytest.raises(BadInput, match="geen vrije dagen"):
        free_days(agenda())


def test_names_are_safe_for_a_terminal_and_not_endless() -> None:
    name = "Vrij \x1b[31mrood\x00 " + "heel lang " * 30
    (free,) = free_days(agenda(event(f"SUMMARY:{name}", "DTSTART;VALUE=DATE:20261019")))
    assert free.name.startswith("Vrij [31mrood heel lang")
    assert len(free.name) <= LONGEST_NAME


@pytest.mark.parametrize(
    "data", [b"", b"geen agenda", b"PK\x03\x04 zip", b"BEGIN:VCARD\nEND:VCARD", b"\xff\xfe\x00"]
)
def test_another_file_is_refused_with_words(data: bytes) -> None:
    with pytest.raises(BadInput, match="geen agendabestand"):
        free_days(data)


def test_a_file_that_is_too_big_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadInput, match="te groot"):
        free_days(agenda(AUTUMN) + b" " * BIGGEST)


def test_a_damaged_file_is_refused_and_never_breaks_the_program() -> None:
    whole = agenda(AUTUMN, STUDY, event("SUMMARY:Vrij", "DTSTART:20261019T000000", "DURATION:P1D"))
    chance = random.Random(5)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(len(data))]) if chance.random() < 0.3 else bytes(data)
        try:
            found = free_days(cut)
        except BadInput:
            continue
        assert all(free.first <= free.last < free.first + timedelta(days=63) for free in found)


def test_a_byte_order_mark_and_an_old_encoding_are_no_hindrance() -> None:
    assert free_days(b"\xef\xbb\xbf" + agenda(AUTUMN)) == free_days(agenda(AUTUMN))
    assert free_days(agenda(AUTUMN).replace(b"Herfstvakantie", b"Caf\xe9 vakantie"))[0].name.endswith(
        "vakantie"
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("20261009T220000Z", "20261018T220000Z"),  # summer time
        ("20261010T000000", "20261018T235900"),
        ("20261010T000000", "20261018T235959"),
    ],
)
def test_a_midnight_written_in_another_way_is_a_whole_day_too(start: str, end: str) -> None:
    data = agenda(event("SUMMARY:Herfstvakantie", f"DTSTART:{start}", f"DTEND:{end}"))
    assert free_days(data) == (Free("Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18)),)


def test_a_winter_midnight_and_one_at_which_the_clock_changes() -> None:
    data = agenda(event("SUMMARY:Vrij", "DTSTART:20261024T220000Z", "DTEND:20261025T230000Z"))
    assert free_days(data) == (Free("Vrij", date(2026, 10, 25), date(2026, 10, 25)),)


def test_the_last_day_there_is_breaks_nothing() -> None:
    data = agenda(event("SUMMARY:Vrij", "DTSTART;VALUE=DATE:99991231"))
    assert free_days(data) == (Free("Vrij", date.max, date.max),)
