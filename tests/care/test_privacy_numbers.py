"""Rules O3 and O4: service numbers, and how to reach somebody else. The numbers are nobody's."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care import privacy_numbers
from ibtui.care.findings import ContactData, Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.minutes import Mark
from ibtui.care.words import ConversationKind, PaperAudience

MOTHER, FATHER, DOCTOR = 101, 102, 103
KNOWN = Known(
    contacts=(
        ContactData(MOTHER, "moeder Linda van Dijk", "06-11223344"),
        ContactData(FATHER, "vader Erik van Dijk", "06 55667788"),
        ContactData(FATHER, "vader Erik van Dijk", "Erik.vanDijk@voorbeeld.nl"),
        ContactData(DOCTOR, "Karin Hof (GGD)", "0229-100200", public=True),
        ContactData(None, "De Wilgenhoek", "team@wilgenhoek.voorbeeld.nl", public=True),
        ContactData(None, "", ""),
    )
)
S, A = Level.STOPS, Level.ASKS


def findings(
    text: str,
    persons: Sequence[int] = (MOTHER,),
    audience: PaperAudience = "ouders",
    beside: Sequence[tuple[str, str]] = (),
) -> list[Finding]:
    """What is said of one line, of which the text begins at column 3."""
    lines = (CopyLine(4, 3, Mark.TEXT, text),) if text else ()
    copy = Copy(ConversationKind.LARGE_MEETING, lines, beside=tuple(beside))
    return list(privacy_numbers.find(copy, Reader(audience, tuple(persons)), KNOWN))


def found(text: str) -> list[tuple[str, str, Level]]:
    return [(one.rule, one.text, one.level) for one in findings(text)]


@pytest.mark.parametrize(
    ("text", "number", "level"),
    [
        ("123456782", "123456782", S),
        ("BSN: 1234.56.782.", "1234.56.782", S),
        ("nummer 1112 22 333", "1112 22 333", S),
        ("bsn 123 456 782", "123 456 782", S),
        ("111222333 staat op het formulier", "111222333", S),
        ("onderwijsnummer 100000004", "100000004", S),
        ("nummer 123 456 782", "123 456 782", A),
        ("bsn 123456789", "123456789", A),
        ("dossiernummer 123456782", "123456782", A),
        ("BSN123456782", "123456782", S),
        ("bsnnr123456782", "123456782", S),
        ("BSN_123456782", "123456782", S),
        ("_123456782_", "123456782", S),
        ("bsn 123\u00a0456\u00a0782", "123\u00a0456\u00a0782", S),
        ("bsn: 12 34 56 782", "12 34 56 782", S),
        ("12 34 56 782", "12 34 56 782", A),
    ],
)
def test_a_service_number(text: str, number: str, level: Level) -> None:
    assert found(text) == [("O3", number, level)]


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "Dossiernummer 123456789 bij de logopedist",
        "24-11-2026 om 13.00 uur, 24112026, 3-11-2026 9.15-10.00",
        "op 03-11-2026 09:30 uur",
        "NL91ABNA0417164300 en NL91 ABNA 0417 1643 00",
        "DMT 34, 28 en 22; scores 101 98 112; 100-110-120",
        "schaal 0 1 2 3 4 5 6 7 8 9 en 1-2-3-4-5-6-7-8-9-10",
        "€ 123.456.782",
        "000000000 en 1234567821 en A123456782",
        "Bel 112 of 0800-1234, 0900 1234567 of 088-1234567.",
        "De GGD is te bereiken op 0229-999888 of 0229 100200.",
        "De GGD belt ouders op 0229-999888. De school is er voor ouders op 0229-999777.",
        "Mail naar info@praktijk.voorbeeld.nl of team@wilgenhoek.voorbeeld.nl",
        "Kleuterplein 2, groep 3, bladzijde 12 van boek 1234, Onderweg 3",
        "In 2026 IB en in 1950 AB; Postbus 12, 1600 AA Meerdam",
        "schooljaar 2026/2027, IQ 104 (95% 98-110), 8;6 jaar",
        "06-11223344, dat is moeder zelf",
        "@ans en jan@ en @school.nl",
    ],
)
def test_what_stays_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "0655667788",
        "06-55667788",
        "06 55 66 77 88",
        "06 - 55 66 77 88",
        "06.55667788",
        "+31 6 55667788",
        "+31 (0)6-55667788",
        "0031655667788",
        "55667788",
        "06\u202f55\u202f66\u202f77\u202f88",
        "tel06‑55667788",
        "erik.vandijk@VOORBEELD.nl",
    ],
)
def test_what_is_of_another_parent_stops_and_cannot_be_let_through(number: str) -> None:
    (one,) = findings(f"Vader: {number}, na vijf uur.")
    assert (one.rule, one.text, one.level, one.fixed) == ("O4", number.removeprefix("tel"), S, True)
    assert "vader Erik van Dijk" in one.reason


def test_what_is_of_the_reader_is_silent_only_when_nobody_else_reads_it() -> None:
    text = "Bel 06 11223344."
    assert findings(text, persons=(MOTHER,)) == []
    assert [one.fixed for one in findings(text, persons=(MOTHER, FATHER))] == [True]
    assert [one.fixed for one in findings(text, persons=())] == [True]
    assert [one.fixed for one in findings(text, persons=(FATHER,), audience="instantie")] == [True]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Oma belt liever zelf: 0612 998877.", "0612 998877"),
        ("bel (0229) 25 33 00 of mail niet", "(0229) 25 33 00"),
        ("oom in België: +32 475 12 34 56", "+32 475 12 34 56"),
        ("mail naar oma.jansen@voorbeeld.nl.", "oma.jansen@voorbeeld.nl"),
        ("Vader woont op Lindelaan 12, 1234 AB Meerdam.", "Lindelaan 12, 1234 AB"),
        ("Ze verhuist naar Van der Heijdenstraat 4a.", "Van der Heijdenstraat 4a"),
        ("postcode 1234AB, nummer 3", "1234AB"),
    ],
)
def test_what_nobody_knows_asks(text: str, what: str) -> None:
    (one,) = findings(text)
    assert (one.rule, one.level, one.fixed) == ("O4", A, False)
    assert one.text in what or what in one.text


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("Vader woont op Dorpsstraat 3 en moeder op Kerklaan 5.", ["Dorpsstraat 3", "Kerklaan 5"]),
        ("De GGD zit op Dorpsstraat 3 en vader woont op Kerklaan 12.", ["Kerklaan 12"]),
        ("Vader woont op Kerklaan 12 en de GGD zit op Dorpsstraat 3.", ["Kerklaan 12"]),
        ("Het gezin woont naast de school, op Kerklaan 12.", ["Kerklaan 12"]),
        (
            "Lindelaan 1, 1234 AB Meerdam en Kerklaan 5, 1234 AC",
            ["Lindelaan 1, 1234 AB", "Kerklaan 5, 1234 AC"],
        ),
        ("De GGD zit op Dorpsstraat 3 en op Kerklaan 5.", []),
        ("Moeder gaat naar de GGD op Dorpsstraat 3, 1234 AB Meerdam.", []),
        ("De GGD is er voor ouders op Dorpsstraat 3.", []),
        ("Kerklaan 5 is de praktijk.", []),
        ("De GGD zit op Dorpsstraat 3. Nieuw adres: Kerklaan 5.", ["Kerklaan 5"]),
    ],
)
def test_each_address_of_a_line_is_judged_by_itself(text: str, homes: list[str]) -> None:
    assert [one.text for one in findings(text)] == homes


def test_two_numbers_in_one_line() -> None:
    assert [(one.text, one.level) for one in findings("06 11223344 en vader 06/55667788/0612998877")] == [
        ("06/55667788", S),
        ("0612998877", A),
    ]


def test_the_place_is_the_one_in_the_editor() -> None:
    (one,) = findings("Nummer 123456782.")
    assert (one.line, one.column, one.around) == (4, 10, "Nummer 123456782.")


def test_what_stands_beside_the_text_is_read_too() -> None:
    (one,) = findings("", beside=[("aanwezig", "Erik (06-55667788)")])
    assert (one.rule, one.line, one.where, one.fixed) == ("O4", 0, "aanwezig", True)


PIECES = [
    "06",
    "-",
    "55667788",
    "123456782",
    " ",
    ".",
    "+31",
    "(0)",
    "@",
    "a.b",
    "nl",
    "1234 AB",
    "Xlaan 1",
    "bsn ",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6)).map("".join))
def test_any_text_will_do_and_every_find_stands_there(text: str) -> None:
    for one in findings(text):
        assert one.text == text[one.column - 3 : one.column - 3 + len(one.text)]
        assert one.text.strip()
        assert one.reason
