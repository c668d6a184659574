"""What a table of parents hears: who does what, and before when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.spoken import spoken

TODAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("who", "what", "sentence"),
    [
        ("juf Ans", "oefent elke dag 10 minuten",
         "Juf Ans: oefent elke dag 10 minuten. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("ouders", "bellen de logopedist",
         "Ouders: bellen de logopedist. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("jij", "mail de GGD", "Ik: mail de GGD. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("", "nieuwe plek in de klas",
         "Wie doet dit? Nieuwe plek in de klas. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("'s-Hertogenbosch", "belt!", "'s-Hertogenbosch: belt! Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("juf Ans", "zet #sam en @wim apart",
         "Juf Ans: zet Sam en Wim apart. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("juf Ans", "#sam: kijkt mee in de kleine groep",
         "Juf Ans, over Sam: kijkt mee in de kleine groep. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("jij", "#sam #roos: samen laten lezen",
         "Ik, over Sam en Roos: samen laten lezen. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("", "#sam: kijkt mee",
         "Wie doet dit? Over Sam: kijkt mee. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("juf Ans", "belt #sam: is hij er weer",
         "Juf Ans: belt Sam: is hij er weer. Uiterlijk vrijdag 27 november (over 3 dagen)."),
        ("juf Ans", "@wim: belt", "Juf Ans: Wim: belt. Uiterlijk vrijdag 27 november (over 3 dagen)."),
    ],
)  # fmt: skip
def test_who_and_what_read_right_however_they_were_typed(who: str, what: str, sentence: str) -> None:
    assert spoken(who, what, "vr", FRIDAY, TODAY).sentence == sentence


@pytest.mark.parametrize(
    ("due", "when"),
    [
        (TODAY, "Vandaag nog, dinsdag 24 november."),
        (date(2026, 11, 25), "Uiterlijk morgen, woensdag 25 november."),
        (date(2026, 12, 8), "Uiterlijk dinsdag 8 december (over 2 weken)."),
        (date(2027, 1, 13), "Uiterlijk woensdag 13 januari 2027 (over 7 weken)."),
        (date(2026, 11, 20), "Dat was vrijdag 20 november (4 dagen geleden)."),
        (None, "Wanneer is het klaar?"),
    ],
)
def test_the_date_is_in_words(due: date | None, when: str) -> None:
    assert spoken("juf Ans", "belt", "", due, TODAY).when == when


@pytest.mark.parametrize(
    ("who", "doubt", "when", "due", "lacks"),
    [
        ("juf Ans", "", "vr", FRIDAY, ()),
        ("", "", "vr", FRIDAY, ("nog geen naam",)),
        ("juf Ans", "", "", None, ("nog geen datum",)),
        ("", "", "ooit", None, ("nog geen naam", "'ooit' is geen datum")),
        ("Noa", "welke Noa?", "", None, ("welke Noa?", "nog geen datum")),
        ("juf Ans", "", "20-11", date(2026, 11, 20), ("de datum is al voorbij",)),
    ],
)
def test_what_lacks_is_said(
    who: str, doubt: str, when: str, due: date | None, lacks: tuple[str, ...]
) -> None:
    assert spoken(who, "belt", when, due, TODAY, doubt=doubt).lacks == lacks


@given(st.text(max_size=30), st.text(max_size=60), st.none() | st.dates())
def test_anything_can_be_said(who: str, what: str, due: date | None) -> None:
    words = spoken(who, what, "", due, TODAY)
    assert words.sentence.endswith((".", "?", ")"))
